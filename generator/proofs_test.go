//go:build proofs

package generator_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator"
)

var (
	witnessFile = flag.String("witnesses", "", "the file that TestOpposite of package compare wrote")
	mostProofs  = flag.Int("proofs", 1500, "how many of its witnesses to try")
)

// proof is a witness of diff: a body that one version of a schema accepts, and the other
// refuses.
type proof struct {
	Pair        int
	Before, Now map[string]any
	Of          string
	Value       json.RawMessage
	Accepted    string
}

// TestProofs has compiled validators try witnesses that diff found: those of the version
// that is said to accept it accept it, those of the other refuse it. All are tried, or as
// many as were asked for, drawn by chance.
func TestProofs(t *testing.T) {
	data, err := os.ReadFile(*witnessFile)
	if err != nil {
		t.Fatal(err)
	}
	var list []proof
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	all := len(list)
	rand.New(rand.NewPCG(1, 2)).Shuffle(all, func(i, j int) { list[i], list[j] = list[j], list[i] })
	list = list[:min(all, *mostProofs)]
	m := newModule(t)
	var imports, table []string
	type tried struct {
		Key   string
		As    string
		Value json.RawMessage
	}
	var asked []tried
	of := map[int]int{}   // the proof that a body is of; the older version's comes first
	const inPackage = 150 // more is slow to compile
	for start := 0; start < len(list); start += inPackage {
		folder := fmt.Sprintf("p%d", start/inPackage)
		schemas, paths := map[string]any{}, map[string]any{}
		part := list[start:min(start+inPackage, len(list))]
		for i, p := range part {
			for name, schema := range map[string]map[string]any{"Before": p.Before, "Now": p.Now} {
				name = fmt.Sprintf("S%d%s", i, name)
				schemas[name] = schema
				content := map[string]any{"application/json": map[string]any{"schema": map[string]any{"$ref": "#/components/schemas/" + name}}}
				op := map[string]any{"operationId": "op" + name, "responses": map[string]any{"200": map[string]any{"description": ""}}}
				if strings.HasPrefix(p.Of, "request") {
					op["requestBody"] = map[string]any{"content": content}
				} else {
					op["responses"].(map[string]any)["200"].(map[string]any)["content"] = content
				}
				paths["/"+name] = map[string]any{"post": op}
			}
		}
		spec, err := json.Marshal(map[string]any{"openapi": "3.1.0", "info": map[string]any{"title": "t", "version": "1"}, "paths": paths, "components": map[string]any{"schemas": schemas}})
		if err != nil {
			t.Fatal(err)
		}
		result, err := generator.Generate(t.Context(), generator.NewTarget("openapi.yaml", map[string]string{"go": "api"}),
			generator.Options{Spec: spec, SpecName: "openapi.yaml", GoImport: modulePath})
		if err != nil {
			t.Fatal(err)
		}
		m.add(t, folder, result.Files)
		imports = append(imports, fmt.Sprintf("%s %q", folder, modulePath+"/"+folder))
		for i, p := range part {
			as := "response"
			if strings.HasPrefix(p.Of, "request") {
				as = "request"
			}
			for _, version := range []string{"Before", "Now"} {
				name := fmt.Sprintf("S%d%s", i, version)
				table = append(table, fmt.Sprintf("%q: %s.Validate%sJSON,", folder+name, folder, name))
				of[len(asked)] = start + i
				asked = append(asked, tried{folder + name, as, p.Value})
			}
		}
	}
	program := "package main\n\nimport (\n\"encoding/json\"\n\"os\"\n\n\"" + modulePath + "/validate\"\n" + strings.Join(imports, "\n") + "\n)\n\n" +
		"var table = map[string]func([]byte, ...validate.Option) error{\n" + strings.Join(table, "\n") + "\n}\n" + `
func main() {
	var asked []struct {
		Key, As string
		Value   json.RawMessage
	}
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		panic(err)
	}
	accepted := []bool{}
	for _, a := range asked {
		as := validate.AsResponse
		if a.As == "request" {
			as = validate.AsRequest
		}
		accepted = append(accepted, table[a.Key](a.Value, as) == nil)
	}
	if err := json.NewEncoder(os.Stdout).Encode(accepted); err != nil {
		panic(err)
	}
}
`
	var accepted []bool
	m.ask(t, []byte(program), asked, &accepted)
	if len(accepted) != len(asked) || len(list) == 0 {
		t.Fatalf("%d answers for %d bodies", len(accepted), len(asked))
	}
	for i := 0; i < len(accepted); i += 2 {
		p := list[of[i]]
		if before, now := accepted[i], accepted[i+1]; before != (p.Accepted == "before") || now != (p.Accepted == "now") {
			t.Errorf("pair %d, %s, from %v to %v: %s is said to be accepted %s alone; compiled, before %v, now %v", p.Pair, p.Of, p.Before, p.Now, p.Value, p.Accepted, before, now)
		}
	}
	t.Logf("%d of %d witnesses were tried by compiled validators of both versions", len(list), all)
}
