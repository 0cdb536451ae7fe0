// Package validators holds benchmarks of the emitted validators and of other
// ways to read and check the same bodies.
//
// It compiles only after "go run . validators", one folder up, which generates
// the packages below made.
package validators

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/go-faster/jx"
	"github.com/go-playground/validator/v10"
	"github.com/oasmint/oasmint/bench/made/oapi"
	"github.com/oasmint/oasmint/bench/made/oasmint"
	"github.com/oasmint/oasmint/bench/made/ogen"
	"github.com/oasmint/oasmint/bench/made/ogenunions"
	"github.com/oasmint/oasmint/bench/made/unions"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
)

// read takes the bytes of a body and returns what is wrong with it.
type read func(data []byte) error

// body is a file of testdata, with the reads that depend on its type.
type body struct {
	schema   string
	valid    string // an enum value in it; without it, the body is wrong
	validate read
	decode   read
	ogen     read
	json     read
	tags     read
}

var bodies = []body{
	{
		schema:   "token_fail_request",
		valid:    "INVALID_RESOURCE_OWNER_CREDENTIALS",
		validate: func(data []byte) error { return oasmint.ValidateTokenFailRequestJSON(data) },
		decode:   func(data []byte) error { _, err := oasmint.DecodeTokenFailRequest(data); return err },
		ogen:     withOgen[ogen.TokenFailRequest],
		json:     withJSON[oapi.TokenFailRequest],
		tags:     withTags[oapi.TokenFailRequest],
	},
	{
		schema:   "client",
		valid:    "PAIRWISE",
		validate: func(data []byte) error { return oasmint.ValidateClientJSON(data) },
		decode:   func(data []byte) error { _, err := oasmint.DecodeClient(data); return err },
		ogen:     withOgen[ogen.Client],
		json:     withJSON[oapi.Client],
		tags:     withTags[oapi.Client],
	},
	{
		schema:   "service",
		valid:    "FAPI2_SECURITY",
		validate: func(data []byte) error { return oasmint.ValidateServiceJSON(data) },
		decode:   func(data []byte) error { _, err := oasmint.DecodeService(data); return err },
		ogen:     withOgen[ogen.Service],
		json:     withJSON[oapi.Service],
		tags:     withTags[oapi.Service],
	},
}

func BenchmarkBody(b *testing.B) {
	document, err := os.ReadFile("../made/document.yaml")
	if err != nil {
		b.Fatal(err)
	}
	for _, body := range bodies {
		data, err := os.ReadFile("../testdata/" + body.schema + ".json")
		if err != nil {
			b.Fatal(err)
		}
		wrong := bytes.ReplaceAll(data, []byte(`"`+body.valid+`"`), []byte(`"NONE_OF_THEM"`))
		for _, tool := range []struct {
			name   string
			read   read
			checks bool
		}{
			{"oasmint-validate", body.validate, true},
			{"oasmint-decode", body.decode, true},
			{"ogen-decode-validate", body.ogen, true},
			{"encoding-json-unchecked", body.json, false},
			{"encoding-json-validator-tags", body.tags, true},
			{"kin-openapi-VisitJSON", withKin(b, document, body.schema), true},
			{"jsonschema-v6", withJSONSchema(b, document, body.schema), true},
			{"jx-skip-unchecked", withSkip, false},
		} {
			b.Run("body="+body.schema+"/tool="+tool.name, func(b *testing.B) {
				if err := tool.read(data); err != nil {
					b.Fatalf("the body is refused: %v", err)
				}
				if err := tool.read(wrong); (err != nil) != tool.checks {
					b.Fatalf("a wrong enum value: %v", err)
				}
				b.SetBytes(int64(len(data)))
				b.ReportAllocs()
				for b.Loop() {
					if err := tool.read(data); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkUnions reads a body of unions: mapped ones, of scalars, and an anyOf. What
// ogen makes of them is sum types.
func BenchmarkUnions(b *testing.B) {
	data, err := os.ReadFile("../testdata/order.json")
	if err != nil {
		b.Fatal(err)
	}
	wrong := bytes.ReplaceAll(data, []byte(`"wallet"`), []byte(`"purse"`))
	for _, tool := range []struct {
		name string
		read read
	}{
		{"oasmint-validate", func(data []byte) error { return unions.ValidateOrderJSON(data) }},
		{"oasmint-decode", func(data []byte) error { _, err := unions.DecodeOrder(data); return err }},
		{"ogen-decode-validate", withOgen[ogenunions.Order]},
	} {
		b.Run("body=unions/tool="+tool.name, func(b *testing.B) {
			if err := tool.read(data); err != nil {
				b.Fatalf("the body is refused: %v", err)
			}
			if tool.read(wrong) == nil {
				b.Fatal("a tag that is not known is accepted")
			}
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if err := tool.read(data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// withOgen reads with the decoder that ogen emits, taken from its pool as its
// servers do, and then checks the value.
func withOgen[T any, P interface {
	*T
	Decode(*jx.Decoder) error
	Validate() error
}](data []byte) error {
	d := jx.GetDecoder()
	defer jx.PutDecoder(d)
	d.ResetBytes(data)
	var v T
	if err := P(&v).Decode(d); err != nil {
		return err
	}
	return P(&v).Validate()
}

// withJSON reads into the types that oapi-codegen emits. Nothing is checked.
func withJSON[T any](data []byte) error {
	var v T
	return json.Unmarshal(data, &v)
}

var tagChecker = validator.New(validator.WithRequiredStructEnabled())

// withTags is withJSON and then go-playground/validator, by struct tags.
func withTags[T any](data []byte) error {
	var v T
	if err := json.Unmarshal(data, &v); err != nil {
		return err
	}
	return tagChecker.Struct(&v)
}

// withKin reads into maps and slices and checks them by the document.
func withKin(b *testing.B, document []byte, schema string) read {
	doc, err := openapi3.NewLoader().LoadFromData(document)
	if err != nil {
		b.Fatal(err)
	}
	s := doc.Components.Schemas[schema].Value
	return func(data []byte) error {
		var v any
		if err := json.Unmarshal(data, &v); err != nil {
			return err
		}
		return s.VisitJSON(v, openapi3.MultiErrors())
	}
}

// withJSONSchema is withKin by the schemas alone. Draft 4 is what OpenAPI 3.0
// builds on.
func withJSONSchema(b *testing.B, document []byte, schema string) read {
	var doc any
	if err := yaml.Unmarshal(document, &doc); err != nil {
		b.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft4)
	compiler.AssertFormat()
	if err := compiler.AddResource("document.json", doc); err != nil {
		b.Fatal(err)
	}
	s, err := compiler.Compile("document.json#/components/schemas/" + schema)
	if err != nil {
		b.Fatal(err)
	}
	return func(data []byte) error {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			return err
		}
		return s.Validate(v)
	}
}

// withSkip finds the tokens and does nothing with them: the least that reading
// takes.
func withSkip(data []byte) error {
	d := jx.GetDecoder()
	defer jx.PutDecoder(d)
	d.ResetBytes(data)
	return d.Skip()
}
