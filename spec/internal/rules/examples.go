package rules

// Examples: every body has one that its schema accepts, with known names only;
// JSON carried in a string parses.

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/lower"
	"github.com/oasmint/oasmint/generator/source"
)

// formType needs no example of its own: its fields are those of the JSON body.
const formType = "application/x-www-form-urlencoded"

func examples(ctx context.Context, d *document, out *diag.List) {
	found := d.loaded.Check(ctx)
	var lowering diag.List // which generate reports
	api := lower.Lower(context.Background(), d.loaded, lower.Options{}, &lowering).API
	keyword.NewJudge(api).Report(api, &found)
	for _, f := range lowering.Sorted() {
		if f.Code == "action-response" {
			found.Add(f)
		}
	}
	for _, f := range found.Sorted() {
		f.Severity = diag.Error // here the document is ours to mend
		out.Add(f)
	}
	for _, o := range d.objects {
		if o.kind != "media type" {
			continue
		}
		values := exampleValues(o)
		if len(values) == 0 && o.name != formType {
			finding(out, o.Position(), "missing-example",
				fmt.Sprintf("the body of type %q has no example", o.name), "add example, or examples by name")
		}
		for _, v := range values {
			d.names(v, o.Key("schema"), out)
			carried(v, out)
		}
	}
}

// exampleValues are the values of a media type's example or examples.
func exampleValues(o object) (out []source.Cursor) {
	if c := o.Key("example"); c.Node != nil {
		out = append(out, c)
	}
	for _, c := range o.Key("examples").Members() {
		if v := c.Key("value"); v.Node != nil {
			out = append(out, v)
		}
	}
	return out
}

// names reports members that the schema does not know: JSON Schema accepts
// them, but in an example they are slips of the pen.
func (d *document) names(value, schema source.Cursor, out *diag.List) {
	for ref := schema.Key("$ref").Node.Str(); ref != ""; ref = schema.Key("$ref").Node.Str() {
		target, err := d.loaded.Resolve(schema, ref)
		if err != nil {
			return // reported by load.Document.Check
		}
		schema = target
	}
	for _, item := range value.Items() {
		d.names(item, schema.Key("items"), out)
	}
	properties := schema.Key("properties")
	if properties.Node == nil {
		return // any member is as good as another
	}
	for _, m := range value.Members() {
		name := m.LastToken()
		property := properties.Key(name)
		switch {
		case property.Node != nil:
			d.names(m, property, out)
		case schema.Key("additionalProperties").Node == nil && !requires(schema, name):
			finding(out, m.Position(), "unknown-property",
				fmt.Sprintf("the schema has no property %q", name), "mend the spelling; the schema is #"+schema.Pointer)
		}
	}
}

func requires(schema source.Cursor, name string) bool {
	for _, r := range schema.Key("required").Items() {
		if r.Node.Str() == name {
			return true
		}
	}
	return false
}

// carried reports strings that look like JSON and are none.
func carried(c source.Cursor, out *diag.List) {
	for _, below := range append(c.Members(), c.Items()...) {
		carried(below, out)
	}
	text := c.Node.Str()
	for _, start := range []string{`{`, `[{`, `["`} {
		if strings.HasPrefix(text, start) && !json.Valid([]byte(text)) {
			finding(out, c.Position(), "carried-json", "the string looks like JSON but does not parse", "mend it (RFC 8259)")
			return
		}
	}
}
