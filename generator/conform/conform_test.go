package conform_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/conform"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/load"
	"github.com/oasmint/oasmint/generator/lower"
)

// schemas lowers schemas, each a component called S and its index.
func schemas(t *testing.T, texts []string) []*ir.Schema {
	t.Helper()
	var members []string
	for i, text := range texts {
		members = append(members, fmt.Sprintf("%q: %s", fmt.Sprintf("S%d", i), text))
	}
	document := `{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "components": {"schemas": {` + strings.Join(members, ",\n") + `}}}`
	doc, err := load.Load(context.Background(), load.Input{Name: "openapi.json", Data: []byte(document)})
	if err != nil {
		t.Fatal(err)
	}
	var diags diag.List
	byName := map[string]*ir.Schema{}
	for _, s := range lower.Lower(doc, lower.Options{}, &diags).API.Schemas {
		byName[s.Wire] = s
	}
	if err := diags.Err(); err != nil {
		t.Fatal(err)
	}
	out := make([]*ir.Schema, len(texts))
	for i := range texts {
		if out[i] = byName[fmt.Sprintf("S%d", i)]; out[i] == nil {
			t.Fatalf("S%d was not lowered", i)
		}
	}
	return out
}

// TestWords checks what is said of a value that is wrong: the place, what was
// expected, and nothing of the value.
func TestWords(t *testing.T) {
	s := schemas(t, []string{`{"type": "object", "required": ["id", "made"], "properties": {
		"id": {"type": "string", "minLength": 3}, "made": {"type": "string", "format": "date", "readOnly": true},
		"a/b": {"type": "array", "items": {"enum": ["x", 1, null]}}, "n": {"type": "integer", "multipleOf": 5}}}`})[0]
	for _, c := range []struct {
		value, want string
		direction   ir.Direction
	}{
		{`{"id": "abc"}`, "", ir.InRequest},
		{`{"id": "abc"}`, "", 0},
		{`{"id": "abc"}`, "expected the member made", ir.InResponse},
		{`{"id": "ab"}`, "at /id: expected at least 3 characters", 0},
		{`{"id": "abc", "a/b": ["x", 1.0, "secret"]}`, "at /a~1b/2: expected one of the values that the enum lists", 0},
		{`{"id": "abc", "n": 7}`, "at /n: expected a multiple of 5", 0},
		{`{"id": "abc", "n": 7.5}`, "at /n: expected the type integer", 0},
		{`["secret"]`, "expected the type object", 0},
		{`{"id": `, "it is not JSON", 0},
	} {
		got := ""
		if err := conform.Check(s, ir.Value(c.value), c.direction); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.value, got, c.want)
		}
	}
}

// elsewhere finds what Check is not for: schemas that point somewhere in their
// own document, which is no component's, and what it says it does not judge.
var elsewhere = regexp.MustCompile(`"\$(?:ref|id|anchor|dynamicRef|dynamicAnchor|defs)"|"unevaluated(?:Items|Properties)"`)

// TestSuite holds Check against the JSON Schema Test Suite.
func TestSuite(t *testing.T) {
	dir := "../../../shared/suite/draft2020-12"
	files, err := filepath.Glob(dir + "/*.json")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("skipped: the JSON Schema Test Suite is not beside the project (../shared/suite)")
	}
	cases, wrong := 0, 0
	for _, file := range files {
		if base := filepath.Base(file); base == "format.json" || base == "content.json" || base == "vocabulary.json" {
			continue // formats are annotations there; the others are not asserted
		}
		var groups []struct {
			Description string
			Schema      json.RawMessage
			Tests       []struct {
				Description string
				Data        json.RawMessage
				Valid       bool
			}
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &groups); err != nil {
			t.Fatal(err)
		}
		for _, g := range groups {
			if elsewhere.Match(g.Schema) {
				continue
			}
			schema := schemas(t, []string{string(g.Schema)})[0]
			for _, c := range g.Tests {
				cases++
				if got := conform.Check(schema, ir.Value(strings.TrimSpace(string(c.Data))), 0); (got == nil) != c.Valid {
					wrong++
					t.Logf("%s: %s: %s: %v, want valid %v", filepath.Base(file), g.Description, c.Description, got, c.Valid)
				}
			}
		}
	}
	t.Logf("%d of %d are right", cases-wrong, cases)
	if cases < 500 || wrong*100 > cases*2 {
		t.Errorf("%d of %d are wrong, expected at most 2 of 100 of at least 500", wrong, cases)
	}
}
