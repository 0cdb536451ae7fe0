package plan_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
	"github.com/oasmint/oasmint/generator/validate"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// lowered returns the schema S of components, in YAML, and its API.
func lowered(t *testing.T, version, components string) (*ir.API, *ir.Schema) {
	t.Helper()
	api := lowertest.Text(t, []byte("openapi: "+version+"\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    "+
		strings.ReplaceAll(strings.TrimSpace(components), "\n", "\n    ")+"\n"))
	for _, s := range api.Schemas {
		if s.Wire == "S" {
			return api, s
		}
	}
	t.Fatal("there is no schema S")
	return nil, nil
}

// describe says in lines what a plan asks for, in the order in which it is checked.
func describe(t *testing.T, doc *plan.Document, p *plan.Plan) string {
	t.Helper()
	var lines []string
	say := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	if p.Never {
		say("never")
	}
	if p.Nullable {
		say("null is accepted first")
	}
	if p.Types != keyword.AnyType {
		say("type: must be %s", plan.Article(p.Types))
	}
	for _, v := range p.Values(keyword.AnyType) {
		say("%s: %s", v.Keyword, v.Message)
	}
	for _, m := range p.Members(nil) {
		say("member %s%s: %s", m.Name, flags(m), schemas(m.Schemas))
	}
	if others, refused := p.Others(); refused || len(others) > 0 {
		say("other members: %s, refused %v", schemas(others), refused)
	}
	for i := range p.Prefix() {
		say("item %d: %s", i, schemas(p.ItemsAt(i)))
	}
	if rest := p.ItemsAt(p.Prefix()); len(rest) > 0 {
		say("items: %s", schemas(rest))
	}
	for _, d := range p.DependentRequired() {
		say("with %s: requires %s", d.Name, strings.Join(d.Required, ", "))
	}
	for _, d := range p.DependentSchemas() {
		say("with %s: %s", d.Wire, schemas([]*ir.Schema{d.Schema}))
	}
	for _, types := range []ir.Types{ir.String, ir.Num | ir.Integer, ir.Array, ir.Object} {
		for _, s := range doc.Steps(p, types&p.Types) {
			say("%s: %s", s.Keyword, s.Message)
		}
	}
	for _, a := range doc.Applicators(p) {
		say("%s", applicator(t, a))
	}
	return strings.Join(lines, "\n")
}

func flags(m *plan.Member) (out string) {
	for _, f := range []struct {
		is   bool
		name string
	}{{m.Required, "required"}, {m.ReadOnly, "readOnly"}, {m.WriteOnly, "writeOnly"}, {m.Refused, "refused"}} {
		if f.is {
			out += " " + f.name
		}
	}
	return out
}

// schemas says what schemas ask for together.
func schemas(list []*ir.Schema) string {
	one := plan.Conjunction(list)
	switch {
	case one == nil:
		return "anything"
	case one.Name != "":
		return one.Name
	case one.Never():
		return "nothing"
	}
	p := plan.Of(one)
	out := plan.Article(p.Types)
	if !p.Plain() {
		out += ", and more"
	}
	return out
}

func applicator(t *testing.T, a plan.Applicator) string {
	t.Helper()
	switch a := a.(type) {
	case plan.Also:
		return "also: " + schemas([]*ir.Schema{a.Schema})
	case plan.Choice:
		var names []string
		for _, v := range a.Variants {
			names = append(names, v.Name)
		}
		how := "at least one of "
		if a.Keyword == "oneOf" {
			how = "exactly one of "
		}
		tag := ""
		if a.Tag != "" {
			tag = "; " + a.By + " " + a.Tag + " " + a.Tags
			for _, v := range a.Variants {
				tag += fmt.Sprintf(" %s%s", v.Tags, v.Picks)
			}
		}
		return how + strings.Join(names, ", ") + tag
	case plan.Forbidden:
		return "not: " + a.Message
	case plan.IfThenElse:
		return fmt.Sprintf("if, then %v (%s), else %v (%s)", a.Then != nil, a.Where, a.Else != nil, a.Unless)
	case plan.Unevaluated:
		return a.Keyword + ": " + schemas([]*ir.Schema{a.Schema})
	}
	t.Fatalf("%T: say what it asks for", a)
	return ""
}

func TestOf(t *testing.T) {
	for _, test := range []struct{ name, version, components, want string }{
		{"anything", "3.1.0", "S: {}", ""},
		{"false", "3.1.0", "S: false", "never"},
		{"a string", "3.1.0", "S: {type: string, minLength: 1, maxLength: 1, pattern: '^a', format: date}", `
			type: must be a string
			minLength: must not be empty
			maxLength: must have at most 1 character
			pattern: must match the pattern ^a
			format: must be a date (RFC 3339, as 2006-01-02)`},
		{"what asks for nothing", "3.1.0", "S: {minLength: 0, minItems: 0, minProperties: 0, uniqueItems: false, contains: {}, minContains: 0}", ""},
		{"a number, in the order of violations", "3.1.0", "S: {type: number, maximum: 5, exclusiveMaximum: 6, minimum: 1, exclusiveMinimum: 0, multipleOf: 2, format: double, minLength: 3}", `
			type: must be a number
			format: must be a number of double precision
			multipleOf: must be a multiple of 2
			minimum: must be at least 1
			exclusiveMinimum: must be more than 0
			maximum: must be at most 5
			exclusiveMaximum: must be less than 6`},
		{"what is said of other types", "3.1.0", "S: {type: string, uniqueItems: true, items: {type: string}, minimum: 1, required: [a], properties: {a: {}}}", "type: must be a string"},
		{"keywords of several types, without type", "3.1.0", "S: {minLength: 2, minItems: 1, minProperties: 1, minimum: 0}", `
			minLength: must have at least 2 characters
			minimum: must be at least 0
			minItems: must not be empty
			minProperties: must have at least 1 property`},
		{"allOf and $ref are one conjunction, each part once", "3.1.0", `
S: {allOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], type: string}
A: {type: [string, 'null'], minLength: 2}
B: {$ref: '#/components/schemas/A', maxLength: 3}`, `
			type: must be a string
			minLength: must have at least 2 characters
			maxLength: must have at most 3 characters`},
		{"types that exclude each other", "3.1.0", "S: {type: string, allOf: [{type: integer}]}", "type: must be "},
		{"nullable", "3.0.3", "S: {type: string, nullable: true, enum: [a, b]}", `
			null is accepted first
			type: must be a string
			enum: must be one of a, b`},
		{"nullable within allOf speaks of its own schema", "3.0.3", `
S: {allOf: [{$ref: '#/components/schemas/A'}]}
A: {type: string, nullable: true, enum: [a, b]}`, "also: A"},
		{"nullable without more is a type", "3.0.3", `
S: {allOf: [{$ref: '#/components/schemas/A'}]}
A: {type: string, nullable: true, minLength: 2}`, `
			type: must be a string or null
			minLength: must have at least 2 characters`},
		{"a choice with null is nullable", "3.1.0", `
S: {anyOf: [{$ref: '#/components/schemas/A'}, {type: 'null'}]}
A: {type: integer, minimum: 2}`, `
			null is accepted first
			type: must be an integer
			minimum: must be at least 2`},
		{"oneOf with null twice is a choice", "3.1.0", "S: {oneOf: [{type: [string, 'null']}, {type: 'null'}]}", "exactly one of a string or null, null"},
		{"members, with all that holds for each", "3.1.0", `
S:
  type: object
  required: [b, c]
  properties: {a: {type: string}, b: {type: string}, bar: {readOnly: true}}
  patternProperties: {'^b': {minLength: 1}}
  additionalProperties: {type: integer}`, `
			type: must be an object
			member a: a string
			member b required: a string, and more
			member bar readOnly: true or false or a number or a string or an array or an object or null, and more
			member c required: an integer
			other members: an integer, refused false`},
		{"additionalProperties: false of one part refuses what another knows", "3.1.0", `
S: {allOf: [{properties: {a: {type: string}}, additionalProperties: false}, {properties: {b: {type: string}}}]}`, `
			member a: a string
			member b refused: a string
			other members: anything, refused true`},
		{"dependencies of members", "3.1.0", `
S: {type: object, dependentRequired: {a: [b, c]}, dependentSchemas: {d: {required: [a]}}, minProperties: 2, maxProperties: 1}`, `
			type: must be an object
			member a: anything
			member b: anything
			member c: anything
			member d: anything
			with a: requires b, c
			with d: true or false or a number or a string or an array or an object or null, and more
			minProperties: must have at least 2 properties
			maxProperties: must have at most 1 property`},
		{"items by index, then all others", "3.1.0", `
S: {type: array, prefixItems: [{type: string}, {type: integer}], items: {type: boolean}, allOf: [{items: {minLength: 2}}], uniqueItems: true}`, `
			type: must be an array
			item 0: a string, and more
			item 1: an integer
			items: true or false
			uniqueItems: must have items that all differ`},
		{"contains", "3.1.0", `
S: {allOf: [{contains: {type: string}}, {contains: {type: integer}, minContains: 2, maxContains: 3}, {contains: {}, minContains: 0}]}`, `
			contains: must have at least 1 item that its schema's contains describes
			minContains: must have at least 2 items that its schema's contains describes
			maxContains: must have at most 3 items that its schema's contains describes`},
		{"what reads a value again, in order", "3.1.0", `
S:
  unevaluatedProperties: false
  if: {required: [a]}
  then: {required: [b]}
  not: {type: string}
  oneOf: [{title: Circle, type: object}, {type: array}]
  anyOf: [{$ref: '#/components/schemas/A'}, {minProperties: 1}]
A: {type: object, required: [x]}`, `
			at least one of A, variant 2
			exactly one of SCircle, SList
			not: must not be a string
			if, then true (where a is given), else false (unless a is given)
			unevaluatedProperties: nothing`},
		{"then without if asks for nothing", "3.1.0", "S: {then: {type: string}}", ""},
		{"a schema with unevaluated keywords is checked apart", "3.1.0", `
S: {allOf: [{$ref: '#/components/schemas/A'}]}
A: {unevaluatedItems: {type: string}}`, "also: A"},
		{"a discriminator decides nothing", "3.1.0", `
S:
  oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]
  discriminator: {propertyName: kind, mapping: {a: '#/components/schemas/A'}}
A: {type: object}
B: {type: object}`, `exactly one of A, B; discriminator kind must be one of a, B []["a"] []["B"]`},
		{"a tag is what each variant requires with values of its own", "3.1.0", `
S: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}, {type: string}]}
Base: {type: object, required: [kind, size], properties: {size: {enum: [1, 2]}}}
A: {allOf: [{$ref: '#/components/schemas/Base'}], properties: {kind: {const: a}}}
B: {allOf: [{$ref: '#/components/schemas/Base'}], properties: {kind: {$ref: '#/components/schemas/Kind'}}}
Kind: {enum: [b, 3]}`, `exactly one of A, B, a string; enum kind must be one of a, b, 3 ["a"][] ["b" 3][] [][]`},
		{"a lenient schema is not turned around", "3.1.0", `
S:
  not: {$ref: '#/components/schemas/A'}
  if: {$ref: '#/components/schemas/A'}
  then: {type: string}
  oneOf: [{$ref: '#/components/schemas/A'}, {type: integer}]
  contains: {$ref: '#/components/schemas/A'}
  maxContains: 2
A: {type: string, pattern: '(a)\1', minLength: 2}`, `
			contains: must have at least 1 item that its schema's contains describes
			at least one of A, an integer`},
	} {
		t.Run(test.name, func(t *testing.T) {
			api, s := lowered(t, test.version, test.components)
			want := strings.ReplaceAll(strings.TrimSpace(test.want), "\n\t\t\t", "\n")
			if got := describe(t, plan.NewDocument(api), plan.Of(s)); strings.TrimSpace(got) != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// TestReport holds what is not enforced, and why.
func TestReport(t *testing.T) {
	api, s := lowered(t, "3.1.0", `
S:
  not: {$ref: '#/components/schemas/A'}
  properties: {a: {type: string, format: iban}, b: {type: string, format: password}}
  patternProperties: {'(b)\1': true}
  additionalProperties: false
  unevaluatedProperties: false
A: {type: string, pattern: '(a)\1'}`)
	doc := plan.NewDocument(api)
	var diags diag.List
	doc.Report(api, &diags)
	var got []string
	for _, d := range diags.Sorted() {
		if d.Code != "not-enforced" {
			t.Errorf("%s has the code %s", d, d.Code)
		}
		got = append(got, d.Message)
	}
	want := []string{
		"additionalProperties is not enforced: a name may match a pattern that is not enforced",
		"not is not enforced: what it forbids has a pattern that is not enforced",
		"unevaluatedProperties accepts more than it should: what is evaluated turns on a pattern that is not enforced",
		`the format "iban" is not enforced: it is not known, and any value of its type is accepted`,
		"the name in patternProperties is not enforced: it refers back to a group, which Go's regexp does not do",
		"the pattern is not enforced: it refers back to a group, which Go's regexp does not do",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if !doc.Lenient(s) {
		t.Error("a schema with a pattern for names that is not enforced must be lenient")
	}
}

// TestSignature holds that texts make no difference, and what is asserted does.
func TestSignature(t *testing.T) {
	api, s := lowered(t, "3.1.0", `
S:
  properties:
    a: {type: object, description: one, properties: {x: {type: string, description: a text, example: e}}}
    b: {type: object, title: T, deprecated: true, default: {}, properties: {x: {type: string, x-y: 1, readOnly: false}}}
    c: {type: object, properties: {x: {type: string, minLength: 1}}}
    d: {type: object, properties: {x: {type: string, readOnly: true}}}
    e: {type: object, required: [x], properties: {x: {type: string}}}`)
	of := map[string]string{}
	for _, m := range plan.Of(s).Members(nil) {
		of[m.Name] = plan.Signature(plan.Anonymous(m.Schemas[0]))
	}
	if of["a"] != of["b"] {
		t.Errorf("a and b assert the same:\n%s\n%s", of["a"], of["b"])
	}
	for _, name := range []string{"c", "d", "e"} {
		if of[name] == of["a"] {
			t.Errorf("a and %s do not assert the same: %s", name, of[name])
		}
	}
	if doc := plan.NewDocument(api); doc.Alike(plan.Anonymous(s)) != 1 {
		t.Errorf("%d named schemas are like S", doc.Alike(plan.Anonymous(s)))
	}
}

// TestMemo holds which checks must remember: those of schemas that contain themselves,
// and read values again on the way or are read again by such schemas, and those that
// are read too often by all that lead to them. A union whose variants differ in type,
// as R, is read once.
func TestMemo(t *testing.T) {
	api, _ := lowered(t, "3.1.0", `
S: {properties: {next: {$ref: '#/components/schemas/S'}}}
R: {anyOf: [{type: string}, {type: object, properties: {next: {$ref: '#/components/schemas/R'}}}]}
T: {anyOf: [{required: [x]}, {properties: {next: {$ref: '#/components/schemas/T'}}}]}
U: {properties: {v: {$ref: '#/components/schemas/V'}}}
V: {properties: {u: {$ref: '#/components/schemas/U'}}, not: {required: [w]}}
W: {not: {$ref: '#/components/schemas/S'}}
X: {properties: {next: {$ref: '#/components/schemas/X'}}, not: {properties: {next: {$ref: '#/components/schemas/Y'}}}}
Y: {properties: {next: {$ref: '#/components/schemas/Y'}}}
A1: {if: {$ref: '#/components/schemas/A2'}, then: {$ref: '#/components/schemas/A2'}, else: {$ref: '#/components/schemas/A2'}}
A2: {if: {$ref: '#/components/schemas/A3'}, then: {$ref: '#/components/schemas/A3'}, else: {$ref: '#/components/schemas/A3'}}
A3: {anyOf: [{properties: {a: {$ref: '#/components/schemas/A4'}}}, {properties: {a: {$ref: '#/components/schemas/A4'}}}, {required: [a]}]}
A4: {unevaluatedProperties: false, anyOf: [{$ref: '#/components/schemas/A5'}, {required: [a]}]}
A5: {not: {required: [a]}}`)
	doc := plan.NewDocument(api)
	var got []string
	for _, s := range api.Schemas {
		if doc.Remembers(s) && s.IsComponent() {
			got = append(got, s.Wire)
		}
	}
	if want := "A2 T U V X Y"; strings.Join(got, " ") != want {
		t.Errorf("%v remember, want %s", got, want)
	}
}

// TestFormFields holds how the texts of a form body are read.
func TestFormFields(t *testing.T) {
	_, s := lowered(t, "3.1.0", `
S:
  properties:
    text: {type: string}
    number: {type: integer}
    maybe: {type: [integer, 'null']}
    any: {}
    either: {type: [string, integer]}
    object: {type: object}
    texts: {type: array, items: {type: string}}
    numbers: {type: array, items: {type: number}}
    pair: {type: array, prefixItems: [{type: string}, {type: integer}]}
    listed: {enum: [1, 2]}
  patternProperties: {'^x': {type: array, items: {type: boolean}}, '^y': {}}
  oneOf: [{properties: {kind: {const: a}}}, {properties: {kind: {type: integer}}}]
  additionalProperties: {type: boolean}`)
	var got []string
	for _, f := range plan.FormFields(&plan.Form{Schema: s}, false) {
		name := f.Name + f.Pattern
		if f.Others {
			name = "others"
		}
		text := name + " " + strings.TrimPrefix(string(f.Kind), "Form")
		if f.List {
			text += " list"
		}
		got = append(got, text)
	}
	want := []string{
		"text Text", "number Scalar", "maybe Scalar", "any JSON", "either JSON", "object Object",
		"texts Text list", "numbers Scalar list", "pair JSON list", "listed Scalar", "kind JSON",
		"^x Scalar list", "^y JSON", "others Scalar",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestForbids holds what is said of not: what to change.
func TestForbids(t *testing.T) {
	for schema, want := range map[string]string{
		"{not: {type: string}}":                                                              "must not be a string",
		"{type: object, not: {type: object, required: [a]}}":                                 "must not have a",
		"{type: object, not: {required: [a, b, c]}}":                                         "must not have all of a, b and c",
		"{type: object, not: {anyOf: [{required: [a]}, {required: [b, c]}]}}":                "must not have a or b and c",
		"{type: object, not: {properties: {a: {const: x}}, required: [a]}}":                  "must not have a member a that is x",
		"{type: object, not: {properties: {a: {const: x}}}}":                                 "must have a, which must not be x",
		"{type: object, not: {properties: {a: {maximum: 3, type: integer}}, required: [a]}}": "must not have a member a that is an integer that is at most 3",
		"{type: string, not: {enum: [a, b]}}":                                                "must not be one of a, b",
		"{type: string, not: {pattern: '^a'}}":                                               "must not match the pattern ^a",
		"{type: string, not: {minLength: 3, pattern: a}}":                                    "must not at once have at least 3 characters and match the pattern a",
		"{type: string, not: {minLength: 1}}":                                                "must be empty",
		"{type: integer, not: {minimum: 3}}":                                                 "must be less than 3",
		"{type: array, not: {maxItems: 3}}":                                                  "must have more than 3 items",
		"{type: array, not: {uniqueItems: true}}":                                            "must have two items that are equal",
		"{not: {}}":                               "must not be given: remove it",
		"{not: {not: {type: string}}}":            "must not match the schema that not forbids",
		"{not: {$ref: '#/components/schemas/C'}}": "must not match C",
		"{not: {$ref: '#/components/schemas/A'}}": "must not be an integer",
		"{not: {$ref: '#/components/schemas/B'}}": "must not match B",
		"{not: {anyOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}}": "must match none of A, B",
	} {
		api, s := lowered(t, "3.1.0", "S: "+schema+"\nA: {type: integer}\nB: {type: object, additionalProperties: false}\nC: {type: object, required: [c], properties: {c: {$ref: '#/components/schemas/C'}}}")
		all := plan.NewDocument(api).Applicators(plan.Of(s))
		if len(all) != 1 || all[0].(plan.Forbidden).Message != want {
			t.Errorf("%s: %+v, want %s", schema, all, want)
		}
	}
}

// TestWhere holds how it is said when then holds, and when else does.
func TestWhere(t *testing.T) {
	for schema, want := range map[string]string{
		"{required: [a]}": "where a is given, unless a is given",
		"{properties: {a: {const: x}}, required: [a]}":                         "where a is x, unless a is x",
		"{properties: {a: {enum: [x, y]}, b: {minimum: 3}}, required: [a, b]}": "where a is one of x, y and b is at least 3, unless a is one of x, y and b is at least 3",
		"{properties: {a: {const: x}}}":                                        "where a is not given or is x, unless a is not given or is x",
		"{properties: {a: {type: string}}, required: [a], type: object}":       "where a is a string, unless a is a string",
		"{not: {required: [a]}}":                                               "unless a is given, where a is given",
		"{type: string}":                                                       "where the value is a string, unless the value is a string",
		"{anyOf: [{required: [a]}, {required: [b]}]}":                          "where the value has a or b, unless the value has a or b",
		"{$ref: '#/components/schemas/A'}":                                     "where the value matches A, unless the value matches A",
		"{additionalProperties: false}":                                        "where the value matches the if of its schema, unless the value matches the if of its schema",
	} {
		api, s := lowered(t, "3.1.0", "S: {if: "+schema+", then: {maxProperties: 1}}\nA: {type: object, additionalProperties: false}")
		all := plan.NewDocument(api).Applicators(plan.Of(s))
		if len(all) != 1 {
			t.Fatalf("%s: %+v", schema, all)
		}
		if a := all[0].(plan.IfThenElse); a.Where+", "+a.Unless != want {
			t.Errorf("%s: %s, %s, want %s", schema, a.Where, a.Unless, want)
		}
	}
}

// TestBounds holds that the run-time package, which tells what is wrong with how many items
// there are by numbers alone, says what a step says.
func TestBounds(t *testing.T) {
	for n := uint64(1); n < 4; n++ {
		for _, c := range []struct {
			schema ir.Schema
			table  *validate.Items
			count  uint64
		}{
			{ir.Schema{Types: ir.Array, MinItems: &n}, &validate.Items{Least: int(n), Value: validate.AnyInteger}, n - 1},
			{ir.Schema{Types: ir.Array, MaxItems: &n}, &validate.Items{Most: int(n), Value: validate.AnyInteger}, n + 1},
		} {
			step := plan.NewDocument(&ir.API{}).Steps(plan.Of(&c.schema), ir.Array)[0]
			body := "[" + strings.TrimSuffix(strings.Repeat("1,", int(c.count)), ",") + "]"
			found, _ := c.table.ValidateJSON([]byte(body), 0, nil).(validate.Errors)
			if len(found) != 1 || found[0].Keyword != step.Keyword || found[0].Message != step.Message {
				t.Errorf("%s: %v, and the step says %s: %s", body, found, step.Keyword, step.Message)
			}
		}
	}
}
