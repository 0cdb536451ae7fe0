package mock

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/serve"
	"github.com/oasmint/oasmint/generator/visible"
)

// Security: a credential must be there, where the document asks for one. Any value is
// good.

// letIn returns nil where a request has the credentials of one of the ways that the
// operation has.
func (h *Handler) letIn(op *operation, r *http.Request) error {
	if len(op.Security) == 0 {
		return nil
	}
	var challenges []string
	for _, way := range op.Security {
		missing := false
		for _, use := range way {
			scheme := h.schemes[use.Scheme]
			if scheme == nil || has(r, scheme) {
				continue // one that is not described asks for nothing that is known
			}
			missing = true
			if c := challenge(scheme); !slices.Contains(challenges, c) {
				challenges = append(challenges, c)
			}
		}
		if !missing {
			return nil
		}
	}
	return &serve.Error{
		Status: http.StatusUnauthorized, Detail: "the request has no credential that the operation asks for",
		Header: http.Header{"Www-Authenticate": challenges},
	}
}

// has reports whether a request has a credential of a scheme.
func has(r *http.Request, s *ir.SecurityScheme) bool {
	scheme, value, _ := strings.Cut(strings.TrimSpace(r.Header.Get("Authorization")), " ")
	switch s.Type {
	case "http":
		return strings.EqualFold(scheme, s.Scheme) && strings.TrimSpace(value) != ""
	case "oauth2", "openIdConnect":
		return strings.TrimSpace(value) != "" // Bearer or DPoP
	case "apiKey":
		switch s.In {
		case "header":
			return r.Header.Get(s.ParameterName) != ""
		case "query":
			query, _ := url.ParseQuery(r.URL.RawQuery) // what can be read of it
			return query.Get(s.ParameterName) != ""
		case "cookie":
			c, err := r.Cookie(s.ParameterName)
			return err == nil && c.Value != ""
		}
	}
	return true // mutualTLS: the connection has it, or not
}

// challenge is what WWW-Authenticate says of a scheme (RFC 9110, section 11.6.1). API
// keys have no registered one.
func challenge(s *ir.SecurityScheme) string {
	quoted := func(text string) string {
		return `"` + strings.NewReplacer("\\", "\\\\", `"`, `\"`).Replace(visible.Line(text)) + `"` // a header has no controls
	}
	switch {
	case s.Type == "apiKey":
		return "ApiKey in=" + quoted(s.In) + ", name=" + quoted(s.ParameterName)
	case s.Type == "http" && strings.EqualFold(s.Scheme, "basic"):
		return `Basic realm="mock"`
	case s.Type == "http" && !strings.EqualFold(s.Scheme, "bearer") && isToken(s.Scheme):
		return s.Scheme
	}
	return "Bearer"
}

// isToken reports whether a text may name a scheme (RFC 9110, section 5.6.2).
func isToken(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(c rune) bool {
		return c <= ' ' || c >= 0x7f || strings.ContainsRune(`"(),/:;<=>?@[\]{}`, c)
	})
}
