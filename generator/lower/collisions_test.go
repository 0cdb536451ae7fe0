package lower_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/load"
	"github.com/oasmint/oasmint/generator/lower"
)

// params stands for an emitter that writes something for each operation.
var params = goapi.Ident{Scope: goapi.ForOperation, Pattern: "%sParams"}

// reserved is what all emitters write.
var reserved = slices.Concat(goapi.Types, goapi.Validators, goapi.Idents{params})

// lowered lowers a document of schemas, each an object with the given
// properties, and an operation foo.
func lowered(t *testing.T, opts lower.Options, schemas ...string) (*lower.Result, error) {
	t.Helper()
	text := "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n" +
		"paths: {/foo: {get: {operationId: foo, responses: {'204': {description: done}}}}}\n" +
		"components:\n  schemas:\n    " + strings.Join(schemas, "\n    ") + "\n"
	doc, err := load.Load(context.Background(), load.Input{Name: "api.yaml", Data: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	var diags diag.List
	opts.Reserved = reserved
	result := lower.Lower(context.Background(), doc, opts, &diags)
	return result, diags.Err()
}

// object is a component: an object without properties.
func object(name string) string { return name + ": {type: object}" }

// names lists the names that schemas have, by their keys.
func namesOf(result *lower.Result) map[string]string {
	out := map[string]string{}
	for _, s := range result.API.Schemas {
		out[s.Wire] = s.Name
	}
	return out
}

// isDistinct checks that no identifier is emitted for two things.
func isDistinct(t *testing.T, result *lower.Result) {
	t.Helper()
	owner := map[string]string{}
	declare := func(ident, by string) {
		if other, ok := owner[ident]; ok {
			t.Errorf("%s is emitted for %s and for %s", ident, other, by)
		}
		owner[ident] = by
	}
	for _, s := range result.API.Schemas {
		declare(s.Name, "the schema "+s.Wire)
		for _, ident := range reserved.Of(goapi.ForSchema, s.Name) {
			declare(ident, "the schema "+s.Wire)
		}
		for _, v := range s.Shape.Enum {
			declare(v.Name, "the constant "+v.Wire)
		}
		onType := map[string]bool{}
		for _, ident := range reserved.OnTypeOf(s) {
			onType[ident] = true
		}
		for _, f := range s.Shape.Fields {
			if onType[f.Name] {
				t.Errorf("%s.%s is a field, and what an emitter writes", s.Name, f.Name)
			}
			onType[f.Name] = true
		}
	}
	for _, op := range result.API.Operations {
		for _, ident := range reserved.Of(goapi.ForOperation, op.Name) {
			declare(ident, "the operation "+op.Name)
		}
	}
}

// TestReserved holds every pattern of the package against a schema that is
// called as what it writes for Foo. Foo keeps its name, whichever stands first.
func TestReserved(t *testing.T) {
	for _, pattern := range reserved {
		if pattern.Scope != goapi.ForSchema && pattern.Scope != goapi.ForOperation {
			continue
		}
		ident := pattern.Of("Foo")
		t.Run(ident, func(t *testing.T) {
			for _, schemas := range [][]string{{object("Foo"), object(ident)}, {object(ident), object("Foo")}} {
				result, err := lowered(t, lower.Options{}, schemas...)
				if err != nil {
					t.Fatal(err)
				}
				isDistinct(t, result)
				got := namesOf(result)
				if got["Foo"] != "Foo" || got[ident] != ident+"Schema" {
					t.Errorf("%v are called %v", schemas, got)
				}
			}
			// What was published stands, and the other yields.
			result, err := lowered(t, lower.Options{Published: goapi.Published{Names: map[string]string{"/components/schemas/" + ident: ident}}}, object("Foo"), object(ident))
			if err != nil {
				t.Fatal(err)
			}
			isDistinct(t, result)
			if got := namesOf(result); got[ident] != ident {
				t.Errorf("%s was published, and now is %s", ident, got[ident])
			}
			// A constant yields too: type and value would be the identifier.
			enum := ident[:len(ident)-1] + ": {type: string, enum: [" + ident[len(ident)-1:] + "]}"
			result, err = lowered(t, lower.Options{}, object("Foo"), enum)
			if err != nil {
				t.Fatal(err)
			}
			isDistinct(t, result)
		})
	}
}

// Two schemas cannot both be called what was asked for. The message says where
// the other is, and what they would both bring along.
func TestReservedExplicit(t *testing.T) {
	const one, two = "/components/schemas/one", "/components/schemas/two"
	for _, c := range []struct{ one, two, want string }{
		{"Foo", "DecodeFoo", "the name DecodeFoo is asked for here and at #" + one},
		{"DecodeFoo", "Foo", "the name Foo is asked for here; DecodeFoo, which comes with it, belongs to #" + one},
		{"Foo", "FooJSON", "the name FooJSON is asked for here; ValidateFooJSON, which comes with it, belongs to #" + one},
	} {
		_, err := lowered(t, lower.Options{Names: map[string]lower.Explicit{one: {Name: c.one}, two: {Name: c.two}}}, object("one"), object("two"))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s and %s: got %v, expected %s", c.one, c.two, err, c.want)
		}
	}
	names := map[string]lower.Explicit{one: {Name: "BarParams"}, "/paths/~1foo/get": {Name: "Bar"}}
	want := "the name Bar is asked for here; BarParams, which comes with it, belongs to #" + one
	if _, err := lowered(t, lower.Options{Names: names}, object("one")); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, expected %s", err, want)
	}
}

// TestReservedOnTypes holds every field and method that emitters write against a
// property of that name.
func TestReservedOnTypes(t *testing.T) {
	for _, pattern := range reserved {
		name := pattern.Of("Cat")
		schema := "Foo: {type: object, properties: {%q: {type: string}}}"
		switch pattern.Scope {
		case goapi.OnOpen:
			schema = "Foo: {type: object, properties: {%q: {type: string}}, additionalProperties: {type: string}}"
		case goapi.OnUnion:
			schema = "Foo: {type: object, properties: {%q: {type: string}}, oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}"
		case goapi.OnType:
		default:
			continue // no field stands beside it
		}
		t.Run(name, func(t *testing.T) {
			result, err := lowered(t, lower.Options{}, fmt.Sprintf(schema, name),
				"Cat: {type: object, required: [claws], properties: {claws: {type: integer}}}", "Dog: {type: object, required: [bark], properties: {bark: {type: integer}}}")
			if err != nil {
				t.Fatal(err)
			}
			isDistinct(t, result)
			i := slices.IndexFunc(result.API.Schemas, func(s *ir.Schema) bool { return s.Name == "Foo" })
			if foo := result.API.Schemas[i]; !slices.Contains(reserved.OnTypeOf(foo), name) {
				t.Errorf("Foo has no %s: it has %v", name, reserved.OnTypeOf(foo))
			} else if got := foo.Shape.Fields[0].Name; got != name+"Field" {
				t.Errorf("the field is called %s", got)
			}
		})
	}
}

// A name that is asked for goes to who asks, although another has published it,
// and whichever stands first.
func TestAskedForBeforePublished(t *testing.T) {
	opts := lower.Options{
		Names:     map[string]lower.Explicit{"/components/schemas/one": {Name: "Foo"}},
		Published: goapi.Published{Names: map[string]string{"/components/schemas/foo": "Foo", "/components/schemas/one": "One"}},
	}
	for _, schemas := range [][]string{{object("foo"), object("one")}, {object("one"), object("foo")}} {
		result, err := lowered(t, opts, schemas...)
		if err != nil {
			t.Errorf("%v: %v", schemas, err)
			continue
		}
		isDistinct(t, result)
		if got := namesOf(result); got["one"] != "Foo" || got["foo"] == "Foo" {
			t.Errorf("%v are called %v", schemas, got)
		}
	}
}
