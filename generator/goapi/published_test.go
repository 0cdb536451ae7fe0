package goapi_test

import (
	"testing"

	"github.com/oasmint/oasmint/generator/goapi"
)

// Over knows what either knows, and takes the newer's word where they differ.
func TestOver(t *testing.T) {
	var older, newer goapi.Published
	older.Names = map[string]string{"/a": "A", "/b": "B"}
	older.Members.Set("T", []goapi.Member{
		{Wire: "a_b", Name: "AUnderscoreB", First: "AB"},
		{Wire: "c_d", Name: "CUnderscoreD", First: "CD"},
		{Wire: "old", Name: "Old", First: "Old"},
	})
	older.Members.Set("Gone", []goapi.Member{{Wire: "x", Name: "XField", First: "X"}})
	newer.Names = map[string]string{"/b": "Newer"}
	newer.Members.Set("T", []goapi.Member{
		{Wire: "a_b", Name: "AB", First: "AB"},
		{Wire: "new", Name: "NewField", First: "New"},
	})
	both := newer.Over(older)
	for pointer, want := range map[string]string{"/a": "A", "/b": "Newer"} {
		if got := both.Names[pointer]; got != want {
			t.Errorf("%s is %q, expected %q", pointer, got, want)
		}
	}
	for _, c := range []struct{ schema, wire, first, want string }{
		{"T", "a_b", "AB", "AB"}, // newer knows that it has its first choice
		{"T", "c_d", "CD", "CUnderscoreD"},
		{"T", "old", "Old", "Old"},
		{"T", "new", "New", "NewField"},
		{"T", "other", "Other", ""},
		{"Gone", "x", "X", "XField"},
	} {
		if got := both.Members.Name(c.schema, c.wire, c.first); got != c.want {
			t.Errorf("%s %s is %q, expected %q", c.schema, c.wire, got, c.want)
		}
	}
	if got := newer.Members.Name("T", "old", "Old"); got != "" {
		t.Errorf("Over changed what it was called on: %q", got)
	}
}

// What a schema had that is not present stays known.
func TestKeepGone(t *testing.T) {
	var older, now goapi.Members
	older.Set("Gone", []goapi.Member{{Wire: "x", Name: "XField", First: "X"}, {Wire: "y", Name: "Y", First: "Y"}})
	older.Set("There", []goapi.Member{{Wire: "x", Name: "XField", First: "X"}})
	now.Set("There", []goapi.Member{{Wire: "z", Name: "Z", First: "Z"}})
	now.KeepGone(older, func(schema string) bool { return schema == "There" })
	for _, c := range []struct{ schema, wire, first, want string }{
		{"Gone", "x", "X", "XField"}, {"Gone", "y", "Y", "Y"}, {"There", "x", "X", ""}, {"There", "z", "Z", "Z"},
	} {
		if got := now.Name(c.schema, c.wire, c.first); got != c.want {
			t.Errorf("%s %s is %q, expected %q", c.schema, c.wire, got, c.want)
		}
	}
}
