package bytecheck

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// What all checks share: the functions that are named so far, the body that is being
// written, and the Go values that are decoded to.

// Checks are the checks of bytes in one emitted file.
type Checks struct {
	file *code.File

	shared  map[string]function    // by the signature of the anonymous schema, and the Go type
	marks   map[string]string      // the function that marks what a schema evaluates
	targets map[*ir.Schema]*target // see ownTarget
	own     map[*ir.Schema]string  // see OwnCheck

	conditionals map[*ir.Schema]map[string]*ir.Field // see conditional

	splits map[string]string     // the variables, by what checks the Go value: see tableWriter.split
	flat   map[*ir.Schema]string // see FlatMembers

	remember int // how many checks remember what they found

	// Holds reports whether the table of a schema, named or not, that decodes to a Go type is
	// for Go values too.
	Holds func(schema *ir.Schema, t goapi.Expr) bool

	// Absent says of a field of such a Go type what its zero value and nil stand for:
	// validate.ZeroIsAbsent and validate.NilIsNull.
	Absent func(*plan.Member, *goapi.Field) (zero, null bool)

	// HeldBy is the function, or the method of a table of [Checks.FlatMembers], that checks the
	// Go value which such a table leads to; "" where its own table does that, or nothing has
	// to. An anonymous one is named by hint.
	HeldBy func(schema *ir.Schema, t goapi.Expr, hint string) string
}

// New begins the checks of a file.
func New(file *code.File) *Checks {
	for name := range file.Types.Types {
		file.Fresh("table" + name) // the schema's own
	}
	return &Checks{file: file, shared: map[string]function{}, marks: map[string]string{}, splits: map[string]string{}, flat: map[*ir.Schema]string{}, targets: map[*ir.Schema]*target{}, own: map[*ir.Schema]string{}, conditionals: map[*ir.Schema]map[string]*ir.Field{}}
}

// function is a function that checks a schema, or a table by which that is done.
type function struct {
	name  string
	takes bool // a pointer to a Go value
	table bool
}

// ownTarget is what the own check of a named schema decodes to, or nil.
func (c *Checks) ownTarget(schema *ir.Schema) *target {
	to, known := c.targets[schema]
	if !known {
		to = c.target(schema, code.Own(schema.Name))
		c.targets[schema] = to
	}
	return to
}

// importedType returns the Go type of a schema, as it goes by here, where that is another
// document's and t is the same; else nil.
func (c *Checks) importedType(schema *ir.Schema, t goapi.Expr) *goapi.Expr {
	if code.Imported(schema) == nil {
		if schema = plan.SameAs(schema); schema == nil || code.Imported(schema) == nil {
			return nil
		}
	}
	for t.Kind == goapi.Named && t.Pkg == "" && c.file.Types.Types[t.Name] != nil {
		if code.IsOwn(t, schema.Name) {
			return &t
		}
		t = c.file.Types.Types[t.Name].Expr
	}
	return nil
}

// body is the body of a function that is being written.
type body struct {
	*Checks
	plan      *plan.Plan
	owner     *ir.Schema // the named schema that it is of, or nil
	hint      string     // begins the names of functions that it needs
	usesStart bool       // it refers to where the value begins
}

// start is where the value begins, in emitted code.
func (b *body) start() *jen.Statement {
	b.usesStart = true
	return jen.Id("at")
}

// seekStart goes back to where the value begins.
func (b *body) seekStart() jen.Code { return seek(b.start()) }

func seek(at *jen.Statement) jen.Code { return code.Scanner().Dot("Seek").Call(at) }

// failAt records a violation by the array or object that begins at start.
func (b *body) failAt(cond *jen.Statement, keyword, message string) jen.Code {
	fail := code.Scanner().Dot("FailAt").Call(b.start(), jen.Lit(keyword), jen.Lit(message))
	if keyword == "uniqueItems" {
		fail = code.Scanner().Dot("FailUnique").Call(b.start(), jen.Lit(message))
	}
	return code.FailIf(cond, fail)
}

// mismatch records that a value has the wrong type.
func mismatch(types ir.Types) *jen.Statement {
	return code.Scanner().Dot("Mismatch").Call(jen.Lit("must be " + plan.Article(types)))
}

// target is the struct, slice or map that a check decodes to: *v in emitted code.
type target struct {
	typ      goapi.Expr  // as it is written
	under    goapi.Expr  // what it is made of
	declared *goapi.Type // where that is a struct
}

// takes is the type of the JSON values that the target holds.
func (t *target) takes() ir.Types {
	if t.under.Kind == goapi.Slice {
		return ir.Array
	}
	return ir.Object
}

// names are the JSON names of a struct's fields; nil for others.
func (t *target) names() []string {
	if t == nil || t.declared == nil {
		return nil
	}
	return t.declared.Order
}

// field returns the slot of a member of a struct, or nil.
func (t *target) field(name string) *Slot {
	if t == nil || t.declared == nil || t.declared.Fields[name] == nil {
		return nil
	}
	f := t.declared.Fields[name]
	variable := jen.Id("v").Dot(f.Name)
	return &Slot{Type: f.Type, Pointer: jen.Op("&").Add(variable), variable: variable}
}

// extra is the map for members without a field, and its element; nil where there is
// none.
func (t *target) extra() (elem *goapi.Expr, items *jen.Statement) {
	switch {
	case t == nil:
		return nil, nil
	case t.declared != nil:
		return t.declared.Additional, jen.Op("&").Id("v").Dot("AdditionalProperties")
	}
	return t.under.Elem, jen.Id("v")
}

// target returns what the check of a schema decodes to for a Go type; nil where the
// Go type decodes itself, or the schema wants another JSON type.
func (c *Checks) target(schema *ir.Schema, t goapi.Expr) *target {
	to := &target{typ: t, under: t}
	if own := c.importedType(schema, t); own != nil {
		return &target{typ: *own, under: *own}
	}
	if t.Kind == goapi.Named {
		declared := c.file.Types.Resolve(t)
		if declared == nil {
			return nil
		}
		to.under = declared.Expr
		if declared.Expr.Kind == goapi.Struct {
			to.declared = declared
		}
	}
	switch to.under.Kind {
	case goapi.Struct:
	case goapi.Map:
		if to.under.Elem.Kind == goapi.Any && !isMap(plan.Of(schema)) || code.IsByte(*to.under.Elem) {
			return nil
		}
	case goapi.Slice:
		if to.under.Elem.Kind == goapi.Any || code.IsByte(*to.under.Elem) {
			return nil
		}
	default:
		return nil
	}
	if p := plan.Of(schema); p.Never || !to.isUnion() && !p.Types.Has(to.takes()) {
		return nil
	}
	return to
}

// conditional returns the field of the IR for a member of the target whose value may be
// of any type; nil where what holds for the member says its type.
func (c *Checks) conditional(to *target, name string) *ir.Field {
	schema := c.declaredOf(to)
	if schema == nil {
		return nil
	}
	fields, ok := c.conditionals[schema]
	if !ok {
		fields = map[string]*ir.Field{}
		for _, f := range schema.Shape.Fields {
			if f.Conditional {
				fields[f.Wire] = f
			}
		}
		c.conditionals[schema] = fields
	}
	return fields[name]
}

// declaredOf is the named schema whose Go type a target is, or nil.
func (c *Checks) declaredOf(to *target) *ir.Schema {
	if to == nil || to.declared == nil {
		return nil
	}
	return c.file.Doc.Named(to.declared.Name)
}

// isUnion reports a struct with variants, one of which may hold a value of any type.
func (t *target) isUnion() bool {
	return t.declared != nil && len(t.declared.Variants) > 0
}

// isOnlyVariants reports a union that has nothing beside its variants.
func (t *target) isOnlyVariants() bool {
	return t.isUnion() && len(t.names()) == 0 && t.declared.Additional == nil
}

// Slot is where one value that is read is stored.
type Slot struct {
	Type    goapi.Expr
	Pointer *jen.Statement // to it; nil in emitted code where nothing is decoded

	variable *jen.Statement // itself, where it is a field
	name     string         // of the field of a union
}

// kinds are the kinds of values that can be told by the first byte, with the types
// of each.
var kinds = []struct {
	types ir.Types
	name  string
}{
	{ir.Null, "Null"}, {ir.Boolean, "Boolean"}, {ir.Integer | ir.Num, "Number"},
	{ir.String, "String"}, {ir.Array, "Array"}, {ir.Object, "Object"},
}

// rule is one of validate.Rules.
type rule struct {
	holds bool
	name  string
}

// rulesOf are the rules of a member. With keeps, null is stored where it is read.
func rulesOf(m *plan.Member, nullable, keeps bool) []rule {
	return []rule{
		{m.Required, "Required"}, {m.ReadOnly, "ReadOnly"}, {m.WriteOnly, "WriteOnly"}, {m.Refused, "Refused"}, {nullable, "OrNull"}, {nullable && keeps, "KeepNull"},
	}
}

// ruleSet are the rules that hold; nil where none does.
func (c *Checks) ruleSet(rules []rule) *jen.Statement {
	var out *jen.Statement
	for _, r := range rules {
		switch {
		case !r.holds:
		case out == nil:
			out = c.file.Runtime(r.name)
		default:
			out.Op("|").Add(c.file.Runtime(r.name))
		}
	}
	return out
}

// notEnforced are comments that say what of a plan is not enforced.
func (c *Checks) notEnforced(p *plan.Plan) (out []jen.Code) {
	for _, part := range p.Parts {
		for _, text := range c.file.Doc.NotEnforced(part) {
			out = append(out, code.Comment("Here "+text+"."))
		}
	}
	return out
}

// isMap reports that nothing is asked of objects but what is asked of the value of each
// member, or that there is none.
func isMap(p *plan.Plan) bool {
	return p.Types&^ir.Null == ir.Object && p.MembersSuffice() && len(p.PropertyNames()) == 0 && !p.HasPatterns() && len(p.Members(nil)) == 0
}

// holds reports whether the table of a schema is for Go values too.
func (c *Checks) holds(schema *ir.Schema, to *target) bool {
	return c.Holds != nil && schema != nil && to != nil && c.Holds(schema, to.typ)
}
