package lower_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/load"
	"github.com/oasmint/oasmint/generator/lower"
	"github.com/oasmint/oasmint/generator/source"
)

func lowerBytes(t *testing.T, data []byte) *lower.Result {
	t.Helper()
	doc, err := load.Load(context.Background(), load.Input{Name: "doc", Data: data})
	if err != nil {
		t.Fatal(err)
	}
	var diags diag.List
	out := lower.Lower(context.Background(), doc, lower.Options{Reserved: reserved}, &diags)
	if err := diags.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// shuffled writes the document with the keys of every object in another order,
// but for those whose order means something: enums and the like are lists.
func shuffled(n *source.Node, r *rand.Rand) *source.Node {
	out := *n
	out.Members = slices.Clone(n.Members)
	r.Shuffle(len(out.Members), func(i, j int) { out.Members[i], out.Members[j] = out.Members[j], out.Members[i] })
	for i := range out.Members {
		out.Members[i].Value = shuffled(out.Members[i].Value, r)
	}
	out.Items = nil
	for _, item := range n.Items {
		out.Items = append(out.Items, shuffled(item, r))
	}
	return &out
}

// Names do not depend on the order of anything in the document.
func TestNamesDoNotDependOnOrder(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/authlete/*.yaml")
	corpus, _ := filepath.Glob("../../../shared/corpus/[a-h]*.json")
	files = append(files, corpus...)
	if len(files) == 0 {
		t.Skip("skipped: ../shared is not there")
	}
	for i, file := range files {
		if tooLarge(file) {
			continue
		}
		doc, err := load.Load(context.Background(), load.Input{Path: file})
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(1, uint64(i)))
		one := lowerBytes(t, doc.Root.Root.JSON())
		two := lowerBytes(t, shuffled(doc.Root.Root, r).JSON())
		if !maps.Equal(one.Published.Names, two.Published.Names) {
			for pointer, name := range one.Published.Names {
				if other := two.Published.Names[pointer]; other != name {
					t.Errorf("%s: #%s is %s, in another order %q", filepath.Base(file), pointer, name, other)
				}
			}
		}
	}
}

// What every emitter relies on.
func TestInvariants(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/corpus/*.json")
	authlete, _ := filepath.Glob("../../../shared/authlete/*.yaml")
	files = append(files, authlete...)
	if len(files) == 0 {
		t.Skip("skipped: ../shared is not there")
	}
	for _, file := range files {
		if tooLarge(file) {
			continue
		}
		doc, err := load.Load(context.Background(), load.Input{Path: file})
		if err != nil {
			t.Fatal(err)
		}
		var diags diag.List
		api := lower.Lower(context.Background(), doc, lower.Options{Reserved: reserved}, &diags).API
		if err := diags.Err(); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, problem := range broken(api) {
			t.Errorf("%s: %s", filepath.Base(file), problem)
		}
	}
}

// tooLarge tells the documents that `make corpus` alone takes: they take long, and show
// little that the others do not.
func tooLarge(file string) bool {
	most := int64(250 << 10) // bytes
	if os.Getenv("OASMINT_CORPUS") == "all" {
		most = 64 << 20
	}
	info, err := os.Stat(file)
	return err != nil || info.Size() > most
}

func broken(api *ir.API) []string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	names := map[string]bool{}
	named := map[*ir.Schema]bool{}
	for _, s := range api.Schemas {
		if names[s.Name] {
			add("two schemas are called %s", s.Name)
		}
		names[s.Name], named[s] = true, true
		if s.Shape == nil {
			add("%s has no shape", s.Name)
		}
		for _, word := range []string{"Percent7B", "1api1", "~1"} {
			if strings.Contains(s.Name, word) && !strings.Contains(strings.ToLower(s.Wire), strings.ToLower(word)) {
				add("%s holds %q", s.Name, word)
			}
		}
	}
	for _, s := range api.Schemas {
		fields := map[string]bool{}
		if s.Shape.Same != nil {
			if !named[s.Shape.Same] {
				add("%s is the same as a schema that has no name", s.Name)
			}
			continue
		}
		for _, f := range s.Shape.Fields {
			if f.Name == "" || fields[f.Name] {
				add("%s: the field of %q is called %q, as another", s.Name, f.Wire, f.Name)
			}
			fields[f.Name] = true
			if k := f.Schema.Shape.Kind; (k == ir.KindObject || k == ir.KindUnion || k == ir.KindEnum) && f.Schema.Shape.Same == nil && !named[f.Schema] {
				add("%s: the field %s is an %s without a name", s.Name, f.Name, k)
			}
		}
		for _, v := range s.Shape.Variants {
			if !named[v.Schema] && v.Schema.Shape.Kind != ir.KindPrimitive {
				add("%s: the variant %s is an %s without a name", s.Name, v.Name, v.Schema.Shape.Kind)
			}
			if v.Name == "" || fields[v.Name] {
				add("%s: the field of a variant is called %q, as another", s.Name, v.Name)
			}
			fields[v.Name] = true
		}
		for _, v := range s.Shape.Enum {
			if v.Name == "" || names[v.Name] {
				add("%s: the constant of %s is called %q, as another", s.Name, v.Value, v.Name)
			}
			names[v.Name] = true
		}
	}
	operations := map[string]bool{}
	for _, op := range api.Operations {
		if op.Name == "" || operations[op.Name] {
			add("%s %s is called %q, as another", op.Method, op.Path, op.Name)
		}
		operations[op.Name] = true
	}
	return out
}

func BenchmarkLower(b *testing.B) {
	for _, name := range []string{"../../../shared/authlete/official.yaml", "../../../shared/corpus/github.com__api.github.com.json"} {
		doc, err := load.Load(context.Background(), load.Input{Path: name})
		if err != nil {
			b.Skip("skipped: ../shared is not there")
		}
		b.Run(filepath.Base(name), func(b *testing.B) {
			for b.Loop() {
				lower.Lower(context.Background(), doc, lower.Options{Reserved: reserved}, new(diag.List))
			}
		})
	}
}
