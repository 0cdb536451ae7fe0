//go:build unix

package output

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"testing"
)

// killed names the environment variables by which TestKilled tells its child
// where to write and before which operation to die.
const killFolder, killBefore = "OASMINT_TEST_FOLDER", "OASMINT_TEST_KILL_BEFORE"

// The states of a document: first, changed, changed again.
var (
	killFirst = []File{text("gen/api/a", "1"), text("gen/api/b", "1"), text("docs/left/c", "1")}
	killNext  = []File{text("gen/api/a", "2"), text("gen/api/b", "2"), text("gen/new/deep/d", "2")}
	killLater = []File{text("gen/api/a", "3"), text("other/e", "3")}
)

// TestKillChild is no test: it is the run that TestKilled kills.
func TestKillChild(t *testing.T) {
	dir := os.Getenv(killFolder)
	if dir == "" {
		t.Skip("only TestKilled runs this")
	}
	left, err := strconv.Atoi(os.Getenv(killBefore))
	if err != nil {
		t.Fatal(err)
	}
	p, err := plan(t, dir, killNext...)
	if err != nil {
		t.Fatal(err)
	}
	p.tree.fault = func(op, path string) error {
		if left--; left < 0 {
			if err := syscall.Kill(os.Getpid(), syscall.SIGKILL); err != nil {
				t.Fatal(err)
			}
			select {} // the signal is on its way
		}
		return nil
	}
	if err := p.Write(context.Background(), false); err != nil {
		t.Fatal(err)
	}
}

// TestKilled kills a run (SIGKILL) before each of its operations in turn. The
// next run, whatever it makes, needs no --force and leaves what it would have
// left had there been no kill.
func TestKilled(t *testing.T) {
	next := map[string][]File{"the same": killNext, "the former": killFirst, "another": killLater}
	want := map[string]map[string]string{}
	for name, files := range next {
		dir := t.TempDir()
		mustRun(t, dir, killFirst...)
		mustRun(t, dir, files...)
		want[name] = snapshot(t, dir)
	}
	kills := 0
	for n := 0; ; n++ {
		ended := false
		for name, files := range next {
			dir := t.TempDir()
			mustRun(t, dir, killFirst...)
			if ended = !killed(t, dir, n); ended {
				break
			}
			kills++
			p, err := plan(t, dir, files...)
			if err != nil {
				t.Fatalf("killed before operation %d, then %s: %v", n, name, err)
			}
			if err := p.Write(context.Background(), false); err != nil {
				t.Fatalf("killed before operation %d, then %s: %v", n, name, err)
			}
			if got := snapshot(t, dir); !maps.Equal(got, want[name]) {
				t.Errorf("killed before operation %d, then %s:\n%s", n, name, difference(got, want[name]))
			}
		}
		if ended {
			break
		}
	}
	if kills < 3*17 {
		t.Errorf("only %d kills", kills)
	}
}

// TestKilledTwice kills the run that mends, too.
func TestKilledTwice(t *testing.T) {
	clean := t.TempDir()
	mustRun(t, clean, killFirst...)
	mustRun(t, clean, killLater...)
	want := snapshot(t, clean)
	for first := 3; first < 17; first += 4 {
		for second := range 17 {
			dir := t.TempDir()
			mustRun(t, dir, killFirst...)
			killed(t, dir, first)
			killed(t, dir, second)
			mustRun(t, dir, killLater...)
			if got := snapshot(t, dir); !maps.Equal(got, want) {
				t.Errorf("killed before operations %d and %d:\n%s", first, second, difference(got, want))
			}
		}
	}
}

// killed runs TestKillChild in a process of its own and reports whether it was
// killed; false: it ended before operation n.
func killed(t *testing.T, dir string, n int) bool {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestKillChild$")
	cmd.Env = append(os.Environ(), killFolder+"="+dir, killBefore+"="+strconv.Itoa(n))
	out, err := cmd.CombinedOutput()
	if err == nil {
		return false
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		if status, ok := exit.Sys().(syscall.WaitStatus); ok && status.Signal() == syscall.SIGKILL {
			return true
		}
	}
	t.Fatalf("%v\n%s", err, out)
	return false
}

func difference(got, want map[string]string) string {
	out := ""
	for p, data := range got {
		if want[p] != data {
			out += fmt.Sprintf("has %s: %s\n", p, data)
		}
	}
	for p, data := range want {
		if got[p] != data {
			out += fmt.Sprintf("not %s: %s\n", p, data)
		}
	}
	return out
}
