// JSON, for the files beside the pages and for front matter.

package docs

import (
	"bytes"
	"encoding/json"
	"strings"
)

// jsonString quotes text for JSON, and so for a double-quoted YAML scalar.
func jsonString(text string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(text) // a string: cannot fail
	return strings.TrimSpace(b.String())
}

// marshal renders what is sure to be representable, with a newline at the end.
func marshal(v any) []byte {
	data, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		panic("docs: " + err.Error()) // strings and numbers
	}
	return append(data, '\n')
}
