// This file is the emitter: the section docs of oasmint.yaml.

package docs

import (
	"context"
	"path"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/emit"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/output"
	"github.com/oasmint/oasmint/generator/pages"
)

// Emitter makes the Markdown.
type Emitter struct{}

// Config is its section.
type Config struct {
	Out    config.Path `key:"out,required" doc:"The folder that they are written to." flag:"docs-out"`
	Preset Preset      `key:"preset" doc:"The site generator that the pages are for." flag:"docs-preset"`
	Site   string      `key:"site" doc:"The folder of the site's pages, where out is a folder in it: the navigation has paths from there." flag:"docs-site"`
	Go     *bool       `key:"go" doc:"Whether the pages show Go, where Go is made; true by default."`
	// Samples is nil where nothing is said.
	Samples []Language `key:"samples" doc:"The languages that requests are shown in, in this order: curl where nothing is said; [] for none."`
}

// Problems makes Config what package config asks: a language is named once.
func (c *Config) Problems() (out []config.Problem) {
	for i, l := range c.Samples {
		if slices.Contains(c.Samples[:i], l) {
			out = append(out, config.Problem{Key: "/samples/" + strconv.Itoa(i), Message: string(l) + " is named twice"})
		}
	}
	return out
}

// Preset is the name of a preset.
type Preset string

// Choices are the presets that there are.
func (Preset) Choices() []string { return Presets() }

// Name, Doc, Config, Needs and Emit are those of [emit.Emitter].
func (Emitter) Name() string { return "docs" }

func (Emitter) Doc() string { return "Markdown reference docs" }

func (Emitter) Config() any { return &Config{} }

// The Go on the pages goes by the emitted types.
func (Emitter) Needs() []string { return []string{"go"} }

func (Emitter) Emit(_ context.Context, in *emit.Input) (*emit.Output, error) {
	c := in.Config.(*Config)
	dir, err := filepath.Abs(in.Dir) // either may stand outside of it
	if err != nil {
		return nil, err
	}
	opts := Options{Preset: string(c.Preset), Samples: c.Samples, Budget: in.Budget, JSONSchema: map[string]string{}}
	for schema, file := range in.Located("jsonschema") {
		link, err := filepath.Rel(filepath.Join(dir, filepath.FromSlash(string(c.Out))), filepath.Join(dir, filepath.FromSlash(file)))
		if err != nil {
			return nil, err
		}
		opts.JSONSchema[schema] = filepath.ToSlash(link)
	}
	if c.Site != "" {
		folder, err := filepath.Rel(filepath.Join(dir, filepath.FromSlash(c.Site)), filepath.Join(dir, filepath.FromSlash(string(c.Out))))
		if err != nil || !filepath.IsLocal(folder) {
			return nil, diag.Errors{{Severity: diag.Error, Code: "docs-site", Position: in.Target.Position("/docs/site"),
				Message: "docs.out is " + strconv.Quote(string(c.Out)) + ", which is not below docs.site, " + strconv.Quote(c.Site)}}
		}
		opts.Folder = filepath.ToSlash(folder)
	}
	if in.Target.Has("go") && (c.Go == nil || *c.Go) {
		opts.NoGo = in.Target.Is("go", "types-only")
		opts.Declared = in.Go
		opts.Package, opts.ImportPath = in.Target.Get("go", "package"), in.GoImport
		if in.Target.Has("client") {
			opts.Lists = in.Target.Section("client").(pages.Section).Lists()
		}
		if opts.Client, err = importOf(in, "client"); err == nil {
			opts.Server, err = importOf(in, "server")
		}
		if err != nil {
			return nil, err
		}
	}
	reference, err := Render(in.API, opts, in.Diags)
	if err != nil {
		return nil, err
	}
	out := &emit.Output{}
	for _, f := range reference.Files() {
		out.Files = append(out.Files, output.File{Path: path.Join(string(c.Out), f.Path), Data: f.Data})
	}
	return out, nil
}

// Count returns how many pages there are, or nearly so. It makes Emitter an
// [emit.Counter].
func (Emitter) Count(api *ir.API) int { return len(api.Operations) + len(api.Schemas) }

// importOf is the import path of the package that a section asks for, "" where there is
// none.
func importOf(in *emit.Input, section string) (string, error) {
	if !in.Target.Has(section) || in.GoImport == "" {
		return "", nil
	}
	from, err := filepath.Rel(filepath.FromSlash(in.Target.Get("go", "out")), filepath.FromSlash(in.Target.Get(section, "out")))
	return path.Join(in.GoImport, filepath.ToSlash(from)), err
}
