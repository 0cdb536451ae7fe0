package generator

import (
	"cmp"
	"fmt"
	"go/token"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/agnivade/levenshtein"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/lower"
	"github.com/oasmint/oasmint/generator/output"
)

// This file tells what is known of one name: its place in the document, why it
// is called so, where it is emitted, and who uses it.

// Explanation is what is known of a name.
type Explanation struct {
	Name    string        `json:"name"`
	Kind    string        `json:"kind"` // operation, schema, field, constant
	Pointer string        `json:"pointer"`
	Pos     diag.Position `json:"pos"`
	Why     string        `json:"why"`
	Type    string        `json:"type,omitempty"` // of a field, in Go
	Emitted []Emitted     `json:"emitted"`
	UsedBy  []string      `json:"usedBy"`
}

// Emitted is a place in an emitted file.
type Emitted struct {
	File string `json:"file"` // relative to the configuration's folder
	Line int    `json:"line,omitempty"`
	What string `json:"what"` // type, method Validate, func, field, const, page
}

// Explain finds a name, or the place of a JSON Pointer (RFC 6901), and tells
// what is known of it. A name is that of a schema, an operation, a constant, a
// function of a schema, or Type.Field; what the document calls it does too. The
// error lists names that are similar.
func (r *Result) Explain(query string) (*Explanation, error) {
	query = strings.TrimPrefix(query, "#")
	for _, n := range r.Named() {
		if n.Name == query || n.Pointer == query {
			return r.explainNamed(n)
		}
	}
	for _, n := range r.Named() {
		if e, err := r.explainPart(n, query); e != nil || err != nil {
			return e, err
		}
	}
	idents := reserved(&r.target)
	for _, n := range r.Named() { // as the document says it, or by what comes with it
		if op := r.operation(n); op != nil && (op.Wire == query || op.Method+" "+op.Path == query || slices.Contains(idents.Of(goapi.ForOperation, op.Name), query)) {
			return r.explainNamed(n)
		}
		if s := r.schema(n); s != nil && (s.Wire == query || slices.Contains(idents.Of(goapi.ForSchema, s.Name), query)) {
			return r.explainNamed(n)
		}
	}
	if strings.Contains(query, "/") {
		return nil, r.notNamed(query)
	}
	return nil, fmt.Errorf("nothing is called %s\n\t%s", query, r.near(query))
}

func (r *Result) operation(n lower.Named) *ir.Operation {
	i := slices.IndexFunc(r.API.Operations, func(op *ir.Operation) bool { return n.Kind == "operation" && op.Name == n.Name })
	if i < 0 {
		return nil
	}
	return r.API.Operations[i]
}

func (r *Result) schema(n lower.Named) *ir.Schema {
	i, ok := slices.BinarySearchFunc(r.API.Schemas, n.Name, func(s *ir.Schema, name string) int { return cmp.Compare(s.Name, name) })
	if !ok || n.Kind != "schema" {
		return nil
	}
	return r.API.Schemas[i]
}

func (r *Result) explainNamed(n lower.Named) (*Explanation, error) {
	e := &Explanation{Name: n.Name, Kind: n.Kind, Pointer: n.Pointer, Pos: n.Pos, Why: n.Why}
	op, s := r.operation(n), r.schema(n)
	page, err := r.page(func(p *docs.Page) bool { return op != nil && p.Operation == op || s != nil && p.Schema == s })
	if err != nil {
		return nil, err
	}
	about := r.ofOperation(n.Name)
	if s != nil {
		about = r.ofSchema(n.Name)
		for _, use := range s.UsedBy {
			e.UsedBy = append(e.UsedBy, use.By+", "+use.As)
		}
	}
	e.Emitted, err = r.declared(about)
	e.Emitted = append(e.Emitted, page...)
	return e, err
}

// explainPart explains a field or a constant of a schema, or returns nil.
func (r *Result) explainPart(n lower.Named, query string) (e *Explanation, err error) {
	s := r.schema(n)
	if s == nil {
		return nil, nil
	}
	for _, f := range s.Shape.Fields {
		if query == s.Name+"."+f.Name || query == s.Name+"."+f.Wire || query == f.Pos.Pointer && f.From == nil {
			e = &Explanation{
				Name: s.Name + "." + f.Name, Kind: "field", Pointer: f.Pos.Pointer, Pos: f.Pos, Why: "the property's name",
			}
			if f.From != nil {
				e.Why += ", which comes by allOf from " + f.From.Name
			}
			if f.Conditional {
				e.Why += "; only schemas that may apply or not describe it"
			}
			if r.Go != nil && r.Go.Types[s.Name].Fields[f.Wire] != nil { // which an alias has not
				e.Type = r.Go.Types[s.Name].Fields[f.Wire].Type.String()
			}
			e.Emitted, err = r.declared(func(d goapi.Decl) bool {
				return d.Kind == goapi.FieldDecl && d.Type == s.Name && d.Name == f.Name
			})
			return e, err
		}
	}
	for _, v := range s.Shape.Enum {
		if query == v.Name && v.Name != "" {
			e = &Explanation{Name: v.Name, Kind: "constant", Pointer: v.Pos.Pointer, Pos: v.Pos, Why: "type + value"}
			e.Emitted, err = r.declared(func(d goapi.Decl) bool { return d.Kind == goapi.ConstDecl && d.Name == v.Name })
			return e, err
		}
	}
	return nil, nil
}

// notNamed says of a place without a name of its own what it belongs to.
func (r *Result) notNamed(pointer string) error {
	for p := pointer; strings.Contains(p, "/"); {
		p = p[:strings.LastIndexByte(p, '/')]
		for _, n := range r.Named() {
			if n.Pointer == p {
				return fmt.Errorf("%s: has no name of its own; it stands in %s\n\trun: oasmint explain %s", pointer, n.Name, n.Name)
			}
		}
	}
	return fmt.Errorf("%s: nothing with a name stands there\n\tlist all: oasmint names", pointer)
}

// near words which names are like query.
func (r *Result) near(query string) string {
	type similar struct {
		name     string
		distance int // 0 where one holds the other
	}
	var all []similar
	wanted := letters(query)
	for _, n := range r.Named() {
		name := letters(n.Name)
		distance := levenshtein.ComputeDistance(wanted, name)
		if strings.Contains(name, wanted) {
			distance = 0
		}
		if distance <= max(1, len(wanted)/4) {
			all = append(all, similar{n.Name, distance})
		}
	}
	if len(all) == 0 || wanted == "" {
		return "list all: oasmint names"
	}
	slices.SortFunc(all, func(a, b similar) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(len(a.name), len(b.name)), cmp.Compare(a.name, b.name))
	})
	all = slices.Compact(all)
	var names []string
	for _, s := range all[:min(5, len(all))] {
		names = append(names, s.name)
	}
	return "did you mean: " + strings.Join(names, ", ")
}

// letters are a name's letters and digits, so that token_fail is like TokenFail.
func letters(name string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, name))
}

// declared lists the declarations in emitted Go for which about holds, what was
// asked for before what comes with it.
func (r *Result) declared(about func(goapi.Decl) bool) ([]Emitted, error) {
	decls, err := r.writtenGo()
	if err != nil {
		return nil, err
	}
	var main, with []Emitted
	for _, d := range decls {
		if !about(d) {
			continue
		}
		at := Emitted{File: path.Join(r.target.Get("go", "out"), d.File), Line: d.Line, What: string(d.Kind)}
		if d.Kind == goapi.FuncDecl || d.Kind == goapi.MethodDecl {
			at.What += " " + d.Name
			with = append(with, at)
		} else {
			main = append(main, at)
		}
	}
	return append(main, with...), nil
}

// writtenGo lists what the files of the Go package declare, and at which lines.
func (r *Result) writtenGo() ([]goapi.Decl, error) {
	if r.Go == nil {
		return nil, nil
	}
	pkg := goapi.New(false)
	for _, f := range r.goFiles() {
		if err := pkg.Add(path.Base(f.Path), f.Data); err != nil {
			return nil, err
		}
	}
	return pkg.Decls, nil
}

// goFiles are the files of the Go package itself.
func (r *Result) goFiles() []output.File {
	folder := r.target.Get("go", "out")
	return slices.DeleteFunc(slices.Clone(r.Files), func(f output.File) bool {
		return path.Dir(f.Path) != folder || path.Ext(f.Path) != ".go"
	})
}

// readGo adds to what is known of the emitted Go types what was emitted beside
// them.
func (r *Result) readGo() error {
	if r.Go == nil {
		return nil
	}
	for _, f := range r.goFiles() {
		if name := path.Base(f.Path); !r.Go.Has(name) {
			if err := r.Go.Add(name, f.Data); err != nil {
				return err
			}
		}
	}
	return nil
}

// ofOperation tells what comes with an operation.
func (r *Result) ofOperation(name string) func(goapi.Decl) bool {
	idents := reserved(&r.target).Of(goapi.ForOperation, name)
	return func(d goapi.Decl) bool { return d.Type == "" && slices.Contains(idents, d.Name) }
}

// ofSchema tells the type of a schema, its methods and its functions.
func (r *Result) ofSchema(name string) func(goapi.Decl) bool {
	functions := reserved(&r.target).Of(goapi.ForSchema, name)
	return func(d goapi.Decl) bool {
		switch d.Kind {
		case goapi.TypeDecl:
			return d.Name == name
		case goapi.MethodDecl:
			return d.Type == name && token.IsExported(d.Name)
		case goapi.FuncDecl:
			return slices.Contains(functions, d.Name)
		}
		return false
	}
}

// page returns the page of the docs that is about something; none where the
// target has no docs.
func (r *Result) page(about func(*docs.Page) bool) ([]Emitted, error) {
	if !r.target.Has("docs") {
		return nil, nil
	}
	reference, err := docs.Plan(r.API, docs.Options{Preset: r.target.Get("docs", "preset"), AllSchemas: r.target.Get("docs", "schemas") == "all"})
	if err != nil {
		return nil, err
	}
	for _, p := range reference.Pages() {
		for _, p := range p.WithParts() {
			if about(p) {
				return []Emitted{{File: path.Join(r.target.Get("docs", "out"), p.Address()), What: "page"}}, nil
			}
		}
	}
	return nil, nil
}
