package generator_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/tools/txtar"

	"go.yaml.in/yaml/v4"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/compare"
	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/diff"
	"github.com/oasmint/oasmint/generator/internal/golden"
)

// proven are options by which proofs are looked for.
var proven = diff.Options{Options: compare.Options{Witness: true}}

// TestCompare runs every testdata/compare/*.txtar: the reason as comment,
// old.yaml, new.yaml, perhaps ignore.yaml, overlay.yaml and oasmint.yaml, and the report as
// out/report.txt, out/report.md or out/report.json; or out/error.txt.
func TestCompare(t *testing.T) {
	published, err := jsonschema.NewCompiler().Compile("diff/report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	golden.Run(t, "testdata/compare/*.txtar", func(t *testing.T, c *golden.Case) {
		report, err := compareCase(t, c.Archive)
		if err != nil {
			c.Outputs(t, map[string][]byte{"error.txt": []byte(err.Error() + "\n")})
			return
		}
		var text, markdown, json bytes.Buffer
		if err := report.Text(&text); err != nil {
			t.Error(err)
		}
		if err := report.Markdown(&markdown); err != nil {
			t.Error(err)
		}
		if err := report.JSON(&json); err != nil {
			t.Error(err)
		}
		if value, err := jsonschema.UnmarshalJSON(bytes.NewReader(json.Bytes())); err != nil {
			t.Error(err)
		} else if err := published.Validate(value); err != nil {
			t.Errorf("by the schema of reports: %v", err)
		}
		c.Outputs(t, map[string][]byte{"report.txt": text.Bytes(), "report.md": markdown.Bytes(), "report.json": json.Bytes()})
	})
}

func compareCase(t *testing.T, archive *txtar.Archive) (*diff.Report, error) {
	t.Chdir(t.TempDir())
	var target config.Target
	var ignores []diff.Ignore
	for _, f := range archive.Files {
		if strings.HasPrefix(f.Name, "out/") {
			continue
		}
		if err := os.WriteFile(f.Name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
		switch f.Name {
		case "oasmint.yaml":
			c, err := generator.ParseConfig(f.Name, f.Data)
			if err != nil {
				return nil, err
			}
			target = c.Targets[0]
		case "overlay.yaml":
			target.Overlays = []string{f.Name}
		case "ignore.yaml":
			var err error
			if ignores, err = diff.ParseIgnores(f.Name, f.Data); err != nil {
				return nil, err
			}
		}
	}
	target.SetDefaults()
	report, err := generator.Compare(context.Background(), target, generator.Document{Path: "old.yaml"}, generator.Document{Path: "new.yaml"}, generator.Options{}, proven)
	if err != nil {
		return nil, err
	}
	return report, report.Ignore(ignores)
}

// TestDeclared holds that the Go package by which versions are compared, which lacks the
// bodies of functions, declares what the whole one does.
func TestDeclared(t *testing.T) {
	t.Parallel()
	declarations := 0
	for _, name := range []string{"forms-multipart", "params", "unions-additional", "types-unions", "types-nullable", "types-others"} {
		archive, err := txtar.ParseFile("testdata/" + name + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if f.Name != "openapi.yaml" {
				continue
			}
			document := generator.Document{Path: f.Name, Data: f.Data}
			want, err := generator.Declared(document, true)
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			got, err := generator.Declared(document, false)
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			declarations += len(want)
			for _, declaration := range want {
				if !slices.Contains(got, declaration) {
					t.Errorf("%s: it does not declare %s", name, declaration)
				}
			}
			if len(got) != len(want) {
				t.Errorf("%s: %d declarations, and %d in the whole package", name, len(got), len(want))
			}
		}
	}
	if declarations < 100 {
		t.Errorf("only %d declarations were compared", declarations)
	}
}

// TestCompareCorpus compares documents of real APIs with themselves, which is
// no difference, and with what is left of them without their first operation,
// which breaks its users.
func TestCompareCorpus(t *testing.T) {
	t.Parallel()
	files, compared := fewOfCorpus(t), 0
	for _, file := range files {
		document := generator.Document{Path: file}
		report, err := generator.Compare(context.Background(), config.Target{}, document, document, generator.Options{}, proven)
		if err != nil {
			t.Logf("%s: %s", filepath.Base(file), firstLine(err))
			continue
		}
		compared++
		if report.Verdict != diff.None || len(report.Changes) > 0 {
			t.Errorf("%s differs from itself: %s, %v", filepath.Base(file), report.Verdict, report.Changes[:min(3, len(report.Changes))])
		}
		op := firstOperation(t, file)
		if op == "" {
			continue
		}
		without := filepath.Join(t.TempDir(), "overlay.yaml")
		overlay := "overlay: 1.0.0\ninfo: {title: t, version: 1.0.0}\nactions: [{target: \"" + op + "\", remove: true}]\n"
		if err := os.WriteFile(without, []byte(overlay), 0o644); err != nil {
			t.Fatal(err)
		}
		after := overlaid(t, file, without)
		if after == nil {
			continue // a reference led into it
		}
		report, err = generator.Compare(context.Background(), config.Target{}, document, generator.Document{Path: "new.json", Data: after}, generator.Options{}, proven)
		if err != nil {
			t.Errorf("%s without %s: %v", filepath.Base(file), op, firstLine(err))
			continue
		}
		removed := slices.ContainsFunc(report.Changes, func(c diff.Change) bool {
			return c.Code == "operation-removed"
		})
		if !removed {
			t.Errorf("%s without %s: %s, and no change says that it is removed", filepath.Base(file), op, report.Verdict)
		}
	}
	if compared*10 < len(files)*9 {
		t.Errorf("only %d of %d documents could be compared", compared, len(files))
	}
}

// firstOperation is the JSONPath of the first operation of a document, "" where
// it has none.
func firstOperation(t *testing.T, file string) string {
	t.Helper()
	result, err := generated(file)
	if err != nil || len(result.API.Operations) == 0 {
		return ""
	}
	op := result.API.Operations[0]
	if op.Webhook || strings.ContainsAny(op.Path, `"'\`) {
		return ""
	}
	return "$.paths['" + op.Path + "']." + strings.ToLower(op.Method)
}

// overlaid is a document after an overlay, or nil where it then has errors.
func overlaid(t *testing.T, file, overlay string) []byte {
	t.Helper()
	result, err := generator.Generate(context.Background(), config.Target{Spec: file, Overlays: []string{overlay}}, generator.Options{})
	if err != nil {
		return nil
	}
	return result.Document
}

// TestCompareAuthlete compares real versions of one API, both of which call
// themselves 3.0.16 where they are of that line.
func TestCompareAuthlete(t *testing.T) {
	t.Parallel()
	const folder = "../../shared/authlete/"
	if _, err := os.Stat(folder); err != nil {
		t.Skip("skipped: ../shared/authlete is not there")
	}
	for _, c := range []struct {
		old      string
		changes  []string // "code subject: message"
		most     int      // breaking changes: what repeats is said once
		unproven int      // of them, at most
	}{
		{"official-2025-11.yaml", []string{
			"type-changed token_request.clientCertificatePath: type was `string`, is now `array of string`",
			"go-changed TokenRequest.ClientCertificatePath: changed from `*string` to `[]string`",
			"go-removed TokenTypeURNIetfParamsOAuthTokenTypeJWT: removed",
			"authentication-removed api: way to authenticate `authlete` removed",
			"value-added grant_type: value `PRE_AUTHORIZED_CODE` added",
			"schema-added cimd_options: added",
			"go-added CimdOptions: added",
		}, 65, 0},
		{"official-2.3.12.yaml", []string{
			"go-removed ClientExtension: removed",
			"operation-removed POST /api/auth/token/fail: removed",
			"operation-added POST /api/{serviceId}/auth/token/fail: added",
		}, 250, 0}, // Client is another schema in responses, with 69 members less
	} {
		report, err := generator.Compare(context.Background(), config.Target{},
			generator.Document{Path: folder + c.old}, generator.Document{Path: folder + "official.yaml"}, generator.Options{}, proven)
		if err != nil {
			t.Errorf("%s: %v", c.old, err)
			continue
		}
		if report.Verdict != diff.Major {
			t.Errorf("%s: the verdict is %s", c.old, report.Verdict)
		}
		said := map[string]bool{}
		breaking, unproven := 0, 0
		for _, change := range report.Changes {
			said[change.Code+" "+change.Subject+": "+change.Message] = true
			for _, g := range change.Go {
				said[g.Code+" "+g.Name+": "+g.Message] = true
			}
			if change.Level == diff.Breaking {
				breaking++
			}
			if change.Unproven {
				unproven++
			}
			if change.Old == nil && change.New == nil {
				t.Errorf("%s: %s %s has no place", c.old, change.Code, change.Subject)
			}
		}
		if breaking > c.most {
			t.Errorf("%s: %d breaking changes, more than %d", c.old, breaking, c.most)
		}
		if unproven > c.unproven {
			t.Errorf("%s: %d changes are not proven, more than %d", c.old, unproven, c.unproven)
		}
		t.Logf("%s: %d breaking changes, %d not proven", c.old, breaking, unproven)
		for _, want := range c.changes {
			if !said[want] {
				t.Errorf("%s: no change is %s", c.old, want)
			}
		}
	}
}

// TestRuleExamples holds that each rule of docs/diff-rules.md is one of a change: the pairs of
// testdata/compare/rules.yaml, and those that the examples of rules are themselves, have it.
func TestRuleExamples(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/compare/rules.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		diffCase   `yaml:",inline"`
		Code, Back string
		Go         bool
	}
	if err := yaml.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	yields := func(code string, old, new generator.Document, inGo bool) {
		how := proven
		how.WithoutGo = !inGo
		report, err := generator.Compare(context.Background(), config.Target{}, old, new, generator.Options{}, how)
		if err != nil {
			t.Errorf("%s: %v", code, err)
			return
		}
		seen[code] = true
		var codes []string
		for _, c := range report.Changes {
			codes = append(codes, c.Code)
			for _, g := range c.Go {
				codes = append(codes, g.Code)
			}
		}
		if !slices.Contains(codes, code) {
			t.Errorf("%s: the changes are %q", code, codes)
		}
	}
	for _, c := range cases {
		old, new := c.document(t, 0), c.document(t, 1)
		yields(c.Code, old, new, c.Go)
		if c.Back != "" {
			yields(c.Back, new, old, c.Go)
		}
	}
	for _, r := range slices.Concat(compare.Rules(), diff.GoRules()) {
		before, after, _ := strings.Cut(r.Example, " → ")
		if old, new := exampleSchema(t, r.Code, before), exampleSchema(t, r.Code, after); !seen[r.Code] && old != nil && new != nil {
			c := diffCase{Both: []any{old, new}}
			yields(r.Code, c.document(t, 0), c.document(t, 1), false)
		}
		if !seen[r.Code] {
			t.Errorf("%s: no pair has a change of it", r.Code)
		}
	}
}

// exampleSchema is the schema that the example of a rule shows one side of: keywords of it,
// or that it has none. nil stands for what is no schema.
func exampleSchema(t *testing.T, code, text string) object {
	t.Helper()
	of := map[string]object{ // what stands beside the keyword
		"minContains": {"type": "array", "contains": object{"type": "integer"}}, "maxContains": {"type": "array", "contains": object{"type": "integer"}},
		"unevaluatedItems":      {"type": "array", "prefixItems": []any{object{"type": "string"}}},
		"unevaluatedProperties": {"type": "object", "properties": object{"a": object{"type": "string"}}},
	}
	keyword, _, _ := strings.Cut(code, "-")
	schema := maps.Clone(of[keyword])
	if schema == nil {
		schema = object{}
	}
	if text == "none" || strings.HasPrefix(text, "no ") {
		return schema
	}
	text, quoted := strings.CutPrefix(strings.TrimSuffix(text, "`"), "`")
	text = strings.NewReplacer("A", "{type: string}", "B", "{type: string, maxLength: 3}").Replace(text)
	if !quoted || yaml.Unmarshal([]byte("{"+text+"}"), &schema) != nil {
		return nil
	}
	return schema
}

// diffCase is a pair of documents, and what diff and the changelog must say of it.
type diffCase struct {
	Name, Why          string
	Verdict, Changelog any // one, or a list of those that are right
	Old, New           any // whole documents, or the parts of a small one:

	Openapi                   any
	Request, Response, Both   any
	Webhook, Answer           any
	Parameter, Header         any
	Operation, Path, Document any
}

// right reports whether a case takes an answer.
func right(want any, got string) bool {
	return slices.Contains(strings.Fields(strings.Trim(fmt.Sprint(want), "[]")), got)
}

// document is one of the two documents of a case: 0 is the old one.
func (c *diffCase) document(t *testing.T, version int) generator.Document {
	t.Helper()
	whole := [...]any{c.Old, c.New}[version]
	if whole == nil {
		whole = c.assembled(version)
	}
	text, err := yaml.Marshal(whole)
	if err != nil {
		t.Fatal(err)
	}
	return generator.Document{Path: [...]string{"old.yaml", "new.yaml"}[version], Data: text}
}

type object = map[string]any

// assembled is a small document with the parts that a case has for a version.
func (c *diffCase) assembled(version int) any {
	part := func(v any) any {
		if pair, ok := v.([]any); ok && len(pair) == 2 {
			return pair[version]
		}
		return v
	}
	content := func(schema any) object { return object{"application/json": object{"schema": schema}} }
	op := object{"operationId": "makeA", "responses": object{"204": object{"description": "done"}}}
	if v := part(c.Request); v != nil {
		op["requestBody"] = object{"content": content(v)}
	}
	if v := part(c.Response); v != nil {
		op["responses"] = object{"200": object{"description": "ok", "content": content(v)}}
	}
	if v := part(c.Both); v != nil {
		op["requestBody"], op["responses"] = object{"content": content(v)}, object{"200": object{"description": "ok", "content": content(v)}}
	}
	if v := part(c.Parameter); v != nil {
		op["parameters"] = []any{v}
	}
	if v, ok := part(c.Header).(object); ok {
		name, header := v["name"].(string), object{}
		for k, value := range v {
			if k != "name" {
				header[k] = value
			}
		}
		op["responses"] = object{"200": object{"description": "ok", "headers": object{name: header}}}
	}
	merge(op, part(c.Operation))
	doc := object{"openapi": "3.1.1", "info": object{"title": "t", "version": "1"}, "paths": object{"/a": object{"post": op}}}
	if v := part(c.Path); v != nil {
		doc["paths"] = object{"/a": v}
	}
	if v := part(c.Openapi); v != nil {
		doc["openapi"] = v
	}
	if body, answer := part(c.Webhook), part(c.Answer); body != nil || answer != nil {
		hook := object{"operationId": "hook", "responses": object{"204": object{"description": "done"}}}
		if body != nil {
			hook["requestBody"] = object{"required": true, "content": content(body)}
		}
		if answer != nil {
			hook["responses"] = object{"200": object{"description": "ok", "content": content(answer)}}
		}
		doc["webhooks"] = object{"hook": object{"post": hook}}
	}
	merge(doc, part(c.Document))
	return doc
}

// merge adds the members of v to an object; those of paths and components stand beside
// what is there.
func merge(into object, v any) {
	members, _ := v.(object)
	for k, value := range members {
		if inner, ok := into[k].(object); ok && (k == "paths" || k == "components") {
			merge(inner, value)
			continue
		}
		into[k] = value
	}
}

// TestCompareCases holds the verdicts that ../shared/cases/diff.yaml and
// testdata/compare/cases.yaml list, and what the changelog says of the same pairs.
// Of the latter, the Go packages are compared where -cases is set.
func TestCompareCases(t *testing.T) {
	t.Parallel()
	t.Run("shared", func(t *testing.T) {
		if _, err := os.Stat("../../shared/cases"); err != nil {
			t.Skip("skipped: ../shared/cases is not there")
		}
		compareCases(t, "../../shared/cases/diff.yaml", true)
	})
	t.Run("own", func(t *testing.T) { compareCases(t, "testdata/compare/cases.yaml", *wholeCases) })
}

var wholeCases = flag.Bool("cases", false, "TestCompareCases compares the Go packages of all its pairs")

func compareCases(t *testing.T, file string, inGo bool) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []diffCase
	if err := yaml.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	how := proven
	how.WithoutGo = !inGo
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			old, new := c.document(t, 0), c.document(t, 1)
			report, err := generator.Compare(context.Background(), config.Target{}, old, new, generator.Options{}, how)
			if err != nil {
				t.Fatal(err)
			}
			var text bytes.Buffer
			_ = report.Text(&text) // to a buffer
			if inGo && !right(c.Verdict, string(report.Verdict)) {
				t.Errorf("%s: the verdict is %s, want %v\n%s", c.Why, report.Verdict, c.Verdict, &text)
			}
			if c.Changelog == nil {
				return
			}
			if !inGo { // what the changelog says comes from the same findings
				got := "compatible"
				switch {
				case report.Verdict == diff.Major:
					got = "breaking"
				case len(report.Changes) == 0:
					got = "nothing"
				}
				if !right(c.Changelog, got) {
					t.Errorf("%s: the API is %s, want %v\n%s", c.Why, got, c.Changelog, &text)
				}
				return
			}
			page, err := generator.Changelog(context.Background(), config.Target{}, []generator.Version{{Document: old}, {Document: new}}, generator.Options{})
			if err != nil {
				t.Fatal(err)
			}
			got := "compatible"
			switch text := string(page.Data); {
			case strings.Contains(text, "## Breaking"):
				got = "breaking"
			case strings.Contains(text, "Nothing did"):
				got = "nothing"
			}
			if !right(c.Changelog, got) {
				t.Errorf("%s: the changelog is %s, want %v\n%s", c.Why, got, c.Changelog, page.Data)
			}
		})
	}
}

var mutatedDocuments = flag.Int("mutated-documents", 6, "how many changed documents TestUnchanged compares")

// TestUnchanged holds that what is passed over, since it stands unchanged in both versions of
// a document, has no changes to tell: real documents, in each of which something is gone or
// moved, compared with and without that.
func TestUnchanged(t *testing.T) {
	t.Parallel()
	files, _ := filepath.Glob("../../shared/corpus/*.json") // the pattern is well formed
	if len(files) == 0 {
		t.Skip("skipped: ../shared/corpus is not there")
	}
	random := rand.New(rand.NewPCG(17, 1))
	how := proven
	how.WithoutGo = true
	compared, told := 0, 0
	for tries := 0; compared < *mutatedDocuments && tries < 50**mutatedDocuments; tries++ {
		file := files[random.IntN(len(files))]
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var document object
		if len(text) > tooLargeToMutate || json.Unmarshal(text, &document) != nil {
			continue
		}
		for range 1 + random.IntN(3) {
			mutateDocument(random, document)
		}
		after, err := json.Marshal(document)
		if err != nil {
			t.Fatal(err)
		}
		report := func(unchanged func(old, new diag.Position) bool) string {
			how := how
			how.Unchanged = unchanged
			old, new := generator.Document{Path: "old.json", Data: text}, generator.Document{Path: "new.json", Data: after}
			report, err := generator.Compare(context.Background(), config.Target{}, old, new, generator.Options{}, how)
			if err != nil {
				return ""
			}
			var out bytes.Buffer
			if err := report.JSON(&out); err != nil {
				t.Fatal(err)
			}
			told += len(report.Changes)
			return out.String()
		}
		whole := report(func(_, _ diag.Position) bool { return false })
		if whole == "" {
			continue // it is no document any more
		}
		compared++
		if short := report(nil); short != whole {
			t.Errorf("try %d, %s: the report is\n%s\nand without what is unchanged\n%s", tries, filepath.Base(file), whole, short)
		}
	}
	if compared < *mutatedDocuments || told == 0 {
		t.Errorf("only %d documents were compared, with %d changes", compared, told)
	}
}

// tooLargeToMutate is the size in bytes from which documents take too long to compare twice.
const tooLargeToMutate = 400_000

// mutateDocument takes something away from the paths or the components of a document, or puts
// it where something else was.
func mutateDocument(random *rand.Rand, document object) {
	at := any(document[[]string{"paths", "components"}[random.IntN(2)]])
	var taken any
	for range 3 + random.IntN(12) {
		var inner any
		switch holder := at.(type) {
		case object:
			keys := slices.Sorted(maps.Keys(holder))
			if len(keys) == 0 {
				return
			}
			key := keys[random.IntN(len(keys))]
			if inner = holder[key]; random.IntN(8) == 0 {
				if taken == nil {
					taken = inner
					delete(holder, key)
				} else {
					holder[key] = taken
				}
				return
			}
		case []any:
			if len(holder) == 0 {
				return
			}
			i := random.IntN(len(holder))
			if inner = holder[i]; random.IntN(8) == 0 {
				holder[i] = holder[0]
				return
			}
		default:
			return
		}
		at = inner
	}
}
