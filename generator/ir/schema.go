package ir

import (
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
)

// Schema is a conjunction of assertions (JSON Schema 2020-12; OpenAPI 3.0's
// dialect is brought to the same terms when it is lowered). A nil pointer or
// an empty list is an absent keyword.
type Schema struct {
	Node

	// Ref is the schema this one refers to. The other assertions hold too:
	// they are the siblings that OpenAPI 3.1 gives meaning. A reference
	// without siblings is not kept: its user points at the target.
	Ref *Schema `json:"ref,omitempty"`

	// Always is set for a boolean schema: true accepts all, false nothing.
	Always *bool `json:"always,omitempty"`

	// Nullable is OpenAPI 3.0's: null is accepted, whatever else is asserted.
	// (3.1 says it with Types.)
	Nullable bool `json:"nullable,omitempty"`

	Types  Types        `json:"types,omitempty"` // 0: any type
	Format string       `json:"format,omitempty"`
	Enum   []*EnumValue `json:"enum,omitempty"`
	Const  Value        `json:"const,omitempty"`

	// Actions is set for an enum whose values are actions: x-action-response.
	Actions *Actions `json:"actions,omitempty"`

	MultipleOf       Number `json:"multipleOf,omitempty"`
	Minimum          Number `json:"minimum,omitempty"`
	Maximum          Number `json:"maximum,omitempty"`
	ExclusiveMinimum Number `json:"exclusiveMinimum,omitempty"` // 3.0's boolean form is brought to this one
	ExclusiveMaximum Number `json:"exclusiveMaximum,omitempty"`

	MinLength *uint64 `json:"minLength,omitempty"`
	MaxLength *uint64 `json:"maxLength,omitempty"`
	Pattern   *string `json:"pattern,omitempty"` // ECMA-262, as written

	// What a string holds (JSON Schema Validation, section 8); nothing is
	// asserted of it.
	ContentEncoding  string  `json:"contentEncoding,omitempty"`
	ContentMediaType string  `json:"contentMediaType,omitempty"`
	ContentSchema    *Schema `json:"contentSchema,omitempty"`

	Items       *Schema   `json:"items,omitempty"`
	PrefixItems []*Schema `json:"prefixItems,omitempty"`
	Contains    *Schema   `json:"contains,omitempty"`
	MinContains *uint64   `json:"minContains,omitempty"`
	MaxContains *uint64   `json:"maxContains,omitempty"`
	MinItems    *uint64   `json:"minItems,omitempty"`
	MaxItems    *uint64   `json:"maxItems,omitempty"`
	UniqueItems bool      `json:"uniqueItems,omitempty"`

	Properties           []*Property          `json:"properties,omitempty"` // in the document's order
	PatternProperties    []*Property          `json:"patternProperties,omitempty"`
	AdditionalProperties *Schema              `json:"additionalProperties,omitempty"` // false is a schema with Always
	PropertyNames        *Schema              `json:"propertyNames,omitempty"`
	Required             []string             `json:"required,omitempty"` // each name once
	DependentRequired    []*DependentRequired `json:"dependentRequired,omitempty"`
	DependentSchemas     []*Property          `json:"dependentSchemas,omitempty"`
	MinProperties        *uint64              `json:"minProperties,omitempty"`
	MaxProperties        *uint64              `json:"maxProperties,omitempty"`

	AllOf []*Schema `json:"allOf,omitempty"`
	AnyOf []*Schema `json:"anyOf,omitempty"`
	OneOf []*Schema `json:"oneOf,omitempty"`
	Not   *Schema   `json:"not,omitempty"`
	If    *Schema   `json:"if,omitempty"`
	Then  *Schema   `json:"then,omitempty"`
	Else  *Schema   `json:"else,omitempty"`

	UnevaluatedItems      *Schema `json:"unevaluatedItems,omitempty"`
	UnevaluatedProperties *Schema `json:"unevaluatedProperties,omitempty"`

	Discriminator *Discriminator `json:"discriminator,omitempty"`

	// Unsupported are keywords the document uses here that have no field
	// above ($dynamicRef, dependencies, …): each is reported, none dropped.
	Unsupported []string `json:"unsupported,omitempty"`

	Default Value `json:"default,omitempty"`
	// DefaultPos is where the default stands.
	DefaultPos diag.Position `json:"-"`
	Examples   []*Example    `json:"examples,omitempty"`
	ReadOnly   bool          `json:"readOnly,omitempty"`
	WriteOnly  bool          `json:"writeOnly,omitempty"`

	// More is where readers find more.
	More *ExternalDocs `json:"externalDocs,omitempty"`

	// Extensions are the x- members, in the document's order.
	Extensions []Extension `json:"extensions,omitempty"`

	// Shape is the derived view that types and docs go by; never nil.
	Shape *Shape `json:"shape,omitempty"`

	// ParamsOf is the operation whose parameters are the members of this object,
	// for its Params.
	ParamsOf *Operation `json:"-"`

	// HeadersOf is the response whose headers are the members of this object, for its
	// Head. Others that refer to the same component share it.
	HeadersOf *Response `json:"-"`

	// KnownNull is whether null matches, once lowering knows: see keyword.MatchesNull.
	KnownNull *KnownNull `json:"-"`

	// Reached tells the directions in which a body of this schema travels,
	// itself or within another. 0: by no operation.
	Reached Direction `json:"reached,omitempty"`

	// UsedBy lists who refers to a named schema, each once, operations first.
	UsedBy []Use `json:"usedBy,omitempty"`
}

// KnownNull is whether null matches the schema Of. A copy of it that was changed since has
// another address.
type KnownNull struct {
	Of      *Schema
	Matches bool
}

// Never reports whether s is the boolean schema false, which accepts nothing.
func (s *Schema) Never() bool { return s.Always != nil && !*s.Always }

// Types is a set of JSON types.
type Types uint8

// The JSON types. Integer is JSON Schema's: a number without a fraction (1.0
// is one); Number includes it.
const (
	Null Types = 1 << iota
	Boolean
	Integer
	Num
	String
	Array
	Object
)

var typeNames = [...]string{"null", "boolean", "integer", "number", "string", "array", "object"}

// TypeOf returns the type named by a type keyword's value, or 0.
func TypeOf(name string) Types {
	for i, n := range typeNames {
		if n == name {
			return 1 << i
		}
	}
	return 0
}

// Names returns the names of the set, in a fixed order.
func (t Types) Names() []string {
	var out []string
	for i, n := range typeNames {
		if t&(1<<i) != 0 {
			out = append(out, n)
		}
	}
	return out
}

// Has reports whether all of x is in the set.
func (t Types) Has(x Types) bool { return t&x == x }

// String renders the names, joined by " or ".
func (t Types) String() string { return strings.Join(t.Names(), " or ") }

// MarshalText renders the names, joined by "|".
func (t Types) MarshalText() ([]byte, error) { return []byte(strings.Join(t.Names(), "|")), nil }

// Property is a member of an object by name (or, in PatternProperties, by the
// ECMA-262 pattern in Wire). Doc and Deprecated are those of the place where
// it is used, which may say more than its schema. Name is empty here: Go field
// names belong to a [Field].
type Property struct {
	Node
	Schema    *Schema `json:"schema"`
	ReadOnly  bool    `json:"readOnly,omitempty"`  // here, or by its schema
	WriteOnly bool    `json:"writeOnly,omitempty"` // here, or by its schema
	Default   Value   `json:"default,omitempty"`   // beside a reference to its schema (3.1)

	// DefaultPos is where that default stands.
	DefaultPos diag.Position `json:"-"`
}

// DependentRequired says which names a present property asks for.
type DependentRequired struct {
	Name     string   `json:"name"`
	Required []string `json:"required"`
}

// EnumValue is one value of an enum. Node.Wire is the value's text (the string
// itself, or its JSON), Name the full Go constant (type name included) for the
// values of a named string, integer or number enum; null and values that do
// not fit the enum's type have no Name. Doc is from x-enum-descriptions (a map
// or a list) or x-enumDescriptions.
type EnumValue struct {
	Node
	Value  Value   `json:"value"`
	Answer *Answer `json:"answer,omitempty"` // of an action: how its value is answered
}

// Discriminator is OpenAPI's: a property whose value picks the variant.
type Discriminator struct {
	Property string    `json:"property"`
	Mapping  []Mapping `json:"mapping"` // explicit and implicit ones, in the document's order
}

// Mapping is one discriminator value and the schema it stands for.
type Mapping struct {
	Value    string  `json:"value"`
	Schema   *Schema `json:"schema"`
	Implicit bool    `json:"implicit,omitempty"` // by the schema's own constant or its name, not written out

	Pos diag.Position `json:"-"` // of one that is written out
}

// Extension is an x- member.
type Extension struct {
	Key   string `json:"key"`
	Value Value  `json:"value"`
}

// Direction says which way a body travels.
type Direction uint8

// The directions; a schema may be reached in both.
const (
	InRequest Direction = 1 << iota
	InResponse
)

// MarshalText renders request, response or request|response.
func (d Direction) MarshalText() ([]byte, error) {
	return []byte([...]string{"", "request", "response", "request|response"}[d&3]), nil
}

// Use is one place that refers to a named schema.
type Use struct {
	Operation *Operation `json:"-"`
	Schema    *Schema    `json:"-"`             // or a named schema
	As        string     `json:"as"`            // for operations: request, response 200, parameter x; for schemas: the property, items, …
	By        string     `json:"by"`            // the user's Name
	Direction Direction  `json:"dir,omitempty"` // for operations
}

// IsBody reports whether an operation sends or receives the schema as a body, or as one of
// the items that a body is a sequence of.
func (u Use) IsBody() bool {
	return u.Operation != nil && (u.As == "request" || strings.HasPrefix(u.As, "response ") && !strings.HasPrefix(u.As, "response header "))
}

// Kind is what a schema is to a Go type and to a reader.
type Kind string

// The kinds.
const (
	KindObject    Kind = "object"    // known fields
	KindMap       Kind = "map"       // names not known beforehand, values of Elem
	KindArray     Kind = "array"     // of Elem
	KindEnum      Kind = "enum"      // a closed list of scalars of Type
	KindUnion     Kind = "union"     // one of Variants
	KindPrimitive Kind = "primitive" // Type and Format
	KindAny       Kind = "any"       // no more can be said
)

// Shape is the merged view of a schema: its own assertions, those of Ref and
// of allOf, taken together.
type Shape struct {
	Kind     Kind         `json:"kind"`
	Null     bool         `json:"null,omitempty"`     // null is a legal value
	Type     Types        `json:"type,omitempty"`     // for primitives and enums: one type, null left out
	Format   string       `json:"format,omitempty"`   // for primitives
	Enum     []*EnumValue `json:"enum,omitempty"`     // for enums, null left out
	Elem     *Schema      `json:"elem,omitempty"`     // of an array or a map; nil: anything
	Fields   []*Field     `json:"fields,omitempty"`   // of an object, own order: allOf's first, then its own
	Extra    *Schema      `json:"extra,omitempty"`    // of an object: what other members must be, where the document says so
	Closed   bool         `json:"closed,omitempty"`   // of an object: no other members
	Variants []*Variant   `json:"variants,omitempty"` // of a union, null left out; or of an object, those that build on it
	// Go is the Go type that the document or the configuration asks for. Nothing is
	// declared for the schema but another name for that, where it has a name of its own.
	Go *GoType `json:"go,omitempty"`
	// Same is the named schema that this one adds nothing to (a lone allOf or
	// anyOf with a ref, or a ref with only texts beside it): its Go type is used.
	Same *Schema `json:"same,omitempty"`
	// Repeats is a schema that the document writes again here, word for word, or nil: its Go
	// type and its checks are used.
	Repeats *Schema `json:"repeats,omitempty"`
}

// Empty reports whether it is an object that may have no member at all.
func (s *Shape) Empty() bool { return s.Kind == KindMap && s.Closed }

// Field is a member of an object after merging.
type Field struct {
	Node               // Name is the Go field
	Schema   *Schema   `json:"schema"`         // what types and docs show
	All      []*Schema `json:"all,omitempty"`  // every schema asserted for it, where there are several
	From     *Schema   `json:"from,omitempty"` // the named schema it comes from by allOf, or nil
	Required bool      `json:"required,omitempty"`
	ReadOnly bool      `json:"readOnly,omitempty"`

	WriteOnly bool `json:"writeOnly,omitempty"`

	// Conditional is set where only schemas describe the member that may apply or not:
	// then, else, dependentSchemas, oneOf, anyOf, if. A value that Schema's Go type
	// cannot hold is one of the object's additional members.
	Conditional bool `json:"conditional,omitempty"`

	Default Value `json:"default,omitempty"` // beside a reference to its schema

	ByValue bool `json:"byValue,omitempty"` // the Go field of an optional member is no pointer: its zero value is absent
	Omit    Omit `json:"omit,omitempty"`

	Tags []FieldTag `json:"tags,omitempty"` // of the Go field, in addition to json
}

// Omit says when the Go field of an optional member is left out: by default, where it is
// nil or, of one that is a value, the zero value.
type Omit string

// When a field is left out otherwise.
const (
	OmitEmpty Omit = "empty" // an empty list or map is left out as well
	OmitNever Omit = "never" // the zero value is sent
)

// FieldTag is one tag of a field of a Go struct.
type FieldTag struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// MayBeAbsent reports whether an object may lack the member, in some direction.
func (f *Field) MayBeAbsent() bool { return !f.Required || f.ReadOnly || f.WriteOnly }

// Variant is one alternative of a union, or a schema that builds on an object by
// allOf, as its discriminator says (OpenAPI's inheritance). Its schema is named,
// unless it is a scalar.
type Variant struct {
	Name   string    `json:"name"` // the Go field
	Schema *Schema   `json:"schema"`
	All    []*Schema `json:"all,omitempty"`    // every schema that has this Go type, where there are several
	By     string    `json:"by"`               // the keyword that lists it: oneOf or anyOf; or allOf, where it builds on the object
	Values []string  `json:"values,omitempty"` // of the tag
}

// Is reports whether v stands for a schema.
func (v *Variant) Is(s *Schema) bool { return v.Schema == s || slices.Contains(v.All, s) }
