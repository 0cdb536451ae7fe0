package validate

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Go values: where a check is, and what it has found there.

// A Place is a value within a Go value that is checked, and the list of all
// violations found so far. It stays on the stack.
type Place struct {
	parent *Place
	name   string // in parent; of a member
	index  int    // in parent; of an item, else -1
	depth  int
	found  *Errors
}

// Root returns the place of a whole value, whose violations go to found.
//
//go:noinline
func Root(found *Errors) Place { return Place{index: -1, found: found} }

// In returns the place of a member.
//
//go:noinline
func (p *Place) In(name string) Place { return Place{p, name, -1, p.depth + 1, p.found} }

// Item returns the place of an item.
//
//go:noinline
func (p *Place) Item(i int) Place { return Place{p, "", i, p.depth + 1, p.found} }

// Whole reports whether this is the whole value, and not within another.
func (p Place) Whole() bool { return p.parent == nil }

// TooDeep reports, and records, that a value is nested too deep, or holds
// itself. No more must be looked at.
//
//go:noinline
func (p Place) TooDeep() bool {
	if p.depth < MaxDepth {
		return false
	}
	p.Fail("json", "must not nest arrays and objects so deep")
	return true
}

// Fail records a violation here.
func (p Place) Fail(keyword, message string) { p.add(Violation{p.pointer(), keyword, message}) }

// Needs records that a member is required, unless it is present. It reports
// whether it is.
func (p Place) Needs(name string, present bool) bool {
	if !present {
		p.add(Violation{p.pointer() + "/" + escape.Replace(name), "required", "is required"})
	}
	return present
}

func (p Place) add(v Violation) {
	if len(*p.found) < MaxViolations && !slices.Contains(*p.found, v) {
		*p.found = append(*p.found, v)
	}
}

func (p Place) pointer() string {
	if p.parent == nil {
		return ""
	}
	if p.index >= 0 {
		return p.parent.pointer() + "/" + strconv.Itoa(p.index)
	}
	// Of a copy, Replace lets nothing of p escape to the heap.
	return p.parent.pointer() + "/" + escape.Replace(strings.Clone(p.name))
}

// JSON checks what v is as JSON: for schemas that say more than a Go type can
// hold. Where a member was found missing already, nothing else is said of it.
func (p Place) JSON(v any, check func(*Scanner) bool) {
	data, err := json.Marshal(v)
	if err != nil {
		p.Fail("json", "must be a value that has a JSON form")
		return
	}
	s := Scan(data, 0, nil)
	check(s)
	violations, _ := s.End().(Errors)
	here, before := p.pointer(), *p.found
	for _, v := range violations {
		v.Pointer = here + v.Pointer
		if !slices.ContainsFunc(before, func(old Violation) bool { return old.Pointer == v.Pointer }) {
			p.add(v)
		}
	}
}

// Keys returns a map's keys, sorted, so that violations come in a fixed order.
func Keys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
