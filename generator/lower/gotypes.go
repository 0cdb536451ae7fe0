package lower

import (
	"maps"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/source"
)

// This file gives schemas the Go types that the user asks for, in place of those that
// would be made for them.

// CodeUnusedType is the code of a Go type for a schema or a place that is not there.
const CodeUnusedType = "unused-type"

// GoType is a Go type that the user asks for.
type GoType struct {
	Type *ir.GoType
	Pos  diag.Position // of the entry, for the error when it matches nothing

	missing string // what is said where it matches nothing
}

// GoTypes are the Go types that the user asks for. A place counts before a schema, and
// that before a format.
type GoTypes struct {
	Formats map[string]GoType // by format, for scalars
	Schemas map[string]GoType // by the key of a component
	Places  map[string]GoType // by [load.Document.Place]
}

// canonicalTypes calls the schemas by their places as well.
func (l *lowerer) canonicalTypes() {
	l.types = map[string]GoType{}
	add := func(place, missing string, t GoType) {
		t.missing = missing
		if at, err := l.doc.Resolve(l.doc.Root.Cursor(), place); err == nil {
			place = l.pointer(at)
		}
		l.types[place] = t
	}
	for key, t := range l.opts.Types.Schemas {
		add("#/components/schemas/"+source.EscapeToken(key), "components/schemas has no "+quote(key), t)
	}
	for place, t := range l.opts.Types.Places {
		missing := "no schema stands at " + quote(place)
		if strings.HasPrefix(place, "/") {
			place = "#" + place
		}
		add(place, missing, t)
	}
}

// typeAt is the Go type that the user asks for at a place; ok is false without one.
func (l *lowerer) typeAt(c source.Cursor) (t GoType, ok bool) {
	if len(l.types) == 0 {
		return t, false
	}
	t, ok = l.types[l.pointer(c)]
	return t, ok
}

// goType sets the Go type that is asked for in the shape of e.
func (l *lowerer) goType(e *entry, shape *ir.Shape) {
	if e.merged { // it stands nowhere: what one of its parts has serves for all
		for _, part := range e.schema.AllOf {
			if part.Shape != nil && part.Shape.Go != nil {
				shape.Go, shape.Same = part.Shape.Go, nil
			}
		}
		return
	}
	t, ok := l.typeAt(e.at)
	switch {
	case ok:
		l.typesUsed[l.pointer(e.at)] = true
	case shape.Same == nil && shape.Kind == ir.KindPrimitive && l.speaks(shape):
		t, ok = l.opts.Types.Formats[shape.Format]
	}
	asked := l.documentType(e.at)
	if ok {
		if a := l.asksFor(e.at, extGoType); a != nil {
			a.followed = true // or overruled, which the user knows
		}
	} else if own := l.imported(e); own != nil {
		t.Type, ok = own, true
	} else if asked != nil {
		t.Type, ok = asked, true
	}
	if ok {
		own := *t.Type
		shape.Go, shape.Same = &own, nil
		l.goTypes = append(l.goTypes, &own)
	}
}

// speaks reports whether the format of a scalar may be one of its type.
func (l *lowerer) speaks(shape *ir.Shape) bool {
	f := keyword.FormatOf(shape.Format)
	return shape.Format != "" && (f.Types|f.Unasked == 0 || f.Speaks(shape.Type))
}

// namePackages names the packages of all Go types that were asked for.
func (l *lowerer) namePackages() {
	paths := map[string]bool{}
	for _, t := range l.goTypes {
		if t.Import != "" {
			paths[t.Import] = true
		}
	}
	names := goapi.ImportNames(slices.Sorted(maps.Keys(paths)))
	for _, t := range l.goTypes {
		t.Package = names[t.Import]
	}
	for _, path := range slices.Sorted(maps.Keys(names)) {
		l.api.Imports = append(l.api.Imports, ir.Import{Path: path, Name: names[path]})
	}
}

// reportUnusedTypes reports the Go types for what is not there.
func (l *lowerer) reportUnusedTypes() {
	for _, place := range slices.Sorted(maps.Keys(l.types)) {
		if t := l.types[place]; !l.typesUsed[place] {
			l.diags.Add(diag.Diagnostic{
				Severity: diag.Error, Code: CodeUnusedType, Position: t.Pos,
				Message: "types: " + t.missing, Hint: "`oasmint ir` shows every place with its pointer",
			})
		}
	}
}
