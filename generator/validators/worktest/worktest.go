// Package worktest draws what tests of the work of checks go by: recursive schemas, and
// nested bodies of any size.
package worktest

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
)

// maker draws schemas that refer to each other.
type maker struct {
	*rand.Rand
	places int // schemas so far
}

// Schemas is how many components a document has: S0, S1 and so on.
const Schemas = 4

// Document draws components that refer to each other, in an OpenAPI 3.1 document without
// paths, and says how many schemas there are in it.
func Document(seed uint64) (text []byte, places int) {
	m := &maker{Rand: rand.New(rand.NewPCG(seed, 0))}
	schemas := map[string]any{}
	for i := range Schemas {
		schemas[fmt.Sprintf("S%d", i)] = m.schema(3, i)
	}
	text, err := json.Marshal(map[string]any{"openapi": "3.1.0", "info": map[string]any{"title": "t", "version": "1"}, "paths": map[string]any{}, "components": map[string]any{"schemas": schemas}})
	if err != nil {
		panic(err)
	}
	return text, m.places
}

func (m *maker) chance(percent int) bool { return m.IntN(100) < percent }

func reference(i int) map[string]any {
	return map[string]any{"$ref": fmt.Sprintf("#/components/schemas/S%d", i)}
}

// below is a schema of a value within another one: any component, or one of its own.
func (m *maker) below(depth int) any {
	if depth == 0 || m.chance(70) {
		return reference(m.IntN(Schemas))
	}
	return m.schema(depth-1, -1)
}

// same is a schema of the same value. It refers to later components alone, so that none
// applies itself to the value that it is applied to.
func (m *maker) same(depth, of int) any {
	if of >= 0 && of < Schemas-1 && m.chance(40) {
		return reference(of + 1 + m.IntN(Schemas-1-of))
	}
	if depth == 0 {
		return map[string]any{"required": []string{m.name()}}
	}
	return m.schema(depth-1, of)
}

func (m *maker) name() string { return string(rune('a' + m.IntN(3))) }

func (m *maker) several(depth, of int) []any {
	out := make([]any, 1+m.IntN(3))
	for i := range out {
		out[i] = m.same(depth, of)
	}
	return out
}

func (m *maker) schema(depth, of int) map[string]any {
	m.places++
	s := map[string]any{}
	if m.chance(60) {
		properties := map[string]any{}
		for range 1 + m.IntN(3) {
			properties[m.name()] = m.below(depth)
		}
		s["properties"] = properties
	}
	for _, k := range []struct {
		keyword string
		percent int
		draw    func() any
	}{
		{"items", 30, func() any { return m.below(depth) }},
		{"prefixItems", 10, func() any { return []any{m.below(depth)} }},
		{"contains", 10, func() any { return m.below(depth) }},
		{"minContains", 10, func() any { return m.IntN(3) }},
		{"patternProperties", 10, func() any { return map[string]any{"^[ab]": m.below(depth), "[bc]$": m.below(depth)} }},
		{"additionalProperties", 15, func() any { return m.below(depth) }},
		{"uniqueItems", 10, func() any { return true }},
		{"required", 20, func() any { return []string{m.name()} }},
		{"propertyNames", 5, func() any { return map[string]any{"maxLength": 3} }},
		{"dependentSchemas", 10, func() any { return map[string]any{m.name(): m.same(depth, of)} }},
		{"anyOf", 25, func() any { return m.several(depth, of) }},
		{"oneOf", 25, func() any { return m.several(depth, of) }},
		{"allOf", 15, func() any { return m.several(depth, of) }},
		{"not", 10, func() any { return m.same(depth, of) }},
		{"if", 15, func() any { return m.same(depth, of) }},
		{"then", 15, func() any { return m.same(depth, of) }},
		{"else", 15, func() any { return m.same(depth, of) }},
		{"unevaluatedProperties", 15, func() any { return m.below(depth) }},
		{"unevaluatedItems", 15, func() any { return m.below(depth) }},
		{"const", 3, func() any { return map[string]any{"a": map[string]any{"a": 1}} }},
	} {
		if m.chance(k.percent) {
			s[k.keyword] = k.draw()
		}
	}
	return s
}

// Shapes is how many kinds of bodies [Body] draws for a seed.
const Shapes = 3

// Body draws how one value stands in another, a few times, and does so n times over;
// or it is n of them, one beside the other. The same draws give bodies of one kind for
// each n.
func Body(seed uint64, shape, n int) []byte {
	r := rand.New(rand.NewPCG(seed, uint64(shape)))
	ways := make([]string, 1+r.IntN(3))
	for i := range ways {
		ways[i] = []string{`{"a":%}`, `{"b":%,"a":1}`, `{"a":[1],"c":%}`, `[%]`, `[1,%]`, `[{"a":%}]`, `{"a":1,"b":{"c":%}}`}[r.IntN(7)]
	}
	leaf := []string{`1`, `"x"`, `{}`, `[]`, `{"a":1,"b":2,"c":3}`, `[1,1]`}[r.IntN(6)]
	wide := r.IntN(4)
	if wide < 2 {
		parts := make([]string, n)
		for i := range parts {
			parts[i] = strings.Replace(ways[i%len(ways)], "%", leaf, 1)
			if wide == 1 {
				parts[i] = fmt.Sprintf("\"%c%d\":%s", 'a'+i%3, i, parts[i])
			}
		}
		if wide == 1 {
			return []byte("{" + strings.Join(parts, ",") + "}")
		}
		return []byte("[" + strings.Join(parts, ",") + "]")
	}
	var before, after strings.Builder
	ends := make([]string, n)
	for i := range n {
		begin, end, _ := strings.Cut(ways[i%len(ways)], "%")
		before.WriteString(begin)
		ends[n-1-i] = end
	}
	after.WriteString(strings.Join(ends, ""))
	return []byte(before.String() + leaf + after.String())
}
