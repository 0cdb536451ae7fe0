package keyword

import (
	"bytes"
	"encoding/json"

	"github.com/oasmint/oasmint/generator/ir"
)

// Writer is what keywords need of whoever writes JSON Schema.
type Writer interface {
	// Use is a schema where another one holds it: an [Object], true or false.
	Use(s *ir.Schema) any
	// Direction is the one in which what is written holds; 0 for both.
	Direction() ir.Direction
	// Bare reports whether nothing is written but what asserts.
	Bare() bool
}

// Object is a JSON object whose members are in the order in which they were
// added.
type Object []Entry

// Entry is a member of an [Object].
type Entry struct {
	Name  string
	Value any // what encoding/json renders
}

// Add adds a member, unless its value is nothing: "", false, nil or empty.
func (o *Object) Add(name string, value any) {
	empty := value == nil
	switch v := value.(type) {
	case string:
		empty = v == ""
	case bool:
		empty = !v
	case *uint64:
		empty = v == nil
	case []any:
		empty = len(v) == 0
	case []string:
		empty = len(v) == 0
	case Object:
		empty = len(v) == 0
	case json.RawMessage:
		empty = len(v) == 0
	}
	if !empty {
		o.Put(name, value)
	}
}

// Put adds a member, whatever its value.
func (o *Object) Put(name string, value any) { *o = append(*o, Entry{name, value}) }

// Entry returns the member of a name, or nil.
func (o Object) Entry(name string) *Entry {
	for i := range o {
		if o[i].Name == name {
			return &o[i]
		}
	}
	return nil
}

// MarshalJSON renders the members in their order.
func (o Object) MarshalJSON() ([]byte, error) {
	out := []byte{'{'}
	for i, m := range o {
		if i > 0 {
			out = append(out, ',')
		}
		name, err := Marshal(m.Name)
		if err != nil {
			return nil, err
		}
		value, err := Marshal(m.Value)
		if err != nil {
			return nil, err
		}
		out = append(append(append(out, name...), ':'), value...)
	}
	return append(out, '}'), nil
}

// Marshal is json.Marshal without escapes for HTML.
func Marshal(v any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

type write = func(w Writer, s *ir.Schema, o *Object)

// writeOne writes a schema under a keyword's name.
func writeOne(name string, field func(*ir.Schema) **ir.Schema) write {
	return func(w Writer, s *ir.Schema, o *Object) {
		if child := *field(s); child != nil {
			o.Put(name, w.Use(child))
		}
	}
}

func writeSeveral(name string, field func(*ir.Schema) *[]*ir.Schema) write {
	return func(w Writer, s *ir.Schema, o *Object) { o.Add(name, uses(w, *field(s))) }
}

func uses(w Writer, schemas []*ir.Schema) []any {
	var out []any
	for _, s := range schemas {
		out = append(out, w.Use(s))
	}
	return out
}

func writeNamed(name string, field func(*ir.Schema) *[]*ir.Property) write {
	return func(w Writer, s *ir.Schema, o *Object) {
		var out Object
		for _, p := range *field(s) {
			out.Put(p.Wire, useProperty(w, p))
		}
		o.Add(name, out)
	}
}

// useProperty is the schema of a member, with what is said of it at this place.
func useProperty(w Writer, p *ir.Property) any {
	used := w.Use(p.Schema)
	plain, ok := used.(Object)
	if !ok || w.Bare() {
		return used
	}
	o := append(Object{}, plain...)
	switch m := o.Entry("description"); {
	case p.Doc == "":
	case m != nil:
		m.Value = p.Doc
	default:
		o.Put("description", p.Doc)
	}
	for _, flag := range []struct {
		name string
		set  bool
	}{{"deprecated", p.Deprecated}, {"readOnly", p.ReadOnly}, {"writeOnly", p.WriteOnly}} {
		if o.Entry(flag.name) == nil {
			o.Add(flag.name, flag.set)
		}
	}
	return o
}
