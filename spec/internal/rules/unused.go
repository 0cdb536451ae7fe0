package rules

// Unused: a schema that nothing refers to is a mistake, or was left behind.

import (
	"fmt"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
)

func unused(d *document, out *diag.List) {
	const schemas = "#/components/schemas/"
	used := map[string]bool{}
	for _, o := range d.objects {
		if name, ok := strings.CutPrefix(o.Key("$ref").Node.Str(), schemas); ok && name != o.holder {
			used[name] = true
		}
	}
	for _, o := range d.objects {
		if o.kind == "schema" && !used[o.name] && !d.terms.unusedSchema(o.name) {
			finding(out, o.Position(), "unused", fmt.Sprintf("nothing refers to the schema %q", o.name),
				"remove it, or say in spec/terms.yaml why it stays (unused)")
		}
	}
}
