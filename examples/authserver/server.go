package main

// This file is the authorization server: for each endpoint it asks the API what to do,
// and has package action write what comes of it.

import (
	"bytes"
	"cmp"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"html/template"
	"io"
	"log"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generated/authlete"
	"github.com/oasmint/oasmint/generated/authlete/action"
)

// server is an authorization server of OAuth 2.0 and OpenID Connect.
type server struct {
	api *api
	// user answers who is logged in. This example has one user, who always is.
	user func(*http.Request) string
	// claims are those that userinfo may tell of a user.
	claims func(user string) map[string]any
	// resourceServer may ask for introspection: its name and secret (RFC 7662 section 2.1).
	resourceServer, resourceSecret string
}

// handler routes the endpoints.
func (s *server) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /authorize", s.authorize)
	mux.HandleFunc("POST /authorize", s.decide)
	mux.HandleFunc("POST /token", s.token)
	mux.HandleFunc("POST /par", s.push)
	mux.HandleFunc("POST /introspect", s.introspect)
	mux.HandleFunc("POST /revoke", s.revoke)
	mux.HandleFunc("GET /userinfo", s.userinfo)
	mux.HandleFunc("POST /userinfo", s.userinfo)
	mux.HandleFunc("GET /jwks", s.document("/service/jwks/get"))
	mux.HandleFunc("GET /.well-known/openid-configuration", s.document("/service/configuration"))
	return http.MaxBytesHandler(mux, 64<<10)
}

// done ends a request: err is what the API or an answer came to. An error of package
// action has been answered; where the API failed, nothing has been written yet.
func done(w http.ResponseWriter, r *http.Request, err error) {
	var api *apiError
	switch {
	case err == nil:
		return
	case errors.As(err, &api):
		http.Error(w, "the server cannot answer now", http.StatusInternalServerError)
	}
	log.Printf("%s %s: %v", r.Method, r.URL.Path, err) // no values: they may be secrets
}

// ticketCookie holds the ticket of a request while the user decides: who sends the
// decision is who was asked.
const ticketCookie = "ticket"

// authorize is the authorization endpoint (RFC 6749 section 3.1).
func (s *server) authorize(w http.ResponseWriter, r *http.Request) {
	res, err := call(r.Context(), s.api, "/auth/authorization", authlete.AuthorizationRequest{Parameters: r.URL.RawQuery}, authlete.DecodeAuthorizationResponse)
	if err == nil {
		err = action.WriteAuthAuthorization(w, r, res, authorization{s})
	}
	done(w, r, err)
}

// authorization is what the document leaves to us of the authorization endpoint.
type authorization struct{ *server }

// NoInteraction answers a request with prompt=none. That the user once agreed is not kept
// here, so consent is required.
func (s authorization) NoInteraction(w http.ResponseWriter, r *http.Request, res *authlete.AuthorizationResponse) error {
	reason := authlete.AuthorizationFailRequestReasonConsentRequired
	if s.user(r) == "" {
		reason = authlete.AuthorizationFailRequestReasonNotLoggedIn
	}
	return s.refuse(w, r, value(res.Ticket), reason)
}

// Interaction shows the page on which the user decides.
func (s authorization) Interaction(w http.ResponseWriter, r *http.Request, res *authlete.AuthorizationResponse) error {
	http.SetCookie(w, &http.Cookie{Name: ticketCookie, Value: value(res.Ticket), Path: "/authorize", HttpOnly: true, SameSite: http.SameSiteStrictMode, MaxAge: 600})
	view := struct {
		User, Client string
		Scopes       []string
	}{User: s.user(r), Client: "A client"}
	if res.Client != nil {
		view.Client = cmp.Or(value(res.Client.ClientName), view.Client)
	}
	for _, scope := range res.Scopes {
		view.Scopes = append(view.Scopes, value(scope.Name))
	}
	var b bytes.Buffer
	if err := page.Execute(&b, view); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'") // RFC 9700 section 4.16
	_, err := b.WriteTo(w)
	return err
}

var page = template.Must(template.New("").Parse(`<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>Grant access?</title>
<h1>{{.Client}} asks for access</h1>
<p>You are {{.User}}. It asks for:</p>
<ul>{{range .Scopes}}<li>{{.}}</li>{{end}}</ul>
<form method="post" action="/authorize">
<button name="decision" value="grant">Grant</button>
<button name="decision" value="deny">Deny</button>
</form></html>
`))

// decide takes the user's decision.
func (s *server) decide(w http.ResponseWriter, r *http.Request) {
	ticket, err := r.Cookie(ticketCookie)
	if err != nil {
		http.Error(w, "there is no request to decide on", http.StatusBadRequest)
		return
	}
	http.SetCookie(w, &http.Cookie{Name: ticketCookie, Path: "/authorize", MaxAge: -1})
	if r.PostFormValue("decision") != "grant" {
		done(w, r, s.refuse(w, r, ticket.Value, authlete.AuthorizationFailRequestReasonDenied))
		return
	}
	req := authlete.AuthorizationIssueRequest{Ticket: ticket.Value, Subject: s.user(r)}
	res, err := call(r.Context(), s.api, "/auth/authorization/issue", req, authlete.DecodeAuthorizationIssueResponse)
	if err == nil {
		err = action.WriteAuthAuthorizationIssue(w, r, res)
	}
	done(w, r, err)
}

func (s *server) refuse(w http.ResponseWriter, r *http.Request, ticket string, reason authlete.AuthorizationFailRequestReason) error {
	req := authlete.AuthorizationFailRequest{Ticket: ticket, Reason: reason}
	res, err := call(r.Context(), s.api, "/auth/authorization/fail", req, authlete.DecodeAuthorizationFailResponse)
	if err != nil {
		return err
	}
	return action.WriteAuthAuthorizationFail(w, r, res)
}

// token is the token endpoint (RFC 6749 section 3.2).
func (s *server) token(w http.ResponseWriter, r *http.Request) {
	form, id, secret, err := parameters(r)
	if err == nil {
		var res *authlete.TokenResponse
		req := authlete.TokenRequest{Parameters: form, ClientID: id, ClientSecret: secret}
		if res, err = call(r.Context(), s.api, "/auth/token", req, authlete.DecodeTokenResponse); err == nil {
			err = action.WriteAuthToken(w, r, res, tokens{s})
		}
	}
	done(w, r, err)
}

// tokens is what the document leaves to us of the token endpoint: grant types that the
// service does not have.
type tokens struct{ *server }

var errGrant = errors.New("a grant type that this server does not have")

func (tokens) InvalidClientChallenge(*http.Request, *authlete.TokenResponse) string { return basic }

func (s tokens) Password(w http.ResponseWriter, r *http.Request, res *authlete.TokenResponse) error {
	req := authlete.TokenFailRequest{Ticket: value(res.Ticket), Reason: authlete.TokenFailRequestReasonInvalidResourceOwnerCredentials}
	failed, err := call(r.Context(), s.api, "/auth/token/fail", req, authlete.DecodeTokenFailResponse)
	if err != nil {
		return err
	}
	return action.WriteAuthTokenFail(w, r, failed)
}

func (tokens) TokenExchange(w http.ResponseWriter, _ *http.Request, _ *authlete.TokenResponse) error {
	return unsupported(w)
}

func (tokens) JWTBearer(w http.ResponseWriter, _ *http.Request, _ *authlete.TokenResponse) error {
	return unsupported(w)
}

func (tokens) NativeSSO(w http.ResponseWriter, _ *http.Request, _ *authlete.TokenResponse) error {
	return unsupported(w)
}

func (tokens) IDTokenReissuable(w http.ResponseWriter, r *http.Request, res *authlete.TokenResponse) error {
	ok := authlete.TokenResponseActionOK // an ID token is not issued again
	again := *res
	again.Action = &ok
	return action.WriteAuthToken(w, r, &again, tokens{})
}

func unsupported(w http.ResponseWriter) error {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusBadRequest)
	_, err := io.WriteString(w, `{"error": "unsupported_grant_type"}`)
	return errors.Join(errGrant, err)
}

// push takes a pushed authorization request (RFC 9126).
func (s *server) push(w http.ResponseWriter, r *http.Request) {
	form, id, secret, err := parameters(r)
	if err == nil {
		var res *authlete.PushedAuthorizationResponse
		req := authlete.PushedAuthorizationRequest{Parameters: form, ClientID: id, ClientSecret: secret}
		if res, err = call(r.Context(), s.api, "/pushed_auth_req", req, authlete.DecodePushedAuthorizationResponse); err == nil {
			err = action.WritePushedAuthReq(w, r, res, challenges{})
		}
	}
	done(w, r, err)
}

// revoke revokes a token (RFC 7009).
func (s *server) revoke(w http.ResponseWriter, r *http.Request) {
	form, id, secret, err := parameters(r)
	if err == nil {
		var res *authlete.RevocationResponse
		req := authlete.RevocationRequest{Parameters: form, ClientID: id, ClientSecret: secret}
		if res, err = call(r.Context(), s.api, "/auth/revocation", req, authlete.DecodeRevocationResponse); err == nil {
			err = action.WriteAuthRevocation(w, r, res, challenges{})
		}
	}
	done(w, r, err)
}

// introspect tells a resource server of a token (RFC 7662). Who may ask is for us to say.
func (s *server) introspect(w http.ResponseWriter, r *http.Request) {
	name, secret, _ := r.BasicAuth()
	if !same(name, s.resourceServer) || !same(secret, s.resourceSecret) {
		w.Header().Set("WWW-Authenticate", basic)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	form, err := io.ReadAll(r.Body)
	if err == nil {
		var res *authlete.StandardIntrospectionResponse
		req := authlete.StandardIntrospectionRequest{Parameters: string(form)}
		if res, err = call(r.Context(), s.api, "/auth/introspection/standard", req, authlete.DecodeStandardIntrospectionResponse); err == nil {
			err = action.WriteAuthIntrospectionStandard(w, r, res)
		}
	}
	done(w, r, err)
}

// userinfo tells a client of the user (OpenID Connect Core 1.0 section 5.3).
func (s *server) userinfo(w http.ResponseWriter, r *http.Request) {
	token := ""
	if scheme, rest, _ := strings.Cut(r.Header.Get("Authorization"), " "); strings.EqualFold(scheme, "Bearer") {
		token = strings.TrimSpace(rest)
	}
	if token == "" { // RFC 6750 section 3: no error where nothing was sent
		w.Header().Set("WWW-Authenticate", "Bearer")
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	res, err := call(r.Context(), s.api, "/auth/userinfo", authlete.UserinfoRequest{Token: token}, authlete.DecodeUserinfoResponse)
	if err == nil {
		err = action.WriteAuthUserinfo(w, r, res, userinfo{s})
	}
	done(w, r, err)
}

// userinfo is what the document leaves to us of the userinfo endpoint.
type userinfo struct{ *server }

// OK tells the claims that are asked for.
func (s userinfo) OK(w http.ResponseWriter, r *http.Request, res *authlete.UserinfoResponse) error {
	claims := s.claims(value(res.Subject))
	for name := range claims {
		if !slices.Contains(res.Claims, name) {
			delete(claims, name)
		}
	}
	text, err := json.Marshal(claims)
	if err != nil {
		return err
	}
	req := authlete.UserinfoIssueRequest{Token: value(res.Token), Claims: new(string(text))}
	issued, err := call(r.Context(), s.api, "/auth/userinfo/issue", req, authlete.DecodeUserinfoIssueResponse)
	if err != nil {
		return err
	}
	return action.WriteAuthUserinfoIssue(w, r, issued)
}

// document passes on a JSON text of the API: keys, metadata.
func (s *server) document(path string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		text, err := s.api.get(r.Context(), path)
		if err == nil {
			w.Header().Set("Content-Type", "application/json")
			_, err = w.Write(text)
		}
		done(w, r, err)
	}
}

// challenges are those for clients.
type challenges struct{}

const basic = `Basic realm="authserver"`

func (challenges) InvalidClientChallenge(*http.Request, *authlete.RevocationResponse) string {
	return basic
}

func (challenges) UnauthorizedChallenge(*http.Request, *authlete.PushedAuthorizationResponse) string {
	return basic
}

// parameters are the form of a request, as it was sent, and what the client said of itself
// in the header (RFC 6749 section 2.3.1).
func parameters(r *http.Request) (form string, id, secret *string, err error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return "", nil, nil, err
	}
	if user, password, ok := r.BasicAuth(); ok {
		user, err = url.QueryUnescape(user)
		if err == nil {
			password, err = url.QueryUnescape(password)
		}
		id, secret = &user, &password
	}
	return string(body), id, secret, err
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// value is what a pointer leads to, or the zero value.
func value[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}
