package validate

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// Writing JSON. encoding/json reads what a MarshalJSON method returned once more at
// each level that the value is nested in; here a value is written once, in one buffer,
// whatever its parts are made of.

// parted is a value that is made of parts, which are joined.
type parted interface{ JSONParts() []any }

// writer writes JSON.
type writer struct {
	out      []byte
	depth    int
	verbatim bool // bytes that are not UTF-8 stay, for a check to refuse them
}

// AppendJSON appends the JSON of a Go value, as encoding/json writes it. The error is that
// of a value that has none.
func AppendJSON(dst []byte, v any) ([]byte, error) { return AppendValue(dst, reflect.ValueOf(v)) }

// AppendValue is [AppendJSON] for a part of another value, which need not be copied for it.
func AppendValue(dst []byte, v reflect.Value) ([]byte, error) {
	w := writer{out: dst}
	err := w.value(v)
	return w.out, err
}

// maxWritten is how deep the values are nested that are written: one that contains
// itself is an error.
const maxWritten = 10 * MaxDepth

// written is a Go value by what it is as JSON.
type written struct {
	kind    Kind            // Invalid is none, as null is
	text    []byte          // nil where there are sources
	sources []reflect.Value // structs, Fields and maps, or lists of one length, that are joined
}

var (
	errNested = errors.New("the value is nested too deep, or contains itself")
	errText   = errors.New("the value holds bytes that are no JSON")
)

// value writes a value.
func (w *writer) value(v reflect.Value) error {
	if done, err := w.plain(v); done {
		return err
	}
	return w.written(w.read(v))
}

// plain writes a value that is written by its kind: a scalar, or a struct whose fields
// encoding/json knows; or what points at one. It returns false for others.
func (w *writer) plain(v reflect.Value) (done bool, err error) {
	for depth := w.depth; v.IsValid(); depth++ {
		if depth > maxWritten { // what points at itself
			return true, errNested
		}
		kind := v.Kind()
		if kind == reflect.Interface || kind == reflect.Pointer {
			if kind == reflect.Pointer && classOf(v.Type()) != ofKind {
				return false, nil
			}
			if v.IsNil() {
				w.out = append(w.out, "null"...)
				return true, nil
			}
			v = v.Elem()
			continue
		}
		t := goTypeOf(v.Type())
		switch {
		case t.class != ofKind:
			return false, nil
		case t.fields == nil:
			return w.ofKind(v), nil
		}
		if w.depth++; w.depth > maxWritten {
			return true, errNested
		}
		w.out = append(w.out, '{')
		err = w.fields(v, t.fields)
		w.out = append(w.out, '}')
		w.depth--
		return true, err
	}
	return false, nil
}

// values writes what values are together.
func (w *writer) values(values ...reflect.Value) error {
	if len(values) == 1 {
		return w.value(values[0])
	}
	return w.written(w.join(values))
}

// written writes a value that was read.
func (w *writer) written(v written, err error) error {
	if w.depth++; w.depth > maxWritten {
		return errNested
	}
	switch {
	case err != nil:
	case v.kind == Invalid:
		w.out = append(w.out, "null"...)
	case v.text != nil:
		w.out = append(w.out, v.text...)
	case v.kind == Object:
		err = w.object(v)
	default:
		err = w.list(v)
	}
	w.depth--
	return err
}

// ofKind writes a scalar of one of Go's own kinds, and reports whether it is one.
func (w *writer) ofKind(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String:
		w.out = w.quote(w.out, v.String())
	case reflect.Bool:
		w.out = strconv.AppendBool(w.out, v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		w.out = strconv.AppendInt(w.out, v.Int(), 10)
	default:
		return false
	}
	return true
}

// join returns what values are together: of objects and of lists of one length all
// count, of others the first that is not null or the empty string.
func (w *writer) join(values []reflect.Value) (out written, err error) {
	for i, value := range values {
		if i > 0 && slices.ContainsFunc(values[:i], func(earlier reflect.Value) bool { return same(earlier, value) }) {
			continue
		}
		v, err := w.read(value)
		switch {
		case err != nil:
			return out, err
		case v.kind == Invalid:
		case out.kind == Invalid, string(out.text) == `""`:
			out = v
		case out.kind == Object && v.kind == Object && v.isEmpty():
		case out.kind == Object && v.kind == Object && out.isEmpty():
			out = v
		case out.kind == v.kind && (v.kind == Object || v.kind == Array):
			if err := errors.Join(out.open(), v.open()); err != nil {
				return out, err
			}
			if v.kind == Object || out.sources[0].Len() == v.sources[0].Len() {
				out.sources = append(out.sources, v.sources...)
			}
		}
	}
	return out, nil
}

// isEmpty reports an object of a map without members.
func (v *written) isEmpty() bool {
	return len(v.sources) == 1 && v.sources[0].Kind() == reflect.Map && v.sources[0].Len() == 0
}

// open makes the parts of a text its source.
func (v *written) open() error {
	if v.text == nil {
		return nil
	}
	if !json.Valid(v.text) {
		return errText
	}
	*v = written{kind: v.kind, sources: []reflect.Value{reflect.ValueOf(freeValue(v.text))}}
	return nil
}

// same reports values that are one: what was decoded twice is shared.
func same(a, b reflect.Value) bool {
	if a.IsValid() && a.Kind() == reflect.Interface {
		a = a.Elem()
	}
	if b.IsValid() && b.Kind() == reflect.Interface {
		b = b.Elem()
	}
	if !a.IsValid() || !b.IsValid() || a.Type() != b.Type() {
		return false
	}
	switch a.Kind() {
	case reflect.Slice:
		return a.Len() == b.Len() && a.Pointer() == b.Pointer()
	case reflect.Map:
		return a.Pointer() == b.Pointer()
	}
	return a.Comparable() && b.Comparable() && a.Equal(b)
}

// read tells what a Go value is as JSON.
func (w *writer) read(v reflect.Value) (written, error) {
	for v.IsValid() {
		nilable := v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface
		if nilable && v.IsNil() {
			return written{}, nil
		}
		if v.Kind() == reflect.Interface {
			v = v.Elem()
			continue
		}
		switch classOf(v.Type()) {
		case ofRaw:
			return ofText(v.Bytes()), nil
		case ofFields:
			return written{kind: Object, sources: []reflect.Value{v}}, nil
		case ofParts:
			return w.parts(v.Interface().(parted).JSONParts())
		case ofNullable:
			if !v.CanAddr() {
				v = addressable(v)
			}
			value, _ := nullableOf(v)
			return w.parts([]any{value.Interface()})
		case ofOthers:
			return foreign(v)
		}
		if v.Kind() != reflect.Pointer {
			break
		}
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.Invalid:
		return written{}, nil
	case reflect.String:
		return written{kind: String, text: w.quote(nil, v.String())}, nil
	case reflect.Bool:
		return written{kind: Boolean, text: strconv.AppendBool(nil, v.Bool())}, nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return written{kind: Number, text: strconv.AppendInt(nil, v.Int(), 10)}, nil
	case reflect.Struct:
		if fieldsOf(v.Type()) != nil {
			return written{kind: Object, sources: []reflect.Value{v}}, nil
		}
	case reflect.Map:
		switch {
		case v.IsNil():
			return written{}, nil
		case v.Type().Key().Kind() == reflect.String && !v.Type().Key().Implements(textType):
			return written{kind: Object, sources: []reflect.Value{v}}, nil
		}
	case reflect.Slice:
		switch {
		case v.IsNil():
			return written{}, nil
		case v.Type().Elem().Kind() != reflect.Uint8:
			return written{kind: Array, sources: []reflect.Value{v}}, nil
		}
	}
	return foreign(v)
}

var (
	rawType       = reflect.TypeFor[json.RawMessage]()
	listedType    = reflect.TypeFor[Fields]()
	numberType    = reflect.TypeFor[json.Number]()
	partedType    = reflect.TypeFor[parted]()
	marshalerType = reflect.TypeFor[json.Marshaler]()
	zeroerType    = reflect.TypeFor[interface{ IsZero() bool }]()
	textType      = reflect.TypeFor[encoding.TextMarshaler]()
)

// class says how values of a type are written.
type class uint8

const (
	ofKind     class = iota // by their kind
	ofRaw                   // they are JSON
	ofFields                // they are Fields
	ofParts                 // they have parts
	ofNullable              // they are a Nullable
	ofOthers                // by encoding/json
)

// goType is what is known of a type.
type goType struct {
	class  class
	fields []structField // of a struct; nil where their tags ask for more than is known here
}

var goTypes sync.Map // of *goType, by type

func goTypeOf(t reflect.Type) *goType {
	if known, ok := goTypes.Load(t); ok {
		return known.(*goType)
	}
	known := &goType{class: newClass(t)}
	if t.Kind() == reflect.Struct {
		known.fields = newFields(t)
	}
	goTypes.Store(t, known)
	return known
}

func classOf(t reflect.Type) class { return goTypeOf(t).class }

// fieldsOf returns the fields of a struct; nil where their tags ask for more than is
// known here.
func fieldsOf(t reflect.Type) []structField { return goTypeOf(t).fields }

func newClass(t reflect.Type) class {
	c := ofKind
	switch {
	case t == rawType:
		c = ofRaw
	case t == listedType:
		c = ofFields
	case t.Implements(partedType):
		c = ofParts
	case isNullable(t):
		c = ofNullable
	case t.Kind() == reflect.Pointer && isNullable(t.Elem()): // by what it points at
	case t == numberType, t.Implements(marshalerType), t.Implements(textType):
		c = ofOthers
	}
	return c
}

// parts is [writer.read] for a value that is made of parts.
func (w *writer) parts(parts []any) (written, error) {
	if w.depth++; w.depth > maxWritten {
		return written{}, errNested
	}
	defer func() { w.depth-- }()
	return w.join(valuesOf(parts))
}

func valuesOf(list []any) []reflect.Value {
	out := make([]reflect.Value, len(list))
	for i, v := range list {
		out[i] = reflect.ValueOf(v)
	}
	return out
}

// addressable is a copy of v that has an address.
func addressable(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	return out
}

// foreign is [writer.read] for a value that encoding/json writes.
func foreign(v reflect.Value) (written, error) {
	text, err := json.Marshal(v.Interface())
	return ofText(text), err
}

// ofText is a JSON text as it is.
func ofText(text []byte) written {
	text = bytes.Trim(text, " \t\r\n")
	if len(text) == 0 || kinds[text[0]] == Null {
		return written{}
	}
	return written{kind: kinds[text[0]], text: text}
}

// list writes lists of one length, item by item.
func (w *writer) list(v written) error {
	w.out = append(w.out, '[')
	items := make([]reflect.Value, len(v.sources))
	for i := range v.sources[0].Len() {
		if i > 0 {
			w.out = append(w.out, ',')
		}
		for j, source := range v.sources {
			items[j] = source.Index(i)
		}
		if err := w.values(items...); err != nil {
			return err
		}
	}
	w.out = append(w.out, ']')
	return nil
}

// namedValues are the values of a member.
type namedValues struct {
	name   string
	values []reflect.Value
}

// object writes objects as one.
func (w *writer) object(v written) error {
	if len(v.sources) == 1 {
		return w.members(v.sources[0])
	}
	var members []namedValues
	index := map[string]int{}
	for _, source := range v.sources {
		eachMember(source, func(name string, value reflect.Value) error {
			if i, ok := index[name]; ok {
				members[i].values = append(members[i].values, value)
				return nil
			}
			index[name] = len(members)
			members = append(members, namedValues{name, []reflect.Value{value}})
			return nil
		})
	}
	w.out = append(w.out, '{')
	for i, m := range members {
		if i > 0 {
			w.out = append(w.out, ',')
		}
		w.out = append(w.quote(w.out, m.name), ':')
		if err := w.values(m.values...); err != nil {
			return err
		}
	}
	w.out = append(w.out, '}')
	return nil
}

// members writes one object.
func (w *writer) members(v reflect.Value) error {
	w.out = append(w.out, '{')
	if v.Kind() == reflect.Struct {
		err := w.fields(v, fieldsOf(v.Type()))
		w.out = append(w.out, '}')
		return err
	}
	begun := false
	err := eachMember(v, func(name string, value reflect.Value) error {
		if begun {
			w.out = append(w.out, ',')
		}
		begun = true
		w.out = append(w.quote(w.out, name), ':')
		return w.value(value)
	})
	w.out = append(w.out, '}')
	return err
}

// fields writes the members of a struct.
func (w *writer) fields(v reflect.Value, fields []structField) error {
	none := len(w.out)
	for i := range fields {
		f := &fields[i]
		value := v.Field(f.index)
		switch {
		case f.pointer && value.IsNil() && (f.omitEmpty || f.omitZero && !f.zeroer):
			continue
		case !f.pointer && f.isLeftOut(value), f.zeroer && f.isLeftOut(value):
			continue
		}
		key := f.key
		if len(w.out) == none {
			key = key[1:]
		}
		switch {
		case !f.scalar:
			w.out = append(w.out, key...)
			if err := w.value(value); err != nil {
				return err
			}
			continue
		case f.pointer && value.IsNil():
			w.out = append(append(w.out, key...), "null"...)
			continue
		case f.pointer:
			value = value.Elem()
		}
		if f.text {
			w.out = w.quote(append(w.out, key...), value.String())
		} else {
			w.out = append(w.out, key...)
			w.ofKind(value)
		}
	}
	return nil
}

// isLeftOut reports whether a field is not written.
func (f *structField) isLeftOut(v reflect.Value) bool {
	return f.omitEmpty && isEmpty(v) || f.omitZero && (f.zeroer && isZero(v) || !f.zeroer && v.IsZero())
}

// eachMember calls do for each member of an object, as encoding/json knows them, until
// it returns an error.
func eachMember(v reflect.Value, do func(string, reflect.Value) error) error {
	switch v.Kind() {
	case reflect.Slice: // Fields
		for _, f := range v.Interface().(Fields) {
			if value := reflect.ValueOf(f.Value); !f.OmitZero || value.IsValid() && !isZero(value) {
				if err := do(f.Name, value); err != nil {
					return err
				}
			}
		}
	case reflect.Map:
		for _, key := range sortedKeys(v) {
			if err := do(key.String(), v.MapIndex(key)); err != nil {
				return err
			}
		}
	default:
		for _, f := range fieldsOf(v.Type()) {
			value := v.Field(f.index)
			if f.isLeftOut(value) {
				continue
			}
			if err := do(f.name, value); err != nil {
				return err
			}
		}
	}
	return nil
}

// structField is a field that encoding/json knows.
type structField struct {
	name                string
	key                 []byte // with a comma before it and the colon
	index               int
	omitEmpty, omitZero bool
	zeroer              bool // it has its own IsZero
	pointer             bool
	scalar              bool // see isScalar
	text                bool // a scalar that is a string
}

func newFields(t reflect.Type) []structField {
	fields := []structField{}
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous || strings.Contains(options, "string") {
			return nil
		}
		if !f.IsExported() || name == "-" && options == "" {
			continue
		}
		if name == "" {
			name = f.Name
		}
		list := strings.Split(options, ",")
		of := f.Type
		if of.Kind() == reflect.Pointer {
			of = of.Elem()
		}
		fields = append(fields, structField{
			name: name, key: append(appendQuoted([]byte{','}, name), ':'), index: i,
			omitEmpty: slices.Contains(list, "omitempty"), omitZero: slices.Contains(list, "omitzero"), zeroer: f.Type.Implements(zeroerType),
			pointer: f.Type.Kind() == reflect.Pointer, scalar: isScalar(f.Type), text: of.Kind() == reflect.String,
		})
	}
	return fields
}

// isScalar reports whether values of a type, or what they point at, are written by a kind
// that is no list and no object.
func isScalar(t reflect.Type) bool {
	if t.Kind() == reflect.Pointer && classOf(t) == ofKind {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.String, reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return classOf(t) == ofKind
	}
	return false
}

func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}

func isZero(v reflect.Value) bool {
	if z, ok := v.Interface().(interface{ IsZero() bool }); ok && (v.Kind() != reflect.Pointer || !v.IsNil()) {
		return z.IsZero()
	}
	return v.IsZero()
}

// quote appends a text as the writer writes it.
func (w *writer) quote(dst []byte, text string) []byte {
	if w.verbatim && !utf8.ValidString(text) {
		return appendString(dst, text)
	}
	return appendQuoted(dst, text)
}

// appendQuoted appends a text as encoding/json writes it.
func appendQuoted(dst []byte, text string) []byte {
	before := len(dst)
	dst = append(dst, '"')
	done, words := 0, []byte(text)
	for i := 0; i < len(text); i++ {
		for len(words)-i >= 8 && areAsItIs(word64(words[i:])) {
			i += 8
		}
		if i == len(text) || asItIs[text[i]] {
			continue
		}
		c := text[i]
		dst = append(dst, text[done:i]...)
		done = i + 1
		switch c {
		case '"', '\\':
			dst = append(dst, '\\', c)
		case '\n':
			dst = append(dst, '\\', 'n')
		default:
			quoted, err := json.Marshal(text)
			if err != nil {
				panic(err) // a string has a JSON form
			}
			return append(dst[:before], quoted...)
		}
	}
	return append(append(dst, text[done:]...), '"')
}

// areAsItIs reports that each of eight bytes is of asItIs. It is false for some others.
func areAsItIs(w uint64) bool {
	has := func(w, c uint64) uint64 { w ^= c * ones; return (w - ones) &^ w }
	odd := (w - ' '*ones) | w | (w + ones)                        // below a space, or from 0x7f on
	odd |= has(w|4*ones, '&') | has(w|2*ones, '>') | has(w, '\\') // " is & without 4, and < is > without 2
	return odd&highs == 0
}

// asItIs are the bytes that encoding/json writes as they are, wherever they stand.
var asItIs = func() (out [256]bool) {
	for c := byte(' '); c < 0x7f; c++ {
		out[c] = !strings.ContainsRune(`"\<>&`, rune(c))
	}
	return out
}()
