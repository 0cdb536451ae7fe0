// Keywords of any value and of scalars: type, enum, const, what numbers and
// strings are asked for.

package conform

import (
	"encoding/json"
	"regexp"
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validate"
)

// typeOf returns the type of a JSON value. An integer is a number too.
func typeOf(value ir.Value) ir.Types {
	switch value[0] {
	case '{':
		return ir.Object
	case '[':
		return ir.Array
	case '"':
		return ir.String
	case 't', 'f':
		return ir.Boolean
	case 'n':
		return ir.Null
	}
	if validate.Decimal(value).IsInt() {
		return ir.Integer | ir.Num
	}
	return ir.Num
}

func (c *checker) types(schema *ir.Schema, value ir.Value, at string) error {
	if schema.Types != 0 && schema.Types&typeOf(value) == 0 {
		return wrong(at, "expected the type %s", schema.Types)
	}
	return nil
}

func (c *checker) values(schema *ir.Schema, value ir.Value, at string) error {
	if len(schema.Enum) > 0 && !slices.ContainsFunc(schema.Enum, func(v *ir.EnumValue) bool { return equal(v.Value, value) }) {
		return wrong(at, "expected one of the values that the enum lists")
	}
	if schema.Const != nil && !equal(schema.Const, value) {
		return wrong(at, "expected the value of const")
	}
	return nil
}

func equal(a, b ir.Value) bool {
	return string(validate.Canonical(a)) == string(validate.Canonical(b))
}

func (c *checker) number(schema *ir.Schema, value ir.Value, at string) error {
	if typeOf(value)&ir.Num == 0 {
		return nil
	}
	n := validate.Decimal(value)
	switch {
	case schema.Minimum != "" && n.Compare(string(schema.Minimum)) < 0:
		return wrong(at, "expected at least %s", schema.Minimum)
	case schema.ExclusiveMinimum != "" && n.Compare(string(schema.ExclusiveMinimum)) <= 0:
		return wrong(at, "expected more than %s", schema.ExclusiveMinimum)
	case schema.Maximum != "" && n.Compare(string(schema.Maximum)) > 0:
		return wrong(at, "expected at most %s", schema.Maximum)
	case schema.ExclusiveMaximum != "" && n.Compare(string(schema.ExclusiveMaximum)) >= 0:
		return wrong(at, "expected less than %s", schema.ExclusiveMaximum)
	case schema.MultipleOf != "" && !n.MultipleOf(string(schema.MultipleOf)):
		return wrong(at, "expected a multiple of %s", schema.MultipleOf)
	}
	if fits := numberFormats[schema.Format]; fits != nil && !fits(n) {
		return wrong(at, "expected the format %s", schema.Format)
	}
	return nil
}

var numberFormats = map[string]func(validate.Decimal) bool{
	"int32":  func(n validate.Decimal) bool { return n.IsInt() && n.FitsInt32() },
	"int64":  func(n validate.Decimal) bool { return n.IsInt() && n.FitsInt64() },
	"float":  validate.Decimal.FitsFloat32,
	"double": validate.Decimal.FitsFloat64,
}

func (c *checker) text(schema *ir.Schema, value ir.Value, at string) error {
	var s string
	if typeOf(value) != ir.String || json.Unmarshal(value, &s) != nil {
		return nil
	}
	n := uint64(validate.Length([]byte(s)))
	switch {
	case schema.MinLength != nil && n < *schema.MinLength:
		return wrong(at, "expected at least %d characters", *schema.MinLength)
	case schema.MaxLength != nil && n > *schema.MaxLength:
		return wrong(at, "expected at most %d characters", *schema.MaxLength)
	case schema.Pattern != nil && !matches(*schema.Pattern, s):
		return wrong(at, "expected a match of the pattern %s", *schema.Pattern)
	}
	if is := textFormats[schema.Format]; is != nil && !is([]byte(s)) {
		return wrong(at, "expected the format %s", schema.Format)
	}
	return nil
}

// matches reports whether an expression of ECMA-262 occurs in a text, by what
// Go makes of it.
func matches(pattern, text string) bool {
	re, err := regexp.Compile(pattern)
	return err != nil || re.MatchString(text)
}

var textFormats = map[string]func([]byte) bool{
	"date": validate.IsDate, "date-time": validate.IsDateTime, "time": validate.IsTime, "duration": validate.IsDuration,
	"email": validate.IsEmail, "hostname": validate.IsHostname, "ipv4": validate.IsIPv4, "ipv6": validate.IsIPv6,
	"uri": validate.IsURI, "uri-reference": validate.IsURIReference, "uuid": validate.IsUUID, "byte": validate.IsByte,
}
