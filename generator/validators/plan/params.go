package plan

import (
	"net/http"
	"slices"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// How the parameters of an operation are read and written (OpenAPI 3.1.1, section
// 4.8.12.3, Style Values): as the fields of a form, each by the style of its own.

// Param is a parameter. Name is the member that it is.
type Param struct {
	FormField
	In       string
	Key      string // its name in the request; of a header, in canonical form
	Explode  bool
	Many     bool // several values are a list; but the field is read as one
	Reserved bool
	Empty    bool
	NotEmpty bool     // it is required, and a list without items or an object without members is not sent
	Required bool     // it must be there, which goes without saying of the path
	Default  ir.Value // one that the schema accepts
}

// Params returns the parameters that are the members of an object of parameters or of
// headers, in its order.
func Params(object *ir.Schema, judge *keyword.Judge) []Param {
	return params(object, judge, func(diag.Position, string) {})
}

// reportParams adds a warning for all that parameters say and the functions for them do
// not go by. What OpenAPI leaves undefined was reported where it was read.
func reportParams(api *ir.API, diags *diag.List) {
	said := map[diag.Diagnostic]bool{} // several operations may share a parameter
	report := func(at diag.Position, message string) {
		d := diag.Diagnostic{Severity: diag.Warning, Position: at, Code: notEnforced, Message: message}
		if !said[d] {
			diags.Add(d)
		}
		said[d] = true
	}
	for _, op := range api.Operations {
		params(op.Params, nil, report)
		for _, r := range op.Responses {
			params(r.Head, nil, report)
		}
	}
}

func params(object *ir.Schema, judge *keyword.Judge, say func(diag.Position, string)) (out []Param) {
	if object == nil {
		return nil
	}
	r := formReader{&Form{Schema: object, params: true, say: say}, map[*ir.Schema]ir.Types{}, map[*ir.Schema]map[string][]*ir.Schema{}}
	views := viewsOf(object)
	byMember := map[string][]*ir.Parameter{}
	for _, p := range object.Parameters() {
		byMember[p.Member] = append(byMember[p.Member], p)
	}
	for _, property := range object.Properties {
		for _, p := range byMember[property.Wire] {
			param := r.param(p, [2][]*Plan{views[:1], views[1:]})
			param.Required = p.Required && p.In != "path"
			param.NotEmpty = param.Required && (param.List || param.Many || param.Fields != nil)
			if judge != nil && !p.Required {
				param.Default = defaultOf(p.Schema, judge, object.Reached)
			}
			out = append(out, param)
		}
	}
	return out
}

// defaultOf is the value that an absent parameter stands for, where there is one that
// its schema accepts.
func defaultOf(schema *ir.Schema, judge *keyword.Judge, d ir.Direction) ir.Value {
	out := schema.Default
	for _, part := range append(slices.Clone(schema.AllOf), schema.Ref) {
		if out == nil && part != nil {
			out = defaultOf(part, judge, d)
		}
	}
	if out == nil || judge.Check(schema, out, d) != nil {
		return nil // which is reported where it stands
	}
	return out
}

// param decides how one parameter is written.
func (r formReader) param(p *ir.Parameter, views [2][]*Plan) Param {
	out := Param{
		FormField: FormField{Name: p.Member, Kind: FormText}, In: p.In, Key: p.Wire,
		Explode: p.Explode, Reserved: p.AllowReserved && p.In == "query", Empty: p.AllowEmpty && p.In == "query",
	}
	if p.In == "header" {
		out.Key = http.CanonicalHeaderKey(p.Wire)
	}
	t := r.member(views, p.Member)
	if t == nil {
		t = &formType{kind: r.anyKind(keyword.AnyType), types: keyword.AnyType}
	}
	out.Kind, out.List = t.kind, t.list
	if p.Media != "" {
		r.content(p, &out, *t)
		return out
	}
	object := t.types == ir.Object
	deep := p.In == "query" && p.Style == "deepObject"
	scalars := t.types &^ (ir.Array | ir.Object)
	switch {
	case t.list, object:
	case t.types.Has(ir.Object) && deep:
		object = true
		if scalars != 0 {
			out.Kind = r.anyKind(scalars)
		} else {
			out.Kind = FormObject
		}
	case t.types.Has(ir.Array):
		kind, items := r.items(t.value)
		if out.Many = scalars != 0; !out.Many {
			out.Kind, out.List = kind, true
		} else {
			out.Kind = r.anyKind(scalars | items&^(ir.Array|ir.Object))
		}
	case t.types.Has(ir.Object) && t.types != keyword.AnyType:
		r.form.say(p.Pos, "the parameter \""+p.Wire+"\" is not enforced in full: nothing tells an object from its other values in the style "+p.Style+"; it is read as one of these")
	}
	r.styleOf(p, &out, *t, object)
	if out.Many && (out.Style == FormLabel || out.Style == FormMatrix || t.types.Has(ir.String) && out.Style == FormComma) {
		out.Many = false // a text is a string, whatever is in it
	}
	return out
}

// styleOf gives a parameter its style: the default of its place, where that has no such
// style.
func (r formReader) styleOf(p *ir.Parameter, out *Param, t formType, object bool) {
	several := out.List || object
	switch {
	case p.In == "path" && p.Style == "label":
		out.Style = FormLabel
	case p.In == "path" && p.Style == "matrix":
		out.Style = FormMatrix
	case p.In == "path" || p.In == "header":
		if several || out.Many {
			out.Style = FormComma
		}
	case p.In == "query" && p.Style == "deepObject":
		switch {
		case object:
			out.Style = FormDeep
		case out.List:
			out.Style = FormBrackets
		}
	case !several && !out.Many:
	case p.Explode && object:
		out.Style = FormSpread
	case p.Explode:
	case p.In == "query" && delimiters[p.Style] != "":
		out.Style = delimiters[p.Style]
	default:
		out.Style = FormComma
	}
	if object {
		out.Fields = r.styled(out.Style, p.Wire, t.value, 0, func(member, instead string) {
			r.form.say(p.Pos, "OpenAPI does not say how the style "+p.Style+" writes members that are arrays or objects, as \""+member+"\" of the parameter \""+p.Wire+"\"; "+instead)
		})
	}
	if out.List && t.items&(ir.Array|ir.Object) != 0 && t.items != keyword.AnyType {
		r.form.say(p.Pos, "OpenAPI does not say how the style "+p.Style+" writes items that are arrays or objects, as those of the parameter \""+p.Wire+"\"; here they are JSON")
	}
}

// content sets how a parameter is read whose value is a text of a media type.
func (r formReader) content(p *ir.Parameter, out *Param, t formType) {
	switch {
	case ir.MediaOf(p.Media).IsJSON():
		out.Kind, out.List = FormOnlyJSON, false
	case t.list || t.types.Has(ir.Object) && t.types != keyword.AnyType:
		r.form.say(p.Pos, "there is no reading of "+p.Media+" for the parameter \""+p.Wire+"\": it is taken for a text")
		out.Kind, out.List = FormText, false
	}
}
