package goapi

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

	"github.com/oasmint/oasmint/generator/ir"
)

// This file reads emitted source back: the types, which what is emitted later is
// compiled against, and where everything is declared.

// Package is what emitted files of one package declare.
type Package struct {
	Name    string
	Types   map[string]*Type
	Imports map[string]string // import path by the name it goes under in the source
	Aliased map[string]bool   // the names that the source gives to what it imports
	Funcs   map[string]bool   // those that are no methods
	Decls   []Decl            // in the order of the files and their lines
	Syntax  *Syntax           // what was parsed, where it is kept

	methods map[string]map[string]bool // by the name of their type: its Methods
}

// Syntax is the parsed source of a package, for who type-checks what it declares: without
// the bodies of functions, since it takes many times the memory of the source.
type Syntax struct {
	Set   *token.FileSet
	Files []*ast.File // in the order in which they were added
}

// NewSyntax returns a package without files.
func NewSyntax() *Syntax { return &Syntax{Set: token.NewFileSet()} }

// Add parses a file. It returns an error for source that does not parse.
func (s *Syntax) Add(name string, src []byte) (*ast.File, error) {
	file, err := parser.ParseFile(s.Set, name, src, parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("what is emitted does not parse: %w", err)
	}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
			f.Body = &ast.BlockStmt{Lbrace: f.Body.Lbrace, Rbrace: f.Body.Rbrace} // a generic one must have some
		}
	}
	s.Files = append(s.Files, file)
	return file, nil
}

// Type is one declared type.
type Type struct {
	Name       string
	Alias      bool              // type Name = Expr
	Expr       Expr              // the right-hand side; Struct for structs
	Fields     map[string]*Field // of a struct, by JSON name
	Order      []string          // the JSON names, as declared
	Variants   []Variant         // of a union
	Unknown    bool              // it has a field for a variant that is not known
	Additional *Expr             // the element of its AdditionalProperties map, or nil
	Methods    map[string]bool   // by name, on value or pointer receiver
}

// Variant is a field of a union: a pointer to a variant, nil where that is not set.
type Variant struct {
	Name string // the Go field
	Type Expr
}

// UnknownField is the field of a union that keeps the bytes of a variant that the
// package does not know.
const UnknownField = "Unknown"

// Field is a field of a struct that has a JSON name.
type Field struct {
	Name      string // the Go field
	JSON      string
	Type      Expr
	OmitEmpty bool
	OmitZero  bool
	Untagged  bool // no tag can hold the JSON name; see [Package.NameFields]
}

// Decl is one declaration, and where it is.
type Decl struct {
	Kind DeclKind
	Name string
	Type string // the type that a field or method belongs to
	File string
	Line int
}

// DeclKind is a kind of declaration.
type DeclKind string

// The kinds.
const (
	TypeDecl   DeclKind = "type"
	ConstDecl  DeclKind = "const"
	FieldDecl  DeclKind = "field"
	FuncDecl   DeclKind = "func"
	MethodDecl DeclKind = "method"
)

// ExprKind is the form of a type expression.
type ExprKind uint8

// The forms that emitted types take.
const (
	Named    ExprKind = iota // Name, or Pkg.Name; predeclared types too: string, int32, any
	Pointer                  // *Elem
	Slice                    // []Elem
	Map                      // map[string]Elem
	Nullable                 // Pkg.Nullable[Elem], of the run-time package; only as the type of a field
	Struct                   // struct { … }; only as the right-hand side of a declaration
	Any                      // any, interface{}
)

// Expr is a type expression.
type Expr struct {
	Kind ExprKind
	Pkg  string // the name of the import, for Named and Nullable
	Name string
	Elem *Expr
}

// String renders the expression as Go source.
func (e Expr) String() string {
	switch e.Kind {
	case Pointer:
		return "*" + e.Elem.String()
	case Slice:
		return "[]" + e.Elem.String()
	case Map:
		return "map[string]" + e.Elem.String()
	case Nullable:
		return e.Pkg + "." + NullableType + "[" + e.Elem.String() + "]"
	case Struct:
		return "struct"
	case Any:
		return "any"
	}
	if e.Pkg != "" {
		return e.Pkg + "." + e.Name
	}
	return e.Name
}

// NullableType is the run-time package's type of a field that may be absent, null or a
// value.
const NullableType = "Nullable"

// Read reads an emitted file; name is what [Decl.File] calls it. It returns an
// error for source that does not parse, for a type that is declared twice, and
// for a type expression that no emitted type should have. With keep, the package has
// its Syntax, that of files which are added later included.
func Read(name string, src []byte, keep bool) (*Package, error) {
	p := New(keep)
	return p, p.Add(name, src)
}

// New returns a package of which nothing was read; see [Read].
func New(keep bool) *Package {
	p := &Package{Types: map[string]*Type{}, Imports: map[string]string{}, Aliased: map[string]bool{}, Funcs: map[string]bool{}, methods: map[string]map[string]bool{}}
	if keep {
		p.Syntax = NewSyntax()
	}
	return p
}

// Has reports whether a file was read.
func (p *Package) Has(name string) bool {
	return slices.ContainsFunc(p.Decls, func(d Decl) bool { return d.File == name })
}

// Add reads a further file of the package; see [Read].
func (p *Package) Add(name string, src []byte) error {
	syntax := p.Syntax
	if syntax == nil {
		syntax = NewSyntax()
	}
	file, err := syntax.Add(name, src)
	if err != nil {
		return err
	}
	p.Name = file.Name.Name
	for _, spec := range file.Imports {
		importPath, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		as := path.Base(importPath)
		if spec.Name != nil {
			as = spec.Name.Name
			p.Aliased[as] = true
		}
		p.Imports[as] = importPath
	}
	first := len(p.Decls)
	declare := func(kind DeclKind, ident *ast.Ident, of string) {
		p.Decls = append(p.Decls, Decl{kind, ident.Name, of, name, syntax.Set.Position(ident.Pos()).Line})
	}
	for _, decl := range file.Decls {
		if decl, ok := decl.(*ast.GenDecl); ok {
			for _, spec := range decl.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					if err := p.addType(spec, declare); err != nil {
						return err
					}
				case *ast.ValueSpec:
					for _, ident := range spec.Names {
						if decl.Tok == token.CONST {
							declare(ConstDecl, ident, "")
						}
					}
				}
			}
		}
	}
	for _, decl := range file.Decls { // they may stand before the type they belong to
		if decl, ok := decl.(*ast.FuncDecl); ok {
			p.addFunc(decl, declare)
		}
	}
	slices.SortStableFunc(p.Decls[first:], func(a, b Decl) int { return cmp.Compare(a.Line, b.Line) })
	return nil
}

// NameFields gives the fields whose JSON names no tag can hold ([InTag]) those that
// the schemas say.
func (p *Package) NameFields(schemas []*ir.Schema) {
	for _, s := range schemas {
		t := p.Types[s.Name]
		if t == nil || t.Expr.Kind != Struct {
			continue
		}
		for i, f := range s.Shape.Fields {
			at := slices.IndexFunc(t.Variants, func(v Variant) bool { return v.Name == f.Name })
			if InTag(f.Wire) || at < 0 {
				continue
			}
			t.Fields[f.Wire] = &Field{
				Name: f.Name, JSON: f.Wire, Type: t.Variants[at].Type,
				OmitZero: f.MayBeAbsent(), Untagged: true,
			}
			t.Variants = slices.Delete(t.Variants, at, at+1)
			t.Order = slices.Insert(t.Order, i, f.Wire)
		}
	}
}

// declareFunc takes note of a declaration; see [Decl].
type declareFunc func(kind DeclKind, ident *ast.Ident, of string)

func (p *Package) addType(spec *ast.TypeSpec, declare declareFunc) error {
	t := &Type{Name: spec.Name.Name, Alias: spec.Assign.IsValid(), Fields: map[string]*Field{}}
	if p.methods[t.Name] == nil {
		p.methods[t.Name] = map[string]bool{}
	}
	t.Methods = p.methods[t.Name]
	if _, ok := p.Types[t.Name]; ok {
		return fmt.Errorf("emitted types declare %s twice", t.Name)
	}
	p.Types[t.Name] = t
	declare(TypeDecl, spec.Name, "")
	st, ok := spec.Type.(*ast.StructType)
	if !ok {
		var err error
		t.Expr, err = expr(spec.Type)
		if err != nil {
			return fmt.Errorf("type %s: %w", t.Name, err)
		}
		return nil
	}
	t.Expr = Expr{Kind: Struct}
	for _, f := range st.Fields.List {
		if len(f.Names) != 1 {
			return fmt.Errorf("type %s: a field has %d names, expected one", t.Name, len(f.Names))
		}
		name := f.Names[0].Name
		declare(FieldDecl, f.Names[0], t.Name)
		typ, err := expr(f.Type)
		if err != nil {
			return fmt.Errorf("type %s, field %s: %w", t.Name, name, err)
		}
		if f.Tag == nil {
			continue
		}
		tag, err := strconv.Unquote(f.Tag.Value)
		if err != nil {
			return err
		}
		json, options, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
		if json == "-" && options == "" {
			switch {
			case name == "AdditionalProperties" && typ.Kind == Map:
				t.Additional = typ.Elem
			case name == UnknownField && typ.Pkg == "json":
				t.Unknown = true
			default:
				t.Variants = append(t.Variants, Variant{name, typ})
			}
			continue
		}
		t.Fields[json] = &Field{
			Name: name, JSON: json, Type: typ,
			OmitEmpty: strings.Contains(options, "omitempty"),
			OmitZero:  strings.Contains(options, "omitzero"),
		}
		t.Order = append(t.Order, json)
	}
	return nil
}

func (p *Package) addFunc(fn *ast.FuncDecl, declare declareFunc) {
	if fn.Recv == nil {
		p.Funcs[fn.Name.Name] = true
		declare(FuncDecl, fn.Name, "")
		return
	}
	recv := fn.Recv.List[0].Type
	if star, ok := recv.(*ast.StarExpr); ok {
		recv = star.X
	}
	if id, ok := recv.(*ast.Ident); ok {
		if p.methods[id.Name] == nil { // its type may stand in a file that is added later
			p.methods[id.Name] = map[string]bool{}
		}
		p.methods[id.Name][fn.Name.Name] = true
		declare(MethodDecl, fn.Name, id.Name)
	}
}

func expr(e ast.Expr) (Expr, error) {
	switch e := e.(type) {
	case *ast.Ident:
		if e.Name == "any" {
			return Expr{Kind: Any}, nil
		}
		return Expr{Kind: Named, Name: e.Name}, nil
	case *ast.SelectorExpr:
		return Expr{Kind: Named, Pkg: e.X.(*ast.Ident).Name, Name: e.Sel.Name}, nil
	case *ast.InterfaceType:
		if len(e.Methods.List) == 0 {
			return Expr{Kind: Any}, nil
		}
	case *ast.StarExpr:
		return wrap(Pointer, e.X)
	case *ast.IndexExpr:
		if of, ok := e.X.(*ast.SelectorExpr); ok && of.Sel.Name == NullableType {
			out, err := wrap(Nullable, e.Index)
			out.Pkg = of.X.(*ast.Ident).Name
			return out, err
		}
	case *ast.ArrayType:
		if e.Len == nil {
			return wrap(Slice, e.Elt)
		}
	case *ast.MapType:
		if key, ok := e.Key.(*ast.Ident); ok && key.Name == "string" {
			return wrap(Map, e.Value)
		}
	}
	return Expr{}, fmt.Errorf("unexpected type expression %T", e)
}

func wrap(kind ExprKind, inner ast.Expr) (Expr, error) {
	elem, err := expr(inner)
	if err != nil {
		return Expr{}, err
	}
	return Expr{Kind: kind, Elem: &elem}, nil
}

// HasMethods reports whether the type of a schema can have methods: it is declared
// here, and is neither an interface nor a pointer.
func (p *Package) HasMethods(name string) bool { return p.hasMethods(p.Types[name]) }

// Underlying follows declared types to what they are made of.
func (p *Package) Underlying(t Expr) Expr {
	for t.Kind == Named && t.Pkg == "" {
		d := p.Types[t.Name]
		if d == nil {
			return t
		}
		t = d.Expr
	}
	return t
}

func (p *Package) hasMethods(t *Type) bool {
	if t == nil || t.Alias || t.Expr.Kind == Any || t.Expr.Kind == Pointer {
		return false
	}
	if t.Expr.Kind == Named && t.Expr.Pkg == "" {
		if under := p.Types[t.Expr.Name]; under != nil {
			return p.hasMethods(under) || under.Alias && p.hasMethods(&Type{Expr: under.Expr})
		}
	}
	return true
}
