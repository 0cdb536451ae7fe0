package validators

import (
	"fmt"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ecma"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
)

// Objects, as bytes: properties, patternProperties, additionalProperties,
// propertyNames, required, dependentRequired, dependentSchemas, minProperties
// and maxProperties (JSON Schema Core 10.2.2.4 and 10.3.2; Validation 6.5).

// member is a name that some keyword speaks of.
type member struct {
	name                string
	schemas             []*ir.Schema // all that hold for its value
	required            bool
	readOnly, writeOnly bool
	refused             bool // additionalProperties: false
}

// members lists the known names of an object, in the document's order, and
// those of the struct that it goes to.
func (e *emitter) members(p *plan, to *target) []*member {
	var list []*member
	byName := map[string]*member{}
	get := func(name string) *member {
		m := byName[name]
		if m == nil {
			m = &member{name: name}
			byName[name] = m
			list = append(list, m)
		}
		return m
	}
	for _, part := range p.parts {
		for _, property := range part.Properties {
			m := get(property.Wire)
			m.readOnly = m.readOnly || property.ReadOnly
			m.writeOnly = m.writeOnly || property.WriteOnly
		}
	}
	for _, part := range p.parts {
		for _, name := range part.Required {
			get(name).required = true
		}
		for _, d := range part.DependentRequired {
			for _, name := range append([]string{d.Name}, d.Required...) {
				get(name)
			}
		}
		for _, d := range part.DependentSchemas {
			get(d.Wire)
		}
	}
	if to != nil && to.declared != nil {
		for _, name := range to.declared.Order {
			get(name)
		}
	}
	for _, m := range list {
		for _, part := range p.parts {
			e.constrain(m, part)
		}
	}
	return list
}

// constrain adds what part says of a member: by its name, by patterns, or as
// an additional one.
func (e *emitter) constrain(m *member, part *ir.Schema) {
	additional := true
	for _, property := range part.Properties {
		if property.Wire == m.name {
			additional = false
			m.schemas = append(m.schemas, property.Schema)
		}
	}
	for _, property := range part.PatternProperties {
		re, err := ecma.Compile(property.Wire)
		if err != nil { // not enforced, which is reported: it may match
			additional = false
		} else if re.MatchString(m.name) {
			additional = false
			m.schemas = append(m.schemas, property.Schema)
		}
	}
	if extra := part.AdditionalProperties; additional && extra != nil {
		if extra.Never() {
			m.refused = true
		} else {
			m.schemas = append(m.schemas, extra)
		}
	}
}

// object returns the statements for objects, or nil.
func (e *emitter) object(p *plan, to *target, hint string) []jen.Code {
	values := valuesOf(p, ir.Object)
	has := func(test func(*ir.Schema) bool) bool { return slices.ContainsFunc(p.parts, test) }
	if len(values) == 0 && !has(onObjects) && to == nil {
		return nil
	}
	if !has(onObjects) && to == nil {
		out := []jen.Code{must(s().Dot("Skip").Call())}
		for _, list := range values {
			out = append(out, list.containers(e))
		}
		return out
	}
	members := e.members(p, to)
	t := &table{hint: hint, alike: map[likeness]*memberCode{}, asks: has(func(s *ir.Schema) bool { return s.PropertyNames != nil })}
	for i, m := range members {
		e.addMember(t, m, i, to)
	}
	e.addOthers(t, p, to)
	var head []jen.Code
	for _, part := range p.parts {
		if part.PropertyNames != nil {
			head = append(head, jen.Block( // its variable may be declared behind it, too
				jen.Id("value").Op(":=").Add(s()).Dot("Pos").Call(),
				s().Dot("Seek").Call(s().Dot("KeyPos").Call()),
				must(e.check(hint+"Name", part.PropertyNames)),
				s().Dot("Seek").Call(jen.Id("value")),
			))
		}
	}
	var out []jen.Code
	if to != nil && to.under.Kind == goapi.Map {
		out = append(out, e.rt("MakeMap").Call(jen.Id("v")))
	}
	out = append(out, e.readMembers(t, to, len(members), head)...)
	out = append(out, e.dependent(p, members, hint)...)
	for _, part := range p.parts {
		if n := part.MinProperties; n != nil && *n > 0 {
			out = append(out, e.failAt(jen.Id("r").Dot("Count").Op("<").Lit(limit(*n)), "minProperties", "must have at least "+properties(*n)))
		}
		if n := part.MaxProperties; n != nil {
			out = append(out, e.failAt(jen.Id("r").Dot("Count").Op(">").Lit(limit(*n)), "maxProperties", "must have at most "+properties(*n)))
		}
	}
	for _, list := range values {
		out = append(out, list.containers(e))
	}
	return out
}

// readsObject reports whether the statements for objects are the reader's loop
// and no more, so that they see for themselves what comes next.
func readsObject(p *plan, to *target) bool {
	more := func(s *ir.Schema) bool {
		return len(s.Enum) > 0 || s.Const != nil || len(s.DependentRequired) > 0 || len(s.DependentSchemas) > 0 || s.MinProperties != nil || s.MaxProperties != nil
	}
	return (to != nil && to.under.Kind == goapi.Struct || slices.ContainsFunc(p.parts, onObjects)) &&
		(to == nil || to.under.Kind != goapi.Map) && !p.looksAgain() && !slices.ContainsFunc(p.parts, more)
}

// properties renders "1 property", "2 properties".
func properties(n uint64) string {
	if n == 1 {
		return "1 property"
	}
	return fmt.Sprintf("%d properties", n)
}

// failAt records a violation by the array or object that begins at at.
func (e *emitter) failAt(cond *jen.Statement, keyword, message string) jen.Code {
	return unless(cond, s().Dot("FailAt").Call(e.start(), jen.Lit(keyword), jen.Lit(message)))
}

// readMember reads the value of a member that has no field: into the map of
// the target, if that has one.
func (e *emitter) readMember(schemas []*ir.Schema, to *target, hint string) (before []jen.Code, calls []call) {
	elem, items := to.extra()
	if elem == nil {
		return e.read(hint, schemas, nil)
	}
	before, calls = e.read(hint, schemas, &place{typ: *elem, at: jen.Id("item")})
	item := jen.Id("item").Op(":=").Add(e.rt("NewValue")).Types(e.typ(*elem)).Call(jen.Id("v"))
	put := e.rt("PutValue").Call(items, jen.Id("key"), jen.Id("item"))
	return append([]jen.Code{item}, before...), append(calls, call{jen.Id("v").Op("==").Nil(), put})
}

// refused is what is said of a member that must not be there.
const refused = "must not be given: the schema does not know it"

func refuse() jen.Code {
	return s().Dot("FailKey").Call(jen.Lit("additionalProperties"), jen.Lit(refused))
}

func bit(i int) *jen.Statement { return jen.Lit(1).Op("<<").Lit(i % 64) }

// present is the condition that the member with the bit i was seen.
func present(i int) *jen.Statement {
	return jen.Id("seen").Index(jen.Lit(i / 64)).Op("&").Parens(bit(i)).Op("!=").Lit(0)
}

// otherMember checks the value of a member that no keyword names.
func (e *emitter) otherMember(p *plan, to *target, hint string) []jen.Code {
	if !slices.ContainsFunc(p.parts, func(s *ir.Schema) bool { return len(s.PatternProperties) > 0 }) {
		schemas, _ := others(p)
		before, read := e.readMember(schemas, to, hint+"Value")
		return append(before, mustAll(read))
	}
	// Which patterns match is known at run time only: the value is read once
	// for its syntax, and again for each schema that holds.
	before, read := e.readMember(nil, to, hint+"Value")
	var out, again []jen.Code
	refuses, looks := false, false
	for _, part := range p.parts {
		code, refusal, look := e.matching(part, hint)
		again, refuses, looks = append(again, code...), refuses || refusal, looks || look
	}
	if refuses {
		out = append(out, jen.Id("name").Op(":=").Add(s()).Dot("KeyPos").Call())
	}
	if looks {
		out = append(out, jen.Id("value").Op(":=").Add(s()).Dot("Pos").Call())
		again = append(append([]jen.Code{jen.Id("end").Op(":=").Add(s()).Dot("Pos").Call()}, again...), s().Dot("Seek").Call(jen.Id("end")))
	}
	return append(append(append(out, before...), mustAll(read)), again...)
}

// matching checks a member, whose name and value are at those offsets, against
// what a schema says of its name by patterns, or as an additional one. It tells
// whether the code may refuse the name, and whether it looks at the value.
func (e *emitter) matching(part *ir.Schema, hint string) (code []jen.Code, refuses, looks bool) {
	check := func(hint string, schema *ir.Schema) []jen.Code {
		if schema.Never() {
			refuses = true
			return []jen.Code{must(s().Dot("FailAt").Call(jen.Id("name"), jen.Lit("additionalProperties"), jen.Lit(refused)))}
		}
		looks = true
		return []jen.Code{s().Dot("Seek").Call(jen.Id("value")), must(e.check(hint, schema))}
	}
	extra := part.AdditionalProperties
	if e.openNames(part) {
		extra = nil
	}
	for i, property := range part.PatternProperties {
		name := e.pattern(property.Wire)
		if name == "" {
			code = append(code, e.patternComment(nameInPatterns, property.Wire)...)
			continue
		}
		looks = true
		matched := []jen.Code{s().Dot("Seek").Call(jen.Id("value")), must(e.check(fmt.Sprintf("%sPattern%d", hint, i+1), property.Schema))}
		if extra != nil {
			matched = append(matched, jen.Id("additional").Op("=").False())
		}
		code = append(code, jen.If(jen.Id(name).Dot("Match").Call(jen.Id("key"))).Block(matched...))
	}
	switch {
	case extra == nil:
	case len(part.PatternProperties) == 0:
		code = check(hint+"Value", extra)
	default:
		additional := jen.If(jen.Id("additional")).Block(check(hint+"Value", extra)...)
		code = append([]jen.Code{jen.Id("additional").Op(":=").True()}, append(code, additional)...)
		code = []jen.Code{jen.Block(code...)}
	}
	return code, refuses, looks
}

// keyed is an element of a struct literal.
func keyed(field string, value jen.Code) jen.Code { return jen.Id(field).Op(":").Add(value) }

// dependent checks dependentRequired and dependentSchemas.
func (e *emitter) dependent(p *plan, members []*member, hint string) []jen.Code {
	index := func(name string) int {
		return slices.IndexFunc(members, func(m *member) bool { return m.name == name })
	}
	var out []jen.Code
	for _, part := range p.parts {
		for _, d := range part.DependentRequired {
			var block []jen.Code
			for _, name := range d.Required {
				missing := jen.Id("seen").Index(jen.Lit(index(name) / 64)).Op("&").Parens(bit(index(name))).Op("==").Lit(0)
				message := "is required where " + d.Name + " is given"
				block = append(block, unless(missing, s().Dot("Dependent").Call(jen.Lit(name), jen.Lit(message))))
			}
			if len(block) > 0 {
				out = append(out, jen.If(present(index(d.Name))).Block(block...))
			}
		}
	}
	var again []jen.Code
	for _, part := range p.parts {
		for _, d := range part.DependentSchemas {
			again = append(again, jen.If(present(index(d.Wire))).Block(
				s().Dot("Seek").Call(e.start()),
				must(e.check(hint+"With"+exported(d.Wire), d.Schema)),
			))
		}
	}
	if len(again) > 0 {
		again = append([]jen.Code{jen.Id("done").Op(":=").Add(s()).Dot("Pos").Call()}, again...)
		out = append(append(out, again...), s().Dot("Seek").Call(jen.Id("done")))
	}
	return out
}
