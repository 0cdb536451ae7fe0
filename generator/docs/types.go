// What a type is called in running text: string (date-time), array of Client.

package docs

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/plural"
)

// typeOf names a schema's type, linked where it has a page.
func (s *site) typeOf(schema *ir.Schema) Markdown {
	if schema == nil {
		return "any"
	}
	target := schema.Named()
	var out Markdown
	if target != nil {
		out = s.schemaLink(target)
		if isScalar(target.Shape) {
			out += " (" + list([]Markdown{scalarType(target.Shape), s.plain(target.Shape.Format)}, ", ") + ")"
		}
	} else {
		out = s.shapeOf(schema)
	}
	if accepts(schema) == onlyNull {
		return "null"
	}
	if acceptsNull(schema) {
		out += " or null"
	}
	return out
}

// schemaLink links to a schema's page. A schema that has none is named.
func (s *site) schemaLink(schema *ir.Schema) Markdown {
	text := s.plain(schema.Name)
	if p := s.schemas[schema]; p != nil {
		text = linkTo(text, p, "")
	}
	if schema.Deprecated {
		text += " (deprecated)"
	}
	return text
}

// shapeOf names the type of a schema that has no page, null apart.
func (s *site) shapeOf(schema *ir.Schema) Markdown {
	if schema.Always != nil {
		if *schema.Always {
			return "any"
		}
		return "nothing"
	}
	shape := schema.Shape
	if shape == nil {
		return s.assertedTypes(schema)
	}
	switch shape.Kind {
	case ir.KindObject:
		return "object"
	case ir.KindMap:
		if shape.Empty() {
			return "empty object"
		}
		if isAny(shape.Elem) {
			return "map"
		}
		return "map of " + s.typeOf(shape.Elem)
	case ir.KindArray:
		if isAny(shape.Elem) {
			return "array"
		}
		return "array of " + s.typeOf(shape.Elem)
	case ir.KindEnum, ir.KindPrimitive:
		return s.scalar(shape)
	case ir.KindUnion:
		variants := make([]Markdown, len(shape.Variants))
		for i, v := range shape.Variants {
			variants[i] = s.typeOf(v.Schema)
		}
		return alternatives(variants)
	}
	return s.assertedTypes(schema)
}

// assertedTypes names the types that a schema asserts itself, null apart.
func (s *site) assertedTypes(schema *ir.Schema) Markdown {
	types := schema.Types &^ ir.Null
	if types == 0 {
		return "any"
	}
	var out []Markdown
	for _, t := range types.Names() {
		out = append(out, Markdown(t))
	}
	return alternatives(out)
}

// scalar names the type of a primitive or an enum: integer (int64).
func (s *site) scalar(shape *ir.Shape) Markdown {
	out := scalarType(shape)
	if shape.Format != "" {
		out += " (" + s.plain(shape.Format) + ")"
	}
	return out
}

func scalarType(shape *ir.Shape) Markdown {
	if shape.Type == 0 {
		return "any scalar"
	}
	return Markdown(shape.Type.String())
}

func isScalar(shape *ir.Shape) bool {
	return shape != nil && (shape.Kind == ir.KindEnum || shape.Kind == ir.KindPrimitive)
}

func isAny(schema *ir.Schema) bool {
	return schema == nil || schema.Named() == nil && schema.Shape != nil && schema.Shape.Kind == ir.KindAny && schema.Types == 0
}

// nullness is what a schema's own keywords say of null.
type nullness uint8

const (
	notNull nullness = iota
	alsoNull
	onlyNull
)

func accepts(schema *ir.Schema) nullness {
	switch {
	case schema.Types == ir.Null:
		return onlyNull
	case schema.Nullable || schema.Types != 0 && schema.Types.Has(ir.Null):
		return alsoNull
	}
	return notNull
}

// acceptsNull reports whether null has to be mentioned: the schema accepts it,
// and is not called "any".
func acceptsNull(schema *ir.Schema) bool {
	if schema.Shape == nil {
		return accepts(schema) == alsoNull
	}
	return schema.Shape.Null && !isAny(schema)
}

// alternatives lists things of which one applies: a, b or c.
func alternatives(items []Markdown) Markdown {
	items = slices.DeleteFunc(slices.Clone(items), func(m Markdown) bool { return m == "" })
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	return list(items[:len(items)-1], ", ") + " or " + items[len(items)-1]
}

// count says how many of a thing: 1 item, 2 items.
func count(n int, one, many string) Markdown { return Markdown(plural.Of(n, one, many)) }
