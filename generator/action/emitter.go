// Package action emits a Go package that writes the answers which a document settles by
// x-action-response, and has an interface for what the document leaves to the caller.
//
// This file is the emitter: the section actions of oasmint.yaml.
package action

import (
	"context"
	"path"

	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/emit"
	"github.com/oasmint/oasmint/generator/output"
)

// Emitter makes the package.
type Emitter struct{}

// Config is its section.
type Config struct {
	Out config.Path `key:"out" doc:"The folder that they are written to, whose last element is the package's name; by default action below that of go." flag:"actions-out"`
}

// Below makes Config a [config.Below].
func (*Config) Below() (section, folder string) { return "go", "action" }

// Problems reports a folder that no package can be named after.
func (c *Config) Problems() []config.Problem {
	return emit.PackageProblems(c.Out)
}

func packageName(c *Config) string { return path.Base(string(c.Out)) }

// Name, Doc, Config, Needs and Emit are those of [emit.Emitter].
func (Emitter) Name() string { return "actions" }

func (Emitter) Doc() string { return "Go functions that answer by x-action-response" }

func (Emitter) Config() any { return &Config{} }

func (Emitter) Needs() []string { return []string{"go"} }

func (Emitter) Emit(_ context.Context, in *emit.Input) (*emit.Output, error) {
	c := in.Config.(*Config)
	if err := in.NeedsImport("actions import"); err != nil {
		return nil, err
	}
	operations := plan(in.API, in.Go, in.Diags)
	if len(operations) == 0 {
		in.Diags.Add(diag.Diagnostic{
			Severity: diag.Warning, Position: in.Target.Position("/actions"), Code: "action-response",
			Message: "no operation has a response with an x-action-response that can be followed, so there are no functions that answer",
		})
		return &emit.Output{}, nil
	}
	src, err := write(operations, packageName(c), in.GoImport, in.Go.Name)
	if err != nil {
		return nil, err
	}
	return &emit.Output{Files: []output.File{{Path: path.Join(string(c.Out), "action.gen.go"), Data: emit.WithHead(src, in.GoHead())}}}, nil
}
