package keyword

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/plural"
	"github.com/oasmint/oasmint/generator/source"
	"github.com/oasmint/oasmint/generator/validate"
)

// Checker is one judgement of a [Judge].
type Checker struct {
	direction ir.Direction
	lenient   map[*ir.Schema]bool // see Lenient
	depth     int                 // of schemas within one another, at one value or below it
}

// maxDepth bounds schemas that apply themselves, and what examples are worth.
const maxDepth = 200

// Schema judges a value by a schema, which may be nil.
func (c *Checker) Schema(s *ir.Schema, v *Value) error {
	if s == nil || c.depth > maxDepth {
		return nil
	}
	c.depth++
	defer func() { c.depth-- }()
	if s.Always != nil {
		if !*s.Always {
			return v.wrong("nothing is accepted here")
		}
		return nil
	}
	if s.Nullable && v.Types() == ir.Null {
		return nil
	}
	for _, k := range all {
		if k.Check == nil || k.Types&v.Types() == 0 || !k.Has(s) {
			continue
		}
		if err := k.Check(c, s, v); err != nil {
			return err
		}
	}
	return nil
}

// Accepts reports whether a schema accepts a value.
func (c *Checker) Accepts(s *ir.Schema, v *Value) bool { return c.Schema(s, v) == nil }

// count is how many of schemas accept a value.
func (c *Checker) count(schemas []*ir.Schema, v *Value) (n int) {
	for _, s := range schemas {
		if c.Accepts(s, v) {
			n++
		}
	}
	return n
}

// Value is a JSON value under judgement.
type Value struct {
	JSON ir.Value
	at   string // RFC 6901

	parsed  bool
	items   []*Value
	names   []string // of an object, each once, in its order
	members map[string]*Value
}

// Types is the type of the value. That of an integer is both integer and number.
func (v *Value) Types() ir.Types { return TypesOf(v.JSON) }

// TypesOf is the type of a JSON value. That of an integer is both integer and
// number; 1.0 is an integer.
func TypesOf(value ir.Value) ir.Types {
	switch value[0] {
	case '{':
		return ir.Object
	case '[':
		return ir.Array
	case '"':
		return ir.String
	case 't', 'f':
		return ir.Boolean
	case 'n':
		return ir.Null
	}
	if validate.Decimal(value).IsInt() {
		return ir.Integer | ir.Num
	}
	return ir.Num
}

// wrong says what was expected at the place of the value.
func (v *Value) wrong(format string, args ...any) error {
	text := fmt.Sprintf(format, args...)
	if v.at == "" {
		return errors.New(text)
	}
	return errors.New("at " + v.at + ": " + text)
}

// text is a string's text.
func (v *Value) text() string {
	var out string
	_ = json.Unmarshal(v.JSON, &out) // it is a string
	return out
}

// Items are the items of an array.
func (v *Value) Items() []*Value {
	if !v.parsed {
		v.parsed = true
		var items []ir.Value
		_ = json.Unmarshal(v.JSON, &items) // it is an array
		for i, item := range items {
			v.items = append(v.items, &Value{JSON: item, at: v.at + "/" + strconv.Itoa(i)})
		}
	}
	return v.items
}

// Names are the names of an object's members, each once, in its order.
func (v *Value) Names() []string {
	v.object()
	return v.names
}

// Member is the member of a name, or nil.
func (v *Value) Member(name string) *Value {
	v.object()
	return v.members[name]
}

// object parses an object. Of a name that is given twice the last counts.
func (v *Value) object() {
	if v.parsed {
		return
	}
	v.parsed, v.members = true, map[string]*Value{}
	d := json.NewDecoder(strings.NewReader(string(v.JSON)))
	if _, err := d.Token(); err != nil {
		return
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return
		}
		name := key.(string)
		var member ir.Value
		if err := d.Decode(&member); err != nil {
			return
		}
		if v.members[name] == nil {
			v.names = append(v.names, name)
		}
		v.members[name] = &Value{JSON: member, at: v.at + "/" + source.EscapeToken(name)}
	}
}

// equal reports whether two values are equal (JSON Schema Core, section 4.2.2).
func equal(a, b ir.Value) bool { return canonical(a) == canonical(b) }

// Canonical is the text that equal values share: 1 is 1.0.
func Canonical(v ir.Value) string { return canonical(v) }

func canonical(v ir.Value) string { return string(validate.Canonical(v)) }

// counts judges a number of things by bounds that may be nil.
func (v *Value) counts(n int, low, high *uint64, one, many string) error {
	switch {
	case low != nil && uint64(n) < *low:
		return v.wrong("expected at least %s", plural.Of(*low, one, many))
	case high != nil && uint64(n) > *high:
		return v.wrong("expected at most %s", plural.Of(*high, one, many))
	}
	return nil
}

// marks are the members or items of a value at which schemas looked.
type marks struct {
	all   bool
	names map[string]bool
	items map[int]bool
}

func (m *marks) name(name string) {
	if m.names == nil {
		m.names = map[string]bool{}
	}
	m.names[name] = true
}

func (m *marks) item(i int) {
	if m.items == nil {
		m.items = map[int]bool{}
	}
	m.items[i] = true
}

// evaluate marks the members or items of v at which s looks, those of its
// keywords called but aside.
func (c *Checker) evaluate(s *ir.Schema, v *Value, m *marks, but ...string) {
	if s == nil || s.Always != nil || c.depth > maxDepth {
		return
	}
	c.depth++
	defer func() { c.depth-- }()
	for _, k := range all {
		if k.Evaluate != nil && k.Types&v.Types() != 0 && k.Has(s) && !slices.Contains(but, k.Name) {
			k.Evaluate(c, s, v, m)
		}
	}
}

// evaluateAll marks what those of schemas look at that accept v.
func (c *Checker) evaluateAll(schemas []*ir.Schema, v *Value, m *marks) {
	for _, s := range schemas {
		if c.Accepts(s, v) {
			c.evaluate(s, v, m)
		}
	}
}
