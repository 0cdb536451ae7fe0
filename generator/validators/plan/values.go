package plan

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// enum and const (JSON Schema Validation, 6.1.2 and 6.1.3): values compared as
// JSON, so that 1 is 1.0.

// Values is one enum, or one const, as far as it speaks of some types.
type Values struct {
	Keyword string // enum or const
	Message string
	List    []ir.Value // may be empty: no value of those types is allowed
}

// Values returns the enums and consts of a plan, each with its values of types.
func (p *Plan) Values(types ir.Types) []Values {
	var out []Values
	for _, part := range p.Parts {
		out = append(out, valuesOf(part, types)...)
	}
	return out
}

func valuesOf(part *ir.Schema, types ir.Types) []Values {
	var out []Values
	add := func(name string, all []ir.Value) {
		v := Values{Keyword: name, Message: oneOf(all)}
		for _, value := range all {
			if keyword.TypesOf(value)&types != 0 {
				v.List = append(v.List, value)
			}
		}
		out = append(out, v)
	}
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
	return out
}

// Texts returns the strings of the list, each once.
func (v Values) Texts() (out []string) {
	seen := map[string]bool{}
	for _, value := range v.List {
		if text, ok := Text(value); ok && !seen[text] {
			seen[text] = true
			out = append(out, text)
		}
	}
	return out
}

// Truths reports which booleans are in the list.
func (v Values) Truths() (yes, no bool) {
	for _, value := range v.List {
		yes = yes || value[0] == 't'
		no = no || value[0] == 'f'
	}
	return yes, no
}

// Enum returns the strings of a schema that asks for one of several strings and
// nothing else, the message for any other string, and the schema that lists them;
// none for other schemas.
func Enum(schema *ir.Schema) (texts []string, message string, part *ir.Schema) {
	p := Of(schema)
	if p.Nullable || p.Never || len(p.Apart) > 0 || len(p.Parts) != 1 || p.Types != ir.String {
		return nil, "", nil
	}
	rest := *p.Parts[0]
	rest.Enum = nil
	lists := p.Values(ir.String)
	if asserts(&rest) || len(lists) != 1 || len(lists[0].Texts()) == 0 {
		return nil, "", nil
	}
	return lists[0].Texts(), lists[0].Message, p.Parts[0]
}
