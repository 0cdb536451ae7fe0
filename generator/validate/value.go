package validate

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Go values: where a check is, and what it has found there.

// A Place is where in a Go value a check is, and what was found so far. It is
// made by its zero value, and stays on the stack. Who is handed a place by
// Root, In, Item or Here leaves it by Out, or by the method that says so.
type Place struct {
	found Errors
	depth int
	near  [8]level
	far   []level // beyond near
}

// level is a step down: into a member, an item, or nowhere.
type level struct {
	name  string
	index int // of an item, or one of these:
}

const (
	inMember = -1 - iota
	inPlace
)

// Root goes to the whole value.
//
//go:noinline
func (p *Place) Root() *Place { return p.down(level{index: inPlace}) }

// In goes down to a member.
//
//go:noinline
func (p *Place) In(name string) *Place { return p.down(level{name, inMember}) }

// Item goes down to an item.
//
//go:noinline
func (p *Place) Item(i int) *Place { return p.down(level{index: i}) }

// Here stays, as one who leaves by Out must.
//
//go:noinline
func (p *Place) Here() *Place { return p.down(level{index: inPlace}) }

func (p *Place) down(l level) *Place {
	if p.depth < len(p.near) {
		p.near[p.depth] = l
	} else {
		p.far = append(p.far, l)
	}
	p.depth++
	return p
}

// Out goes back up.
//
//go:noinline
func (p *Place) Out() {
	p.depth--
	if p.depth >= len(p.near) {
		p.far = p.far[:p.depth-len(p.near)]
	}
}

// Whole reports whether this is the whole value, and not within another.
func (p *Place) Whole() bool { return p.depth == 1 }

// Skip reports that there is no value, and leaves the place then.
//
//go:noinline
func (p *Place) Skip(none bool) bool {
	if none {
		p.Out()
	}
	return none
}

// SkipParts is Skip for a value that is made of others. It skips, and records,
// what is nested too deep, or holds itself.
//
//go:noinline
func (p *Place) SkipParts(none bool) bool {
	if !none && p.depth > MaxDepth {
		p.Fail("json", "must not nest arrays and objects so deep")
		none = true
	}
	return p.Skip(none)
}

// Fail records a violation here.
func (p *Place) Fail(keyword, message string) { p.add(Violation{p.pointer(), keyword, message}) }

// Needs records that a member is required, unless it is present. It reports
// whether it is.
func (p *Place) Needs(name string, present bool) bool {
	if !present {
		p.add(Violation{p.pointer() + "/" + escape.Replace(name), "required", "is required"})
	}
	return present
}

// Enum records a string that is none of an enum's, and leaves the place.
func (p *Place) Enum(enum *Enum, v *string) {
	if v != nil && enum.names().find([]byte(*v)) < 0 {
		p.Fail("enum", enum.Message)
	}
	p.Out()
}

// Err returns what was found: nil, or [Errors].
//
//go:noinline
func (p *Place) Err() error { return p.found.Err() }

func (p *Place) add(v Violation) {
	if len(p.found) < MaxViolations && !slices.Contains(p.found, v) {
		p.found = append(p.found, v)
	}
}

func (p *Place) pointer() string {
	var b strings.Builder
	for i := range p.depth {
		l := &p.near[min(i, len(p.near)-1)]
		if i >= len(p.near) {
			l = &p.far[i-len(p.near)]
		}
		switch {
		case l.index >= 0:
			b.WriteString("/" + strconv.Itoa(l.index))
		case l.index == inMember:
			b.WriteString("/" + escape.Replace(l.name))
		}
	}
	return b.String()
}

// JSON checks what v is as JSON, for schemas that say more than a Go type can
// hold, and leaves the place. Where a member was found missing already, nothing
// else is said of it.
func (p *Place) JSON(v any, check func(*Scanner) bool) {
	defer p.Out()
	data, err := json.Marshal(v)
	if err != nil {
		p.Fail("json", "must be a value that has a JSON form")
		return
	}
	s := new(Scanner)
	s.Scan(data, 0, nil)
	check(s)
	violations, _ := s.End().(Errors)
	here, before := p.pointer(), p.found
	for _, v := range violations {
		v.Pointer = here + v.Pointer
		if !slices.ContainsFunc(before, func(old Violation) bool { return old.Pointer == v.Pointer }) {
			p.add(v)
		}
	}
}

// Keys returns a map's keys, sorted, so that violations come in a fixed order.
func Keys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
