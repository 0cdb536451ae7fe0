package validate

import (
	"fmt"
	"strings"
	"testing"
)

// Bodies of the shapes that an authorization server sends and takes: a short
// request, and long flat objects of strings, flags, and lists.
func benchBody(members int) []byte {
	var b strings.Builder
	b.WriteString(`{"ticket":"` + strings.Repeat("Zm9v", 11) + `","reason":"INVALID_CREDENTIALS_OF_SOMEONE"`)
	for i := range members {
		switch i % 5 {
		case 0:
			fmt.Fprintf(&b, `,"memberWithAName%d":"value-of-some-%d-characters"`, i, 20+i)
		case 1:
			fmt.Fprintf(&b, `,"enabled%d":true`, i)
		case 2:
			fmt.Fprintf(&b, `,"duration%d":%d`, i, 86400+i)
		case 3:
			fmt.Fprintf(&b, `,"uris%d":["https://example.com/a/%d","https://example.org/b"]`, i, i)
		default:
			fmt.Fprintf(&b, `,"names%d":[{"tag":"en","value":"Ünïcode “%d” text"}]`, i, i)
		}
	}
	b.WriteString("}")
	return []byte(b.String())
}

func BenchmarkSkip(b *testing.B) {
	for _, members := range []int{0, 100, 200} {
		body := benchBody(members)
		b.Run(fmt.Sprintf("%dB", len(body)), func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				s := new(Scanner)
				s.Scan(body, 0, nil)
				s.Skip()
				if s.End() != nil {
					b.Fatal("refused")
				}
			}
		})
	}
}
