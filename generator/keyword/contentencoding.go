package keyword

import "github.com/oasmint/oasmint/generator/ir"

// contentEncoding (JSON Schema Validation, section 8.3). It is an annotation:
// what the text holds is not checked. Words: of all three keywords of section 8.
var contentEncoding = func() *Keyword {
	k := text("contentEncoding", "ContentEncoding", func(s *ir.Schema) *string { return &s.ContentEncoding })
	k.Class, k.Noun = Annotation, "content encoding"
	k.Write = func(_ Writer, s *ir.Schema, o *Object) {
		switch {
		case s.ContentEncoding != "":
			o.Put("contentEncoding", s.ContentEncoding)
		case s.Format == "byte": // how OpenAPI 3.0 says it
			o.Put("contentEncoding", "base64")
		}
	}
	k.Words = func(v Voice, s *ir.Schema, _ Told) string {
		var holds, how, is string
		if s.ContentMediaType != "" {
			holds = "holds " + v.Code(s.ContentMediaType)
		} else if s.ContentEncoding != "" || s.ContentSchema != nil {
			holds = "holds data"
		}
		if s.ContentEncoding != "" {
			how = " in " + v.Code(s.ContentEncoding)
		}
		if s.ContentSchema != nil {
			is = ": " + v.Phrase(s.ContentSchema)
		}
		return holds + how + is
	}
	return k
}()
