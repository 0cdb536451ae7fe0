package validators

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	written "github.com/oasmint/oasmint/generator/jsonschema"
	"github.com/oasmint/oasmint/generator/validate"
)

// Random schemas and bodies: what emitted validators say, and what another
// implementation says, of the schema as it was drawn and as it is written to
// JSON Schema files. `make difftest` runs many more than the tests do.

var (
	diffBatches = flag.Int("batches", 1, "how many packages of random schemas to compile")
	diffSchemas = flag.Int("schemas", 60, "how many schemas a package has")
	diffBodies  = flag.Int("bodies", 50, "how many bodies a schema gets")
	diffSeed    = flag.Int("seed", 1, "the seed of the first package")
)

func TestDifferential(t *testing.T) {
	pairs, valid, wrong := 0, 0, 0
	for seed := *diffSeed; seed < *diffSeed+*diffBatches; seed++ {
		t.Logf("-seed %d", seed) // of schemas that do not compile, too
		p, v, w := differential(t, seed)
		pairs, valid, wrong = pairs+p, valid+v, wrong+w
	}
	t.Logf("%d pairs of schema and body, %d of them valid: %d disagree", pairs, valid, wrong)
	if valid < pairs/10 || valid > pairs*9/10 {
		t.Errorf("%d of %d bodies are valid: they say too little", valid, pairs)
	}
}

// drawn is a random schema, ready to be asked.
type drawn struct {
	seed         int
	text         string
	asDrawn, out *jsonschema.Schema
}

func differential(t *testing.T, seed int) (pairs, valid, wrong int) {
	var schemas []*ir.Schema
	var cases []bodyCase
	var of []drawn // beside cases
	for i := range *diffSchemas {
		each := seed*1_000_000 + i*1_000
		d := drawn{seed: seed, text: randomSchema().Example(each)}
		api, root, findings := lowerSchema("3.1.0", fmt.Sprintf("S%dS", i), d.text)
		if root == nil {
			t.Fatalf("%s: %v", d.text, findings)
		}
		schemas = append(schemas, api.Schemas...)
		d.asDrawn = compileSchema(t, withoutNullable(d.text))
		d.out = compileSchema(t, writtenFor(t, api, root))
		for b := range *diffBodies {
			cases = append(cases, bodyCase{Schema: root.Name, Data: randomBody(root, 10+b%3*10).Example(each + b)})
			of = append(of, d)
		}
	}
	b := newBodyModule(t)
	b.add(t, "api", schemas, cases)
	results := b.check(t)
	for i, c := range cases {
		want := accepts(t, of[i].asDrawn, c.Data)
		if want {
			valid++
		}
		ours := results[i] == ""
		if written := accepts(t, of[i].out, c.Data); ours != want || written != want {
			wrong++
			if wrong <= 10 {
				t.Errorf("-seed %d: %s\n\tschema %s\n\tbody   %s\n\tvalid %v; our validator says %q; the schema as written says %v",
					of[i].seed, c.Schema, of[i].text, c.Data, want, results[i], written)
			}
		}
	}
	return len(cases), valid, wrong
}

// withoutNullable says in JSON Schema what nullable says in OpenAPI 3.0.
func withoutNullable(text string) string {
	var replace func(v any) any
	replace = func(v any) any {
		switch v := v.(type) {
		case map[string]any:
			for k := range v {
				if k != "enum" && k != "const" {
					v[k] = replace(v[k])
				}
			}
			if v["nullable"] == true {
				delete(v, "nullable")
				defs := v["$defs"]
				delete(v, "$defs")
				out := map[string]any{"anyOf": []any{map[string]any{"type": "null"}, v}}
				if defs != nil {
					out["$defs"] = defs
				}
				return out
			}
		case []any:
			for i := range v {
				v[i] = replace(v[i])
			}
		}
		return v
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		panic(err)
	}
	out, err := json.Marshal(replace(v))
	if err != nil {
		panic(err)
	}
	return string(out)
}

// writtenFor is the JSON Schema file of a schema.
func writtenFor(t *testing.T, api *ir.API, root *ir.Schema) string {
	files, err := written.Render(api, new(diag.List), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.Name == root.Name+".schema.json" {
			return string(f.Data)
		}
	}
	t.Fatalf("%s has no file", root.Name)
	return ""
}

func compileSchema(t *testing.T, text string) *jsonschema.Schema {
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	for _, f := range []*jsonschema.Format{
		{Name: "int32", Validate: fitsFormat("int32")}, {Name: "int64", Validate: fitsFormat("int64")}, {Name: "byte", Validate: fitsFormat("byte")},
		// It takes what Go's net/url does, which is more than RFC 3986.
		{Name: "uri", Validate: asTextFormat(validate.IsURI)}, {Name: "uri-reference", Validate: asTextFormat(validate.IsURIReference)},
	} {
		c.RegisterFormat(f)
	}
	if err := c.AddResource("file:///schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("file:///schema.json")
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return s
}

func accepts(t *testing.T, s *jsonschema.Schema, data string) bool {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(data)))
	if err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	return s.Validate(v) == nil
}

func asTextFormat(is func([]byte) bool) func(any) error {
	return func(v any) error {
		if text, ok := v.(string); ok && !is([]byte(text)) {
			return errors.New("format")
		}
		return nil
	}
}

// fitsFormat says to the other implementation what OpenAPI's formats mean.
func fitsFormat(name string) func(any) error {
	return func(v any) error {
		switch n := v.(type) {
		case json.Number:
			r, ok := new(big.Rat).SetString(n.String())
			limit := new(big.Int).Lsh(big.NewInt(1), map[string]uint{"int32": 31, "int64": 63}[name])
			if top := new(big.Rat).SetInt(limit); name != "byte" && ok && (!r.IsInt() || r.Cmp(top) >= 0 || r.Cmp(new(big.Rat).Neg(top)) < 0) {
				return errors.New(name)
			}
		case string:
			if _, err := base64.StdEncoding.Strict().DecodeString(n); name == "byte" && err != nil {
				return err
			}
		}
		return nil
	}
}
