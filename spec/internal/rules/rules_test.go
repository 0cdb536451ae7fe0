package rules_test

// testdata/*.txtar: a small document (spec.yaml), where needed terms.yaml and
// facts.yaml, and in findings.txt what Check has to say about it.

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/oasmint/oasmint/spec/internal/rules"
)

var update = flag.Bool("update", false, "rewrite findings.txt of testdata")

func TestCheck(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := check(archive)
			for i := range archive.Files {
				if f := &archive.Files[i]; f.Name == "findings.txt" {
					if *update {
						f.Data = []byte(got)
						if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
							t.Fatal(err)
						}
						return
					}
					if want := string(f.Data); got != want {
						t.Errorf("got:\n%s\nwant:\n%s", got, want)
					}
					return
				}
			}
			t.Fatal("there is no findings.txt")
		})
	}
}

// check renders what Check finds, or its error.
func check(archive *txtar.Archive) string {
	var in rules.Input
	for _, f := range archive.Files {
		file := rules.File{Name: f.Name, Data: f.Data}
		switch f.Name {
		case "spec.yaml":
			in.Spec = file
		case "terms.yaml":
			in.Terms = file
		case "facts.yaml":
			in.Facts = &file
		}
	}
	numbers, found, err := rules.Check(context.Background(), in)
	if err != nil {
		return "cannot be checked: " + err.Error() + "\n"
	}
	var out strings.Builder
	for _, f := range found.Sorted() {
		out.WriteString(f.String() + "\n")
	}
	out.WriteString(numbers.String() + "\n")
	return out.String()
}
