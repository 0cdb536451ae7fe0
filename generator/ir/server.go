package ir

import (
	"net/url"
	"strings"
)

// This file says where a server is.

// DefaultURL is its URL, its variables by their defaults.
func (s Server) DefaultURL() string {
	text := s.URL
	for _, v := range s.Variables {
		text = strings.ReplaceAll(text, "{"+v.Name+"}", v.Default)
	}
	return text
}

// BasePath is what the paths of operations stand behind on the first of the servers, their
// own or the API's: a path that begins with a slash and ends without one; "" where there is
// none, or it cannot be told.
func BasePath(servers []Server) string {
	if len(servers) == 0 {
		return ""
	}
	u, err := url.Parse(servers[0].DefaultURL())
	if err != nil || strings.ContainsAny(u.Path, "{}") {
		return ""
	}
	base := strings.TrimRight(u.Path, "/")
	if base != "" && base[0] != '/' {
		base = "/" + base
	}
	return base
}
