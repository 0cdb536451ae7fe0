// Package sample makes values that schemas accept, for pages and for servers of samples.
// A value has the examples that the document gives for its parts.
package sample

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/oasmint/oasmint/generator/compare"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/visible"
)

// first returns the first value of samplers that a schema accepts.
func first(judge *keyword.Judge, schema *ir.Schema, direction ir.Direction, samplers ...sampler) (ir.Value, bool) {
	for _, from := range samplers {
		v, ok := from.sample(schema, 0)
		if ok && judge.Check(schema, v, direction) == nil {
			return v, true
		}
	}
	return nil, false
}

// Maker makes values for programs: with members that are not required as well, and by a
// search where no plain value fits. It is safe for concurrent use.
type Maker struct {
	judge  *keyword.Judge
	mu     sync.Mutex
	search *compare.Sampler
}

// New returns a maker of values of the schemas of an API.
func New(api *ir.API) *Maker {
	return &Maker{judge: keyword.NewJudge(api), search: compare.NewSampler(api)}
}

// Accepts reports whether a schema, which may be nil, accepts a value in a direction.
func (m *Maker) Accepts(schema *ir.Schema, v ir.Value, direction ir.Direction) bool {
	return m.judge.Check(schema, v, direction) == nil
}

// Value returns a value that a schema, which may be nil, accepts in a direction. It
// returns false where it finds none.
func (m *Maker) Value(schema *ir.Schema, direction ir.Direction) (ir.Value, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	plain := sampler{direction: direction, search: m.search}
	examples, full := plain, plain
	examples.examples, full.full = true, true
	both := examples
	both.full = true
	if v, ok := first(m.judge, schema, direction, both, full, examples, plain); ok {
		return v, true
	}
	return m.found(schema, direction)
}

// Plain returns a value that a schema, which may be nil, accepts in a direction: a short
// one for readers, with what is required, an item in each array near the root, and the
// examples of its parts or, where these do not fit, without. It returns false where it
// has none.
func (m *Maker) Plain(schema *ir.Schema, direction ir.Direction) (ir.Value, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	plain := sampler{direction: direction, search: m.search}
	near := plain
	near.near = true
	examples := near
	examples.examples = true
	if v, ok := first(m.judge, schema, direction, examples, near, plain); ok {
		return v, true
	}
	return m.found(schema, direction)
}

// found is a value that a search gives, where there is one.
func (m *Maker) found(schema *ir.Schema, direction ir.Direction) (ir.Value, bool) {
	all := m.search.Values(schema, direction, 1)
	if len(all) == 0 {
		return nil, false
	}
	return all[0], true
}

// Values returns several values that a schema accepts in a direction, at and between the
// edges of what it asks for: as many as most, or fewer.
func (m *Maker) Values(schema *ir.Schema, direction ir.Direction, most int) []ir.Value {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.search.Values(schema, direction, most)
}

// MaxFields is how many fields are shown of an object that requires none.
const MaxFields = 4

const (
	maxDepth  = 6 // of samples of recursive schemas
	nearDepth = 1 // down to which a plain sample has what is not required, where there is nothing else
	fullDepth = 2 // down to which a full sample has what is not required
)

// sampler makes values for schemas.
type sampler struct {
	direction ir.Direction
	examples  bool             // take the document's where there are any
	near      bool             // an item in each array, and some members of an object that requires none, down to nearDepth
	full      bool             // members that are not required as well, and an item in each array
	search    *compare.Sampler // finds a scalar or an array that is not plain; nil: there is none then
}

// sample makes a value for a schema with what is required in it. It returns false
// where it can make none. Not all keywords are taken into account: the schema may
// refuse the value.
func (m sampler) sample(schema *ir.Schema, depth int) (ir.Value, bool) {
	if schema == nil {
		return ir.Value(`{}`), true
	}
	target := schema
	if t := schema.Named(); t != nil {
		target = t
	}
	for _, v := range m.given(schema, target) {
		if v != nil {
			return v, true
		}
	}
	if depth > maxDepth || target.Shape == nil {
		return nil, false
	}
	switch shape := target.Shape; shape.Kind {
	case ir.KindEnum:
		if len(shape.Enum) == 0 {
			return nil, false
		}
		return shape.Enum[0].Value, true
	case ir.KindPrimitive:
		if v, ok := primitive(target); ok {
			return v, true
		}
		return m.found(target)
	case ir.KindArray:
		return m.array(target, depth)
	case ir.KindObject:
		return m.object(target, depth)
	case ir.KindMap:
		return ir.Value(`{}`), true
	case ir.KindUnion:
		return m.union(target, depth)
	case ir.KindAny:
		return ir.Value(`"string"`), true
	}
	return nil, false
}

// array makes an array with one item, where it asks for one.
func (m sampler) array(schema *ir.Schema, depth int) (ir.Value, bool) {
	asks := schema.MinItems != nil && *schema.MinItems > 0
	if !asks && !(m.full && depth <= fullDepth) && !(m.near && depth <= nearDepth) {
		return ir.Value(`[]`), true
	}
	item, ok := m.sample(schema.Shape.Elem, depth+1)
	switch {
	case ok && (!asks || *schema.MinItems == 1):
		return ir.Value("[" + string(item) + "]"), true
	case !asks:
		return ir.Value(`[]`), true
	}
	return m.found(schema)
}

// found is a value that a search gives, where there is one.
func (m sampler) found(schema *ir.Schema) (ir.Value, bool) {
	if m.search == nil {
		return nil, false
	}
	all := m.search.Values(schema, m.direction, 1)
	if len(all) == 0 {
		return nil, false
	}
	return all[0], true
}

// given returns the values that the document has for a schema as a whole.
func (m sampler) given(schema, target *ir.Schema) []ir.Value {
	if !m.examples {
		return []ir.Value{target.Const}
	}
	return []ir.Value{firstExample(schema.Examples), firstExample(target.Examples), target.Const, target.Default}
}

func firstExample(examples []*ir.Example) ir.Value {
	for _, e := range examples {
		if len(e.Value) > 0 {
			return e.Value
		}
	}
	return nil
}

// union makes a value of the first variant that one can be made of, with the
// value that the discriminator has for it.
func (m sampler) union(schema *ir.Schema, depth int) (ir.Value, bool) {
	for _, variant := range schema.Shape.Variants {
		v, ok := m.sample(variant.Schema, depth+1)
		if !ok {
			continue
		}
		if d := schema.Discriminator; d != nil && len(variant.Values) > 0 {
			v, ok = withMember(v, d.Property, variant.Values[0])
		}
		if ok {
			v, ok = m.withFields(v, schema, depth)
		}
		if ok {
			return v, true
		}
	}
	return nil, false
}

// withFields adds what an alternative of a union lacks of the fields beside the alternatives.
func (m sampler) withFields(object ir.Value, union *ir.Schema, depth int) (ir.Value, bool) {
	if len(union.Shape.Fields) == 0 {
		return object, true
	}
	members, err := Members(object)
	if err != nil {
		return nil, false
	}
	beside, ok := m.object(union, depth)
	if !ok {
		return nil, false
	}
	more, err := Members(beside)
	if err != nil {
		return nil, false
	}
	for _, o := range more {
		if !slices.ContainsFunc(members, func(known Member) bool { return known.Name == o.Name }) {
			members = append(members, o)
		}
	}
	return objectOf(members), true
}

// withMember sets a member of an object to a text.
func withMember(object ir.Value, name, text string) (ir.Value, bool) {
	members, err := Members(object)
	if err != nil {
		return nil, false
	}
	value := ir.Value(quoted(text))
	i := slices.IndexFunc(members, func(o Member) bool { return o.Name == name })
	if i < 0 {
		members = slices.Insert(members, 0, Member{name, value})
	} else {
		members[i].Value = value
	}
	return objectOf(members), true
}

// objectOf is an object with members.
func objectOf(members []Member) ir.Value {
	parts := make([]string, len(members))
	for i, o := range members {
		parts[i] = quoted(o.Name) + ":" + string(o.Value)
	}
	return ir.Value("{" + strings.Join(parts, ",") + "}")
}

// Member is a member of a JSON object.
type Member struct {
	Name  string
	Value ir.Value
}

// Members returns the members of a JSON object in its order.
func Members(object ir.Value) ([]Member, error) {
	d := json.NewDecoder(bytes.NewReader(object))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, errors.New("no object")
	}
	var out []Member
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		var v ir.Value
		if err := d.Decode(&v); err != nil {
			return nil, err
		}
		out = append(out, Member{key.(string), v})
	}
	return out, nil
}

func (m sampler) object(schema *ir.Schema, depth int) (ir.Value, bool) {
	required := slices.ContainsFunc(schema.Shape.Fields, func(f *ir.Field) bool { return f.Required && m.travels(f) })
	var members []Member
	for _, f := range schema.Shape.Fields {
		if !m.travels(f) || f.Conditional || !f.Required && !m.shows(f, required, depth, len(members)) {
			continue
		}
		v, ok := m.sample(f.Schema, depth+1)
		if !ok && f.Required {
			return nil, false
		}
		if ok {
			members = append(members, Member{f.Wire, v})
		}
	}
	return objectOf(members), true
}

// travels reports whether a member is sent in the direction.
func (m sampler) travels(f *ir.Field) bool {
	return !(f.ReadOnly && m.direction == ir.InRequest || f.WriteOnly && m.direction == ir.InResponse)
}

// shows reports whether a member that is not required is in the sample of an object,
// which may have some that are, and has as many already.
func (m sampler) shows(f *ir.Field, required bool, depth, already int) bool {
	if m.full {
		return !f.Deprecated && depth <= fullDepth
	}
	return !required && !f.Deprecated && (depth == 0 || m.near && depth <= nearDepth) && already < MaxFields
}

// quoted is a text as JSON.
func quoted(text string) string {
	data, err := keyword.Marshal(text)
	if err != nil {
		return `""` // no text fails
	}
	return string(visible.JSON(data))
}

// formats has a value for each format of a string that has one.
var formats = map[string]string{
	"":          "string",
	"password":  "secret",
	"date-time": "2026-01-31T12:00:00Z",
	"date":      "2026-01-31",
	"time":      "12:00:00Z",
	"uuid":      "123e4567-e89b-12d3-a456-426614174000",
	"email":     "user@example.com",
	"uri":       "https://example.com/",
	"url":       "https://example.com/",
	"hostname":  "example.com",
	"ipv4":      "192.0.2.1",
	"ipv6":      "2001:db8::1",
	"byte":      "c3RyaW5n",
}

func primitive(schema *ir.Schema) (ir.Value, bool) {
	switch schema.Shape.Type {
	case ir.Boolean:
		return ir.Value("true"), true
	case ir.Integer, ir.Num:
		switch {
		case schema.ExclusiveMinimum != "" || schema.ExclusiveMaximum != "" || schema.MultipleOf != "":
			return nil, false
		case schema.Minimum != "":
			return ir.Value(schema.Minimum), true
		case schema.Maximum != "":
			return ir.Value(schema.Maximum), true
		}
		return ir.Value("1"), true
	case ir.String:
		text, ok := formats[schema.Shape.Format]
		if !ok || schema.Pattern != nil {
			return nil, false
		}
		n := uint64(len(text))
		if schema.MinLength != nil && n < *schema.MinLength || schema.MaxLength != nil && n > *schema.MaxLength {
			return nil, false
		}
		return ir.Value(`"` + text + `"`), true
	}
	return nil, false
}
