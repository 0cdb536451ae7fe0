// Sample bodies: examples of the document, or values made from a schema.

package docs

import (
	"bytes"
	"encoding/json"

	"github.com/oasmint/oasmint/generator/ir"
)

// Example is a sample on a page.
type Example struct {
	Label Markdown // the language that a request is in
	Title Markdown
	Doc   Markdown
	Code  Markdown
}

// examples renders the examples that a document gives for a schema in a media
// type (of JSON where it is ""). One that the schema does not accept is left out.
func (s *site) examples(examples []*ir.Example, schema *ir.Schema, mediaType string, direction ir.Direction) []Example {
	var out []Example
	seen := map[string]bool{}
	for _, e := range examples {
		if e.External != "" {
			name := s.plain(titleOf(e.Summary, e.Name))
			out = append(out, Example{Title: "Another example: " + s.external(name, e.External), Doc: s.doc(e.Doc, 0, e.Pos)})
			continue
		}
		if seen[string(e.Value)] || !s.conforms(e, schema, direction) {
			continue
		}
		seen[string(e.Value)] = true
		title := Markdown("Example:")
		if name := titleOf(e.Summary, e.Name); name != "" {
			title = "Example: " + s.plain(name)
		}
		out = append(out, Example{Title: title, Doc: s.doc(e.Doc, 0, e.Pos), Code: s.exampleCode(e.Value, mediaType)})
	}
	return out
}

// conforms reports whether an example may be shown. One that may not was
// reported by [keyword.Judge.Report].
func (s *site) conforms(e *ir.Example, schema *ir.Schema, direction ir.Direction) bool {
	if len(e.Value) == 0 {
		return false
	}
	if schema == nil {
		return true
	}
	if ok, judged := s.judged[e]; judged {
		return ok
	}
	s.judged[e] = s.judge.Check(schema, e.Value, direction) == nil
	return s.judged[e]
}

// exampleCode shows a value as a body of a media type. Where that is not JSON, the
// document has the body as a JSON string.
func (s *site) exampleCode(v ir.Value, mediaType string) Markdown {
	var text string
	if mediaType != "" && !ir.MediaOf(mediaType).AsJSON() && json.Unmarshal(v, &text) == nil {
		return s.fence("", text)
	}
	return s.fence("json", pretty(v))
}

// pretty indents a JSON value. Keys stay in order, and numbers as written.
func pretty(v ir.Value) string {
	var b bytes.Buffer
	if json.Indent(&b, v, "", "  ") != nil {
		return string(v)
	}
	return b.String()
}

// sampleBody returns a request body to show: the first example of the media type,
// or of another with the same schema; else one that is made from the schema, with
// the examples of its parts or, where they do not fit, without. The schema
// accepts what it returns.
func (s *site) sampleBody(content []*ir.MediaType, m *ir.MediaType) (ir.Value, bool) {
	v, _, ok := s.sampleOf(content, m)
	return v, ok
}

// examplesOf returns the first example that fits of each body that some media types
// have, by [bodyOf].
func (s *site) examplesOf(content []*ir.MediaType) map[any]*ir.Example {
	if len(content) == 0 {
		return nil
	}
	known := s.firstExamples[content[0]]
	if known == nil {
		known = map[any]*ir.Example{}
		s.firstExamples[content[0]] = known
		for _, m := range content {
			if body := bodyOf(m); known[body] == nil {
				known[body] = s.fitting(m)
			}
		}
	}
	return known
}

// fitting is the first example of a media type that its schema accepts, or nil.
func (s *site) fitting(m *ir.MediaType) *ir.Example {
	for _, e := range m.Examples {
		if s.conforms(e, m.Schema, ir.InRequest) {
			return e
		}
	}
	return nil
}

// sampleOf is sampleBody, and the example that it took, or nil.
func (s *site) sampleOf(content []*ir.MediaType, m *ir.MediaType) (ir.Value, *ir.Example, bool) {
	if e := s.fitting(m); e != nil {
		return e.Value, e, true
	}
	if e := s.examplesOf(content)[bodyOf(m)]; e != nil {
		return e.Value, e, true
	}
	v, ok := s.samples.Plain(m.Schema, ir.InRequest)
	return v, nil, ok
}

// RequestExample is a body that an operation takes.
type RequestExample struct {
	Name  string // plain text; "" of one that is made from the schema
	Value ir.Value
}

// RequestExamples returns the bodies that the page of an operation shows in a media type:
// the first is that of its requests.
func (r *Reference) RequestExamples(op *ir.Operation, m *ir.MediaType) []RequestExample {
	var out []RequestExample
	for _, e := range m.Examples {
		if r.site.conforms(e, m.Schema, ir.InRequest) {
			out = append(out, RequestExample{titleOf(e.Summary, e.Name), e.Value})
		}
	}
	if out != nil || m.Schema == nil {
		return out
	}
	if v, from, ok := r.site.sampleOf(op.Body.Content, m); ok {
		name := ""
		if from != nil {
			name = titleOf(from.Summary, from.Name)
		}
		out = append(out, RequestExample{name, v})
	}
	return out
}
