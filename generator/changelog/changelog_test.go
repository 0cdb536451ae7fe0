package changelog_test

import (
	"testing"

	"github.com/oasmint/oasmint/generator/changelog"
	"github.com/oasmint/oasmint/generator/compare"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// TestBothWays compares two versions of a real API forth and back: what comes
// on the one way goes on the other, and between a version and itself there is
// nothing. (What each change says is in docs/testdata/changelog.)
func TestBothWays(t *testing.T) {
	old, new := lowertest.File(t, "../../../shared/authlete/official-2025-11.yaml"), lowertest.File(t, "../../../shared/authlete/official.yaml")
	for _, api := range []*ir.API{old, new} {
		if sections := changelog.Of(api, api); len(sections) != 0 {
			t.Errorf("%d sections between a version and itself", len(sections))
		}
	}
	there, back := count(changelog.Of(old, new)), count(changelog.Of(new, old))
	if there[compare.Added] != back[compare.Removed] || there[compare.Removed] != back[compare.Added] || there[compare.Changed] != back[compare.Changed] {
		t.Errorf("forth %v, back %v", there, back)
	}
	if there[compare.Added] == 0 || there[compare.Removed] == 0 || there[compare.Changed] == 0 {
		t.Errorf("no changes of every kind: %v", there)
	}
}

func count(sections []changelog.Section) map[compare.Kind]int {
	out := map[compare.Kind]int{}
	for _, s := range sections {
		for _, g := range s.Groups {
			for _, item := range g.Items {
				for _, c := range item.Changes {
					out[c.Kind]++
				}
			}
		}
	}
	return out
}
