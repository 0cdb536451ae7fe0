package generator_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/mock"
	samples "github.com/oasmint/oasmint/generator/sample"
	"github.com/oasmint/oasmint/generator/validate"
	"github.com/oasmint/oasmint/generator/validators/interpret"
)

// Emitted clients against emitted servers, over HTTP: random values of every operation,
// there and back.

var (
	loopSeed     = flag.Uint64("loop-seed", 1, "the seed of the values that go from a client to a server")
	loopDocument = flag.String("loop-document", "", "the one document to send values for, a path")
	loopPaths    = flag.Int("loop-paths", 40, "how many paths of a document of more than 1 MB to call")
)

// TestLoopback has an emitted client call each operation of an emitted server with random
// values that the document allows: what the handler is given is what was sent, and what
// the client returns is what the handler answered, for each answer that is described. A
// request that was changed in one place comes through with the change, or is refused with
// a pointer to it. What is otherwise has a reason in loopDifferences. kin-openapi is asked
// whether requests are right as well. With OASMINT_CORPUS=all, all documents of Authlete's
// API and 40 of the corpus, the first under the race detector.
func TestLoopback(t *testing.T) {
	t.Parallel()
	t.Run("authlete", func(t *testing.T) {
		if *loopDocument == "" {
			newLoopback(t, "../spec/authlete.yaml").own(t)
		}
	})
	documents := []string{*loopDocument}
	if *loopDocument == "" {
		if !allOfCorpus() {
			return
		}
		all, err := filepath.Glob("../../shared/corpus/*.json")
		if err != nil {
			t.Fatal(err)
		}
		documents, err = filepath.Glob("../../shared/authlete/o*.yaml")
		if err != nil {
			t.Fatal(err)
		}
		documents = append(documents, "../../shared/authlete/seed-pathrefs.yaml")
		for i := range 40 {
			documents = append(documents, all[i*len(all)/40])
		}
	}
	for _, document := range documents {
		t.Run(filepath.Base(document), func(t *testing.T) { newLoopback(t, document).emitted(t) })
	}
}

// loopDifferences are what is not as it was sent, or what kin-openapi says otherwise, by
// what is said of it and what else must hold, with the reason.
var loopDifferences = []struct {
	of, said string
	when     func(*loopCall) bool
	reason   string
}{
	{"unsent", `(?m) is required$`, holds(`""`), "of a Go value, a required text that is empty is missing"},
	{"unsent", `^no Go value: `, nil, "of a schema with properties and without a type, the Go type holds objects alone"},
	{"request", `^body is `, isForm(`\[\]|\{\}`), "a form has no list without items, and no object without members"},
	{"mutant", `^null comes through as \{`, nil, "null that a schema without a type accepts is the zero value of a struct"},
	{"mutant", `^it is refused, and its schema accepts it: must be an object$`, nil, "of a schema with properties and without a type, the Go type holds objects alone"},
	{"unsent", `must have a text in the form: `, isForm(`\[\]|\{\}`), "a form has no list without items, and no object without members"},
	{"request", `^params is `, holds(`\[\]`), "no parameter is a list without items"},
	{"unsent", `/path/\S+ must not be empty$`, holds(`\[\]`), "no parameter is a list without items"},
	{"unsent", `: (a list without items|an object without members) is not sent, and the parameter is required$`, nil, "no parameter is a list without items"},
	{"request", `^params is `, hasUntyped, "what a parameter without a type holds travels as text, and is read as one"},
	{"mutant", `^the parameters come through as `, hasDeepList, "an object in place of a list in the style deepObject is one text"},
	{"prism", `: 400 Bad Request; it says so itself: \[(\{"location":\["request","body"[^{}]* must be object"\},?)+\]$`, isForm(`\{`), "of a form, it reads no object that is written as JSON, as OpenAPI writes objects by default"},
	{"prism", `: 400 Bad Request; it says so itself: \[(\{"location":\["request","body"[^{}]* must be [<>]= -?9007199254740991"\},?)+\]$`, nil, "of an int64, it takes what a number of JavaScript holds exactly"},
	{"prism", `: 400 Bad Request; it says so itself: \[\{"location":\["request"\][^{}]*Body parameter is required"\}\]$`, isForm(`^\{\}$`), "it takes a form without fields for no body"},
	{"prism", `(?s)^decoded, but .*it says so itself: \[\{"location":\["response","body"`, nil, "it answers with an example of the document that the schema refuses"},
	{"prism", `(?s): 404 Not Found: .*it says so itself: \[\{"location":\["response","body"`, nil, "it answers with an example of the document that the schema refuses"},
	{"kin", `invalid serialization method: style="deepObject"`, hasDeepList, "it reads no list in the style deepObject"},
	{"kin", `^request body has an error: doesn't match schema: Error at "/[^"]+": property "[^"]+" is missing`, isForm(`:\[`), "it reads no list in the style deepObject, in forms either"},
	{"kin", `value is required but missing$`, isForm(``), "it takes a form without fields for no body"},
	{"kin", `in path has an error: value is required but missing$`, notInPath, "it asks for a parameter in a path that has no place for it"},
	{"kin", `^parameter "(?i:Accept|Authorization|Content-Type)" in header has an error: value is required but missing$`, nil, "OpenAPI ignores parameters of these names, and it asks for them"},
	{"kin", `unsupported content type|header Content-Type has unexpected value "[a-z]+/x\+json"`, nil, "it reads no body of the media type"},
	{"kin", `^request body has an error: doesn't match schema`, isStream, "it applies the schema of a range of media types to bytes"},
	{"kin", `schema has non primitive type array$`, nil, "it reads no parameter that is a list of lists"},
	{"kin", `in query has an error: empty value is not allowed$`, hasUntyped, "it reads no parameter whose schema has no type"},
	{"kin", `readOnly property`, nil, "it refuses what is readOnly, which OpenAPI asks of senders alone"},
	{"kin", `unsupported schema of request body's property`, nil, "it reads no form with a list of objects"},
}

// holds asks whether what is sent has a text in it.
func holds(expr string) func(*loopCall) bool {
	re := regexp.MustCompile(expr)
	return func(c *loopCall) bool {
		return re.Match(c.Params) || c.Body != nil && re.Match(c.Body.Value)
	}
}

// isForm asks whether a form is sent whose value has a text in it.
func isForm(expr string) func(*loopCall) bool {
	re := regexp.MustCompile(expr)
	return func(c *loopCall) bool {
		return c.Body != nil && (c.Body.Kind == "Form" || c.Body.Kind == "Multipart") && re.Match(c.Body.Value)
	}
}

// The half of the program that calls go through, and what it is told and tells.

type loopCall struct {
	Op           string
	Params, Seen json.RawMessage `json:",omitempty"`
	Body         *loopBody
	Answer       *loopAnswer
	Mutants      []loopWire
	Header       http.Header
	changes      []loopChange // of the mutants
	op           *goapi.Operation
}

type loopBody struct {
	Kind, Media, Field string
	Value              json.RawMessage
	Files              []loopFile
	Seen               json.RawMessage `json:",omitempty"`
	of                 *ir.MediaType
	typed              bool
}

type loopFile struct {
	Name, Type string
	Header     textproto.MIMEHeader
	Data       string
}

type loopAnswer struct {
	Name, Kind, Media string
	Status            int
	Set, OK           bool
	Headers           json.RawMessage `json:",omitempty"`
	Value             json.RawMessage `json:",omitempty"`
}

type loopWire struct {
	Method, Target string
	Header         http.Header
	Body           []byte
}

type loopSaid struct {
	Unsent, Request, Answer, Checked string
	Wire                             loopWire
	Mutants                          []loopReply
}

type loopReply struct {
	Status       int
	Text         string
	Called       bool
	Params, Body json.RawMessage
}

// loopChange is what was changed in a request.
type loopChange struct {
	at     string   // a pointer, as that of violations
	value  ir.Value // of the body or of the parameters, as JSON
	params bool
	wrong  bool // its schema refuses it
}

// isStream asks whether the body is bytes.
func isStream(c *loopCall) bool { return c.Body != nil && c.Body.Kind == "Stream" }

// hasUntyped asks whether a parameter may be of any type.
func hasUntyped(c *loopCall) bool {
	return slices.ContainsFunc(c.op.Parameters, func(p *ir.Parameter) bool {
		return p.Schema == nil || p.Schema.Shape == nil || p.Schema.Shape.Kind == ir.KindAny
	})
}

// hasDeepList asks whether a parameter is a list in the style deepObject.
func hasDeepList(c *loopCall) bool {
	return slices.ContainsFunc(c.op.Parameters, func(p *ir.Parameter) bool {
		return p.Style == "deepObject" && p.Schema != nil && p.Schema.Shape != nil && p.Schema.Shape.Kind == ir.KindArray
	})
}

// notInPath asks whether the document has a parameter for the path that the template lacks.
func notInPath(c *loopCall) bool {
	return slices.ContainsFunc(c.op.Parameters, func(p *ir.Parameter) bool {
		return p.In == "path" && !strings.Contains(c.op.Path, "{"+p.Wire+"}")
	})
}

// loopback is a document whose operations are called.
type loopback struct {
	api     *ir.API
	ops     []*goapi.Operation
	samples *samples.Maker
	checker *interpret.Checker
	random  *rand.Rand
	drawn   map[drawnOf][]ir.Value
	kin     *openapi3.T // nil: it does not load the document
	path    string
	paths   []string // that are called; none: all
	server  string   // the URL of one that answers in place of the emitted one; or ""
	peer    string   // what that is
	counts  map[string]int

	answered map[string]bool // the operations that it was called for
}

// drawnOf is what values were found for.
type drawnOf struct {
	schema    *ir.Schema
	direction ir.Direction
}

func newLoopback(t *testing.T, document string) *loopback {
	model := generated // as other tests do
	if allOfCorpus() {
		model = func(string) (*generator.Result, error) {
			return generator.Model(t.Context(), generator.NewTarget(document, nil), generator.Options{})
		}
	}
	result, err := model(document)
	if err != nil {
		t.Fatal(err)
	}
	paths := somePaths(t, document, result.API)
	if paths != nil {
		target := generator.NewTarget(document, nil)
		target.Include.Paths = paths
		if result, err = generator.Model(t.Context(), target, generator.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	l := &loopback{
		api: result.API, ops: goapi.Operations(result.API, &goapi.Package{}), samples: samples.New(result.API), checker: interpret.New(result.API),
		random: rand.New(rand.NewPCG(*loopSeed, 0)), drawn: map[drawnOf][]ir.Value{}, path: document, paths: paths, counts: map[string]int{},
		answered: map[string]bool{},
	}
	return l
}

// somePaths are those that are called of a giant, as Kubernetes or Stripe: to compile all
// of it takes many times as long as the calls. Nil stands for all.
func somePaths(t *testing.T, document string, api *ir.API) []string {
	info, err := os.Stat(document)
	if err != nil {
		t.Fatal(err)
	}
	var all, some []string
	for _, op := range api.Operations {
		if !op.Webhook && !strings.Contains(op.Path, "*") && !slices.Contains(all, op.Path) {
			all = append(all, op.Path)
		}
	}
	if info.Size() < 1<<20 || len(all) <= *loopPaths {
		return nil
	}
	for i := range *loopPaths {
		some = append(some, all[i*len(all) / *loopPaths])
	}
	return some
}

// TestCallMock has an emitted client call each operation of a mock of the same document,
// for each answer that it describes: the client decodes what comes. With
// OASMINT_CORPUS=all, the document that the vendor publishes as well.
func TestCallMock(t *testing.T) {
	t.Parallel()
	documents := []string{"../spec/authlete.yaml"}
	if allOfCorpus() {
		documents = append(documents, "../../shared/authlete/official.yaml")
	}
	for _, document := range documents {
		t.Run(filepath.Base(document), func(t *testing.T) {
			l := newLoopback(t, document)
			var diags diag.List
			s := httptest.NewServer(mock.New(l.api, mock.Options{}, &diags))
			defer s.Close()
			l.server, l.peer = s.URL, "mock"
			if document == documents[0] {
				l.own(t)
			} else {
				l.emitted(t)
			}
		})
	}
}

// own runs the program on the packages of this repository, which are compiled already.
func (l *loopback) own(t *testing.T) {
	const home = "github.com/oasmint/oasmint/generated/authlete"
	dir := t.TempDir()
	replace := map[string]string{}
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	handler, err := os.ReadFile("../generated/authlete/server/handler.gen.go")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range l.program(t, handler, home, home+"/validate") {
		at := filepath.Join(dir, name)
		if err := os.WriteFile(at, data, 0o644); err != nil {
			t.Fatal(err)
		}
		replace[filepath.Join(root, "generated", "loopback", name)] = at
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	at := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(at, overlay, 0o644); err != nil {
		t.Fatal(err)
	}
	args := []string{"run", "-overlay", at}
	if allOfCorpus() {
		args = append(args, "-race")
	}
	l.ask(t, exec.Command("go", append(args, "../generated/loopback")...))
}

// emitted runs the program on what is emitted of the document.
func (l *loopback) emitted(t *testing.T) {
	result, err := generateCalls(l.path, l.paths...)
	if err != nil {
		t.Fatal(err)
	}
	m := newModule(t)
	m.add(t, "api", result.Files)
	handler, err := os.ReadFile(filepath.Join(m.dir, "api", "server", "handler.gen.go"))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range l.program(t, handler, modulePath+"/api", modulePath+"/validate") {
		m.write(t, name, data)
	}
	cmd := exec.Command("go", "run", "-trimpath", ".")
	cmd.Dir, cmd.Env = m.dir, append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	l.ask(t, cmd)
}

// program is the source of the program.
func (l *loopback) program(t *testing.T, handler []byte, types, runtime string) map[string][]byte {
	rest, err := os.ReadFile("testdata/loopback.go.txt")
	if err != nil {
		t.Fatal(err)
	}
	var methods, answers, hooks strings.Builder
	schemes := map[string]bool{}
	l.ops = slices.DeleteFunc(l.ops, func(op *goapi.Operation) bool {
		return !bytes.Contains(handler, []byte("\ntype "+op.Name+"Call struct {")) // there is no route to it
	})
	for _, op := range l.ops {
		fmt.Fprintf(&methods, "func (h handler) %[1]s(_ context.Context, c *server.%[1]sCall) (server.%[1]sAnswer, error) {\n\treturn handled[server.%[1]sAnswer](h.l, c.Request, c)\n}\n\n", op.Name)
		for _, a := range op.Answers {
			fmt.Fprintf(&answers, "\t\t%q: server.%s{},\n", a.Name, a.Name)
		}
		for _, way := range op.Security {
			for _, use := range way {
				schemes[use.Scheme] = true
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(schemes)) {
		fmt.Fprintf(&hooks, "server.Security(%q, anyone), ", name)
	}
	return map[string][]byte{"loopback.go": rest, "main.go": fmt.Appendf(nil, loopProgram, types+"/client", types+"/server", runtime, methods.String(), ir.BasePath(l.api.Servers), answers.String(), hooks.String())}
}

// loopProgram is the half of the program that each document has its own of.
const loopProgram = `package main

import (
	"context"
	"io"
	"strings"

	%q
	%q
	%q
)

type handler struct{ l caller }

%s
func main() {
	l := &run[client.Option]{
		base: %q, edit: client.EditRequest, media: client.ContentType,
		connect: func(url string) (any, error) { return client.New(url, client.OneServer()) },
		file: func(f file) any {
			return &validate.File{Name: f.Name, Filename: "f", ContentType: f.Type, Header: f.Header, Reader: io.Reader(strings.NewReader(f.Data))}
		},
		answers: map[string]any{
%s		},
	}
	l.handler = server.New(handler{l}, %sserver.CheckAnswers(l.checked))
	l.all()
}

var _ context.Context
`

// ask has the program make the calls, and looks at what it says.
func (l *loopback) ask(t *testing.T, cmd *exec.Cmd) {
	var calls []*loopCall
	for _, op := range l.ops {
		calls = append(calls, l.calls(op)...)
	}
	stdin, err := json.Marshal(calls)
	if err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	if l.server != "" {
		cmd.Env = append(cmd.Environ(), "LOOPBACK_SERVER="+l.server)
	}
	cmd.Stdin, cmd.Stderr = bytes.NewReader(stdin), &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%.4000s", err, stderr.String())
	}
	var said []loopSaid
	if err := json.Unmarshal(out, &said); err != nil {
		t.Fatal(err)
	}
	if doc, err := openapi3.NewLoader().LoadFromFile(l.path); err == nil && l.server == "" {
		l.kin = doc
	}
	for i, c := range calls {
		l.judge(t, c, said[i])
	}
	t.Logf("-loop-seed %d: %v", *loopSeed, l.counts)
	if l.server == "" {
		return
	}
	for _, op := range l.ops {
		if !l.answered[op.Name] {
			t.Errorf("%s: no answer that it is called for was decoded", op.Name)
		}
	}
	t.Logf("%s: %d of %d operations answer and decode", l.peer, len(l.answered), len(l.ops))
}

// calls are calls of an operation: each media type of its body, and each of its answers,
// at least once.
func (l *loopback) calls(op *goapi.Operation) (out []*loopCall) {
	var answers []*loopAnswer
	for _, a := range op.Answers {
		if answer := l.answer(op, a); answer != nil {
			answers = append(answers, answer)
		}
	}
	n := max(1, len(op.Bodies), len(answers))
	for i := range n {
		c := &loopCall{Op: op.Name, op: op}
		if op.Params != nil {
			v, ok := l.draw(op.Params, ir.InRequest)
			if !ok {
				l.counts["operations without parameters that can be made"]++
				return out
			}
			c.Params = json.RawMessage(v)
			c.Seen = l.withDefaults(op, v)
		}
		if len(op.Bodies) > 0 {
			c.Body = l.body(op, op.Bodies[i%len(op.Bodies)])
			if c.Body == nil && op.Body.Required {
				l.counts["bodies that cannot be made"]++
				continue
			}
		}
		if len(answers) > 0 {
			c.Answer = answers[i%len(answers)]
		}
		if l.server == "" {
			l.mutants(c)
		} else if c.Answer == nil {
			l.counts["operations without an answer"]++
			continue
		} else {
			c.Header = l.credentials(op)
			c.Header.Set("Prefer", "code="+strconv.Itoa(c.Answer.Status))
		}
		out = append(out, c)
	}
	return out
}

// credentials are what the first way to be let in to an operation asks for in headers.
func (l *loopback) credentials(op *goapi.Operation) http.Header {
	out := http.Header{}
	if len(op.Security) == 0 {
		return out
	}
	for _, use := range op.Security[0] {
		i := slices.IndexFunc(l.api.Security, func(s *ir.SecurityScheme) bool { return s.Wire == use.Scheme })
		switch s := l.api.Security[i]; {
		case s.Type == "apiKey":
			out.Set(s.ParameterName, "x")
		case s.Type == "http":
			out.Set("Authorization", strings.ToUpper(s.Scheme[:1])+s.Scheme[1:]+" x") // Prism knows no "bearer"
		default:
			out.Set("Authorization", "Bearer x")
		}
	}
	return out
}

// draw makes a random value that a schema accepts.
func (l *loopback) draw(schema *ir.Schema, direction ir.Direction) (ir.Value, bool) {
	if schema == nil {
		return ir.Value(`{"any":1}`), true
	}
	all, ok := l.drawn[drawnOf{schema, direction}]
	if !ok {
		if v, ok := l.samples.Value(schema, direction); ok {
			all = append(all, v)
		}
		all = append(all, l.samples.Values(schema, direction, 3)...)
		if l.server != "" && direction == ir.InRequest {
			all = slices.DeleteFunc(all, hasEmpty)
		}
		l.drawn[drawnOf{schema, direction}] = all
	}
	if len(all) == 0 {
		return nil, false
	}
	v := all[l.random.IntN(len(all))]
	if l.random.IntN(2) == 0 {
		v = all[0] // the one with the most members
	}
	for range 4 {
		changed, _ := l.change(v)
		if l.server != "" && direction == ir.InRequest && hasEmpty(changed) {
			continue
		}
		if l.samples.Accepts(schema, changed, direction) {
			v = changed
		}
	}
	return v, true
}

// hasEmpty asks whether a value holds a text that is empty, which a client may refuse to
// send, so that it says nothing of another server.
func hasEmpty(v ir.Value) bool { return bytes.Contains(v, []byte(`""`)) }

// change changes a random place of a value: it returns the value, and a pointer.
func (l *loopback) change(v ir.Value) (ir.Value, string) {
	d := json.NewDecoder(bytes.NewReader(v))
	d.UseNumber()
	var tree any
	if err := d.Decode(&tree); err != nil {
		panic(err)
	}
	changed, at := l.changeIn(tree)
	out, err := json.Marshal(changed)
	if err != nil {
		panic(err)
	}
	return out, at
}

var pointerToken = strings.NewReplacer("~", "~0", "/", "~1")

func (l *loopback) changeIn(v any) (any, string) {
	chance := func(percent int) bool { return l.random.IntN(100) < percent }
	switch v := v.(type) {
	case map[string]any:
		if len(v) == 0 || chance(3) {
			break
		}
		names := slices.Sorted(maps.Keys(v))
		name := names[l.random.IntN(len(names))]
		at := "/" + pointerToken.Replace(name)
		if chance(15) {
			delete(v, name)
			return v, at
		}
		inner, below := l.changeIn(v[name])
		v[name] = inner
		return v, at + below
	case []any:
		if len(v) == 0 || chance(10) {
			break
		}
		i := l.random.IntN(len(v))
		if chance(15) {
			return slices.Delete(v, i, i+1), ""
		}
		inner, below := l.changeIn(v[i])
		v[i] = inner
		return v, "/" + strconv.Itoa(i) + below
	case string:
		if chance(70) {
			return l.text(), ""
		}
	case json.Number:
		if chance(70) {
			return json.Number([]string{"0", "1", "7", "-1", "0.5", "1000000"}[l.random.IntN(6)]), ""
		}
	}
	return []any{"text", json.Number("7"), json.Number("-0.5"), true, false, nil, []any{}, []any{"a"}, map[string]any{}, map[string]any{"a": json.Number("1")}}[l.random.IntN(10)], ""
}

// text is a text with signs that mean something on the way.
func (l *loopback) text() string {
	letters := []rune("aZ09-._~ /?#%&=+;,:@'\"<>\\{}[]|ä€😀\t")
	out := []rune{'x'}
	for range l.random.IntN(8) {
		out = append(out, letters[l.random.IntN(len(letters))])
	}
	return string(append(out, 'x'))
}

// textOf is a text or bytes for a body, as a string of JSON: one that its schema accepts,
// where it is held to that.
func (l *loopback) textOf(b goapi.Body, direction ir.Direction) (json.RawMessage, bool) {
	if b.Check == "" {
		return marshalled(l.text()), true
	}
	v, ok := l.draw(b.Of.Schema, direction)
	if ok && v[0] != '"' {
		return marshalled(string(v)), true // as JSON spells it
	}
	return json.RawMessage(v), ok
}

// withDefaults adds the defaults of parameters that are not there.
func (l *loopback) withDefaults(op *goapi.Operation, v ir.Value) json.RawMessage {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(v, &members); err != nil {
		panic(err)
	}
	for _, p := range l.checker.ParamTable(op.Operation).Params {
		if value := string(members[p.Name]); p.Default != "" && (value == "" || value == "null") {
			members[p.Name] = json.RawMessage(p.Default)
		}
	}
	return marshalled(members)
}

func marshalled(v any) json.RawMessage {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return bytes.TrimSpace(b.Bytes())
}

// body is a body in a media type; nil where none can be made.
func (l *loopback) body(op *goapi.Operation, b goapi.Body) *loopBody {
	out := &loopBody{Kind: string(b.Kind), Media: concrete(b.Media), Field: b.Field, of: b.Of, typed: b.Type != ""}
	switch {
	case b.Kind == goapi.TextBody, b.Kind == goapi.StreamBody:
		text, ok := l.textOf(b, ir.InRequest)
		if !ok {
			return nil
		}
		out.Value = text
	case b.Kind == goapi.FormBody && b.Type == "":
		out.Value = marshalled(url.Values{"a": {l.text(), ""}, "b c": {"x"}})
	case b.Kind == goapi.MultipartBody && b.Type == "":
		out.Value = marshalled(l.text())
	default:
		v, ok := l.draw(b.Of.Schema, ir.InRequest)
		if !ok {
			return nil
		}
		out.Value = json.RawMessage(v)
		if b.Kind == goapi.MultipartBody {
			l.files(out)
		}
	}
	return out
}

// files takes files out of a value, and puts them beside it.
func (l *loopback) files(b *loopBody) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(b.Value, &members); err != nil {
		return
	}
	seen := maps.Clone(members)
	for _, f := range l.checker.FormFields(b.of) {
		if f.Part == nil || !f.Part.File || members[f.Name] == nil {
			continue
		}
		place := strings.Repeat("0", (f.Part.Min+3)/4*4) // see validate.DecodeMultipart
		seen[f.Name] = marshalled(place)
		if members[f.Name][0] == '[' {
			seen[f.Name] = marshalled([]string{place})
		}
		delete(members, f.Name)
		file := loopFile{Name: f.Name, Header: textproto.MIMEHeader{}, Data: strings.Repeat("x", max(1, f.Part.Min))}
		if len(f.Part.Types) > 0 {
			file.Type = concrete(f.Part.Types[0])
		}
		for _, name := range f.Part.Headers {
			file.Header.Set(name, "x")
		}
		b.Files = append(b.Files, file)
	}
	b.Value, b.Seen = marshalled(members), marshalled(seen)
}

// concrete is a media type of a range.
func concrete(media string) string {
	switch {
	case strings.HasPrefix(media, "*/"):
		return "application/octet-stream"
	case strings.HasPrefix(media, "image/*"):
		return "image/png"
	}
	return strings.Replace(media, "*", "x", 1)
}

// answer is an answer that a handler gives; nil where none can be made.
func (l *loopback) answer(op *goapi.Operation, a goapi.Answer) *loopAnswer {
	out := &loopAnswer{Name: a.Name}
	best := ""
	for _, kind := range []string{"2", "3", "d"} { // what the client is called for
		if best == "" && slices.ContainsFunc(op.Answers, func(a goapi.Answer) bool { return strings.HasPrefix(strings.ToLower(a.Status), kind) }) {
			best = kind
		}
	}
	out.OK = best != "" && strings.HasPrefix(strings.ToLower(a.Status), best)
	status, err := strconv.Atoi(a.Status)
	if out.Set = err != nil; out.Set {
		first, last := 500, 599
		switch {
		case a.Status[0] >= '1' && a.Status[0] <= '5':
			first = int(a.Status[0]-'0') * 100
			last = first + 99
		case out.OK:
			first, last = 200, 203
		}
		for status = first + 18; slices.ContainsFunc(op.Answers, func(a goapi.Answer) bool { return a.Status == strconv.Itoa(status) }); status++ {
		}
		status = min(status, last)
	}
	if out.Status = status; status < 200 || status > 599 {
		l.counts["answers that are none of HTTP's, or interim"]++
		return nil
	}
	if a.Head != nil {
		v, ok := l.draw(a.Head, ir.InResponse)
		if !ok {
			l.counts["answers that cannot be made"]++
			return nil
		}
		out.Headers = json.RawMessage(v)
	}
	if len(a.Bodies) == 0 || op.Method == http.MethodHead || status == http.StatusNoContent || status == http.StatusNotModified {
		return out
	}
	b := a.Bodies[l.random.IntN(len(a.Bodies))]
	out.Kind = string(b.Kind)
	if strings.Contains(b.Media, "*") {
		out.Media = concrete(b.Media)
	}
	switch b.Kind {
	case goapi.TextBody, goapi.StreamBody:
		text, ok := l.textOf(b, ir.InResponse)
		if !ok {
			l.counts["answers that cannot be made"]++
			return nil
		}
		out.Value = text
	case goapi.EventsBody:
		out.Value = json.RawMessage(`[{"ID":"1","Type":"t","Data":"x\ny","Retry":0},{"ID":"2","Type":"u","Data":"","Retry":0}]`)
	default:
		v, ok := l.draw(b.Of.Schema, ir.InResponse)
		if !ok {
			l.counts["answers that cannot be made"]++
			return nil
		}
		out.Value = json.RawMessage(v)
		if b.Kind == goapi.SequenceBody {
			out.Value = marshalled([]json.RawMessage{out.Value, out.Value})
		}
	}
	return out
}

// mutants adds requests that differ from that of a call in one place.
func (l *loopback) mutants(c *loopCall) {
	encoded, ok := l.encode(c.op, ir.Value(c.Params))
	if !ok {
		return
	}
	base := ir.BasePath(l.api.Servers)
	if c.op.Servers != nil {
		base = ir.BasePath(c.op.Servers)
	}
	add := func(e validate.Encoded, body []byte, change loopChange) {
		header := http.Header{}
		maps.Copy(header, e.Header)
		if c.Body != nil {
			header.Set("Content-Type", c.Body.Media)
		}
		c.Mutants = append(c.Mutants, loopWire{c.op.Method, base + e.URL(), header, body})
		c.changes = append(c.changes, change)
	}
	body := l.wire(c.Body, nil)
	for range 2 {
		if c.op.Params != nil && (c.Body == nil || body != nil) {
			v, at := l.change(ir.Value(c.Params))
			if at == "" {
				continue // which is none of them
			}
			if e, ok := l.encode(c.op, v); ok && !sameEncoded(e, encoded) {
				add(e, body, loopChange{at, v, true, !l.samples.Accepts(c.op.Params, v, ir.InRequest)})
			}
		}
		if body != nil && c.Body.typed {
			v, at := l.change(ir.Value(c.Body.Value))
			if changed := l.wire(c.Body, v); changed != nil && !bytes.Equal(changed, body) {
				add(encoded, changed, loopChange{at, v, false, !l.samples.Accepts(c.Body.of.Schema, v, ir.InRequest)})
			}
		}
	}
}

// encode writes parameters as the interpreted document does.
func (l *loopback) encode(op *goapi.Operation, v ir.Value) (validate.Encoded, bool) {
	if op.Params == nil {
		return validate.Encoded{Path: op.Path}, true
	}
	e, err := validate.EncodeParams(json.RawMessage(v), l.checker.ParamTable(op.Operation))
	return e, err == nil
}

// wire is a body as it is sent, or with another value; nil where it is none, or of parts.
func (l *loopback) wire(b *loopBody, v ir.Value) []byte {
	if b == nil {
		return nil
	}
	if v == nil {
		v = ir.Value(b.Value)
	}
	switch goapi.BodyKind(b.Kind) {
	case goapi.JSONBody:
		return v
	case goapi.FormBody:
		if b.typed {
			return []byte(validate.EncodeForm(json.RawMessage(v), l.checker.FormFields(b.of)).Encode())
		}
		var form url.Values
		if err := json.Unmarshal(v, &form); err != nil {
			panic(err)
		}
		return []byte(form.Encode())
	case goapi.TextBody, goapi.StreamBody:
		var text string
		if err := json.Unmarshal(v, &text); err != nil {
			panic(err)
		}
		return []byte(text)
	}
	return nil
}

// judge looks at what became of a call.
func (l *loopback) judge(t *testing.T, c *loopCall, said loopSaid) {
	t.Helper()
	detail := fmt.Sprintf("%s %s\n\tparams %s", c.op.Method, c.op.Path, c.Params)
	if c.Body != nil {
		detail += fmt.Sprintf("\n\t%s %s", c.Body.Media, c.Body.Value)
	}
	if c.Answer != nil {
		detail += fmt.Sprintf("\n\tanswer %s %s", c.Answer.Name, c.Answer.Value)
	}
	if l.server != "" {
		if strings.Contains(said.Answer, ": not sent: ") {
			said.Unsent, said.Answer = said.Answer, ""
		}
		l.differs(t, c, "unsent", said.Unsent, detail)
		l.differs(t, c, l.peer, said.Answer, detail)
		if said.Unsent == "" && c.Answer.OK && (said.Answer == "" || strings.HasPrefix(said.Answer, "decoded, but ")) {
			l.answered[c.Op] = true
		}
		return
	}
	if said.Unsent != "" { // no change of it says anything of what a server does
		l.differs(t, c, "unsent", said.Unsent, detail)
		l.counts["mutants of what is not sent"] += len(said.Mutants)
		return
	}
	l.differs(t, c, "request", said.Request, detail)
	l.differs(t, c, "answer", said.Answer, detail)
	l.differs(t, c, "checked", said.Checked, detail)
	if said.Request == "" {
		l.secondOpinion(t, c, said.Wire, detail)
	}
	for i, m := range said.Mutants {
		w, change := c.Mutants[i], c.changes[i]
		more := fmt.Sprintf("%s\n\tchanged at %q: %s\n\tsent %s %s %s\n\tanswered %d %s", detail, change.at, change.value, w.Target, w.Header, w.Body, m.Status, m.Text)
		l.differs(t, c, "mutant", l.mutant(c, change, w, m), more)
	}
}

// differs takes note of what is said, which is nothing where all is well.
func (l *loopback) differs(t *testing.T, c *loopCall, of, said, detail string) {
	t.Helper()
	if said == "" {
		l.counts[of]++
		return
	}
	for _, d := range loopDifferences {
		if d.of == of && (d.when == nil || d.when(c)) && regexp.MustCompile(d.said).MatchString(said) {
			l.counts[of+" differs: "+d.reason]++
			if l.peer == "prism" { // there are few
				t.Logf("%s: %s: %.1000s\n\t%s", c.Op, of, said, d.reason)
			}
			return
		}
	}
	if l.counts[of+" unexplained"]++; l.counts[of+" unexplained"] <= 10 {
		t.Errorf("%s: %s: %.1000s\n\t%.3000s", c.Op, of, said, detail)
	}
}

// mutant tells what is wrong with what became of a request that was changed.
func (l *loopback) mutant(c *loopCall, change loopChange, w loopWire, m loopReply) string {
	if m.Called {
		l.counts["mutants that come through"]++
		form := c.Body != nil && c.Body.Kind == string(goapi.FormBody)
		switch {
		case change.params:
			e, ok := l.encode(c.op, ir.Value(l.withDefaults(c.op, change.value)))
			again, okay := l.encode(c.op, ir.Value(m.Params))
			if !ok || !okay || !sameEncoded(e, again) {
				return "the parameters come through as " + string(m.Params)
			}
		case form:
			values, err := url.ParseQuery(string(w.Body))
			if err != nil {
				panic(err)
			}
			read, err := l.checker.Form(c.Body.of)(values)
			if err != nil {
				return "the interpreted document says " + err.Error()
			}
			if !sameJSON(string(m.Body), string(known(ir.Value(read), c.Body.of.Schema))) {
				return "the form comes through as " + string(m.Body)
			}
		case change.wrong:
			return "it comes through, and its schema refuses it"
		case string(change.value) == "null" && string(m.Body) != "null":
			return "null comes through as " + string(m.Body)
		case !sameJSON(string(m.Body), string(known(change.value, c.Body.of.Schema))):
			return "the body comes through as " + string(m.Body)
		}
		return ""
	}
	l.counts["mutants that are refused"]++
	var problem struct {
		Errors []struct{ Pointer, Detail string }
	}
	if m.Status != http.StatusBadRequest || json.Unmarshal([]byte(m.Text), &problem) != nil || len(problem.Errors) == 0 {
		return "it is not refused with 400 and where"
	}
	at := change.at
	if change.params {
		name, rest, _ := strings.Cut(strings.TrimPrefix(at, "/"), "/")
		if i := slices.IndexFunc(c.op.Parameters, func(p *ir.Parameter) bool { return pointerToken.Replace(p.Member) == name }); i >= 0 {
			wire := c.op.Parameters[i].Wire
			if c.op.Parameters[i].In == "header" {
				wire = http.CanonicalHeaderKey(wire)
			}
			at = "/" + c.op.Parameters[i].In + "/" + pointerToken.Replace(wire)
		}
		if rest != "" {
			at += "/" + rest
		}
	}
	for _, e := range problem.Errors {
		u, err := url.Parse(e.Pointer)
		if err != nil {
			return "the pointer is none: " + e.Pointer
		}
		if p := u.Fragment; !strings.HasPrefix(p+"/", at+"/") && !strings.HasPrefix(at+"/", p+"/") {
			return fmt.Sprintf("the pointer is %s, want %s", p, at)
		}
	}
	if !change.params && !change.wrong && c.Body.Kind == string(goapi.JSONBody) {
		return "it is refused, and its schema accepts it: " + problem.Errors[0].Detail
	}
	return ""
}

// known is a value without the members that the Go type of a schema has no place for.
func known(v ir.Value, schema *ir.Schema) ir.Value {
	d := json.NewDecoder(bytes.NewReader(v))
	d.UseNumber()
	var tree any
	if err := d.Decode(&tree); err != nil {
		panic(err)
	}
	return ir.Value(marshalled(knownIn(tree, schema)))
}

func knownIn(v any, schema *ir.Schema) any {
	if named := schema.Named(); named != nil {
		schema = named
	}
	if schema == nil || schema.Shape == nil {
		return v
	}
	switch v := v.(type) {
	case map[string]any:
		for name, member := range v {
			i := slices.IndexFunc(schema.Shape.Fields, func(f *ir.Field) bool { return f.Wire == name })
			switch {
			case i >= 0:
				v[name] = knownIn(member, schema.Shape.Fields[i].Schema)
			case schema.Shape.Kind == ir.KindObject && schema.Shape.Extra == nil:
				delete(v, name)
			}
		}
	case []any:
		for i, item := range v {
			v[i] = knownIn(item, schema.Shape.Elem)
		}
	}
	return v
}

// sameEncoded reports whether parameters are written alike, but for the order of a query.
func sameEncoded(a, b validate.Encoded) bool {
	query := func(e validate.Encoded) []string { return slices.Sorted(strings.SplitSeq(e.RawQuery, "&")) }
	return a.Path == b.Path && slices.Equal(query(a), query(b)) && fmt.Sprint(a.Header) == fmt.Sprint(b.Header)
}

// secondOpinion asks kin-openapi of a request.
func (l *loopback) secondOpinion(t *testing.T, c *loopCall, w loopWire, detail string) {
	t.Helper()
	var item *openapi3.PathItem
	if l.kin != nil {
		item = l.kin.Paths.Value(c.op.Path)
	}
	if item == nil || item.GetOperation(c.op.Method) == nil {
		l.counts["kin-openapi does not load the document, or the operation"]++
		return
	}
	r := httptest.NewRequest(w.Method, w.Target, bytes.NewReader(w.Body))
	r.Header = w.Header
	params := map[string]string{}
	base := ir.BasePath(l.api.Servers)
	if c.op.Servers != nil {
		base = ir.BasePath(c.op.Servers)
	}
	names := loopTemplate.FindAllString(c.op.Path, -1)
	expr := regexp.QuoteMeta(loopTemplate.ReplaceAllString(base+c.op.Path, "\x00"))
	values := regexp.MustCompile("^" + strings.ReplaceAll(expr, "\x00", "([^/]+)") + "$").FindStringSubmatch(r.URL.EscapedPath())
	for i, name := range names {
		if values == nil {
			break
		}
		plain, err := url.PathUnescape(values[i+1])
		if err != nil {
			t.Fatal(err)
		}
		params[strings.Trim(name, "{}")] = plain
	}
	err := openapi3filter.ValidateRequest(context.Background(), &openapi3filter.RequestValidationInput{
		Request: r, PathParams: params,
		Route:   &routers.Route{Spec: l.kin, Path: c.op.Path, PathItem: item, Method: c.op.Method, Operation: item.GetOperation(c.op.Method)},
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, SkipSettingDefaults: true},
	})
	said := ""
	if err != nil {
		said = err.Error()
		if wrong := (*openapi3filter.RequestError)(nil); errors.As(err, &wrong) {
			said = wrong.Error()
		}
		said = fmt.Sprintf("%.500s", said)
	}
	l.differs(t, c, "kin", said, detail+"\n\tsent "+w.Target+" "+string(w.Body))
}

var loopTemplate = regexp.MustCompile(`\{[^{}]*\}`)
