// This file finds out by which import path emitted Go goes.

package main

import (
	"cmp"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"go/version"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/modfile"
	modpath "golang.org/x/mod/module"

	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/files"
	"github.com/oasmint/oasmint/generator/output"
)

// goHome is where emitted Go lives: its import path, the module around it, and
// the files that make it a module of its own, where it is one.
type goHome struct {
	importPath string
	module     *goModule // nil where no go.mod encloses it
	files      []output.File
}

// goHome finds the import path of t's Go folder: from --module, else from the
// enclosing go.mod.
func (j *job) goHome(t *config.Target) (goHome, error) {
	if !t.Has("go") {
		return goHome{}, nil
	}
	folder := t.Get("go", "out")
	if j.module != "" {
		importPath := path.Join(j.module, folder)
		if err := modpath.CheckImportPath(importPath); err != nil {
			return goHome{}, usagef("--module %s: it gives %s no import path: %v", j.module, folder, err)
		}
		return goHome{importPath: importPath}, nil
	}
	out, err := filepath.Abs(filepath.Join(j.base, folder))
	if err != nil {
		return goHome{}, err
	}
	from := out
	if t.Embedded { // a go.mod in the folder itself is the one made below
		from = filepath.Dir(out)
	}
	module, err := enclosingModule(from)
	switch {
	case err != nil:
		return goHome{}, err
	case module != nil:
		if err := module.newEnough(); err != nil {
			return goHome{}, err
		}
		rel, err := filepath.Rel(module.root, out)
		return goHome{importPath: path.Join(module.path, filepath.ToSlash(rel)), module: module}, err
	case t.Embedded:
		mod := output.File{Path: path.Join(folder, "go.mod"), Data: []byte("module authlete\n\ngo " + oldestGo + "\n")}
		return goHome{importPath: "authlete", files: []output.File{mod}}, nil
	case t.Get("validators", "runtime") != "":
		return goHome{}, nil
	}
	return goHome{}, fmt.Errorf("%s: no go.mod encloses this folder, so emitted Go has no import path\n"+
		"\trun: go mod init example.com/your/module\n\tor give --module PATH, the import path of the folder %s",
		filepath.ToSlash(join(j.base, folder)), filepath.ToSlash(filepath.Clean(j.base)))
}

// goModule is what a go.mod says (https://go.dev/ref/mod#go-mod-file).
type goModule struct {
	root     string // the folder of the go.mod
	path     string
	version  string   // of the go directive; "" where there is none
	requires []string // paths of modules
}

// oldestGo is the oldest language version that emitted Go compiles with: it has
// omitzero, and bytes.SplitSeq.
const oldestGo = "1.24"

// newEnough returns an error for a module whose Go is older than emitted Go needs. One
// without a go directive has the version of the go command.
func (m *goModule) newEnough() error {
	if m.version == "" || version.Compare("go"+m.version, "go"+oldestGo) >= 0 {
		return nil
	}
	return fmt.Errorf("%s: emitted Go needs go %s or later, and this module says go %s\n\trun: go mod edit -go=%s",
		filepath.ToSlash(filepath.Join(m.root, "go.mod")), oldestGo, m.version, oldestGo)
}

// enclosingModule returns the module of the nearest go.mod, from dir upwards,
// or nil where there is none.
func enclosingModule(dir string) (*goModule, error) {
	for {
		file := filepath.Join(dir, "go.mod")
		data, err := files.Limits{}.Read(file)
		if err == nil {
			return parseModule(file, data)
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, readError(file, err)
		}
		above := filepath.Dir(dir)
		if above == dir {
			return nil, nil
		}
		dir = above
	}
}

// anyVersion makes valid what stands for a version. Only paths are wanted
// here, and a branch's name is valid until the go command resolves it.
func anyVersion(path, _ string) (string, error) {
	_, major, _ := modpath.SplitPathVersion(path)
	return cmp.Or(modpath.PathMajorPrefix(major), "v0") + ".0.0", nil
}

// parseModule reads a go.mod. Directives of a later Go are passed over.
func parseModule(file string, data []byte) (*goModule, error) {
	mod, err := modfile.ParseLax(file, data, anyVersion)
	if err != nil {
		return nil, err // begins with file and line
	}
	if mod.Module == nil || mod.Module.Mod.Path == "" {
		return nil, fmt.Errorf("%s: no module path in it\n\trun: go mod edit -module example.com/your/module", file)
	}
	out := &goModule{root: filepath.Dir(file), path: mod.Module.Mod.Path}
	if mod.Go != nil {
		out.version = mod.Go.Version
	}
	for _, r := range mod.Require {
		out.requires = append(out.requires, r.Mod.Path)
	}
	return out, nil
}

// workspace returns the paths of the modules that a go.work puts beside m.
// (https://go.dev/ref/mod#workspaces)
func (m *goModule) workspace() ([]string, error) {
	file := os.Getenv("GOWORK")
	for dir := m.root; file == ""; dir = filepath.Dir(dir) {
		if files.Exists(filepath.Join(dir, "go.work")) {
			file = filepath.Join(dir, "go.work")
		} else if dir == filepath.Dir(dir) {
			return nil, nil
		}
	}
	if file == "off" {
		return nil, nil
	}
	data, err := files.Limits{}.Read(file)
	if err != nil {
		return nil, readError(file, err)
	}
	work, err := modfile.ParseWork(file, data, anyVersion)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, use := range work.Use {
		root := filepath.FromSlash(use.Path)
		if !filepath.IsAbs(root) {
			root = filepath.Join(filepath.Dir(file), root)
		}
		other, err := enclosingModule(root)
		if err != nil {
			return nil, err
		}
		if other != nil {
			out = append(out, other.path)
		}
	}
	return out, nil
}

// imports says what emitted Go needs beside the standard library, and which of
// it the module cannot import yet.
func (s *session) imports(home goHome, files []output.File) {
	if home.module == nil {
		return
	}
	needs := map[string]bool{}
	for _, f := range files {
		if !strings.HasSuffix(f.Path, ".go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), f.Path, f.Data, parser.ImportsOnly)
		if err != nil {
			continue // it was parsed before it was emitted
		}
		for _, spec := range parsed.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			first, _, _ := strings.Cut(name, "/")
			if strings.Contains(first, ".") && !within(name, home.module.path) {
				needs[name] = true
			}
		}
	}
	if len(needs) == 0 {
		s.detail("emitted Go needs the standard library alone")
		return
	}
	all := slices.Sorted(maps.Keys(needs))
	s.detail("emitted Go needs, beside the standard library: %s", strings.Join(all, ", "))
	beside, err := home.module.workspace()
	if err != nil {
		s.note("%v", err)
		return
	}
	modules := slices.Concat(home.module.requires, beside)
	missing := slices.DeleteFunc(all, func(name string) bool {
		return slices.ContainsFunc(modules, func(module string) bool { return within(name, module) })
	})
	if len(missing) > 0 {
		s.note("emitted Go imports what go.mod does not have\n\trun: go get %s", strings.Join(missing, " "))
	}
}

// within reports whether a package's import path is one that the module may hold.
func within(name, module string) bool { return name == module || strings.HasPrefix(name, module+"/") }
