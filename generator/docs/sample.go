// Sample bodies: the document's examples, or made from the schema.

package docs

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
)

// Example is a sample on a page.
type Example struct {
	Title Markdown
	Doc   Markdown
	Code  Markdown
}

// examples renders the examples of a document as JSON.
func (s *site) examples(examples []*ir.Example) []Example {
	var out []Example
	seen := map[string]bool{}
	for _, e := range examples {
		if len(e.Value) == 0 || seen[string(e.Value)] {
			continue
		}
		seen[string(e.Value)] = true
		title := "Example"
		if name := titleOf(e.Summary, e.Name); name != "" {
			title += ": " + name
		}
		out = append(out, Example{
			Title: s.plain(title), Doc: s.doc(e.Doc, 0, e.Pos), Code: s.fence("json", pretty(e.Value)),
		})
	}
	return out
}

// pretty lays a JSON value out, its keys and digits as they are.
func pretty(v ir.Value) string {
	var b bytes.Buffer
	if json.Indent(&b, v, "", "  ") != nil {
		return string(v)
	}
	return b.String()
}

// sampleBody returns a body to show: the first example of a media type, of one
// that shares its schema, or of the schema; else one made from the schema.
func sampleBody(content []*ir.MediaType, m *ir.MediaType) (ir.Value, bool) {
	if v := firstExample(m.Examples); v != nil {
		return v, true
	}
	for _, other := range content {
		if v := firstExample(other.Examples); v != nil && sameSchema(other, m) {
			return v, true
		}
	}
	if m.Schema == nil {
		return nil, false
	}
	return sample(m.Schema, 0)
}

func firstExample(examples []*ir.Example) ir.Value {
	for _, e := range examples {
		if len(e.Value) > 0 {
			return e.Value
		}
	}
	return nil
}

// maxSampleFields is how many fields are shown of an object that requires none.
const maxSampleFields = 4

// maxSampleDepth bounds samples of schemas that hold themselves.
const maxSampleDepth = 6

// sample makes a value for a schema, of what is required in it. It says false
// where it knows of none that would be sure to pass.
func sample(schema *ir.Schema, depth int) (ir.Value, bool) {
	if schema == nil {
		return ir.Value(`{}`), true
	}
	target := schema
	if t := named(schema); t != nil {
		target = t
	}
	for _, v := range []ir.Value{firstExample(schema.Examples), firstExample(target.Examples), target.Const, target.Default} {
		if v != nil {
			return v, true
		}
	}
	if depth > maxSampleDepth || target.Shape == nil || target.Not != nil || target.If != nil {
		return nil, false
	}
	switch shape := target.Shape; shape.Kind {
	case ir.KindEnum:
		if len(shape.Enum) == 0 {
			return nil, false
		}
		return shape.Enum[0].Value, true
	case ir.KindPrimitive:
		return samplePrimitive(target)
	case ir.KindArray:
		if target.MinItems == nil || *target.MinItems == 0 {
			return ir.Value(`[]`), true
		}
		item, ok := sample(shape.Elem, depth+1)
		if !ok || *target.MinItems > 1 {
			return nil, false
		}
		return ir.Value("[" + string(item) + "]"), true
	case ir.KindObject:
		return sampleObject(target, depth)
	case ir.KindMap:
		return ir.Value(`{}`), target.MinProperties == nil && len(target.Required) == 0
	}
	return nil, false
}

func sampleObject(schema *ir.Schema, depth int) (ir.Value, bool) {
	if len(schema.OneOf) > 0 || len(schema.AnyOf) > 0 || schema.MinProperties != nil {
		return nil, false
	}
	required := slices.ContainsFunc(schema.Shape.Fields, func(f *ir.Field) bool { return f.Required && !f.ReadOnly })
	var members []string
	for _, f := range schema.Shape.Fields {
		if f.ReadOnly || required && !f.Required || !required && (depth > 0 || len(members) == maxSampleFields) {
			continue
		}
		v, ok := sample(f.Schema, depth+1)
		if !ok || len(f.All) > 1 {
			if !f.Required {
				continue
			}
			return nil, false
		}
		key, err := json.Marshal(f.Wire)
		if err != nil {
			return nil, false
		}
		members = append(members, string(key)+":"+string(v))
	}
	return ir.Value("{" + strings.Join(members, ",") + "}"), true
}

// sampleFormats has a value for each format of a string that has one.
var sampleFormats = map[string]string{
	"":          "string",
	"password":  "secret",
	"date-time": "2026-01-31T12:00:00Z",
	"date":      "2026-01-31",
	"time":      "12:00:00Z",
	"uuid":      "123e4567-e89b-12d3-a456-426614174000",
	"email":     "user@example.com",
	"uri":       "https://example.com/",
	"url":       "https://example.com/",
	"hostname":  "example.com",
	"ipv4":      "192.0.2.1",
	"ipv6":      "2001:db8::1",
	"byte":      "c3RyaW5n",
}

func samplePrimitive(schema *ir.Schema) (ir.Value, bool) {
	switch schema.Shape.Type {
	case ir.Boolean:
		return ir.Value("true"), true
	case ir.Integer, ir.Num:
		switch {
		case schema.ExclusiveMinimum != "" || schema.ExclusiveMaximum != "" || schema.MultipleOf != "":
			return nil, false
		case schema.Minimum != "":
			return ir.Value(schema.Minimum), true
		case schema.Maximum != "":
			return ir.Value(schema.Maximum), true
		}
		return ir.Value("1"), true
	case ir.String:
		text, ok := sampleFormats[schema.Shape.Format]
		if !ok || schema.Pattern != nil {
			return nil, false
		}
		n := uint64(len(text))
		if schema.MinLength != nil && n < *schema.MinLength || schema.MaxLength != nil && n > *schema.MaxLength {
			return nil, false
		}
		return ir.Value(`"` + text + `"`), true
	}
	return nil, false
}
