package generator_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/config"
)

const small = `openapi: 3.0.3
info: {title: Pets, version: '1'}
paths: {}
components: {schemas: {pet: {type: object, properties: {name: {type: string}}}}}
`

// TestNothingGoesOn shows that Generate has ended when it returns, whatever the
// outcome: the stage that a run need not wait for (check) is held up here for
// as long as Generate can be made to wait.
func TestNothingGoesOn(t *testing.T) {
	canceled, cancel := context.WithCancel(t.Context())
	defer cancel()
	for _, c := range []struct {
		name  string
		ctx   context.Context
		names map[string]string
		fails bool
	}{
		{"success", t.Context(), nil, false},
		{"an error in the document", t.Context(), map[string]string{"/nowhere": "Nothing"}, true},
		{"a cancelled run", canceled, nil, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			target := generator.NewTarget("", map[string]string{"go": "api", "docs": "docs"})
			target.Names = c.names
			var returned, late atomic.Bool
			ended := make(chan struct{})
			seen := make(chan struct{})
			_, err := generator.Generate(c.ctx, target, generator.Options{
				Spec: []byte(small), SpecName: "api.yaml", GoImport: "example.com/api",
				Progress: func(stage generator.Timing) {
					switch stage.Stage {
					case "load":
						if c.ctx == canceled {
							cancel()
						}
					case "check":
						defer close(seen)
						select {
						case <-ended:
						case <-time.After(200 * time.Millisecond):
						}
						late.Store(returned.Load())
					}
				},
			})
			returned.Store(true)
			close(ended)
			<-seen
			if late.Load() {
				t.Error("Progress is called after Generate returned")
			}
			if (err != nil) != c.fails {
				t.Errorf("the error is %v", err)
			}
			if c.ctx == canceled && !errors.Is(err, context.Canceled) {
				t.Errorf("the error is %v, want that the run was cancelled", err)
			}
		})
	}
}

// TestModel shows that no emitter runs where none is asked for, and that a target
// without sections asks for none.
func TestModel(t *testing.T) {
	stages := func(run func(context.Context, config.Target, generator.Options) (*generator.Result, error), target config.Target) (out []string) {
		result, err := run(t.Context(), target, generator.Options{Spec: []byte(small), SpecName: "api.yaml", GoImport: "example.com/api"})
		if err != nil {
			t.Fatal(err)
		}
		for _, timing := range result.Timings {
			out = append(out, timing.Stage)
		}
		return out
	}
	all := generator.NewTarget("", map[string]string{"go": "api", "docs": "docs", "jsonschema": "json"})
	for _, c := range []struct {
		name string
		got  []string
		want string
	}{
		{"all", stages(generator.Generate, all), "[load lower go validators docs jsonschema examples check]"},
		{"the model", stages(generator.Model, all), "[load lower examples check]"},
		{"docs alone", stages(generator.Generate, generator.NewTarget("", map[string]string{"docs": "docs"})), "[load lower docs examples check]"},
		{"nothing", stages(generator.Generate, config.Target{}), "[load lower examples check]"},
	} {
		if got := fmt.Sprint(c.got); got != c.want {
			t.Errorf("%s: ran %s, want %s", c.name, got, c.want)
		}
	}
}
