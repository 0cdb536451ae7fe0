// The page of a schema.

package docs

import (
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

type schemaView struct {
	Deprecated bool
	About      Markdown // one paragraph: what kind of thing it is, and what it is called
	Doc        Markdown
	More       Markdown
	Fields     *Table
	Details    []Detail
	Values     *Table
	Variants   []variantsView
	Rules      []Markdown
	Examples   []Example
	Go         Markdown
	JSONSchema Markdown
	UsedBy     *Table
}

// schemaView decides the page of a schema.
func (s *site) schemaView(schema *ir.Schema) schemaView {
	v := schemaView{
		Deprecated: schema.Deprecated,
		About:      s.aboutSchema(schema),
		Doc:        s.doc(schema.Doc, 2, schema.Pos),
		More:       s.more(schema.More, schema.Pos),
		Examples:   s.examples(schema.Examples, schema, "", 0),
		Go:         s.goSchema(schema),
		JSONSchema: s.jsonSchema(schema),
	}
	if s.schemas[schema].host == nil { // which else is what uses it
		v.UsedBy = s.usedBy(schema)
	}
	told := keyword.Told{Element: true}
	switch schema.Shape.Kind {
	case ir.KindObject:
		v.Fields, v.Details = s.fields(schema)
		told.Fields = s.fieldsByName(schema)
		v.Variants = s.builtOn(schema)
	case ir.KindEnum:
		v.Values, v.Details = s.valuesTable(schema)
		told.Enum = true
	case ir.KindUnion:
		v.Variants = s.variants(schema)
		told.Variant = true
		if len(schema.Shape.Fields) > 0 { // beside those of the alternatives
			v.Fields, v.Details = s.fields(schema)
			told.Fields = s.fieldsByName(schema)
		}
	}
	v.Rules = sentences(s.rulesOf(schema, told))
	return v
}

// aboutSchema says what kind of thing a schema is, its names, and where it goes.
func (s *site) aboutSchema(schema *ir.Schema) Markdown {
	var out []Markdown
	if schema.Title != "" && schema.Title != schema.Name {
		out = append(out, s.plain(schema.Title)+".")
	}
	out = append(out, sentence(s.kindOf(schema)))
	if schema.IsComponent() && schema.Wire != schema.Name {
		out = append(out, "Component "+s.code(schema.Wire)+".")
	}
	if t := schema.Shape.Go; t != nil && s.opts.Package != "" && schema.Shape.Same == nil {
		out = append(out, "In Go it is "+s.code(t.Path())+".")
	}
	if d := directions[schema.Reached&3]; d != "" {
		out = append(out, d)
	}
	return list(out, " ")
}

var directions = [...]Markdown{
	0:                            "",
	ir.InRequest:                 "Sent in requests.",
	ir.InResponse:                "Received in responses.",
	ir.InRequest | ir.InResponse: "Sent in requests and received in responses.",
}

// kindOf says what a named schema is, as the beginning of its page.
func (s *site) kindOf(schema *ir.Schema) Markdown {
	shape := schema.Shape
	var out Markdown
	switch {
	case shape.Same != nil && shape.Same != schema:
		out = "the same as " + s.schemaLink(shape.Same)
	case shape.Kind == ir.KindObject && len(shape.Fields) == 0:
		out = "object without fields of its own"
	case shape.Kind == ir.KindObject:
		out = "object with " + count(len(shape.Fields), "field", "fields")
	case shape.Kind == ir.KindEnum:
		out = s.scalar(shape) + ", " + count(len(shape.Enum), "value", "values")
	case shape.Kind == ir.KindUnion:
		out = s.unionWords(schema)
	case shape.Kind == ir.KindMap && !shape.Empty():
		out = "map from names to " + s.typeOf(shape.Elem)
	case shape.Kind == ir.KindAny && schema.Types == 0 && schema.Always == nil:
		out = "any value"
	default:
		out = s.shapeOf(schema)
	}
	if shape.Null {
		out += "; may be null"
	}
	return out
}

// valuesTable returns the table of an enum's values, with an anchor for each,
// and what the table has no room for.
func (s *site) valuesTable(schema *ir.Schema) (*Table, []Detail) {
	var rows [][]Markdown
	var details []Detail
	told := map[string]bool{} // "1" and 1 share an anchor, which the first one has
	for _, v := range schema.Shape.Enum {
		id := anchorID("value", v.Wire)
		if told[id] {
			rows = append(rows, []Markdown{
				s.json(v.Value), s.answerStatus(v.Answer), s.answerContent(v.Answer), prose(flag(v.Deprecated), s.short(v.Doc, v.Pos)), s.goName(v.Name),
			})
			continue
		}
		told[id] = true
		value := s.value(schema.Shape.Enum, v)
		name := anchor(id) + value
		text, whole := s.summary(v.Doc, v.Pos)
		if !whole {
			details = append(details, Detail{ID: id, Title: value, Doc: s.doc(v.Doc, 4, v.Pos)})
			name = linkTo(value, s.schemas[schema], id)
		}
		rows = append(rows, []Markdown{
			name, s.answerStatus(v.Answer), s.answerContent(v.Answer), prose(flag(v.Deprecated), text), s.goName(v.Name),
		})
	}
	return s.table([]Markdown{"Value", "Answer with", s.contentColumn(schema), "Description", "Go"}, rows), details
}

// usedBy returns the table of what uses a schema, each once, with all its uses.
func (s *site) usedBy(schema *ir.Schema) *Table {
	var rows [][]Markdown
	row := map[any]int{}
	for _, use := range schema.UsedBy {
		var key any
		var link Markdown
		var where Markdown
		switch {
		case use.Operation != nil && s.ops[use.Operation] != nil:
			key, link, where = use.Operation, s.operationLink(use.Operation), s.plain(use.As)
		case use.Schema != nil && s.schemas[use.Schema] != nil:
			key, link, where = use.Schema, s.schemaLink(use.Schema), s.usedAs(use)
		default:
			continue
		}
		if i, ok := row[key]; ok {
			rows[i][1] += ", " + where
			continue
		}
		row[key] = len(rows)
		rows = append(rows, []Markdown{link, where})
	}
	return s.table([]Markdown{"Where", "As"}, rows)
}

// usedAs says what another schema uses a schema for, linked where it is a field.
func (s *site) usedAs(use ir.Use) Markdown {
	name, ok := strings.CutPrefix(use.As, "property ")
	if !ok || !s.fieldsByName(use.Schema)[name] || use.Schema.Shape.Kind != ir.KindObject && use.Schema.Shape.Kind != ir.KindUnion {
		return s.plain(use.As)
	}
	return linkTo(s.code(name), s.schemas[use.Schema], anchorID("field", name))
}
