package lower_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/internal/infiles"
	"github.com/oasmint/oasmint/generator/load"
	"github.com/oasmint/oasmint/generator/lower"
	"github.com/oasmint/oasmint/generator/source"
)

// TestNamesStand removes a random part of a real document (operations,
// component schemas, properties), names what is left, and puts the part back.
// With the names published in the lock, all of them stand. Without, all but
// those for which there is a reason (see reasons).
func TestNamesStand(t *testing.T) {
	var total, members, membersChanged atomic.Int64
	var changed [len(reasons)]atomic.Int64
	t.Cleanup(func() {
		t.Logf("of %d names, without the lock changed:", total.Load())
		for i, r := range reasons {
			t.Logf("%6d  %s", changed[i].Load(), r.says)
		}
		t.Logf("of %d fields and constants, %d", members.Load(), membersChanged.Load())
	})
	for _, file := range realDocuments(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			doc, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			full, err := nameAll(doc, nil)
			if err != nil {
				t.Skipf("%s cannot be lowered: %v", filepath.Base(file), err)
			}
			rapid.Check(t, func(t *rapid.T) {
				cut := cut{doc: doc, seed: rapid.Uint32().Draw(t, "seed"), percent: rapid.IntRange(1, 90).Draw(t, "percent")}
				part, err := nameAll(cut.rest(), nil)
				if err != nil {
					t.Skipf("without the part, the document does not hold together: %v", err)
				}
				locked, err := nameAll(doc, part)
				if err != nil {
					t.Fatal(err)
				}
				for _, change := range renamed(part.places, locked.places) {
					t.Errorf("in spite of the lock, %s", change)
				}
				total.Add(int64(len(part.places)))
				members.Add(int64(len(part.members)))
				for _, change := range renamed(part.members, locked.members) {
					t.Errorf("in spite of the lock, %s", change)
				}
				membersChanged.Add(int64(len(renamed(part.members, full.members))))
				for _, change := range renamed(part.places, full.places) {
					reason := slices.IndexFunc(reasons[:], func(r reason) bool { return r.holds(change, part, full) })
					if reason < 0 {
						t.Errorf("for no reason, %s", change)
						continue
					}
					changed[reason].Add(1)
				}
			})
		})
	}
}

// TestNamesStandInFiles removes a part of a document that is cut apart into files, names
// what is left, and puts the part back, cut apart in the same way, and in another. With
// the names in the lock all of them stand.
func TestNamesStandInFiles(t *testing.T) {
	var total atomic.Int64
	t.Cleanup(func() { t.Logf("%d names stand", total.Load()) })
	for _, file := range realDocuments(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			doc, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for seed := range uint32(2) {
				cut := cut{doc: doc, seed: seed, percent: 30 + 30*int(seed)}
				part, err := nameInFiles(t.TempDir(), cut.rest(), seed, nil)
				if err != nil {
					t.Logf("without the part, the document does not hold together: %v", err)
					continue
				}
				for _, as := range []uint32{seed, seed + 100} {
					locked, err := nameInFiles(t.TempDir(), doc, as, part)
					if err != nil {
						t.Fatal(err)
					}
					for _, change := range append(renamed(part.places, locked.places), renamed(part.members, locked.members)...) {
						t.Errorf("in spite of the lock, %s", change)
					}
					total.Add(int64(len(part.places) + len(part.members)))
				}
			}
		})
	}
}

// TestNamesStandAuthlete does it with two versions of the Authlete API as they
// were published.
func TestNamesStandAuthlete(t *testing.T) {
	var parsed []*source.File
	for _, file := range []string{"official-2025-11.yaml", "official.yaml"} {
		data, err := os.ReadFile(filepath.Join(shared, "authlete", file))
		if err != nil {
			t.Skip("skipped: ../shared/authlete is not there")
		}
		f, err := source.Parse(file, file, data)
		if err != nil {
			t.Fatal(err)
		}
		parsed = append(parsed, f)
	}
	before, err := nameAll(parsed[0].Root.JSON(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, lock := range []*named{before, nil} {
		after, err := nameAll(parsed[1].Root.JSON(), lock)
		if err != nil {
			t.Fatal(err)
		}
		stand := 0
		for pointer, name := range before.places {
			place := strings.TrimSuffix(pointer, "/parameters") // which are called as their operation
			was, _ := parsed[0].Lookup(place)
			is, err := parsed[1].Lookup(place)
			switch {
			case err != nil || lock == nil && is.Node.Get("operationId").Str() != was.Node.Get("operationId").Str():
				// The place is gone, or the document itself calls it otherwise.
			case after.places[pointer] != name:
				t.Errorf("lock %v: %s was %s and is %q", lock != nil, pointer, name, after.places[pointer])
			default:
				stand++
			}
		}
		t.Logf("lock %v: of %d names %d stand; now there are %d", lock != nil, len(before.places), stand, len(after.places))
	}
}

// shared is where documents are that no one here wrote.
const shared = "../../../shared"

// realDocuments lists the documents to take: some that are not large or, with
// OASMINT_CORPUS=all, all of them, each with fewer cuts.
func realDocuments(t *testing.T) []string {
	files, err := filepath.Glob(shared + "/corpus/*.json")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("skipped: ../shared/corpus is not there")
	}
	set := func(name, value string) {
		f := flag.Lookup(name)
		was := f.Value.String()
		f.Value.Set(value)
		t.Cleanup(func() { f.Value.Set(was) })
	}
	set("rapid.nofailfile", "true")
	if os.Getenv("OASMINT_CORPUS") == "all" {
		set("rapid.checks", "5")
		return files
	}
	set("rapid.checks", "10")
	files = slices.DeleteFunc(files, func(file string) bool {
		info, err := os.Stat(file)
		return err != nil || info.Size() > 100_000
	})
	var out []string
	for i := 0; i < len(files); i += 8 {
		out = append(out, files[i])
	}
	return out
}

// named are the names of a document.
type named struct {
	places    map[string]string // of schemas and operations, by pointer
	members   map[string]string // of fields and constants, by schema and how they are written
	why       map[string]string // by pointer
	published goapi.Published
}

func nameAll(document []byte, lock *named) (*named, error) {
	return nameOf(load.Input{Name: "api.json", Data: document}, lock)
}

// nameInFiles is nameAll of a document that is cut apart.
func nameInFiles(dir string, document []byte, seed uint32, lock *named) (*named, error) {
	files, err := infiles.Cut(document, seed)
	if err == nil {
		err = infiles.Write(dir, files)
	}
	if err != nil {
		return nil, err
	}
	return nameOf(load.Input{Path: filepath.Join(dir, "api.json")}, lock)
}

func nameOf(in load.Input, lock *named) (*named, error) {
	doc, err := load.Load(context.Background(), in)
	if err != nil {
		return nil, err
	}
	var diags diag.List
	opts := lower.Options{Reserved: reserved}
	if lock != nil {
		opts.Published = lock.published
	}
	result := lower.Lower(context.Background(), doc, opts, &diags)
	if err := diags.Err(); err != nil {
		return nil, err
	}
	out := &named{places: result.Published.Names, members: map[string]string{}, why: map[string]string{}, published: result.Published}
	for _, n := range result.Named() {
		out.why[n.Pointer] = n.Why
	}
	for _, s := range result.API.Schemas {
		for _, f := range s.Shape.Fields {
			out.members[s.Name+" field "+f.Wire] = f.Name
		}
		for _, v := range s.Shape.Enum {
			out.members[s.Name+" value "+v.Wire] = v.Name
		}
	}
	return out, nil
}

// reason is why a name may change that no lock holds.
type reason struct{ says, why string }

var reasons = [...]reason{
	{"something else wants the name too", " is wanted elsewhere"},
	{"operationIds get or lose an affix that nearly all share", "nearly all share"},
	{"paths get or lose a prefix that nearly all share", "method and path"},
	{"a variant gets or loses what tells it from the others", "what tells it from the others"},
}

// holds reports whether the reason is that of a place, or of one around it, in
// one of the documents.
func (r reason) holds(c change, docs ...*named) bool {
	for pointer := c.pointer; pointer != ""; pointer = pointer[:strings.LastIndexByte(pointer, '/')] {
		if slices.ContainsFunc(docs, func(n *named) bool { return strings.Contains(n.why[pointer], r.why) }) {
			return true
		}
	}
	return false
}

// change is a name that did not stand.
type change struct{ pointer, was, is string }

func (c change) String() string {
	return fmt.Sprintf("%s was called %s, and now %q", c.pointer, c.was, c.is)
}

// renamed lists what is called otherwise in after than in before.
func renamed(before, after map[string]string) []change {
	var out []change
	for _, pointer := range slices.Sorted(maps.Keys(before)) {
		if is, ok := after[pointer]; ok && is != before[pointer] {
			out = append(out, change{pointer, before[pointer], is})
		}
	}
	return out
}

// cut is a document and the part of it to remove: which one is decided by a
// hash of each place, so that it depends on nothing else.
type cut struct {
	doc     []byte
	seed    uint32
	percent int

	targets []string // what references lead to
}

// mediaType is the part of a pointer that tells the bodies of an operation
// apart. They are cut alike, for what is the same in each media type is one.
var mediaType = regexp.MustCompile(`/content/[^/]*/`)

func (c *cut) away(pointer string) bool {
	h := fnv.New32a()
	fmt.Fprint(h, c.seed, mediaType.ReplaceAllString(pointer, "/content/"))
	if int(h.Sum32()>>8%100) >= c.percent {
		return false
	}
	return !slices.ContainsFunc(c.targets, func(target string) bool {
		return target == pointer || strings.HasPrefix(target, pointer+"/")
	})
}

// rest returns the document without the part.
func (c *cut) rest() []byte {
	var doc map[string]any
	if err := json.Unmarshal(c.doc, &doc); err != nil {
		panic(err)
	}
	c.findTargets(doc)
	paths, _ := doc["paths"].(map[string]any)
	for path, item := range paths {
		item, _ := item.(map[string]any)
		for method := range item {
			pointer := "/paths/" + source.EscapeToken(path) + "/" + method
			if op, ok := item[method].(map[string]any); ok && op["responses"] != nil && c.away(pointer) {
				delete(item, method)
			}
		}
	}
	c.cutProperties(doc, "")
	components, _ := doc["components"].(map[string]any)
	schemas, _ := components["schemas"].(map[string]any)
	for range 3 { // what used them goes first
		c.findTargets(doc)
		for key := range schemas {
			if c.away("/components/schemas/" + source.EscapeToken(key)) {
				delete(schemas, key)
			}
		}
	}
	out, err := json.Marshal(doc)
	if err != nil {
		panic(err)
	}
	return out
}

// findTargets collects the places that strings in the document lead to.
func (c *cut) findTargets(doc map[string]any) {
	c.targets = nil
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			if target, ok := strings.CutPrefix(v, "#/"); ok {
				c.targets = append(c.targets, "/"+target)
			}
		case []any:
			for _, item := range v {
				walk(item)
			}
		case map[string]any:
			for key, value := range v {
				if mapping, ok := value.(map[string]any); ok && key == "mapping" {
					for _, target := range mapping {
						c.targets = append(c.targets, fmt.Sprint("/components/schemas/", target))
					}
				}
				walk(value)
			}
		}
	}
	walk(doc)
}

// cutProperties removes properties of schemas, and that they are required.
func (c *cut) cutProperties(v any, pointer string) {
	switch v := v.(type) {
	case []any:
		for i, item := range v {
			c.cutProperties(item, fmt.Sprint(pointer, "/", i))
		}
	case map[string]any:
		properties, ok := v["properties"].(map[string]any)
		if ok && !strings.HasSuffix(pointer, "/properties") {
			for key := range properties {
				if !c.away(pointer + "/properties/" + source.EscapeToken(key)) {
					continue
				}
				delete(properties, key)
				if required, ok := v["required"].([]any); ok {
					v["required"] = slices.DeleteFunc(required, func(name any) bool { return name == key })
				}
			}
		}
		for key, value := range v {
			if key != "example" && key != "examples" && key != "default" && key != "enum" {
				c.cutProperties(value, pointer+"/"+source.EscapeToken(key))
			}
		}
	}
}
