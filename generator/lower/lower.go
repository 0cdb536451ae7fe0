// Package lower turns a document into the IR: every reference resolved, every
// schema that deserves one given a name.
//
// # Steps
//
//  1. Read (operations.go, schema.go): walk the document in its order. Each
//     place that holds a schema becomes one entry, however many refer to it.
//  2. Shape (shape.go, enums.go, unions.go, fields.go, merges.go, conditional.go): merge what allOf and
//     references assert into the view that types and docs go by, which has the Go types
//     that the user asks for (gotypes.go).
//  3. Hoist (hoist.go): choose the inline schemas that are emitted on their own.
//  4. Name: what each would be called (rules.go for schemas, operation_names.go,
//     members.go for fields and constants), in which order (names.go), and who
//     gets a name that several want (collisions.go).
//  5. Filter (filter.go): drop what the user leaves out.
//  6. Link (uses.go): directions and back-links.
//
// # Names
//
// A name depends on the place that has it, never on the order of maps or on
// what else the document holds; only a true collision makes two places look at
// each other, and names published before always win.
package lower

import (
	"context"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/limits"
	"github.com/oasmint/oasmint/generator/load"
	"github.com/oasmint/oasmint/generator/source"
	"github.com/oasmint/oasmint/generator/visible"
)

// The codes of what is wrong with the options, not with the document.
const (
	CodeUnusedName = "unused-name" // a name for a place that is not there
	CodeFilter     = "filter"      // a pattern that matches nothing, or patterns that leave nothing
)

// Options steer the names, and choose the operations.
type Options struct {
	Names       map[string]Explicit    // what the user wants a place to be called, by [load.Document.Place]
	Published   goapi.Published        // names given earlier, which stand
	Earlier     func() goapi.Published // gives them in place of Published, where they are still being found when lowering begins
	Reserved    goapi.Idents           // what the emitters write in addition: no name may collide with it
	Initialisms []string               // words to write as given, besides the usual ones
	Limits      limits.Limits          // of what the document asks for
	Include     []Pattern              // the operations to take; none: all
	Exclude     []Pattern              // the operations to leave out
	Types       GoTypes                // Go types in place of those that would be made
	Extensions  []string               // of the document that may bring Go code: x-go-type, x-oapi-codegen-extra-tags
	// WithoutMembers leaves fields, constants and parameters without Go names, for who
	// needs none. What is emitted needs them.
	WithoutMembers bool
	// KeepRepeated leaves schemas that are written again as they are, for who tells where
	// each stands.
	KeepRepeated bool
	// Imports returns the Go packages that are made of the document with a URI, to which the
	// reference at a position leads; none for other files. It may be nil.
	Imports func(uri string, at diag.Position) ([]*Import, error)
}

// Explicit is a name that the user asks for.
type Explicit struct {
	Name string
	Pos  diag.Position // of the entry, for the error when it matches nothing

	as string // how the user calls the place, if not as the lock does
}

// Result is what lowering gives.
type Result struct {
	API *ir.API
	// Published are the names that must not change from now on, for the lock.
	// Places are called as [load.Document.Place] does.
	Published goapi.Published
	// Named lists the names of what is emitted, and why, by pointer.
	Named func() []Named
	// Suggest lists the names that a person would not choose, with better ones.
	Suggest func() []Suggestion
	// LeftOut reports whether a place belongs to what filters leave out.
	LeftOut func(diag.Position) bool
	// Imports are the Go packages of other documents that schemas have their types of.
	Imports []*Import
}

// Lower lowers a document. What it cannot make sense of goes to diags; it fails (with an
// error in diags) only where the result would be wrong. Where the context is done, what
// it returns is of no use.
func Lower(ctx context.Context, doc *load.Document, opts Options, diags *diag.List) (result *Result) {
	l := &lowerer{
		ctx: ctx, doc: doc, opts: opts, diags: diags, is30: doc.Is30(), is32: doc.Is32(),
		ids:     newIdentifiers(opts.Initialisms),
		entries: map[string]*entry{}, bySchema: map[*ir.Schema]*entry{},
		lost: map[diag.Position]bool{}, callbacks: map[diag.Position]bool{},
		mediaAt: map[*ir.MediaType]source.Cursor{},
		shared:  map[string]bool{}, used: map[string]bool{}, firstChoice: map[member]string{}, constantOf: map[string]*ir.Schema{},
		asks: map[string]*ask{}, types: map[string]GoType{}, typesUsed: map[string]bool{}, importable: map[string][]*Import{},
		conjunctions: map[*ir.Schema][]*ir.Schema{}, merges: map[merge]*entry{}, numbers: map[*ir.Schema]int{}, nulls: map[*ir.Schema]bool{}, usages: map[usage]bool{}, tagMappings: map[*ir.Discriminator]*tagMapping{},
		api: &ir.API{OpenAPI: doc.OpenAPI},
	}
	defer func() {
		switch end := recover().(type) {
		case nil:
		case ended:
			result = &Result{API: l.api}
		default:
			panic(end)
		}
	}()
	l.canonicalNames()
	l.canonicalTypes()
	l.readAPI()
	l.refuseCycles()
	if l.diags.HasErrors() {
		return &Result{API: l.api} // the steps that follow count on what was reported
	}
	l.directions()
	l.impossibleValues()
	l.styles()
	for _, e := range l.order {
		l.findRole(e)
	}
	for i := 0; i < len(l.order); i++ { // merging fields adds entries
		l.shape(l.order[i].schema)
	}
	l.placeMerges()
	for _, e := range l.order {
		l.reportLost(e)
	}
	l.actions()
	l.namePackages()
	l.hoist()
	if l.opts.Earlier != nil {
		l.opts.Published = l.opts.Earlier()
	}
	l.claims = l.claimSchemas()
	l.nameOperations(l.claims)
	l.nameSchemas(l.claims)
	l.nameForms(l.claims)
	var published goapi.Published
	if !l.opts.WithoutMembers {
		l.nameMembers()
		for _, e := range l.order {
			if e.emitted {
				l.followForFields(e)
			}
		}
		l.reportAsks()
		published.Members = l.members()
	}
	l.filter()
	l.link()
	if !l.opts.KeepRepeated {
		l.repeated()
	}
	l.reportUnusedNames()
	l.reportUnusedTypes()
	published.Names = l.published()
	return &Result{API: l.api, Published: published, Named: l.named(), Suggest: l.suggest, LeftOut: l.isLeftOut, Imports: l.imports}
}

// ended is what lowering panics with, and recovers from, where it ends early: an error
// that says why is in diags, or the context is done.
type ended struct{}

// made counts n places that were made for s. Beyond the limit, or when the context is
// done, lowering ends.
func (l *lowerer) made(s *ir.Schema, n int) {
	l.places += n
	if l.places > l.opts.Limits.Of(limits.Places) {
		l.exceeds(limits.Places, s.Pos)
	}
	if l.ctx.Err() != nil {
		panic(ended{})
	}
}

// exceeds ends lowering with the error that a limit is exceeded.
func (l *lowerer) exceeds(limit limits.Limit, at diag.Position) {
	for _, d := range l.opts.Limits.Exceeded(limit, at) {
		l.diags.Add(d)
	}
	panic(ended{})
}

// withinChain ends lowering where references lead to references too often.
func (l *lowerer) withinChain(at source.Cursor, steps int) {
	if steps > l.opts.Limits.Of(limits.Depth) {
		l.exceeds(limits.Depth, at.Position())
	}
}

// lowerer is one call of Lower.
type lowerer struct {
	ctx   context.Context
	doc   *load.Document
	opts  Options
	diags *diag.List
	is30  bool
	is32  bool // the document is of OpenAPI 3.2
	ids   identifiers
	api   *ir.API

	entries   map[string]*entry // by the ID of their place
	bySchema  map[*ir.Schema]*entry
	order     []*entry        // as they were first met
	shared    map[string]bool // IDs of responses that others refer to by path
	used      map[string]bool // pointers of opts.Names that were met
	ops       []*operation
	callbacks map[diag.Position]bool // those that are being read, each in the one before
	mediaAt   map[*ir.MediaType]source.Cursor
	claims    *claims
	styled    []styled
	lost      map[diag.Position]bool // members that were reported to have no field

	asks      map[string]*ask   // extensions that ask for other Go, by the ID of their place
	asked     []*ask            // the same, as they were met
	types     map[string]GoType // that the user asks for, by the place of the schema
	typesUsed map[string]bool   // those that were met
	goTypes   []*ir.GoType      // all that schemas have

	places       int                         // see made
	conjunctions map[*ir.Schema][]*ir.Schema // see conjunction
	merges       map[merge]*entry            // what merging made, see fieldSchema
	numbers      map[*ir.Schema]int          // of what is merged, see mergeKey
	nulls        map[*ir.Schema]bool         // see allowsNull
	usages       map[usage]bool              // what UsedBy has
	tagMappings  map[*ir.Discriminator]*tagMapping

	importable map[string][]*Import // the packages that are made of a file, by its URI
	imports    []*Import            // those whose types schemas have

	firstChoice map[member]string     // of fields and constants
	constantOf  map[string]*ir.Schema // the enum that a published constant is of

	kept, leftOut map[diag.Position]bool // by the file in whose tree they are and pointer, where there are filters
}

// operation is an operation on its way to a name.
type operation struct {
	*ir.Operation
	at source.Cursor
	by string // "webhook"; or of a callback, the operation and the key it belongs to

	candidates []string // names it would take, best first
	rules      []int    // of operationRules, the one that each candidate is by
	chosenBy   string   // why it has its name, as for an entry
}

// entry is a schema on its way to a name.
type entry struct {
	schema   *ir.Schema
	at       source.Cursor
	role     *role
	target   bool          // a $ref leads here
	merging  bool          // its shape is being derived
	merged   bool          // merging made it, of several schemas that one field has
	places   []mergedPlace // where it did
	emitted  bool          // it is emitted on its own, so it gets a name
	chosenBy string        // why it has its name: config, lock, rule, or the extension that says it

	mayApply   []*ir.Schema               // see conditional.go; nil until it is asked for
	properties map[string][]source.Cursor // see propertiesOf; nil until it is asked for
}

// role is what a schema is to that which holds it: the body of an operation, a
// property of another schema. Its name follows from that.
type role struct {
	kind   roleKind
	parent *entry              // the schema that holds it; nil for components, bodies and parameters
	key    string              // property, component key, status, parameter…
	media  string              // for bodies: the short name of the media type, where it is needed
	op     *operation          // for bodies and parameters
	id     string              // of the response, to know whether it is shared
	params map[string][]*param // of the parameters of an operation or the headers of a response, by the property that each is
}

// roleKind is a kind of role. Each has its row in [rules].
type roleKind uint8

const (
	roleComponent roleKind = iota // components/schemas, or a whole file
	roleBody
	roleComponentBody
	roleResponse
	roleComponentResponse
	roleParameter
	roleHeader
	roleComponentParameter // of components/parameters or components/headers
	roleParams             // all parameters of an operation
	roleHead               // all headers of a response
	roleProperty
	roleItem
	roleMapValue
	roleAllOf
	roleVariant // of oneOf, anyOf
	roleKeyword // not, if, contains, …
	rolePart    // $defs, or a place that only a $ref leads to
	roleCount
)

// canonicalNames lets the user call a place by the file that it is written in as well.
func (l *lowerer) canonicalNames() {
	names := map[string]Explicit{}
	for place, name := range l.opts.Names {
		if file, pointer, ok := strings.Cut(place, "#"); ok {
			if at, err := l.doc.Resolve(l.doc.Root.Cursor(), file+"#"+pointer); err == nil {
				name.as, place = place, l.pointer(at)
			}
		}
		names[place] = name
	}
	l.opts.Names = names
}

// pointer is the key of a place in configs and locks.
func (l *lowerer) pointer(c source.Cursor) string { return l.doc.Place(c) }

func (l *lowerer) warn(c source.Cursor, code, format string, args ...any) {
	l.diags.Warnf(c.Position(), code, format, args...)
}

func (l *lowerer) fail(c source.Cursor, code, format string, args ...any) {
	l.diags.Errorf(c.Position(), code, format, args...)
}

// resolve follows a Reference Object to what it finally refers to. The second
// result is false, and the reason reported, where it leads nowhere.
func (l *lowerer) resolve(c source.Cursor) (source.Cursor, bool) {
	seen := map[string]bool{}
	for {
		ref := c.Node.Get("$ref")
		if ref == nil || ref.Kind != source.String {
			return c, true
		}
		at := c.Key("$ref")
		if seen[c.ID()] {
			l.fail(at, "cyclic-ref", "$ref %q leads back to itself", ref.Text)
			return c, false
		}
		l.withinChain(at, len(seen))
		seen[c.ID()] = true
		l.besideReference(c, "summary", "description")
		next, err := l.doc.Resolve(c, ref.Text)
		if err != nil {
			l.unresolved(at, ref.Text, err)
			return c, false
		}
		c = next
	}
}

func (l *lowerer) unresolved(at source.Cursor, ref string, err error) {
	l.diags.Add(diag.Diagnostic{
		Severity: diag.Error, Code: "unresolved-ref", Position: at.Position(),
		Message: "$ref " + quote(ref) + " does not resolve: " + err.Error(),
	})
}

// text reads a string member, reporting one of another type.
func (l *lowerer) text(c source.Cursor, key string) string {
	v := c.Key(key)
	if v.Node == nil || v.Node.Kind == source.Null {
		return ""
	}
	if v.Node.Kind != source.String {
		if v.Node.Kind == source.Number || v.Node.Kind == source.Bool {
			return v.Node.Text // YAML: version: 1.0
		}
		l.warn(v, "bad-value", "%q must be a string, got %s", key, v.Node.Kind)
		return ""
	}
	if slices.Contains(prose, key) {
		return visible.Prose(v.Node.Text)
	}
	return v.Node.Text
}

// prose lists the keys of what readers read; other texts are names and are kept as they
// are.
var prose = []string{"title", "version", "summary", "description"}

func (l *lowerer) flag(c source.Cursor, key string) bool {
	v := c.Key(key)
	if v.Node != nil && v.Node.Kind != source.Bool {
		l.warn(v, "bad-value", "%q must be true or false, got %s", key, v.Node.Kind)
	}
	return v.Node.IsTrue()
}

// expect reports whether c is of the kind it must be, and says so where not.
func (l *lowerer) expect(c source.Cursor, kind source.Kind) bool {
	if c.Node == nil {
		return false
	}
	if c.Node.Kind != kind {
		l.fail(c, "bad-value", "%q must be %s, got %s", c.LastToken(), kind, c.Node.Kind)
		return false
	}
	return true
}

// expectKeys says which keys of an object are of another kind than they must be: what they
// hold is read by none who follows.
func (l *lowerer) expectKeys(c source.Cursor, kinds map[string]source.Kind) {
	for _, member := range c.Members() {
		if kind, known := kinds[member.LastToken()]; known && member.Node.Kind != source.Null {
			l.expect(member, kind)
		}
	}
}

func isExtension(key string) bool { return strings.HasPrefix(key, "x-") }
