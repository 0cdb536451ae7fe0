// This file reads documents from other hosts.

package files

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

// What a run reads from other hosts is bounded as a whole.
const (
	MaxRemoteFiles = 200
	MaxRemoteTime  = time.Minute
)

// Remote reads from the hosts that the user names. It may be used by several
// goroutines.
type Remote struct {
	Hosts  []string // names and addresses, each with a port or for all ports
	Limits Limits   // of all files together
	Ask    Asking
	Cache  func(name string) (Kept, bool) // what is kept of earlier runs, by [CacheName]; nil keeps nothing

	mu    sync.Mutex
	kept  map[string]Kept
	files int
	bytes int64
	took  time.Duration
}

// Allows reports whether the user named the host of a URI.
func (r *Remote) Allows(uri *url.URL) bool {
	return slices.ContainsFunc(r.Hosts, func(host string) bool {
		return strings.EqualFold(host, uri.Host) || strings.EqualFold(strings.Trim(host, "[]"), uri.Hostname())
	})
}

// Read returns what stands at an http or https URI.
func (r *Remote) Read(ctx context.Context, uri *url.URL) ([]byte, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.refuse(uri); err != nil {
		return nil, err
	}
	name, kept, known := CacheName(uri), Kept{}, false
	if r.Cache != nil {
		kept, known = r.Cache(name)
	}
	switch {
	case known && (kept.Fresh || r.Ask != AskAlways):
		return r.keep(name, kept), nil
	case r.Ask == AskNever:
		return nil, fmt.Errorf("GET %s: --offline forbids it, and the cache does not have it; oasmint generate without --offline fetches it", uri.Redacted())
	}
	if r.files++; r.files > MaxRemoteFiles {
		return nil, fmt.Errorf("more than %d files of other hosts are not read in one run; no option raises this limit", MaxRemoteFiles)
	}
	left := MaxRemoteTime - r.took
	ctx, cancel := context.WithTimeout(ctx, left)
	defer cancel()
	began := time.Now()
	got, err := r.get(ctx, uri, kept)
	r.took += time.Since(began)
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return nil, fmt.Errorf("GET %s: files of other hosts took longer than %s together", uri.Redacted(), MaxRemoteTime)
	case err != nil:
		var at *url.Error
		if errors.As(err, &at) {
			err = at.Err
		}
		return nil, fmt.Errorf("GET %s: %w", uri.Redacted(), err)
	}
	return r.keep(name, got), nil
}

// refuse says why a host is not asked.
func (r *Remote) refuse(uri *url.URL) error {
	if r.Allows(uri) {
		return nil
	}
	return fmt.Errorf("a reference to another host (%s) is refused; --allow-remote=%s follows it", uri.Host, uri.Host)
}

// get asks a host for a file, or whether what is kept of it is still so.
func (r *Remote) get(ctx context.Context, uri *url.URL, kept Kept) (Kept, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, uri.String(), nil)
	if err != nil {
		return Kept{}, err
	}
	if kept.ETag != "" {
		req.Header.Set("If-None-Match", kept.ETag)
	}
	transport := &http.Transport{Proxy: http.ProxyFromEnvironment}
	defer transport.CloseIdleConnections()
	if proxy, err := http.ProxyFromEnvironment(req); err == nil && proxy == nil { // a proxy has its own rules
		dialer := &net.Dialer{Control: r.control}
		transport.DialContext = dialer.DialContext
	}
	client := &http.Client{Transport: transport, CheckRedirect: func(next *http.Request, via []*http.Request) error {
		switch {
		case len(via) >= 5:
			return errors.New("more than 5 redirects; no option raises this limit")
		case !r.Allows(next.URL):
			return fmt.Errorf("the redirect to another host (%s) is refused; --allow-remote=%s follows it", next.URL.Host, next.URL.Host)
		case via[0].URL.Scheme == "https" && next.URL.Scheme != "https":
			return errors.New("the redirect from https to http is refused")
		}
		return nil
	}}
	resp, err := client.Do(req)
	if err != nil {
		return Kept{}, err
	}
	defer resp.Body.Close()
	kept.Fresh = true
	switch {
	case resp.StatusCode == http.StatusNotModified && kept.ETag != "":
		return kept, nil
	case resp.StatusCode != http.StatusOK:
		return Kept{}, errors.New(resp.Status)
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, r.Limits.max()-r.bytes+1))
	if err != nil {
		return Kept{}, err
	}
	if r.bytes += int64(len(data)); r.bytes > r.Limits.max() {
		return Kept{}, fmt.Errorf("files of other hosts are larger than %d MB together; --max-file MB raises the limit", r.Limits.max()>>20)
	}
	if kept.ETag != "" && bytes.Equal(data, kept.Data) { // another server of the host may have another tag for it
		return kept, nil
	}
	tag := resp.Header.Get("ETag")
	if !entityTag.MatchString(tag) {
		tag = ""
	}
	return Kept{Data: data, ETag: tag, Fresh: true}, nil
}

// control refuses an address that is not public unless the user named it: a public
// name may lead to it.
func (r *Remote) control(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	ip := at.Addr().Unmap()
	if isPublic(ip) {
		return nil
	}
	for _, host := range r.Hosts {
		name := host
		if h, _, err := net.SplitHostPort(host); err == nil {
			name = h
		}
		if strings.EqualFold(name, "localhost") && ip.IsLoopback() {
			return nil
		}
		if named, err := netip.ParseAddr(strings.Trim(name, "[]")); err == nil && named.Unmap() == ip {
			return nil
		}
	}
	return fmt.Errorf("the host is at the private address %s, which is refused; --allow-remote=%s names it", ip, ip)
}

// private lists what [netip.Addr] has no word for: this network, carrier-grade NAT,
// benchmarks, reserved, and IPv6 that embeds IPv4 (RFC 6890, RFC 6052).
var private = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("2002::/16"),
}

func isPublic(ip netip.Addr) bool {
	return ip.IsGlobalUnicast() && !ip.IsPrivate() && !slices.ContainsFunc(private, func(p netip.Prefix) bool { return p.Contains(ip) })
}
