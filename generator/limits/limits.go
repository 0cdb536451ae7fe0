// Package limits bounds what a document may ask for. Below the limits, the work of a run
// grows with the document; what could grow faster ends at one of them, with an error
// that says how it is raised.
package limits

import (
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/oasmint/oasmint/generator/diag"
)

// Limits are upper bounds: those that are 0 have their defaults. A target of
// oasmint.yaml has a key for each, and the command line a flag.
type Limits struct {
	Depth   int `key:"depth" name:"depth" placeholder:"N" doc:"How many values may be nested in a document, and how many schemas may hold for one value, each by the one before; by default 50." help:"Refuse documents that nest more than N values, or more than N schemas that hold for one value, each by the one before; by default 50."`
	Aliases int `key:"aliases" name:"aliases" placeholder:"N" doc:"How many times as large YAML aliases, and references where OpenAPI has none, may make a document; by default 10." help:"Refuse documents that YAML aliases make more than N times as large; by default 10."`
	Places  int `key:"places" name:"places" placeholder:"N" doc:"How many schemas and members of objects a document may have, with those that merging allOf makes; by default 2000000." help:"Refuse documents with more than N schemas and members of objects; by default 2000000."`
	Values  int `key:"values" name:"values" placeholder:"N" doc:"How many values an enum may have; by default 20000." help:"Refuse enums of more than N values; by default 20000."`
	Name    int `key:"name" name:"name" placeholder:"N" doc:"How many bytes a key, a path or an operationId may have; by default 4096." help:"Refuse keys, paths and operationIds of more than N bytes; by default 4096."`
	Files   int `key:"files" name:"files" placeholder:"N" doc:"How many files may be made of a document; by default 100000." help:"Make no more than N files of a document; by default 100000."`
	Output  int `key:"output" name:"output" placeholder:"N" doc:"How many MB all files that are made of a document may have; by default 500." help:"Make no more than N MB of files of a document; by default 500."`
}

// Limit is one of them.
type Limit int

// The limits.
const (
	Depth Limit = iota
	Aliases
	Places
	Values
	Name
	Files
	Output
)

// table says of each limit what it is called, its default, and what is said beyond it.
// GitHub's document, 5.7 MB, nests 25 levels and has fewer than 100,000 places; others are
// several times as large.
var table = [...]struct {
	name string
	max  int
	what string
}{
	Depth:   {"depth", 50, "more than %s levels are nested here, or hold for one value"},
	Aliases: {"aliases", 10, "aliases, or references where OpenAPI has none, make this more than %s times as large as it is written"},
	Places:  {"places", 2_000_000, "the document has more than %s schemas and members of objects, with those that merging allOf makes"},
	Values:  {"values", 20_000, "the enum has more than %s values"},
	Name:    {"name", 4096, "the name has more than %s bytes"},
	Files:   {"files", 100_000, "the document makes more than %s files"},
	Output:  {"output", 500, "the document makes more than %s MB of files"},
}

// Of returns the bound of a limit.
func (l Limits) Of(limit Limit) int {
	given := [...]int{Depth: l.Depth, Aliases: l.Aliases, Places: l.Places, Values: l.Values, Name: l.Name, Files: l.Files, Output: l.Output}
	if n := given[limit]; n > 0 {
		return n
	}
	return table[limit].max
}

// Or returns l, with what other says where l says nothing.
func (l Limits) Or(other Limits) Limits {
	or := func(a, b int) int {
		if a > 0 {
			return a
		}
		return b
	}
	return Limits{or(l.Depth, other.Depth), or(l.Aliases, other.Aliases), or(l.Places, other.Places), or(l.Values, other.Values),
		or(l.Name, other.Name), or(l.Files, other.Files), or(l.Output, other.Output)}
}

// Code is the code of the error of what goes beyond a limit.
const Code = "limit"

// Exceeded is the error of a place that goes beyond a limit: which it is, and how it is
// raised.
func (l Limits) Exceeded(limit Limit, at diag.Position) diag.Errors {
	t := table[limit]
	return diag.Errors{{Severity: diag.Error, Code: Code, Position: at,
		Message: fmt.Sprintf(t.what, thousands(l.Of(limit))),
		Hint:    fmt.Sprintf("--max-%s N raises the limit, as does limits: {%s: N} in oasmint.yaml", t.name, t.name)}}
}

// Budget is what is left of the limit of output, while several emitters make files. A nil
// one is without end.
type Budget struct {
	limits Limits
	at     diag.Position
	spent  atomic.Int64
}

// NewBudget returns all that l allows, for a document; at is its position.
func NewBudget(l Limits, at diag.Position) *Budget { return &Budget{limits: l, at: at} }

// Add takes bytes from the budget: an error where there are not as many.
func (b *Budget) Add(bytes int) error {
	if b == nil || b.spent.Add(int64(bytes))>>20 < int64(b.limits.Of(Output)) {
		return nil
	}
	return b.limits.Exceeded(Output, b.at)
}

// thousands writes a number with commas.
func thousands(n int) string {
	text := strconv.Itoa(n)
	var groups []string
	for len(text) > 3 {
		groups = append([]string{text[len(text)-3:]}, groups...)
		text = text[:len(text)-3]
	}
	return strings.Join(append([]string{text}, groups...), ",")
}
