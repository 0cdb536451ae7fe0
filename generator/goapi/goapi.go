// Package goapi tells what a piece of emitted Go source declares: its types,
// their fields by JSON name, their methods and constants. Emitters that build
// on the types read them here, from the source that is there, and never guess
// a second time.
package goapi

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"strconv"
	"strings"
)

// Package is what one file of emitted source declares.
type Package struct {
	Name    string
	Types   map[string]*Type
	Imports map[string]string // import path by the name it goes under in the source
}

// Type is one declared type.
type Type struct {
	Name       string
	Alias      bool              // type Name = Expr
	Expr       Expr              // the right-hand side; Struct for structs
	Fields     map[string]*Field // of a struct, by JSON name
	Order      []string          // the JSON names, as declared
	Union      bool              // holds its variants in the field `union json.RawMessage`
	Additional *Expr             // the element of its AdditionalProperties map, or nil
	Methods    map[string]bool   // by name, on value or pointer receiver
	Consts     map[string]string // constants of this type: Go name by value (unquoted for strings)
}

// Field is a field of a struct.
type Field struct {
	Name      string // the Go field
	JSON      string
	Type      Expr
	OmitEmpty bool
	OmitZero  bool
}

// ExprKind is the form of a type expression.
type ExprKind uint8

// The forms that emitted types take.
const (
	Named   ExprKind = iota // Name, or Pkg.Name; predeclared types too: string, int32, any
	Pointer                 // *Elem
	Slice                   // []Elem
	Map                     // map[string]Elem
	Struct                  // struct { … }; only as the right-hand side of a declaration
	Any                     // any, interface{}
)

// Expr is a type expression.
type Expr struct {
	Kind ExprKind
	Pkg  string // the name of the import, for Named
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

// Parse reads Go source. It returns an error for source that does not parse
// and for a type expression that no emitted type should have.
func Parse(src []byte) (*Package, error) {
	file, err := parser.ParseFile(token.NewFileSet(), "types.gen.go", src, parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("emitted types do not parse: %w", err)
	}
	return Of(file)
}

// Of reads a parsed file; see [Parse].
func Of(file *ast.File) (*Package, error) {
	p := &Package{Name: file.Name.Name, Types: map[string]*Type{}, Imports: map[string]string{}}
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return nil, err
		}
		name := path[strings.LastIndex(path, "/")+1:]
		if spec.Name != nil {
			name = spec.Name.Name
		}
		p.Imports[name] = path
	}
	for _, decl := range file.Decls {
		if gen, ok := decl.(*ast.GenDecl); ok && gen.Tok == token.TYPE {
			for _, spec := range gen.Specs {
				if err := p.addType(spec.(*ast.TypeSpec)); err != nil {
					return nil, err
				}
			}
		}
	}
	// Methods and constants may stand before the type they belong to.
	for _, decl := range file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			p.addMethod(decl)
		case *ast.GenDecl:
			if decl.Tok == token.CONST {
				p.addConsts(decl)
			}
		}
	}
	return p, nil
}

func (p *Package) addType(spec *ast.TypeSpec) error {
	t := &Type{
		Name: spec.Name.Name, Alias: spec.Assign.IsValid(),
		Fields: map[string]*Field{}, Methods: map[string]bool{}, Consts: map[string]string{},
	}
	if _, ok := p.Types[t.Name]; ok {
		return fmt.Errorf("emitted types declare %s twice", t.Name)
	}
	p.Types[t.Name] = t
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
		typ, err := expr(f.Type)
		if err != nil {
			return fmt.Errorf("type %s, field %s: %w", t.Name, name, err)
		}
		if f.Tag == nil {
			if name == "union" {
				t.Union = true
			}
			continue
		}
		tag, err := strconv.Unquote(f.Tag.Value)
		if err != nil {
			return err
		}
		json, options, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
		if json == "-" && options == "" {
			if name == "AdditionalProperties" && typ.Kind == Map {
				t.Additional = typ.Elem
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

func (p *Package) addMethod(fn *ast.FuncDecl) {
	if fn.Recv == nil || len(fn.Recv.List) != 1 {
		return
	}
	recv := fn.Recv.List[0].Type
	if star, ok := recv.(*ast.StarExpr); ok {
		recv = star.X
	}
	if id, ok := recv.(*ast.Ident); ok && p.Types[id.Name] != nil {
		p.Types[id.Name].Methods[fn.Name.Name] = true
	}
}

func (p *Package) addConsts(decl *ast.GenDecl) {
	for _, spec := range decl.Specs {
		spec := spec.(*ast.ValueSpec)
		id, ok := spec.Type.(*ast.Ident)
		if !ok || p.Types[id.Name] == nil || len(spec.Names) != 1 || len(spec.Values) != 1 {
			continue
		}
		if value, ok := literal(spec.Values[0]); ok {
			p.Types[id.Name].Consts[value] = spec.Names[0].Name
		}
	}
}

// literal returns the value of a constant's initializer: a string without its
// quotes, a number or a boolean as written.
func literal(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			s, err := strconv.Unquote(e.Value)
			return s, err == nil
		}
		return e.Value, true
	case *ast.UnaryExpr:
		if lit, ok := e.X.(*ast.BasicLit); ok && e.Op == token.SUB {
			return "-" + lit.Value, true
		}
	case *ast.Ident: // true, false
		return e.Name, true
	}
	return "", false
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
