package spec_test

// The document against the rules of spec/README.md, the published API, and the
// validators that are generated from it.

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/oasmint/oasmint/spec"
	"github.com/oasmint/oasmint/spec/internal/rules"
)

// published is where the published API lies, beside the repository.
var published = filepath.Join("..", "..", "shared", "authlete")

func TestRules(t *testing.T) {
	in := rules.Input{
		Spec:  rules.File{Name: "spec/authlete.yaml", Data: spec.Document()},
		Terms: rules.File{Name: "spec/terms.yaml", Data: read(t, "terms.yaml")},
	}
	facts := filepath.Join(published, "facts.yaml")
	if data, err := os.ReadFile(facts); err == nil {
		in.Facts = &rules.File{Name: facts, Data: data}
	} else {
		t.Logf("%s is not there: the facts are not compared", facts)
	}
	numbers, found, err := rules.Check(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(numbers)
	for _, f := range found.Sorted() {
		t.Error(f)
	}
	if numbers.Operations == 0 || numbers.Examples == 0 {
		t.Errorf("the rules saw nothing: %s", numbers)
	}
}

// TestPublished runs the check that came with the facts: it also finds
// sentences that were taken over.
func TestPublished(t *testing.T) {
	script, err := filepath.Abs(filepath.Join(published, "check_spec.py"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(script); err != nil {
		t.Skipf("%s is not there", filepath.Join(published, "check_spec.py"))
	}
	if out, err := exec.Command("python3", "-c", "import yaml").CombinedOutput(); err != nil {
		t.Skipf("python3 with PyYAML is needed: %v %s", err, out)
	}
	out, err := exec.Command("python3", script, "authlete.yaml").CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
