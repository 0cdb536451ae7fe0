package methods

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// WithDefaults gives what is absent the default of the document.

// defaults are the types that have defaults, in themselves or in what they hold.
type defaults struct {
	*writer
	judge  *keyword.Judge
	fields map[string]map[string]string // by type and JSON name, the statement that sets the default
	has    map[string]bool              // by type
}

// newDefaults finds them.
func (w *writer) newDefaults(api *ir.API) *defaults {
	d := &defaults{writer: w, judge: keyword.NewJudge(api), fields: map[string]map[string]string{}, has: map[string]bool{}}
	for _, s := range api.Schemas {
		t := w.types.Types[s.Name]
		if t.Alias || t.Expr.Kind != goapi.Struct {
			continue
		}
		d.fields[s.Name] = map[string]string{}
		for _, f := range s.Shape.Fields {
			if field := t.Fields[f.Wire]; field != nil && f.MayBeAbsent() && !f.Conditional {
				if set := d.set(f, field); set != "" {
					d.fields[s.Name][f.Wire], d.has[s.Name] = set, true
				}
			}
		}
	}
	for found := true; found; { // until no further type is found to hold one that has them
		found = false
		for name, t := range w.types.Types {
			if !d.has[name] && slices.ContainsFunc(parts(t), d.in) {
				d.has[name], found = true, true
			}
		}
	}
	return d
}

// parts are the types that a type holds.
func parts(t *goapi.Type) []goapi.Expr {
	if t.Expr.Kind != goapi.Struct {
		return []goapi.Expr{t.Expr}
	}
	var out []goapi.Expr
	for _, f := range t.Fields {
		out = append(out, f.Type)
	}
	for _, v := range t.Variants {
		out = append(out, v.Type)
	}
	if t.Additional != nil {
		out = append(out, *t.Additional)
	}
	return out
}

// in reports whether a type expression holds a type that has defaults.
func (d *defaults) in(t goapi.Expr) bool {
	if t.Elem != nil {
		return d.in(*t.Elem)
	}
	return t.Kind == goapi.Named && t.Pkg == "" && d.has[t.Name]
}

// write writes the method of a type, or the function in its place.
func (d *defaults) write(t *goapi.Type) {
	switch {
	case !d.has[t.Name], t.Alias && t.Expr.Kind == goapi.Named:
	case !hasMethods(t):
		name := goapi.WithDefaultsFunc.Of(t.Name)
		d.add("// %s returns a copy of v in which all that is absent has its default.\nfunc %s(v %s) %s { return %s }", name, name, t.Name, t.Name, d.call(t.Expr, "v"))
	case t.Expr.Kind != goapi.Struct:
		d.add("// WithDefaults returns a copy of v in which all that is absent has its default.\nfunc (v %s) WithDefaults() %s { return %s }", t.Name, t.Name, d.call(t.Expr, "v"))
	default:
		var body []string
		within := func(field string, t goapi.Expr) {
			if d.in(t) {
				body = append(body, field+" = "+d.call(t, field))
			}
		}
		for _, name := range t.Order {
			if set := d.fields[t.Name][name]; set != "" {
				body = append(body, set)
			}
			within("v."+t.Fields[name].Name, t.Fields[name].Type)
		}
		for _, v := range t.Variants {
			within("v."+v.Name, v.Type)
		}
		if t.Additional != nil && d.in(*t.Additional) {
			body = append(body, "v.AdditionalProperties = "+d.call(goapi.Expr{Kind: goapi.Map, Elem: t.Additional}, "v.AdditionalProperties"))
		}
		d.add("// WithDefaults returns a copy of v in which all that is absent has its default.\nfunc (v %s) WithDefaults() %s {\n%s\nreturn v\n}", t.Name, t.Name, strings.Join(body, "\n"))
	}
}

// copies are the functions of the run-time package that replace what a value holds.
var copies = map[goapi.ExprKind]string{
	goapi.Slice: "CopyItems", goapi.Map: "CopyValues", goapi.Pointer: "CopyPointer", goapi.Nullable: "CopyNullable",
}

// call is a value of a type with its defaults.
func (d *defaults) call(t goapi.Expr, value string) string {
	if t.Kind == goapi.Named {
		if own := d.types.Types[t.Name]; !hasMethods(own) && !(own.Alias && own.Expr.Kind == goapi.Named) {
			return goapi.WithDefaultsFunc.Of(t.Name) + "(" + value + ")"
		}
		return value + ".WithDefaults()"
	}
	return "validate." + copies[t.Kind] + "(" + value + ", " + d.function(*t.Elem) + ")"
}

// function is the function that call calls.
func (d *defaults) function(t goapi.Expr) string {
	if t.Kind == goapi.Named {
		if call := d.call(t, ""); call == ".WithDefaults()" {
			return t.Name + ".WithDefaults"
		}
		return goapi.WithDefaultsFunc.Of(t.Name)
	}
	return "func(v " + t.String() + ") " + t.String() + " { return " + d.call(t, "v") + " }"
}

// set is the statement that sets a field which is absent to its default; "" where it has
// none, or one that does not fit.
func (d *defaults) set(f *ir.Field, field *goapi.Field) string {
	value := keyword.DefaultOf(f)
	if value == nil || d.judge.Check(f.Schema, value, 0) != nil || slices.ContainsFunc(f.All, func(s *ir.Schema) bool { return d.judge.Check(s, value, 0) != nil }) {
		return ""
	}
	v := "v." + field.Name
	switch t := field.Type; t.Kind {
	case goapi.Nullable:
		set := "validate.NullOf[" + t.Elem.String() + "]()"
		if string(value) != "null" {
			set = "validate.ValueOf" + d.literal(f.Schema, *t.Elem, value)
		}
		return "if " + v + ".IsZero() {\n" + v + " = " + set + "\n}"
	case goapi.Pointer:
		return "if " + v + " == nil {\n" + v + " = validate.PointerTo" + d.literal(f.Schema, *t.Elem, value) + "\n}"
	case goapi.Slice, goapi.Map, goapi.Any:
		return "if " + v + " == nil {\n" + v + " = " + decoded(t, value) + "\n}"
	case goapi.Named:
		switch d.underlying(t).Kind {
		case goapi.Slice, goapi.Map, goapi.Any:
			return "if " + v + " == nil {\n" + v + " = " + decoded(t, value) + "\n}"
		}
	}
	return "" // a field that is no pointer has the zero value as its default
}

// literal is a value in Go, as the type argument and the argument of a generic function.
func (d *defaults) literal(s *ir.Schema, t goapi.Expr, value ir.Value) string {
	as := "[" + t.String() + "]"
	if constant := constantOf(s, value); constant != "" {
		return as + "(" + constant + ")"
	}
	under := d.underlying(t)
	if under.Kind == goapi.Named && under.Pkg == "" {
		var text string
		switch under.Name {
		case "string":
			if json.Unmarshal(value, &text) == nil {
				return as + "(" + strconv.Quote(text) + ")"
			}
		case "bool":
			return as + "(" + string(value) + ")"
		case "float32", "float64":
			if _, err := strconv.ParseFloat(string(value), 32); err == nil {
				return as + "(" + string(value) + ")"
			}
		default:
			n, err := strconv.ParseFloat(string(value), 64) // 5.0 is an integer
			if err == nil && n == math.Trunc(n) && math.Abs(n) <= mostInt {
				return as + "(" + strconv.Itoa(int(n)) + ")"
			}
		}
	}
	return as + "(" + decoded(t, value) + ")"
}

// mostInt is an integer that int holds everywhere.
const mostInt = math.MaxInt32

// decoded is a value that is read from JSON at run time.
func decoded(t goapi.Expr, value ir.Value) string {
	return "validate.DefaultOf[" + t.String() + "](" + strconv.Quote(string(value)) + ")"
}

// constantOf is the constant of an enum for a value; or "".
func constantOf(s *ir.Schema, value ir.Value) string {
	named := s.Named()
	if named == nil || named.Shape.Kind != ir.KindEnum {
		return ""
	}
	for _, v := range named.Shape.Enum {
		if string(v.Value) == string(value) {
			return v.Name
		}
	}
	return ""
}
