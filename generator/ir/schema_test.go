package ir_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/internal/golden"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// TestSchema shows that ir.schema.json is what the Go types give: every field of
// every struct is in it, with what its comment says.
func TestSchema(t *testing.T) {
	golden.File(t, "ir.schema.json", encode(t, schemaOf(t, false)))
}

// TestSchemaAccepts shows that the IRs of real documents are valid by the schema
// and, so that none has a member which no field stands for, by one that allows no
// other members.
func TestSchemaAccepts(t *testing.T) {
	closed := compile(t, encode(t, schemaOf(t, true)))
	published, err := os.ReadFile("ir.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	public := compile(t, published)
	files := []string{"../../spec/authlete.yaml"}
	for _, name := range []string{"ably.io__platform", "openai.com", "brex.io", "spacetraders.io", "appveyor.com", "apache.org__qakka"} {
		files = append(files, "../../../shared/corpus/"+name+".json")
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)), func(t *testing.T) {
			if _, err := os.Stat(file); err != nil {
				t.Skipf("skipped: %s is not there", file)
			}
			var b bytes.Buffer
			if err := ir.Encode(&b, lowertest.File(t, file)); err != nil {
				t.Fatal(err)
			}
			value, err := jsonschema.UnmarshalJSON(&b)
			if err != nil {
				t.Fatal(err)
			}
			for name, schema := range map[string]*jsonschema.Schema{"closed": closed, "published": public} {
				if err := schema.Validate(value); err != nil {
					t.Errorf("by the %s schema: %v", name, err)
				}
			}
		})
	}
}

// TestSchemaRefuses shows that the schema tells another version, and a node
// without what every one has.
func TestSchemaRefuses(t *testing.T) {
	schema := compile(t, encode(t, schemaOf(t, false)))
	api := `{"title": "t", "version": "1", "openapi": "3.0.3", "operations": [], "schemas": [%s]}`
	for text, valid := range map[string]bool{
		`{"version": 1, "api": ` + fmt.Sprintf(api, "") + `}`: true,
		`{"version": 2, "api": ` + fmt.Sprintf(api, "") + `}`: false,
		`{"version": 1}`: false,
		`{"version": 1, "api": ` + fmt.Sprintf(api, `{"name": "A", "pos": {}, "minLength": -1}`) + `}`:        false,
		`{"version": 1, "api": ` + fmt.Sprintf(api, `{"name": "A", "pos": {}, "types": "text"}`) + `}`:        false,
		`{"version": 1, "api": ` + fmt.Sprintf(api, `{"name": "A"}`) + `}`:                                    false,
		`{"version": 1, "api": ` + fmt.Sprintf(api, `{"name": "A", "pos": {}, "items": {"$ref": "B"}}`) + `}`: true,
	} {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); (err == nil) != valid {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func compile(t *testing.T, data []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("ir.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("ir.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func encode(t *testing.T, schema any) []byte {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(schema); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// schemaOf makes the JSON Schema of what [ir.Encode] writes. closed forbids
// members that no field stands for.
func schemaOf(t *testing.T, closed bool) object {
	b := &builder{t: t, closed: closed, comments: commentsOf(t, ".", "../diag"), defs: object{}}
	root := b.structType(reflect.TypeFor[ir.Versioned]())
	root["properties"].(object)["version"].(object)["const"] = ir.Version
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["$id"] = "https://raw.githubusercontent.com/oasmint/oasmint/main/generator/ir/ir.schema.json"
	root["title"] = "The IR of oasmint: a document as emitters see it"
	root["$defs"] = b.defs
	return root
}

type object map[string]any

type builder struct {
	t        *testing.T
	closed   bool
	comments map[string]string // of a type, and of Type.Field
	defs     object
}

// texts are the types that are written as text, with what that is.
var texts = map[reflect.Type]object{
	reflect.TypeFor[ir.Types]():     {"type": "string", "pattern": "^" + oneOrMore(ir.Types(1<<7-1).Names()) + "$"},
	reflect.TypeFor[ir.Direction](): {"enum": []string{"request", "response", "request|response"}},
	reflect.TypeFor[ir.Number]():    {"type": "string", "pattern": `^-?[0-9]`},
	reflect.TypeFor[ir.Kind]():      {"enum": []ir.Kind{ir.KindObject, ir.KindMap, ir.KindArray, ir.KindEnum, ir.KindUnion, ir.KindPrimitive, ir.KindAny}},
}

func oneOrMore(names []string) string {
	one := "(" + strings.Join(names, "|") + ")"
	return one + `(\|` + one + ")*"
}

func (b *builder) typ(t reflect.Type) object {
	if text, ok := texts[t]; ok {
		return object{"$ref": b.define(t, func() object { return text })}
	}
	switch {
	case t == reflect.TypeFor[ir.Value]():
		return object{}
	case t == reflect.TypeFor[ir.Schema](): // one with a name stands in full in the API's list
		ref := object{"type": "object", "properties": object{"$ref": object{"type": "string"}}, "required": []string{"$ref"}, "additionalProperties": false}
		return object{"anyOf": []any{object{"$ref": b.structRef(t)}, ref}}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return b.typ(t.Elem())
	case reflect.Slice:
		return object{"type": "array", "items": b.typ(t.Elem())}
	case reflect.Struct:
		return object{"$ref": b.structRef(t)}
	case reflect.String:
		return object{"type": "string"}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int:
		return object{"type": "integer"}
	case reflect.Uint64:
		return object{"type": "integer", "minimum": 0}
	}
	b.t.Fatalf("no schema for %s", t)
	return nil
}

// structRef defines a struct and returns the reference to it.
func (b *builder) structRef(t reflect.Type) string {
	return b.define(t, func() object { return b.structType(t) })
}

// define puts a type in $defs, once.
func (b *builder) define(t reflect.Type, make func() object) string {
	if b.defs[t.Name()] == nil {
		b.defs[t.Name()] = object{} // it may lead to itself
		schema := make()
		if comment := b.comments[t.Name()]; comment != "" {
			schema["description"] = comment
		}
		b.defs[t.Name()] = schema
	}
	return "#/$defs/" + t.Name()
}

func (b *builder) structType(t reflect.Type) object {
	properties, required := object{}, []string{}
	b.fields(t, properties, &required)
	out := object{"type": "object", "properties": properties, "required": required}
	if b.closed {
		out["additionalProperties"] = false
	}
	return out
}

func (b *builder) fields(t reflect.Type, properties object, required *[]string) {
	for f := range t.Fields() {
		tag, tagged := f.Tag.Lookup("json")
		name, option, _ := strings.Cut(tag, ",")
		switch {
		case name == "-":
			continue
		case f.Anonymous:
			b.fields(f.Type, properties, required)
			continue
		case !tagged:
			b.t.Errorf("%s.%s has no name in JSON", t, f.Name)
		}
		var schema object
		if t == reflect.TypeFor[ir.API]() && f.Name == "Schemas" {
			schema = object{"type": "array", "items": object{"$ref": b.structRef(reflect.TypeFor[ir.Schema]())}}
		} else {
			schema = b.typ(f.Type)
		}
		if comment := b.comments[t.Name()+"."+f.Name]; comment != "" {
			schema["description"] = comment
		}
		if name != "" {
			properties[name] = schema
		}
		if option != "omitempty" {
			*required = append(*required, name)
		}
	}
}

// commentsOf reads the comments of the types in folders, and of their fields.
func commentsOf(t *testing.T, folders ...string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, folder := range folders {
		files, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			for _, decl := range parsed.Decls {
				if decl, ok := decl.(*ast.GenDecl); ok && decl.Tok == token.TYPE {
					comment(decl, out)
				}
			}
		}
	}
	return out
}

// comment adds the comments of a declaration of types.
func comment(decl *ast.GenDecl, out map[string]string) {
	for _, spec := range decl.Specs {
		spec := spec.(*ast.TypeSpec)
		out[spec.Name.Name] = oneLine(decl.Doc, spec.Comment)
		s, ok := spec.Type.(*ast.StructType)
		if !ok {
			continue
		}
		for _, f := range s.Fields.List {
			for _, name := range f.Names {
				out[spec.Name.Name+"."+name.Name] = oneLine(f.Doc, f.Comment)
			}
		}
	}
}

// oneLine joins comments.
func oneLine(groups ...*ast.CommentGroup) string {
	var words []string
	for _, g := range groups {
		words = append(words, strings.Fields(g.Text())...)
	}
	return strings.Join(words, " ")
}

// TestTexts shows that the types which are written as text write what the schema
// says.
func TestTexts(t *testing.T) {
	for want, value := range map[string]any{
		`"null|string"`: ir.Null | ir.String, `"request|response"`: ir.InRequest | ir.InResponse, `"1.50"`: ir.Number("1.50"),
		`{}`: diag.Position{},
	} {
		if got, err := json.Marshal(value); err != nil || string(got) != want {
			t.Errorf("%v is written as %s (%v), want %s", value, got, err, want)
		}
	}
}
