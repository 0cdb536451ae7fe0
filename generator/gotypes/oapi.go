package gotypes

import (
	"fmt"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/oapi-codegen/oapi-codegen/v2/pkg/codegen"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/templates"
)

// oapi-codegen keeps its options, its document and its template functions in
// package variables, so one call runs at a time.
var oapiCodegen sync.Mutex

// asIs is a normalizer of names that changes none: lower has decided them.
const asIs codegen.NameNormalizerFunction = "oasmint"

// ownTemplates replace those of oapi-codegen that have the same names. Each says
// why.
var ownTemplates = map[string]string{}

func init() {
	codegen.NameNormalizers[asIs] = func(name string) string { return name }
	for _, name := range []string{"additional-properties.tmpl", "constants.tmpl", "imports.tmpl"} {
		ownTemplates[name] = templates.OapiCodegen(name)
	}
}

// generate calls oapi-codegen on doc, which it may change. The source has no
// imports and is not formatted: goimports, which it would do that by, takes three
// quarters of its time, and finish knows the few packages that can be needed.
func generate(doc *openapi3.T, pkg string) (src string, err error) {
	oapiCodegen.Lock()
	defer oapiCodegen.Unlock()
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("oapi-codegen panicked: %v", r)
		}
	}()
	return codegen.Generate(doc, codegen.Configuration{
		PackageName: pkg,
		Generate:    codegen.GenerateOptions{Models: true},
		// constants.tmpl has names of its own: no two enums need be held against each other.
		Compatibility: codegen.CompatibilityOptions{AlwaysPrefixEnumValues: true},
		OutputOptions: codegen.OutputOptions{
			SkipFmt:                   true,
			SkipPrune:                 true,
			NameNormalizer:            string(asIs),
			DisableTypeAliasesForType: []string{"array"}, // an alias cannot refer to itself, nor have methods
			PreferSkipOptionalPointerOnContainerTypes: true,
			TypeMapping:   typesOfFormats(),
			UserTemplates: ownTemplates,
		},
	})
}

// typesOfFormats says which Go types formats have, by [keyword.Format]. Flatten
// leaves out a format without one.
func typesOfFormats() *codegen.TypeMapping {
	out := &codegen.TypeMapping{
		Integer: codegen.FormatMapping{Formats: map[string]codegen.SimpleTypeSpec{}},
		Number:  codegen.FormatMapping{Default: codegen.SimpleTypeSpec{Type: "float64"}, Formats: map[string]codegen.SimpleTypeSpec{}}, // float32 loses digits of ordinary amounts
		String:  codegen.FormatMapping{Formats: map[string]codegen.SimpleTypeSpec{}},
	}
	for _, name := range keyword.Formats() {
		f := keyword.FormatOf(name)
		if f.Go == "" {
			continue
		}
		mapping := out.String
		switch f.GoOf {
		case ir.Integer:
			mapping = out.Integer
		case ir.Num:
			mapping = out.Number
		}
		mapping.Formats[name] = codegen.SimpleTypeSpec{Type: f.Go}
	}
	return out
}
