//go:build unix

package files_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/oasmint/oasmint/generator/files"
)

// References stay below the root, by whatever symbolic links they try to leave it.
func TestRootLinks(t *testing.T) {
	dir := t.TempDir()
	root := filepath.Join(dir, "api")
	write(t, filepath.Join(dir, "secret"), "hunter2")
	write(t, filepath.Join(root, "parts", "a.yaml"), "a")
	for link, to := range map[string]string{"out": "../secret", "absolute": filepath.Join(dir, "secret"), "in": "parts/a.yaml", "zero": "/dev/zero"} {
		if err := os.Symlink(to, filepath.Join(root, link)); err != nil {
			t.Fatal(err)
		}
	}
	r := files.Root{Dir: root}
	for _, name := range []string{"in", "parts/../in"} {
		if data, err := r.Read(filepath.Join(root, name)); err != nil || string(data) != "a" {
			t.Errorf("%s: got %q, %v", name, data, err)
		}
	}
	for _, name := range []string{"out", "absolute", "zero"} {
		data, err := r.Read(filepath.Join(root, name))
		refused(t, err, "outside")
		if len(data) > 0 {
			t.Errorf("%s was read", name)
		}
	}
}
