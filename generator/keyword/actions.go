package keyword

import (
	"fmt"
	"mime"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// This file reads the extensions of an enum whose values are actions: what an API tells
// a server to do next, and to answer its own client with.
//
//	x-action-response:
//	  LOCATION: {status: 302, header: Location, source: RFC 6749 section 4.1.2.1}
//	  BAD_REQUEST: {status: 400, body: application/json}
//	  UNAUTHORIZED: {status: 401, body: application/json, challenge: caller}
//	  INTERACTION: {answer: caller}
//	x-action-content: responseContent   # the default
//	x-action-headers: {dpopNonce: DPoP-Nonce}

// The extensions.
const (
	ActionResponse = "x-action-response"
	ActionContent  = "x-action-content"
	ActionHeaders  = "x-action-headers"
)

// usualContent is the property that holds what is sent, where the document names none.
const usualContent = "responseContent"

// readActions reads them. What is wrong is reported, and its value left to the caller.
func readActions(r Reader, s *ir.Schema, in source.Cursor) {
	at := in.Key(ActionResponse)
	if at.Node == nil {
		return
	}
	if at.Node.Kind != source.Object {
		badAction(r, at, "a map from the values of the enum to how they are answered")
		return
	}
	s.Actions = &ir.Actions{Content: usualContent, Pos: at.Position()}
	if c := in.Key(ActionContent); c.Node != nil {
		if c.Node.Str() == "" {
			badAction(r, c, "the name of a property")
		} else {
			s.Actions.Content, s.Actions.Pos = c.Node.Str(), c.Position()
		}
	}
	s.Actions.Headers = readActionHeaders(r, in.Key(ActionHeaders))
	for _, v := range s.Enum {
		if c := at.Key(v.Wire); c.Node != nil {
			v.Answer = readAnswer(r, c)
		} else {
			r.Warn(at, "action-response", "%s says nothing of %s: it is left to the caller", ActionResponse, strconv.Quote(v.Wire))
			v.Answer = &ir.Answer{Caller: true, Pos: v.Pos}
		}
	}
	for _, c := range at.Members() {
		if !slices.ContainsFunc(s.Enum, func(v *ir.EnumValue) bool { return v.Wire == c.LastToken() }) {
			r.Warn(c, "action-response", "%s is no value of the enum", strconv.Quote(c.LastToken()))
		}
	}
}

func readActionHeaders(r Reader, at source.Cursor) (out []ir.ActionHeader) {
	if at.Node == nil {
		return nil
	}
	if at.Node.Kind != source.Object {
		badAction(r, at, "a map from properties to names of header fields")
		return nil
	}
	for _, c := range at.Members() {
		if name := c.Node.Str(); isToken(name) {
			out = append(out, ir.ActionHeader{Property: c.LastToken(), Name: name, Pos: c.Position()})
		} else {
			badAction(r, c, "the name of a header field")
		}
	}
	return out
}

// readAnswer reads how one value is answered. An answer with a mistake in it is left to
// the caller as a whole: half of one would be sent as if it were all.
func readAnswer(r Reader, at source.Cursor) *ir.Answer {
	a, sound := &ir.Answer{Pos: at.Position()}, true
	wrong := func(c source.Cursor, expected string) {
		badAction(r, c, expected)
		sound = false
	}
	if at.Node.Kind != source.Object {
		wrong(at, "an object with a status, or {answer: caller}")
	}
	for _, c := range at.Members() {
		text := c.Node.Str()
		switch key := c.LastToken(); key {
		case "answer":
			if a.Caller = text == "caller"; !a.Caller {
				wrong(c, "caller")
			}
		case "status":
			var err error
			if a.Status, err = strconv.Atoi(c.Node.Text); err != nil || c.Node.Kind != source.Number || a.Status < 200 || a.Status > 599 {
				wrong(c, "an HTTP status from 200 to 599")
			}
		case "body":
			if a.Body = text; !isMediaType(text) {
				wrong(c, "a media type")
			}
		case "header":
			if a.Header = text; !isToken(text) {
				wrong(c, "the name of a header field")
			}
		case "challenge":
			if a.Challenge = text == "caller"; !a.Challenge {
				wrong(c, "caller")
			}
		case "optional":
			if a.Optional = c.Node.IsTrue(); c.Node.Kind != source.Bool {
				wrong(c, "true or false")
			}
		case "source":
			if a.Source = text; c.Node.Kind != source.String {
				wrong(c, "a text")
			}
		default:
			r.Warn(c, "action-response", "%s is no key of an answer: these are answer, status, body, header, challenge, optional, source", strconv.Quote(key))
			sound = false
		}
	}
	if problem := contradicts(a); sound && problem != "" {
		r.Warn(at, "action-response", "%s; the action is left to the caller", problem)
		sound = false
	}
	if !sound {
		return &ir.Answer{Caller: true, Source: a.Source, Pos: a.Pos}
	}
	return a
}

// contradicts says which parts of an answer do not go together, or "".
func contradicts(a *ir.Answer) string {
	bodyless := a.Status == 204 || a.Status == 205 || a.Status == 304 // RFC 9110 section 6.4.1
	switch {
	case a.Caller && (a.Status != 0 || a.Body != "" || a.Header != "" || a.Challenge || a.Optional):
		return "what is left to the caller has nothing but a source"
	case !a.Caller && a.Status == 0:
		return "an answer has a status, or says answer: caller"
	case a.Body != "" && a.Header != "":
		return "the content goes to the body or to a header field, not to both"
	case a.Body != "" && bodyless:
		return fmt.Sprintf("a response with the status %d has no body", a.Status)
	case a.Challenge && strings.EqualFold(a.Header, "WWW-Authenticate"):
		return "WWW-Authenticate has the content or a challenge of the caller, not both"
	case a.Optional && a.Body == "":
		return "optional says that there may be no body, and there is none"
	}
	return ""
}

func badAction(r Reader, at source.Cursor, expected string) {
	r.Warn(at, "action-response", "%q must be %s, got %s", at.LastToken(), expected, describe(at.Node))
}

// isToken reports whether a text can name a header field (RFC 9110 section 5.6.2).
func isToken(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(c rune) bool {
		return !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.ContainsRune("!#$%&'*+-.^_`|~", c))
	})
}

// isMediaType reports whether a text is a media type, with parameters or not.
func isMediaType(text string) bool {
	kind, _, err := mime.ParseMediaType(text)
	return err == nil && strings.Contains(kind, "/") && !strings.ContainsAny(text, "\r\n")
}
