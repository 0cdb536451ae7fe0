// Bodies and responses, on the pages of operations and of errors.

package docs

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
)

// bodyView is a body in one or more media types that share a schema.
type bodyView struct {
	About    Markdown
	Fields   *Table
	Encoded  []encodingView
	Examples []Example

	schema *ir.Schema
}

type responseView struct {
	ID      string
	Title   Markdown
	Doc     Markdown
	Headers *Table
	InGo    Markdown // of the headers
	Bodies  []bodyView
	Links   *Table
	Actions *Table
}

// bodies returns a view for each schema, with all media types that have it. Where the page
// has samples, the example that they send is not shown once more.
func (s *site) bodies(content []*ir.MediaType, rest Markdown, direction ir.Direction, samples bool) []bodyView {
	var out []bodyView
	alike := map[any][]*ir.MediaType{}
	for _, m := range content {
		alike[bodyOf(m)] = append(alike[bodyOf(m)], m)
	}
	for _, m := range content {
		same := alike[bodyOf(m)]
		if same[0] != m {
			continue
		}
		var types []Markdown
		var encoded []encodingView
		var examples []Example
		shown := map[Markdown]bool{}
		for _, other := range same {
			types = append(types, s.code(other.Type))
			if direction == ir.InRequest {
				encoded = append(encoded, s.encodings([]*ir.MediaType{other})...)
			}
			own := s.examples(other.Examples, m.Schema, other.Type, direction)
			if e := s.shownInSample(content, other); samples && e != nil {
				code := s.exampleCode(e.Value, other.Type)
				own = slices.DeleteFunc(own, func(o Example) bool { return o.Code == code })
			}
			examples = appendNew(examples, own, shown)
		}
		if len(examples) == 0 && direction == ir.InResponse {
			examples = s.madeExample(m)
		}
		about := sequence(m) + s.phrase(m.Schema) + " as " + alternatives(types)
		if m.Schema == nil {
			about = alternatives(types)
		}
		out = append(out, bodyView{
			About:    list([]Markdown{about, rest, s.fieldsElsewhere(m.Schema)}, ", "),
			Fields:   s.bodyFields(m.Schema),
			Encoded:  encoded,
			Examples: examples,
			schema:   m.Schema,
		})
	}
	return out
}

// longExample is the size in bytes from which an example that is made says less than the
// table of fields does.
const longExample = 4000

// madeExample is an answer that is made from its schema, where the document shows none.
func (s *site) madeExample(m *ir.MediaType) []Example {
	if m.Schema == nil || m.Stream || !m.Media().AsJSON() {
		return nil
	}
	v, ok := s.samples.Plain(m.Schema, ir.InResponse)
	if !ok || len(v) < len(`{"":0}`) || v[0] != '{' && v[0] != '[' {
		return nil // the type says as much
	}
	if text := pretty(v); len(text) <= longExample {
		return []Example{{Title: "Example:", Code: s.fence("json", text)}}
	}
	return nil
}

// shownInSample is the example of a request's body that the samples send, with its
// summary; nil for none, or for one of which there is more to say.
func (s *site) shownInSample(content []*ir.MediaType, m *ir.MediaType) *ir.Example {
	v, e, ok := s.sampleOf(content, m)
	if !ok || e == nil || e.Doc != "" {
		return nil
	}
	if fields, fits := s.formFields(v, m); m.Media().IsForm() && (!fits || len(fields) >= longBody) || !m.Media().AsJSON() {
		return nil
	}
	return e
}

// sequence comes before the schema of a body's items.
func sequence(m *ir.MediaType) Markdown {
	if m.Stream {
		return "sequence of "
	}
	return ""
}

// appendNew appends the examples whose code is not known yet: several media types
// often have the same.
func appendNew(examples, more []Example, known map[Markdown]bool) []Example {
	for _, e := range more {
		if !known[e.Code] {
			known[e.Code] = true
			examples = append(examples, e)
		}
	}
	return examples
}

// bodyOf is what media types have in common that are told of together: the schema.
func bodyOf(m *ir.MediaType) any {
	type body struct {
		schema *ir.Schema
		stream bool
	}
	switch {
	case m.Schema == nil:
		return m
	case m.Schema.Named() != nil:
		return body{m.Schema.Named(), m.Stream}
	}
	return body{m.Schema, m.Stream}
}

// manyFields is the number of fields above which a page links to a schema
// instead of listing them.
const manyFields = 60

// bodyFields returns the table of an object's fields, or nil where they are many.
func (s *site) bodyFields(schema *ir.Schema) *Table {
	target := schema.Named()
	if target == nil || s.schemas[target] == nil || target.Shape.Kind != ir.KindObject || len(target.Shape.Fields) > manyFields {
		return nil
	}
	return s.outline(target)
}

// fieldsElsewhere says where the fields are, if bodyFields does not list them.
func (s *site) fieldsElsewhere(schema *ir.Schema) Markdown {
	target := schema.Named()
	if target == nil || s.schemas[target] == nil || target.Shape.Kind != ir.KindObject || len(target.Shape.Fields) <= manyFields {
		return ""
	}
	return "with " + linkTo(count(len(target.Shape.Fields), "field", "fields"), s.schemas[target], "fields")
}

// isError reports whether a status is one of the client's or the server's errors.
func isError(status string) bool {
	return status != "" && (status[0] == '4' || status[0] == '5') || status == "default"
}

// StatusAnchor returns the id of what the page of errors says of a status, and "" for one
// that is no error.
func StatusAnchor(status string) string {
	if !isError(status) {
		return ""
	}
	return anchorID("status", status)
}

// statuses returns the table of all responses.
func (s *site) statuses(op *ir.Operation) *Table {
	var rows [][]Markdown
	for _, r := range op.Responses {
		var bodies []Markdown
		for _, m := range r.Content {
			words := s.code(m.Type)
			if m.Schema != nil {
				words = sequence(m) + s.typeOf(m.Schema)
			}
			if !slices.Contains(bodies, words) {
				bodies = append(bodies, words)
			}
		}
		status := s.code(r.Status)
		if id := StatusAnchor(r.Status); id != "" && s.errors != nil && !op.Webhook {
			status = linkTo(status, s.errors, id)
		}
		rows = append(rows, []Markdown{status, list(bodies, ", "), s.statusText(r.Status, r.Doc, r.Pos)})
	}
	return s.table([]Markdown{"Status", "Body", "Description"}, rows)
}

// statusText returns a response's description, or what its status means
// (RFC 9110, section 15).
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

// status returns a status with its meaning.
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
		InGo:    s.paramsInGo(r.Head),
		Bodies:  s.bodies(r.Content, "", ir.InResponse, false),
		Links:   s.callLinks(r.Links),
	}
	if _, whole := s.summary(r.Doc, r.Pos); !whole {
		v.Doc = s.doc(r.Doc, 4, r.Pos)
	}
	for _, m := range r.Content {
		if v.Actions == nil {
			v.Actions = s.actions(m.Schema.Named())
		}
	}
	return v
}

func (s *site) headers(headers []*ir.Parameter) *Table {
	var rows [][]Markdown
	for _, h := range headers {
		rows = append(rows, []Markdown{s.code(h.Wire), s.parameterType(h), yes(h.Required), s.parameterText(h, s.short(docOf(h), h.Pos))})
	}
	return s.table([]Markdown{"Header", "Type", "Required", "Description"}, rows)
}

// actionField is the field that tells a server what to do with a response, where the
// document has no x-action-response that says so of another.
const actionField = "action"

// actions returns the table of what to do for each value of a response's action.
func (s *site) actions(schema *ir.Schema) *Table {
	if schema == nil {
		return nil
	}
	for _, f := range schema.Shape.Fields {
		target := f.Schema.Named()
		if target == nil || f.Wire != actionField && target.Actions == nil || s.schemas[target] == nil || target.Shape.Kind != ir.KindEnum {
			continue
		}
		var rows [][]Markdown
		told := false
		for _, v := range target.Shape.Enum {
			told = told || v.Doc != "" || v.Answer != nil
			rows = append(rows, []Markdown{
				linkTo(s.value(target.Shape.Enum, v), s.schemas[target], anchorID("value", v.Wire)), s.answerStatus(v.Answer), s.answerContent(v.Answer),
				prose(flag(v.Deprecated), s.short(v.Doc, v.Pos)),
			})
		}
		if !told {
			return nil // the table of fields has the values
		}
		return s.table([]Markdown{s.code(f.Wire), "Answer with", s.contentColumn(target), "What to do"}, rows)
	}
	return nil
}

// answerStatus returns the status that an action is answered with.
func (s *site) answerStatus(a *ir.Answer) Markdown {
	switch {
	case a == nil:
		return ""
	case a.Caller:
		return "up to you"
	}
	return s.status(strconv.Itoa(a.Status))
}

// answerContent says where the content goes that an action is answered with.
func (s *site) answerContent(a *ir.Answer) Markdown {
	if a == nil || a.Caller {
		return ""
	}
	var parts []Markdown
	switch {
	case a.Body != "":
		parts = append(parts, "body, "+s.code(a.Body))
	case a.Header != "":
		parts = append(parts, "header "+s.code(a.Header))
	default:
		parts = append(parts, "nowhere")
	}
	if a.Optional {
		parts = append(parts, "or no body")
	}
	if a.Challenge {
		parts = append(parts, s.code("WWW-Authenticate")+" is up to you")
	}
	return list(parts, "; ")
}

// contentColumn is the heading over what answerContent returns.
func (s *site) contentColumn(schema *ir.Schema) Markdown {
	if schema.Actions == nil {
		return ""
	}
	return s.code(schema.Actions.Content) + " goes to"
}
