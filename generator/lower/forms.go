package lower

import (
	"fmt"
	"go/token"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// This file reads how forms are written, and names the functions for them.

// encodings reads the Encoding Objects of a media type (OpenAPI 3.1.1, section
// 4.8.15).
func (l *lowerer) encodings(media source.Cursor) []*ir.Encoding {
	all := media.Key("encoding")
	if all.Node == nil || !l.expect(all, source.Object) {
		return nil
	}
	var out []*ir.Encoding
	for _, c := range all.Members() {
		if isExtension(c.LastToken()) || !l.expect(c, source.Object) {
			continue
		}
		e := &ir.Encoding{
			Name: c.LastToken(), Style: l.text(c, "style"), Explode: l.flag(c, "explode"),
			AllowReserved: l.flag(c, "allowReserved"), ContentType: l.text(c, "contentType"), Pos: c.Position(),
		}
		l.notRead(c, "encoding", "prefixEncoding", "itemEncoding")
		explode := c.Key("explode").Node != nil
		if e.Style == "" && (explode || c.Key("allowReserved").Node != nil) {
			e.Style = "form"
		}
		if !explode {
			e.Explode = e.Style == "form"
		}
		for _, h := range c.Key("headers").Members() {
			if header := l.partHeader(h); header != nil {
				e.Headers = append(e.Headers, header)
			}
		}
		out = append(out, e)
	}
	return out
}

// partHeader reads a header of a part, without its schema: nothing checks its
// value, which is said where there is one.
func (l *lowerer) partHeader(c source.Cursor) *ir.Parameter {
	name := c.LastToken()
	c, ok := l.resolve(c)
	if !ok || !l.expect(c, source.Object) || strings.EqualFold(name, "Content-Type") { // which the content type says
		return nil
	}
	schema, ok := l.resolve(c.Key("schema"))
	if s := schema.Node; ok && s != nil && (s.Kind != source.Object || len(s.Members) > 1 || len(s.Members) == 1 && s.Members[0].Value.Text != "string") {
		l.warn(c, "not-enforced", "the schema of the header %q of a part is not enforced: what is checked is that the header is there, where it is required", name)
	}
	return &ir.Parameter{
		Node: ir.Node{Wire: name, Doc: l.text(c, "description"), Deprecated: l.flag(c, "deprecated"), Pos: c.Position()},
		In:   "header", Required: l.flag(c, "required"), Style: "simple",
	}
}

// form is a request that is a form, on its way to a name.
type form struct {
	op     *operation
	media  *ir.MediaType
	schema *ir.Schema
	at     string // its place, as in goapi.Published.Names
}

// forms lists the forms that are requests, in the document's order.
func (l *lowerer) forms() (out []form) {
	for _, op := range l.ops {
		if op.Body == nil {
			continue
		}
		for _, m := range op.Body.Content {
			schema := m.Schema.Named()
			if schema == nil { // where names are not decided yet, the one that may have one
				schema = m.Schema
			}
			if kind := m.Media(); schema == nil || kind != ir.MediaForm && kind != ir.MediaMultipart {
				continue
			}
			out = append(out, form{op, m, schema, l.pointer(l.mediaAt[m])})
		}
	}
	return out
}

// publishedForm is the name that the functions of a form were published with, if it is
// not the schema's.
func (l *lowerer) publishedForm(f form) string {
	name := l.opts.Published.Names[f.at]
	e := l.bySchema[f.schema]
	if name == f.schema.Name || e != nil && name == l.opts.Published.Names[l.pointer(e.at)] {
		return ""
	}
	return name
}

// reserveForms keeps the names that forms were published with, so that no new
// schema takes them.
func (l *lowerer) reserveForms(c *claims) {
	for _, f := range l.forms() {
		if name := l.publishedForm(f); name != "" {
			for _, ident := range l.opts.Reserved.Of(goapi.ForSchema, name) {
				if c.owner[ident] == nil {
					c.owner[ident] = f.op
				}
			}
		}
	}
}

// nameForms names the functions for forms: by the schema, so that one name serves
// all operations that take it. Where they write it differently, one encoding has
// that name: the one that was published with it, else the one that says nothing,
// else the first. Each other is named by the first operation that has it.
func (l *lowerer) nameForms(c *claims) {
	type key struct {
		schema *ir.Schema
		kind   ir.Media
	}
	groups := map[key][][]form{} // by their encodings
	var order []key
	for _, f := range l.forms() {
		if f.schema.Name == "" {
			continue
		}
		k := key{f.schema, f.media.Media()}
		if groups[k] == nil {
			order = append(order, k)
		}
		i := slices.IndexFunc(groups[k], func(g []form) bool { return encoded(g[0]) == encoded(f) })
		if i < 0 {
			i, groups[k] = len(groups[k]), append(groups[k], nil)
		}
		groups[k][i] = append(groups[k][i], f)
	}
	for _, k := range order {
		plain := slices.IndexFunc(groups[k], func(g []form) bool {
			return slices.ContainsFunc(g, func(f form) bool { return l.opts.Published.Names[f.at] != "" && l.publishedForm(f) == "" })
		})
		if plain < 0 {
			plain = max(0, slices.IndexFunc(groups[k], func(g []form) bool { return len(g[0].media.Encoding) == 0 && l.publishedForm(g[0]) == "" }))
		}
		for i, g := range groups[k] {
			name := k.schema.Name
			if i != plain {
				name = l.formName(c, g)
			}
			for _, f := range g {
				f.media.FormName = name
			}
		}
	}
}

// formName is the name of forms that have not the schema's.
func (l *lowerer) formName(c *claims, g []form) string {
	var candidates []string
	for _, f := range g {
		if name := l.publishedForm(f); token.IsIdentifier(name) {
			candidates = append(candidates, name)
		}
	}
	op := g[0].op
	name := op.Name + g[0].schema.Name
	candidates = append(candidates, op.Name, name, name+"Form")
	for i := 0; ; i++ {
		if i < len(candidates) {
			name = candidates[i]
		} else {
			name += "Other"
		}
		idents := l.opts.Reserved.Of(goapi.ForSchema, name)
		taken := func(ident string) bool {
			by := c.owner[ident]
			return by != nil && !slices.ContainsFunc(g, func(f form) bool { return by == f.op })
		}
		if !slices.ContainsFunc(idents, taken) {
			for _, ident := range idents {
				c.owner[ident] = op
				l.constantOf[ident] = noEnum
			}
			return name
		}
	}
}

// encoded is what a form's encoding says, in whatever order.
func encoded(f form) string {
	var lines []string
	for _, e := range f.media.Encoding {
		line := fmt.Sprintf("%q %q %t %t %q", e.Name, e.Style, e.Explode, e.AllowReserved, e.ContentType)
		for _, h := range e.Headers {
			if h.Required {
				line += fmt.Sprintf(" %q", strings.ToLower(h.Wire))
			}
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
