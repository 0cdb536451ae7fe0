package keyword_test

import (
	"testing"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// TestDiscriminatorRefusesNothing holds that a value is judged as without it
// (OpenAPI 3.1.1, section 4.8.25).
func TestDiscriminatorRefusesNothing(t *testing.T) {
	const union = `"oneOf": [{"$ref": "#/components/schemas/S0"}, {"$ref": "#/components/schemas/S1"}]`
	api, s := lowertest.Schemas(t, "3.1.0", `{"properties": {"k": {"const": "a"}}, "required": ["k"]}`, `{"properties": {"k": {"const": 2}}, "required": ["k"]}`,
		`{`+union+`}`, `{`+union+`, "discriminator": {"propertyName": "k", "mapping": {"b": "#/components/schemas/S0", "2": "#/components/schemas/S1"}}}`)
	judge := keyword.NewJudge(api)
	for _, value := range []string{`{"k":"a"}`, `{"k":2}`, `{"k":2.0}`, `{"k":"2"}`, `{"k":"b"}`, `{"k":"S0"}`, `{}`, `1`} {
		plain, tagged := judge.Check(s[2], ir.Value(value), 0), judge.Check(s[3], ir.Value(value), 0)
		if (plain == nil) != (tagged == nil) {
			t.Errorf("%s: %v without the discriminator, %v with it", value, plain, tagged)
		}
	}
	tag, ok := keyword.TagOf(s[3], s[3].OneOf)
	if !ok || !tag.Variants[1].HasText("2") || tag.Variants[1].HasText("a") || !tag.Complete(s[3].OneOf) {
		t.Errorf("the tag is %+v", tag)
	}
}
