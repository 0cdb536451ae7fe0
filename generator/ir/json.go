// This file writes an API as JSON, for oasmint ir and for the commands of the
// emitter exec. ir.schema.json describes the form.

package ir

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/oasmint/oasmint/generator/visible"
)

// Version is the version of the form that [Encode] writes. It changes where a
// reader of the form would fail; that a member is added does not change it.
const Version = 1

// Versioned is what [Encode] writes.
type Versioned struct {
	Version int  `json:"version"` // of this form: 1
	API     *API `json:"api"`
}

// Encode writes an API as JSON, with the version of the form.
func Encode(w io.Writer, api *API) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(Versioned{Version, api}); err != nil {
		return err
	}
	_, err := w.Write(visible.JSON(b.Bytes()))
	return err
}

// MarshalJSON renders a named schema as {"$ref": name} wherever another node
// holds it, so that the dump of a cyclic graph ends; [API] writes each once in
// full, under schemas.
func (s *Schema) MarshalJSON() ([]byte, error) {
	if s.Name != "" {
		return json.Marshal(struct {
			Ref string `json:"$ref"`
		}{s.Name})
	}
	return json.Marshal((*fullSchema)(s))
}

// fullSchema is a Schema without its MarshalJSON.
type fullSchema Schema

// MarshalJSON renders the API with every named schema in full.
func (a *API) MarshalJSON() ([]byte, error) {
	type plain API
	full := make([]*fullSchema, len(a.Schemas))
	for i, s := range a.Schemas {
		full[i] = (*fullSchema)(s)
	}
	return json.Marshal(struct {
		*plain
		Schemas []*fullSchema `json:"schemas"`
	}{(*plain)(a), full})
}
