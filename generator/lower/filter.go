package lower

import (
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// This file leaves out the operations that the user filters, and the schemas
// that only they use. It comes after naming, so that a filter changes no name.

// Pattern matches operations by one of their properties. In it, * stands for
// any text, of a path for any text without a slash; ** for any text.
type Pattern struct {
	By   PatternKind
	Text string
	Pos  diag.Position // for the error when it matches nothing
}

// PatternKind is what a pattern is held against.
type PatternKind string

// The kinds of patterns.
const (
	ByTag         PatternKind = "tag"
	ByOperationID PatternKind = "operationId"
	ByPath        PatternKind = "path"
)

func (p *Pattern) matches(op *ir.Operation) bool {
	switch p.By {
	case ByTag:
		return slices.ContainsFunc(op.Tags, func(tag string) bool { return Glob(p.Text, tag, false) })
	case ByOperationID:
		return op.Wire != "" && Glob(p.Text, op.Wire, false)
	default:
		return Glob(p.Text, op.Path, true)
	}
}

// Glob reports whether pattern matches all of s. With segments, * stops at a slash.
func Glob(pattern, s string, segments bool) bool {
	literal, rest, found := strings.Cut(pattern, "*")
	s, ok := strings.CutPrefix(s, literal)
	if !ok || !found {
		return ok && s == ""
	}
	rest, double := strings.CutPrefix(rest, "*")
	for {
		if Glob(rest, s, segments) {
			return true
		}
		if s == "" || segments && !double && s[0] == '/' {
			return false
		}
		s = s[1:]
	}
}

// filter drops operations, and then what no other uses.
func (l *lowerer) filter() {
	if len(l.opts.Include)+len(l.opts.Exclude) == 0 {
		return
	}
	before := l.api.Operations
	included, matchedIn := l.matching(l.opts.Include)
	excluded, matchedOut := l.matching(l.opts.Exclude)
	l.reportUnmatched(l.opts.Include, matchedIn)
	l.reportUnmatched(l.opts.Exclude, matchedOut)
	l.api.Operations = slices.DeleteFunc(slices.Clone(before), func(op *ir.Operation) bool {
		return len(l.opts.Include) > 0 && !included[op] || excluded[op]
	})
	if len(before) > 0 && len(l.api.Operations) == 0 && !l.diags.HasErrors() {
		l.diags.Add(diag.Diagnostic{
			Severity: diag.Error, Code: CodeFilter, Position: slices.Concat(l.opts.Exclude, l.opts.Include)[0].Pos,
			Message: "include and exclude leave no operation at all", Hint: "an operation is taken where include matches it and exclude does not",
		})
	}
	l.prune(before)
}

// matching returns the operations that some pattern matches, and which
// patterns matched any. The operations of a callback go with the one that it
// belongs to.
func (l *lowerer) matching(patterns []Pattern) (ops map[*ir.Operation]bool, matched []bool) {
	ops, matched = map[*ir.Operation]bool{}, make([]bool, len(patterns))
	for _, op := range l.ops {
		if op.Caller != nil {
			ops[op.Operation] = ops[op.Caller]
			continue
		}
		for i := range patterns {
			if patterns[i].matches(op.Operation) {
				ops[op.Operation], matched[i] = true, true
			}
		}
	}
	return ops, matched
}

func (l *lowerer) reportUnmatched(patterns []Pattern, matched []bool) {
	for i, p := range patterns {
		if !matched[i] {
			l.diags.Add(diag.Diagnostic{
				Severity: diag.Error, Code: CodeFilter, Position: p.Pos,
				Message: "the " + string(p.By) + " pattern " + quote(p.Text) + " matches no operation",
				Hint:    "has the document changed? correct the pattern, or remove it",
			})
		}
	}
}

// prune drops what the operations that are left do not use: schemas, tags,
// and security schemes that others used before.
func (l *lowerer) prune(before []*ir.Operation) {
	used := l.reachable()
	l.kept, l.leftOut = map[diag.Position]bool{}, map[diag.Position]bool{}
	for _, e := range l.order {
		if used[e.schema] {
			l.kept[inTree(e.at)] = true
			continue
		}
		e.emitted = false
		l.leftOut[inTree(e.at)] = true
	}
	l.api.Schemas = slices.DeleteFunc(l.api.Schemas, func(s *ir.Schema) bool { return !used[s] })

	left := map[*ir.Operation]bool{}
	for _, op := range l.api.Operations {
		left[op] = true
	}
	for _, op := range l.ops {
		if !left[op.Operation] {
			l.leftOut[inTree(op.at)] = true
		}
	}
	for _, t := range l.api.Tags {
		t.Operations = slices.DeleteFunc(t.Operations, func(op *ir.Operation) bool { return !left[op] })
	}
	l.api.Tags = slices.DeleteFunc(l.api.Tags, func(t *ir.Tag) bool { return len(t.Operations) == 0 })

	wanted, needed := schemesOf(before), schemesOf(l.api.Operations)
	l.api.Security = slices.DeleteFunc(l.api.Security, func(s *ir.SecurityScheme) bool { return wanted[s.Wire] && !needed[s.Wire] })
}

// inTree is a place as the file in whose tree it stands has it.
func inTree(c source.Cursor) diag.Position {
	return diag.Position{File: c.File.Name, Pointer: c.Pointer}
}

// isLeftOut reports whether a position lies in what filters left out. The
// innermost operation or schema around it decides.
func (l *lowerer) isLeftOut(at diag.Position) bool {
	for pointer := at.Pointer; ; pointer = pointer[:strings.LastIndexByte(pointer, '/')] {
		for _, file := range []string{at.File, l.doc.Root.Name} { // what another file holds may be at home in the document
			if in := (diag.Position{File: file, Pointer: pointer}); l.kept[in] || l.leftOut[in] {
				return l.leftOut[in]
			}
		}
		if pointer == "" {
			return false
		}
	}
}

func schemesOf(ops []*ir.Operation) map[string]bool {
	out := map[string]bool{}
	for _, op := range ops {
		for _, alternative := range op.Security {
			for _, use := range alternative {
				out[use.Scheme] = true
			}
		}
	}
	return out
}

// reachable lists the schemas that the operations use, however far in.
func (l *lowerer) reachable() map[*ir.Schema]bool {
	used := map[*ir.Schema]bool{}
	subtypes := l.subtypes()
	var mark func(s *ir.Schema)
	mark = func(s *ir.Schema) {
		if s == nil || used[s] {
			return
		}
		used[s] = true
		for _, p := range parts(s) {
			mark(p.Schema)
		}
		for _, subtype := range subtypes[s] {
			mark(subtype)
		}
		if shape := s.Shape; shape != nil {
			mark(shape.Same)
			mark(shape.Elem)
			mark(shape.Extra)
			for _, f := range shape.Fields {
				mark(f.Schema)
			}
			for _, v := range shape.Variants {
				mark(v.Schema)
			}
		}
	}
	for _, op := range l.api.Operations {
		mark(op.Params)
		for _, p := range op.Parameters {
			mark(p.Schema)
		}
		if op.Body != nil {
			markContent(op.Body.Content, mark)
		}
		for _, r := range op.Responses {
			mark(r.Head)
			markContent(r.Content, mark)
			for _, h := range r.Headers {
				mark(h.Schema)
			}
		}
	}
	return used
}

func markContent(content []*ir.MediaType, mark func(*ir.Schema)) {
	for _, m := range content {
		mark(m.Schema)
	}
}

// subtypes lists the schemas that take one with a discriminator into their
// allOf: a body of that one may be any of them.
func (l *lowerer) subtypes() map[*ir.Schema][]*ir.Schema {
	out := map[*ir.Schema][]*ir.Schema{}
	for _, s := range l.api.Schemas {
		for _, member := range s.AllOf {
			if member.Discriminator != nil && len(member.OneOf)+len(member.AnyOf) == 0 {
				out[member] = append(out[member], s)
			}
		}
	}
	return out
}
