// Swagger 2.0 documents: kin-openapi converts them, and here the outcome gets back
// what its types drop: the order of keys, and the positions in what the user wrote.

package load

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/getkin/kin-openapi/openapi2"
	"github.com/getkin/kin-openapi/openapi2conv"
	"github.com/getkin/kin-openapi/openapi3"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/source"
)

// convert replaces a Swagger 2.0 document by what it is in OpenAPI 3.0.
func (d *Document) convert() error {
	v := d.Root.Cursor().Key("swagger")
	if v.Node == nil || v.Node.Text != "2.0" {
		return nil
	}
	unfit := func(err error) error {
		return failure(v.Position(), "swagger-2", "this Swagger 2.0 document cannot be converted to OpenAPI 3.0: "+oneLine(err.Error()),
			"mend what the message names, or convert it with another tool")
	}
	var old openapi2.T
	if err := json.Unmarshal(d.Root.Root.JSON(), &old); err != nil {
		return unfit(err)
	}
	made, err := openapi2conv.ToV3(&old)
	if err != nil {
		return unfit(err)
	}
	if made.Paths == nil { // as where there is none
		made.Paths = openapi3.NewPaths()
	}
	data, err := json.Marshal(made)
	if err != nil {
		return unfit(err)
	}
	converted, err := source.Parse(d.Root.Name, d.Root.URI, data)
	if err != nil {
		return unfit(err)
	}
	d.warnings.Add(diag.Diagnostic{
		Severity: diag.Warning, Position: v.Position(), Code: "swagger-2",
		Message: "this is a Swagger 2.0 document; it is converted to OpenAPI 3.0 first, and pointers are those of the outcome",
	})
	d.Root.Root = restore(converted.Root, d.Root.Root)
	return d.render()
}

// sections says where members of components come from.
var sections = map[string]string{
	"schemas": "definitions", "parameters": "parameters", "responses": "responses", "securitySchemes": "securityDefinitions",
	"requestBodies": "parameters",
}

// restore returns what was converted from old in the order and with the positions of
// old. What the conversion added is where the object around it is.
func restore(n, old *source.Node) *source.Node {
	order := map[string]int{}
	for i, m := range old.Members {
		order[m.Key] = i + 1
	}
	members := slices.Clone(n.Members)
	for i := range members {
		m := &members[i]
		from := old
		m.Line, m.Column = old.Line, old.Column
		if at := order[m.Key]; at > 0 {
			was := old.Members[at-1]
			from, m.Line, m.Column = was.Value, was.Line, was.Column
		} else if section := old.Get(sections[m.Key]); section != nil {
			from = section
		} else if m.Key == "requestBody" {
			from = cmp.Or(parameter(old.Get("parameters"), "body", ""), old)
		}
		m.Value = restore(m.Value, from)
	}
	slices.SortStableFunc(members, func(a, b source.Member) int {
		return cmp.Compare(cmp.Or(order[a.Key], len(order)+1), cmp.Or(order[b.Key], len(order)+1))
	})
	out := n.WithMembers(members)
	out.Line, out.Column = old.Line, old.Column
	out.Items = slices.Clone(n.Items)
	for i, item := range out.Items {
		from := old
		switch named := parameter(old, item.Get("in").Str(), item.Get("name").Str()); {
		case named != nil:
			from = named
		case old.Kind == source.Array && len(old.Items) == len(n.Items):
			from = old.Items[i]
		}
		out.Items[i] = restore(item, from)
	}
	return out
}

// parameter finds a parameter in a list; the name "" is any.
func parameter(list *source.Node, in, name string) *source.Node {
	if list == nil || in == "" {
		return nil
	}
	for _, p := range list.Items {
		if p.Get("in").Str() == in && (name == "" || p.Get("name").Str() == name) {
			return p
		}
	}
	return nil
}
