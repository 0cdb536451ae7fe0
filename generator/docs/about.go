// What the document says of itself: who publishes it, under which terms, where to find more.

package docs

import (
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs/markdown"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/visible"
)

// external is a link that leads out of the docs; a text alone where it is none that a
// browser can be sent to.
func (s *site) external(text Markdown, url string) Markdown {
	url = strings.TrimSpace(visible.Line(url))
	lower := strings.ToLower(url)
	for _, scheme := range []string{"https://", "http://", "mailto:"} {
		if strings.HasPrefix(lower, scheme) && len(lower) > len(scheme) {
			return "[" + text + "](" + Markdown(markdown.Destination(url)) + ")"
		}
	}
	if url == "" {
		return text
	}
	return text + " (" + s.code(url) + ")"
}

// more links to external documentation.
func (s *site) more(docs *ir.ExternalDocs, at diag.Position) Markdown {
	if docs == nil || docs.URL == "" {
		return ""
	}
	if text, whole := s.summary(docs.Doc, at); whole && text != "" && !strings.ContainsAny(string(text), "[]`") {
		return "More: " + s.external(text, docs.URL)
	}
	return prose("More: "+s.external(s.plain(docs.URL), docs.URL), s.short(docs.Doc, at))
}

// publisher lists contact, licence and terms of the API, one a line.
func (s *site) publisher() (out []Markdown) {
	if c := s.api.Contact; c != nil {
		var who []Markdown
		switch {
		case c.Name != "" && c.URL != "":
			who = append(who, s.external(s.plain(c.Name), c.URL))
		case c.Name+c.URL != "":
			who = append(who, s.external(s.plain(c.Name+c.URL), c.URL))
		}
		if c.Email != "" {
			who = append(who, s.external(s.plain(c.Email), "mailto:"+c.Email))
		}
		if len(who) > 0 {
			out = append(out, "Contact: "+list(who, ", "))
		}
	}
	if l := s.api.License; l != nil && l.Name+l.Identifier+l.URL != "" {
		name := s.plain(titleOf(l.Name, l.Identifier+l.URL))
		if l.Identifier != "" && l.Identifier != l.Name {
			name += " (" + s.plain(l.Identifier) + ")"
		}
		out = append(out, "Licence: "+s.external(name, l.URL))
	}
	if s.api.Terms != "" {
		out = append(out, s.external("Terms of service", s.api.Terms))
	}
	if more := s.more(s.api.More, diag.Position{}); more != "" {
		out = append(out, more)
	}
	return out
}

// callLinks returns the table of what can be called with what a response holds.
func (s *site) callLinks(links []*ir.Link) *Table {
	var rows [][]Markdown
	for _, l := range links {
		operation := s.code(l.OperationID + l.OperationRef)
		if op := s.linked(l); op != nil {
			operation = s.operationLink(op)
		}
		var with []Markdown
		for _, p := range l.Parameters {
			with = append(with, s.code(p.Name)+" = "+s.expression(p.Value))
		}
		if len(l.Body) > 0 {
			with = append(with, "body = "+s.expression(l.Body))
		}
		if l.Server != nil {
			with = append(with, "at "+s.code(l.Server.URL))
		}
		rows = append(rows, []Markdown{s.code(l.Name), operation, list(with, ", "), s.short(l.Doc, l.Pos)})
	}
	return s.table([]Markdown{"Link", "Operation", "With", "Description"}, rows)
}

// expression is a value of a link: an expression in text is itself.
func (s *site) expression(v ir.Value) Markdown {
	if text, ok := formText(v); ok {
		return s.code(text)
	}
	return s.json(v)
}

// linked is the operation that a link leads to, or nil where that is in another document.
func (s *site) linked(l *ir.Link) *ir.Operation {
	for _, op := range s.api.Operations {
		if l.OperationID != "" && op.Wire == l.OperationID || l.OperationRef != "" && strings.HasSuffix(l.OperationRef, "#"+op.Pos.Pointer) {
			return op
		}
	}
	return nil
}
