package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/oasmint/oasmint/generated/authlete/client"
	"golang.org/x/oauth2"
)

// started is the server before its stand-in, a browser, and a client.
type started struct {
	issuer  string
	browser *http.Client // that does not follow redirects
	config  *oauth2.Config
}

func begin(t *testing.T) started {
	t.Helper()
	var front, back http.Handler
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { front.ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	behind := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { back.ServeHTTP(w, r) }))
	t.Cleanup(behind.Close)
	stand, err := newStandIn(server.URL, "fict-service-token", clientID, clientSecret, server.URL+"/callback")
	if err != nil {
		t.Fatal(err)
	}
	front, back = newServer(apiAt(t, behind.URL)).handler(), stand.handler()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return started{server.URL, browser, clientOf(server.URL)}
}

func apiAt(t *testing.T, url string) *client.Client {
	t.Helper()
	api, err := client.New(url, client.ServiceID("715948317"), client.BearerAuth(client.Fixed("fict-service-token")))
	if err != nil {
		t.Fatal(err)
	}
	return api
}

// decides opens the page of a request and answers it; what the client gets is returned.
func (s started) decides(t *testing.T, address, decision string) url.Values {
	t.Helper()
	page := s.get(t, address)
	if page.StatusCode != 200 || page.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("the page: %s, %v", page.Status, page.Header)
	}
	res, err := s.browser.PostForm(s.issuer+"/authorize", url.Values{"decision": {decision}})
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	return s.redirected(t, res)
}

func (s started) get(t *testing.T, address string) *http.Response {
	t.Helper()
	res, err := s.browser.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Body.Close() })
	return res
}

func (s started) redirected(t *testing.T, res *http.Response) url.Values {
	t.Helper()
	to, err := res.Location()
	if err != nil || res.StatusCode != 302 || !strings.HasPrefix(to.String(), s.issuer+"/callback?") {
		t.Fatalf("%s to %v: %v", res.Status, to, err)
	}
	return to.Query()
}

// post sends a form, and returns the response with its body.
func (s started) post(t *testing.T, path, user, secret string, form url.Values) (*http.Response, map[string]any) {
	t.Helper()
	req, err := http.NewRequest("POST", s.issuer+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.SetBasicAuth(user, secret)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]any{}
	if len(text) > 0 {
		if err := json.Unmarshal(text, &out); err != nil {
			t.Fatalf("%v: %s", err, text)
		}
	}
	return res, out
}

// TestFlow goes through the code flow with x/oauth2 and go-oidc as the client.
func TestFlow(t *testing.T) {
	s, ctx := begin(t), context.Background()
	provider, err := oidc.NewProvider(ctx, s.issuer)
	if err != nil {
		t.Fatal(err)
	}
	verifier := oauth2.GenerateVerifier()
	request := s.config.AuthCodeURL("state-1", oauth2.S256ChallengeOption(verifier), oidc.Nonce("nonce-1"))
	got := s.decides(t, request, "grant")
	if got.Get("state") != "state-1" || got.Get("code") == "" || got.Get("iss") != s.issuer {
		t.Fatalf("the client got %v", got)
	}
	token, err := s.config.Exchange(ctx, got.Get("code"), oauth2.VerifierOption(verifier))
	if err != nil {
		t.Fatal(err)
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := provider.Verifier(&oidc.Config{ClientID: clientID}).Verify(ctx, raw)
	if err != nil || id.Subject != userID || id.Nonce != "nonce-1" {
		t.Fatalf("the ID token: %+v, %v", id, err)
	}
	info, err := provider.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil {
		t.Fatal(err)
	}
	var claims map[string]any
	if err := info.Claims(&claims); err != nil || claims["sub"] != userID || claims["name"] != "Ann Example" || claims["email"] != nil {
		t.Errorf("userinfo: %v, %v", claims, err)
	}
	if _, err := s.config.Exchange(ctx, got.Get("code"), oauth2.VerifierOption(verifier)); code(err) != "invalid_grant" {
		t.Errorf("a code that is used twice: %v", err)
	}

	form := url.Values{"token": {token.AccessToken}}
	if res, out := s.post(t, "/introspect", "photos", "fict-resource-secret", form); res.StatusCode != 200 || out["active"] != true || out["sub"] != userID {
		t.Errorf("introspection: %s %v", res.Status, out)
	}
	if res, _ := s.post(t, "/introspect", "photos", "wrong", form); res.StatusCode != 401 || res.Header.Get("WWW-Authenticate") == "" {
		t.Errorf("introspection by nobody: %s", res.Status)
	}
	if res, _ := s.post(t, "/revoke", clientID, "wrong", form); res.StatusCode != 401 || res.Header.Get("WWW-Authenticate") != basic {
		t.Errorf("revocation by nobody: %s", res.Status)
	}
	if res, _ := s.post(t, "/revoke", clientID, clientSecret, form); res.StatusCode != 200 {
		t.Errorf("revocation: %s", res.Status)
	}
	if _, out := s.post(t, "/introspect", "photos", "fict-resource-secret", form); out["active"] != false {
		t.Errorf("a revoked token: %v", out)
	}
	if _, err := provider.UserInfo(ctx, oauth2.StaticTokenSource(token)); err == nil || !strings.Contains(err.Error(), "401") {
		t.Errorf("userinfo for a revoked token: %v", err)
	}
}

// TestPushed begins with a pushed authorization request (RFC 9126).
func TestPushed(t *testing.T) {
	s := begin(t)
	verifier := oauth2.GenerateVerifier()
	request, err := url.Parse(s.config.AuthCodeURL("s", oauth2.S256ChallengeOption(verifier)))
	if err != nil {
		t.Fatal(err)
	}
	res, out := s.post(t, "/par", clientID, clientSecret, request.Query())
	uri, _ := out["request_uri"].(string)
	if res.StatusCode != 201 || uri == "" || res.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("%s %v", res.Status, out)
	}
	got := s.decides(t, s.issuer+"/authorize?"+url.Values{"client_id": {clientID}, "request_uri": {uri}}.Encode(), "grant")
	if _, err := s.config.Exchange(context.Background(), got.Get("code"), oauth2.VerifierOption(verifier)); err != nil {
		t.Error(err)
	}
	if res, _ := s.post(t, "/par", clientID, "wrong", request.Query()); res.StatusCode != 401 || res.Header.Get("WWW-Authenticate") != basic {
		t.Errorf("a request of nobody: %s", res.Status)
	}
}

// TestRefused shows what comes of requests that end otherwise.
func TestRefused(t *testing.T) {
	s, ctx := begin(t), context.Background()
	challenge := oauth2.S256ChallengeOption(oauth2.GenerateVerifier())
	if got := s.decides(t, s.config.AuthCodeURL("s", challenge), "deny"); got.Get("error") != "access_denied" {
		t.Errorf("denied: %v", got)
	}
	for address, want := range map[string]string{
		s.config.AuthCodeURL("s", challenge, oauth2.SetAuthURLParam("prompt", "none")):             "consent_required",
		s.config.AuthCodeURL("s", challenge, oauth2.SetAuthURLParam("response_type", "something")): "unsupported_response_type",
		s.config.AuthCodeURL("s"): "invalid_request",
	} {
		if got := s.redirected(t, s.get(t, address)); got.Get("error") != want {
			t.Errorf("%s: %v, want %s", address, got, want)
		}
	}
	other := *s.config
	other.RedirectURL = "https://attacker.example.com/"
	if res := s.get(t, other.AuthCodeURL("s", challenge)); res.StatusCode != 400 || res.Header.Get("Location") != "" || res.Header.Get("Content-Type") != "application/json" {
		t.Errorf("another redirect URI: %s", res.Status)
	}
	other = *s.config
	other.ClientSecret = "wrong"
	var failed *oauth2.RetrieveError
	if _, err := other.Exchange(ctx, "code"); !errors.As(err, &failed) || failed.Response.StatusCode != 401 || failed.ErrorCode != "invalid_client" || failed.Response.Header.Get("WWW-Authenticate") != basic {
		t.Errorf("a wrong secret: %v", err)
	}
	if _, err := s.config.Exchange(ctx, "wrong"); code(err) != "invalid_grant" {
		t.Errorf("a wrong code: %v", err)
	}
	res, out := s.post(t, "/token", clientID, clientSecret, url.Values{"grant_type": {"urn:ietf:params:oauth:grant-type:token-exchange"}})
	if res.StatusCode != 400 || out["error"] != "unsupported_grant_type" || res.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("a grant type that is left to us: %s %v", res.Status, out)
	}
	if res := s.get(t, s.issuer+"/userinfo"); res.StatusCode != 401 || res.Header.Get("WWW-Authenticate") != "Bearer" {
		t.Errorf("userinfo without a token: %s", res.Status)
	}
	res, err := http.Post(s.issuer+"/authorize", "application/x-www-form-urlencoded", strings.NewReader("decision=grant"))
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != 400 {
		t.Errorf("a decision of who was not asked: %s", res.Status)
	}
}

// TestUnavailable shows that an API which fails is the server's failure.
func TestUnavailable(t *testing.T) {
	behind := httptest.NewServer(http.NotFoundHandler())
	defer behind.Close()
	w := httptest.NewRecorder()
	newServer(apiAt(t, behind.URL)).handler().ServeHTTP(w, httptest.NewRequest("GET", "/authorize?client_id=1", nil))
	if w.Code != 500 || strings.Contains(w.Body.String(), behind.URL) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// TestMock asks `oasmint mock` in place of the API: each endpoint answers as the examples of
// the document have it.
func TestMock(t *testing.T) {
	oasmint := filepath.Join(t.TempDir(), "oasmint")
	if out, err := exec.Command("go", "build", "-C", "../..", "-o", oasmint, "./cmd/oasmint").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	mock := exec.Command(oasmint, "mock", "../../spec/authlete.yaml", "--addr", "127.0.0.1:0")
	stdout, err := mock.StdoutPipe()
	if err == nil {
		err = mock.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	defer mock.Wait()
	defer mock.Process.Kill()
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address, _, _ := strings.Cut(line, " ")
	server := newServer(apiAt(t, address)).handler()
	for _, test := range []struct {
		method, path, body string
		status             int
		media              string
	}{
		{"GET", "/authorize?client_id=1&response_type=code", "", 200, "text/html; charset=utf-8"},
		{"POST", "/authorize", "decision=grant", 302, ""},
		{"POST", "/authorize", "decision=deny", 302, ""},
		{"POST", "/token", "grant_type=authorization_code&code=x", 200, "application/json"},
		{"POST", "/par", "client_id=1", 201, "application/json"},
		{"POST", "/introspect", "token=x", 200, "application/json"},
		{"POST", "/revoke", "token=x", 200, ""},
		{"GET", "/userinfo", "", 200, "application/json;charset=UTF-8"},
		{"GET", "/jwks", "", 200, "application/json"},
		{"GET", "/.well-known/openid-configuration", "", 200, "application/json"},
	} {
		r := httptest.NewRequest(test.method, test.path, strings.NewReader(test.body))
		if test.body != "" {
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
		r.AddCookie(&http.Cookie{Name: ticketCookie, Value: "ticket"})
		r.SetBasicAuth("photos", "fict-resource-secret")
		if test.path == "/userinfo" {
			r.Header.Set("Authorization", "Bearer token")
		}
		w := httptest.NewRecorder()
		server.ServeHTTP(w, r)
		if w.Code != test.status || w.Header().Get("Content-Type") != test.media || (test.status == 302) != (w.Header().Get("Location") != "") {
			t.Errorf("%s %s: %d %v\n%s", test.method, test.path, w.Code, w.Header(), w.Body)
		}
	}
}

// TestTooLarge sends more than the server reads, and what cannot be read.
func TestTooLarge(t *testing.T) {
	s := newServer(apiAt(t, "http://127.0.0.1:1")).handler()
	for _, path := range []string{"/token", "/par", "/revoke", "/introspect"} {
		r := httptest.NewRequest("POST", path, strings.NewReader(strings.Repeat("a", 1<<17)))
		r.SetBasicAuth("photos", "fict-resource-secret")
		w := httptest.NewRecorder()
		if s.ServeHTTP(w, r); w.Code != 400 {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

func code(err error) string {
	var failed *oauth2.RetrieveError
	if errors.As(err, &failed) {
		return failed.ErrorCode
	}
	return ""
}
