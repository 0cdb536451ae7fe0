package validators

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
)

// The exported functions of a named schema.

// entryPoints emits Validate, Validate…JSON and Decode….
func (e *emitter) entryPoints(s *ir.Schema) {
	title := goapi.Validate.Pattern
	method := jen.Func().Params(jen.Id("v").Id(s.Name)).Id(title).Params()
	if !e.methods(e.types.Types[s.Name]) {
		title = goapi.ValidateFunc.Of(s.Name)
		method = jen.Func().Id(title).Params(jen.Id("v").Id(s.Name))
	}
	value, json, decode := e.bodies(s)
	e.file.Add(comment(title + " reports what is wrong with v, as [validate.Errors].")).Line().
		Add(method).Error().Block(value...).Line()

	params := []jen.Code{jen.Id("data").Index().Byte(), jen.Id("opts").Op("...").Add(e.rt("Option"))}
	name := goapi.ValidateJSON.Of(s.Name)
	e.file.Add(comment(name + " reports what is wrong with a JSON text, as [validate.Errors].\nNothing is decoded.")).Line().
		Func().Id(name).Params(params...).Error().Block(json...).Line()

	name = goapi.Decode.Of(s.Name)
	e.file.Add(comment(name+" checks a JSON text and decodes it. The error is\n[validate.Errors]; the value is then of no use.")).Line().
		Func().Id(name).Params(params...).Params(jen.Id("v").Id(s.Name), jen.Id("err").Error()).Block(decode...).Line()
}

// bodies are those of the three entryPoints.
func (e *emitter) bodies(s *ir.Schema) (value, json, decode []jen.Code) {
	own := goapi.Expr{Kind: goapi.Named, Name: s.Name}
	if enum := e.enum(s, s.Name); enum != "" && e.isString(own) {
		args := []jen.Code{jen.Id("data"), e.direction(s), jen.Id("opts")}
		text := jen.Id("text")
		return []jen.Code{jen.Return(jen.Id(enum).Dot("Validate").Call(jen.String().Call(jen.Id("v"))))},
			[]jen.Code{jen.Return(jen.Id(enum).Dot("ValidateJSON").Call(args...))},
			[]jen.Code{
				jen.List(text, jen.Id("err")).Op(":=").Id(enum).Dot("Decode").Call(args...),
				jen.Return(jen.Id(s.Name).Call(text), jen.Id("err")),
			}
	}
	value = []jen.Code{jen.Return(jen.Nil())}
	if checks := e.value([]*ir.Schema{s}, own, jen.Op("&").Id("v"), where().Dot("Root").Call(), s.Name); len(checks) > 0 {
		value = append(append([]jen.Code{jen.Var().Add(where()).Add(e.rt("Path"))}, checks...), jen.Return(where().Dot("Err").Call()))
	}
	json = append(e.scan("Scan", s), e.check(s.Name, s), jen.Return(scanned()))
	before, calls := e.read(s.Name, []*ir.Schema{s}, &place{typ: own, at: jen.Op("&").Id("v")})
	read := jen.Add(calls[0].code)
	if len(calls) > 1 {
		read = jen.If(read).Block(calls[1].code)
	}
	decode = append(append(e.scan("ScanToDecode", s), before...), read, jen.Return(jen.Id("v"), scanned()))
	return value, json, decode
}

// scan declares s, a pointer, which is what checks take, and begins to read data.
func (e *emitter) scan(method string, schema *ir.Schema) []jen.Code {
	return []jen.Code{
		s().Op(":=").New(e.rt("Scanner")),
		s().Dot(method).Call(jen.Id("data"), e.direction(schema), jen.Id("opts")),
	}
}

// scanned is what the scan found.
func scanned() *jen.Statement { return jen.Id("s").Dot("End").Call() }

// methods reports whether a type can have methods: it is declared here, and is
// neither an interface nor a pointer.
func (e *emitter) methods(t *goapi.Type) bool {
	if t.Alias || t.Expr.Kind == goapi.Any || t.Expr.Kind == goapi.Pointer {
		return false
	}
	if t.Expr.Kind == goapi.Named && t.Expr.Pkg == "" {
		if under := e.types.Types[t.Expr.Name]; under != nil {
			return e.methods(under) || under.Alias && e.methods(&goapi.Type{Expr: under.Expr})
		}
	}
	return true
}
