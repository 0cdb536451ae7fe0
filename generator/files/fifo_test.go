//go:build unix

package files_test

import (
	"path/filepath"
	"syscall"
	"testing"

	"github.com/oasmint/oasmint/generator/files"
)

// A pipe that nobody writes to does not hold up a run.
func TestPipe(t *testing.T) {
	name := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(name, 0o644); err != nil {
		t.Fatal(err)
	}
	refused(t, read(files.Limits{}, name), "no regular file")
	_, err := files.Root{Dir: filepath.Dir(name)}.Read(name)
	refused(t, err, "no regular file")
}
