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
	name, _ := c.bytes.Table(schema)
	return name
}

// isTable reports whether a named schema's Go type is checked by a table: a struct whose
// fields are, and what they lead to.
func (c *Checks) isTable(schema *ir.Schema) bool {
	if c.tables == nil {
		c.findTables()
	}
	return c.tables[schema.Own()]
}

// findTables fills c.tables: what can be one by itself, less what leads to others that
// cannot.
func (c *Checks) findTables() {
	c.tables = map[*ir.Schema]bool{}
	users := map[*ir.Schema][]*ir.Schema{}
	var refused []*ir.Schema
	for _, s := range c.file.Doc.Schemas {
		if s.Own() != s {
			continue
		}
		f := &fit{Checks: c}
		if c.tables[s] = f.named(s); !c.tables[s] {
			refused = append(refused, s)
			continue
		}
		for _, need := range f.needs {
			users[need] = append(users[need], s)
		}
	}
	for len(refused) > 0 {
		s := refused[0]
		refused = refused[1:]
		if len(users[s]) == 0 || c.isTrivial(s) {
			continue // whoever leads to it has nothing to ask of it
		}
		for _, user := range users[s] {
			if c.tables[user] {
				c.tables[user] = false
				refused = append(refused, user)
			}
		}
	}
}

// fit finds whether a table can check a Go type, and which other named schemas must have
// one for that.
type fit struct {
	*Checks
	needs []*ir.Schema
}

func (f *fit) named(s *ir.Schema) bool {
	own := code.Own(s.Name)
	declared := f.file.Types.Types[s.Name]
	if code.Imported(s) != nil || s.IsParams() || declared == nil || declared.Additional != nil || declared.Expr.Kind != goapi.Struct && declared.Expr.Kind != goapi.Slice {
		return false // a request should not wait for what finds fields by their names
	}
	if _, decodes := f.bytes.Table(s); !decodes || f.formOf(s, own) != byParts || f.isTrivial(s) {
		return false
	}
	if declared.Expr.Kind == goapi.Slice {
		return f.items(plan.Of(s), *declared.Expr.Elem)
	}
	return f.fields(plan.Of(s), declared)
}

func (f *fit) fields(p *plan.Plan, declared *goapi.Type) bool {
	for _, part := range p.Parts {
		rest := *part
		rest.AdditionalProperties = nil
		if plan.SpeaksOfOthers(&rest) {
			return false
		}
	}
	for _, m := range p.Members(nil) {
		if field := declared.Fields[m.Name]; field != nil && (m.Refused || !f.element(m.Schemas, field.Type)) {
			return false
		}
	}
	return true
}

// element reports whether a table can check a field, or an item, of a type against schemas.
func (f *fit) element(schemas []*ir.Schema, t goapi.Expr) bool {
	one := plan.Conjunction(schemas)
	if one == nil {
		return true
	}
	if t.Kind == goapi.Pointer || t.Kind == goapi.Nullable {
		t = *t.Elem
	}
	one = asOwn(one, t)
	if isImported(one, t) || f.file.Types.IsForeign(t) || f.file.Types.Underlying(t).Kind == goapi.Map {
		return false
	}
	switch f.formOf(one, t) {
	case byType:
		return f.file.Types.Underlying(t).Kind == goapi.Any || bytecheck.IsSimple(one)
	case asText:
		return true
	case asScalar:
		return f.file.Types.IsString(t) || !bytecheck.IsSimple(one) || len(f.scalar(plan.Of(one), f.file.Types.Underlying(t))) == 0
	case byParts:
		if f.file.Types.Underlying(t).Kind == goapi.Struct {
			f.needs = append(f.needs, one.Own())
			return code.IsOwn(t, one.Name)
		}
		return f.bytes.IsList(one, t) && f.items(plan.Of(one), *f.file.Types.Underlying(t).Elem)
	}
	return false
}

// items reports that of the items of a list. A list that is nil in another one is refused,
// which a table does not do.
func (f *fit) items(p *plan.Plan, elem goapi.Expr) bool {
	return f.file.Types.Underlying(elem).Kind != goapi.Slice && f.element(p.ItemsAt(0), elem)
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
