package plan

import (
	"fmt"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/plural"
	"github.com/oasmint/oasmint/generator/validate"
)

// The words of messages. They say what was wanted, and never show a value of a body.

// notEnforced is the code of the diagnostics about what is not enforced.
const notEnforced = "not-enforced"

// Article renders types as English: "a string", "an integer or null".
func Article(types ir.Types) string {
	if types.Has(ir.Num) {
		types &^= ir.Integer
	}
	var words []string
	for _, name := range types.Names() {
		switch name {
		case "null":
		case "boolean":
			words = append(words, "true or false")
		case "array", "integer", "object":
			words = append(words, "an "+name)
		default:
			words = append(words, "a "+name)
		}
	}
	if types.Has(ir.Null) {
		words = append(words, "null")
	}
	return strings.Join(words, " or ")
}

// count renders "1 item", "2 items", "1 property", "2 properties".
func count(n uint64, noun string) string {
	many := noun + "s"
	if stem, ok := strings.CutSuffix(noun, "y"); ok {
		many = stem + "ies"
	}
	return plural.Of(n, noun, many)
}

// oneOf says which values are wanted: the first few of them.
func oneOf(all []ir.Value) string { return listed(all, 10) }

// listAll says which values are wanted, each of them.
func listAll(all []ir.Value) string { return listed(all, len(all)) }

func listed(all []ir.Value, most int) string {
	var words []string
	for _, v := range all[:min(len(all), most)] {
		words = append(words, show(v))
	}
	switch {
	case len(all) == 1:
		return "must be " + words[0]
	case len(all) > most:
		return fmt.Sprintf("must be one of %s, … (%d values)", strings.Join(words, ", "), len(all))
	}
	return "must be one of " + strings.Join(words, ", ")
}

// show renders a value of the schema: a string as its text.
func show(v ir.Value) string {
	text, ok := Text(v)
	switch {
	case !ok:
		text = string(v)
	case text == "":
		return `""`
	}
	const most = 60
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// nameOf is what a message calls a schema.
func nameOf(schema *ir.Schema, otherwise string) string {
	schema = keyword.Unwrap(schema)
	switch {
	case schema.Wire != "" && schema.Name != "":
		return schema.Name
	case schema.Title != "":
		return schema.Title
	case schema.Types != 0:
		return Article(schema.Types)
	}
	return otherwise
}

// Text decodes a value that is a string; ok is false for any other.
func Text(value ir.Value) (text string, ok bool) {
	if value[0] != '"' {
		return "", false
	}
	var scan validate.Scanner
	scan.Scan(value, 0, nil)
	decoded, ok := scan.Text()
	return string(decoded), ok
}
