package generator_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/validate"
)

// The cases of ../shared/cases/validators.yaml: small documents and bodies, with
// the verdict that the standard gives. Its README tells the format.

// validatorCase is one document and what must come of it.
type validatorCase struct {
	Name, Kind, OpenAPI string
	Schemas, Paths      yaml.Node
	Checks              []validatorCheck
	Warns               []any
	Quiet, Builds       bool
	NoHash              bool
}

// validatorCheck is a body and what must be said of it.
type validatorCheck struct {
	Schema, Door, Body string
	Valid              bool
	At                 *string
	Text, NotText      string
	Variant, As        string
	Gives              string
	Holds              map[string]string
	Typed, Again       bool
}

// answer is what the emitted package made of a check.
type answer struct {
	Missing    bool     // the package has no such function
	Error      string   // of the check, or of the decoding
	Pointers   []string // of the violations
	JSON       string   // the value, marshalled
	Viewed     string   // the part of the value that the check looks at, marshalled
	Variants   []string // the types that are set in a union
	Untyped    bool
	EncodeForm url.Values
}

// heldCases is how many checks must hold.
const heldCases = 400

// TestCases runs all cases through the pipeline, and the emitted packages.
func TestCases(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../../shared/cases/validators.yaml")
	if err != nil {
		t.Skip("skipped: ../shared/cases is not there")
	}
	var nodes []map[string]yaml.Node
	if err := yaml.Unmarshal(data, &nodes); err != nil {
		t.Fatal(err)
	}
	m := newModule(t)
	cases := make([]validatorCase, len(nodes))
	ran := make([]caseRun, len(nodes))
	for i, n := range nodes {
		cases[i] = readCase(t, n)
		ran[i] = runValidatorCase(t, m, fmt.Sprintf("c%03d", i), &cases[i])
	}
	answers := askCases(t, m, cases, ran)
	held, failed := 0, map[string]int{}
	for i, c := range cases {
		for j, why := range judgeCase(c, ran[i], answers[i]) {
			if why == "" {
				held++
				continue
			}
			failed[c.Kind]++
			t.Logf("%s: %s, check %d: %s", c.Kind, c.Name, j+1, why)
		}
	}
	total := held
	for _, n := range failed {
		total += n
	}
	t.Logf("%d of %d hold", held, total)
	for _, kind := range slices.Sorted(maps.Keys(failed)) {
		t.Logf("%4d of %s do not", failed[kind], kind)
	}
	if held < heldCases {
		t.Errorf("%d hold, want at least %d", held, heldCases)
	}
}

func readCase(t *testing.T, n map[string]yaml.Node) (c validatorCase) {
	t.Helper()
	read := func(key string, into any) {
		if node, ok := n[key]; ok {
			if err := node.Decode(into); err != nil {
				t.Fatal(err)
			}
		}
	}
	read("name", &c.Name)
	read("kind", &c.Kind)
	read("openapi", &c.OpenAPI)
	read("warns", &c.Warns)
	read("quiet", &c.Quiet)
	read("builds", &c.Builds)
	read("nohash", &c.NoHash)
	c.Schemas, c.Paths = n["schemas"], n["paths"]
	var checks []map[string]yaml.Node
	read("checks", &checks)
	for _, check := range checks {
		var k validatorCheck
		for key, into := range map[string]any{
			"schema": &k.Schema, "door": &k.Door, "body": &k.Body, "valid": &k.Valid, "at": &k.At, "text": &k.Text, "nottext": &k.NotText,
			"variant": &k.Variant, "as": &k.As, "gives": &k.Gives, "holds": &k.Holds, "typed": &k.Typed, "again": &k.Again,
		} {
			if node, ok := check[key]; ok {
				if err := node.Decode(into); err != nil {
					t.Fatalf("%s: %s: %v", c.Name, key, err)
				}
			}
		}
		c.Checks = append(c.Checks, k)
	}
	return c
}

// caseRun is what generating a case's document gave.
type caseRun struct {
	folder    string
	err       error
	warnings  []diag.Diagnostic
	funcs     map[string]bool // the package's functions
	names     map[string]string
	goSource  string
	everyName []string
	builds386 string // why it does not build there
}

func runValidatorCase(t *testing.T, m *module, folder string, c *validatorCase) caseRun {
	t.Helper()
	doc := yaml.Node{Kind: yaml.MappingNode}
	add := func(to *yaml.Node, key string, value *yaml.Node) {
		to.Content = append(to.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: key}, value)
	}
	text := func(s string) *yaml.Node {
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s, Style: yaml.DoubleQuotedStyle}
	}
	add(&doc, "openapi", text(c.OpenAPI))
	info := &yaml.Node{Kind: yaml.MappingNode}
	add(info, "title", text(c.Name))
	add(info, "version", text("1"))
	add(&doc, "info", info)
	paths := &c.Paths
	if paths.IsZero() {
		paths = &yaml.Node{Kind: yaml.MappingNode}
	}
	add(&doc, "paths", paths)
	if !c.Schemas.IsZero() {
		components := &yaml.Node{Kind: yaml.MappingNode}
		add(components, "schemas", &c.Schemas)
		add(&doc, "components", components)
	}
	data, err := yaml.Marshal(&doc)
	if err != nil {
		t.Fatal(err)
	}
	target := generator.NewTarget("openapi.yaml", map[string]string{"go": "api"})
	result, err := generator.Generate(t.Context(), target, generator.Options{Spec: data, SpecName: "openapi.yaml", GoImport: modulePath})
	r := caseRun{folder: folder, err: err, funcs: map[string]bool{}, names: map[string]string{}}
	if err != nil {
		return r
	}
	for _, d := range result.Diagnostics.Sorted() {
		if d.Severity == diag.Warning {
			r.warnings = append(r.warnings, d)
		}
	}
	for _, s := range result.API.Schemas {
		if s.IsComponent() {
			r.names[s.Wire] = s.Name
		} else {
			r.names[s.Name] = s.Name
		}
		r.everyName = append(r.everyName, s.Name)
	}
	m.add(t, folder, result.Files)
	for _, f := range result.Files {
		if strings.HasSuffix(f.Path, ".go") && !strings.Contains(f.Path, "/validate/") {
			r.goSource += string(f.Data)
		}
	}
	for _, found := range regexp.MustCompile(`(?m)^func (?:\(\w+ \*?(\w+)\) )?(\w+)\(`).FindAllStringSubmatch(r.goSource, -1) {
		r.funcs[strings.TrimPrefix(found[1]+"."+found[2], ".")] = true
	}
	return r
}

// askCases compiles and runs a program that answers all checks.
func askCases(t *testing.T, m *module, cases []validatorCase, ran []caseRun) [][]answer {
	t.Helper()
	var imports, calls []string
	for i, c := range cases {
		r := ran[i]
		if r.err != nil {
			continue
		}
		used := false
		for j, k := range c.Checks {
			name := r.names[k.Schema]
			call := ""
			switch k.Door {
			case "", "bytes":
				if r.funcs["Validate"+name+"JSON"] {
					call = fmt.Sprintf("bytes(%s.Validate%sJSON, %q)", r.folder, name, k.Body)
				}
			case "form":
				if fn := "Decode" + name + "Form"; r.funcs[fn] {
					call = fmt.Sprintf("form(%s.%s, %q, %q)", r.folder, fn, k.Body, k.As+k.Variant)
				}
			default:
				if fn := "Decode" + name; r.funcs[fn] {
					call = fmt.Sprintf("decode(%s.%s, %q, %q)", r.folder, fn, k.Body, k.As+k.Variant)
				}
			}
			if call != "" {
				used = true
				calls = append(calls, fmt.Sprintf("set(%d, %d, %s)", i, j, call))
			}
		}
		if used {
			imports = append(imports, fmt.Sprintf("%s %q", r.folder, modulePath+"/"+r.folder))
		}
	}
	var given map[string]answer
	m.ask(t, fmt.Appendf(nil, casesProgram, strings.Join(imports, "\n"), strings.Join(calls, "\n")), nil, &given)
	answers := make([][]answer, len(cases))
	for i, c := range cases {
		for j := range c.Checks {
			a, ok := given[fmt.Sprintf("%d %d", i, j)]
			a.Missing = !ok
			answers[i] = append(answers[i], a)
		}
		if c.Builds && ran[i].err == nil {
			cmd := exec.Command("go", "build", "./"+ran[i].folder)
			cmd.Dir = m.dir
			cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod -trimpath", "GOWORK=off", "GOARCH=386", "CGO_ENABLED=0")
			if out, err := cmd.CombinedOutput(); err != nil {
				ran[i].builds386 = string(out)
			}
		}
	}
	return answers
}

// judgeCase returns why each check of a case does not hold, "" where it does:
// first those of bodies, then those of the case.
func judgeCase(c validatorCase, r caseRun, answers []answer) (out []string) {
	for j, k := range c.Checks {
		if r.err != nil {
			out = append(out, "it does not generate: "+firstLine(r.err))
			continue
		}
		out = append(out, judgeCheck(k, answers[j]))
	}
	for _, want := range c.Warns {
		words := []string{}
		switch want := want.(type) {
		case []any:
			for _, w := range want {
				words = append(words, fmt.Sprint(w))
			}
		default:
			words = append(words, fmt.Sprint(want))
		}
		out = append(out, warned(words, r))
	}
	if c.Quiet {
		why := ""
		if len(r.warnings) > 0 {
			why = "it warns: " + r.warnings[0].String()
		}
		out = append(out, why)
	}
	if c.Builds {
		out = append(out, r.builds386)
	}
	if c.NoHash {
		why := ""
		for _, name := range r.everyName {
			if regexp.MustCompile(`X[a-z]{4,5}\b`).MatchString(name) {
				why = "a name has a hash: " + name
			}
		}
		out = append(out, why)
	}
	return out
}

func warned(words []string, r caseRun) string {
	for _, w := range words {
		if text, ok := strings.CutPrefix(w, "or:"); ok && strings.Contains(strings.Join(strings.Fields(r.goSource), " "), text) {
			return ""
		}
	}
	for _, d := range r.warnings {
		all := true
		for _, w := range words {
			all = all && (strings.HasPrefix(w, "or:") || strings.Contains(d.String(), w))
		}
		if all {
			return ""
		}
	}
	return fmt.Sprintf("no warning has %q", words)
}

func judgeCheck(k validatorCheck, a answer) string {
	switch {
	case a.Missing:
		return "there is no function for it"
	case k.Valid && a.Error != "":
		return fmt.Sprintf("%s %s is refused: %s", k.Door, k.Body, a.Error)
	case !k.Valid && a.Error == "":
		return fmt.Sprintf("%s %s is accepted", k.Door, k.Body)
	case k.At != nil && !slices.Contains(a.Pointers, *k.At):
		return fmt.Sprintf("%s: no violation at %q: %s", k.Body, *k.At, a.Error)
	case k.Text != "" && !strings.Contains(a.Error, k.Text):
		return fmt.Sprintf("%s: the error lacks %q: %s", k.Body, k.Text, a.Error)
	case k.NotText != "" && strings.Contains(a.Error, k.NotText):
		return fmt.Sprintf("%s: the error has %q: %s", k.Body, k.NotText, a.Error)
	case !k.Valid:
		return ""
	case k.Typed && a.Untyped:
		return "the value is of type any"
	case k.Variant != "" && !slices.Equal(a.Variants, []string{k.Variant}):
		return fmt.Sprintf("%s: the union holds %q, want %s alone", k.Body, a.Variants, k.Variant)
	case k.As != "" && k.Holds == nil && a.Viewed == "":
		return fmt.Sprintf("%s: it holds no %s", k.Body, k.As)
	}
	if k.Door == "roundtrip" || k.Gives != "" {
		want := k.Gives
		if want == "" {
			want = k.Body
		}
		if !sameJSON(a.JSON, want) {
			return fmt.Sprintf("%s gives %s", k.Body, a.JSON)
		}
	}
	for pointer, want := range k.Holds {
		in := a.JSON
		if k.As+k.Variant != "" {
			in = a.Viewed
		}
		if got := jsonAt(in, pointer); !sameJSON(got, want) {
			return fmt.Sprintf("%s holds %s at %s, want %s (in %s)", k.Body, got, pointer, want, in)
		}
	}
	if k.Again {
		want, err := url.ParseQuery(k.Body)
		if err != nil {
			return err.Error()
		}
		if !maps.EqualFunc(a.EncodeForm, want, slices.Equal[[]string]) {
			return fmt.Sprintf("%s: EncodeForm gives %s", k.Body, a.EncodeForm.Encode())
		}
	}
	return ""
}

// sameJSON compares JSON by value, numbers to the last digit.
func sameJSON(a, b string) bool {
	if !json.Valid([]byte(a)) || !json.Valid([]byte(b)) {
		return false
	}
	return string(validate.Canonical([]byte(a))) == string(validate.Canonical([]byte(b)))
}

// jsonAt is the part of a JSON text that a pointer leads to, or "".
func jsonAt(text, pointer string) string {
	raw := json.RawMessage(text)
	for token := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		if pointer == "" {
			break
		}
		var object map[string]json.RawMessage
		var list []json.RawMessage
		var i int
		switch {
		case json.Unmarshal(raw, &object) == nil:
			raw = object[strings.NewReplacer("~1", "/", "~0", "~").Replace(token)]
		case json.Unmarshal(raw, &list) == nil && json.Unmarshal([]byte(token), &i) == nil && i < len(list):
			raw = list[i]
		default:
			return ""
		}
		if raw == nil {
			return ""
		}
	}
	return string(raw)
}

const casesProgram = `package main

import (
	"encoding/json"
	"errors"
	"net/url"
	"os"
	"fmt"
	"reflect"

	"example.com/emitted/validate"
	%s
)

type answer struct {
	Error      string
	Pointers   []string
	JSON       string
	Viewed     string
	Variants   []string
	Untyped    bool
	EncodeForm url.Values
}

var answers = map[string]answer{}

func set(i, j int, a answer) { answers[fmt.Sprintf("%%d %%d", i, j)] = a }

func (a *answer) failed(err error) bool {
	if err == nil {
		return false
	}
	a.Error = err.Error()
	var list validate.Errors
	if errors.As(err, &list) {
		for _, v := range list {
			a.Pointers = append(a.Pointers, v.Pointer)
			a.Error += "\n" + v.Pointer + " " + v.Message
		}
	}
	return true
}

func bytes(f func([]byte, ...validate.Option) error, body string) (a answer) {
	a.failed(f([]byte(body)))
	return a
}

func decode[T any](f func([]byte, ...validate.Option) (T, error), body, view string) (a answer) {
	v, err := f([]byte(body))
	if !a.failed(err) {
		a.look(v, reflect.TypeFor[T](), view)
	}
	return a
}

func form[T any](f func(url.Values, ...validate.Option) (T, error), body, view string) (a answer) {
	values, err := url.ParseQuery(body)
	if err != nil {
		panic(err)
	}
	v, err := f(values)
	if a.failed(err) {
		return a
	}
	a.look(v, reflect.TypeFor[T](), view)
	if e, ok := any(&v).(interface{ EncodeForm() url.Values }); ok {
		a.EncodeForm = e.EncodeForm()
	}
	return a
}

func (a *answer) look(v any, t reflect.Type, view string) {
	a.Untyped = t.Kind() == reflect.Interface
	data, err := json.Marshal(v)
	if err != nil {
		a.JSON = "cannot be marshalled: " + err.Error()
		return
	}
	a.JSON = string(data)
	if view == "" {
		return
	}
	a.variants(reflect.ValueOf(v))
	if part, ok := find(reflect.ValueOf(v), view, 0); ok {
		data, err := json.Marshal(part.Interface())
		if err != nil {
			data = []byte("cannot be marshalled: " + err.Error())
		}
		a.Viewed = string(data)
	}
}

// variants lists the types of the pointers that are set in a union, or the
// value's own type.
func (a *answer) variants(v reflect.Value) {
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	if v.Kind() == reflect.Struct {
		for i := range v.NumField() {
			f := v.Field(i)
			if f.Kind() == reflect.Pointer && !f.IsNil() && v.Type().Field(i).IsExported() {
				a.Variants = append(a.Variants, f.Type().Elem().Name())
			}
		}
	}
	if len(a.Variants) == 0 {
		a.Variants = []string{v.Type().Name()}
	}
}

// find looks for a value of the type called name.
func find(v reflect.Value, name string, depth int) (reflect.Value, bool) {
	if !v.IsValid() || depth > 6 {
		return v, false
	}
	if as := v.MethodByName("As" + name); as.IsValid() && as.Type().NumIn() == 0 {
		out := as.Call(nil)
		if len(out) == 2 && out[1].IsNil() {
			return out[0], true
		}
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return v, false
		}
		return find(v.Elem(), name, depth)
	case reflect.Struct:
		if v.Type().Name() == name {
			return v, true
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				if part, ok := find(v.Field(i), name, depth+1); ok {
					return part, true
				}
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if part, ok := find(v.Index(i), name, depth+1); ok {
				return part, true
			}
		}
	}
	if v.Type().Name() == name {
		return v, true
	}
	return v, false
}

func main() {
	%s
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}
`
