// Package code holds the Go that emitted validators are made of: the file that is
// written, the tables and names in it, statements, conditions, and Go types.
//
// Each file uses only those above it:
//
//	types.go      the Go types that are there
//	imported.go   those of another document's package
//	render.go     the text of declarations
//	code.go       the file: names, and what waits to be written
//	tables.go     patterns and enums, each written once
//	flow.go       statements that call checks, and return where one says so
//	condition.go  the condition that a value violates a keyword, by keyword
package code

import (
	"io"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ecma"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/validators/plan"
	"github.com/oasmint/oasmint/generator/visible"
)

// File is the Go file that is being written.
type File struct {
	Doc   *plan.Document
	Types Types
	Enter func(*ir.Schema) // is told of each schema before it is written

	out          writer
	runtime      string            // import path of the run-time package
	names        map[string]bool   // the unexported functions and variables
	last         map[string]int    // the numbers that names ended in last
	waiting      []func()          // what the code so far calls, to be written after it
	patterns     []pattern         // in the order of first use
	patternNames map[string]string // by the expression, as the document writes it
	enums        map[string]string
	atStart      []jen.Code // see AtStart
}

// pattern is an expression that the emitted file matches.
type pattern struct {
	name string
	in   *ecma.Pattern
}

// NewFile begins a file of a package, whose Go types are given. Runtime is the
// import path of the run-time package; diags learns what is being written.
func NewFile(pkg, runtime string, types *goapi.Package, doc *plan.Document, diags *diag.List) *File {
	f := &File{
		Doc: doc, Types: Types{types}, Enter: func(s *ir.Schema) { diags.Enter(s.Pos) },
		out: writer{file: jen.NewFile(pkg)}, runtime: runtime, names: map[string]bool{}, last: map[string]int{}, patternNames: map[string]string{}, enums: map[string]string{},
	}
	f.out.file.HeaderComment(goapi.Mark)
	f.out.file.ImportName(runtime, "validate")
	for name, path := range types.Imports {
		if !types.Aliased[name] {
			f.out.file.ImportName(path, name)
		} else {
			f.out.file.ImportAlias(path, name)
		}
	}
	return f
}

// Add writes a declaration, which is not changed any more.
func (f *File) Add(declaration jen.Code) { f.out.add(declaration) }

// AtStart adds statements that run when the program begins: for variables that lead back to
// themselves.
func (f *File) AtStart(statements ...jen.Code) {
	const some = 100 // each function costs, and a long one costs more
	if f.atStart = append(f.atStart, statements...); len(f.atStart) >= some {
		f.addStart()
	}
}

func (f *File) addStart() {
	if len(f.atStart) > 0 {
		f.Add(jen.Func().Id("init").Params().Block(f.atStart...))
		f.atStart = nil
	}
}

// Render writes the file, formatted. An error is one of the emitted code: that it
// does not parse.
func (f *File) Render(w io.Writer) error {
	f.addStart()
	return f.out.render(w)
}

// Unformatted leaves the file as it comes, where that is wanted: it is parsed, and
// not read.
func (f *File) Unformatted(wanted bool) { f.out.file.NoFormat = wanted }

// Runtime names something of the run-time package.
func (f *File) Runtime(name string) *jen.Statement { return jen.Qual(f.runtime, name) }

// Fresh returns an unexported identifier that is not taken: name itself, or name
// with a number. Types of the document are exported, so that none collides.
func (f *File) Fresh(name string) string {
	out := name
	for f.names[out] {
		f.last[name] = max(1, f.last[name]) + 1
		out = name + strconv.Itoa(f.last[name])
	}
	f.names[out] = true
	return out
}

// Later has a declaration written by the next Flush.
func (f *File) Later(write func()) { f.waiting = append(f.waiting, write) }

// Flush writes what waits, and what that calls in turn.
func (f *File) Flush() {
	for len(f.waiting) > 0 {
		next := f.waiting[0]
		f.waiting = f.waiting[1:]
		next()
	}
}

// Comment is a // comment of text, one line for each of its lines. jennifer's own
// Comment passes text that begins with // or /* through raw.
func Comment(text string) *jen.Statement {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight("// "+goapi.CommentLine(visible.Line(line)), " ")
	}
	return jen.Comment(strings.Join(lines, "\n"))
}

// NameFor names what is written for a schema: by what it is, where many schemas
// say that, and else by hint, which is where it was met first.
func (f *File) NameFor(schema *ir.Schema, hint string) string {
	p := plan.Of(schema)
	if len(p.Parts) != 1 || len(p.Apart) > 0 {
		return hint
	}
	part := p.Parts[0]
	null := ""
	if p.Nullable || p.Types.Has(ir.Null) && p.Types != keyword.AnyType {
		null = "OrNull"
	}
	switch types := p.Types &^ ir.Null; {
	case types == ir.String && f.Doc.Alike(schema) > 1 && len(part.Enum) > 0:
		return oneOfName(part.Enum) + null
	case types == ir.String && part.Format != "" && len(part.Enum) == 0 && part.Const == nil && !p.Asks(ir.String):
		return CamelCase(part.Format) + null
	case types == ir.Array && part.Items != nil && part.Items.Name != "" && len(part.PrefixItems) == 0 && part.Contains == nil &&
		part.MinItems == nil && part.MaxItems == nil && !part.UniqueItems:
		return "Each" + part.Items.Name + null
	case types == ir.Array && part.Items != nil && keyword.Unwrap(part.Items).Types == ir.String && plan.Of(part.Items).Plain():
		return "EachString" + null
	}
	return hint
}

// oneOfName names a list of values by the first of them.
func oneOfName(values []*ir.EnumValue) string {
	const long = 20
	name := "OneOf"
	for i, v := range values {
		if len(name) > long {
			return name + "Etc"
		}
		text, _ := plan.Text(v.Value)
		if i > 0 {
			name += "Or"
		}
		if text == strings.ToUpper(text) {
			text = strings.ToLower(text)
		}
		name += CamelCase(text)
	}
	return name
}

// CamelCase makes a part of a Go identifier of any text: its ASCII letters and
// digits, each word with a capital.
func CamelCase(text string) string {
	var b strings.Builder
	upper := true
	for _, r := range text {
		switch {
		case 'a' <= r && r <= 'z' && upper:
			b.WriteRune(r - 'a' + 'A')
			upper = false
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
			b.WriteRune(r)
			upper = false
		default:
			upper = true
		}
	}
	return b.String()
}
