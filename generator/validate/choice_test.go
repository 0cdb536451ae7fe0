package validate

import (
	"fmt"
	"testing"
)

// A route leads to the one variant that may match, and to none where several may or the
// tag does not come first.
func TestRoute(t *testing.T) {
	tagged := func(name string, values ...string) *Choice {
		c := &Choice{Keyword: "oneOf", Tag: name}
		for _, v := range values {
			c.Variants = append(c.Variants, Variant{Kinds: 1 << Object, Tags: []string{v}})
		}
		return c
	}
	var many []string
	for i := range 3 * few {
		many = append(many, fmt.Sprintf("%q", fmt.Sprint("tag number ", i)))
	}
	scalars := &Choice{Keyword: "oneOf", Variants: []Variant{{Kinds: 1 << String}, {Kinds: 1<<Number | 1<<Null}, {Kinds: 1 << Null}}}
	pets := tagged("type", `"cat"`, `"dog"`, `"dog"`, `1`, `"a\"b"`)
	loose := &Choice{Keyword: "anyOf", Tag: "type", Variants: []Variant{{Kinds: 1 << Object, Tags: []string{`"cat"`}}, {Kinds: 1<<Object | 1<<String}}}
	hint := &Choice{Keyword: "oneOf", Tag: "type", Hint: true, Variants: []Variant{{Kinds: 1 << Object, Picks: []string{`"cat"`}}, {Kinds: 1 << Array}}}
	for _, c := range []struct {
		choice *Choice
		body   string
		want   int
	}{
		{scalars, `"a"`, 0}, {scalars, ` 1`, 1}, {scalars, `null`, -1}, {scalars, `true`, -1}, {scalars, ``, -1}, {scalars, `{}`, -1}, {scalars, `x`, -1},
		{pets, `{"type":"cat","x":0}`, 0}, {pets, " {\n\t\"type\": \r\"cat\", \"x\": 0}", 0}, {pets, `{"type":"cat"}`, -1}, {pets, `{"type":"dog"}`, -1}, {pets, `{"type":"cats"}`, -1},
		{pets, `{"type":1}`, -1}, {pets, `{"type":"a\"b"}`, -1}, {pets, `{"type":"\u0063at"}`, -1}, {pets, `{"t\u0079pe":"cat"}`, -1},
		{pets, `{"name":"a","type":"cat"}`, -1}, {pets, `{"type"}`, -1}, {pets, `{"type":"ca`, -1}, {pets, `{"type":`, -1}, {pets, `{`, -1}, {pets, `{}`, -1}, {pets, `[]`, -1},
		{loose, `{"type":"cat"}`, -1}, {loose, `{"type":"dog"}`, -1}, {loose, `"a"`, 1},
		{hint, `{"type":"dog"}`, 0}, {hint, `[]`, 1},
		{tagged("type", many...), `{"type":"tag number 17"}`, 17}, {tagged("type", many...), `{"type":"tag number 24"}`, -1}, {tagged("type", many...), `{"type":"tag \u006eumber 17"}`, -1},
		{tagged("type", many...), `{"type":"tag number 17`, -1}, {tagged("type", many...), `{"type":7}`, -1}, {tagged("type", many...), `{"type":`, -1},
		{tagged("", `"a"`, `"b"`), `{"":"b"}`, -1}, {tagged(`"`, `"a"`, `"b"`), `{"\"":"b"}`, -1}, {tagged("k", `""`, `"b"`), `{"k":"","x":0}`, 0},
	} {
		s := new(Scanner)
		s.Scan([]byte(c.body), 0, nil)
		got := s.route(c.choice)
		if got != c.want {
			t.Errorf("%s: the route leads to %d, not %d", c.body, got, c.want)
		}
		if got < 0 {
			continue
		}
		kind := s.Kind()
		tag := s.decidingTag(c.choice, kind, s.Pos())
		for i := range c.choice.Variants {
			if may := c.choice.Variants[i].mayMatch(kind, tag); may != (i == got) {
				t.Errorf("%s: variant %d may match: %t, but the route leads to %d", c.body, i, may, got)
			}
		}
	}
}
