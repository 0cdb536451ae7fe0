package keyword

import (
	"maps"
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validate"
)

// Format is what one name means as the value of the keyword format.
type Format struct {
	Types    ir.Types // of the values that it is asserted of; none where Silent says why
	Function string   // the function, or the method of Decimal, of package validate that checks it
	Message  string   // what a violation says
	Within   string   // a wider format that all its values have, or ""
	Go       string   // the Go type of its values, where that is not the one of any value of their type; package validate is the run-time package
	GoOf     ir.Types // the type of the schemas that have this Go type: String, Integer or Num

	Text   func([]byte) bool           // as Function, for texts
	Number func(validate.Decimal) bool // as Function, for numbers
	Whole  bool                        // numbers of the format are integers

	Low, High ir.Number // the bounds that say the same in JSON Schema
	Pattern   string    // the pattern that says the same in JSON Schema

	Silent  string   // why nothing is asserted of values of the types in Unasked
	Unasked ir.Types // the types of values that the format may be of, and is not asserted of
}

// FormatOf returns what a format means; that of a name which is not known has
// neither Types nor Unasked.
func FormatOf(name string) Format { return formats[name] }

// Formats returns the names of all formats that are known, sorted.
func Formats() []string { return slices.Sorted(maps.Keys(formats)) }

// Speaks reports whether a format is one of values of some of types: no types
// stand for all.
func (f Format) Speaks(types ir.Types) bool {
	of := f.Types | f.Unasked
	return of != 0 && (types == 0 || types&of != 0)
}

// formats are those that are known. A check is by the standard that the message
// names; where none is named, by OpenAPI's format registry.
var formats = map[string]Format{
	"date":          typedText("IsDate", "must be a date (RFC 3339, as 2006-01-02)", validate.IsDate, "validate.Date"),
	"date-time":     typedText("IsDateTime", "must be a date and time (RFC 3339, as 2006-01-02T15:04:05Z)", validate.IsDateTime, "time.Time"),
	"time":          textFormat("IsTime", "must be a time with its offset (RFC 3339, as 15:04:05Z)", validate.IsTime),
	"duration":      textFormat("IsDuration", "must be a duration (ISO 8601, as P1DT2H)", validate.IsDuration),
	"email":         {Types: ir.String, Function: "IsEmail", Message: "must be an email address (RFC 5321)", Text: validate.IsEmail, Within: "idn-email"},
	"hostname":      {Types: ir.String, Function: "IsHostname", Message: "must be a host name (RFC 1123)", Text: validate.IsHostname, Within: "idn-hostname"},
	"ipv4":          textFormat("IsIPv4", "must be an IPv4 address", validate.IsIPv4),
	"ipv6":          textFormat("IsIPv6", "must be an IPv6 address", validate.IsIPv6),
	"uri":           {Types: ir.String, Function: "IsURI", Message: "must be a URI (RFC 3986)", Text: validate.IsURI, Within: "uri-reference"},
	"uri-reference": {Types: ir.String, Function: "IsURIReference", Message: "must be a URI or a relative reference (RFC 3986)", Text: validate.IsURIReference, Within: "iri-reference"},
	"uuid":          typedText("IsUUID", "must be a UUID (RFC 4122)", validate.IsUUID, "validate.UUID"),
	"byte": {
		Types: ir.String, Function: "IsByte", Message: "must be base64 (RFC 4648)", Text: validate.IsByte, Go: "[]byte", GoOf: ir.String,
		Pattern: "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$", // RFC 4648, section 4
	},

	"int8":   whole("FitsInt8", "an 8-bit integer", "int8", "int16", validate.Decimal.FitsInt8, "-128", "127"),
	"int16":  whole("FitsInt16", "a 16-bit integer", "int16", "int32", validate.Decimal.FitsInt16, "-32768", "32767"),
	"int32":  whole("FitsInt32", "a 32-bit integer", "int32", "int64", validate.Decimal.FitsInt32, "-2147483648", "2147483647"),
	"int64":  whole("FitsInt64", "a 64-bit integer", "int64", "", validate.Decimal.FitsInt64, "-9223372036854775808", "9223372036854775807"),
	"uint8":  whole("FitsUint8", "an unsigned 8-bit integer", "uint8", "uint16", validate.Decimal.FitsUint8, "0", "255"),
	"uint16": whole("FitsUint16", "an unsigned 16-bit integer", "uint16", "uint32", validate.Decimal.FitsUint16, "0", "65535"),
	"uint32": whole("FitsUint32", "an unsigned 32-bit integer", "uint32", "uint64", validate.Decimal.FitsUint32, "0", "4294967295"),
	"uint64": whole("FitsUint64", "an unsigned 64-bit integer", "uint64", "", validate.Decimal.FitsUint64, "0", "18446744073709551615"),
	"float":  {Types: numbers, Function: "FitsFloat32", Message: "must be a number of single precision", Within: "double", Go: "float32", GoOf: ir.Num, Number: validate.Decimal.FitsFloat32},
	"double": {Types: numbers, Function: "FitsFloat64", Message: "must be a number of double precision", Go: "float64", GoOf: ir.Num, Number: validate.Decimal.FitsFloat64},

	// JSON Schema Validation, section 7.3.
	"idn-email":             {Types: ir.String, Function: "IsIDNEmail", Message: "must be an email address (RFC 6531)", Text: validate.IsIDNEmail},
	"idn-hostname":          {Types: ir.String, Function: "IsIDNHostname", Message: "must be an internationalized host name (RFC 5890)", Text: validate.IsIDNHostname},
	"iri":                   {Types: ir.String, Function: "IsIRI", Message: "must be an IRI (RFC 3987)", Text: validate.IsIRI, Within: "iri-reference"},
	"iri-reference":         textFormat("IsIRIReference", "must be an IRI or a relative reference (RFC 3987)", validate.IsIRIReference),
	"uri-template":          textFormat("IsURITemplate", "must be a URI template (RFC 6570)", validate.IsURITemplate),
	"json-pointer":          textFormat("IsJSONPointer", "must be a JSON Pointer (RFC 6901)", validate.IsJSONPointer),
	"relative-json-pointer": textFormat("IsRelativeJSONPointer", "must be a relative JSON Pointer", validate.IsRelativeJSONPointer),
	"regex":                 textFormat("IsRegex", "must be a regular expression (ECMA-262)", validate.IsRegex),

	// OpenAPI's format registry.
	"base64url":       textFormat("IsBase64URL", "must be base64 for URLs (RFC 4648, section 5)", validate.IsBase64URL),
	"char":            textFormat("IsChar", "must be one character", validate.IsChar),
	"date-time-local": textFormat("IsDateTimeLocal", "must be a date and time without an offset (as 2006-01-02T15:04:05)", validate.IsDateTimeLocal),
	"time-local":      textFormat("IsTimeLocal", "must be a time without an offset (as 15:04:05)", validate.IsTimeLocal),
	"http-date":       textFormat("IsHTTPDate", "must be a date of HTTP (RFC 9110, as Mon, 02 Jan 2006 15:04:05 GMT)", validate.IsHTTPDate),
	"media-range":     textFormat("IsMediaRange", "must be a media range (RFC 9110, as text/*)", validate.IsMediaRange),
	"language":        textFormat("IsLanguage", "must be a language tag (RFC 5646, as de-CH)", validate.IsLanguage),
	"ipv4-cidr":       textFormat("IsIPv4CIDR", "must be an IPv4 address with the length of its prefix (as 192.0.2.0/24)", validate.IsIPv4CIDR),
	"ipv6-cidr":       textFormat("IsIPv6CIDR", "must be an IPv6 address with the length of its prefix (as 2001:db8::/32)", validate.IsIPv6CIDR),
	"sf-string":       textFormat("IsSFString", "must be a string of a structured field (RFC 8941)", validate.IsSFString),
	"sf-token":        textFormat("IsSFToken", "must be a token of a structured field (RFC 8941)", validate.IsSFToken),
	"sf-binary":       textFormat("IsSFBinary", "must be a byte sequence of a structured field (RFC 8941)", validate.IsSFBinary),
	"sf-boolean":      textFormat("IsSFBoolean", "must be ?0 or ?1 (RFC 8941)", validate.IsSFBoolean),
	"sf-integer":      whole("FitsSFInteger", "an integer of at most 15 digits (RFC 8941)", "int64", "double-int", validate.Decimal.FitsSFInteger, "-999999999999999", "999999999999999"),
	"sf-decimal": {
		Types: numbers, Function: "FitsSFDecimal", Message: "must have at most 12 digits before its point and 3 behind it (RFC 8941)", Number: validate.Decimal.FitsSFDecimal,
		Unasked: ir.String, Silent: textualNumber,
	},
	"double-int": whole("FitsDoubleInt", "an integer of at most 53 bits", "int64", "int64", validate.Decimal.FitsDoubleInt, "-9007199254740991", "9007199254740991"),
	"decimal": {
		Types: ir.String, Function: "IsDecimal", Message: "must be a number in decimal digits", Text: validate.IsDecimal,
		Unasked: numbers, Silent: "every number of JSON is a decimal",
	},
	"decimal128": {
		Types: numbers, Function: "FitsDecimal128", Message: "must be in the range of decimals of 128 bits", Number: validate.Decimal.FitsDecimal128,
		Unasked: ir.String, Silent: textualNumber,
	},
	"unixtime": {
		Unasked: numbers | ir.String, Silent: "seconds since 1970 are any number, before 1970 negative, with fractions where a document has them",
		Go: "int64", GoOf: ir.Integer, // int may have 32 bits, which end in 2038
	},
	"binary":     silent(ir.String, "any text is a sequence of octets"),
	"commonmark": silent(ir.String, "any text is CommonMark"),
	"html":       silent(ir.String, "parsers of HTML accept any text"),
	"password":   silent(ir.String, "it is a hint to user interfaces"),
}

const numbers = ir.Num | ir.Integer

func textFormat(function, message string, is func([]byte) bool) Format {
	return Format{Types: ir.String, Function: function, Message: message, Text: is}
}

func typedText(function, message string, is func([]byte) bool, goType string) Format {
	f := textFormat(function, message, is)
	f.Go, f.GoOf = goType, ir.String
	return f
}

// whole is a format of integers between two bounds. The registry has some of them as
// texts too.
func whole(function, wanted, goType, within string, fits func(validate.Decimal) bool, low, high ir.Number) Format {
	return Format{
		Types: numbers, Function: function, Message: "must be " + wanted, Go: goType, GoOf: ir.Integer, Within: within, Whole: true, Low: low, High: high,
		Number:  func(n validate.Decimal) bool { return n.IsInt() && fits(n) },
		Unasked: ir.String, Silent: textualNumber,
	}
}

// textualNumber is why numbers that are written as texts are not checked.
const textualNumber = "the registry recommends a text for large numbers, and does not say how it is written"

func silent(types ir.Types, why string) Format { return Format{Unasked: types, Silent: why} }
