// The HTML tags that descriptions commonly use, read as nodes of the tree.

package markdown

import (
	"bytes"
	"html"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/oasmint/oasmint/generator/visible"
)

// tagRole says what becomes of a tag.
type tagRole uint8

const (
	unknown tagRole = iota // escaped: all that is not in tagRoles
	inline                 // a pair that becomes emphasis, a link, …
	code                   // a pair whose content is no Markdown
	block                  // begins or ends a paragraph, an item, a heading
	dropped                // left out: Markdown has nothing like it
)

var tagRoles = map[string]tagRole{
	"b": inline, "strong": inline, "i": inline, "em": inline, "a": inline, "s": inline, "del": inline,
	"code": code, "tt": code, "kbd": code, "samp": code, "var": code, "pre": code,
	"br": block, "hr": block, "p": block, "div": block, "ul": block, "ol": block, "li": block,
	"h1": block, "h2": block, "h3": block, "h4": block, "h5": block, "h6": block,
	"span": dropped, "nobr": dropped, "font": dropped, "center": dropped, "small": dropped, "big": dropped, "u": dropped,
	"img": inline,
}

// tag is one of tagRoles, or a comment, which has no name.
type tag struct {
	ast.BaseInline
	name string
	end  bool   // </name>
	href string // of an <a>; the source of an <img>
	text string // the alternative text of an <img>
}

var kindTag = ast.NewNodeKind("Tag")

// Kind implements ast.Node.
func (*tag) Kind() ast.NodeKind { return kindTag }

// Dump implements ast.Node.
func (t *tag) Dump(source []byte, level int) {
	ast.DumpHelper(t, source, level, map[string]string{"name": t.name}, nil)
}

// The lengths up to which a tag, and code or a comment, are recognised. Without
// them, a hostile text could make the parser search its rest for each '<'.
const (
	maxTag  = 2 << 10
	maxCode = 8 << 10
)

// tagParser is the inline parser for tags.
type tagParser struct{}

// Trigger implements parser.InlineParser.
func (tagParser) Trigger() []byte { return []byte{'<'} }

// Parse implements parser.InlineParser. It returns a tag, a code span, or nil,
// which leaves the text as it is.
func (tagParser) Parse(_ ast.Node, r text.Reader, _ parser.Context) ast.Node {
	line, _ := r.PeekLine()
	if bytes.HasPrefix(line, []byte("<!--")) {
		src := ahead(r, maxCode)
		if i := strings.Index(src, "-->"); i >= 0 {
			advance(r, i+len("-->"))
			return &tag{}
		}
		return nil
	}
	name := tagName(line)
	role := tagRoles[name]
	if role == unknown {
		return nil
	}
	src := ahead(r, maxTag)
	m := tagPattern.FindString(src)
	if m == "" {
		return nil
	}
	t := &tag{name: name, end: m[1] == '/'}
	if role == code {
		if t.end { // without a beginning
			advance(r, len(m))
			return &tag{}
		}
		src = ahead(r, maxCode)[len(m):]
		end := codeEnds[name].FindStringIndex(src)
		if end == nil {
			return nil
		}
		advance(r, len(m)+end[1])
		return rawCode(src[:end[0]])
	}
	if !t.end {
		t.href, t.text = attribute(m, "href"), ""
		if name == "img" {
			t.href, t.text = attribute(m, "src"), attribute(m, "alt")
		}
	}
	advance(r, len(m))
	return t
}

// tagName returns the lower-case name of the tag that a line begins with.
func tagName(line []byte) string {
	line = bytes.TrimPrefix(line[1:], []byte("/"))
	n := 0
	for n < len(line) && n < 8 && (line[n] >= 'a' && line[n] <= 'z' || line[n] >= 'A' && line[n] <= 'Z' || n > 0 && line[n] >= '0' && line[n] <= '9') {
		n++
	}
	return strings.ToLower(string(line[:n]))
}

// An opening or closing tag as CommonMark 0.31, section 6.6 has it.
var tagPattern = regexp.MustCompile(`^</?[A-Za-z][A-Za-z0-9]*(?:\s+[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>` + "`" + `]+))?)*\s*/?>`)

// codeEnds holds the pattern of the closing tag for each tag of code.
var codeEnds = func() map[string]*regexp.Regexp {
	out := map[string]*regexp.Regexp{}
	for name, role := range tagRoles {
		if role == code {
			out[name] = regexp.MustCompile(`(?i)</` + name + `\s*>`)
		}
	}
	return out
}()

var attributePattern = regexp.MustCompile(`\s([A-Za-z_:][\w:.-]*)\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>` + "`" + `]+)`)

// attribute returns the value of a tag's attribute, or "".
func attribute(tag, name string) string {
	for _, m := range attributePattern.FindAllStringSubmatch(tag, -1) {
		if strings.EqualFold(m[1], name) {
			return visible.Prose(html.UnescapeString(strings.Trim(m[2], `"'`)))
		}
	}
	return ""
}

// rawCode returns a code span of the content of a <code>.
func rawCode(content string) ast.Node {
	span := ast.NewCodeSpan()
	content = html.UnescapeString(strings.Join(strings.Fields(content), " "))
	span.AppendChild(span, ast.NewString([]byte(visible.Prose(content))))
	return span
}

// ahead returns up to limit bytes of what a reader reads next.
func ahead(r text.Reader, limit int) string {
	line, _ := r.PeekLine()
	if len(line) >= limit {
		return string(line[:limit])
	}
	row, at := r.Position()
	var b strings.Builder
	for line != nil && b.Len() < limit {
		b.Write(line[:min(len(line), limit-b.Len())])
		r.AdvanceLine()
		line, _ = r.PeekLine()
	}
	r.SetPosition(row, at)
	return b.String()
}

// advance moves a reader on by n bytes, which may extend over several lines.
func advance(r text.Reader, n int) {
	for n > 0 {
		line, _ := r.PeekLine()
		if n < len(line) || line == nil {
			r.Advance(n)
			return
		}
		n -= len(line)
		r.AdvanceLine()
	}
}

// pairTags replaces pairs of tags among siblings by the node that they mean, and
// removes tags that have no counterpart.
func pairTags(root ast.Node, source []byte) {
	var parents []ast.Node
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && n.FirstChild() != nil && n.FirstChild().Type() == ast.TypeInline {
			parents = append(parents, n)
		}
		return ast.WalkContinue, nil
	})
	for _, p := range parents {
		pairChildren(p, source)
	}
}

// pairChildren does that for the children of one node.
func pairChildren(parent ast.Node, source []byte) {
	mergeText(parent, source)
	var open []*tag
	count := map[string]int{} // of the open ones, by name
	for n := parent.FirstChild(); n != nil; {
		next := n.NextSibling()
		t, ok := n.(*tag)
		if !ok || tagRoles[t.name] == block {
			n = next
			continue
		}
		switch {
		case t.name == "img":
			parent.ReplaceChild(parent, t, imageLink(t))
		case tagRoles[t.name] != inline || t.end && count[t.name] == 0:
			parent.RemoveChild(parent, t)
		case !t.end:
			open = append(open, t)
			count[t.name]++
		default:
			for {
				last := open[len(open)-1]
				open = open[:len(open)-1]
				count[last.name]--
				if last.name == t.name {
					wrap(parent, last, t)
					break
				}
				parent.RemoveChild(parent, last)
			}
		}
		n = next
	}
	for _, t := range open {
		parent.RemoveChild(parent, t)
	}
}

// mergeText joins neighbouring texts: the parser divides a text at characters
// that could have been marks.
func mergeText(parent ast.Node, source []byte) {
	for n := parent.FirstChild(); n != nil; {
		t, ok := n.(*ast.Text)
		next := n.NextSibling()
		if ok && next != nil && t.Segment.Stop > 0 && t.Merge(next, source) {
			parent.RemoveChild(parent, next)
			continue
		}
		n = next
	}
}

// wrap puts what is between two tags into the node that they mean.
func wrap(parent ast.Node, from, to *tag) {
	var node ast.Node
	switch from.name {
	case "b", "strong":
		node = ast.NewEmphasis(2)
	case "i", "em":
		node = ast.NewEmphasis(1)
	case "s", "del":
		node = extast.NewStrikethrough()
	default:
		link := ast.NewLink()
		link.Destination = []byte(from.href)
		node = link
	}
	for n := from.NextSibling(); n != ast.Node(to); n = from.NextSibling() {
		node.AppendChild(node, n)
	}
	parent.RemoveChild(parent, to)
	parent.ReplaceChild(parent, from, node)
}

// imageLink returns the link to an image that is written for it: pages load
// nothing from elsewhere.
func imageLink(t *tag) ast.Node {
	link := ast.NewLink()
	link.Destination = []byte(t.href)
	alt := t.text
	if alt == "" {
		alt = "image"
	}
	link.AppendChild(link, ast.NewString([]byte(visible.Prose(alt))))
	return link
}
