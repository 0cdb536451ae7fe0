// The JSON Schema file of a schema.

package docs

import (
	"path"
	"path/filepath"

	"github.com/oasmint/oasmint/generator/ir"
)

// jsonSchema names the JSON Schema file of a schema. It links to the file where
// that is among the pages and published with them, which a site generator does
// not do.
func (s *site) jsonSchema(schema *ir.Schema) Markdown {
	file := s.opts.JSONSchema[schema.Name]
	if file == "" {
		return ""
	}
	name := s.code(path.Base(file))
	if p := s.schemas[schema]; p != nil && s.preset.inPlace && filepath.IsLocal(file) {
		name = "[" + name + "](" + Markdown(relative(p.on().Path, file)) + ")"
	}
	return "JSON Schema: " + name
}
