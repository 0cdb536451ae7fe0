package generator_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

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

// README ends.

// README: a log.

// logged tells of each request, and how it was answered.
type logged struct{ http.RoundTripper }

func (l logged) RoundTrip(r *http.Request) (*http.Response, error) {
	began := time.Now()
	res, err := l.RoundTripper.RoundTrip(r)
	said := []any{"method", r.Method, "host", r.URL.Host, "took", time.Since(began)}
	if err == nil {
		said = append(said, "status", res.StatusCode)
	}
	slog.InfoContext(r.Context(), "call", said...)
	return res, err
}

func withLog() client.Option {
	return client.HTTPClient(&http.Client{Transport: logged{http.DefaultTransport}, Timeout: time.Minute})
}

// README ends.

// README: a list.

func clientIDs(ctx context.Context, api *client.Client) (ids []int64, err error) {
	for c, err := range api.ClientGetListAll(ctx, authlete.ClientGetListParams{}) {
		if err != nil {
			return ids, err // the last that it gives
		}
		ids = append(ids, *c.ClientID)
	}
	return ids, nil
}

// README ends.

// TestReadmeCall holds the README to the functions above, the first of which is its first Go.
func TestReadmeCall(t *testing.T) {
	own, err := os.ReadFile("client_test.go")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	rest, n := string(own), 0
	for {
		_, part, found := strings.Cut(rest, "\n// README: ")
		if !found {
			break
		}
		_, part, _ = strings.Cut(part, "\n\n")
		part, rest, _ = strings.Cut(part, "\n\n// README ends.")
		at := strings.Index(string(readme), "```go\n"+part+"\n```")
		if n++; at < 0 || n == 1 && at != strings.Index(string(readme), "```go\n") {
			t.Errorf("the README lacks, or does not begin with,\n%s", part)
		}
	}
	if n != 3 {
		t.Errorf("%d parts of the README", n)
	}
}

// refusing is a server that refuses a ticket, and one that it does not know with 400.
type refusing struct{ server.Unimplemented }

func (refusing) AuthTokenFail(_ context.Context, c *server.AuthTokenFailCall) (server.AuthTokenFailAnswer, error) {
	said := c.Params.ServiceID + " " + c.Body.Ticket + " " + string(c.Body.Reason) + " " + c.Request.Header.Get("Content-Type")
	if c.Body.Ticket == "unknown" {
		return &server.AuthTokenFail400{Body: authlete.Result{ResultMessage: &said}}, nil
	}
	action := authlete.TokenFailResponseActionBadRequest
	return &server.AuthTokenFail200{Body: authlete.TokenFailResponse{Action: &action, ResponseContent: &said}}, nil
}

// TestCall calls the emitted server by the emitted client.
func TestCall(t *testing.T) {
	bearer := func(ctx context.Context, r *http.Request, _ []string) (context.Context, error) {
		if r.Header.Get("Authorization") != "Bearer right" {
			return nil, &server.Error{Status: http.StatusForbidden}
		}
		return ctx, nil
	}
	s := httptest.NewServer(server.New(&refusing{}, server.Security("bearer", bearer)))
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

	// The list, whose pages hold 20, and the log.
	var log strings.Builder
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	defer slog.SetDefault(before)
	if api, err = client.New(s.URL, client.BearerAuth(client.Fixed("right")), client.ServiceID("1"), withLog()); err != nil {
		t.Fatal(err)
	}
	ids, err := clientIDs(ctx, api)
	if err != nil || len(ids) != 45 || ids[44] != 44 {
		t.Error(len(ids), err)
	}
	if text := log.String(); strings.Count(text, "msg=call method=GET") != 3 || strings.Contains(text, "right") {
		t.Error(text)
	}
}

// ClientGetList has 45 clients, whose IDs are their indices.
func (refusing) ClientGetList(_ context.Context, c *server.ClientGetListCall) (server.ClientGetListAnswer, error) {
	const all = 45
	var res authlete.ClientGetListResponse
	for i := *c.Params.Start; i < min(*c.Params.End, all); i++ {
		id := int64(i)
		res.Clients = append(res.Clients, authlete.Client{ClientID: &id})
	}
	total := int32(all)
	res.TotalCount = &total
	return &server.ClientGetList200{Body: res}, nil
}
