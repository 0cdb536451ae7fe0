// This file writes the JSON Schema of requests, one for each of their parts.

package jsonschema

import (
	"bytes"
	"encoding/json"

	"github.com/oasmint/oasmint/generator/ir"
)

// Requests makes documents for programs that only ask whether the parts of a request are
// right: they hold what asserts, on one line. One whose schema leads to more than 100
// others refers to those in [Requests.Shared].
type Requests struct {
	whole, apart *writer
	shared       []*ir.Schema // the named schemas that documents refer to in Shared
}

// sharedID is the $id of the document that others refer to.
const sharedID = "shared"

// NewRequests returns a maker of documents about the requests of an API.
func NewRequests(api *ir.API) *Requests {
	in := map[*ir.Schema]string{}
	for _, s := range api.Schemas {
		in[s] = sharedID + "#/$defs/" + s.Name
	}
	return &Requests{
		whole: &writer{direction: ir.InRequest, bare: true, defs: map[*ir.Schema]*part{}},
		apart: &writer{direction: ir.InRequest, bare: true, files: in},
	}
}

// Document returns the document of a schema, and whether it refers to the shared one.
func (r *Requests) Document(s *ir.Schema) (text json.RawMessage, shared bool) {
	about := subject{schema: s, file: "request"}
	d, whole := r.whole.document(about)
	if !whole {
		r.shared = append(r.shared, r.whole.leadsOf(s)...)
		d, _ = r.apart.document(about)
	}
	return onOneLine(d.text()), !whole
}

// Shared returns the document that others refer to, or nil where none does. It holds the
// schemas that those lead to.
func (r *Requests) Shared() json.RawMessage {
	if r.shared == nil {
		return nil
	}
	return onOneLine(r.whole.together(sharedID, r.shared).text())
}

// onOneLine leaves out the space of a document.
func onOneLine(text []byte) json.RawMessage {
	var out bytes.Buffer
	if err := json.Compact(&out, text); err != nil {
		panic(err) // a document is valid JSON
	}
	return out.Bytes()
}
