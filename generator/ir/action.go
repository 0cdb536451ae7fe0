package ir

import "github.com/oasmint/oasmint/generator/diag"

// This file says how the values of an action are answered: what x-action-response and
// the extensions beside it say of an enum whose values tell a server what to do next.

// Actions is what these extensions say of an enum as a whole. Each of its values has an
// [Answer] then.
type Actions struct {
	Content string         `json:"content"`           // x-action-content: the property beside the action that holds what is sent
	Headers []ActionHeader `json:"headers,omitempty"` // x-action-headers, in the document's order

	Pos diag.Position `json:"-"`
}

// ActionHeader is a property beside the action that is sent as a header field, where it
// is there, whatever the action is.
type ActionHeader struct {
	Property string `json:"property"`
	Name     string `json:"name"` // of the header field

	Pos diag.Position `json:"-"`
}

// Answer is how a server answers its own client for one value of an action. Where it is
// left to the caller, who knows what the document does not, it has no status.
type Answer struct {
	Caller    bool   `json:"caller,omitempty"`    // what to answer is left to the caller
	Status    int    `json:"status,omitempty"`    // of the response
	Body      string `json:"body,omitempty"`      // the media type, where the content is the body
	Header    string `json:"header,omitempty"`    // the header field, where the content is its value
	Challenge bool   `json:"challenge,omitempty"` // WWW-Authenticate has a value that the caller gives
	Optional  bool   `json:"optional,omitempty"`  // the content may be absent: the body is empty then
	Source    string `json:"source,omitempty"`    // who says so: RFC 6749 section 5.1

	Pos diag.Position `json:"-"`
}

// Left reports whether what to answer is left to the caller, as it is where nothing is
// said of it.
func (a *Answer) Left() bool { return a == nil || a.Caller }

// Sends reports whether the answer takes the content.
func (a *Answer) Sends() bool { return !a.Left() && (a.Body != "" || a.Header != "") }

// Action returns the first field of an object whose values are actions, and the schema
// that lists them; or nil, nil.
func (s *Schema) Action() (*Field, *Schema) {
	if s == nil || s.Shape == nil {
		return nil, nil
	}
	for _, f := range s.Shape.Fields {
		if of := f.Actions(); of != nil {
			return f, of
		}
	}
	return nil, nil
}

// Actions returns the schema that lists the actions which are the values of the field, or
// nil.
func (f *Field) Actions() *Schema {
	of := f.Schema
	if of != nil && of.Actions == nil {
		of = of.Named()
	}
	if of == nil || of.Actions == nil || of.Shape == nil || of.Shape.Kind != KindEnum {
		return nil
	}
	return of
}

// Text returns the field of an object that is a property with that name, if its values
// are texts; or nil.
func (s *Schema) Text(property string) *Field {
	for _, f := range s.Shape.Fields {
		if shape := f.Schema.Shape; f.Wire == property && shape != nil && shape.Type == String && (shape.Kind == KindPrimitive || shape.Kind == KindEnum) {
			return f
		}
	}
	return nil
}
