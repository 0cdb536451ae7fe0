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

// RootTable is Table for the whole value, which may be a scalar.
func (c *Checks) RootTable(schema *ir.Schema) string {
	if table := c.Table(schema); table != "" || c.isTrivial(schema) {
		return table
	}
	schema = schema.Own()
	own := code.Own(schema.Name)
	switch table := c.ownScalarTable(schema); {
	case table != "" || c.isText(schema, own) || c.file.Types.IsForeign(own) || code.Imported(schema) != nil:
		return table
	}
	return c.scalarTable(schema, own, schema.Name)
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
	if code.Imported(s) != nil || declared == nil || declared.Additional != nil {
		return false
	}
	if _, decodes := c.bytes.Table(s); !decodes && c.bytes.FlatMembers(s) == "" || c.isTrivial(s) {
		return false
	}
	switch c.formOf(s, own) {
	case byParts:
	case byVariant:
		return c.fitsVariants(s, own)
	default:
		return false
	}
	return c.fitsParts(plan.Of(s), own)
}

// fitsParts reports whether a table can check the parts of a Go type that has some.
func (c *Checks) fitsParts(p *plan.Plan, t goapi.Expr) bool {
	switch under := c.file.Types.Underlying(t); under.Kind {
	case goapi.Slice:
		return c.fitsEach(p.ItemsAt(0), *under.Elem)
	case goapi.Map:
		others, _ := p.Others()
		return c.fitsEach(others, *under.Elem)
	default:
		return c.fitsFields(p, c.file.Types.Types[c.file.Types.Declared(t)])
	}
}

// fitsVariants reports that of a union.
func (c *Checks) fitsVariants(s *ir.Schema, t goapi.Expr) bool {
	u, _ := c.unionOf(t)
	choice, _ := c.file.Doc.Alone(plan.Of(s))
	for i, f := range u.fieldsOf(choice) {
		if f != nil && (f.Type.Kind != goapi.Pointer || !c.fitsElement([]*ir.Schema{choice.Variants[i].Schema}, f.Type, true)) {
			return false
		}
	}
	return true
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
	case byParts, byVariant:
		if c.isShared(one, t) {
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

// fitsEach reports that of the items of a list, or the values of a map. A list, or a map,
// that is nil in another is refused, which a table does not do.
func (c *Checks) fitsEach(schemas []*ir.Schema, elem goapi.Expr) bool {
	kind := c.file.Types.Underlying(elem).Kind
	return kind != goapi.Slice && kind != goapi.Map && c.fitsElement(schemas, elem, true)
}

// isShared reports whether a table checks a Go type against a schema that is not the type's
// own: see [bytecheck.Checks.SharedTable].
func (c *Checks) isShared(schema *ir.Schema, t goapi.Expr) bool {
	schema = c.withoutNull(schema, t)
	if schema == nil || !c.bytes.SharesTable(schema, t) {
		return false
	}
	key := sharedKey(schema, t)
	shared, known := c.sharedTables[key]
	if !known {
		c.sharedTables[key] = false // what leads back to itself has a function
		shared = c.fitsShared(schema, t)
		c.sharedTables[key] = shared
	}
	return shared
}

func (c *Checks) fitsShared(schema *ir.Schema, t goapi.Expr) bool {
	switch c.formOf(schema, t) {
	case byVariant:
		return c.fitsVariants(schema, t)
	case byParts:
		return c.fitsParts(plan.Of(schema), t)
	}
	return false
}

// scalarTable returns the table of bytes that checks a string or an integer in Go as well; ""
// where a function does, or nothing has to.
func (c *Checks) scalarTable(schema *ir.Schema, t goapi.Expr, hint string) string {
	if !c.holdsScalar(schema, t) {
		return ""
	}
	return c.bytes.ScalarTable(hint, schema)
}

// ownScalarTable is scalarTable for a named schema's own Go type and table.
func (c *Checks) ownScalarTable(schema *ir.Schema) string {
	if !c.holdsScalar(schema, code.Own(schema.Name)) {
		return ""
	}
	table, _ := c.bytes.Table(schema)
	return table
}

func (c *Checks) holdsScalar(schema *ir.Schema, t goapi.Expr) bool {
	if c.formOf(schema, t) != asScalar {
		return false
	}
	under := c.file.Types.Underlying(t)
	return c.file.Types.IsString(t) || code.Scalars[under.Name] == "DecodeInt" && len(c.scalar(plan.Of(schema), under)) > 0
}

// withoutNull is a schema without the null that a struct does not hold: as it is where that
// is decoded.
func (c *Checks) withoutNull(schema *ir.Schema, t goapi.Expr) *ir.Schema {
	if schema.Name != "" || c.file.Types.Underlying(t).Kind != goapi.Struct {
		return schema
	}
	return plan.Conjunction([]*ir.Schema{plan.WithoutNull(schema)})
}

// sharedKey tells a Go type and what is asked of it.
func sharedKey(schema *ir.Schema, t goapi.Expr) string {
	return t.String() + " " + plan.Signature(plan.Anonymous(schema))
}

// holds is [bytecheck.Checks.Holds].
func (c *Checks) holds(schema *ir.Schema, t goapi.Expr) bool {
	if code.IsOwn(t, schema.Name) {
		return c.isTable(schema)
	}
	return c.isShared(schema, t)
}

// absent is [bytecheck.Checks.Absent].
func (c *Checks) absent(m *plan.Member, f *goapi.Field) (zero, null bool) {
	switch c.file.Types.Underlying(f.Type).Kind {
	case goapi.Pointer, goapi.Slice, goapi.Map, goapi.Any, goapi.Nullable: // nil, which tells by itself
	default:
		zero = c.present(f, jen.Null(), m.Required) != nil
	}
	return zero, m.Required && nilIsNull(m, f)
}
