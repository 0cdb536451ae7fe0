package validators

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validate"
)

// enum and const (JSON Schema Validation, 6.1.2 and 6.1.3): values compared as
// JSON, so that 1 is 1.0.

// listed is one enum, or one const, as far as it speaks of one kind.
type listed struct {
	keyword string
	message string
	list    []ir.Value
}

// valuesOf returns the enums and consts of a plan, each cut to the values that
// have one of types; a list may become empty, which forbids the kind.
func valuesOf(p *plan, types ir.Types) []listed {
	var out []listed
	add := func(keyword string, all []ir.Value) {
		v := listed{keyword: keyword, message: oneOf(all)}
		for _, value := range all {
			if typeOf(value)&types != 0 {
				v.list = append(v.list, value)
			}
		}
		out = append(out, v)
	}
	for _, part := range p.parts {
		if len(part.Enum) > 0 {
			all := make([]ir.Value, len(part.Enum))
			for i, v := range part.Enum {
				all[i] = v.Value
			}
			add("enum", all)
		}
		if part.Const != nil {
			add("const", []ir.Value{part.Const})
		}
	}
	return out
}

// typeOf tells the type of a JSON value; an integer is a number too.
func typeOf(value ir.Value) ir.Types {
	switch value[0] {
	case 'n':
		return ir.Null
	case 't', 'f':
		return ir.Boolean
	case '"':
		return ir.String
	case '[':
		return ir.Array
	case '{':
		return ir.Object
	}
	return ir.Num | ir.Integer
}

// oneOf says which values are wanted.
func oneOf(all []ir.Value) string {
	const most = 10
	var words []string
	for _, v := range all[:min(len(all), most)] {
		words = append(words, show(v))
	}
	switch {
	case len(all) == 1:
		return "must be " + words[0]
	case len(all) > most:
		return fmt.Sprintf("must be one of %s, … (%d values)", strings.Join(words, ", "), len(all))
	}
	return "must be one of " + strings.Join(words, ", ")
}

// show renders a value of the schema: a string as its text.
func show(v ir.Value) string {
	text, ok := stringValue(v)
	switch {
	case !ok:
		text = string(v)
	case text == "":
		return `""`
	}
	const most = 60
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// failure is the call for a value that is none of the list.
func (l listed) failure() *jen.Statement {
	if l.keyword == "enum" {
		return s().Dot("FailEnum").Call(jen.Lit(l.message))
	}
	return s().Dot("Fail").Call(jen.Lit(l.keyword), jen.Lit(l.message))
}

// fail is the statement for it.
func (l listed) fail() jen.Code { return must(l.failure()) }

// strings checks the text in v.
func (l listed) strings() jen.Code {
	cases := literals(l.texts())
	if len(cases) == 0 {
		return l.fail()
	}
	return step{
		Statement: jen.Switch(jen.String().Call(v())).Block(jen.Case(cases...), jen.Default().Block(must(l.failure()))),
		last: []jen.Code{
			jen.Switch(jen.String().Call(v())).Block(jen.Case(cases...).Block(jen.Return(jen.True()))),
			jen.Return(l.failure()),
		},
	}
}

// texts are the strings of the list, each once.
func (l listed) texts() (out []string) {
	for _, value := range l.list {
		if text, ok := stringValue(value); ok {
			out = appendNew(out, text)
		}
	}
	return out
}

func literals(texts []string) []jen.Code {
	out := make([]jen.Code, len(texts))
	for i, text := range texts {
		out[i] = jen.Lit(text)
	}
	return out
}

// numbers checks the number in n.
func (l listed) numbers() jen.Code {
	if len(l.list) == 0 {
		return l.fail()
	}
	return jen.If(l.noNumber()).Block(l.fail())
}

// noNumber is the condition that n is none of the list.
func (l listed) noNumber() *jen.Statement {
	cond := jen.Null()
	for i, value := range l.list {
		if i > 0 {
			cond.Op("&&")
		}
		cond.Add(n()).Dot("Compare").Call(jen.Lit(string(value))).Op("!=").Lit(0)
	}
	return cond
}

// truths tells which booleans are in the list.
func (l listed) truths() (yes, no bool) {
	for _, value := range l.list {
		yes = yes || value[0] == 't'
		no = no || value[0] == 'f'
	}
	return yes, no
}

// booleans checks the boolean in b, or returns nil where both are allowed.
func (l listed) booleans() jen.Code {
	switch yes, no := l.truths(); {
	case yes && no:
		return nil
	case yes:
		return jen.If(jen.Op("!").Id("b")).Block(l.fail())
	case no:
		return jen.If(jen.Id("b")).Block(l.fail())
	}
	return l.fail()
}

// null checks null, which is allowed or not.
func (l listed) null() jen.Code {
	if len(l.list) > 0 {
		return nil
	}
	return l.fail()
}

// containers checks the array or object between at and the scanner's place.
func (l listed) containers(e *emitter) jen.Code {
	args := []jen.Code{e.start()}
	for _, value := range l.list {
		args = append(args, jen.Lit(string(validate.Canonical(value))))
	}
	fail := must(s().Dot("FailAt").Call(e.start(), jen.Lit(l.keyword), jen.Lit(l.message)))
	if len(l.list) == 0 {
		return fail
	}
	return jen.If(jen.Op("!").Add(s()).Dot("Equals").Call(args...)).Block(fail)
}

// matchesNull reports whether null matches a schema: of all that a schema says,
// little speaks of null. Above are the schemas on the same value that ask.
func matchesNull(schema *ir.Schema, above []*ir.Schema) bool {
	switch {
	case schema.Always != nil:
		return *schema.Always
	case schema.Nullable, slices.Contains(above, schema):
		return true
	case schema.Types != 0 && !schema.Types.Has(ir.Null), schema.Const != nil && typeOf(schema.Const) != ir.Null,
		len(schema.Enum) > 0 && !slices.ContainsFunc(schema.Enum, func(v *ir.EnumValue) bool { return typeOf(v.Value) == ir.Null }):
		return false
	}
	above = append(above[:len(above):len(above)], schema)
	matching := func(list ...*ir.Schema) (n int) {
		for _, s := range list {
			if s != nil && matchesNull(s, above) {
				n++
			}
		}
		return n
	}
	branch := schema.Else
	if matching(schema.If) > 0 {
		branch = schema.Then
	}
	switch {
	case matching(schema.Ref) == 0 && schema.Ref != nil, matching(schema.AllOf...) < len(schema.AllOf), matching(schema.Not) > 0,
		schema.If != nil && branch != nil && matching(branch) == 0:
		return false
	case discriminates(schema): // which asks for an object
		return orNull(schema) != schema
	}
	return (len(schema.AnyOf) == 0 || matching(schema.AnyOf...) > 0) && (len(schema.OneOf) == 0 || matching(schema.OneOf...) == 1)
}

// stringValue decodes a value that is a string.
func stringValue(value ir.Value) (string, bool) {
	if value[0] != '"' {
		return "", false
	}
	var scan validate.Scanner
	scan.Scan(value, 0, nil)
	text, ok := scan.Text()
	return string(text), ok
}

// lit renders a number of the schema as a Go literal's text.
func lit(n int) string { return strconv.Itoa(n) }
