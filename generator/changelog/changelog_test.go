package changelog_test

import (
	"testing"

	"github.com/oasmint/oasmint/generator/changelog"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// TestBothWays compares two versions of a real API forth and back: what comes
// on the one way goes on the other, and between a version and itself there is
// nothing. (What each change says is in docs/testdata/changelog.)
func TestBothWays(t *testing.T) {
	old, new := lowertest.File(t, "../../../shared/authlete/official-2025-11.yaml"), lowertest.File(t, "../../../shared/authlete/official.yaml")
	for _, api := range []*ir.API{old, new} {
		if changes := changelog.Compare(api, api); len(changes) != 0 {
			t.Errorf("%d changes between a version and itself", len(changes))
		}
	}
	there, back := count(changelog.Compare(old, new)), count(changelog.Compare(new, old))
	if there[changelog.Added] != back[changelog.Removed] || there[changelog.Removed] != back[changelog.Added] || there[changelog.Changed] != back[changelog.Changed] {
		t.Errorf("forth %v, back %v", there, back)
	}
	if there[changelog.Added] == 0 || there[changelog.Removed] == 0 || there[changelog.Changed] == 0 {
		t.Errorf("no changes of every kind: %v", there)
	}
}

func count(changes []changelog.Change) map[changelog.Kind]int {
	out := map[changelog.Kind]int{}
	for _, c := range changes {
		out[c.Kind]++
	}
	return out
}
