// Package keyword says what each keyword of a Schema Object means: those of
// JSON Schema 2020-12, as OpenAPI 3.1 uses them, and of OpenAPI 3.0's dialect,
// brought to the same terms.
//
// # One keyword, one file
//
// A keyword is a [Keyword] in the file of its name, and one line of list. It
// says how the keyword is read, of which JSON types it speaks, which schemas it
// holds, how it is written as JSON Schema, what a reader of the docs is told,
// how a value is judged by it, and how an older and a newer schema compare.
// Lowering, validators, JSON Schema files, docs and comparison go by that list.
// What a reader of the list leaves out, its tests excuse with a reason.
//
// # Dialects
//
// OpenAPI 3.0's nullable and boolean exclusiveMinimum are read into the terms
// of 2020-12, so that nobody else knows of them.
package keyword

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// Class says what a keyword is for (JSON Schema Core, section 7).
type Class uint8

// The classes.
const (
	Assertion   Class = iota // it accepts or refuses a value by itself
	Applicator               // it applies other schemas, to the value or to its parts
	Modifier                 // it changes what another keyword asserts, and asserts nothing alone
	Annotation               // it says something of the place that programs go by, and refuses nothing
	Text                     // it is for readers alone
	Structure                // it names or holds schemas that others refer to
	Unsupported              // it asserts something that oasmint does not enforce
)

// Keyword is all that one keyword means. A function that is nil has nothing to
// do for it.
type Keyword struct {
	Name  string
	Class Class

	// Fields are the fields of [ir.Schema] that hold its value.
	Fields []string

	// Types are the JSON types of which it speaks: a value of another type is
	// accepted. It is 0 for keywords that assert nothing.
	Types ir.Types

	// InPlace says of a keyword that holds schemas that it applies them to the
	// value itself, not to its parts.
	InPlace bool

	// Noun is what a change of it is called: "shortest length".
	Noun string

	// Holds tells which schemas it holds, or is nil.
	Holds Holder

	// Set reports whether a schema has the keyword. Where it is nil, Holds tells.
	Set func(s *ir.Schema) bool

	// Read reads the keyword at at, a member of the Schema Object in, into s.
	Read func(r Reader, s *ir.Schema, in, at source.Cursor)

	// Write writes it as JSON Schema 2020-12. It is called for schemas that do
	// not have the keyword, too.
	Write func(w Writer, s *ir.Schema, o *Object)

	// Words says in a few words what s asks, or "". A keyword that is best told
	// together with another is told by the first of the two.
	Words func(v Voice, s *ir.Schema, told Told) string

	// Value renders its value in plain text, for a line that says it changed.
	Value func(s *ir.Schema) string

	// Check judges a value by it, where s has it. The error says what was
	// expected, and where; it holds nothing of the value.
	Check func(c *Checker, s *ir.Schema, v *Value) error

	// Evaluate marks the members or items of v at which it looks (JSON Schema
	// Core, section 11).
	Evaluate func(c *Checker, s *ir.Schema, v *Value, m *marks)

	// Compare says what becomes of the accepted values from old to new, by a keyword
	// that turns on nothing but its own value. Package compare tells the others.
	Compare func(old, new *ir.Schema) Relation
}

// Has reports whether s has the keyword.
func (k *Keyword) Has(s *ir.Schema) bool {
	switch {
	case k.Set != nil:
		return k.Set(s)
	case k.Holds != nil:
		return k.Holds.holds(s)
	}
	return false
}

// Asserts reports whether a schema that has the keyword may refuse values for
// it alone.
func (k *Keyword) Asserts() bool { return k.Class == Assertion || k.Class == Applicator }

var (
	all    []*Keyword
	byName map[string]*Keyword
)

func init() { // keywords that hold schemas refer to the list
	all = list()
	byName = make(map[string]*Keyword, len(all))
	for _, k := range all {
		byName[k.Name] = k
	}
}

// All are the keywords, in the order in which they are written, told and
// compared. The caller must not change the list.
func All() []*Keyword { return all }

// Of returns the keyword of a name, or nil.
func Of(name string) *Keyword { return byName[name] }

// Names are the names of all keywords, in their order.
func Names() []string {
	out := make([]string, len(all))
	for i, k := range all {
		out[i] = k.Name
	}
	return out
}

// Asserts reports whether s may refuse a value, keywords of those names and the
// boolean schema aside.
func Asserts(s *ir.Schema, but ...string) bool {
	for _, k := range all {
		if k.Asserts() && k.Has(s) && !contains(but, k.Name) {
			return true
		}
	}
	return false
}

// Refuses reports whether the values that s describes are held to anything: [Asserts],
// formats that nothing is known of aside, or it is false.
func Refuses(s *ir.Schema, but ...string) bool {
	if s.Never() {
		return true
	}
	if f := FormatOf(s.Format); f.Text == nil && f.Number == nil {
		but = append(but, "format")
	}
	return Asserts(s, but...)
}

// AssertsMore reports whether s may refuse a value by more than its type, its $ref and its
// allOf, the boolean schema aside. It is Asserts(s, "type", "$ref", "allOf"), field by
// field: the plan of each schema of a chain of references asks it of all that follow.
func AssertsMore(s *ir.Schema) bool {
	return s.Format != "" || len(s.Enum) > 0 || s.Const != nil ||
		s.Minimum != "" || s.ExclusiveMinimum != "" || s.Maximum != "" || s.ExclusiveMaximum != "" || s.MultipleOf != "" ||
		s.MinLength != nil || s.MaxLength != nil || s.Pattern != nil ||
		len(s.PrefixItems) > 0 || s.Items != nil || s.Contains != nil || s.MinItems != nil || s.MaxItems != nil || s.UniqueItems ||
		len(s.Properties) > 0 || len(s.Required) > 0 || len(s.PatternProperties) > 0 || s.AdditionalProperties != nil || s.PropertyNames != nil ||
		s.MinProperties != nil || s.MaxProperties != nil || len(s.DependentRequired) > 0 || len(s.DependentSchemas) > 0 ||
		len(s.AnyOf) > 0 || len(s.OneOf) > 0 || s.Not != nil || s.If != nil || s.UnevaluatedItems != nil || s.UnevaluatedProperties != nil
}

// Speaks reports whether s has an assertion or applicator that speaks of those
// JSON types, and not of all types, keywords of those names aside.
func Speaks(s *ir.Schema, types ir.Types, but ...string) bool {
	for _, k := range all {
		if k.Asserts() && k.Types != AnyType && k.Types&types != 0 && k.Has(s) && !contains(but, k.Name) {
			return true
		}
	}
	return false
}

// AnyType is every JSON type.
const AnyType = ir.Null | ir.Boolean | ir.Integer | ir.Num | ir.String | ir.Array | ir.Object

func contains(list []string, text string) bool {
	for _, s := range list {
		if s == text {
			return true
		}
	}
	return false
}

// list is All, by what the keywords speak of.
func list() []*Keyword {
	return []*Keyword{
		// Identity and structure.
		dollarSchema, dollarID, dollarAnchor, dollarDynamicAnchor, dollarComment, dollarDefs, definitions,
		title, description,
		// Any value.
		ref, typeKeyword, nullable, format, enum, constKeyword,
		// Numbers.
		minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf,
		// Strings.
		minLength, maxLength, pattern, contentEncoding, contentMediaType, contentSchema,
		// Arrays.
		prefixItems, items, containsKeyword, minContains, maxContains, minItems, maxItems, uniqueItems,
		// Objects.
		properties, required, patternProperties, additionalProperties, propertyNames, minProperties, maxProperties,
		dependentRequired, dependentSchemas,
		// Schemas on the same value.
		allOf, anyOf, oneOf, discriminator, not, ifKeyword, thenKeyword, elseKeyword,
		unevaluatedItems, unevaluatedProperties,
		// What is not enforced.
		dynamicRef, recursiveRef, vocabulary, dependencies, additionalItems, minimumExclusive, unevaluatedObject,
		// What asserts nothing.
		defaultKeyword, example, examples, deprecated, readOnly, writeOnly, externalDocs, xml,
	}
}
