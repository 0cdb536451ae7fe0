// What a schema asserts, in one form: a conjunction.

package compare

import (
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// conj is a conjunction of schemas: a value is accepted where all accept it. No
// schema at all accepts every value. Two of the same atoms are one conj.
type conj struct {
	schemas []*ir.Schema // as the document has them
	atoms   []atom       // what they assert, references and allOf resolved
	forms   map[ir.Types]*form
	open    bool // nothing is asserted: it accepts every value
}

// atom is a schema without its $ref and allOf, which are atoms of their own.
type atom struct {
	schema *ir.Schema
	null   bool // null is accepted, whatever the schema asserts
	apart  bool // without its oneOf and anyOf, of which one variant was taken
}

// side is one of the two versions.
type side struct {
	api    *ir.API
	judge  *keyword.Judge
	conjs  map[string]*conj
	number map[*ir.Schema]int
	owners map[string]*ir.Schema // named schemas by place
}

func newSide(api *ir.API) *side {
	s := &side{api: api, judge: keyword.NewJudge(api), conjs: map[string]*conj{}, number: map[*ir.Schema]int{}, owners: map[string]*ir.Schema{}}
	for _, named := range api.Schemas {
		if named.IsParams() {
			continue // its members belong to the operation
		}
		s.owners[named.Pos.File+"#"+named.Pos.Pointer] = named
	}
	return s
}

// conj returns the conjunction of schemas, of which nil ones accept all.
func (s *side) conj(schemas ...*ir.Schema) *conj {
	var atoms []atom
	var all []*ir.Schema
	for _, schema := range schemas {
		if schema != nil && !slices.Contains(all, schema) {
			all = append(all, schema)
			atoms = flatten(atoms, schema, false)
		}
	}
	return s.intern(all, atoms)
}

// with returns the conjunction of f and a variant of g, one of its unions.
func (s *side) with(f *form, g *group, variant *ir.Schema) *conj {
	var atoms []atom
	for _, a := range f.atoms {
		if g != nil && a.schema == g.of {
			a.apart = true
		}
		atoms = append(atoms, a)
	}
	return s.intern(append(slices.Clone(f.of.schemas), variant), flatten(atoms, variant, false))
}

func (s *side) intern(schemas []*ir.Schema, atoms []atom) *conj {
	keys := make([]string, len(atoms)) // in an order of their own: that of a conjunction says nothing
	for i, a := range atoms {
		keys[i] = s.id(a.schema)
		if a.null {
			keys[i] += "n"
		}
		if a.apart {
			keys[i] += "a"
		}
	}
	slices.Sort(keys)
	key := strings.Join(slices.Compact(keys), " ")
	c := s.conjs[key]
	if c == nil {
		c = &conj{schemas: schemas, atoms: atoms, forms: map[ir.Types]*form{}, open: isOpen(atoms)}
		s.conjs[key] = c
	}
	return c
}

func isOpen(atoms []atom) bool {
	return !slices.ContainsFunc(atoms, func(a atom) bool { return a.schema.Never() || keyword.Asserts(a.schema, "$ref", "allOf") })
}

// id numbers schemas in the order in which they are met.
func (s *side) id(schema *ir.Schema) string {
	n, ok := s.number[schema]
	if !ok {
		n = len(s.number)
		s.number[schema] = n
	}
	return strconv.Itoa(n)
}

// flatten adds the atoms of a schema. It ends, since lowering refuses a schema
// that applies itself to the same value.
func flatten(atoms []atom, s *ir.Schema, null bool) []atom {
	null = null || s.Nullable
	if s.Always != nil && *s.Always {
		return atoms
	}
	if a := (atom{schema: s, null: null}); !slices.Contains(atoms, a) {
		atoms = append(atoms, a)
	}
	if s.Ref != nil {
		atoms = flatten(atoms, s.Ref, null)
	}
	for _, part := range s.AllOf {
		atoms = flatten(atoms, part, null)
	}
	return atoms
}

// accepts reports whether all schemas accept a value that travels in a direction.
func (s *side) accepts(c *conj, v ir.Value, direction ir.Direction) bool {
	for _, schema := range c.schemas {
		if s.judge.Check(schema, v, direction) != nil {
			return false
		}
	}
	return true
}

// first is a schema that stands for the conjunction, or nil.
func (c *conj) first() *ir.Schema {
	if len(c.schemas) == 0 {
		return nil
	}
	return c.schemas[0]
}
