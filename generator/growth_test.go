package generator_test

import (
	"context"
	"flag"
	"math"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/config"
)

var growAll = flag.Bool("grow", false, "TestGrowth makes all files, and prints the ratios")

// mostGrowth is how much more twice as much may cost: twice, and a logarithm. Of bytes the
// mean counts, since the room of slices and maps grows by leaps.
const mostGrowth = 2.3

// grown are the families that lowering makes more of than twice as much, until they reach a
// limit, and why. TestSteps has them too, and holds the work to what is made.
var grown = map[string]string{
	"allOf chain, properties":   "each level has the members of all below: --max-depth",
	"allOf twice, parts":        "each level has the parts of all below: --max-depth",
	"ref chain":                 "each level is followed to its end: --max-depth",
	"ref chain, siblings":       "each level has the assertions of all below: --max-depth",
	"unevaluated twice":         "each level has the variants of all below: --max-depth",
	"unevaluated items twice":   "likewise",
	"nested objects and arrays": "48 parts are more than --max-depth",
	"deep ref":                  "likewise",
	"aliases of aliases":        "each level is meant twice as often: --max-aliases",
}

// TestGrowth doubles each family, and counts what is allocated: how often, and how many
// bytes. Ordinarily the document is read and lowered; with -grow all files are made too.
func TestGrowth(t *testing.T) {
	empty := document("A: {type: string}")
	allocate(t, empty)
	noAllocs, noBytes := allocate(t, empty)
	for _, name := range familyNames() {
		if grown[name] != "" && !*growAll {
			continue
		}
		sizes := []int{3, 6, 12, 24, 48}
		if strings.HasPrefix(name, "nested ") || name == "anyOf twice, null" || name == "not twice" {
			sizes = []int{1, 2, 4, 8, 16} // each is two levels or three
		}
		var allocs, bytes, firstBytes float64
		for _, n := range sizes {
			a, b := allocate(t, families[name](n))
			a, b = a-noAllocs, b-noBytes
			if n == sizes[0] {
				firstBytes = b
			} else {
				if *growAll {
					t.Logf("%-30s %4d: %.2f as many allocations, %.2f as many bytes", name, n, a/allocs, b/bytes)
				} else if a/allocs > mostGrowth || n == sizes[4] && math.Pow(b/firstBytes, 1./4) > mostGrowth {
					t.Errorf("%s: %d parts take %.2f as many allocations as half of them, and the mean for bytes is %.2f", name, n, a/allocs, math.Pow(b/firstBytes, 1./4))
				}
			}
			allocs, bytes = a, b
		}
	}
}

// TestLattices makes all files of schemas that lead to the next one twice, sixty times:
// 2^60 ways, which took time without end.
func TestLattices(t *testing.T) {
	for _, name := range []string{"deep ref", "allOf twice", "oneOf twice", "anyOf twice", "oneOf of any value twice", "unevaluated twice"} {
		n := 50                 // with two levels each where they are parts
		if name == "deep ref" { // which leads to a place within other schemas, and had no words
			n = 20
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		_, err := generator.Generate(ctx, everything(), generator.Options{Spec: []byte(families[name](n)), SpecName: "api.yaml", GoImport: modulePath})
		cancel()
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func everything() config.Target {
	return generator.NewTarget("", map[string]string{"go": "api", "docs": "docs", "jsonschema": "schemas"})
}

// allocate returns how often memory is allocated for a document, and how much.
func allocate(t *testing.T, document string) (allocs, bytes float64) {
	run := generator.Model
	if *growAll {
		run = generator.Generate
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := run(context.Background(), everything(), generator.Options{Spec: []byte(document), SpecName: "api.yaml", GoImport: modulePath})
	runtime.ReadMemStats(&after)
	if err != nil && !*growAll {
		t.Error(err)
	}
	return float64(after.Mallocs - before.Mallocs), float64(after.TotalAlloc - before.TotalAlloc)
}
