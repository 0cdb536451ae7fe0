package output

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/goapi"
)

func TestLockContent(t *testing.T) {
	dir := t.TempDir()
	mustRun(t, dir, text("gen/api/b", "1"), text("gen/api/a", "2"))
	got, err := os.ReadFile(filepath.Join(dir, "oasmint.lock"))
	if err != nil {
		t.Fatal(err)
	}
	want := `{
  "format": 1,
  "tool": "v1",
  "targets": {
    "go:gen/api": {
      "document": "d0c",
      "files": {
        "gen/api/a": "d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35",
        "gen/api/b": "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"
      },
      "names": {
        "/components/schemas/a": "A"
      }
    }
  }
}
`
	if string(got) != want {
		t.Errorf("got:\n%s", got)
	}
}

// TestLockMoves shows that a lock's paths are relative to the lock: it reads
// the same from the folder above.
func TestLockMoves(t *testing.T) {
	dir := t.TempDir()
	mustRun(t, filepath.Join(mkdir(t, dir, "sub")), text("gen/api/a", "1"))
	tree, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	lock, err := tree.ReadLock("sub/oasmint.lock")
	if err != nil {
		t.Fatal(err)
	}
	if lock.Published("go:sub/gen/api").Names["/components/schemas/a"] != "A" {
		t.Error("the names are not found from above")
	}
	lock.Begin("v1", "", false)
	files := []File{text("sub/gen/api/a", "1")}
	lock.Record("go:sub/gen/api", Made{Document: "d0c", Published: lock.Published("go:sub/gen/api"), Files: files})
	p, err := tree.Compare(files, lock)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Changes) != 0 {
		t.Errorf("changes:\n%s", states(p))
	}
}

func mkdir(t *testing.T, dir, name string) string {
	t.Helper()
	name = filepath.Join(dir, name)
	if err := os.MkdirAll(name, 0o755); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestLockTool shows that another version of the tool is no reason to write.
func TestLockTool(t *testing.T) {
	dir := t.TempDir()
	mustRun(t, dir, text("gen/api/a", "1"))
	tree, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	for content, changes := range map[string]int{"1": 0, "2": 2} {
		lock, err := tree.ReadLock("oasmint.lock")
		if err != nil {
			t.Fatal(err)
		}
		files := []File{text("gen/api/a", content)}
		lock.Begin("v2", "", false)
		lock.Record(target, Made{Document: "d0c", Published: lock.Published(target), Files: files})
		p, err := tree.Compare(files, lock)
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Changes) != changes {
			t.Errorf("content %s: changes:\n%s", content, states(p))
		}
	}
}

// TestLockKeepsOthers shows that a run that knows one target leaves the files
// of the others alone.
func TestLockKeepsOthers(t *testing.T) {
	dir := t.TempDir()
	mustRun(t, dir, text("gen/api/a", "1"))
	tree, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	for _, keep := range []bool{true, false} {
		lock, err := tree.ReadLock("oasmint.lock")
		if err != nil {
			t.Fatal(err)
		}
		files := []File{text("other/a", "1")}
		lock.Begin("v1", "", keep)
		lock.Record("go:other", Made{Document: "d0c", Files: files})
		p, err := tree.Compare(files, lock)
		if err != nil {
			t.Fatal(err)
		}
		if removed := strings.Contains(states(p), "gen/api/a: left over"); removed == keep {
			t.Errorf("keep %v:\n%s", keep, states(p))
		}
	}
}

// TestLockKeepsNames shows that a published name outlives its place in the
// document (/b), until another place takes it (/d takes that of /e).
func TestLockKeepsNames(t *testing.T) {
	l, err := parseLock("oasmint.lock", "oasmint.lock", []byte(`{"format": 1, "targets": {"go:a": {"names": {"/b": "B", "/c": "C", "/e": "D"}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	l.Begin("v1", "", false)
	l.Record("go:a", Made{Document: "d0c", Published: goapi.Published{Names: map[string]string{"/c": "Chosen", "/d": "D"}}})
	data, err := l.render()
	if err != nil {
		t.Fatal(err)
	}
	again, err := parseLock("oasmint.lock", "oasmint.lock", data)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"/b": "B", "/c": "Chosen", "/d": "D"}
	if got := again.Published("go:a").Names; !maps.Equal(got, want) {
		t.Errorf("got %v, expected %v", got, want)
	}
}

func TestLockErrors(t *testing.T) {
	for name, c := range map[string]struct{ data, want string }{
		"empty":     {"", "oasmint.lock:1:1: the lock is damaged: unexpected end of JSON input"},
		"no JSON":   {"{\n  \"format\": 1,\n  x\n}", "oasmint.lock:3:3: the lock is damaged: invalid character 'x'"},
		"trailing":  {`{"format": 1} {}`, "oasmint.lock:1:15: the lock is damaged"},
		"newer":     {`{"format": 2, "new": true}`, "oasmint.lock: the lock was written by a newer oasmint (format 2, this one reads 1)\n\tupdate oasmint"},
		"no format": {`{}`, "oasmint.lock: the lock is damaged: it has no format"},
		"unknown":   {`{"format": 1, "hash": ""}`, "the lock is damaged: json: unknown field \"hash\""},
		"type":      {"{\"format\": 1,\n\"targets\": []}", "oasmint.lock:2:12: the lock is damaged"},
		"conflict":  {"{\n<<<<<<< HEAD\n\"format\": 1\n=======\n}", "oasmint.lock:2:1: merge conflict in the lock\n\tkeep one side of it, and run: oasmint generate --force"},
		"outside":   {`{"format": 1, "targets": {"go:a": {"files": {"../../x": ""}}}}`, `the file "../../x" lies outside`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := parseLock("oasmint.lock", "oasmint.lock", []byte(c.data))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, expected %q", err, c.want)
			}
		})
	}
}

func FuzzLock(f *testing.F) {
	f.Add([]byte(`{"format": 1, "tool": "v1", "targets": {"go:a": {"document": "", "files": {"a/b": "00"}, "names": {}}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := parseLock("oasmint.lock", "oasmint.lock", data)
		if err != nil {
			return
		}
		l.Begin("v1", "", true)
		if _, err := l.render(); err != nil {
			t.Error(err)
		}
	})
}
