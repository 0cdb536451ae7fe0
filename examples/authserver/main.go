// Command authserver is an authorization server of OAuth 2.0 and OpenID Connect on what
// oasmint emits for the Authlete API: its client, and the functions that answer by its
// actions.
//
//	go run .
//
// runs it with a stand-in for the API, so that it needs no account. Open the page that it
// names, and go through the code flow: the user is always logged in, and the client is
// on that page. With -api, -service and the environment variable AUTHLETE_TOKEN it asks a
// service of the real API; or, with any token, what
//
//	oasmint mock ../../spec/authlete.yaml --addr 127.0.0.1:4010
//
// answers at -api http://127.0.0.1:4010: the examples of the document.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"html/template"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/oasmint/oasmint/generated/authlete/client"
	"golang.org/x/oauth2"
)

func main() {
	address := flag.String("address", "127.0.0.1:8080", "where to listen")
	base := flag.String("api", "", "the URL of the Authlete API, such as https://us.authlete.com; by default a stand-in answers")
	service := flag.String("service", "715948317", "the number of the service, whose access token is in AUTHLETE_TOKEN")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *address, *base, *service); err != nil {
		log.Fatal(err)
	}
}

// The one client of the stand-in, and the one user.
const (
	clientID     = "4326385670"
	clientSecret = "fict-client-secret"
	userID       = "user-1001"
)

func run(ctx context.Context, address, base, service string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	issuer := "http://" + listener.Addr().String()
	token := os.Getenv("AUTHLETE_TOKEN")
	mux := http.NewServeMux()
	if base == "" {
		base, token = issuer, "fict-service-token"
		stand, err := newStandIn(issuer, token, clientID, clientSecret, issuer+"/callback")
		if err != nil {
			return err
		}
		mux.Handle("/api/", stand.handler())
		mux.HandleFunc("GET /{$}", start(issuer))
		mux.HandleFunc("GET /callback", callback(issuer))
		fmt.Printf("open %s/\n", issuer)
	}
	api, err := client.New(base, client.ServiceID(service), client.BearerAuth(client.Fixed(token)), client.HTTPClient(&http.Client{Timeout: 10 * time.Second}))
	if err != nil {
		return err
	}
	mux.Handle("/", newServer(api).handler())
	srv := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	context.AfterFunc(ctx, func() { srv.Close() })
	if err := srv.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func newServer(api *client.Client) *server {
	return &server{
		api:            api,
		user:           func(*http.Request) string { return userID },
		claims:         func(string) map[string]any { return map[string]any{"name": "Ann Example", "email": "ann@example.com"} },
		resourceServer: "photos", resourceSecret: "fict-resource-secret",
	}
}

// start is the page of the client: it begins the flow.
func start(issuer string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		verifier, state := oauth2.GenerateVerifier(), oauth2.GenerateVerifier()
		for name, text := range map[string]string{"verifier": verifier, "state": state} {
			http.SetCookie(w, &http.Cookie{Name: name, Value: text, Path: "/callback", HttpOnly: true, SameSite: http.SameSiteLaxMode, MaxAge: 600})
		}
		config := clientOf(issuer)
		http.Redirect(w, r, config.AuthCodeURL(state, oauth2.S256ChallengeOption(verifier), oidc.Nonce(state)), http.StatusFound)
	}
}

func clientOf(issuer string) *oauth2.Config {
	return &oauth2.Config{
		ClientID: clientID, ClientSecret: clientSecret, RedirectURL: issuer + "/callback", Scopes: []string{"openid", "profile"},
		Endpoint: oauth2.Endpoint{AuthURL: issuer + "/authorize", TokenURL: issuer + "/token", AuthStyle: oauth2.AuthStyleInHeader},
	}
}

var shown = template.Must(template.New("").Parse(`<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>Done</title>
<h1>What the client knows now</h1><pre>{{.}}</pre><p><a href="/">Again</a></p></html>
`))

// callback is where the client takes the code.
func callback(issuer string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		text, err := received(r, issuer)
		if err != nil {
			text = err.Error()
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if err := shown.Execute(w, text); err != nil {
			log.Print(err)
		}
	}
}

// received exchanges the code, and returns what the ID token and userinfo say.
func received(r *http.Request, issuer string) (string, error) {
	if code := r.FormValue("error"); code != "" {
		return "", errors.New(code)
	}
	state, err := r.Cookie("state")
	if err != nil || state.Value != r.FormValue("state") {
		return "", errors.New("this is not the answer to a request of this browser")
	}
	verifier, err := r.Cookie("verifier")
	if err != nil {
		return "", err
	}
	token, err := clientOf(issuer).Exchange(r.Context(), r.FormValue("code"), oauth2.VerifierOption(verifier.Value))
	if err != nil {
		return "", err
	}
	provider, err := oidc.NewProvider(r.Context(), issuer)
	if err != nil {
		return "", err
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := provider.Verifier(&oidc.Config{ClientID: clientID}).Verify(r.Context(), raw)
	if err != nil {
		return "", err
	}
	if id.Nonce != state.Value {
		return "", errors.New("the ID token is not for this request")
	}
	info, err := provider.UserInfo(r.Context(), oauth2.StaticTokenSource(token))
	if err != nil {
		return "", err
	}
	claims := map[string]any{}
	if err := info.Claims(&claims); err != nil {
		return "", err
	}
	text, err := json.MarshalIndent(map[string]any{"ID token": map[string]any{"sub": id.Subject, "iss": id.Issuer, "exp": id.Expiry}, "userinfo": claims}, "", "  ")
	return string(text), err
}
