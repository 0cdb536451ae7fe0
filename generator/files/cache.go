// This file keeps what other hosts sent, so that a run can do without them.

package files

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Asking says when other hosts are asked.
type Asking uint8

// The ways of asking.
const (
	AskMissing Asking = iota // for what the cache does not have
	AskAlways                // also whether what the cache has is still so
	AskNever
)

// Kept is a file of another host, as it was sent.
type Kept struct {
	Data  []byte
	ETag  string // the version that its host calls it (RFC 9110, section 8.8.3); "" where that is not known
	Fresh bool   // it was sent, or confirmed, in this run
}

// IsURL reports whether a document is named by its URL.
func IsURL(name string) bool {
	scheme, _, ok := strings.Cut(name, "://")
	return ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

// CacheName is the name of the file that keeps what stands at a URI: the last element of
// its path, and what tells it from others. It does not depend on a password.
func CacheName(uri *url.URL) string {
	plain := *uri
	plain.User, plain.Fragment, plain.RawFragment = nil, "", ""
	sum := sha256.Sum256([]byte(plain.String()))
	base := path.Base(uri.Path)
	ext := path.Ext(base)
	if !slices.Contains([]string{".yaml", ".yml", ".json", ".md", ".txt"}, ext) {
		ext = ""
	}
	name := strings.Trim(notInName.ReplaceAllString(strings.TrimSuffix(base, ext), "-"), "-.")
	if name == "" {
		name = "document"
	}
	return name[:min(len(name), 40)] + "-" + hex.EncodeToString(sum[:6]) + ext
}

var (
	notInName = regexp.MustCompile(`[^A-Za-z0-9._-]+`)
	entityTag = regexp.MustCompile(`^(W/)?"[\x21\x23-\x7e]{0,200}"$`)
)

// Kept lists what was read, be it from a host or from the cache, by [CacheName].
func (r *Remote) Kept() map[string]Kept {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.kept
}

// keep takes over what was read.
func (r *Remote) keep(name string, k Kept) []byte {
	if r.kept == nil {
		r.kept = map[string]Kept{}
	}
	r.kept[name] = k
	return k.Data
}
