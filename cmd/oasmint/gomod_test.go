package main

import "testing"

func TestModulePath(t *testing.T) {
	for mod, want := range map[string]string{
		"module example.com/a\n\ngo 1.24\n":           "example.com/a",
		"// module not.this\nmodule example.com/a":    "example.com/a",
		"module example.com/a // Deprecated: use b\n": "example.com/a",
		"module \"example.com/a\"\r\n":                "example.com/a",
		"\tmodule\texample.com/a\n":                   "example.com/a",
		"go 1.24\n":                                   "",
		"modules example.com/a\n":                     "",
		"":                                            "",
	} {
		if got := modulePath([]byte(mod)); got != want {
			t.Errorf("%q: got %q, expected %q", mod, got, want)
		}
	}
}

func TestRequires(t *testing.T) {
	mod := []byte("module example.com/a\n\nrequire example.com/b v1.0.0 // indirect\nrequire (\n\texample.com/c/v2 v2.1.0\n)\nreplace example.com/d => ../d\n")
	for name, want := range map[string]bool{
		"example.com/b": true, "example.com/b/x": true, "example.com/bx": false,
		"example.com/c/v2/y": true, "example.com/c": false, "example.com/d": false,
	} {
		if got := requires(mod, name); got != want {
			t.Errorf("%s: got %v", name, got)
		}
	}
}
