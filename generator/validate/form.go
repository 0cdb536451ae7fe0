package validate

import (
	"encoding/json"
	"net/url"
	"slices"
)

// Form bodies (application/x-www-form-urlencoded): converted to JSON by what the
// schema says of its members, and back. The schema alone decides how a text is
// read; a text that cannot be read so becomes a string, which the check refuses.

// FormKind says how a form field is read.
type FormKind uint8

// The kinds of form fields.
const (
	FormText   FormKind = iota // a string
	FormScalar                 // a number, true, false or null
	FormJSON                   // any value, written as JSON; a string also as itself
)

// A FormField says how the member of that name is read. With Match it stands for
// every name that the pattern matches, with Others for any name: the first one that
// applies, where no field has the name itself. Others is last. A list is sent as its
// key, once for each item; but a list of FormJSON that holds arrays, objects or null
// is sent as one JSON array.
type FormField struct {
	Name   string
	Match  *Pattern
	Others bool
	Kind   FormKind // of the field, or of its items
	List   bool     // an array
}

// formTable finds the field for a name.
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

// field returns the field for a name: a string where the list has none.
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

// FormToJSON converts a form to a JSON object: first the fields with names, in
// their order, then the others, sorted. A name without a field is a string. A key
// that is given more than once and is no list becomes an array, which the check
// then refuses.
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

// textKind returns the kind of the JSON value that text is, without space around
// it; Invalid where it is none.
func textKind(text string) Kind {
	if text == "" || text[0] <= ' ' {
		return Invalid
	}
	s := Scanner{data: []byte(text), retrying: true}
	kind := s.Kind()
	if kind == Invalid || !s.Skip() || s.pos != len(text) {
		return Invalid
	}
	return kind
}

// appendString appends a JSON string. It does not mend invalid UTF-8, so that the
// check refuses it.
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

// EncodeForm converts a Go value to a form: the inverse of FormToJSON. A value
// that encoding/json cannot write, which Validate reports, gives an empty form. A
// form has no null: such members are left out. An empty list of scalars is a key
// without values, which [url.Values.Encode] leaves out.
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

// scalars reports whether the array that comes next has items, all of them strings,
// numbers or booleans. The scanner does not move.
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

// formText reads a value and returns its text in a form: that of a string is the
// string itself, unless it would be read back as something else; that of any other
// value is its JSON.
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
