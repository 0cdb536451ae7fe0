package serve

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// naive is what the router is held against: each template as a regular expression, in
// which a name takes as much as it can.
type naive struct {
	method, template string
	pattern          *regexp.Regexp
}

func newNaive(method, template string) naive {
	var pattern strings.Builder
	pattern.WriteString("^")
	for segment := range strings.SplitSeq(template[1:], "/") {
		pattern.WriteString("/")
		texts, _ := parts(segment)
		for j, text := range texts {
			if j > 0 {
				pattern.WriteString("([^/]+)")
			}
			pattern.WriteString(regexp.QuoteMeta(text))
		}
	}
	return naive{method, template, regexp.MustCompile(pattern.String() + "$")}
}

// before reports whether a template comes before another: at the first segment that
// differs, text before text and names before a name alone.
func (n naive) before(other naive) bool {
	a, b := strings.Split(n.template, "/"), strings.Split(other.template, "/")
	for i := range min(len(a), len(b)) {
		x, _ := parts(a[i])
		y, _ := parts(b[i])
		if slices.Equal(x, y) {
			continue
		}
		rank := func(texts []string) int {
			switch {
			case len(texts) == 1:
				return 1 << 20
			default:
				return len(strings.Join(texts, ""))
			}
		}
		if rank(x) != rank(y) {
			return rank(x) > rank(y)
		}
		return false // the one that was added first
	}
	return false
}

// find is the route that a request is for, and the values of its names.
func find(routes []naive, method, path string) (found int, values []string, allow []string) {
	found = -1
	for i, n := range routes {
		match := n.pattern.FindStringSubmatch(path)
		switch {
		case match == nil:
		case n.method != method:
			allow = append(allow, n.method)
		case found < 0 || n.before(routes[found]):
			found, values = i, match[1:]
		}
	}
	return found, values, allow
}

// texts are what stands for each name.
func (m *Match) texts() (out []string) {
	for i := range m.values {
		out = append(out, m.value(i))
	}
	return out
}

func FuzzRouter(f *testing.F) {
	f.Add("GET /a/{id}\nPOST /a/{other}\nGET /a/b\nGET /a/{id}:apply\nGET /{x}.{y}\nGET /a/", "GET", "/a/b:apply")
	f.Add("GET /f/{a}.{b}.json\nGET /f/{a}-{b}\nGET /f/{a}{b}\nPUT /f/x.y.json", "GET", "/f/x.y.z.json")
	f.Add("GET /a/{b}/c\nGET /{a}/b/c\nGET /a/b/{c}", "GET", "/a/b/c")
	f.Add("GET /", "GET", "//")
	f.Fuzz(func(t *testing.T, templates, method, path string) {
		if len(templates) > 500 || len(path) > 100 || strings.ContainsAny(templates+path, "%") || !strings.HasPrefix(path, "/") || path == "/" ||
			(&url.URL{Path: path}).EscapedPath() != path { // as requests have it: what net/url escapes is a test of its own
			return
		}
		var router Router
		var routes []naive
		seen := map[string]bool{}
		lines := bufio.NewScanner(strings.NewReader(templates))
		for lines.Scan() {
			verb, template, ok := strings.Cut(lines.Text(), " ")
			key := verb + names.ReplaceAllString(template, "{}")
			if !ok || !strings.HasPrefix(template, "/") || seen[key] || strings.ContainsAny(strings.ReplaceAll(key, "{}", ""), "{}") ||
				(&url.URL{Path: template}).EscapedPath() != strings.NewReplacer("{", "%7B", "}", "%7D").Replace(template) {
				continue // what net/url escapes is a test of its own
			}
			seen[key] = true
			routes = append(routes, newNaive(verb, template))
			router.Add(verb, template, len(routes)-1)
		}
		if method == "HEAD" {
			return
		}
		var m Match
		ok := router.Find(method, path, &m)
		want, values, allow := find(routes, method, path)
		switch {
		case want >= 0 && (!ok || m.Allow != nil):
			t.Fatalf("%s %s is not found; want %s", method, path, routes[want].template)
		case want >= 0 && routes[m.Operation].before(routes[want]):
		case want >= 0 && m.Operation == want:
			if !slices.Equal(m.texts(), values) {
				t.Fatalf("%s %s gives %q; want %q", method, path, m.texts(), values)
			}
		case want >= 0 && routes[want].before(routes[m.Operation]):
			t.Fatalf("%s %s is for %s; want %s", method, path, routes[m.Operation].template, routes[want].template)
		case want < 0 && ok != (len(allow) > 0):
			t.Fatalf("%s %s: found %v, allowed %q", method, path, ok, allow)
		}
	})
}

func TestRouter(t *testing.T) {
	var r Router
	for i, route := range []string{
		"GET /pets", "POST /pets", "GET /pets/{id}", "GET /pets/mine", "DELETE /pets/{name}", "POST /pets/{id}:feed", "GET /pets/{id}/",
		"GET /users('{id}')", "GET /a b/{x}", "GET /{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}/{i}/{j}",
	} {
		method, template, _ := strings.Cut(route, " ")
		r.Add(method, template, i)
	}
	for _, c := range []struct {
		request string
		want    int // -1: none
		values  string
		allow   string
	}{
		{"GET /pets", 0, "", ""},
		{"GET /pets/mine", 3, "", ""},
		{"GET /pets/min%65", 3, "", ""},
		{"GET /pets/7", 2, "7", ""},
		{"GET /pets/a%2Fb", 2, "a%2Fb", ""},
		{"HEAD /pets/7", 2, "7", ""},
		{"DELETE /pets/mine", 4, "mine", ""},
		{"POST /pets/7:feed", 5, "7", ""},
		{"POST /pets/:feed", 0, "", "DELETE GET HEAD"},
		{"PUT /pets/7", 0, "", "DELETE GET HEAD"},
		{"PUT /pets/7:feed", 0, "", "DELETE GET HEAD POST"},
		{"GET /pets/7/", 6, "7", ""},
		{"GET /pets/", -1, "", ""},
		{"GET /pet", -1, "", ""},
		{"GET //", -1, "", ""},
		{"GET *", -1, "", ""},
		{"GET /users('x')", 7, "x", ""},
		{"GET /users%28%27x%27%29", 7, "x", ""},
		{"GET /a%20b/c", 8, "c", ""},
		{"GET /1/2/3/4/5/6/7/8/9/10", 9, "1 2 3 4 5 6 7 8 9 10", ""},
	} {
		method, path, _ := strings.Cut(c.request, " ")
		var m Match
		ok := r.Find(method, path, &m)
		switch {
		case ok != (c.want >= 0):
			t.Errorf("%s: found %v", c.request, ok)
		case strings.Join(m.Allow, " ") != c.allow:
			t.Errorf("%s: allowed %q, want %q", c.request, m.Allow, c.allow)
		case ok && c.allow == "" && (m.Operation != c.want || strings.Join(m.texts(), " ") != c.values):
			t.Errorf("%s: is %d %q, want %d %q", c.request, m.Operation, m.texts(), c.want, c.values)
		}
	}
}

// TestRouterTwice: two operations with one path and method are a mistake of the table.
func TestRouterTwice(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("there is no panic")
		}
	}()
	var r Router
	r.Add("GET", "/a/{b}", 0)
	r.Add("GET", "/a/{c}", 1)
}

// gitHub are the routes of GitHub's API.
func gitHub(tb testing.TB) (*Router, []string) {
	data, err := os.ReadFile("../../../shared/corpus/github.com__api.github.com.json")
	if err != nil {
		tb.Skip("skipped: ../shared/corpus is not there")
	}
	var document struct {
		Paths map[string]map[string]json.RawMessage
	}
	if err := json.Unmarshal(data, &document); err != nil {
		tb.Fatal(err)
	}
	var r Router
	var paths []string
	for _, template := range slices.Sorted(maps.Keys(document.Paths)) {
		for _, method := range []string{"get", "put", "post", "delete", "patch"} {
			if document.Paths[template][method] != nil {
				method = strings.ToUpper(method)
				r.Add(method, template, len(paths))
				paths = append(paths, method+" "+names.ReplaceAllString(template, "octocat"))
			}
		}
	}
	return &r, paths
}

var names = regexp.MustCompile(`\{[^{}]*\}`)

func TestRouterAllocates(t *testing.T) {
	r, paths := gitHub(t)
	var m Match
	for _, p := range paths {
		method, path, _ := strings.Cut(p, " ")
		if n := testing.AllocsPerRun(1, func() { r.Find(method, path, &m) }); n != 0 {
			t.Errorf("%s: %v allocations", p, n)
		}
		if !r.Find(method, path, &m) || m.Allow != nil {
			t.Errorf("%s is not found", p)
		}
	}
}

func BenchmarkRouter(b *testing.B) {
	r, paths := gitHub(b)
	methods, texts := make([]string, len(paths)), make([]string, len(paths))
	for i, p := range paths {
		methods[i], texts[i], _ = strings.Cut(p, " ")
	}
	var m Match
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		r.Find(methods[i%len(paths)], texts[i%len(paths)], &m)
	}
}

// TestRouterTable finds segments that are many, some of which share a hash.
func TestRouterTable(t *testing.T) {
	var r Router
	var words []string
	for i := range 300 {
		words = append(words, fmt.Sprintf("%c%d%c", 'a'+i%3, i, 'x'+i%2))
	}
	seen, shared := map[int]bool{}, 0
	for i, word := range words {
		r.Add("GET", "/"+word, i)
		if seen[hash(word)&1023] {
			shared++
		}
		seen[hash(word)&1023] = true
	}
	if shared == 0 {
		t.Error("no two words share a place of the table")
	}
	for i, word := range words {
		var m Match
		if !r.Find("GET", "/"+word, &m) || m.Operation != i {
			t.Errorf("%s is %d, want %d", word, m.Operation, i)
		}
		if r.Find("GET", "/"+word+"x", &m) || r.Find("GET", "/"+word[1:], &m) {
			t.Errorf("what is not %s is found", word)
		}
	}
}
