package keyword

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// Reader is what keywords need of whoever reads a document.
type Reader interface {
	// Is30 reports whether the document is of OpenAPI 3.0.
	Is30() bool
	// Warn and Note report something of a place.
	Warn(at source.Cursor, code, format string, args ...any)
	Note(at source.Cursor, code, format string, args ...any)
	// Text and Flag read a member of in, reporting one of another type.
	Text(in source.Cursor, key string) string
	Flag(in source.Cursor, key string) bool
	// Schema reads the schema at at, which the Schema Object being read holds.
	// key is the word that an inline one is named after.
	Schema(at source.Cursor, role Role, key string) *ir.Schema
	// Target is what the $ref of in leads to.
	Target(in source.Cursor) *ir.Schema
	// Mapped is the schema that a value of a discriminator's mapping names, or
	// nil where it names none, which is reported.
	Mapped(at source.Cursor) *ir.Schema
}

// bad reports a keyword whose value JSON Schema does not allow.
func bad(r Reader, at source.Cursor, expected string) {
	r.Warn(at, "bad-keyword", "%q must be %s, got %s; it is not enforced", at.LastToken(), expected, describe(at.Node))
}

// twice reports an item of a list whose items must differ.
func twice(r Reader, at source.Cursor) {
	r.Warn(at, "bad-keyword", "%q is listed twice", at.Node.Str())
}

func describe(n *source.Node) string {
	switch {
	case n.Kind == source.Number || n.Kind == source.Bool:
		return n.Text
	case n.Kind == source.Array && len(n.Items) == 0:
		return "an empty list"
	}
	return n.Kind.String()
}

func isSchema(r Reader, at source.Cursor) bool {
	if at.Node.Kind == source.Object || at.Node.Kind == source.Bool {
		return true
	}
	bad(r, at, "a schema")
	return false
}

// readNothing is for keywords that are of no use to any output.
func readNothing(Reader, *ir.Schema, source.Cursor, source.Cursor) {}

type read = func(r Reader, s *ir.Schema, in, at source.Cursor)

func readText(field func(*ir.Schema) *string) read {
	return func(r Reader, s *ir.Schema, in, at source.Cursor) {
		if at.Node.Kind == source.Number || at.Node.Kind == source.Bool {
			r.Warn(at, "bad-value", "%q must be a string, got %s; write it in quotes", at.LastToken(), at.Node.Text)
		}
		*field(s) = r.Text(in, at.LastToken())
	}
}

func readFlag(field func(*ir.Schema) *bool) read {
	return func(r Reader, s *ir.Schema, in, at source.Cursor) { *field(s) = r.Flag(in, at.LastToken()) }
}

func readValue(field func(*ir.Schema) *ir.Value) read {
	return func(_ Reader, s *ir.Schema, _, at source.Cursor) { *field(s) = at.Node.JSON() }
}

func readOne(field func(*ir.Schema) **ir.Schema, role Role) read {
	return func(r Reader, s *ir.Schema, _, at source.Cursor) {
		if isSchema(r, at) {
			*field(s) = r.Schema(at, role, at.LastToken())
		}
	}
}

func readSeveral(field func(*ir.Schema) *[]*ir.Schema, role Role) read {
	return func(r Reader, s *ir.Schema, _, at source.Cursor) {
		if at.Node.Kind != source.Array || len(at.Node.Items) == 0 {
			bad(r, at, "a list of schemas that is not empty")
			return
		}
		for _, item := range at.Items() {
			if isSchema(r, item) {
				*field(s) = append(*field(s), r.Schema(item, role, at.LastToken()))
			}
		}
	}
}

func readNamed(field func(*ir.Schema) *[]*ir.Property, role Role) read {
	return func(r Reader, s *ir.Schema, _, at source.Cursor) {
		if at.Node.Kind != source.Object {
			bad(r, at, "an object of schemas")
			return
		}
		for _, m := range at.Members() {
			if isSchema(r, m) {
				*field(s) = append(*field(s), readProperty(r, m, role))
			}
		}
	}
}

// readProperty reads one member. Texts, and a default, beside a reference are the
// property's own.
func readProperty(r Reader, at source.Cursor, role Role) *ir.Property {
	s := r.Schema(at, role, at.LastToken())
	p := &ir.Property{
		Node:   ir.Node{Wire: at.LastToken(), Doc: s.Doc, Title: s.Title, Deprecated: s.Deprecated, Pos: at.Position()},
		Schema: s, ReadOnly: s.ReadOnly, WriteOnly: s.WriteOnly,
	}
	if at.Node.Get("$ref") == nil || at.Node.Kind != source.Object {
		return p
	}
	if text := r.Text(at, "description"); text != "" {
		p.Doc = text
	}
	if text := r.Text(at, "title"); text != "" {
		p.Title = text
	}
	if !r.Is30() {
		p.Deprecated = p.Deprecated || r.Flag(at, "deprecated")
		p.ReadOnly = p.ReadOnly || r.Flag(at, "readOnly")
		p.WriteOnly = p.WriteOnly || r.Flag(at, "writeOnly")
		if d := at.Key("default"); d.Node != nil && s.DefaultPos != d.Position() {
			p.Default, p.DefaultPos = d.Node.JSON(), d.Position()
		}
	}
	return p
}

// readNames reads a list of names that differ.
func readNames(r Reader, at source.Cursor) []string {
	if at.Node.Kind != source.Array {
		bad(r, at, "a list of property names")
		return nil
	}
	var out []string
	listed := map[string]bool{}
	for _, item := range at.Items() {
		switch name := item.Node.Text; {
		case item.Node.Kind != source.String:
			bad(r, item, "a property name")
		case listed[name]:
			twice(r, item)
		default:
			listed[name] = true
			out = append(out, name)
		}
	}
	return out
}

// rational is the exact value of a number, or nil. Exponents that no document
// means, and that would take all memory, are refused.
func rational(n *source.Node) *big.Rat {
	if n == nil || n.Kind != source.Number {
		return nil
	}
	if i := strings.IndexAny(n.Text, "eE"); i >= 0 {
		if exp, err := strconv.Atoi(n.Text[i+1:]); err != nil || exp > 1000 || exp < -1000 {
			return nil
		}
	}
	r, ok := new(big.Rat).SetString(n.Text)
	if !ok {
		return nil
	}
	return r
}

// readCount reads a number of things. 2.0 is an integer too.
func readCount(r Reader, at source.Cursor) *uint64 {
	n := rational(at.Node)
	if n == nil || !n.IsInt() || n.Sign() < 0 {
		bad(r, at, "an integer of at least 0")
		return nil
	}
	out := uint64(math.MaxUint64) // which no body comes near
	if n.Num().IsUint64() {
		out = n.Num().Uint64()
	}
	return &out
}

// crossed reports a lower bound that is above its upper one. Both are enforced
// all the same: the document may mean it.
func crossed(r Reader, in source.Cursor, lower, upper string) {
	low, high := rational(in.Node.Get(lower)), rational(in.Node.Get(upper))
	if low != nil && high != nil && low.Cmp(high) > 0 {
		r.Warn(in.Key(lower), "contradiction", "%q is greater than %q: no value fits both", lower, upper)
	}
}
