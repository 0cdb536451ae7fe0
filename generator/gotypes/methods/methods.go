// Package methods writes what emitted Go types have beyond fields: String and the like,
// which show no value, by default of types that hold secrets; and, by option, getters,
// defaults and constructors.
//
// It goes by the schemas (package ir) for what is meant, and by the types as they were
// emitted (package goapi) for how that is written in Go.
package methods

import (
	"fmt"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/visible"
)

// Options say which methods there are.
type Options struct {
	String string   // which types have a String: secret, all or none
	Secret []string // words that make a text secret, at the end of its name, besides the usual ones

	Getters, Defaults, Constructors bool
}

// Idents are the identifiers that Source writes.
func Idents(opts Options) goapi.Idents {
	var out goapi.Idents
	if hidden := opts.hides(); hidden != nil {
		for _, name := range []string{"String", "GoString", "LogValue"} {
			out = append(out, goapi.Ident{Scope: goapi.OnType, Pattern: name, Where: hidden})
		}
	}
	if opts.Getters {
		out = append(out, goapi.Getter)
	}
	if opts.Defaults {
		out = append(out, goapi.WithDefaults, goapi.WithDefaultsFunc)
	}
	if opts.Constructors {
		out = append(out, goapi.Constructor)
	}
	return out
}

// Source returns the declarations, without a package clause and imports: "" where there
// are none.
func Source(api *ir.API, types *goapi.Package, opts Options, diags *diag.List) string {
	w := &writer{types: types}
	hidden := opts.hides()
	var defaults *defaults
	if opts.Defaults {
		defaults = w.newDefaults(api)
	}
	for _, s := range api.Schemas {
		diags.Enter(s.Pos)
		t := types.Types[s.Name]
		if s.Own() != s { // whose methods it has
			w.constants(s)
			if own := types.Types[s.Own().Name]; opts.Constructors && own.Expr.Kind == goapi.Struct && s.Shape.Kind == ir.KindObject {
				w.constructor(s, own)
			}
			continue
		}
		isStruct := !t.Alias && t.Expr.Kind == goapi.Struct
		if opts.Constructors && isStruct && s.Shape.Kind == ir.KindObject {
			w.constructor(s, t)
		}
		if opts.Getters && isStruct {
			w.getters(t)
		}
		if defaults != nil {
			defaults.write(t)
		}
		if hidden != nil && hidden(s) && hasMethods(t) {
			w.text(s)
		}
	}
	return w.out.String()
}

// constants writes those of an enum whose type is another one's.
func (w *writer) constants(s *ir.Schema) {
	values, of := s.Shape.Enum, s.Own().Shape.Enum
	if len(values) == 0 {
		return
	}
	var lines strings.Builder
	for i, v := range values {
		if v.Doc != "" {
			lines.WriteString("// " + strings.ReplaceAll(goapi.Comment(visible.Prose(v.Doc)), "\n", "\n// ") + "\n")
		}
		fmt.Fprintf(&lines, "\t%s = %s\n", v.Name, of[i].Name)
	}
	w.add("// The values of %s.\nconst (\n%s)", s.Name, lines.String())
}

// writer writes the source.
type writer struct {
	types *goapi.Package
	out   strings.Builder
}

// add writes a declaration.
func (w *writer) add(format string, args ...any) { fmt.Fprintf(&w.out, "\n"+format+"\n", args...) }

// hasMethods reports whether a type can have methods, and holds more than a scalar.
func hasMethods(t *goapi.Type) bool {
	return !t.Alias && (t.Expr.Kind == goapi.Struct || t.Expr.Kind == goapi.Slice || t.Expr.Kind == goapi.Map)
}

// underlying follows declared types to what they are made of.
func (w *writer) underlying(t goapi.Expr) goapi.Expr {
	for t.Kind == goapi.Named && t.Pkg == "" && w.types.Types[t.Name] != nil {
		t = w.types.Types[t.Name].Expr
	}
	return t
}

// isStruct reports a type of the package that is a struct.
func (w *writer) isStruct(t goapi.Expr) bool {
	return t.Kind == goapi.Named && w.underlying(t).Kind == goapi.Struct
}
