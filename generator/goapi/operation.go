package goapi

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/oasmint/oasmint/generator/ir"
)

// This file says what an operation is in Go: the names and types that servers and
// clients of it share.

// An Operation is an operation in Go. Its method has its Name, its parameters the type
// Params, if that is not nil.
type Operation struct {
	*ir.Operation
	Bodies  []Body
	Answers []Answer
}

// BodyKind says how a body is held in Go.
type BodyKind string

// The kinds, as the run-time package serve calls them.
const (
	JSONBody      BodyKind = "JSON"      // a value of Type, or json.RawMessage
	FormBody      BodyKind = "Form"      // a value of Type, or url.Values
	MultipartBody BodyKind = "Multipart" // parts, which are read one after the other
	TextBody      BodyKind = "Text"      // a string
	StreamBody    BodyKind = "Stream"    // an io.Reader
	EventsBody    BodyKind = "Events"    // server-sent events
	SequenceBody  BodyKind = "Sequence"  // JSON texts, each of Type
)

// A Body is a body in a media type.
type Body struct {
	Media string        // the media type, as it is written
	Of    *ir.MediaType // the description
	Kind  BodyKind
	Field string // the field that holds it, of a call or of an answer

	// Type is the Go type of the package, and Check, Decode, Encode are the functions for
	// its values; "" where a body has none. Encode may be a method, which IsMethod says. A
	// text has no Type but a string, and has Check where its schema refuses some.
	Type, Check, Decode, Encode string
	IsMethod                    bool
	InPlace                     bool // a request is decoded by a method of Type as well
}

// An Answer is what an operation answers with a status, in media types that have one Go
// type: of several answers with a status, each has a name of its own.
type Answer struct {
	Name   string // of its Go type: GetPet200, GetPetDefault, GetPet200Text
	Status string // as it is written: 200, 4XX, default
	Doc    string
	Head   *ir.Schema // the object of its headers; nil: it has none that are described
	Bodies []Body     // none: it has no body
}

// Operations returns the operations of an API that its server has: no webhooks and no
// callbacks, which its users serve.
func Operations(api *ir.API, types *Package) []*Operation { return operations(api, types, false) }

// Webhooks returns the webhooks and the callbacks.
func Webhooks(api *ir.API, types *Package) []*Operation { return operations(api, types, true) }

func operations(api *ir.API, types *Package, webhooks bool) []*Operation {
	var out []*Operation
	for _, op := range api.Operations {
		if op.Webhook == webhooks {
			out = append(out, operationOf(op, types))
		}
	}
	return out
}

// Occasion says when a webhook or a callback is sent, for a comment: "the webhook added".
func (op *Operation) Occasion() string {
	if op.Caller == nil {
		return "the webhook " + op.Path
	}
	return "the callback " + op.Callback + " of " + op.Caller.Name + ", at " + op.Path
}

func operationOf(op *ir.Operation, types *Package) *Operation {
	out := &Operation{Operation: op}
	if op.Body != nil {
		for _, m := range op.Body.Content {
			out.Bodies = append(out.Bodies, bodyOf(m, true, types))
		}
		nameFields(out.Bodies)
	}
	taken := map[string]bool{}
	for _, r := range op.Responses {
		first := len(out.Answers)
		for _, m := range ranked(r.Content) {
			b := bodyOf(m, false, types)
			i := slices.IndexFunc(out.Answers[first:], func(a Answer) bool { return a.Bodies[0].Kind == b.Kind && a.Bodies[0].Type == b.Type })
			b.Field = "Body"
			if i >= 0 {
				out.Answers[first+i].Bodies = append(out.Answers[first+i].Bodies, b)
				continue
			}
			name := op.Name + StatusWord(r.Status)
			if len(out.Answers) > first {
				name += mediaWord(m.Type, false)
			}
			if taken[name] {
				name = op.Name + StatusWord(r.Status) + mediaWord(m.Type, true)
			}
			for taken[name] { // they differ in signs alone
				name += "Other"
			}
			taken[name] = true
			out.Answers = append(out.Answers, Answer{Name: name, Status: r.Status, Doc: r.Doc, Head: r.Head, Bodies: []Body{b}})
		}
		if len(r.Content) == 0 {
			name := op.Name + StatusWord(r.Status)
			taken[name] = true
			out.Answers = append(out.Answers, Answer{Name: name, Status: r.Status, Doc: r.Doc, Head: r.Head})
		}
	}
	return out
}

// ranked puts JSON first, so that another media type beside it changes no name.
func ranked(content []*ir.MediaType) []*ir.MediaType {
	out := slices.Clone(content)
	slices.SortStableFunc(out, func(a, b *ir.MediaType) int { return rank(a) - rank(b) })
	return out
}

func rank(m *ir.MediaType) int {
	switch m.Media() {
	case ir.MediaJSON:
		return 0
	case ir.MediaJSONBased:
		return 1
	}
	return 2
}

// bodyOf is a body in a media type, of a request or of an answer.
func bodyOf(m *ir.MediaType, request bool, types *Package) Body {
	b := Body{Media: m.Type, Of: m}
	named := m.Schema.Named()
	base := ir.BaseMediaType(m.Type)
	switch media := m.Media(); {
	case !request && base == "text/event-stream":
		b.Kind = EventsBody
		return b
	case m.Stream && request:
		b.Kind = StreamBody
		return b
	case m.Stream:
		b.Kind = SequenceBody
	case media.IsJSON():
		b.Kind = JSONBody
	case media == ir.MediaForm && request:
		b.Kind = FormBody
		named = functionsOf(m, named)
	case media == ir.MediaMultipart && request:
		b.Kind = MultipartBody
		named = functionsOf(m, named)
	case m.IsText():
		b.Kind = TextBody
		if named != nil {
			b.Check = ValidateJSON.Of(named.Name)
		}
		return b
	default:
		b.Kind = StreamBody
		return b
	}
	if named == nil {
		return b
	}
	b.Type = named.Name
	b.Check, b.Decode = ValidateJSON.Of(named.Name), Decode.Of(named.Name)
	b.InPlace = request && types.IsInPlace(named) && (b.Kind == JSONBody || b.Kind == FormBody && m.FormName == named.Name)
	form := func(decode, method, function Ident) {
		b.Check, b.Decode, b.Encode = "", decode.Of(m.FormName), method.Pattern
		if b.IsMethod = m.FormName == named.Name && types.HasMethods(named.Name); !b.IsMethod {
			b.Encode = function.Of(m.FormName)
		}
	}
	switch b.Kind {
	case FormBody:
		form(DecodeForm, EncodeForm, EncodeFormFunc)
	case MultipartBody:
		form(DecodeMultipart, EncodeMultipart, EncodeMultipartFunc)
	}
	return b
}

// functionsOf is the schema of a form, if there are functions for it.
func functionsOf(m *ir.MediaType, named *ir.Schema) *ir.Schema {
	if m.FormName == "" {
		return nil
	}
	return named
}

// nameFields says which fields of a call hold the bodies of a request: Body, where all
// have one type, or else one for each.
func nameFields(bodies []Body) {
	alike := func(a, b Body) bool {
		value := func(k BodyKind) bool { return k == JSONBody || k == FormBody }
		return a.Kind == b.Kind && a.Type == b.Type || a.Type == b.Type && a.Type != "" && value(a.Kind) && value(b.Kind)
	}
	one := !slices.ContainsFunc(bodies, func(b Body) bool { return !alike(b, bodies[0]) })
	taken := map[string]bool{"Params": true, "Request": true, "Writer": true}
	for i := range bodies {
		b := &bodies[i]
		if one {
			b.Field = "Body"
			continue
		}
		if j := slices.IndexFunc(bodies[:i], func(other Body) bool { return alike(other, *b) }); j >= 0 {
			b.Field = bodies[j].Field
			continue
		}
		if b.Field = string(b.Kind); taken[b.Field] {
			b.Field = mediaWord(b.Media, true)
		}
		for taken[b.Field] {
			b.Field += "Other"
		}
		taken[b.Field] = true
	}
}

// StatusWord is a status in a name: 200, 4XX, Default.
func StatusWord(status string) string {
	if strings.EqualFold(status, "default") {
		return "Default"
	}
	return camel(strings.ToUpper(status))
}

// mediaWord is a media type in a name: Text for text/plain, CSV for text/csv, and with
// whole TextPlain.
func mediaWord(mediaType string, whole bool) string {
	base := ir.BaseMediaType(mediaType)
	if whole {
		base = mediaType
	} else {
		switch ir.MediaOf(mediaType) {
		case ir.MediaText:
			return "Text"
		case ir.MediaBinary:
			return "Bytes"
		case ir.MediaJSON:
			return "JSON"
		case ir.MediaForm:
			return "Form"
		case ir.MediaAny:
			return "Any"
		}
		_, base, _ = strings.Cut(base, "/")
	}
	return camel(base)
}

// camel joins the words of a text, and writes short ones that are known in capitals.
func camel(text string) string {
	var out strings.Builder
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		switch strings.ToLower(word) {
		case "json", "xml", "csv", "html", "pdf", "png", "yaml", "zip", "jwt":
			word = strings.ToUpper(word)
		}
		first, size := utf8.DecodeRuneInString(word)
		out.WriteString(string(unicode.ToUpper(first)) + word[size:])
	}
	if out.Len() == 0 {
		return "Any"
	}
	return out.String()
}
