package generator_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/ir"
)

// Random forms and their Encoding Objects, through the whole pipeline: Decode says of a
// form what another implementation says of its fields as JSON, returns these, and
// EncodeForm writes the form again. The forms are written here, by OpenAPI 3.1.1, 4.8.15
// and 4.8.12.6.

// formBody is the body of an operation.
type formBody struct {
	Schema string // the key of its functions
	Form   string // urlencoded
	JSON   string // of the fields
	Valid  bool
}

func TestFormsAgree(t *testing.T) {
	t.Parallel()
	m := newModule(t)
	var imports, table []string
	var asked []formBody
	written := map[string]string{}
	for seed := *doorSeed; seed < *doorSeed+uint64(*doorDocuments); seed++ {
		t.Logf("-seed %d", seed)
		g := formMaker{documentMaker{rand.New(rand.NewPCG(seed, 1)), map[string]any{}}}
		forms := make([]drawnForm, 5)
		paths := node{}
		for i := range forms {
			forms[i] = g.form()
			paths[fmt.Sprintf("/f%d", i)] = node{"post": node{
				"operationId": fmt.Sprintf("send%d", i), "responses": node{"204": node{"description": "done"}},
				"requestBody": node{"content": node{"application/x-www-form-urlencoded": node{"schema": forms[i].schema, "encoding": forms[i].encoding}}},
			}}
		}
		spec, err := json.Marshal(node{"openapi": "3.1.0", "info": node{"title": "t", "version": "1"}, "paths": paths})
		if err != nil {
			t.Fatal(err)
		}
		result, err := generator.Generate(t.Context(), generator.NewTarget("openapi.yaml", map[string]string{"go": "api"}),
			generator.Options{Spec: spec, SpecName: "openapi.yaml", GoImport: modulePath})
		if err != nil {
			t.Errorf("-seed %d: %v\n%s", seed, err, spec)
			continue
		}
		folder := fmt.Sprintf("f%d", seed)
		m.add(t, folder, result.Files)
		imports = append(imports, fmt.Sprintf("%s %q", folder, modulePath+"/"+folder))
		for i, form := range forms {
			op := result.API.Operations[slices.IndexFunc(result.API.Operations, func(op *ir.Operation) bool { return op.Path == fmt.Sprintf("/f%d", i) })]
			key := fmt.Sprintf("%s.%d", folder, i)
			table = append(table, fmt.Sprintf("%q: form(%[2]s.Decode%[3]sForm, func(v %[2]s.%[4]s) url.Values { return v.EncodeForm() }),",
				key, folder, op.Body.Content[0].FormName, op.Body.Content[0].Schema.Name))
			source, err := json.Marshal(node{"schema": form.schema, "encoding": form.encoding})
			if err != nil {
				t.Fatal(err)
			}
			written[key] = string(source)
			decoded, err := jsonschema.UnmarshalJSON(strings.NewReader(inJSON(form.schema)))
			if err != nil {
				t.Fatal(err)
			}
			oracle := compiled(t, decoded)
			for range *doorBodies {
				body, values := g.body(form)
				data, err := json.Marshal(body)
				if err != nil {
					t.Fatal(err)
				}
				v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
				if err != nil {
					t.Fatal(err)
				}
				asked = append(asked, formBody{key, values.Encode(), string(data), oracle.Validate(v) == nil})
			}
		}
	}
	var said []struct{ Error, JSON, Form string }
	m.ask(t, fmt.Appendf(nil, formsProgram, strings.Join(imports, "\n"), strings.Join(table, "\n")), asked, &said)
	valid, wrong := 0, 0
	for i, b := range asked {
		if b.Valid {
			valid++
		}
		why := ""
		switch a := said[i]; {
		case b.Valid != (a.Error == ""):
			why = fmt.Sprintf("it is valid: %v; Decode says %q", b.Valid, a.Error)
		case b.Valid && !sameJSON(a.JSON, b.JSON):
			why = "what is decoded marshals to " + a.JSON
		case b.Valid && a.Form != b.Form:
			why = "EncodeForm gives " + a.Form
		}
		if why != "" {
			if wrong++; wrong <= 10 {
				t.Errorf("%s: %s\n\t%s\n\t%s\n\t%s", b.Schema, why, b.Form, b.JSON, written[b.Schema])
			}
		}
	}
	t.Logf("%d forms, %d of them valid: %d disagree", len(asked), valid, wrong)
	if valid < len(asked)/10 || valid > len(asked)*9/10 {
		t.Errorf("%d of %d forms are valid: they say too little", valid, len(asked))
	}
}

// formMaker draws forms.
type formMaker struct{ documentMaker }

// drawnForm is the schema of a form and its Encoding Objects.
type drawnForm struct{ schema, encoding node }

func (g formMaker) form() drawnForm {
	properties, encoding, required := node{}, node{}, []string{}
	for i := range 2 + g.IntN(4) {
		name := draw(g.documentMaker, "p", "é", "a b", "x&y=", "q%") + strconv.Itoa(i)
		if g.chance(50) {
			required = append(required, name)
		}
		switch g.IntN(4) {
		case 0:
			list := node{"type": "array", "items": g.scalar()}
			if g.chance(40) {
				list["maxItems"] = 2
			}
			properties[name] = list
			switch g.IntN(6) {
			case 0:
				encoding[name] = node{"style": "form", "explode": true}
			case 1:
				encoding[name] = node{"explode": false}
			case 2:
				encoding[name] = node{"style": "spaceDelimited"}
			case 3:
				encoding[name] = node{"style": "pipeDelimited"}
			case 4:
				encoding[name] = node{"contentType": "application/json"}
			}
		case 1:
			fields := node{}
			for _, field := range []string{"k", "l", "m"} {
				if len(fields) == 0 || g.chance(60) {
					fields[field] = g.scalar()
				}
			}
			properties[name] = node{"type": "object", "properties": fields, "additionalProperties": false}
			switch g.IntN(3) {
			case 0:
				encoding[name] = node{"style": "deepObject", "explode": true}
			case 1:
				encoding[name] = node{"explode": false}
			}
		default:
			properties[name] = g.scalar()
		}
	}
	return drawnForm{node{"type": "object", "properties": properties, "required": required}, encoding}
}

func (g formMaker) scalar() node {
	return draw(g.documentMaker,
		node{"type": "string"}, node{"type": "string", "maxLength": 3}, node{"type": "string", "enum": []any{"on", "off"}},
		node{"type": "integer", "minimum": 1}, node{"type": "number", "maximum": 2.5}, node{"type": "boolean"},
	)
}

// text draws a value of a scalar schema, and its text. Separators of lists are in none.
func (g formMaker) text(schema node) (value any, text string) {
	switch schema["type"] {
	case "integer":
		n := g.IntN(9)
		value, text = n, strconv.Itoa(n)
	case "number":
		n := float64(g.IntN(14)) / 4
		value, text = n, strconv.FormatFloat(n, 'f', -1, 64)
	case "boolean":
		b := g.chance(50)
		value, text = b, strconv.FormatBool(b)
	default:
		s := draw(g.documentMaker, "on", "off", "é", "12", "true", "a=b&c", "1+1", "50%25", "longer", "[x]", `"q"`)
		return s, s
	}
	if g.chance(4) {
		return "no", "no"
	}
	return value, text
}

// body draws the fields of a form, and writes them by its encoding.
func (g formMaker) body(form drawnForm) (node, url.Values) {
	out, values := node{}, url.Values{}
	properties := form.schema["properties"].(node)
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		schema := properties[name].(node)
		if !g.chance(85) {
			continue
		}
		encoding, _ := form.encoding[name].(node)
		switch schema["type"] {
		case "array":
			list, texts := []any{}, []string{}
			for range 1 + g.IntN(3) {
				value, text := g.text(schema["items"].(node))
				list, texts = append(list, value), append(texts, text)
			}
			out[name] = list
			separator := map[any]string{"spaceDelimited": " ", "pipeDelimited": "|"}[encoding["style"]]
			switch {
			case encoding["contentType"] != nil:
				values.Set(name, inJSON(list))
			case separator != "":
				values.Set(name, strings.Join(texts, separator))
			case encoding["explode"] == false:
				values.Set(name, strings.Join(texts, ","))
			default:
				values[name] = texts
			}
		case "object":
			fields, pairs := node{}, []string{}
			of := schema["properties"].(node)
			for _, field := range slices.Sorted(maps.Keys(of)) {
				if len(fields) > 0 && !g.chance(70) {
					continue
				}
				value, text := g.text(of[field].(node))
				fields[field] = value
				pairs = append(pairs, field, text)
				if encoding["style"] == "deepObject" {
					values.Set(name+"["+field+"]", text)
				}
			}
			out[name] = fields
			switch {
			case encoding["style"] == "deepObject":
			case encoding["explode"] == false:
				values.Set(name, strings.Join(pairs, ","))
			default:
				values.Set(name, inJSON(fields))
			}
		default:
			value, text := g.text(schema)
			out[name] = value
			values.Set(name, text)
		}
	}
	return out, values
}

func inJSON(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(data)
}

// compiled is a schema, as another implementation reads it.
func compiled(t *testing.T, schema any) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	if err := c.AddResource("file:///schema.json", schema); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("file:///schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const formsProgram = `package main

import (
	"encoding/json"
	"net/url"
	"os"

	"example.com/emitted/validate"
	%s
)

type answer struct{ Error, JSON, Form string }

func form[T any](decode func(url.Values, ...validate.Option) (T, error), encode func(T) url.Values) func(url.Values) answer {
	return func(values url.Values) (a answer) {
		v, err := decode(values)
		if err != nil {
			a.Error = err.Error()
			return a
		}
		data, err := json.Marshal(v)
		if err != nil {
			panic(err)
		}
		a.JSON, a.Form = string(data), encode(v).Encode()
		return a
	}
}

var forms = map[string]func(url.Values) answer{
	%s
}

func main() {
	var bodies []struct{ Schema, Form string }
	if err := json.NewDecoder(os.Stdin).Decode(&bodies); err != nil {
		panic(err)
	}
	answers := make([]answer, len(bodies))
	for i, b := range bodies {
		values, err := url.ParseQuery(b.Form)
		if err != nil {
			panic(err)
		}
		answers[i] = forms[b.Schema](values)
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}
`
