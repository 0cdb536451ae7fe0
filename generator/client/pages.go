package client

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/emit"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/pages"
)

// This file writes, beside the method of an operation that gives a list in pages, one for
// the items of all pages.

// paginate finds out which operations give lists in pages. An entry of the section that is
// for none, or names an operation that it does not fit, is an error.
func (e *emitter) paginate() error {
	var calls []*goapi.Call
	for _, op := range e.ops {
		calls = append(calls, op.Call)
	}
	found := pages.Find(calls, e.types, e.opts.Lists)
	for _, p := range found.Wrong {
		e.diags.Warnf(p.Of.Pagination.Pos, "pagination", `%s; "x-pagination" of %s is not followed`, p.Message, p.Of.Name)
	}
	var wrong diag.Errors
	for _, p := range found.Lists {
		wrong = append(wrong, diag.Diagnostic{
			Severity: diag.Error, Code: "pagination", Position: e.opts.Position("/pagination/" + strconv.Itoa(p.Index)), Message: p.Message,
			Hint: "has the document changed? correct the entry, or remove it",
		})
	}
	if len(wrong) > 0 {
		return wrong
	}
	for _, op := range e.ops {
		op.pages = found.Walks[op.Operation.Operation]
	}
	return nil
}

// reached is how Go gets to a place: under conditions, from an expression that is a pointer
// where it begins with a star.
func reached(at pages.Place, from string, conditions ...string) ([]string, string) {
	for _, f := range at.Fields {
		from = strings.TrimPrefix(from, "*") + "." + f.Name
		switch f.Type.Kind {
		case goapi.Nullable:
			from += ".Pointer()"
			fallthrough
		case goapi.Pointer:
			conditions = append(conditions, from+" != nil")
			from = "*" + from
		}
	}
	return conditions, from
}

// answered is how Go gets to a place of the answer, which is a.
func answered(at pages.Place) ([]string, string) { return reached(at, "*a", "a != nil") }

// when writes a statement for where conditions hold.
func (e *emitter) when(conditions []string, statement string, args ...any) {
	if len(conditions) > 0 {
		e.Line("if %s {", strings.Join(conditions, " && "))
	}
	e.Line(statement, args...)
	if len(conditions) > 0 {
		e.Line("}")
	}
}

// qualified is a type as the client's file names it.
func (e *emitter) qualified(of goapi.Expr) string {
	switch of.Kind {
	case goapi.Pointer, goapi.Slice, goapi.Map:
		return map[goapi.ExprKind]string{goapi.Pointer: "*", goapi.Slice: "[]", goapi.Map: "map[string]"}[of.Kind] + e.qualified(*of.Elem)
	case goapi.Any:
		return "any"
	}
	switch {
	case of.Pkg == "" && e.types.Types[of.Name] == nil:
		return of.Name
	case of.Pkg == "":
		return e.alias + "." + of.Name
	}
	at := emit.Import{Name: of.Pkg, Path: e.types.Imports[of.Pkg]}
	if slices.Contains(e.standard, at.Path) && path.Base(at.Path) == at.Name {
		return at.Name + "." + of.Name
	}
	for at.Name == e.alias || e.taken[at.Name] || slices.Contains(locals, at.Name) {
		at.Name += "pkg"
	}
	host, _, _ := strings.Cut(at.Path, "/")
	switch {
	case !strings.Contains(host, ".") && path.Base(at.Path) == at.Name:
		e.standard = append(e.standard, at.Path)
	case !slices.Contains(e.foreign, at):
		e.foreign = append(e.foreign, at)
	}
	return at.Name + "." + of.Name
}

// get writes how a variable gets the value that the caller gives, less what is subtracted,
// or else another one.
func (e *emitter) get(op *operation, in *pages.Input, variable, subtracted string, otherwise int64) {
	root, conditions := "params", []string(nil)
	if in.InBody {
		if root = "body"; !op.Body.Required {
			root, conditions = "*body", []string{"body != nil"}
		}
	}
	conditions, expr := reached(in.Place, root, conditions...)
	last := in.Fields[len(in.Fields)-1]
	if !in.Required && last.Type.Kind != goapi.Pointer && last.Type.Kind != goapi.Nullable {
		conditions = append(conditions, expr+" != 0")
	}
	if len(conditions) == 0 {
		e.Line("%s := int64(%s)%s", variable, expr, subtracted)
		return
	}
	e.Line("%s := int64(%d)", variable, otherwise)
	e.when(conditions, "%s = int64(%s)%s", variable, expr, subtracted)
}

// set returns the statements that set a value, in copies of what the caller's pointers lead
// to.
func (e *emitter) set(op *operation, in *pages.Input, value string) (out []string) {
	at := "params"
	if in.InBody {
		if at = "body"; !op.Body.Required {
			out = append(out, "body = copyOf(body)")
		}
	}
	last := len(in.Fields) - 1
	for i, f := range in.Fields {
		at += "." + f.Name
		if i < last && f.Type.Kind == goapi.Pointer {
			out = append(out, at+" = copyOf("+at+")")
		}
	}
	value = e.qualified(in.Of) + "(" + value + ")"
	switch in.Fields[last].Type.Kind {
	case goapi.Pointer:
		value = "pointerTo(" + value + ")"
	case goapi.Nullable:
		value = "nullableOf(" + value + ")"
	}
	return append(out, at+" = "+value)
}

// pagesMethod writes the method.
func (e *emitter) pagesMethod(op *operation) {
	w := op.pages
	elem := e.qualified(w.Elem)
	begin := "from where " + map[bool]string{true: "params begin", false: "the list begins"}[op.Params != nil]
	if first := cmp.Or(w.Count, w.Cursor); first != nil && first.InBody {
		begin = "from where body begins"
	}
	endless := ""
	if w.Count == nil {
		endless = "\n// A server whose pages never end is asked for as long as you range;\n// a hundred pages in a row without items are [ErrNoItems]."
	}
	e.Line("// %s gives the items of [Client.%s],\n// page after page, %s. An error is the last that it gives.%s", w.Method, op.Name, begin, endless)
	if op.Deprecated {
		e.Line("//\n// Deprecated: the document says so.")
	}
	e.Line("func (c *Client) %s(%s) iter.Seq2[%s, error] {", w.Method, signature(op.takes), elem)
	e.Line("return each(func() func() ([]%s, bool, error) {", elem)
	for _, variable := range []string{"params", "body"} { // a list that is walked through again begins anew
		if slices.ContainsFunc([]*pages.Input{w.Count, w.End, w.Cursor}, func(in *pages.Input) bool { return in != nil && in.InBody == (variable == "body") }) {
			e.Line("%[1]s := %[1]s", variable)
		}
	}
	switch {
	case w.Count != nil:
		e.get(op, w.Count, "at", "", w.First)
	case w.Cursor != nil:
		e.Line("var t trail")
	default:
		e.Line("var t trail\nopts := append(opts[:len(opts):len(opts)], follow(&t))")
	}
	if w.End != nil {
		e.get(op, w.End, "size", " - at", w.Size)
	}
	e.Line("return func() (items []%s, more bool, err error) {", elem)
	var sets []string
	if w.Count != nil {
		sets = e.set(op, w.Count, "at")
	}
	if w.End != nil {
		for _, s := range e.set(op, w.End, "at + size") {
			if !slices.Contains(sets, s) { // a copy for both
				sets = append(sets, s)
			}
		}
	}
	for _, s := range sets {
		e.Line("%s", s)
	}
	e.Line("a, err := c.%s(%s)", op.Name, strings.Join(slices.Concat([]string{"ctx"}, op.given, []string{"opts..."}), ", "))
	conditions, expr := answered(w.Items)
	e.when(conditions, "items = %s", expr)
	if w.Count != nil {
		e.countOn(w)
	} else {
		e.trailOn(op)
	}
	e.Line("return items, more, err\n}\n})\n}\n")
}

// countOn goes on to the next page of those that are counted.
func (e *emitter) countOn(w *pages.Walk) {
	if w.ByPage {
		e.Line("at++")
	} else {
		e.Line("at += int64(len(items))")
	}
	e.Line("more = len(items) > 0")
	if w.Total != nil {
		from := "at"
		if w.First != 0 {
			from = fmt.Sprintf("at-%d", w.First)
		}
		conditions, expr := answered(*w.Total)
		e.when(conditions, "more = more && %s < int64(%s)", from, expr)
	}
	if w.More != nil {
		conditions, expr := answered(*w.More)
		e.when(conditions, "more = more && bool(%s)", expr)
	}
}

// trailOn goes on to the page that an answer names.
func (e *emitter) trailOn(op *operation) {
	w := op.pages
	if w.Next != nil {
		conditions, expr := answered(*w.Next)
		switch text := "string(" + expr + ")"; {
		case w.Cursor != nil:
			if pages.IsInteger(pages.Base(e.types, *w.Next)) {
				text = "fmt.Sprint(" + expr + ")"
			}
			e.when(conditions, "t.next = %s\n%s", text, strings.Join(e.set(op, w.Cursor, expr), "\n"))
		default:
			e.Line("t.next = \"\"")
			e.when(conditions, "t.next = %s", text)
		}
	}
	if w.More != nil {
		conditions, expr := answered(*w.More)
		e.when(append(conditions, "!"+expr), "t.next = \"\"")
	}
	e.Line("more, err = t.goesOn(%q, len(items), err)", op.Name)
}
