package generator

import (
	"slices"
	"testing"

	"github.com/oasmint/oasmint/generator/config"
)

// TestEmitters holds the list to what the rest goes by: names and flags are
// distinct, and what an emitter needs stands before it, so that no two wait for
// each other.
func TestEmitters(t *testing.T) {
	var before []string
	for _, e := range emitters() {
		name := e.Name()
		if slices.Contains(before, name) {
			t.Errorf("two emitters are called %s", name)
		}
		for _, need := range e.Needs() {
			if !slices.Contains(before, need) {
				t.Errorf("%s needs %s, which does not stand before it", name, need)
			}
		}
		if e.Doc() == "" {
			t.Errorf("%s does not say what it makes", name)
		}
		if target := NewTarget("", nil); !target.Makes(name) && len(e.Needs()) == 0 {
			t.Errorf("%s has no folder to write to, and needs none that has: nothing asks for it", name)
		}
		before = append(before, name)
	}
	flags := map[string]bool{}
	for _, f := range Sections().Flags() {
		if flags[f.Name] {
			t.Errorf("two values have the flag --%s", f.Name)
		}
		flags[f.Name] = true
	}
}

// TestAsked shows which emitters run for a target.
func TestAsked(t *testing.T) {
	for _, c := range []struct {
		name   string
		target config.Target
		want   []string
	}{
		{"no sections", config.Target{}, nil},
		{"nothing", NewTarget("", nil), nil},
		{"Go, and with it what needs it", NewTarget("", map[string]string{"go": "api"}), []string{"go", "validators"}},
		{"all but Go", NewTarget("", map[string]string{"docs": "docs", "jsonschema": "json"}), []string{"docs", "jsonschema"}},
	} {
		var got []string
		for _, e := range asked(&c.target) {
			got = append(got, e.Name())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v run, want %v", c.name, got, c.want)
		}
	}
	target := NewTarget("", nil)
	target.Set("validators", "runtime", "example.com/validate")
	if got := asked(&target); len(got) != 0 {
		t.Errorf("a section that says how, and not where, lets %d run", len(got))
	}
}

// TestSetCopies shows that a target's copies are independent.
func TestSetCopies(t *testing.T) {
	one := NewTarget("", map[string]string{"go": "a"})
	other := one
	other.Set("go", "out", "b")
	other.Set("docs", "out", "docs")
	if one.Get("go", "out") != "a" || one.Has("docs") || other.Get("go", "out") != "b" || !other.Has("docs") {
		t.Errorf("the one has %v, the other %v", one.Outs(), other.Outs())
	}
}
