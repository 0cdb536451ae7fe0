package goapi_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/goapi"
)

const typesSource = `package api

import (
	"time"

	checks "example.com/api/validate"
)

// String may have methods before it is declared.
func (p *Pet) String() string { return p.Name }

type Pet struct {
	Name    string              ` + "`json:\"name\"`" + `
	Born    *time.Time          ` + "`json:\"born,omitempty\"`" + `
	ID      checks.UUID ` + "`json:\"id,omitzero\"`" + `
	AdditionalProperties map[string][]Kind ` + "`json:\"-\"`" + `
}

const (
	KindCat Kind = "cat"
)

type Kind string

type Same = Kind
`

const functionsSource = `package api

func DecodePet(data []byte) (v Pet, err error) { return v, nil }

func (k Kind) Validate() error { return nil }

func check() {}
`

// Read tells what types are, and where everything is declared.
func TestRead(t *testing.T) {
	p, err := goapi.Read("types.go", []byte(typesSource), false)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Add("functions.go", []byte(functionsSource)); err != nil {
		t.Fatal(err)
	}
	pet := p.Types["Pet"]
	if got := strings.Join(pet.Order, " "); got != "name born id" {
		t.Errorf("the fields are %s", got)
	}
	for json, want := range map[string]string{"name": "Name string", "born": "Born *time.Time", "id": "ID checks.UUID"} {
		if f := pet.Fields[json]; f.Name+" "+f.Type.String() != want || f.OmitEmpty != (json == "born") || f.OmitZero != (json == "id") {
			t.Errorf("%s is %+v", json, f)
		}
	}
	if pet.Additional == nil || pet.Additional.String() != "[]Kind" || !pet.Methods["String"] || !p.Types["Kind"].Methods["Validate"] || !p.Types["Same"].Alias {
		t.Errorf("Pet is %+v", pet)
	}
	if p.Name != "api" || p.Imports["checks"] != "example.com/api/validate" || p.Imports["time"] != "time" {
		t.Errorf("the package is %s, with %v", p.Name, p.Imports)
	}
	for _, c := range []struct {
		goapi.Decl
		text string // what stands on its line
	}{
		{goapi.Decl{Kind: goapi.TypeDecl, Name: "Pet"}, "type Pet struct {"},
		{goapi.Decl{Kind: goapi.FieldDecl, Name: "Born", Type: "Pet"}, "\tBorn "},
		{goapi.Decl{Kind: goapi.MethodDecl, Name: "String", Type: "Pet"}, "func (p *Pet) String()"},
		{goapi.Decl{Kind: goapi.ConstDecl, Name: "KindCat"}, "\tKindCat "},
		{goapi.Decl{Kind: goapi.FuncDecl, Name: "DecodePet"}, "func DecodePet("},
		{goapi.Decl{Kind: goapi.MethodDecl, Name: "Validate", Type: "Kind"}, "func (k Kind) Validate("},
	} {
		i := slices.IndexFunc(p.Decls, func(d goapi.Decl) bool { return d.Kind == c.Kind && d.Name == c.Name && d.Type == c.Type })
		if i < 0 {
			t.Errorf("%+v is not there", c.Decl)
			continue
		}
		source := map[string]string{"types.go": typesSource, "functions.go": functionsSource}[p.Decls[i].File]
		if line := strings.Split(source, "\n")[p.Decls[i].Line-1]; !strings.HasPrefix(line, c.text) {
			t.Errorf("%s is at %s:%d, where %q stands", c.Name, p.Decls[i].File, p.Decls[i].Line, line)
		}
	}
}

func TestReadErrors(t *testing.T) {
	for source, want := range map[string]string{
		"package a\ntype A int\ntype A string":  "declare A twice",
		"package a\ntype A chan int":            "type A: unexpected type expression",
		"package a\ntype A struct { a, b int }": "type A: a field has 2 names",
		"package a\nfunc":                       "does not parse",
	} {
		if _, err := goapi.Read("a.go", []byte(source), false); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, expected %s", source, err, want)
		}
	}
}
