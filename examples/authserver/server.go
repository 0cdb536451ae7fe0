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
	"github.com/oasmint/oasmint/generated/authlete/client"
)

// server is an authorization server of OAuth 2.0 and OpenID Connect.
type server struct {
	api *client.Client
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
	for pattern, answer := range map[string]endpoint{
		"GET /authorize": s.authorize, "POST /authorize": s.decide,
		"POST /token": s.token, "POST /par": s.push, "POST /introspect": s.introspect, "POST /revoke": s.revoke,
		"GET /userinfo": s.userinfo, "POST /userinfo": s.userinfo,
		"GET /jwks": s.jwks, "GET /.well-known/openid-configuration": s.metadata,
	} {
		mux.Handle(pattern, answer)
	}
	return http.MaxBytesHandler(mux, 64<<10)
}

// endpoint answers a request, or returns what the API or an answer came to. An error of
// package action has been answered; where the API failed, nothing has been written yet.
type endpoint func(http.ResponseWriter, *http.Request) error

// ServeHTTP makes e an [http.Handler].
func (e endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	err := e(w, r)
	var failed *client.Error
	var refused badRequest
	switch {
	case err == nil:
		return
	case errors.As(err, &failed):
		http.Error(w, "the server cannot answer now", http.StatusInternalServerError)
	case errors.As(err, &refused):
		http.Error(w, "the request cannot be read", http.StatusBadRequest)
	}
	log.Printf("%s %s: %v", r.Method, r.URL.Path, err) // no values: they may be secrets
}

// badRequest is a request that is not passed to the API.
type badRequest struct{ error }

// ticketCookie holds the ticket of a request while the user decides: who sends the
// decision is who was asked.
const ticketCookie = "ticket"

// authorize is the authorization endpoint (RFC 6749 section 3.1).
func (s *server) authorize(w http.ResponseWriter, r *http.Request) error {
	res, err := s.api.AuthAuthorization(r.Context(), authlete.AuthAuthorizationParams{}, authlete.AuthorizationRequest{Parameters: r.URL.RawQuery})
	if err != nil {
		return err
	}
	return action.WriteAuthAuthorization(w, r, res, authorization{s})
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
func (s *server) decide(w http.ResponseWriter, r *http.Request) error {
	ticket, err := r.Cookie(ticketCookie)
	if err != nil {
		return badRequest{errors.New("there is no request to decide on")}
	}
	http.SetCookie(w, &http.Cookie{Name: ticketCookie, Path: "/authorize", MaxAge: -1})
	if r.PostFormValue("decision") != "grant" {
		return s.refuse(w, r, ticket.Value, authlete.AuthorizationFailRequestReasonDenied)
	}
	req := authlete.AuthorizationIssueRequest{Ticket: ticket.Value, Subject: s.user(r)}
	res, err := s.api.AuthAuthorizationIssue(r.Context(), authlete.AuthAuthorizationIssueParams{}, req)
	if err != nil {
		return err
	}
	return action.WriteAuthAuthorizationIssue(w, r, res)
}

func (s *server) refuse(w http.ResponseWriter, r *http.Request, ticket string, reason authlete.AuthorizationFailRequestReason) error {
	req := authlete.AuthorizationFailRequest{Ticket: ticket, Reason: reason}
	res, err := s.api.AuthAuthorizationFail(r.Context(), authlete.AuthAuthorizationFailParams{}, req)
	if err != nil {
		return err
	}
	return action.WriteAuthAuthorizationFail(w, r, res)
}

// token is the token endpoint (RFC 6749 section 3.2).
func (s *server) token(w http.ResponseWriter, r *http.Request) error {
	form, id, secret, err := parameters(r)
	if err != nil {
		return err
	}
	res, err := s.api.AuthToken(r.Context(), authlete.AuthTokenParams{}, authlete.TokenRequest{Parameters: form, ClientID: id, ClientSecret: secret})
	if err != nil {
		return err
	}
	return action.WriteAuthToken(w, r, res, tokens{s})
}

// tokens is what the document leaves to us of the token endpoint: grant types that the
// service does not have.
type tokens struct{ *server }

var errGrant = errors.New("a grant type that this server does not have")

func (tokens) InvalidClientChallenge(*http.Request, *authlete.TokenResponse) string { return basic }

func (s tokens) Password(w http.ResponseWriter, r *http.Request, res *authlete.TokenResponse) error {
	req := authlete.TokenFailRequest{Ticket: value(res.Ticket), Reason: authlete.TokenFailRequestReasonInvalidResourceOwnerCredentials}
	failed, err := s.api.AuthTokenFail(r.Context(), authlete.AuthTokenFailParams{}, req)
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
func (s *server) push(w http.ResponseWriter, r *http.Request) error {
	form, id, secret, err := parameters(r)
	if err != nil {
		return err
	}
	res, err := s.api.PushedAuthReq(r.Context(), authlete.PushedAuthReqParams{}, authlete.PushedAuthorizationRequest{Parameters: form, ClientID: id, ClientSecret: secret})
	if err != nil {
		return err
	}
	return action.WritePushedAuthReq(w, r, res, challenges{})
}

// revoke revokes a token (RFC 7009).
func (s *server) revoke(w http.ResponseWriter, r *http.Request) error {
	form, id, secret, err := parameters(r)
	if err != nil {
		return err
	}
	res, err := s.api.AuthRevocation(r.Context(), authlete.AuthRevocationParams{}, authlete.RevocationRequest{Parameters: form, ClientID: id, ClientSecret: secret})
	if err != nil {
		return err
	}
	return action.WriteAuthRevocation(w, r, res, challenges{})
}

// introspect tells a resource server of a token (RFC 7662). Who may ask is for us to say.
func (s *server) introspect(w http.ResponseWriter, r *http.Request) error {
	name, secret, _ := r.BasicAuth()
	if !same(name, s.resourceServer) || !same(secret, s.resourceSecret) {
		w.Header().Set("WWW-Authenticate", basic)
		w.WriteHeader(http.StatusUnauthorized)
		return nil
	}
	form, err := io.ReadAll(r.Body)
	if err != nil {
		return badRequest{err}
	}
	res, err := s.api.AuthIntrospectionStandard(r.Context(), authlete.AuthIntrospectionStandardParams{}, authlete.StandardIntrospectionRequest{Parameters: string(form)})
	if err != nil {
		return err
	}
	return action.WriteAuthIntrospectionStandard(w, r, res)
}

// userinfo tells a client of the user (OpenID Connect Core 1.0 section 5.3).
func (s *server) userinfo(w http.ResponseWriter, r *http.Request) error {
	token := ""
	if scheme, rest, _ := strings.Cut(r.Header.Get("Authorization"), " "); strings.EqualFold(scheme, "Bearer") {
		token = strings.TrimSpace(rest)
	}
	if token == "" { // RFC 6750 section 3: no error where nothing was sent
		w.Header().Set("WWW-Authenticate", "Bearer")
		w.WriteHeader(http.StatusUnauthorized)
		return nil
	}
	res, err := s.api.AuthUserinfo(r.Context(), authlete.AuthUserinfoParams{}, authlete.UserinfoRequest{Token: token})
	if err != nil {
		return err
	}
	return action.WriteAuthUserinfo(w, r, res, userinfo{s})
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
	issued, err := s.api.AuthUserinfoIssue(r.Context(), authlete.AuthUserinfoIssueParams{}, req)
	if err != nil {
		return err
	}
	return action.WriteAuthUserinfoIssue(w, r, issued)
}

// jwks are the public keys (RFC 7517), as the API has them.
func (s *server) jwks(w http.ResponseWriter, r *http.Request) error {
	var res *http.Response
	_, err := s.api.ServiceJWKSGet(r.Context(), authlete.ServiceJWKSGetParams{}, client.KeepResponse(&res), client.UncheckedAnswers())
	return passOn(w, res, err)
}

// metadata is what clients go by (OpenID Connect Discovery 1.0 section 4).
func (s *server) metadata(w http.ResponseWriter, r *http.Request) error {
	var res *http.Response
	_, err := s.api.ServiceConfiguration(r.Context(), authlete.ServiceConfigurationParams{}, client.KeepResponse(&res), client.UncheckedAnswers())
	return passOn(w, res, err)
}

// passOn writes a JSON text of the API, with members that no document describes.
func passOn(w http.ResponseWriter, res *http.Response, err error) error {
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	_, err = io.Copy(w, res.Body)
	return err
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
	if user, password, ok := r.BasicAuth(); ok && err == nil {
		if user, err = url.QueryUnescape(user); err == nil {
			password, err = url.QueryUnescape(password)
		}
		id, secret = &user, &password
	}
	if err != nil {
		return "", nil, nil, badRequest{err}
	}
	return string(body), id, secret, nil
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// value is what a pointer leads to, or the zero value.
func value[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}
