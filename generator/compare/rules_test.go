package compare_test

import (
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/compare"
	"github.com/oasmint/oasmint/generator/diff"
	"github.com/oasmint/oasmint/generator/internal/golden"
	"github.com/oasmint/oasmint/generator/ir"
)

// TestRules holds the page of the rules, and that each code that is given is one of
// a rule, and the other way round.
func TestRules(t *testing.T) {
	var b strings.Builder
	b.WriteString("# What `oasmint diff` says\n\nMade from [rules.go](../generator/compare/rules.go) and [golang.go](../generator/diff/golang.go) by `go test ./generator/compare -update`. What a change does depends on who sends the value:\n" +
		"users of an API send requests, and answers to webhooks and callbacks; they receive responses, and webhooks and callbacks.\n" +
		"Codes are stable: `--ignore` lists take them, and `diff.levels` in `oasmint.yaml`.\n\n" +
		"| code | what it means | sent | received | example |\n|---|---|---|---|---|\n")
	seen := map[string]bool{}
	for _, r := range slices.Concat(compare.Rules(), diff.GoRules()) {
		if seen[r.Code] {
			t.Errorf("%s is there twice", r.Code)
		}
		seen[r.Code] = true
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", r.Code, r.Means, r.Sent, r.Receive, strings.ReplaceAll(r.Example, "|", "\\|"))
	}
	golden.File(t, "../../docs/diff-rules.md", []byte(b.String()))

	given := map[string]bool{}
	for _, file := range []string{"operation.go", "schema.go", "object.go", "array.go", "union.go", "bounds.go", "../diff/golang.go"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`"([a-zA-Z]+(-[a-z]+)+)"`).FindAllStringSubmatch(string(text), -1) {
			given[m[1]] = true
			if !seen[m[1]] && !slices.Contains([]string{"x-sunset", "content-type"}, m[1]) {
				t.Errorf("%s: no rule has the code %s", file, m[1])
			}
		}
	}
	for code := range seen {
		if !given[code] && strings.Contains(code, "-") && !regexp.MustCompile(`-(narrowed|widened|changed)$`).MatchString(code) {
			t.Errorf("no change has the code %s", code)
		}
	}
}

// fields are those of the IR's types beside schemas, each with who compares it or the
// reason why nobody does.
var fields = map[string]string{
	"API.Title": text, "API.Version": text, "API.Doc": text, "API.OpenAPI": "the dialect is no part of the meaning",
	"API.Servers": "servers", "API.Tags": text, "API.Operations": "api", "API.Schemas": "components", "API.Security": "securitySchemes", "API.Requirement": "authentication", "API.RequirementPos": place,
	"API.Summary": text, "API.Terms": text, "API.Contact": text, "Contact.Name": text, "Contact.URL": text, "Contact.Email": text,
	"API.License": text, "License.Name": text, "License.Identifier": text, "License.URL": text,
	"API.More": text, "ExternalDocs.URL": text, "ExternalDocs.Doc": text, "Server.Name": text,
	"Operation.PathDoc": text, "Operation.More": text, "Operation.Samples": text, "CodeSample.Lang": text, "CodeSample.Label": text, "CodeSample.Source": text,
	"Response.Links": links, "Link.Name": links, "Link.OperationID": links, "Link.OperationRef": links, "Link.Parameters": links, "LinkParameter.Name": links, "LinkParameter.Value": links,
	"Link.Body": links, "Link.Doc": text, "Link.Server": links, "Link.Pos": place,
	"API.Imports": goSide, "Import.Path": goSide, "Import.Name": goSide,
	"Node.Wire": "operation, as operationId; parameters", "Node.Name": goSide, "Node.Title": text, "Node.Doc": text, "Node.Deprecated": "deprecation", "Node.Pos": place,
	"Server.URL": "servers", "Server.Doc": text, "Server.Variables": "serverText", "Server.Pos": place,
	"ServerVariable.Name": "serverText", "ServerVariable.Default": "serverText", "ServerVariable.Enum": "serverText", "ServerVariable.Doc": text,
	"Operation.Node": node, "Operation.Method": "operationKeys", "Operation.Path": "operationKeys", "Operation.Summary": text, "Operation.Tags": text, "Operation.Webhook": "flowsOf",
	"Operation.Callback": "operationKeys", "Operation.Caller": "operationKeys", "Operation.Sunset": "sunset", "Operation.Parameters": "parameters", "Operation.Body": "body", "Operation.Params": "the parameters are compared one by one",
	"Operation.Pagination": pages, "Pagination.Items": pages, "Pagination.Offset": pages, "Pagination.Start": pages, "Pagination.End": pages, "Pagination.Size": pages, "Pagination.Page": pages, "Pagination.Cursor": pages,
	"Pagination.Next": pages, "Pagination.Total": pages, "Pagination.Pages": pages, "Pagination.More": pages, "Pagination.Pos": place,
	"Operation.Responses": "responses", "Operation.Servers": "servers", "Operation.Security": "authentication",
	"SchemeUse.Scheme": "requirements", "SchemeUse.Scopes": "requirements",
	"Parameter.Node": node, "Parameter.In": "parameters", "Parameter.Required": "required", "Parameter.Style": "written", "Parameter.Explode": "written", "Parameter.AllowReserved": "parameter", "Parameter.Member": goSide,
	"Parameter.AllowEmpty": "parameter",
	"Parameter.Schema":     "addRoot", "Parameter.Media": "written", "Parameter.Examples": text,
	"Body.Doc": text, "Body.Required": "required", "Body.Content": "content", "Body.Pos": place,
	"Response.Status": "responses", "Response.Key": "the component is no part of the meaning", "Response.Doc": text, "Response.Headers": "headers", "Response.Head": "the headers are compared one by one", "Response.Content": "content", "Response.Pos": place,
	"MediaType.Type": "content", "MediaType.Schema": "addRoot", "MediaType.Stream": "content", "MediaType.Encoding": "encodings", "MediaType.FormName": goSide, "MediaType.Examples": text, "MediaType.Pos": place,
	"Encoding.Name": "encodings", "Encoding.Style": "encodingText", "Encoding.Explode": "encodingText", "Encoding.AllowReserved": "encodingText", "Encoding.ContentType": "encodingText", "Encoding.Headers": "headers", "Encoding.Pos": place,
	"SecurityScheme.Node": node, "SecurityScheme.Type": "schemeText", "SecurityScheme.Scheme": "schemeText", "SecurityScheme.BearerFormat": "it is a hint (OpenAPI 3.1.1, Security Scheme Object)",
	"SecurityScheme.In": "schemeText", "SecurityScheme.ParameterName": "schemeText", "SecurityScheme.OpenIDConnectURL": "schemeText", "SecurityScheme.Flows": "securitySchemes",
	"Flow.Kind": "securitySchemes", "Flow.AuthorizationURL": "securitySchemes", "Flow.TokenURL": "securitySchemes", "Flow.RefreshURL": "securitySchemes", "Flow.Scopes": "securitySchemes",
	"Scope.Name": "securitySchemes", "Scope.Doc": text,
	"EnumValue.Node": node, "EnumValue.Value": "values", "EnumValue.Answer": "enumValue",
	"Answer.Caller": "leftText", "Answer.Status": "answerText", "Answer.Body": "answerText", "Answer.Header": "answerText", "Answer.Challenge": "leftText", "Answer.Optional": "answerText", "Answer.Source": text, "Answer.Pos": place,
	"Property.Node": node, "Property.Schema": "member", "Property.ReadOnly": "described", "Property.WriteOnly": "described", "Property.Default": "described", "Property.DefaultPos": place,
	"Discriminator.Property": "tags", "Discriminator.Mapping": "tags", "Mapping.Value": "tags", "Mapping.Schema": "tags", "Mapping.Implicit": "what a value stands for counts, not how that is said", "Mapping.Pos": place,
	"DependentRequired.Name": "names", "DependentRequired.Required": "names",
}

const (
	text  = "it is for readers"
	place = "a place is no part of the meaning"
	node  = "its fields are listed"
	links = "what can be called with a response is so without a link"

	pages = "what is sent and answered is the same without it"

	goSide = "the Go package's side, by apidiff"
)

// TestFields shows that each field of the IR is compared, or excused. Those of schemas
// belong to keywords: see TestKeywords, and package keyword.
func TestFields(t *testing.T) {
	seen := map[string]bool{}
	var walk func(of reflect.Type)
	done := map[reflect.Type]bool{}
	walk = func(of reflect.Type) {
		for of.Kind() == reflect.Pointer || of.Kind() == reflect.Slice {
			of = of.Elem()
		}
		switch of {
		case reflect.TypeFor[ir.Schema](), reflect.TypeFor[ir.Tag](), reflect.TypeFor[ir.Example](), reflect.TypeFor[ir.Value]():
			return // a schema's fields are keywords'; the others are for readers
		}
		if of.Kind() != reflect.Struct || done[of] || !strings.HasSuffix(of.PkgPath(), "/ir") {
			return
		}
		done[of] = true
		for i := range of.NumField() {
			f := of.Field(i)
			name := of.Name() + "." + f.Name
			seen[name] = true
			if fields[name] == "" {
				t.Errorf("%s: say who compares it, or why nobody does", name)
			}
			walk(f.Type)
		}
	}
	for _, of := range []any{ir.API{}, ir.Property{}, ir.EnumValue{}, ir.Discriminator{}, ir.DependentRequired{}} {
		walk(reflect.TypeOf(of))
	}
	for name := range fields {
		if !seen[name] {
			t.Errorf("%s is no field", name)
		}
	}
}
