// Package diff says what a new version of a document means for those who use
// the Go package that is generated from it.
//
// # Two views
//
// The API: what clients and servers may send each other, compared by oasdiff
// (api.go). The Go package: what programs can be compiled against, compared by
// apidiff over both outputs (golang.go). Each change has its place in the
// documents, the old, the new or both.
//
// # Repetitions
//
// A change to a schema shows in every operation that uses it, and a new type
// brings functions and constants along. Each is one [Change] here.
//
// # The verdict
//
// It follows semantic versioning, as for the generated package: major where
// anything breaks, minor where something is added, patch where the output
// differs at all.
package diff

import (
	"cmp"
	"context"
	"slices"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/load"
)

// Side is one of the two versions.
type Side struct {
	Doc *load.Document
	API *ir.API
	Go  map[string][]byte // the emitted package, by file name

	Syntax *goapi.Syntax // what was parsed of it
}

// Report is the outcome.
type Report struct {
	Old     string   `json:"old"` // the documents, as the user named them
	New     string   `json:"new"`
	Verdict Verdict  `json:"verdict"`
	Changes []Change `json:"changes"` // most important first
	Ignored []Change `json:"ignored,omitempty"`
}

// Verdict is the part of the generated package's version to raise.
type Verdict string

// The verdicts, gravest first.
const (
	Major Verdict = "major"
	Minor Verdict = "minor"
	Patch Verdict = "patch"
	None  Verdict = "none" // the Go package is the same to the byte, and so is the API
)

// Change is one difference, however often it shows.
type Change struct {
	Code       string         `json:"code"` // stable: what an ignore list goes by
	In         View           `json:"in"`
	Level      Level          `json:"level"`
	Subject    string         `json:"subject"` // what changed: an operation, a schema's property, a Go name
	Message    string         `json:"message"`
	Old        *diag.Position `json:"old,omitempty"`
	New        *diag.Position `json:"new,omitempty"`
	Operations []string       `json:"operations,omitempty"` // that it shows in, where Subject is none
	Reason     string         `json:"reason,omitempty"`     // why it is ignored

	owner string // of Subject: the type, the schema; what short lists are headed by
}

// View is what a change was seen in.
type View string

// The views.
const (
	InAPI View = "api"
	InGo  View = "go"
)

// Level is what a change does to users.
type Level string

// The levels, gravest first.
const (
	Breaking   Level = "breaking"
	Warning    Level = "warning" // it may break some
	Compatible Level = "compatible"
)

// Compare compares two versions. emitted are the identifiers that come with
// types: changes to them are told as the type's. The error is [diag.Errors] where
// a document is at fault.
func Compare(ctx context.Context, old, new Side, emitted goapi.Idents) (*Report, error) {
	r := &Report{Old: old.Doc.Root.Name, New: new.Doc.Root.Name}
	inGo, err := compareGo(old, new, emitted)
	if err != nil {
		return nil, err
	}
	inAPI, err := compareAPI(ctx, old.Doc, new.Doc)
	if err != nil {
		return nil, err
	}
	r.Changes = append(inGo, inAPI...)
	slices.SortStableFunc(r.Changes, func(a, b Change) int {
		return cmp.Or(
			cmp.Compare(rank(a.Level), rank(b.Level)),
			-cmp.Compare(a.In, b.In), // go, api
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Subject, b.Subject),
			cmp.Compare(a.Message, b.Message),
		)
	})
	r.judge(!sameGo(old.Go, new.Go))
	return r, nil
}

func rank(l Level) int { return slices.Index([]Level{Breaking, Warning, Compatible}, l) }

// judge sets the verdict; differs says that the emitted files do.
func (r *Report) judge(differs bool) {
	has := func(match func(Change) bool) bool { return slices.ContainsFunc(r.Changes, match) }
	switch {
	case has(func(c Change) bool { return c.Level == Breaking }):
		r.Verdict = Major
	case has(func(c Change) bool { return c.In == InGo || c.Level == Warning || isAddition(c) }):
		r.Verdict = Minor
	case differs || len(r.Changes)+len(r.Ignored) > 0:
		r.Verdict = Patch
	default:
		r.Verdict = None
	}
}
