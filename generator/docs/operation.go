// The page of an operation.

package docs

import (
	"slices"
	"strconv"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

type operationView struct {
	Deprecated bool
	Signature  Markdown
	About      []Markdown // names, tags, authentication, servers: one line each
	Doc        Markdown
	Path       Markdown
	PathDoc    Markdown // of all operations of the path
	Parameters *Table
	ParamsInGo Markdown
	Details    []Detail
	Request    []bodyView
	RequestDoc Markdown
	Statuses   *Table
	Responses  []responseView
	Samples    []Example
	Go         Markdown
}

// operationView decides the page of an operation.
func (s *site) operationView(op *ir.Operation) operationView {
	samples := s.requestSamples(op)
	v := operationView{
		Deprecated: op.Deprecated,
		Signature:  s.signature(op),
		About:      s.aboutOperation(op),
		Doc:        s.doc(op.Doc, 2, op.Pos),
		Path:       s.code(op.Path),
		Statuses:   s.statuses(op),
		Samples:    slices.Concat(samples, s.documentSamples(op, samples)),
		Go:         s.goOperation(op),
	}
	if op.PathDoc != op.Doc && op.PathDoc != op.Summary {
		v.PathDoc = s.doc(op.PathDoc, 3, op.Pos)
	}
	v.Parameters, v.Details = s.parameters(op.Parameters)
	v.ParamsInGo = s.paramsInGo(op.Params)
	if op.Body != nil {
		v.RequestDoc = s.doc(op.Body.Doc, 3, op.Body.Pos)
		v.Request = s.bodies(op.Body.Content, requiredBody(op.Body), ir.InRequest, slices.ContainsFunc(samples, func(e Example) bool { return e.Code != "" }))
	}
	for _, r := range op.Responses {
		if isError(r.Status) && r.Status != "default" && !op.Webhook {
			continue // it is on the page of errors
		}
		if len(r.Content) == 0 && len(r.Headers) == 0 && len(r.Links) == 0 {
			continue // there is no more to say than the table of statuses does
		}
		v.Responses = append(v.Responses, s.response(r))
	}
	return v
}

// paramsInGo says what an object of parameters or of headers is in Go.
func (s *site) paramsInGo(object *ir.Schema) Markdown {
	if object == nil || s.opts.ImportPath == "" || s.opts.NoGo {
		return ""
	}
	return "In Go: " + s.code(s.opts.Package+"."+object.Name) + ", read by its method " + s.code(goapi.DecodeParams.Pattern) + " and written by " + s.code(goapi.EncodeParams.Pattern) + "."
}

// signature is an operation's method and path, or the method by which it calls the reader's
// server and its event.
func (s *site) signature(op *ir.Operation) Markdown {
	switch {
	case op.Caller != nil:
		return s.code(op.Method+" "+op.Path) + ", the callback " + s.code(op.Callback)
	case op.Webhook:
		return s.code(op.Method) + " to a URL of yours, the webhook " + s.code(op.Path)
	}
	return s.code(op.Method + " " + op.Path)
}

func requiredBody(b *ir.Body) Markdown {
	if b.Required {
		return "required"
	}
	return "optional"
}

func (s *site) aboutOperation(op *ir.Operation) []Markdown {
	var out []Markdown
	switch {
	case op.Caller != nil && s.ops[op.Caller] != nil:
		out = append(out, "A callback of "+s.operationLink(op.Caller)+": a request that your server receives, at a URL that comes from the call.")
	case op.Webhook:
		out = append(out, "A webhook: a request that your server receives.")
	}
	if op.Webhook {
		if answer := s.successes(op); answer != "" {
			out = append(out, "Your server answers "+answer+".")
		}
	}
	if calls := s.callbacks(op); calls != "" {
		out = append(out, "Callbacks, which your server receives: "+calls)
	}
	if op.Wire != "" {
		out = append(out, "Operation ID: "+s.code(op.Wire))
	}
	var tags []Markdown
	for _, name := range op.Tags {
		tags = append(tags, s.tagLink(name))
	}
	if len(tags) > 0 {
		out = append(out, "Tags: "+list(tags, ", "))
	}
	if a := s.access(op.Security); a != "" {
		out = append(out, "Authentication: "+a)
	} else if !op.Webhook {
		out = append(out, "Authentication: the document names none")
	}
	if more := s.more(op.More, op.Pos); more != "" {
		out = append(out, more)
	}
	if len(op.Servers) == 0 && !op.Webhook {
		out = append(out, s.serversOf()...)
	}
	if len(op.Servers) > 0 {
		var urls []Markdown
		for _, server := range op.Servers {
			urls = append(urls, s.code(server.URL))
		}
		out = append(out, "Servers of its own: "+list(urls, ", "))
	}
	return out
}

// serversOf says where requests go, for who comes to an operation without the index.
func (s *site) serversOf() []Markdown {
	switch n := len(s.api.Servers); n {
	case 0:
		return nil
	case 1:
		return []Markdown{"Server: " + linkTo(s.code(s.api.Servers[0].URL), s.index, "servers")}
	default:
		return []Markdown{"Server: " + s.code(s.api.Servers[0].URL) + ", or one of " + linkTo(count(n-1, "other", "others"), s.index, "servers")}
	}
}

// successes are the statuses by which a reader's server says that all is well.
func (s *site) successes(op *ir.Operation) Markdown {
	var out []Markdown
	for _, r := range op.Responses {
		if !isError(r.Status) {
			out = append(out, s.code(r.Status))
		}
	}
	return alternatives(out)
}

// callbacks links to the callbacks of an operation.
func (s *site) callbacks(op *ir.Operation) Markdown {
	var out []Markdown
	for _, other := range s.api.Operations {
		if other.Caller == op {
			out = append(out, s.operationLink(other)+" ("+s.code(other.Callback)+")")
		}
	}
	return list(out, ", ")
}

func (s *site) tagLink(name string) Markdown {
	for t, p := range s.tags {
		if t.Wire == name {
			return linkTo(s.plain(p.Title), p, "")
		}
	}
	return s.plain(name)
}

// operationLink links to an operation's page by its title.
func (s *site) operationLink(op *ir.Operation) Markdown {
	p := s.ops[op]
	out := linkTo(s.plain(p.Title), p, "")
	if op.Deprecated {
		out += " (deprecated)"
	}
	return out
}

// parameters returns the table of parameters, and what it has no room for.
func (s *site) parameters(parameters []*ir.Parameter) (*Table, []Detail) {
	var rows [][]Markdown
	var details []Detail
	for _, p := range parameters {
		text, whole := s.summary(docOf(p), p.Pos)
		d := Detail{ID: anchorID("parameter", p.In+"-"+p.Wire), Title: s.code(p.Wire)}
		if !whole {
			d.Doc = s.doc(docOf(p), 4, p.Pos)
		}
		for _, e := range p.Examples {
			if e.Doc != "" && s.conforms(e, p.Schema, ir.InRequest) {
				d.Rules = append(d.Rules, prose("Example "+s.exampleValue(p.Schema, e.Value)+":", s.short(e.Doc, e.Pos)))
			}
		}
		if d.Doc != "" || d.Rules != nil {
			details = append(details, d)
		}
		rows = append(rows, []Markdown{
			s.code(p.Wire), s.plain(p.In), s.parameterType(p), yes(p.Required), s.parameterText(p, text),
		})
	}
	return s.table([]Markdown{"Parameter", "In", "Type", "Required", "Description"}, rows), details
}

func (s *site) parameterType(p *ir.Parameter) Markdown {
	out := s.typeOf(p.Schema)
	if p.Media != "" {
		out += " as " + s.code(p.Media)
	}
	return out
}

// docOf is the description of a parameter, or else that of its schema.
func docOf(p *ir.Parameter) string {
	if p.Doc == "" && p.Schema != nil {
		return p.Schema.Doc
	}
	return p.Doc
}

// styleOf says how a parameter is written, with an example, where it is no single value in
// the default style of its place.
func (s *site) styleOf(p *ir.Parameter) Markdown {
	style := "form"
	if p.In == "path" || p.In == "header" {
		style = "simple"
	}
	var named []Markdown
	if p.Style != style {
		named = append(named, "style "+s.code(p.Style))
	}
	if sample := p.Sample(); sample != "" {
		if p.Explode != (p.Style == "form") {
			named = append(named, "explode "+s.code(strconv.FormatBool(p.Explode)))
		}
		words := "written as " + s.code(sample)
		if len(named) > 0 {
			words += " (" + list(named, ", ") + ")"
		}
		return words
	}
	return list(named, ", ")
}

func (s *site) parameterText(p *ir.Parameter, text Markdown) Markdown {
	said := keyword.Said(text)
	var rules []Markdown
	if p.Schema != nil && p.Schema.Name == "" {
		rules = s.rulesOf(p.Schema, keyword.Told{Element: true, Doc: said})
	}
	rules = append(rules, s.fieldValues(p.Schema, said)...)
	if p.Schema != nil && p.Schema.Name != "" && p.Schema.Default != nil && !said.Default(p.Schema.Default) {
		rules = append(rules, "default "+s.json(p.Schema.Default))
	}
	rules = append(rules, s.styleOf(p))
	if p.AllowReserved {
		rules = append(rules, "reserved characters are sent as they are")
	}
	if p.AllowEmpty {
		rules = append(rules, "may be sent without a value")
	}
	rules = append(rules, s.exampleWords(p.Schema, p.Examples, said))
	return prose(flag(p.Deprecated), text, sentence(list(rules, ", ")))
}
