package load

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// TestTooWide does not have kin-openapi compare each key of a large object with each
// other one, and says so.
func TestTooWide(t *testing.T) {
	for members, wide := range map[int]bool{10_000: false, 15_000: true} {
		var b strings.Builder
		b.WriteString("openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    A:\n      type: object\n      properties:\n")
		for i := range members {
			fmt.Fprintf(&b, "        p%d: {}\n", i)
		}
		doc, err := Load(context.Background(), Input{Name: "api.yaml", Data: []byte(b.String())})
		if err != nil {
			t.Fatal(err)
		}
		at, got := doc.tooWide()
		if got != wide || at.Line != 9 {
			t.Errorf("%d members: too wide is %v, at %s", members, got, at)
		}
		if !wide {
			continue
		}
		list := doc.Check(context.Background())
		if said := list.Sorted(); len(said) != 1 || !strings.Contains(said[0].Message, "so many members") {
			t.Errorf("%d members: %v", members, said)
		}
	}
}

// TestTooFar does not have kin-openapi check all schemas of a large ring for each of them.
func TestTooFar(t *testing.T) {
	for schemas, far := range map[int]bool{1_000: false, 2_000: true} {
		var b strings.Builder
		b.WriteString("openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n")
		for i := range schemas {
			fmt.Fprintf(&b, "    S%d: {type: object, properties: {next: {$ref: '#/components/schemas/S%d'}}}\n", i, (i+1)%schemas)
		}
		doc, err := Load(context.Background(), Input{Name: "api.yaml", Data: []byte(b.String())})
		if err != nil {
			t.Fatal(err)
		}
		if got := doc.visits(mostVisits) > mostVisits; got != far {
			t.Errorf("%d schemas: too far is %v", schemas, got)
		}
		if !far {
			continue
		}
		list := doc.Check(context.Background())
		if said := list.Sorted(); len(said) != 1 || !strings.Contains(said[0].Message, "lead to so many others") {
			t.Errorf("%d schemas: %v", schemas, said)
		}
	}
}
