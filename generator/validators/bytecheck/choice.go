package bytecheck

import (
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// anyOf and oneOf, and the schemas that build on another by allOf. What can be told of
// the variants is a table, validate.Choice; the run-time package chooses by it, and has
// the value read by the variant with an index. The variant that is chosen is decoded to
// its field of the union.

// alone returns the statements for a schema that is one anyOf or oneOf, which reads the
// value itself; nil for others.
func (b *body) alone(to *target) []jen.Code {
	c, ok := b.file.Doc.Alone(b.plan)
	if !ok || to != nil && (len(to.names()) > 0 || to.declared == nil || to.declared.Additional != nil) {
		return nil
	}
	choose := b.choose("Choose", c, to)
	if c.Accepts()&^b.plan.Types == 0 {
		return []jen.Code{code.Must(choose)}
	}
	var cases []jen.Code
	for _, k := range kinds {
		if b.plan.Types&k.types != 0 {
			cases = append(cases, b.file.Runtime(k.name))
		}
	}
	if b.plan.Types&(ir.Num|ir.Integer) == ir.Integer {
		return nil // not every number
	}
	return []jen.Code{
		jen.Switch(code.Scanner().Dot("Kind").Call()).Block(
			jen.Case(cases...).Block(code.Must(choose)),
			jen.Default().Block(jen.Return(mismatch(b.plan.Types))),
		),
	}
}

// choose returns the call that checks a value by a choice.
func (b *body) choose(method string, c plan.Choice, to *target) *jen.Statement {
	unknown := to != nil && to.declared != nil && to.declared.Unknown
	keeps := false
	var cases []jen.Code
	slots := b.slots(to)
	for i, v := range c.Variants {
		body, kept := b.readVariant(i, v.Schema, slots[v.Schema], to)
		keeps = keeps || kept
		cases = append(cases, jen.Case(jen.Lit(i)).Block(body...))
	}
	if unknown {
		keeps = true
		raw := jen.Parens(jen.Op("*").Index().Byte()).Parens(jen.Op("&").Id("v").Dot(goapi.UnknownField))
		cases = append(cases, jen.Case(b.file.Runtime("Unknown")).Block(jen.Return(code.Scanner().Dot("KeepRaw").Call(raw))))
	}
	keep, name := jen.False(), "_"
	if keeps {
		keep, name = jen.Id("v").Op("!=").Nil(), "keep"
	}
	read := jen.Func().Params(jen.Id("i").Int(), jen.Id(name).Bool()).Bool().Block(
		jen.Switch(jen.Id("i")).Block(cases...), jen.Return(jen.True()),
	)
	args := []jen.Code{jen.Op("&").Id(b.choiceTable(c, to == nil || unknown))}
	if method == "ChooseAgain" {
		args = append(args, b.start())
	}
	return code.Scanner().Dot(method).Call(append(args, keep, read)...)
}

// readVariant returns the statements that read a value by one variant, and whether they
// decode it.
func (b *body) readVariant(i int, schema *ir.Schema, slot *Slot, to *target) (body []jen.Code, keeps bool) {
	hint := b.hint + "Variant" + strconv.Itoa(i+1)
	check := jen.Return(b.Call(hint, schema))
	if slot == nil {
		return []jen.Code{check}, false
	}
	before, calls := b.Read(hint, []*ir.Schema{schema}, slot)
	decode := append(before, jen.Return(code.AllOf(calls)))
	if names := b.held(slot, to); names != nil {
		decode = append(before, code.MustAll(calls))
		for _, name := range names {
			decode = append(decode, jen.Delete(jen.Id("v").Dot("AdditionalProperties"), name))
		}
		decode = append(decode, jen.Return(jen.True()))
	}
	return []jen.Code{jen.If(jen.Id("keep")).Block(decode...), check}, true
}

// held are the names of the members that a variant has fields for, which are not to be
// among the additional ones of the union as well; nil where that keeps none.
func (b *body) held(slot *Slot, to *target) (names []jen.Code) {
	if to.declared.Additional == nil || slot.Type.Kind != goapi.Pointer {
		return nil
	}
	if variant := b.file.Types.Resolve(*slot.Type.Elem); variant != nil {
		for _, name := range variant.Order {
			if to.declared.Fields[name] == nil {
				names = append(names, jen.Lit(name))
			}
		}
	}
	return names
}

// slots are the fields of a union, by the schemas that they are for.
func (b *body) slots(to *target) map[*ir.Schema]*Slot {
	if to == nil || to.declared == nil || len(to.declared.Variants) == 0 {
		return nil
	}
	union := b.file.Doc.Named(to.declared.Name)
	if union == nil {
		return nil
	}
	byName := map[string]*Slot{}
	for _, f := range to.declared.Variants {
		variable := jen.Id("v").Dot(f.Name)
		byName[f.Name] = &Slot{f.Type, jen.Op("&").Add(variable), variable, f.Name}
	}
	out := map[*ir.Schema]*Slot{}
	for _, v := range union.Shape.Variants {
		for _, schema := range append([]*ir.Schema{v.Schema}, v.All...) {
			if out[schema] == nil {
				out[schema] = byName[v.Name]
			}
		}
	}
	return out
}

// children returns the statements that decode a value by a schema that builds on this
// one, where its discriminator names one that the value matches.
func (b *body) children(to *target) []jen.Code {
	if to == nil || to.declared == nil || len(to.declared.Variants) == 0 {
		return nil
	}
	c, ok := plan.Children(b.file.Doc.Named(to.declared.Name))
	if !ok {
		return nil
	}
	child := b.choose("ChooseChild", c, to)
	return []jen.Code{jen.If(jen.Id("v").Op("!=").Nil()).Block(
		jen.If(jen.List(jen.Id("ok"), jen.Id("chosen")).Op(":=").Add(child), jen.Id("chosen")).Block(jen.Return(jen.Id("ok"))),
	)}
}

// choiceTable has the table of a choice written, and returns its name.
func (b *body) choiceTable(c plan.Choice, open bool) string {
	name := b.file.Fresh("choice" + b.hint)
	b.file.Later(func() { b.file.Add(jen.Var().Id(name).Op("=").Add(b.choiceLiteral(c, open, nil))) })
	return name
}

// choiceLiteral is the table; also are more entries of each variant, or nil.
func (b *body) choiceLiteral(c plan.Choice, open bool, also func(i int) []jen.Code) *jen.Statement {
	fields := []jen.Code{code.Keyed("Keyword", jen.Lit(c.Keyword))}
	if c.Message != "" {
		fields = append(fields, code.Keyed("Message", jen.Lit(c.Message)))
	}
	if c.Types != "" {
		fields = append(fields, code.Keyed("Types", jen.Lit(c.Types)))
	}
	if c.Whole {
		fields = append(fields, code.Keyed("Whole", jen.True()))
	}
	if c.Tag != "" {
		fields = append(fields, code.Keyed("Tag", jen.Lit(c.Tag)))
	}
	if c.Tags != "" {
		fields = append(fields, code.Keyed("Tags", jen.Lit(c.Tags)), code.Keyed("By", jen.Lit(c.By)))
		if open && c.Complete {
			fields = append(fields, code.Keyed("Open", jen.True()))
		}
	}
	if c.Hint {
		fields = append(fields, code.Keyed("Hint", jen.True()))
	}
	var variants []jen.Code
	for i, v := range c.Variants {
		entry := b.variantEntry(v)
		if also != nil {
			entry = append(entry, also(i)...)
		}
		variants = append(variants, jen.Values(entry...))
	}
	fields = append(fields, code.Keyed("Variants", jen.Index().Add(b.file.Runtime("Variant")).Values(code.Lines(variants))))
	return b.file.Runtime("Choice").Values(fields...)
}

func (b *body) variantEntry(v plan.Variant) []jen.Code {
	entry := []jen.Code{code.Keyed("Name", jen.Lit(v.Name)), code.Keyed("Kinds", jen.Lit(KindBits(v.Accepts)))}
	texts := func(field string, list []string) {
		if list != nil {
			entry = append(entry, code.Keyed(field, jen.Index().String().Values(code.Literals(list)...)))
		}
	}
	if v.Limited {
		texts("Tags", append([]string{}, v.Tags...))
	}
	texts("Picks", v.Picks)
	if v.Untagged {
		entry = append(entry, code.Keyed("Untagged", jen.True()))
	}
	texts("Members", v.Members)
	return entry
}

// KindBits are the kinds of values of types, as validate.Kinds.
func KindBits(types ir.Types) int {
	bits := 0
	for i, k := range kinds {
		if types&k.types != 0 {
			bits |= 1 << (i + 1) // the kinds are in the order of validate.Kind
		}
	}
	return bits
}
