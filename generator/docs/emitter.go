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
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/output"
	"github.com/oasmint/oasmint/generator/pages"
)

// Emitter makes the Markdown.
type Emitter struct{}

// Config is its section.
type Config struct {
	Out     config.Path `key:"out,required" doc:"The folder that they are written to." flag:"docs-out"`
	Preset  Preset      `key:"preset" doc:"The site generator that the pages are for." flag:"docs-preset"`
	Site    string      `key:"site" doc:"The folder of the site's pages, where out is a folder in it: the navigation has paths from there." flag:"docs-site"`
	Go      *bool       `key:"go" doc:"Whether the pages show Go, where Go is made; true by default."`
	Schemas Schemas     `key:"schemas" doc:"Which schemas have a page of their own: shared, those that the document names or that several pages use, while others stand on the page that uses them; or all."`
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

// Schemas are those that have a page of their own.
type Schemas string

// Choices are shared and all.
func (Schemas) Choices() []string { return []string{"shared", "all"} }

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
	opts := Options{Preset: string(c.Preset), Budget: in.Budget, JSONSchema: map[string]string{}}
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
	if err := opts.Show(in.Target, in.GoImport, in.Go); err != nil {
		return nil, err
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

// Show has the pages show what a target asks for: requests in its languages, and its Go,
// which is in a package of that import path: the types as they were declared, and the calls
// of the client and the server.
func (o *Options) Show(t *config.Target, importPath string, declared *goapi.Package) (err error) {
	shown := t.Has("go")
	if c, ok := t.Section("docs").(*Config); ok && t.Has("docs") {
		o.Samples, o.AllSchemas = c.Samples, c.Schemas == "all"
		shown = shown && (c.Go == nil || *c.Go)
	}
	if !shown {
		return nil
	}
	o.NoGo = t.Is("go", "types-only")
	o.AllFunctions = t.Get("validators", "functions") == "all"
	o.Declared = declared
	o.Package, o.ImportPath = t.Get("go", "package"), importPath
	if t.Has("client") {
		o.Lists = t.Section("client").(pages.Section).Lists()
	}
	if o.Client, err = emit.ImportOf(t, importPath, "client"); err == nil {
		o.Server, err = emit.ImportOf(t, importPath, "server")
	}
	return err
}

// Count returns how many pages there are, or nearly so. It makes Emitter an
// [emit.Counter].
func (Emitter) Count(api *ir.API) int { return len(api.Operations) + len(api.Schemas) }
