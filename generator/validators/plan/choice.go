package plan

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/validate"
)

// anyOf and oneOf (JSON Schema Core, 10.2.1.2 and 10.2.1.3), and what can be told of
// their variants without reading a value by them: the types that each accepts, and the
// values of the member that tells them apart (keyword.Tag).

// Choice is anyOf or oneOf.
type Choice struct {
	Keyword  string // anyOf; or oneOf, where exactly one variant must match
	Message  string // where none matches
	Types    string // the message where none is for a value of its type
	Whole    bool   // which says all that there is to say
	Tag      string // the member that tells the variants apart, if one does: variants then have tags
	Tags     string // the message where its value is that of none; "" where those are not known
	Complete bool   // variants that require the tag tell all values that are right
	Hint     bool   // the tag says which variant is meant, and no more
	By       string // the keyword of that message
	Variants []Variant
}

// Accepts are the types of values that some variant may accept.
func (c Choice) Accepts() (types ir.Types) {
	for _, v := range c.Variants {
		types |= v.Accepts
	}
	return types
}

// Variant is one schema of a choice.
type Variant struct {
	Schema   *ir.Schema
	Name     string   // what messages call it
	Accepts  ir.Types // the types of values that it may accept
	Limited  bool     // Tags are all that it accepts
	Tags     []string // of the tag, as JSON
	Picks    []string // of the tag, as JSON: those that a discriminator maps to it, where it is not limited
	Untagged bool     // it accepts objects without the tag
	Members  []string // that it names
}

// choice is an anyOf or oneOf as it is written.
type choice struct {
	part    *ir.Schema
	keyword string
	list    []*ir.Schema
}

func choicesOf(part *ir.Schema) (out []choice) {
	if len(part.AnyOf) > 0 {
		out = append(out, choice{part, "anyOf", part.AnyOf})
	}
	if len(part.OneOf) > 0 {
		out = append(out, choice{part, "oneOf", part.OneOf})
	}
	return out
}

func (c choice) plan() Choice {
	out := Choice{Keyword: c.keyword}
	tag, tagged := keyword.TagOf(c.part, c.list)
	required := tagged
	if !tagged {
		tag, tagged = hint(c.list)
	}
	if tagged {
		out.Tag, out.By = tag.Property, "enum"
		if c.part.Discriminator != nil {
			out.By = "discriminator"
		}
	}
	var names []string
	var all []ir.Value // of the tag, each once
	listed := map[string]bool{}
	add := func(v ir.Value) {
		if same := canonical(string(v)); !listed[same] {
			listed[same] = true
			all = append(all, v)
		}
	}
	known := true // each variant has values
	objects, types := 0, ir.Types(0)
	for i, s := range c.list {
		v := Variant{Schema: s, Name: nameOf(s, "variant "+strconv.Itoa(i+1)), Accepts: keyword.Accepts(s)}
		if v.Accepts&ir.Object != 0 {
			objects++
		}
		if tagged {
			v.tag(tag.Variants[i], c.part.Discriminator, required)
			for _, value := range slices.Concat(v.Tags, v.Picks) {
				add(ir.Value(value))
			}
			known = known && (v.Accepts&ir.Object == 0 || v.Limited || len(v.Picks) > 0)
		}
		types |= v.Accepts
		names = append(names, v.Name)
		out.Variants = append(out.Variants, v)
	}
	called := map[string]int{}
	for _, name := range names {
		called[name]++
	}
	for i := range names { // what messages call two variants tells neither
		if called[names[i]] > 1 {
			out.Variants[i].Name += " (variant " + strconv.Itoa(i+1) + ")"
		}
	}
	for i, v := range out.Variants {
		names[i] = v.Name
	}
	if tagged && known && len(all) > 0 {
		out.Tags, out.Complete = listAll(all), required && tag.Complete(c.list)
	}
	if objects > 1 {
		for i := range out.Variants {
			out.Variants[i].describe()
		}
	}
	if types != 0 {
		out.Types = "must be " + Article(types)
	}
	out.Hint = tagged && !slices.ContainsFunc(out.Variants, func(v Variant) bool { return v.Limited })
	out.Message = "must match one of " + Few(names)
	if c.keyword == "anyOf" {
		out.Message = "must match at least one of " + Few(names)
	}
	if required := onlyRequired(c.list); required != nil {
		out.Whole, out.Message = true, "must have "+strings.Join(required, " or ")
		if c.keyword == "oneOf" {
			out.Message = "must have exactly one of these: " + strings.Join(required, " or ")
		}
		for i, name := range required {
			out.Variants[i].Name = name
		}
	}
	return out
}

// Few lists the first few of several names.
func Few(names []string) string {
	const most = 10
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:most], ", ") + ", … (" + strconv.Itoa(len(names)) + " schemas)"
}

// hint returns a member whose values all variants list that may be objects, and not all
// of them the same. It need not be there, so that it only hints at the variant.
func hint(variants []*ir.Schema) (tag keyword.Tag, ok bool) {
	i := slices.IndexFunc(variants, func(v *ir.Schema) bool { return keyword.Accepts(v)&ir.Object != 0 })
	if i < 0 {
		return tag, false
	}
	objects := make([]bool, len(variants))
	for i, v := range variants {
		objects[i] = keyword.Accepts(v)&ir.Object != 0
	}
	known := keyword.Members{}
	for _, m := range Of(variants[i]).Members(nil) {
		tag = keyword.Tag{Property: m.Name}
		for i, v := range variants {
			values := known.Values(v, m.Name)
			if objects[i] && !values.Limited {
				break
			}
			tag.Variants = append(tag.Variants, values)
		}
		if len(tag.Variants) < len(variants) {
			continue
		}
		differ := slices.ContainsFunc(tag.Variants, func(v keyword.TagValues) bool {
			return v.Limited && !reflect.DeepEqual(v.Values, tag.Variants[i].Values)
		})
		if differ && tag.Complete(variants) {
			return tag, true
		}
	}
	return tag, false
}

// tag takes over what a variant says of the tag.
func (v *Variant) tag(values keyword.TagValues, d *ir.Discriminator, required bool) {
	var list []string
	for _, value := range values.Values {
		list = append(list, string(value))
	}
	if !required {
		v.Picks = list
		return
	}
	v.Limited, v.Untagged, v.Tags = values.Limited, !values.Required, list
	if v.Limited || d == nil {
		return
	}
	for _, m := range d.Mapping {
		if m.Schema == keyword.Unwrap(v.Schema) {
			v.Picks = append(v.Picks, asJSON(m.Value))
		}
	}
}

// asJSON is a text as JSON.
func asJSON(text string) string {
	data, err := json.Marshal(text)
	if err != nil {
		panic(err) // a string has a JSON form
	}
	return string(data)
}

// describe says which members a variant names.
func (v *Variant) describe() {
	if v.Accepts&ir.Object == 0 {
		return
	}
	for _, m := range Of(v.Schema).Members(nil) {
		v.Members = append(v.Members, m.Name)
	}
}

// onlyRequired returns, for variants that do nothing but require members, the names of
// those; nil for all others.
func onlyRequired(variants []*ir.Schema) (out []string) {
	for _, s := range variants {
		if s.Always != nil || len(s.Required) == 0 || keyword.Asserts(s, "required", "type") || s.Types != 0 && s.Types != ir.Object {
			return nil
		}
		out = append(out, strings.Join(s.Required, " and "))
	}
	return out
}

// Exclusive reports that no value matches two variants, as can be told from its type
// and its tag.
func (c Choice) Exclusive() bool {
	var types ir.Types
	var objects []Variant
	for _, v := range c.Variants {
		if v.Accepts&types&^ir.Object != 0 {
			return false
		}
		types |= v.Accepts
		if v.Accepts.Has(ir.Object) {
			objects = append(objects, v)
		}
	}
	return len(objects) < 2 || toldApart(objects)
}

// toldApart reports that no object matches two variants, since each requires a tag of
// its own.
func toldApart(objects []Variant) bool {
	untagged := 0
	of := map[string]int{} // the variant that a value is of
	for i, v := range objects {
		if v.Untagged {
			untagged++
		}
		if !v.Limited || untagged > 1 {
			return false
		}
		for _, tag := range v.Tags {
			tag = canonical(tag)
			if other, ok := of[tag]; ok && other != i {
				return false
			}
			of[tag] = i
		}
	}
	return true
}

// canonical is the text that equal values share: that of 1 and 1.0 is one.
func canonical(value string) string { return string(validate.Canonical([]byte(value))) }

// readsOnce reports whether a value is read once for a schema, though that has a oneOf
// or anyOf: it has nothing else, and a value's type and tag leave one variant.
func readsOnce(s *ir.Schema) bool {
	list := choicesOf(s)
	return len(list) == 1 && !keyword.Asserts(s, append([]string{"anyOf", "oneOf"}, conjoined...)...) && s.Ref == nil && len(s.AllOf) == 0 && list[0].plan().Exclusive()
}

// Children returns the schemas that build on one by allOf, as its discriminator tells
// (OpenAPI 3.1.1, 4.8.25), as a choice between them; ok is false where there are none.
func Children(s *ir.Schema) (c Choice, ok bool) {
	if s.Shape == nil || s.Shape.Kind != ir.KindObject || s.Discriminator == nil {
		return Choice{}, false
	}
	c = Choice{Keyword: "allOf", Tag: s.Discriminator.Property}
	for _, v := range s.Shape.Variants {
		one := Variant{Schema: v.Schema, Name: v.Schema.Name, Accepts: ir.Object, Limited: true}
		for _, value := range v.Values {
			one.Tags = append(one.Tags, asJSON(value))
		}
		c.Variants = append(c.Variants, one)
	}
	return c, len(c.Variants) > 0
}
