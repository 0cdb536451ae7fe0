//go:build steps

package generator_test

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var (
	stepsOf  = flag.String("families", "", "count the steps of these alone, also of those that are excused: \"allOf;tags\"")
	stepSize = flag.Int("step-size", 32, "the parts of the smallest document")
)

// stepsGrown are the families whose steps grow faster until they reach a limit, beyond
// those of which [grown] tells why.
var stepsGrown = map[string]string{
	"anyOf of objects": "each variant is looked for among all: 3,000 take some seconds",
	"nested arrays":    "a pointer is as long as its place is deep: the limit of depth ends it",
	"property ring":    "each JSON Schema file has all schemas of the ring: the limit of output ends it",
	"items ring":       "likewise",
}

// TestSteps doubles each family four times, and counts the statements that all of oasmint
// and package slices run for all files of a document: from reading to writing. A scan
// within a loop allocates nothing, so that TestGrowth does not see it. The counters are
// those of a binary that is built to measure coverage (make growth).
func TestSteps(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "oasmint")
	build := exec.Command("go", "build", "-cover", "-covermode=atomic", "-coverpkg="+modulePathOfOasmint+"/cmd/oasmint,"+modulePathOfOasmint+"/generator/...,slices", "-o", binary, "../cmd/oasmint")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, name := range familyNames() {
		if excused := grown[name] != "" || stepsGrown[name] != ""; *stepsOf == "" && excused ||
			*stepsOf != "" && !slices.Contains(strings.Split(*stepsOf, ";"), name) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			size := *stepSize
			if strings.HasPrefix(name, "nested ") || strings.HasSuffix(name, " twice") || strings.Contains(name, " twice, ") || strings.HasSuffix(name, " chain") {
				size = 1 // five doublings would go beyond the limit of depth
			}
			var before, more int
			for i := range 5 {
				steps := countSteps(t, binary, families[name](size<<i))
				if i > 1 && float64(steps-before) > mostGrowth*float64(more) {
					t.Errorf("%d parts take %d steps more than half of them, which take %d more than their half", size<<i, steps-before, more)
				}
				before, more = steps, steps-before
			}
		})
	}
}

const modulePathOfOasmint = "github.com/oasmint/oasmint"

// countSteps makes all files of a document and returns how many statements that took.
func countSteps(t *testing.T, binary, document string) (steps int) {
	dir, counters := t.TempDir(), countersIn(t)
	for name, text := range map[string]string{"go.mod": "module example.com/m\n\ngo 1.24\n", "api.yaml": document} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(binary, "generate", "--spec", "api.yaml", "--go-out", "api", "--docs-out", "docs", "--jsonschema-out", "schemas")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOCOVERDIR="+counters)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%.500s", err, out)
	}
	return stepsIn(t, counters)
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
