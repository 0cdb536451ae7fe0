package keyword

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validate"
)

// registry are the names in OpenAPI's format registry
// (https://spec.openapis.org/registry/format/), which has those of JSON Schema
// Validation 2020-12, section 7.3, and those of OpenAPI 3.0.4 and 3.1.1, Data Types.
var registry = strings.Fields(`
	base64url binary byte char commonmark date date-time date-time-local decimal decimal128 double double-int duration
	email float hostname html http-date idn-email idn-hostname int16 int32 int64 int8 ipv4 ipv4-cidr ipv6 ipv6-cidr iri
	iri-reference json-pointer language media-range password regex relative-json-pointer sf-binary sf-boolean sf-decimal
	sf-integer sf-string sf-token time time-local uint16 uint32 uint64 uint8 unixtime uri uri-reference uri-template uuid`)

// Each format of the registry is checked, or silent with a reason; there are no others.
func TestRegistry(t *testing.T) {
	for _, name := range registry {
		if f := FormatOf(name); !f.Speaks(0) {
			t.Errorf("%s is neither checked nor excused", name)
		}
	}
	for _, name := range Formats() {
		if !slices.Contains(registry, name) {
			t.Errorf("%s is not in the registry", name)
		}
		f := FormatOf(name)
		checks := f.Text != nil || f.Number != nil
		switch {
		case checks != (f.Types != 0), checks && (f.Function == "" || f.Message == ""):
			t.Errorf("%s: its check is not complete: %+v", name, f)
		case f.Text != nil && (f.Types != ir.String || f.Number != nil), f.Number != nil && f.Types != numbers:
			t.Errorf("%s is checked for types that it is not of", name)
		case (f.Silent == "") != (f.Unasked == 0), f.Types&f.Unasked != 0:
			t.Errorf("%s is silent about %v, because %q", name, f.Unasked, f.Silent)
		case (f.Go == "") != (f.GoOf == 0), f.Whole && f.GoOf != ir.Integer:
			t.Errorf("%s: its Go type is %q of %v", name, f.Go, f.GoOf)
		case f.Within != "" && FormatOf(f.Within).Types != f.Types:
			t.Errorf("%s is within %s, which has other types", name, f.Within)
		}
		if f.Number == nil {
			continue
		}
		if _, found := reflect.TypeFor[validate.Decimal]().MethodByName(f.Function); !found {
			t.Errorf("%s: validate.Decimal has no method %s", name, f.Function)
		}
		for _, bound := range []ir.Number{f.Low, f.High} {
			if bound != "" && !f.Number(validate.Decimal(bound)) || f.Number(validate.Decimal(bound+"0")) && bound != "" && bound != "0" {
				t.Errorf("%s does not end at %s", name, bound)
			}
		}
	}
	if FormatOf("shelf-mark").Speaks(0) || FormatOf("date").Speaks(ir.Integer) || !FormatOf("int64").Speaks(ir.String) || !FormatOf("date").Speaks(ir.String|ir.Null) {
		t.Error("a format speaks of other values")
	}
}

// Who has a format has each wider one as well.
func TestWithin(t *testing.T) {
	for name, text := range map[string]string{
		"email": "a@b", "hostname": "a.b", "uri": "a:b", "uri-reference": "b", "iri": "a:é", "int8": "-1", "uint8": "1", "sf-integer": "12", "double-int": "12",
	} {
		for wider := FormatOf(name).Within; wider != ""; wider = FormatOf(wider).Within {
			for _, f := range []Format{FormatOf(name), FormatOf(wider)} {
				if f.Text != nil && !f.Text([]byte(text)) || f.Number != nil && !f.Number(validate.Decimal(text)) {
					t.Errorf("%s is no %s or no %s", text, name, wider)
				}
			}
			if !within(name, wider) {
				t.Errorf("%s is not within %s", name, wider)
			}
		}
	}
	if within("iri", "uri") || within("date", "date-time") {
		t.Error("a format is within another that is none wider")
	}
}

// A number of a format of integers is an integer: to a reader of JSON Schema, and when
// two documents are compared.
func TestWholeNumbers(t *testing.T) {
	number := &ir.Schema{Types: ir.Num, Format: "int32"}
	integer := &ir.Schema{Types: ir.Integer, Format: "int32"}
	var o Object
	typeKeyword.Write(nil, number, &o)
	if len(o) != 1 || o[0].Value != "integer" {
		t.Errorf("the type is written as %v", o)
	}
	if got := format.Compare(integer, &ir.Schema{Format: "int8"}); got != Narrower {
		t.Errorf("from int32 to int8: %s", got)
	}
	if got := format.Compare(integer, &ir.Schema{Format: "int64"}); got != Wider {
		t.Errorf("from int32 to int64: %s", got)
	}
}
