package validators

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/symbols"
)

// Decoding: a checked text is read into the Go types that are there. Each
// struct has a function; what reads itself (time.Time, a union) does so.

// fill returns the statements that read the next value into a variable. Scan
// is the *Scanner in emitted code.
func (e *emitter) fill(variable *jen.Statement, t symbols.Expr, scan jen.Code) []jen.Code {
	return e.fillAt(variable, jen.Op("&").Add(variable), t, scan)
}

// fillAt is fill for a variable and its address.
func (e *emitter) fillAt(variable, address *jen.Statement, t symbols.Expr, scan jen.Code) []jen.Code {
	call := func(function string) []jen.Code {
		return []jen.Code{jen.Add(e.rt(function)).Call(scan, address)}
	}
	switch t.Kind {
	case symbols.Pointer:
		some := e.rt("FillSome").Call(scan, address)
		return []jen.Code{jen.If(some).Block(e.fillAt(jen.Op("*").Add(variable), variable, *t.Elem, scan)...)}
	case symbols.Slice:
		if isByte(*t.Elem) {
			return call("FillAny") // base64
		}
		return []jen.Code{jen.Id(e.fillList(t)).Call(scan, address)}
	case symbols.Map:
		return []jen.Code{jen.Id(e.fillMap(t)).Call(scan, address)}
	case symbols.Any:
		return call("FillAny")
	}
	if t.Pkg != "" {
		switch {
		case t.Pkg == "json" && t.Name == "RawMessage":
			return call("FillRaw")
		case t.Name == "Email": // a string, which has been checked
			return call("FillString")
		}
		return call("FillAny")
	}
	if function, ok := predeclared[t.Name]; ok {
		return call(function)
	}
	declared := e.types.Types[t.Name]
	switch {
	case declared == nil:
		return call("FillAny")
	case declared.Expr.Kind == symbols.Struct:
		if declared.Union || declared.Methods["UnmarshalJSON"] && declared.Additional == nil {
			return call("FillAny")
		}
		return []jen.Code{jen.Id(e.fillStruct(t.Name)).Call(scan, address)}
	case declared.Alias:
		return e.fillAt(variable, address, declared.Expr, scan)
	case declared.Methods["UnmarshalJSON"]:
		return call("FillAny")
	case declared.Expr.Kind == symbols.Named && predeclared[declared.Expr.Name] != "" && declared.Expr.Pkg == "":
		return call(predeclared[declared.Expr.Name])
	case declared.Expr.Kind == symbols.Slice && !isByte(*declared.Expr.Elem), declared.Expr.Kind == symbols.Map:
		// *X converts to a pointer to what X is declared as.
		under := jen.Parens(jen.Op("*").Add(e.typ(declared.Expr))).Call(address)
		name := ""
		if declared.Expr.Kind == symbols.Slice {
			name = e.fillList(declared.Expr)
		} else {
			name = e.fillMap(declared.Expr)
		}
		return []jen.Code{jen.Id(name).Call(scan, under)}
	}
	return call("FillAny")
}

var predeclared = map[string]string{
	"string": "FillString", "bool": "FillBool", "float32": "FillFloat", "float64": "FillFloat",
	"int": "FillInt", "int8": "FillInt", "int16": "FillInt", "int32": "FillInt", "int64": "FillInt",
	"uint": "FillUint", "uint8": "FillUint", "uint16": "FillUint", "uint32": "FillUint", "uint64": "FillUint",
}

func isByte(t symbols.Expr) bool {
	return t.Kind == symbols.Named && t.Pkg == "" && (t.Name == "byte" || t.Name == "uint8")
}

// typ renders a type expression.
func (e *emitter) typ(t symbols.Expr) *jen.Statement {
	switch t.Kind {
	case symbols.Pointer:
		return jen.Op("*").Add(e.typ(*t.Elem))
	case symbols.Slice:
		return jen.Index().Add(e.typ(*t.Elem))
	case symbols.Map:
		return jen.Map(jen.String()).Add(e.typ(*t.Elem))
	case symbols.Any:
		return jen.Any()
	}
	if t.Pkg != "" {
		return jen.Qual(e.types.Imports[t.Pkg], t.Name)
	}
	return jen.Id(t.Name)
}

// helper returns the function that fills a type, by the name it shall have;
// emit is called once for it, in fills.
func (e *emitter) helper(key, name string, emit func(name string)) string {
	if e.fillName[key] == "" {
		name := e.fresh(name)
		e.fillName[key] = name
		e.fillTodo = append(e.fillTodo, func() { emit(name) })
	}
	return e.fillName[key]
}

// fills emits the functions that decoders call.
func (e *emitter) fills() {
	for len(e.fillTodo) > 0 {
		next := e.fillTodo[0]
		e.fillTodo = e.fillTodo[1:]
		next()
	}
}

// typeName makes an identifier part of a type expression.
func typeName(t symbols.Expr) string {
	switch t.Kind {
	case symbols.Pointer:
		return typeName(*t.Elem) + "Pointer"
	case symbols.Slice:
		return typeName(*t.Elem) + "List"
	case symbols.Map:
		return typeName(*t.Elem) + "Map"
	case symbols.Any:
		return "Any"
	}
	return exported(t.Name)
}

func (e *emitter) fillFunc(name string, t *jen.Statement, body []jen.Code) {
	e.file.Func().Id(name).Params(s().Op("*").Add(e.rt("Scanner")), jen.Id("v").Op("*").Add(t)).Block(body...).Line()
}

// notKind reads past a value that the Go type cannot hold; null is its zero value.
func (e *emitter) notKind(kind, message string) jen.Code {
	return jen.If(s().Dot("Kind").Call().Op("!=").Add(e.rt(kind))).Block(
		jen.If(jen.Op("!").Add(e.rt("FillNull").Call(s()))).Block(s().Dot("Mismatch").Call(jen.Lit(message))),
		jen.Return(),
	)
}

func (e *emitter) fillList(t symbols.Expr) string {
	return e.helper(t.String(), "list"+typeName(*t.Elem), func(name string) {
		e.fillFunc(name, e.typ(t), []jen.Code{
			e.notKind("Array", "must be an array"),
			jen.Op("*").Id("v").Op("=").Add(e.typ(t)).Values(),
			jen.For(jen.Id("ok").Op(":=").Add(s()).Dot("Array").Call(), jen.Id("ok"), jen.Id("ok").Op("=").Add(s()).Dot("More").Call()).Block(
				append(append([]jen.Code{jen.Var().Id("item").Add(e.typ(*t.Elem))}, e.fill(jen.Id("item"), *t.Elem, s())...),
					jen.Op("*").Id("v").Op("=").Append(jen.Op("*").Id("v"), jen.Id("item")))...,
			),
		})
	})
}

func (e *emitter) fillMap(t symbols.Expr) string {
	return e.helper(t.String(), "map"+typeName(*t.Elem), func(name string) {
		e.fillFunc(name, e.typ(t), []jen.Code{
			e.notKind("Object", "must be an object"),
			jen.Op("*").Id("v").Op("=").Add(e.typ(t)).Values(),
			memberLoop(
				append(append([]jen.Code{
					jen.Id("name").Op(":=").String().Call(jen.Id("key")),
					jen.Var().Id("item").Add(e.typ(*t.Elem)),
				}, e.fill(jen.Id("item"), *t.Elem, s())...),
					jen.Parens(jen.Op("*").Id("v")).Index(jen.Id("name")).Op("=").Id("item"))...,
			),
		})
	})
}

// memberLoop goes over an object's members.
func memberLoop(body ...jen.Code) jen.Code {
	key := jen.List(jen.Id("key"), jen.Id("ok"))
	return jen.For(jen.Add(key).Op(":=").Add(s()).Dot("Object").Call(), jen.Id("ok"), jen.Add(key).Op("=").Add(s()).Dot("Next").Call()).Block(body...)
}

func (e *emitter) fillStruct(goType string) string {
	return e.helper(goType, "fill"+goType, func(name string) {
		t := e.types.Types[goType]
		var cases []jen.Code
		for _, wire := range t.Order {
			f := t.Fields[wire]
			cases = append(cases, jen.Case(jen.Lit(wire)).Block(e.fill(jen.Id("v").Dot(f.Name), f.Type, s())...))
		}
		rest := []jen.Code{s().Dot("Skip").Call()}
		if t.Additional != nil {
			extra := jen.Id("v").Dot("AdditionalProperties")
			rest = []jen.Code{
				jen.If(jen.Add(extra).Op("==").Nil()).Block(jen.Add(extra).Op("=").Map(jen.String()).Add(e.typ(*t.Additional)).Values()),
				jen.Id("name").Op(":=").String().Call(jen.Id("key")),
				jen.Var().Id("item").Add(e.typ(*t.Additional)),
			}
			rest = append(rest, e.fill(jen.Id("item"), *t.Additional, s())...)
			rest = append(rest, jen.Add(extra).Index(jen.Id("name")).Op("=").Id("item"))
		}
		cases = append(cases, jen.Default().Block(rest...))
		e.fillFunc(name, jen.Id(goType), []jen.Code{
			e.notKind("Object", "must be an object"),
			memberLoop(jen.Switch(jen.String().Call(jen.Id("key"))).Block(cases...)),
		})
	})
}
