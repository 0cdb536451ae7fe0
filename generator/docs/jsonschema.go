// The JSON Schema file of a schema.

package docs

import (
	"path"
	"path/filepath"

	"github.com/oasmint/oasmint/generator/ir"
)

// jsonSchema leads to the JSON Schema file of a schema, where it is published
// with the pages as a file: in their folder, and by no site generator that
// moves them. Elsewhere it is only named.
func (s *site) jsonSchema(schema *ir.Schema) Markdown {
	file := s.opts.JSONSchema[schema.Name]
	if file == "" {
		return ""
	}
	name := s.code(path.Base(file))
	if p := s.schemas[schema]; p != nil && s.preset.inPlace && filepath.IsLocal(file) {
		name = "[" + name + "](" + Markdown(relative(p.Path, file)) + ")"
	}
	return "JSON Schema: " + name
}
