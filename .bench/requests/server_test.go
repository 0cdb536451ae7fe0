// Package requests holds benchmarks of what emitted servers and clients take for a
// request, beside those of other tools and net/http alone.
//
// It compiles only after "go run . server", one folder up, which generates the packages
// below made.
package requests

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3filter"
	middleware "github.com/oapi-codegen/nethttp-middleware"
	"github.com/oasmint/oasmint/bench/made/requests/oapi"
	"github.com/oasmint/oasmint/bench/made/requests/oasmint"
	"github.com/oasmint/oasmint/bench/made/requests/oasmint/server"
	"github.com/oasmint/oasmint/bench/made/requests/ogen"
)

// request is one to serve, and what a handler must find in it.
type request struct {
	name, method, url string
	header            http.Header
	body              string
	wrong             [2]string // what must be refused, in place of what
	status            int
	answer            string
}

const (
	tokenFail       = `{"ticket":"p7SXQ9JFjng7KFOZdCMBKcoR3ift7B54l1LGIgQXqEM","reason":"INVALID_RESOURCE_OWNER_CREDENTIALS"}`
	tokenFailAnswer = `{"resultCode":"A067301","resultMessage":"[A067301] The user name or the password is wrong.",` +
		`"action":"BAD_REQUEST","responseContent":"{\"error\":\"invalid_grant\"}"}`
)

var requests = []request{
	{
		name: "token_fail", method: "POST", url: "/api/715948317/auth/token/fail",
		header: http.Header{"Content-Type": {"application/json"}}, body: tokenFail,
		wrong: [2]string{"INVALID_RESOURCE_OWNER_CREDENTIALS", "NONE_OF_THEM"}, status: 200, answer: tokenFailAnswer,
	},
	{
		name: "six_parameters", method: "GET",
		url:    "/api/715948317/clients?developer=jane%20doe&start=20&end=40&type=PUBLIC&type=CONFIDENTIAL",
		header: http.Header{"X-Request-Id": {"c1b2a3d4e5f6"}},
		wrong:  [2]string{"start=20", "start=-1"}, status: 204,
	},
}

// What all handlers find in a request, and answer with it.
var (
	failCode, failMessage, failContent = "A067301", "[A067301] The user name or the password is wrong.", `{"error":"invalid_grant"}`
	ourAction                          = oasmint.TokenFailResponseActionBadRequest
	oapiAction                         = oapi.BADREQUEST
)

// found is the error of a handler that does not find in a request what was sent.
func found(ok bool) error {
	if !ok {
		return errFound
	}
	return nil
}

var errFound = errors.New("the handler finds something else in the request")

// plain is net/http alone: it reads the body, and answers.
type plain struct{}

func (plain) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == "GET" {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	if n, err := io.Copy(io.Discard, r.Body); err != nil || n == 0 {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(tokenFailAnswer)))
	io.WriteString(w, tokenFailAnswer)
}

// ours is the handler of the emitted server.
type ours struct{ server.Unimplemented }

func (ours) TokenFail(_ context.Context, c *server.TokenFailCall) (server.TokenFailAnswer, error) {
	if c.Params.ServiceID != "715948317" || c.Body.Reason != oasmint.TokenFailRequestReasonInvalidResourceOwnerCredentials {
		return nil, errFound
	}
	return &server.TokenFail200{Body: oasmint.TokenFailResponse{
		ResultCode: &failCode, ResultMessage: &failMessage, Action: &ourAction, ResponseContent: &failContent,
	}}, nil
}

func (ours) FindClients(_ context.Context, c *server.FindClientsCall) (server.FindClientsAnswer, error) {
	p := &c.Params
	return &server.FindClients204{}, found(p.ServiceID == "715948317" && *p.Developer == "jane doe" && *p.Start == 20 &&
		*p.End == 40 && len(p.Type) == 2 && *p.XRequestID == "c1b2a3d4e5f6")
}

type ofOgen struct{ ogen.UnimplementedHandler }

func (ofOgen) TokenFail(_ context.Context, body *ogen.TokenFailRequest, p ogen.TokenFailParams) (*ogen.TokenFailResponse, error) {
	if p.ServiceId != "715948317" || body.Reason != ogen.TokenFailRequestReasonINVALIDRESOURCEOWNERCREDENTIALS {
		return nil, errFound
	}
	return &ogen.TokenFailResponse{
		ResultCode: ogen.NewOptString(failCode), ResultMessage: ogen.NewOptString(failMessage),
		Action:          ogen.NewOptTokenFailResponseAction(ogen.TokenFailResponseActionBADREQUEST),
		ResponseContent: ogen.NewOptString(failContent),
	}, nil
}

func (ofOgen) FindClients(_ context.Context, p ogen.FindClientsParams) error {
	return found(p.ServiceId == "715948317" && p.Developer.Value == "jane doe" && p.Start.Value == 20 &&
		p.End.Value == 40 && len(p.Type) == 2 && p.XRequestID.Value == "c1b2a3d4e5f6")
}

type ofOapi struct{ oapi.StrictServerInterface }

func (ofOapi) TokenFail(_ context.Context, r oapi.TokenFailRequestObject) (oapi.TokenFailResponseObject, error) {
	if r.ServiceId != "715948317" || r.Body.Reason != oapi.INVALIDRESOURCEOWNERCREDENTIALS {
		return nil, errFound
	}
	return oapi.TokenFail200JSONResponse{
		ResultCode: &failCode, ResultMessage: &failMessage, Action: &oapiAction, ResponseContent: &failContent,
	}, nil
}

func (ofOapi) FindClients(_ context.Context, r oapi.FindClientsRequestObject) (oapi.FindClientsResponseObject, error) {
	p := &r.Params
	return oapi.FindClients204Response{}, found(r.ServiceId == "715948317" && *p.Developer == "jane doe" && *p.Start == 20 &&
		*p.End == 40 && len(*p.Type) == 2 && *p.XRequestId == "c1b2a3d4e5f6")
}

// withKin puts the middleware that checks requests by kin-openapi in front.
func withKin(b *testing.B, next http.Handler) http.Handler {
	spec, err := oapi.GetSpec()
	if err != nil {
		b.Fatal(err)
	}
	return middleware.OapiRequestValidatorWithOptions(spec, &middleware.Options{
		DoNotValidateServers: true, Options: openapi3filter.Options{MultiError: true},
	})(next)
}

func BenchmarkServer(b *testing.B) {
	ogenServer, err := ogen.NewServer(ofOgen{})
	if err != nil {
		b.Fatal(err)
	}
	for _, request := range requests {
		for _, tool := range []struct {
			name    string
			handler http.Handler
		}{
			{"net-http-unchecked", plain{}},
			{"by-hand", byHand{}},
			{"oasmint", server.New(&ours{})},
			{"oasmint-reuse", server.New(&ours{}, server.ReuseCalls())},
			{"oasmint-check", server.Check(plain{})},
			{"ogen", ogenServer},
			{"oapi-codegen-strict-middleware", withKin(b, oapi.Handler(oapi.NewStrictHandler(ofOapi{}, nil)))},
			{"kin-openapi-middleware", withKin(b, plain{})},
		} {
			b.Run("body="+request.name+"/tool="+tool.name, func(b *testing.B) {
				body := strings.NewReader(request.body)
				r := httptest.NewRequest(request.method, request.url, body)
				r.Header = request.header.Clone()
				try := func(r *http.Request) *httptest.ResponseRecorder {
					w := httptest.NewRecorder()
					tool.handler.ServeHTTP(w, r)
					return w
				}
				if w := try(r); w.Code != request.status || !sameJSON(w.Body.Bytes(), request.answer) {
					b.Fatalf("it answers %d: %s", w.Code, w.Body)
				}
				wrong := strings.NewReplacer(request.wrong[0], request.wrong[1])
				refused := httptest.NewRequest(request.method, wrong.Replace(request.url), strings.NewReader(wrong.Replace(request.body)))
				refused.Header = request.header.Clone()
				if w := try(refused); (w.Code == http.StatusBadRequest) == strings.HasSuffix(tool.name, "unchecked") {
					b.Fatalf("a wrong request is answered with %d", w.Code)
				}
				b.ReportAllocs()
				for b.Loop() {
					body.Reset(request.body)
					r.Body = io.NopCloser(body)
					w := httptest.NewRecorder()
					tool.handler.ServeHTTP(w, r)
					if w.Code != request.status {
						b.Fatalf("it answers %d", w.Code)
					}
				}
			})
		}
	}
}
