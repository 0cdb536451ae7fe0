package lower

import (
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// This file reads Schema Objects: JSON Schema 2020-12 as OpenAPI 3.1 uses it,
// and OpenAPI 3.0's dialect brought to the same terms.

// child reads the schema at c. Without a role it is only referred to. The
// result is the schema that c stands for: of a plain reference, its target.
func (l *lowerer) child(c source.Cursor, as *role) *ir.Schema {
	if ref := c.Node.Get("$ref"); ref != nil && ref.Kind == source.String {
		if as == nil || as.kind != roleComponent {
			if l.is30 || !l.hasAssertions(c) {
				return l.target(c)
			}
		}
	}
	return l.entry(c, as).schema
}

// hasAssertions reports whether a reference has siblings that assert
// something (3.1); texts beside it belong to the place that refers.
func (l *lowerer) hasAssertions(c source.Cursor) bool {
	for _, m := range c.Node.Members {
		switch m.Key {
		case "$ref", "default", "deprecated", "readOnly", "writeOnly", "$schema":
		default:
			if !isAnnotation(m.Key) && !isExtension(m.Key) {
				return true
			}
		}
	}
	return false
}

// target follows the reference at c, and reads what it leads to.
func (l *lowerer) target(c source.Cursor) *ir.Schema {
	seen := map[string]bool{c.ID(): true}
	for {
		at := c.Key("$ref")
		next, err := l.doc.Resolve(c, at.Node.Text)
		if err != nil {
			l.unresolved(at, at.Node.Text, err)
			return l.anything(c)
		}
		c = next
		if seen[c.ID()] {
			l.fail(at, "cyclic-ref", "$ref %q leads back to itself", at.Node.Text)
			return l.anything(c)
		}
		seen[c.ID()] = true
		ref := c.Node.Get("$ref")
		plain := ref != nil && ref.Kind == source.String && (l.is30 || !l.hasAssertions(c))
		if !plain || isComponent(c, "schemas") { // a component that is a reference is a name of its own
			e := l.entry(c, nil)
			e.target = true
			return e.schema
		}
	}
}

// anything stands for a schema that could not be read (the reason is
// reported), or that the document leaves out: it accepts all.
func (l *lowerer) anything(c source.Cursor) *ir.Schema {
	yes := true
	e := &entry{at: c, schema: &ir.Schema{
		Node: ir.Node{Pos: c.Position()}, Always: &yes, Shape: &ir.Shape{Kind: ir.KindAny},
	}}
	l.bySchema[e.schema] = e
	return e.schema
}

// alias makes the place c stand for the schema at other.
func (l *lowerer) alias(c, other source.Cursor) {
	l.entries[c.ID()] = l.entry(other, nil)
}

// entry returns the entry of the place c, reading it the first time.
func (l *lowerer) entry(c source.Cursor, as *role) *entry {
	e := l.entries[c.ID()]
	if e == nil {
		e = &entry{at: c, schema: &ir.Schema{Node: ir.Node{Pos: c.Position()}}}
		l.entries[c.ID()] = e // before its parts: they may lead back here
		l.bySchema[e.schema] = e
		l.order = append(l.order, e)
		l.readSchema(e)
	}
	if e.role == nil {
		e.role = as
	}
	return e
}

func (l *lowerer) readSchema(e *entry) {
	c, s := e.at, e.schema
	switch c.Node.Kind {
	case source.Bool:
		yes := c.Node.IsTrue()
		s.Always = &yes
		return
	case source.Object:
	default:
		l.fail(c, "bad-schema", "a schema must be an object%s, got %s", map[bool]string{true: "", false: " or a boolean"}[l.is30], c.Node.Kind)
		return
	}
	for _, m := range c.Members() {
		key := m.LastToken()
		switch read := keywords[key]; {
		case read != nil:
			read(l, e, m)
		case isExtension(key):
			s.Extensions = append(s.Extensions, ir.Extension{Key: key, Value: m.Node.JSON()})
		case unsupported[key] != "":
			s.Unsupported = append(s.Unsupported, key)
			l.warn(m, "not-enforced", "%q is not enforced: %s", key, unsupported[key])
		case key == "$ref" && m.Node.Kind == source.String:
			// The component that is nothing but a reference, or 3.1's with siblings.
			s.Ref = l.target(c)
		default:
			l.diags.Notef(m.Position(), "unknown-keyword", "%q is no keyword of OpenAPI %s schemas; it is ignored", key, l.doc.OpenAPI)
		}
	}
	l.readEnum(e)
	l.exclusiveBounds(e)
	l.compareBounds(e)
}

// compareBounds reports bounds that leave no value. They are enforced all the
// same: the document may mean it.
func (l *lowerer) compareBounds(e *entry) {
	for _, pair := range [][2]string{
		{"minLength", "maxLength"}, {"minItems", "maxItems"}, {"minProperties", "maxProperties"},
		{"minContains", "maxContains"}, {"minimum", "maximum"}, {"exclusiveMinimum", "exclusiveMaximum"},
	} {
		low, high := rational(e.at.Node.Get(pair[0])), rational(e.at.Node.Get(pair[1]))
		if low != nil && high != nil && low.Cmp(high) > 0 {
			l.warn(e.at.Key(pair[0]), "contradiction", "%q is greater than %q: no value fits both", pair[0], pair[1])
		}
	}
}

// unsupported are keywords of JSON Schema that assert something oasmint does
// not enforce, with the reason.
var unsupported = map[string]string{
	"$dynamicRef":       "references by name are resolved while validating, which generated code does not do",
	"$recursiveRef":     "it is from an older JSON Schema; write $ref",
	"dependencies":      "it is from an older JSON Schema; write dependentRequired or dependentSchemas",
	"additionalItems":   "it is from an older JSON Schema; write items beside prefixItems",
	"$vocabulary":       "vocabularies cannot be changed",
	"minimumExclusive":  "write exclusiveMinimum",
	"unevaluatedObject": "write unevaluatedProperties",
}

// keywords says how each keyword is read. Those that only annotate, and are
// of no use to any output, have nothing to do.
var keywords map[string]func(l *lowerer, e *entry, c source.Cursor)

func init() { // the readers refer to the table
	keywords = map[string]func(l *lowerer, e *entry, c source.Cursor){
		"title":       text(func(s *ir.Schema) *string { return &s.Title }),
		"description": text(func(s *ir.Schema) *string { return &s.Doc }),
		"deprecated":  func(l *lowerer, e *entry, c source.Cursor) { e.schema.Deprecated = l.flag(e.at, "deprecated") },
		"readOnly":    func(l *lowerer, e *entry, c source.Cursor) { e.schema.ReadOnly = l.flag(e.at, "readOnly") },
		"writeOnly":   func(l *lowerer, e *entry, c source.Cursor) { e.schema.WriteOnly = l.flag(e.at, "writeOnly") },
		"nullable":    readNullable,
		"type":        readType,
		"format":      text(func(s *ir.Schema) *string { return &s.Format }),
		"enum":        nothing, // with its x- members, at the end
		"const":       func(_ *lowerer, e *entry, c source.Cursor) { e.schema.Const = c.Node.JSON() },
		"default":     func(_ *lowerer, e *entry, c source.Cursor) { e.schema.Default = c.Node.JSON() },
		"example":     readExample,
		"examples":    readExamples,

		"multipleOf":       readMultipleOf,
		"minimum":          number(func(s *ir.Schema) *ir.Number { return &s.Minimum }),
		"maximum":          number(func(s *ir.Schema) *ir.Number { return &s.Maximum }),
		"exclusiveMinimum": nothing, // 3.0's depends on minimum: at the end
		"exclusiveMaximum": nothing,

		"minLength": count(func(s *ir.Schema) **uint64 { return &s.MinLength }),
		"maxLength": count(func(s *ir.Schema) **uint64 { return &s.MaxLength }),
		"pattern":   readPattern,

		"items":       readItems,
		"prefixItems": list(roleItem, func(s *ir.Schema) *[]*ir.Schema { return &s.PrefixItems }),
		"contains":    one(roleKeyword, func(s *ir.Schema) **ir.Schema { return &s.Contains }),
		"minContains": count(func(s *ir.Schema) **uint64 { return &s.MinContains }),
		"maxContains": count(func(s *ir.Schema) **uint64 { return &s.MaxContains }),
		"minItems":    count(func(s *ir.Schema) **uint64 { return &s.MinItems }),
		"maxItems":    count(func(s *ir.Schema) **uint64 { return &s.MaxItems }),
		"uniqueItems": func(l *lowerer, e *entry, c source.Cursor) { e.schema.UniqueItems = l.flag(e.at, "uniqueItems") },

		"properties":           members(roleProperty, func(s *ir.Schema) *[]*ir.Property { return &s.Properties }),
		"patternProperties":    members(roleMapValue, func(s *ir.Schema) *[]*ir.Property { return &s.PatternProperties }),
		"additionalProperties": one(roleMapValue, func(s *ir.Schema) **ir.Schema { return &s.AdditionalProperties }),
		"propertyNames":        one(roleKeyword, func(s *ir.Schema) **ir.Schema { return &s.PropertyNames }),
		"required":             readRequired,
		"dependentRequired":    readDependentRequired,
		"dependentSchemas":     members(roleKeyword, func(s *ir.Schema) *[]*ir.Property { return &s.DependentSchemas }),
		"minProperties":        count(func(s *ir.Schema) **uint64 { return &s.MinProperties }),
		"maxProperties":        count(func(s *ir.Schema) **uint64 { return &s.MaxProperties }),

		"allOf": list(roleAllOf, func(s *ir.Schema) *[]*ir.Schema { return &s.AllOf }),
		"anyOf": list(roleVariant, func(s *ir.Schema) *[]*ir.Schema { return &s.AnyOf }),
		"oneOf": list(roleVariant, func(s *ir.Schema) *[]*ir.Schema { return &s.OneOf }),
		"not":   one(roleKeyword, func(s *ir.Schema) **ir.Schema { return &s.Not }),
		"if":    one(roleKeyword, func(s *ir.Schema) **ir.Schema { return &s.If }),
		"then":  one(roleKeyword, func(s *ir.Schema) **ir.Schema { return &s.Then }),
		"else":  one(roleKeyword, func(s *ir.Schema) **ir.Schema { return &s.Else }),

		"unevaluatedItems":      one(roleKeyword, func(s *ir.Schema) **ir.Schema { return &s.UnevaluatedItems }),
		"unevaluatedProperties": one(roleKeyword, func(s *ir.Schema) **ir.Schema { return &s.UnevaluatedProperties }),
		"discriminator":         readDiscriminator,

		"$id": readIdentifier, "$anchor": readIdentifier, "$dynamicAnchor": readIdentifier,
		"$schema": readDialect, "$comment": nothing, "$defs": readDefinitions, "definitions": readDefinitions,
		"externalDocs": nothing, "xml": nothing,
		"contentEncoding": readContentEncoding, "contentMediaType": nothing, "contentSchema": nothing,
	}
}

func nothing(*lowerer, *entry, source.Cursor) {}

// bad reports a keyword whose value JSON Schema does not allow, and that is
// therefore not enforced.
func (l *lowerer) bad(c source.Cursor, expected string) {
	l.warn(c, "bad-keyword", "%q must be %s, got %s; it is not enforced", c.LastToken(), expected, describe(c.Node))
}

// twice reports an item of a list whose items must differ.
func (l *lowerer) twice(c source.Cursor) {
	l.warn(c, "bad-keyword", "%q is listed twice", c.Node.Str())
}

func describe(n *source.Node) string {
	switch {
	case n.Kind == source.Number || n.Kind == source.Bool:
		return n.Text
	case n.Kind == source.Array && len(n.Items) == 0:
		return "an empty list"
	}
	return n.Kind.String()
}

func readType(l *lowerer, e *entry, c source.Cursor) {
	values := []source.Cursor{c}
	if c.Node.Kind == source.Array {
		values = c.Items()
	}
	for _, v := range values {
		t := ir.TypeOf(v.Node.Str())
		if v.Node.Kind == source.Null { // YAML: type: [string, null]
			t = ir.Null
		}
		if t == 0 {
			l.bad(v, "null, boolean, integer, number, string, array or object")
			e.schema.Types = 0
			return
		}
		if e.schema.Types&t != 0 {
			l.twice(v)
		}
		e.schema.Types |= t
	}
	if len(values) == 0 {
		l.bad(c, "a type or a list of types")
	}
}

func readNullable(l *lowerer, e *entry, c source.Cursor) {
	e.schema.Nullable = l.flag(e.at, "nullable")
	if !l.is30 {
		l.warn(c, "nullable-3.1", "\"nullable\" is OpenAPI 3.0's; it is honoured, but 3.1 writes type: [\"…\", \"null\"]")
	}
}

func readExample(_ *lowerer, e *entry, c source.Cursor) {
	e.schema.Examples = append(e.schema.Examples, &ir.Example{Value: c.Node.JSON(), Pos: c.Position()})
}

func readExamples(l *lowerer, e *entry, c source.Cursor) {
	if c.Node.Kind != source.Array {
		l.bad(c, "a list of values")
	}
	for _, item := range c.Items() {
		e.schema.Examples = append(e.schema.Examples, &ir.Example{Value: item.Node.JSON(), Pos: item.Position()})
	}
}

func number(field func(*ir.Schema) *ir.Number) func(*lowerer, *entry, source.Cursor) {
	return func(l *lowerer, e *entry, c source.Cursor) {
		if c.Node.Kind != source.Number {
			l.bad(c, "a number")
			return
		}
		*field(e.schema) = ir.Number(c.Node.Text)
	}
}

func readMultipleOf(l *lowerer, e *entry, c source.Cursor) {
	if r := rational(c.Node); r == nil || r.Sign() <= 0 {
		l.bad(c, "a number greater than 0")
		return
	}
	e.schema.MultipleOf = ir.Number(c.Node.Text)
}

// rational is the exact value of a number, or nil. Exponents that no document
// means, and that would take all memory, are refused.
func rational(n *source.Node) *big.Rat {
	if n == nil || n.Kind != source.Number {
		return nil
	}
	if i := strings.IndexAny(n.Text, "eE"); i >= 0 {
		if exp, err := strconv.Atoi(n.Text[i+1:]); err != nil || exp > 1000 || exp < -1000 {
			return nil
		}
	}
	r, ok := new(big.Rat).SetString(n.Text)
	if !ok {
		return nil
	}
	return r
}

// exclusiveBounds reads exclusiveMinimum and exclusiveMaximum: a number, or
// 3.0's boolean that sharpens minimum and maximum.
func (l *lowerer) exclusiveBounds(e *entry) {
	for _, b := range []struct {
		key               string
		bound, exclusives *ir.Number
	}{
		{"exclusiveMinimum", &e.schema.Minimum, &e.schema.ExclusiveMinimum},
		{"exclusiveMaximum", &e.schema.Maximum, &e.schema.ExclusiveMaximum},
	} {
		c := e.at.Key(b.key)
		switch {
		case c.Node == nil:
		case c.Node.Kind == source.Number:
			*b.exclusives = ir.Number(c.Node.Text)
		case c.Node.Kind != source.Bool:
			l.bad(c, "a number")
		case c.Node.IsTrue() && *b.bound == "":
			l.warn(c, "bad-keyword", "%q: true sharpens a bound that is not there; it is not enforced", b.key)
		case c.Node.IsTrue():
			*b.exclusives, *b.bound = *b.bound, ""
		}
	}
}

func text(field func(*ir.Schema) *string) func(*lowerer, *entry, source.Cursor) {
	return func(l *lowerer, e *entry, c source.Cursor) {
		if c.Node.Kind == source.Number || c.Node.Kind == source.Bool {
			l.warn(c, "bad-value", "%q must be a string, got %s; write it in quotes", c.LastToken(), c.Node.Text)
		}
		*field(e.schema) = l.text(e.at, c.LastToken())
	}
}

func count(field func(*ir.Schema) **uint64) func(*lowerer, *entry, source.Cursor) {
	return func(l *lowerer, e *entry, c source.Cursor) {
		if r := rational(c.Node); r != nil && r.IsInt() && r.Sign() >= 0 { // 2.0 is an integer too
			n := uint64(math.MaxUint64) // which no body comes near
			if r.Num().IsUint64() {
				n = r.Num().Uint64()
			}
			*field(e.schema) = &n
			return
		}
		l.bad(c, "an integer of at least 0")
	}
}

func readPattern(l *lowerer, e *entry, c source.Cursor) {
	if c.Node.Kind != source.String {
		l.bad(c, "a string")
		return
	}
	e.schema.Pattern = &c.Node.Text
}

func readContentEncoding(_ *lowerer, e *entry, c source.Cursor) {
	if c.Node.Str() == "base64" && e.schema.Format == "" && e.at.Node.Get("format") == nil {
		e.schema.Format = "byte" // how 3.1 writes 3.0's format: byte
	}
}

func readIdentifier(l *lowerer, e *entry, c source.Cursor) {
	key := c.LastToken()
	if key == "$dynamicAnchor" || key == "$id" {
		e.schema.Unsupported = append(e.schema.Unsupported, key)
	}
	l.warn(c, "anchor", "%q is not used: references are JSON Pointers", key)
}

// readDialect reports a dialect that is read as if it were 2020-12.
func readDialect(l *lowerer, _ *entry, c source.Cursor) {
	if d := strings.TrimSuffix(c.Node.Str(), "#"); !strings.HasPrefix(d, "https://json-schema.org/draft/2020-12/") && !strings.HasPrefix(d, "https://spec.openapis.org/oas/3.") {
		l.warn(c, "bad-keyword", "\"$schema\" names another dialect than https://json-schema.org/draft/2020-12/schema, by which the schema is read")
	}
}

// readDefinitions looks at schemas that are read where a reference leads to them.
func readDefinitions(l *lowerer, _ *entry, c source.Cursor) {
	if c.Node.Kind != source.Object {
		l.bad(c, "an object of schemas")
		return
	}
	for _, m := range c.Members() {
		l.isSchema(m)
	}
}

func (l *lowerer) isSchema(c source.Cursor) bool {
	if c.Node.Kind == source.Object || c.Node.Kind == source.Bool {
		return true
	}
	l.bad(c, "a schema")
	return false
}

func one(kind roleKind, field func(*ir.Schema) **ir.Schema) func(*lowerer, *entry, source.Cursor) {
	return func(l *lowerer, e *entry, c source.Cursor) {
		if l.isSchema(c) {
			*field(e.schema) = l.child(c, &role{kind: kind, parent: e, key: c.LastToken()})
		}
	}
}

func list(kind roleKind, field func(*ir.Schema) *[]*ir.Schema) func(*lowerer, *entry, source.Cursor) {
	return func(l *lowerer, e *entry, c source.Cursor) {
		if c.Node.Kind != source.Array || len(c.Node.Items) == 0 {
			l.bad(c, "a list of schemas that is not empty")
			return
		}
		for _, item := range c.Items() {
			if l.isSchema(item) {
				*field(e.schema) = append(*field(e.schema), l.child(item, &role{kind: kind, parent: e, key: c.LastToken()}))
			}
		}
	}
}

func readItems(l *lowerer, e *entry, c source.Cursor) {
	if c.Node.Kind == source.Array {
		l.bad(c, "a schema (a list of them is prefixItems since 2020-12)")
		return
	}
	one(roleItem, func(s *ir.Schema) **ir.Schema { return &s.Items })(l, e, c)
}

func members(kind roleKind, field func(*ir.Schema) *[]*ir.Property) func(*lowerer, *entry, source.Cursor) {
	return func(l *lowerer, e *entry, c source.Cursor) {
		if c.Node.Kind != source.Object {
			l.bad(c, "an object of schemas")
			return
		}
		for _, m := range c.Members() {
			if l.isSchema(m) {
				*field(e.schema) = append(*field(e.schema), l.property(e, m, kind))
			}
		}
	}
}

// property reads one member. Texts beside a reference are the property's own.
func (l *lowerer) property(e *entry, c source.Cursor, kind roleKind) *ir.Property {
	name := c.LastToken()
	s := l.child(c, &role{kind: kind, parent: e, key: name})
	p := &ir.Property{
		Node:   ir.Node{Wire: name, Doc: s.Doc, Title: s.Title, Deprecated: s.Deprecated, Pos: c.Position()},
		Schema: s, ReadOnly: s.ReadOnly, WriteOnly: s.WriteOnly,
	}
	if c.Node.Get("$ref") != nil && c.Node.Kind == source.Object {
		p.Doc = firstOf(l.text(c, "description"), s.Doc)
		p.Title = firstOf(l.text(c, "title"), s.Title)
		if !l.is30 {
			p.Deprecated = p.Deprecated || l.flag(c, "deprecated")
			p.ReadOnly = p.ReadOnly || l.flag(c, "readOnly")
			p.WriteOnly = p.WriteOnly || l.flag(c, "writeOnly")
		}
	}
	return p
}

func readRequired(l *lowerer, e *entry, c source.Cursor) { e.schema.Required = l.propertyNames(c) }

// propertyNames reads a list of names that differ.
func (l *lowerer) propertyNames(c source.Cursor) []string {
	if c.Node.Kind != source.Array {
		l.bad(c, "a list of property names")
		return nil
	}
	var out []string
	for _, item := range c.Items() {
		switch name := item.Node.Text; {
		case item.Node.Kind != source.String:
			l.bad(item, "a property name")
		case slices.Contains(out, name):
			l.twice(item)
		default:
			out = append(out, name)
		}
	}
	return out
}

func readDependentRequired(l *lowerer, e *entry, c source.Cursor) {
	if c.Node.Kind != source.Object {
		l.bad(c, "an object of lists of property names")
		return
	}
	for _, m := range c.Members() {
		e.schema.DependentRequired = append(e.schema.DependentRequired, &ir.DependentRequired{Name: m.LastToken(), Required: l.propertyNames(m)})
	}
}

func readDiscriminator(l *lowerer, e *entry, c source.Cursor) {
	if c.Node.Kind != source.Object || c.Key("propertyName").Node.Str() == "" {
		l.bad(c, "an object with a propertyName")
		return
	}
	d := &ir.Discriminator{Property: c.Key("propertyName").Node.Str()}
	if mapping := c.Key("mapping"); mapping.Node != nil && mapping.Node.Kind != source.Object {
		l.bad(mapping, "an object of names or references of schemas")
	}
	for _, m := range c.Key("mapping").Members() {
		if s := l.mapped(m); s != nil {
			d.Mapping = append(d.Mapping, ir.Mapping{Value: m.LastToken(), Schema: s})
		}
	}
	e.schema.Discriminator = d
}

// mapped resolves a discriminator's mapping: a reference, or the bare name of
// a component (OpenAPI 3.1.1 section 4.8.25.4).
func (l *lowerer) mapped(c source.Cursor) *ir.Schema {
	ref := c.Node.Str()
	if !strings.ContainsAny(ref, "#/.") {
		ref = "#/components/schemas/" + source.EscapeToken(ref)
	}
	at, err := l.doc.Resolve(c, ref)
	if err != nil {
		if named, nameErr := l.doc.Resolve(c, "#/components/schemas/"+source.EscapeToken(c.Node.Str())); nameErr == nil {
			at, err = named, nil // a component's name may hold a dot
		}
	}
	if err != nil {
		l.warn(c, "bad-mapping", "mapping %q does not resolve: %v; it is left out", c.LastToken(), err)
		return nil
	}
	e := l.entry(at, nil)
	e.target = true
	return e.schema
}

// readEnum reads enum together with the extensions that describe its values:
// x-enum-descriptions and x-enumDescriptions (a map or a list), x-enum-varnames
// and x-enumNames (a list), x-action-status (a map).
func (l *lowerer) readEnum(e *entry) {
	c := e.at.Key("enum")
	if c.Node == nil {
		return
	}
	if c.Node.Kind != source.Array || len(c.Node.Items) == 0 {
		l.bad(c, "a list of values that is not empty")
		return
	}
	texts := l.enumTexts(e.at, "x-enum-descriptions", "x-enumDescriptions")
	names := l.enumTexts(e.at, "x-enum-varnames", "x-enumNames")
	status := l.enumTexts(e.at, "x-action-status")
	seen := map[string]bool{}
	for i, item := range c.Items() {
		v := &ir.EnumValue{Node: ir.Node{Pos: item.Position()}, Value: item.Node.JSON()}
		v.Wire = string(v.Value)
		if item.Node.Kind == source.String {
			v.Wire = item.Node.Text
		}
		same := canonical(v.Value)
		if seen[same] {
			l.warn(item, "duplicate-enum", "this enum value is listed twice")
			continue
		}
		seen[same] = true
		v.Doc, v.Title, v.Status = texts(i, v.Wire), names(i, v.Wire), status(i, v.Wire)
		e.schema.Enum = append(e.schema.Enum, v)
	}
}

// enumTexts reads an extension that says something of each enum value, by the
// value or by its place in the list.
func (l *lowerer) enumTexts(c source.Cursor, keys ...string) func(i int, value string) string {
	for _, key := range keys {
		ext := c.Key(key)
		if ext.Node == nil {
			continue
		}
		return func(i int, value string) string {
			n := ext.Node.Get(value)
			if ext.Node.Kind == source.Array && i < len(ext.Node.Items) {
				n = ext.Node.Items[i]
			}
			if n == nil || n.Kind != source.String && n.Kind != source.Number {
				return ""
			}
			return n.Text
		}
	}
	return func(int, string) string { return "" }
}
