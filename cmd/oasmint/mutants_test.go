package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/oasmint/oasmint/generator/hostiletest"
	"github.com/oasmint/oasmint/generator/source"
)

var (
	mutants    = flag.Int("mutants", 5, "how many mutated documents to generate from (make attack)")
	mutantSeed = flag.Uint64("mutant-seed", 1, "the seed of the mutants")
	mutantSize = flag.Int64("mutant-size", 30, "mutate documents of at most so many kB")
)

// What a run on any document may take.
const (
	mostTime   = 10 * time.Second
	mostMemory = 1 << 30
)

// TestMutants generates from documents that were mutated: real ones, where they are
// there, and the hostile one. No run panics, takes long or much, ends by another code
// than 0 to 3, or touches what is not its output.
func TestMutants(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{
		"other/main.go": "package main\n", "other/.git/HEAD": "ref: refs/heads/main\n", "work/go.mod": "module example.com/m\n\ngo 1.24\n",
		"work/notes.md": "mine\n", "work/api/own.go": "package api\n", "work/.git/HEAD": "ref: refs/heads/main\n", "work/docs/mine.md": "mine\n",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(root, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	work := filepath.Join(root, "work")
	before := surroundings(t, root)
	documents := mutable(t)
	binary := ""
	if *mutants > 1000 { // some go through the command as it is built
		binary = filepath.Join(t.TempDir(), "oasmint")
		if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	codes := map[int]int{}
	for i := range *mutants {
		r := rand.New(rand.NewPCG(*mutantSeed, uint64(i)))
		base := documents[r.IntN(len(documents))]
		data := mutate(r, base.data, documents)
		args := [][]string{
			{"generate", "--spec", "openapi.json", "--go-out", "api", "--docs-out", "docs", "--jsonschema-out", "schemas"},
			{"generate", "--spec", "openapi.json", "--docs-out", "docs", "--docs-preset", []string{"mkdocs", "hugo", "docusaurus"}[r.IntN(3)]},
			{"lint", "openapi.json"}, {"diff", "openapi.json", "before.json"}, {"docs", "build", "site", "--spec", "openapi.json"},
		}[max(0, r.IntN(10)-5)]
		if err := os.WriteFile(filepath.Join(work, "openapi.json"), data, 0o644); err != nil {
			t.Fatal(err)
		}
		if args[0] == "diff" {
			if err := os.WriteFile(filepath.Join(work, "before.json"), base.data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		code, said := 0, ""
		if binary != "" && i%25 == 0 {
			code, said = runBuilt(t, binary, work, args)
		} else {
			code, said = runWatched(t, work, args)
		}
		codes[code]++
		complain := func(what string) {
			kept := filepath.Join(os.TempDir(), "mutant-"+strconv.FormatUint(*mutantSeed, 10)+"-"+strconv.Itoa(i)+".json")
			_ = os.WriteFile(kept, data, 0o644)
			t.Errorf("mutant %d of seed %d (%s, of %s, kept as %s): %s\n%.600s", i, *mutantSeed, strings.Join(args, " "), base.name, kept, what, said)
		}
		switch {
		case code < exitClean || code > exitBreaking:
			complain("it ends by " + strconv.Itoa(code))
		case strings.Contains(said, "[internal]") || strings.Contains(said, "goroutine "):
			complain("it panics")
		case code == exitError && !strings.Contains(said, "openapi.json"):
			complain("it does not say what is wrong, and where")
		}
		for _, out := range []string{"schemas", "site", "oasmint.lock", "oasmint.lock.running", "api/oasmint.lock", "docs/oasmint.lock"} {
			if err := os.RemoveAll(filepath.Join(work, out)); err != nil {
				t.Fatal(err)
			}
		}
		clearOutputs(t, work)
		if i%20 == 0 || i == *mutants-1 {
			if after := surroundings(t, root); after != before {
				complain("it changed what is not its own, or one of the 20 before it did: " + after)
				before = after
			}
		}
	}
	t.Logf("%d mutants: by exit code %v", *mutants, codes)
}

type mutableDocument struct {
	name string
	data []byte
}

// mutable returns the documents that are mutated.
func mutable(t *testing.T) []mutableDocument {
	out := []mutableDocument{{"hostile", hostiletest.Mixed(t, "3.1.1", 3)}}
	files, err := filepath.Glob("../../../shared/corpus/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if info.Size() > *mutantSize<<10 {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, mutableDocument{filepath.Base(file), data})
	}
	return out
}

// surroundings is a hash of all files that are no outputs.
func surroundings(t *testing.T, root string) string {
	sum := sha256.New()
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(file, "openapi.json") || strings.HasSuffix(file, "before.json") {
			return err
		}
		data, err := os.ReadFile(file)
		sum.Write([]byte(file + "\x00"))
		sum.Write(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// clearOutputs removes what a run wrote beside files that are not its own.
func clearOutputs(t *testing.T, work string) {
	for _, folder := range []string{"api", "docs"} {
		entries, err := os.ReadDir(filepath.Join(work, folder))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if e.Name() != "own.go" && e.Name() != "mine.md" {
				if err := os.RemoveAll(filepath.Join(work, folder, e.Name())); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// runWatched runs a command in this process, and holds it to the limits.
func runWatched(t *testing.T, dir string, args []string) (int, string) {
	var stdout, stderr bytes.Buffer
	ended := make(chan int, 1)
	began := processorTime()
	go func() { ended <- run(args, strings.NewReader(""), &stdout, &stderr, dir) }()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case code := <-ended:
			return code, stdout.String() + stderr.String()
		case <-tick.C:
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		if took := processorTime() - began; took > mostTime || m.HeapInuse > mostMemory {
			data, _ := os.ReadFile(filepath.Join(dir, "openapi.json"))
			kept := filepath.Join(os.TempDir(), "mutant-without-end.json")
			_ = os.WriteFile(kept, data, 0o644)
			t.Fatalf("%s takes %v and %d MB (kept as %s)", strings.Join(args, " "), took, m.HeapInuse>>20, kept)
		}
	}
}

// processorTime is what this process has taken so far: the machine may be busy with
// others.
func processorTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// runBuilt runs the built command, and holds it to the limits.
func runBuilt(t *testing.T, binary, dir string, args []string) (int, string) {
	ctx, cancel := context.WithTimeout(context.Background(), 6*mostTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, binary, args...)
	cmd.Dir = dir
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	err := cmd.Run()
	if cmd.ProcessState == nil {
		t.Fatal(err)
	}
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok && usage.Maxrss<<10 > mostMemory {
		t.Errorf("%s takes %d MB", strings.Join(args, " "), usage.Maxrss>>10)
	}
	if took := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(); took > mostTime {
		t.Errorf("%s takes %v", strings.Join(args, " "), took)
	}
	return cmd.ProcessState.ExitCode(), said.String()
}

// mutate changes a document in one to four places: of its tree or, at times, of its
// bytes.
func mutate(r *rand.Rand, data []byte, documents []mutableDocument) []byte {
	if r.IntN(10) == 0 {
		return mutateBytes(r, data)
	}
	file, err := source.Parse("openapi.json", "openapi.json", data)
	if err != nil {
		return mutateBytes(r, data)
	}
	other, err := source.Parse("openapi.json", "openapi.json", documents[r.IntN(len(documents))].data)
	if err != nil {
		other = file
	}
	for range 1 + r.IntN(4) {
		mutateTree(r, file.Root, other.Root)
	}
	return file.Root.JSON()
}

func mutateBytes(r *rand.Rand, data []byte) []byte {
	data = bytes.Clone(data)
	from := r.IntN(len(data))
	to := min(len(data), from+1+r.IntN(200))
	switch r.IntN(4) {
	case 0:
		return data[:from]
	case 1:
		return append(data[:from], data[to:]...)
	case 2:
		return append(bytes.Clone(data[:to]), data[from:]...)
	}
	for i := from; i < to; i += 1 + r.IntN(20) {
		data[i] = byte(r.Uint32())
	}
	return data
}

// nodes lists the values of a tree, each with what sets it.
type settable struct {
	node *source.Node
	in   *source.Node // the object or array that it is in
	at   int
}

func nodes(root *source.Node) []settable {
	var out []settable
	var walk func(n *source.Node)
	walk = func(n *source.Node) {
		for i := range n.Members {
			out = append(out, settable{n.Members[i].Value, n, i})
			walk(n.Members[i].Value)
		}
		for i, item := range n.Items {
			out = append(out, settable{item, n, i})
			walk(item)
		}
	}
	walk(root)
	return out
}

func (s settable) set(n *source.Node) {
	if s.in.Kind == source.Object {
		s.in.Members[s.at].Value = n
	} else {
		s.in.Items[s.at] = n
	}
}

func mutateTree(r *rand.Rand, root, other *source.Node) {
	all := nodes(root)
	if len(all) == 0 {
		return
	}
	s := all[r.IntN(len(all))]
	copied := func(n *source.Node) *source.Node {
		file, err := source.Parse("x", "x", n.JSON())
		if err != nil {
			return &source.Node{Kind: source.Null}
		}
		return file.Root
	}
	switch r.IntN(9) {
	case 0: // a part of the same document, or of another
		from := all
		if r.IntN(2) == 0 {
			from = nodes(other)
		}
		s.set(copied(from[r.IntN(len(from))].node))
	case 1: // gone
		if s.in.Kind == source.Object {
			s.in.Members = append(s.in.Members[:s.at:s.at], s.in.Members[s.at+1:]...)
		} else {
			s.in.Items = append(s.in.Items[:s.at:s.at], s.in.Items[s.at+1:]...)
		}
	case 2: // another type
		texts := []string{`null`, `true`, `[]`, `{}`, `""`, `-1`, `1e400`, `0.1`, `9223372036854775808`, `[[[[[[]]]]]]`, `{"$ref":"#"}`, `"#/"`, `{"":{"":{}}}`}
		file, err := source.Parse("x", "x", []byte(texts[r.IntN(len(texts))]))
		if err == nil {
			s.set(file.Root)
		}
	case 3: // an attack
		attack := hostiletest.Attacks[r.IntN(len(hostiletest.Attacks))]
		if s.in.Kind == source.Object && r.IntN(2) == 0 {
			s.in.Members[s.at].Key += attack
		} else if s.node.Kind == source.String {
			s.node.Text += attack
		}
	case 4, 5: // a reference to anything
		target := pointerTo(r, root)
		file, err := source.Parse("x", "x", []byte(`{"$ref":`+strconv.Quote("#"+target)+`}`))
		if err == nil {
			s.set(file.Root)
		}
	case 6: // another key of the document
		if o := all[r.IntN(len(all))]; s.in.Kind == source.Object && o.in.Kind == source.Object {
			s.in.Members[s.at].Key = o.in.Members[o.at].Key
		}
	case 7: // a keyword with a part of the document below it
		keys := []string{"allOf", "anyOf", "oneOf", "not", "if", "then", "else", "items", "properties", "additionalProperties", "patternProperties", "propertyNames", "prefixItems", "contains", "unevaluatedProperties", "unevaluatedItems", "dependentSchemas", "discriminator", "enum", "const", "default", "required", "type", "format", "pattern", "$defs", "example", "minLength", "maxItems"}
		value := copied(all[r.IntN(len(all))].node)
		if r.IntN(2) == 0 {
			value = &source.Node{Kind: source.Array, Items: []*source.Node{value, copied(all[r.IntN(len(all))].node)}}
		}
		if s.node.Kind == source.Object {
			s.node.Members = append(s.node.Members, source.Member{Key: keys[r.IntN(len(keys))], Value: value})
		}
	case 8: // the same value many times
		if s.node.Kind == source.Array && len(s.node.Items) > 0 {
			for range 30 {
				s.node.Items = append(s.node.Items, copied(s.node.Items[0]))
			}
		}
	}
}

// pointerTo is a pointer to a random part of a tree.
func pointerTo(r *rand.Rand, n *source.Node) string {
	pointer := ""
	for depth := r.IntN(6); depth > 0; depth-- {
		switch {
		case len(n.Members) > 0:
			m := n.Members[r.IntN(len(n.Members))]
			pointer, n = pointer+"/"+source.EscapeToken(m.Key), m.Value
		case len(n.Items) > 0:
			i := r.IntN(len(n.Items))
			pointer, n = pointer+"/"+strconv.Itoa(i), n.Items[i]
		}
	}
	return pointer
}
