// The rules: what each code means, and what it does to users.

package compare

import (
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/keyword"
)

// Rule is what a code means.
type Rule struct {
	Code    string
	Means   string
	Sent    Level // where users of the API send what changed: requests, and answers to webhooks
	Receive Level // where they receive it: responses, and webhooks
	Example string

	keyword string // that narrows or widens, where words for it are made of its name
}

// level is what a change does that shows in flows; where nothing travels, what it
// does to who calls the API.
func (r Rule) level(flows Flows) Level {
	out := Compatible
	if flows == 0 || flows&sent != 0 {
		out = r.Sent
	}
	if flows&received != 0 {
		out = max(out, r.Receive)
	}
	return out
}

// Rules lists all rules, by what they are about.
func Rules() []Rule { return slices.Clone(rules) }

// IsRule reports whether a code is one of a rule.
func IsRule(code string) bool {
	return slices.ContainsFunc(rules, func(r Rule) bool { return r.Code == code })
}

var ruleIndex = func() map[string]Rule {
	out := map[string]Rule{}
	for _, r := range rules {
		out[r.Code] = r
	}
	return out
}()

// Means says what a code means, or is the code where no rule has it.
func Means(code string) string {
	if r, ok := ruleIndex[code]; ok {
		return r.Means
	}
	return code
}

func ruleOf(code string) Rule {
	r, ok := ruleIndex[code]
	if !ok {
		panic("compare: no rule has the code " + code)
	}
	return r
}

var rules = slices.Concat([]Rule{
	// Operations.
	{Code: "operation-added", Means: "an operation, a webhook or a callback is new", Example: "`POST /pets`"},
	{Code: "operation-removed", Means: "an operation, a webhook or a callback is gone", Sent: Breaking, Example: "`POST /pets`"},
	{Code: "operation-id-changed", Means: "an operation has another operationId, by which tools call it", Example: "`listPets` → `getPets`"},
	{Code: "deprecated", Means: "something is deprecated now", Example: "`deprecated: true`"},
	{Code: "deprecation-withdrawn", Means: "something is not deprecated any more", Example: "`deprecated: true` → none"},
	{Code: "sunset-sooner", Means: "an operation may be gone earlier than was said", Sent: Warning, Receive: Warning, Example: "`x-sunset: 2030-01-01` → `2027-01-01`"},
	{Code: "sunset-later", Means: "an operation stays longer than was said", Example: "`x-sunset: 2027-01-01` → `2030-01-01`"},

	// Parameters and headers.
	{Code: "parameter-added", Means: "a parameter is new, and need not be given", Example: "`page`"},
	{Code: "required-parameter-added", Means: "a parameter is new, and must be given", Sent: Breaking, Example: "`page`, `required: true`"},
	{Code: "parameter-removed", Means: "a parameter is gone: it has no effect, or is refused", Sent: Breaking, Receive: Breaking, Example: "`page`"},
	{Code: "part-required", Means: "a parameter, a header or a body must be there now", Sent: Breaking, Example: "`required: false` → `true`"},
	{Code: "part-optional", Means: "a parameter, a header or a body may be left out now", Receive: Breaking, Example: "`required: true` → `false`"},
	{Code: "serialization-changed", Means: "a parameter or a header is written in another way: its style, explode, or media type", Sent: Breaking, Receive: Breaking, Example: "`tag=a&tag=b` → `tag=a,b`"},
	{Code: "empty-accepted", Means: "a query parameter may be given without a value", Receive: Warning, Example: "`allowEmptyValue: true`"},
	{Code: "empty-refused", Means: "a query parameter must have a value where it is given", Sent: Breaking, Example: "`allowEmptyValue: true` → none"},
	{Code: "reserved-accepted", Means: "reserved characters of a query parameter may stand as they are", Receive: Warning, Example: "`allowReserved: true`"},
	{Code: "reserved-refused", Means: "reserved characters of a query parameter must be escaped", Sent: Warning, Example: "`allowReserved: true` → none"},
	{Code: "header-added", Means: "a header is new, and may be left out", Example: "`X-Rate`"},
	{Code: "required-header-added", Means: "a header is new, and must be there", Sent: Breaking, Example: "`X-Rate`, `required: true`"},
	{Code: "header-removed", Means: "a header is gone", Receive: Breaking, Example: "`X-Rate`"},

	// Bodies.
	{Code: "body-added", Means: "a body is new, and may be left out", Example: "`requestBody`"},
	{Code: "required-body-added", Means: "a body is new, and must be there", Sent: Breaking, Example: "`requestBody`, `required: true`"},
	{Code: "body-removed", Means: "a body is gone", Sent: Breaking, Receive: Breaking, Example: "`requestBody`"},
	{Code: "media-type-added", Means: "a body may be of one more media type; who receives it asks for the one that it wants", Example: "`application/xml`"},
	{Code: "media-type-removed", Means: "a body is not of a media type any more", Sent: Breaking, Receive: Breaking, Example: "`application/xml`"},
	{Code: "encoding-changed", Means: "a field of a form is written in another way", Sent: Breaking, Receive: Breaking, Example: "`style: form` → `pipeDelimited`"},
	{Code: "stream-changed", Means: "a body is a sequence now, or one value", Sent: Breaking, Receive: Breaking, Example: "`schema` → `itemSchema`"},
	{Code: "response-added", Means: "a status is new", Example: "`429`"},
	{Code: "response-removed", Means: "a status that is no success is gone", Example: "`418`"},
	{Code: "response-covered", Means: "a status is told of by its range, or by the default", Example: "`404` → `4XX`"},
	{Code: "success-removed", Means: "a status of success is gone", Sent: Breaking, Receive: Breaking, Example: "`200`"},

	// Authentication and servers.
	{Code: "authentication-added", Means: "one more way to be allowed in", Example: "`key`"},
	{Code: "authentication-eased", Means: "a way to be allowed in asks for less now", Example: "`token with read, write` → `token with read`"},
	{Code: "authentication-removed", Means: "a way to be allowed in is gone, and no other asks for as little", Sent: Breaking, Receive: Warning, Example: "`key`"},
	{Code: "scheme-changed", Means: "a security scheme is another one", Sent: Breaking, Receive: Warning, Example: "`http basic` → `http bearer`"},
	{Code: "flow-added", Means: "an OAuth 2.0 flow is new", Example: "`password`"},
	{Code: "flow-removed", Means: "an OAuth 2.0 flow is gone", Sent: Breaking, Example: "`password`"},
	{Code: "flow-moved", Means: "a URL of an OAuth 2.0 flow is another one", Sent: Warning, Example: "`tokenUrl`"},
	{Code: "scope-added", Means: "an OAuth 2.0 scope is new", Example: "`read`"},
	{Code: "scope-removed", Means: "an OAuth 2.0 scope is gone", Sent: Breaking, Example: "`read`"},
	{Code: "server-added", Means: "a server is new", Example: "`https://b.example.com`"},
	{Code: "server-removed", Means: "a server is gone, or another one stands in its place", Sent: Warning, Example: "`https://a.example.com`"},
	{Code: "server-order-changed", Means: "another server comes first, which is what clients take", Sent: Warning, Example: "`/v1`, `/v2` → `/v2`, `/v1`"},

	// Components.
	{Code: "schema-added", Means: "a component is new", Example: "`Pet`"},
	{Code: "schema-removed", Means: "a component is gone; what used it says what that does", Example: "`Pet`"},

	// Members of objects.
	{Code: "member-added", Means: "a member is new, and may be left out, or is received", Example: "`age`"},
	{Code: "required-member-added", Means: "a member is new, and must be there", Sent: Breaking, Example: "`age`, `required: [age]`"},
	{Code: "member-added-to-closed", Means: "a member is new in an object that accepted no others", Receive: Breaking, Example: "`age`, where there was `additionalProperties: false`"},
	{Code: "member-removed", Means: "a member is gone; sent, it has no effect", Sent: Warning, Receive: Breaking, Example: "`age`"},
	{Code: "member-refused", Means: "a member is gone from an object that accepts no others", Sent: Breaking, Receive: Breaking, Example: "`age`, beside `additionalProperties: false`"},
	{Code: "member-required", Means: "a member must be there now", Sent: Breaking, Example: "`required: [name]` → `[name, age]`"},
	{Code: "member-optional", Means: "a member may be missing now", Receive: Breaking, Example: "`required: [name, age]` → `[name]`"},
	{Code: "member-travels-less", Means: "a member travels the other way alone now (readOnly, writeOnly)", Sent: Breaking, Receive: Breaking, Example: "`readOnly: true`"},
	{Code: "member-travels-more", Means: "a member travels this way too now", Example: "`readOnly: true` → none"},
	{Code: "members-closed", Means: "members that are not described are refused now", Sent: Breaking, Example: "`additionalProperties: false`"},
	{Code: "members-opened", Means: "members that are not described are accepted now", Receive: Breaking, Example: "`additionalProperties: false` → none"},

	// Values.
	{Code: "value-added", Means: "a value is listed that was not; received, it decodes, and `Validate` reports it", Receive: Warning, Example: "`enum: [a]` → `[a, b]`"},
	{Code: "value-removed", Means: "a value is not listed any more", Sent: Breaking, Example: "`enum: [a, b]` → `[a]`"},
	{Code: "action-left", Means: "an action is left to the caller now, or a part of its answer, which its interface in Go has a method for (x-action-response)", Receive: Breaking, Example: "`PASSWORD: {answer: caller}`"},
	{Code: "answer-changed", Means: "an action is answered in another way (x-action-response)", Receive: Warning, Example: "`OK: {status: 200}` → `{status: 204}`"},
	{Code: "null-accepted", Means: "null is accepted now", Receive: Breaking, Example: "`type: string` → `[string, \"null\"]`"},
	{Code: "null-refused", Means: "null is refused now", Sent: Breaking, Example: "`nullable: true` → none"},
	{Code: "default-changed", Means: "what is assumed of what is left out is another value", Sent: Warning, Example: "`default: 10` → `20`"},
	{Code: "contentEncoding-changed", Means: "what a text holds is encoded in another way", Sent: Warning, Receive: Warning, Example: "`base64` → `base16`"},
	{Code: "contentMediaType-changed", Means: "what a text holds is of another media type", Sent: Warning, Receive: Warning, Example: "`image/png` → `image/jpeg`"},
	{Code: "contentSchema-changed", Means: "what a text holds is described in another way", Sent: Warning, Receive: Warning, Example: "`contentSchema`"},

	// Unions.
	{Code: "variant-added", Means: "an alternative is new", Receive: Breaking, Example: "`oneOf: [A]` → `[A, B]`"},
	{Code: "tagged-variant-added", Means: "an alternative is new, and a tag tells it from the others: received, it is kept as it was sent", Receive: Warning, Example: "`oneOf: [A]` → `[A, B]`, with a discriminator"},
	{Code: "variant-removed", Means: "an alternative is gone", Sent: Breaking, Example: "`oneOf: [A, B]` → `[A]`"},
	{Code: "oneOf-overlap", Means: "a value that one alternative accepted is accepted by several, which oneOf refuses, or the other way round; told only where a value proves it", Sent: Breaking, Receive: Breaking, Example: "`oneOf`"},
	{Code: "discriminator-added", Means: "a property tells alternatives apart now", Example: "`discriminator: {propertyName: type}`"},
	{Code: "discriminator-removed", Means: "no property tells alternatives apart any more", Sent: Warning, Receive: Warning, Example: "`discriminator: {propertyName: type}` → none"},
	{Code: "discriminator-changed", Means: "another property tells alternatives apart", Sent: Breaking, Receive: Breaking, Example: "`propertyName: type` → `kind`"},
	{Code: "tag-added", Means: "an alternative goes by one more value of the discriminator", Receive: Breaking, Example: "`mapping: {picture: Photo}`"},
	{Code: "tag-removed", Means: "an alternative does not go by a value of the discriminator any more", Sent: Breaking, Example: "`mapping: {photo: Photo}` → none"},
	{Code: "tag-changed", Means: "a value of the discriminator stands for another alternative", Sent: Breaking, Receive: Breaking, Example: "`mapping: {photo: Photo}` → `{photo: Text}`"},
}, byRelation())

// byRelation are the rules of keywords that narrow what is accepted, or widen it.
func byRelation() (out []Rule) {
	add := func(name, who, what string, example string) { // who accepts what
		narrow, wide, _ := strings.Cut(example, " → ")
		out = append(out,
			Rule{Code: name + "-narrowed", Means: who + " accepts fewer " + what + " now", Sent: Breaking, Example: shown(wide) + " → " + shown(narrow), keyword: name},
			Rule{Code: name + "-widened", Means: who + " accepts more " + what + " now", Receive: Breaking, Example: shown(narrow) + " → " + shown(wide), keyword: name})
		if !ordered[name] {
			out = append(out, Rule{Code: name + "-changed", Means: who + " accepts other " + what + " now, or which ones cannot be decided", Sent: Breaking, Receive: Breaking, Example: shown(narrow) + " → another", keyword: name})
		}
	}
	add("type", "`type`", "types", "type: integer → type: number")
	add("values", "a schema", "values", "enum: [a, b] → no enum")
	add("minimum", "`minimum` or `exclusiveMinimum`", "numbers", "minimum: 5 → minimum: 1")
	add("maximum", "`maximum` or `exclusiveMaximum`", "numbers", "maximum: 1 → maximum: 5")
	for _, k := range keyword.All() {
		if example := relationExamples[k.Name]; example != "" {
			add(k.Name, "`"+k.Name+"`", "values", example)
		}
	}
	return out
}

func shown(text string) string {
	if text == "none" || strings.HasPrefix(text, "no ") {
		return text
	}
	return "`" + text + "`"
}

// ordered are the keywords of which of two values one asks for more. Those of schemas are
// told as such where they come or go; else what changes in the schemas is.
var ordered = map[string]bool{
	"minimum": true, "maximum": true, "minLength": true, "maxLength": true, "minItems": true, "maxItems": true, "uniqueItems": true,
	"minContains": true, "maxContains": true, "minProperties": true, "maxProperties": true,
	"anyOf": true, "oneOf": true, "dependentSchemas": true,
}

// relationExamples has a narrower and a wider schema for each keyword with rules of
// its own.
var relationExamples = map[string]string{
	"format": "format: int32 → format: int64", "multipleOf": "multipleOf: 6 → multipleOf: 2",
	"minLength": "minLength: 2 → minLength: 1", "maxLength": "maxLength: 1 → maxLength: 2", "pattern": "pattern: ^a → no pattern",
	"contains": "contains: {type: integer} → contains: {type: number}", "minContains": "minContains: 2 → minContains: 1", "maxContains": "maxContains: 1 → maxContains: 2",
	"minItems": "minItems: 2 → minItems: 1", "maxItems": "maxItems: 1 → maxItems: 2", "uniqueItems": "uniqueItems: true → none",
	"patternProperties": "patternProperties: {^a: {type: integer}} → none", "propertyNames": "propertyNames: {maxLength: 1} → propertyNames: {maxLength: 2}",
	"minProperties": "minProperties: 2 → minProperties: 1", "maxProperties": "maxProperties: 1 → maxProperties: 2",
	"dependentRequired": "dependentRequired: {a: [b]} → none", "dependentSchemas": "dependentSchemas: {a: {required: [b]}} → none",
	"anyOf": "anyOf: [A, B] → none", "oneOf": "oneOf: [A, B] → none", "not": "not: {type: number} → not: {type: integer}",
	"if": "if: A, then: B → none", "unevaluatedItems": "unevaluatedItems: false → none", "unevaluatedProperties": "unevaluatedProperties: false → none",
}
