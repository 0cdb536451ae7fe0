package validate

import (
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Checks of Go values: where in the value a check is, and what it has found.

// A Path leads from a Go value down to the part of it that is being checked, and
// collects the violations. Its zero value is ready, and stays on the stack. Root,
// In, Item and Here go one level down; the function that is called with their
// result must come up again once, by Out or by a method that says that it does.
type Path struct {
	mode  Option
	found Errors
	depth int
	inner int // how many of the levels are members or items
	whole int // how many values that the path is in are checked by their JSON

	visited map[any]bool // see Visit

	near [8]level
	far  []level // where near is full
}

// level is one step down: into a member, into an item, or to the value itself.
type level struct {
	name  string
	index int // of an item, or one of these:
}

const (
	inMember = -1 - iota
	itself
)

// As says how the value is checked: in the direction that its schema has by itself,
// 0 for none, unless opts say another. Strict and Closed are as for bodies, but that
// an enum's values are never open here.
func (p *Path) As(direction Option, opts []Option) { p.mode = direction.with(opts) }

// Root goes to the whole value.
//
//go:noinline
func (p *Path) Root() *Path { return p.down(level{index: itself}) }

// In goes down to a member.
//
//go:noinline
func (p *Path) In(name string) *Path { return p.down(level{name, inMember}) }

// Item goes down to an item.
//
//go:noinline
func (p *Path) Item(i int) *Path { return p.down(level{index: i}) }

// Here goes one level down to the same part of the value: for a function that
// comes up again, where the caller has not gone down.
//
//go:noinline
func (p *Path) Here() *Path { return p.down(level{index: itself}) }

func (p *Path) down(l level) *Path {
	if p.depth < len(p.near) {
		p.near[p.depth] = l
	} else {
		p.far = append(p.far, l)
	}
	p.depth++
	if l.index != itself {
		p.inner++
	}
	return p
}

// level returns the i-th level.
func (p *Path) level(i int) *level {
	if i < len(p.near) {
		return &p.near[i]
	}
	return &p.far[i-len(p.near)]
}

// Out goes one level up.
//
//go:noinline
func (p *Path) Out() {
	p.depth--
	if p.level(p.depth).index != itself {
		p.inner--
	}
	if p.depth >= len(p.near) {
		p.far = p.far[:p.depth-len(p.near)]
	}
}

// AtRoot reports whether the path is at the whole value, not at a part of it.
func (p *Path) AtRoot() bool { return p.depth == 1 }

// Skip returns none, which tells that there is no value; if so, it goes up.
//
//go:noinline
func (p *Path) Skip(none bool) bool {
	if none {
		p.Out()
	}
	return none
}

// SkipParts is Skip for a value that has parts. It also skips a value that is
// nested too deep, as one that contains itself is, and records that.
//
//go:noinline
func (p *Path) SkipParts(none bool) bool {
	if !none && p.inner >= MaxDepth {
		p.Fail("json", "must not nest arrays and objects so deep")
		none = true
	}
	return p.Skip(none)
}

// Fail records a violation at the end of the path.
func (p *Path) Fail(keyword, message string) {
	if p.full() {
		return
	}
	p.add(Violation{Pointer: p.pointer(), Keyword: keyword, Message: message})
}

// failMember records a violation by a member.
func (p *Path) failMember(name, keyword, message string) {
	if p.full() {
		return
	}
	p.add(Violation{Pointer: shorten(p.pointer()+"/"+token(name), maxPointer), Keyword: keyword, Message: message})
}

// Require records that a member is missing unless it is present, and returns
// present.
//
//go:noinline
func (p *Path) Require(name string, present bool) bool {
	if !present {
		p.failMember(name, "required", "is required")
	}
	return present
}

// Member is Require for a member that travels in one direction: it is missing only
// where the value does so, and refused by Strict where it travels the other way.
func (p *Path) Member(name string, present bool, rules Rules) bool {
	switch {
	case present && p.mode&Strict != 0 && rules&ReadOnly != 0 && p.mode&AsRequest != 0:
		p.failMember(name, "readOnly", notInRequest)
	case present && p.mode&Strict != 0 && rules&WriteOnly != 0 && p.mode&AsResponse != 0:
		p.failMember(name, "writeOnly", notInResponse)
	case rules.require(p.mode):
		return p.Require(name, present)
	}
	return present
}

// Enum records a violation where v is not nil and not one of the enum's values, and
// goes up.
func (p *Path) Enum(enum *Enum, v *string) {
	if v != nil && enum.names().find([]byte(*v)) < 0 {
		p.Fail("enum", enum.Message)
	}
	p.Out()
}

// notUTF8 is said of a text that JSON cannot hold.
const notUTF8 = "must be a string of valid UTF-8"

// IsUTF8 reports whether a text is one that JSON can hold.
func (p *Path) IsUTF8(text []byte) bool { return utf8.Valid(text) }

// Text records a violation where v is not nil and not in UTF-8, and goes up.
func (p *Path) Text(v *string) {
	if v != nil && !utf8.ValidString(*v) {
		p.Fail("json", notUTF8)
	}
	p.Out()
}

// Texts is [Path.Text] for members, whose names are given.
func (p *Path) Texts(names []string, texts ...*string) {
	for i, v := range texts {
		if v != nil && !utf8.ValidString(*v) {
			p.failMember(names[i], "json", notUTF8)
		}
	}
}

// TextMap does what [Path.Text] does for the names and the values of a map.
func TextMap[M ~map[string]T, T ~string](p *Path, m M) {
	for name, v := range m {
		if !utf8.ValidString(name) || !utf8.ValidString(string(v)) {
			NameMap(p, m)
			for _, name := range Keys(m) {
				if !utf8.ValidString(string(m[name])) {
					p.failMember(name, "json", notUTF8)
				}
			}
			return
		}
	}
}

// NameMap does that for the names of a map alone.
func NameMap[M ~map[string]T, T any](p *Path, m M) {
	for name := range m {
		if !utf8.ValidString(name) {
			p.Fail("json", "must have names of valid UTF-8")
			return
		}
	}
}

// Err returns the violations: nil, or [Errors].
//
//go:noinline
func (p *Path) Err() error { return p.found.Err() }

// full reports that no violation is recorded any more, nor its pointer made.
func (p *Path) full() bool { return len(p.found) >= MaxViolations }

func (p *Path) add(v Violation) {
	if !p.full() && !slices.Contains(p.found, v) {
		p.found = append(p.found, v)
	}
}

func (p *Path) pointer() string {
	var b strings.Builder
	for i := range p.depth {
		if b.Len() > maxPointer {
			break
		}
		switch l := p.level(i); {
		case l.index >= 0:
			b.WriteString("/" + strconv.Itoa(l.index))
		case l.index == inMember:
			b.WriteString("/" + token(l.name))
		}
	}
	return shorten(b.String(), maxPointer)
}

// Whole says that the value at the end of the path is checked by its JSON once its parts
// are checked: see [Path.WholeJSON]. That check is of the parts too, so that none of them
// is checked by JSON of its own: each level would write all that is below it.
func (p *Path) Whole() { p.whole++ }

// WholeJSON is [Path.JSON] for a value of which [Path.Whole] said so.
func (p *Path) WholeJSON(v any, check func(*Scanner) bool) {
	p.whole--
	p.JSON(v, check)
}

// JSON encodes v and checks the JSON text, for a schema that cannot be checked on
// the Go value, and goes up. It records nothing by a pointer that already has a
// violation, such as a member that is missing.
func (p *Path) JSON(v any, check func(*Scanner) bool) {
	defer p.Out()
	if p.whole > 0 {
		return
	}
	w := writer{verbatim: true}
	err := w.value(reflect.ValueOf(v))
	if err != nil {
		p.Fail("json", "must be a value that has a JSON form")
		return
	}
	s := new(Scanner)
	s.Scan(w.out, p.mode, nil)
	check(s)
	violations, _ := s.End().(Errors)
	if len(violations) == 0 {
		return // the pointer takes as long as the path, at each of its levels
	}
	here, before := p.pointer(), p.found
	for _, v := range violations {
		v.Pointer, v.Line, v.Column = shorten(here+v.Pointer, maxPointer), 0, 0 // the text is none that the caller knows
		if !slices.ContainsFunc(before, func(old Violation) bool { return old.Pointer == v.Pointer }) {
			p.add(v)
		}
	}
}

// Keys returns a map's keys, sorted, so that violations come in a fixed order.
func Keys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
