package gotypes

import (
	"go/scanner"
	"go/token"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/gotypes/methods"
	"github.com/oasmint/oasmint/generator/ir"
)

// This file makes a Go file of what oapi-codegen's templates rendered.

// fileName is what the emitted file is called, in its folder.
const fileName = "types.gen.go"

// methodsFile is what the file with the methods of package methods is called.
const methodsFile = "methods.gen.go"

// packages are those that emitted types and methods may need, by the name they go under, beside
// the run-time package.
var packages = map[string]string{
	"json": "encoding/json",
	"slog": "log/slog",
	"time": "time",
}

// runtimeName is the name of the run-time package.
const runtimeName = "validate"

// nameBeforeText matches what oapi-codegen puts before a comment; see ownText.
var nameBeforeText = regexp.MustCompile(`(?m)^(\s*)// \S+ ` + ownText)

// nullableTag is the tag by which flatten marks the fields that may be absent, null or a
// value. Each stands on a line, since nothing inline needs a struct. No other tag has a
// tilde, which sorts last.
const nullableTag = "~nullable"

var nullableField = regexp.MustCompile("(?m)^(\\s*\\S+) ([^`\n]+)(`.*\") " + nullableTag + ":\"true\"`$")

// deprecatedLine is what oapi-codegen writes right below the text of a field. Go tools
// (staticcheck's SA1019) see it where it begins a paragraph.
const deprecatedLine = "// Deprecated: " + deprecated

// finish gives the source its header and imports, formats it, and reads back
// what it declares.
func finish(api *ir.API, opts Options, raw string) ([]byte, *goapi.Package, error) {
	clause, body, _ := strings.Cut(ownLines(strings.TrimLeft(raw, "\n")), "\n")
	head := "// Package " + opts.Package + " holds the types of " + oneLine(api.Title+" "+api.Version)
	if !opts.Alone {
		head += ", and their validators"
	}
	head += ".\n"
	src := source(api, opts, head+clause, body)
	declared, err := goapi.Read(fileName, src, opts.Syntax)
	if err != nil {
		return nil, nil, err
	}
	declared.NameFields(api.Schemas)
	return src, declared, nil
}

// ownLines writes the lines of oapi-codegen that are not as they should be. Few are: no
// expression is matched against the others.
func ownLines(raw string) string {
	var b strings.Builder
	b.Grow(len(raw))
	before := "" // the line before
	for line := range strings.Lines(raw) {
		if strings.Contains(line, ownText) {
			line = nameBeforeText.ReplaceAllString(line, "$1// ")
		}
		if strings.Contains(line, nullableTag) {
			line = nullableField.ReplaceAllString(line, "$1 "+runtimeName+"."+goapi.NullableType+"[$2]$3`")
		}
		text := strings.TrimSpace(line)
		if text == deprecatedLine && strings.HasPrefix(before, "//") && before != "//" {
			b.WriteString("//\n")
		}
		b.WriteString(line)
		before = text
	}
	return b.String()
}

// emitMethods returns the file with the methods that opts ask for, which it adds to the
// package; nil where there are none.
func emitMethods(api *ir.API, declared *goapi.Package, opts Options, asked methods.Options, diags *diag.List) ([]byte, error) {
	body := methods.Source(api, declared, asked, diags)
	if body == "" {
		return nil, nil
	}
	src := source(api, opts, "package "+opts.Package, body)
	return src, declared.Add(methodsFile, src)
}

// source puts a file together: its head, its package clause, its imports, its body.
func source(api *ir.API, opts Options, clause, body string) []byte {
	return []byte(goapi.Mark + "\n" + opts.Head + "\n" + clause + "\n\n" + imports(api, body, opts.Runtime) + body)
}

// imports returns the import declaration that a source needs: of each package
// whose name stands before a dot and behind none.
func imports(api *ir.API, src, runtime string) string {
	packages := maps.Clone(packages)
	packages[runtimeName] = runtime
	aliased := map[string]bool{} // how a package is called that is not ours is not known
	for _, i := range api.Imports {
		packages[i.Name] = i.Path
		aliased[i.Name] = strings.Contains(i.Path, ".")
	}
	var s scanner.Scanner
	files := token.NewFileSet()
	s.Init(files.AddFile(fileName, -1, len(src)), []byte(src), nil, 0)
	needed := map[string]bool{}
	before, last, name := token.ILLEGAL, token.ILLEGAL, ""
	for {
		_, tok, text := s.Scan()
		if tok == token.EOF {
			break
		}
		if tok == token.PERIOD && last == token.IDENT && before != token.PERIOD && packages[name] != "" {
			needed[name] = true
		}
		before, last, name = last, tok, text
	}
	var standard, others []string
	for name := range needed {
		spec := strconv.Quote(packages[name])
		switch {
		case aliased[name], path.Base(packages[name]) != name:
			others = append(others, name+" "+spec)
		case strings.Contains(spec, "."):
			others = append(others, spec)
		default:
			standard = append(standard, spec)
		}
	}
	if len(needed) == 0 {
		return ""
	}
	slices.Sort(standard)
	slices.Sort(others)
	return "import (\n" + strings.Join(standard, "\n") + "\n\n" + strings.Join(others, "\n") + "\n)\n"
}
