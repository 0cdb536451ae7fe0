package validate

import (
	"cmp"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Form bodies (application/x-www-form-urlencoded): converted to JSON by what the
// document says of their fields, and back. How a text is read follows from the
// schema and from the encoding alone, never from the text; one that cannot be read
// so becomes a string, which the check refuses.

// FormKind says how the text of a form field is read.
type FormKind uint8

// The kinds of form fields.
const (
	FormText     FormKind = iota // a string
	FormScalar                   // a number, true, false or null
	FormJSON                     // any value, written as JSON; a string also as itself
	FormObject                   // an object, written as JSON
	FormOnlyJSON                 // any value, written as JSON; a string in quotes

	// Of parameters, which have no quotes to tell the string "1" from the number 1.
	FormNumberText  // a number, else a string
	FormBooleanText // true or false, else a string
	FormScalarText  // a number, true or false, else a string
)

// FormStyle says how the items of a list or the members of an object are written
// (OpenAPI 3.1.1, section 4.8.12.6, Style Values, and section 4.8.15.1.2).
type FormStyle uint8

// The styles. Where a style joins, nothing can stand for its delimiter: what holds
// it has no such form.
const (
	FormKeys     FormStyle = iota // a list: its key once for each item; an object: one JSON text
	FormComma                     // form without explode: a=1,2 and a=x,1,y,2
	FormSpace                     // spaceDelimited: a=1%202
	FormPipe                      // pipeDelimited: a=1%7C2
	FormDeep                      // deepObject: a[x]=1&a[y]=2
	FormSpread                    // form with explode, an object: x=1&y=2
	FormBrackets                  // a list, of a parameter: a[]=1&a[]=2, or a[0]=1&a[1]=2
	FormLabel                     // label, of a parameter in a path: .1.2 and .x=1.y=2, without explode .1,2 and .x,1,y,2
	FormMatrix                    // matrix, of a parameter in a path: ;a=1;a=2 and ;x=1;y=2, without explode ;a=1,2 and ;a=x,1,y,2
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
	Style  FormStyle
	Fields []FormField // the members of an object that is written in a style
	Part   *Part       // what a part of a multipart body must be
}

// delimiter is what a style joins by, or "".
func (f FormField) delimiter() string {
	switch f.Style {
	case FormComma:
		return ","
	case FormSpace:
		return " "
	case FormPipe:
		return "|"
	}
	return ""
}

// hasMembers reports whether the members of the field are keys.
func (f FormField) hasMembers() bool { return f.Style == FormDeep || f.Style == FormSpread }

// once reports whether the field is one key at most.
func (f FormField) once() bool {
	return f.delimiter() != "" || !f.List && f.Kind != FormJSON
}

// formTable finds the field for a key.
type formTable struct {
	fields []FormField
	named  map[string]int // the fields with names
	spread map[string]int // the fields whose members are keys, by those
}

func newFormTable(fields []FormField) formTable {
	t := formTable{fields, make(map[string]int, len(fields)), map[string]int{}}
	for i, f := range fields {
		if f.Match == nil && !f.Others {
			t.named[f.Name] = i
		}
		if f.Style == FormSpread {
			for _, member := range f.Fields {
				if _, ok := t.spread[member.Name]; !ok && member.Match == nil && !member.Others {
					t.spread[member.Name] = i
				}
			}
		}
	}
	return t
}

// formKey is what a key stands for: a member of the body, or a member of that.
type formKey struct {
	field  FormField // with the member's name; without more where no field has it
	known  bool      // the field is one of the table
	inner  bool
	member string // where inner
}

// find tells what a key stands for. A name of the form's own goes before the
// members of others.
func (t formTable) find(key string) formKey {
	own, known := t.named[key]
	if known && (t.fields[own].Style < FormDeep || t.fields[own].Style == FormBrackets) {
		return formKey{field: t.fields[own], known: true}
	}
	if i, ok := t.spread[key]; ok {
		return formKey{field: t.fields[i], known: true, inner: true, member: key}
	}
	if known { // a string: what is written so has members
		return formKey{field: FormField{Name: key}, known: true}
	}
	for _, f := range t.fields {
		member, ok := strings.CutPrefix(key, f.Name+"[")
		if !ok || !strings.HasSuffix(member, "]") {
			continue
		}
		switch {
		case f.Style == FormBrackets && isIndex(member[:len(member)-1]):
			return formKey{field: f, known: true}
		case f.Style == FormDeep:
			return formKey{field: f, known: true, inner: true, member: f.unwrap(member)}
		}
	}
	for _, f := range t.fields {
		if f.matches(key) && f.Match != nil {
			f.Name = key
			return formKey{field: f, known: true}
		}
	}
	for _, f := range t.fields {
		if f.Style == FormSpread && slices.ContainsFunc(f.Fields, func(m FormField) bool { return m.matches(key) }) {
			return formKey{field: f, known: true, inner: true, member: key}
		}
	}
	for _, f := range t.fields {
		if f.Others {
			f.Name = key
			return formKey{field: f, known: true}
		}
	}
	return formKey{field: FormField{Name: key}}
}

// unwrap is the key of a member within f, where it is written in brackets, without the
// first of them: of x][y] that is x[y].
func (f FormField) unwrap(member string) string {
	if i := strings.IndexByte(member, ']'); f.nests() {
		return member[:i] + member[i+1:]
	}
	return member[:len(member)-1]
}

// wrap puts the key of a member into brackets: the inverse of unwrap.
func (f FormField) wrap(member string) string {
	if i := strings.IndexByte(member, '['); i >= 0 && f.nests() {
		return "[" + member[:i] + "]" + member[i:]
	}
	return "[" + member + "]"
}

// nests reports whether members of f have brackets of their own.
func (f FormField) nests() bool {
	return slices.ContainsFunc(f.Fields, func(m FormField) bool { return m.Style == FormDeep || m.Style == FormBrackets })
}

// isIndex reports whether a text in brackets is that of an item: empty, or a number.
func isIndex(text string) bool {
	return len(text) < 10 && strings.Trim(text, "0123456789") == ""
}

// matches reports whether f stands for a name by its pattern, or for any.
func (f FormField) matches(name string) bool {
	return f.Others || f.Match != nil && f.Match.Match([]byte(name))
}

// DecodeForm checks and decodes a form by a decoder of JSON. A key that must be
// given once and is not is a violation, as is a text that must be JSON and is not.
func DecodeForm(form url.Values, fields []FormField, decode func([]byte, ...Option) error, opts []Option) error {
	data, wrong := formToJSON(form, fields, "")
	err := decode(data, opts...)
	if found, ok := err.(Errors); ok {
		err = hideNames(found, newFormTable(fields))
	}
	return wrong.with(err)
}

// DecodeFormBy is [DecodeForm] for a decoder that gives the value.
func DecodeFormBy[T any](form url.Values, fields []FormField, decode func([]byte, ...Option) (T, error), opts []Option) (v T, err error) {
	err = DecodeForm(form, fields, func(data []byte, opts ...Option) (err error) {
		v, err = decode(data, opts...)
		return err
	}, opts)
	return v, err
}

// hideNames takes out of pointers the names that no field has: a JSON body that is sent
// as a form is such a name, with all the secrets in it.
func hideNames(found Errors, table formTable) Errors {
	out := make(Errors, 0, len(found))
	for _, v := range found {
		shown := table.shown(v.Pointer)
		switch {
		case shown == v.Pointer:
		case v.Keyword == "additionalProperties" || v.Keyword == "unevaluatedProperties":
			v.Pointer, v.Message = shown, "must not have a field that the schema does not know"
		default:
			v.Pointer, v.Message = shown, "has a field that the schema does not name, which "+v.Message
		}
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// shown returns a pointer without the names that no field has.
func (t formTable) shown(pointer string) string {
	rest := strings.TrimPrefix(pointer, "/")
	first, below, inner := strings.Cut(rest, "/")
	name := unescape.Replace(first)
	i, named := t.named[name]
	object, _, bracket := strings.Cut(name, "[") // written as a member of a field that has none
	_, known := t.named[object]
	switch {
	case pointer == "":
		return ""
	case bracket && known:
		return pointer
	case !named && !slices.ContainsFunc(t.fields, func(f FormField) bool { return f.Match != nil && f.matches(name) }):
		return ""
	case named && inner && t.fields[i].Style == FormSpread:
		return "/" + first + newFormTable(t.fields[i].Fields).shown("/"+below)
	}
	return pointer
}

var unescape = strings.NewReplacer("~1", "/", "~0", "~")

// with adds the violations of an error: those that e has no violation of that
// place for.
func (e Errors) with(err error) error {
	more, ok := err.(Errors)
	if !ok && err != nil {
		return err
	}
	out := slices.Clone(e)
	for _, v := range more {
		v.Line, v.Column = 0, 0 // the text is none that the caller knows
		if len(out) < MaxViolations && !slices.ContainsFunc(e, func(of Violation) bool { return of.Pointer == v.Pointer }) {
			out = append(out, v)
		}
	}
	return out.Err()
}

// FormToJSON converts a form to a JSON object: first the fields with names, in
// their order, then the others, sorted. A name without a field is a string. A key
// that is given more than once and is no list becomes an array; where no array is
// allowed, the first text counts, and DecodeForm reports the rest.
func FormToJSON(form url.Values, fields []FormField) []byte {
	data, _ := formToJSON(form, fields, "")
	return data
}

func formToJSON(form url.Values, fields []FormField, at string) (out []byte, wrong Errors) {
	table := newFormTable(fields)
	keys := make(map[string]formKey, len(form))
	members := map[string]url.Values{} // of the fields that are written so
	brackets := map[string][]string{}  // the keys of lists that are written so
	for key, values := range form {
		k := table.find(key)
		if k.field.Style == FormBrackets && k.known {
			brackets[k.field.Name] = append(brackets[k.field.Name], key)
			continue
		}
		if !k.inner {
			keys[key] = k
			continue
		}
		if members[k.field.Name] == nil {
			members[k.field.Name] = url.Values{}
		}
		members[k.field.Name][k.member] = values
	}
	var names, others []string
	for _, f := range fields {
		if f.Match == nil && !f.Others {
			names = append(names, f.Name)
		}
	}
	for key := range keys {
		if _, named := table.named[key]; !named {
			others = append(others, key)
		}
	}
	slices.Sort(others)
	out = []byte{'{'}
	for _, name := range append(names, others...) {
		pointer := shorten(at+"/"+token(name), maxPointer)
		k, ok := keys[name]
		values := form[name]
		if brackets[name] != nil {
			k, ok, values = formKey{field: table.fields[table.named[name]], known: true}, true, inOrder(form, brackets[name])
		}
		var value []byte
		switch {
		case ok && (len(values) > 0 || k.field.List):
			if k.known && k.field.once() && len(values) > 1 {
				wrong = append(wrong, Violation{Pointer: pointer, Keyword: "form", Message: "must be given once"})
				values = values[:1]
			}
			var more Errors
			value, more = k.field.toJSON(values, pointer)
			wrong = append(wrong, more...)
		case members[name] != nil:
			var more Errors
			value, more = formToJSON(members[name], table.fields[table.named[name]].Fields, pointer)
			wrong = append(wrong, more...)
		default:
			continue
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = append(append(appendString(out, name), ':'), value...)
	}
	return append(out, '}'), wrong
}

// inOrder returns the values of the keys of a list: those with an index by that, behind
// those that have none.
func inOrder(form url.Values, keys []string) (out []string) {
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b)) })
	for _, key := range keys {
		out = append(out, form[key]...)
	}
	return out
}

// toJSON converts the texts of a field.
func (f FormField) toJSON(values []string, at string) (out []byte, wrong Errors) {
	if by := f.delimiter(); by != "" && len(values) == 1 {
		parts := strings.Split(values[0], by)
		if values[0] == "" {
			parts = nil
		}
		if !f.List {
			if len(parts)%2 != 0 { // a name without a value
				return appendString(nil, values[0]), nil
			}
			return f.membersToJSON(parts, at)
		}
		return f.itemsToJSON(parts, at)
	}
	return f.textsToJSON(values, at)
}

// membersToJSON converts names and values, in turn.
func (f FormField) membersToJSON(parts []string, at string) (out []byte, wrong Errors) {
	members := url.Values{}
	for i := 0; i < len(parts); i += 2 {
		members.Add(parts[i], parts[i+1])
	}
	return formToJSON(members, f.Fields, at)
}

// textsToJSON converts texts that are values as they are.
func (f FormField) textsToJSON(values []string, at string) (out []byte, wrong Errors) {
	if len(values) == 1 && (!f.List || f.Kind == FormJSON && textKind(values[0]) == Array) {
		return appendValue(nil, f.Kind, values[0]), f.notJSON(values[0], at)
	}
	return f.itemsToJSON(values, at)
}

// itemsToJSON converts the items of a list.
func (f FormField) itemsToJSON(values []string, at string) (out []byte, wrong Errors) {
	out = []byte{'['}
	for i, v := range values {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendValue(out, f.Kind, v)
		wrong = append(wrong, f.notJSON(v, at+"/"+strconv.Itoa(i))...)
	}
	return append(out, ']'), wrong
}

// notJSON is what is wrong with a text that must be JSON and is not, with the place in
// that text.
func (f FormField) notJSON(text, at string) Errors {
	message := "must be JSON"
	switch f.Kind {
	case FormOnlyJSON:
	case FormObject:
		message = "must be an object, written as JSON"
	default:
		return nil
	}
	if textKind(trimSpace(text)) != Invalid {
		return nil
	}
	s := new(Scanner)
	s.Scan([]byte(text), 0, nil)
	s.Skip()
	found := s.End().(Errors)
	v := found[len(found)-1] // where the syntax is wrong, nothing more is read
	v.Pointer, v.Keyword, v.Message = at, "form", message+": it "+v.Message
	return Errors{v}
}

// trimSpace leaves out the space that may stand around a JSON text.
func trimSpace(text string) string { return strings.Trim(text, " \t\r\n") }

func appendValue(out []byte, kind FormKind, text string) []byte {
	is := Invalid
	switch kind {
	case FormObject, FormOnlyJSON:
		text = trimSpace(text)
		is = textKind(text)
	case FormScalar, FormJSON: // space may be part of a string
		is = textKind(text)
	case FormNumberText, FormBooleanText, FormScalarText:
		if is = textKind(text); is != Number && is != Boolean || is == Number && kind == FormBooleanText || is == Boolean && kind == FormNumberText {
			is = Invalid
		}
	}
	if is == Number || is == Boolean || is == Null || is != Invalid && kind != FormScalar {
		return append(out, text...)
	}
	return appendString(out, text)
}

// textKind returns the kind of the JSON value that text is, without space around
// it; Invalid where it is none.
func textKind(text string) Kind {
	switch {
	case text == "" || text[0] <= ' ':
		return Invalid
	case isSmallNumber(text):
		return Number
	case text == "true" || text == "false":
		return Boolean
	}
	s := Scanner{data: []byte(text), retrying: true}
	kind := s.Kind()
	if kind == Invalid || !s.Skip() || s.pos != len(text) {
		return Invalid
	}
	return kind
}

// isSmallNumber reports whether text is a number of a few digits, as most are.
func isSmallNumber(text string) bool {
	if len(text) > 18 || text[0] == '0' && len(text) > 1 {
		return false
	}
	for i := 0; i < len(text); i++ {
		if !isDigit(text[i]) {
			return false
		}
	}
	return true
}

// Text returns a check of texts by one of JSON texts: each is a string there.
func Text(check func([]byte, ...Option) error) func([]byte, ...Option) error {
	return func(text []byte, opts ...Option) error { return check(appendString(nil, string(text)), opts...) }
}

// appendString appends a JSON string. It does not mend invalid UTF-8, so that the
// check refuses it.
func appendString(out []byte, text string) []byte {
	out = append(out, '"')
	from := 0
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		out = appendByte(append(out, text[from:i]...), c)
		from = i + 1
	}
	out = append(out, text[from:]...)
	return append(out, '"')
}

// appendByte appends a byte of a JSON string.
func appendByte(out []byte, c byte) []byte {
	switch {
	case c == '"' || c == '\\':
		return append(out, '\\', c)
	case c < 0x20:
		const hex = "0123456789abcdef"
		return append(out, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
	}
	return append(out, c)
}

// EncodeForm converts a Go value to a form: the inverse of FormToJSON. A value
// without a form gives an empty one: one that encoding/json cannot write, which
// Validate reports, or one with a text or a name that its style has no way to
// write. A form has no null: such members are left out. An empty list is a key
// without values, which [url.Values.Encode] leaves out; but where items are joined
// it is an empty text. An empty object whose members are keys is left out.
func EncodeForm(v any, fields []FormField) url.Values {
	form := url.Values{}
	data, err := json.Marshal(v)
	if err != nil {
		return form
	}
	pairs, ok := (&Scanner{data: data}).formPairs(fields)
	if !ok {
		return form
	}
	for _, p := range pairs {
		form[p.key] = p.values
	}
	return form
}

// formPair is a key of a form.
type formPair struct {
	key    string
	values []string
}

// formPairs reads an object and returns the keys that it is written as, in its
// order. ok is false where it has no such form.
func (s *Scanner) formPairs(fields []FormField) (out []formPair, ok bool) {
	if s.Kind() != Object {
		return nil, false
	}
	table := newFormTable(fields)
	for key, more := s.Object(); more; key, more = s.Next() {
		name := string(key)
		var f FormField
		if i, named := table.named[name]; named {
			f = table.fields[i]
		} else if k := table.find(name); !k.inner {
			f = k.field
		} else {
			return nil, false // what reads the key would take it for a member of another
		}
		kind := s.Kind()
		pairs, ok := s.formField(f)
		if !ok || f.hasMembers() && kind != Object && kind != String && kind != Null { // its key alone is a string
			return nil, false
		}
		inner := f.hasMembers() && kind == Object
		for _, p := range pairs {
			if k := table.find(p.key); k.field.Name != name || k.inner != inner {
				return nil, false
			}
		}
		out = append(out, pairs...)
	}
	return out, true
}

// formField reads a member's value and returns the keys that it is written as.
func (s *Scanner) formField(f FormField) (out []formPair, ok bool) {
	kind := s.Kind()
	switch {
	case kind == Null:
		s.Null()
		return nil, true
	case f.List && kind == Array && (f.Kind != FormJSON || f.Style != FormKeys || s.scalars()):
		values := []string{}
		for more := s.Array(); more; more = s.More() {
			values = append(values, s.formText(f.Kind))
		}
		if by := f.delimiter(); by != "" {
			text, ok := joined(values, by)
			return []formPair{{f.Name, []string{text}}}, ok
		}
		if f.Style == FormBrackets {
			return []formPair{{f.Name + "[]", values}}, true
		}
		return []formPair{{f.Name, values}}, true
	case f.Style == FormKeys || kind != Object:
		return []formPair{{f.Name, []string{s.formText(f.Kind)}}}, true
	}
	members, ok := s.formPairs(f.Fields)
	if !ok {
		return nil, false
	}
	by := f.delimiter()
	if by == "" {
		for i := range members {
			if f.Style == FormDeep {
				members[i].key = f.Name + f.wrap(members[i].key)
			}
		}
		return members, true
	}
	var parts []string
	for _, m := range members {
		if len(m.values) != 1 {
			return nil, false
		}
		parts = append(parts, m.key, m.values[0])
	}
	text, ok := joined(parts, by)
	return []formPair{{f.Name, []string{text}}}, ok
}

// joined joins texts. ok is false where they cannot be parted again.
func joined(parts []string, by string) (text string, ok bool) {
	for _, part := range parts {
		if strings.Contains(part, by) {
			return "", false
		}
	}
	return strings.Join(parts, by), len(parts) != 1 || parts[0] != ""
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
		if kind == FormText || kind == FormScalar || kind > FormOnlyJSON || kind != FormOnlyJSON && textKind(string(text)) == Invalid {
			return string(text)
		}
	} else {
		s.Skip()
	}
	return string(s.data[start:s.pos])
}
