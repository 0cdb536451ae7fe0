package ir

import "encoding/json"

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
