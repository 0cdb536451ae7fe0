package validators

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/validators/bytecheck"
	"github.com/oasmint/oasmint/generator/validators/code"
)

// Types without validators: what encoding/json needs of them, and no more.

// EmitJSON returns the source of json.gen.go, formatted: the methods of encoding/json
// for the types that have more than fields with names in tags. It is nil where there are
// none.
func EmitJSON(api *ir.API, types *goapi.Package, opts Options, diags *diag.List) ([]byte, error) {
	e := &emitter{file: code.NewFile(opts.Package, opts.Runtime, types, nil, diags), typesOnly: true}
	some := false
	for _, s := range api.Schemas {
		diags.Enter(s.Pos)
		some = e.json(s) || some
	}
	if !some {
		return nil, nil
	}
	var out bytes.Buffer
	if err := e.file.Render(&out); err != nil {
		return nil, fmt.Errorf("emitted methods do not parse: %w", err)
	}
	return out.Bytes(), nil
}

// unmarshal are the statements that read data into v.
func (e *emitter) unmarshal(s *ir.Schema, t *goapi.Type) []jen.Code {
	read := func(field string) *jen.Statement { return jen.Op("&").Id("read").Dot(field) }
	parts := []jen.Code{code.Keyed("Fields", jen.Parens(jen.Op("*").Id("fields")).Parens(jen.Op("&").Id("read")))}
	var untagged []jen.Code
	for _, name := range t.Order {
		if f := t.Fields[name]; f.Untagged {
			untagged = append(untagged, jen.Values(code.Keyed("Name", jen.Lit(name)), code.Keyed("Value", read(f.Name))))
		}
	}
	if untagged != nil {
		parts = append(parts, code.Keyed("Untagged", e.file.Runtime("Fields").Values(code.Lines(untagged))))
	}
	if t.Additional != nil {
		parts = append(parts, code.Keyed("Others", read("AdditionalProperties")))
	}
	if len(s.Shape.Variants) > 0 {
		tag := tagOf(s, nil)
		if tag != "" {
			parts = append(parts, code.Keyed("Tag", jen.Lit(tag)))
		}
		var variants []jen.Code
		several := false
		for _, v := range s.Shape.Variants {
			variants = append(variants, jen.Values(variantPart(v, tag, read(v.Name))...))
			several = several || v.By == "anyOf"
		}
		parts = append(parts, code.Keyed("Variants", jen.Index().Add(e.file.Runtime("VariantPart")).Values(code.Lines(variants))))
		switch {
		case s.Shape.Kind != ir.KindUnion:
			parts = append(parts, code.Keyed("InPlace", jen.True()))
		case several:
			parts = append(parts, code.Keyed("Several", jen.True()))
		}
	}
	if t.Unknown {
		parts = append(parts, code.Keyed("Unknown", read(goapi.UnknownField)))
	}
	return []jen.Code{
		jen.Type().Id("fields").Id(s.Name).Comment("without this method"),
		jen.Var().Id("read").Id(s.Name),
		jen.Err().Op(":=").Add(e.file.Runtime("UnmarshalParts")).Call(jen.Id("data"), e.file.Runtime("Parts").Values(code.Lines(parts))),
		jen.If(jen.Err().Op("==").Nil()).Block(jen.Op("*").Id("v").Op("=").Id("read")),
		jen.Return(jen.Err()),
	}
}

// variantPart are the fields of a validate.VariantPart.
func variantPart(v *ir.Variant, tag string, field *jen.Statement) []jen.Code {
	var accepted ir.Types
	var tags []string
	limited := tag != ""
	for _, s := range append([]*ir.Schema{v.Schema}, v.All...) {
		accepted |= keyword.Accepts(s)
		of := keyword.TagValuesOf(s, tag)
		limited = limited && (of.Limited || len(v.Values) > 0)
		for _, value := range of.Values {
			tags = append(tags, string(value))
		}
	}
	for _, text := range v.Values {
		value, err := json.Marshal(text)
		if err != nil {
			panic(err) // a string has a JSON form
		}
		tags = append(tags, string(value))
	}
	out := []jen.Code{code.Keyed("Field", field), code.Keyed("Kinds", jen.Lit(bytecheck.KindBits(accepted)))}
	texts := func(name string, list []string) {
		if len(list) > 0 {
			slices.Sort(list)
			out = append(out, code.Keyed(name, jen.Index().String().Values(code.Literals(slices.Compact(list))...)))
		}
	}
	if limited {
		texts("Tags", tags)
	}
	members, required := membersOf(v.Schema, nil)
	texts("Members", members)
	texts("Required", required)
	return out
}

// tagOf is the member that tells the variants of a schema apart; or "".
func tagOf(s *ir.Schema, above []*ir.Schema) string {
	if s == nil || slices.Contains(above, s) {
		return ""
	}
	if s.Discriminator != nil {
		return s.Discriminator.Property
	}
	above = append(above[:len(above):len(above)], s)
	for _, list := range [][]*ir.Schema{s.OneOf, s.AnyOf} {
		if tag, ok := keyword.TagOf(s, list); ok {
			return tag.Property
		}
	}
	for _, part := range append([]*ir.Schema{s.Ref}, s.AllOf...) {
		if tag := tagOf(part, above); tag != "" {
			return tag
		}
	}
	return ""
}

// membersOf lists the members that a schema names, and those that it requires in both
// directions.
func membersOf(s *ir.Schema, above []*ir.Schema) (members, required []string) {
	if slices.Contains(above, s) {
		return nil, nil
	}
	above = append(above[:len(above):len(above)], s)
	for _, f := range s.Shape.Fields {
		members = append(members, f.Wire)
		if !f.MayBeAbsent() {
			required = append(required, f.Wire)
		}
	}
	if s.Shape.Kind == ir.KindUnion {
		for _, v := range s.Shape.Variants {
			more, _ := membersOf(v.Schema, above)
			members = append(members, more...)
		}
	}
	return members, required
}
