// Sample bodies: examples of the document, or values made from a schema.

package docs

import (
	"bytes"
	"encoding/json"
	"errors"
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

// examples renders the examples that a document gives for a schema in a media
// type (of JSON where it is ""). One that the schema does not accept is left out.
func (s *site) examples(examples []*ir.Example, schema *ir.Schema, mediaType string, direction ir.Direction) []Example {
	var out []Example
	seen := map[string]bool{}
	for _, e := range examples {
		if e.External != "" {
			name := s.plain(titleOf(e.Summary, e.Name))
			out = append(out, Example{Title: "Another example: " + s.external(name, e.External), Doc: s.doc(e.Doc, 0, e.Pos)})
			continue
		}
		if seen[string(e.Value)] || !s.conforms(e, schema, direction) {
			continue
		}
		seen[string(e.Value)] = true
		title := Markdown("Example:")
		if name := titleOf(e.Summary, e.Name); name != "" {
			title = "Example: " + s.plain(name)
		}
		out = append(out, Example{Title: title, Doc: s.doc(e.Doc, 0, e.Pos), Code: s.exampleCode(e.Value, mediaType)})
	}
	return out
}

// conforms reports whether an example may be shown. One that may not was
// reported by [keyword.Judge.Report].
func (s *site) conforms(e *ir.Example, schema *ir.Schema, direction ir.Direction) bool {
	if len(e.Value) == 0 {
		return false
	}
	if schema == nil {
		return true
	}
	if ok, judged := s.judged[e]; judged {
		return ok
	}
	s.judged[e] = s.judge.Check(schema, e.Value, direction) == nil
	return s.judged[e]
}

// exampleCode shows a value as a body of a media type. Where that is not JSON, the
// document has the body as a JSON string.
func (s *site) exampleCode(v ir.Value, mediaType string) Markdown {
	var text string
	if mediaType != "" && !ir.MediaOf(mediaType).AsJSON() && json.Unmarshal(v, &text) == nil {
		return s.fence("", text)
	}
	return s.fence("json", pretty(v))
}

// pretty indents a JSON value. Keys stay in order, and numbers as written.
func pretty(v ir.Value) string {
	var b bytes.Buffer
	if json.Indent(&b, v, "", "  ") != nil {
		return string(v)
	}
	return b.String()
}

// sampleBody returns a request body to show: the first example of the media type,
// or of another with the same schema; else one that is made from the schema, with
// the examples of its parts or, where they do not fit, without. The schema
// accepts what it returns.
func (s *site) sampleBody(content []*ir.MediaType, m *ir.MediaType) (ir.Value, bool) {
	v, _, ok := s.sampleOf(content, m)
	return v, ok
}

// sampleOf is sampleBody, and the example that it took, or nil.
func (s *site) sampleOf(content []*ir.MediaType, m *ir.MediaType) (ir.Value, *ir.Example, bool) {
	for _, other := range append([]*ir.MediaType{m}, content...) {
		if other != m && !sameSchema(other, m) {
			continue
		}
		for _, e := range other.Examples {
			if s.conforms(e, m.Schema, ir.InRequest) {
				return e.Value, e, true
			}
		}
	}
	for _, from := range []sampler{{examples: true}, {}} {
		v, ok := from.sample(m.Schema, 0)
		if ok && s.judge.Check(m.Schema, v, ir.InRequest) == nil {
			return v, nil, true
		}
	}
	return nil, nil, false
}

// maxSampleFields is how many fields are shown of an object that requires none.
const maxSampleFields = 4

// maxSampleDepth bounds samples of recursive schemas.
const maxSampleDepth = 6

// sampler makes values for schemas.
type sampler struct {
	examples bool // take the document's where there are any
}

// sample makes a value for a schema with what is required in it. It returns false
// where it can make none. Not all keywords are taken into account: the schema may
// refuse the value.
func (m sampler) sample(schema *ir.Schema, depth int) (ir.Value, bool) {
	if schema == nil {
		return ir.Value(`{}`), true
	}
	target := schema
	if t := schema.Named(); t != nil {
		target = t
	}
	for _, v := range m.given(schema, target) {
		if v != nil {
			return v, true
		}
	}
	if depth > maxSampleDepth || target.Shape == nil {
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
		item, ok := m.sample(shape.Elem, depth+1)
		if !ok || *target.MinItems > 1 {
			return nil, false
		}
		return ir.Value("[" + string(item) + "]"), true
	case ir.KindObject:
		return m.object(target, depth)
	case ir.KindMap:
		return ir.Value(`{}`), true
	case ir.KindUnion:
		return m.union(target, depth)
	case ir.KindAny:
		return ir.Value(`"string"`), true
	}
	return nil, false
}

// given returns the values that the document has for a schema as a whole.
func (m sampler) given(schema, target *ir.Schema) []ir.Value {
	if !m.examples {
		return []ir.Value{target.Const}
	}
	return []ir.Value{firstExample(schema.Examples), firstExample(target.Examples), target.Const, target.Default}
}

func firstExample(examples []*ir.Example) ir.Value {
	for _, e := range examples {
		if len(e.Value) > 0 {
			return e.Value
		}
	}
	return nil
}

// union makes a value of the first variant that one can be made of, with the
// value that the discriminator has for it.
func (m sampler) union(schema *ir.Schema, depth int) (ir.Value, bool) {
	for _, variant := range schema.Shape.Variants {
		v, ok := m.sample(variant.Schema, depth+1)
		if !ok {
			continue
		}
		if d := schema.Discriminator; d != nil && len(variant.Values) > 0 {
			v, ok = withMember(v, d.Property, variant.Values[0])
		}
		if ok {
			return v, true
		}
	}
	return nil, false
}

// withMember sets a member of an object to a text.
func withMember(object ir.Value, name, text string) (ir.Value, bool) {
	members, err := orderedMembers(object)
	if err != nil {
		return nil, false
	}
	quoted := ir.Value(jsonString(text))
	i := slices.IndexFunc(members, func(o jsonMember) bool { return o.name == name })
	if i < 0 {
		members = slices.Insert(members, 0, jsonMember{name, quoted})
	} else {
		members[i].value = quoted
	}
	parts := make([]string, len(members))
	for i, o := range members {
		parts[i] = jsonString(o.name) + ":" + string(o.value)
	}
	return ir.Value("{" + strings.Join(parts, ",") + "}"), true
}

// jsonMember is a member of a JSON object.
type jsonMember struct {
	name  string
	value ir.Value
}

// orderedMembers returns the members of a JSON object in its order.
func orderedMembers(object ir.Value) ([]jsonMember, error) {
	d := json.NewDecoder(bytes.NewReader(object))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, errors.New("no object")
	}
	var out []jsonMember
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		var v ir.Value
		if err := d.Decode(&v); err != nil {
			return nil, err
		}
		out = append(out, jsonMember{key.(string), v})
	}
	return out, nil
}

func (m sampler) object(schema *ir.Schema, depth int) (ir.Value, bool) {
	required := slices.ContainsFunc(schema.Shape.Fields, func(f *ir.Field) bool { return f.Required && !f.ReadOnly })
	var members []string
	for _, f := range schema.Shape.Fields {
		if f.ReadOnly || f.Conditional || required && !f.Required || !required && (f.Deprecated || depth > 0 || len(members) == maxSampleFields) {
			continue
		}
		v, ok := m.sample(f.Schema, depth+1)
		if !ok && f.Required {
			return nil, false
		}
		if ok {
			members = append(members, jsonString(f.Wire)+":"+string(v))
		}
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
