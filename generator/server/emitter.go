// Package server emits a net/http server of an API: an interface with a method for each
// operation, and the handler that calls it. What an emitted server consists of besides
// types and tables is generator/serve, which is copied.
package server

import (
	"context"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/emit"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/output"
)

// Emitter makes the server.
type Emitter struct {
	Runtime fs.FS // the source of generator/serve, in a folder
}

// Config is its section.
type Config struct {
	Out config.Path `key:"out" doc:"The folder that it is written to; by default server below that of go." flag:"server-out"`
}

// Below makes Config a [config.Below].
func (*Config) Below() (section, folder string) { return "go", "server" }

// Problems reports a folder whose name no package can have.
func (c *Config) Problems() []config.Problem {
	if name := path.Base(string(c.Out)); c.Out != "" && (!token.IsIdentifier(name) || name == "_" || name == "main") {
		return []config.Problem{{
			Key: "/out", Message: strconv.Quote(name) + " is no name for a package, which is called as its folder", Hint: "choose another folder",
		}}
	}
	return nil
}

// Name, Doc, Config, Needs and Emit are those of [emit.Emitter].
func (Emitter) Name() string { return "server" }

func (Emitter) Doc() string {
	return "A net/http server: an interface with a method for each operation, and the handler that calls it"
}

func (Emitter) Config() any { return &Config{} }

func (Emitter) Needs() []string { return []string{"go"} }

func (e Emitter) Emit(_ context.Context, in *emit.Input) (*emit.Output, error) {
	if in.Go == nil || in.Target.Is("go", "types-only") || !hasParams(in.API) {
		return nil, diag.Errors{{
			Severity: diag.Error, Code: codeTypes, Position: in.Target.Position("/server"),
			Message: "the server needs the Go types of this target, with validators and parameters",
			Hint:    "add go, and leave out go.types-only and go.params",
		}}
	}
	folder := string(in.Config.(*Config).Out)
	name := path.Base(folder)
	src, err := Emit(in.API, in.Go, Options{Package: name, Types: in.GoImport, Runtime: in.Runtime}, in.Diags)
	if err != nil {
		return nil, err
	}
	out := &emit.Output{Files: []output.File{{Path: path.Join(folder, "handler.gen.go"), Data: emit.WithHead(src, in.GoHead())}}}
	copied, err := e.parts(folder, name, in)
	out.Files = append(out.Files, copied...)
	return out, err
}

// codeTypes is the code of what the target lacks.
const codeTypes = "server-types"

// hasParams reports whether operations have types for their parameters.
func hasParams(api *ir.API) bool {
	return !slices.ContainsFunc(api.Operations, func(op *ir.Operation) bool {
		return op.Params == nil && slices.ContainsFunc(op.Parameters, func(p *ir.Parameter) bool { return p.In == "query" && p.Wire != "" }) ||
			op.Params == nil && !op.Webhook && nameInTemplate.MatchString(op.Path)
	})
}

// own is the run-time package of validators, as generator/serve imports it.
const own = "github.com/oasmint/oasmint/generator/validate"

// parts returns the files of generator/serve as files of the emitted package.
func (e Emitter) parts(folder, name string, in *emit.Input) ([]output.File, error) {
	names, err := fs.Glob(e.Runtime, "*/*.go")
	if err != nil {
		return nil, err
	}
	var files []output.File
	for _, file := range names {
		base := path.Base(file)
		if strings.HasSuffix(base, "_test.go") || base == "doc.go" {
			continue
		}
		data, err := fs.ReadFile(e.Runtime, file)
		if err != nil {
			return nil, err
		}
		src := strings.Replace(string(data), "package serve\n", "package "+name+"\n", 1)
		src = strings.Replace(src, strconv.Quote(own), strconv.Quote(in.Runtime), 1)
		files = append(files, output.File{
			Path: path.Join(folder, strings.TrimSuffix(base, ".go")+".gen.go"),
			Data: []byte(goapi.Mark + "\n" + in.GoHead() + "\n" + src),
		})
	}
	return files, nil
}
