// This file is the emitter: the section validators of oasmint.yaml.

package validators

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"strconv"
	"strings"

	modpath "golang.org/x/mod/module"

	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/emit"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/output"
)

// Emitter makes the validators, and beside them a copy of the run-time package
// that they call, so that emitted code needs no module of ours.
type Emitter struct {
	Runtime fs.FS // the source of that package, in a folder
}

// Config is its section.
type Config struct {
	EmptyStrings EmptyStrings `key:"empty-strings" doc:"What an empty string in a required field of a Go value is."`
	Functions    Functions    `key:"functions" doc:"Which schemas have Validate…JSON and Decode…: components and bodies, or all, with the parts of those that have a name."`
	Parameters   Parameters   `key:"parameters" doc:"How parameters are read: by code for each operation, or by tables, which build faster and take longer to read a request. By itself it is code for up to 256 operations."`
	Runtime      string       `key:"runtime" doc:"The import path of a run-time package that several outputs share; by default each has its own."`
}

// EmptyStrings says what an empty string in a required field of a Go value is:
// missing, since a Go value cannot tell it from one that is not set, or allowed.
type EmptyStrings string

// Choices are missing and allow.
func (EmptyStrings) Choices() []string { return []string{"missing", "allow"} }

// Functions says which schemas have functions for JSON texts: those that a text is of as
// a whole, or all that have a name.
type Functions string

// Choices are bodies and all.
func (Functions) Choices() []string { return []string{"bodies", "all"} }

// Parameters says how parameters are read: by code, by tables, or, where it is auto, by tables
// where there are many operations.
type Parameters string

// Choices are auto, code and tables.
func (Parameters) Choices() []string { return []string{"auto", "code", "tables"} }

// manyOperations is how many an API has for whose parameters code would be large and slow to
// build.
const manyOperations = 256

func (p Parameters) byTable(api *ir.API) bool {
	return p == "tables" || p != "code" && len(api.Operations) > manyOperations
}

// Problems reports a run-time package that cannot be imported.
func (c *Config) Problems() []config.Problem {
	var malformed *modpath.InvalidPathError
	if err := modpath.CheckImportPath(c.Runtime); c.Runtime != "" && errors.As(err, &malformed) {
		return []config.Problem{{
			Key: "/runtime", Message: strconv.Quote(c.Runtime) + " is no import path: " + malformed.Err.Error(),
			Hint: "an import path, as in example.com/api/validate",
		}}
	}
	return nil
}

// Name, Doc, Config, Needs and Emit are those of [emit.Emitter].
func (Emitter) Name() string { return "validators" }

func (Emitter) Doc() string { return "The choices that generated validators leave open" }

func (Emitter) Config() any { return &Config{} }

func (Emitter) Needs() []string { return []string{"go"} }

func (e Emitter) Emit(_ context.Context, in *emit.Input) (*emit.Output, error) {
	c := in.Config.(*Config)
	folder := in.Target.Get("go", "out")
	opts := Options{Package: in.Go.Name, Runtime: in.Runtime, AllowEmptyStrings: c.EmptyStrings == "allow", AllFunctions: c.Functions == "all", TableParams: c.Parameters.byTable(in.API), Declared: in.Declared}
	out := &emit.Output{}
	name, src, err := "validators.gen.go", []byte(nil), error(nil)
	if in.Target.Is("go", "types-only") {
		name = "json.gen.go"
		src, err = EmitJSON(in.API, in.Go, opts, in.Diags)
	} else {
		src, err = Emit(in.API, in.Go, opts, in.Diags)
	}
	if err != nil {
		return nil, err
	}
	if c.Runtime == "" && in.OwnRuntime() && (src != nil || in.Go.Imports["validate"] != "") {
		if out.Files, err = e.copyRuntime(path.Join(folder, "validate"), in.GoHead()); err != nil {
			return nil, err
		}
	}
	if src != nil {
		out.Files = append(out.Files, output.File{Path: path.Join(folder, name), Data: emit.WithHead(src, in.GoHead())})
	}
	return out, nil
}

// copyRuntime returns the files of the run-time package, to be written to a
// folder, with a head.
func (e Emitter) copyRuntime(folder, head string) ([]output.File, error) {
	names, err := fs.Glob(e.Runtime, "*/*.go")
	if err != nil {
		return nil, err
	}
	var files []output.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		src, err := fs.ReadFile(e.Runtime, name)
		if err != nil {
			return nil, err
		}
		name = strings.TrimSuffix(path.Base(name), ".go") + ".gen.go"
		files = append(files, output.File{Path: path.Join(folder, name), Data: append([]byte(goapi.Mark+"\n"+head+"\n"), src...)})
	}
	return files, nil
}

// Reserve makes Emitter an [emit.Reserver].
func (Emitter) Reserve(any) goapi.Idents { return goapi.Validators }
