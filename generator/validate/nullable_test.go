package validate

import (
	"encoding/json"
	"reflect"
	"testing"
)

// node has itself as a member.
type node struct {
	Name Nullable[string] `json:"name,omitzero"`
	List Nullable[[]int]  `json:"list,omitzero"`
	Any  Nullable[any]    `json:"any,omitzero"`
	Next Nullable[node]   `json:"next,omitzero"`
}

// TestNullable holds what encoding/json reads and writes of members that may be absent,
// null or a value.
func TestNullable(t *testing.T) {
	for text, v := range map[string]node{
		`{}`:                                     {},
		`{"name":null,"list":null,"any":null}`:   {Name: NullOf[string](), List: NullOf[[]int](), Any: NullOf[any]()},
		`{"name":"","list":[],"any":1e400}`:      {Name: ValueOf(""), List: ValueOf([]int{}), Any: ValueOf[any](json.Number("1e400"))},
		`{"next":{"name":"x","next":null}}`:      {Next: ValueOf(node{Name: ValueOf("x"), Next: NullOf[node]()})},
		`{"any":{"a":[null,12345678901234567]}}`: {Any: ValueOf[any](map[string]any{"a": []any{nil, json.Number("12345678901234567")}})},
	} {
		if data, err := json.Marshal(v); err != nil || string(data) != text {
			t.Errorf("%s is written as %s (%v)", text, data, err)
		}
		var read node
		if err := json.Unmarshal([]byte(text), &read); err != nil || !reflect.DeepEqual(read, v) {
			t.Errorf("%s is read as %+v (%v)", text, read, err)
		}
	}
	var n Nullable[int]
	for _, text := range []string{`"x"`, `1.5`, `{}`, ``} {
		if err := n.UnmarshalJSON([]byte(text)); err == nil || !n.IsZero() {
			t.Errorf("%s is read as %+v", text, n)
		}
	}
}

// TestNullableStates holds what tells absent, null and a value apart.
func TestNullableStates(t *testing.T) {
	check := func(n Nullable[*int], value, null, absent bool) {
		t.Helper()
		got, ok := n.Get()
		if ok != value || (got != nil) != value || (n.Pointer() != nil) != value || n.IsNull() != null || n.IsZero() != absent {
			t.Errorf("%+v", n)
		}
	}
	check(Nullable[*int]{}, false, false, true)
	check(NullOf[*int](), false, true, false)
	check(ValueOf[*int](nil), false, true, false)
	check(ValueOf(new(int)), true, false, false)
	if !ValueOf[[]int](nil).IsNull() || !ValueOf[map[string]int](nil).IsNull() || !ValueOf[any](nil).IsNull() || !ValueOf[any]([]int(nil)).IsNull() {
		t.Error("nil is not null")
	}
	n := ValueOf(1)
	*n.Pointer() = 2
	if got, _ := n.Get(); got != 2 {
		t.Errorf("the value is %d", got)
	}
}
