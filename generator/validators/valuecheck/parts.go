package valuecheck

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// Structs, slices and maps.

// parts checks the parts of one value.
type parts struct {
	*Checks
	schema *ir.Schema
	plan   *plan.Plan
	hint   string
}

// ofSlice checks arrays.
func (ps *parts) ofSlice(t goapi.Expr) []jen.Code {
	var out []jen.Code
	v := code.Value{Items: jen.Len(pointeeAlone())}
	for _, step := range ps.file.Doc.Steps(ps.plan, ir.Array) {
		cond := ps.file.Violates(step, v)
		if step.Keyword == "minItems" && (ps.plan.Nullable || ps.plan.Types.Has(ir.Null)) { // which nil is
			cond = pointeeAlone().Op("!=").Nil().Op("&&").Add(cond)
		}
		out = append(out, jen.If(cond).Block(fails(step.Keyword, step.Message)))
	}
	i := jen.Id("i")
	inner := ps.element(ps.plan.ItemsAt(0), *t.Elem, pointee().Index(i), Path().Dot("Item").Call(i), ps.hint+"Item")
	if len(inner) > 0 {
		out = append(out, jen.For(jen.Add(i).Op(":=").Range().Add(pointeeAlone())).Block(inner...))
	}
	return out
}

// element is value for an item of a slice or map, which may be a pointer.
func (ps *parts) element(schemas []*ir.Schema, t goapi.Expr, variable, at *jen.Statement, hint string) []jen.Code {
	if t.Kind != goapi.Pointer {
		inner := ps.value(schemas, t, jen.Op("&").Add(variable), at, hint)
		if schema := plan.Conjunction(schemas); ps.nilIsRefused(schema, t) {
			fail := jen.Add(at).Dot("Fail").Call(jen.Lit("type"), jen.Lit("must be "+plan.Article(plan.Of(schema).Types)))
			isNil := jen.If(jen.Add(variable).Op("==").Nil()).Block(fail, up())
			if len(inner) > 0 {
				isNil.Else().Block(inner...)
			}
			return []jen.Code{isNil}
		}
		return inner
	}
	inner := ps.value(schemas, *t.Elem, variable, at, hint)
	if len(inner) > 0 && !ps.takesNil(schemas, t) {
		return []jen.Code{jen.If(jen.Add(variable).Op("!=").Nil()).Block(inner...)}
	}
	return inner
}

// ofMap checks objects whose names are not known beforehand.
func (ps *parts) ofMap(t goapi.Expr) []jen.Code {
	for _, part := range ps.plan.Parts {
		rest := *part
		rest.AdditionalProperties = nil
		if plan.Speaks(&rest, ir.Object) || part.AdditionalProperties != nil && part.AdditionalProperties.Never() {
			return []jen.Code{ps.byJSON(ps.schema, ps.hint)}
		}
	}
	others, _ := ps.plan.Others()
	return ps.items(others, t, pointee(), pointeeAlone())
}

// items checks the names and the values of a map.
func (ps *parts) items(schemas []*ir.Schema, t goapi.Expr, items, alone *jen.Statement) []jen.Code {
	elem := *t.Elem
	if schema := plan.Conjunction(schemas); schema != nil && ps.isText(asOwn(schema, elem), elem) {
		return []jen.Code{ps.file.Runtime("TextMap").Call(Path(), alone)}
	}
	names := ps.file.Runtime("NameMap").Call(Path(), alone)
	item, at, hint := jen.Id("item"), Path().Dot("In").Call(jen.Id("name")), ps.hint+"Value"
	inner := ps.element(schemas, elem, item, at, hint)
	if ps.file.Types.IsForeign(elem) {
		inner = ps.copied(schemas, elem, jen.Op("&").Add(item), item, at, hint)
	}
	if len(inner) == 0 {
		return []jen.Code{names}
	}
	body := append([]jen.Code{jen.Id("item").Op(":=").Add(items).Index(jen.Id("name"))}, inner...)
	return []jen.Code{names, jen.For(jen.List(jen.Id("_"), jen.Id("name")).Op(":=").Range().Add(ps.file.Runtime("Keys")).Call(alone)).Block(body...)}
}

// ofStruct checks objects with known fields.
func (ps *parts) ofStruct(t *goapi.Type) []jen.Code {
	var out []jen.Code
	byJSON := false // more is asked than can be checked field by field
	others, _ := ps.plan.Others()
	for _, part := range ps.plan.Parts {
		rest := *part
		rest.AdditionalProperties = nil
		byJSON = byJSON || plan.SpeaksOfOthers(&rest)
		switch extra := part.AdditionalProperties; {
		case extra == nil:
		case extra.Never():
			byJSON = byJSON || t.Additional != nil // since another part allows it
		default:
			// What is additional to one part may be known to another by name.
			byJSON = byJSON || len(ps.plan.Parts) > 1 && plan.Conjunction([]*ir.Schema{extra}) != nil
		}
	}
	var texts texts
	for _, m := range ps.plan.Members(nil) {
		f := t.Fields[m.Name]
		if f == nil { // it may be one of the additional ones
			byJSON = byJSON || m.Required && t.Additional != nil
			continue
		}
		byJSON = byJSON || m.Refused // by one part, while another knows it
		field, isText := ps.field(m, f)
		if len(field) > 0 { // in the order of the members
			out = append(append(out, texts.check(ps)...), field...)
		}
		if isText {
			texts.add(ps, m.Name, f)
		}
	}
	out = append(out, texts.check(ps)...)
	if t.Additional != nil && !byJSON {
		items := jen.Id("v").Dot("AdditionalProperties")
		out = append(out, ps.items(others, goapi.Expr{Kind: goapi.Map, Elem: t.Additional}, items, items)...)
	}
	switch {
	case byJSON && len(out) > 0:
		whole := Path().Dot("Here").Call().Dot("WholeJSON").Call(jen.Id("v"), ps.bytes.Func(ps.hint, ps.schema))
		out = append(append([]jen.Code{Path().Dot("Whole").Call()}, out...), whole)
	case byJSON:
		out = append(out, ps.byJSON(ps.schema, ps.hint))
	}
	return out
}

// texts are fields that are checked by one call.
type texts struct{ names, pointers []jen.Code }

func (ts *texts) add(ps *parts, name string, f *goapi.Field) {
	pointer, t := jen.Id("v").Dot(f.Name), f.Type
	switch t.Kind {
	case goapi.Pointer:
		t = *t.Elem
	case goapi.Nullable:
		pointer, t = pointer.Dot("Pointer").Call(), *t.Elem
	default:
		pointer = jen.Op("&").Add(pointer)
	}
	ts.names = append(ts.names, jen.Lit(name))
	ts.pointers = append(ts.pointers, ps.file.Types.Basic(t, pointer))
}

// check returns the call for what was added since the last one.
func (ts *texts) check(ps *parts) []jen.Code {
	names, pointers := ts.names, ts.pointers
	*ts = texts{}
	switch len(names) {
	case 0:
		return nil
	case 1:
		return []jen.Code{Path().Dot("In").Call(names[0]).Dot("Text").Call(pointers[0])}
	}
	table := ps.file.Fresh("texts" + ps.hint)
	ps.file.Later(func() {
		ps.file.Add(jen.Var().Id(table).Op("=").Index().String().Values(code.Lines(names)))
	})
	return []jen.Code{Path().Dot("Texts").Call(append([]jen.Code{jen.Id(table)}, pointers...)...)}
}

// field checks one field, by whether it stands for a member. It reports one that is a
// text, whose check is left to the caller.
func (ps *parts) field(m *plan.Member, f *goapi.Field) (checks []jen.Code, isText bool) {
	field, at, hint := jen.Id("v").Dot(f.Name), Path().Dot("In").Call(jen.Lit(m.Name)), ps.hint+code.CamelCase(m.Name)
	t := f.Type
	if t.Kind == goapi.Pointer || t.Kind == goapi.Nullable {
		t = *t.Elem
	}
	var inner []jen.Code
	schema := plan.Conjunction(m.Schemas)
	isText = schema != nil && ps.isText(asOwn(schema, t), t)
	switch {
	case isText:
	case f.Type.Kind == goapi.Pointer:
		inner = ps.value(m.Schemas, t, field, at, hint)
	case f.Type.Kind == goapi.Nullable: // null is allowed, or there would be a pointer
		inner = ps.value(m.Schemas, t, jen.Add(field).Dot("Pointer").Call(), at, hint)
	default:
		inner = ps.copied(m.Schemas, t, jen.Op("&").Add(field), field, at, hint)
	}
	present := ps.present(f, field, m.Required)
	required := m.Required && !nilIsNull(m, f)
	rules := ps.rules(m, required)
	switch {
	case present == nil:
		return inner, isText
	case rules != nil && (len(inner) == 0 || ps.takesNil(m.Schemas, f.Type)):
		return append([]jen.Code{Path().Dot("Member").Call(jen.Lit(m.Name), present, rules)}, inner...), isText
	case rules != nil:
		return []jen.Code{jen.If(Path().Dot("Member").Call(jen.Lit(m.Name), present, rules)).Block(inner...)}, isText
	case required:
		needs := Path().Dot("Require").Call(jen.Lit(m.Name), present)
		if len(inner) == 0 {
			return []jen.Code{needs}, isText
		}
		return []jen.Code{jen.If(needs).Block(inner...)}, isText
	case len(inner) == 0, ps.takesNil(m.Schemas, f.Type):
		return inner, isText
	}
	return []jen.Code{jen.If(present).Block(inner...)}, isText
}
