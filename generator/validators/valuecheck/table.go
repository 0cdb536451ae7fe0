package valuecheck

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validators/bytecheck"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// Go values that the table of their bytes holds for as well, so that they need no
// function.

// Table returns the table by which the Go type of a named schema is checked; "" where a
// function does that.
func (c *Checks) Table(schema *ir.Schema) string {
	if schema = schema.Own(); !c.isTable(schema) {
		return ""
	}
	if name, _ := c.bytes.Table(schema); name != "" {
		return name
	}
	return c.bytes.FlatMembers(schema)
}

// isTable reports whether a named schema's Go type is checked by a table: a struct whose
// fields can be, or a list whose items can.
func (c *Checks) isTable(schema *ir.Schema) bool {
	schema = schema.Own()
	table, known := c.tables[schema]
	if !known {
		table = c.fits(schema)
		c.tables[schema] = table
	}
	return table
}

// fits reports whether a table can check the Go type of a named schema.
func (c *Checks) fits(s *ir.Schema) bool {
	own := code.Own(s.Name)
	declared := c.file.Types.Types[s.Name]
	if code.Imported(s) != nil || declared == nil || declared.Additional != nil || declared.Expr.Kind != goapi.Struct && declared.Expr.Kind != goapi.Slice {
		return false
	}
	if _, decodes := c.bytes.Table(s); !decodes && c.bytes.FlatMembers(s) == "" || c.formOf(s, own) != byParts || c.isTrivial(s) {
		return false
	}
	if declared.Expr.Kind == goapi.Slice {
		return c.fitsItems(plan.Of(s), *declared.Expr.Elem, true)
	}
	return c.fitsFields(plan.Of(s), declared)
}

func (c *Checks) fitsFields(p *plan.Plan, declared *goapi.Type) bool {
	for _, part := range p.Parts {
		rest := *part
		rest.AdditionalProperties = nil
		if plan.SpeaksOfOthers(&rest) {
			return false
		}
	}
	for _, m := range p.Members(nil) {
		if field := declared.Fields[m.Name]; field != nil && (m.Refused || !c.fitsElement(m.Schemas, field.Type, true)) {
			return false
		}
	}
	return true
}

// fitsElement reports whether a table can check a field, or an item, of a type against schemas.
// Where split, a function may do it that the table leads to.
func (c *Checks) fitsElement(schemas []*ir.Schema, t goapi.Expr, split bool) bool {
	one := plan.Conjunction(schemas)
	if one == nil {
		return true
	}
	if t.Kind == goapi.Pointer || t.Kind == goapi.Nullable {
		t = *t.Elem
	}
	one = asOwn(one, t)
	if isImported(one, t) || c.file.Types.IsForeign(t) {
		return false
	}
	under := c.file.Types.Underlying(t)
	if c.isOwnParts(one, t) {
		return true
	}
	switch c.formOf(one, t) {
	case byType:
		return under.Kind == goapi.Any || bytecheck.IsSimple(one)
	case asText:
		return true
	case asScalar:
		return c.file.Types.IsString(t) || !bytecheck.IsSimple(one) || len(c.scalar(plan.Of(one), under)) == 0
	case byParts:
		if under.Kind == goapi.Slice && c.bytes.IsList(one, t) && c.fitsItems(plan.Of(one), *under.Elem, false) {
			return true
		}
	case byJSON:
		if !c.bytes.Decodes(one, t) {
			texts, _, _ := plan.Enum(one)
			return len(texts) == 0 && !bytecheck.IsSimple(one)
		}
	}
	return split && c.bytes.Decodes(one, t)
}

// isOwnParts reports a named schema's own Go type, which has a table or a function, where it
// is decoded by its parts.
func (c *Checks) isOwnParts(schema *ir.Schema, t goapi.Expr) bool {
	return code.IsOwn(t, schema.Name) && c.bytes.DecodesOwn(schema) && !c.shares(schema)
}

// fitsItems reports that of the items of a list. A list, or a map, that is nil in a list is
// refused, which a table does not do.
func (c *Checks) fitsItems(p *plan.Plan, elem goapi.Expr, split bool) bool {
	kind := c.file.Types.Underlying(elem).Kind
	return kind != goapi.Slice && kind != goapi.Map && c.fitsElement(p.ItemsAt(0), elem, split)
}

// absent says what the zero value of the field of a member stands for: see
// validate.ZeroIsAbsent and validate.NilIsNull.
func (c *Checks) absent(schema *ir.Schema, m *plan.Member, f *goapi.Field) (zero, null bool) {
	if !c.isTable(schema) {
		return false, false
	}
	switch c.file.Types.Underlying(f.Type).Kind {
	case goapi.Pointer, goapi.Slice, goapi.Map, goapi.Any, goapi.Nullable: // nil, which tells by itself
	default:
		zero = c.present(f, jen.Null(), m.Required) != nil
	}
	return zero, m.Required && nilIsNull(m, f)
}
