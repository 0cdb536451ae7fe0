// Package diff says what a new version of a document means for those who use
// the Go package that is generated from it.
//
// # Two views
//
// The API: what clients and servers may send each other, compared by meaning
// (package compare). The Go package: what programs can be compiled against,
// compared by apidiff over both outputs (golang.go). What both see is one [Change].
// Each has its place in the documents, the old, the new or both.
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
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/compare"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
)

// Side is one of the two versions.
type Side struct {
	Name string // of the document
	API  *ir.API
	Go   []Package // what is emitted, that of the types first; none where they are not compared
}

// Package is an emitted Go package.
type Package struct {
	Name   string        // "" for that of the types
	Syntax *goapi.Syntax // what was parsed of it
}

// Options say how versions are compared.
type Options struct {
	compare.Options
	WithoutGo  bool        // the API alone is compared
	Exceptions []Exception // the first that speaks of a change goes before Levels
}

// Exception is another level for changes with a code, where they show in operations
// whose paths match.
type Exception struct {
	Code  string
	Level Level
	Path  func(path string) bool // nil for all changes
}

// Report is the outcome.
type Report struct {
	Old     string   `json:"old"` // the documents, as the user named them
	New     string   `json:"new"`
	Verdict Verdict  `json:"verdict"`
	Changes []Change `json:"changes"` // most important first
	Ignored []Change `json:"ignored,omitempty"`

	OldURL, NewURL Address `json:"-"` // where Markdown leads to
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
	Code       string           `json:"code"` // stable: what an ignore list goes by
	In         View             `json:"in"`
	Level      Level            `json:"level"`
	Subject    string           `json:"subject"` // what changed: an operation, a schema's property, a Go name
	Message    string           `json:"message"`
	Old        *diag.Position   `json:"old,omitempty"`
	New        *diag.Position   `json:"new,omitempty"`
	Flows      []string         `json:"flows,omitempty"`      // of the API: request, response, webhook, answer
	Operations []string         `json:"operations,omitempty"` // that it shows in, where Subject is none
	Go         []GoChange       `json:"go,omitempty"`         // what it does to the Go package, where the API tells it
	Witness    *compare.Witness `json:"witness,omitempty"`    // a value that proves it
	Unproven   bool             `json:"unproven,omitempty"`   // a value that proves it was looked for, and not found
	Reason     string           `json:"reason,omitempty"`     // why it is ignored

	ofOperation bool   // Subject is one
	owner       string // of Subject: the type, the schema; what short lists are headed by
	added       bool   // it gives users something new
	own         Level  // without what it does to the Go package

	operation string             // in Go: the operation to which a name belongs that stands beside the types
	scheme    string             // the security scheme that it is about, where that is all
	value     [2]*diag.Position  // the old and the new place of the action that it is about
	parts     [2][]diag.Position // of a field: the old and the new schemas that its type comes from
}

// GoChange is a change of the Go package that a change of the API tells.
type GoChange struct {
	Code    string `json:"code"`
	Level   Level  `json:"level"`
	Name    string `json:"name"`
	Message string `json:"message"`
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

// Compare compares two versions, whose APIs have not in common what was found. emitted
// are the identifiers that come with types: changes to them are told as the type's.
func Compare(old, new Side, found []*compare.Finding, emitted goapi.Idents, opts Options) (*Report, error) {
	r := &Report{Old: old.Name, New: new.Name, Changes: []Change{}, OldURL: Address{File: old.Name}, NewURL: Address{File: new.Name}}
	var inGo []Change
	if len(old.Go) > 0 {
		var err error
		if inGo, err = compareGo(old, new, emitted); err != nil {
			return nil, err
		}
	}
	for i := range inGo {
		if level, ok := opts.Levels[inGo[i].Code]; ok {
			inGo[i].Level = Level(level.String())
			inGo[i].own = inGo[i].Level
		}
	}
	for _, f := range found {
		r.Changes = append(r.Changes, changeOf(f))
	}
	for _, g := range inGo {
		if !r.tells(g) {
			r.Changes = append(r.Changes, g)
		}
	}
	r.except(opts.Exceptions)
	slices.SortStableFunc(r.Changes, func(a, b Change) int {
		return cmp.Or(
			cmp.Compare(rank(a.Level), rank(b.Level)),
			cmp.Compare(a.In, b.In), // api, go
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Subject, b.Subject),
			cmp.Compare(a.Message, b.Message),
		)
	})
	r.judge(false)
	return r, nil
}

// Same says of versions without changes whether the emitted files are the same.
func (r *Report) Same(files bool) { r.judge(!files) }

// except gives changes the levels that exceptions say.
func (r *Report) except(list []Exception) {
	for i := range r.Changes {
		c := &r.Changes[i]
		level := func(code string, was Level) Level {
			for _, e := range list {
				if e.Code == code && (e.Path == nil || c.within(e.Path)) {
					return e.Level
				}
			}
			return was
		}
		c.own = level(c.Code, c.own)
		for j := range c.Go {
			c.Go[j].Level = level(c.Go[j].Code, c.Go[j].Level)
		}
		c.grade()
	}
}

// within reports whether all operations that a change shows in have paths that match.
func (c *Change) within(match func(path string) bool) bool {
	operations := c.Operations
	if c.ofOperation {
		operations = append(slices.Clone(operations), c.Subject)
	}
	return len(operations) > 0 && !slices.ContainsFunc(operations, func(title string) bool {
		return !match(title[strings.LastIndexByte(title, ' ')+1:]) // GET /pets, callback paid of POST /orders
	})
}

func changeOf(f *compare.Finding) Change {
	c := Change{
		Code: f.Code, In: InAPI, Level: Level(f.Level.String()), Subject: f.Subject, Message: f.Text(),
		Old: f.Old, New: f.New, Flows: f.Flows.Names(), Operations: f.Operations, Witness: f.Witness, Unproven: f.Unproven,
		own: Level(f.Level.String()), added: strings.HasSuffix(f.Code, "-added") || f.Kind == compare.Added,
	}
	c.owner, _, _ = strings.Cut(c.Subject, ".")
	for _, title := range f.Operations { // whose path may have dots
		if strings.HasPrefix(c.Subject, title+".") {
			c.owner = title
		}
	}
	if f.Part == compare.Authentication || f.Part == compare.Scheme {
		c.scheme = f.Name
	}
	if f.Operation != nil {
		c.owner, c.ofOperation = c.Subject, true
	}
	return c
}

// tells adds a change of the Go package to the gravest change of the API at its
// place. It returns false where there is none.
func (r *Report) tells(g Change) bool {
	same := func(a, b *diag.Position) bool { return a != nil && b != nil && *a == *b }
	best := -1
	for i, c := range r.Changes {
		at := same(c.New, g.New) && same(c.Old, g.Old) || g.Code == goChanged && isOfType(c.Code) && among(c.Old, g.parts[0]) && among(c.New, g.parts[1])
		switch { // the Go name's own place is in one version alone
		case g.operation != "":
			at = c.isOf(g) || same(c.New, g.value[1]) || g.value[1] == nil && same(c.Old, g.value[0])
		case g.scheme != "":
			at = c.scheme == g.scheme && (c.added == (g.Code == goAdded))
		case g.Code == goAdded:
			at = same(c.New, g.New) && c.added
		case g.Code == goRemoved:
			at = same(c.Old, g.Old) && strings.HasSuffix(c.Code, "-removed")
		}
		// What the Go type is follows from the type.
		better := func(other Change) bool {
			return rank(c.own) < rank(other.own) || rank(c.own) == rank(other.own) && strings.HasPrefix(c.Code, "type-") && !strings.HasPrefix(other.Code, "type-")
		}
		if c.In == InAPI && at && (best < 0 || better(r.Changes[best])) {
			best = i
		}
	}
	if best < 0 {
		return false
	}
	c := &r.Changes[best]
	c.Go = append(c.Go, GoChange{g.Code, g.Level, g.Subject, g.Message})
	c.grade()
	return true
}

// isOfType reports whether a change of a schema shows in the Go types of the fields that have it.
func isOfType(code string) bool {
	return strings.HasPrefix(code, "type-") || strings.HasPrefix(code, "null-") || strings.HasPrefix(code, "format-")
}

func among(p *diag.Position, list []diag.Position) bool { return p != nil && slices.Contains(list, *p) }

// isOf reports whether a change of an operation tells what becomes of a Go name that
// belongs to it.
func (c *Change) isOf(g Change) bool {
	if !c.ofOperation || c.Subject != g.owner {
		return false
	}
	switch g.Code {
	case goAdded:
		return c.added
	case goRemoved:
		return strings.HasSuffix(c.Code, "-removed") || c.Code == "response-covered"
	}
	return shapesGo(c.Code)
}

// shapesGo reports whether a change of an operation shows in what its methods take and give.
func shapesGo(code string) bool {
	return slices.ContainsFunc([]string{"parameter", "part-", "required-", "body-", "media-type-", "stream-", "response-", "success-", "encoding-"}, func(prefix string) bool {
		return strings.HasPrefix(code, prefix)
	})
}

// grade sets the level to the gravest of what the change does.
func (c *Change) grade() {
	c.Level = c.own
	for _, g := range c.Go {
		if rank(g.Level) < rank(c.Level) {
			c.Level = g.Level
		}
	}
}

// IsCode reports whether a change can have a code.
func IsCode(code string) bool {
	return compare.IsRule(code) || slices.ContainsFunc(GoRules(), func(r compare.Rule) bool { return r.Code == code })
}

// Means says what a code means, or is the code where no rule has it.
func Means(code string) string {
	for _, r := range GoRules() {
		if r.Code == code {
			return r.Means
		}
	}
	return compare.Means(code)
}

func rank(l Level) int { return slices.Index([]Level{Breaking, Warning, Compatible}, l) }

// AtLeast reports whether a verdict is as grave as another, or graver.
func (v Verdict) AtLeast(other Verdict) bool {
	order := []Verdict{None, Patch, Minor, Major}
	return slices.Index(order, v) >= slices.Index(order, other)
}

// judge sets the verdict; differs says that the emitted files do.
func (r *Report) judge(differs bool) {
	has := func(match func(Change) bool) bool { return slices.ContainsFunc(r.Changes, match) }
	switch {
	case has(func(c Change) bool { return c.Level == Breaking }):
		r.Verdict = Major
	case has(func(c Change) bool { return c.In == InGo || len(c.Go) > 0 || c.Level == Warning || c.added }):
		r.Verdict = Minor
	case differs || len(r.Changes)+len(r.Ignored) > 0:
		r.Verdict = Patch
	default:
		r.Verdict = None
	}
}
