package site

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/alecthomas/chroma/v2"
)

// TestJSON shows that JSON is highlighted as chroma does.
func TestJSON(t *testing.T) {
	texts := []string{
		`{"a": [1, -2.5e+3, true, false, null, "b: \"<c>\\", {"d" : {}}], "e":"f"}`, `"a"`, "-1\n", "[\n\n]", "null", `["null", "1", ":"]`,
	}
	for _, file := range []string{"../../../shared/bench/client.json", "../../../shared/bench/service.json"} {
		if data, err := os.ReadFile(file); err == nil {
			texts = append(texts, string(data))
		}
	}
	for _, text := range texts {
		if !json.Valid([]byte(text)) {
			t.Fatalf("no JSON: %s", text)
		}
		var got, want bytes.Buffer
		highlightJSON(bufWriter{&got}, text)
		for _, token := range all(t, text) {
			writeToken(bufWriter{&want}, classOf(token.Type), token.Value)
		}
		if got.String() != want.String() {
			t.Errorf("JSON is\n%s\nand by chroma\n%s", got.Bytes(), want.Bytes())
		}
	}
}

// all are chroma's tokens of a text.
func all(t *testing.T, text string) []chroma.Token {
	t.Helper()
	tokens, err := chroma.Coalesce(lexers().Get("json")).Tokenise(nil, text)
	if err != nil {
		t.Fatal(err)
	}
	return tokens.Tokens()
}
