//go:build unix

package output

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestOutsideLinks shows where symbolic links are followed: those of a relative path as
// long as they stay in the folder that ".." leads to, those of an absolute one always.
func TestOutsideLinks(t *testing.T) {
	dir := t.TempDir()
	mkdir(t, dir, "repo/svc/a")
	mkdir(t, dir, "repo/real")
	mkdir(t, dir, "elsewhere")
	for link, to := range map[string]string{"repo/in": "real", "repo/out": "../elsewhere", "far": "elsewhere"} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	for out, want := range map[string]string{"../../in": "", "../../out": "leads out of the folder", filepath.Join(dir, "far", "new"): ""} {
		rel, err := Relative(filepath.Join(dir, "repo/svc/a"), out)
		if err != nil {
			t.Fatal(err)
		}
		tree, err := Open(filepath.Join(dir, "repo/svc/a"), rel)
		if err != nil {
			t.Fatal(err)
		}
		defer tree.Close()
		lock, err := tree.ReadLock("oasmint.lock")
		if err != nil {
			t.Fatal(err)
		}
		files := []File{text(rel+"/x", "1")}
		lock.Begin("v1", "", all)
		lock.Record("docs:"+rel, Made{Files: files})
		p, err := tree.Compare(files, lock)
		if err == nil {
			err = p.Write(t.Context(), false)
		}
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: got %v, expected %q", out, err, want)
		}
	}
	left := snapshot(t, dir)
	if left["repo/real/x"] == "" || left["elsewhere/new/x"] == "" || left["elsewhere/x"] != "" {
		t.Errorf("written: %v", left)
	}
}
