// This file is the emitter: the section go of oasmint.yaml.

package gotypes

import (
	"context"
	"errors"
	"fmt"
	"go/build/constraint"
	"go/token"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/mod/module"

	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/emit"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/gotypes/methods"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/output"
)

// Emitter makes the Go types.
type Emitter struct{}

// Config is its section.
type Config struct {
	Out          config.Path `key:"out,required" doc:"The folder that they are written to." flag:"go-out"`
	Package      string      `key:"package" doc:"The Go package's name; by default the last element of out." pattern:"^[\\p{L}_][\\p{L}\\p{Nd}_]*$" flag:"package"`
	Header       string      `key:"header" doc:"What each Go file says at its head, a licence for instance, as a comment."`
	Params       *bool       `key:"params" doc:"Whether each operation with parameters has a type for them, and functions that read them from a request and write them to one, and so the headers of each answer; true by default."`
	Build        string      `key:"build" doc:"The build constraint of each Go file: linux && !cgo."`
	Files        Files       `key:"files" doc:"How the Go is laid out in files: by-kind is types.gen.go, validators.gen.go and so on; one is api.gen.go alone; bounded cuts those of by-kind between declarations."`
	Lines        int         `key:"lines" doc:"With files: bounded, the lines that a file may have, but for a declaration that alone has more; by default 1000."`
	String       String      `key:"string" doc:"Which types have a String, and the like for fmt and log/slog, that shows no value."`
	Secret       []string    `key:"secret" doc:"Words that make a text secret at the end of its name, in addition to password, token and others." pattern:"\\p{L}"`
	TypesOnly    bool        `key:"types-only" doc:"No validators: types, and what encoding/json needs of them." flag:"types-only"`
	Getters      bool        `key:"getters" doc:"Methods GetX for the fields, which a nil pointer has as well."`
	Defaults     bool        `key:"defaults" doc:"Methods WithDefaults, which give what is absent the default of the document; validate.Defaults asks Decode for it."`
	Constructors bool        `key:"constructors" doc:"Functions NewX that take what an object requires."`
	Optional     Optional    `key:"optional" doc:"The Go type of a field that may be absent: a pointer, or a value whose zero is left out." flag:"optional"`

	byFolder bool // Package is the name of the folder
}

// Files says how the Go is laid out in files.
type Files string

// Choices are by-kind, one and bounded.
func (Files) Choices() []string { return []string{"by-kind", "one", "bounded"} }

// fewestLines is the least that a file may be bounded by, and usualLines what is usual.
const fewestLines, usualLines = 50, 1000

// Optional says which Go type a field has that may be absent.
type Optional string

// Choices are pointer and value-omitzero.
func (Optional) Choices() []string { return []string{"pointer", "value-omitzero"} }

// String says which types have a String that shows no value: those that hold secrets,
// all, or none.
type String string

// Choices are secret, all and none.
func (String) Choices() []string { return []string{"secret", "all", "none"} }

// SetDefaults names the package after its folder.
func (c *Config) SetDefaults() {
	if c.Package == "" {
		c.Package, c.byFolder = path.Base(string(c.Out)), true
	}
	if c.Files == "bounded" && c.Lines == 0 {
		c.Lines = usualLines
	}
}

// HasParams reports whether the parameters of operations have types.
func (c *Config) HasParams() bool { return c.Params == nil || *c.Params }

// Problems reports a package name and a build constraint that Go does not have.
func (c *Config) Problems() []config.Problem {
	var out []config.Problem
	for i, word := range c.Secret {
		if !strings.ContainsFunc(word, unicode.IsLetter) {
			out = append(out, config.Problem{Key: "/secret/" + strconv.Itoa(i), Message: strconv.Quote(word) + " has no letters"})
		}
	}
	if c.Build != "" {
		if _, err := constraint.Parse("//go:build " + c.Build); err != nil || strings.ContainsAny(c.Build, "\r\n") {
			out = append(out, config.Problem{
				Key: "/build", Message: strconv.Quote(c.Build) + " is no build constraint",
				Hint: "write what follows //go:build, as in linux && !cgo",
			})
		}
	}
	if err := checkFolder(string(c.Out)); err != nil {
		out = append(out, config.Problem{
			Key: "/out", Message: "no Go import path can have the folder " + strconv.Quote(string(c.Out)) + ": " + err.Error(),
			Hint: "choose folders of ASCII letters, digits and -._~+",
		})
	}
	switch {
	case c.Lines != 0 && c.Files != "bounded":
		out = append(out, config.Problem{Key: "/lines", Message: "it goes with files: bounded"})
	case c.Files == "bounded" && c.Lines < fewestLines:
		out = append(out, config.Problem{Key: "/lines", Message: "expected at least " + strconv.Itoa(fewestLines) + " lines"})
	}
	if token.IsIdentifier(c.Package) && c.Package != "_" && (c.Package != "main" || !c.byFolder) {
		return out
	}
	whose := ""
	if c.byFolder {
		whose = "it is needed here, since the folder's name "
	}
	return append(out, config.Problem{
		Key: "/package", Hint: "give go.package a legal name",
		Message: whose + strconv.Quote(c.Package) + " is no name for a package",
	})
}

// checkFolder says why the go command takes no import path that ends in a folder.
func checkFolder(folder string) error {
	folder = path.Clean(folder)
	for strings.HasPrefix(folder, "../") {
		folder = folder[len("../"):]
	}
	if path.IsAbs(folder) || folder == "." || folder == ".." {
		return nil // the last elements of the path are not known here
	}
	if slices.Contains(strings.Split(folder, "/"), "vendor") {
		return errors.New("vendor is for copies of other modules")
	}
	var malformed *module.InvalidPathError
	if err := module.CheckImportPath(folder); errors.As(err, &malformed) {
		return malformed.Err
	}
	return nil
}

// Name, Doc, Config, Needs and Emit are those of [emit.Emitter].
func (Emitter) Name() string { return "go" }

func (Emitter) Doc() string { return "Go types and validators" }

func (Emitter) Config() any { return &Config{} }

func (Emitter) Needs() []string { return nil }

func (Emitter) Emit(_ context.Context, in *emit.Input) (*emit.Output, error) {
	c := in.Config.(*Config)
	if slices.ContainsFunc(in.API.Imports, func(i ir.Import) bool { return i.Path == in.GoImport }) {
		return nil, fmt.Errorf("%s: %s is the package that is emitted: a type of your own must be in another one, which does not import it", in.Target.Position("/types"), in.GoImport)
	}
	opts := Options{Package: c.Package, Runtime: in.Runtime, Head: in.GoHead(), Values: c.Optional == "value-omitzero", Alone: c.TypesOnly, Syntax: in.Syntax}
	types, declared, err := Emit(in.API, opts, in.Diags)
	if err != nil {
		return nil, err
	}
	out := &emit.Output{Go: declared, Unformatted: !in.Declared}
	add := func(name string, src []byte) {
		out.Files = append(out.Files, output.File{Path: path.Join(string(c.Out), name), Data: src})
	}
	add(fileName, types)
	more, err := emitMethods(in.API, declared, opts, c.methods(), in.Diags)
	if more != nil {
		add(methodsFile, more)
	}
	return out, err
}

// methods are what the section says of methods.
func (c *Config) methods() methods.Options {
	return methods.Options{
		String: string(c.String), Secret: c.Secret, Getters: c.Getters, Defaults: c.Defaults, Constructors: c.Constructors,
	}
}

// Reserve makes Emitter an [emit.Reserver].
func (Emitter) Reserve(section any) goapi.Idents {
	return slices.Concat(goapi.Types, methods.Idents(section.(*Config).methods()))
}
