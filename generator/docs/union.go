// What is said of unions: each oneOf and anyOf that holds for a schema, itself, by its
// reference or by the members of its allOf.

package docs

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// variantsView is one list of alternatives.
type variantsView struct {
	About Markdown // where a page has several
	Table *Table
}

// choice is a oneOf or anyOf, with those of its alternatives that are types of their own.
type choice struct {
	exactly  bool   // oneOf
	tag      string // the property that tells the alternatives apart, or ""
	variants []*ir.Variant
	values   [][]string // of the tag, by variant
}

// choicesOf lists those that hold for a schema, each once.
func choicesOf(schema *ir.Schema) []choice {
	var out []choice
	seen := map[*ir.Schema]bool{}
	var visit func(part *ir.Schema)
	visit = func(part *ir.Schema) {
		if part == nil || seen[part] {
			return
		}
		seen[part] = true
		visit(part.Ref)
		for _, member := range part.AllOf {
			visit(member)
		}
		for i, list := range [][]*ir.Schema{part.OneOf, part.AnyOf} {
			if len(list) == 0 {
				continue
			}
			c := choice{exactly: i == 0}
			at := map[*ir.Schema]int{} // the place in the list
			for i, s := range slices.Backward(list) {
				at[s] = i
			}
			var places []int
			for _, v := range schema.Shape.Variants {
				if place, ok := placeOf(v, at); ok {
					c.variants, c.values, places = append(c.variants, v), append(c.values, v.Values), append(places, place)
				}
			}
			if len(c.variants) == 0 {
				continue // null, or what only restricts the others
			}
			if tag, ok := keyword.TagOf(part, list); ok {
				c.tag = tag.Property
				for i, v := range c.variants {
					if len(v.Values) == 0 {
						c.values[i] = texts(tag.Variants[places[i]].Values)
					}
				}
			}
			out = append(out, c)
		}
	}
	visit(schema)
	return out
}

// placeOf is the first place at which one of the schemas of a variant stands.
func placeOf(v *ir.Variant, at map[*ir.Schema]int) (first int, ok bool) {
	for _, s := range append([]*ir.Schema{v.Schema}, v.All...) {
		if i, listed := at[s]; listed && (!ok || i < first) {
			first, ok = i, true
		}
	}
	return first, ok
}

// texts are values as they are told: a string is itself.
func texts(values []ir.Value) []string {
	out := make([]string, len(values))
	for i, v := range values {
		if out[i] = string(v); v[0] == '"' {
			out[i], _ = formText(v)
		}
	}
	return out
}

// words says of which alternatives a value has to be: exactly one of 2 alternatives.
func (s *site) words(c choice) Markdown {
	out := Markdown("one or more of ")
	if c.exactly {
		out = "exactly one of "
	}
	out += count(len(c.variants), "alternative", "alternatives")
	if c.tag != "" {
		out += ", picked by " + s.code(c.tag)
	}
	return out
}

// unionWords says it of all that hold for a schema.
func (s *site) unionWords(schema *ir.Schema) Markdown {
	var out []Markdown
	for _, c := range choicesOf(schema) {
		out = append(out, s.words(c))
	}
	words := list(out, ", and ")
	if n := len(schema.Shape.Fields); n > 0 {
		words += ", with " + count(n, "more field", "more fields")
	}
	return words
}

// variants returns a table for each list of alternatives of a union.
func (s *site) variants(schema *ir.Schema) []variantsView {
	var out []variantsView
	choices := choicesOf(schema)
	for _, c := range choices {
		v := variantsView{Table: s.variantsTable(c)}
		if len(choices) > 1 {
			v.About = sentence(s.words(c))
		}
		out = append(out, v)
	}
	return out
}

// builtOn returns the table of what builds on an object, by its discriminator.
func (s *site) builtOn(schema *ir.Schema) []variantsView {
	if len(schema.Shape.Variants) == 0 || schema.Discriminator == nil {
		return nil
	}
	c := choice{tag: schema.Discriminator.Property, variants: schema.Shape.Variants}
	for _, v := range c.variants {
		c.values = append(c.values, v.Values)
	}
	about := s.code(schema.Discriminator.Property) + " tells which of these, that build on it, an object is:"
	return []variantsView{{about, s.variantsTable(c)}}
}

// variantsTable returns the table of alternatives, with their values of the tag.
func (s *site) variantsTable(c choice) *Table {
	var rows [][]Markdown
	for i, v := range c.variants {
		var fields, doc Markdown
		if target := v.Schema.Named(); target != nil {
			fields, doc = s.fieldNames(target.Shape.Fields), s.short(target.Doc, target.Pos)
		}
		rows = append(rows, []Markdown{s.phrase(v.Schema), s.codes(c.values[i]), fields, doc})
	}
	column := Markdown("Value")
	if c.tag != "" {
		column = s.code(c.tag)
	}
	return s.table([]Markdown{"Type", column, "Fields", "Description"}, rows)
}

// fieldNames lists the first fields, required ones before the others, so that a
// reader can tell the alternatives of a union apart.
func (s *site) fieldNames(fields []*ir.Field) Markdown {
	var names []string
	for _, required := range []bool{true, false} {
		for _, f := range fields {
			if f.Required == required {
				names = append(names, f.Wire)
			}
		}
	}
	if len(names) <= fewValues {
		return s.codes(names)
	}
	return s.codes(names[:fewValues]) + ", …"
}
