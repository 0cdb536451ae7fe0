package docs_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// placesOf returns where each schema of a document is told, by its name.
func placesOf(t *testing.T, document string, opts docs.Options) map[string]*docs.Page {
	t.Helper()
	reference, err := docs.Render(lowertest.Text(t, []byte(document)), opts, &diag.List{})
	if err != nil {
		t.Fatal(err)
	}
	checkLinks(t, reference.Files())
	out := map[string]*docs.Page{}
	for _, p := range reference.Pages() {
		for _, p := range p.WithParts() {
			if p.Schema != nil {
				out[p.Title] = p
			}
		}
	}
	return out
}

// TestParts shows what stands on the page of its user, and that a schema comes to its own page
// by the name that it always had.
func TestParts(t *testing.T) {
	const document = `openapi: 3.0.3
info: {title: A, version: '1'}
paths:
  /pets:
    post:
      operationId: addPet
      requestBody: {content: {application/json: {schema: {type: object, properties: {tail: {type: object, properties: {length: {type: integer, description: "How long.\n\n# By what\n\nBy a ruler."}}}}}}}}
      responses: {'200': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
%scomponents:
  schemas:
    Pet: {type: object, properties: {owner: {type: object, properties: {name: {type: string}}}}}
`
	alone := placesOf(t, fmt.Sprintf(document, ""), docs.Options{})
	for name, want := range map[string]string{
		"AddPetRequest":     "operations/add-pet.md#schema-request",
		"AddPetRequestTail": "operations/add-pet.md#schema-request-tail",
		"Pet":               "schemas/pet.md", // the document names it
		"PetOwner":          "schemas/pet.md#schema-owner",
	} {
		if p := alone[name]; p == nil || p.Address() != want {
			t.Errorf("%s is at %v, expected %s", name, p, want)
		}
	}
	tail := string(alone["AddPetRequestTail"].Data)
	for _, want := range []string{
		"\n### AddPetRequestTail <a id=\"schema-request-tail\"></a>\n",
		"| [`length`](#schema-request-tail--field-length) |",
		"\n##### `length` <a id=\"schema-request-tail--field-length\"></a>\n",
		"\n###### By what\n",
	} {
		if !strings.Contains(tail, want) {
			t.Errorf("the part has no %s:\n%s", want, tail)
		}
	}
	if on := string(alone["AddPetRequestTail"].Host.Data); !strings.Contains(on, "\n## Schemas of this page <a id=\"schemas\"></a>\n") || !strings.Contains(on, tail) {
		t.Errorf("the page does not have it:\n%s", on)
	}
	shared := placesOf(t, fmt.Sprintf(document, `  /tails:
    post:
      operationId: addTail
      requestBody: {content: {application/json: {schema: {$ref: '#/paths/~1pets/post/requestBody/content/application~1json/schema/properties/tail'}}}}
      responses: {'204': {description: x}}
`), docs.Options{})
	every := placesOf(t, fmt.Sprintf(document, ""), docs.Options{AllSchemas: true})
	for name, p := range alone {
		if got := every[name].Address(); got != p.Path {
			t.Errorf("with pages for all, %s is at %s, expected %s", name, got, p.Path)
		}
		if name == "AddPetRequestTail" {
			if got := shared[name].Address(); got != p.Path {
				t.Errorf("with a second user, %s is at %s, expected %s", name, got, p.Path)
			}
		} else if got := shared[name].Address(); got != p.Address() {
			t.Errorf("with a second user of another, %s is at %s, expected %s", name, got, p.Address())
		}
	}
}

// TestManyParts shows that pages do not grow without an end.
func TestManyParts(t *testing.T) {
	for members, want := range map[int]int{5: 100, 20: 50} {
		var fields strings.Builder
		for i := range 130 {
			fmt.Fprintf(&fields, "f%d: {type: object, properties: {", i)
			for n := range members {
				fmt.Fprintf(&fields, "m%d: {type: string}, ", n)
			}
			fields.WriteString("}}, ")
		}
		parts := map[string]int{}
		for _, p := range placesOf(t, "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {type: object, properties: {"+fields.String()+"}}}}\n", docs.Options{}) {
			if p.Host != nil {
				parts[p.Host.Title]++
			}
		}
		if len(parts) != 1 || parts["A"] != want {
			t.Errorf("of 130 schemas with %d members, pages have %v", members, parts)
		}
	}
}
