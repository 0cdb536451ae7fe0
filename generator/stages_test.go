package generator_test

import (
	"cmp"
	"context"
	"os"
	"testing"

	"github.com/oasmint/oasmint/generator"
)

// BenchmarkStages runs the pipeline up to some stage, so that what a stage takes is the
// difference of two: on a document that OASMINT_STAGES names, or on the Authlete API in
// the repository's own words. The times of the stages are metrics of their own.
func BenchmarkStages(b *testing.B) {
	spec := cmp.Or(os.Getenv("OASMINT_STAGES"), "../spec/authlete.yaml")
	for _, c := range []struct {
		name  string
		outs  map[string]string
		types bool
	}{
		{name: "load,lower"},
		{"types", map[string]string{"go": "api"}, true},
		{"types,validators", map[string]string{"go": "api"}, false},
		{"docs", map[string]string{"docs": "docs"}, false},
		{"jsonschema", map[string]string{"jsonschema": "schemas"}, false},
		{"all", map[string]string{"go": "api", "docs": "docs", "jsonschema": "schemas"}, false},
	} {
		b.Run("to="+c.name, func(b *testing.B) {
			b.ReportAllocs()
			took := map[string]float64{}
			for b.Loop() {
				target := generator.NewTarget(spec, c.outs)
				if c.types {
					target.Set("go", "types-only", "true")
				}
				run := generator.Generate
				if c.outs == nil {
					run = generator.Model
				}
				result, err := run(context.Background(), target, generator.Options{GoImport: "example.com/api"})
				if err != nil {
					b.Fatal(err)
				}
				for _, t := range result.Timings {
					took[t.Stage] += t.Took.Seconds() * 1e3
				}
			}
			for stage, ms := range took {
				b.ReportMetric(ms/float64(b.N), stage+"-ms")
			}
		})
	}
}
