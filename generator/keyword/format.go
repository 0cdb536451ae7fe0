package keyword

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validate"
)

// format (JSON Schema Validation, section 7; the OpenAPI format registry). The
// formats that are asserted are those of [Formats].
var format = &Keyword{
	Name: "format", Class: Assertion, Fields: []string{"Format"}, Types: ir.String | ir.Num | ir.Integer,
	Set:   func(s *ir.Schema) bool { return s.Format != "" },
	Read:  readText(func(s *ir.Schema) *string { return &s.Format }),
	Write: func(_ Writer, s *ir.Schema, o *Object) { o.Add("format", s.Format) },
	Words: func(v Voice, s *ir.Schema, _ Told) string {
		if s.Format == "" || v.Scalar(s) && s.Shape.Format == s.Format {
			return ""
		}
		return "format " + v.Code(s.Format)
	},
	Value: func(s *ir.Schema) string { return s.Format },
	Check: func(_ *Checker, s *ir.Schema, v *Value) error {
		f := formats[s.Format]
		if v.Types()&f.Types == 0 {
			return nil
		}
		if f.Number != nil && !f.Number(decimal(v)) || f.Text != nil && !f.Text([]byte(v.text())) {
			return v.wrong("expected the format %s", s.Format)
		}
		return nil
	},
	Compare: func(_ *Comparison, old, new *ir.Schema) Relation {
		was, is := formats[old.Format], formats[new.Format]
		return added(was.Types != 0, is.Types != 0, func() Relation {
			switch {
			case old.Format == new.Format:
				return Same
			case was.Within == new.Format:
				return Wider
			case is.Within == old.Format:
				return Narrower
			}
			return Different
		})
	},
}

// Format is a format that is asserted.
type Format struct {
	Types    ir.Types // of the values that it speaks of
	Function string   // the function, or the method of Decimal, of package validate that checks it
	Message  string   // what a violation says
	Within   string   // a wider format that all its values have, or ""

	Text   func([]byte) bool           // as Function, for texts
	Number func(validate.Decimal) bool // as Function, for numbers

	Low, High ir.Number // the bounds that say the same in JSON Schema
	Pattern   string    // the pattern that says the same in JSON Schema
}

// FormatOf returns a format that is asserted; that of another name has no Types.
func FormatOf(name string) Format { return formats[name] }

// Silent reports a format that says nothing which could be checked.
func Silent(name string) bool { return name == "" || name == "binary" || name == "password" }

var formats = map[string]Format{
	"date":          textFormat("IsDate", "must be a date (RFC 3339, as 2006-01-02)", validate.IsDate),
	"date-time":     textFormat("IsDateTime", "must be a date and time (RFC 3339, as 2006-01-02T15:04:05Z)", validate.IsDateTime),
	"time":          textFormat("IsTime", "must be a time with its offset (RFC 3339, as 15:04:05Z)", validate.IsTime),
	"duration":      textFormat("IsDuration", "must be a duration (ISO 8601, as P1DT2H)", validate.IsDuration),
	"email":         textFormat("IsEmail", "must be an email address (RFC 5321)", validate.IsEmail),
	"hostname":      textFormat("IsHostname", "must be a host name (RFC 1123)", validate.IsHostname),
	"ipv4":          textFormat("IsIPv4", "must be an IPv4 address", validate.IsIPv4),
	"ipv6":          textFormat("IsIPv6", "must be an IPv6 address", validate.IsIPv6),
	"uri":           {Types: ir.String, Function: "IsURI", Message: "must be a URI (RFC 3986)", Text: validate.IsURI, Within: "uri-reference"},
	"uri-reference": textFormat("IsURIReference", "must be a URI or a relative reference (RFC 3986)", validate.IsURIReference),
	"uuid":          textFormat("IsUUID", "must be a UUID (RFC 4122)", validate.IsUUID),
	"byte": {
		Types: ir.String, Function: "IsByte", Message: "must be base64 (RFC 4648)", Text: validate.IsByte,
		Pattern: "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$", // RFC 4648, section 4
	},

	"int32": {
		Types: ir.Num | ir.Integer, Function: "FitsInt32", Message: "must be a 32-bit integer", Within: "int64",
		Number: func(n validate.Decimal) bool { return n.IsInt() && n.FitsInt32() }, Low: "-2147483648", High: "2147483647",
	},
	"int64": {
		Types: ir.Num | ir.Integer, Function: "FitsInt64", Message: "must be a 64-bit integer",
		Number: func(n validate.Decimal) bool { return n.IsInt() && n.FitsInt64() }, Low: "-9223372036854775808", High: "9223372036854775807",
	},
	"float": {
		Types: ir.Num | ir.Integer, Function: "FitsFloat32", Message: "must be a number of single precision", Within: "double",
		Number: validate.Decimal.FitsFloat32,
	},
	"double": {
		Types: ir.Num | ir.Integer, Function: "FitsFloat64", Message: "must be a number of double precision",
		Number: validate.Decimal.FitsFloat64,
	},
}

func textFormat(function, message string, is func([]byte) bool) Format {
	return Format{Types: ir.String, Function: function, Message: message, Text: is}
}
