// What a schema asks of a value, in words: every assertion that it has. One
// keyword or a pair that belongs together, one entry, in an ordered table.

package docs

import (
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
)

// view says what of a schema a page shows already, so that its rules need not.
type view struct {
	fields  []*ir.Field // of an object: what they are, and whether they are required
	enum    bool        // the values of an enum
	variant bool        // the alternatives of a union
	element bool        // what the elements of an array or the values of a map are
}

// rule puts one keyword in words, or returns "" where it is absent.
type rule func(s *site, schema *ir.Schema, seen view) Markdown

func allRules() []rule {
	return []rule{
		ruleFormat, ruleEnum, ruleConst, ruleRange, ruleMultipleOf, ruleLength, rulePattern,
		rulePrefixItems, ruleItems, ruleContains, ruleItemCount, ruleUnique,
		ruleProperties, ruleRequired, rulePatternProperties, ruleAdditional, rulePropertyNames, rulePropertyCount,
		ruleDependentRequired, ruleDependentSchemas,
		ruleAllOf, ruleAnyOf, ruleOneOf, ruleNot, ruleCondition,
		ruleUnevaluated, ruleUnsupported, ruleDefault,
	}
}

// rulesOf returns what a schema asks beyond its type, in words.
func (s *site) rulesOf(schema *ir.Schema, seen view) []Markdown {
	if schema == nil {
		return nil
	}
	var out []Markdown
	if schema.Ref != nil && schema.Name != "" {
		out = append(out, "all that "+s.schemaLink(schema.Ref.Named())+" asks")
	}
	for _, r := range allRules() {
		if words := r(s, schema, seen); words != "" {
			out = append(out, words)
		}
	}
	return out
}

// phrase puts a whole schema in words: its type, and what it asks beyond.
func (s *site) phrase(schema *ir.Schema) Markdown {
	out := s.typeOf(schema)
	if schema == nil || schema.Name != "" {
		return out
	}
	if rest := list(s.rulesOf(schema, view{element: true}), ", "); rest != "" {
		if isAny(schema) {
			return rest
		}
		return out + ", " + rest
	}
	return out
}

// phrases puts schemas in words, in parentheses where a comma would mislead.
func (s *site) phrases(schemas []*ir.Schema) []Markdown {
	out := make([]Markdown, len(schemas))
	for i, schema := range schemas {
		out[i] = s.phrase(schema)
		if strings.ContainsAny(string(out[i]), ",;:") && schema.Name == "" {
			out[i] = "(" + out[i] + ")"
		}
	}
	return out
}

func ruleFormat(s *site, schema *ir.Schema, _ view) Markdown {
	if schema.Format == "" || isScalar(schema.Shape) && schema.Shape.Format == schema.Format {
		return ""
	}
	return "format " + s.code(schema.Format)
}

// fewValues is how many values an enum with a page of its own may have to be
// told in other places too.
const fewValues = 8

func ruleEnum(s *site, schema *ir.Schema, seen view) Markdown {
	if len(schema.Enum) == 0 || seen.enum {
		return ""
	}
	if !isScalar(schema.Shape) { // 1 and "1" are not to look alike
		var out []Markdown
		for _, v := range schema.Enum {
			out = append(out, s.json(v.Value))
		}
		return "one of " + list(out, ", ")
	}
	return "one of " + s.values(schema.Enum)
}

// values lists the values of an enum.
func (s *site) values(enum []*ir.EnumValue) Markdown {
	var out []Markdown
	for _, v := range enum {
		words := s.code(v.Wire)
		if v.Deprecated {
			words += " (deprecated)"
		}
		out = append(out, words)
	}
	return list(out, ", ")
}

func ruleConst(s *site, schema *ir.Schema, _ view) Markdown {
	if schema.Const == nil {
		return ""
	}
	return "always " + s.json(schema.Const)
}

// longValue is the length from which a JSON value is cut in running text.
const longValue = 120

// json quotes a JSON value in running text.
func (s *site) json(v ir.Value) Markdown {
	text := string(v)
	if len(text) > longValue {
		text = strings.ToValidUTF8(text[:longValue], "") + "…"
	}
	return s.code(text)
}

func ruleRange(s *site, schema *ir.Schema, _ view) Markdown {
	number := func(n ir.Number) Markdown { return s.plain(string(n)) }
	if schema.Minimum != "" && schema.Maximum != "" && schema.ExclusiveMinimum == "" && schema.ExclusiveMaximum == "" {
		return "from " + number(schema.Minimum) + " to " + number(schema.Maximum)
	}
	var out []Markdown
	if schema.Minimum != "" {
		out = append(out, "at least "+number(schema.Minimum))
	}
	if schema.ExclusiveMinimum != "" {
		out = append(out, "greater than "+number(schema.ExclusiveMinimum))
	}
	if schema.Maximum != "" {
		out = append(out, "at most "+number(schema.Maximum))
	}
	if schema.ExclusiveMaximum != "" {
		out = append(out, "less than "+number(schema.ExclusiveMaximum))
	}
	return list(out, ", ")
}

func ruleMultipleOf(s *site, schema *ir.Schema, _ view) Markdown {
	if schema.MultipleOf == "" {
		return ""
	}
	return "a multiple of " + s.plain(string(schema.MultipleOf))
}

func ruleLength(_ *site, schema *ir.Schema, _ view) Markdown {
	return between(schema.MinLength, schema.MaxLength, "character", "characters")
}

func rulePattern(s *site, schema *ir.Schema, _ view) Markdown {
	if schema.Pattern == nil {
		return ""
	}
	return "matches " + s.code(*schema.Pattern)
}

func ruleItems(s *site, schema *ir.Schema, seen view) Markdown {
	if len(schema.PrefixItems) > 0 {
		return s.elements(schema.Items, "any further item", view{})
	}
	return s.elements(schema.Items, "each item", seen)
}

// elements says what the elements of a container are, or, where its type has
// said that, only what else is asked of them.
func (s *site) elements(schema *ir.Schema, which Markdown, seen view) Markdown {
	if schema == nil || schema.Always != nil && *schema.Always {
		return ""
	}
	if schema.Always != nil {
		return which + " is refused"
	}
	if !seen.element {
		return which + ": " + s.phrase(schema)
	}
	if schema.Name != "" {
		return ""
	}
	if rest := list(s.rulesOf(schema, view{element: true}), ", "); rest != "" {
		return which + ": " + rest
	}
	return ""
}

func rulePrefixItems(s *site, schema *ir.Schema, _ view) Markdown {
	if len(schema.PrefixItems) == 0 {
		return ""
	}
	return "the first items in order: " + list(s.phrases(schema.PrefixItems), ", ")
}

func ruleContains(s *site, schema *ir.Schema, _ view) Markdown {
	if schema.Contains == nil {
		return ""
	}
	low := schema.MinContains
	if low == nil {
		one := uint64(1)
		low = &one
	}
	if *low == 0 && schema.MaxContains == nil {
		return ""
	}
	return "contains " + between(low, schema.MaxContains, "item", "items") + " like this: " + s.phrase(schema.Contains)
}

func ruleItemCount(_ *site, schema *ir.Schema, _ view) Markdown {
	return between(schema.MinItems, schema.MaxItems, "item", "items")
}

func ruleUnique(_ *site, schema *ir.Schema, _ view) Markdown {
	if !schema.UniqueItems {
		return ""
	}
	return "no two items equal"
}

func ruleProperties(s *site, schema *ir.Schema, seen view) Markdown {
	var out []Markdown
	for _, p := range schema.Properties {
		if !hasField(seen.fields, p.Wire) {
			out = append(out, s.code(p.Wire)+": "+s.phrase(p.Schema))
		}
	}
	if len(out) == 0 {
		return ""
	}
	return "with " + list(out, "; ")
}

func ruleRequired(s *site, schema *ir.Schema, seen view) Markdown {
	var names []string
	for _, name := range schema.Required {
		if !hasField(seen.fields, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "requires " + s.codes(names)
}

func hasField(fields []*ir.Field, name string) bool {
	return slices.ContainsFunc(fields, func(f *ir.Field) bool { return f.Wire == name })
}

func rulePatternProperties(s *site, schema *ir.Schema, _ view) Markdown {
	var out []Markdown
	for _, p := range schema.PatternProperties {
		out = append(out, "members whose name matches "+s.code(p.Wire)+": "+s.phrase(p.Schema))
	}
	return list(out, "; ")
}

func ruleAdditional(s *site, schema *ir.Schema, seen view) Markdown {
	if schema.AdditionalProperties == nil {
		return ""
	}
	if always := schema.AdditionalProperties.Always; always != nil && !*always {
		return "no other members"
	}
	if schema.Shape == nil || schema.Shape.Kind != ir.KindMap {
		seen.element = false // the type has not told
		return s.elements(schema.AdditionalProperties, "any other member", seen)
	}
	return s.elements(schema.AdditionalProperties, "each value", seen)
}

func rulePropertyNames(s *site, schema *ir.Schema, _ view) Markdown {
	if schema.PropertyNames == nil {
		return ""
	}
	return "each name: " + s.phrase(schema.PropertyNames)
}

func rulePropertyCount(_ *site, schema *ir.Schema, _ view) Markdown {
	return between(schema.MinProperties, schema.MaxProperties, "member", "members")
}

func ruleDependentRequired(s *site, schema *ir.Schema, _ view) Markdown {
	var out []Markdown
	for _, d := range schema.DependentRequired {
		out = append(out, s.code(d.Name)+" requires "+s.codes(d.Required))
	}
	return list(out, "; ")
}

func ruleDependentSchemas(s *site, schema *ir.Schema, _ view) Markdown {
	var out []Markdown
	for _, d := range schema.DependentSchemas {
		out = append(out, "with "+s.code(d.Wire)+" also: "+s.phrase(d.Schema))
	}
	return list(out, "; ")
}

// ruleAllOf links the members that have a page, and tells those that have none
// as if they stood in the schema itself.
func ruleAllOf(s *site, schema *ir.Schema, seen view) Markdown {
	var out []Markdown
	for _, member := range schema.AllOf {
		if target := member.Named(); target != nil {
			if schema.Shape == nil || schema.Shape.Same != target {
				out = append(out, "all that "+s.schemaLink(target)+" asks")
			}
			if member.Name != "" {
				continue
			}
		}
		out = append(out, s.rulesOf(member, seen)...)
	}
	return list(out, ", ")
}

func ruleAnyOf(s *site, schema *ir.Schema, seen view) Markdown {
	return s.choice(schema, schema.AnyOf, "at least one of: ", seen)
}

func ruleOneOf(s *site, schema *ir.Schema, seen view) Markdown {
	return s.choice(schema, schema.OneOf, "exactly one of: ", seen)
}

func (s *site) choice(schema *ir.Schema, of []*ir.Schema, words Markdown, seen view) Markdown {
	isUnion := schema.Shape != nil && schema.Shape.Kind == ir.KindUnion
	if len(of) == 0 || isUnion && (seen.variant || schema.Name == "") {
		return ""
	}
	return words + list(s.phrases(of), "; ")
}

func ruleNot(s *site, schema *ir.Schema, _ view) Markdown {
	if schema.Not == nil {
		return ""
	}
	return "not: " + s.phrases([]*ir.Schema{schema.Not})[0]
}

func ruleCondition(s *site, schema *ir.Schema, _ view) Markdown {
	if schema.If == nil {
		return ""
	}
	var out []Markdown
	condition := s.phrases([]*ir.Schema{schema.If})[0]
	if schema.Then != nil {
		out = append(out, "if "+condition+" then "+s.phrases([]*ir.Schema{schema.Then})[0])
	}
	if schema.Else != nil {
		out = append(out, "if not "+condition+" then "+s.phrases([]*ir.Schema{schema.Else})[0])
	}
	return list(out, ", ")
}

func ruleUnevaluated(s *site, schema *ir.Schema, _ view) Markdown {
	return list([]Markdown{
		s.elements(schema.UnevaluatedItems, "any item not told of", view{}),
		s.elements(schema.UnevaluatedProperties, "any member not told of", view{}),
	}, ", ")
}

func ruleUnsupported(s *site, schema *ir.Schema, _ view) Markdown {
	if len(schema.Unsupported) == 0 {
		return ""
	}
	return "see the document for " + s.codes(schema.Unsupported) + ", which is not checked"
}

func ruleDefault(s *site, schema *ir.Schema, _ view) Markdown {
	if schema.Default == nil {
		return ""
	}
	return "default " + s.json(schema.Default)
}

// sentence makes a sentence of words: a capital, unless they begin with code or
// a link, and a full stop.
func sentence(words Markdown) Markdown {
	if words == "" {
		return ""
	}
	if c := words[0]; c >= 'a' && c <= 'z' {
		words = Markdown(c-'a'+'A') + words[1:]
	}
	return words + "."
}
