// Parts of pages: a schema without a name of its own in the document, which one operation
// or one other schema alone uses, stands on the page of its user. A large document has
// thousands of them, and nobody looks for one elsewhere. When a second page comes to use
// it, it has a page of its own, whose path it always had the name for.

package docs

import (
	"bytes"
	"strings"
	"text/template"

	"github.com/oasmint/oasmint/generator/ir"
)

// PartID begins the anchor of each part.
const PartID = "schema-"

const (
	// partsID is the anchor over the parts of a page, and inPart stands between the anchor of
	// a part and one in it. No file's name has inPart in it.
	partsID = "schemas"
	inPart  = "--"

	// partsBelow is how much deeper headings of a part are than those of a page.
	partsBelow = 2
)

// The most parts that a page has, and fields and values in them. Schemas beyond that have
// pages of their own, with parts of their own.
const maxParts, maxPartMembers = 100, 1000

// withoutParts gives the pages of operations, and of schemas that are not yet added, their
// parts. It returns the pages of schemas that are none.
func (s *site) withoutParts(schemas []*page) []*page {
	// A part is placed after its user, which need not come before it in the document.
	placed, members := map[*page]bool{}, map[*page]int{}
	var place func(p *page)
	place = func(p *page) {
		if placed[p] {
			return
		}
		placed[p] = true
		user := s.onlyUser(p.Schema)
		if user == nil {
			return
		}
		if user.Schema != nil {
			place(user)
		}
		host := user.on()
		n := members[host] + len(p.Schema.Shape.Fields) + len(p.Schema.Shape.Enum)
		if host == p || len(host.parts) == maxParts || n > maxPartMembers {
			return
		}
		members[host] = n
		p.host, p.Host, p.ID = host, &host.Page, PartID+partName(host, p)
		host.parts, host.Parts = append(host.parts, p), append(host.Parts, &p.Page)
	}
	var out []*page
	for _, p := range schemas {
		if place(p); p.host == nil {
			out = append(out, p)
		}
	}
	return out
}

// onlyUser returns the page of the one operation or schema that uses a schema without a
// name of its own, or nil. A body to which the document refers from a second media type is
// used twice.
func (s *site) onlyUser(schema *ir.Schema) (user *page) {
	if schema.IsComponent() {
		return nil
	}
	for _, use := range schema.UsedBy {
		by := s.schemas[use.Schema]
		if use.Operation != nil {
			by = s.ops[use.Operation]
			if body := use.Operation.Body; body != nil && times(body.Content, schema) > 1 {
				return nil
			}
		}
		if by == nil || user != nil && user != by {
			return nil
		}
		user = by
	}
	return user
}

// times is how many of media types have that schema.
func times(content []*ir.MediaType, schema *ir.Schema) (n int) {
	for _, m := range content {
		if m.Schema == schema {
			n++
		}
	}
	return n
}

// partName names a part among those of its host, without what both names begin with.
func partName(host, p *page) string {
	if rest, ok := strings.CutPrefix(p.stem(), host.stem()+"-"); ok {
		return rest
	}
	return "-" + p.stem() // as no other name begins
}

// on is the page that p is on: itself, or the host of a part.
func (p *page) on() *page {
	if p.host != nil {
		return p.host
	}
	return p
}

// Anchor is the anchor on the page of what has an anchor in p, which may be a part of it.
func (p *Page) Anchor(id string) string {
	switch {
	case p.Host == nil:
		return id
	case id == "":
		return p.ID
	}
	return p.ID + inPart + id
}

// renderParts fills in the templates of a page's parts, below a heading that the page ends with.
func (p *page) renderParts(s *site, tmpl *template.Template, buf *bytes.Buffer) error {
	if len(p.parts) == 0 {
		return nil
	}
	p.raw = append(p.raw, "\n"+heading(2, partsID, "Schemas of this page")+"\n"...)
	s.below = partsBelow
	defer func() { s.below = 0 }()
	for _, part := range p.parts {
		s.diags.Enter(part.position())
		buf.Reset()
		if err := part.renderBody(s, tmpl, buf); err != nil {
			return err
		}
		part.raw = append([]byte("\n"+heading(1+partsBelow, part.ID, part.Heading())), part.asPart(buf.Bytes())...)
	}
	return nil
}

// asPart puts what a template made, whose headings and anchors are those of a page of its
// own, on the page of the host.
func (p *page) asPart(raw []byte) []byte {
	var out bytes.Buffer
	for line := range bytes.Lines(bytes.TrimRight(raw, "\n")) {
		if bytes.IndexByte(line, headingToken) >= 0 || bytes.IndexByte(line, slugToken) >= 0 {
			line = append([]byte(strings.Repeat("#", partsBelow)), line...)
		}
		for {
			i := bytes.IndexAny(line, string([]byte{anchorToken, headingToken, slugToken}))
			if i < 0 {
				break
			}
			out.Write(line[:i])
			kind := line[i]
			if kind == slugToken { // its id no longer is
				kind = headingToken
			}
			out.WriteByte(kind)
			id, rest, _ := bytes.Cut(line[i+1:], []byte{endToken})
			out.WriteString(p.Anchor(string(id)) + string(endToken))
			line = rest
		}
		out.Write(line)
	}
	out.WriteByte('\n')
	return out.Bytes()
}
