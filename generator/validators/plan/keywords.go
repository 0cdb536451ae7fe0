package plan

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ecma"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// Which keywords are handled where, chosen from the list of package keyword. What is in
// none of these lists is tested when a value has been read (step.go, values.go).

// conjoined are the keywords that [Of] takes into the plan itself, so that no part needs
// a check for them. (It takes nullable too, which package keyword does not count among
// the keywords that assert something.)
var conjoined = []string{"type", "$ref", "allOf"}

// unevaluated are the keywords that speak of what no other keyword applies to.
var unevaluated = []string{"unevaluatedItems", "unevaluatedProperties"}

// elementwise are the keywords that hold for an object or an array when they hold
// for each of its members or items.
var elementwise = []string{
	"properties", "required", "patternProperties", "additionalProperties", "propertyNames", // checked member by member
	"prefixItems", "items",
}

// rereading are the applicators for which a value is read again after the pass over
// it: those of values of any type, and the unevaluated ones.
var rereading = choose(func(k *keyword.Keyword) bool {
	return k.Class == keyword.Applicator && (k.Types == keyword.AnyType && !slices.Contains(conjoined, k.Name) || slices.Contains(unevaluated, k.Name))
})

// whole are the keywords that need all of an object or array: that count its parts,
// compare it, or read it again.
var whole = choose(func(k *keyword.Keyword) bool {
	return k.Asserts() && !slices.Contains(conjoined, k.Name) && !slices.Contains(elementwise, k.Name)
})

func choose(is func(*keyword.Keyword) bool) (out []*keyword.Keyword) {
	for _, k := range keyword.All() {
		if is(k) {
			out = append(out, k)
		}
	}
	return out
}

// asserts reports whether a schema has assertions or applicators that do not become
// part of the plan itself.
func asserts(s *ir.Schema) bool { return keyword.AssertsMore(s) }

// asserting are the keywords of which asserts tells.
var asserting = choose(func(k *keyword.Keyword) bool { return k.Asserts() && !slices.Contains(conjoined, k.Name) })

// asks reports whether one of them speaks of values of types: uniqueItems, at a string, does
// not.
func asks(s *ir.Schema, types ir.Types) bool {
	return slices.ContainsFunc(asserting, func(k *keyword.Keyword) bool { return k.Types&types != 0 && k.Has(s) })
}

// readsAgain reports whether a value must be read more than once for a schema.
func readsAgain(s *ir.Schema) bool {
	return slices.ContainsFunc(rereading, func(k *keyword.Keyword) bool { return k.Has(s) })
}

// isWhole reports whether a schema needs all of a value of one of types, for a keyword that
// is none of some.
func isWhole(s *ir.Schema, types ir.Types, but []string) bool {
	return slices.ContainsFunc(whole, func(k *keyword.Keyword) bool {
		return k.Types&types != 0 && k.Has(s) && !slices.Contains(but, k.Name)
	})
}

// Speaks reports whether a schema has keywords that are for values of types alone and
// are checked in the pass over them. A format is not counted.
func Speaks(s *ir.Schema, types ir.Types) bool {
	return keyword.Speaks(s, types, "format", "unevaluatedItems", "unevaluatedProperties")
}

// SpeaksOfOthers reports whether a schema has keywords for objects that cannot be
// checked name by name, one known property after the other.
func SpeaksOfOthers(s *ir.Schema) bool {
	return keyword.Speaks(s, ir.Object, "properties", "required", "unevaluatedProperties")
}

// matches reports whether Go can match an ECMA-262 expression.
func matches(expr string) bool {
	_, err := ecma.Compile(expr)
	return err == nil
}
