package plan

import (
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// How the fields of a form are encoded: Encoding Object (OpenAPI 3.1.1, section
// 4.8.15), and Style Values (section 4.8.12.6).

// newForm returns the form that a request of a media type is; say is told what of
// its encoding is not gone by.
func newForm(api *ir.API, m *ir.MediaType, say func(at diag.Position, message string)) *Form {
	multipart := m.Media() == ir.MediaMultipart
	return &Form{
		Name: m.FormName, Schema: m.Schema.Named(), Multipart: multipart, Encoding: m.Encoding,
		unstyled: multipart && strings.HasPrefix(api.OpenAPI, "3.0"), say: say,
	}
}

// FormOf returns the form that a body of a media type is, whose schema is named.
func FormOf(api *ir.API, m *ir.MediaType) *Form {
	return newForm(api, m, func(diag.Position, string) {})
}

// Forms returns the forms with functions, each once, in the order of operations.
func Forms(api *ir.API) []*Form {
	type key struct {
		name      string
		multipart bool
	}
	var out []*Form
	seen := map[key]bool{}
	for _, op := range api.Operations {
		if op.Body == nil {
			continue
		}
		for _, m := range op.Body.Content {
			k := key{m.FormName, m.Media() == ir.MediaMultipart}
			if m.FormName != "" && !seen[k] {
				seen[k] = true
				out = append(out, FormOf(api, m))
			}
		}
	}
	return out
}

// reportForms adds a warning for all that encodings say and the functions for forms
// do not go by.
func reportForms(api *ir.API, diags *diag.List) {
	said := map[diag.Diagnostic]bool{} // several operations may share a body
	say := func(at diag.Position, message string) {
		d := diag.Diagnostic{Severity: diag.Warning, Position: at, Code: notEnforced, Message: message}
		if !said[d] {
			diags.Add(d)
		}
		said[d] = true
	}
	for _, op := range api.Operations {
		if op.Body != nil {
			for _, m := range op.Body.Content {
				reportEncoding(api, m, say)
			}
		}
		for _, r := range op.Responses {
			for _, m := range r.Content {
				for _, e := range m.Encoding {
					say(e.Pos, quoted(e.Name)+" has no effect: there are no functions for forms that are responses")
				}
			}
		}
	}
}

func reportEncoding(api *ir.API, m *ir.MediaType, say func(diag.Position, string)) {
	kind := m.Media()
	for _, e := range m.Encoding {
		switch {
		case kind != ir.MediaForm && kind != ir.MediaMultipart:
			say(e.Pos, quoted(e.Name)+" has no effect: it is read for application/x-www-form-urlencoded and multipart/form-data, not for "+m.Type)
		case m.Schema.Named() == nil:
			say(e.Pos, quoted(e.Name)+" has no effect: there are no functions for a body without a schema that has a name")
		}
	}
	if m.FormName != "" {
		FormFields(newForm(api, m, say), false)
	}
}

func quoted(name string) string { return "the encoding of \"" + name + "\"" }

// encode gives fields the encodings of their form.
func (r formReader) encode(fields []FormField) {
	views := viewsOf(r.form.Schema)
	both := [2][]*Plan{views[:1], views[1:]}
	for _, e := range r.form.Encoding {
		t := r.member(both, e.Name)
		var f *FormField
		for i := range fields {
			if fields[i].Name == e.Name && !fields[i].Others && fields[i].Pattern == "" {
				f = &fields[i]
			}
		}
		if t == nil || f == nil {
			r.form.say(e.Pos, quoted(e.Name)+" has no effect: the schema has no such property")
			continue
		}
		if e.Style != "" && !r.form.unstyled {
			r.style(e, f, *t)
			continue
		}
		if e.Style != "" && (e.Style != "form" || !e.Explode && (f.List || f.Kind == FormObject)) {
			r.form.say(e.Pos, quoted(e.Name)+" has no effect but for its contentType: OpenAPI 3.0 has no styles for multipart/form-data")
		}
		if !r.form.Multipart {
			r.contentType(e, f, *t)
		}
	}
	r.reportSpread(fields)
	if r.form.Multipart {
		r.parts(fields, both)
	}
}

var delimiters = map[string]FormStyle{"form": FormComma, "spaceDelimited": FormSpace, "pipeDelimited": FormPipe}

// style sets how a field is written that the encoding has a style for.
func (r formReader) style(e *ir.Encoding, f *FormField, t formType) {
	say := func(what, instead string) {
		r.form.say(e.Pos, quoted(e.Name)+" is not enforced: "+what+"; "+instead)
	}
	const byDefault = "it is read as without a style"
	joins, known := delimiters[e.Style]
	list, object := f.List, f.Kind == FormObject
	if e.Style == "deepObject" && t.types == ir.Object|ir.String {
		object = true // a string is the key alone
	}
	switch {
	case !known && e.Style != "deepObject":
		say("\""+e.Style+"\" is no style of a form", byDefault)
	case f.Kind == FormJSON && !list && !object:
		say("its value may be of several types, which a style would write alike", byDefault)
	case !list && !object:
		if e.Style != "form" {
			say(e.Style+" is for arrays and objects, and its value is neither", byDefault)
		}
	case e.Style == "deepObject" && list:
		f.Style = FormBrackets
		say("OpenAPI does not say how deepObject writes an array", "here it is written as most servers take it: "+f.Name+"[]=…")
	case e.Style != "deepObject" && e.Style != "form" && e.Explode:
		say("OpenAPI does not say how "+e.Style+" is written with explode", byDefault)
	case list && e.Explode:
	case list:
		f.Style = joins
		if t.items&(ir.Array|ir.Object) != 0 {
			say("OpenAPI does not say how a style writes items that are arrays or objects", "here they are JSON")
		}
	default:
		switch {
		case e.Style == "deepObject":
			f.Style = FormDeep
		case e.Explode:
			f.Style = FormSpread
		default:
			f.Style = joins
		}
		f.Fields = r.styled(f.Style, e.Name, t.value, 0, func(_, instead string) {
			say("OpenAPI does not say how "+e.Style+" writes members that are arrays or objects", instead)
		})
	}
}

// members are the fields of an object that is written in a style. Where its members
// are keys of the form, a name that it does not say belongs to the form, unless the
// object says no name at all.
func (r formReader) members(style FormStyle, views [2][]*Plan) []FormField {
	out := r.fields(views, style != FormSpread)
	if style == FormSpread && len(out) == 0 {
		out = r.fields(views, true)
	}
	return out
}

// reportSpread reports objects whose members are keys of the form, where a key may
// belong to two.
func (r formReader) reportSpread(fields []FormField) {
	owner := map[string]string{}
	for _, f := range fields {
		if f.Style != FormSpread && f.Pattern == "" {
			owner[f.Name] = f.Name
			if f.Others {
				owner[""] = "the form"
			}
		}
	}
	for _, f := range fields {
		if f.Style != FormSpread {
			continue
		}
		for _, m := range f.Fields {
			if m.Pattern != "" {
				continue
			}
			key := m.Name
			if other, taken := owner[key]; taken && other != f.Name {
				what := "the key \"" + key + "\""
				if m.Others {
					what = "a key that nothing names"
				}
				for _, e := range r.form.Encoding {
					if e.Name == f.Name {
						r.form.say(e.Pos, quoted(f.Name)+" is not enforced in full: "+what+" may be a member of it, or of "+other)
					}
				}
			} else {
				owner[key] = f.Name
			}
		}
	}
}

// contentType sets how a field is read that the encoding has one media type for.
func (r formReader) contentType(e *ir.Encoding, f *FormField, t formType) {
	if len(e.Headers) > 0 {
		r.form.say(e.Pos, quoted(e.Name)+" is not enforced in full: headers are for multipart bodies")
	}
	if e.ContentType == "" {
		return
	}
	kind := ir.MediaOf(e.ContentType)
	text := strings.HasPrefix(ir.BaseMediaType(e.ContentType), "text/")
	switch {
	case strings.Contains(e.ContentType, ","):
		r.form.say(e.Pos, quoted(e.Name)+" is not enforced: nothing in a form tells which of "+e.ContentType+" a text is; it is read as without a contentType")
		return
	case kind.IsJSON() && t.types == ir.Object:
		return
	case kind.IsJSON():
		f.Kind, f.List = FormOnlyJSON, false
		return
	case t.types == ir.String, text && t.types&(ir.Array|ir.Object) == 0, text && f.List && t.items&(ir.Array|ir.Object) == 0, f.List && t.items == ir.String:
		return
	}
	r.form.say(e.Pos, quoted(e.Name)+" is not enforced: there is no reading of "+e.ContentType+" for its value; it is read as without a contentType")
}

// styled are the members of an object that has a style. OpenAPI says nothing of objects and
// lists within: in brackets, here they have brackets of their own, as most servers take them.
// It is said once of an object what is done instead.
func (r formReader) styled(style FormStyle, name string, views [2][]*Plan, depth int, say func(member, instead string)) []FormField {
	fields := r.members(style, views)
	told := depth > 0
	for i := range fields {
		m := &fields[i]
		if m.Others || m.Pattern != "" {
			continue
		}
		nested := r.member(views, m.Name)
		if !m.List && m.Kind != FormObject && (nested == nil || nested.types&(ir.Array|ir.Object) == 0 || nested.types == keyword.AnyType) {
			continue
		}
		instead := "here an array is its key once for each item, and an object is JSON"
		if style == FormDeep {
			instead = "here they have brackets of their own: " + name + "[" + m.Name + "][…]"
			switch {
			case m.List:
				m.Style = FormBrackets
			case m.Kind == FormObject && depth < mostNested:
				m.Style, m.Fields = FormDeep, r.styled(style, name, nested.value, depth+1, say)
			}
		}
		if !told {
			say(m.Name, instead)
			told = true
		}
	}
	return fields
}

// mostNested is how many objects in one another have members in brackets.
const mostNested = 4
