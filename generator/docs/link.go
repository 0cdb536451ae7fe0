// Links and anchors. On a page that is being made they are tokens, between
// control characters that no text from a document can hold. When all pages are
// written, each token is resolved, or is an error.

package docs

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/oasmint/oasmint/generator/docs/markdown"
)

// The tokens: a link's destination (path#anchor), an anchor in a cell or a
// line, an anchor at the end of a heading, and one there whose id is the slug
// of the heading's text.
const (
	linkToken    = '\x01'
	anchorToken  = '\x02'
	headingToken = '\x03'
	slugToken    = '\x04'
	endToken     = '\x05'
	sampleToken  = '\x0e' // where a [Sample] begins
	sampleEnd    = '\x0f' // and where it ends
)

const tokens = "\x01\x02\x03\x04\x0e\x0f" + asideBegin + asideEnd

// linkTo returns a link to a page, or to an anchor on it.
func linkTo(text Markdown, p *page, anchor string) Markdown {
	return "[" + text + "](" + destinationOf(p, anchor) + ")"
}

func destinationOf(p *page, anchor string) Markdown {
	return Markdown(string(linkToken) + p.on().Path + "#" + p.Anchor(anchor) + string(endToken))
}

// anchor returns an anchor, for a cell or a line.
func anchor(id string) Markdown {
	return Markdown(string(anchorToken) + id + string(endToken))
}

// heading returns a heading with an anchor.
func heading(level int, id string, text Markdown) Markdown {
	token := headingToken
	if markdown.Slug(string(text)) == id {
		token = slugToken
	}
	return Markdown(strings.Repeat("#", level)+" "+string(text)) + Markdown(string(token)+id+string(endToken))
}

// sampleBegin marks an example: label says what it is in, "" of a body.
func sampleBegin(label Markdown) Markdown {
	return Markdown(string(sampleToken) + string(label) + string(endToken))
}

// anchorID makes the id of an anchor from a wire name: each character that is no
// letter, digit, '-' or '_' becomes a dot and its bytes in hex. Different names
// have different ids, and a name's id does not depend on other names.
func anchorID(kind, wire string) string {
	var b strings.Builder
	b.WriteString(kind + "-")
	for _, c := range wire {
		if c == '-' || c == '_' || unicode.IsLetter(c) || unicode.IsDigit(c) {
			b.WriteRune(c)
			continue
		}
		for _, x := range utf8.AppendRune(nil, c) {
			fmt.Fprintf(&b, ".%02x", x)
		}
	}
	return b.String()
}

// reservedSlug reports whether the anchor of a heading in a description could be
// one that the page has itself.
func reservedSlug(slug string) bool {
	if sectionIDs[slug] {
		return true
	}
	kind, _, found := strings.Cut(slug, "-")
	return found && anchorKinds[kind]
}

var sectionIDs = map[string]bool{
	"parameters": true, "request": true, "responses": true, "examples": true, "curl": true, "go": true,
	"fields": true, "values": true, "variants": true, "rules": true, "used-by": true,
	"more": true, "operations": true, partsID: true, "tags": true, "servers": true, "webhooks": true, "other-operations": true,
}

var anchorKinds = map[string]bool{
	"field": true, "value": true, "response": true, "scheme": true, "status": true, "tag": true, "parameter": true, "schema": true,
}

// links knows every page and its anchors.
type links struct {
	preset *preset
	pages  map[string]map[string]string // by path and id: the id that links have to use
}

// collectAnchors finds the anchors of all pages. One that is on a page twice is
// an error.
func collectAnchors(pages []*page, preset *preset) (*links, error) {
	l := &links{preset: preset, pages: map[string]map[string]string{}}
	var errs []error
	for _, p := range pages {
		ids := map[string]string{"": ""}
		above := "" // the last heading, to which links to a cell lead
		collect := func(kind byte, value string) error {
			if kind == linkToken || kind == sampleToken || kind == sampleEnd {
				return nil
			}
			if _, ok := ids[value]; ok {
				return fmt.Errorf("docs: %s has the anchor #%s twice", p.Path, value)
			}
			ids[value] = value
			switch {
			case kind != anchorToken:
				above = value
			case preset.cellAnchor == "":
				ids[value] = above
				return nil
			}
			p.Anchors = append(p.Anchors, value)
			return nil
		}
		errs = append(errs, eachToken(p.raw, nil, collect))
		for _, part := range p.parts {
			errs = append(errs, eachToken(part.raw, nil, collect))
		}
		l.pages[p.Path] = ids
	}
	return l, errors.Join(errs...)
}

// finish makes the Markdown of a page, and of its parts.
func (l *links) finish(p *page) error {
	data, samples, err := l.resolve(p.raw, p.Path)
	errs, all := []error{err}, [][]byte{data}
	for _, part := range p.parts {
		data, _, err := l.resolve(part.raw, p.Path)
		errs, all = append(errs, err), append(all, data)
	}
	p.Data, p.Samples, p.own = bytes.Join(all, nil), samples, len(data)
	from := p.own
	for i, part := range p.parts {
		to := from + len(all[1+i])
		part.Data, from = p.Data[from:to:to], to
	}
	if l.preset.tail != "" {
		p.Data = append(bytes.TrimRight(p.Data, "\n"), l.preset.tail...)
	}
	return errors.Join(errs...)
}

// resolve returns a page with its tokens replaced, for a file at a path, and the
// examples in it. Links to what is not there are errors, all of them reported.
func (l *links) resolve(raw []byte, at string) ([]byte, []Sample, error) {
	return l.replace(raw, at, l.preset)
}

func (l *links) replace(raw []byte, at string, preset *preset) ([]byte, []Sample, error) {
	var samples []Sample
	section := ""
	out := bytes.NewBuffer(make([]byte, 0, len(raw)+len(raw)/8)) // links get longer
	var errs []error
	err := eachToken(raw, out, func(kind byte, value string) error {
		switch kind {
		case sampleToken:
			samples = append(samples, Sample{Section: section, Label: Markdown(value), Start: out.Len()})
		case sampleEnd:
			samples[len(samples)-1].End = out.Len()
		case linkToken:
			target, id, _ := strings.Cut(value, "#")
			ids, ok := l.pages[target]
			if !ok {
				errs = append(errs, fmt.Errorf("docs: %s links to %s, which is no page", at, target))
				return nil
			}
			actual, ok := ids[id]
			if !ok {
				errs = append(errs, fmt.Errorf("docs: %s links to %s#%s, which is no anchor of that page", at, target, id))
				return nil
			}
			if target == at && actual != "" {
				out.WriteString("#" + actual)
				return nil
			}
			to := relative(at, target)
			if preset.url != nil {
				to = preset.url(at, target)
			}
			out.WriteString(preset.link(to, actual))
		case headingToken:
			section = value
			fmt.Fprintf(out, preset.headingAnchor, value)
		case slugToken:
			section = value
			if !preset.slugs {
				fmt.Fprintf(out, preset.headingAnchor, value)
			}
		case anchorToken:
			if preset.cellAnchor != "" {
				fmt.Fprintf(out, preset.cellAnchor, value)
			}
		}
		return nil
	})
	return out.Bytes(), samples, errors.Join(append(errs, err)...)
}

// eachToken calls do for every token, and writes the text between tokens to out,
// if that is not nil.
func eachToken(raw []byte, out *bytes.Buffer, do func(kind byte, value string) error) error {
	for len(raw) > 0 {
		i := bytes.IndexAny(raw, tokens)
		if i < 0 {
			break
		}
		if out != nil {
			out.Write(raw[:i])
		}
		if raw[i] == asideBegin[0] || raw[i] == asideEnd[0] { // only llms-full.txt leaves asides out
			raw = raw[i+1:]
			continue
		}
		n := bytes.IndexByte(raw[i:], endToken)
		if n < 0 {
			return errors.New("docs: a page has half a link")
		}
		if err := do(raw[i], string(raw[i+1:i+n])); err != nil {
			return err
		}
		raw = raw[i+n+1:]
	}
	if out != nil {
		out.Write(raw)
	}
	return nil
}

// relative returns the path from one file to another.
func relative(from, to string) string {
	dir := path.Dir(from)
	if dir == "." {
		return to
	}
	if rest, ok := strings.CutPrefix(to, dir+"/"); ok {
		return rest
	}
	return strings.Repeat("../", strings.Count(dir, "/")+1) + to
}
