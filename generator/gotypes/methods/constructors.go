package methods

import (
	"go/token"
	"go/types"
	"strings"
	"unicode"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// Constructors take what an object requires.

// constructor writes it for an object that requires something.
func (w *writer) constructor(s *ir.Schema, t *goapi.Type) {
	var params, set []string
	taken := map[string]bool{}
	for _, f := range s.Shape.Fields {
		field := t.Fields[f.Wire]
		if !f.Required || f.ReadOnly || field == nil {
			continue
		}
		if only := onlyValue(f.Schema); only != "" && field.Type.Kind == goapi.Named {
			set = append(set, field.Name+": "+only)
			continue
		}
		name := parameter(field.Name)
		for taken[name] {
			name += "Value"
		}
		taken[name] = true
		typ, value := field.Type, name
		if typ.Kind == goapi.Pointer && !keyword.MatchesNull(f.Schema) { // it is required one way alone
			typ, value = *typ.Elem, "&"+name
		}
		params = append(params, name+" "+typ.String())
		set = append(set, field.Name+": "+value)
	}
	if len(set) == 0 {
		return
	}
	name := goapi.Constructor.Of(s.Name)
	w.add("// %s returns a %s with all that it requires.\nfunc %s(%s) %s {\nreturn %s{\n%s,\n}\n}",
		name, s.Name, name, strings.Join(params, ", "), s.Name, s.Name, strings.Join(set, ",\n"))
}

// onlyValue is the constant of an enum that has no other; or "".
func onlyValue(s *ir.Schema) string {
	if shape := s.Shape; shape != nil && shape.Kind == ir.KindEnum && len(shape.Enum) == 1 && !keyword.MatchesNull(s) {
		if named := s.Named(); named != nil {
			return named.Shape.Enum[0].Name
		}
	}
	return ""
}

// parameter is the name of a parameter for a field: its own, small, and no word that Go
// or the file needs.
func parameter(field string) string {
	runes := []rune(field)
	n := 0
	for n < len(runes) && unicode.IsUpper(runes[n]) {
		n++
	}
	rest := string(runes[n:])
	if n > 1 && rest != "" && !(rest[0] == 's' && (len(rest) == 1 || unicode.IsUpper(rune(rest[1])))) {
		n-- // the last capital of URLPath begins a word; that of IDs does not
	}
	name := strings.ToLower(string(runes[:n])) + string(runes[n:])
	if token.IsKeyword(name) || types.Universe.Lookup(name) != nil || name == "validate" || name == "time" || name == "json" {
		return name + "Value"
	}
	return name
}
