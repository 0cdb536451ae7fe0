package load

import (
	"testing"

	"github.com/oasmint/oasmint/generator/keyword"
)

// Each keyword that holds schemas is known as one that does, and no other.
func TestGrammarKnowsKeywords(t *testing.T) {
	for _, k := range keyword.All() {
		holds := k.Holds != nil && k.Name != "$ref" && k.Name != "discriminator"
		if holds != (k.Form() != keyword.NoSchemas) {
			t.Errorf("%s holds schemas: %v, and its form is %d", k.Name, holds, k.Form())
		}
		kind := schema.fields[k.Name]
		known := kind != nil && (kind == schema || kind.items == schema || kind.each == schema)
		if holds != known && (holds || k.Class != keyword.Structure && k.Class != keyword.Unsupported) { // these hold what is referred to
			t.Errorf("%s holds schemas: %v, and the grammar knows of them: %v", k.Name, holds, known)
		}
	}
}
