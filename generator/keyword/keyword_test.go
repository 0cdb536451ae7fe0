package keyword_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// notKeywords are the fields of a schema that no keyword says, each with the
// reason.
var notKeywords = map[string]string{
	"Wire":       "the key of its place",
	"Name":       "what lowering calls it",
	"Pos":        "where it stands",
	"Always":     "the boolean schema has no keywords",
	"Extensions": "x- members are no keywords; who knows one reads it there",
	"Shape":      "derived",
	"ParamsOf":   "lowering makes the schema, of the parameters of an operation",
	"HeadersOf":  "and this one of the headers of a response",
	"KnownNull":  "what follows from the keywords, remembered",
	"Reached":    "derived",
	"UsedBy":     "derived",
}

// TestFields holds that each field of a schema belongs to a keyword.
func TestFields(t *testing.T) {
	of := map[string]string{}
	for _, k := range keyword.All() {
		for _, field := range k.Fields {
			of[field] = k.Name
		}
	}
	for field := range reflect.TypeFor[ir.Schema]().Fields() {
		if field.Anonymous {
			continue
		}
		checkField(t, of, field.Name)
	}
	for field := range reflect.TypeFor[ir.Node]().Fields() {
		checkField(t, of, field.Name)
	}
	for field := range notKeywords {
		if _, ok := reflect.TypeFor[ir.Schema]().FieldByName(field); !ok {
			t.Errorf("notKeywords has %s, which is no field", field)
		}
	}
	for field, k := range of {
		if _, ok := reflect.TypeFor[ir.Schema]().FieldByName(field); !ok {
			t.Errorf("%s: it has the field %s, which is none", k, field)
		}
	}
}

func checkField(t *testing.T, of map[string]string, field string) {
	t.Helper()
	switch why := notKeywords[field]; {
	case of[field] == "" && why == "":
		t.Errorf("the field %s belongs to no keyword, and notKeywords does not say why", field)
	case of[field] != "" && why != "":
		t.Errorf("the field %s belongs to %s; notKeywords says %q", field, of[field], why)
	}
}

// The excuses of keywords for which a function has nothing to do.
const (
	ignored    = "it is of no use to any output"
	structural = "what refers to its schemas tells"
	unenforced = "it is reported, and not enforced"
	dialect    = "it says how the document is written"
	merged     = "it is kept with examples"
)

var (
	notWritten = map[string]string{
		"$schema": dialect, "$id": "a file has its own", "$anchor": "references are JSON Pointers", "$dynamicAnchor": "references are JSON Pointers",
		"$comment": ignored, "$defs": "a file has its own", "definitions": "a file has its own", "xml": ignored,
		"nullable": "type and anyOf say it in JSON Schema", "example": merged, "discriminator": "it refuses nothing", "externalDocs": "JSON Schema has no such keyword",
		"$dynamicRef": unenforced, "$recursiveRef": unenforced, "$vocabulary": unenforced, "dependencies": unenforced,
		"additionalItems": unenforced, "minimumExclusive": unenforced, "unevaluatedObject": unenforced,
	}
	notTold = map[string]string{
		"$schema": dialect, "$id": "it is not used", "$anchor": "it is not used", "$dynamicAnchor": "it is not used",
		"$comment": ignored, "$defs": structural, "definitions": structural, "xml": ignored,
		"title": "the page begins with it", "description": "the page begins with it", "deprecated": "the page flags it",
		"readOnly": "the table of fields flags it", "writeOnly": "the table of fields flags it",
		"type": "the type's name tells it", "nullable": "the type's name tells it", "example": merged, "examples": "the page shows them",
		"exclusiveMinimum": "with minimum", "maximum": "with minimum", "exclusiveMaximum": "with minimum",
		"maxLength": "with minLength", "maxItems": "with minItems", "maxProperties": "with minProperties",
		"minContains": "with contains", "maxContains": "with contains", "then": "with if", "else": "with if",
		"contentMediaType": "with contentEncoding", "contentSchema": "with contentEncoding",
		"discriminator": "the table of variants shows it", "externalDocs": "the page links to them",
	}
	notJudged = map[string]string{
		"nullable": "it accepts null before all else", "minContains": "by contains", "maxContains": "by contains", "then": "by if", "else": "by if",
	}
)

// TestFunctions holds that each keyword is written, told and judged,
// or excused. (Package compare holds that each is compared.)
func TestFunctions(t *testing.T) {
	for _, k := range keyword.All() {
		asserts := k.Asserts() || k.Class == keyword.Modifier
		excused(t, k.Name, "Write", k.Write != nil, notWritten)
		excused(t, k.Name, "Words", k.Words != nil, notTold)
		if asserts {
			excused(t, k.Name, "Check", k.Check != nil, notJudged)
			if k.Types == 0 {
				t.Errorf("%s: it asserts, and speaks of no type", k.Name)
			}
		} else if k.Check != nil || k.Types != 0 {
			t.Errorf("%s: it asserts nothing, and has Check or Types", k.Name)
		}
		if k.Read == nil {
			t.Errorf("%s: nothing reads it", k.Name)
		}
		if (k.Noun == "") != (k.Value == nil) && k.Noun != "" && k.Name != "enum" {
			t.Errorf("%s: it has a noun and no value", k.Name)
		}
	}
	for _, table := range []map[string]string{notWritten, notTold, notJudged} {
		for name := range table {
			if keyword.Of(name) == nil {
				t.Errorf("%s is excused, and is no keyword", name)
			}
		}
	}
}

func excused(t *testing.T, name, function string, has bool, excuses map[string]string) {
	t.Helper()
	switch why, ok := excuses[name]; {
	case !has && !ok:
		t.Errorf("%s: it has no %s, and no excuse", name, function)
	case has && ok:
		t.Errorf("%s: it has %s, and the excuse %q", name, function, why)
	}
}

// TestAssertsMore sets each field of a schema alone: AssertsMore says of it what Asserts
// says.
func TestAssertsMore(t *testing.T) {
	some := 0
	for field := range reflect.TypeFor[ir.Schema]().Fields() {
		s := &ir.Schema{}
		v := reflect.ValueOf(s).Elem().FieldByIndex(field.Index)
		switch v.Kind() {
		case reflect.String:
			v.SetString("1")
		case reflect.Bool:
			v.SetBool(true)
		case reflect.Slice:
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		case reflect.Pointer:
			v.Set(reflect.New(v.Type().Elem()))
		case reflect.Uint8:
			v.SetUint(1)
		case reflect.Struct:
			continue // the node, and a position
		default:
			t.Fatalf("%s is a %s", field.Name, v.Kind())
		}
		want := keyword.Asserts(s, "type", "$ref", "allOf")
		if keyword.AssertsMore(s) != want {
			t.Errorf("%s: AssertsMore says %v, and Asserts %v", field.Name, !want, want)
		}
		if want {
			some++
		}
	}
	if some < 30 {
		t.Errorf("%d fields assert something", some)
	}
}

// TestChildren holds that each field which leads to schemas is visited, and
// replaced, by filling all of them.
func TestChildren(t *testing.T) {
	s := &ir.Schema{}
	var all []*ir.Schema
	fill(reflect.ValueOf(s).Elem(), func() *ir.Schema {
		child := &ir.Schema{}
		all = append(all, child)
		return child
	})
	if len(all) < 20 {
		t.Fatalf("%d fields lead to schemas", len(all))
	}
	count := map[*ir.Schema]int{}
	keyword.Children(s, func(c keyword.Child) {
		count[c.Schema]++
		if c.As == "" {
			t.Error("a child is nothing to its holder")
		}
	})
	for i, child := range all {
		if count[child] != 1 {
			t.Errorf("child %d is visited %d times", i, count[child])
		}
	}
	if len(count) != len(all) {
		t.Errorf("%d schemas are visited, want %d", len(count), len(all))
	}
	other := &ir.Schema{}
	copied := keyword.Replace(s, func(child *ir.Schema) *ir.Schema {
		if !slices.Contains(all, child) {
			t.Error("what is replaced is no child")
		}
		return other
	})
	replaced := 0
	keyword.Children(copied, func(c keyword.Child) {
		replaced++
		if c.Schema != other {
			t.Errorf("%s is not replaced", c.As)
		}
	})
	if replaced != len(all) {
		t.Errorf("%d children of the copy, want %d", replaced, len(all))
	}
	keyword.Children(s, func(c keyword.Child) {
		if c.Schema == other {
			t.Errorf("%s of the original was replaced", c.As)
		}
	})
}

// fill sets every field that leads to schemas, but those that are derived.
func fill(v reflect.Value, child func() *ir.Schema) {
	for i := range v.NumField() {
		name, field := v.Type().Field(i).Name, v.Field(i)
		if name == "Shape" || name == "UsedBy" || name == "ParamsOf" || name == "HeadersOf" || name == "KnownNull" {
			continue
		}
		switch field.Interface().(type) {
		case *ir.Schema:
			field.Set(reflect.ValueOf(child()))
		case []*ir.Schema:
			field.Set(reflect.ValueOf([]*ir.Schema{child()}))
		case []*ir.Property:
			field.Set(reflect.ValueOf([]*ir.Property{{Node: ir.Node{Wire: "p"}, Schema: child()}}))
		case *ir.Discriminator:
			field.Set(reflect.ValueOf(&ir.Discriminator{Mapping: []ir.Mapping{{Value: "m", Schema: child()}}}))
		default:
			if leadsToSchemas(field.Type(), map[reflect.Type]bool{}) {
				panic("this test does not know how to fill " + name)
			}
		}
	}
}

// leadsToSchemas reports whether a value of a type can hold a schema.
func leadsToSchemas(of reflect.Type, seen map[reflect.Type]bool) bool {
	if seen[of] {
		return false
	}
	seen[of] = true
	switch of.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		return leadsToSchemas(of.Elem(), seen)
	case reflect.Struct:
		if of == reflect.TypeFor[ir.Schema]() {
			return true
		}
		for field := range of.Fields() {
			if leadsToSchemas(field.Type, seen) {
				return true
			}
		}
	}
	return false
}
