// Package compare says what two versions of an API have not in common, by what
// they mean and not by how they are written.
//
// # What is compared
//
// Operations by method and path, parameters by place and name, bodies by media
// type, and schemas by the values that they accept. The parts of a schema (its
// own keywords, what it refers to, its allOf) are one conjunction (conj.go),
// looked at for each JSON type by itself (form.go); so what is factored out, moved,
// reordered or said in another dialect is no difference. Each keyword compares
// itself ([keyword.Keyword.Compare]); what becomes of the schemas that it holds is
// this package's.
//
// # What a difference does
//
// The rules (rules.go) say for each code what it does where the value is sent by
// those who use the API, and where they receive it. A request that is narrower
// breaks who sends it, a response that is wider who reads it; of webhooks and
// callbacks the user receives the request and sends the answer. Who sends a value
// is taken to send no member that its own version does not declare.
//
// # Proof
//
// What is narrowed or widened is shown by a value that one version accepts and
// the other refuses (witness.go), by [keyword.Judge], which judges as the emitted
// validators do.
package compare

import (
	"cmp"
	"slices"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
)

// Level is what a change does to those who use the API.
type Level uint8

// The levels, mildest first.
const (
	Compatible Level = iota
	Warning          // it may break some
	Breaking
)

var levelNames = [...]string{"compatible", "warning", "breaking"}

// String names the level.
func (l Level) String() string { return levelNames[l] }

// MarshalText renders its name.
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// LevelOf returns the level of a name; ok is false where there is none.
func LevelOf(name string) (l Level, ok bool) {
	i := slices.Index(levelNames[:], name)
	return Level(max(i, 0)), i >= 0
}

// Kind is what became of a thing.
type Kind uint8

// The kinds.
const (
	Changed Kind = iota
	Added
	Deprecated
	Removed
)

// Flows are the ways in which a value travels.
type Flows uint8

// The flows. Users of an API send requests and answers to webhooks, and receive
// the others.
const (
	Request  Flows = 1 << iota
	Response       // of an operation
	Webhook        // the request of a webhook or a callback
	Answer         // the response to it

	sent     = Request | Answer
	received = Response | Webhook
)

var flowNames = [...]string{"request", "response", "webhook", "answer"}

// Names lists the flows.
func (f Flows) Names() []string {
	out := []string{}
	for i, name := range flowNames {
		if f&(1<<i) != 0 {
			out = append(out, name)
		}
	}
	return out
}

// direction is the one by which readOnly, writeOnly and open enums go: a webhook's
// request is received, as a response is.
func (f Flows) direction() ir.Direction {
	if f&sent != 0 {
		return ir.InRequest
	}
	return ir.InResponse
}

// Part is what of an operation or of a schema changed.
type Part string

// The parts.
const (
	Itself         Part = ""
	Field          Part = "field"
	Value          Part = "value"
	Variant        Part = "alternative"
	Parameter      Part = "parameter" // Name is "query limit"
	RequestBody    Part = "request body"
	RequestType    Part = "request media type"
	ResponsePart   Part = "response" // Name is its status, perhaps with a header or a media type
	Authentication Part = "way to authenticate"
	Server         Part = "server"
	Scheme         Part = "security scheme"
)

// Finding is one difference, however often it shows.
type Finding struct {
	Code  string // stable: see [Rules]
	Level Level
	Flows Flows // of what it shows in; 0 where nothing travels
	Kind  Kind

	// What it is about: an operation, a named schema, or, where both are nil, the
	// whole API. It is of the new version; of the old one where it was removed.
	Operation *ir.Operation
	Schema    *ir.Schema
	Part      Part
	Name      string // of the part, as the document has it
	Aspect    string // what of it changed: "minimum", or what it is now: "required now"
	From, To  string // its old and its new value, as plain text; "" for none

	Subject    string   // a short name of its place: GET /pets, client.name
	Operations []string // that it shows in, where Subject is none of them
	Old, New   *diag.Position

	// Witness proves a schema that was narrowed or widened, or is nil. Unproven
	// is set where one was searched and not found.
	Witness  *Witness
	Unproven bool
}

// Options say how versions are compared.
type Options struct {
	Witness bool             // look for proofs; what turns on a proof is looked for always
	Levels  map[string]Level // of codes, in place of those of the rules

	// Unchanged reports whether schemas at two places are the same, with all that they
	// lead to; nil where that is not known. Such are not looked at.
	Unchanged func(old, new diag.Position) bool

	Enter func(diag.Position) // is told of what is compared next, and may end it by a panic; see [diag.List.Enter]
}

// APIs lists the differences of two versions of an API, the gravest first.
func APIs(old, new *ir.API, opts Options) []*Finding {
	c := newComparison(old, new, opts)
	c.api()
	c.grow()
	c.components()
	c.grow()
	c.collect()
	return c.sorted()
}

// sorted orders findings: the gravest first, then by what they are about.
func (c *comparison) sorted() []*Finding {
	slices.SortStableFunc(c.found, func(a, b *Finding) int {
		return cmp.Or(-cmp.Compare(a.Level, b.Level), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Name, b.Name), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), comparePositions(a.New, b.New), comparePositions(a.Old, b.Old))
	})
	return c.found
}

func comparePositions(a, b *diag.Position) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return -1
	case b == nil:
		return 1
	}
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
}
