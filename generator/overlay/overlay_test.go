package overlay_test

import (
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/overlay"
	"github.com/oasmint/oasmint/generator/source"
)

const header = "overlay: 1.0.0\ninfo: {title: t, version: 1.0.0}\nactions:\n"

func apply(t *testing.T, document, actions string) (*source.Node, *source.Node, error) {
	t.Helper()
	file, err := source.Parse("api.yaml", "file:///api.yaml", []byte(document))
	if err != nil {
		t.Fatal(err)
	}
	o, err := overlay.Parse("overlay.yaml", []byte(header+actions))
	if err != nil {
		t.Fatal(err)
	}
	out, err := o.Apply(file.Root)
	return file.Root, out, err
}

// TestApply shows what the actions do (Overlay 1.0.0, section 4.4.3).
func TestApply(t *testing.T) {
	for _, c := range []struct{ name, document, actions, want string }{
		{"merge objects", "{a: {b: 1, c: {d: 2}}}", "- {target: $.a, update: {b: 3, c: {e: 4}, f: 5}}", `{"a":{"b":3,"c":{"d":2,"e":4},"f":5}}`},
		{"join lists", "{a: {b: [1]}}", "- {target: $.a, update: {b: [2, 3]}}", `{"a":{"b":[1,2,3]}}`},
		{"append an entry", "{a: [1]}", "- {target: $.a, update: {x: 1}}", `{"a":[1,{"x":1}]}`},
		{"append a list as one entry", "{a: [1]}", "- {target: $.a, update: [2]}", `{"a":[1,[2]]}`},
		{"null is a value", "{a: {b: 1}}", "- {target: $.a, update: {b: null}}", `{"a":{"b":null}}`},
		{"another scalar type", "{a: {b: 1}}", "- {target: $.a, update: {b: x}}", `{"a":{"b":"x"}}`},
		{"remove members", "{a: 1, b: {c: 2, d: 3}}", "- {target: $.b.c, remove: true}", `{"a":1,"b":{"d":3}}`},
		{"remove items", "{a: [1, 2, 3, 4]}", "- {target: '$.a[?@ > 1 && @ < 4]', remove: true}", `{"a":[1,4]}`},
		{"remove what holds another", "{a: {x: 1, b: {x: 2}}, c: 3}", "- {target: '$..x', remove: true}\n- {target: $.a, remove: true}", `{"c":3}`},
		{"several", "{a: {t: 1}, b: {t: 2}, c: {}}", "- {target: '$[?@.t]', update: {u: 3}}", `{"a":{"t":1,"u":3},"b":{"t":2,"u":3},"c":{}}`},
		{"one within another", "{a: {k: 1, b: {k: 2}}}", "- {target: '$..[?@.k]', update: {n: 0}}", `{"a":{"k":1,"b":{"k":2,"n":0},"n":0}}`},
		{"one after the other", "{a: {}}", "- {target: $.a, update: {b: {}}}\n- {target: $.a.b, update: {c: 1}}", `{"a":{"b":{"c":1}}}`},
		{"replace", "{a: {b: {c: 1}}}", "- {target: $.a.b, remove: true}\n- {target: $.a, update: {b: [1]}}", `{"a":{"b":[1]}}`},
		{"keys that need escapes", "{paths: {'/a~b': {get: {}}}}", "- {target: \"$.paths['/a~b'].get\", update: {x: 1}}", `{"paths":{"/a~b":{"get":{"x":1}}}}`},
		{"an alias is changed in one place", "{a: &x {n: 1}, b: *x}", "- {target: $.b, update: {n: 2}}", `{"a":{"n":1},"b":{"n":2}}`},
		{"an update used twice is changed in one place", "{a: {}, b: {}}", "- {target: '$[?1==1]', update: {n: {m: 1}}}\n- {target: $.b.n, update: {m: 2}}", `{"a":{"n":{"m":1}},"b":{"n":{"m":2}}}`},
		{"remove: false", "{a: {}}", "- {target: $.a, update: {b: 1}, remove: false}", `{"a":{"b":1}}`},
	} {
		before, after, err := apply(t, c.document, c.actions)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := string(after.JSON()); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
		again, err := source.Parse("api.yaml", "", []byte(c.document))
		if err != nil {
			t.Fatal(err)
		}
		if string(before.JSON()) != string(again.Root.JSON()) {
			t.Errorf("%s: the document itself changed: %s", c.name, before.JSON())
		}
	}
}

// TestPositions shows that each part of the outcome is where it is written.
func TestPositions(t *testing.T) {
	file, err := source.Parse("api.yaml", "file:///api.yaml", []byte("a:\n  b: 1\n  c: 2\n  l: [1]\n"))
	if err != nil {
		t.Fatal(err)
	}
	o, err := overlay.Parse("overlay.yaml", []byte(header+"  - target: $.a\n    update:\n      c: 3\n      d: {e: 4}\n      l: [2]\n"))
	if err != nil {
		t.Fatal(err)
	}
	if file.Root, err = o.Apply(file.Root); err != nil {
		t.Fatal(err)
	}
	for pointer, want := range map[string]string{
		"/a":     "api.yaml:1:1",
		"/a/b":   "api.yaml:2:3",
		"/a/c":   "overlay.yaml:6:7",
		"/a/d":   "overlay.yaml:7:7",
		"/a/d/e": "overlay.yaml:7:11",
		"/a/l":   "api.yaml:4:3",
		"/a/l/0": "api.yaml:4:7",
		"/a/l/1": "overlay.yaml:8:11",
	} {
		c, err := file.Lookup(pointer)
		if err != nil {
			t.Error(err)
			continue
		}
		if got := c.Position().String(); got != want {
			t.Errorf("%s stands at %s, want %s", pointer, got, want)
		}
	}
}

// FuzzApply shows that no overlay does worse than to be refused.
func FuzzApply(f *testing.F) {
	f.Add("$..*", "{a: [1]}")
	f.Add("$.a[?match(@.b, 'x.*')]", "1")
	f.Add("$['a'][0:-1:2]", "[]")
	f.Add("$.a[?match(@.b, @.c) || search(@.b, $.e)]", "{}")
	f.Add("$[?count(@..*)>1 || length(@.a)==2 && !@.b]", "null")
	document := []byte("a: [{b: x, c: 1}, {b: y}, [1, 2.5, true, null]]\nd: {e: {f: &g {h: 1}}, i: *g}\n")
	f.Fuzz(func(t *testing.T, target, update string) {
		if strings.ContainsAny(update, "&*") || strings.Count(target, "..") > 2 {
			return // a path finds a node in each way that leads to it: $..*..*..* in very many
		}
		text := header + "- {target: '" + strings.ReplaceAll(target, "'", "''") + "', update: " + update + "}\n"
		o, err := overlay.Parse("overlay.yaml", []byte(text))
		if err != nil {
			return
		}
		file, err := source.Parse("api.yaml", "", document)
		if err != nil {
			t.Fatal(err)
		}
		root, err := o.Apply(file.Root)
		if err != nil {
			return
		}
		if _, err := source.Parse("out.json", "", root.JSON()); err != nil {
			t.Errorf("the outcome is no JSON: %v", err)
		}
	})
}
