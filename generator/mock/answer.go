package mock

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/serve"
	"github.com/oasmint/oasmint/generator/validate"
)

// The answer: which response of the document, in which media type, and a body that its
// schema accepts.

// answer is a response that was chosen.
type answer struct {
	status   int
	response *ir.Response    // nil: the document describes none
	content  []*ir.MediaType // that may be sent, the most wanted first
	wanted   preferences
}

// choose finds the response that a request wants, and its media types.
func (o *operation) choose(wanted preferences, accept []string) (*answer, error) {
	response, status := o.response(wanted.code)
	if response == nil && wanted.code != 0 {
		return nil, refusedPreference("code is none of the operation's: " + strings.Join(o.statuses(), ", "))
	}
	a := &answer{status: status, response: response, wanted: wanted}
	if response == nil || len(response.Content) == 0 || status == http.StatusNoContent || status == http.StatusNotModified {
		if wanted.named {
			return nil, refusedPreference("example: the response has no body")
		}
		return a, nil
	}
	weight := map[*ir.MediaType]int{}
	for _, m := range response.Content {
		if weight[m] = accepted(accept, m.Type); weight[m] > 0 {
			a.content = append(a.content, m)
		}
	}
	switch {
	case len(a.content) > 0:
	case status < 300 && wanted.code == 0: // another success may do, as it may for a server
		for _, r := range o.Responses {
			other := wanted
			if other.code = statusOf(r.Status); other.code/100 != 2 || other.code == status {
				continue
			}
			if a, err := o.choose(other, accept); err == nil {
				return a, nil
			}
		}
		fallthrough
	case status < 300:
		return nil, &serve.Error{Status: http.StatusNotAcceptable, Detail: "the operation answers in no media type that Accept names"}
	default: // an error is better told in another media type than not at all (RFC 9110, section 12.4.1)
		a.content = slices.Clone(response.Content)
	}
	if wanted.named {
		a.content = slices.DeleteFunc(a.content, func(m *ir.MediaType) bool { return named(m, wanted.example) == nil })
		if len(a.content) == 0 {
			return nil, refusedPreference("example is none of the response's: " + strings.Join(exampleNames(response), ", "))
		}
	}
	slices.SortStableFunc(a.content, func(x, y *ir.MediaType) int { return weight[y] - weight[x] })
	return a, nil
}

// response finds the response with a status: its own, that of its class, or the default.
// For 0 it is the lowest one that means success, or else the lowest.
func (o *operation) response(code int) (out *ir.Response, status int) {
	best := 0
	for _, r := range o.Responses {
		own, rank := 0, 0
		switch text := strconv.Itoa(code); {
		case code != 0 && r.Status == text:
			rank = 3
		case code != 0 && isClass(r.Status) && r.Status[0] == text[0]:
			rank = 2
		case code != 0 && r.Status == "default":
			rank = 1
		case code == 0:
			if own = statusOf(r.Status); own >= 200 {
				rank = 2 * (1000 - own)
			}
			if r.Status == "default" {
				rank = 2*(1000-300) + 1 // after all that means success, before the rest
			}
		}
		if rank > best {
			best, out, status = rank, r, cmp.Or(code, own)
		}
	}
	if out == nil {
		return nil, http.StatusOK
	}
	return out, status
}

func isClass(status string) bool { return len(status) == 3 && strings.EqualFold(status[1:], "XX") }

// statusOf is the status that is sent for one that the document describes, or 0.
func statusOf(status string) int {
	switch {
	case status == "default":
		return http.StatusOK
	case isClass(status) && status[0] == '3':
		return http.StatusFound
	case isClass(status):
		return 100 * int(status[0]-'0')
	}
	n, err := strconv.Atoi(status)
	if err != nil {
		return 0
	}
	return n
}

func (o *operation) statuses() (out []string) {
	for _, r := range o.Responses {
		out = append(out, r.Status)
	}
	return out
}

// named is the example with a key, or nil.
func named(m *ir.MediaType, key string) *ir.Example {
	for _, e := range m.Examples {
		if e.Name == key && len(e.Value) > 0 {
			return e
		}
	}
	return nil
}

func exampleNames(r *ir.Response) (out []string) {
	for _, m := range r.Content {
		for _, e := range m.Examples {
			if e.Name != "" && len(e.Value) > 0 && !slices.Contains(out, e.Name) {
				out = append(out, e.Name)
			}
		}
	}
	if out == nil {
		return []string{"it has none"}
	}
	return out
}

// accepted is how much a media type is wanted, by the lines of Accept (RFC 9110, section
// 12.5.1): from 0 for not at all, to 1000.
func accepted(accept []string, mediaType string) int {
	if accept == nil {
		return 1000
	}
	base := ir.BaseMediaType(mediaType)
	best, quality := 0, 0
	for _, one := range split(strings.Join(accept, ","), ',') {
		parts := split(one, ';')
		rank := covers(parts[0], base)
		if strings.Contains(base, "*") && rank == 0 {
			rank = max(covers(base, ir.BaseMediaType(parts[0])), covers(parts[0], oneOf(base)))
		}
		if rank <= best {
			continue
		}
		best, quality = rank, 1000
		for _, p := range parts[1:] {
			if text, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(p)), "q="); ok {
				q, err := strconv.ParseFloat(text, 64)
				if err != nil || !(q >= 0 && q <= 1) {
					q = 0
				}
				quality = int(q * 1000)
			}
		}
	}
	return quality
}

// write sends an answer, or says why it cannot be made.
func (h *Handler) write(w http.ResponseWriter, r *http.Request, a *answer) error {
	var described http.Header
	if a.response != nil {
		var err error
		if described, err = h.headersOf(a.response); err != nil {
			return err
		}
	}
	data, contentType, err := h.content(a)
	if err != nil {
		return err
	}
	header := w.Header()
	for name, values := range described {
		header[name] = values
	}
	header.Add("Vary", "Accept, Prefer")
	if a.wanted.applied != nil {
		header.Set("Preference-Applied", strings.Join(a.wanted.applied, ", "))
	}
	if len(a.content) > 0 {
		header.Set("Content-Type", contentType)
		header.Set("Content-Length", strconv.Itoa(len(data)))
	}
	w.WriteHeader(a.status)
	if len(data) > 0 && r.Method != http.MethodHead {
		w.Write(data) // what a client does not read is no concern of a server of samples
	}
	return nil
}

// content is the body of an answer in the first of its media types that there is a
// sample for, and which one that is; nothing where the answer has no body.
func (h *Handler) content(a *answer) (data []byte, contentType string, err error) {
	for _, m := range a.content {
		v, ok := h.value(m, a.wanted)
		if !ok {
			continue
		}
		if data, contentType, ok = h.encoded(m, v); ok {
			return data, contentType, nil
		}
	}
	if len(a.content) > 0 {
		err = noSample("the body", a.content[0].Pos)
	}
	return nil, "", err
}

// noSample says that the document lacks what an answer could be made from.
func noSample(what string, at diag.Position) error {
	return &serve.Error{Status: http.StatusNotImplemented, Detail: fmt.Sprintf("no sample of %s can be made: give it an example, at %s", what, at)}
}

// made is the value that is sent in a media type where a request wants none other.
type made struct {
	value ir.Value
	ok    bool
}

// turns are the values of which each dynamic answer has the next.
type turns struct {
	values []ir.Value
	next   int
}

// mostTurns is how many there are.
const mostTurns = 12

// turn is the next value of a dynamic answer.
func (h *Handler) turn(m *ir.MediaType) (ir.Value, bool) {
	t := h.turns[m]
	if t == nil {
		t = &turns{values: h.samples.Values(m.Schema, ir.InResponse, mostTurns)}
		h.turns[m] = t
	}
	if len(t.values) == 0 {
		return nil, false
	}
	t.next++
	return t.values[t.next%len(t.values)], true
}

// value is the value of a body: an example of the document, else one that is made.
func (h *Handler) value(m *ir.MediaType, wanted preferences) (ir.Value, bool) {
	if wanted.named {
		return named(m, wanted.example).Value, true
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if wanted.dynamic && m.Schema != nil {
		if v, ok := h.turn(m); ok {
			return v, true
		}
	}
	one, known := h.made[m]
	if !known {
		one.value, one.ok = h.first(m.Schema, m.Examples, m.Media().AsJSON())
		h.made[m] = one
	}
	return one.value, one.ok
}

// first is the first example that a schema accepts, else a value made from the schema.
// Where the body is no JSON, an example that is a string is its text, which no schema
// describes.
func (h *Handler) first(schema *ir.Schema, examples []*ir.Example, asJSON bool) (ir.Value, bool) {
	for _, e := range examples {
		if len(e.Value) > 0 && (!asJSON && e.Value[0] == '"' || h.samples.Accepts(schema, e.Value, ir.InResponse)) {
			return e.Value, true
		}
	}
	if schema == nil && !asJSON {
		return ir.Value(`""`), true // nothing is said of it
	}
	return h.samples.Value(schema, ir.InResponse)
}

// encoded writes a value as a body of a media type, and says which one that is. It
// returns false where it has no way to.
func (h *Handler) encoded(m *ir.MediaType, v ir.Value) (data []byte, contentType string, ok bool) {
	var text string
	isText := json.Unmarshal(v, &text) == nil && v[0] == '"'
	contentType = oneOf(m.Type)
	switch media := m.Media(); {
	case media.IsJSON():
		return v, contentType, true
	case media == ir.MediaForm && !isText:
		if m.Schema == nil || m.Schema.Named() == nil {
			return nil, "", false
		}
		return []byte(validate.EncodeForm(json.RawMessage(v), h.checker.FormFields(m)).Encode()), contentType, true
	case isText:
		return []byte(text), contentType, true
	case media == ir.MediaAny:
		return v, "application/json", true
	case ir.BaseMediaType(m.Type) == "text/event-stream":
		return fmt.Appendf(nil, "data: %s\n\n", v), contentType, true
	case isSequence(m):
		return append(slices.Clone(v), '\n'), contentType, true
	case strings.HasPrefix(m.Type, "text/") && v[0] != '{' && v[0] != '[':
		return v, contentType, true // a number, true or false
	}
	return nil, "", false
}

// oneOf is a media type as it is described, or one of a range.
func oneOf(mediaType string) string {
	family, suffix, any := strings.Cut(ir.BaseMediaType(mediaType), "/*")
	switch {
	case suffix != "": // application/*+json
		return family + "/" + strings.TrimPrefix(suffix, "+")
	case any:
		return cmp.Or(concrete[family], "application/octet-stream")
	}
	return mediaType
}

// concrete is a media type of a family.
var concrete = map[string]string{"image": "image/png", "audio": "audio/mpeg", "video": "video/mp4", "text": "text/plain"}

// isSequence reports whether a body is JSON texts, one a line.
func isSequence(m *ir.MediaType) bool {
	switch ir.BaseMediaType(m.Type) {
	case "application/jsonl", "application/x-ndjson", "application/json-seq":
		return true
	}
	return m.Stream
}

// CodeNoSample is the code of the warning for a response that cannot be answered.
const CodeNoSample = "no-sample"

// report adds a warning for each media type of an operation's responses that has neither
// an example nor a way to write a value that is made.
func report(op *ir.Operation, diags *diag.List) {
	for _, r := range op.Responses {
		for _, m := range r.Content {
			xml := m.Media() == ir.MediaXML || strings.HasSuffix(ir.BaseMediaType(m.Type), "+xml")
			has := slices.ContainsFunc(m.Examples, func(e *ir.Example) bool { return len(e.Value) > 0 })
			if m.Schema == nil || has || !xml && m.Media() != ir.MediaMultipart || isString(m.Schema) {
				continue
			}
			diags.Warnf(m.Pos, CodeNoSample, "no sample of %s can be made: the response %s of %s has no example", m.Type, r.Status, op.Name)
		}
	}
}

func isString(s *ir.Schema) bool {
	if named := s.Named(); named != nil {
		s = named
	}
	return s.Shape != nil && s.Shape.Type == ir.String
}

// madeHeaders are the headers of a response.
type madeHeaders struct {
	header http.Header
	err    error
}

// headersOf are the headers that a response describes. One that is required and cannot
// be made is an error; others are left out then.
func (h *Handler) headersOf(r *ir.Response) (http.Header, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	out, known := h.headers[r]
	if !known {
		out.header = http.Header{}
		for _, p := range r.Headers {
			if isFraming(p.Wire) {
				continue
			}
			if err := h.addHeader(out.header, p); err != nil && p.Required {
				out.err = noSample("the header "+p.Wire, p.Pos)
			}
		}
		h.headers[r] = out
	}
	return out.header, out.err
}

// addHeader adds a header, which is written as a parameter is.
func (h *Handler) addHeader(to http.Header, p *ir.Parameter) error {
	v, ok := h.first(p.Schema, p.Examples, true)
	if !ok || p.Schema == nil {
		return fmt.Errorf("nothing is known of %s", p.Wire)
	}
	one := *p
	one.In, one.Member = "header", p.Wire
	op := &ir.Operation{Parameters: []*ir.Parameter{&one}}
	op.Params = &ir.Schema{Types: ir.Object, ParamsOf: op, Properties: []*ir.Property{{Node: ir.Node{Wire: p.Wire}, Schema: p.Schema}}}
	encoded, err := validate.EncodeParams(map[string]json.RawMessage{p.Wire: json.RawMessage(v)}, h.checker.ParamTable(op))
	for name, values := range encoded.Header {
		to[name] = values
	}
	return err
}

// isFraming reports a header that the server writes for itself: OpenAPI ignores
// Content-Type (3.1.1, section 4.8.17), and the others say how the body is sent.
func isFraming(name string) bool {
	switch http.CanonicalHeaderKey(name) {
	case "Content-Type", "Content-Length", "Content-Encoding", "Transfer-Encoding", "Connection", "Trailer", "Upgrade", "Date":
		return true
	}
	return false
}
