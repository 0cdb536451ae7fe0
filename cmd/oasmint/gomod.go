// This file finds out by which import path emitted Go goes.

package main

import (
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/output"
)

// goHome is where emitted Go lives: its import path, and the files that make
// it a module of its own, where it is one.
type goHome struct {
	importPath string
	root       string // the folder of the enclosing go.mod; "" where there is none
	module     string // the module path in it
	files      []output.File
}

// goHome finds the import path of t's Go folder: from --module, else from the
// enclosing go.mod.
func (j *job) goHome(t *config.Target) (goHome, error) {
	if t.Go == nil {
		return goHome{}, nil
	}
	if j.module != "" {
		return goHome{importPath: path.Join(j.module, t.Go.Out)}, nil
	}
	out, err := filepath.Abs(filepath.Join(j.base, t.Go.Out))
	if err != nil {
		return goHome{}, err
	}
	from := out
	if t.Embedded { // a go.mod in the folder itself is the one made below
		from = filepath.Dir(out)
	}
	root, module, err := enclosingModule(from)
	switch {
	case err != nil:
		return goHome{}, err
	case root != "":
		rel, err := filepath.Rel(root, out)
		return goHome{importPath: path.Join(module, filepath.ToSlash(rel)), root: root, module: module}, err
	case t.Embedded:
		mod := output.File{Path: path.Join(t.Go.Out, "go.mod"), Data: []byte("module authlete\n\ngo 1.24\n")}
		return goHome{importPath: "authlete", files: []output.File{mod}}, nil
	case t.Validators.Runtime != "":
		return goHome{}, nil
	}
	return goHome{}, fmt.Errorf("%s: no go.mod encloses this folder, so emitted Go has no import path\n"+
		"\trun: go mod init example.com/your/module\n\tor give --module PATH, the import path of the folder %s",
		filepath.ToSlash(join(j.base, t.Go.Out)), filepath.ToSlash(filepath.Clean(j.base)))
}

// enclosingModule returns the folder of the nearest go.mod, from dir upwards,
// and the module path in it. Where there is none, root is empty.
func enclosingModule(dir string) (root, module string, err error) {
	for {
		file := filepath.Join(dir, "go.mod")
		data, err := os.ReadFile(file)
		if err == nil {
			module := modulePath(data)
			if module == "" {
				return "", "", fmt.Errorf("%s: no module path in it\n\trun: go mod edit -module example.com/your/module", file)
			}
			return dir, module, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", "", readError(file, err)
		}
		above := filepath.Dir(dir)
		if above == dir {
			return "", "", nil
		}
		dir = above
	}
}

// modulePath returns the path in the module directive of a go.mod, or "".
// (https://go.dev/ref/mod#go-mod-file-module)
func modulePath(mod []byte) string {
	for line := range strings.Lines(string(mod)) {
		line, _, _ = strings.Cut(line, "//")
		fields := strings.Fields(line)
		if len(fields) != 2 || fields[0] != "module" {
			continue
		}
		if unquoted, err := strconv.Unquote(fields[1]); err == nil {
			return unquoted
		}
		return fields[1]
	}
	return ""
}

// imports says what emitted Go needs beside the standard library, and which of
// it go.mod does not have yet.
func (s *session) imports(home goHome, files []output.File) {
	if home.root == "" {
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
			if strings.Contains(first, ".") && name != home.module && !strings.HasPrefix(name, home.module+"/") {
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
	mod, err := os.ReadFile(filepath.Join(home.root, "go.mod"))
	if err != nil {
		return // it was read before
	}
	if missing := slices.DeleteFunc(all, func(name string) bool { return requires(mod, name) }); len(missing) > 0 {
		s.note("emitted Go imports what go.mod does not have\n\trun: go get %s", strings.Join(missing, " "))
	}
}

// requires reports whether a go.mod names a module that holds the package.
// (https://go.dev/ref/mod#go-mod-file-require)
func requires(mod []byte, name string) bool {
	for line := range strings.Lines(string(mod)) {
		line, _, _ = strings.Cut(line, "//")
		fields := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require "))
		if len(fields) == 2 && strings.HasPrefix(fields[1], "v") && (name == fields[0] || strings.HasPrefix(name, fields[0]+"/")) {
			return true
		}
	}
	return false
}
