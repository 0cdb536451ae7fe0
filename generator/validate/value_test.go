package validate

import (
	"encoding/json"
	"math"
	"reflect"
	"testing"
	"time"
)

// readAny has a JSON text read and decoded, as emitted code does.
func readAny[T any](text string) (v T, err error) {
	s := new(Scanner)
	s.ScanToDecode([]byte(text), 0, nil)
	at := s.Pos()
	if s.Skip() {
		DecodeAny(s, at, &v)
	}
	return v, s.End()
}

type (
	freeMap  map[string]any
	freeList []any
)

// Values of any type come out as they went in, to the last digit.
func TestDecodeAnyKeepsDigits(t *testing.T) {
	const text = ` {"n":[9007199254740993,-9223372036854775808,18446744073709551615,1.50,1e400,0], "s":"a\u00e9\n","t":true,"f":false,"z":null,"e":{},"l":[],"\u006b":{"k":1}} `
	want := map[string]any{
		"n": []any{json.Number("9007199254740993"), json.Number("-9223372036854775808"), json.Number("18446744073709551615"), json.Number("1.50"), json.Number("1e400"), json.Number("0")},
		"s": "aé\n", "t": true, "f": false, "z": nil, "e": map[string]any{}, "l": []any{}, "k": map[string]any{"k": json.Number("1")},
	}
	free, err := readAny[any](text)
	if err != nil || !reflect.DeepEqual(free, any(want)) {
		t.Errorf("%#v (%v)", free, err)
	}
	if m, err := readAny[map[string]any](text); err != nil || !reflect.DeepEqual(m, want) {
		t.Errorf("%#v (%v)", m, err)
	}
	if m, err := readAny[freeMap](text); err != nil || !reflect.DeepEqual(map[string]any(m), want) {
		t.Errorf("%#v (%v)", m, err)
	}
	if m, err := readAny[*freeMap](text); err != nil || !reflect.DeepEqual(map[string]any(*m), want) {
		t.Errorf("%#v (%v)", m, err)
	}
	if l, err := readAny[freeList](`[9007199254740993, "a"]`); err != nil || !reflect.DeepEqual(l, freeList{json.Number("9007199254740993"), "a"}) {
		t.Errorf("%#v (%v)", l, err)
	}
	for _, scalar := range []string{"9007199254740993", "true", `"\"x\""`, "null"} {
		v, err := readAny[any](scalar)
		if data, err2 := json.Marshal(v); err != nil || err2 != nil || string(data) != scalar {
			t.Errorf("%s is %s (%v)", scalar, data, err)
		}
	}
}

// A Go type that cannot hold the value refuses it, and null leaves it as it is.
func TestDecodeAnyRefuses(t *testing.T) {
	for name, err := range map[string]error{
		"a list in a map":    second(readAny[freeMap]("[1]")),
		"an object in []any": second(readAny[[]any](`{"a":1}`)),
		"a number as a date": second(readAny[Date]("5")),
		"no date":            second(readAny[*Date](`"2027-02-29"`)),
		"no time":            second(readAny[time.Time](`"2027-02-29"`)),
		"no UUID":            second(readAny[UUID](`"2027-02-29"`)),
		"no base64":          second(readAny[[]byte](`"***"`)),
		"a text in an int":   second(readAny[int](`"5"`)),
		"a half in an int":   second(readAny[int](`0.5`)),
		"a large int8":       second(readAny[[]int8](`[127,128]`)),
		"a negative uint":    second(readAny[uint](`-1`)),
		"a large float32":    second(readAny[float32](`1e39`)),
		"a number as a text": second(readAny[map[string]string](`{"a":1}`)),
		"a text as a bool":   second(readAny[*bool](`"true"`)),
		"a text in a struct": second(readAny[struct{ A int }](`"a"`)),
		"a bad field":        second(readAny[struct{ A int }](`{"A":"a"}`)),
	} {
		if err == nil {
			t.Errorf("%s is decoded", name)
		}
	}
	if d, err := readAny[*Date]("null"); err != nil || d != nil {
		t.Errorf("%v %v", d, err)
	}
	if d, err := readAny[Date]("null"); err != nil || !d.IsZero() {
		t.Errorf("%v %v", d, err)
	}
	if m, err := readAny[freeMap]("null"); err != nil || m != nil {
		t.Errorf("%v %v", m, err)
	}
}

func second[T any](_ T, err error) error { return err }

// Texts of formats are read with their escapes.
func TestDecodeFormats(t *testing.T) {
	if v, err := readAny[time.Time](`"2031-04-05\u0074\u00306:07:08z"`); err != nil || !v.Equal(time.Date(2031, 4, 5, 6, 7, 8, 0, time.UTC)) {
		t.Errorf("%v %v", v, err)
	}
	if v, err := readAny[**Date](`"\u0032031-04-05"`); err != nil || **v != (Date{2031, time.April, 5}) {
		t.Errorf("%v %v", v, err)
	}
	if v, err := readAny[UUID](`"6FA459EA-EE8A-3CA4-894E-DB77E160355E"`); err != nil || v.String() != "6fa459ea-ee8a-3ca4-894e-db77e160355e" {
		t.Errorf("%v %v", v, err)
	}
	if v, err := readAny[[]byte](`"aGk\u003d"`); err != nil || string(v) != "hi" {
		t.Errorf("%q %v", v, err)
	}
	if v, err := readAny[[]byte](`""`); err != nil || v == nil {
		t.Errorf("an empty text is %v (%v)", v, err)
	}
}

// TestDecodeKinds holds that values of Go's own kinds are decoded by what was checked: an
// integer may be written as 1.0, which encoding/json refuses, and names keep their case.
func TestDecodeKinds(t *testing.T) {
	type (
		name    string
		blob    []byte
		foreign struct {
			Name string             `json:"name"`
			At   *struct{ X []int } `json:"at"`
		}
	)
	for text, read := range map[string]func(string) (any, any, error){
		`1.0`: func(text string) (any, any, error) { v, err := readAny[int](text); return v, 1, err },
		`-0`:  func(text string) (any, any, error) { v, err := readAny[uint8](text); return v, uint8(0), err },
		`18446744073709551615`: func(text string) (any, any, error) {
			v, err := readAny[uint64](text)
			return v, uint64(math.MaxUint64), err
		},
		`[1e2, 5 ]`: func(text string) (any, any, error) { v, err := readAny[[]int64](text); return v, []int64{100, 5}, err },
		`1.50`: func(text string) (any, any, error) {
			v, err := readAny[json.Number](text)
			return v, json.Number("1.50"), err
		},
		`1.5`:      func(text string) (any, any, error) { v, err := readAny[float32](text); return v, float32(1.5), err },
		`"\u0061"`: func(text string) (any, any, error) { v, err := readAny[name](text); return v, name("a"), err },
		`"aGk="`:   func(text string) (any, any, error) { v, err := readAny[blob](text); return v, blob("hi"), err },
		`{"a":[true],"A":[],"\u0062":null}`: func(text string) (any, any, error) {
			v, err := readAny[map[name][]bool](text)
			return v, map[name][]bool{"a": {true}, "A": {}, "b": nil}, err
		},
		`[]`: func(text string) (any, any, error) { v, err := readAny[[]string](text); return v, []string{}, err },
		`{"name":"a","NAME":"b","more":1,"at":{"X":[1.0]}}`: func(text string) (any, any, error) {
			v, err := readAny[foreign](text)
			return v, foreign{Name: "a", At: &struct{ X []int }{[]int{1}}}, err
		},
		`[1, 2]`: func(text string) (any, any, error) { v, err := readAny[[2]int](text); return v, [2]int{1, 2}, err },
	} {
		if got, want, err := read(text); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %#v, want %#v (%v)", text, got, want, err)
		}
	}
}
