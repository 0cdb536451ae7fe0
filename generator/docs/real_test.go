// Tests over documents that the project did not write.

package docs_test

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/load"
	"github.com/oasmint/oasmint/generator/lower"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// official is an API as its owner publishes it, beside the project.
const official = "../../../shared/authlete/official.yaml"

// TestOfficial renders every page of a real document in every preset, and reads
// the pages as a site would: tables are whole, no HTML but anchors of ours.
func TestOfficial(t *testing.T) {
	api := lowertest.File(t, official)
	for _, preset := range docs.Presets() {
		t.Run(preset, func(t *testing.T) {
			var diags diag.List
			reference, err := docs.Render(api, docs.Options{Preset: preset}, &diags)
			if err != nil {
				t.Fatal(err)
			}
			pages := reference.Files()
			size := 0
			for _, p := range pages {
				size += len(p.Data)
				if strings.HasSuffix(p.Path, ".md") {
					checkPage(t, p.Path, string(p.Data), preset == "mkdocs")
				}
			}
			if size > 2_500_000 {
				t.Errorf("the docs take %d bytes, more than 2.5 MB", size)
			}
			if preset == "github" {
				checkLinks(t, pages)
			}
			again, err := docs.Render(api, docs.Options{Preset: preset}, &diags)
			if err != nil || !reflect.DeepEqual(pages, again.Files()) {
				t.Error("rendered twice, the pages differ", err)
			}
		})
	}
}

// TestCorpus renders documents of many makers and reads every page.
func TestCorpus(t *testing.T) {
	files, err := filepath.Glob("../../../shared/corpus/*.json")
	if err != nil || len(files) == 0 {
		t.Skip("skipped: there is no ../shared/corpus")
	}
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		most := int64(60_000) // bytes: the large ones show little that these do not
		if os.Getenv("OASMINT_CORPUS") == "all" {
			most = 300_000
		}
		if info.Size() > most {
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			doc, err := load.Load(context.Background(), load.Input{Path: file})
			if err != nil {
				t.Fatal(err)
			}
			var diags diag.List
			api := lower.Lower(context.Background(), doc, lower.Options{}, &diags).API
			reference, err := docs.Render(api, docs.Options{}, &diags)
			if err != nil {
				t.Fatal(err)
			}
			pages := reference.Files()
			for _, p := range pages {
				if strings.HasSuffix(p.Path, ".md") {
					checkPage(t, p.Path, string(p.Data), false)
				}
			}
			checkLinks(t, pages)
		})
	}
}
