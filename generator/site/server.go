// The server of a site that changes. Pages learn of a change by server-sent events
// (HTML Living Standard, section 9.2).

package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"
)

// Server is an http.Handler for a site that was built with [Options.Live]. It
// answers requests to this machine alone. It is safe for concurrent use.
type Server struct {
	policy  string
	mu      sync.Mutex
	files   map[string]File
	version string        // hash of all files
	problem string        // why there is no newer version
	changed chan struct{} // closed on the next change
}

// NewServer returns a server of a site's files. With try, their pages send requests: to
// the servers that the policy in each names.
func NewServer(files []File, try bool) *Server {
	s := &Server{policy: policy + "; connect-src 'self'", changed: make(chan struct{})}
	if try {
		s.policy += " http: https:"
	}
	s.policy += "; frame-ancestors 'none'"
	s.Update(files)
	return s
}

// Update replaces the site. Pages that differ reload.
func (s *Server) Update(files []File) {
	byPath, sum := map[string]File{}, sha256.New()
	for _, f := range files {
		byPath[f.Path] = f
		fmt.Fprintf(sum, "%s\n%d\n%s", f.Path, len(f.Data), f.Data)
	}
	s.change(func() {
		s.files, s.version, s.problem = byPath, hex.EncodeToString(sum.Sum(nil)), ""
	})
}

// Fail says why there is no newer version. Pages show it until [Server.Update].
func (s *Server) Fail(problem string) {
	s.change(func() { s.problem = problem })
}

// change changes the server and wakes those who wait for a change.
func (s *Server) change(do func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	do()
	close(s.changed)
	s.changed = make(chan struct{})
}

// ServeHTTP answers GET and HEAD for the site's files, and for /events.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", s.policy)
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-cache")
	switch {
	case !IsLoopback(r.Host): // a name on the Internet that resolves to this machine (DNS rebinding)
		http.Error(w, Alone, http.StatusForbidden)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD are answered", http.StatusMethodNotAllowed)
	case r.URL.Path == "/events":
		s.events(w, r)
	default:
		s.file(w, r)
	}
}

// Alone is what a server tells those that ask it by a name that [IsLoopback] does not report.
const Alone = "this server answers to 127.0.0.1 and localhost alone"

// IsLoopback reports whether a Host header (RFC 9110, 7.2) names this machine by a loopback
// address or as localhost. Pages elsewhere reach a server here by names of their own that
// resolve to it, which it need not answer to.
func IsLoopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// file answers with a file of the site.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	s.mu.Lock()
	f, ok := s.files[name]
	s.mu.Unlock()
	if !ok {
		http.Error(w, "there is no such page\nthe index is at /", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", contentTypes[path.Ext(name)])
	w.Header().Set("ETag", fmt.Sprintf(`"%x"`, sha256.Sum256(f.Data)))
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(f.Data))
}

// contentTypes are those of a site's files, by extension. Those of package mime
// depend on the system.
var contentTypes = map[string]string{
	".html": "text/html; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".svg":  "image/svg+xml",
}

// lineBreaks makes line feeds of what ends a line of an event stream.
var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// events sends the version of the site, or the problem, now and after each
// change, until the request ends.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	if r.Method == http.MethodHead {
		return
	}
	out := http.NewResponseController(w)
	for {
		s.mu.Lock()
		name, data, changed := "version", s.version, s.changed
		if s.problem != "" {
			name, data = "problem", s.problem
		}
		s.mu.Unlock()
		var b bytes.Buffer
		fmt.Fprintf(&b, "event: %s\n", name)
		for line := range strings.SplitSeq(lineBreaks.Replace(data), "\n") {
			fmt.Fprintf(&b, "data: %s\n", line)
		}
		b.WriteByte('\n')
		if _, err := w.Write(b.Bytes()); err != nil {
			return
		}
		if out.Flush() != nil {
			return
		}
		select {
		case <-changed:
		case <-r.Context().Done():
			return
		}
	}
}
