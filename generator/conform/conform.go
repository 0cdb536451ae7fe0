// Package conform says whether a JSON value is one that a schema accepts. It is
// for the examples of a document: there are few of them, and the docs must not
// show one that the emitted validators would refuse.
//
// It goes by the assertions of [ir.Schema], as the validators do, and checks
// scalars with the same run-time functions (package validate). What it cannot
// judge it accepts: a pattern that Go does not compile, a format that it does
// not know, and what unevaluatedItems and unevaluatedProperties say.
package conform

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// Check returns nil where a schema, which may be nil, accepts a value that
// travels in a direction; else the first thing that is wrong: where (RFC 6901)
// and what was expected. The error holds nothing of the value but names.
//
// A readOnly property is required in a response alone, a writeOnly one in a
// request alone; where the direction is not known (0) neither is.
func Check(schema *ir.Schema, value ir.Value, direction ir.Direction) error {
	if !json.Valid(value) {
		return errors.New("it is not JSON")
	}
	c := checker{direction: direction}
	return c.check(schema, value, "")
}

// checker is one call of Check.
type checker struct {
	direction ir.Direction
	depth     int // of schemas in one another at one value
}

// maxDepth bounds schemas that apply themselves, and what examples are worth.
const maxDepth = 200

// keyword checks some keywords of one schema against a value.
type keyword func(c *checker, schema *ir.Schema, value ir.Value, at string) error

func keywords() []keyword {
	return []keyword{
		(*checker).types, (*checker).values, (*checker).number, (*checker).text,
		(*checker).array, (*checker).object, (*checker).all, (*checker).choices, (*checker).condition,
	}
}

func (c *checker) check(schema *ir.Schema, value ir.Value, at string) error {
	if schema == nil || c.depth > maxDepth {
		return nil
	}
	c.depth++
	defer func() { c.depth-- }()
	if schema.Always != nil {
		if !*schema.Always {
			return wrong(at, "nothing is accepted here")
		}
		return nil
	}
	if typeOf(value) == ir.Null && schema.Nullable {
		return nil
	}
	for _, k := range keywords() {
		if err := k(c, schema, value, at); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) accepts(schema *ir.Schema, value ir.Value) bool {
	return c.check(schema, value, "") == nil
}

// wrong says what was expected at a place.
func wrong(at, format string, args ...any) error {
	text := fmt.Sprintf(format, args...)
	if at == "" {
		return errors.New(text)
	}
	return errors.New("at " + at + ": " + text)
}

func member(at, name string) string { return at + "/" + source.EscapeToken(name) }

func item(at string, i int) string { return at + "/" + strconv.Itoa(i) }
