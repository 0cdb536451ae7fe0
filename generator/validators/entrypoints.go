package validators

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validators/bytecheck"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/valuecheck"
)

// The exported functions of a named schema.

// entryPoints writes Validate and, for what is whole, Validate…JSON and Decode….
func (e *emitter) entryPoints(s *ir.Schema) {
	title := goapi.Validate.Pattern
	method := jen.Func().Params(e.receiver(s)).Id(title).Params(options(e))
	if !e.file.Types.HasMethods(s.Name) {
		title = goapi.ValidateFunc.Of(s.Name)
		method = jen.Func().Id(title).Params(jen.Id("v").Id(s.Name), options(e))
	}
	bodies := e.bodies(s)
	if s.Own() == s || !e.file.Types.HasMethods(s.Own().Name) { // whose method it has
		e.documented(title+" reports what is wrong with v, as [validate.Errors].",
			method.Error().Block(bodies.value...))
	}

	if !e.isWhole(s) {
		return
	}
	params := []jen.Code{jen.Id("data").Index().Byte(), options(e)}
	name := goapi.ValidateJSON.Of(s.Name)
	e.documented(name+" reports what is wrong with a JSON text, as [validate.Errors], and decodes nothing.",
		jen.Func().Id(name).Params(params...).Error().Block(bodies.json...))

	name = goapi.Decode.Of(s.Name)
	if e.file.Types.IsInPlace(s) {
		result := jen.Error()
		if e.defaultsOf(s, jen.Id("v")) != nil {
			result = jen.Params(jen.Err().Error())
		}
		e.documented(goapi.DecodeInto.Pattern+" is ["+name+"] into v, which is empty.",
			jen.Func().Params(e.receiver(s)).Id(goapi.DecodeInto.Pattern).Params(params...).Add(result).Block(bodies.into...))
	}
	e.documented(name+" checks a JSON text and decodes it. The error is [validate.Errors]; v is then of no use.",
		jen.Func().Id(name).Params(params...).Params(jen.Id("v").Id(s.Name), jen.Id("err").Error()).Block(bodies.decode...))
}

// through is the body of a function that decodes what it is given by a method of v.
func through(method goapi.Ident, given string) []jen.Code {
	return []jen.Code{
		jen.Err().Op("=").Id("v").Dot(method.Pattern).Call(jen.Id(given), jen.Id("opts").Op("...")),
		jen.Return(jen.Id("v"), jen.Err()),
	}
}

// receiver is that of the methods of a type. A struct's is a pointer: by value there would be
// a method for the pointer as well, which takes as long to build, and a copy for each call.
func (e *emitter) receiver(s *ir.Schema) *jen.Statement {
	if e.file.Types.IsByPointer(s) {
		return jen.Id("v").Op("*").Id(s.Name)
	}
	return jen.Id("v").Id(s.Name)
}

// isWhole reports whether a schema has functions for JSON.
func (e *emitter) isWhole(s *ir.Schema) bool { return e.all || goapi.IsWhole(s) }

// reader writes the function that decodes a JSON text for UnmarshalJSON, where there is no
// other for that.
func (e *emitter) reader(s *ir.Schema, body []jen.Code) {
	if e.declared {
		return
	}
	e.file.Add(jen.Func().Id(reader(s)).Params(jen.Id("data").Index().Byte(), options(e)).Params(jen.Id("v").Id(s.Name), jen.Id("err").Error()).Block(body...))
}

// reader is the name of that function.
func reader(s *ir.Schema) string { return "read" + s.Name }

// options is the parameter for them.
func options(e *emitter) *jen.Statement {
	return jen.Id("opts").Op("...").Add(e.file.Runtime("Option"))
}

// documented writes a function with its doc comment.
func (e *emitter) documented(doc string, function *jen.Statement) {
	e.file.Add(code.Comment(doc).Line().Add(function))
}

// bodies are those of the entry points; into is that of [goapi.DecodeInto], if there is one.
type bodies struct {
	value, json, decode, into []jen.Code
}

func (e *emitter) bodies(s *ir.Schema) bodies {
	if e.declared {
		return bodies{}
	}
	inPlace := e.file.Types.IsInPlace(s)
	s = s.Own()
	own := code.Own(s.Name)
	if enum := e.file.Enum(s, s.Name); enum != "" && e.file.Types.IsString(own) {
		return e.ofEnum(s, enum)
	}
	table, _ := e.bytes.Table(s)
	args := []jen.Code{e.direction(s), jen.Id("opts")}
	var out bodies
	pointer, value := jen.Op("&").Id("v"), jen.Id("v")
	if e.file.Types.IsByPointer(s) {
		pointer, value = jen.Id("v"), jen.Op("*").Id("v")
	}
	if byTable := e.values.RootTable(s); byTable != "" {
		out.value = []jen.Code{jen.Return(jen.Id(byTable).Dot("Validate").Call(append([]jen.Code{pointer}, args...)...))}
	} else if checks := e.values.Root(s, pointer, value); len(checks) > 0 {
		p := valuecheck.Path
		out.value = append(append([]jen.Code{jen.Var().Add(p()).Add(e.file.Runtime("Path")), p().Dot("As").Call(args...)}, checks...), jen.Return(p().Dot("Err").Call()))
	} else {
		out.value = []jen.Code{jen.Return(jen.Nil())}
	}
	if table != "" {
		out.json = []jen.Code{jen.Return(jen.Id(table).Dot("ValidateJSON").Call(append([]jen.Code{jen.Id("data")}, args...)...))}
	} else {
		out.json = append(e.scan("Scan", s), e.bytes.Call(s.Name, s), jen.Return(e.scanned(s)))
	}
	if inPlace {
		out.decode, out.into = through(goapi.DecodeInto, "data"), e.decode(s, true)
	} else {
		out.decode = e.decode(s, false)
	}
	return out
}

// decode is the body of a function that decodes data into its result v, or into v, which is
// a pointer.
func (e *emitter) decode(s *ir.Schema, into bool) []jen.Code {
	pointer, value, result := jen.Op("&").Id("v"), jen.Id("v"), []jen.Code{jen.Id("v")}
	if into {
		pointer, value, result = jen.Id("v"), jen.Op("*").Id("v"), nil
	}
	defaults := e.defaultsOf(s, jen.Id("v"))
	if table, decodes := e.bytes.Table(s); decodes && defaults == nil {
		call := e.file.Runtime("Decode").Call(jen.Op("&").Id(table), jen.Id("data"), pointer, e.direction(s), jen.Id("opts"))
		if into {
			return []jen.Code{jen.Return(call)}
		}
		return []jen.Code{jen.Err().Op("=").Add(call), jen.Return(jen.Id("v"), jen.Err())}
	}
	before, calls := e.bytes.Read(s.Name, []*ir.Schema{s}, &bytecheck.Slot{Type: code.Own(s.Name), Pointer: pointer})
	read := jen.Add(calls[0].Code)
	if len(calls) > 1 {
		read = jen.If(read).Block(calls[1].Code)
	}
	out := append(append(e.scan("ScanToDecode", s), before...), read)
	if defaults != nil {
		wanted := code.Scanner().Dot("Wants").Call(e.file.Runtime("Defaults"))
		out = append(out, jen.If(wanted).Block(
			jen.If(jen.Err().Op("=").Add(e.scanned(s)), jen.Err().Op("==").Nil()).Block(value.Op("=").Add(defaults)),
			jen.Return(append(result, jen.Err())...),
		))
	}
	return append(out, jen.Return(append(result, e.scanned(s))...))
}

// defaultsOf is a value of a schema's type with its defaults; nil where it has none.
func (e *emitter) defaultsOf(s *ir.Schema, value *jen.Statement) *jen.Statement {
	if t := e.file.Types.Resolve(code.Own(s.Name)); t != nil && t.Methods[goapi.WithDefaults.Pattern] {
		return value.Dot(goapi.WithDefaults.Pattern).Call()
	}
	if function := goapi.WithDefaultsFunc.Of(s.Name); e.file.Types.Funcs[function] {
		return jen.Id(function).Call(value)
	}
	return nil
}

// ofEnum are the bodies for a string type that is an enum and nothing else.
func (e *emitter) ofEnum(s *ir.Schema, enum string) bodies {
	args := []jen.Code{jen.Id("data"), e.direction(s), jen.Id("opts")}
	text := jen.Id("text")
	return bodies{
		value: []jen.Code{jen.Return(jen.Id(enum).Dot("Validate").Call(jen.String().Call(jen.Id("v"))))},
		json:  []jen.Code{jen.Return(jen.Id(enum).Dot("ValidateJSON").Call(args...))},
		decode: []jen.Code{
			jen.List(text, jen.Id("err")).Op(":=").Id(enum).Dot("Decode").Call(args...),
			jen.Return(jen.Id(s.Name).Call(text), jen.Id("err")),
		},
	}
}

// scan declares s, which begins to read data. What leads to tables does not leave it on the
// stack, so that it is used again.
func (e *emitter) scan(method string, schema *ir.Schema) []jen.Code {
	if e.bytes.IsFlatBody(schema) {
		return []jen.Code{
			code.Scanner().Op(":=").New(e.file.Runtime("Scanner")),
			code.Scanner().Dot(method).Call(jen.Id("data"), e.direction(schema), jen.Id("opts")),
		}
	}
	return []jen.Code{code.Scanner().Op(":=").Add(e.file.Runtime(method)).Call(jen.Id("data"), e.direction(schema), jen.Id("opts"))}
}

// scanned is what the scan found.
func (e *emitter) scanned(schema *ir.Schema) *jen.Statement {
	if e.bytes.IsFlatBody(schema) {
		return code.Scanner().Dot("End").Call()
	}
	return code.Scanner().Dot("Finish").Call()
}

// direction is the one that a schema has by itself, as an expression.
func (e *emitter) direction(s *ir.Schema) jen.Code {
	switch s.Reached {
	case ir.InRequest:
		return e.file.Runtime("AsRequest")
	case ir.InResponse:
		return e.file.Runtime("AsResponse")
	}
	return jen.Lit(0)
}
