//go:build sites

package tryit_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
	"github.com/oasmint/oasmint/generator/tryit"
	"github.com/oasmint/oasmint/generator/validate"
	"github.com/oasmint/oasmint/generator/validators/interpret"
)

// styles are those that a place has.
var styles = map[string][]string{
	"path": {"simple", "label", "matrix"}, "query": {"form", "spaceDelimited", "pipeDelimited", "deepObject"},
	"header": {"simple"},
}

// wireSchemas are schemas, each with values.
var wireSchemas = []struct {
	schema string
	values []string
}{
	{`{type: string}`, []string{`"a"`, `"a b/c?d=e&f,g;h.i#%é+"`, `"!*'()~-_."`, `"true"`}},
	{`{type: integer}`, []string{`0`, `-17`}},
	{`{type: [string, integer, boolean]}`, []string{`"a"`, `12`, `true`, `"12"`}},
	{`{}`, []string{`"a"`, `3`}},
	{`{type: array, items: {type: string}}`, []string{`["a"]`, `["a", "b.c", "d,e=f"]`}},
	{`{type: array, items: {type: integer}}`, []string{`[1, 2]`}},
	{`{type: object, properties: {x: {type: string}, y: {type: integer}}}`, []string{`{"x": "a b,c", "y": 2}`, `{"y": 1}`}},
	{`{type: object, additionalProperties: {type: integer}}`, []string{`{"k": 1, "m n": 2}`}},
	{`{type: object, properties: {x: {type: array, items: {type: string}}, in: {type: object, properties: {z: {type: string}}}}}`, []string{`{"x": ["a", "b"], "in": {"z": "c"}}`}},
}

// TestWire writes values in every place and style by the page's script, in Node, and by
// the run-time package of emitted clients: these are the same bytes.
func TestWire(t *testing.T) {
	type sent struct {
		name, in, value string
		op              *ir.Operation
		Field           *tryit.Field    `json:"field"`
		Value           json.RawMessage `json:"value"`
	}
	var doc strings.Builder
	doc.WriteString("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n")
	var all []*sent
	for in, list := range styles {
		for _, style := range list {
			for _, explode := range []bool{false, true} {
				for _, reserved := range []bool{false, true} {
					if reserved && in != "query" {
						continue
					}
					for i, s := range wireSchemas {
						n := len(all)
						path := fmt.Sprintf("/p%d-%d", n, i)
						if in == "path" {
							path += "/{p q}"
						}
						fmt.Fprintf(&doc, "  '%s': {get: {parameters: [{name: 'p q', in: %s, required: %t, style: %s, explode: %t, allowReserved: %t, schema: %s}], responses: {'200': {description: d}}}}\n",
							path, in, in == "path", style, explode, reserved, s.schema)
						for _, v := range s.values {
							all = append(all, &sent{name: path, in: in, value: v, Value: json.RawMessage(v)})
						}
					}
				}
			}
		}
	}
	text := strings.ReplaceAll(doc.String(), "name: 'p q', in: header", "name: 'p-q', in: header")
	api := lowertest.Text(t, []byte(text))
	describer, checker := tryit.New(api, func(*ir.Operation, *ir.MediaType) []tryit.Example { return nil }), interpret.New(api)
	byPath := map[string]*ir.Operation{}
	for _, op := range api.Operations {
		byPath[op.Path] = op
	}
	for _, s := range all {
		s.op = byPath[s.name]
		s.Field = &describer.Describe(s.op).Params[0]
	}
	input := marshal(t, all)
	written := page[any](t, "wire.param", input)
	compared := 0
	for i, s := range all {
		want, err := validate.EncodeParams(map[string]json.RawMessage{s.op.Parameters[0].Member: s.Value}, checker.ParamTable(s.op))
		if err != nil {
			continue // a style has no way to write it
		}
		compared++
		got, wanted := "", ""
		switch s.in {
		case "path":
			got = "/" + fmt.Sprint(written[i])
			wanted = want.Path[strings.LastIndex(want.Path, "/"):]
		case "header":
			got, wanted = fmt.Sprint(written[i]), strings.Join(want.Header["P-Q"], "; ")
		default:
			var pairs []string
			for _, pair := range written[i].([]any) {
				pairs = append(pairs, fmt.Sprint(pair.([]any)[0], "=", pair.([]any)[1]))
			}
			got, wanted = strings.Join(pairs, "&"), want.RawQuery
		}
		if got != wanted {
			p := s.op.Parameters[0]
			t.Errorf("%s %s explode %t, %s: the page writes %s, a client %s", s.in, p.Style, p.Explode, s.value, got, wanted)
		}
	}
	t.Logf("%d values", compared)
	if compared < 150 {
		t.Errorf("only %d values were compared", compared)
	}
}

// formFields are the fields of forms, each with its encoding and with values.
var formFields = []struct {
	schema, encoding string
	values           []string
}{
	{`{type: string}`, ``, []string{`"a b&c"`, `"1"`, `""`}},
	{`{}`, ``, []string{`"a"`, `"1"`, `1`, `[1, "b"]`, `[[1]]`, `{"x": 1}`}},
	{`{type: array, items: {type: string}}`, ``, []string{`["a", "b"]`}},
	{`{type: array, items: {type: integer}}`, `{style: form, explode: false}`, []string{`[1, 2]`}},
	{`{type: array, items: {type: integer}}`, `{style: pipeDelimited}`, []string{`[1, 2]`}},
	{`{type: array, items: {type: integer}}`, `{style: deepObject}`, []string{`[1, 2]`}},
	{`{type: object, properties: {x: {type: integer}}}`, ``, []string{`{"x": 1}`}},
	{`{type: object, properties: {x: {type: integer}, in: {type: object, properties: {y: {type: string}}}}}`, `{style: deepObject, explode: true}`, []string{`{"x": 1, "in": {"y": "z"}}`}},
	{`{type: object, properties: {x: {type: integer}}}`, `{style: form, explode: true}`, []string{`{"x": 1}`}},
	{`{type: array, items: {type: string}}`, `{contentType: application/json}`, []string{`["a", "b"]`}},
}

// TestWireForms writes the fields of forms likewise.
func TestWireForms(t *testing.T) {
	var doc strings.Builder
	doc.WriteString("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n")
	for i, f := range formFields {
		encoding := ""
		if f.encoding != "" {
			encoding = ", encoding: {f: " + f.encoding + "}"
		}
		fmt.Fprintf(&doc, "  /p%d: {post: {requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {f: %s}}%s}}}, responses: {'200': {description: d}}}}\n", i, f.schema, encoding)
	}
	type sent struct {
		Field tryit.Field     `json:"field"`
		Value json.RawMessage `json:"value"`
	}
	api := lowertest.Text(t, []byte(doc.String()))
	describer, checker := tryit.New(api, func(*ir.Operation, *ir.MediaType) []tryit.Example { return nil }), interpret.New(api)
	var all []sent
	var wanted []url.Values
	for i, f := range formFields {
		op := api.Operations[i]
		for _, v := range f.values {
			all = append(all, sent{describer.Describe(op).Bodies[0].Fields[0], json.RawMessage(v)})
			wanted = append(wanted, validate.EncodeForm(map[string]json.RawMessage{"f": json.RawMessage(v)}, checker.FormFields(op.Body.Content[0])))
		}
	}
	for i, pairs := range page[[][2]any](t, "wire.pairs", marshal(t, all)) {
		got := url.Values{}
		for _, pair := range pairs {
			for _, text := range pair[1].([]any) {
				got.Add(pair[0].(string), text.(string))
			}
		}
		if got.Encode() != wanted[i].Encode() {
			t.Errorf("%+v, %s: the page writes %s, a client %s", all[i].Field, all[i].Value, got.Encode(), wanted[i].Encode())
		}
	}
}

func marshal(t *testing.T, v any) []byte {
	t.Helper()
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// page calls a function of the page's script in Node, with each of a list of fields and
// values.
func page[T any](t *testing.T, function string, input []byte) (out []T) {
	t.Helper()
	script := filepath.Join(t.TempDir(), "wire.mjs")
	program := `import { readFileSync } from "node:fs"; import { runInThisContext } from "node:vm";
runInThisContext(readFileSync(process.argv[2], "utf8"));
const write = runInThisContext("(field, value) => ` + function + `(field, value)");
console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(({ field, value }) => write(field, value))));`
	if err := os.WriteFile(script, []byte(program), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", script, "../../templates/site/try-form.js")
	cmd.Stdin, cmd.Stderr = bytes.NewReader(input), os.Stderr
	data, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}
