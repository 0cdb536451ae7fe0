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
