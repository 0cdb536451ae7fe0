// Package client emits a typed client of an API: a method for each operation. What an
// emitted client consists of besides methods and tables is generator/call, which is
// copied.
package client

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"path"

	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/emit"
	"github.com/oasmint/oasmint/generator/output"
	"github.com/oasmint/oasmint/generator/pages"
)

// Emitter makes the client.
type Emitter struct {
	Runtime fs.FS // the source of generator/call, in a folder
}

// Config is its section.
type Config struct {
	Out        config.Path   `key:"out" doc:"The folder that it is written to; by default client below that of go." flag:"client-out"`
	Pagination []pages.Lists `key:"pagination" doc:"Operations that give a list in pages, where x-pagination of the document does not say so."`
}

// Lists makes Config a [pages.Section].
func (c *Config) Lists() []pages.Lists { return c.Pagination }

// Below makes Config a [config.Below].
func (*Config) Below() (section, folder string) { return "go", "client" }

// Problems reports a folder whose name no package can have.
func (c *Config) Problems() []config.Problem {
	problems := emit.PackageProblems(c.Out)
	for i, l := range c.Pagination {
		if text := l.Problem(); text != "" {
			problems = append(problems, config.Problem{Key: fmt.Sprintf("/pagination/%d", i), Message: text})
		}
	}
	return problems
}

// Name, Doc, Config, Needs and Emit are those of [emit.Emitter].
func (Emitter) Name() string { return "client" }

func (Emitter) Doc() string { return "A net/http client: a method for each operation" }

func (Emitter) Config() any { return &Config{} }

func (Emitter) Needs() []string { return []string{"go"} }

// codeTypes is the code of a client without Go types.
const codeTypes = "client-types"

func (e Emitter) Emit(_ context.Context, in *emit.Input) (*emit.Output, error) {
	if err := cmp.Or(in.NeedsParams("client", codeTypes), in.NeedsImport("the client imports")); err != nil {
		return nil, err
	}
	folder := string(in.Config.(*Config).Out)
	copied, err := in.Copy(e.Runtime, "call", folder, map[string]string{"validate": in.Runtime})
	if err != nil {
		return nil, err
	}
	src, err := Emit(in.API, in.Go, Options{
		Package: path.Base(folder), Types: in.GoImport, Runtime: in.Runtime, Declared: copied.Declared, Defaults: in.Target.Is("go", "defaults"), Lists: in.Config.(*Config).Pagination,
		Position: func(pointer string) diag.Position { return in.Target.Position("/client" + pointer) },
	}, in.Diags)
	if err != nil {
		return nil, err
	}
	file := output.File{Path: path.Join(folder, "operations.gen.go"), Data: emit.WithHead(src, in.GoHead())}
	return &emit.Output{Files: append(copied.Files, file)}, nil
}
