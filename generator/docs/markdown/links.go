// The links of a text: which are kept, and how they are written.

package markdown

import (
	"fmt"
	"html"
	"strings"

	"github.com/oasmint/oasmint/generator/visible"
	"github.com/yuin/goldmark/ast"
)

// link appends a link, or its text alone where the link is not kept.
func (w *writer) link(n ast.Node, destination string) {
	if w.inLink || w.Dialect.plain {
		w.children(n)
		return
	}
	target, ok := w.destination(destination)
	if !ok {
		w.children(n)
		return
	}
	text := strings.TrimSpace(w.inner(n, true))
	if text == "" {
		text = string(w.Dialect.escape(nil, destination, false))
	}
	w.buf = append(w.buf, "["+text+"]("+target+")"...)
}

// autoLink appends a link whose text is its destination (CommonMark, section 6.5;
// GFM, section 6.9).
func (w *writer) autoLink(n *ast.AutoLink) {
	label, url := string(n.Label(w.src)), string(n.URL(w.src))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(url), "mailto:") {
		url = "mailto:" + url
	}
	target, ok := w.destination(html.UnescapeString(url))
	if w.inLink || w.Dialect.plain || !ok {
		w.write(label)
		return
	}
	w.buf = append(w.buf, "["...)
	w.buf = w.Dialect.escape(w.buf, label, false)
	w.buf = append(w.buf, "]("+target+")"...)
}

// destination returns the destination of a link as it is written on the page, or
// false where the link is not kept.
func (w *writer) destination(dest string) (string, bool) {
	dest = strings.TrimSpace(visible.Prose(dest))
	scheme, rest, found := strings.Cut(strings.ToLower(dest), ":")
	if found && rest != "" && (scheme == "http" || scheme == "https" || scheme == "mailto") {
		return Destination(dest), true
	}
	if w.Link != nil && dest != "" {
		if target, ok := w.Link(dest); ok {
			return target, true
		}
	}
	if w.Dropped != nil {
		w.Dropped(dest)
	}
	return "", false
}

// Destination percent-encodes what of a URL has a meaning in Markdown, in table
// cells or in MDX.
func Destination(url string) string {
	var b strings.Builder
	for _, c := range []byte(url) {
		switch {
		case c <= ' ' || c == 0x7f || strings.IndexByte("()<>|{}\"'\\`^*_[]", c) >= 0 && c != '_':
			fmt.Fprintf(&b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
