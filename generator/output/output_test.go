package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/oasmint/oasmint/generator/goapi"
)

const target = "go:gen/api"

// run is what a command does with one target and the lock oasmint.lock.
func run(t *testing.T, dir string, force bool, files ...File) (*Plan, error) {
	t.Helper()
	plan, err := plan(t, dir, files...)
	if err != nil {
		return nil, err
	}
	return plan, plan.Write(context.Background(), force)
}

func plan(t *testing.T, dir string, files ...File) (*Plan, error) {
	t.Helper()
	tree, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tree.Close() })
	lock, err := tree.ReadLock("oasmint.lock")
	if err != nil {
		return nil, err
	}
	lock.Begin("v1", "", nil)
	lock.Record(target, Made{Document: "d0c", Outs: []string{"gen", "docs", "other"}, Published: goapi.Published{Names: map[string]string{"/components/schemas/a": "A"}}, Files: files})
	return tree.Compare(files, lock)
}

func text(path, data string) File { return File{Path: path, Data: []byte(data)} }

func mustRun(t *testing.T, dir string, files ...File) *Plan {
	t.Helper()
	p, err := run(t, dir, false, files...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func put(t *testing.T, dir, name, data string) {
	t.Helper()
	name = filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// snapshot is everything in dir: path -> mode and content.
func snapshot(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, p)
		out[rel] = info.Mode().String()
		if info.Mode().IsRegular() {
			data, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			out[rel] += " " + string(data)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func states(p *Plan) string {
	var out []string
	for _, c := range p.Changes {
		out = append(out, c.Path+": "+c.State.String())
	}
	return strings.Join(out, "\n")
}

func TestStates(t *testing.T) {
	dir := t.TempDir()
	mustRun(t, dir, text("gen/api/same", "1"), text("gen/api/stale", "1"), text("gen/api/edited", "1"),
		text("gen/api/gone", "1"), text("gen/api/left", "1"), text("gen/api/left-edited", "1"), text("gen/api/left-gone", "1"))
	put(t, dir, "gen/api/edited", "by hand")
	put(t, dir, "gen/api/left-edited", "by hand")
	put(t, dir, "gen/api/foreign", "mine")
	put(t, dir, "gen/api/foreign-same", "2")
	os.Remove(filepath.Join(dir, "gen/api/gone"))
	os.Remove(filepath.Join(dir, "gen/api/left-gone"))
	p, err := plan(t, dir, text("gen/api/same", "1"), text("gen/api/stale", "2"), text("gen/api/edited", "1"),
		text("gen/api/gone", "1"), text("gen/api/foreign", "2"), text("gen/api/foreign-same", "2"), text("gen/api/new", "2"))
	if err != nil {
		t.Fatal(err)
	}
	want := `gen/api/edited: edited by hand
gen/api/foreign: not written by oasmint
gen/api/gone: missing
gen/api/left: left over
gen/api/left-edited: edited by hand
gen/api/new: missing
gen/api/stale: stale
oasmint.lock: stale`
	if got := states(p); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if p.Unchanged != 2 {
		t.Errorf("%d unchanged, expected 2", p.Unchanged)
	}
	if writes, removes := p.Counts(); writes != 6 || removes != 2 {
		t.Errorf("%d to write, %d to remove; expected 6 and 2", writes, removes)
	}
}

func TestSecondRunTouchesNothing(t *testing.T) {
	dir := t.TempDir()
	files := []File{text("gen/api/a", "1"), text("docs/b", "2")}
	mustRun(t, dir, files...)
	stat := func() []os.FileInfo {
		var out []os.FileInfo
		for _, name := range []string{"gen/api/a", "docs/b", "oasmint.lock"} {
			info, err := os.Stat(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, info)
		}
		return out
	}
	before := stat()
	p := mustRun(t, dir, files...)
	if len(p.Changes) != 0 {
		t.Errorf("changes in a second run:\n%s", states(p))
	}
	for i, after := range stat() {
		if !os.SameFile(before[i], after) || !before[i].ModTime().Equal(after.ModTime()) {
			t.Errorf("%s was touched", after.Name())
		}
	}
}

func TestRemoves(t *testing.T) {
	dir := t.TempDir()
	mustRun(t, dir, text("gen/api/a", "1"), text("docs/old/deep/b", "2"), text("docs/keep/c", "3"))
	put(t, dir, "docs/keep/mine", "mine")
	mustRun(t, dir, text("gen/api/a", "1"))
	got := slices.Sorted(maps.Keys(snapshot(t, dir)))
	want := []string{".", "docs", "docs/keep", "docs/keep/mine", "gen", "gen/api", "gen/api/a", "oasmint.lock"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestConflictsWriteNothing(t *testing.T) {
	dir := t.TempDir()
	mustRun(t, dir, text("gen/api/a", "1"), text("gen/api/left", "1"))
	put(t, dir, "gen/api/a", "by hand")
	put(t, dir, "gen/api/left", "by hand")
	put(t, dir, "gen/api/mine", "mine")
	before := snapshot(t, dir)
	files := []File{text("gen/api/a", "2"), text("gen/api/mine", "2"), text("gen/api/new", "2")}
	_, err := run(t, dir, false, files...)
	var conflict *ConflictError
	if !errors.As(err, &conflict) || len(conflict.Changes) != 3 {
		t.Fatalf("got %v, expected 3 conflicts", err)
	}
	if after := snapshot(t, dir); !maps.Equal(before, after) {
		t.Errorf("something was written: %v", after)
	}
	if _, err := run(t, dir, true, files...); err != nil {
		t.Fatal(err)
	}
	if p := mustRun(t, dir, files...); len(p.Changes) != 0 {
		t.Errorf("after force:\n%s", states(p))
	}
	if _, err := os.Stat(filepath.Join(dir, "gen/api/left")); err == nil {
		t.Error("force did not remove the left-over file")
	}
}

// TestFailureLeavesAll makes each operation of a write fail in turn.
func TestFailureLeavesAll(t *testing.T) {
	boom := errors.New("boom")
	for n := 0; ; n++ {
		dir := t.TempDir()
		mustRun(t, dir, text("gen/api/a", "1"), text("gen/api/b", "1"), text("docs/left/c", "1"))
		if err := os.Chmod(filepath.Join(dir, "gen/api/b"), 0o444); err != nil {
			t.Fatal(err)
		}
		before := snapshot(t, dir)
		p, err := plan(t, dir, text("gen/api/a", "2"), text("gen/api/b", "2"), text("gen/new/deep/d", "2"))
		if err != nil {
			t.Fatal(err)
		}
		left, failed := n, ""
		p.tree.fault = func(op, path string) error {
			if op == "release" || op == "prune" { // all is written by then
				return nil
			}
			if left--; left == -1 {
				failed = op + " " + path
				return boom
			}
			return nil
		}
		err = p.Write(context.Background(), false)
		if failed == "" {
			if err != nil {
				t.Fatal(err)
			}
			if n < 15 {
				t.Fatalf("only %d operations could fail", n)
			}
			return
		}
		if !errors.Is(err, boom) && !strings.Contains(fmt.Sprint(err), "boom") {
			t.Errorf("%s failed, the error is %v", failed, err)
		}
		if after := snapshot(t, dir); !maps.Equal(before, after) {
			t.Errorf("%s failed:\nbefore %v\nafter  %v", failed, before, after)
		}
	}
}

func TestStopped(t *testing.T) {
	dir := t.TempDir()
	p, err := plan(t, dir, text("gen/api/a", "1"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := p.Write(ctx, false); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if got := snapshot(t, dir); len(got) != 1 {
		t.Errorf("left behind: %v", got)
	}
}

func TestTwoRuns(t *testing.T) {
	dir := t.TempDir()
	first, err := plan(t, dir, text("gen/api/a", "1"))
	if err != nil {
		t.Fatal(err)
	}
	second, err := plan(t, dir, text("gen/api/a", "2"))
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Write(context.Background(), false); err != nil {
		t.Fatal(err)
	}
	before := snapshot(t, dir)
	err = second.Write(context.Background(), false)
	if err == nil || !strings.Contains(err.Error(), "another run changed the lock") {
		t.Errorf("got %v", err)
	}
	if after := snapshot(t, dir); !maps.Equal(before, after) {
		t.Errorf("something was written: %v", after)
	}
}

// TestRunsAtOnce shows that a run stays out of what another one is writing.
func TestRunsAtOnce(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "oasmint.lock.running", "")
	other, err := os.Open(filepath.Join(dir, "oasmint.lock.running"))
	if err != nil {
		t.Fatal(err)
	}
	if held, err := tryHold(other); !held || err != nil {
		t.Fatal(held, err)
	}
	_, err = run(t, dir, false, text("gen/api/a", "2"))
	if err == nil || !strings.Contains(err.Error(), "oasmint.lock.running: another run is writing here") {
		t.Errorf("got %v", err)
	}
	if got := snapshot(t, dir); len(got) != 2 || got["oasmint.lock.running"] == "" {
		t.Errorf("something was written, or the other run's journal is gone: %v", got)
	}
	other.Close() // as when the other run is killed
	mustRun(t, dir, text("gen/api/a", "2"))
	if _, err := os.Stat(filepath.Join(dir, "oasmint.lock.running")); err == nil {
		t.Error("the journal is still there")
	}
}

// TestManyRuns lets runs race: what is on disk in the end is what one of them
// made, whole.
func TestManyRuns(t *testing.T) {
	dir := t.TempDir()
	mustRun(t, dir, text("gen/api/a", "0"), text("gen/api/b", "0"))
	var plans []*Plan
	for n := range 8 {
		p, err := plan(t, dir, text("gen/api/a", strconv.Itoa(n+1)), text("gen/api/b", strconv.Itoa(n+1)))
		if err != nil {
			t.Fatal(err)
		}
		plans = append(plans, p)
	}
	var wg sync.WaitGroup
	var wrote atomic.Int32
	for _, p := range plans {
		wg.Go(func() {
			if p.Write(context.Background(), false) == nil {
				wrote.Add(1)
			}
		})
	}
	wg.Wait()
	got := snapshot(t, dir)
	if wrote.Load() != 1 || got["gen/api/a"] != got["gen/api/b"] || len(got) != 6 {
		t.Errorf("%d runs wrote: %v", wrote.Load(), got)
	}
	if p := mustRun(t, dir, text("gen/api/a", "9"), text("gen/api/b", "9")); len(p.Changes) != 3 {
		t.Errorf("the next run:\n%s", states(p))
	}
}

func TestUnusablePaths(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(dir string)
		file    string
		want    string
	}{
		"dots":         {nil, "../a", "a: lies outside the folder and the outputs of the run"},
		"absolute":     {nil, "/tmp/a", "lies outside the folder and the outputs of the run"},
		"folder":       {func(dir string) { os.MkdirAll(filepath.Join(dir, "gen/a"), 0o755) }, "gen/a", "gen/a: is a folder, expected a file"},
		"file above":   {func(dir string) { os.WriteFile(filepath.Join(dir, "gen"), nil, 0o644) }, "gen/x/a", "gen: a file stands where a folder is needed"},
		"link":         {func(dir string) { os.Symlink("other", filepath.Join(dir, "a")) }, "a", "a: is a symbolic link"},
		"link out":     {func(dir string) { os.Symlink("/tmp", filepath.Join(dir, "gen")) }, "gen/a", "gen/a: leads out of the folder"},
		"link up":      {func(dir string) { os.Symlink("..", filepath.Join(dir, "gen")) }, "gen/a", "gen/a: leads out of the folder"},
		"the lock":     {nil, "oasmint.lock", "two outputs have this path"},
		"capital lock": {nil, "Oasmint.lock", "two outputs have this path"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if c.prepare != nil {
				c.prepare(dir)
			}
			before := snapshot(t, dir)
			_, err := run(t, dir, true, text(c.file, "1"))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, expected %q", err, c.want)
			}
			if after := snapshot(t, dir); !maps.Equal(before, after) {
				t.Errorf("something was written: %v", after)
			}
		})
	}
}

func TestDistinct(t *testing.T) {
	for _, c := range []struct {
		a, b string
		ok   bool
	}{
		{"gen/a", "gen/b", true},
		{"gen/a", "gen/a", false},
		{"gen/a", "gen/A", false},
		{"gen/a", "gen/a/b", false},
		{"gen/A", "gen/a/b", false},
	} {
		_, err := run(t, t.TempDir(), false, text(c.a, "1"), text(c.b, "2"))
		if (err == nil) != c.ok {
			t.Errorf("%s and %s: %v", c.a, c.b, err)
		}
	}
}

// all takes in every target.
func all(string) bool { return true }

func TestDiff(t *testing.T) {
	for want, c := range map[string]Change{
		"--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n": {Path: "f", old: &content{data: []byte("a\nb\n")}, new: &content{data: []byte("a\nc\n")}},
		"--- /dev/null\n+++ b/f\n@@ -0,0 +1 @@\n+a\n":     {Path: "f", new: &content{data: []byte("a\n")}},
		"--- a/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n":     {Path: "f", old: &content{data: []byte("a\n")}},
		"Binary files a/f and b/f differ\n":               {Path: "f", old: &content{data: []byte{0}}, new: &content{data: []byte("a\n")}},
	} {
		if got := c.Diff(); got != want {
			t.Errorf("got:\n%s\nwant:\n%s", got, want)
		}
	}
}
