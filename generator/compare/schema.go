// What two schemas have not in common themselves.

package compare

import (
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// compareBy says who compares the keywords that do not compare themselves.
var compareBy = map[string]string{
	"type": "types", "nullable": "types", "enum": "values", "const": "values",
	"minimum": "bounds", "exclusiveMinimum": "bounds", "maximum": "bounds", "exclusiveMaximum": "bounds", "multipleOf": "multiples",
	"$ref": "flatten", "allOf": "flatten",
	"properties": "members", "patternProperties": "members", "additionalProperties": "members", "required": "members",
	"propertyNames": "names", "dependentRequired": "names", "dependentSchemas": "dependent", "unevaluatedProperties": "members",
	"prefixItems": "items", "items": "items", "contains": "contained", "minContains": "contained", "maxContains": "contained", "unevaluatedItems": "items",
	"anyOf": "unions", "oneOf": "unions", "discriminator": "tags",
	"not": "conditions", "if": "conditions", "then": "conditions", "else": "conditions",
	"default": "annotations", "deprecated": "annotations", "contentEncoding": "annotations", "contentMediaType": "annotations", "contentSchema": "annotations",
	"readOnly": "members", "writeOnly": "members",
}

// notCompared are the keywords of which a change is none of the API, each with the
// reason.
var notCompared = map[string]string{
	"title": "it is for readers", "description": "it is for readers", "$comment": "it is for readers", "externalDocs": "it is for readers",
	"example": "it is for readers", "examples": "it is for readers",
	"xml":     "it is of no use to JSON and forms",
	"$schema": "it says how the document is written", "$id": "it is not used", "$anchor": "it is not used", "$dynamicAnchor": "it is not used",
	"$defs": "what refers to its schemas tells", "definitions": "what refers to its schemas tells",
	"$dynamicRef": notEnforced, "$recursiveRef": notEnforced, "$vocabulary": notEnforced, "dependencies": notEnforced,
	"additionalItems": notEnforced, "minimumExclusive": notEnforced, "unevaluatedObject": notEnforced,
}

const notEnforced = "no validator enforces it, which a warning says"

// schemas compares what a pair asserts, type by type.
func (c *comparison) schemas(n *node) {
	if n.old == n.new || c.unchanged(n.old, n.new) {
		return
	}
	was, is := c.old.types(n.old, n.direction), c.new.types(n.new, n.direction)
	if !c.types(n, was, is) {
		return
	}
	for _, t := range jsonTypes {
		old, new := c.old.form(n.old, t), c.new.form(n.new, t)
		if was&t == 0 || is&t == 0 || t == ir.Null || c.values(n, old, new) {
			continue
		}
		switch t {
		case number:
			c.bounds(n, old, new)
			c.multiples(n, old, new)
		case ir.Array:
			c.items(n, old, new)
			c.contained(n, old, new)
		case ir.Object:
			c.members(n, old, new)
			c.names(n, old, new)
			c.dependent(n, old, new)
		}
		c.scalars(n, old, new)
		c.conditions(n, old, new)
		c.unions(n, old, new)
	}
	c.tags(n)
	c.annotations(n)
}

// unchanged reports whether two conjunctions are known to be the same.
func (c *comparison) unchanged(old, new *conj) bool {
	return c.opts.Unchanged != nil && len(old.schemas) > 0 &&
		slices.EqualFunc(old.schemas, new.schemas, func(a, b *ir.Schema) bool { return c.opts.Unchanged(a.Pos, b.Pos) })
}

// types compares the types that are accepted. It returns false where they have
// none in common.
func (c *comparison) types(n *node, was, is ir.Types) bool {
	of := func(was, is ir.Types) local {
		relation := keyword.Same
		if was&^is != 0 {
			relation = keyword.Narrower
		}
		if is&^was != 0 {
			relation |= keyword.Wider
		}
		l := local{code: "type-" + became(relation), relation: relation, aspect: "type", old: position(n.old), new: position(n.new), from: typeText(was), to: typeText(is)}
		c.nameTypes(n, &l)
		return l
	}
	if was == is {
		return was != 0
	}
	if was&^ir.Null&is == 0 && (was|is)&^ir.Null != 0 { // null is among what the texts tell
		n.local = append(n.local, of(was, is))
		return false
	}
	if was&ir.Null != is&ir.Null {
		l := local{code: "null-accepted", relation: keyword.Wider, aspect: "may be null now", value: ir.Value("null"), old: position(n.old), new: position(n.new)}
		if is&ir.Null == 0 {
			l.code, l.relation, l.aspect = "null-refused", keyword.Narrower, "may not be null any more"
		}
		n.local = append(n.local, l)
	}
	if was, is := was&^ir.Null, is&^ir.Null; was != is && !(was^is == ir.Num && c.old.form(n.old, number).typeWhole == c.new.form(n.new, number).typeWhole) { // what numbers are multiples of tells that
		n.local = append(n.local, of(was, is))
	}
	return true
}

// nameTypes tells types as readers know them, where that tells them apart.
func (c *comparison) nameTypes(n *node, l *local) {
	if len(n.old.schemas) != 1 || len(n.new.schemas) != 1 {
		return
	}
	was, is := c.typeName(n.old.first()), c.typeName(n.new.first())
	if was != is {
		l.from, l.to = was, is
	}
}

func typeText(t ir.Types) string {
	switch {
	case t == 0:
		return "nothing"
	case t == keyword.AnyType:
		return "any"
	case t.Has(number):
		t &^= ir.Integer
	}
	return t.String()
}

// position is that of the schema that stands for a conjunction.
func position(c *conj) *diag.Position {
	if s := c.first(); s != nil {
		return &s.Pos
	}
	return nil
}

// at is the position of the first of atoms that has a keyword, or of the whole.
func at(f *form, has func(*ir.Schema) bool) *diag.Position {
	for _, a := range f.atoms {
		if has(a.schema) {
			return &a.schema.Pos
		}
	}
	return position(f.of)
}

// values compares values that are listed. It returns false where neither side
// lists all.
func (c *comparison) values(n *node, old, new *form) bool {
	was, wasFinite := c.old.values(old, n.direction)
	is, isFinite := c.new.values(new, n.direction)
	switch {
	case !wasFinite && !isFinite:
		return false
	case wasFinite && isFinite:
		actions(n, old, new)
		for _, v := range was {
			if i := indexOf(is, v.text); i < 0 {
				n.local = append(n.local, local{code: "value-removed", relation: keyword.Narrower, kind: Removed, part: Value, name: valueName(v), value: v.json, old: v.place(), new: position(n.new)})
			} else if v.enum != nil && is[i].enum != nil {
				c.enumValue(n, v, is[i])
			}
		}
		for _, v := range is {
			if indexOf(was, v.text) < 0 {
				l := local{code: "value-added", relation: keyword.Wider, kind: Added, part: Value, name: valueName(v), value: v.json, old: position(n.old), new: v.place()}
				if left := leftText(v.enum); left != "" && slices.ContainsFunc(was, func(v value) bool { return v.enum != nil && v.enum.Answer != nil }) {
					l.code, l.to = "action-left", left // an action that is new
				}
				n.local = append(n.local, l)
			}
		}
		return true
	case old.typ&(ir.Null|ir.Boolean) != 0: // both values are all that there are
		all := []value{{json: ir.Value("true"), text: "true"}, {json: ir.Value("false"), text: "false"}}
		if !wasFinite {
			was = all
		} else {
			is = all
		}
		relation := relationOfSets(was, is)
		if relation != keyword.Same {
			n.local = append(n.local, listedLocal(n, relation, was, is, wasFinite))
		}
		return true
	}
	relation := keyword.Narrower
	if wasFinite {
		relation = keyword.Wider
		if slices.ContainsFunc(was, func(v value) bool { return !c.new.accepts(new.of, v.json, n.direction) }) {
			relation = keyword.Different
		}
	} else if slices.ContainsFunc(is, func(v value) bool { return !c.old.accepts(old.of, v.json, n.direction) }) {
		relation = keyword.Different
	}
	n.local = append(n.local, listedLocal(n, relation, was, is, wasFinite))
	return true
}

// listedLocal says that values are listed now, or no more.
func listedLocal(n *node, relation keyword.Relation, was, is []value, wasFinite bool) local {
	l := local{code: "values-" + became(relation), relation: relation, aspect: "values", old: position(n.old), new: position(n.new)}
	if wasFinite {
		l.from = texts(was)
	} else {
		l.to = texts(is)
	}
	return l
}

func relationOfSets(was, is []value) keyword.Relation {
	out := keyword.Same
	for _, v := range was {
		if indexOf(is, v.text) < 0 {
			out |= keyword.Narrower
		}
	}
	for _, v := range is {
		if indexOf(was, v.text) < 0 {
			out |= keyword.Wider
		}
	}
	return out
}

func texts(values []value) string {
	const most = 5
	var out []string
	for i, v := range values {
		if i == most {
			out = append(out, "…")
			break
		}
		out = append(out, valueName(v))
	}
	return strings.Join(out, ", ")
}

func indexOf(values []value, text string) int {
	return slices.IndexFunc(values, func(v value) bool { return v.text == text })
}

// enumValue compares what is said of a value that both list.
func (c *comparison) enumValue(n *node, old, new value) {
	l := local{part: Value, name: valueName(new), old: old.place(), new: new.place(), certain: true}
	if old.enum.Deprecated != new.enum.Deprecated {
		n.local = append(n.local, deprecation(l, new.enum.Deprecated))
	}
	was, is := answerText(old.enum), answerText(new.enum)
	if was == is {
		return
	}
	l.code, l.aspect, l.from, l.to = "answer-changed", "answer", was, is
	if left := leftText(new.enum); left != "" && left != leftText(old.enum) && old.enum.Answer != nil { // before, there was no interface
		l.code = "action-left"
	}
	n.local = append(n.local, l)
}

// actions compares what is sent with all answers for actions.
func actions(n *node, old, new *form) {
	of := func(f *form) (*ir.Actions, *diag.Position) {
		for _, a := range f.atoms {
			if a.schema.Actions != nil {
				return a.schema.Actions, &a.schema.Actions.Pos
			}
		}
		return nil, nil
	}
	was, wasAt := of(old)
	is, isAt := of(new)
	if was == nil || is == nil { // then the answers of all values differ
		return
	}
	if from, to := actionsText(was), actionsText(is); from != to {
		n.local = append(n.local, local{code: "answer-changed", aspect: "answers", from: from, to: to, old: wasAt, new: isAt, certain: true})
	}
}

func actionsText(a *ir.Actions) string {
	out := []string{a.Content}
	for _, h := range a.Headers {
		out = append(out, h.Property+" as "+h.Name)
	}
	return strings.Join(out, ", ")
}

// leftText says what is left to the caller of the answer for an action, or "".
func leftText(v *ir.EnumValue) string {
	switch {
	case v == nil || v.Answer == nil:
		return ""
	case v.Answer.Caller:
		return "left to the caller"
	case v.Answer.Challenge:
		return "a challenge of the caller"
	}
	return ""
}

// answerText says how an action is answered, or "".
func answerText(v *ir.EnumValue) string {
	a := v.Answer
	if a == nil || a.Caller {
		return leftText(v)
	}
	out := strconv.Itoa(a.Status)
	if a.Body != "" {
		out += " " + a.Body
	}
	if a.Optional {
		out += " or no body"
	}
	if a.Header != "" {
		out += " " + a.Header
	}
	if left := leftText(v); left != "" {
		out += ", " + left
	}
	return out
}

func (v value) place() *diag.Position {
	switch {
	case v.enum != nil:
		return &v.enum.Pos
	case v.at != nil:
		return &v.at.Pos
	}
	return nil
}

func valueName(v value) string {
	if v.enum != nil {
		return v.enum.Wire
	}
	return string(v.json)
}

// deprecation says that something is deprecated now, or is no more.
func deprecation(l local, is bool) local {
	l.certain = true
	if is {
		l.code, l.kind = "deprecated", Deprecated
	} else {
		l.code, l.kind, l.aspect = "deprecation-withdrawn", Changed, "not deprecated any more"
	}
	return l
}

// became is the ending of codes.
func became(r keyword.Relation) string {
	return [...]string{"changed", "narrowed", "widened", "changed"}[r]
}

// scalars compares the keywords that compare themselves.
func (c *comparison) scalars(n *node, old, new *form) {
	for _, k := range keyword.All() {
		if k.Class != keyword.Assertion || k.Types&old.typ == 0 || compareBy[k.Name] != "" || k.Name == "format" && sameRange(old, new) {
			continue
		}
		c.keyword(n, k, tightest(k, old.atoms), tightest(k, new.atoms))
	}
}

// keyword compares the schemas that have a keyword and of which none says the
// same as another.
func (c *comparison) keyword(n *node, k *keyword.Keyword, old, new []*ir.Schema) {
	was := slices.DeleteFunc(slices.Clone(old), func(s *ir.Schema) bool { return says(k, new, s) })
	is := slices.DeleteFunc(slices.Clone(new), func(s *ir.Schema) bool { return says(k, old, s) })
	l := local{aspect: k.Noun, old: position(n.old), new: position(n.new)}
	if len(was) > 0 {
		l.old = &was[0].Pos
	}
	if len(is) > 0 {
		l.new = &is[0].Pos
	}
	switch {
	case len(was) == 0 && len(is) == 0:
		return
	case len(was) == 0: // what there was holds still
		l.relation = keyword.Narrower
	case len(is) == 0:
		l.relation = keyword.Wider
	case len(was) == 1 && len(is) == 1:
		l.relation = k.Compare(was[0], is[0])
	default:
		l.relation = keyword.Different
	}
	l.code, l.from, l.to = k.Name+"-"+became(l.relation), valuesOf(k, was), valuesOf(k, is)
	n.local = append(n.local, l)
}

// tightest are the schemas that have a keyword, without those that ask no more
// by it than another.
func tightest(k *keyword.Keyword, atoms []atom) (out []*ir.Schema) {
	for _, a := range atoms {
		if !k.Has(a.schema) || k.Compare(&ir.Schema{}, a.schema) == keyword.Same {
			continue
		}
		implied := func(s *ir.Schema) bool { r := k.Compare(s, a.schema); return r == keyword.Same || r == keyword.Wider }
		if slices.ContainsFunc(out, implied) {
			continue
		}
		out = slices.DeleteFunc(out, func(s *ir.Schema) bool { return k.Compare(s, a.schema) == keyword.Narrower })
		out = append(out, a.schema)
	}
	return out
}

func says(k *keyword.Keyword, list []*ir.Schema, s *ir.Schema) bool {
	return slices.ContainsFunc(list, func(other *ir.Schema) bool { return k.Compare(other, s) == keyword.Same })
}

func valuesOf(k *keyword.Keyword, list []*ir.Schema) string {
	if k.Value == nil {
		return ""
	}
	var out []string
	for _, s := range list {
		out = append(out, k.Value(s))
	}
	return strings.Join(out, " and ")
}

// conditions compares not, and if with then and else.
func (c *comparison) conditions(n *node, old, new *form) {
	having := func(f *form, has func(*ir.Schema) bool) (out []*ir.Schema) {
		for _, a := range f.atoms {
			if has(a.schema) {
				out = append(out, a.schema)
			}
		}
		return out
	}
	inverted := func(r keyword.Relation) keyword.Relation { return r>>1&1 | r&1<<1 }
	hasNot := func(s *ir.Schema) bool { return s.Not != nil && mayBe(s.Not, old.typ) }
	was, is := having(old, hasNot), having(new, hasNot)
	for i := range max(len(was), len(is)) {
		o, w := each(was, i), each(is, i)
		l := local{old: place(o, n.old), new: place(w, n.new)}
		if o != nil && w != nil {
			c.hideTest(n, c.old.conj(o.Not), c.new.conj(w.Not), inverted, withCode(l, "not"))
			continue
		}
		n.local = append(n.local, addedOrGone(l, "not", o == nil))
	}
	hasIf := func(s *ir.Schema) bool { return s.If != nil && (s.Then != nil || s.Else != nil) }
	was, is = having(old, hasIf), having(new, hasIf)
	for i := range max(len(was), len(is)) {
		o, w := each(was, i), each(is, i)
		l := local{old: place(o, n.old), new: place(w, n.new)}
		if o == nil || w == nil {
			n.local = append(n.local, addedOrGone(l, "if", o == nil))
			continue
		}
		different := func(keyword.Relation) keyword.Relation { return keyword.Different }
		c.hideTest(n, c.old.conj(o.If), c.new.conj(w.If), different, withCode(l, "if"))
		c.child(n, c.old.conj(o.Then), c.new.conj(w.Then), step{})
		c.child(n, c.old.conj(o.Else), c.new.conj(w.Else), step{})
	}
}

// withCode keeps the keyword for which became adds how it changed.
func withCode(l local, keyword string) local { l.code = keyword; return l }

// addedOrGone says that a keyword was added, or is gone.
func addedOrGone(l local, name string, added bool) local {
	l.relation = keyword.Wider
	if added {
		l.relation = keyword.Narrower
	}
	l.code = name + "-" + became(l.relation)
	return l
}

func each(list []*ir.Schema, i int) *ir.Schema {
	if i < len(list) {
		return list[i]
	}
	return nil
}

// place is the position of a schema, or of the conjunction that lacks it.
func place(s *ir.Schema, whole *conj) *diag.Position {
	if s != nil {
		return &s.Pos
	}
	return position(whole)
}

// annotations compares what is said of a value and asserts nothing.
func (c *comparison) annotations(n *node) {
	get := func(c *conj, has func(*ir.Schema) bool) *ir.Schema {
		for _, a := range c.atoms {
			if has(a.schema) {
				return a.schema
			}
		}
		return nil
	}
	hasDefault := func(s *ir.Schema) bool { return s.Default != nil }
	if o, w := get(n.old, hasDefault), get(n.new, hasDefault); o != nil || w != nil {
		c.defaults(n, defaultOf(o), defaultOf(w), defaultPlace(o, n.old), defaultPlace(w, n.new))
	}
	if o, w := n.old.first(), n.new.first(); o != nil && w != nil && o.Name != "" && w.Name != "" && o.Deprecated != w.Deprecated {
		n.local = append(n.local, deprecation(local{old: &o.Pos, new: &w.Pos}, w.Deprecated))
	}
	for _, name := range []string{"contentEncoding", "contentMediaType"} {
		k := keyword.Of(name)
		o, w := get(n.old, k.Has), get(n.new, k.Has)
		was, is := "", ""
		if o != nil {
			was = k.Value(o)
		}
		if w != nil {
			is = k.Value(w)
		}
		if !strings.EqualFold(was, is) {
			n.local = append(n.local, local{code: name + "-changed", aspect: k.Noun, from: was, to: is, old: place(o, n.old), new: place(w, n.new), certain: true})
		}
	}
	hasContent := func(s *ir.Schema) bool { return s.ContentSchema != nil }
	if o, w := get(n.old, hasContent), get(n.new, hasContent); o != nil || w != nil {
		content := func(s *ir.Schema) *ir.Schema {
			if s == nil {
				return nil
			}
			return s.ContentSchema
		}
		nothing := func(keyword.Relation) keyword.Relation { return keyword.Same }
		c.hide(n, c.old.conj(content(o)), c.new.conj(content(w)), nothing, local{code: "contentSchema", old: place(o, n.old), new: place(w, n.new), certain: true})
	}
}

func (c *comparison) defaults(n *node, was, is ir.Value, old, new *diag.Position) {
	if was == nil && is == nil || was != nil && is != nil && keyword.Canonical(was) == keyword.Canonical(is) {
		return
	}
	n.local = append(n.local, local{code: "default-changed", aspect: "default", from: string(was), to: string(is), old: old, new: new, certain: true})
}

func defaultOf(s *ir.Schema) ir.Value {
	if s == nil {
		return nil
	}
	return s.Default
}

func defaultPlace(s *ir.Schema, whole *conj) *diag.Position {
	if s == nil {
		return position(whole)
	}
	return &s.Pos
}
