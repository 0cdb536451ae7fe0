package generator_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diff"
)

// TestStopped stops runs at many moments, and counts what they still allocate: a loop
// that does not look at the context goes on to its end. What libraries do in one call
// (oapi-codegen, go/format, kin-openapi, the parser of YAML) is not ended, which is what
// is allowed for.
func TestStopped(t *testing.T) {
	document := operations(40, numbered("/a%d: {get: {operationId: get%d, tags: [t%d], parameters: [{name: q, in: query, schema: {type: string}}], responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/S%d'}}}}}}}")) +
		strings.SplitAfter(families["components"](40), "paths: {}\n")[1] +
		"    Wide: {type: object, properties: {" + elements(200, numbered("p%d: {type: array, maxItems: %d, items: {type: string, minLength: %d}}")) + "}}\n" +
		"    Union: {anyOf: [" + elements(40, numbered("{type: object, required: [p%d], properties: {p%d: {type: string}}}")) + "]}\n"
	defer generator.Unchecked()()
	opts := generator.Options{Spec: []byte(document), SpecName: "api.yaml", GoImport: modulePath}
	made := func(outs map[string]string) func(context.Context) error {
		return func(ctx context.Context) error {
			result, err := generator.Generate(ctx, generator.NewTarget("", outs), opts)
			if err != nil && len(result.Files) > 0 {
				t.Errorf("%d files are there after %v", len(result.Files), err)
			}
			return err
		}
	}
	for name, c := range map[string]struct {
		run  func(context.Context) error
		most float64 // of what the whole run allocates
	}{
		"docs":       {made(map[string]string{"docs": "docs"}), 0.35},
		"jsonschema": {made(map[string]string{"jsonschema": "schemas"}), 0.3},
		"calls":      {made(map[string]string{"go": "api", "server": "api/server", "client": "api/client"}), 0.45}, // a third of it is that of jennifer and go/format
		"compare": {func(ctx context.Context) error {
			older := generator.Document{Path: "old.yaml", Data: []byte(strings.ReplaceAll(document, "type: string", "type: integer"))}
			_, err := generator.Compare(ctx, config.Target{}, older, generator.Document{Path: "api.yaml", Data: opts.Spec}, generator.Options{}, diff.Options{WithoutGo: true})
			return err
		}, 0.3},
	} {
		t.Run(name, func(t *testing.T) {
			stopAfter := func(part float64, whole uint64) uint64 {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				began, stopped := allocated(), make(chan uint64, 1)
				go func() {
					for ctx.Err() == nil && float64(allocated()-began) < part*float64(whole) {
						time.Sleep(time.Millisecond)
					}
					cancel()
					stopped <- allocated()
				}()
				err := c.run(ctx)
				ended := allocated()
				cancel()
				if err == nil {
					return 0 // it was at its end before
				}
				if !errors.Is(err, context.Canceled) {
					t.Error(err)
				}
				return ended - <-stopped
			}
			began := allocated()
			if err := c.run(t.Context()); err != nil {
				t.Fatal(err)
			}
			whole := allocated() - began
			const moments = 4
			for i := range moments {
				part := float64(i) / moments
				after := stopAfter(part, whole)
				if float64(after) > c.most*float64(whole) {
					t.Errorf("stopped after %.2f of %d allocations, it allocated %d times more", part, whole, after)
				}
			}
		})
	}
}

// allocated is how often memory was allocated so far.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Mallocs
}
