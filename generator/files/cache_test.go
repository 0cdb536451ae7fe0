package files_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/files"
)

// TestCache shows when a host is asked, and what is kept of its answer.
func TestCache(t *testing.T) {
	asked, tag := 0, `"v1"`
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Write([]byte("new"))
	}))
	defer server.Close()
	uri, err := url.Parse(server.URL + "/api.yaml")
	if err != nil {
		t.Fatal(err)
	}
	name := files.CacheName(uri)
	for _, c := range []struct {
		why   string
		ask   files.Asking
		kept  *files.Kept
		tag   string // what the host calls its version
		want  files.Kept
		asked int
		err   string
	}{
		{"nothing is kept", files.AskMissing, nil, `"v1"`, files.Kept{Data: []byte("new"), ETag: `"v1"`, Fresh: true}, 1, ""},
		{"it is kept", files.AskMissing, &files.Kept{Data: []byte("old")}, `"v1"`, files.Kept{Data: []byte("old")}, 0, ""},
		{"it did not change", files.AskAlways, &files.Kept{Data: []byte("old"), ETag: `"v1"`}, `"v1"`, files.Kept{Data: []byte("old"), ETag: `"v1"`, Fresh: true}, 1, ""},
		{"it changed", files.AskAlways, &files.Kept{Data: []byte("old"), ETag: `"v0"`}, `"v1"`, files.Kept{Data: []byte("new"), ETag: `"v1"`, Fresh: true}, 1, ""},
		{"another server's tag", files.AskAlways, &files.Kept{Data: []byte("new"), ETag: `"v0"`}, `"v1"`, files.Kept{Data: []byte("new"), ETag: `"v0"`, Fresh: true}, 1, ""},
		{"it was fetched in this run", files.AskAlways, &files.Kept{Data: []byte("old"), Fresh: true}, `"v1"`, files.Kept{Data: []byte("old"), Fresh: true}, 0, ""},
		{"no tag", files.AskAlways, nil, "no quotes", files.Kept{Data: []byte("new"), Fresh: true}, 1, ""},
		{"a long tag", files.AskAlways, nil, `"` + strings.Repeat("x", 500) + `"`, files.Kept{Data: []byte("new"), Fresh: true}, 1, ""},
		{"offline", files.AskNever, nil, `"v1"`, files.Kept{}, 0, "--offline forbids it"},
		{"offline, and kept", files.AskNever, &files.Kept{Data: []byte("old")}, `"v1"`, files.Kept{Data: []byte("old")}, 0, ""},
	} {
		asked, tag = 0, c.tag
		r := &files.Remote{Hosts: []string{uri.Host}, Ask: c.ask, Cache: func(string) (files.Kept, bool) {
			if c.kept == nil {
				return files.Kept{}, false
			}
			return *c.kept, true
		}}
		_, err := r.Read(t.Context(), uri)
		if c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)) || c.err == "" && err != nil {
			t.Errorf("%s: got %v, expected %q", c.why, err, c.err)
		}
		got := r.Kept()[name]
		if string(got.Data) != string(c.want.Data) || got.ETag != c.want.ETag || got.Fresh != c.want.Fresh || asked != c.asked {
			t.Errorf("%s: got %q, %q, %v, asked %d times", c.why, got.Data, got.ETag, got.Fresh, asked)
		}
	}
	// What is kept does not make a host a named one.
	other := &files.Remote{Cache: func(string) (files.Kept, bool) { return files.Kept{Data: []byte("old")}, true }}
	_, err = other.Read(t.Context(), uri)
	refused(t, err, "--allow-remote=")
}

// TestCacheName shows that a name is safe and a URL's own, whatever the URL.
func TestCacheName(t *testing.T) {
	safe := regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*-[0-9a-f]{12}(\.(yaml|yml|json|md|txt))?$`)
	seen := map[string]string{}
	for _, text := range []string{
		"https://example.com/openapi.yaml", "https://example.com/v2/openapi.yaml", "https://example.com", "https://example.com/",
		"https://example.com/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "https://example.com/.git/HEAD", "https://example.com/..", "https://example.com/a.yaml?key=1",
		"https://example.com/a%00%0a%1b.yaml", "https://example.com/CON", "https://example.com/" + strings.Repeat("long", 100) + ".json", "https://example.com/x.go",
	} {
		uri, err := url.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		name := files.CacheName(uri)
		if !safe.MatchString(name) || len(name) > 64 || seen[name] != "" {
			t.Errorf("%s: %q (also of %q)", text, name, seen[name])
		}
		seen[name] = text
	}
	with, _ := url.Parse("https://me:secret@example.com/openapi.yaml#/x")
	without, _ := url.Parse("https://example.com/openapi.yaml")
	if files.CacheName(with) != files.CacheName(without) {
		t.Error("the name depends on a password")
	}
}
