//go:build steps

package generator_test

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var (
	stepsOf  = flag.String("families", "", "count the steps of these alone: \"allOf;tags\"")
	stepSize = flag.Int("step-size", 32, "the parts of the smallest document")
)

// TestSteps doubles each family four times, and counts the statements that all of oasmint
// and package slices run for all files of a document, from reading to writing, and the
// bytes of those files. A scan within a loop allocates nothing, so that TestGrowth does not
// see it.
//
// Families of levels have 16 at most, since more are beyond the limit of depth. More is made
// of them than twice as much for twice the levels, which the document asks for: a name is as
// long as its place is deep, a schema has the members, variants and assertions of all below,
// and up to 100 schemas are in the JSON Schema of each that leads to them. There, the steps
// may grow as the bytes do. The counters are those of a binary that is built to measure coverage (make growth).
func TestSteps(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "oasmint")
	build := exec.Command("go", "build", "-cover", "-covermode=atomic", "-coverpkg="+modulePathOfOasmint+"/cmd/oasmint,"+modulePathOfOasmint+"/generator/...,slices", "-o", binary, "../cmd/oasmint")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, name := range familyNames() {
		if *stepsOf != "" && !slices.Contains(strings.Split(*stepsOf, ";"), name) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			size := *stepSize
			switch {
			case strings.HasPrefix(name, "nested ") || strings.HasSuffix(name, " twice") || strings.Contains(name, " twice, ") || strings.Contains(name, " chain") || name == "deep ref" || name == "if then else":
				size = 1
			case name == "patternProperties":
				size = max(size, 64) // from then on checks remember, and are made by other ways
			case strings.HasSuffix(name, " ring") || name == "aliases":
				size = max(size, 128) // up to 100 schemas, JSON Schema files are made in another way
			}
			var steps, bytes growth
			for i := range 5 {
				n := size << i
				if name == "aliases of aliases" {
					n = 3 + i // each level stands for twice as much
				}
				s, b := countSteps(t, binary, families[name](n))
				most := mostGrowth
				if size == 1 {
					most = max(most, mostPerByte*bytes.by(b))
				} else if by := bytes.by(b); by > mostGrowth {
					t.Errorf("%d parts: %.2f times as many bytes are made for the last half as for the one before: %v, %d", n, by, bytes, b)
				}
				if by := steps.by(s); by > most && s-steps[len(steps)-1] > s/50 { // what is less turns on chance: goroutines, maps
					t.Errorf("%d parts: the last half takes %.2f times as many steps as the one before, of at most %.2f: %v, %d", n, by, most, steps, s)
				}
				steps, bytes = append(steps, s), append(bytes, b)
			}
			t.Logf("steps %v, bytes %v", steps, bytes)
		})
	}
}

// mostPerByte is how much faster steps may grow than the bytes that they make, where those
// grow faster than the document: fixed texts, which cost few steps, are less of them.
const mostPerByte = 1.2

// growth is how much there is for each doubling.
type growth []int

// by is how many times more the last half adds than the one before it; 0 where that is not
// known yet.
func (g growth) by(last int) float64 {
	if len(g) < 2 {
		return 0
	}
	was := g[len(g)-1]
	return float64(last-was) / float64(max(1, was-g[len(g)-2]))
}

const modulePathOfOasmint = "github.com/oasmint/oasmint"

// countSteps makes all files of a document and returns how many statements that took, and
// how many bytes the files have.
func countSteps(t *testing.T, binary, document string) (steps, size int) {
	dir, counters := t.TempDir(), countersIn(t)
	for name, text := range map[string]string{"go.mod": "module example.com/m\n\ngo 1.24\n", "api.yaml": document} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(binary, "generate", "--spec", "api.yaml", "--go-out", "api", "--docs-out", "docs", "--jsonschema-out", "schemas", "--max-depth", "200", "--max-aliases", "1000")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOCOVERDIR="+counters)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%.500s", err, out)
	}
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		size += int(info.Size())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return stepsIn(t, counters), size
}

// countersIn is a new folder for counters. The name of a test can have a comma, by which
// covdata would take the path for several.
func countersIn(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "steps")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// stepsIn sums up the counters that a binary has left in a folder.
func stepsIn(t *testing.T, counters string) (steps int) {
	t.Helper()
	profile := filepath.Join(counters, "profile")
	if out, err := exec.Command("go", "tool", "covdata", "textfmt", "-i="+counters, "-o="+profile).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	data, err := os.ReadFile(profile)
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(data) { // file:from,to statements count
		if bytes.HasPrefix(line, []byte("slices/zsortordered.go:")) || bytes.HasPrefix(line, []byte("slices/sort.go:")) {
			continue // kin-openapi sorts keys of each schema that a component leads to: see load.mostVisits
		}
		if fields := strings.Fields(string(line)); len(fields) == 3 {
			statements, _ := strconv.Atoi(fields[1])
			count, _ := strconv.Atoi(fields[2])
			steps += statements * count
		}
	}
	if steps == 0 {
		t.Fatal("no statement was counted")
	}
	return steps
}
