package jsonschema

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
)

// One schema, keyword by keyword, in the order of ir.Schema.

const dialect = "https://json-schema.org/draft/2020-12/schema"

// writer writes one document.
type writer struct {
	direction ir.Direction
	defs      []*ir.Schema // in the order in which they are met
	known     map[*ir.Schema]bool
}

// document renders a schema as a document of its own.
func document(name string, s *ir.Schema, direction ir.Direction) []byte {
	w := &writer{direction: direction, known: map[*ir.Schema]bool{}}
	var doc object
	doc.add("$schema", dialect)
	doc.add("$id", FileName(name))
	root := w.full(s)
	switch keywords := root.(type) {
	case object:
		doc = append(doc, keywords...)
	case bool: // only objects have an $id
		if !keywords {
			doc.put("not", object{})
		}
	}
	var defs object
	for i := 0; i < len(w.defs); i++ { // rendering one may lead to more
		defs.put(w.defs[i].Name, w.full(w.defs[i]))
	}
	slices.SortFunc(defs, func(a, b member) int { return strings.Compare(a.name, b.name) })
	doc.add("$defs", defs)
	text, err := marshal(doc)
	if err != nil {
		panic(err) // a document is made of strings, numbers and valid JSON
	}
	var out bytes.Buffer
	if err := json.Indent(&out, text, "", "  "); err != nil {
		panic(err)
	}
	return append(out.Bytes(), '\n')
}

// use is a schema where another one holds it: a named one by reference.
func (w *writer) use(s *ir.Schema) any {
	if s.Name == "" {
		return w.full(s)
	}
	if !w.known[s] {
		w.known[s] = true
		w.defs = append(w.defs, s)
	}
	return object{{"$ref", "#/$defs/" + s.Name}}
}

// child adds a schema that another one holds, where there is one.
func (w *writer) child(o *object, name string, s *ir.Schema) {
	if s != nil {
		o.put(name, w.use(s))
	}
}

func (w *writer) list(schemas []*ir.Schema) []any {
	var out []any
	for _, s := range schemas {
		out = append(out, w.use(s))
	}
	return out
}

// full is a schema written out: an object, or true or false.
func (w *writer) full(s *ir.Schema) any {
	if s.Always != nil {
		return *s.Always
	}
	var o object
	o.add("title", s.Title)
	o.add("description", s.Doc)
	assertions := w.assertions(s)
	if s.Nullable && !nullByType(s) {
		assertions = object{{"anyOf", []any{object{{"type", "null"}}, alone(assertions)}}}
	}
	o = append(o, assertions...)
	o.add("default", s.Default)
	o.add("examples", examples(s))
	o.add("deprecated", s.Deprecated)
	o.add("readOnly", s.ReadOnly)
	o.add("writeOnly", s.WriteOnly)
	return o
}

// alone takes a lone member of allOf for the whole.
func alone(o object) any {
	if len(o) == 1 && o[0].name == "allOf" {
		if list := o[0].value.([]any); len(list) == 1 {
			return list[0]
		}
	}
	return o
}

func examples(s *ir.Schema) []any {
	var out []any
	for _, e := range s.Examples {
		if len(e.Value) > 0 {
			out = append(out, e.Value)
		}
	}
	return out
}

// nullByType reports whether null can be added to a schema's types: no other
// keyword of it speaks of null.
func nullByType(s *ir.Schema) bool {
	return len(s.Enum) == 0 && s.Const == nil && s.Ref == nil && len(s.AllOf) == 0 && len(s.AnyOf) == 0 &&
		len(s.OneOf) == 0 && s.Not == nil && s.If == nil
}

// keywordsOf are the assertions of a schema, whatever the direction.
func keywordsOf(s *ir.Schema) object {
	if s.Always != nil {
		return object{{"always", *s.Always}}
	}
	w := &writer{known: map[*ir.Schema]bool{}}
	return w.assertions(s)
}

// assertions are the keywords that say what is accepted.
func (w *writer) assertions(s *ir.Schema) object {
	var o object
	named := s.Ref != nil && s.Ref.Name != ""
	if named {
		o.add("$ref", w.use(s.Ref).(object)[0].value)
	}
	o.add("type", types(s))
	o.add("enum", enum(s))
	o.add("const", s.Const)
	numbers(&o, s)
	o.add("minLength", s.MinLength)
	o.add("maxLength", s.MaxLength)
	if s.Pattern != nil {
		o.put("pattern", *s.Pattern)
	}
	allOf := formatted(&o, s)
	if s.Ref != nil && !named { // it refers to a place within another schema
		allOf = append(allOf, w.use(s.Ref))
	}

	o.add("prefixItems", w.list(s.PrefixItems))
	w.child(&o, "items", s.Items)
	w.child(&o, "contains", s.Contains)
	o.add("minContains", s.MinContains)
	o.add("maxContains", s.MaxContains)
	o.add("minItems", s.MinItems)
	o.add("maxItems", s.MaxItems)
	o.add("uniqueItems", s.UniqueItems)

	o.add("properties", w.properties(s.Properties))
	o.add("patternProperties", w.properties(s.PatternProperties))
	w.child(&o, "additionalProperties", s.AdditionalProperties)
	w.child(&o, "propertyNames", s.PropertyNames)
	o.add("required", w.required(s))
	var dependent object
	for _, d := range s.DependentRequired {
		dependent.put(d.Name, append([]string{}, d.Required...))
	}
	o.add("dependentRequired", dependent)
	o.add("dependentSchemas", w.properties(s.DependentSchemas))
	o.add("minProperties", s.MinProperties)
	o.add("maxProperties", s.MaxProperties)

	allOf = append(allOf, w.list(s.AllOf)...)
	if picks(s) {
		allOf = append(allOf, w.discriminated(s)...)
	} else {
		o.add("anyOf", w.list(s.AnyOf))
		o.add("oneOf", w.list(s.OneOf))
	}
	o.add("allOf", allOf)
	w.child(&o, "not", s.Not)
	w.child(&o, "if", s.If)
	w.child(&o, "then", s.Then)
	w.child(&o, "else", s.Else)
	w.child(&o, "unevaluatedItems", s.UnevaluatedItems)
	w.child(&o, "unevaluatedProperties", s.UnevaluatedProperties)
	return o
}

// types are the names that type lists: one alone, or a list.
func types(s *ir.Schema) any {
	t := s.Types
	if t != 0 && s.Nullable && nullByType(s) {
		t |= ir.Null
	}
	switch names := t.Names(); len(names) {
	case 0:
		return nil
	case 1:
		return names[0]
	default:
		return names
	}
}

func enum(s *ir.Schema) []any {
	var out []any
	for _, v := range s.Enum {
		out = append(out, v.Value)
	}
	return out
}

func numbers(o *object, s *ir.Schema) {
	low, high := s.Minimum, s.Maximum
	if f, ok := integers[s.Format]; ok {
		low, high = tighter(low, s.ExclusiveMinimum, f.low, 1), tighter(high, s.ExclusiveMaximum, f.high, -1)
	}
	for _, bound := range []struct {
		name string
		n    ir.Number
	}{
		{"multipleOf", s.MultipleOf}, {"minimum", low}, {"maximum", high},
		{"exclusiveMinimum", s.ExclusiveMinimum}, {"exclusiveMaximum", s.ExclusiveMaximum},
	} {
		o.add(bound.name, json.RawMessage(bound.n))
	}
}

// properties are schemas by the name, or the pattern, of a member.
func (w *writer) properties(list []*ir.Property) object {
	var out object
	for _, p := range list {
		out.put(p.Wire, w.property(p))
	}
	return out
}

// property is the schema of a member, with what is said of it at this place.
func (w *writer) property(p *ir.Property) any {
	used := w.use(p.Schema)
	o, ok := used.(object)
	if !ok {
		return used
	}
	o = slices.Clone(o)
	switch m := o.member("description"); {
	case p.Doc == "":
	case m != nil:
		m.value = p.Doc
	default:
		o.put("description", p.Doc)
	}
	for _, flag := range []struct {
		name string
		set  bool
	}{{"deprecated", p.Deprecated}, {"readOnly", p.ReadOnly}, {"writeOnly", p.WriteOnly}} {
		if o.member(flag.name) == nil {
			o.add(flag.name, flag.set)
		}
	}
	return o
}

// required are the names that must be there in the document's direction.
func (w *writer) required(s *ir.Schema) []string {
	var out []string
	for _, name := range s.Required {
		exempt := slices.ContainsFunc(s.Properties, func(p *ir.Property) bool {
			return p.Wire == name && (p.ReadOnly && w.direction != ir.InResponse || p.WriteOnly && w.direction != ir.InRequest)
		})
		if !exempt {
			out = append(out, name)
		}
	}
	return out
}
