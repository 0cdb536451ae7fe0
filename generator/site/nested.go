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
	"strings"

	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/visible"
)

// fieldsSection is the section of a schema's page (package docs) with its fields.
const fieldsSection = "fields"

// emptyAnchor is an anchor that only one page can have.
var emptyAnchor = regexp.MustCompile(`<a id="[^"]*"></a>`)

// fieldsPath is the file with the fields that a schema's page shows.
func fieldsPath(p *page) string {
	return path.Join("assets/fields", path.Base(p.path)[:len(path.Base(p.path))-len(".html")]+".js")
}

// fieldFiles are the files with the fields of schemas: one for each page of a schema
// whose fields, or those of a part of it, open on another page.
func (s *site) fieldFiles(contents []content) ([]File, error) {
	opened := s.opened(contents)
	var out []File
	for i, p := range s.pages {
		if p.Kind != docs.KindSchema || !opened[p.path] {
			continue
		}
		tables := map[string]string{} // which are written by sorted keys
		for j, c := range contents[i].withParts() {
			if c.fields != "" {
				tables[address(p.WithParts()[j])] = c.fields
			}
		}
		var b bytes.Buffer
		encoder := json.NewEncoder(&b)
		encoder.SetEscapeHTML(false) // it stands in no page
		if err := encoder.Encode(tables); err != nil {
			return nil, fmt.Errorf("site: %s: %w", p.path, err)
		}
		data := "fieldsOf(" + string(visible.JSON(bytes.TrimSpace(b.Bytes()))) + ");\n"
		out = append(out, File{fieldsPath(p), []byte(data)})
	}
	return out, nil
}

// opened are the paths of pages whose fields, or those of their parts, open on others.
func (s *site) opened(contents []content) map[string]bool {
	out := map[string]bool{}
	for i, p := range s.pages {
		for _, c := range contents[i].withParts() {
			for _, link := range c.opens {
				if to, _, _ := strings.Cut(link, "#"); to != "" {
					out[path.Join(path.Dir(p.path), to)] = true
				}
			}
		}
	}
	return out
}
