package validators

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"pgregory.net/rapid"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/validate"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// Random schemas, and random bodies near the edges of a schema.

// randomSchema draws a document of JSON Schema 2020-12, with OpenAPI's nullable.
func randomSchema() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		g := schemaMaker{t: t, defs: rapid.IntRange(0, 3).Draw(t, "defs")}
		root := g.object(3, -1)
		if g.defs > 0 {
			defs := map[string]any{}
			for i := range g.defs {
				defs[defName(i)] = g.schema(2, i)
			}
			root["$defs"] = defs
		}
		text, err := json.Marshal(root)
		if err != nil {
			panic(err)
		}
		return string(text)
	})
}

func defName(i int) string { return string(rune('A' + i)) }

type schemaMaker struct {
	t    *rapid.T
	defs int
}

func (g schemaMaker) chance(percent int) bool {
	return rapid.IntRange(1, 100).Draw(g.t, "chance") <= percent
}

func (g schemaMaker) number(low, high int) int { return rapid.IntRange(low, high).Draw(g.t, "number") }

func one[T any](t *rapid.T, list ...T) T { return rapid.SampledFrom(list).Draw(t, "one") }

var (
	randomNames    = []string{"a", "b", "c", "foo", "é", "a/b~c", "", "bar1"}
	randomPatterns = []string{"^a", "b$", "^[a-z]+$", `\d`, "^.{2}$", "o{2}", "^(foo|a)$", "é", `^[^\d]*$`}
	randomScalars  = []string{"null", "true", "false", "0", "1", "1.0", "-1", "2.5", `""`, `"a"`, `"foo"`, `"\u0061"`}
	randomValues   = append([]string{"[]", "[1]", "{}", `{"a":1}`, `{"a":1.0,"b":[]}`, `{"b":[],"a":1}`}, randomScalars...)
	jsonTypes      = []string{"null", "boolean", "integer", "number", "string", "array", "object"}
)

// schema draws a schema. Where it is on the same value as the definition of
// number above, it refers to later ones only, so that none applies itself.
func (g schemaMaker) schema(depth, above int) any {
	switch {
	case g.chance(4):
		return g.chance(70)
	case g.defs > 0 && g.chance(20) && above+1 < g.defs:
		ref := map[string]any{"$ref": "#/$defs/" + defName(g.number(above+1, g.defs-1))}
		if g.chance(20) && depth > 0 {
			for k, v := range g.object(depth-1, above) {
				ref[k] = v
			}
		}
		return ref
	}
	return g.object(depth, above)
}

func (g schemaMaker) object(depth, above int) map[string]any {
	s := map[string]any{}
	kinds := []string{"number", "string", "array", "object", "values", "applied"}
	if g.chance(65) {
		typ := one(g.t, jsonTypes...)
		s["type"] = typ
		if g.chance(15) {
			s["type"] = []string{typ, one(g.t, slices.DeleteFunc(slices.Clone(jsonTypes), func(o string) bool { return o == typ })...)}
		}
		if kind := strings.Replace(typ, "integer", "number", 1); slices.Contains(kinds, kind) {
			g.keywords(s, kind, depth, above)
		}
		if g.chance(10) {
			s["nullable"] = true
		}
	}
	for range g.number(0, 2) {
		g.keywords(s, one(g.t, kinds...), depth, above)
	}
	return s
}

func (g schemaMaker) keywords(s map[string]any, kind string, depth, above int) {
	raw := func(list ...string) json.RawMessage { return json.RawMessage(one(g.t, list...)) }
	sometimes := func(percent int, name string, value func() any) {
		if g.chance(percent) {
			s[name] = value()
		}
	}
	small := func() any { return g.number(0, 3) }
	inner := func() any { return g.schema(depth-1, -1) } // on another value
	same := func() any { return g.schema(depth-1, above) }
	several := func(one func() any) func() any {
		return func() any {
			var list []any
			for range g.number(1, 3) {
				list = append(list, one())
			}
			return list
		}
	}
	named := func(names []string, one func() any) func() any {
		return func() any {
			out := map[string]any{}
			for range g.number(1, 3) {
				out[rapid.SampledFrom(names).Draw(g.t, "name")] = one()
			}
			return out
		}
	}
	nameList := func() any {
		return append([]string{}, rapid.SliceOfNDistinct(rapid.SampledFrom(randomNames), 0, 3, rapid.ID).Draw(g.t, "names")...)
	}
	switch kind {
	case "number":
		sometimes(30, "minimum", func() any { return raw("0", "1", "-1.5", "2", "1e1", "0.1") })
		sometimes(30, "maximum", func() any { return raw("0", "5", "-1", "2.5", "1e2", "9007199254740993") })
		sometimes(15, "exclusiveMinimum", func() any { return raw("0", "1", "0.5") })
		sometimes(15, "exclusiveMaximum", func() any { return raw("1", "3", "10.0") })
		sometimes(25, "multipleOf", func() any { return raw("1", "2", "0.1", "0.01", "1e-8", "2.5", "3") })
		sometimes(15, "format", func() any { return one(g.t, "int32", "int64") })
	case "string":
		sometimes(30, "minLength", small)
		sometimes(30, "maxLength", small)
		sometimes(25, "pattern", func() any { return one(g.t, randomPatterns...) })
		sometimes(25, "format", func() any {
			return one(g.t, "date", "date-time", "time", "duration", "email", "hostname", "ipv4", "ipv6", "uri", "uri-reference", "uuid", "byte")
		})
	case "array":
		sometimes(30, "minItems", small)
		sometimes(30, "maxItems", small)
		sometimes(30, "uniqueItems", func() any { return true })
		if depth > 0 {
			sometimes(60, "items", inner)
			sometimes(25, "prefixItems", several(inner))
			sometimes(25, "contains", inner)
			sometimes(15, "minContains", small)
			sometimes(15, "maxContains", small)
			sometimes(10, "unevaluatedItems", inner)
		}
	case "object":
		sometimes(50, "required", nameList)
		sometimes(15, "minProperties", small)
		sometimes(15, "maxProperties", small)
		sometimes(15, "dependentRequired", named(randomNames, nameList))
		if depth > 0 {
			sometimes(70, "properties", named(randomNames, inner))
			sometimes(20, "patternProperties", named(randomPatterns, inner))
			sometimes(30, "additionalProperties", inner)
			sometimes(10, "propertyNames", inner)
			sometimes(10, "dependentSchemas", named(randomNames, same))
			sometimes(10, "unevaluatedProperties", inner)
		}
	case "values":
		sometimes(50, "enum", func() any { // each value once, as JSON compares
			var list []any
			seen := map[string]bool{}
			for range g.number(1, 4) {
				v := one(g.t, randomValues...)
				if c := string(validate.Canonical([]byte(v))); !seen[c] {
					seen[c] = true
					list = append(list, json.RawMessage(v))
				}
			}
			return list
		})
		sometimes(30, "const", func() any { return raw(randomValues...) })
	case "applied":
		if depth == 0 {
			return
		}
		sometimes(30, "allOf", several(same))
		sometimes(30, "anyOf", several(same))
		sometimes(30, "oneOf", several(same))
		sometimes(20, "not", same)
		orNull := func() any { return []any{same(), map[string]any{"type": "null"}} }
		sometimes(10, "anyOf", orNull)
		sometimes(10, "oneOf", orNull)
		if g.chance(25) {
			s["if"] = same()
			sometimes(70, "then", same)
			sometimes(50, "else", same)
		}
	}
}

// randomBody draws a JSON text near the edges of a schema. The higher wild is,
// in percent, the more it goes its own way.
func randomBody(s *ir.Schema, wild int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		b := bodyMaker{schemaMaker{t: t}, wild}
		return b.value([]*ir.Schema{s}, 6)
	})
}

type bodyMaker struct {
	schemaMaker
	wild int
}

// conjunction lists what holds for a value: references and allOf followed, and
// of each choice one.
func (b bodyMaker) conjunction(schemas []*ir.Schema) []*ir.Schema {
	var out []*ir.Schema
	var add func(*ir.Schema)
	add = func(s *ir.Schema) {
		if s == nil || slices.Contains(out, s) || len(out) > 30 {
			return
		}
		out = append(out, s)
		add(s.Ref)
		for _, m := range s.AllOf {
			add(m)
		}
		for _, choice := range [][]*ir.Schema{s.AnyOf, s.OneOf} {
			if len(choice) > 0 {
				add(one(b.t, choice...))
			}
		}
		switch {
		case s.If != nil && b.chance(50):
			add(s.If)
			add(s.Then)
		default:
			add(s.Else)
		}
	}
	for _, s := range schemas {
		add(s)
	}
	return out
}

func (b bodyMaker) value(schemas []*ir.Schema, depth int) string {
	if b.chance(b.wild) {
		return one(b.t, randomValues...)
	}
	parts := b.conjunction(schemas)
	types := keyword.AnyType
	for _, s := range parts {
		if s.Types != 0 {
			t := s.Types
			if t.Has(ir.Num) {
				t |= ir.Integer
			}
			types &= t
		}
		if s.Nullable && b.chance(10) {
			return "null"
		}
	}
	for _, s := range parts {
		if len(s.Enum) > 0 && !b.chance(b.wild) {
			return b.respelled(string(one(b.t, s.Enum...).Value))
		}
		if s.Const != nil && !b.chance(b.wild) {
			return b.respelled(string(s.Const))
		}
	}
	if types == keyword.AnyType { // what the keywords speak of
		types = 0
		for _, s := range parts {
			switch {
			case plan.Speaks(s, ir.Num):
				types |= ir.Num
			case plan.Speaks(s, ir.String) || formatSamples[s.Format] != nil:
				types |= ir.String
			}
			if plan.Speaks(s, ir.Array) || s.UnevaluatedItems != nil {
				types |= ir.Array
			}
			if plan.Speaks(s, ir.Object) || s.UnevaluatedProperties != nil {
				types |= ir.Object
			}
		}
	}
	names := types.Names()
	if len(names) == 0 {
		return one(b.t, randomValues...)
	}
	switch one(b.t, names...) {
	case "null":
		return "null"
	case "boolean":
		return one(b.t, "true", "false")
	case "integer":
		return b.numeric(parts, true)
	case "number":
		return b.numeric(parts, false)
	case "string":
		return b.quoted(b.text(parts))
	case "array":
		return b.array(parts, depth)
	}
	return b.members(parts, depth)
}

// respelled is a value written another way, now and then.
func (b bodyMaker) respelled(v string) string {
	if !b.chance(20) {
		return v
	}
	switch v {
	case "1":
		return one(b.t, "1.0", "10e-1", "0.1e1")
	case `"a"`:
		return `"\u0061"`
	}
	return " " + v + "\n"
}

func (b bodyMaker) numeric(parts []*ir.Schema, whole bool) string {
	near := []string{"0", "1", "-1", "3", "100", "-0", "1.0", "1e2"}
	if !whole || b.chance(b.wild) {
		near = append(near, "0.5", "2.5", "0.01", "1e-8", "1.1", "0.30000000000000004", "123456789012345678901234567890")
	}
	for _, s := range parts {
		for _, n := range []ir.Number{s.Minimum, s.Maximum, s.ExclusiveMinimum, s.ExclusiveMaximum, s.MultipleOf} {
			if f, err := strconv.ParseFloat(string(n), 64); err == nil {
				near = append(near, string(n), string(n), fmt.Sprint(f+1), fmt.Sprint(f-1))
			}
		}
		switch s.Format {
		case "int32":
			near = append(near, "2147483647", "2147483648", "-2147483648", "-2147483649")
		case "int64":
			near = append(near, "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809")
		}
	}
	return one(b.t, near...)
}

// formatSamples are texts that have a format, and some that nearly do.
var formatSamples = map[string][]string{
	"date":          {"2024-02-29", "2023-02-29", "2024-1-01"},
	"date-time":     {"2024-01-02T03:04:05Z", "2024-01-02T03:04:05.5+01:00", "2024-01-02T03:04:05", "2024-13-02T03:04:05Z"},
	"time":          {"03:04:05Z", "03:04:05+01:00", "03:04:05", "25:00:00Z"},
	"duration":      {"P1DT2H", "PT5M", "P2W", "P", "1D"},
	"email":         {"a@example.com", "a.b@example.com", "a", "@"},
	"hostname":      {"example.com", "a-b", "-a", "a_b"},
	"ipv4":          {"127.0.0.1", "256.0.0.1", "1.2.3"},
	"ipv6":          {"::1", "2001:db8::8", "::g", "1::2::3"},
	"uri":           {"https://example.com/a?b#c", "urn:a:b", "/a", "a b"},
	"uri-reference": {"/a", "a?b", "https://example.com", "a b"},
	"uuid":          {"123e4567-e89b-12d3-a456-426614174000", "123e4567"},
	"byte":          {"YQ==", "YWI=", "YWJj", "Y", "YQ=", "=="},
}

func (b bodyMaker) text(parts []*ir.Schema) string {
	near := []string{"", "a", "b", "foo", "é", "aé😀", "12", "x\"\\\n"}
	for _, s := range parts {
		for _, n := range []*uint64{s.MinLength, s.MaxLength} {
			if n != nil {
				size := int(*n) + b.number(-1, 1)
				near = []string{strings.Repeat("a", max(size, 0)), strings.Repeat("😀", max(size, 0)), "foo"}
			}
		}
		if samples := formatSamples[s.Format]; samples != nil && !b.chance(10) {
			return samples[min(b.number(0, len(samples)-1), b.number(0, len(samples)-1))]
		}
		if s.Pattern != nil {
			near = append(near, "a", "ab", "b", "foo", "a1", "x2")
		}
	}
	return one(b.t, near...)
}

func (b bodyMaker) quoted(text string) string {
	if text != "" && b.chance(5) {
		return fmt.Sprintf(`"\u%04x`, []rune(text)[0]&0x7f|0x40) + `"`
	}
	out, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(out)
}

func (b bodyMaker) array(parts []*ir.Schema, depth int) string {
	size := b.number(0, 2)
	for _, s := range parts {
		for _, n := range []*uint64{s.MinItems, s.MaxItems, s.MinContains, s.MaxContains} {
			if n != nil && b.chance(60) {
				size = max(int(*n)+b.number(-1, 1), 0)
			}
		}
		if len(s.PrefixItems) > 0 {
			size = max(size, b.number(0, len(s.PrefixItems)))
		}
	}
	var items []string
	for i := range min(size, 6) {
		if depth <= 0 {
			break
		}
		if i > 0 && b.chance(15) {
			items = append(items, items[b.number(0, i-1)])
			continue
		}
		var of []*ir.Schema
		for _, s := range parts {
			switch {
			case i < len(s.PrefixItems):
				of = append(of, s.PrefixItems[i])
			case s.Items != nil:
				of = append(of, s.Items)
			case s.UnevaluatedItems != nil:
				of = append(of, s.UnevaluatedItems)
			}
			if s.Contains != nil && b.chance(40) {
				of = append(of, s.Contains)
			}
		}
		items = append(items, b.value(of, depth-1))
	}
	return "[" + strings.Join(items, ",") + "]"
}

func (b bodyMaker) members(parts []*ir.Schema, depth int) string {
	var names []string
	use := func(name string, percent int) {
		if !slices.Contains(names, name) && b.chance(percent) {
			names = append(names, name)
		}
	}
	percent := 60
	if depth < 4 {
		percent = 20
	}
	extra := false
	for _, s := range parts {
		for _, name := range s.Required {
			use(name, 100-b.wild/2)
		}
		for _, p := range s.Properties {
			use(p.Wire, percent)
		}
		for _, d := range s.DependentRequired {
			use(d.Name, 30)
		}
		for _, d := range s.DependentSchemas {
			use(d.Wire, 40)
		}
		extra = extra || s.MinProperties != nil || s.AdditionalProperties != nil || len(s.PatternProperties) > 0 ||
			s.PropertyNames != nil || s.UnevaluatedProperties != nil
	}
	if extra || b.chance(b.wild) {
		for range b.number(0, 2) {
			use(one(b.t, randomNames...), 90)
		}
	}
	var out []string
	for _, name := range names {
		var of []*ir.Schema
		for _, s := range parts {
			known := false
			for _, p := range s.Properties {
				if p.Wire == name {
					of, known = append(of, p.Schema), true
				}
			}
			if !known && s.AdditionalProperties != nil {
				of = append(of, s.AdditionalProperties)
			}
		}
		value := "null"
		if depth > 0 {
			value = b.value(of, depth-1)
		}
		out = append(out, b.quotedName(name)+":"+value)
	}
	return "{" + strings.Join(out, ",") + "}"
}

func (b bodyMaker) quotedName(name string) string {
	if name == "a" && b.chance(5) {
		return `"\u0061"`
	}
	text, err := json.Marshal(name)
	if err != nil {
		panic(err)
	}
	return string(text)
}
