package validate

import (
	"encoding"
	"encoding/json"
	"reflect"
)

// Reading the texts of parameters by their table: what [ParamTexts] does for emitted code.

// Read reads a request into the struct that v points at, which is empty. The error is
// [Errors]; the struct is then of no use.
func (p *Params) Read(r *Request, v any, opts []Option) error {
	if p.ReadTexts(r, v, opts) {
		return nil
	}
	return p.Decode(r, v, opts)
}

// ReadTexts is [Params.Read] for a request that has what most have; it returns false where
// [Params.Decode] must say what is wrong, or whether something is.
func (p *Params) ReadTexts(r *Request, v any, opts []Option) bool {
	to := pointee(v)
	plan := p.textPlan(to.Type())
	if plan == nil {
		return false
	}
	t := ParamTexts{}
	t.Read(r, p, plan.required, opts)
	for key, ok := t.Next(); ok; key, ok = t.Next() {
		switch i := plan.keys.find([]byte(key)); {
		case i >= 0:
			plan.params[plan.query[i]].store(&t, to)
		case plan.hasMembers:
			t.Rare()
		default:
			t.Unknown()
		}
	}
	for i := range plan.params {
		switch s := &plan.params[i]; p.Params[i].In {
		case InPath:
			t.Path(s.key)
			s.store(&t, to)
		case InHeader:
			t.Header(s.key)
			s.store(&t, to)
		}
	}
	for i := range plan.params {
		if s := &plan.params[i]; s.fallback != "" {
			t.Default(i, s.fallback)
			s.store(&t, to)
		}
	}
	if plan.cookies {
		t.Cookies()
	}
	return t.OK()
}

// textPlan is how the parameters of a struct are read as texts.
type textPlan struct {
	params     []textParam
	keys       *names // of those that are in the query,
	query      []int  // and which these are
	required   uint64
	hasMembers bool // other keys of the query may be those of a parameter's members
	cookies    bool
}

// textParam is how the text of one is stored.
type textParam struct {
	index    int // in the table
	key      string
	field    int // of the struct
	way      textWay
	pointer  bool   // the field is one, to a new value
	fallback string // the text that stands for none
}

type textWay uint8

const (
	textRare  textWay = iota // it is not stored as a text
	textValue                // a string, a boolean or an integer
	textItem                 // an item of a list
	textList                 // a list, with commas
)

// mostTexts is how many parameters have a bit in [ParamTexts].
const mostTexts = 62

// textPlan returns the plan for a type of struct; nil where there is none.
func (p *Params) textPlan(of reflect.Type) *textPlan {
	if known := p.texts.Load(); known != nil {
		return *known
	}
	plan := p.newTextPlan(of)
	p.texts.Store(&plan)
	return plan
}

func (p *Params) newTextPlan(of reflect.Type) *textPlan {
	fields := map[string]int{}
	for _, f := range fieldsOf(of) {
		fields[f.name] = f.index
	}
	plan, some := &textPlan{params: make([]textParam, len(p.Params))}, false
	var keys [][]byte
	known := map[string]bool{}
	for i := range p.Params {
		f := &p.Params[i]
		field, ok := fields[f.Name]
		if !ok || i == mostTexts {
			return nil
		}
		s := f.text(of.Field(field).Type, of.PkgPath())
		s.index, s.field, s.key = i, field, f.Key
		some = some || s.way != textRare
		fallback := f.defaultText()
		switch {
		case s.way == textRare && (f.Required || f.In == InPath):
			return nil // it has always something else
		case f.Required, f.In == InPath, f.Default != "" && (s.way == textRare || fallback == "" || f.List):
			plan.required |= 1 << i
		default:
			s.fallback = fallback
		}
		switch {
		case f.In == InCookie:
			plan.cookies = true
		case f.In == InQuery && known[f.Key]:
			return nil
		case f.In == InQuery && (f.hasMembers() || f.Style == FormBrackets):
			plan.hasMembers = true
		case f.In == InQuery:
			known[f.Key] = true
			keys, plan.query = append(keys, []byte(f.Key)), append(plan.query, i)
		}
		plan.params[i] = s
	}
	if !some {
		return nil
	}
	plan.keys = newNames(keys)
	return plan
}

// text tells how the text of a parameter is stored in a field of a type. Types of other
// packages than that of the struct have ways of their own to be read.
func (f *Param) text(t reflect.Type, home string) textParam {
	plain := f.Style == FormKeys && !f.Many && !f.Empty && f.In != InCookie
	if t.Kind() == reflect.Slice {
		switch list := f.List && f.Kind == FormText && !f.Many && !f.Empty && f.In != InCookie; {
		case !list || t.Elem().Kind() != reflect.String || readsItself(t, home) || readsItself(t.Elem(), home):
		case plain:
			return textParam{way: textItem}
		case f.Style == FormComma:
			return textParam{way: textList}
		}
		return textParam{}
	}
	var out textParam
	if t.Kind() == reflect.Pointer {
		out.pointer, t = true, t.Elem()
	}
	if !plain || f.List || readsItself(t, home) {
		return textParam{}
	}
	kinds := []FormKind{FormScalar, FormNumberText, FormScalarText}
	switch t.Kind() {
	case reflect.String:
		kinds = []FormKind{FormText}
	case reflect.Bool:
		kinds = []FormKind{FormScalar, FormBooleanText, FormScalarText}
	case reflect.Int, reflect.Int32, reflect.Int64:
	default:
		return textParam{}
	}
	for _, kind := range kinds {
		if f.Kind == kind {
			out.way = textValue
		}
	}
	return out
}

// readsItself reports whether a type has a way of its own to be read.
func readsItself(t reflect.Type, home string) bool {
	to := reflect.PointerTo(t)
	return t.PkgPath() != "" && t.PkgPath() != home || to.Implements(reflect.TypeFor[json.Unmarshaler]()) || to.Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

// defaultText is the text that the default of a parameter stands for; "" where there is none.
func (f *Param) defaultText() (text string) {
	if f.Default == "" || (f.Kind == FormText) != (f.Default[0] == '"') {
		return ""
	}
	if f.Kind != FormText {
		return f.Default
	}
	_ = json.Unmarshal([]byte(f.Default), &text) // which is JSON
	return text
}

// store takes the text that t is at to the field of a struct.
func (s *textParam) store(t *ParamTexts, to reflect.Value) {
	if s.way == textRare {
		t.Rare()
		return
	}
	v := to.Field(s.field)
	switch {
	case s.way == textItem:
		t.item(s.index, v)
	case s.way == textList:
		t.list(s.index, v)
	case !t.Has():
	case s.pointer:
		switch v := v.Addr().Interface().(type) {
		case **string:
			t.OptionalText(s.index, v)
		case **int32:
			t.OptionalInt32(s.index, v)
		default:
			held := reflect.New(to.Field(s.field).Type().Elem())
			if t.value(s.index, held.Elem()) {
				to.Field(s.field).Set(held)
			}
		}
	default:
		t.value(s.index, v)
	}
}

// value takes a text to a string, a boolean or an integer.
func (t *ParamTexts) value(i int, v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String:
		text, ok := t.string(i)
		if ok {
			v.SetString(text)
		}
		return ok
	case reflect.Bool:
		b, ok := t.bool(i)
		if ok {
			v.SetBool(b)
		}
		return ok
	}
	n, ok := t.int(i, v.Type().Bits())
	if ok {
		v.SetInt(n)
	}
	return ok
}

// item is [ItemText].
func (t *ParamTexts) item(i int, v reflect.Value) {
	t.seen &^= 1 << i // it may be there several times
	n := v.Len()
	text, ok := t.take(i)
	if !ok || !t.holdsItem(i, text, n+1) {
		return
	}
	if n == 0 {
		v.Grow(t.itemsAhead())
	} else if n == v.Cap() {
		v.Grow(n)
	}
	v.SetLen(n + 1)
	v.Index(n).SetString(text)
}

// list is [ListText].
func (t *ParamTexts) list(i int, v reflect.Value) {
	var texts []string
	if ListText(t, i, &texts); texts == nil {
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(texts), len(texts)))
	for j, text := range texts {
		v.Index(j).SetString(text)
	}
}
