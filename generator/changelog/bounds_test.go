package changelog

import (
	"testing"

	"github.com/oasmint/oasmint/generator/keyword"
)

// TestKeywords holds that each keyword is compared by its value, or told
// elsewhere, and not both.
func TestKeywords(t *testing.T) {
	for _, k := range keyword.All() {
		byValue := k.Noun != "" && k.Value != nil
		switch why := toldElsewhere[k.Name]; {
		case why == "" && !byValue:
			t.Errorf("%s: it has no noun and value to compare by, and toldElsewhere does not say why", k.Name)
		case why != "" && byValue:
			t.Errorf("%s: it could be compared by its value; toldElsewhere says %q", k.Name, why)
		}
	}
	for name := range toldElsewhere {
		if keyword.Of(name) == nil {
			t.Errorf("toldElsewhere has %s, which is no keyword", name)
		}
	}
}
