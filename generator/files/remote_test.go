package files_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/files"
)

// Only hosts that are named are asked, whoever leads there.
func TestRemote(t *testing.T) {
	var asked []string
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked = append(asked, r.URL.Path) }))
	defer other.Close()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/a":
			w.Write([]byte("a"))
		case "/large":
			w.Write([]byte(strings.Repeat("x", 700<<10)))
		case "/away":
			http.Redirect(w, r, other.URL+"/stolen", http.StatusFound)
		case "/file":
			w.Header().Set("Location", "file:///etc/passwd")
			w.WriteHeader(http.StatusFound)
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		case "/here":
			http.Redirect(w, r, "/a", http.StatusFound)
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	at := func(path string) *url.URL {
		uri, err := url.Parse(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		return uri
	}
	read := func(r *files.Remote, path string) (string, error) {
		data, err := r.Read(context.Background(), at(path))
		return string(data), err
	}
	host := at("").Host
	none := &files.Remote{}
	_, err := read(none, "/a")
	refused(t, err, "--allow-remote="+host)
	_, err = read(&files.Remote{Hosts: []string{"example.com"}}, "/a")
	refused(t, err, "refused")

	r := &files.Remote{Hosts: []string{host}, Limits: files.Limits{MaxMB: 1}}
	for _, path := range []string{"/a", "/here"} {
		if got, err := read(r, path); err != nil || got != "a" {
			t.Errorf("%s: got %q, %v", path, got, err)
		}
	}
	for path, says := range map[string]string{"/none": "404", "/away": "the redirect to another host", "/loop": "more than 5 redirects", "/file": "refused"} {
		_, err := read(r, path)
		refused(t, err, says)
	}
	if len(asked) > 0 {
		t.Errorf("a host that was not named was asked: %v", asked)
	}

	// All files together are bounded: in size and in number.
	if _, err := read(r, "/large"); err != nil {
		t.Error(err)
	}
	_, err = read(r, "/large")
	refused(t, err, "larger than 1 MB together")
	many := &files.Remote{Hosts: []string{host}}
	for range files.MaxRemoteFiles {
		if _, err := read(many, "/a"); err != nil {
			t.Fatal(err)
		}
	}
	_, err = read(many, "/a")
	refused(t, err, "more than 200 files")
}
