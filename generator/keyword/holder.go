package keyword

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
)

// Role is what a schema is to the one that holds it. Inline schemas are named
// by it.
type Role uint8

// The roles.
const (
	AsProperty Role = iota // the value of a member with a known name
	AsItem                 // an item of an array
	AsValue                // the value of a member whose name is not known
	AsPart                 // a member of allOf: its parts belong to the holder
	AsVariant              // one of several that may hold
	AsOther                // named after the key that Reader.Schema is given
)

// Child is a schema that another one holds or refers to.
type Child struct {
	Schema *ir.Schema
	As     string // what it is to its holder, in plain words: property ticket, items
}

// Holder is how a keyword holds schemas: one, a list, or by name.
type Holder interface {
	holds(s *ir.Schema) bool
	visit(s *ir.Schema, visit func(Child))
	replace(s *ir.Schema, with func(*ir.Schema) *ir.Schema)
}

// Form is how a keyword's schemas are written.
type Form uint8

// The forms.
const (
	NoSchemas     Form = iota // the value is no schema, nor holds some
	OneSchema                 // it is a schema
	SchemaList                // it is an array of schemas
	SchemasByName             // it is an object whose values are schemas
)

// Form returns how the keyword's schemas are written. A keyword that refers to schemas
// writes none.
func (k *Keyword) Form() Form {
	if k == ref {
		return NoSchemas
	}
	switch k.Holds.(type) {
	case one:
		return OneSchema
	case several:
		return SchemaList
	case named:
		return SchemasByName
	}
	return NoSchemas
}

// Children calls visit for each schema that s holds or refers to, in the order
// of [All]. The shape, which is derived from them, is not looked at.
func Children(s *ir.Schema, visit func(Child)) {
	for _, k := range holders() {
		k.Holds.visit(s, visit)
	}
}

// Children calls visit for each schema that s holds by the keyword.
func (k *Keyword) Children(s *ir.Schema, visit func(Child)) {
	if k.Holds != nil {
		k.Holds.visit(s, visit)
	}
}

// Replace returns a copy of s whose children are those that with gives for
// them. What s is made of is not changed.
func Replace(s *ir.Schema, with func(*ir.Schema) *ir.Schema) *ir.Schema {
	out := *s
	for _, k := range holders() {
		if k.Holds.holds(s) {
			k.Holds.replace(&out, with)
		}
	}
	return &out
}

// Walk calls visit for each schema that root leads to, root first, each once.
func Walk(root *ir.Schema, visit func(*ir.Schema)) {
	walk(root, map[*ir.Schema]bool{}, visit)
}

func walk(s *ir.Schema, seen map[*ir.Schema]bool, visit func(*ir.Schema)) {
	if seen[s] {
		return
	}
	seen[s] = true
	visit(s)
	Children(s, func(c Child) { walk(c.Schema, seen, visit) })
}

var holding []*Keyword

// holders are the keywords that hold schemas.
func holders() []*Keyword { return holding }

func init() {
	for _, k := range list() {
		if k.Holds != nil {
			holding = append(holding, k)
		}
	}
}

// one holds a schema in a field.
type one struct {
	field func(*ir.Schema) **ir.Schema
	as    string
}

func (h one) holds(s *ir.Schema) bool { return *h.field(s) != nil }

func (h one) visit(s *ir.Schema, visit func(Child)) {
	if child := *h.field(s); child != nil {
		visit(Child{child, h.as})
	}
}

func (h one) replace(s *ir.Schema, with func(*ir.Schema) *ir.Schema) {
	*h.field(s) = with(*h.field(s))
}

// several holds a list of schemas in a field.
type several struct {
	field func(*ir.Schema) *[]*ir.Schema
	as    string
}

func (h several) holds(s *ir.Schema) bool { return len(*h.field(s)) > 0 }

func (h several) visit(s *ir.Schema, visit func(Child)) {
	for _, child := range *h.field(s) {
		visit(Child{child, h.as})
	}
}

func (h several) replace(s *ir.Schema, with func(*ir.Schema) *ir.Schema) {
	list := slices.Clone(*h.field(s))
	for i, child := range list {
		list[i] = with(child)
	}
	*h.field(s) = list
}

// named holds schemas by the names, or name patterns, of members.
type named struct {
	field func(*ir.Schema) *[]*ir.Property
	as    func(name string) string
}

func (h named) holds(s *ir.Schema) bool { return len(*h.field(s)) > 0 }

func (h named) visit(s *ir.Schema, visit func(Child)) {
	for _, p := range *h.field(s) {
		visit(Child{p.Schema, h.as(p.Wire)})
	}
}

func (h named) replace(s *ir.Schema, with func(*ir.Schema) *ir.Schema) {
	list := slices.Clone(*h.field(s))
	for i, p := range list {
		copied := *p
		copied.Schema = with(p.Schema)
		list[i] = &copied
	}
	*h.field(s) = list
}

// schemaOf is the schema of a name, or nil.
func schemaOf(list []*ir.Property, name string) *ir.Schema {
	for _, p := range list {
		if p.Wire == name {
			return p.Schema
		}
	}
	return nil
}
