package client

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/emit"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
)

// This file writes, beside the method of an operation that gives a list in pages, one for
// the items of all pages: as x-pagination of the document says, or else the section.

// pages is how the pages of an operation are walked through, in Go.
type pages struct {
	method string // that gives all items
	elem   string // the Go type of an item
	items  place

	// What is counted: the parameter, where counting begins, and how many items a page has.
	count *parameter
	first int64
	end   *parameter
	size  int64 // of a page, where the caller does not say

	isPage bool // pages are counted, not items

	cursor            *parameter
	next, total, more *place // nil: the answer says nothing of it; of next, the header Link does
}

// place is where something is in an answer, which is a.
type place struct {
	conditions []string // under which it is there
	expr       string   // its value
	of         goapi.Expr
}

// parameter is a field of params.
type parameter struct {
	field    string
	of       string // its Go type, without *
	base     string // what that is in the end: int32, string
	pointer  bool
	required bool
	schema   *ir.Schema
}

// paginate finds out which operations give lists in pages. An entry of the section that is
// for none, or names an operation that it does not fit, is an error.
func (e *emitter) paginate() error {
	var wrong diag.Errors
	for _, op := range e.ops {
		if op.Pagination == nil {
			continue
		}
		p, problem := e.pagesOf(op, op.Pagination)
		if op.pages = p; p == nil {
			e.diags.Warnf(op.Pagination.Pos, "pagination", `%s; "x-pagination" of %s is not followed`, problem, op.Name)
		}
	}
	for i, l := range e.opts.Lists {
		fail := func(format string, args ...any) {
			wrong = append(wrong, diag.Diagnostic{
				Severity: diag.Error, Code: "pagination", Position: e.opts.Position("/pagination/" + strconv.Itoa(i)), Message: fmt.Sprintf(format, args...),
				Hint: "has the document changed? correct the entry, or remove it",
			})
		}
		found := false
		for _, op := range e.ops {
			if len(l.Operations) > 0 && !slices.Contains(l.Operations, op.Wire) || op.Webhook || op.Pagination != nil || op.pages != nil {
				continue
			}
			p, problem := e.pagesOf(op, &l.Pagination)
			if op.pages = p; p != nil {
				found = true
			} else if len(l.Operations) > 0 {
				fail("%s does not give a list in such pages: %s", op.Name, problem)
			}
		}
		for _, id := range l.Operations {
			if !slices.ContainsFunc(e.ops, func(op *operation) bool { return op.Wire == id }) {
				fail("there is no operation %q", id)
			}
		}
		if !found && len(l.Operations) == 0 {
			fail("no operation gives a list in such pages")
		}
	}
	if len(wrong) > 0 {
		return wrong
	}
	names := map[string]bool{}
	for _, op := range e.ops {
		names[op.Name] = true
	}
	for _, op := range e.ops {
		if op.pages != nil {
			for op.pages.method = op.Name + "All"; names[op.pages.method]; {
				op.pages.method += "Items"
			}
			names[op.pages.method] = true
		}
	}
	return nil
}

// pagesOf is how an operation gives a list in pages, or nil and why it does not.
func (e *emitter) pagesOf(op *operation, how *ir.Pagination) (*pages, string) {
	if len(op.Results) != 1 || op.Results[0].Kind != goapi.JSONBody || op.Results[0].Type == "" {
		return nil, "the answer is not one body in JSON, of a schema"
	}
	for _, b := range op.Bodies {
		if b.Kind != goapi.JSONBody && b.Kind != goapi.FormBody && b.Kind != goapi.TextBody {
			return nil, "the request has a body that can be sent only once"
		}
	}
	out := &pages{isPage: how.Page != ""}
	root := place{conditions: []string{"a != nil"}, expr: "*a", of: goapi.Expr{Kind: goapi.Named, Name: op.Results[0].Type}}
	items, problem := e.list(root, how.Items)
	if problem != "" {
		return nil, problem
	}
	out.items = items
	elem, problem := e.qualified(*e.resolved(items.of).Elem)
	if out.elem = elem; problem != "" {
		return nil, problem
	}
	for _, of := range []struct {
		to      **place
		pointer string
		is      func(base string) bool
		what    string
	}{
		{&out.next, strings.TrimPrefix(how.Next, "Link"), isScalar, "a text or an integer"},
		{&out.total, how.Total + how.Pages, isInteger, "an integer"},
		{&out.more, how.More, func(base string) bool { return base == "bool" }, "a boolean"},
	} {
		if of.pointer == "" {
			continue
		}
		at, ok := e.walk(root, of.pointer)
		if !ok || !of.is(e.base(at.of)) {
			return nil, "the answer has nothing at " + strconv.Quote(of.pointer) + " that is " + of.what + " in Go"
		}
		*of.to = &at
	}
	for _, of := range []struct {
		to   **parameter
		name string
		is   func(base string) bool
		what string
	}{
		{&out.count, how.Offset + how.Start + how.Page, isInteger, "an integer"},
		{&out.end, how.End, isInteger, "an integer"},
		{&out.cursor, how.Cursor, isScalar, "a text or an integer"},
	} {
		if of.name == "" {
			continue
		}
		if *of.to = e.parameter(op, of.name); *of.to == nil || !of.is((*of.to).base) {
			return nil, "there is no parameter " + strconv.Quote(of.name) + " that is " + of.what + " in Go"
		}
	}
	if out.cursor != nil && isInteger(out.cursor.base) != isInteger(e.base(out.next.of)) {
		return nil, "what is at " + strconv.Quote(how.Next) + " is no value of the parameter " + strconv.Quote(how.Cursor)
	}
	if out.cursor == nil && out.next != nil && e.base(out.next.of) != "string" {
		return nil, "what is at " + strconv.Quote(how.Next) + " is no URL"
	}
	if out.count != nil {
		out.first = firstOf(out.count.schema, how.Page != "")
	}
	if out.end != nil {
		if end, ok := integerOf(out.end.schema.Default); ok {
			out.size = end - out.first
		}
		if how.Size > 0 {
			out.size = int64(how.Size)
		}
		if out.size <= 0 {
			return nil, "the parameter " + strconv.Quote(how.End) + " has no default by which a page has items, and there is no size"
		}
	}
	return out, ""
}

// firstOf is where an API begins to count: at the default, or else the minimum, or else at 0,
// pages at 1.
func firstOf(s *ir.Schema, isPage bool) int64 {
	for _, v := range []ir.Value{s.Default, ir.Value(s.Minimum)} {
		if n, ok := integerOf(v); ok {
			return n
		}
	}
	if isPage {
		return 1
	}
	return 0
}

func integerOf(v ir.Value) (int64, bool) {
	n, err := strconv.ParseInt(string(v), 10, 32)
	return n, err == nil
}

// list is the list at a place of the answer: where pointer says, the answer itself, or its
// only list.
func (e *emitter) list(root place, pointer string) (place, string) {
	if pointer != "" {
		if at, ok := e.walk(root, pointer); ok && e.isList(at.of) {
			return at, ""
		}
		return place{}, "the answer has no list at " + strconv.Quote(pointer)
	}
	if e.isList(root.of) {
		return root, ""
	}
	var found []place
	if t := e.structOf(root.of); t != nil {
		for _, name := range t.Order {
			if at, ok := e.member(root, name); ok && e.isList(at.of) {
				found = append(found, at)
			}
		}
	}
	if len(found) != 1 {
		return place{}, fmt.Sprintf("the answer has %d lists: items says which one it is", len(found))
	}
	return found[0], ""
}

func (e *emitter) isList(of goapi.Expr) bool { return e.resolved(of).Kind == goapi.Slice }

// walk goes from a place to where a JSON Pointer leads.
func (e *emitter) walk(from place, pointer string) (place, bool) {
	ok := true
	for token := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		if from, ok = e.member(from, strings.NewReplacer("~1", "/", "~0", "~").Replace(token)); !ok {
			return from, false
		}
	}
	return from, true
}

// member is where a member of an object is.
func (e *emitter) member(from place, name string) (place, bool) {
	t := e.structOf(from.of)
	if t == nil || t.Fields[name] == nil {
		return place{}, false
	}
	f := t.Fields[name]
	out := place{conditions: slices.Clone(from.conditions), expr: strings.TrimPrefix(from.expr, "*") + "." + f.Name, of: f.Type}
	switch f.Type.Kind {
	case goapi.Nullable:
		out.expr += ".Pointer()"
		fallthrough
	case goapi.Pointer:
		out.conditions = append(out.conditions, out.expr+" != nil")
		out.expr, out.of = "*"+out.expr, *f.Type.Elem
	}
	return out, true
}

// resolved is what a type of the package is in the end.
func (e *emitter) resolved(of goapi.Expr) goapi.Expr {
	for range len(e.types.Types) + 1 {
		t := e.types.Types[of.Name]
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

func (e *emitter) structOf(of goapi.Expr) *goapi.Type {
	if of = e.resolved(of); of.Kind != goapi.Struct {
		return nil
	}
	return e.types.Types[of.Name]
}

// base is the type of Go that a type is in the end: int32, string; "" for others.
func (e *emitter) base(of goapi.Expr) string {
	if of = e.resolved(of); of.Kind != goapi.Named || of.Pkg != "" {
		return ""
	}
	return of.Name
}

func isInteger(base string) bool {
	return strings.HasPrefix(base, "int") || strings.HasPrefix(base, "uint")
}

func isScalar(base string) bool { return base == "string" || isInteger(base) }

// qualified is a type as the client's file names it.
func (e *emitter) qualified(of goapi.Expr) (string, string) {
	switch of.Kind {
	case goapi.Pointer, goapi.Slice, goapi.Map:
		elem, problem := e.qualified(*of.Elem)
		return map[goapi.ExprKind]string{goapi.Pointer: "*", goapi.Slice: "[]", goapi.Map: "map[string]"}[of.Kind] + elem, problem
	case goapi.Any:
		return "any", ""
	case goapi.Named:
	default:
		return "", "items are of no type that has a name in Go"
	}
	switch {
	case of.Pkg == "" && e.types.Types[of.Name] == nil:
		return of.Name, ""
	case of.Pkg == "":
		return e.alias + "." + of.Name, ""
	case of.Pkg == e.alias || e.taken[of.Pkg] || slices.Contains(locals, of.Pkg):
		return "", "the package " + of.Pkg + " of the items has a name that the client uses"
	}
	at := emit.Import{Name: of.Pkg, Path: e.types.Imports[of.Pkg]}
	host, _, _ := strings.Cut(at.Path, "/")
	switch {
	case !strings.Contains(host, ".") && path.Base(at.Path) == at.Name:
		if !slices.Contains(e.standard, at.Path) {
			e.standard = append(e.standard, at.Path)
		}
	case !slices.Contains(e.foreign, at):
		e.foreign = append(e.foreign, at)
	}
	return of.Pkg + "." + of.Name, ""
}

// parameter is the field of params for a parameter, or nil.
func (e *emitter) parameter(op *operation, name string) *parameter {
	if op.Params == nil {
		return nil
	}
	for _, in := range []string{"query", "header", "path"} {
		for _, p := range op.Parameters {
			if p.In != in || p.Wire != name || p.Member == "" || p.Schema == nil {
				continue
			}
			f := e.types.Types[op.Params.Name].Fields[p.Member]
			if f == nil {
				return nil
			}
			out := &parameter{field: "params." + f.Name, required: p.Required, schema: p.Schema}
			of := f.Type
			if out.pointer = of.Kind == goapi.Pointer; out.pointer {
				of = *of.Elem
			}
			out.base = e.base(of)
			if out.of, _ = e.qualified(of); out.base == "" {
				return nil
			}
			if named := p.Schema.Named(); named != nil {
				out.schema = named
			}
			return out
		}
	}
	return nil
}

// get is the value of a parameter as an int64, or another one where the caller gives none.
func (p *parameter) get(otherwise string) string {
	switch {
	case p.pointer:
		return "orElse(" + p.field + ", " + otherwise + ")"
	case p.required || otherwise == "0":
		return "int64(" + p.field + ")"
	}
	return "cmp.Or(int64(" + p.field + "), " + otherwise + ")"
}

// set sets a parameter.
func (p *parameter) set(value string) string {
	if p.of != "" {
		value = p.of + "(" + value + ")"
	}
	if p.pointer {
		value = "pointerTo(" + value + ")"
	}
	return p.field + " = " + value
}

// pagesMethod writes the method.
func (e *emitter) pagesMethod(op *operation) {
	p := op.pages
	e.Line("// %s gives the items of [Client.%s],\n// page after page, from where params begin. An error is the last that it gives.", p.method, op.Name)
	if op.Deprecated {
		e.Line("//\n// Deprecated: the document says so.")
	}
	e.Line("func (c *Client) %s(%s) iter.Seq2[%s, error] {", p.method, signature(op.takes), p.elem)
	e.Line("return each(func() func() ([]%s, bool, error) {", p.elem)
	if p.count != nil || p.cursor != nil {
		e.Line("params := params")
	}
	switch {
	case p.count != nil:
		e.Line("at := %s", p.count.get(strconv.FormatInt(p.first, 10)))
	case p.cursor != nil:
		e.Line("var t trail")
	default:
		e.Line("var t trail\nopts := append(opts[:len(opts):len(opts)], follow(&t))")
	}
	if p.end != nil {
		e.Line("size := %s - at", p.end.get("at+"+strconv.FormatInt(p.size, 10)))
	}
	e.Line("return func() (items []%s, more bool, err error) {", p.elem)
	if p.count != nil {
		e.Line("%s", p.count.set("at"))
	}
	if p.end != nil {
		e.Line("%s", p.end.set("at + size"))
	}
	e.Line("a, err := c.%s(%s)", op.Name, strings.Join(slices.Concat([]string{"ctx"}, op.given, []string{"opts..."}), ", "))
	e.when(p.items, "items = %s", p.items.expr)
	if p.count != nil {
		e.countOn(p)
	} else {
		e.trailOn(op, p)
	}
	e.Line("return items, more, err\n}\n})\n}\n")
}

// when writes a statement for where something is there.
func (e *emitter) when(at place, statement string, args ...any) {
	e.Line("if %s {", strings.Join(at.conditions, " && "))
	e.Line(statement, args...)
	e.Line("}")
}

// countOn goes on to the next page of those that are counted.
func (e *emitter) countOn(p *pages) {
	if p.isPage {
		e.Line("at++")
	} else {
		e.Line("at += int64(len(items))")
	}
	e.Line("more = len(items) > 0")
	if p.total != nil {
		from := "at"
		if p.first != 0 {
			from = fmt.Sprintf("at-%d", p.first)
		}
		e.when(*p.total, "more = more && %s < int64(%s)", from, p.total.expr)
	}
	if p.more != nil {
		e.when(*p.more, "more = more && bool(%s)", p.more.expr)
	}
}

// trailOn goes on to the page that an answer names.
func (e *emitter) trailOn(op *operation, p *pages) {
	switch {
	case p.cursor != nil:
		text := "string(" + p.next.expr + ")"
		if isInteger(p.cursor.base) {
			text = "fmt.Sprint(" + p.next.expr + ")"
		}
		e.when(*p.next, "t.next = %s\n%s", text, p.cursor.set(p.next.expr))
	case p.next != nil:
		e.Line("t.next = \"\"")
		e.when(*p.next, "t.next = string(%s)", p.next.expr)
	}
	if p.more != nil {
		at := *p.more
		at.conditions = append(slices.Clone(at.conditions), "!"+at.expr)
		e.when(at, "t.next = \"\"")
	}
	e.Line("more, err = t.goesOn(%q, err)", op.Name)
}
