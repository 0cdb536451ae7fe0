package lower

import (
	"os"
	"strings"
	"testing"
)

// Every role has its rule, and the README lists the rules in the order of the
// table, those for operations last.
func TestRules(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(readme), "\n## How names are decided\n")
	list, _, _ = strings.Cut(list, "\n## ")
	list = strings.Join(strings.Fields(list), " ")
	mentioned := func(what string) {
		t.Helper()
		_, rest, ok := strings.Cut(list, what)
		if what == "" || !ok {
			t.Errorf("README's list of how names are decided does not say %q, or too early; left of it: %.80s", what, list)
			return
		}
		list = rest
	}
	for role, rule := range rules {
		if rule.candidates == nil || rule.why == nil {
			t.Errorf("role %d has no rule", role)
			continue
		}
		mentioned(rule.what)
	}
	for _, rule := range operationRules {
		mentioned(rule.what)
	}
}
