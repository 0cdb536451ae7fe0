// Package valuecheck emits the checks of Go values: field by field where the Go type
// has the schema's form, and by way of the value's JSON where the schema says more
// than can be checked on the Go type.
//
// Each check is a function of a path p, a *validate.Path, from which it goes up at
// its end, and a pointer v to the value, which is nil where there is none.
//
// Each file uses only those below it, but that the check of a value with parts leads to
// the checks of the parts:
//
//	valuecheck.go  the functions, and the calls of them
//	table.go       Go values that need no function
//	union.go       unions
//	parts.go       structs, slices and maps
//	scalar.go      strings, numbers and booleans
//	field.go       when a field of a struct stands for a member
//	imported.go    schemas of another document
//	always.go      Go values in which nothing can be wrong
//	form.go        how a Go type is held against a schema
//	variants.go    the fields of a Go type that are variants
//	checks.go      what all of them share
package valuecheck

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// Named writes the check of a named schema's Go type, unless there is nothing to
// check in it, or it shares a function.
func (c *Checks) Named(schema *ir.Schema) {
	if t := code.Imported(schema); t != nil {
		c.imported(schema, t)
		return
	}
	if c.isTrivial(schema) || c.shares(schema) || c.isTable(schema) || c.ownScalarTable(schema) != "" {
		return
	}
	own := code.Own(schema.Name)
	c.function("value"+schema.Name, nil, c.file.Types.Expr(own), c.skips(schema, own), c.body(schema, own, schema.Name))
}

// Root returns the statements that check the whole value of a named schema's Go type, by a
// pointer to it, and by itself: none where nothing can be wrong in it.
func (c *Checks) Root(schema *ir.Schema, pointer, value *jen.Statement) []jen.Code {
	return c.copied([]*ir.Schema{schema}, code.Own(schema.Name), pointer, value, Path().Dot("Root").Call(), schema.Name)
}

// copied is value for what encoding/json writes as a copy: it does not call the methods of a
// pointer, by which another package's type may be written.
func (c *Checks) copied(schemas []*ir.Schema, t goapi.Expr, pointer, variable, at *jen.Statement, hint string) []jen.Code {
	schema := plan.Conjunction(schemas)
	if schema == nil || isImported(asOwn(schema, t), t) || !c.file.Types.IsForeign(t) || c.formOf(schema, t) != byJSON {
		return c.value(schemas, t, pointer, at, hint)
	}
	return []jen.Code{jen.Add(at).Dot("JSON").Call(variable, c.bytes.Func(hint, schema))}
}

// function writes a function that checks a Go value.
func (c *Checks) function(name string, typeParameter, t jen.Code, skips *jen.Statement, body []jen.Code) {
	f := jen.Func().Id(name)
	if typeParameter != nil {
		f.Types(typeParameter)
	}
	body = append(append([]jen.Code{jen.If(skips).Block(jen.Return())}, body...), up())
	c.file.Add(f.Params(Path().Op("*").Add(c.file.Runtime("Path")), jen.Id("v").Op("*").Add(t)).Block(body...))
}

// skips is the condition that a function for a schema has nothing to check.
func (c *Checks) skips(schema *ir.Schema, t goapi.Expr) *jen.Statement {
	none, method := jen.Id("v").Op("==").Nil(), "Skip"
	if f := c.formOf(schema, t); f == byParts || f == byVariant {
		method = "SkipParts"
	} else if zero := c.zeroIsNull(schema, t); zero != nil {
		none.Op("||").Add(zero).Op("&&").Add(Path()).Dot("AtRoot").Call()
	}
	return Path().Dot(method).Call(none)
}

// zeroIsNull is the condition that a scalar is the zero value, where that is what
// null is decoded to, null is allowed, and the schema names the type of a whole body.
// Within another value null is a nil pointer.
func (c *Checks) zeroIsNull(schema *ir.Schema, t goapi.Expr) *jen.Statement {
	under := c.file.Types.Underlying(t)
	if c.file.Doc.Alike(plan.Anonymous(schema)) == 0 || under.Kind != goapi.Named || under.Pkg != "" || !keyword.MatchesNull(schema) {
		return nil
	}
	switch code.Scalars[under.Name] {
	case "DecodeString":
		return pointeeAlone().Op("==").Lit("")
	case "DecodeBool":
		return jen.Op("!").Add(pointeeAlone())
	case "DecodeInt", "DecodeUint", "DecodeFloat":
		return pointeeAlone().Op("==").Lit(0)
	}
	return nil
}

// value returns the statements that check what a pointer points at, where it is not
// nil, at a path: none where nothing can be wrong in it.
func (c *Checks) value(schemas []*ir.Schema, t goapi.Expr, pointer, at *jen.Statement, hint string) []jen.Code {
	schema := plan.Conjunction(schemas)
	if schema == nil {
		return nil
	}
	schema = asOwn(schema, t)
	if isImported(schema, t) {
		return []jen.Code{jen.Id("value"+schema.Own().Name).Call(at, pointer)}
	}
	if c.file.Types.IsString(t) {
		if enum := c.file.Enum(schema, hint); enum != "" {
			return []jen.Code{jen.Add(at).Dot("Enum").Call(jen.Op("&").Id(enum), c.file.Types.Basic(t, pointer))}
		}
	}
	form := c.formOf(schema, t)
	switch {
	case c.isText(schema, t):
		return []jen.Code{jen.Add(at).Dot("Text").Call(c.file.Types.Basic(t, pointer))}
	case form == byType, c.isAlwaysValid(schema, t):
		return nil
	case form == asText:
		method := textChecks[c.file.Types.Underlying(t).String()]
		return []jen.Code{jen.Add(at).Dot(method).Call(pointer)}
	case code.IsOwn(t, schema.Name) && !c.shares(schema):
		if c.isTrivial(schema) {
			return nil
		}
		table := c.Table(schema)
		if table == "" {
			table = c.ownScalarTable(schema)
		}
		if table != "" {
			return []jen.Code{jen.Id(table).Dot("Hold").Call(at, pointer)}
		}
		return []jen.Code{jen.Id("value"+schema.Own().Name).Call(at, pointer)}
	case form == byJSON && !c.hasVariants(t):
		return []jen.Code{jen.Add(at).Dot("JSON").Call(pointer, c.bytes.Func(hint, schema))}
	}
	if c.isShared(schema, t) {
		table := c.bytes.SharedTable(hint, c.withoutNull(schema, t), t)
		return []jen.Code{jen.Id(table).Dot("Hold").Call(at, pointer)}
	}
	if table := c.scalarTable(schema, t, hint); table != "" {
		return []jen.Code{jen.Id(table).Dot("Hold").Call(at, pointer)}
	}
	if name := c.sharedFunction(schema, t, form, hint); name != "" {
		return []jen.Code{jen.Id(name).Call(at, pointer)}
	}
	return nil
}

// sharedFunction returns the function that checks a value of a Go type; equal schemas
// share one. It is "" where there is nothing to check.
func (c *Checks) sharedFunction(schema *ir.Schema, t goapi.Expr, form form, hint string) string {
	under := c.file.Types.Underlying(t)
	generic := form == asScalar && under.Pkg == ""
	schema = plan.Anonymous(schema)
	key := sharedKey(schema, t)
	if generic {
		key = "~" + under.String() + " " + plan.Signature(schema)
	}
	named := func(f function) function {
		if f.name == "" {
			f.name = c.file.Fresh("hold" + c.file.NameFor(schema, hint))
		}
		return f
	}
	if f, ok := c.shared[key]; ok {
		if f.open { // its body calls it
			f = named(f)
			c.shared[key] = f
		}
		return f.name
	}
	c.shared[key] = function{open: true}
	body := c.body(schema, t, hint)
	f := c.shared[key]
	f.open = false
	if len(body) > 0 {
		f = named(f)
		c.file.Later(func() {
			skips := c.skips(schema, t)
			if generic {
				c.function(f.name, jen.Id("T").Op("~").Add(c.file.Types.Expr(under)), jen.Id("T"), skips, body)
			} else {
				c.function(f.name, nil, c.file.Types.Expr(t), skips, body)
			}
		})
	}
	c.shared[key] = f
	return f.name
}

// heldBy is [bytecheck.Checks.HeldBy].
func (c *Checks) heldBy(schema *ir.Schema, t goapi.Expr, hint string) string {
	schema = asOwn(schema, t)
	switch {
	case !c.isOwnParts(schema, t):
		if c.fitsElement([]*ir.Schema{schema}, t, false) {
			return ""
		}
		return c.sharedFunction(schema, t, c.formOf(schema, t), hint)
	case c.isTrivial(schema):
		return ""
	case c.isTable(schema):
		if flat := c.bytes.FlatMembers(schema); flat != "" {
			return flat + ".Hold"
		}
		return ""
	}
	return "value" + schema.Own().Name
}

// isTrivial reports whether a named schema leaves nothing to check in its Go type.
func (c *Checks) isTrivial(schema *ir.Schema) bool {
	trivial, known := c.trivial[schema]
	if known {
		return trivial
	}
	own := code.Own(schema.Name)
	switch c.formOf(schema, own) {
	case byType, asText:
		trivial = true
	case asScalar:
		trivial = len(c.body(schema, own, schema.Name)) == 0
	case byParts:
		trivial = c.isAlwaysValid(schema, own)
	}
	c.trivial[schema] = trivial
	return trivial
}

// body returns the statements that check *v at p, both of which are there.
func (c *Checks) body(schema *ir.Schema, t goapi.Expr, hint string) []jen.Code {
	u, variants := c.unionOf(t)
	switch {
	case !variants:
		return c.plainBody(schema, t, hint)
	case !u.isUnion():
		return c.ofParent(u, hint, c.plainBody(schema, t, hint))
	case c.formOf(schema, t) == byVariant:
		return c.ofUnion(schema, u, hint, true, nil)
	}
	return c.ofUnion(schema, u, hint, false, c.plainBody(schema, t, hint))
}

// plainBody is body for a Go type without variants, or for what it is apart from them.
func (c *Checks) plainBody(schema *ir.Schema, t goapi.Expr, hint string) []jen.Code {
	c.file.Enter(schema)
	under := c.file.Types.Underlying(t)
	switch c.formOf(schema, t) {
	case byType:
		return nil
	case asScalar:
		if enum := c.file.Enum(plan.WithoutNull(schema), hint); enum != "" && c.file.Types.IsString(t) {
			text := jen.Id("text").Op(":=").String().Call(pointeeAlone()) // the type may be a parameter
			return []jen.Code{text, Path().Dot("Here").Call().Dot("Enum").Call(jen.Op("&").Id(enum), jen.Op("&").Id("text"))}
		}
		return c.scalar(plan.Of(schema), under)
	case byParts:
		ps := &parts{Checks: c, schema: schema, plan: plan.Of(schema), hint: hint}
		switch under.Kind {
		case goapi.Struct:
			return ps.ofStruct(c.file.Types.Types[c.file.Types.Declared(t)])
		case goapi.Map:
			return ps.ofMap(under)
		}
		return ps.ofSlice(under)
	}
	return []jen.Code{c.byJSON(schema, hint)}
}
