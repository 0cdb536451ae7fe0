// Package diag holds what oasmint has to say about a document: findings with
// a position, in one form for every stage of the pipeline.
//
// # Positions
//
// A [Position] has both file:line:column, for a person who edits the document,
// and a JSON Pointer (RFC 6901), for a tool that does.
//
// # Collecting
//
// A stage adds to a [List] and goes on, so that one run shows all findings.
// Only a document that cannot be used at all ends a stage early.
package diag

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/visible"
)

// Position says where in a document something is.
type Position struct {
	File    string `json:"file,omitempty"`    // as the user named it; "-" for standard input
	Line    int    `json:"line,omitempty"`    // from 1; 0 when unknown
	Column  int    `json:"column,omitempty"`  // from 1, in bytes; 0 when unknown
	Pointer string `json:"pointer,omitempty"` // RFC 6901, without the leading '#'
}

// String renders file:line:column, leaving out what is not known.
func (p Position) String() string {
	switch {
	case p.File == "" && p.Line == 0:
		return ""
	case p.Line == 0:
		return p.File
	default:
		return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
	}
}

// Severity says what a diagnostic does to the run.
type Severity uint8

// The severities, mildest first.
const (
	Note    Severity = iota // worth knowing, nothing to do
	Warning                 // output is made, but the reader should look
	Error                   // nothing is written
)

// String returns the word for messages: note, warning, error.
func (s Severity) String() string { return [...]string{"note", "warning", "error"}[s] }

// MarshalText renders the severity as its word.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Diagnostic is one finding.
type Diagnostic struct {
	Severity Severity `json:"severity"`
	Position Position `json:"position"`
	Code     string   `json:"code"`           // stable, for filters: not-enforced, duplicate-key, …
	Message  string   `json:"message"`        // what is wrong, and what was expected
	Hint     string   `json:"hint,omitempty"` // what to do next
}

// String renders "file:line:column: severity: message [code] (at pointer)",
// with the hint on a line of its own.
func (d Diagnostic) String() string {
	var b strings.Builder
	if p := d.Position.String(); p != "" {
		b.WriteString(visible.Line(p) + ": ")
	}
	fmt.Fprintf(&b, "%s: %s [%s]", d.Severity, visible.Line(d.Message), d.Code)
	if d.Position.Pointer != "" {
		fmt.Fprintf(&b, " (at #%s)", visible.Line(d.Position.Pointer))
	}
	if d.Hint != "" {
		b.WriteString("\n\t" + visible.Prose(d.Hint))
	}
	return b.String()
}

// Error lets a single diagnostic be returned as an error.
func (d Diagnostic) Error() string { return d.String() }

// List collects diagnostics. The zero value is ready; it is not safe for
// concurrent use.
type List struct {
	items []Diagnostic
	at    Position
	ctx   context.Context // see Within
}

// Stopped is what [List.Enter] panics with where the run was stopped. What runs a stage
// recovers from it.
type Stopped struct{ Err error }

// Within has Enter end the work once ctx is done.
func (l *List) Within(ctx context.Context) { l.ctx = ctx }

// Failed notes the place that work beside that of l had entered, which panicked there.
func (l *List) Failed(at Position) { l.at = at }

// Beside returns a list for work beside that of l, which ends when l's does.
func (l *List) Beside() *List { return &List{ctx: l.ctx} }

// Enter notes the place that a stage works on: what fails there without a word can
// then say where. Every loop that a document can make long calls it, so that a run which
// was stopped ends there, whatever is deep in it: by a panic with [Stopped].
func (l *List) Enter(at Position) {
	l.at = at
	if l.ctx != nil && l.ctx.Err() != nil {
		panic(Stopped{l.ctx.Err()})
	}
}

// At returns the place that was entered last.
func (l *List) At() Position { return l.at }

// Add appends d.
func (l *List) Add(d Diagnostic) { l.items = append(l.items, d) }

// Errorf appends an error with a formatted message.
func (l *List) Errorf(at Position, code, format string, args ...any) {
	l.Add(Diagnostic{Severity: Error, Position: at, Code: code, Message: fmt.Sprintf(format, args...)})
}

// Warnf appends a warning with a formatted message.
func (l *List) Warnf(at Position, code, format string, args ...any) {
	l.Add(Diagnostic{Severity: Warning, Position: at, Code: code, Message: fmt.Sprintf(format, args...)})
}

// Notef appends a note with a formatted message.
func (l *List) Notef(at Position, code, format string, args ...any) {
	l.Add(Diagnostic{Severity: Note, Position: at, Code: code, Message: fmt.Sprintf(format, args...)})
}

// Append adds all of other.
func (l *List) Append(other List) { l.items = append(l.items, other.items...) }

// Drop removes the diagnostics for which drop returns true, in place.
func (l *List) Drop(drop func(Diagnostic) bool) { l.items = slices.DeleteFunc(l.items, drop) }

// Harden makes each warning an error.
func (l *List) Harden() {
	for i := range l.items {
		if l.items[i].Severity == Warning {
			l.items[i].Severity = Error
		}
	}
}

// Sorted returns the diagnostics worst first, then by file, line, column,
// pointer and message, each once.
func (l *List) Sorted() []Diagnostic {
	out := slices.Clone(l.items)
	slices.SortStableFunc(out, func(a, b Diagnostic) int {
		return cmp.Or(
			-cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Position.File, b.Position.File),
			cmp.Compare(a.Position.Line, b.Position.Line),
			cmp.Compare(a.Position.Column, b.Position.Column),
			cmp.Compare(a.Position.Pointer, b.Position.Pointer),
			cmp.Compare(a.Message, b.Message),
		)
	})
	return slices.Compact(out)
}

// HasErrors reports whether any diagnostic is an error.
func (l *List) HasErrors() bool {
	return slices.ContainsFunc(l.items, func(d Diagnostic) bool { return d.Severity == Error })
}

// Len returns how many diagnostics were added.
func (l *List) Len() int { return len(l.items) }

// Err returns the errors of the list as one error, or nil where there is none.
func (l *List) Err() error {
	var errs Errors
	for _, d := range l.Sorted() {
		if d.Severity == Error {
			errs = append(errs, d)
		}
	}
	if len(errs) == 0 {
		return nil
	}
	return errs
}

// Errors is what [List.Err] returns: all errors of a run, in the order of
// [List.Sorted].
type Errors []Diagnostic

// Error renders one diagnostic a line.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, d := range e {
		lines[i] = d.String()
	}
	return strings.Join(lines, "\n")
}
