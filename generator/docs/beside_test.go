package docs_test

import (
	"bytes"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// TestBeside holds that pages and notes are the same however many pages are rendered at once.
func TestBeside(t *testing.T) {
	var paths strings.Builder
	for i := range 60 { // each text with a link that is left out stands on several pages
		fmt.Fprintf(&paths, "  /p%d: {get: {operationId: op%d, description: \"See [this](r%d) and [that](s%d).\", responses: {\"200\": {description: \"[x](t%d)\"}}}}\n", i, i, i%7, i%7, i%5)
	}
	api := lowertest.Text(t, []byte("openapi: 3.1.0\ninfo: {title: T, version: \"1\"}\npaths:\n"+paths.String()))
	render := func(processors int) ([]docs.File, []diag.Diagnostic) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
		var diags diag.List
		reference, err := docs.Render(api, docs.Options{}, &diags)
		if err != nil {
			t.Fatal(err)
		}
		return reference.Files(), diags.Sorted()
	}
	files, notes := render(1)
	if len(notes) < 12 {
		t.Fatalf("%d notes: %v", len(notes), notes)
	}
	for range 10 {
		again, said := render(4)
		if !reflect.DeepEqual(notes, said) {
			t.Fatalf("notes differ:\n%v\n%v", notes, said)
		}
		for i, f := range files {
			if again[i].Path != f.Path || !bytes.Equal(again[i].Data, f.Data) {
				t.Fatalf("%s differs", f.Path)
			}
		}
	}
}
