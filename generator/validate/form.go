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

// A FormField is the member of a form body that has its name. One with Match
// stands for every name that the pattern matches, one with Others for any name:
// of those without a field of their own, the first that fits. Others is last. A
// list is sent as its key, once for each item; but one of FormJSON that holds
// more than scalars is one value, a JSON array.
type FormField struct {
	Name   string
	Match  *Pattern
	Others bool
	Kind   FormKind // of the field, or of its items
	List   bool     // an array
}

// formTable is a list of fields, to look names up in.
type formTable struct {
	named map[string]FormField
	rest  []FormField
}

func newFormTable(fields []FormField) formTable {
	t := formTable{named: make(map[string]FormField, len(fields))}
	for _, f := range fields {
		if f.Match != nil || f.Others {
			t.rest = append(t.rest, f)
		} else {
			t.named[f.Name] = f
		}
	}
	return t
}

// field returns the field for a name; a text where none is.
func (t formTable) field(name string) FormField {
	if f, ok := t.named[name]; ok {
		return f
	}
	for _, f := range t.rest {
		if f.Others || f.Match.Match([]byte(name)) {
			f.Name = name
			return f
		}
	}
	return FormField{Name: name}
}

// FormToJSON brings a form to JSON: fields with names first, in their order,
// then the others, sorted. What no field fits is a string. A key that is given
// more than once and is no list becomes an array, so that the check refuses it.
func FormToJSON(form url.Values, fields []FormField) []byte {
	table := newFormTable(fields)
	var names, others []string
	for _, f := range fields {
		if f.Match == nil && !f.Others {
			names = append(names, f.Name)
		}
	}
	for name := range form {
		if _, named := table.named[name]; !named {
			others = append(others, name)
		}
	}
	slices.Sort(others)
	out := []byte{'{'}
	for _, name := range append(names, others...) {
		f := table.field(name)
		if values, ok := form[name]; len(values) > 0 || f.List && ok {
			out = appendMember(out, f, values)
		}
	}
	return append(out, '}')
}

func appendMember(out []byte, f FormField, values []string) []byte {
	if len(out) > 1 {
		out = append(out, ',')
	}
	out = append(appendString(out, f.Name), ':')
	if len(values) == 1 && (!f.List || f.Kind == FormJSON && textKind(values[0]) == Array) {
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
	is := Invalid
	if kind != FormText {
		is = textKind(text)
	}
	if is == Number || is == Boolean || is == Null || is != Invalid && kind == FormJSON {
		return append(out, text...)
	}
	return appendString(out, text)
}

// textKind tells the kind of the JSON value that a text is, with nothing
// around it; Invalid where it is none.
func textKind(text string) Kind {
	if text == "" || text[0] <= ' ' {
		return Invalid
	}
	s := Scanner{data: []byte(text), probing: true}
	kind := s.Kind()
	if kind == Invalid || !s.Skip() || s.pos != len(text) {
		return Invalid
	}
	return kind
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
// that encoding/json cannot write, which Validate reports, gives an empty form.
// A form has no null: such members are left out. A list of scalars without
// items has its key in the form, but [url.Values.Encode] has no text for it.
func EncodeForm(v any, fields []FormField) url.Values {
	form := url.Values{}
	data, err := json.Marshal(v)
	if err != nil {
		return form
	}
	table := newFormTable(fields)
	s := Scanner{data: data}
	if s.Kind() != Object {
		return form
	}
	for key, ok := s.Object(); ok; key, ok = s.Next() {
		name := string(key)
		f := table.field(name)
		switch {
		case s.Kind() == Null:
			s.Null()
		case f.List && s.Kind() == Array && (f.Kind != FormJSON || s.scalars()):
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

// scalars reports an array of strings, numbers, true and false alone, and at
// least one, which then comes next again.
func (s *Scanner) scalars() bool {
	start, some, only := s.Pos(), false, true
	for ok := s.Array(); ok; ok = s.More() {
		kind := s.Kind()
		some, only = true, only && kind != Array && kind != Object && kind != Null
		s.Skip()
	}
	s.Seek(start)
	return some && only
}

// formText reads a value: a string as its text, unless that text would be read
// as something else, and anything else as its JSON.
func (s *Scanner) formText(kind FormKind) string {
	start := s.Pos()
	if s.Kind() == String {
		text, _ := s.Text()
		if kind != FormJSON || textKind(string(text)) == Invalid {
			return string(text)
		}
	} else {
		s.Skip()
	}
	return string(s.data[start:s.pos])
}
