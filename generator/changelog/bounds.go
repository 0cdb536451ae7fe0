// What changed in what a schema asserts by a single value: bounds, pattern,
// constant, default.

package changelog

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// toldElsewhere are the keywords that are not compared by their value, each with
// the reason.
var toldElsewhere = map[string]string{
	"$ref": "its target is compared in its place", "allOf": "its parts are compared as fields of the whole",
	"type": "Type", "format": "Type", "nullable": "Nullable", "enum": "each Value", "readOnly": "Travels", "writeOnly": "Travels",
	"properties": "each Field", "required": "each Field", "items": "Items", "additionalProperties": "Items, of a map",
	"anyOf": "each Variant", "oneOf": "each Variant", "discriminator": "each Variant", "deprecated": "Deprecated",

	"title": "texts are no news", "description": "texts are no news", "$comment": "texts are no news",
	"example": "texts are no news", "examples": "texts are no news", "externalDocs": "texts are no news", "xml": "it is of no use to JSON and forms",

	"$schema": "it says how the document is written", "$id": "it is not used", "$anchor": "it is not used", "$dynamicAnchor": "it is not used",
	"$defs": "what refers to its schemas tells", "definitions": "what refers to its schemas tells",

	"prefixItems": undecided, "contains": undecided, "minContains": undecided, "maxContains": undecided, "patternProperties": undecided,
	"propertyNames": undecided, "dependentRequired": undecided, "dependentSchemas": undecided, "not": undecided,
	"if": undecided, "then": undecided, "else": undecided, "unevaluatedItems": undecided, "unevaluatedProperties": undecided,
	"contentSchema": undecided,

	"$dynamicRef": "it is not enforced", "$recursiveRef": "it is not enforced", "$vocabulary": "it is not enforced",
	"dependencies": "it is not enforced", "additionalItems": "it is not enforced", "minimumExclusive": "it is not enforced", "unevaluatedObject": "it is not enforced",
}

// undecided is said of keywords for whose change a page has no words yet.
const undecided = "the page has no words for it"

// bounds compares the values of keywords. A request that accepts less breaks,
// and a response that may hold more.
func (c *comparison) bounds(at Change, old, new *ir.Schema, direction ir.Direction) {
	at.Kind = Changed
	for _, k := range keyword.All() {
		if toldElsewhere[k.Name] != "" {
			continue
		}
		was, is := k.Value(old), k.Value(new)
		relation := keyword.Same
		if k.Compare != nil {
			relation = k.Compare(nil, old, new) // it holds no schemas
		}
		if was == is || k.Compare != nil && relation == keyword.Same {
			continue
		}
		at.Aspect, at.From, at.To = Aspect(k.Noun), was, is
		at.Breaking = relation&keyword.Narrower != 0 && direction&ir.InRequest != 0 ||
			relation&keyword.Wider != 0 && direction&ir.InResponse != 0
		c.add(at)
	}
}
