package validate

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

func TestPath(t *testing.T) {
	var p Path
	if p.Root(); p.Err() != nil {
		t.Error("a value without violations is an error")
	}
	p.In("a/b")
	p.Item(2)
	for range 2 { // said once, however often it is found
		if p.Require("c~d", false) || !p.Require("e", true) {
			t.Error("what is there and what is not is confused")
		}
	}
	p.Out()
	p.Fail("minItems", "must not be empty")
	p.Out()
	p.Fail("type", "must be an object")
	want := "/a~1b/2/c~0d is required\n/a~1b must not be empty\nbody must be an object"
	if err := p.Err(); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// A Go value that holds itself ends a check, and does not end the program.
func TestPathDepth(t *testing.T) {
	var p Path
	deepest := 0
	var down func(p *Path)
	down = func(p *Path) {
		if p.SkipParts(false) {
			return
		}
		deepest++
		p.In("other").Out()
		down(p.In("next"))
		p.Out()
	}
	down(p.Root())
	if err := p.Err(); deepest != MaxDepth || len(p.found) != 1 || p.depth != 0 || strings.Count(err.Error(), "/next") != MaxDepth {
		t.Errorf("went %d deep, found %v", deepest, err)
	}
}

func TestErrorsJSON(t *testing.T) {
	data, err := json.Marshal(Errors{{Keyword: "type", Message: "must be an object"}, {Pointer: "/a b/%", Keyword: "json", Message: "must be given once", Line: 3, Column: 7}})
	want := `{"type":"about:blank","title":"Bad Request","status":400,"detail":"What was sent does not match its schema: 2 violations.","errors":[` +
		`{"detail":"must be an object","pointer":"#","keyword":"type"},{"detail":"must be given once","pointer":"#/a%20b/%25","keyword":"json","line":3,"column":7}]}`
	if err != nil || string(data) != want {
		t.Errorf("got %s, %v", data, err)
	}
	var one Violation
	if !errors.As(error(Errors{{Pointer: "/x", Keyword: "enum", Message: "m"}}), &one) || one.Pointer != "/x" {
		t.Error("errors.As finds no violation")
	}
}

func TestEqual(t *testing.T) {
	for _, same := range [][2]string{{`{"a":1,"b":[1.0,"\u0061"]}`, `{"b":[10e-1,"a"],"a":1}`}, {`-0`, `0.0`}, {`"\/"`, `"/"`}} {
		if string(Canonical([]byte(same[0]))) != string(Canonical([]byte(same[1]))) {
			t.Errorf("%s is not %s", same[0], same[1])
		}
	}
	for _, other := range [][2]string{{`[1,2]`, `[2,1]`}, {`"1"`, `1`}, {`{"a":1}`, `{"a":1,"b":1}`}, {`false`, `0`}, {`["a,"]`, `["a",""]`}, {`null`, `"null"`}} {
		if string(Canonical([]byte(other[0]))) == string(Canonical([]byte(other[1]))) {
			t.Errorf("%s is %s", other[0], other[1])
		}
	}
}

// TestPathMember holds what is said of members that travel in one direction.
func TestPathMember(t *testing.T) {
	for _, c := range []struct {
		rules   Rules
		present bool
		opts    []Option
		want    string
	}{
		{Required | ReadOnly, false, nil, ""},
		{Required | ReadOnly, false, []Option{AsRequest}, ""},
		{Required | ReadOnly, false, []Option{AsResponse}, "/a is required"},
		{Required | WriteOnly, false, []Option{AsRequest}, "/a is required"},
		{WriteOnly, false, []Option{AsRequest, Strict}, ""},
		{ReadOnly, true, []Option{AsRequest}, ""},
		{ReadOnly, true, []Option{AsRequest, Strict}, "/a must not be sent in a request"},
		{WriteOnly, true, []Option{AsResponse, Strict}, "/a must not be sent in a response"},
		{WriteOnly, true, []Option{AsResponse, AsRequest, Strict}, ""}, // the last direction counts
	} {
		var p Path
		p.As(0, c.opts)
		if got := p.Member("a", c.present, c.rules); got != c.present {
			t.Errorf("%v: Member returns %v", c, got)
		}
		got := ""
		if err := p.Err(); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%v: got %q", c, got)
		}
	}
}

func TestProblem(t *testing.T) {
	data, err := json.Marshal(Errors{{Keyword: "type", Message: "must be an object"}}.Problem(422, "Unprocessable Entity"))
	want := `{"type":"about:blank","title":"Unprocessable Entity","status":422,"detail":"What was sent does not match its schema: 1 violation.",` +
		`"errors":[{"detail":"must be an object","pointer":"#","keyword":"type"}]}`
	if err != nil || string(data) != want {
		t.Errorf("got %s, %v", data, err)
	}
}

// TestWhichEqual holds that the first two items that are equal are named.
func TestWhichEqual(t *testing.T) {
	for text, want := range map[string]string{
		`[1,2,3]`:     "",
		`[1,2,1.0,2]`: "/0 and /2",
		`[{"a":1,"b":2},0,"x",{"b":2,"a":1},"x"]`: "/0 and /3",
		`["x",5,5,5,"x"]`:                         "/1 and /2",
	} {
		s := new(Scanner)
		s.Scan([]byte(text), 0, nil)
		s.Skip()
		if !s.Unique(0) {
			s.FailUnique(0, "must have items that all differ")
		}
		err := s.End()
		if want == "" && err != nil || want != "" && (err == nil || err.Error() != "body must have items that all differ: the items "+want+" are equal") {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

// TestJSONDeep checks a part by its JSON, as deep in a value as it may be: it takes what it
// takes at the top, not the length of the path once more at each level.
func TestJSONDeep(t *testing.T) {
	allocs := func(depth int) float64 {
		var p Path
		p.Root()
		for range depth {
			p.In("member")
		}
		v := "text"
		return testing.AllocsPerRun(20, func() { p.Here().JSON(&v, (*Scanner).Skip) })
	}
	if top, deep := allocs(0), allocs(900); deep > top {
		t.Errorf("%v allocations 900 deep, %v at the top", deep, top)
	}
}
