package lower_test

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/load"
	"github.com/oasmint/oasmint/generator/lower"
)

// formsOf lowers a document whose operations each take the schema Pet as a form, in
// the given encodings, and returns the names of their functions, by operation.
func formsOf(t fatal, published goapi.Published, schemas string, encodings ...string) (map[string]string, goapi.Published) {
	var b strings.Builder
	b.WriteString("openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n")
	for _, e := range encodings {
		name, encoding, _ := strings.Cut(e, " ")
		fmt.Fprintf(&b, "  /%s: {post: {operationId: %s, requestBody: {content: {application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Pet'}, encoding: {%s}}}}, responses: {'204': {description: done}}}}\n", name, name, encoding)
	}
	b.WriteString("components: {schemas: {Pet: {type: object, properties: {a: {type: array, items: {type: string}}, b: {type: object}}}" + schemas + "}}\n")
	doc, err := load.Load(context.Background(), load.Input{Name: "api.yaml", Data: []byte(b.String())})
	if err != nil {
		t.Fatal(err)
	}
	var diags diag.List
	result := lower.Lower(context.Background(), doc, lower.Options{Reserved: reserved, Published: published}, &diags)
	if err := diags.Err(); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, op := range result.API.Operations {
		out[op.Wire] = op.Body.Content[0].FormName
	}
	return out, result.Published
}

type fatal interface {
	Fatal(...any)
}

func TestFormNames(t *testing.T) {
	const none, comma, pipe = "", "a: {explode: false}", "a: {style: pipeDelimited}"
	for _, c := range []struct {
		what      string
		schemas   string
		encodings []string
		want      string
	}{
		{"one", "", []string{"add " + comma}, "add Pet"},
		{"the same", "", []string{"add " + comma, "put a: {style: form, explode: false, contentType: ''}"}, "add Pet, put Pet"},
		{"what says nothing has the name", "", []string{"add " + comma, "put " + none}, "add Add, put Pet"},
		{"else the first", "", []string{"add " + comma, "put " + pipe, "set " + pipe}, "add Pet, put Put, set Put"},
		{"a schema has the operation's name", ", Put: {type: object}", []string{"add " + comma, "put " + pipe}, "add Pet, put PutPet"},
		{"in another order", "", []string{"add b: {style: deepObject}, a: {explode: false}", "put a: {explode: false}, b: {style: deepObject}"}, "add Pet, put Pet"},
	} {
		got, _ := formsOf(t, goapi.Published{}, c.schemas, c.encodings...)
		want := map[string]string{}
		for pair := range strings.SplitSeq(c.want, ", ") {
			op, name, _ := strings.Cut(pair, " ")
			want[op] = name
		}
		if !maps.Equal(got, want) {
			t.Errorf("%s: %v, want %v", c.what, got, want)
		}
	}
}

// TestFormNamesStand shows that a published name does not change, whatever is added
// to the document or comes back to it.
func TestFormNamesStand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		encodings := rapid.SampledFrom([]string{"", "a: {explode: false}", "a: {style: pipeDelimited}", "b: {style: deepObject}"})
		all := []string{}
		for _, op := range []string{"add", "put", "set", "cut"} {
			all = append(all, op+" "+encodings.Draw(t, op))
		}
		some := rapid.SliceOfNDistinct(rapid.SampledFrom(all), 1, len(all), rapid.ID[string]).Draw(t, "some")
		first, published := formsOf(t, goapi.Published{}, "", some...)
		schemas := ""
		if rapid.Bool().Draw(t, "schemas") {
			schemas = ", Put: {type: object}, Set: {type: object}"
		}
		second, _ := formsOf(t, published, schemas, rapid.Permutation(all).Draw(t, "order")...)
		for op, name := range first {
			if second[op] != name {
				t.Fatalf("%s was %s, and is %s", op, name, second[op])
			}
		}
	})
}

// TestEncodings shows how encodings are read, with what they leave out.
func TestEncodings(t *testing.T) {
	doc, err := load.Load(context.Background(), load.Input{Name: "api.yaml", Data: []byte(`
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /a:
    post:
      requestBody:
        content:
          multipart/form-data:
            schema: {type: object}
            encoding:
              z: {contentType: 'image/png, image/jpeg', headers: {X-Id: {required: true, schema: {type: integer}}, X-Note: {schema: {type: string}}, content-type: {schema: {type: string}}}}
              explode: {explode: false}
              reserved: {allowReserved: false}
              pipes: {style: pipeDelimited}
              deep: {style: deepObject, explode: true}
              x-more: 1
      responses: {}
`)})
	if err != nil {
		t.Fatal(err)
	}
	var diags diag.List
	result := lower.Lower(context.Background(), doc, lower.Options{}, &diags)
	var got []string
	for _, e := range result.API.Operations[0].Body.Content[0].Encoding {
		line := fmt.Sprintf("%s %q %t %q", e.Name, e.Style, e.Explode, e.ContentType)
		for _, h := range e.Headers {
			line += fmt.Sprintf(" %s %t", h.Wire, h.Required)
		}
		got = append(got, line)
	}
	want := []string{
		`z "" false "image/png, image/jpeg" X-Id true X-Note false`, `explode "form" false ""`, `reserved "form" true ""`,
		`pipes "pipeDelimited" false ""`, `deep "deepObject" true ""`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if said := diags.Sorted(); len(said) != 1 || said[0].Code != "not-enforced" || !strings.Contains(said[0].Message, "X-Id") {
		t.Errorf("it says %v, want that the schema of X-Id is not enforced", said)
	}
}
