// Package client emits a typed client of an API: a method for each operation. What an
// emitted client consists of besides methods and tables is generator/call, which is
// copied.
package client

import (
	"context"
	"errors"
	"go/ast"
	"go/parser"
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

// Emitter makes the client.
type Emitter struct {
	Runtime fs.FS // the source of generator/call, in a folder
}

// Config is its section.
type Config struct {
	Out config.Path `key:"out" doc:"The folder that it is written to; by default client below that of go." flag:"client-out"`
}

// Below makes Config a [config.Below].
func (*Config) Below() (section, folder string) { return "go", "client" }

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
func (Emitter) Name() string { return "client" }

func (Emitter) Doc() string { return "A net/http client: a method for each operation" }

func (Emitter) Config() any { return &Config{} }

func (Emitter) Needs() []string { return []string{"go"} }

func (e Emitter) Emit(_ context.Context, in *emit.Input) (*emit.Output, error) {
	if in.Go == nil || in.Target.Is("go", "types-only") || lacksParams(in.API) {
		return nil, diag.Errors{{
			Severity: diag.Error, Code: codeTypes, Position: in.Target.Position("/client"),
			Message: "the client needs the Go types of this target, with validators and parameters",
			Hint:    "add go, and leave out go.types-only and go.params",
		}}
	}
	if in.GoImport == "" {
		return nil, errors.New("the client imports the Go types, whose import path is not known\n\tgive --module PATH, or run: go mod init example.com/your/module")
	}
	folder := string(in.Config.(*Config).Out)
	name := path.Base(folder)
	files, declared, err := e.parts(folder, name, in)
	if err != nil {
		return nil, err
	}
	src, err := Emit(in.API, in.Go, Options{Package: name, Types: in.GoImport, Runtime: in.Runtime, Declared: declared}, in.Diags)
	if err != nil {
		return nil, err
	}
	files = append(files, output.File{Path: path.Join(folder, "operations.gen.go"), Data: emit.WithHead(src, in.GoHead())})
	return &emit.Output{Files: files}, nil
}

// codeTypes is the code of a client without Go types.
const codeTypes = "client-types"

// lacksParams reports whether operations have parameters and no types for them.
func lacksParams(api *ir.API) bool {
	return slices.ContainsFunc(api.Operations, func(op *ir.Operation) bool {
		return op.Params == nil && !op.Webhook && (strings.Contains(op.Path, "{") ||
			slices.ContainsFunc(op.Parameters, func(p *ir.Parameter) bool { return p.In == "query" && p.Wire != "" }))
	})
}

// own is the run-time package of validators, as generator/call imports it.
const own = "github.com/oasmint/oasmint/generator/validate"

// parts returns the files of generator/call as files of the emitted package, and the
// identifiers that they declare.
func (e Emitter) parts(folder, name string, in *emit.Input) (files []output.File, declared map[string]bool, err error) {
	names, err := fs.Glob(e.Runtime, "*/*.go")
	if err != nil {
		return nil, nil, err
	}
	declared = map[string]bool{}
	for _, file := range names {
		base := path.Base(file)
		if strings.HasSuffix(base, "_test.go") || base == "doc.go" {
			continue
		}
		data, err := fs.ReadFile(e.Runtime, file)
		if err != nil {
			return nil, nil, err
		}
		if err := declares(base, data, declared); err != nil {
			return nil, nil, err
		}
		src := strings.Replace(string(data), "package call\n", "package "+name+"\n", 1)
		src = strings.Replace(src, strconv.Quote(own), strconv.Quote(in.Runtime), 1)
		files = append(files, output.File{
			Path: path.Join(folder, strings.TrimSuffix(base, ".go")+".gen.go"),
			Data: []byte(goapi.Mark + "\n" + in.GoHead() + "\n" + src),
		})
	}
	return files, declared, nil
}

// declares adds the identifiers of a file's package scope.
func declares(name string, src []byte, to map[string]bool) error {
	file, err := parser.ParseFile(token.NewFileSet(), name, src, 0)
	if err != nil {
		return err
	}
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				to[d.Name.Name] = true
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					to[spec.Name.Name] = true
				case *ast.ValueSpec:
					for _, ident := range spec.Names {
						to[ident.Name] = true
					}
				}
			}
		}
	}
	return nil
}
