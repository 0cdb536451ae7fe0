// How forms are written, where that is not the default: in a table, and in the
// fields that examples send (OpenAPI 3.1.1, sections 4.8.12.6 and 4.8.15).

package docs

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/sample"
)

// encodingView is the fields of a form that are written in a way of their own.
type encodingView struct {
	About Markdown
	Table *Table
}

// encodings returns one view for each of a body's media types that has such fields.
func (s *site) encodings(content []*ir.MediaType) (out []encodingView) {
	for _, m := range content {
		var rows [][]Markdown
		for _, e := range m.Encoding {
			i := slices.IndexFunc(fieldsOf(m.Schema), func(f *ir.Field) bool { return f.Wire == e.Name })
			if i < 0 || m.Media() != ir.MediaForm && m.Media() != ir.MediaMultipart {
				continue // it has no effect
			}
			how, example := s.written(e, fieldsOf(m.Schema)[i].Schema, s.hasStyles(m))
			if how != "" {
				rows = append(rows, []Markdown{s.code(e.Name), how, example})
			}
		}
		if len(rows) > 0 {
			about := "In " + s.code(m.Type) + ", these fields are written in a way of their own:"
			out = append(out, encodingView{about, s.table([]Markdown{"Field", "Written as", "Example"}, rows)})
		}
	}
	return out
}

// hasStyles reports whether the styles of an encoding mean anything: in OpenAPI 3.0
// they do not for multipart bodies.
func (s *site) hasStyles(m *ir.MediaType) bool {
	return m.Media() == ir.MediaForm || !strings.HasPrefix(s.api.OpenAPI, "3.0")
}

func fieldsOf(schema *ir.Schema) []*ir.Field {
	target := schema.Named()
	if target == nil {
		target = schema
	}
	if target == nil || target.Shape == nil {
		return nil
	}
	return target.Shape.Fields
}

// written says how a field is written, with an example of a style; "" where that is
// as without an encoding.
func (s *site) written(e *ir.Encoding, schema *ir.Schema, styles bool) (how, example Markdown) {
	if e.Style != "" && styles {
		how := styleWords(e, schema)
		if e.AllowReserved {
			how = list([]Markdown{how, "reserved characters as they are"}, ", ")
		}
		if how == "" {
			return "", ""
		}
		fields, ok := formField(e.Name, styleSample(schema, 1), e)
		if !ok {
			return how, ""
		}
		for i, f := range fields {
			name, value, _ := strings.Cut(f, "=")
			fields[i] = name + "=" + strings.NewReplacer(" ", "%20", "|", "%7C").Replace(value)
		}
		return how, s.code(strings.Join(fields, "&"))
	}
	var words []Markdown
	if e.ContentType != "" {
		var types []Markdown
		for t := range strings.SplitSeq(e.ContentType, ",") {
			types = append(types, s.code(strings.TrimSpace(t)))
		}
		words = append(words, alternatives(types))
	}
	for _, h := range e.Headers {
		with := "with the header "
		if !h.Required {
			with = "perhaps with the header "
		}
		words = append(words, Markdown(with)+s.code(h.Wire))
	}
	return list(words, ", "), ""
}

// styleWords says how a style writes a value of a schema; "" where the style is the
// default or OpenAPI does not say.
func styleWords(e *ir.Encoding, schema *ir.Schema) Markdown {
	by := map[string]Markdown{"form": "commas", "spaceDelimited": "spaces", "pipeDelimited": "vertical bars"}[e.Style]
	switch kind := formKind(schema); {
	case (kind == ir.KindObject || kind == ir.KindUnion) && e.Style == "deepObject":
		return "a key for each member, its name in brackets"
	case kind == ir.KindArray && e.Style == "deepObject":
		return "a key for each item, with empty brackets behind its name"
	case kind == ir.KindObject && e.Style == "form" && e.Explode:
		return "a key for each member, which is its name"
	case by == "" || e.Explode:
		return ""
	case kind == ir.KindArray:
		return "one value, its items parted by " + by
	case kind == ir.KindObject:
		return "one value, its names and values parted by " + by
	}
	return ""
}

// formKind is KindArray, or KindObject for objects and maps, or another for what
// styles do not write differently.
func formKind(schema *ir.Schema) ir.Kind {
	target := schema.Named()
	if target == nil {
		target = schema
	}
	switch {
	case target == nil || target.Shape == nil:
		return ir.KindAny
	case target.Shape.Kind == ir.KindMap:
		return ir.KindObject
	}
	return target.Shape.Kind
}

// styleSample is a small value of an array or an object, in which arrays and objects are
// nested so deep at most.
func styleSample(schema *ir.Schema, nested int) ir.Value {
	target := schema.Named()
	if target == nil {
		target = schema
	}
	shape := target.Shape
	if shape.Kind == ir.KindArray {
		return ir.Value("[" + scalarSample(shape.Elem, 0) + "," + scalarSample(shape.Elem, 1) + "]")
	}
	var members []string
	for i, f := range shape.Fields {
		if i < 2 {
			name, _ := json.Marshal(f.Wire)
			value := scalarSample(f.Schema, i)
			if kind := formKind(f.Schema); nested > 0 && (kind == ir.KindArray || kind == ir.KindObject) {
				value = string(styleSample(f.Schema, nested-1))
			}
			members = append(members, string(name)+":"+value)
		}
	}
	if len(members) == 0 {
		members = []string{`"x":` + scalarSample(shape.Elem, 0), `"y":` + scalarSample(shape.Elem, 1)}
	}
	return ir.Value("{" + strings.Join(members, ",") + "}")
}

// scalarSample is the first or the second value of a scalar.
func scalarSample(schema *ir.Schema, i int) string {
	if target := schema.Named(); target != nil {
		schema = target
	}
	if schema != nil && schema.Shape != nil {
		shape := schema.Shape
		switch {
		case len(shape.Enum) > 0 && len(shape.Enum[min(i, len(shape.Enum)-1)].Value) > 0:
			return string(shape.Enum[min(i, len(shape.Enum)-1)].Value)
		case shape.Type&(ir.Integer|ir.Num) != 0:
			return []string{"1", "2"}[i]
		case shape.Type == ir.Boolean:
			return []string{"true", "false"}[i]
		}
	}
	return []string{`"a"`, `"b"`}[i]
}

// formFields returns the members of a JSON object as name=value, the way a form
// sends them: by their encodings, else an array as repeated names and an object as
// its JSON. ok is false where they cannot be sent.
func (s *site) formFields(v ir.Value, m *ir.MediaType) (out []string, ok bool) {
	members, err := sample.Members(v)
	if err != nil {
		return nil, false
	}
	for _, member := range members {
		var e *ir.Encoding
		for _, x := range m.Encoding {
			if x.Name == member.Name {
				e = x
			}
		}
		fields, ok := formField(member.Name, member.Value, e)
		if !ok {
			return nil, false
		}
		out = append(out, fields...)
	}
	return out, true
}

// formField returns a member as name=value, as often as it is sent. Encoding is nil
// where nothing is said of it.
func formField(name string, value ir.Value, e *ir.Encoding) (out []string, ok bool) {
	style, explode := "", false
	if e != nil {
		style, explode = e.Style, e.Explode
	}
	if onlyJSON := e != nil && style == "" && ir.MediaOf(e.ContentType).IsJSON(); onlyJSON {
		return []string{name + "=" + string(value)}, true
	}
	by := map[string]string{"form": ",", "spaceDelimited": " ", "pipeDelimited": "|"}[style]
	switch {
	case value[0] == '[':
		var items []ir.Value
		if json.Unmarshal(value, &items) != nil {
			return nil, false
		}
		var texts []string
		for _, item := range items {
			text, ok := formText(item)
			if !ok {
				return nil, false
			}
			texts = append(texts, text)
		}
		if by != "" && !explode {
			joined := strings.Join(texts, by)
			return []string{name + "=" + joined}, strings.Count(joined, by) == max(0, len(texts)-1)
		}
		if style == "deepObject" {
			name += "[]"
		}
		for _, text := range texts {
			out = append(out, name+"="+text)
		}
		return out, true
	case value[0] == '{' && (style == "deepObject" || by != "" && (style == "form" || !explode)):
		members, err := sample.Members(value)
		if err != nil {
			return nil, false
		}
		var texts []string
		for _, m := range members {
			if style == "deepObject" {
				more, ok := formField(name+"["+m.Name+"]", m.Value, e)
				if !ok {
					return nil, false
				}
				out = append(out, more...)
				continue
			}
			text, ok := formText(m.Value)
			switch {
			case !ok || m.Value[0] == '[' || m.Value[0] == '{':
				return nil, false
			case explode:
				out = append(out, m.Name+"="+text)
			default:
				texts = append(texts, m.Name, text)
			}
		}
		if style == "deepObject" || explode {
			return out, true
		}
		joined := strings.Join(texts, by)
		return []string{name + "=" + joined}, strings.Count(joined, by) == max(0, len(texts)-1)
	}
	text, ok := formText(value)
	if text == "null" && value[0] != '"' {
		return nil, ok
	}
	return []string{name + "=" + text}, ok
}

// formText is a JSON value as a text: a string is itself.
func formText(value ir.Value) (text string, ok bool) {
	if value[0] != '"' {
		return string(value), true
	}
	return text, json.Unmarshal(value, &text) == nil
}

// isFile reports whether a field of a multipart body is a file: binary, or of a media
// type that is neither text nor JSON.
func isFile(f *ir.Field, m *ir.MediaType) bool {
	schema := f.Schema
	if target := schema.Named(); target != nil {
		schema = target
	}
	if schema != nil && schema.Shape != nil && schema.Shape.Kind == ir.KindArray {
		schema = schema.Shape.Elem
	}
	if schema == nil || schema.Shape == nil {
		return false
	}
	types := []string{}
	if schema.ContentMediaType != "" {
		types = append(types, schema.ContentMediaType)
	}
	for _, e := range m.Encoding {
		if e.Name == f.Wire && e.ContentType != "" && e.Style == "" {
			types = strings.Split(e.ContentType, ",")
		}
	}
	text := func(t string) bool { return strings.HasPrefix(ir.BaseMediaType(t), "text/") || ir.MediaOf(t).AsJSON() }
	switch {
	case schema.ContentEncoding != "" || schema.Format == "byte":
		return false
	case schema.Format == "binary" || schema.Shape.Format == "binary":
		return true
	}
	plain := schema.Shape.Kind == ir.KindAny || schema.Shape.Kind == ir.KindPrimitive && schema.Shape.Type == ir.String
	return plain && len(types) > 0 && !slices.ContainsFunc(types, text)
}
