package lower

import (
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/source"
)

// This file follows the extensions by which documents ask for other Go, those of
// oapi-codegen's documentation, as far as that is safe, and warns about the others.
// x-order is not among them, since fields stand in the document's order; names are
// read where names are given.

// The extensions that bring Go code of the document's own into the output. They are
// followed where the user says so.
const (
	extGoType    = "x-go-type"
	extExtraTags = "x-oapi-codegen-extra-tags"
)

// The extensions that say what a field is where its member is absent.
const (
	extSkipPointer = "x-go-type-skip-optional-pointer"
	extOmitEmpty   = "x-omitempty"
	extOmitZero    = "x-omitzero"
)

// neverFollowed are extensions of other generators, and what to do instead.
var neverFollowed = map[string]string{
	"x-go-json-ignore":                   "every member is read and written, since one that is not sent may be required",
	"x-oapi-codegen-only-honour-go-name": "names are adapted until they are legal and distinct; names in oasmint.yaml give others",
	"x-deprecated-reason":                "write it into the description",
	"x-nullable":                         "write nullable: true in OpenAPI 3.0, and null among the types in 3.1",
}

// unlessFollowed are extensions that are followed where that can be done, and what is
// said where nothing else is.
var unlessFollowed = map[string]string{
	extGoType:          "Go code is taken from a document only where oasmint.yaml says extensions: [" + extGoType + "]; under types: it names the type itself",
	"x-go-type-import": "there is no " + extGoType + " beside it",
	extExtraTags:       "tags are taken from a document only where oasmint.yaml says extensions: [" + extExtraTags + "], and only for properties",
	"x-go-type-name":   "it is for schemas that have a name in Go",
	extSkipPointer:     "it is for properties", extOmitEmpty: "it is for properties", extOmitZero: "it is for properties",
	"x-go-name": "it is for schemas and properties that have a name in Go",
}

// ask is an extension that asks for other Go.
type ask struct {
	at       source.Cursor
	followed bool
	why      string // it is not
}

// extension takes note of one of those extensions, or warns about it. A false asks for
// nothing.
func (l *lowerer) extension(c source.Cursor) {
	key := c.LastToken()
	if why, ok := unlessFollowed[key]; ok && l.asks[c.ID()] == nil {
		a := &ask{at: c, why: why}
		l.asks[c.ID()], l.asked = a, append(l.asked, a)
	}
	if why, ok := neverFollowed[key]; ok && (c.Node.Kind != source.Bool || c.Node.IsTrue() || key != "x-nullable") {
		l.notFollowed(c, why)
	}
}

func (l *lowerer) notFollowed(c source.Cursor, why string) {
	l.diags.Add(diag.Diagnostic{
		Severity: diag.Warning, Position: c.Position(), Code: "extension",
		Message: quote(c.LastToken()) + " is not followed: " + why,
	})
}

// reportAsks warns about the extensions that were not followed.
func (l *lowerer) reportAsks() {
	for _, a := range l.asked {
		if !a.followed {
			l.notFollowed(a.at, a.why)
		}
	}
}

// asksFor returns an extension of the schema or property at c, or nil.
func (l *lowerer) asksFor(c source.Cursor, key string) *ask {
	if c.Node == nil || c.Node.Get(key) == nil {
		return nil
	}
	return l.asks[c.Key(key).ID()]
}

// follows reports whether the user lets the document bring Go code by an extension.
func (l *lowerer) follows(extension string) bool {
	return slices.Contains(l.opts.Extensions, extension)
}

// documentType is the Go type that the document asks for at c, or nil.
func (l *lowerer) documentType(c source.Cursor) *ir.GoType {
	a, by := l.asksFor(c, extGoType), l.asksFor(c, "x-go-type-import")
	if a == nil {
		return nil
	}
	path, name := "", ""
	if by != nil {
		by.followed = true // or told of with the type
		path, name = by.at.Node.Get("path").Str(), by.at.Node.Get("name").Str()
	}
	if !l.follows(extGoType) {
		return nil
	}
	if by != nil && path == "" {
		a.why = "x-go-type-import has no text path"
		return nil
	}
	t, err := goapi.ParseQualified(a.at.Node.Str(), path, name)
	if err != nil {
		a.why = err.Error()
		return nil
	}
	a.followed = true
	return t
}

// followForFields follows what is asked for the fields of e.
func (l *lowerer) followForFields(e *entry) {
	if e.schema.Shape.Same != nil || e.schema.Shape.Go != nil || len(l.asks) == 0 {
		return
	}
	for _, f := range e.schema.Shape.Fields {
		l.diags.Enter(f.Pos)
		for _, at := range l.placesOf(e, f) {
			if a := l.asksFor(at, extExtraTags); a != nil && l.follows(extExtraTags) {
				l.extraTags(f, a)
			}
			for _, follow := range absence { // in order: the second asks what the first did
				if a := l.asksFor(at, follow.extension); a != nil {
					a.why = "expected true or false"
					if a.at.Node.Kind == source.Bool {
						a.why = follow.by(f, a.at.Node.IsTrue())
						a.followed = a.why == ""
					}
				}
			}
		}
	}
}

// placesOf are those that speak of the field of e: the properties that it is of, and its
// schema.
func (l *lowerer) placesOf(e *entry, f *ir.Field) (out []source.Cursor) {
	for _, at := range l.propertiesOf(e)[f.Wire] {
		if at.Node.Kind == source.Object {
			out = append(out, at)
		}
	}
	if at := l.bySchema[f.Schema].at; !slices.ContainsFunc(out, at.Is) {
		out = append(out, at)
	}
	return out
}

// propertiesOf are the properties of all that holds for what e describes, by name.
func (l *lowerer) propertiesOf(e *entry) map[string][]source.Cursor {
	if e.properties == nil {
		e.properties = map[string][]source.Cursor{}
		for _, part := range l.conjunction(e.schema) {
			for _, at := range l.bySchema[part].at.Key("properties").Members() {
				if at.Node != nil {
					name := at.LastToken()
					e.properties[name] = append(e.properties[name], at)
				}
			}
		}
	}
	return e.properties
}

// extraTags gives a field the tags that an extension lists.
func (l *lowerer) extraTags(f *ir.Field, a *ask) {
	a.followed, a.why = true, ""
	if a.at.Node.Kind != source.Object {
		a.followed, a.why = false, "expected an object of tags"
	}
	tags := map[string]string{}
	for _, m := range a.at.Members() {
		key, value := m.LastToken(), m.Node.Str()
		tag := reflect.StructTag(key + `:"` + value + `"`)
		switch got, ok := tag.Lookup(key); {
		case key == "json":
			a.followed, a.why = false, "the tag json is decided by the schema"
		case m.Node.Kind != source.String, !tagKey.MatchString(key), !ok, got != value, strings.ContainsFunc(value, notInTag):
			a.followed, a.why = false, quote(key)+" is no tag of a Go struct, with a text that needs no escapes"
		}
		tags[key] = value
	}
	if !a.followed {
		return
	}
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		if !slices.ContainsFunc(f.Tags, func(t ir.FieldTag) bool { return t.Key == key }) {
			f.Tags = append(f.Tags, ir.FieldTag{Key: key, Value: tags[key]})
		}
	}
}

var tagKey = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]*$`)

// notInTag are characters that the raw string of a tag cannot hold, or that do not show.
func notInTag(r rune) bool { return r == '`' || r == '\\' || r == '"' || !unicode.IsPrint(r) }

// absence are the extensions about fields whose member is absent. Each does as it is told,
// or says why that would not be right.
var absence = []struct {
	extension string
	by        func(*ir.Field, bool) string
}{{extSkipPointer, skipPointer}, {extOmitEmpty, omitEmpty}, {extOmitZero, omitZero}}

// skipPointer makes an optional field a value, of which the zero value is absent, or says
// why it cannot be one.
func skipPointer(f *ir.Field, yes bool) string {
	switch {
	case hasNil(f.Schema):
		if !yes {
			return "nil tells that it is absent"
		}
	case !yes || !f.MayBeAbsent():
	case keyword.MatchesNull(f.Schema):
		return "it may be null, and absent"
	case f.Required:
		return "it is required in one direction, where the zero value is none that is absent"
	case !isZeroValue(keyword.DefaultOf(f)):
		return "what is absent has a default, and the zero value is another"
	default:
		f.ByValue = true
	}
	return ""
}

// isZeroValue reports a default that the zero value stands for, or none.
func isZeroValue(value ir.Value) bool {
	return slices.Contains([]string{"", `""`, "false", "0", "0.0"}, string(value))
}

// hasNil reports whether nil is a value of the Go type of a schema.
func hasNil(s *ir.Schema) bool {
	if s.Shape.Go != nil {
		return s.Shape.Go.HasNil()
	}
	return slices.Contains([]ir.Kind{ir.KindArray, ir.KindMap, ir.KindAny}, s.Shape.Kind) ||
		s.Shape.Kind == ir.KindPrimitive && keyword.FormatOf(s.Shape.Format).Go == "[]byte"
}

// omitEmpty has an optional field left out where it is empty, or sent where it is the zero
// value, or says why that would not be right.
func omitEmpty(f *ir.Field, yes bool) string {
	switch {
	case !f.MayBeAbsent() && yes:
		return "what is required is always sent"
	case !f.MayBeAbsent():
	case yes && !keyword.MatchesNull(f.Schema) && hasNil(f.Schema):
		f.Omit = ir.OmitEmpty
	case yes: // as all others are
	case !f.ByValue:
		return "what is nil is absent, and sent it would be null"
	default:
		f.Omit = ir.OmitNever
	}
	return ""
}

func omitZero(f *ir.Field, yes bool) string {
	if yes && !f.MayBeAbsent() {
		return "what is required is always sent"
	}
	return ""
}
