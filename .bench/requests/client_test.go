package requests

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/bench/made/requests/oapi"
	"github.com/oasmint/oasmint/bench/made/requests/oasmint"
	"github.com/oasmint/oasmint/bench/made/requests/oasmint/client"
	"github.com/oasmint/oasmint/bench/made/requests/ogen"
)

// stub is a transport that answers each request alike, without a network and without an
// allocation: the answer of before must not be in use any more.
type stub struct {
	sent     [2 * len(tokenFail)]byte
	answer   string
	header   http.Header
	body     strings.Reader
	closer   io.ReadCloser
	response http.Response
}

func newStub() *stub {
	s := &stub{header: http.Header{"Content-Type": {"application/json"}}}
	s.closer = io.NopCloser(&s.body)
	return s
}

// RoundTrip makes s an [http.RoundTripper].
func (s *stub) RoundTrip(r *http.Request) (*http.Response, error) {
	n, err := io.ReadFull(r.Body, s.sent[:])
	if err != io.ErrUnexpectedEOF || n != len(tokenFail) {
		return nil, errFound
	}
	r.Body.Close()
	s.body.Reset(s.answer)
	s.response = http.Response{
		StatusCode: 200, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
		Header: s.header, ContentLength: int64(len(s.answer)), Body: s.closer,
	}
	return &s.response, nil
}

func BenchmarkClient(b *testing.B) {
	transport := newStub()
	http := &http.Client{Transport: transport}
	const base = "https://api.example.com"
	ours, err := client.New(base, client.HTTPClient(http))
	if err != nil {
		b.Fatal(err)
	}
	ofOgen, err := ogen.NewClient(base, ogen.WithClient(http))
	if err != nil {
		b.Fatal(err)
	}
	ofOapi, err := oapi.NewClientWithResponses(base, oapi.WithHTTPClient(http))
	if err != nil {
		b.Fatal(err)
	}
	ctx := context.Background()
	for _, tool := range []struct {
		name   string
		checks bool
		call   func() (content string, err error)
	}{
		{"net-http-unchecked", false, func() (string, error) {
			res, err := http.Post(base+"/api/715948317/auth/token/fail", "application/json", strings.NewReader(tokenFail))
			if err != nil {
				return "", err
			}
			defer res.Body.Close()
			_, err = io.Copy(io.Discard, res.Body)
			return failContent, err
		}},
		{"oasmint", true, func() (string, error) {
			answer, err := ours.TokenFail(ctx, oasmint.TokenFailParams{ServiceID: "715948317"}, oasmint.TokenFailRequest{
				Ticket: "p7SXQ9JFjng7KFOZdCMBKcoR3ift7B54l1LGIgQXqEM", Reason: oasmint.TokenFailRequestReasonInvalidResourceOwnerCredentials,
			})
			if err != nil {
				return "", err
			}
			return *answer.ResponseContent, nil
		}},
		{"ogen", true, func() (string, error) {
			answer, err := ofOgen.TokenFail(ctx, &ogen.TokenFailRequest{
				Ticket: "p7SXQ9JFjng7KFOZdCMBKcoR3ift7B54l1LGIgQXqEM", Reason: ogen.TokenFailRequestReasonINVALIDRESOURCEOWNERCREDENTIALS,
			}, ogen.TokenFailParams{ServiceId: "715948317"})
			if err != nil {
				return "", err
			}
			return answer.ResponseContent.Value, nil
		}},
		{"oapi-codegen", true, func() (string, error) {
			answer, err := ofOapi.TokenFailWithResponse(ctx, "715948317", oapi.TokenFailRequest{
				Ticket: "p7SXQ9JFjng7KFOZdCMBKcoR3ift7B54l1LGIgQXqEM", Reason: oapi.INVALIDRESOURCEOWNERCREDENTIALS,
			})
			if err != nil {
				return "", err
			}
			return *answer.JSON200.ResponseContent, nil
		}},
	} {
		b.Run("body=token_fail/tool="+tool.name, func(b *testing.B) {
			transport.answer = strings.Replace(tokenFailAnswer, `"A067301"`, "67301", 1)
			if _, err := tool.call(); (err != nil) != tool.checks {
				b.Fatalf("a wrong answer: %v", err)
			}
			transport.answer = tokenFailAnswer
			b.ReportAllocs()
			for b.Loop() {
				if content, err := tool.call(); err != nil || content != failContent {
					b.Fatal(content, err)
				}
			}
		})
	}
}

// sameJSON reports whether two JSON texts mean the same.
func sameJSON(a []byte, b string) bool {
	if b == "" {
		return len(a) == 0
	}
	var x, y any
	return json.Unmarshal(a, &x) == nil && json.Unmarshal([]byte(b), &y) == nil && reflect.DeepEqual(x, y)
}
