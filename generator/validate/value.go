package validate

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Go values: where a check is, and what it has found there.

// A Report collects the violations of a Go value. The zero value is ready.
type Report struct {
	path  []string
	index []int // beside path: the index of an item, or -1
	found Errors
}

// Err returns nil, or [Errors].
func (r *Report) Err() error {
	if len(r.found) == 0 {
		return nil
	}
	return r.found
}

// Push goes to a member. Where it returns false the value is nested too deep
// (or holds itself), and Pop must not be called.
func (r *Report) Push(name string) bool { return r.push(name, -1) }

// PushItem goes to an item; see Push.
func (r *Report) PushItem(i int) bool { return r.push("", i) }

func (r *Report) push(name string, index int) bool {
	if len(r.path) >= MaxDepth {
		r.Fail("json", "must not nest arrays and objects so deep")
		return false
	}
	r.path = append(r.path, name)
	r.index = append(r.index, index)
	return true
}

// Pop goes back to where the last Push came from.
func (r *Report) Pop() {
	r.path = r.path[:len(r.path)-1]
	r.index = r.index[:len(r.index)-1]
}

// Fail records a violation here.
func (r *Report) Fail(keyword, message string) { r.add(Violation{r.pointer(), keyword, message}) }

// Missing records that a member is required.
func (r *Report) Missing(name string) {
	r.add(Violation{r.pointer() + "/" + escape.Replace(name), "required", "is required"})
}

func (r *Report) add(v Violation) {
	if len(r.found) >= MaxViolations {
		return
	}
	for _, old := range r.found {
		if old == v {
			return
		}
	}
	r.found = append(r.found, v)
}

func (r *Report) pointer() string {
	var b strings.Builder
	for i, name := range r.path {
		b.WriteByte('/')
		if r.index[i] >= 0 {
			b.WriteString(strconv.Itoa(r.index[i]))
		} else {
			escape.WriteString(&b, name)
		}
	}
	return b.String()
}

// JSON checks what v is as JSON: for schemas that say more than a Go type can
// hold. Where a member was found missing already, nothing else is said of it.
func (r *Report) JSON(v any, check func(*Scanner) bool) {
	data, err := json.Marshal(v)
	if err != nil {
		r.Fail("json", "must be a value that has a JSON form")
		return
	}
	s := Scan(data, 0, nil)
	check(s)
	found, _ := s.End().(Errors)
	here, before := r.pointer(), r.found
	for _, v := range found {
		v.Pointer = here + v.Pointer
		known := func(old Violation) bool { return old.Pointer == v.Pointer }
		if !slices.ContainsFunc(before, known) {
			r.add(v)
		}
	}
}

// Keys returns a map's keys, sorted, so that violations come in a fixed order.
func Keys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
