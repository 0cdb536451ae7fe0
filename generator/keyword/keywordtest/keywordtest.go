// Package keywordtest has schemas and values that show what each keyword
// asserts, for the tests of those who read schemas.
package keywordtest

import "strings"

// Pair is two schemas of OpenAPI 3.1 that differ in one keyword, of which the
// second accepts less.
type Pair struct{ Keyword, Wide, Narrow string }

// Components are the schemas S0 and S1, in components/schemas, to which pairs
// refer.
func Components() []string {
	return []string{`{"type": ["object", "string"]}`, `{"type": "object"}`}
}

// Pairs has one for each keyword that asserts something. A test of package
// keyword fails where one is missing.
var Pairs = []Pair{
	{"$ref", `{"$ref": "#/components/schemas/S0", "minLength": 1}`, `{"$ref": "#/components/schemas/S1", "minLength": 1}`},
	{"type", `{"type": ["string", "number"]}`, `{"type": "integer"}`},
	{"nullable", `{"type": "string", "nullable": true}`, `{"type": "string"}`},
	{"format", `{"format": "int64"}`, `{"format": "int32"}`},
	{"enum", `{"enum": [1, 2]}`, `{"enum": [1.0]}`},
	{"const", `{"enum": [1, 2]}`, `{"const": 2}`},
	{"minimum", `{"minimum": 1}`, `{"minimum": 2}`},
	{"exclusiveMinimum", `{"exclusiveMinimum": 1}`, `{"exclusiveMinimum": 2}`},
	{"maximum", `{"maximum": 2}`, `{"maximum": 1}`},
	{"exclusiveMaximum", `{"exclusiveMaximum": 2}`, `{"exclusiveMaximum": 1}`},
	{"multipleOf", `{"multipleOf": 2}`, `{"multipleOf": 6}`},
	{"minLength", `{"minLength": 0}`, `{"minLength": 2}`},
	{"maxLength", `{"maxLength": 2}`, `{"maxLength": 1}`},
	{"pattern", `{}`, `{"pattern": "^a"}`},
	{"prefixItems", `{"prefixItems": [{"type": "number"}]}`, `{"prefixItems": [{"type": "integer"}]}`},
	{"items", `{"items": {"type": "number"}}`, `{"items": {"type": "integer"}}`},
	{"contains", `{"contains": {"type": "number"}}`, `{"contains": {"type": "integer"}}`},
	{"minContains", `{"contains": {"type": "number"}}`, `{"contains": {"type": "number"}, "minContains": 2}`},
	{"maxContains", `{"contains": {"type": "number"}}`, `{"contains": {"type": "number"}, "maxContains": 2}`},
	{"minItems", `{"minItems": 1}`, `{"minItems": 2}`},
	{"maxItems", `{"maxItems": 2}`, `{"maxItems": 1}`},
	{"uniqueItems", `{}`, `{"uniqueItems": true}`},
	{"properties", `{"properties": {"a": {"type": "number"}}}`, `{"properties": {"a": {"type": "integer"}}}`},
	{"required", `{"required": ["a"]}`, `{"required": ["a", "b"]}`},
	{"patternProperties", `{"patternProperties": {"^a": {"type": "number"}}}`, `{"patternProperties": {"^a": {"type": "integer"}}}`},
	{"additionalProperties", `{"properties": {"a": true}}`, `{"properties": {"a": true}, "additionalProperties": false}`},
	{"propertyNames", `{"propertyNames": {"maxLength": 2}}`, `{"propertyNames": {"maxLength": 1}}`},
	{"minProperties", `{"minProperties": 1}`, `{"minProperties": 2}`},
	{"maxProperties", `{"maxProperties": 2}`, `{"maxProperties": 1}`},
	{"dependentRequired", `{"dependentRequired": {"a": ["b"]}}`, `{"dependentRequired": {"a": ["b"], "b": ["a"]}}`},
	{"dependentSchemas", `{}`, `{"dependentSchemas": {"a": {"required": ["b"]}}}`},
	{"allOf", `{"allOf": [{"minimum": 1}]}`, `{"allOf": [{"minimum": 1}, {"maximum": 2}]}`},
	{"anyOf", `{"anyOf": [{"const": 1}, {"const": "a"}]}`, `{"anyOf": [{"const": 1}]}`},
	{"oneOf", `{}`, `{"oneOf": [{"const": 1}, {"const": "a"}]}`},
	{"not", `{"not": {"type": "integer"}}`, `{"not": {"type": "number"}}`},
	{"if", `{"if": {"minimum": 1}, "then": {"maximum": 3}}`, `{"if": {"minimum": 1}, "then": {"maximum": 2}}`},
	{"then", `{"if": {"minimum": 1}}`, `{"if": {"minimum": 1}, "then": {"maximum": 2}}`},
	{"else", `{"if": {"minimum": 1}}`, `{"if": {"minimum": 1}, "else": {"maximum": 0}}`},
	{"unevaluatedItems", `{}`, `{"unevaluatedItems": false}`},
	{"unevaluatedProperties", `{}`, `{"unevaluatedProperties": false}`},
}

// Values are JSON values of every type. For each pair one of them is accepted by
// the first schema and refused by the second.
var Values = strings.Fields(`null true 0 1 2 3 1.5 6 -1 2147483648 "" "a" "ab" "b" [] [1] [1,1] [1,2,3] ["a",1] [1.5] {} {"a":1} {"b":1} {"a":1,"b":2} {"a":1.5} {"k":"a"} {"k":"b"} {"k":"c"} {"abc":1} {"a":1,"b":2,"c":3} {"ab":1} 0.5`)
