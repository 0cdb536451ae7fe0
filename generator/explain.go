package generator

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/lower"
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
// error lists names that are near.
func (r *Result) Explain(query string) (*Explanation, error) {
	query = strings.TrimPrefix(query, "#")
	for _, n := range r.Named {
		if n.Name == query || n.Pointer == query {
			return r.explainNamed(n)
		}
	}
	for _, n := range r.Named {
		if e := r.explainPart(n, query); e != nil {
			return e, nil
		}
	}
	for _, n := range r.Named { // as the document says it
		if op := r.operation(n); op != nil && (op.Wire == query || op.Method+" "+op.Path == query) {
			return r.explainNamed(n)
		}
		if s := r.schema(n); s != nil && (s.Wire == query || slices.Contains(reserved().Of(goapi.ForSchema, s.Name), query)) {
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
	if op := r.operation(n); op != nil {
		page, err := r.page(func(p *docs.Page) bool { return p.Operation == op })
		e.Emitted = page
		return e, err
	}
	s := r.schema(n)
	page, err := r.page(func(p *docs.Page) bool { return p.Schema == s })
	e.Emitted = append(r.declared(n.Name, ""), page...)
	for _, use := range s.UsedBy {
		e.UsedBy = append(e.UsedBy, use.By+", "+use.As)
	}
	return e, err
}

// explainPart explains a field or a constant of a schema, or returns nil.
func (r *Result) explainPart(n lower.Named, query string) *Explanation {
	s := r.schema(n)
	if s == nil {
		return nil
	}
	for _, f := range s.Shape.Fields {
		if query == s.Name+"."+f.Name || query == s.Name+"."+f.Wire || query == f.Pos.Pointer && f.From == nil {
			e := &Explanation{
				Name: s.Name + "." + f.Name, Kind: "field", Pointer: f.Pos.Pointer, Pos: f.Pos,
				Why: "the property's name", Emitted: r.declared(s.Name, f.Wire),
			}
			if f.From != nil {
				e.Why += ", which comes by allOf from " + f.From.Name
			}
			if f.Schema != nil && f.Schema.Name != "" {
				e.UsedBy = []string{"its type is " + f.Schema.Name}
			}
			return e
		}
	}
	for _, v := range s.Shape.Enum {
		if query == v.Name && v.Name != "" {
			return &Explanation{
				Name: v.Name, Kind: "constant", Pointer: v.Pos.Pointer, Pos: v.Pos,
				Why: "type + value", Emitted: r.declared(v.Name, ""),
			}
		}
	}
	return nil
}

// notNamed says of a place without a name of its own what it belongs to.
func (r *Result) notNamed(pointer string) error {
	for p := pointer; strings.Contains(p, "/"); {
		p = p[:strings.LastIndexByte(p, '/')]
		for _, n := range r.Named {
			if n.Pointer == p {
				return fmt.Errorf("%s: has no name of its own; it stands in %s\n\trun: oasmint explain %s", pointer, n.Name, n.Name)
			}
		}
	}
	return fmt.Errorf("%s: nothing with a name stands there\n\tlist all: oasmint names", pointer)
}

// near words which names are like query.
func (r *Result) near(query string) string {
	var near []string
	low := strings.ToLower(query)
	for _, n := range r.Named {
		name := strings.ToLower(n.Name)
		if strings.Contains(name, low) || strings.Contains(low, name) {
			near = append(near, n.Name)
		}
	}
	if len(near) == 0 {
		return "list all: oasmint names"
	}
	slices.SortFunc(near, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
	return "did you mean: " + strings.Join(slices.Compact(near)[:min(5, len(near))], ", ")
}

// declared lists the declarations in emitted Go: of a type, its functions and
// methods, of a constant; or, with wire, of the field of a type.
func (r *Result) declared(name, wire string) []Emitted {
	var out []Emitted
	for _, f := range r.Files {
		if !strings.HasSuffix(f.Path, ".go") || !strings.Contains(string(f.Data), name) {
			continue
		}
		files := token.NewFileSet()
		parsed, err := parser.ParseFile(files, f.Path, f.Data, parser.SkipObjectResolution)
		if err != nil {
			continue // it was parsed before it was emitted
		}
		found := func(at ast.Node, what string) {
			out = append(out, Emitted{f.Path, files.Position(at.Pos()).Line, what})
		}
		for _, decl := range parsed.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				if wire == "" {
					declaredFunc(decl, name, found)
				}
			case *ast.GenDecl:
				for _, spec := range decl.Specs {
					declaredSpec(spec, name, wire, found)
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Emitted) int { return cmp.Compare(rank[a.What], rank[b.What]) })
	return out
}

// rank puts what was asked for before what comes with it.
var rank = map[string]int{"type": -1, "const": -1, "field": -1}

func declaredFunc(decl *ast.FuncDecl, name string, found func(ast.Node, string)) {
	if decl.Recv == nil {
		if slices.Contains(reserved().Of(goapi.ForSchema, name), decl.Name.Name) {
			found(decl.Name, "func "+decl.Name.Name)
		}
		return
	}
	recv := decl.Recv.List[0].Type
	if star, ok := recv.(*ast.StarExpr); ok {
		recv = star.X
	}
	if id, ok := recv.(*ast.Ident); ok && id.Name == name && decl.Name.IsExported() {
		found(decl.Name, "method "+decl.Name.Name)
	}
}

func declaredSpec(spec ast.Spec, name, wire string, found func(ast.Node, string)) {
	switch spec := spec.(type) {
	case *ast.ValueSpec:
		if spec.Names[0].Name == name && wire == "" {
			found(spec, "const")
		}
	case *ast.TypeSpec:
		if spec.Name.Name != name {
			return
		}
		if wire == "" {
			found(spec, "type")
			return
		}
		if st, ok := spec.Type.(*ast.StructType); ok {
			for _, field := range st.Fields.List {
				if field.Tag != nil && jsonName(field.Tag.Value) == wire {
					found(field, "field")
				}
			}
		}
	}
}

// jsonName is the JSON name in a field's tag, as in the source.
func jsonName(tag string) string {
	tag, err := strconv.Unquote(tag)
	if err != nil {
		return ""
	}
	name, _, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
	return name
}

// page returns the page of the docs that is about something; none where the
// target has no docs.
func (r *Result) page(about func(*docs.Page) bool) ([]Emitted, error) {
	if !r.target.Has("docs") {
		return nil, nil
	}
	reference, err := docs.Plan(r.API, docs.Options{Preset: r.target.Get("docs", "preset")})
	if err != nil {
		return nil, err
	}
	for _, p := range reference.Pages() {
		if about(p) {
			return []Emitted{{File: path.Join(r.target.Get("docs", "out"), p.Path), What: "page"}}, nil
		}
	}
	return nil, nil
}
