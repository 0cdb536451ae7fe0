package ir

import "strings"

// IsComponent reports whether a JSON Pointer (RFC 6901) is that of an entry of
// a section of components: schemas, responses, ….
func IsComponent(pointer, section string) bool {
	key, ok := strings.CutPrefix(pointer, "/components/"+section+"/")
	return ok && !strings.Contains(key, "/")
}

// IsComponent reports whether the schema stands in components/schemas.
func (s *Schema) IsComponent() bool { return IsComponent(s.Pos.Pointer, "schemas") }
