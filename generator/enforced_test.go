package generator_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/keyword/keywordtest"
)

// TestEnforced holds that each keyword which asserts something is enforced by
// emitted validators, as it is at generation.
func TestEnforced(t *testing.T) {
	texts := keywordtest.Components()
	for _, p := range keywordtest.Pairs {
		texts = append(texts, p.Wide, p.Narrow)
	}
	members := make([]string, len(texts))
	for i, text := range texts {
		members[i] = fmt.Sprintf("%q: %s", fmt.Sprintf("S%d", i), text)
	}
	document := `{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {}, "components": {"schemas": {` + strings.Join(members, ",\n") + `}}}`
	result, err := generator.Generate(t.Context(), generator.NewTarget("openapi.json", map[string]string{"go": "api"}), generator.Options{
		Spec: []byte(document), SpecName: "openapi.json", GoImport: importOf("api"),
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range result.Diagnostics.Sorted() {
		if d.Code == "openapi" || strings.Contains(d.Code, "sibling") {
			t.Errorf("a keyword is not known: %s", d)
		}
	}
	m := newModule(t)
	m.add(t, "api", result.Files)
	judge := keyword.NewJudge(result.API)
	var table []string
	var all []given
	for _, s := range result.API.Schemas {
		if !s.IsComponent() {
			continue
		}
		table = append(table, entryPoint(s.Wire, "api", s.Name))
		for _, v := range keywordtest.Values {
			all = append(all, given{Schema: s.Wire, Value: ir.Value(v), Request: true, accepted: judge.Check(s, ir.Value(v), ir.InRequest) == nil})
		}
	}
	if len(table) != len(texts) {
		t.Fatalf("%d schemas were generated, want %d", len(table), len(texts))
	}
	refused := map[string]int{}
	for i, answer := range ask(t, m, []string{fmt.Sprintf("%q", modulePath+"/api")}, table, all) {
		g, why := all[i], answer.Refusal
		if why != "" {
			refused[g.Schema]++
		}
		if g.accepted != (why == "") {
			t.Errorf("%s: %s is accepted at generation: %v; the validator says %q", g.Schema, g.Value, g.accepted, why)
		}
	}
	for i, p := range keywordtest.Pairs {
		wide, narrow := fmt.Sprintf("S%d", 2*i+2), fmt.Sprintf("S%d", 2*i+3)
		if refused[narrow] <= refused[wide] {
			t.Errorf("%s is not enforced: %s refuses no more than %s", p.Keyword, p.Narrow, p.Wide)
		}
	}
}
