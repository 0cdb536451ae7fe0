// Package server emits a net/http server of an API: an interface with a method for each
// operation, and the handler that calls it. What an emitted server consists of besides
// types and tables is generator/serve, which is copied beside it, and the package facade in
// front of that, which is copied into it.
package server

import (
	"cmp"
	"context"
	"io/fs"
	"path"

	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/emit"
	"github.com/oasmint/oasmint/generator/output"
)

// Emitter makes the server.
type Emitter struct {
	Runtime fs.FS // the source of generator/serve and of what is in front of it, by their folders
}

// Config is its section.
type Config struct {
	Out config.Path `key:"out" doc:"The folder that it is written to; by default server below that of go." flag:"server-out"`
}

// Below makes Config a [config.Below].
func (*Config) Below() (section, folder string) { return "go", "server" }

// Problems reports a folder whose name no package can have.
func (c *Config) Problems() []config.Problem {
	return emit.PackageProblems(c.Out)
}

// Name, Doc, Config, Needs and Emit are those of [emit.Emitter].
func (Emitter) Name() string { return "server" }

func (Emitter) Doc() string {
	return "A net/http server: an interface with a method for each operation, and the handler that calls it"
}

func (Emitter) Config() any { return &Config{} }

func (Emitter) Needs() []string { return []string{"go"} }

// codeTypes is the code of a server without Go types.
const codeTypes = "server-types"

func (e Emitter) Emit(_ context.Context, in *emit.Input) (*emit.Output, error) {
	if err := cmp.Or(in.NeedsParams("server", codeTypes), in.NeedsImport("the server imports")); err != nil {
		return nil, err
	}
	folder := string(in.Config.(*Config).Out)
	home, err := emit.ImportOf(in.Target, in.GoImport, "server")
	if err != nil {
		return nil, err
	}
	const below = "internal/serve"
	imports := map[string]string{"serve": path.Join(home, below), "validate": in.Runtime}
	facade, err := in.Copy(e.Runtime, "serve/facade", folder, imports)
	if err != nil {
		return nil, err
	}
	serve, err := in.Copy(e.Runtime, "serve", path.Join(folder, below), imports)
	if err != nil {
		return nil, err
	}
	src, err := Emit(in.API, in.Go, Options{Package: path.Base(folder), Types: in.GoImport, Runtime: in.Runtime, Serve: imports["serve"], Declared: facade.Declared, Defaults: in.Target.Is("go", "defaults")}, in.Diags)
	if err != nil {
		return nil, err
	}
	file := output.File{Path: path.Join(folder, "handler.gen.go"), Data: emit.WithHead(src, in.GoHead())}
	return &emit.Output{Files: append(append(facade.Files, serve.Files...), file)}, nil
}
