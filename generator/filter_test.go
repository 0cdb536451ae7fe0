package generator_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/diff"
)

// TestFilterCorpus takes a few operations out of documents of real APIs: what
// is emitted holds together, and every name is the one of the whole document.
func TestFilterCorpus(t *testing.T) {
	t.Parallel()
	files, filtered := fewOfCorpus(t), 0
	for _, file := range files {
		name := filepath.Base(file)
		whole, err := generated(file)
		if err != nil || len(whole.API.Operations) < 4 {
			continue
		}
		target := corpusTarget(file)
		for i := 0; i < len(whole.API.Operations); i += 1 + len(whole.API.Operations)/3 {
			if op := whole.API.Operations[i]; !op.Webhook && !strings.Contains(op.Path, "*") {
				target.Include.Paths = append(target.Include.Paths, op.Path)
			}
		}
		if len(target.Include.Paths) == 0 {
			continue
		}
		part, err := generator.Generate(context.Background(), target, generator.Options{GoImport: importOf("api")})
		if err != nil {
			t.Errorf("%s, %v alone: %s", name, target.Include.Paths, firstLine(err))
			continue
		}
		filtered++
		for pointer, got := range part.Published.Names {
			if want := whole.Published.Names[pointer]; got != want {
				t.Errorf("%s: %s is %s in the whole, %s in a part", name, pointer, want, got)
			}
		}
		for _, op := range part.API.Operations {
			if !op.Webhook && !slices.Contains(target.Include.Paths, op.Path) {
				t.Errorf("%s: %s %s was not asked for", name, op.Method, op.Path)
			}
		}
		for _, s := range part.API.Schemas {
			if s.Reached == 0 && len(s.UsedBy) == 0 {
				t.Errorf("%s: nothing uses %s", name, s.Name)
			}
		}
		document := generator.Document{Path: file}
		report, err := generator.Compare(context.Background(), target, document, document, generator.Options{}, diff.Options{})
		if err != nil && strings.Contains(err.Error(), "so it cannot be compared") {
			continue // its Go was type-checked; kin-openapi does not read the document
		}
		if err != nil || slices.ContainsFunc(report.Changes, func(c diff.Change) bool { return c.In == diff.InGo }) {
			t.Errorf("%s: the Go of a part does not type-check, or differs from itself: %v", name, err)
		}
	}
	if filtered < len(files)/2 {
		t.Errorf("only %d of %d documents could be filtered", filtered, len(files))
	}
}
