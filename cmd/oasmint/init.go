// This file is the command init.

package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/files"
)

// toolPath is what a module's go.mod calls this command.
const toolPath = "github.com/oasmint/oasmint/cmd/oasmint"

// generateFile is the Go file that init writes.
const generateFile = "generate.go"

type initCmd struct {
	Spec    string `arg:"" optional:"" help:"The OpenAPI document; by default the one that is here (openapi.yaml, api/openapi.yaml, …)."`
	GoOut   string `placeholder:"DIR" help:"The folder for Go; by default internal/api."`
	DocsOut string `placeholder:"DIR" help:"The folder for docs; without it, none are made."`
}

// Run writes oasmint.yaml, and a Go file with the go:generate line. It asks
// nothing, and overwrites nothing.
func (c *initCmd) Run(s *session) error {
	t, err := c.target(s)
	if err != nil {
		return err
	}
	name := filepath.Join(s.dir, config.FileName)
	if err := writeNew(name, c.config(t)); err != nil {
		return err
	}
	s.summary("wrote %s: %s", display(name), strings.Join(append([]string{t.Spec, "->"}, t.Outs()...), " "))
	if err := s.directive(); err != nil {
		return err
	}
	s.summary("then run: go generate ./...")
	return nil
}

// target is what the configuration will say.
func (c *initCmd) target(s *session) (*config.Target, error) {
	t := generator.NewTarget(filepath.ToSlash(c.Spec), nil)
	if t.Spec == "" {
		found := documents(s.dir)
		switch len(found) {
		case 0:
			return nil, usagef("no OpenAPI document is here\n\tgive its path: oasmint init FILE")
		case 1:
			t.Spec = found[0]
		default:
			return nil, usagef("several OpenAPI documents are here: %s\n\tgive the path of one: oasmint init FILE", strings.Join(found, ", "))
		}
	} else if files.IsURL(t.Spec) {
		// generate fetches it
	} else if _, err := s.limits.Read(join(s.dir, c.Spec)); err != nil {
		return nil, readError(t.Spec, err)
	}
	if c.GoOut != "" || c.DocsOut == "" {
		t.Set("go", "out", filepath.ToSlash(cmp.Or(c.GoOut, "internal/api")))
	}
	if c.DocsOut != "" {
		t.Set("docs", "out", filepath.ToSlash(c.DocsOut))
	}
	t.SetDefaults()
	for _, p := range t.Problems() {
		return nil, usagef("%s", p)
	}
	return &t, nil
}

var openAPIKey = regexp.MustCompile(`(?m)^\s*"?openapi"?\s*:\s*["']?3\.[01]`)

// documents lists the OpenAPI documents in dir and in the usual folders below.
func documents(dir string) []string {
	var out []string
	for _, folder := range []string{".", "api", "spec", "specs", "openapi", "docs"} {
		for _, ext := range []string{"yaml", "yml", "json"} {
			names, err := filepath.Glob(filepath.Join(dir, folder, "*."+ext))
			if err != nil {
				continue // the pattern is well-formed
			}
			for _, file := range names {
				if data, err := (files.Limits{}).Read(file); err == nil && openAPIKey.Match(data[:min(len(data), 4096)]) {
					out = append(out, path.Join(folder, filepath.Base(file)))
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

// config is the content of oasmint.yaml.
func (c *initCmd) config(t *config.Target) []byte {
	var b bytes.Buffer
	b.WriteString("# yaml-language-server: $schema=https://raw.githubusercontent.com/oasmint/oasmint/main/generator/config/oasmint.schema.json\n")
	fmt.Fprintf(&b, "version: %d\ntargets:\n  - spec: %s\n", config.Version, yamlText(t.Spec))
	for _, section := range []string{"go", "docs"} {
		if t.Has(section) {
			fmt.Fprintf(&b, "    %s: {out: %s}\n", section, yamlText(t.Get(section, "out")))
		}
	}
	return b.Bytes()
}

// yamlText writes a path as a YAML scalar, in quotes where it might be taken
// for something else.
func yamlText(s string) string {
	if regexp.MustCompile(`^[A-Za-z_./][A-Za-z0-9_./-]*$`).MatchString(s) && !slices.Contains([]string{"true", "false", "null", "yes", "no", "on", "off"}, strings.ToLower(s)) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}

// directive writes the go:generate line to a file of its own, and says how to add
// the tool to the module.
func (s *session) directive() error {
	dir, err := filepath.Abs(s.dir)
	if err != nil {
		return err
	}
	module, err := enclosingModule(dir)
	if err != nil {
		return err
	}
	if module == nil {
		s.summary("no go.mod encloses this folder, so nothing was written for go generate\n\trun: go mod init example.com/your/module")
		return nil
	}
	tool, toolsMod := "go tool oasmint", toolsModule(module.root)
	if toolsMod != "" {
		rel, err := filepath.Rel(dir, toolsMod)
		if err != nil {
			return err
		}
		tool = "go tool -modfile=" + filepath.ToSlash(rel) + " oasmint"
	}
	line := "//go:generate " + tool + " generate"
	pkg, err := packageName(dir, module.path)
	if err != nil {
		return err
	}
	name := filepath.Join(s.dir, generateFile)
	err = writeNew(name, fmt.Appendf(nil, "package %s\n\n%s\n", pkg, line))
	switch {
	case errors.Is(err, fs.ErrExist):
		s.summary("%s is there already and was left as it is: add this line to it\n\t%s", display(name), line)
	case err != nil:
		return err
	default:
		s.summary("wrote %s: %s", display(name), line)
	}
	if toolsMod == "" && !hasTool(filepath.Join(module.root, "go.mod")) {
		s.summary("run once: go get -tool %s", toolPath)
	}
	return nil
}

// toolsModule returns a go.mod of another name, in root or in its folder
// tools, that has the tool; or "".
func toolsModule(root string) string {
	names, err := filepath.Glob(filepath.Join(root, "*.mod"))
	if err != nil {
		return ""
	}
	for _, file := range append(names, filepath.Join(root, "tools", "go.mod")) {
		if filepath.Dir(file) == root && filepath.Base(file) == "go.mod" {
			continue
		}
		if hasTool(file) {
			return file
		}
	}
	return ""
}

// hasTool reports whether a go.mod names the tool. One that cannot be read
// has none, as far as init's advice goes.
// (https://go.dev/ref/mod#go-mod-file-tool)
func hasTool(file string) bool {
	data, err := files.Limits{}.Read(file)
	if err != nil {
		return false
	}
	mod, err := modfile.Parse(file, data, anyVersion)
	return err == nil && slices.ContainsFunc(mod.Tool, func(t *modfile.Tool) bool { return t.Path == toolPath })
}

// packageName is the package that Go files in dir belong to; where there are
// none, one named after the folder or, in a module's root, after the module.
func packageName(dir, module string) (string, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return "", err
	}
	for _, file := range names {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		data, err := files.Limits{}.Read(file)
		if err != nil {
			return "", readError(file, err)
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, data, parser.PackageClauseOnly)
		if err != nil {
			return "", fmt.Errorf("cannot tell the package's name: %w", err)
		}
		return parsed.Name.Name, nil
	}
	base := filepath.Base(dir)
	if files.Exists(filepath.Join(dir, "go.mod")) {
		base = path.Base(module)
		if regexp.MustCompile(`^v[0-9]+$`).MatchString(base) { // example.com/mine/v2
			base = path.Base(path.Dir(module))
		}
	}
	name := strings.ToLower(regexp.MustCompile(`[^A-Za-z0-9_]`).ReplaceAllString(base, ""))
	if !token.IsIdentifier(name) {
		name = "generate"
	}
	return name, nil
}

// writeNew writes a file that is not there; the error wraps fs.ErrExist where
// it is.
func writeNew(name string, data []byte) error {
	err := files.CreateNew(name, data)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s: %w, and was left as it is", display(name), fs.ErrExist)
	}
	var at *fs.PathError
	if errors.As(err, &at) {
		err = fmt.Errorf("%s: cannot be written: %w", display(name), at.Err)
	}
	return err
}

// display is a file as the user would write it.
func display(file string) string { return strings.TrimPrefix(filepath.ToSlash(file), "./") }
