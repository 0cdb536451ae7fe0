// Try it: on the page of an operation, what sends its requests. The page's script reads
// what it needs to know from a file of the operation, when somebody asks for it.

package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/tryit"
	"github.com/oasmint/oasmint/generator/visible"
)

// Try says where pages may send requests of readers to, besides the servers of the
// document and this machine.
type Try struct {
	Mock    string   // the base URL of a mock of the document, the first choice; "" for none
	Servers []string // base URLs
}

// loopback are the sources of this machine, where mocks are.
const loopback = "http://127.0.0.1:* http://localhost:*"

// tryFile is the file beside the script with what an operation's page has to know, or ""
// where it sends no requests.
func (s *site) tryFile(p *page) string {
	if s.try == nil || p.Kind != docs.KindOperation || !tryit.CanSend(p.Operation) {
		return ""
	}
	return "try/" + strings.TrimSuffix(path.Base(p.path), ".html") + ".js"
}

// tryFiles are those of all operations, and one of the schemas that several refer to.
func (s *site) tryFiles(reference *docs.Reference) ([]File, error) {
	describer := tryit.New(s.api, func(op *ir.Operation, m *ir.MediaType) (out []tryit.Example) {
		for _, e := range reference.RequestExamples(op, m) {
			out = append(out, tryit.Example(e))
		}
		return out
	})
	var out []File
	add := func(name, call string, value any) error {
		var b bytes.Buffer
		encoder := json.NewEncoder(&b)
		encoder.SetEscapeHTML(false) // it stands in no page
		if err := encoder.Encode(value); err != nil {
			return fmt.Errorf("site: %s: %w", name, err)
		}
		out = append(out, File{"assets/" + name, []byte(call + "(" + string(visible.JSON(bytes.TrimSpace(b.Bytes()))) + ");\n")})
		return nil
	}
	for _, p := range s.pages {
		name := s.tryFile(p)
		if name == "" {
			continue
		}
		about := describer.Describe(p.Operation)
		if base := s.try.Mock; base != "" {
			about.Servers = append([]tryit.Server{{URL: base + about.Base, About: "mock"}}, about.Servers...)
		}
		for _, server := range s.try.Servers {
			about.Servers = append(about.Servers, tryit.Server{URL: server})
		}
		if err := add(name, "tryOperation", about); err != nil {
			return nil, err
		}
	}
	if shared := describer.Shared(); shared != nil {
		if err := add("try/-schemas.js", "trySchemas", shared); err != nil { // no page has that name
			return nil, err
		}
	}
	return out, nil
}

// policyOf is the policy of a page: that of an operation whose requests can be sent lets
// it connect to where they go.
func (s *site) policyOf(p *page, live bool) string {
	var sources []string
	if live {
		sources = append(sources, "'self'")
	}
	if s.tryFile(p) != "" {
		for _, server := range tryit.Servers(s.api, p.Operation) {
			sources = append(sources, sourcesOf(server)...)
		}
		for _, server := range s.try.Servers {
			sources = append(sources, sourcesOf(ir.Server{URL: server})...)
		}
		slices.Sort(sources)
		sources = append(slices.Compact(sources), loopback)
	}
	if sources == nil {
		return policy
	}
	return policy + "; connect-src " + strings.Join(sources, " ")
}

// maxOrigins is how many origins a server with variables has at most. One with more is
// as one whose variables may be anything.
const maxOrigins = 32

// anything is what a variable may be that has no list of values.
const anything = "\x00"

// sourcesOf are the origins that a server can have, as a policy names them (Content
// Security Policy, section 2.3.1): the host of one whose variables may be anything is
// *.example.com, or else that by their defaults, since *.com would be everyone's.
func sourcesOf(s ir.Server) []string {
	if strings.Contains(s.URL, anything) {
		return nil
	}
	origins, ok := expand(s, func(v ir.ServerVariable) []string {
		if v.Enum != nil {
			return v.Enum
		}
		return []string{anything}
	})
	if !ok {
		origins, _ = expand(s, func(ir.ServerVariable) []string { return []string{anything} })
	}
	var out []string
	for _, origin := range origins {
		source := sourceOf(origin)
		if source == "" {
			source = sourceOf(originOf(s.DefaultURL()))
		}
		if source != "" {
			out = append(out, source)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// expand gives the origin of a server all values of its variables; false where they are
// too many.
func expand(s ir.Server, values func(ir.ServerVariable) []string) ([]string, bool) {
	out := []string{originOf(s.URL)}
	for _, v := range s.Variables {
		var next []string
		for _, origin := range out {
			if !strings.Contains(origin, "{"+v.Name+"}") {
				next = append(next, origin)
				continue
			}
			for _, value := range values(v) {
				next = append(next, originOf(strings.ReplaceAll(origin, "{"+v.Name+"}", value)))
			}
		}
		if out = next; len(out) > maxOrigins {
			return nil, false
		}
	}
	return out, true
}

// originOf is what a URL begins with, up to its path: that of a page over https where
// it has no scheme, and "" where it has no host.
func originOf(text string) string {
	if strings.HasPrefix(text, "//") {
		text = "https:" + text
	}
	scheme, rest, ok := strings.Cut(text, "://")
	if !ok {
		return ""
	}
	if i := strings.IndexAny(rest, "/?#\\"); i >= 0 {
		rest = rest[:i]
	}
	return scheme + "://" + rest
}

var (
	number     = regexp.MustCompile(`(?:^|\.)[0-9]+$`) // of an address of IPv4, or of its end
	hostName   = regexp.MustCompile(`^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$`)
	portNumber = regexp.MustCompile(`^[0-9]{1,5}$`)
)

// sourceOf writes an origin as a policy does; "" where it cannot: an address of IPv6, one
// that is anyone's, or no origin.
func sourceOf(origin string) string {
	scheme, host, _ := strings.Cut(origin, "://")
	if scheme = strings.ToLower(scheme); scheme != "https" && scheme != "http" {
		return ""
	}
	port := ""
	if i := strings.LastIndexByte(host, ':'); i >= 0 {
		host, port = host[:i], host[i+1:]
		switch {
		case port == anything:
			port = ":*"
		case portNumber.MatchString(port):
			port = ":" + port
		default:
			return ""
		}
	}
	below := ""
	if i := strings.LastIndex(host, anything); i >= 0 {
		_, host, _ = strings.Cut(host[i:], ".")
		if _, err := publicsuffix.EffectiveTLDPlusOne(host); err != nil || number.MatchString(host) {
			return ""
		}
		below = "*."
	}
	ascii, err := idna.ToASCII(strings.ToLower(host))
	if err != nil || !hostName.MatchString(ascii) {
		return ""
	}
	return scheme + "://" + below + ascii + port
}

// CheckServer says what is wrong with the base URL of a server for [Try], or "".
func CheckServer(server string) string {
	u, err := url.Parse(server)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.RawQuery != "" || u.Fragment != "":
		return "it is a URL, as https://staging.example.com/v1"
	case u.User != nil:
		return "credentials are for readers to give"
	case sourceOf(originOf(server)) == "":
		return "a policy cannot name this host"
	}
	return ""
}
