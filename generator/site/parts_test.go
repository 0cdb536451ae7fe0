package site

import (
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// TestParts shows where schemas stand that one page alone uses: on that page, with
// anchors of their own, and their fields open from there and from elsewhere.
func TestParts(t *testing.T) {
	files := map[string]string{}
	for _, f := range build(t, lowertest.Text(t, []byte(`openapi: 3.0.3
info: {title: A, version: '1'}
paths:
  /pets:
    post:
      operationId: addPet
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                tail: {type: object, properties: {length: {type: integer}, tip: {type: object, properties: {colour: {type: string}}}}}
      responses:
        '200': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
components:
  schemas:
    Pet: {type: object, properties: {owner: {type: object, properties: {name: {type: string}}}}}
`)), Options{}) {
		files[f.Path] = string(f.Data)
	}
	for path, wants := range map[string][]string{
		"operations/add-pet.html": {
			`<h2 id="schemas">Schemas of this page</h2>`,
			`<h3 id="schema-request">AddPetRequest</h3>`,
			`<h4 id="schema-request--fields">Fields</h4>`,
			`<a id="schema-request-tail--field-length"></a>`,
			`<a href="#schema-request-tail" data-fields="">`,
			`<a href="../schemas/pet.html#schema-owner" data-fields="">`,
		},
		"schemas/pet.html":     {`<h3 id="schema-owner">PetOwner</h3>`, `<a href="#schema-owner" data-fields="">`},
		"schemas/index.html":   {`<a href="pet.html">Pet</a>`, "Schemas that one page alone uses stand on that page: 4 more."},
		"assets/fields/pet.js": {`"schemas/pet.html#schema-owner":"<div`},
		"assets/search.js":     {`\np\t6 RequestTail\trequest-tail\t`},
	} {
		for _, want := range wants {
			if !strings.Contains(files[path], want) {
				t.Errorf("%s has no %s:\n%s", path, want, files[path])
			}
		}
	}
	for path, data := range files {
		if strings.HasPrefix(path, "schemas/add-pet") || path == "assets/fields/add-pet.js" {
			t.Errorf("%s is written", path)
		}
		if strings.Contains(data, "Used by</h4>") {
			t.Errorf("%s tells of a part where it is used", path)
		}
	}
	if strings.Contains(files["llms.txt"], "PetOwner") {
		t.Errorf("llms.txt lists a part:\n%s", files["llms.txt"])
	}
}
