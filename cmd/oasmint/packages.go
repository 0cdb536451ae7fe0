// This file finds the Go packages that are made of the documents to which a document
// refers: those of other targets, and those that imports: names.

package main

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/files"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
)

// packages are the Go packages that targets may import.
type packages struct {
	mu    sync.Mutex                // held while one target finds its own: each package is found once
	found map[string]foundPackage   // by the key of the target, or by document and import path
	reads map[string][]foundPackage // those that a target needs, by its key
	used  map[string]bool           // entries of imports: that were needed, by their position
}

// foundPackage is a package, and what it was found by.
type foundPackage struct {
	*generator.Import
	sources map[string]string // see [job.sources]
	err     error
}

func newPackages() *packages {
	return &packages{found: map[string]foundPackage{}, reads: map[string][]foundPackage{}, used: map[string]bool{}}
}

// reference is one that led from the document of a target to that of another.
type reference struct {
	from  string // the target's key
	at    diag.Position
	above *reference // which led there; nil where that is a target of the run
}

// of returns where the target that is called key refers to another, on the way here.
func (r *reference) of(key string) (at diag.Position, ok bool) {
	for ; r != nil; r = r.above {
		if r.from == key {
			return r.at, true
		}
	}
	return diag.Position{}, false
}

// importer returns what [generator.Options.Imports] is for a target; nil for one without Go.
func (s *session) importer(j *job, t config.Target, c call) func(uri string, at diag.Position) ([]*generator.Import, error) {
	if !t.Has("go") {
		return nil
	}
	return func(uri string, at diag.Position) ([]*generator.Import, error) {
		if c.within == nil {
			j.packages.mu.Lock()
			defer j.packages.mu.Unlock()
		}
		c := call{&reference{t.Key(), at, c.within}, c.later}
		var all []*generator.Import
		add := func(p foundPackage) error {
			j.packages.reads[t.Key()] = append(j.packages.reads[t.Key()], p)
			all = append(all, p.Import)
			return p.err
		}
		for _, document := range slices.Sorted(maps.Keys(t.Imports)) {
			if j.uri(document) == uri {
				j.packages.used[entryOf(t, document).String()] = true
				err := add(s.namedPackage(j, t, document, c))
				return all, err
			}
		}
		for _, other := range j.targets {
			if !other.Has("go") || other.Embedded || other.Key() == t.Key() || j.uri(other.Spec) != uri {
				continue
			}
			if err := add(s.targetPackage(j, other, c)); err != nil {
				return nil, err
			}
		}
		return all, nil
	}
}

// sourcesOf is [job.sources] of a target, with those of the packages that it imports.
func (j *job) sourcesOf(t config.Target, result *generator.Result) map[string]string {
	out := j.sources(t, result)
	j.packages.mu.Lock()
	defer j.packages.mu.Unlock()
	for _, p := range j.packages.reads[t.Key()] {
		if out == nil || p.sources == nil {
			return nil
		}
		maps.Copy(out, p.sources)
	}
	return out
}

// uri is that of a document, as references have it.
func (j *job) uri(document string) string {
	if files.IsURL(document) {
		document, _, _ = strings.Cut(document, "#")
		return document
	}
	abs, err := filepath.Abs(join(j.base, filepath.FromSlash(document)))
	if err != nil {
		return ""
	}
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(abs)}).String()
}

// targetPackage is the Go package of another target.
func (s *session) targetPackage(j *job, t config.Target, c call) foundPackage {
	if at, ok := c.within.of(t.Key()); ok {
		return foundPackage{err: fmt.Errorf("this document and %s refer to each other (there, at %s), and Go packages cannot import each other; move what both need to a document of its own",
			plain(t.Spec), at)}
	}
	if p := j.packages.found[t.Key()]; p.Import != nil {
		return p
	}
	published, err := j.published(t)
	if err != nil {
		return foundPackage{err: err}
	}
	home, err := j.goHome(&t)
	if err != nil {
		home.importPath = t.Get("go", "out") // who emits the package says what is wrong
	}
	p := s.packageOf(j, t, home.importPath, published, c)
	j.packages.found[t.Key()] = p
	return p
}

// namedPackage is the Go package that t's imports: names for a document.
func (s *session) namedPackage(j *job, t config.Target, document string, c call) foundPackage {
	importPath := t.Imports[document]
	key := document + " " + importPath
	if p := j.packages.found[key]; p.Import != nil {
		return p
	}
	other := generator.NewTarget(document, map[string]string{"go": importPath})
	other.Lock = t.Lock
	if runtime := t.Get("validators", "runtime"); runtime != "" {
		other.Set("validators", "runtime", runtime)
	}
	p := s.packageOf(j, other, importPath, goapi.Published{}, c)
	j.packages.found[key] = p
	return p
}

// packageOf is the Go package of a target, whose names the document and what was
// published say.
func (s *session) packageOf(j *job, t config.Target, importPath string, published goapi.Published, c call) foundPackage {
	result, err := s.pipeline(j, t, generator.Options{GoImport: importPath, Published: published}, generator.Model, c)
	if err != nil {
		return foundPackage{err: err}
	}
	i := &generator.Import{Path: importPath, Runtime: result.Runtime, Names: map[string]string{}, Methods: map[string]bool{},
		TypesOnly: t.Is("go", "types-only"), Asked: t.Position("/go/types-only")}
	emitted, all := map[string]bool{}, i.TypesOnly || t.Get("validators", "functions") == "all"
	for _, schema := range result.API.Schemas {
		emitted[schema.Name] = all || goapi.IsWhole(schema)
		i.Methods[schema.Name] = hasValidate(schema)
	}
	for place, name := range result.Published.Names {
		if emitted[name] && !strings.Contains(place, "#") {
			i.Names[place] = name
		}
	}
	sources := j.sources(t, result)
	for _, p := range j.packages.reads[t.Key()] { // by which this one is as it is
		if sources != nil && p.sources != nil {
			maps.Copy(sources, p.sources)
		} else {
			sources = nil
		}
	}
	return foundPackage{Import: i, sources: sources}
}

// hasValidate reports whether the emitted type of a schema has the method Validate: it is
// declared, and no other name for any, for a scalar or for a type of the user's own.
func hasValidate(s *ir.Schema) bool {
	if t := s.Shape.Go; t != nil {
		return t.Validates
	}
	return goapi.HasMethods(s) || s.Shape.Kind == ir.KindMap
}

// entryOf is where imports: names a document.
func entryOf(t config.Target, document string) diag.Position {
	return t.Position("/imports/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(document))
}

// unusedImports returns an error for entries of imports: that t's document does not need.
func (j *job) unusedImports(t config.Target) error {
	j.packages.mu.Lock()
	defer j.packages.mu.Unlock()
	var faults diag.Errors
	for _, document := range slices.Sorted(maps.Keys(t.Imports)) {
		if at := entryOf(t, document); !j.packages.used[at.String()] {
			faults = append(faults, diag.Diagnostic{
				Severity: diag.Error, Code: "imports", Position: at,
				Message: fmt.Sprintf("imports: no reference leads to a schema of %s", document),
				Hint:    "remove it, or write the path from the folder of " + cmp.Or(path.Base(filepath.ToSlash(j.file)), config.FileName),
			})
		}
	}
	if len(faults) == 0 {
		return nil
	}
	return faults
}
