// JSON, for the files beside the pages and for front matter.

package docs

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/oasmint/oasmint/generator/visible"
)

// jsonString quotes text for JSON, and so for a double-quoted YAML scalar.
func jsonString(text string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(text) // a string: cannot fail
	return strings.TrimSpace(string(visible.JSON(b.Bytes())))
}

// marshalLines returns a list as JSON with an element a line.
func marshalLines[T any](list []T) []byte {
	out := []byte("[")
	for i, v := range list {
		data, err := json.Marshal(v)
		if err != nil {
			panic("docs: " + err.Error())
		}
		if i > 0 {
			out = append(out, ',')
		}
		out = append(append(out, '\n'), data...)
	}
	return append(visible.JSON(out), "\n]\n"...)
}

// marshal returns JSON with a newline at its end. v consists of strings and
// numbers, which JSON can represent.
func marshal(v any) []byte {
	data, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		panic("docs: " + err.Error())
	}
	return append(visible.JSON(data), '\n')
}
