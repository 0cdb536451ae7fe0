package templates

import "embed"

//go:embed oapi-codegen/*.tmpl
var oapiCodegen embed.FS

// OapiCodegen returns the template that replaces oapi-codegen's own of that
// name, say imports.tmpl. It panics for a name there is none of.
func OapiCodegen(name string) string {
	text, err := oapiCodegen.ReadFile("oapi-codegen/" + name)
	if err != nil {
		panic(err)
	}
	return string(text) // more than one line: oapi-codegen takes a single one for a path
}
