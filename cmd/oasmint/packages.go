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

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/files"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
)

// packages are the Go packages that targets may import.
type packages struct {
	found  map[string]*generator.Import // by the key of the target, or by document and import path
	within map[string]diag.Position     // of the targets whose references are being followed: the reference
	used   map[string]bool              // entries of imports: that were needed, by their position
}

func newPackages() *packages {
	return &packages{map[string]*generator.Import{}, map[string]diag.Position{}, map[string]bool{}}
}

// importer returns what [generator.Options.Imports] is for a target; nil for one without Go.
func (s *session) importer(j *job, t config.Target) func(uri string, at diag.Position) ([]*generator.Import, error) {
	if !t.Has("go") {
		return nil
	}
	return func(uri string, at diag.Position) ([]*generator.Import, error) {
		j.packages.within[t.Key()] = at
		defer delete(j.packages.within, t.Key())
		for _, document := range slices.Sorted(maps.Keys(t.Imports)) {
			if j.uri(document) == uri {
				j.packages.used[entryOf(t, document).String()] = true
				i, err := s.namedPackage(j, t, document)
				return []*generator.Import{i}, err
			}
		}
		var all []*generator.Import
		for _, other := range j.targets {
			if !other.Has("go") || other.Embedded || other.Key() == t.Key() || j.uri(other.Spec) != uri {
				continue
			}
			i, err := s.targetPackage(j, other)
			if err != nil {
				return nil, err
			}
			all = append(all, i)
		}
		return all, nil
	}
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
func (s *session) targetPackage(j *job, t config.Target) (*generator.Import, error) {
	if at, ok := j.packages.within[t.Key()]; ok {
		return nil, fmt.Errorf("this document and %s refer to each other (there, at %s), and Go packages cannot import each other; move what both need to a document of its own",
			plain(t.Spec), at)
	}
	if i := j.packages.found[t.Key()]; i != nil {
		return i, nil
	}
	published, err := j.published(t)
	if err != nil {
		return nil, err
	}
	home, err := j.goHome(&t)
	if err != nil {
		home.importPath = t.Get("go", "out") // who emits the package says what is wrong
	}
	i, err := s.packageOf(j, t, home.importPath, published)
	j.packages.found[t.Key()] = i
	return i, err
}

// namedPackage is the Go package that t's imports: names for a document.
func (s *session) namedPackage(j *job, t config.Target, document string) (*generator.Import, error) {
	importPath := t.Imports[document]
	key := document + " " + importPath
	if i := j.packages.found[key]; i != nil {
		return i, nil
	}
	other := generator.NewTarget(document, map[string]string{"go": importPath})
	other.Lock = t.Lock
	if runtime := t.Get("validators", "runtime"); runtime != "" {
		other.Set("validators", "runtime", runtime)
	}
	i, err := s.packageOf(j, other, importPath, goapi.Published{})
	j.packages.found[key] = i
	return i, err
}

// packageOf is the Go package of a target, whose names the document and what was
// published say.
func (s *session) packageOf(j *job, t config.Target, importPath string, published goapi.Published) (*generator.Import, error) {
	result, err := s.pipeline(j, t, generator.Options{GoImport: importPath, Published: published}, generator.Model)
	if err != nil {
		return nil, err
	}
	i := &generator.Import{Path: importPath, Runtime: result.Runtime, Names: map[string]string{}, Methods: map[string]bool{},
		TypesOnly: t.Is("go", "types-only"), Asked: t.Position("/go/types-only")}
	emitted := map[string]bool{}
	for _, schema := range result.API.Schemas {
		emitted[schema.Name] = true
		i.Methods[schema.Name] = hasValidate(schema)
	}
	for place, name := range result.Published.Names {
		if emitted[name] && !strings.Contains(place, "#") {
			i.Names[place] = name
		}
	}
	return i, nil
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
