// What changed in schemas.

package changelog

import (
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
)

func (c *comparison) schemas() {
	name := func(s *ir.Schema) string { return s.Name }
	pairs(c.old.Schemas, c.new.Schemas, name, func(_ string, old, new *ir.Schema) {
		switch {
		case old == nil:
			c.add(Change{Kind: Added, Schema: new})
		case new == nil:
			c.add(Change{Kind: Removed, Schema: old}) // who used it says what that breaks
		default:
			c.schema(Change{Schema: new}, old, new, old.Reached|new.Reached)
		}
	})
}

// schema compares what two schemas say themselves.
func (c *comparison) schema(at Change, old, new *ir.Schema, direction ir.Direction) {
	c.deprecation(at, old.Deprecated, new.Deprecated)
	c.null(at, old.Shape.Null, new.Shape.Null, direction)
	if was, is := form(old), form(new); was != is {
		at.Kind, at.Breaking, at.Aspect, at.From, at.To = Changed, true, Type, was, is
		c.add(at)
		return
	}
	c.bounds(at, old, new, direction)
	switch new.Shape.Kind {
	case ir.KindObject:
		pairs(old.Shape.Fields, new.Shape.Fields, func(f *ir.Field) string { return f.Wire }, func(name string, was, is *ir.Field) {
			at := at
			at.What, at.Name = Field, name
			c.field(at, was, is, direction)
		})
	case ir.KindEnum:
		c.values(at, old.Shape.Enum, new.Shape.Enum, direction)
	case ir.KindUnion:
		pairs(old.Shape.Variants, new.Shape.Variants, func(v *ir.Variant) string { return v.Schema.Name }, func(name string, was, is *ir.Variant) {
			at := at
			at.What, at.Name = Variant, name
			switch {
			case was == nil:
				at.Kind, at.Breaking = Added, direction&ir.InResponse != 0
				c.add(at)
			case is == nil:
				at.Kind, at.Breaking = Removed, true
				c.add(at)
			}
		})
	case ir.KindArray, ir.KindMap:
		at.What = Items
		c.inner(at, old.Shape.Elem, new.Shape.Elem, direction)
	}
}

func (c *comparison) field(at Change, old, new *ir.Field, direction ir.Direction) {
	switch {
	case old == nil:
		at.Kind, at.To = Added, required(new.Required, typeName(new.Schema))
		at.Breaking = new.Required && !new.ReadOnly && direction&ir.InRequest != 0
		c.add(at)
	case new == nil:
		at.Kind, at.Breaking = Removed, true
		c.add(at)
	default:
		c.deprecation(at, old.Deprecated, new.Deprecated)
		c.required(at, old.Required, new.Required, direction)
		if was, is := travels(old), travels(new); was != is {
			change := at
			change.Kind, change.Breaking, change.Aspect, change.From, change.To = Changed, is != bothWays, Travels, was, is
			c.add(change)
		}
		c.inner(at, old.Schema, new.Schema, direction)
	}
}

const bothWays = "both ways"

func travels(f *ir.Field) string {
	switch {
	case f.ReadOnly:
		return "in responses only"
	case f.WriteOnly:
		return "in requests only"
	}
	return bothWays
}

func (c *comparison) values(at Change, old, new []*ir.EnumValue, direction ir.Direction) {
	pairs(old, new, func(v *ir.EnumValue) string { return v.Wire }, func(name string, was, is *ir.EnumValue) {
		at := at
		at.What, at.Name = Value, name
		switch {
		case was == nil:
			at.Kind = Added
			c.add(at)
		case is == nil:
			at.Kind, at.Breaking = Removed, direction&ir.InRequest != 0
			c.add(at)
		default:
			c.deprecation(at, was.Deprecated, is.Deprecated)
		}
	})
}

// null adds that null is accepted now, or is no more.
func (c *comparison) null(at Change, old, new bool, direction ir.Direction) {
	if old == new {
		return
	}
	at.Kind, at.Aspect = Changed, map[bool]Aspect{true: Nullable, false: NotNullable}[new]
	at.Breaking = new && direction&ir.InResponse != 0 || old && direction&ir.InRequest != 0
	c.add(at)
}

// inner compares the schemas of two parts. Where both are the schema of one
// name, that one's own changes tell; where the name is another, it is a break if
// the schemas are not the same otherwise.
func (c *comparison) inner(at Change, old, new *ir.Schema, direction ir.Direction) {
	was, is := typeName(old), typeName(new)
	if was != is {
		at.Kind, at.Breaking, at.Aspect, at.From, at.To = Changed, breaks(old, new, direction), Type, was, is
		c.add(at)
		return
	}
	if old == nil || new == nil || new.Name != "" {
		return
	}
	if was, is := old.Named(), new.Named(); is == nil || was.Shape.Null == is.Shape.Null { // else its own changes tell
		c.null(at, old.Shape != nil && old.Shape.Null, new.Shape != nil && new.Shape.Null, direction)
	}
	c.bounds(at, old, new, direction)
	if old.Shape != nil && new.Shape != nil && new.Shape.Elem != nil && old.Shape.Elem != nil {
		c.inner(at, old.Shape.Elem, new.Shape.Elem, direction)
	}
}

// breaks reports whether one schema in another's place breaks anyone.
func breaks(old, new *ir.Schema, direction ir.Direction) bool {
	old, new = target(old), target(new)
	if old == nil || new == nil || old.Shape == nil || new.Shape == nil || old.Name == "" || new.Name == "" {
		return true
	}
	c := &comparison{}
	c.schema(Change{}, old, new, direction)
	for _, change := range c.changes {
		if change.Breaking {
			return true
		}
	}
	return false
}

func target(schema *ir.Schema) *ir.Schema {
	if t := schema.Named(); t != nil {
		return t
	}
	return schema
}

// typeName names the type of a part: string (date-time), array of Client.
func typeName(schema *ir.Schema) string {
	if t := schema.Named(); t != nil {
		return t.Name
	}
	if schema == nil || schema.Shape == nil {
		return "any"
	}
	return form(schema)
}

// form names the type of a schema by what it is, not by its name.
func form(schema *ir.Schema) string {
	switch shape := schema.Shape; shape.Kind {
	case ir.KindArray:
		return "array of " + typeName(shape.Elem)
	case ir.KindMap:
		return "map of " + typeName(shape.Elem)
	case ir.KindPrimitive:
		if shape.Format != "" {
			return shape.Type.String() + " (" + shape.Format + ")"
		}
		return shape.Type.String()
	case ir.KindEnum:
		return strings.TrimSpace("enum " + shape.Type.String())
	default:
		return string(shape.Kind)
	}
}
