// Package golden runs tests whose cases are txtar archives: what goes in, and
// what must come out. With the flag -update they are rewritten; read the diff.
package golden

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aymanbagabas/go-udiff"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the goldens in testdata")

// Case is one archive, with the name of its file, without the ending.
type Case struct {
	*txtar.Archive
	Name    string
	changed bool
}

// Run runs a subtest for each archive that matches pattern; that there is none
// is an error.
func Run(t *testing.T, pattern string, run func(t *testing.T, c *Case)) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases match %s (%v)", pattern, err)
	}
	for _, file := range files {
		file, err := filepath.Abs(file) // cases may run in folders of their own
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		t.Run(name, func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			c := &Case{Archive: archive, Name: name}
			run(t, c)
			if !c.changed {
				return
			}
			if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// section returns a section, or nil.
func (c *Case) section(name string) *txtar.File {
	i := slices.IndexFunc(c.Files, func(f txtar.File) bool { return f.Name == name })
	if i < 0 {
		return nil
	}
	return &c.Files[i]
}

// Has reports whether there is a section.
func (c *Case) Has(name string) bool { return c.section(name) != nil }

// Data returns a section that must be there.
func (c *Case) Data(t *testing.T, name string) []byte {
	t.Helper()
	f := c.section(name)
	if f == nil {
		t.Fatalf("the case has no section %s", name)
	}
	return f.Data
}

// Equal holds a section against what came out. It must be there, but an update
// adds it.
func (c *Case) Equal(t *testing.T, name string, got []byte) {
	t.Helper()
	f := c.section(name)
	switch {
	case f != nil && string(f.Data) == string(got):
	case *update && f != nil:
		f.Data, c.changed = got, true
	case *update:
		c.Files, c.changed = append(c.Files, txtar.File{Name: name, Data: got}), true
	case f == nil:
		t.Errorf("the case has no section %s, but there is (-update adds it):\n%s", name, got)
	default:
		t.Errorf("%s differs (-update rewrites it):\n%s", name, udiff.Unified("expected", "actual", string(f.Data), string(got)))
	}
}

// Outputs holds every section below out/ against what came out, by name; there
// must be one, and nothing that did not come out.
func (c *Case) Outputs(t *testing.T, got map[string][]byte) {
	t.Helper()
	compared := 0
	for _, f := range slices.Clone(c.Files) {
		name, ok := strings.CutPrefix(f.Name, "out/")
		if !ok {
			continue
		}
		compared++
		if data, ok := got[name]; ok {
			c.Equal(t, f.Name, data)
		} else {
			t.Errorf("%s was not made", name)
		}
	}
	if compared == 0 {
		t.Error("the case has no section below out/")
	}
}

// File holds a file against what came out.
func File(t *testing.T, name string, got []byte) {
	t.Helper()
	want, err := os.ReadFile(name)
	if err != nil && !*update {
		t.Fatal(err)
	}
	switch {
	case string(want) == string(got):
	case *update:
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("%s differs (-update rewrites it):\n%s", name, udiff.Unified("expected", "actual", string(want), string(got)))
	}
}
