package generator_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generated/authlete"
	"github.com/oasmint/oasmint/generated/authlete/client"
	"github.com/oasmint/oasmint/generated/authlete/server"
)

// README: a call.

func refuse(ctx context.Context, baseURL, token, ticket string) (*authlete.TokenFailResponse, error) {
	api, err := client.New(baseURL, client.BearerAuth(client.Fixed(token)), client.ServiceID("715948317"))
	if err != nil {
		return nil, err
	}
	return api.AuthTokenFail(ctx, authlete.AuthTokenFailParams{}, authlete.TokenFailRequest{
		Ticket: ticket, Reason: authlete.TokenFailRequestReasonInvalidTarget,
	})
}

// TestReadmeCall holds the README's first Go to the function that is compiled here.
func TestReadmeCall(t *testing.T) {
	own, err := os.ReadFile("client_test.go")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, call, _ := strings.Cut(string(own), "// README: a call.\n\n")
	call, _, _ = strings.Cut(call, "\n\n")
	_, first, _ := strings.Cut(string(readme), "```go\n")
	if first, _, _ = strings.Cut(first, "\n```"); first != call {
		t.Errorf("the README's first Go is\n%s\nwant\n%s", first, call)
	}
}

// refusing is a server that refuses a ticket, and one that it does not know with 400.
type refusing struct{ server.Unimplemented }

func (refusing) AuthTokenFail(_ context.Context, c *server.AuthTokenFailCall) (server.AuthTokenFailAnswer, error) {
	said := c.Params.ServiceID + " " + c.Body.Ticket + " " + string(c.Body.Reason) + " " + c.Request.Header.Get("Content-Type")
	if c.Body.Ticket == "unknown" {
		return server.AuthTokenFail400{Body: authlete.Result{ResultMessage: &said}}, nil
	}
	action := authlete.TokenFailResponseActionBadRequest
	return server.AuthTokenFail200{Body: authlete.TokenFailResponse{Action: &action, ResponseContent: &said}}, nil
}

// TestCall calls the emitted server by the emitted client.
func TestCall(t *testing.T) {
	bearer := func(ctx context.Context, r *http.Request, _ []string) (context.Context, error) {
		if r.Header.Get("Authorization") != "Bearer right" {
			return nil, &server.Error{Status: http.StatusForbidden}
		}
		return ctx, nil
	}
	s := httptest.NewServer(server.New(refusing{}, server.Security("bearer", bearer)))
	defer s.Close()
	ctx := t.Context()
	res, err := refuse(ctx, s.URL, "right", "t1")
	if err != nil || *res.ResponseContent != "715948317 t1 INVALID_TARGET application/json" {
		t.Fatal(err, res)
	}
	api, err := client.New(s.URL, client.BearerAuth(client.Fixed("right")), client.ContentType("application/x-www-form-urlencoded"))
	if err != nil {
		t.Fatal(err)
	}
	body := authlete.TokenFailRequest{Ticket: "unknown", Reason: authlete.TokenFailRequestReasonUnknown}
	res, err = api.AuthTokenFail(ctx, authlete.AuthTokenFailParams{ServiceID: "1"}, body)
	result, ok := client.Value[authlete.Result](err)
	if res != nil || !ok || *result.ResultMessage != "1 unknown UNKNOWN application/x-www-form-urlencoded" || err.Error() != "AuthTokenFail: 400 Bad Request" {
		t.Error(err, res)
	}
	if _, err := api.AuthTokenFail(ctx, authlete.AuthTokenFailParams{}, body); err == nil || !strings.HasPrefix(err.Error(), "AuthTokenFail: not sent: /path/serviceId ") {
		t.Error(err)
	}
	if _, err := refuse(ctx, s.URL, "wrong", "t1"); err == nil || !strings.HasPrefix(err.Error(), "AuthTokenFail: 403 Forbidden") {
		t.Error(err)
	}
}
