package keyword

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// default (JSON Schema Validation, section 9.2).
var defaultKeyword = &Keyword{
	Name: "default", Class: Annotation, Fields: []string{"Default", "DefaultPos"}, Noun: "default",
	Set: func(s *ir.Schema) bool { return s.Default != nil },
	Read: func(_ Reader, s *ir.Schema, _, at source.Cursor) {
		s.Default, s.DefaultPos = at.Node.JSON(), at.Position()
	},
	Write: func(_ Writer, s *ir.Schema, o *Object) { o.Add("default", s.Default) },
	Words: func(v Voice, s *ir.Schema, told Told) string {
		if s.Default == nil || told.Doc.Default(s.Default) {
			return ""
		}
		return "default " + v.JSON(s.Default)
	},
	Value: func(s *ir.Schema) string { return string(s.Default) },
}

// DefaultOf is the default of a field: the one beside the reference to its schema, or
// that of a schema that holds for it, or of one that this refers to; nil for none.
func DefaultOf(f *ir.Field) ir.Value {
	if f.Default != nil {
		return f.Default
	}
	for _, s := range append([]*ir.Schema{f.Schema}, f.All...) {
		for ; s != nil; s = s.Ref {
			if s.Default != nil {
				return s.Default
			}
		}
	}
	return nil
}
