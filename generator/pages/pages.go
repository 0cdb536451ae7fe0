// Package pages finds out which operations give lists in pages, and how a client gets
// from one page to the next: x-pagination of the document and oasmint.yaml say so, and
// are held against the Go types.
package pages

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
)

// Lists are operations that give lists in pages, all in the same way.
type Lists struct {
	Operations []string `key:"operations" doc:"Their operationIds; by default all that have what the other keys name." pattern:"."`
	ir.Pagination
}

// Section is what a target says to an emitter that makes methods for pages.
type Section interface{ Lists() []Lists }

// Walk is how the pages of an operation are walked through.
type Walk struct {
	Method string     // the name of the method that gives all items
	Elem   goapi.Expr // the type of an item
	Items  Place

	// What is counted: pages or else items, where that begins, and how many items a page
	// has where the caller does not say.
	Count, End *Input
	ByPage     bool
	First      int64
	Size       int64

	Cursor            *Input
	Next, Total, More *Place // nil: the answer says nothing of it; of Next, the header Link may
}

// Place is where a value is in an answer, or in a request: the fields that lead to it.
type Place struct {
	Fields []Step
	Of     goapi.Expr // the type of the value, without the pointer that the last field may be
}

// Step is a field, and the type that it is in the end, without pointers.
type Step struct {
	*goapi.Field
	Of goapi.Expr
}

// Input is a value of a request.
type Input struct {
	Place
	InBody   bool // of the body, or else of the parameters
	Required bool

	schema *ir.Schema
}

// Found is what there is to say of the operations of an API.
type Found struct {
	Walks map[*ir.Operation]*Walk
	Wrong []Problem // of what the document says
	Lists []Problem // of Lists
}

// Problem is what is wrong with a Pagination.
type Problem struct {
	Of      *goapi.Call // nil for one of Lists
	Index   int         // of Lists
	Message string
}

// Find goes through the operations, webhooks included, whose methods have the names of
// methods for pages to keep clear of.
func Find(calls []*goapi.Call, types *goapi.Package, lists []Lists) *Found {
	f := finder{types}
	out := &Found{Walks: map[*ir.Operation]*Walk{}}
	for _, c := range calls {
		if c.Pagination == nil {
			continue
		}
		if w, problem := f.walk(c, c.Pagination); w == nil {
			out.Wrong = append(out.Wrong, Problem{Of: c, Message: problem})
		} else {
			out.Walks[c.Operation.Operation] = w
		}
	}
	for i := range lists {
		out.list(f, calls, lists, i)
	}
	names := map[string]bool{}
	for _, c := range calls {
		names[c.Name] = true
	}
	for _, c := range calls {
		if w := out.Walks[c.Operation.Operation]; w != nil {
			for w.Method = c.Name + "All"; names[w.Method]; {
				w.Method += "Items"
			}
			names[w.Method] = true
		}
	}
	return out
}

// list finds the operations of an entry: those that nothing else is said of.
func (out *Found) list(f finder, calls []*goapi.Call, lists []Lists, i int) {
	l := lists[i]
	fail := func(format string, args ...any) {
		out.Lists = append(out.Lists, Problem{Index: i, Message: fmt.Sprintf(format, args...)})
	}
	found := false
	for _, c := range calls {
		named := len(l.Operations) > 0
		if named && !slices.Contains(l.Operations, c.Wire) || c.Webhook || c.Pagination != nil || out.Walks[c.Operation.Operation] != nil {
			continue
		}
		if w, problem := f.walk(c, &l.Pagination); w != nil {
			out.Walks[c.Operation.Operation] = w
			found = true
		} else if named {
			fail("%s does not give a list in such pages: %s", c.Name, problem)
		}
	}
	for _, id := range l.Operations {
		if !slices.ContainsFunc(calls, func(c *goapi.Call) bool { return c.Wire == id }) {
			fail("there is no operation %q", id)
		}
	}
	if !found && len(l.Operations) == 0 {
		fail("no operation gives a list in such pages")
	}
}

// finder looks things up in the Go types.
type finder struct{ types *goapi.Package }

// walk is how an operation gives a list in pages, or nil and why it does not.
func (f finder) walk(c *goapi.Call, how *ir.Pagination) (*Walk, string) {
	if len(c.Results) != 1 || c.Results[0].Kind != goapi.JSONBody || c.Results[0].Type == "" {
		return nil, "the answer is not one body in JSON, of a schema"
	}
	for _, b := range c.Bodies {
		if b.Kind != goapi.JSONBody && b.Kind != goapi.FormBody && b.Kind != goapi.TextBody {
			return nil, "the request has a body that can be sent only once"
		}
	}
	out := &Walk{ByPage: how.Page != ""}
	root := Place{Of: goapi.Expr{Kind: goapi.Named, Name: c.Results[0].Type}}
	items, problem := f.items(root, how.Items)
	if problem != "" {
		return nil, problem
	}
	out.Items, out.Elem = items, *f.resolved(items.Of).Elem
	if !isNamed(out.Elem) {
		return nil, "items are of no type that has a name in Go"
	}
	for _, of := range []struct {
		to      **Place
		pointer string
		is      func(base string) bool
		what    string
	}{
		{&out.Next, strings.TrimPrefix(how.Next, "Link"), isScalar, "a text or an integer"},
		{&out.Total, how.Total + how.Pages, IsInteger, "an integer"},
		{&out.More, how.More, func(base string) bool { return base == "bool" }, "a boolean"},
	} {
		if of.pointer == "" {
			continue
		}
		at, ok := f.follow(root, of.pointer)
		if !ok || !of.is(f.base(at.Of)) {
			return nil, "the answer has nothing at " + strconv.Quote(of.pointer) + " that is " + of.what + " in Go"
		}
		*of.to = &at
	}
	for _, of := range []struct {
		to   **Input
		name string
		is   func(base string) bool
		what string
	}{
		{&out.Count, how.Offset + how.Start + how.Page, IsInteger, "an integer"},
		{&out.End, how.End, IsInteger, "an integer"},
		{&out.Cursor, how.Cursor, isScalar, "a text or an integer"},
	} {
		if of.name == "" {
			continue
		}
		in, problem := f.input(c, of.name)
		if in == nil || !of.is(f.base(in.Of)) {
			return nil, problem + " " + strconv.Quote(of.name) + " that is " + of.what + " in Go"
		}
		*of.to = in
	}
	if out.Cursor != nil && IsInteger(f.base(out.Cursor.Of)) != IsInteger(f.base(out.Next.Of)) {
		return nil, "what is at " + strconv.Quote(how.Next) + " is no value of " + strconv.Quote(how.Cursor)
	}
	if out.Cursor == nil && out.Next != nil && f.base(out.Next.Of) != "string" {
		return nil, "what is at " + strconv.Quote(how.Next) + " is no URL"
	}
	if out.Count != nil {
		out.First = firstOf(out.Count.schema, how.Page != "")
	}
	if out.End != nil {
		if end, ok := integerOf(out.End.schema.Default); ok {
			out.Size = end - out.First
		}
		if how.Size > 0 {
			out.Size = int64(how.Size)
		}
		if out.Size <= 0 {
			return nil, strconv.Quote(how.End) + " has no default by which a page has items, and there is no size"
		}
	}
	return out, ""
}

// firstOf is where an API begins to count: at the default, or else the minimum, or else at 0,
// pages at 1.
func firstOf(s *ir.Schema, byPage bool) int64 {
	for _, v := range []ir.Value{s.Default, ir.Value(s.Minimum)} {
		if n, ok := integerOf(v); ok {
			return n
		}
	}
	if byPage {
		return 1
	}
	return 0
}

func integerOf(v ir.Value) (int64, bool) {
	n, err := strconv.ParseInt(string(v), 10, 32)
	return n, err == nil
}

// items is the list at a place of the answer: where pointer says, the answer itself, or its
// only list.
func (f finder) items(root Place, pointer string) (Place, string) {
	if pointer != "" {
		if at, ok := f.follow(root, pointer); ok && f.isList(at.Of) {
			return at, ""
		}
		return Place{}, "the answer has no list at " + strconv.Quote(pointer)
	}
	if f.isList(root.Of) {
		return root, ""
	}
	var found []Place
	if t := f.structOf(root.Of); t != nil {
		for _, name := range t.Order {
			if at, ok := f.member(root, name); ok && f.isList(at.Of) {
				found = append(found, at)
			}
		}
	}
	if len(found) != 1 {
		return Place{}, fmt.Sprintf("the answer has %d lists: items says which one it is", len(found))
	}
	return found[0], ""
}

func (f finder) isList(of goapi.Expr) bool { return f.resolved(of).Kind == goapi.Slice }

// tokens are the names that a JSON Pointer leads through.
func tokens(pointer string) []string {
	out := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	for i, token := range out {
		out[i] = strings.NewReplacer("~1", "/", "~0", "~").Replace(token)
	}
	return out
}

// follow goes from a place to where a JSON Pointer leads.
func (f finder) follow(from Place, pointer string) (Place, bool) {
	ok := true
	for _, token := range tokens(pointer) {
		if from, ok = f.member(from, token); !ok {
			return from, false
		}
	}
	return from, true
}

// member is where a member of an object is.
func (f finder) member(from Place, name string) (Place, bool) {
	t := f.structOf(from.Of)
	if t == nil || t.Fields[name] == nil {
		return Place{}, false
	}
	step := Step{Field: t.Fields[name], Of: t.Fields[name].Type}
	if step.Of.Kind == goapi.Nullable || step.Of.Kind == goapi.Pointer {
		step.Of = *step.Of.Elem
	}
	return Place{Fields: append(slices.Clone(from.Fields), step), Of: step.Of}, true
}

// input is what a request has under the name of a parameter, or in its body at a JSON
// Pointer; or nil, and what there is not.
func (f finder) input(c *goapi.Call, name string) (*Input, string) {
	if strings.HasPrefix(name, "/") {
		return f.inBody(c, name)
	}
	const missing = "there is no parameter"
	if c.Params == nil {
		return nil, missing
	}
	for _, in := range []string{"query", "header", "path"} {
		for _, p := range c.Parameters {
			if p.In != in || p.Wire != name || p.Member == "" || p.Schema == nil {
				continue
			}
			at, ok := f.member(Place{Of: goapi.Expr{Kind: goapi.Named, Name: c.Params.Name}}, p.Member)
			if !ok {
				return nil, missing
			}
			return &Input{Place: at, Required: p.Required, schema: targetOf(p.Schema)}, missing
		}
	}
	return nil, missing
}

// inBody is a member of the body, which must have one Go type.
func (f finder) inBody(c *goapi.Call, pointer string) (*Input, string) {
	const missing = "the body has nothing at"
	if len(c.Bodies) == 0 || c.Bodies[0].Type == "" || c.Mixed() {
		return nil, "there is no body of one Go type with"
	}
	out := &Input{Place: Place{Of: goapi.Expr{Kind: goapi.Named, Name: c.Bodies[0].Type}}, InBody: true, schema: targetOf(c.Bodies[0].Of.Schema)}
	for _, token := range tokens(pointer) {
		i := -1
		if out.schema.Shape != nil {
			i = slices.IndexFunc(out.schema.Shape.Fields, func(field *ir.Field) bool { return field.Wire == token })
		}
		at, ok := f.member(out.Place, token)
		if i < 0 || !ok {
			return nil, missing
		}
		if n := len(out.Fields); n > 0 && out.Fields[n-1].Type.Kind == goapi.Nullable {
			return nil, "the body has null besides what can be set at"
		}
		field := out.schema.Shape.Fields[i]
		out.Place, out.Required, out.schema = at, field.Required, targetOf(field.Schema)
	}
	return out, missing
}

// targetOf is what a schema refers to.
func targetOf(s *ir.Schema) *ir.Schema {
	if named := s.Named(); named != nil {
		return named
	}
	return s
}

// resolved is what a type of the package is in the end.
func (f finder) resolved(of goapi.Expr) goapi.Expr {
	for range len(f.types.Types) + 1 {
		t := f.types.Types[of.Name]
		if of.Kind != goapi.Named || of.Pkg != "" || t == nil {
			break
		}
		if t.Expr.Kind == goapi.Struct {
			return goapi.Expr{Kind: goapi.Struct, Name: t.Name}
		}
		of = t.Expr
	}
	return of
}

func (f finder) structOf(of goapi.Expr) *goapi.Type {
	if of = f.resolved(of); of.Kind != goapi.Struct {
		return nil
	}
	return f.types.Types[of.Name]
}

// base is the type of Go that a type is in the end: int32, string; "" for others.
func (f finder) base(of goapi.Expr) string {
	if of = f.resolved(of); of.Kind != goapi.Named || of.Pkg != "" {
		return ""
	}
	return of.Name
}

// Base is the type of Go that the value at a place is in the end: int32, string.
func Base(types *goapi.Package, at Place) string { return finder{types}.base(at.Of) }

// IsInteger reports whether such a type is one of Go's integers.
func IsInteger(base string) bool {
	return strings.HasPrefix(base, "int") || strings.HasPrefix(base, "uint")
}

func isScalar(base string) bool { return base == "string" || IsInteger(base) }

// isNamed reports whether another package can write a type.
func isNamed(of goapi.Expr) bool {
	switch of.Kind {
	case goapi.Pointer, goapi.Slice, goapi.Map:
		return isNamed(*of.Elem)
	}
	return of.Kind == goapi.Named || of.Kind == goapi.Any
}
