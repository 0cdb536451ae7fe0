package emit

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/output"
	"github.com/oasmint/oasmint/generator/visible"
)

// This file has what the emitters of packages beside that of the types have in common:
// the server, the client and the actions.

// PackageProblems reports a folder that no package can be named after.
func PackageProblems(out config.Path) []config.Problem {
	if name := path.Base(string(out)); out != "" && (!token.IsIdentifier(name) || name == "_" || name == "main") {
		return []config.Problem{{
			Key: "/out", Message: strconv.Quote(name) + " is no name for a package, which is called as its folder", Hint: "choose a folder that is called by a Go identifier",
		}}
	}
	return nil
}

// NeedsImport is the error of a package that imports the Go types, where their import path
// is not known. what is what does so: the client imports.
func (in *Input) NeedsImport(what string) error {
	if in.GoImport != "" {
		return nil
	}
	return errors.New(what + " the Go types, whose import path is not known\n\tgive --module PATH, or run: go mod init example.com/your/module")
}

// NeedsParams is the error of a section whose package calls validators and takes
// parameters, where the target makes none; code is that of the error.
func (in *Input) NeedsParams(section, code string) error {
	if in.Go != nil && !in.Target.Is("go", "types-only") && !lacksParams(in.API) {
		return nil
	}
	return diag.Errors{{
		Severity: diag.Error, Code: code, Position: in.Target.Position("/" + section),
		Message: "the " + section + " needs the Go types of this target, with validators and parameters",
		Hint:    "add go, and leave out go.types-only and go.params",
	}}
}

// lacksParams reports whether operations have parameters and no types for them.
func lacksParams(api *ir.API) bool {
	return slices.ContainsFunc(api.Operations, func(op *ir.Operation) bool {
		return op.Params == nil && !op.Webhook && (strings.Contains(op.Path, "{") ||
			slices.ContainsFunc(op.Parameters, func(p *ir.Parameter) bool { return p.In == "query" && p.Wire != "" }))
	})
}

// ImportOf is the import path of the package that a section asks for, "" where there is
// none; goImport is that of the Go types.
func ImportOf(t *config.Target, goImport, section string) (string, error) {
	if !t.Has(section) || goImport == "" {
		return "", nil
	}
	from, err := filepath.Rel(filepath.FromSlash(t.Get("go", "out")), filepath.FromSlash(t.Get(section, "out")))
	return path.Join(goImport, filepath.ToSlash(from)), err
}

// own is where the packages that are copied are imported from by each other.
const own = "github.com/oasmint/oasmint/generator/"

// Copied is a package of this module that is copied into the output.
type Copied struct {
	Files    []output.File
	Declared map[string]bool // the identifiers of its scope
}

// Copy copies the package whose source is in a folder of runtime to another folder, which
// names it. It imports others by the paths that imports has for their names. Its tests are
// left out, and doc.go, where an emitted file says what the package is.
func (in *Input) Copy(runtime fs.FS, from, folder string, imports map[string]string) (*Copied, error) {
	names, err := fs.Glob(runtime, from+"/*.go")
	if err != nil {
		return nil, err
	}
	c := &Copied{Declared: map[string]bool{}}
	for _, name := range names {
		base := path.Base(name)
		if strings.HasSuffix(base, "_test.go") || base == "doc.go" {
			continue
		}
		data, err := fs.ReadFile(runtime, name)
		if err != nil {
			return nil, err
		}
		if err := c.declare(base, data); err != nil {
			return nil, err
		}
		src := strings.Replace(string(data), "package "+path.Base(from)+"\n", "package "+path.Base(folder)+"\n", 1)
		for name, at := range imports {
			src = strings.Replace(src, strconv.Quote(own+name), strconv.Quote(at), 1)
		}
		c.Files = append(c.Files, output.File{
			Path: path.Join(folder, strings.TrimSuffix(base, ".go")+".gen.go"),
			Data: []byte(goapi.Mark + "\n" + in.GoHead() + "\n" + src),
		})
	}
	return c, nil
}

// declare adds the identifiers that a file declares.
func (c *Copied) declare(name string, src []byte) error {
	file, err := parser.ParseFile(token.NewFileSet(), name, src, 0)
	if err != nil {
		return err
	}
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				c.Declared[d.Name.Name] = true
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					c.Declared[spec.Name.Name] = true
				case *ast.ValueSpec:
					for _, ident := range spec.Names {
						c.Declared[ident.Name] = true
					}
				}
			}
		}
	}
	return nil
}

// Source is the text of a Go file that is written line by line.
type Source struct{ body bytes.Buffer }

// Line writes a line.
func (s *Source) Line(format string, args ...any) { fmt.Fprintf(&s.body, format+"\n", args...) }

// String is what was written.
func (s *Source) String() string { return s.body.String() }

// Comment writes a text of the document as a comment.
func (s *Source) Comment(text string) {
	for line := range strings.Lines(strings.TrimSpace(visible.Prose(text))) {
		s.Line("// %s", goapi.CommentLine(strings.TrimRight(line, "\r\n")))
	}
}

// Import is a package that a source may use, by a name.
type Import struct{ Name, Path string }

var quoted = regexp.MustCompile(`"(\\.|[^"\\])*"`)

// Format returns the file, formatted. doc goes on where its package comment says
// "Package pkg". Of the packages of the standard library, and of others, those are
// imported that the source uses.
func (s *Source) Format(pkg, doc string, standard []string, others ...Import) ([]byte, error) {
	var code strings.Builder // without comments and texts, as far as the lines show them
	for line := range strings.Lines(s.body.String()) {
		if !strings.HasPrefix(strings.TrimSpace(line), "//") {
			code.WriteString(quoted.ReplaceAllString(line, `""`))
		}
	}
	uses := func(name string) bool {
		return regexp.MustCompile(`\b` + regexp.QuoteMeta(name) + `\.`).MatchString(code.String())
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n\n// Package %s %s\npackage %s\n\nimport (\n", goapi.Mark, pkg, doc, pkg)
	for _, of := range standard {
		if uses(path.Base(of)) {
			fmt.Fprintf(&b, "%q\n", of)
		}
	}
	b.WriteByte('\n')
	for _, of := range others {
		switch {
		case !uses(of.Name):
		case path.Base(of.Path) == of.Name:
			fmt.Fprintf(&b, "%q\n", of.Path)
		default:
			fmt.Fprintf(&b, "%s %q\n", of.Name, of.Path)
		}
	}
	b.WriteString(")\n\n")
	b.Write(s.body.Bytes())
	return format.Source(b.Bytes())
}
