package output

import (
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/goapi"
)

// sealed writes files with a lock that vouches for them.
func sealed(t *testing.T, dir string, files ...File) {
	t.Helper()
	tree, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	lock, err := tree.ReadLock("gen/oasmint.lock")
	if err != nil {
		t.Fatal(err)
	}
	lock.Begin("v1", "c0f", false)
	lock.Record(target, Made{Document: "d0c", Sources: map[string]string{"../api.yaml": "d0c"}, By: "build 1", Files: files})
	p, err := tree.Compare(files, lock)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Write(context.Background(), false); err != nil {
		t.Fatal(err)
	}
}

// TestUpToDate shows what the lock's hashes vouch for, and what they do not.
func TestUpToDate(t *testing.T) {
	files := []File{text("gen/api/a.go", goapi.Mark+"1"), text("gen/api/b", "1")}
	for name, c := range map[string]struct {
		change         func(t *testing.T, dir string)
		build, config  string
		source         string
		other, sharing bool
		want           string
	}{
		"nothing changed": {},
		"build":           {build: "build 2", want: "made by another build"},
		"configuration":   {config: "c1f", want: "the configuration changed"},
		"source":          {source: "d1c", want: "/api.yaml changed"},
		"source gone":     {source: "gone", want: "/api.yaml changed"},
		"another target":  {other: true, want: "the targets are others"},
		"the other's too": {other: true, sharing: true, want: "docs:gen/docs is new"},
		"file edited":     {change: func(t *testing.T, dir string) { put(t, dir, "gen/api/b", "2") }, want: "gen/api/b is not as it was written"},
		"file gone":       {change: func(t *testing.T, dir string) { os.Remove(filepath.Join(dir, "gen/api/b")) }, want: "gen/api/b is not as it was written"},
		"file a link": {change: func(t *testing.T, dir string) {
			os.Rename(filepath.Join(dir, "gen/api/b"), filepath.Join(dir, "b"))
			os.Symlink("../../b", filepath.Join(dir, "gen/api/b"))
		}, want: "gen/api/b is not as it was written"},
		"stray": {change: func(t *testing.T, dir string) { put(t, dir, "gen/api/c.go", goapi.Mark) }, want: "generated files that the lock does not know"},
		"no stray": {change: func(t *testing.T, dir string) {
			put(t, dir, "gen/api/c.go", "package mine")
			put(t, dir, "gen/api/d.go", "")
		}},
		"killed":    {change: func(t *testing.T, dir string) { put(t, dir, "gen/oasmint.lock.running", "") }, want: "a run did not end"},
		"lock gone": {change: func(t *testing.T, dir string) { os.Remove(filepath.Join(dir, "gen/oasmint.lock")) }, want: "there is no lock yet"},
		"file and lock edited": {change: func(t *testing.T, dir string) {
			put(t, dir, "gen/api/b", "2")
			data, err := os.ReadFile(filepath.Join(dir, "gen/oasmint.lock"))
			if err != nil {
				t.Fatal(err)
			}
			put(t, dir, "gen/oasmint.lock", strings.ReplaceAll(string(data), Sum([]byte("1")), Sum([]byte("2"))))
		}, want: "or its lock was edited"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			sealed(t, dir, files...)
			if c.change != nil {
				c.change(t, dir)
			}
			tree, err := Open(dir)
			if err != nil {
				t.Fatal(err)
			}
			defer tree.Close()
			lock, err := tree.ReadLock("gen/oasmint.lock")
			if err != nil {
				t.Fatal(err)
			}
			by := map[string]string{target: cmp.Or(c.build, "build 1")}
			if c.other {
				by["docs:gen/docs"] = "build 1"
			}
			n, why := tree.UpToDate(lock, cmp.Or(c.config, "c0f"), by, !c.sharing, func(path string) (string, error) {
				if path != "../api.yaml" {
					t.Errorf("asked for %s", path)
				}
				if c.source == "gone" {
					return "", errors.New("gone")
				}
				return cmp.Or(c.source, "d0c"), nil
			})
			switch {
			case c.want == "" && (why != "" || n != 3):
				t.Errorf("%d files, %q", n, why)
			case c.want != "" && !strings.Contains(why, c.want):
				t.Errorf("got %q, expected %q", why, c.want)
			}
		})
	}
}
