package plan

import (
	"github.com/oasmint/oasmint/generator/ecma"
	"github.com/oasmint/oasmint/generator/ir"
)

// Members of objects: properties, patternProperties and additionalProperties
// (JSON Schema Core, 10.3.2), required and dependentRequired (Validation, 6.5).

// Member is a member of an object whose name some keyword says.
type Member struct {
	Name                string
	Schemas             []*ir.Schema // all that hold for its value
	Required            bool
	ReadOnly, WriteOnly bool
	Refused             bool // by additionalProperties: false of some part
}

// Members returns the members with known names, in the document's order: those of
// properties, then those that other keywords name, then more, each name once.
func (p *Plan) Members(more []string) []*Member {
	var list []*Member
	byName := map[string]*Member{}
	get := func(name string) *Member {
		m := byName[name]
		if m == nil {
			m = &Member{Name: name}
			byName[name] = m
			list = append(list, m)
		}
		return m
	}
	for _, part := range p.Parts {
		for _, property := range part.Properties {
			m := get(property.Wire)
			m.ReadOnly = m.ReadOnly || property.ReadOnly
			m.WriteOnly = m.WriteOnly || property.WriteOnly
		}
	}
	for _, part := range p.Parts {
		for _, name := range part.Required {
			get(name).Required = true
		}
		for _, d := range part.DependentRequired {
			for _, name := range append([]string{d.Name}, d.Required...) {
				get(name)
			}
		}
		for _, d := range part.DependentSchemas {
			get(d.Wire)
		}
	}
	for _, name := range more {
		get(name)
	}
	for _, part := range p.Parts {
		own := byNames(part)
		if part.AdditionalProperties == nil && len(part.PatternProperties) == 0 {
			for name, schemas := range own {
				byName[name].Schemas = append(byName[name].Schemas, schemas...)
			}
			continue
		}
		for _, m := range list {
			m.constrain(part, own[m.Name])
		}
	}
	return list
}

// byNames are the schemas of a part's properties, by name.
func byNames(part *ir.Schema) map[string][]*ir.Schema {
	out := make(map[string][]*ir.Schema, len(part.Properties))
	for _, property := range part.Properties {
		out[property.Wire] = append(out[property.Wire], property.Schema)
	}
	return out
}

// constrain adds what part says of a member: by its name, as own says, by patterns, or as
// an additional one.
func (m *Member) constrain(part *ir.Schema, own []*ir.Schema) {
	m.Schemas = append(m.Schemas, own...)
	additional := len(own) == 0
	for _, property := range part.PatternProperties {
		pattern, err := ecma.Compile(property.Wire)
		if err != nil { // not enforced, which is reported: the name may match
			additional = false
		} else if pattern.Match(m.Name) {
			additional = false
			m.Schemas = append(m.Schemas, property.Schema)
		}
	}
	if extra := part.AdditionalProperties; additional && extra != nil {
		if extra.Never() {
			m.Refused = true
		} else {
			m.Schemas = append(m.Schemas, extra)
		}
	}
}

// Others returns the schemas of additionalProperties, and whether one of them is
// false, which refuses members that no keyword names.
func (p *Plan) Others() (schemas []*ir.Schema, refused bool) {
	for _, part := range p.Parts {
		switch x := part.AdditionalProperties; {
		case x == nil:
		case x.Never():
			refused = true
		default:
			schemas = append(schemas, x)
		}
	}
	return schemas, refused
}

// HasPatterns reports whether some part has patternProperties.
func (p *Plan) HasPatterns() bool {
	return p.has(func(s *ir.Schema) bool { return len(s.PatternProperties) > 0 })
}

// PropertyNames returns the schemas that the names of all members must match.
func (p *Plan) PropertyNames() (out []*ir.Schema) {
	for _, part := range p.Parts {
		if part.PropertyNames != nil {
			out = append(out, part.PropertyNames)
		}
	}
	return out
}

// DependentRequired returns which members ask for others, in order.
func (p *Plan) DependentRequired() (out []*ir.DependentRequired) {
	for _, part := range p.Parts {
		out = append(out, part.DependentRequired...)
	}
	return out
}

// DependentSchemas returns the schemas that an object with a member must match.
func (p *Plan) DependentSchemas() (out []*ir.Property) {
	for _, part := range p.Parts {
		out = append(out, part.DependentSchemas...)
	}
	return out
}

// MembersSuffice reports whether an object is checked when its members are: no
// keyword counts them, compares the object, or reads it again.
func (p *Plan) MembersSuffice() bool { return p.suffices(ir.Object) }

func (p *Plan) suffices(types ir.Types, but ...string) bool {
	return !p.ReadsAgain() && !p.has(func(s *ir.Schema) bool { return isWhole(s, types, but) })
}
