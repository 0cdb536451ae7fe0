// This file writes the JSON Schema of oasmint.yaml, for editors.

package config

import (
	"bytes"
	"encoding/json"
	"reflect"

	"github.com/oasmint/oasmint/generator/strict"
)

// Schema returns oasmint.schema.json: a JSON Schema (draft 07, which editors
// know best) of a configuration with the given sections. It comes from the types
// that the configuration is decoded into: key and doc in their tags, default, a
// pattern for texts, and names, a pattern for the keys of a map.
func Schema(sections Sections) ([]byte, error) {
	target := objectSchema(reflect.TypeFor[Target](), sections)
	var makes []any
	for _, s := range sections {
		if _, below := s.Value.(Below); !below && s.makes() {
			makes = append(makes, object{{"required", []string{s.Name}}})
		}
	}
	target = append(target, member{"anyOf", makes})
	root := object{
		{"$schema", "http://json-schema.org/draft-07/schema#"},
		{"$id", "https://raw.githubusercontent.com/oasmint/oasmint/main/generator/config/oasmint.schema.json"},
		{"title", FileName},
		{"description", "What oasmint generates from which OpenAPI document."},
		{"type", "object"},
		{"additionalProperties", false},
		{"required", []string{"version", "targets"}},
		{"properties", object{
			{"version", object{{"description", "The version of this format."}, {"const", Version}}},
			{"targets", object{
				{"description", "The documents, and what is made from each. Paths are relative to the folder of oasmint.yaml."},
				{"type", "array"}, {"minItems", 1}, {"items", target},
			}},
		}},
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(root)
	return b.Bytes(), err
}

// object is a JSON object whose members keep their order.
type object []member

type member struct {
	key   string
	value any
}

// MarshalJSON renders the members in order.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := enc.Encode(m.key); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := enc.Encode(m.value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// objectSchema is the schema of a struct. sections are those of a field that is
// [Sections].
func objectSchema(t reflect.Type, sections Sections) object {
	required := []string{}
	properties := object{}
	for _, f := range reflect.VisibleFields(t) {
		if f.Type == reflect.TypeFor[Sections]() {
			for _, s := range sections {
				schema := object{{"description", s.Doc + "."}}
				properties = append(properties, member{s.Name, append(schema, typeSchema(reflect.TypeOf(s.Value).Elem(), "")...)})
			}
		}
		for _, field := range strict.Fields(t) {
			if field.Name != f.Name {
				continue
			}
			properties = append(properties, member{field.Key, fieldSchema(field)})
			if field.Required {
				required = append(required, field.Key)
			}
		}
	}
	out := object{{"type", "object"}, {"additionalProperties", false}}
	if len(required) > 0 {
		out = append(out, member{"required", required})
	}
	return append(out, member{"properties", properties})
}

func fieldSchema(f strict.Field) object {
	out := object{{"description", f.Tag.Get("doc")}}
	out = append(out, typeSchema(f.Type, f.Tag.Get("pattern"))...)
	if names := f.Tag.Get("names"); names != "" {
		out = append(out, member{"propertyNames", object{{"pattern", names}}})
	}
	if value := f.Tag.Get("default"); value != "" {
		out = append(out, member{"default", value})
	}
	return out
}

// typeSchema is the schema of a type; pattern is for the texts in it.
func typeSchema(t reflect.Type, pattern string) object {
	if c, ok := reflect.Zero(t).Interface().(Choice); ok {
		return object{{"enum", c.Choices()}, {"default", c.Choices()[0]}}
	}
	if t == pathType {
		return object{{"type", "string"}, {"pattern", `^[^/\\][^\\]*$`}}
	}
	switch t.Kind() {
	case reflect.Struct:
		return objectSchema(t, nil)
	case reflect.Slice:
		return object{{"type", "array"}, {"items", typeSchema(t.Elem(), pattern)}}
	case reflect.Map:
		return object{{"type", "object"}, {"additionalProperties", typeSchema(t.Elem(), pattern)}}
	case reflect.Bool:
		return object{{"type", "boolean"}, {"default", false}}
	case reflect.Int:
		return object{{"type", "integer"}, {"minimum", 1}}
	case reflect.Pointer: // a switch that is on where nothing is said
		return object{{"type", "boolean"}, {"default", true}}
	case reflect.String:
		out := object{{"type", "string"}}
		if pattern != "" {
			out = append(out, member{"pattern", pattern})
		}
		return out
	}
	panic("config: no schema for " + t.String())
}
