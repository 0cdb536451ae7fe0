// The page of an operation.

package docs

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
)

type operationView struct {
	Deprecated bool
	Signature  Markdown
	About      []Markdown // names, tags, authentication, servers: one line each
	Doc        Markdown
	Parameters *Table
	Details    []Detail
	Request    []bodyView
	RequestDoc Markdown
	Statuses   *Table
	Responses  []responseView
	Curl       []Example
	Go         Markdown
}

// bodyView is a body in one or more media types that share a schema.
type bodyView struct {
	About    Markdown
	Fields   *Table
	Examples []Example
}

type responseView struct {
	ID      string
	Title   Markdown
	Doc     Markdown
	Headers *Table
	Bodies  []bodyView
	Actions *Table
}

// operationView decides the page of an operation.
func (s *site) operationView(op *ir.Operation) operationView {
	v := operationView{
		Deprecated: op.Deprecated,
		Signature:  s.code(signature(op)),
		About:      s.aboutOperation(op),
		Doc:        s.doc(op.Doc, 3, op.Pos),
		Statuses:   s.statuses(op),
		Curl:       s.curl(op),
		Go:         s.goOperation(op),
	}
	v.Parameters, v.Details = s.parameters(op.Parameters)
	if op.Body != nil {
		v.RequestDoc = s.doc(op.Body.Doc, 3, op.Body.Pos)
		v.Request = s.bodies(op.Body.Content, requiredBody(op.Body))
		for i := range v.Request {
			v.Request[i].Examples = nil // curl shows them
		}
	}
	for _, r := range op.Responses {
		if isError(r.Status) && r.Status != "default" {
			continue // the page of errors tells
		}
		if len(r.Content) == 0 && len(r.Headers) == 0 {
			continue // the table of statuses says all
		}
		v.Responses = append(v.Responses, s.response(r))
	}
	return v
}

// signature is an operation's method and path.
func signature(op *ir.Operation) string {
	if op.Webhook {
		return "webhook " + op.Path
	}
	return op.Method + " " + op.Path
}

func requiredBody(b *ir.Body) Markdown {
	if b.Required {
		return "required"
	}
	return "optional"
}

func (s *site) aboutOperation(op *ir.Operation) []Markdown {
	var out []Markdown
	if op.Webhook {
		out = append(out, "A webhook: a request that your server receives.")
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

func (s *site) tagLink(name string) Markdown {
	for t, p := range s.tags {
		if t.Wire == name {
			return linkTo(s.plain(p.title), p, "")
		}
	}
	return s.plain(name)
}

// operationLink links to an operation's page by its title.
func (s *site) operationLink(op *ir.Operation) Markdown {
	p := s.ops[op]
	out := linkTo(s.plain(p.title), p, "")
	if op.Deprecated {
		out += " (deprecated)"
	}
	return out
}

// parameters returns the table of parameters, and the details that follow.
func (s *site) parameters(parameters []*ir.Parameter) (*Table, []Detail) {
	var rows [][]Markdown
	var details []Detail
	for _, p := range parameters {
		text, whole := s.summary(p.Doc, p.Pos)
		if !whole {
			details = append(details, Detail{
				ID: anchorID("parameter", p.In+"-"+p.Wire), Title: s.code(p.Wire), Doc: s.doc(p.Doc, 4, p.Pos),
			})
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

func (s *site) parameterText(p *ir.Parameter, text Markdown) Markdown {
	var rules []Markdown
	if p.Schema != nil && p.Schema.Name == "" {
		rules = s.rulesOf(p.Schema, view{element: true})
	}
	rules = append(rules, s.fieldValues(p.Schema)...)
	return prose(flag(p.Deprecated), text, sentence(list(rules, ", ")))
}

// bodies returns one view for all media types that share a schema.
func (s *site) bodies(content []*ir.MediaType, rest Markdown) []bodyView {
	var out []bodyView
	for i, m := range content {
		if slices.ContainsFunc(content[:i], func(other *ir.MediaType) bool { return sameSchema(other, m) }) {
			continue
		}
		var types []Markdown
		var examples []*ir.Example
		for _, other := range content[i:] {
			if sameSchema(other, m) {
				types = append(types, s.code(other.Type))
				examples = append(examples, other.Examples...)
			}
		}
		about := s.phrase(m.Schema) + " as " + alternatives(types)
		if m.Schema == nil {
			about = alternatives(types)
		}
		out = append(out, bodyView{
			About:    list([]Markdown{about, rest}, ", "),
			Fields:   s.bodyFields(m.Schema),
			Examples: s.examples(examples),
		})
	}
	return out
}

func sameSchema(a, b *ir.MediaType) bool {
	return a == b || a.Schema != nil && (a.Schema == b.Schema || named(a.Schema) != nil && named(a.Schema) == named(b.Schema))
}

// manyFields is the number of fields above which a page links to a schema
// instead of listing them.
const manyFields = 60

// bodyFields outlines an object's fields, or says nothing where they are many.
func (s *site) bodyFields(schema *ir.Schema) *Table {
	target := named(schema)
	if target == nil || s.schemas[target] == nil || target.Shape.Kind != ir.KindObject || len(target.Shape.Fields) > manyFields {
		return nil
	}
	return s.outline(target)
}

// isError reports whether a status is one of the client's or the server's errors.
func isError(status string) bool {
	return status != "" && (status[0] == '4' || status[0] == '5') || status == "default"
}

// statuses is the table of all responses.
func (s *site) statuses(op *ir.Operation) *Table {
	var rows [][]Markdown
	for _, r := range op.Responses {
		var bodies []Markdown
		for _, m := range r.Content {
			words := s.code(m.Type)
			if m.Schema != nil {
				words = s.typeOf(m.Schema)
			}
			if !slices.Contains(bodies, words) {
				bodies = append(bodies, words)
			}
		}
		status := s.code(r.Status)
		if isError(r.Status) && s.errors != nil {
			status = linkTo(status, s.errors, anchorID("status", r.Status))
		}
		rows = append(rows, []Markdown{status, list(bodies, ", "), s.statusText(r.Status, r.Doc, r.Pos)})
	}
	return s.table([]Markdown{"Status", "Body", "Description"}, rows)
}

// statusText is a response's description, or what its status means (RFC 9110).
func (s *site) statusText(status, doc string, at diag.Position) Markdown {
	if text := s.short(doc, at); text != "" {
		return text
	}
	return s.plain(reason(status))
}

func reason(status string) string {
	if status == "default" {
		return "Any other status"
	}
	code, err := strconv.Atoi(status)
	if err != nil {
		return ""
	}
	return http.StatusText(code)
}

// status says a status with its meaning.
func (s *site) status(status string) Markdown {
	if status == "" {
		return ""
	}
	if text := reason(status); text != "" {
		return s.plain(status + " " + text)
	}
	return s.plain(status)
}

func (s *site) response(r *ir.Response) responseView {
	v := responseView{
		ID:      anchorID("response", r.Status),
		Title:   "Response " + s.plain(r.Status),
		Headers: s.headers(r.Headers),
		Bodies:  s.bodies(r.Content, ""),
	}
	if _, whole := s.summary(r.Doc, r.Pos); !whole {
		v.Doc = s.doc(r.Doc, 4, r.Pos)
	}
	for _, m := range r.Content {
		if v.Actions == nil {
			v.Actions = s.actions(named(m.Schema))
		}
	}
	return v
}

func (s *site) headers(headers []*ir.Parameter) *Table {
	var rows [][]Markdown
	for _, h := range headers {
		rows = append(rows, []Markdown{s.code(h.Wire), s.parameterType(h), yes(h.Required), s.parameterText(h, s.short(h.Doc, h.Pos))})
	}
	return s.table([]Markdown{"Header", "Type", "Required", "Description"}, rows)
}

// actionField is the field that tells a server what to do with a response.
const actionField = "action"

// actions is the table of what to do for each value of a response's action.
func (s *site) actions(schema *ir.Schema) *Table {
	if schema == nil {
		return nil
	}
	for _, f := range schema.Shape.Fields {
		target := named(f.Schema)
		if f.Wire != actionField || target == nil || s.schemas[target] == nil || target.Shape.Kind != ir.KindEnum {
			continue
		}
		var rows [][]Markdown
		told := false
		for _, v := range target.Shape.Enum {
			told = told || v.Doc != "" || v.Status != ""
			rows = append(rows, []Markdown{
				linkTo(s.code(v.Wire), s.schemas[target], anchorID("value", v.Wire)), s.status(v.Status),
				list([]Markdown{flag(v.Deprecated), s.short(v.Doc, v.Pos)}, " "),
			})
		}
		if !told {
			return nil // the table of fields has the values
		}
		return s.table([]Markdown{s.code(actionField), "Answer with", "What to do"}, rows)
	}
	return nil
}
