// This file is the emitter: the section jsonschema of oasmint.yaml.

package jsonschema

import (
	"context"
	"path"

	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/emit"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/output"
)

// Emitter makes the JSON Schema files.
type Emitter struct{}

// Config is its section.
type Config struct {
	Out config.Path `key:"out,required" doc:"The folder that they are written to." flag:"jsonschema-out"`
}

// Name, Doc, Config, Needs and Emit are those of [emit.Emitter].
func (Emitter) Name() string { return "jsonschema" }

func (Emitter) Doc() string {
	return "JSON Schema 2020-12 files, one for each component and body, and for the parameters of each operation"
}

func (Emitter) Config() any { return &Config{} }

func (Emitter) Needs() []string { return nil }

func (Emitter) Emit(_ context.Context, in *emit.Input) (*emit.Output, error) {
	out := &emit.Output{}
	files, err := Render(in.API, in.Diags, in.Budget)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		out.Files = append(out.Files, output.File{Path: path.Join(string(in.Config.(*Config).Out), f.Name), Data: f.Data})
	}
	return out, nil
}

// Locate returns the files of named schemas. It makes Emitter [emit.Locator].
func (Emitter) Locate(api *ir.API, section any) map[string]string {
	out := map[string]string{}
	for _, s := range subjects(api) {
		if s.schema.Name == s.name {
			out[s.name] = path.Join(string(section.(*Config).Out), s.file)
		}
	}
	return out
}

// Count returns how many documents there are, or somewhat fewer. It makes Emitter an
// [emit.Counter].
func (Emitter) Count(api *ir.API) int { return len(subjects(api)) }
