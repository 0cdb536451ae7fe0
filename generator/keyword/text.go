package keyword

import "github.com/oasmint/oasmint/generator/ir"

// text is a keyword whose value is text for readers.
func text(name, field string, of func(*ir.Schema) *string) *Keyword {
	return &Keyword{
		Name: name, Class: Text, Fields: []string{field},
		Set:   func(s *ir.Schema) bool { return *of(s) != "" },
		Read:  readText(of),
		Write: func(_ Writer, s *ir.Schema, o *Object) { o.Add(name, *of(s)) },
		Value: func(s *ir.Schema) string { return *of(s) },
	}
}

// flag is a keyword that is true or false, and says something of a place.
func flag(name, field string, of func(*ir.Schema) *bool) *Keyword {
	return &Keyword{
		Name: name, Class: Annotation, Fields: []string{field},
		Set:   func(s *ir.Schema) bool { return *of(s) },
		Read:  readFlag(of),
		Write: func(_ Writer, s *ir.Schema, o *Object) { o.Add(name, *of(s)) },
	}
}

// ignored is a keyword that is of no use to any output.
func ignored(name string) *Keyword {
	return &Keyword{Name: name, Class: Text, Read: readNothing}
}
