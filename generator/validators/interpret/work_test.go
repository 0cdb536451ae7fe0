package interpret_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
	"github.com/oasmint/oasmint/generator/validators/interpret"
)

// FuzzWork draws recursive schemas and nested bodies, and doubles the bodies: what a check
// reads, each byte as often as it is read, grows with the body and not beyond. It holds for
// emitted validators as well, since their checks go by the same plans and the same scanner.
// Until checks begin to remember, at 5 times the body and 4 kB, it may grow faster for a
// while: only what does so three times in succession, and reads a byte more often than
// there are places in the schema, is a fault.
func FuzzWork(f *testing.F) {
	for seed := range uint64(2) {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, schemaSeed, bodySeed uint64) {
		m := &workMaker{Rand: rand.New(rand.NewPCG(schemaSeed, 0))}
		document := m.document()
		api, found := lowertest.Findings(document)
		for _, d := range found {
			if d.Severity == diag.Error {
				return // no schema of use: one that holds for no value, and the like
			}
		}
		checker := interpret.New(api)
		for _, s := range api.Schemas {
			if !s.IsComponent() {
				continue
			}
			for shape := range 3 {
				body := func(n int) []byte {
					return workBody(rand.New(rand.NewPCG(bodySeed, uint64(shape))), n)
				}
				var read []int
				faster := 0 // how often in succession twice the body took more than twice the work
				for _, n := range []int{6, 12, 25, 50, 100, 200} {
					text := body(n)
					work, bound := checker.Work(s, text), (6+m.places)*len(text)+4096
					if len(read) > 0 && 10*work > 23*read[len(read)-1] {
						faster++
					} else {
						faster = 0
					}
					read = append(read, work)
					if faster >= 3 && work > bound || work > bound+1<<20 { // the latter ends what grows by powers early
						t.Fatalf("%s: %v bytes are read of bodies that double up to %d (%d places)\n%s\n%.300s", s.Name, read, len(text), m.places, document, text)
					}
				}
			}
		}
	})
}

// workMaker draws schemas that refer to each other.
type workMaker struct {
	*rand.Rand
	places int // schemas so far
}

// workSchemas is how many components there are.
const workSchemas = 4

func (m *workMaker) document() []byte {
	schemas := map[string]any{}
	for i := range workSchemas {
		schemas[fmt.Sprintf("S%d", i)] = m.schema(3, i)
	}
	text, err := json.Marshal(map[string]any{"openapi": "3.1.0", "info": map[string]any{"title": "t", "version": "1"}, "paths": map[string]any{}, "components": map[string]any{"schemas": schemas}})
	if err != nil {
		panic(err)
	}
	return text
}

func (m *workMaker) chance(percent int) bool { return m.IntN(100) < percent }

func reference(i int) map[string]any {
	return map[string]any{"$ref": fmt.Sprintf("#/components/schemas/S%d", i)}
}

// below is a schema of a value within another one: any component, or one of its own.
func (m *workMaker) below(depth int) any {
	if depth == 0 || m.chance(70) {
		return reference(m.IntN(workSchemas))
	}
	return m.schema(depth-1, -1)
}

// same is a schema of the same value. It refers to later components alone, so that none
// applies itself to the value that it is applied to.
func (m *workMaker) same(depth, of int) any {
	if of >= 0 && of < workSchemas-1 && m.chance(40) {
		return reference(of + 1 + m.IntN(workSchemas-1-of))
	}
	if depth == 0 {
		return map[string]any{"required": []string{m.name()}}
	}
	return m.schema(depth-1, of)
}

func (m *workMaker) name() string { return string(rune('a' + m.IntN(3))) }

func (m *workMaker) several(depth, of int) []any {
	out := make([]any, 1+m.IntN(3))
	for i := range out {
		out[i] = m.same(depth, of)
	}
	return out
}

func (m *workMaker) schema(depth, of int) map[string]any {
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

// workBody draws how one value stands in another, a few times, and does so n times over;
// or it is n of them, one beside the other. The same draws give bodies of one kind for
// each n.
func workBody(r *rand.Rand, n int) []byte {
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
