package methods

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
)

// String, GoString and LogValue, by which fmt and log/slog show a value. They name the
// fields that are set, and show no value.

// hides returns which schemas have types with these methods; nil for none.
func (o Options) hides() func(*ir.Schema) bool {
	switch o.String {
	case "none":
		return nil
	case "all":
		return isCompound
	}
	secrets := NewSecrets(o.Secret)
	return func(s *ir.Schema) bool { return isCompound(s) && secrets.Hold(s) }
}

// isCompound reports a schema whose values have parts.
func isCompound(s *ir.Schema) bool {
	return slices.Contains([]ir.Kind{ir.KindObject, ir.KindUnion, ir.KindArray, ir.KindMap}, s.Shape.Kind)
}

// text writes them for the type of a schema.
func (w *writer) text(s *ir.Schema) {
	w.add("// String names what is set in v, and shows no value.\nfunc (v %s) String() string { return validate.Outline(v) }", s.Name)
	w.add("// GoString is String, for %%#v.\nfunc (v %s) GoString() string { return v.String() }", s.Name)
	w.add("// LogValue is String, for log/slog.\nfunc (v %s) LogValue() slog.Value { return slog.StringValue(v.String()) }", s.Name)
}
