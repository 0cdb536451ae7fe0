package validate

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
)

// Reading JSON into types that were emitted without validators. Nothing is checked: a
// variant is chosen by the kind of the value, by the tag, and by the names of members.

// Parts are where [UnmarshalParts] stores what it reads.
type Parts struct {
	Fields   any              // a pointer to the struct, as a type without methods
	Untagged Fields           // its fields whose names no tag can hold; each Value is a pointer to one
	Others   any              // a pointer to the map of the members that have no field, or nil
	Tag      string           // the member that tells the variants apart, if one does
	Variants []VariantPart    // in the document's order
	InPlace  bool             // a variant stands in place of the fields
	Several  bool             // more than one variant may be set
	Unknown  *json.RawMessage // keeps a value that no variant is for; or nil
}

// A VariantPart is a variant of a union, and what is known of its values.
type VariantPart struct {
	Field    any      // a pointer to the field, which is a pointer
	Kinds    Kinds    // of its values
	Tags     []string // the tag's values, as JSON; nil: any
	Members  []string // that it names
	Required []string // and those of them that it requires
}

var errNoVariant = errors.New("the value fits none of its variants")

// UnmarshalParts reads a JSON text into what a value is made of: the inverse of
// [MarshalParts]. It leaves all as it is where the text is null.
func UnmarshalParts(data []byte, p Parts) error {
	data = bytes.Trim(data, " \t\r\n")
	if len(data) == 0 || kinds[data[0]] == Null {
		return nil
	}
	if isDeep(data) {
		return errNested
	}
	var members map[string]json.RawMessage
	if kinds[data[0]] == Object {
		if err := json.Unmarshal(data, &members); err != nil {
			return err
		}
	}
	if len(p.Variants) > 0 {
		done, err := p.variant(data, members)
		if err != nil || done {
			return err
		}
	}
	if members == nil {
		return readJSON(data, p.Fields) // which says what is wrong
	}
	return p.members(members)
}

// isDeep reports a text with more than [MaxDepth] arrays and objects in one another. It
// is read once for each level that has such a type.
func isDeep(data []byte) bool {
	depth, quoted := 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > MaxDepth {
				return true
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return false
}

// readJSON is json.Unmarshal, but that numbers in a value of any type are as in what
// validators decode.
func readJSON(data []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return d.Decode(v)
}

// members reads an object into the fields, and its other members into the map.
func (p Parts) members(members map[string]json.RawMessage) error {
	read := func(name string, to any) error {
		value, ok := members[name]
		if !ok {
			return nil
		}
		delete(members, name)
		return readJSON(value, to)
	}
	v := reflect.ValueOf(p.Fields).Elem()
	for _, f := range fieldsOf(v.Type()) {
		if err := read(f.name, v.Field(f.index).Addr().Interface()); err != nil {
			return err
		}
	}
	for _, f := range p.Untagged {
		if err := read(f.Name, f.Value); err != nil {
			return err
		}
	}
	if p.Others == nil || len(members) == 0 {
		return nil
	}
	others := reflect.ValueOf(p.Others).Elem()
	others.Set(reflect.MakeMap(others.Type()))
	for name, value := range members {
		item := reflect.New(others.Type().Elem())
		if err := readJSON(value, item.Interface()); err != nil {
			return err
		}
		others.SetMapIndex(reflect.ValueOf(name), item.Elem())
	}
	return nil
}

// variant reads a value into the variant that it is for; done is false where the fields
// are to be read as well.
func (p Parts) variant(data []byte, members map[string]json.RawMessage) (done bool, err error) {
	fitting := p.fitting(kinds[data[0]], members)
	if p.InPlace {
		if members[p.Tag] == nil || len(fitting) != 1 {
			return false, nil
		}
		return true, fitting[0].read(data)
	}
	known := len(fieldsOf(reflect.TypeOf(p.Fields).Elem()))+len(p.Untagged) > 0 || p.Others != nil
	switch {
	case len(fitting) == 0 && p.Unknown != nil && members[p.Tag] != nil:
		*p.Unknown = bytes.Clone(data)
		return true, nil
	case len(fitting) == 0 && members != nil && known:
		return false, nil
	case len(fitting) == 0:
		return true, errNoVariant
	}
	if members == nil {
		for _, v := range fitting {
			if err = v.read(data); err == nil || kinds[data[0]] == Array { // whose items may be nested deep
				break
			}
		}
		return true, err
	}
	read := map[string]bool{}
	for i, v := range fitting {
		more := slices.ContainsFunc(v.Members, func(name string) bool { return members[name] != nil && !read[name] })
		if i > 0 && (!p.Several || !more || v.misses(members)) {
			continue
		}
		if err := v.read(data); err != nil {
			return true, err
		}
		for _, name := range v.Members {
			read[name] = true
		}
	}
	return !known, nil
}

// fitting lists the variants that a value may be for, that which it fits best first.
func (p Parts) fitting(kind Kind, members map[string]json.RawMessage) []VariantPart {
	tag := members[p.Tag]
	fitting := slices.DeleteFunc(slices.Clone(p.Variants), func(v VariantPart) bool {
		return !v.Kinds.Has(kind) || tag != nil && v.Tags != nil && !hasTag(v.Tags, tag) || p.InPlace && v.Tags == nil
	})
	if members == nil {
		return fitting
	}
	rank := func(v VariantPart) int {
		rank := 0
		for _, name := range v.Members {
			if members[name] != nil {
				rank += 2
			}
		}
		if v.misses(members) {
			rank -= 2 * len(members)
		}
		return rank
	}
	slices.SortStableFunc(fitting, func(a, b VariantPart) int { return rank(b) - rank(a) })
	return fitting
}

// misses reports that a member is missing that the variant requires.
func (v VariantPart) misses(members map[string]json.RawMessage) bool {
	return slices.ContainsFunc(v.Required, func(name string) bool { return members[name] == nil })
}

// read reads a value into the field of a variant.
func (v VariantPart) read(data []byte) error {
	field := reflect.ValueOf(v.Field).Elem()
	value := reflect.New(field.Type().Elem())
	if err := readJSON(data, value.Interface()); err != nil {
		return err
	}
	if enum, ok := value.Elem().Interface().(interface{ Valid() bool }); ok && !enum.Valid() {
		return errNoVariant
	}
	field.Set(value)
	return nil
}
