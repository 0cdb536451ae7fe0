package rules

// Order: keys as format.go lists them, extensions after these by name; paths
// by topic, in the order of the tags; schemas by name.

import (
	"fmt"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/source"
)

func order(d *document, out *diag.List) {
	for _, o := range d.objects {
		keyOrder(o, out)
	}
	pathOrder(d, out)
	var last string
	for _, c := range d.root.Key("components").Key("schemas").Members() {
		if name := c.LastToken(); name < last {
			finding(out, c.Position(), "order", fmt.Sprintf("the schema %q stands after %q", name, last), "sort the schemas by name")
		} else {
			last = name
		}
	}
}

func keyOrder(o object, out *diag.List) {
	keys := kinds[o.kind].keys
	rank := func(key string) int {
		if i := slices.Index(keys, key); i >= 0 {
			return i
		}
		return len(keys)
	}
	var last string
	for _, c := range o.Members() {
		key := c.LastToken()
		known := slices.Contains(keys, key)
		switch {
		case !known && !strings.HasPrefix(key, "x-"):
			finding(out, c.Position(), "unknown-key", fmt.Sprintf("%q is no key of this object (%s)", key, o.kind),
				"mend the spelling, or add it to the table in spec/internal/rules/format.go")
			continue
		case last != "" && (rank(key) < rank(last) || !known && rank(last) == len(keys) && key < last):
			finding(out, c.Position(), "order", fmt.Sprintf("%q stands after %q", key, last),
				fmt.Sprintf("the order is in spec/internal/rules/format.go, under %q", o.kind))
			continue
		}
		last = key
	}
}

func pathOrder(d *document, out *diag.List) {
	var tags []string
	for _, c := range d.root.Key("tags").Items() {
		tags = append(tags, c.Key("name").Node.Str())
	}
	// A path without a known tag comes last.
	rank := func(tag string) int {
		if i := slices.Index(tags, tag); i >= 0 {
			return i
		}
		return len(tags)
	}
	last := 0
	for _, path := range d.root.Key("paths").Members() {
		tag := firstTag(path)
		if r := rank(tag); r < last {
			finding(out, path.Position(), "order",
				fmt.Sprintf("a path of the topic %q stands after one of %q", tag, tags[min(last, len(tags)-1)]),
				"the order of topics is that of the tags")
		} else {
			last = r
		}
	}
}

// firstTag is the first tag of the path's first operation.
func firstTag(path source.Cursor) string {
	for _, op := range path.Members() {
		for _, tag := range op.Key("tags").Items() {
			return tag.Node.Str()
		}
	}
	return ""
}
