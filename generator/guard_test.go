package generator

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/emit"
)

// faulty is an emitter that panics, as none should.
type faulty struct{ at diag.Position }

func (faulty) Name() string    { return "docs" }
func (faulty) Doc() string     { return "" }
func (faulty) Config() any     { return nil }
func (faulty) Needs() []string { return nil }
func (f faulty) Emit(_ context.Context, in *emit.Input) (*emit.Output, error) {
	in.Diags.Enter(f.at)
	var none *emit.Output
	return &emit.Output{Files: none.Files}, nil
}

// A fault of oasmint's own ends the run with one line that says where, and what to
// report, wherever it is: in a stage that runs beside others as well.
func TestPanicIsReported(t *testing.T) {
	target := NewTarget("", map[string]string{"docs": "docs"})
	opts := Options{SpecName: "api.yaml", Spec: []byte("openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\n")}
	isReported := func(t *testing.T, err error, want ...string) {
		t.Helper()
		var errs diag.Errors
		if !errors.As(err, &errs) || len(errs) != 1 || errs[0].Code != CodeInternal {
			t.Fatalf("the error is %v", err)
		}
		for _, part := range append(want, "report this line", issues) {
			if line := errs.Error(); !strings.Contains(line, part) || strings.Contains(line, "\n") {
				t.Errorf("the error is %q; %q was expected in it, on one line", line, part)
			}
		}
	}
	at := diag.Position{File: "parts.yaml", Line: 7, Column: 3, Pointer: "/x"}
	t.Run("emitter", func(t *testing.T) {
		_, err := generate(t.Context(), target, opts, []emit.Emitter{faulty{at}}, nil)
		isReported(t, err, "parts.yaml:7:3: error:", "(at #/x)", "docs, generator.faulty.Emit:")
	})
	t.Run("stage", func(t *testing.T) {
		r := &run{opts: opts}
		err := r.guard("lower", &r.Diagnostics, func() error {
			r.Diagnostics.Enter(at)
			panic("what is this?")
		})
		isReported(t, err, "parts.yaml:7:3: error:", "lower, generator.TestPanicIsReported", "what is this?")
	})
	t.Run("no place", func(t *testing.T) {
		r := &run{opts: opts}
		isReported(t, r.guard("load", &r.Diagnostics, func() error { panic("what is this?") }), "api.yaml: error:")
	})
}
