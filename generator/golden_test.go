package generator_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/internal/golden"
	"github.com/oasmint/oasmint/generator/output"
)

// TestGolden runs every testdata/*.txtar: the reason as comment, a document
// (openapi.yaml or openapi.json, with the files it refers to), and what must
// come out: any emitted file under out/, out/names.txt (every schema and
// operation with its place), out/diagnostics.txt. A run that has something to
// say must have that section. What is emitted is compiled, for a machine of 32 bits
// as well, and emitted twice.
//
// A Go test of the emitted package may stand in check_test.go, and packages that it
// imports below emitted/.
//
// What is asked for stands in the section oasmint.yaml, as users write it; in a
// case without one, Go types, validators and docs are. `published` holds lines
// "pointer name". Where there is no oasmint.yaml, files overlay*.yaml are
// applied in the order of the sections.
func TestGolden(t *testing.T) {
	m := newModule(t)
	folders := map[string]string{}
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, c *golden.Case) {
		result := testCase(t, c)
		if result != nil && slices.ContainsFunc(result.Files, func(f output.File) bool { return path.Ext(f.Path) == ".go" }) {
			folder := strings.ReplaceAll(c.Name, "-", "_")
			folders[folder] = c.Name
			m.add(t, folder, result.Files)
			for _, f := range c.Archive.Files {
				if name, ok := strings.CutPrefix(f.Name, "emitted/"); ok {
					m.write(t, name, f.Data)
				}
			}
			if c.Has("check_test.go") {
				m.write(t, folder+"/check_test.go", c.Data(t, "check_test.go"))
			}
		}
	})
	if len(folders) == 0 { // the cases that were chosen by -run emit no Go
		return
	}
	for _, step := range []string{"vet", "test"} {
		for folder, reason := range m.run(t, step) {
			t.Errorf("%s: what is emitted does not pass go %s: %s", folders[folder], step, reason)
		}
	}
	for folder, reason := range m.run(t, "build", "GOARCH=386", "CGO_ENABLED=0") { // where int has 32 bits
		t.Errorf("%s: what is emitted does not build for 386: %s", folders[folder], reason)
	}
}

// testCase runs one case and returns its result, or nil where there must be none.
func testCase(t *testing.T, c *golden.Case) *generator.Result {
	if len(bytes.TrimSpace(c.Comment)) == 0 {
		t.Error("the case does not say why it is there")
	}
	result, err := runCase(t, c.Archive)
	said := diagnosticsOf(result, err)
	got := map[string][]byte{"diagnostics.txt": said}
	if len(said) > 0 {
		c.Equal(t, "out/diagnostics.txt", said) // which must be there
	}
	if err == nil {
		got["names.txt"] = namesOf(result)
		for _, f := range result.Files {
			got[f.Path] = f.Data
		}
		again, err := runCase(t, c.Archive)
		if err != nil || !slices.EqualFunc(result.Files, again.Files, sameFile) {
			t.Errorf("two runs differ (%v)", err)
		}
	}
	c.Outputs(t, got)
	if err != nil {
		return nil
	}
	isForeseen(t, result)
	return result
}

// runCase writes the case's files to a folder and runs the pipeline there.
func runCase(t *testing.T, archive *txtar.Archive) (*generator.Result, error) {
	t.Chdir(t.TempDir())
	target := generator.NewTarget("", map[string]string{"go": "api", "docs": "docs"})
	opts := generator.Options{GoImport: modulePath}
	var written []byte // oasmint.yaml
	for _, f := range archive.Files {
		switch {
		case strings.HasPrefix(f.Name, "out/"), strings.HasPrefix(f.Name, "emitted/"):
			continue
		case f.Name == config.FileName:
			written = f.Data
			continue
		case f.Name == "published":
			opts.Published.Names = pairs(f.Data)
			continue
		case strings.HasPrefix(f.Name, "openapi."):
			target.Spec = f.Name
		case strings.HasPrefix(f.Name, "overlay"):
			target.Overlays = append(target.Overlays, f.Name)
		}
		if err := os.MkdirAll(filepath.Dir(f.Name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(f.Name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if written != nil {
		c, err := generator.ParseConfig(config.FileName, written)
		if err != nil {
			t.Fatal(err) // cases of these are config's
		}
		target = c.Targets[0]
	}
	target.SetDefaults()
	return generator.Generate(context.Background(), target, opts)
}

func pairs(data []byte) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(string(data)) {
		if fields := strings.Fields(line); len(fields) == 2 {
			out[fields[0]] = fields[1]
		}
	}
	return out
}

func diagnosticsOf(result *generator.Result, err error) []byte {
	var b bytes.Buffer
	var list diag.List
	if result != nil {
		list.Append(result.Diagnostics)
	}
	if err != nil {
		var errs diag.Errors
		if errors.As(err, &errs) {
			for _, d := range errs {
				list.Add(d)
			}
		} else {
			fmt.Fprintln(&b, "error:", err)
		}
	}
	for _, d := range list.Sorted() {
		fmt.Fprintln(&b, d)
	}
	return b.Bytes()
}

func namesOf(result *generator.Result) []byte {
	var b bytes.Buffer
	for _, op := range result.API.Operations {
		fmt.Fprintf(&b, "operation %s %s %s\n", op.Name, op.Method, op.Path)
	}
	for _, s := range result.API.Schemas {
		fmt.Fprintf(&b, "%s %s #%s\n", s.Shape.Kind, s.Name, s.Pos.Pointer)
		for _, f := range s.Shape.Fields {
			if f.Name != "" {
				fmt.Fprintf(&b, "\t%s %q\n", f.Name, f.Wire)
			}
		}
		for _, v := range s.Shape.Enum {
			if v.Name != "" {
				fmt.Fprintf(&b, "\t%s = %s\n", v.Name, v.Value)
			}
		}
	}
	return b.Bytes()
}
