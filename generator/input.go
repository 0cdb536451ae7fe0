// This file says what the stages are given.

package generator

import (
	"cmp"
	"fmt"

	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/emit"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/limits"
	"github.com/oasmint/oasmint/generator/load"
	"github.com/oasmint/oasmint/generator/lower"
	"github.com/oasmint/oasmint/generator/source"
)

// loading is what load is given.
func (r *run) loading() load.Input {
	in := load.Input{Name: r.opts.SpecName, Data: r.opts.Spec, Past: r.past,
		AllowRemote: r.opts.AllowRemote, Root: r.target.Root, Limits: r.opts.Limits, Bounds: r.bounds(), Ask: r.opts.Ask, Cache: r.opts.Cache}
	if in.Data == nil {
		in.Path, in.Name = r.target.Spec, r.target.Spec
	} else if r.opts.Tree != nil {
		in.Path, in.Tree = r.opts.SpecPath, r.opts.Tree
	}
	for i, path := range r.target.Overlays {
		in.Overlays = append(in.Overlays, load.Overlay{Path: path, Pos: r.target.Position(fmt.Sprintf("/overlays/%d", i))})
	}
	return in
}

// bounds are the limits of the run.
func (r *run) bounds() limits.Limits { return r.opts.Bounds.Or(r.target.Limits) }

// lowering is what lower is given.
func (r *run) lowering() lower.Options {
	names := map[string]lower.Explicit{}
	for pointer, name := range r.target.Names {
		names[pointer] = lower.Explicit{Name: name, Pos: r.target.Position("/names/" + source.EscapeToken(pointer))}
	}
	return lower.Options{
		Names: names, Published: r.opts.Published, Earlier: r.opts.earlier, Reserved: reserved(&r.target), Initialisms: r.target.Initialisms,
		Types: r.goTypes(), Extensions: r.target.Extensions, Limits: r.bounds(), Imports: r.opts.Imports,
		WithoutMembers: r.withoutMembers, KeepRepeated: r.keepRepeated, Include: r.patterns("/include", r.target.Include), Exclude: r.patterns("/exclude", r.target.Exclude),
	}
}

// goTypes are the Go types that the target asks for, with their positions.
func (r *run) goTypes() lower.GoTypes {
	read := func(key string, types map[string]string) map[string]lower.GoType {
		out := map[string]lower.GoType{}
		for of, text := range types {
			if t, err := goapi.ParseType(text); err == nil { // which config has checked
				out[of] = lower.GoType{Type: t, Pos: r.target.Position("/types/" + key + "/" + source.EscapeToken(of))}
			}
		}
		return out
	}
	t := r.target.Types
	return lower.GoTypes{Formats: read("formats", t.Formats), Schemas: read("schemas", t.Schemas), Places: read("places", t.Places)}
}

// patterns are those of a filter, with their positions.
func (r *run) patterns(key string, f config.Filter) []lower.Pattern {
	var out []lower.Pattern
	add := func(list string, by lower.PatternKind, texts []string) {
		for i, text := range texts {
			out = append(out, lower.Pattern{By: by, Text: text, Pos: r.target.Position(fmt.Sprintf("%s/%s/%d", key, list, i))})
		}
	}
	add("tags", lower.ByTag, f.Tags)
	add("operationIds", lower.ByOperationID, f.OperationIDs)
	add("paths", lower.ByPath, f.Paths)
	return out
}

// inputOf is what an emitter is given.
func (r *run) inputOf(e emit.Emitter) *emit.Input {
	return &emit.Input{
		API: r.API, Target: &r.target, Config: r.target.Section(e.Name()),
		Dir: cmp.Or(r.opts.Dir, "."), GoImport: r.opts.GoImport, Runtime: r.Runtime, Located: r.located, Syntax: r.syntax, Declared: r.declared,
	}
}

// located is [emit.Input.Located].
func (r *run) located(name string) map[string]string {
	for _, e := range asked(&r.target) {
		if locator, ok := e.(emit.Locator); ok && e.Name() == name {
			return locator.Locate(r.API, r.target.Section(name))
		}
	}
	return nil
}
