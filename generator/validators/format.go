package validators

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ir"
)

// format (JSON Schema Validation, 7; the OpenAPI format registry).

type (
	textFormat   struct{}
	numberFormat struct{}
)

func (textFormat) types() ir.Types   { return ir.String }
func (numberFormat) types() ir.Types { return ir.Num | ir.Integer }

// textFormats are the formats of strings: the function that checks one, and what it wants.
var textFormats = map[string]struct{ function, message string }{
	"date":          {"IsDate", "must be a date (RFC 3339, as 2006-01-02)"},
	"date-time":     {"IsDateTime", "must be a date and time (RFC 3339, as 2006-01-02T15:04:05Z)"},
	"time":          {"IsTime", "must be a time with its offset (RFC 3339, as 15:04:05Z)"},
	"duration":      {"IsDuration", "must be a duration (ISO 8601, as P1DT2H)"},
	"email":         {"IsEmail", "must be an email address (RFC 5321)"},
	"hostname":      {"IsHostname", "must be a host name (RFC 1123)"},
	"ipv4":          {"IsIPv4", "must be an IPv4 address"},
	"ipv6":          {"IsIPv6", "must be an IPv6 address"},
	"uri":           {"IsURI", "must be a URI (RFC 3986)"},
	"uri-reference": {"IsURIReference", "must be a URI or a relative reference (RFC 3986)"},
	"uuid":          {"IsUUID", "must be a UUID (RFC 4122)"},
	"byte":          {"IsByte", "must be base64 (RFC 4648)"},
}

// numberFormats are the formats of numbers: the method that checks one, and what it wants.
var numberFormats = map[string]struct{ method, message string }{
	"int32":  {"FitsInt32", "must be a 32-bit integer"},
	"int64":  {"FitsInt64", "must be a 64-bit integer"},
	"float":  {"FitsFloat32", "must be a number of single precision"},
	"double": {"FitsFloat64", "must be a number of double precision"},
}

// silentFormats say nothing that could be checked.
var silentFormats = map[string]bool{"": true, "binary": true, "password": true}

func (textFormat) failures(e *emitter, part *ir.Schema) []failure {
	f, ok := textFormats[part.Format]
	if !ok {
		return nil
	}
	return []failure{{jen.Op("!").Add(e.rt(f.function)).Call(v()), "format", f.message}}
}

func (numberFormat) failures(_ *emitter, part *ir.Schema) []failure {
	f, ok := numberFormats[part.Format]
	if !ok {
		return nil
	}
	return []failure{{jen.Op("!").Add(n()).Dot(f.method).Call(), "format", f.message}}
}
