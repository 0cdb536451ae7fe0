// This file is about sections: what a target says to an emitter.

package config

import (
	"fmt"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/strict"
)

// Section is what a target says to an emitter.
//
// Its value is a pointer to a struct, or to a list of structs, which package
// strict decodes. A field doc in a tag describes a key, in one sentence; flag
// names the command line's flag for it. A key out of type [Path] is a folder
// that the emitter writes to: without it, the section makes nothing. Where the
// value of a section that is given has a method SetDefaults(), that fills in what
// was not said; where it has Problems() []Problem, that lists what its types do
// not tell.
type Section struct {
	Name  string // its key in a target
	Doc   string // what the emitter makes: Go types and validators
	Value any
	Given bool // the target has it
}

// Below is a value of a section whose folder stands, where none is named, below that of
// another section. The target must have that one.
type Below interface {
	Below() (section, folder string)
}

// below lets each section whose value is a [Below], and that names no folder, write where
// that says.
func (t *Target) below() {
	for _, s := range t.Sections {
		b, ok := s.Value.(Below)
		if !ok || !s.Given {
			continue
		}
		section, folder := b.Below()
		if out := fieldOf(s.Value, "out"); out.String() == "" && t.Has(section) && t.Get(section, "out") != "" {
			out.SetString(path.Join(t.Get(section, "out"), folder))
		}
	}
}

// Sections are all sections that a target may have, in the order in which their
// emitters run.
type Sections []Section

// Choice is the type of a value that is one of a few.
type Choice interface {
	Choices() []string // the first is the default
}

// Keys lists the names of the sections. (It makes Sections [strict.Keys].)
func (s Sections) Keys() []string {
	var names []string
	for _, section := range s {
		names = append(names, section.Name)
	}
	return names
}

// Value returns where a section is decoded to. (It makes Sections
// [strict.Keys].)
func (s Sections) Value(name string) any {
	section := s.find(name)
	section.Given = true
	return section.Value
}

// find returns the section of a name. That there is none is a mistake in the
// program.
func (s Sections) find(name string) *Section {
	i := slices.IndexFunc(s, func(section Section) bool { return section.Name == name })
	if i < 0 {
		panic("config: there is no section " + name)
	}
	return &s[i]
}

// Has reports whether t has a section.
func (t *Target) Has(section string) bool {
	return len(t.Sections) > 0 && t.Sections.find(section).Given
}

// Section returns the value of a section.
func (t *Target) Section(name string) any { return t.Sections.find(name).Value }

// Get returns the text that a section has at a key: what t says, or the default.
func (t *Target) Get(section, key string) string {
	if len(t.Sections) == 0 {
		return ""
	}
	return fieldOf(t.Sections.find(section).Value, key).String()
}

// Is reports whether a section says true at a key.
func (t *Target) Is(section, key string) bool {
	return len(t.Sections) > 0 && fieldOf(t.Sections.find(section).Value, key).Bool()
}

// Int returns the number that a section has at a key.
func (t *Target) Int(section, key string) int {
	return int(fieldOf(t.Sections.find(section).Value, key).Int())
}

// Set gives t a section, or gives it another value at a key: a text, or true. Copies of t
// stay as they are.
func (t *Target) Set(section, key, text string) {
	t.Sections = slices.Clone(t.Sections)
	s := t.Sections.find(section)
	value := reflect.New(reflect.TypeOf(s.Value).Elem())
	value.Elem().Set(reflect.ValueOf(s.Value).Elem())
	s.Value, s.Given = value.Interface(), true
	if field := fieldOf(s.Value, key); field.Kind() == reflect.Bool {
		field.SetBool(text == "true")
	} else {
		field.SetString(text)
	}
}

// SetLike gives t a section as another target has it.
func (t *Target) SetLike(other *Target, section string) {
	t.Sections = slices.Clone(t.Sections)
	s := t.Sections.find(section)
	s.Value, s.Given = other.Section(section), true
}

// fieldOf returns the field of a section's value that a key sets.
func fieldOf(value any, key string) reflect.Value {
	v := reflect.ValueOf(value).Elem()
	for _, f := range strict.Fields(v.Type()) {
		if f.Key == key {
			return v.FieldByIndex(f.Index)
		}
	}
	panic("config: a section has no key " + key)
}

// out is a folder that a target writes to.
type out struct{ section, pointer, folder string }

// outs lists the folders that t's sections write to.
func (t *Target) outs() []out {
	var all []out
	for _, s := range t.Sections {
		if !s.Given {
			continue
		}
		visit(s.Value, func(pointer string, v reflect.Value) {
			if strings.HasSuffix(pointer, "/out") && v.Type() == pathType {
				all = append(all, out{s.Name, "/" + s.Name + pointer, v.String()})
			}
		})
	}
	return all
}

// Makes reports whether a section says where something goes, rather than how
// what another section makes is to be.
func (t *Target) Makes(section string) bool {
	return len(t.Sections) > 0 && t.Sections.find(section).makes()
}

func (s Section) makes() bool {
	t := reflect.TypeOf(s.Value).Elem()
	if t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	return slices.ContainsFunc(strict.Fields(t), func(f strict.Field) bool { return f.Key == "out" && f.Type == pathType })
}

var pathType = reflect.TypeFor[Path]()

// visit calls f for each value of a section and its pointer in it.
func visit(section any, f func(pointer string, v reflect.Value)) {
	var walk func(pointer string, v reflect.Value)
	walk = func(pointer string, v reflect.Value) {
		switch v.Kind() {
		case reflect.Struct:
			for _, field := range strict.Fields(v.Type()) {
				walk(pointer+"/"+field.Key, v.FieldByIndex(field.Index))
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(pointer+"/"+strconv.Itoa(i), v.Index(i))
			}
		default:
			f(pointer, v)
		}
	}
	walk("", reflect.ValueOf(section).Elem())
}

// setDefaults fills in what a section does not say.
func (s Section) setDefaults() {
	visit(s.Value, func(_ string, v reflect.Value) {
		switch value := v.Interface().(type) {
		case Path:
			v.SetString(string(value.clean()))
		case Choice:
			if v.String() == "" {
				v.SetString(value.Choices()[0])
			}
		}
	})
	if own, ok := s.Value.(interface{ SetDefaults() }); ok && s.Given {
		own.SetDefaults()
	}
}

// Flag is a flag of the command line that sets a value of a section.
type Flag struct {
	Name         string // without the dashes
	Section, Key string
	Placeholder  string
	Help         string
	Path         bool   // its value is a [Path]
	Bool         bool   // it has no value: given, it is true
	Needs        string // another section that the target must have; see [Below]
}

// Flags lists the flags for the values of sections, in order. They are for a
// target that comes from no file, but from --spec.
func (s Sections) Flags() []Flag {
	var flags []Flag
	for _, section := range s {
		t := reflect.TypeOf(section.Value).Elem()
		if t.Kind() != reflect.Struct {
			continue
		}
		with := ""
		for _, f := range strict.Fields(t) {
			name := f.Tag.Get("flag")
			if name == "" {
				continue
			}
			flag := Flag{Name: name, Section: section.Name, Key: f.Key, Placeholder: "NAME", Path: f.Type == pathType, Bool: f.Type.Kind() == reflect.Bool}
			doc := strings.TrimSuffix(strings.ToLower(f.Tag.Get("doc")[:1])+f.Tag.Get("doc")[1:], ".")
			if b, ok := section.Value.(Below); ok {
				flag.Needs, _ = b.Below()
			}
			if f.Key == "out" {
				with, flag.Placeholder = name, "DIR"
				flag.Help = fmt.Sprintf("With --spec: the folder for %s; without it, none are made.", section.Doc)
			} else {
				flag.Help = fmt.Sprintf("With --%s: %s.", with, doc)
			}
			if choices := s.Choices(section.Name, f.Key); choices != "" {
				flag.Help = strings.TrimSuffix(flag.Help, ".") + ": " + choices + "."
			}
			flags = append(flags, flag)
		}
	}
	return flags
}

// Choices says what a value of a section can be, as in "a (the default), b or
// c"; it is "" for a value that is no [Choice].
func (s Sections) Choices(section, key string) string {
	c, ok := fieldOf(s.find(section).Value, key).Interface().(Choice)
	if !ok {
		return ""
	}
	choices := c.Choices()
	return either(append([]string{choices[0] + " (the default)"}, choices[1:]...))
}

// either lists words as in "a, b or c".
func either(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}
