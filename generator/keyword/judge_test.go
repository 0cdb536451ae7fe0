package keyword_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// TestCheckWords checks what is said of a value that is wrong: the place, what
// was expected, and nothing of the value.
func TestCheckWords(t *testing.T) {
	api, schemas := lowertest.Schemas(t, "3.1.0", `{"type": "object", "required": ["id", "made"], "properties": {
		"id": {"type": "string", "minLength": 3}, "made": {"type": "string", "format": "date", "readOnly": true},
		"a/b": {"type": "array", "items": {"enum": ["x", 1, null]}}, "n": {"type": "integer", "multipleOf": 5},
		"u": {"type": "string", "pattern": "^\\u0041$"}, "v": {"type": "string", "pattern": "^A$"}}}`)
	judge := keyword.NewJudge(api)
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
		{`{"id": "abc", "u": "B"}`, `at /u: expected a match of the pattern ^\u0041$`, 0},
		{`{"id": "abc", "v": "B"}`, "at /v: expected a match of the pattern ^A$", 0},
		{`{"id": "abc", "u": "A", "v": "A"}`, "", 0},
		{`["secret"]`, "expected the type object", 0},
		{`{"id": `, "it is not JSON", 0},
	} {
		got := ""
		if err := judge.Check(schemas[0], ir.Value(c.value), c.direction); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.value, got, c.want)
		}
	}
}

// TestReport holds that each wrong example and default is reported, at its own
// place.
func TestReport(t *testing.T) {
	api := lowertest.Text(t, []byte(`openapi: 3.0.3
info: {title: t, version: '1'}
paths:
  /a:
    post:
      parameters:
        - {name: q, in: query, schema: {type: integer, default: s3cret}}
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/A'}
            examples:
              right: {value: {n: 1}}
              wrong: {value: {n: s3cret}}
              elsewhere: {externalValue: 'https://example.com/a.json'}
      responses:
        '200': {description: fine}
components:
  schemas:
    A:
      type: object
      properties:
        n: {type: integer, default: 1.5}
        m: {type: integer, default: x}
      example: {n: s3cret}
`))
	var diags diag.List
	keyword.NewJudge(api).Report(api, &diags)
	var got []string
	for _, d := range diags.Sorted() {
		if strings.Contains(d.String(), "s3cret") {
			t.Errorf("a value is shown: %s", d)
		}
		got = append(got, fmt.Sprintf("%d %s", d.Position.Line, d.Code))
	}
	want := []string{"7 default-violates-schema", "14 example-violates-schema", "23 default-violates-schema", "24 default-violates-schema", "25 example-violates-schema"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// elsewhere finds schemas that point somewhere in their own document, which is
// no component's.
var elsewhere = regexp.MustCompile(`"\$(?:ref|id|anchor|dynamicRef|dynamicAnchor|defs)"`)

// TestSuite holds Check against the JSON Schema Test Suite.
func TestSuite(t *testing.T) {
	files, err := filepath.Glob("../../../shared/suite/draft2020-12/*.json")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("skipped: the JSON Schema Test Suite is not beside the project (../shared/suite)")
	}
	cases, wrong := 0, 0
	for _, file := range files {
		base := filepath.Base(file)
		if base == "format.json" || base == "vocabulary.json" {
			continue // formats are annotations there; vocabularies cannot be changed
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
			api, schemas := lowertest.Schemas(t, "3.1.0", string(g.Schema))
			judge := keyword.NewJudge(api)
			for _, c := range g.Tests {
				cases++
				if got := judge.Check(schemas[0], ir.Value(strings.TrimSpace(string(c.Data))), 0); (got == nil) != c.Valid {
					wrong++
					t.Logf("%s: %s: %s: %v, want valid %v", base, g.Description, c.Description, got, c.Valid)
				}
			}
		}
	}
	t.Logf("%d of %d are right", cases-wrong, cases)
	if cases < 500 || wrong*100 > cases {
		t.Errorf("%d of %d are wrong, expected at most 1 of 100 of at least 500", wrong, cases)
	}
}

// TestLenient holds that a pattern which Go cannot match makes those lenient
// that assert by it, and not those whose content it describes.
func TestLenient(t *testing.T) {
	api, s := lowertest.Schemas(t, "3.1.0", `{"pattern": "(a)\\1"}`, `{"not": {"$ref": "#/components/schemas/S0"}}`, `{"type": "string", "contentSchema": {"$ref": "#/components/schemas/S0"}}`)
	lenient := keyword.Lenient(keyword.Roots(api))
	for i, want := range []bool{true, true, false} {
		if lenient[s[i]] != want {
			t.Errorf("S%d is lenient: %v, want %v", i, lenient[s[i]], want)
		}
	}
}
