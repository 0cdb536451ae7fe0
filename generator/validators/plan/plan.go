// Package plan says what a value must be to match a schema, in the order in
// which validators check it. It knows nothing of Go types and of Go code: the
// packages that emit checks follow its plans.
//
// # The way of a value
//
// [Of] brings a schema to a [Plan]: its $ref and the members of its allOf are
// taken into one conjunction, so that one pass over a value checks them all. A
// value is then checked in this order:
//
//  1. null, where OpenAPI 3.0's nullable allows it;
//  2. its JSON type;
//  3. by that type: [Plan.Values] (enum and const), the members of an object
//     ([Plan.Members], [Plan.Others]) or the items of an array ([Plan.ItemsAt]),
//     and [Document.Steps], the keywords that are tested when it has been read;
//  4. [Document.Applicators]: what must read the value once more, such as anyOf.
//
// # The files, each of which uses only those above it (the three about forms use each other)
//
//	keywords.go    which keywords are handled where
//	plan.go        conjunctions
//	words.go       messages
//	signature.go   which schemas assert the same
//	values.go      enum and const
//	object.go      members of objects
//	array.go       items of arrays
//	form.go        how the texts of a form body are read
//	encoding.go    how its fields are encoded
//	multipart.go   what the parts of a multipart body are
//	params.go      how parameters are read and written
//	choice.go      anyOf and oneOf, and what tells their variants apart
//	memo.go        which checks must remember what they found
//	document.go    what the plans of one API share; what is not enforced, and why
//	step.go        the keywords that are tested when a value has been read
//	phrases.go     what a schema asks for, in a few words
//	applicator.go  the keywords that read a value again
package plan

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// Plan is what holds for one value: several schemas as one conjunction.
type Plan struct {
	Never    bool         // nothing is accepted: the boolean schema false
	Nullable bool         // null is accepted before all else (OpenAPI 3.0)
	Types    ir.Types     // the types that are accepted; Integer comes with Num
	Parts    []*ir.Schema // the schemas whose own keywords hold, each once
	Apart    []*ir.Schema // schemas to be checked by themselves, on the same value
}

// Of returns the plan of a schema. References and allOf (JSON Schema Core, 8.2.3
// and 10.2.1.1) become part of it as far as that keeps the meaning.
func Of(root *ir.Schema) *Plan {
	root = OrNull(root)
	p := &Plan{Types: keyword.AnyType, Nullable: root.Nullable}
	p.add(root, root, map[*ir.Schema]bool{})
	if p.has(func(s *ir.Schema) bool { return keyword.FormatOf(s.Format).Whole }) {
		p.Types &^= ir.Num // type: number, format: int64 wants an integer
	}
	p.Parts = slices.DeleteFunc(p.Parts, func(s *ir.Schema) bool { return !asks(s, p.Types) })
	return p
}

func (p *Plan) add(s, root *ir.Schema, seen map[*ir.Schema]bool) {
	if seen[s] {
		return // already part of the conjunction
	}
	seen[s] = true
	if s.Always != nil {
		p.Never = p.Never || !*s.Always
		return
	}
	null := s.Nullable && s != root
	switch {
	case null && (s.Ref != nil || len(s.AllOf) > 0 || len(s.Enum) > 0 || s.Const != nil || readsAgain(s)),
		s != root && (s.UnevaluatedItems != nil || s.UnevaluatedProperties != nil):
		// nullable, and the unevaluated keywords, speak of this schema alone.
		p.Apart = append(p.Apart, s)
		return
	}
	if s.Types != 0 {
		types := s.Types
		if types.Has(ir.Num) {
			types |= ir.Integer
		}
		if null {
			types |= ir.Null
		}
		p.Types &= types
	}
	if s.Ref != nil {
		p.add(s.Ref, root, seen)
	}
	for _, member := range s.AllOf {
		p.add(member, root, seen)
	}
	if only := onlyVariant(s); only != nil {
		p.add(only, root, seen)
		rest := *s
		rest.AnyOf, rest.OneOf = nil, nil
		if s = &rest; !asserts(s) {
			return
		}
	}
	if asserts(s) {
		p.Parts = append(p.Parts, s)
	}
}

// onlyVariant returns the one schema of an anyOf or oneOf, which is then no choice; nil
// where there are several.
func onlyVariant(s *ir.Schema) *ir.Schema {
	if len(s.AnyOf)+len(s.OneOf) != 1 || s.UnevaluatedItems != nil || s.UnevaluatedProperties != nil {
		return nil // what is unevaluated turns on the keyword
	}
	return slices.Concat(s.AnyOf, s.OneOf)[0]
}

// Plain reports that the plan asks for no more than its types.
func (p *Plan) Plain() bool { return len(p.Parts) == 0 && len(p.Apart) == 0 && !p.Never }

// ReadsAgain reports that the plan has keywords for which a value must be read
// more than once.
func (p *Plan) ReadsAgain() bool {
	return len(p.Apart) > 0 || slices.ContainsFunc(p.Parts, readsAgain)
}

// Asks reports that some part has keywords for a JSON type of their own, other
// than enum, const and format: Num, String, Array or Object.
func (p *Plan) Asks(types ir.Types) bool {
	return slices.ContainsFunc(p.Parts, func(s *ir.Schema) bool { return Speaks(s, types) })
}

// has reports whether some part passes a test.
func (p *Plan) has(test func(*ir.Schema) bool) bool { return slices.ContainsFunc(p.Parts, test) }

// OrNull returns a schema in the form of OpenAPI 3.0's nullable where it is a
// choice between null and one other schema, which is how OpenAPI 3.1 writes that;
// any other schema it returns as it is.
func OrNull(s *ir.Schema) *ir.Schema {
	choice := s.AnyOf
	if len(choice) == 0 {
		choice = s.OneOf
	}
	if len(choice) != 2 || len(s.AnyOf) > 0 && len(s.OneOf) > 0 || s.Types != 0 || s.Ref != nil || len(s.AllOf) > 0 {
		return s // as most are, which are not copied for that
	}
	rest := *s
	if rest.AnyOf, rest.OneOf = nil, nil; asserts(&rest) {
		return s
	}
	other := choice[0]
	if isNull(other) {
		other = choice[1]
	} else if !isNull(choice[1]) {
		return s
	}
	if p := Of(other); len(s.OneOf) > 0 && (p.Nullable || p.Types.Has(ir.Null)) {
		return s // null may match both
	}
	rest.Nullable, rest.Discriminator, rest.AllOf = true, nil, []*ir.Schema{other}
	return &rest
}

// isNull reports a schema that accepts null alone.
func isNull(s *ir.Schema) bool {
	return s.Types == ir.Null && !s.Nullable && s.Always == nil && s.Ref == nil && len(s.AllOf) == 0 && !asserts(s)
}

// WithoutNull returns a schema without OpenAPI 3.0's nullable; the same schema
// where it has none.
func WithoutNull(schema *ir.Schema) *ir.Schema {
	if !Of(schema).Nullable {
		return schema
	}
	some := *OrNull(schema)
	some.Nullable = false
	return &some
}

// Conjunction returns one schema that a value matches where it matches all of
// schemas, each taken once; nil where none of them asks for anything.
func Conjunction(schemas []*ir.Schema) *ir.Schema {
	var all []*ir.Schema
	var add func(*ir.Schema)
	add = func(s *ir.Schema) {
		if s = keyword.Unwrap(s); s.Name == "" {
			if s = OrNull(s); isConjunction(s) {
				for _, part := range s.AllOf {
					add(part)
				}
				return
			}
		}
		if (s.Always == nil || !*s.Always) && !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	for _, s := range schemas {
		add(s)
	}
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	return &ir.Schema{AllOf: all}
}

// isConjunction reports a schema that asks for what its allOf does, and nothing else.
func isConjunction(s *ir.Schema) bool {
	return len(s.AllOf) > 0 && s.Ref == nil && s.Always == nil && !s.Nullable && s.Types == 0 && !asserts(s)
}
