package methods

import (
	"github.com/oasmint/oasmint/generator/goapi"
)

// Getters, which a nil pointer has as well: so they can follow one another.

// getters writes them for the fields of a struct.
func (w *writer) getters(t *goapi.Type) {
	for _, name := range t.Order {
		w.getter(t.Name, t.Fields[name].Name, t.Fields[name].Type)
	}
	for _, v := range t.Variants {
		w.getter(t.Name, v.Name, v.Type)
	}
}

func (w *writer) getter(owner, field string, t goapi.Expr) {
	name := goapi.Getter.Of(field)
	returns, found := w.got(t, "v."+field)
	if found == "" {
		w.add("// %s returns a pointer to %s, or nil where there is none.\nfunc (v *%s) %s() *%s {\nif v == nil {\nreturn nil\n}\nreturn %s\n}",
			name, field, owner, name, returns, pointerTo(t, "v."+field))
		return
	}
	w.add("// %s returns %s, or the zero value where there is none.\nfunc (v *%s) %s() (value %s) {\nif v != nil %s\n}\nreturn value\n}",
		name, field, owner, name, returns, found)
}

// got is what a getter returns of a field, and the statements that set value to it, with
// what must hold before them. Of a struct it is a pointer, so that its own getters can
// be called: then there are no statements.
func (w *writer) got(t goapi.Expr, field string) (returns, statements string) {
	elem := t
	if t.Kind == goapi.Pointer || t.Kind == goapi.Nullable {
		elem = *t.Elem
	}
	switch {
	case w.isStruct(elem):
		return elem.String(), ""
	case t.Kind == goapi.Pointer:
		return elem.String(), "&& " + field + " != nil {\nvalue = *" + field
	case t.Kind == goapi.Nullable:
		return elem.String(), "{\nvalue, _ = " + field + ".Get()"
	}
	return t.String(), "{\nvalue = " + field
}

// pointerTo is a pointer to the struct that a field holds.
func pointerTo(t goapi.Expr, field string) string {
	switch t.Kind {
	case goapi.Pointer:
		return field
	case goapi.Nullable:
		return field + ".Pointer()"
	}
	return "&" + field
}
