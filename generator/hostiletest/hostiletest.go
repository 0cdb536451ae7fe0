// Package hostiletest makes documents that hold an attack in every text, for tests of
// what is written.
package hostiletest

import (
	_ "embed"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/source"
)

// Attacks are texts that mean something to one of the formats that oasmint writes, or
// to what shows them.
var Attacks = []string{
	"a\n::error file=x::b",
	"a\n  ::stop-commands::b",
	"##[error]b",
	"a\x1b[2Jb",
	"a\rb",
	"a\r\n\r\ndata: b",
	"a\x00b",
	"\ufeffb",
	"a\u202eb\u2066",
	"a\u0085\u009bb",
	"a\x7fb",
	"a\uffffb",
	"a\U000e0041b",
	"a\u2028b\u2029c",
	"%d%n%!s(MISSING)",
	"a`b``c",
	"*/ func init() { panic(1) } /*",
	`a"b'c\`,
	"</script><script>alert(1)</script><img src=x onerror=alert(1)>",
	"{{.}}{{< x >}}{{% y %}}",
	"{expr}${x}",
	": a: b #c",
	"- a",
	"---\na: b\n---\n",
	"a|b\\|c",
	"a]b[c](javascript:alert(1))",
	"import x\nexport default 1",
	"+build linux",
	"go:generate rm",
	"#cgo LDFLAGS",
	strings.Repeat("long ", 220),
	"x\ue000y",
	"../../../etc/passwd",
	"con",
}

//go:embed openapi.yaml
var document []byte

// What stands in the document for an attack, and for the one that is the same at all
// its places.
const (
	mark   = "§"
	shared = "¤"
)

// Document is the document of that version of OpenAPI, as JSON, with the attack that
// choose gives for each text, which are numbered from 1, and for those of the number 0,
// which are the same; and how many texts there are.
func Document(t testing.TB, version string, choose func(place int) string) ([]byte, int) {
	t.Helper()
	file, err := source.Parse("openapi.yaml", "openapi.yaml", document)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	fill := func(text string) string {
		text = strings.ReplaceAll(text, shared, choose(0))
		for strings.Contains(text, mark) {
			n++
			text = strings.Replace(text, mark, choose(n), 1)
		}
		return text
	}
	var walk func(*source.Node)
	walk = func(node *source.Node) {
		node.Text = fill(node.Text)
		if ref := node.Get("$ref"); ref != nil && strings.Contains(ref.Text, shared) {
			ref.Text = strings.ReplaceAll(ref.Text, shared, url.PathEscape(source.EscapeToken(choose(0))))
		}
		for i := range node.Members {
			node.Members[i].Key = fill(node.Members[i].Key)
			walk(node.Members[i].Value)
		}
		for _, item := range node.Items {
			walk(item)
		}
	}
	walk(file.Root)
	file.Root.Get("openapi").Text = version
	return file.Root.JSON(), n
}

// Mixed is the document with attack i+shift at text i, and a number that tells the
// texts apart.
func Mixed(t testing.TB, version string, shift int) []byte {
	data, _ := Document(t, version, func(place int) string {
		return fmt.Sprintf("%s%d", Attacks[(place+shift)%len(Attacks)], place)
	})
	return data
}
