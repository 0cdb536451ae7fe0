package plan

import (
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// What the parts of a multipart body are: fields, which are collected and read as
// those of a form, and files, which are not.

// FormPart says what must hold for the parts of a field.
type FormPart struct {
	File    bool
	Types   []string // media types, or ranges of them; none: any
	Headers []string // that must be there
	Min     int      // bytes of a file
	Max     int      // bytes of a file, or how many are read of a field
}

// maxField is how many bytes are read of a field whose schema says nothing of it.
const maxField = 1 << 20

// maxPlaceholder is how large a file must be at most: as many bytes stand for it in
// the JSON that is checked.
const maxPlaceholder = 1 << 10

// parts says what the parts of all fields are.
func (r formReader) parts(fields []FormField, views [2][]*Plan) {
	for i := range fields {
		f := &fields[i]
		if f.Style != "" {
			continue
		}
		var t formType
		var e *ir.Encoding
		switch {
		case f.Others:
			t = r.typeOf(views[0], views[1], formType{}, otherSchemas)
		case f.Pattern != "":
			continue
		default:
			if said := r.member(views, f.Name); said != nil {
				t = *said
			}
			for _, x := range r.form.Encoding {
				if x.Name == f.Name {
					e = x
				}
			}
		}
		r.part(f, t, e)
	}
}

// part says what the parts of one field are; e is nil where nothing is said of its
// encoding.
func (r formReader) part(f *FormField, t formType, e *ir.Encoding) {
	rules := &FormPart{}
	if e != nil && (e.Style == "" || r.form.unstyled) {
		for list := range strings.SplitSeq(e.ContentType, ",") {
			if base := ir.BaseMediaType(list); base != "" {
				rules.Types = append(rules.Types, base)
			}
		}
		for _, h := range e.Headers {
			if h.Required {
				rules.Headers = append(rules.Headers, h.Wire)
			}
		}
	}
	say := func(why string) {
		if e != nil {
			r.form.say(e.Pos, quoted(f.Name)+" is not enforced in full: "+why)
		}
	}
	all := everySchema(t.said)
	types, held := t.types, f.Others && slices.ContainsFunc(all, func(s *ir.Schema) bool { return s.MinLength != nil })
	if f.List {
		types = t.items
		list := all
		all = nil
		for _, s := range list {
			held = held || s.UniqueItems || s.Contains != nil
			all = append(all, everySchema(itemSchemas(s))...)
		}
	}
	if isFile(all, types, rules.Types) {
		held = held || slices.ContainsFunc(all, asksContent)
		rules.File = !held
		if held {
			r.form.say(all[0].Pos, "a part of multipart/form-data is held in memory, since its schema asks more of a file than a size")
		}
	}
	for _, s := range all {
		if s.MinLength != nil && rules.File {
			rules.Min = max(rules.Min, int(min(*s.MinLength, maxPlaceholder)))
		}
		if s.MaxLength == nil {
			continue
		}
		n := int(min(*s.MaxLength, 1<<31-1))
		switch {
		case rules.File && (rules.Max == 0 || n < rules.Max):
			rules.Max = max(n, 1)
		case !rules.File && f.Kind == FormText && n > maxField/4: // bytes of a character
			rules.Max = 4 * min(n, 1<<29-1)
		}
	}
	if rules.File {
		f.Kind = FormText
		f.Part = rules
		return
	}
	if len(rules.Headers) > 0 {
		say("headers are checked of files, and this is a field")
		rules.Headers = nil
	}
	isJSON := func(mediaType string) bool { return ir.MediaOf(mediaType).IsJSON() }
	isText := func(mediaType string) bool { return strings.HasPrefix(mediaType, "text/") }
	switch {
	case len(rules.Types) == 0:
	case !slices.ContainsFunc(rules.Types, func(t string) bool { return !isJSON(t) }):
		if f.Kind != FormObject {
			f.Kind = FormOnlyJSON
		}
	case types&(ir.Array|ir.Object) != 0 || types&^ir.String != 0 && !slices.ContainsFunc(rules.Types, isText):
		say("there is no reading of " + strings.Join(rules.Types, ", ") + " for its value; it is read as without a contentType")
		rules.Types = nil
	}
	if len(rules.Types) > 0 || rules.Max > 0 {
		f.Part = rules
	}
}

// isFile reports whether a part of which all schemas hold is a file: binary, or of a
// media type that is neither text nor JSON, or of no type at all (the default is
// then application/octet-stream).
func isFile(all []*ir.Schema, types ir.Types, mediaTypes []string) bool {
	binary, encoded := false, false
	for _, s := range all {
		binary = binary || s.Format == "binary" || s.ContentMediaType != "" && !readable(s.ContentMediaType)
		encoded = encoded || s.ContentEncoding != "" || s.Format == "byte"
	}
	untyped := types == keyword.AnyType&^ir.Null
	switch {
	case encoded, types != ir.String && !untyped:
		return false
	case binary:
		return true
	case len(mediaTypes) > 0:
		return !slices.ContainsFunc(mediaTypes, readable)
	}
	return untyped && len(all) > 0 && !slices.ContainsFunc(all, asksContent)
}

// asksContent reports whether a schema of a file asks more than a size. That cannot
// be checked without holding the content.
func asksContent(s *ir.Schema) bool {
	more := *s
	more.Format, more.MinLength, more.MaxLength = "", nil, nil
	return asserts(&more) || s.Format != "" && s.Format != "binary" || s.MinLength != nil && *s.MinLength > maxPlaceholder || s.MaxLength != nil && *s.MaxLength == 0
}

// readable reports whether a field can be of a media type.
func readable(mediaType string) bool {
	return strings.HasPrefix(ir.BaseMediaType(mediaType), "text/") || ir.MediaOf(mediaType).AsJSON()
}

// everySchema returns schemas with those that they refer to and are made of.
func everySchema(schemas []*ir.Schema) (out []*ir.Schema) {
	var visit func(s *ir.Schema)
	visit = func(s *ir.Schema) {
		if s == nil || slices.Contains(out, s) {
			return
		}
		s = OrNull(s)
		out = append(out, s)
		visit(s.Ref)
		for _, member := range s.AllOf {
			visit(member)
		}
	}
	for _, s := range schemas {
		visit(s)
	}
	return out
}
