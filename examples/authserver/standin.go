package main

// This file stands in for the Authlete API: one service with one client, answers as the
// real one gives them for what an authorization server asks. It keeps all in memory.

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"github.com/oasmint/oasmint/generated/authlete"
)

// standIn is the API.
type standIn struct {
	issuer       string
	token        string // that calls must have
	clientID     string
	clientSecret string
	redirectURI  string
	key          *rsa.PrivateKey

	mu      sync.Mutex
	pushed  map[string]url.Values // by request_uri
	tickets map[string]url.Values
	codes   map[string]grant
	tokens  map[string]grant
}

// grant is what a user granted.
type grant struct {
	params  url.Values
	subject string
	until   time.Time
}

func newStandIn(issuer, token, clientID, clientSecret, redirectURI string) (*standIn, error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	return &standIn{
		issuer: issuer, token: token, clientID: clientID, clientSecret: clientSecret, redirectURI: redirectURI, key: key,
		pushed: map[string]url.Values{}, tickets: map[string]url.Values{}, codes: map[string]grant{}, tokens: map[string]grant{},
	}, err
}

// object is a JSON object.
type object map[string]any

func (s *standIn) handler() http.Handler {
	mux := http.NewServeMux()
	post := func(path string, answer func(body []byte) (object, error)) {
		mux.HandleFunc("POST /api/{service}"+path, func(w http.ResponseWriter, r *http.Request) {
			var body json.RawMessage
			if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
				http.Error(w, "no JSON", http.StatusBadRequest)
				return
			}
			s.mu.Lock()
			out, err := answer(body)
			s.mu.Unlock()
			if err != nil {
				http.Error(w, err.Error(), http.StatusBadRequest)
				return
			}
			write(w, out)
		})
	}
	post("/auth/authorization", s.authorization)
	post("/auth/authorization/issue", s.issue)
	post("/auth/authorization/fail", s.fail)
	post("/auth/token", s.tokenRequest)
	post("/auth/introspection/standard", s.introspection)
	post("/auth/revocation", s.revocation)
	post("/pushed_auth_req", s.push)
	post("/auth/userinfo", s.userinfo)
	post("/auth/userinfo/issue", s.userinfoIssue)
	mux.HandleFunc("GET /api/{service}/service/jwks/get", func(w http.ResponseWriter, _ *http.Request) {
		write(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: &s.key.PublicKey, KeyID: "1", Algorithm: "RS256", Use: "sig"}}})
	})
	mux.HandleFunc("GET /api/{service}/service/configuration", func(w http.ResponseWriter, _ *http.Request) { write(w, s.metadata()) })
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer "+s.token {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

func write(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v) // the caller is gone
}

// metadata is that of OpenID Connect Discovery 1.0 section 3.
func (s *standIn) metadata() object {
	return object{
		"issuer": s.issuer, "authorization_endpoint": s.issuer + "/authorize", "token_endpoint": s.issuer + "/token",
		"userinfo_endpoint": s.issuer + "/userinfo", "jwks_uri": s.issuer + "/jwks",
		"pushed_authorization_request_endpoint": s.issuer + "/par", "introspection_endpoint": s.issuer + "/introspect",
		"revocation_endpoint": s.issuer + "/revoke", "response_types_supported": []string{"code"},
		"subject_types_supported": []string{"public"}, "id_token_signing_alg_values_supported": []string{"RS256"},
		"code_challenge_methods_supported": []string{"S256"}, "scopes_supported": []string{"openid", "profile"},
	}
}

// act is a response with an action. content is text, or an object that becomes JSON.
func act(action string, content any) object {
	out := object{"resultCode": "A000000", "resultMessage": "The stand-in answers.", "action": action}
	switch c := content.(type) {
	case string:
		out["responseContent"] = c
	case object:
		text, _ := json.Marshal(c) // texts and numbers alone
		out["responseContent"] = string(text)
	}
	return out
}

func problem(code string) object { return object{"error": code} }

func (s *standIn) authorization(body []byte) (object, error) {
	req, err := authlete.DecodeAuthorizationRequest(body)
	if err != nil {
		return nil, err
	}
	params, err := url.ParseQuery(req.Parameters)
	if err != nil {
		return act("BAD_REQUEST", problem("invalid_request")), nil
	}
	if uri := params.Get("request_uri"); uri != "" {
		if params = s.pushed[uri]; params == nil {
			return act("BAD_REQUEST", problem("invalid_request_uri")), nil
		}
		delete(s.pushed, uri)
	}
	if code := s.refuses(params); code != "" {
		return act("BAD_REQUEST", problem(code)), nil
	}
	if params.Get("response_type") != "code" {
		return act("LOCATION", s.redirect(params, "error", "unsupported_response_type")), nil
	}
	if params.Get("code_challenge") == "" || params.Get("code_challenge_method") != "S256" {
		return act("LOCATION", s.redirect(params, "error", "invalid_request")), nil
	}
	ticket := rand.Text()
	s.tickets[ticket] = params
	out := act("INTERACTION", nil)
	if params.Get("prompt") == "none" {
		out = act("NO_INTERACTION", nil)
	}
	var scopes []object
	for _, name := range strings.Fields(params.Get("scope")) {
		scopes = append(scopes, object{"name": name})
	}
	out["ticket"], out["scopes"], out["client"] = ticket, scopes, object{"clientName": "Example Photos"}
	return out, nil
}

// refuses says why no redirect URI can be trusted, or "".
func (s *standIn) refuses(params url.Values) string {
	switch {
	case params.Get("client_id") != s.clientID:
		return "invalid_client"
	case params.Get("redirect_uri") != s.redirectURI:
		return "invalid_request"
	}
	return ""
}

func (s *standIn) redirect(params url.Values, key, value string) string {
	out := url.Values{key: {value}, "iss": {s.issuer}}
	if state := params.Get("state"); state != "" {
		out.Set("state", state)
	}
	return s.redirectURI + "?" + out.Encode()
}

func (s *standIn) issue(body []byte) (object, error) {
	req, err := authlete.DecodeAuthorizationIssueRequest(body)
	if err != nil {
		return nil, err
	}
	params := s.tickets[req.Ticket]
	if params == nil {
		return act("BAD_REQUEST", problem("invalid_request")), nil
	}
	delete(s.tickets, req.Ticket)
	code := rand.Text()
	s.codes[code] = grant{params, req.Subject, time.Now().Add(time.Minute)}
	return act("LOCATION", s.redirect(params, "code", code)), nil
}

func (s *standIn) fail(body []byte) (object, error) {
	req, err := authlete.DecodeAuthorizationFailRequest(body)
	if err != nil {
		return nil, err
	}
	params := s.tickets[req.Ticket]
	if params == nil {
		return act("BAD_REQUEST", problem("invalid_request")), nil
	}
	delete(s.tickets, req.Ticket)
	code := map[authlete.AuthorizationFailRequestReason]string{
		authlete.AuthorizationFailRequestReasonDenied:          "access_denied",
		authlete.AuthorizationFailRequestReasonNotLoggedIn:     "login_required",
		authlete.AuthorizationFailRequestReasonConsentRequired: "consent_required",
	}[req.Reason]
	if code == "" {
		code = "server_error"
	}
	return act("LOCATION", s.redirect(params, "error", code)), nil
}

// authenticates reports whether a client is who it says it is.
func (s *standIn) authenticates(params url.Values, id, secret *string) bool {
	given, proof := params.Get("client_id"), params.Get("client_secret")
	if id != nil {
		given, proof = *id, value(secret)
	}
	return same(given, s.clientID) && same(proof, s.clientSecret)
}

func (s *standIn) tokenRequest(body []byte) (object, error) {
	req, err := authlete.DecodeTokenRequest(body)
	if err != nil {
		return nil, err
	}
	params, err := url.ParseQuery(req.Parameters)
	switch {
	case err != nil:
		return act("BAD_REQUEST", problem("invalid_request")), nil
	case !s.authenticates(params, req.ClientID, req.ClientSecret):
		return act("INVALID_CLIENT", problem("invalid_client")), nil
	case params.Get("grant_type") == "urn:ietf:params:oauth:grant-type:token-exchange":
		return act("TOKEN_EXCHANGE", nil), nil
	case params.Get("grant_type") != "authorization_code":
		return act("BAD_REQUEST", problem("unsupported_grant_type")), nil
	}
	g, ok := s.codes[params.Get("code")]
	delete(s.codes, params.Get("code"))
	sum := sha256.Sum256([]byte(params.Get("code_verifier")))
	if !ok || time.Now().After(g.until) || params.Get("redirect_uri") != g.params.Get("redirect_uri") ||
		base64.RawURLEncoding.EncodeToString(sum[:]) != g.params.Get("code_challenge") {
		return act("BAD_REQUEST", problem("invalid_grant")), nil
	}
	const lifetime = time.Hour
	token := rand.Text()
	g.until = time.Now().Add(lifetime)
	s.tokens[token] = g
	content := object{"access_token": token, "token_type": "Bearer", "expires_in": int(lifetime.Seconds()), "scope": g.params.Get("scope")}
	if g.has("openid") {
		if content["id_token"], err = s.idToken(g); err != nil {
			return act("INTERNAL_SERVER_ERROR", problem("server_error")), nil
		}
	}
	return act("OK", content), nil
}

func (g grant) has(scope string) bool {
	return slices.Contains(strings.Fields(g.params.Get("scope")), scope)
}

func (s *standIn) idToken(g grant) (string, error) {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: s.key, KeyID: "1"}}, nil)
	if err != nil {
		return "", err
	}
	now := time.Now()
	return jwt.Signed(signer).Claims(map[string]any{
		"iss": s.issuer, "sub": g.subject, "aud": s.clientID, "iat": now.Unix(), "exp": now.Add(time.Hour).Unix(), "nonce": g.params.Get("nonce"),
	}).Serialize()
}

// live returns the grant of a token that is good.
func (s *standIn) live(token string) (grant, bool) {
	g, ok := s.tokens[token]
	return g, ok && time.Now().Before(g.until)
}

func (s *standIn) introspection(body []byte) (object, error) {
	req, err := authlete.DecodeStandardIntrospectionRequest(body)
	if err != nil {
		return nil, err
	}
	params, err := url.ParseQuery(req.Parameters)
	if err != nil || params.Get("token") == "" {
		return act("BAD_REQUEST", problem("invalid_request")), nil
	}
	g, ok := s.live(params.Get("token"))
	if !ok {
		return act("OK", object{"active": false}), nil
	}
	return act("OK", object{"active": true, "client_id": s.clientID, "sub": g.subject, "scope": g.params.Get("scope"), "exp": g.until.Unix()}), nil
}

func (s *standIn) revocation(body []byte) (object, error) {
	req, err := authlete.DecodeRevocationRequest(body)
	if err != nil {
		return nil, err
	}
	params, err := url.ParseQuery(req.Parameters)
	switch {
	case err != nil:
		return act("BAD_REQUEST", problem("invalid_request")), nil
	case !s.authenticates(params, req.ClientID, req.ClientSecret):
		return act("INVALID_CLIENT", problem("invalid_client")), nil
	}
	delete(s.tokens, params.Get("token"))
	return act("OK", nil), nil
}

func (s *standIn) push(body []byte) (object, error) {
	req, err := authlete.DecodePushedAuthorizationRequest(body)
	if err != nil {
		return nil, err
	}
	params, err := url.ParseQuery(req.Parameters)
	switch {
	case err != nil:
		return act("BAD_REQUEST", problem("invalid_request")), nil
	case !s.authenticates(params, req.ClientID, req.ClientSecret):
		return act("UNAUTHORIZED", problem("invalid_client")), nil
	}
	params.Set("client_id", s.clientID)
	if code := s.refuses(params); code != "" {
		return act("BAD_REQUEST", problem(code)), nil
	}
	uri := "urn:ietf:params:oauth:request_uri:" + rand.Text()
	s.pushed[uri] = params
	out := act("CREATED", object{"request_uri": uri, "expires_in": 600})
	out["requestUri"] = uri
	return out, nil
}

func (s *standIn) userinfo(body []byte) (object, error) {
	req, err := authlete.DecodeUserinfoRequest(body)
	if err != nil {
		return nil, err
	}
	g, ok := s.live(req.Token)
	switch {
	case !ok:
		return act("UNAUTHORIZED", `Bearer error="invalid_token"`), nil
	case !g.has("openid"):
		return act("FORBIDDEN", `Bearer error="insufficient_scope"`), nil
	}
	out := act("OK", nil)
	out["token"], out["subject"] = req.Token, g.subject
	if g.has("profile") {
		out["claims"] = []string{"name"}
	}
	return out, nil
}

func (s *standIn) userinfoIssue(body []byte) (object, error) {
	req, err := authlete.DecodeUserinfoIssueRequest(body)
	if err != nil {
		return nil, err
	}
	g, ok := s.live(req.Token)
	if !ok {
		return act("UNAUTHORIZED", `Bearer error="invalid_token"`), nil
	}
	claims := object{}
	if text := value(req.Claims); text != "" {
		if err := json.Unmarshal([]byte(text), &claims); err != nil {
			return act("INTERNAL_SERVER_ERROR", `Bearer error="server_error"`), nil
		}
	}
	claims["sub"] = g.subject
	return act("JSON", claims), nil
}
