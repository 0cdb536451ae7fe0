// What a conjunction asserts of the values of one JSON type.

package compare

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// number is the JSON type of all numbers; integers are some of them.
const number = ir.Num | ir.Integer

// jsonTypes are the types that forms are of.
var jsonTypes = []ir.Types{ir.Null, ir.Boolean, number, ir.String, ir.Array, ir.Object}

// form is what a conjunction asserts of the values of one type.
type form struct {
	of        *conj
	typ       ir.Types
	never     bool // it accepts none
	whole     bool // of numbers: integers alone
	typeWhole bool // by the type, and not by what numbers are multiples of
	atoms     []atom
	groups    []*group // of which more than one variant may match

	listed map[ir.Direction]listed
}

// listed are the values that a form accepts, where it lists them.
type listed struct {
	values []value
	finite bool
}

// group is a oneOf or anyOf.
type group struct {
	of       *ir.Schema // that has it
	one      bool       // oneOf
	variants []*ir.Schema
}

// form returns what c asserts of a type.
func (s *side) form(c *conj, t ir.Types) *form {
	if f := c.forms[t]; f != nil {
		return f
	}
	f := &form{of: c, typ: t}
	c.forms[t] = f
	queue := slices.Clone(c.atoms)
	for len(queue) > 0 {
		a := queue[0]
		queue = queue[1:]
		if t == ir.Null && a.null {
			continue
		}
		if a.schema.Never() || a.schema.Not != nil && isOpen(flatten(nil, a.schema.Not, false)) || a.schema.Types != 0 && a.schema.Types&t == 0 {
			f.never = true
			return f
		}
		if t == number && (a.schema.Types != 0 && !a.schema.Types.Has(ir.Num) || keyword.FormatOf(a.schema.Format).Whole) {
			f.whole, f.typeWhole = true, true
		}
		if m := multipleOf(a.schema); t == number && m != nil && m.IsInt() {
			f.whole = true
		}
		f.atoms = append(f.atoms, a)
		if a.apart {
			continue
		}
		for _, g := range groupsOf(a) {
			may := slices.DeleteFunc(slices.Clone(g.variants), func(v *ir.Schema) bool { return !mayBe(v, t) })
			switch {
			case len(may) == 0:
				f.never = true
				return f
			case len(may) == 1:
				queue = flatten(queue, may[0], false)
			default:
				g.variants = may
				f.groups = append(f.groups, g)
			}
		}
	}
	f.atoms = unique(f.atoms)
	return f
}

func unique(atoms []atom) (out []atom) {
	for _, a := range atoms {
		if !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	return out
}

func groupsOf(a atom) (out []*group) {
	if len(a.schema.OneOf) > 0 {
		out = append(out, &group{of: a.schema, one: true, variants: a.schema.OneOf})
	}
	if len(a.schema.AnyOf) > 0 {
		out = append(out, &group{of: a.schema, variants: a.schema.AnyOf})
	}
	return out
}

// mayBe reports whether a schema may accept values of a type, by what its types,
// constants and variants tell.
func mayBe(s *ir.Schema, t ir.Types) bool {
	if t == ir.Null {
		return keyword.MatchesNull(s)
	}
	return keyword.Accepts(s)&t != 0
}

// types are those of the values that a conjunction may accept. Num is set where
// numbers that are no integers are among them.
func (s *side) types(c *conj, direction ir.Direction) (out ir.Types) {
	for _, t := range jsonTypes {
		f := s.form(c, t)
		if f.never {
			continue
		}
		if values, finite := s.values(f, direction); finite && len(values) == 0 {
			continue
		}
		if f.whole {
			t = ir.Integer
		}
		out |= t
	}
	return out
}

// value is one that a schema lists.
type value struct {
	json ir.Value
	text string // canonical, by which values are equal
	enum *ir.EnumValue
	at   *ir.Schema
}

// values are those that a form accepts, where a constant or an enum lists them.
// Booleans are listed where something is asserted of them.
func (s *side) values(f *form, direction ir.Direction) ([]value, bool) {
	known, ok := f.listed[direction]
	if !ok {
		known.values, known.finite = s.findValues(f, direction)
		if f.listed == nil {
			f.listed = map[ir.Direction]listed{}
		}
		f.listed[direction] = known
	}
	return known.values, known.finite
}

func (s *side) findValues(f *form, direction ir.Direction) (out []value, finite bool) {
	var listed []value
	for _, a := range f.atoms {
		of := listedBy(a)
		if of == nil || finite && len(of) >= len(listed) {
			continue
		}
		listed, finite = of, true
	}
	for _, g := range f.groups {
		if of := listedByGroup(g); of != nil && (!finite || len(of) < len(listed)) {
			listed, finite = of, true
		}
	}
	if !finite && f.typ&(ir.Null|ir.Boolean) != 0 && asserted(f) {
		finite = true
		listed = []value{{json: ir.Value("true"), text: "true"}, {json: ir.Value("false"), text: "false"}, {json: ir.Value("null"), text: "null"}}
	}
	for _, v := range listed {
		if keyword.TypesOf(v.json)&f.typ != 0 && s.accepts(f.of, v.json, direction) {
			out = append(out, v)
		}
	}
	return out, finite
}

// listedBy are the values that an atom lists, or nil.
func listedBy(a atom) (out []value) {
	if a.schema.Const != nil {
		out = append(out, value{json: a.schema.Const, text: keyword.Canonical(a.schema.Const), at: a.schema})
	} else {
		for _, v := range a.schema.Enum {
			out = append(out, value{json: v.Value, text: keyword.Canonical(v.Value), enum: v, at: a.schema})
		}
	}
	return out
}

// listedByGroup are the values that the variants of a union list, or nil where one lists none.
func listedByGroup(g *group) (out []value) {
	for _, v := range g.variants {
		var least []value
		for _, a := range flatten(nil, v, false) {
			if of := listedBy(a); of != nil && (least == nil || len(of) < len(least)) {
				least = of
			}
		}
		if least == nil {
			return nil
		}
		for _, v := range least {
			if indexOf(out, v.text) < 0 {
				out = append(out, v)
			}
		}
	}
	return out
}

// asserted reports whether more than types is asserted of a form's values.
func asserted(f *form) bool {
	return len(f.groups) > 0 || slices.ContainsFunc(f.atoms, func(a atom) bool {
		return keyword.Speaks(a.schema, f.typ) || keyword.Asserts(a.schema, "type", "$ref", "allOf") && (a.schema.Not != nil || a.schema.If != nil)
	})
}
