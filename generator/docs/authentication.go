// The page of authentication, and what other pages say of it.

package docs

import (
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
)

type authenticationView struct {
	Default Markdown
	Schemes []schemeView
}

type schemeView struct {
	ID         string
	Title      Markdown
	Deprecated bool
	About      Markdown
	Doc        Markdown
	Flows      []flowView
}

type flowView struct {
	About  Markdown
	Scopes *Table
}

// authenticationView decides the page of authentication.
func (s *site) authenticationView() any {
	v := authenticationView{Default: s.access(s.api.Requirement)}
	for _, scheme := range s.api.Security {
		v.Schemes = append(v.Schemes, s.scheme(scheme))
	}
	return v
}

func (s *site) scheme(scheme *ir.SecurityScheme) schemeView {
	v := schemeView{
		ID: anchorID("scheme", scheme.Wire), Title: s.plain(scheme.Wire), Deprecated: scheme.Deprecated,
		About: s.aboutScheme(scheme), Doc: s.doc(scheme.Doc, 3, scheme.Pos),
	}
	for _, f := range scheme.Flows {
		about := []Markdown{"Flow " + s.code(f.Kind)}
		for _, u := range []struct {
			what Markdown
			url  string
		}{{"authorization", f.AuthorizationURL}, {"token", f.TokenURL}, {"refresh", f.RefreshURL}} {
			if u.url != "" {
				about = append(about, u.what+" URL "+s.code(u.url))
			}
		}
		var rows [][]Markdown
		for _, scope := range f.Scopes {
			rows = append(rows, []Markdown{s.code(scope.Name), s.short(scope.Doc, scheme.Pos)})
		}
		v.Flows = append(v.Flows, flowView{sentence(list(about, ", ")), s.table([]Markdown{"Scope", "Description"}, rows)})
	}
	return v
}

// aboutScheme says what to send.
func (s *site) aboutScheme(scheme *ir.SecurityScheme) Markdown {
	switch scheme.Type {
	case "http":
		out := "HTTP authentication (RFC 9110, section 11), scheme " + s.code(scheme.Scheme)
		if scheme.BearerFormat != "" {
			out += ", format " + s.code(scheme.BearerFormat)
		}
		return out + "."
	case "apiKey":
		return "A key, sent as the " + s.plain(scheme.In) + " parameter " + s.code(scheme.ParameterName) + "."
	case "oauth2":
		return "An OAuth 2.0 access token (RFC 6749), sent as a bearer token (RFC 6750)."
	case "openIdConnect":
		return "OpenID Connect, configured at " + s.code(scheme.OpenIDConnectURL) + "."
	case "mutualTLS":
		return "A client certificate (mutual TLS)."
	}
	return "Type " + s.code(scheme.Type) + "."
}

// access says what requests need: one of several requirements, or "" where the
// document says nothing of it.
func (s *site) access(requirements []ir.Requirement) Markdown {
	if requirements != nil && len(requirements) == 0 { // security: []
		return "none"
	}
	var out []Markdown
	optional := false
	for _, r := range requirements {
		var all []Markdown
		for _, use := range r {
			words := s.schemeLink(use.Scheme)
			if len(use.Scopes) > 0 {
				words += " with " + s.codes(use.Scopes)
			}
			all = append(all, words)
		}
		if len(all) == 0 {
			optional = true
			continue
		}
		out = append(out, list(all, " and "))
	}
	if optional {
		out = append(out, "none")
	}
	if slices.ContainsFunc(out, func(words Markdown) bool { return strings.Contains(string(words), " ") }) {
		return list(out, "; or ") // a, b or c would not tell what belongs together
	}
	return alternatives(out)
}

func (s *site) schemeLink(key string) Markdown {
	scheme := s.schemes[key]
	if scheme == nil || s.auth == nil {
		return s.plain(key)
	}
	out := linkTo(s.plain(key), s.auth, anchorID("scheme", key))
	if scheme.Deprecated {
		out += " (deprecated)"
	}
	return out
}
