// Package lowertest gives tests of what comes after lowering their APIs.
package lowertest

import (
	"context"
	"os"
	"slices"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/load"
	"github.com/oasmint/oasmint/generator/lower"
)

// File lowers a document, and skips the test where it is not there.
func File(t testing.TB, path string) *ir.API {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		t.Skip("skipped: there is no " + path)
	}
	return api(t, load.Input{Path: path})
}

// Text lowers a document that a test holds.
func Text(t testing.TB, data []byte) *ir.API {
	t.Helper()
	return api(t, load.Input{Name: "openapi.yaml", Data: data})
}

func api(t testing.TB, in load.Input) *ir.API {
	t.Helper()
	doc, err := load.Load(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	var diags diag.List
	result := lower.Lower(doc, lower.Options{Reserved: slices.Concat(goapi.Types, goapi.Validators)}, &diags)
	if err := diags.Err(); err != nil {
		t.Fatal(err)
	}
	return result.API
}
