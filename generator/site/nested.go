// Fields of fields: where a field's type is a schema with fields, the page's script
// shows them below it. It reads them from a file of their own, so that they cost
// nothing until somebody asks. A page from a folder may not read but scripts.

package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"regexp"

	"github.com/yuin/goldmark/ast"

	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/visible"
)

// fieldsSection is the section of a schema's page (package docs) with its fields.
const fieldsSection = "fields"

// emptyAnchor is an anchor that only one page can have.
var emptyAnchor = regexp.MustCompile(`<a id="[^"]*"></a>`)

// headingID is the id of a heading, or "" of another node.
func headingID(n ast.Node) (string, bool) {
	h, ok := n.(*ast.Heading)
	if !ok {
		return "", false
	}
	id, ok := h.AttributeString("id")
	if !ok {
		return "", false
	}
	return string(id.([]byte)), true
}

// nestedAt reports of a link on a page whether it leads to a schema with fields.
func (s *site) nestedAt(p *page) func(destination string) bool {
	return func(destination string) bool { return s.objects[path.Join(path.Dir(p.path), destination)] }
}

// fieldsPath is the file with the fields that a schema's page shows.
func fieldsPath(p *page) string {
	return path.Join("assets/fields", path.Base(p.path)[:len(path.Base(p.path))-len(".html")]+".js")
}

// fieldFiles are the files with the fields of schemas.
func (s *site) fieldFiles(contents []content) ([]File, error) {
	var out []File
	for i, p := range s.pages {
		if p.Kind != docs.KindSchema || contents[i].fields == "" {
			continue
		}
		var b bytes.Buffer
		encoder := json.NewEncoder(&b)
		encoder.SetEscapeHTML(false) // it stands in no page
		if err := encoder.Encode([]string{p.path, contents[i].fields}); err != nil {
			return nil, fmt.Errorf("site: %s: %w", p.path, err)
		}
		data := "fieldsOf(..." + string(visible.JSON(bytes.TrimSpace(b.Bytes()))) + ");\n"
		out = append(out, File{fieldsPath(p), []byte(data)})
	}
	return out, nil
}
