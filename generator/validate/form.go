package validate

import (
	"encoding/json"
	"net/url"
	"slices"
)

// Form bodies (application/x-www-form-urlencoded): brought to JSON by what the
// schema says its members are, and back. What a text is read as is decided by
// the schema alone; a text that does not fit becomes a string, which the check
// then refuses.

// FormKind says how a form field is read.
type FormKind uint8

// The kinds of form fields.
const (
	FormText   FormKind = iota // a string
	FormScalar                 // a number, true, false or null
	FormJSON                   // an object, or anything else that is written as JSON
)

// A FormField is a member of a form body.
type FormField struct {
	Name     string
	Kind     FormKind // of the field, or of its items
	List     bool     // an array: the key is repeated, once for each item
	Required bool     // a required array without any key is an empty one
}

// FormToJSON brings a form to JSON: known fields first, in their order, then
// the others as strings, sorted. A key that is given more than once and is no
// list becomes an array, so that the check refuses it.
func FormToJSON(form url.Values, fields []FormField) []byte {
	out := []byte{'{'}
	known := make(map[string]bool, len(fields))
	for _, f := range fields {
		known[f.Name] = true
		values, ok := form[f.Name]
		if len(values) == 0 && (!f.List || !f.Required && !ok) {
			continue
		}
		out = appendMember(out, f, values)
	}
	var others []string
	for name, values := range form {
		if !known[name] && len(values) > 0 {
			others = append(others, name)
		}
	}
	slices.Sort(others)
	for _, name := range others {
		out = appendMember(out, FormField{Name: name}, form[name])
	}
	return append(out, '}')
}

func appendMember(out []byte, f FormField, values []string) []byte {
	if len(out) > 1 {
		out = append(out, ',')
	}
	out = append(appendString(out, f.Name), ':')
	if !f.List && len(values) == 1 {
		return appendValue(out, f.Kind, values[0])
	}
	out = append(out, '[')
	for i, v := range values {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendValue(out, f.Kind, v)
	}
	return append(out, ']')
}

func appendValue(out []byte, kind FormKind, text string) []byte {
	if kind != FormText && text != "" && text[0] > ' ' {
		s := Scanner{data: []byte(text), probing: true}
		first := s.Kind()
		scalar := first == Number || first == Boolean || first == Null
		if (scalar || kind == FormJSON) && s.Skip() && s.pos == len(text) {
			return append(out, text...)
		}
	}
	return appendString(out, text)
}

// appendString appends a JSON string; invalid UTF-8 stays, to be refused.
func appendString(out []byte, text string) []byte {
	out = append(out, '"')
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"' || c == '\\':
			out = append(out, '\\', c)
		case c < 0x20:
			const hex = "0123456789abcdef"
			out = append(out, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		default:
			out = append(out, c)
		}
	}
	return append(out, '"')
}

// EncodeForm brings a Go value to a form: the inverse of FormToJSON. A value
// that encoding/json cannot write, which Validate reports, gives an empty form;
// null members are left out, since a form has no null.
func EncodeForm(v any, fields []FormField) url.Values {
	form := url.Values{}
	data, err := json.Marshal(v)
	if err != nil {
		return form
	}
	known := make(map[string]FormField, len(fields))
	for _, f := range fields {
		known[f.Name] = f
	}
	s := Scanner{data: data}
	if s.Kind() != Object {
		return form
	}
	for key, ok := s.Object(); ok; key, ok = s.Next() {
		name := string(key)
		f := known[name]
		switch {
		case s.Kind() == Null:
			s.Null()
		case f.List && s.Kind() == Array:
			form[name] = []string{}
			for ok := s.Array(); ok; ok = s.More() {
				form.Add(name, s.formText(f.Kind))
			}
		default:
			form.Set(name, s.formText(f.Kind))
		}
	}
	return form
}

// formText reads a value: a string as its text, anything else as its JSON.
func (s *Scanner) formText(kind FormKind) string {
	start := s.Pos()
	if s.Kind() == String && kind != FormJSON {
		text, _ := s.Text()
		return string(text)
	}
	s.Skip()
	return string(s.data[start:s.pos])
}
