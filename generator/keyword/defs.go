package keyword

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// $defs (JSON Schema Core, section 8.2.4). Its schemas are read where a
// reference leads to them.
var dollarDefs = &Keyword{Name: "$defs", Class: Structure, Read: readDefinitions}

// definitions is what $defs was called before 2019-09.
var definitions = &Keyword{Name: "definitions", Class: Structure, Read: readDefinitions}

func readDefinitions(r Reader, _ *ir.Schema, _, at source.Cursor) {
	if at.Node.Kind != source.Object {
		bad(r, at, "an object of schemas")
		return
	}
	for _, m := range at.Members() {
		isSchema(r, m)
	}
}
