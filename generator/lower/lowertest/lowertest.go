// Package lowertest gives tests of what comes after lowering their APIs.
package lowertest

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
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

// Schemas lowers schemas in a version of OpenAPI, each a component called S and its index.
func Schemas(t testing.TB, version string, texts ...string) (*ir.API, []*ir.Schema) {
	t.Helper()
	var members []string
	for i, text := range texts {
		members = append(members, fmt.Sprintf("%q: %s", fmt.Sprintf("S%d", i), text))
	}
	api := Text(t, []byte(`{"openapi": "`+version+`", "info": {"title": "t", "version": "1"}, "paths": {}, "components": {"schemas": {`+strings.Join(members, ",\n")+`}}}`))
	byKey := map[string]*ir.Schema{}
	for _, s := range api.Schemas {
		if s.IsComponent() {
			byKey[s.Wire] = s
		}
	}
	out := make([]*ir.Schema, len(texts))
	for i := range texts {
		if out[i] = byKey[fmt.Sprintf("S%d", i)]; out[i] == nil {
			t.Fatalf("S%d was not lowered", i)
		}
	}
	return api, out
}

// Findings lowers a document that a test holds, and returns what is said of it as
// well. The API is nil where the document cannot be read at all.
func Findings(data []byte) (*ir.API, []diag.Diagnostic) {
	var diags diag.List
	api := lowered(load.Input{Name: "openapi.yaml", Data: data}, &diags)
	return api, diags.Sorted()
}

func api(t testing.TB, in load.Input) *ir.API {
	t.Helper()
	var diags diag.List
	api := lowered(in, &diags)
	if err := diags.Err(); err != nil {
		t.Fatal(err)
	}
	return api
}

func lowered(in load.Input, diags *diag.List) *ir.API {
	doc, err := load.Load(context.Background(), in)
	if err != nil {
		diags.Errorf(diag.Position{File: in.Name}, "not-loaded", "%v", err)
		return nil
	}
	return lower.Lower(context.Background(), doc, lower.Options{Reserved: slices.Concat(goapi.Types, goapi.Validators)}, diags).API
}
