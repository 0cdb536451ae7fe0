package plan

import (
	"slices"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// How the texts of a form body are read: by the types that all schemas allow
// which apply to a member's value.

// Form is a form that operations take.
type Form struct {
	Name      string // of its functions
	Schema    *ir.Schema
	Multipart bool
	Encoding  []*ir.Encoding

	params   bool // it is the parameters of an operation, whose strings have no quotes
	unstyled bool // style and explode mean nothing: OpenAPI 3.0's multipart
	say      func(at diag.Position, message string)
}

// FormKind is how the text of a form field is read.
type FormKind string

// The kinds, named as those of the run-time package.
const (
	FormText     FormKind = "FormText"
	FormScalar   FormKind = "FormScalar"
	FormJSON     FormKind = "FormJSON"
	FormObject   FormKind = "FormObject"
	FormOnlyJSON FormKind = "FormOnlyJSON"

	FormNumberText  FormKind = "FormNumberText"
	FormBooleanText FormKind = "FormBooleanText"
	FormScalarText  FormKind = "FormScalarText"
)

// FormStyle is how the items of a list or the members of an object are written.
type FormStyle string

// The styles, named as those of the run-time package.
const (
	FormKeys   FormStyle = "FormKeys"
	FormComma  FormStyle = "FormComma"
	FormSpace  FormStyle = "FormSpace"
	FormPipe   FormStyle = "FormPipe"
	FormDeep   FormStyle = "FormDeep"
	FormSpread FormStyle = "FormSpread"

	FormBrackets FormStyle = "FormBrackets"
	FormLabel    FormStyle = "FormLabel"
	FormMatrix   FormStyle = "FormMatrix"
)

// FormField says how the texts of some names are read: of one name, of the names
// that match a pattern, or of all others.
type FormField struct {
	Name    string
	Pattern string // ECMA-262
	Others  bool
	Kind    FormKind // of the field, or of its items
	List    bool     // its texts are the items of an array
	Style   FormStyle
	Fields  []FormField // the members of an object that is written in a style
	Part    *FormPart   // of a multipart body
}

// FormFields returns the fields of a form body: first the names that any schema
// knows which applies to the body, then patterns, then all other names. With
// others, members of any name are kept, though no schema may speak of them.
func FormFields(form *Form, others bool) []FormField {
	r := formReader{form, map[*ir.Schema]ir.Types{}, map[*ir.Schema]map[string][]*ir.Schema{}}
	views := viewsOf(form.Schema)
	out := r.fields([2][]*Plan{views[:1], views[1:]}, others)
	r.encode(out)
	return out
}

// fields returns those of an object, not regarding how they are encoded. All plans
// of the first list hold for the object, and some of the second may.
func (r formReader) fields(views [2][]*Plan, others bool) (out []FormField) {
	var names, patterns []string
	unsaid := formType{kind: FormText}
	if others {
		unsaid.kind = r.anyKind(keyword.AnyType) // so that what was encoded is decoded as it was
	}
	seen := map[string]bool{}
	once := func(list *[]string, kind, text string) {
		if !seen[kind+text] {
			seen[kind+text] = true
			*list = append(*list, text)
		}
	}
	for _, view := range slices.Concat(views[0], views[1]) {
		for _, m := range view.Members(nil) {
			once(&names, "name ", m.Name)
		}
		for _, part := range view.Parts {
			for _, property := range part.PatternProperties {
				once(&patterns, "pattern ", property.Wire)
			}
			others = others || len(otherSchemas(part)) > 0
		}
	}
	for _, name := range names {
		t := r.member(views, name)
		if t == nil {
			t = &unsaid
			if unsaid.kind == FormText {
				continue // as a name is read that is not known
			}
		}
		out = append(out, FormField{Name: name, Kind: t.kind, List: t.list})
	}
	var last []FormField // where several patterns match a name, the one that says more comes first
	for _, expr := range patterns {
		if !matches(expr) {
			continue // reported as not enforced
		}
		t := r.typeOf(views[0], views[1], unsaid, func(part *ir.Schema) (said []*ir.Schema) {
			for _, property := range part.PatternProperties {
				if property.Wire == expr {
					said = append(said, property.Schema)
				}
			}
			return said
		})
		field := FormField{Pattern: expr, Kind: t.kind, List: t.list}
		if (t.kind == FormJSON || t.kind == FormScalarText) && !t.list {
			last = append(last, field)
		} else {
			out = append(out, field)
		}
	}
	out = append(out, last...)
	if others {
		t := r.typeOf(views[0], views[1], unsaid, otherSchemas)
		out = append(out, FormField{Others: true, Kind: t.kind, List: t.list})
	}
	return out
}

// member is how the member of that name is read, or nil where no schema says
// anything of it.
func (r formReader) member(views [2][]*Plan, name string) *formType {
	none := formType{}
	t := r.typeOf(views[0], views[1], none, func(part *ir.Schema) []*ir.Schema {
		own := r.described[part]
		if own == nil {
			own = byNames(part)
			r.described[part] = own
		}
		m := &Member{Name: name}
		m.constrain(part, own[name])
		return m.Schemas
	})
	if t.kind == none.kind {
		return nil
	}
	return &t
}

// otherSchemas are what a schema says of members that it does not name.
func otherSchemas(part *ir.Schema) (said []*ir.Schema) {
	for _, s := range []*ir.Schema{part.AdditionalProperties, part.UnevaluatedProperties} {
		if s != nil && !s.Never() {
			said = append(said, s)
		}
	}
	return said
}

// viewsOf returns the plans of all schemas that may apply to a value: its own,
// then those of variants and conditions, each once.
func viewsOf(schema *ir.Schema) []*Plan {
	var out []*Plan
	seen := map[*ir.Schema]bool{}
	var visit func(...*ir.Schema)
	visit = func(schemas ...*ir.Schema) {
		for _, s := range schemas {
			if s == nil || seen[s] {
				continue
			}
			seen[s] = true
			p := Of(s)
			out = append(out, p)
			visit(p.Apart...)
			for _, part := range p.Parts {
				visit(part.OneOf...)
				visit(part.AnyOf...)
				if part.If != nil && (part.Then != nil || part.Else != nil) {
					visit(part.If, part.Then, part.Else)
				}
				for _, d := range part.DependentSchemas {
					visit(d.Schema)
				}
			}
		}
	}
	visit(schema)
	return out
}

// formType is how the texts of a name are read.
type formType struct {
	kind  FormKind // of the value, or of its items
	list  bool
	types ir.Types     // of the value, null aside
	items ir.Types     // of its items, null aside
	value [2][]*Plan   // what applies to the value: all of the first list, and some of the second
	said  []*ir.Schema // what is said of the value for certain
}

// formReader decides how texts are read, by the types that schemas allow.
type formReader struct {
	form      *Form
	known     map[*ir.Schema]ir.Types
	described map[*ir.Schema]map[string][]*ir.Schema // see byNames
}

// typeOf decides how a member is read. said returns what a part of a plan says of
// it. All plans of must hold for the body, and some of may; those that say nothing
// of the member do not count. It returns unsaid where none says anything.
func (r formReader) typeOf(must, may []*Plan, unsaid formType, said func(*ir.Schema) []*ir.Schema) formType {
	types, value, sure, any := r.allowed(must, may, said)
	if !any {
		return unsaid
	}
	t := formType{kind: r.anyKind(types), types: types &^ ir.Null, value: value}
	for _, p := range must {
		for _, part := range p.Parts {
			t.said = append(t.said, said(part)...)
		}
	}
	switch {
	case t.types == ir.Array:
		t.list = true
		t.kind, t.items = r.items(value)
	case t.types == ir.Object:
		t.kind = FormObject
	case t.types == ir.String:
		t.kind = FormText
	case sure && t.types&(ir.Array|ir.Object|ir.String) == 0:
		t.kind = FormScalar
	} // else a string, too, where the text is not JSON
	return t
}

// items decides how the items of an array are read, and returns their types.
func (r formReader) items(views [2][]*Plan) (FormKind, ir.Types) {
	types, _, sure, any := r.allowed(views[0], views[1], itemSchemas)
	switch {
	case any && types == ir.String: // not null, for which a form has no text
		return FormText, types
	case any && sure && types&(ir.Array|ir.Object|ir.String) == 0:
		return FormScalar, types
	}
	if any && types&(ir.Array|ir.Object) != 0 {
		return FormJSON, types // a style has no way to write them
	}
	return r.anyKind(types), types
}

// anyKind is how a text is read that may be of several types.
func (r formReader) anyKind(types ir.Types) FormKind {
	if !r.form.params {
		return FormJSON
	}
	number, boolean := types&(ir.Num|ir.Integer) != 0, types.Has(ir.Boolean)
	switch {
	case !types.Has(ir.String) && (number || boolean):
		return FormScalar
	case number && boolean:
		return FormScalarText
	case number:
		return FormNumberText
	case boolean:
		return FormBooleanText
	}
	return FormText
}

// itemSchemas are what a schema says of items: one choice of schemas where they
// depend on the index.
func itemSchemas(part *ir.Schema) []*ir.Schema {
	rest := part.Items
	if rest == nil {
		rest = part.UnevaluatedItems
	}
	n := len(part.PrefixItems)
	if n == 0 {
		if rest == nil {
			return nil
		}
		return []*ir.Schema{rest}
	}
	choice := slices.Clone(part.PrefixItems)
	switch {
	case rest != nil:
		choice = append(choice, rest)
	case part.MaxItems == nil || *part.MaxItems > uint64(n):
		choice = append(choice, &ir.Schema{}) // anything
	}
	return []*ir.Schema{{AnyOf: choice}}
}

// allowed combines what plans say of a value: its types, the plans that in turn
// apply to it (those that must hold, and those of which some may), whether the
// ones that must hold restrict the type, and whether any says something.
func (r formReader) allowed(must, may []*Plan, said func(*ir.Schema) []*ir.Schema) (types ir.Types, next [2][]*Plan, sure, any bool) {
	all := func(p *Plan) (types ir.Types, schemas []*ir.Schema) {
		types = keyword.AnyType
		for _, part := range p.Parts {
			for _, s := range said(part) {
				types &= r.types(s)
				schemas = append(schemas, s)
			}
		}
		return types, schemas
	}
	types = keyword.AnyType
	for _, p := range must {
		allowed, schemas := all(p)
		types &= allowed
		for _, s := range schemas {
			views := viewsOf(s)
			any, next[0], next[1] = true, append(next[0], views[0]), append(next[1], views[1:]...)
		}
	}
	open := any && types == keyword.AnyType // whatever a variant says, any type may come
	sure = any && !open
	some := ir.Types(0)
	for _, p := range may {
		allowed, schemas := all(p)
		for _, s := range schemas {
			any, some, next[1] = true, some|allowed, append(next[1], viewsOf(s)...)
		}
	}
	switch {
	case some == 0 || open:
	case types&some != 0:
		types &= some
	default: // the variants never match
		types |= some
	}
	return types, next, sure, any
}

// types are those that a schema allows, as far as that can be told.
func (r formReader) types(schema *ir.Schema) ir.Types {
	if types, ok := r.known[schema]; ok {
		return types
	}
	p := Of(schema)
	types := p.Types
	for _, part := range p.Parts {
		for _, list := range valuesOf(part, keyword.AnyType) {
			some := ir.Types(0)
			for _, v := range list.List {
				some |= keyword.TypesOf(v)
			}
			types &= some
		}
		for _, variants := range [][]*ir.Schema{part.OneOf, part.AnyOf} {
			some := ir.Types(0)
			for _, v := range variants {
				some |= r.types(v)
			}
			if len(variants) > 0 {
				types &= some
			}
		}
	}
	for _, s := range p.Apart {
		types &= r.types(s)
	}
	if p.Never {
		types = 0
	}
	if p.Nullable {
		types |= ir.Null
	}
	r.known[schema] = types
	return types
}
