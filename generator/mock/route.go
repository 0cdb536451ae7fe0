package mock

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
)

// Which operation a request is for: the templates one after the other, those first that
// have more text of their own.

type router struct{ routes []route }

// route is an operation with its template.
type route struct {
	op    *operation
	match *regexp.Regexp
	names []string
	order string // routes go by it: text before a {name}, segment by segment
}

// found is what a request is for: no operation where the path has other methods, no path
// where there is none.
type found struct {
	op    *operation
	path  string
	allow []string                 // the methods of the path
	value func(name string) string // of a name of the template, with its escapes
}

var nameInTemplate = regexp.MustCompile(`\{([^{}]*)\}`)

// unreachable says why no request is for an operation, or is "".
func (r *router) unreachable(op *operation) string {
	plain := func(o *operation) string { return o.Method + nameInTemplate.ReplaceAllString(o.path, "{}") }
	switch {
	case !strings.HasPrefix(op.Path, "/"):
		return "does not begin with a slash"
	case strings.ContainsAny(op.Path, "?#"):
		return "has a query or a fragment, which is no part of a path"
	}
	for _, x := range r.routes {
		if plain(x.op) == plain(op) {
			return "is that of " + x.op.Name + ", but for the names in it"
		}
	}
	return ""
}

// add adds an operation.
func (r *router) add(op *operation) {
	added := route{op: op}
	var expr, order strings.Builder
	for i, segment := range strings.Split(op.path, "/") {
		if i > 0 {
			expr.WriteString("/")
			order.WriteString("/")
		}
		rest := segment
		for _, at := range nameInTemplate.FindAllStringSubmatchIndex(segment, -1) {
			text := segment[len(segment)-len(rest) : at[0]]
			expr.WriteString(literal(text) + "([^/]+)")
			order.WriteString(text + "\xff")
			added.names = append(added.names, segment[at[2]:at[3]])
			rest = segment[at[1]:]
		}
		expr.WriteString(literal(rest))
		order.WriteString(rest + "\xff")
	}
	added.match, added.order = regexp.MustCompile("^"+expr.String()+"$"), order.String()
	at := slices.IndexFunc(r.routes, func(x route) bool { return x.order > added.order })
	if at < 0 {
		at = len(r.routes)
	}
	r.routes = slices.Insert(r.routes, at, added)
}

// literal matches a text of a template, as it is written or as URLs escape it.
func literal(text string) string {
	plain, err := url.PathUnescape(text)
	if err != nil {
		plain = text
	}
	escaped := (&url.URL{Path: plain}).EscapedPath()
	if escaped == text {
		return regexp.QuoteMeta(text)
	}
	return "(?:" + regexp.QuoteMeta(text) + "|" + regexp.QuoteMeta(escaped) + ")"
}

// find finds the operation of a method and a path, which has its escapes. HEAD is
// answered by GET.
func (r *router) find(method, path string) (out found) {
	for _, x := range r.routes {
		values := x.match.FindStringSubmatch(path)
		if values == nil {
			continue
		}
		if out.path == "" {
			out.path = x.op.path
		}
		if x.op.Method == method || method == http.MethodHead && x.op.Method == http.MethodGet {
			value := func(name string) string {
				if i := slices.Index(x.names, name); i >= 0 {
					return values[i+1]
				}
				return ""
			}
			return found{op: x.op, path: x.op.path, value: value}
		}
		out.allow = append(out.allow, x.op.Method)
		if x.op.Method == http.MethodGet {
			out.allow = append(out.allow, http.MethodHead)
		}
	}
	slices.Sort(out.allow)
	out.allow = slices.Compact(out.allow)
	return out
}

// basePath is the path of the first server, its variables by their defaults.
func basePath(servers []ir.Server) string {
	if len(servers) == 0 {
		return ""
	}
	text := servers[0].URL
	for _, v := range servers[0].Variables {
		text = strings.ReplaceAll(text, "{"+v.Name+"}", v.Default)
	}
	u, err := url.Parse(text)
	if err != nil || strings.ContainsAny(u.Path, "{}") {
		return ""
	}
	base := strings.TrimRight(u.Path, "/")
	if base != "" && base[0] != '/' {
		base = "/" + base
	}
	return base
}
