// Package spec carries the Authlete API document that oasmint generates from
// when it is given no other.
package spec

import _ "embed"

//go:embed authlete.yaml
var authlete []byte

// Document returns a copy of the Authlete API document: OpenAPI 3.0.3, YAML.
func Document() []byte { return append([]byte(nil), authlete...) }
