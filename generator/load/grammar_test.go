package load

import (
	"slices"
	"testing"

	"github.com/oasmint/oasmint/generator/keyword"
)

// Each keyword that holds schemas is known as one that does.
func TestGrammarKnowsKeywords(t *testing.T) {
	for _, k := range keyword.All() {
		listed := 0
		for _, list := range [][]string{schemaKeywords, schemaListKeywords, schemaMapKeywords} {
			if slices.Contains(list, k.Name) {
				listed++
			}
		}
		holds := k.Holds != nil && k.Name != "$ref" && k.Name != "discriminator"
		if holds && listed != 1 {
			t.Errorf("%s holds schemas, and is in %d of the lists", k.Name, listed)
		}
		if listed > 0 && k.Class != keyword.Applicator && k.Class != keyword.Structure && k.Class != keyword.Unsupported && k.Holds == nil {
			t.Errorf("%s is listed, and holds no schemas", k.Name)
		}
	}
}
