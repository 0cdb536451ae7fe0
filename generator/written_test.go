package generator_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/ecma"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/validate"
)

// What is written of a value that was decoded, held against the value.

// writtenOtherwise are the examples that are not written as they are, each with the
// reason: by the document, the place, and the pointer there.
var writtenOtherwise = map[string]string{
	"dnd5eapi.co.json #/paths/~1api~1equipment~1{index}/get/responses/200/content/application~1json/example": "the range of the weapon is null, so that it is no Weapon but Gear, which knows no other members of weapons",
	"quotes.rest.json #/paths/~1qod/get/responses/200/content/application~1json/examples/response":           textOfObject,
	"quotes.rest.json #/paths/~1qod/patch/responses/200/content/application~1json/examples/response":         textOfObject,
	"quotes.rest.json #/paths/~1qod/put/responses/200/content/application~1json/examples/response":           textOfObject,
	"quotes.rest.json #/paths/~1quote/get/responses/200/content/application~1json/examples/response":         textOfObject,
	"quotes.rest.json #/paths/~1quote~1random/get/responses/200/content/application~1json/examples/response": textOfObject,
	"quotes.rest.json #/paths/~1quote~1search/get/responses/200/content/application~1json/examples/response": textOfObject,
}

const textOfObject = "the schema describes an object and names no type, so that the string is right by it, and Decode refuses what the struct cannot hold"

// allowed are the ways in which a value may be written otherwise anywhere.
var allowed = map[string]string{
	"undescribed": "no schema describes the member, and the Go type has no place for it",
	"time":        "a time is written as RFC 3339 in its shortest form",
	"null":        "a whole body that is null is decoded to the zero value of its type",
}

// checkWritten holds that each value that is right by its schema is decoded, and that
// what is written then is equal to it.
func checkWritten(t *testing.T, all []given, answers []answered) {
	equal, ways, excused := 0, map[string]int{}, map[string]bool{}
	ran := map[string]bool{}
	for i, g := range all {
		ran[g.document] = true
		if !g.accepted || answers[i].Refusal != "" {
			continue
		}
		d := difference{ways: map[string]bool{}}
		switch {
		case answers[i].Lost != "":
			d.found = append(d.found, ": "+answers[i].Lost)
		case string(g.Value) == "null" && string(answers[i].Written) != "null":
			d.ways["null"] = true
		default:
			d.compare("", []*ir.Schema{g.schema}, decoded(t, g.Value), decoded(t, answers[i].Written))
		}
		if len(d.found)+len(d.ways) == 0 {
			equal++
		}
		for way := range d.ways {
			ways[way]++
		}
		for _, found := range d.found {
			pointer, why, _ := strings.Cut(found, ": ")
			key := strings.TrimSpace(g.document + " #" + g.at + " " + pointer)
			if writtenOtherwise[key] == "" {
				t.Errorf("%s (as a request: %v): %s", key, g.Request, why)
			}
			excused[key] = true
		}
	}
	t.Logf("%d values are written as they are", equal)
	for _, way := range slices.Sorted(maps.Keys(allowed)) {
		t.Logf("%d are but that %s", ways[way], allowed[way])
		if ways[way] == 0 && allOfCorpus() {
			t.Errorf("no value is written otherwise since %s", allowed[way])
		}
	}
	for key := range writtenOtherwise {
		if document, _, _ := strings.Cut(key, " "); ran[document] && !excused[key] {
			t.Errorf("%s is written as it is", key)
		}
	}
}

func decoded(t *testing.T, text []byte) (v any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return v
}

// difference is how one value differs from another.
type difference struct {
	found []string        // "pointer: what"
	ways  map[string]bool // those that are allowed
}

// compare compares what is written with what was given, where schemas hold.
func (d *difference) compare(at string, schemas []*ir.Schema, given, written any) {
	schemas = speaking(schemas)
	differs := func(format string, args ...any) { d.found = append(d.found, at+": "+fmt.Sprintf(format, args...)) }
	switch given := given.(type) {
	case map[string]any:
		written, ok := written.(map[string]any)
		if !ok {
			differs("an object is written as another type")
			return
		}
		for _, name := range slices.Sorted(maps.Keys(given)) {
			members := ofMember(schemas, name)
			got, ok := written[name]
			switch {
			case ok:
				d.compare(at+"/"+name, members, given[name], got)
			case len(members) == 0:
				d.ways["undescribed"] = true
			default:
				differs("%s is lost", name)
			}
		}
		for name := range written {
			if _, ok := given[name]; !ok {
				differs("%s is added", name)
			}
		}
	case []any:
		written, ok := written.([]any)
		if !ok || len(written) != len(given) {
			differs("a list is written as another")
			return
		}
		for i := range given {
			d.compare(fmt.Sprintf("%s/%d", at, i), ofItem(schemas, i), given[i], written[i])
		}
	case json.Number:
		got, ok := written.(json.Number)
		if !ok {
			differs("a number is written as another type")
		} else if string(validate.Canonical([]byte(given))) != string(validate.Canonical([]byte(got))) {
			differs("a number is written as another")
		}
	case string:
		got, ok := written.(string)
		switch {
		case ok && got == given:
		case ok && sameTime(got, given):
			d.ways["time"] = true
		default:
			differs("a text is written as another")
		}
	default:
		if given != written {
			differs("it is written otherwise")
		}
	}
}

func sameTime(a, b string) bool {
	one, err := validate.ParseDateTime(a)
	other, err2 := validate.ParseDateTime(b)
	return err == nil && err2 == nil && one.Equal(other)
}

// speaking adds to schemas all that apply, or may apply, to the same value.
func speaking(schemas []*ir.Schema) (out []*ir.Schema) {
	seen := map[*ir.Schema]bool{}
	var visit func(...*ir.Schema)
	visit = func(schemas ...*ir.Schema) {
		for _, s := range schemas {
			if s == nil || seen[s] {
				continue
			}
			seen[s] = true
			out = append(out, s)
			for _, k := range keyword.All() {
				if k.InPlace && k.Name != "not" { // whose schema does not apply
					k.Children(s, func(c keyword.Child) { visit(c.Schema) })
				}
			}
			if s.Shape != nil {
				for _, v := range s.Shape.Variants { // those that build on it as well
					visit(v.Schema)
				}
			}
		}
	}
	visit(schemas...)
	return out
}

// ofMember are the schemas that describe a member.
func ofMember(schemas []*ir.Schema, name string) (out []*ir.Schema) {
	for _, s := range schemas {
		for _, p := range s.Properties {
			if p.Wire == name {
				out = append(out, p.Schema)
			}
		}
		for _, p := range s.PatternProperties {
			if pattern, err := ecma.Compile(p.Wire); err == nil && pattern.Match(name) {
				out = append(out, p.Schema)
			}
		}
		if slices.Contains(s.Required, name) {
			out = append(out, &ir.Schema{})
		}
	}
	if out != nil {
		return out
	}
	for _, s := range schemas {
		for _, others := range []*ir.Schema{s.AdditionalProperties, s.UnevaluatedProperties} {
			if others != nil && !others.Never() {
				out = append(out, others)
			}
		}
		if s.Types == ir.Object && s.Shape != nil && s.Shape.Kind == ir.KindMap || s.Shape != nil && s.Shape.Kind == ir.KindAny {
			out = append(out, &ir.Schema{})
		}
	}
	return out
}

// ofItem are the schemas that describe an item.
func ofItem(schemas []*ir.Schema, i int) (out []*ir.Schema) {
	for _, s := range schemas {
		switch {
		case i < len(s.PrefixItems):
			out = append(out, s.PrefixItems[i])
		case s.Items != nil:
			out = append(out, s.Items)
		}
	}
	return out
}
