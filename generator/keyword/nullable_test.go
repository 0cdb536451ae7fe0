package keyword_test

import (
	"testing"

	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// TestMatchesNull holds what is told of null without reading a value.
func TestMatchesNull(t *testing.T) {
	for schema, want := range map[string]bool{
		`{}`:                                true,
		`{"minLength": 3}`:                  true,
		`{"properties": {"a": {}}}`:         true,
		`{"type": "string"}`:                false,
		`{"type": ["string", "null"]}`:      true,
		`{"enum": ["a", null]}`:             true,
		`{"const": 1}`:                      false,
		`{"not": {"type": "string"}}`:       true,
		`{"not": {}}`:                       false,
		`{"oneOf": [{"type": "null"}, {}]}`: false,
		`{"anyOf": [{"type": "string"}, {"type": "null"}]}`:                   true,
		`{"oneOf": [{"type": ["string", "null"]}, {"type": "null"}]}`:         false,
		`{"if": {"type": "null"}, "then": {"type": "string"}}`:                false,
		`{"if": {"type": "string"}, "then": {"type": "integer"}, "else": {}}`: true,
	} {
		if _, s := lowertest.Schemas(t, "3.1.0", schema); keyword.MatchesNull(s[0]) != want {
			t.Errorf("%s: %v, want %v", schema, !want, want)
		}
	}
}
