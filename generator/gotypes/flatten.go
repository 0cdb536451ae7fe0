package gotypes

import (
	"cmp"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// This file writes the IR as the document that oapi-codegen gets.

// constant is what constants.tmpl renders.
type constant struct {
	Name, Literal, Comment string
	Wrap                   bool // it begins a line of several
}

// flattener writes schemas. Each use of one is a value of its own, since
// oapi-codegen takes descriptions and nullability from there.
type flattener struct {
	diags    *diag.List
	asAny    map[*ir.Schema]bool    // schemas to write as any
	pointers map[[2]*ir.Schema]bool // a struct and one in a field of it that must be a pointer
	values   bool                   // what may be absent is a value, whose zero is left out
}

func flatten(api *ir.API, opts Options, asAny map[*ir.Schema]bool, schemas []*ir.Schema, diags *diag.List) *openapi3.T {
	f := &flattener{diags: diags, asAny: asAny, values: opts.Values}
	f.pointers = f.recursiveFields(api.Schemas)
	components := openapi3.Schemas{}
	for _, s := range schemas {
		diags.Enter(s.Pos)
		components[s.Name] = f.declare(s)
	}
	return &openapi3.T{
		OpenAPI: "3.0.3", Info: &openapi3.Info{Title: "types", Version: "0"},
		Paths: openapi3.NewPaths(), Components: &openapi3.Components{Schemas: components},
	}
}

// declare is the schema of a declaration: type Name ….
func (f *flattener) declare(s *ir.Schema) *openapi3.SchemaRef {
	shape := s.Shape
	var out *openapi3.SchemaRef
	switch {
	case f.asAny[s]:
		out = anything()
	case shape.Go != nil && shape.Same == nil:
		out = foreign(shape.Go)
	case shape.Same != nil, shape.Repeats != nil:
		out = f.use(cmp.Or(shape.Same, shape.Repeats), false)
		out.Value.Nullable = false // of the place that uses it, not of the type
	default:
		out = &openapi3.SchemaRef{Value: f.inline(s, shape)}
	}
	out.Value.Description = ownText + typeDoc(s)
	out.Value.Deprecated = s.Deprecated
	if out.Value.Extensions == nil {
		out.Value.Extensions = map[string]any{}
	}
	out.Value.Extensions["x-deprecated-reason"] = deprecated
	return out
}

// deprecated is what Go tools show of what the document marks as deprecated.
const deprecated = "the API's document marks it as deprecated."

func anything() *openapi3.SchemaRef { return foreign(&ir.GoType{Name: "any"}) }

// foreign is the schema of a type that is written as it is.
func foreign(t *ir.GoType) *openapi3.SchemaRef {
	return &openapi3.SchemaRef{Value: &openapi3.Schema{Extensions: map[string]any{"x-go-type": t.String()}}}
}

// use is the schema of a place that holds an s: a reference to a named one,
// else s written out. With inlineMaps a named map is written out as well.
func (f *flattener) use(s *ir.Schema, inlineMaps bool) *openapi3.SchemaRef {
	if s == nil || s.Shape == nil {
		return anything()
	}
	shape := s.Shape
	named := s
	if s.Name == "" && shape.Same != nil {
		named = shape.Same
	}
	if named.Name == "" && shape.Go != nil {
		out := foreign(shape.Go)
		out.Value.Nullable = f.isPointerForNull(s)
		return out
	}
	if named.Name == "" || inlineMaps && shape.Go == nil && shape.Kind == ir.KindMap && !isMapOfMaps(shape) {
		v := f.inline(s, shape)
		v.Nullable = f.isPointerForNull(s)
		return &openapi3.SchemaRef{Value: v}
	}
	v := &openapi3.Schema{Nullable: f.isPointerForNull(s)}
	if shape.Kind == ir.KindArray && (shape.Go == nil || shape.Go.Emitted) {
		v.Type = &openapi3.Types{"array"}
	}
	return &openapi3.SchemaRef{Ref: "#/components/schemas/" + named.Name, Value: v}
}

// isPointerForNull reports whether a place that holds an s needs a pointer, which is nil
// where null stands there. Slices, maps and any have a nil of their own.
func (f *flattener) isPointerForNull(s *ir.Schema) bool {
	return !f.hasNil(s) && keyword.MatchesNull(s)
}

// hasNil reports whether nil is a value of the Go type of a schema.
func (f *flattener) hasNil(s *ir.Schema) bool {
	if s.Shape.Go != nil && !s.Shape.Go.Emitted {
		return s.Shape.Go.HasNil()
	}
	switch s.Shape.Kind {
	case ir.KindArray, ir.KindMap, ir.KindAny:
		return true
	case ir.KindPrimitive:
		return isBytes(s.Shape)
	}
	return f.asAny[s] || f.asAny[s.Shape.Same]
}

// item is use for the items of a list. Those of format uint8 are written out as a
// wider type.
func (f *flattener) item(s *ir.Schema) *openapi3.SchemaRef {
	if s != nil && s.Shape != nil && s.Shape.Go == nil && s.Shape.Kind == ir.KindPrimitive && formatOf(s.Shape) != wider(formatOf(s.Shape)) {
		v := f.inline(s, s.Shape)
		v.Format, v.Nullable = wider(v.Format), f.isPointerForNull(s)
		return &openapi3.SchemaRef{Value: v}
	}
	return f.use(s, false)
}

// wider is the format of a Go type that a list may be made of: encoding/json writes a
// slice of what is made of uint8 as a text in base64.
func wider(format string) string {
	if format == "uint8" {
		return "uint16"
	}
	return format
}

func isMapOfMaps(shape *ir.Shape) bool {
	return shape.Elem != nil && shape.Elem.Shape != nil && shape.Elem.Shape.Go == nil && shape.Elem.Shape.Kind == ir.KindMap
}

// inline is s written out.
func (f *flattener) inline(s *ir.Schema, shape *ir.Shape) *openapi3.Schema {
	out := &openapi3.Schema{Extensions: map[string]any{}}
	is := func(t string) { out.Type = &openapi3.Types{t} }
	switch shape.Kind {
	case ir.KindPrimitive:
		is(shape.Type.String())
		out.Format = formatOf(shape)
		if out.Format == "" && beyondInt(s) {
			out.Format = "uint64"
		}
	case ir.KindEnum:
		is(shape.Type.String())
		if s.Name != "" {
			// One value makes oapi-codegen declare a type; constants.tmpl writes ours.
			out.Enum = []any{s.Name}
			if shape.Type != ir.String {
				out.Enum = []any{0}
			}
			out.Extensions["x-oasmint-constants"] = constants(shape)
		}
		if shape.Type != ir.String {
			out.Format = wider(formatOf(shape)) // a list may have it as items
		}
	case ir.KindArray:
		is("array")
		out.Items = f.item(shape.Elem)
	case ir.KindMap:
		is("object")
		if shape.Elem != nil {
			out.AdditionalProperties.Schema = f.use(shape.Elem, false)
		}
	case ir.KindObject, ir.KindUnion:
		is("object")
		f.fields(s, shape, out)
		f.variants(s, shape, out)
	default:
		out.Extensions["x-go-type"] = "any"
	}
	return out
}

// beyondInt reports whether every value of an integer is too large for Go's int.
func beyondInt(s *ir.Schema) bool {
	atLeast := func(bound string, least *big.Int) bool {
		n, ok := new(big.Int).SetString(bound, 10)
		return ok && n.Cmp(least) >= 0
	}
	largest := big.NewInt(math.MaxInt64)
	beyond := new(big.Int).Add(largest, big.NewInt(1))
	return s.Types&ir.Integer != 0 &&
		(atLeast(string(s.Minimum), beyond) || atLeast(string(s.ExclusiveMinimum), largest) || atLeast(string(s.Const), beyond))
}

// formatOf is the format of a shape, where the Go type goes by it; else "".
func formatOf(shape *ir.Shape) string {
	if f := keyword.FormatOf(shape.Format); f.Go != "" && f.GoOf == shape.Type {
		return shape.Format
	}
	return ""
}

// isBytes reports whether the Go type of a shape is []byte.
func isBytes(shape *ir.Shape) bool { return keyword.FormatOf(formatOf(shape)).Go == "[]byte" }

func (f *flattener) fields(s *ir.Schema, shape *ir.Shape, out *openapi3.Schema) {
	out.Properties = openapi3.Schemas{}
	params := s.Params()
	for i, field := range shape.Fields {
		f.diags.Enter(field.Pos)
		p := f.use(field.Schema, shape.Extra != nil)
		p.Value.Description = ""
		if doc := fieldDoc(params[field.Wire], field); doc != "" {
			p.Value.Description = ownText + doc
		}
		p.Value.Deprecated = field.Deprecated
		p.Value.ReadOnly, p.Value.WriteOnly = field.ReadOnly, field.WriteOnly
		if target := structOf(field.Schema); target != nil && f.pointers[[2]*ir.Schema{s, target}] {
			p.Value.Nullable = true
		}
		p.Extensions = map[string]any{
			"x-go-name": field.Name, "x-order": float64(i), "x-deprecated-reason": deprecated,
		}
		tags := map[string]any{}
		for _, tag := range field.Tags {
			tags[tag.Key] = tag.Value
		}
		switch {
		case keyword.IsNullable(field):
			p.Value.Nullable = false
			p.Extensions["x-go-type-skip-optional-pointer"] = true
			p.Extensions["x-omitempty"], p.Extensions["x-omitzero"] = false, true
			tags[nullableTag] = "true"
		case f.hasNil(field.Schema):
			// A nil one is absent and left out; an empty one is a value, and sent.
			p.Extensions["x-go-type-skip-optional-pointer"] = true
			if field.MayBeAbsent() {
				p.Extensions["x-omitempty"], p.Extensions["x-omitzero"] = field.Omit == ir.OmitEmpty, true
			}
		case f.isValue(field) && !p.Value.Nullable:
			p.Extensions["x-go-type-skip-optional-pointer"] = true
			p.Extensions["x-omitempty"], p.Extensions["x-omitzero"] = false, field.Omit != ir.OmitNever
		}
		p.Extensions["x-oapi-codegen-extra-tags"] = tags
		key := field.Wire
		if !goapi.InTag(key) {
			key = memberOfNone + field.Name
			p.Extensions["x-go-json-ignore"] = true
		}
		out.Properties[key] = p
		switch {
		case !field.Required:
		case !p.Value.Nullable && !field.ReadOnly && !field.WriteOnly:
			// It says the same as the list of required does, through which oapi-codegen goes for each field.
			p.Extensions["x-go-type-skip-optional-pointer"] = true
			if p.Extensions["x-omitempty"] == nil {
				p.Extensions["x-omitempty"] = false
			}
		default:
			out.Required = append(out.Required, key)
		}
	}
	switch extra := shape.Extra; {
	case extra == nil:
	case extra.Shape == nil || extra.Shape.Kind == ir.KindAny && extra.Shape.Go == nil:
		yes := true
		out.AdditionalProperties.Has = &yes
	default:
		out.AdditionalProperties.Schema = f.use(extra, false)
	}
}

// isValue reports a field that may be absent and is no pointer: its zero value is left
// out. The document may ask for that (ByValue), or the configuration. Where the zero
// would then be taken for something else, it is a pointer: where a default stands for
// what is absent, where null is allowed, and where one direction requires it.
func (f *flattener) isValue(field *ir.Field) bool {
	return field.ByValue || f.values && !field.Required && !keyword.MatchesNull(field.Schema) && isZero(keyword.DefaultOf(field))
}

// isZero reports a default that a zero value stands for.
func isZero(value ir.Value) bool {
	return slices.Contains([]string{"", `""`, "false", "0", "0.0"}, string(value))
}

// variants adds the fields of a union, or of an object that others build on. They are
// no members: what they hold is written in place of the object, or beside its members.
func (f *flattener) variants(s *ir.Schema, shape *ir.Shape, out *openapi3.Schema) {
	if out.Properties == nil {
		out.Properties = openapi3.Schemas{}
	}
	add := func(name string, p *openapi3.SchemaRef) {
		p.Extensions["x-go-name"], p.Extensions["x-go-json-ignore"] = name, true
		p.Extensions["x-order"] = float64(len(out.Properties))
		out.Properties[memberOfNone+name] = p
	}
	for _, v := range shape.Variants {
		p := f.use(v.Schema, false)
		p.Extensions = map[string]any{"x-go-type-skip-optional-pointer": false}
		if f.asAny[v.Schema] {
			p = &openapi3.SchemaRef{Value: &openapi3.Schema{}, Extensions: map[string]any{"x-go-type-skip-optional-pointer": false}}
			p.Value.Extensions = map[string]any{"x-go-type": v.Schema.Name}
		}
		p.Value.Description = ""
		add(v.Name, p)
	}
	if shape.Kind == ir.KindUnion && s.Reached != ir.InRequest && keyword.HasUnknown(s) {
		raw := &openapi3.SchemaRef{Value: &openapi3.Schema{
			Description: ownText + goapi.UnknownField + " holds a variant of a response that this package does not know, as it was sent.",
			Extensions:  map[string]any{"x-go-type": "json.RawMessage"},
		}, Extensions: map[string]any{"x-go-type-skip-optional-pointer": true}}
		add(goapi.UnknownField, raw)
	}
}

// memberOfNone begins the keys of properties that have no name in a tag, so that they
// are no one's.
const memberOfNone = "\uE000"

func constants(shape *ir.Shape) []constant {
	const long = 120
	var out []constant
	line := 0
	for _, v := range shape.Enum {
		c := constant{Name: v.Name, Literal: string(v.Value), Wrap: line > 0 && line+len(v.Name) > long}
		if c.Wrap {
			line = 0
		}
		line += len(v.Name)
		if shape.Type == ir.String {
			c.Literal = strconv.Quote(v.Wire)
		}
		if v.Doc != "" {
			c.Comment = "// " + strings.ReplaceAll(plain(v.Doc), "\n", "\n// ")
		}
		out = append(out, c)
	}
	return out
}

// recursiveFields finds the fields by which a struct would hold itself. In each
// such cycle Go needs a pointer.
func (f *flattener) recursiveFields(schemas []*ir.Schema) map[[2]*ir.Schema]bool {
	pointers := map[[2]*ir.Schema]bool{}
	const visiting, done = 1, 2
	state := map[*ir.Schema]int{}
	var visit func(s *ir.Schema)
	visit = func(s *ir.Schema) {
		state[s] = visiting
		for _, field := range s.Shape.Fields {
			target := structOf(field.Schema)
			if target == nil || field.MayBeAbsent() && !f.isValue(field) || keyword.MatchesNull(field.Schema) {
				continue
			}
			switch state[target] {
			case visiting:
				pointers[[2]*ir.Schema{s, target}] = true
			case 0:
				visit(target)
			}
		}
		state[s] = done
	}
	for _, s := range schemas {
		if state[s] == 0 && s.Shape.Same == nil {
			visit(s)
		}
	}
	return pointers
}

// structOf is the named struct that a field of schema s holds, or nil.
func structOf(s *ir.Schema) *ir.Schema {
	for s.Shape != nil && s.Shape.Same != nil {
		s = s.Shape.Same
	}
	if s.Name == "" || s.Shape == nil || s.Shape.Go != nil || s.Shape.Kind != ir.KindObject && s.Shape.Kind != ir.KindUnion {
		return nil
	}
	return s
}
