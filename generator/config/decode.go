// This file turns YAML into a Config: strictly, by the `key` tags, keeping
// where each value stands.

package config

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/oasmint/oasmint/generator/diag"
)

// Parse reads a configuration. file is the name that positions carry. The
// error is a [diag.Errors] with everything that is wrong.
func Parse(file string, data []byte) (*Config, error) {
	d := &decoder{file: file, at: map[string]diag.Position{}}
	var doc yaml.Node
	if err := yaml.Load(data, &doc); err != nil {
		d.syntax(err)
		return nil, d.diags.Err()
	}
	var c Config
	d.decode(doc.Content[0], reflect.ValueOf(&c).Elem(), "")
	if d.diags.HasErrors() {
		return nil, d.diags.Err()
	}
	for i := range c.Targets {
		t := &c.Targets[i]
		t.at = d.within(fmt.Sprintf("/targets/%d", i))
		t.NamePos = make(map[string]diag.Position, len(t.Names))
		for pointer := range t.Names {
			t.NamePos[pointer] = d.at[fmt.Sprintf("/targets/%d/names/%s", i, escape(pointer))]
		}
	}
	d.check(&c)
	return &c, d.diags.Err()
}

// decoder fills Go values from YAML nodes. at holds the position of every
// value by its JSON Pointer.
type decoder struct {
	file  string
	diags diag.List
	at    map[string]diag.Position
}

// within returns the positions of what stands below pointer.
func (d *decoder) within(pointer string) map[string]diag.Position {
	out := map[string]diag.Position{}
	for p, at := range d.at {
		if rest, ok := strings.CutPrefix(p, pointer+"/"); ok {
			out["/"+rest] = at
		}
	}
	return out
}

func (d *decoder) errorf(at diag.Position, code, hint, format string, args ...any) {
	d.diags.Add(diag.Diagnostic{
		Severity: diag.Error, Position: at, Code: code, Message: fmt.Sprintf(format, args...), Hint: hint,
	})
}

// syntax reports that the file is no YAML.
func (d *decoder) syntax(err error) {
	at := diag.Position{File: d.file}
	var parse *yaml.LoadError
	var all *yaml.LoadErrors
	if errors.As(err, &all) && len(all.Errors) > 0 {
		parse = all.Errors[0]
	} else {
		errors.As(err, &parse)
	}
	message := err.Error()
	if parse != nil {
		message = strings.TrimPrefix(parse.Message, "yaml: ")
		if parse.Mark.Line > 0 {
			at.Line, at.Column = parse.Mark.Line, parse.Mark.Column
		}
	}
	d.errorf(at, "config-syntax", "", "not the one YAML document that was expected: %s", message)
}

// decode reads n into v, whose type says what is expected.
func (d *decoder) decode(n *yaml.Node, v reflect.Value, pointer string) {
	at := diag.Position{File: d.file, Line: n.Line, Column: n.Column, Pointer: pointer}
	d.at[pointer] = at
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.decode(n, v.Elem(), pointer)
	case reflect.Struct:
		d.entries(n, at, func(key *yaml.Node, value *yaml.Node, pointer string) {
			i := fieldOf(v.Type(), key.Value)
			if i < 0 {
				d.unknown(key, v.Type(), pointer)
				return
			}
			d.decode(value, v.Field(i), pointer)
		})
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		d.entries(n, at, func(key *yaml.Node, value *yaml.Node, pointer string) {
			item := reflect.New(v.Type().Elem()).Elem()
			d.decode(value, item, pointer)
			v.SetMapIndex(reflect.ValueOf(key.Value), item)
			d.at[pointer] = d.position(key, pointer) // what is said of an entry is said at its key
		})
	case reflect.Slice:
		if n.Kind != yaml.SequenceNode {
			d.wrongType(at, n, "a list")
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
		for i, item := range n.Content {
			d.decode(item, v.Index(i), pointer+"/"+strconv.Itoa(i))
		}
	case reflect.String:
		if n.Kind != yaml.ScalarNode || n.Tag != "!!str" {
			d.wrongType(at, n, "text")
			return
		}
		v.SetString(n.Value)
	case reflect.Int:
		i, err := strconv.Atoi(n.Value)
		if n.Kind != yaml.ScalarNode || n.Tag != "!!int" || err != nil {
			d.wrongType(at, n, "a whole number")
			return
		}
		v.SetInt(int64(i))
	default:
		panic("config: no way to decode " + v.Type().String())
	}
}

// entries calls f for every entry of a mapping, refusing a key written twice.
func (d *decoder) entries(n *yaml.Node, at diag.Position, f func(key, value *yaml.Node, pointer string)) {
	if n.Kind != yaml.MappingNode {
		d.wrongType(at, n, "keys with values")
		return
	}
	first := map[string]*yaml.Node{}
	for i := 0; i < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		pointer := at.Pointer + "/" + escape(key.Value)
		if before := first[key.Value]; before != nil {
			d.errorf(d.position(key, pointer), "config-duplicate", "keep one of them",
				"the key %q stands here again; it was first given on line %d", key.Value, before.Line)
			continue
		}
		first[key.Value] = key
		f(key, value, pointer)
	}
}

func (d *decoder) position(n *yaml.Node, pointer string) diag.Position {
	return diag.Position{File: d.file, Line: n.Line, Column: n.Column, Pointer: pointer}
}

func (d *decoder) wrongType(at diag.Position, n *yaml.Node, want string) {
	d.errorf(at, "config-type", "", "expected %s, found %s", want, describe(n))
}

// describe names what n is, in the words of wrongType.
func describe(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "keys with values"
	case yaml.SequenceNode:
		return "a list"
	}
	switch n.Tag {
	case "!!null":
		return "nothing"
	case "!!str":
		return "text"
	case "!!bool":
		return "true or false (write it in quotes if it is text)"
	case "!!int", "!!float":
		return "a number (write it in quotes if it is text)"
	}
	return "a value of type " + n.Tag
}

// unknown reports a key that t does not have.
func (d *decoder) unknown(key *yaml.Node, t reflect.Type, pointer string) {
	known := keys(t)
	hint := "known here: " + strings.Join(known, ", ")
	if near := nearest(key.Value, known); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	d.errorf(d.position(key, pointer), "config-unknown-key", hint, "unknown key %q", key.Value)
}

// fieldOf returns the index of the field of t that key sets, or -1.
func fieldOf(t reflect.Type, key string) int {
	for i := range t.NumField() {
		if tag, ok := t.Field(i).Tag.Lookup("key"); ok && tag == key {
			return i
		}
	}
	return -1
}

// keys lists the keys of t, in its order.
func keys(t reflect.Type) []string {
	var out []string
	for i := range t.NumField() {
		if tag, ok := t.Field(i).Tag.Lookup("key"); ok {
			out = append(out, tag)
		}
	}
	return out
}

// escape makes a key one token of a JSON Pointer (RFC 6901, section 3).
func escape(key string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(key)
}
