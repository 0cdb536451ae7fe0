// This file finds out by which import path emitted Go goes.

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/output"
)

// goHome is where emitted Go lives: its import path, and the files that make
// it a module of its own, where it is one.
type goHome struct {
	importPath string
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
		return goHome{importPath: path.Join(module, filepath.ToSlash(rel))}, err
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
