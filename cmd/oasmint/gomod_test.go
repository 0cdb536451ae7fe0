package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

func TestModulePath(t *testing.T) {
	for mod, want := range map[string]string{
		"module example.com/a\n\ngo 1.24\n":                         "example.com/a",
		"// module not.this\nmodule example.com/a":                  "example.com/a",
		"// Deprecated: use b\nmodule example.com/a // so\n":        "example.com/a",
		"module \"example.com/a\"\r\n":                              "example.com/a",
		"module (\n\texample.com/a\n)\n":                            "example.com/a",
		"\tmodule\texample.com/a\n":                                 "example.com/a",
		"module example.com/a/v2\ngo 1.26.0\ntoolchain go1.27rc1\n": "example.com/a/v2",
		"module example.com/a\nfuture directive (\n\tx y\n)\n":      "example.com/a",
		"module example.com/a\nrequire example.com/b master\n":      "example.com/a",
		"module example.com/a\nreplace example.com/b => ../b dir\n": "example.com/a",
	} {
		got, err := parseModule("go.mod", []byte(mod))
		if err != nil || got.path != want {
			t.Errorf("%q: got %v (%v), expected %q", mod, got, err, want)
		}
	}
	for mod, want := range map[string]string{
		"go 1.24\n":               "go.mod: no module path in it",
		"":                        "go.mod: no module path in it",
		"modules example.com/a\n": "go.mod: no module path in it",
		"module example.com/a\nmodule example.com/b\n":       "go.mod:2: repeated module statement",
		"module example.com/a\n\nrequire (\n":                "go.mod:4",
		"module example.com/a\n\nrequire example.com/b v1 x": "go.mod:3",
	} {
		got, err := parseModule("go.mod", []byte(mod))
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: got %v (%v), expected the error %q", mod, got, err, want)
		}
	}
}

func TestRequires(t *testing.T) {
	mod, err := parseModule("go.mod", []byte(`module example.com/a

require example.com/b v1.0.0 // indirect
require (
	// example.com/commented v1.0.0
	"example.com/c/v2" v2.1.0
	example.com/e branch
	gopkg.in/f.v3 HEAD
	example.com/g/v2 main
)
exclude example.com/d v1.0.0
replace example.com/d => ../d
tool example.com/t/cmd/t
`))
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"example.com/b", "example.com/c/v2", "example.com/e", "gopkg.in/f.v3", "example.com/g/v2"}; !slices.Equal(mod.requires, want) {
		t.Errorf("got %q, expected %q", mod.requires, want)
	}
}

func TestWithin(t *testing.T) {
	for name, want := range map[string]bool{
		"example.com/b": true, "example.com/b/x": true, "example.com/bx": false, "example.com": false,
	} {
		if got := within(name, "example.com/b"); got != want {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

// TestWorkspace shows which modules a go.work puts beside one.
func TestWorkspace(t *testing.T) {
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(`
-- go.work --
go 1.26

use ./a // the one at hand
use (
	"./b"
	./c/d
	./nothing
)
replace example.com/x => ./x
-- a/go.mod --
module example.com/a
-- b/go.mod --
module example.com/b
-- c/d/go.mod --
module example.com/d
-- x/go.mod --
module example.com/x
-- other.work --
go 1.26
use ./x
-- bad.work --
go 1.26
use
`)).Files {
		name := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	module, err := enclosingModule(filepath.Join(dir, "a", "deep", "folder"))
	if err != nil || module == nil || module.path != "example.com/a" {
		t.Fatalf("got %v (%v)", module, err)
	}
	for _, c := range []struct {
		gowork string
		want   []string
		err    string
	}{
		{"", []string{"example.com/a", "example.com/b", "example.com/d"}, ""},
		{"off", nil, ""},
		{filepath.Join(dir, "other.work"), []string{"example.com/x"}, ""},
		{filepath.Join(dir, "bad.work"), nil, "bad.work:2"},
		{filepath.Join(dir, "none.work"), nil, "none.work: cannot be read: no such file"},
	} {
		t.Setenv("GOWORK", c.gowork)
		got, err := module.workspace()
		if !slices.Equal(got, c.want) {
			t.Errorf("GOWORK=%s: got %q, expected %q", c.gowork, got, c.want)
		}
		if (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
			t.Errorf("GOWORK=%s: got the error %v, expected %q", c.gowork, err, c.err)
		}
	}
}

func TestHasTool(t *testing.T) {
	for mod, want := range map[string]bool{
		"module a\ntool " + toolPath + "\n":                      true,
		"module a\ntool (\n\tx.y/z\n\t\"" + toolPath + "\"\n)\n": true,
		"module a\n// tool " + toolPath + "\n":                   false,
		"module a\ntool " + toolPath + "/x\n":                    false,
		"module a\nignore " + toolPath + "\n":                    false,
		"module a\ntool (\n":                                     false,
	} {
		file := filepath.Join(t.TempDir(), "go.mod")
		if err := os.WriteFile(file, []byte(mod), 0o644); err != nil {
			t.Fatal(err)
		}
		if got := hasTool(file); got != want {
			t.Errorf("%q: got %v", mod, got)
		}
	}
	if hasTool(filepath.Join(t.TempDir(), "go.mod")) {
		t.Error("a file that is not there has the tool")
	}
}
