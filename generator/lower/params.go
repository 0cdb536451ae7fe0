package lower

import (
	"net/http"
	"regexp"
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// This file makes one object of the parameters of an operation (OpenAPI 3.1.1, section
// 4.8.12), and one of the headers of a response (section 4.8.17): a schema with a member
// for each, so that they have a Go type and validators like every other object.

// param is a parameter, and its place.
type param struct {
	*ir.Parameter
	at source.Cursor
}

// parameterList reads a list of parameters.
func (l *lowerer) parameterList(list source.Cursor, op *operation) []*param {
	var out []*param
	read := map[parameterKey]bool{}
	for _, c := range list.Items() {
		if p := l.parameter(c, op, read); p != nil {
			out = append(out, p)
		}
	}
	return out
}

// params gives an operation its parameters, and the object of those that can be sent.
func (l *lowerer) params(op *operation, all []*param) {
	all = l.matchTemplate(op, all)
	object := &ir.Schema{Types: ir.Object, ParamsOf: op.Operation}
	as := &role{kind: roleParams, op: op, params: map[string][]*param{}}
	taken, template := map[string]bool{}, map[string]bool{}
	for _, name := range templateNames(op.Path) {
		template[name] = true
	}
	for _, p := range all {
		op.Parameters = append(op.Parameters, p.Parameter)
		taken[p.Wire] = true
	}
	plain := map[string]bool{}
	for _, in := range []string{"path", "query", "header", "cookie"} {
		for _, p := range all {
			if p.In != in || !l.isSent(p, template) {
				continue
			}
			p.Member = p.Wire
			if plain[p.Wire] { // a parameter of another place has the name
				for p.Member = in + "." + p.Wire; taken[p.Member]; {
					p.Member = in + "." + p.Member
				}
			}
			plain[p.Wire], taken[p.Member] = true, true
		}
	}
	op.Params = l.objectOf(all, object, as, op.at.Key("parameters"))
}

// objectOf gives an object a member for each of the parameters that can be sent; nil
// where there is none.
func (l *lowerer) objectOf(all []*param, object *ir.Schema, as *role, at source.Cursor) *ir.Schema {
	for _, p := range all {
		if p.Member == "" {
			continue
		}
		if p.Schema == nil {
			p.Schema = l.anyText(p.at)
		}
		object.Properties = append(object.Properties, &ir.Property{
			Node:   ir.Node{Wire: p.Member, Doc: p.Doc, Deprecated: p.Deprecated, Pos: p.Pos},
			Schema: p.Schema,
		})
		as.params[p.Member] = append(as.params[p.Member], p)
		if p.Required {
			object.Required = append(object.Required, p.Member)
		}
	}
	if len(as.params) == 0 {
		return nil
	}
	object.Pos = at.Position()
	e := &entry{schema: object, at: at, role: as}
	l.entries[at.ID()], l.bySchema[object] = e, e
	l.order = append(l.order, e)
	return object
}

// head gives a response the object of its headers. All that refer to it share that; it
// is named by who it belongs to.
func (l *lowerer) head(c source.Cursor, r *ir.Response, op *operation, as role) {
	var all []*param
	read := map[string]bool{}
	for _, h := range c.Members() {
		p := l.header(h, op)
		if p == nil {
			continue
		}
		r.Headers = append(r.Headers, p)
		switch name := http.CanonicalHeaderKey(p.Wire); {
		case p.Wire == "":
			l.warn(h, "bad-value", "the header has no name; it is left out of the Go type")
		case name == "Content-Type": // "it SHALL be ignored" (OpenAPI 3.1.1, section 4.8.17.1)
			l.diags.Notef(h.Position(), "header-parameter", "OpenAPI ignores a header of a response called Content-Type, which media types describe; it is left out of the Go type")
		case slices.Contains(framing, name):
			l.warn(h, "header-framing", "HTTP itself writes the header %s of an answer; it is left out of the Go type", name)
		case read[name]:
			l.warn(h, "duplicate-parameter", "the header %q is described twice, in another case; the first is taken, and this one is left out of the Go type", p.Wire)
		default:
			read[name] = true
			p.Member = p.Wire
			all = append(all, &param{p, h})
		}
	}
	as.kind, as.params = roleHead, map[string][]*param{}
	if e := l.entries[c.ID()]; e != nil {
		if r.Head = e.schema; as.op != nil {
			as.params = e.role.params
			*e.role = as
		}
		return
	}
	r.Head = l.objectOf(all, &ir.Schema{Types: ir.Object, HeadersOf: r}, &as, c)
}

// framing are the headers that say where a message goes and how it is read from the
// connection (RFC 9112). What a caller wrote there would be overwritten, or not kept.
var framing = []string{"Connection", "Content-Length", "Host", "Trailer", "Transfer-Encoding", "Upgrade"}

// isSent reports whether a parameter is one that is sent as such; that it is not is
// said. Three headers are described elsewhere: "the parameter definition SHALL be
// ignored" (OpenAPI 3.1.1, section 4.8.12.2.1).
func (l *lowerer) isSent(p *param, template map[string]bool) bool {
	switch {
	case p.Wire == "":
		l.warn(p.at, "bad-value", "the parameter has no name; it is left out of the Go type")
		return false
	case p.In == "path" && !template[p.Wire]:
		l.diags.Notef(p.at.Position(), "path-parameter", "the path has no {%s}: the parameter cannot be sent, and is left out of the Go type", p.Wire)
		return false
	case p.In == "header" && slices.Contains(framing, http.CanonicalHeaderKey(p.Wire)):
		l.warn(p.at, "header-framing", "HTTP itself writes the header %s of a request; it is left out of the Go type", http.CanonicalHeaderKey(p.Wire))
		return false
	case p.In == "header" && slices.Contains([]string{"Accept", "Content-Type", "Authorization"}, http.CanonicalHeaderKey(p.Wire)):
		l.diags.Notef(p.at.Position(), "header-parameter", "OpenAPI ignores a header parameter called %s, which media types and security schemes describe; it is left out of the Go type", http.CanonicalHeaderKey(p.Wire))
		return false
	}
	return true
}

// matchTemplate adds a parameter for each {name} in the path that none is described
// for: it must be sent, or the URL has a hole.
func (l *lowerer) matchTemplate(op *operation, all []*param) []*param {
	if op.Webhook {
		return all
	}
	described := map[string]bool{}
	for _, p := range all {
		described[p.Wire] = described[p.Wire] || p.In == "path"
	}
	for i, name := range templateNames(op.Path) {
		if described[name] {
			continue
		}
		l.diags.Notef(op.at.Position(), "path-parameter", "no parameter describes {%s} of the path: it is taken for a string", name)
		added := &param{&ir.Parameter{
			Node: ir.Node{Wire: name, Pos: op.at.Position()}, In: "path", Required: true, Style: "simple", Schema: l.anyText(op.at),
		}, op.at.Key("parameters").Key(name)}
		all = slices.Insert(all, min(i, len(all)), added)
	}
	for _, p := range all {
		if p.In == "path" && !p.Required {
			p.Required = true
			l.diags.Notef(p.at.Position(), "path-parameter", "a path parameter is always required, and is taken for one that is")
		}
	}
	return all
}

var templateName = regexp.MustCompile(`\{([^{}]*)\}`)

// templateNames lists the names in the braces of a path template, each once.
func templateNames(path string) []string {
	var out []string
	listed := map[string]bool{}
	for _, m := range templateName.FindAllStringSubmatch(path, -1) {
		if !listed[m[1]] {
			listed[m[1]] = true
			out = append(out, m[1])
		}
	}
	return out
}

// anyText stands for the schema of a parameter without one: what is sent is text.
func (l *lowerer) anyText(at source.Cursor) *ir.Schema {
	e := &entry{at: at, schema: &ir.Schema{
		Node: ir.Node{Pos: at.Position()}, Types: ir.String, Shape: &ir.Shape{Kind: ir.KindPrimitive, Type: ir.String},
	}}
	l.bySchema[e.schema] = e
	return e.schema
}

// nameParams gives parameters the names of their fields.
func nameParams(object *ir.Schema, list []*ir.Parameter) {
	if object == nil {
		return
	}
	names := map[string]string{}
	for _, f := range object.Shape.Fields {
		names[f.Wire] = f.Name
	}
	for _, p := range list {
		if name, ok := names[p.Member]; ok && p.Member != "" {
			p.Name = name
		}
	}
}
