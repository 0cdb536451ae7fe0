package files_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/files"
)

// Only regular files are read, and only those that are not too large.
func TestRead(t *testing.T) {
	dir := t.TempDir()
	small, large := filepath.Join(dir, "small"), filepath.Join(dir, "large")
	write(t, small, "1")
	write(t, large, strings.Repeat("x", 1<<20+1))
	if data, err := (files.Limits{}).Read(small); err != nil || string(data) != "1" {
		t.Errorf("got %q, %v", data, err)
	}
	refused(t, read(files.Limits{MaxMB: 1}, large), "larger than 1 MB; --max-file MB raises the limit")
	refused(t, read(files.Limits{}, dir), "is a directory")
	if runtime.GOOS != "windows" {
		refused(t, read(files.Limits{}, "/dev/zero"), "no regular file")
	}
}

// References stay below the root, by whatever way they try to leave it.
func TestRoot(t *testing.T) {
	dir := t.TempDir()
	root := filepath.Join(dir, "api")
	write(t, filepath.Join(dir, "secret"), "hunter2")
	write(t, filepath.Join(root, "parts", "a.yaml"), "a")
	write(t, filepath.Join(root, ".env"), "hunter2")
	write(t, filepath.Join(root, ".git", "config"), "hunter2")
	r := files.Root{Dir: root}
	for _, name := range []string{"parts/a.yaml", "parts/../parts/a.yaml"} {
		if data, err := r.Read(filepath.Join(root, name)); err != nil || string(data) != "a" {
			t.Errorf("%s: got %q, %v", name, data, err)
		}
	}
	for name, says := range map[string]string{
		"../secret": "outside", "../api2/x": "outside", "/etc/passwd": "outside", "/dev/zero": "outside",
		".env": "begin with a dot", ".git/config": "begin with a dot", "none": "no such file", "parts": "directory",
	} {
		if !filepath.IsAbs(name) {
			name = filepath.Join(root, name)
		}
		data, err := r.Read(name)
		refused(t, err, says)
		if len(data) > 0 {
			t.Errorf("%s was read", name)
		}
	}
	wide := files.Root{Dir: dir}
	if data, err := wide.Read(filepath.Join(dir, "secret")); err != nil || string(data) != "hunter2" {
		t.Errorf("below a wider root: got %q, %v", data, err)
	}
}

func read(l files.Limits, name string) error {
	_, err := l.Read(name)
	return err
}

func refused(t *testing.T, err error, says string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), says) {
		t.Errorf("got %v, expected %q", err, says)
	}
}

func write(t *testing.T, name, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestTooLarge shows that a file which is too large is not read to find that out.
func TestTooLarge(t *testing.T) {
	large := filepath.Join(t.TempDir(), "large")
	f, err := os.Create(large)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.Truncate(11<<20), f.Close()); err != nil { // sparse
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err = files.Limits{MaxMB: 10}.Read(large)
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; err == nil || took > 1<<20 {
		t.Errorf("%v, after %d bytes of memory", err, took)
	}
}
