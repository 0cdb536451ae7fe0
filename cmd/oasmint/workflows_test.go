package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

var pinned = regexp.MustCompile(`@[0-9a-f]{40}$`)

// TestWorkflows reads the workflows, the action and the hooks: what they run is
// there and can be executed, and what they pass is what is taken.
func TestWorkflows(t *testing.T) {
	const root = "../.."
	var action struct {
		Inputs map[string]any
		Runs   struct{ Steps []step }
	}
	readYAML(t, filepath.Join(root, "action.yml"), &action)
	for _, s := range action.Runs.Steps {
		for name, value := range s.Env {
			if key, ok := strings.CutPrefix(value, "${{ inputs."); ok && action.Inputs[strings.TrimSuffix(key, " }}")] == nil {
				t.Errorf("action.yml: %s is %s, which is no input", name, value)
			}
		}
		if strings.Contains(s.Run, "${{") {
			t.Error("action.yml: an input is a part of the script")
		}
		for _, script := range []string{"check", "update"} {
			if !strings.Contains(s.Run, script) {
				t.Errorf("action.yml does not run %s", script)
			}
			executable(t, filepath.Join(root, ".github/scripts", script+".sh"))
		}
	}
	files, err := filepath.Glob("testdata/downstream/*.yml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no workflows (%v)", err)
	}
	for _, file := range append(files, filepath.Join(root, ".github/workflows/ci.yml")) {
		var w struct {
			Permissions map[string]string
			Jobs        map[string]struct {
				Permissions map[string]string
				Steps       []step
			}
		}
		readYAML(t, file, &w)
		if len(w.Permissions) == 0 || len(w.Jobs) == 0 {
			t.Errorf("%s: permissions %v, %d jobs", file, w.Permissions, len(w.Jobs))
		}
		for scope, access := range w.Permissions {
			if access != "read" {
				t.Errorf("%s: each job may have %s: %s; say it of the job that needs it", file, scope, access)
			}
		}
		for _, job := range w.Jobs {
			for _, s := range job.Steps {
				if s.Uses != "" && !strings.HasPrefix(s.Uses, "oasmint/oasmint@") && !pinned.MatchString(s.Uses) {
					t.Errorf("%s: %s may be another tomorrow: name the commit", file, s.Uses)
				}
				if strings.HasPrefix(s.Uses, "actions/checkout@") && job.Permissions["contents"] != "write" && s.With["persist-credentials"] != "false" {
					t.Errorf("%s: %s leaves its token for the steps that follow", file, s.Uses)
				}
				if target, ok := strings.CutPrefix(s.Run, "make "); ok {
					if makefile, err := os.ReadFile(filepath.Join(root, "Makefile")); err != nil || !strings.Contains(string(makefile), "\n"+target+":") {
						t.Errorf("%s: the Makefile has no %s (%v)", file, target, err)
					}
				} else if s.Run != "" {
					executable(t, filepath.Join(root, s.Run))
				}
				if strings.HasPrefix(s.Uses, "oasmint/oasmint@") {
					for name := range s.With {
						if action.Inputs[name] == nil {
							t.Errorf("%s: %s is no input of action.yml", file, name)
						}
					}
				}
			}
		}
	}
	var hooks []struct{ ID, Entry string }
	readYAML(t, filepath.Join(root, ".pre-commit-hooks.yaml"), &hooks)
	if !slices.ContainsFunc(hooks, func(h struct{ ID, Entry string }) bool { return h.ID == "oasmint-check" && h.Entry == "oasmint check" }) {
		t.Errorf("hooks: %v", hooks)
	}
}

// TestAction runs the step of action.yml, with a command that says what it was
// called with.
func TestAction(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Fatal("the action's step is a script for bash, which every runner of GitHub has: ", err)
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	var action struct{ Runs struct{ Steps []step } }
	readYAML(t, filepath.Join(root, "action.yml"), &action)
	for _, c := range []struct{ run, shard, want string }{
		{"check", "", "check --full --diff --format github\n"},
		{"check", "3/16", "check --full --diff --format github --shard 3/16\n"},
		{"hello", "", "::error title=oasmint::run is hello, expected check or update\n"},
	} {
		cmd := exec.Command(bash, "-e", "-c", action.Runs.Steps[0].Run)
		cmd.Env = append(os.Environ(), "RUN="+c.run, "SHARD="+c.shard, "OASMINT=echo", "GITHUB_ACTION_PATH="+root)
		out, err := cmd.CombinedOutput()
		if string(out) != c.want || (err == nil) != (c.run == "check") {
			t.Errorf("%s: %v\n%s", c.run, err, out)
		}
	}
}

// TestWorkflowShards runs what each job of the workflow with shards runs, and holds that
// their shards are all there are.
func TestWorkflowShards(t *testing.T) {
	var w struct {
		Jobs map[string]struct {
			Strategy struct{ Matrix struct{ Shard []string } }
		}
	}
	readYAML(t, "testdata/downstream/shards.yml", &w)
	shards := w.Jobs["check"].Strategy.Matrix.Shard
	script, err := filepath.Abs("../../.github/scripts/check.sh")
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range shards {
		cmd := exec.Command(script)
		cmd.Env = append(os.Environ(), "OASMINT=echo", "SHARD="+text)
		out, err := cmd.CombinedOutput()
		if want := "check --full --diff --format github --shard " + text + "\n"; err != nil || string(out) != want {
			t.Errorf("%v, got %q, expected %q", err, out, want)
		}
		if s, err := (&manyFlags{Shard: text}).shard(); err != nil || s != (shard{i + 1, len(shards)}) {
			t.Errorf("job %d has shard %v (%v)", i+1, s, err)
		}
	}
	if len(shards) < 2 {
		t.Errorf("the matrix has shards %v", shards)
	}
}

// TestReadmeWorkflows shows that the README has the workflows that are tested.
func TestReadmeWorkflows(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	links := regexp.MustCompile(`\((cmd/oasmint/testdata/downstream/[a-z.]+)\)`).FindAllSubmatch(readme, -1)
	if len(links) != 3 {
		t.Errorf("the README links %d workflows, expected 3", len(links))
	}
	for _, link := range links {
		if _, err := os.Stat(filepath.Join("../..", string(link[1]))); err != nil {
			t.Error(err)
		}
	}
}

type step struct {
	Uses, Run string
	With, Env map[string]string
}

func readYAML(t *testing.T, file string, into any) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err == nil {
		err = yaml.Load(data, into)
	}
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

func executable(t *testing.T, file string) {
	t.Helper()
	info, err := os.Stat(file)
	if err != nil {
		t.Error(err)
		return
	}
	if info.Mode()&0o100 == 0 {
		t.Errorf("%s cannot be executed", file)
	}
}
