package mount

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5"
	"github.com/labstack/echo/v4"

	"github.com/oasmint/oasmint/generated/authlete"
	"github.com/oasmint/oasmint/generated/authlete/server"
)

// service answers one operation, and 501 for all others.
type service struct{ server.Unimplemented }

func (service) AuthTokenFail(_ context.Context, c *server.AuthTokenFailCall) (server.AuthTokenFailAnswer, error) {
	content := c.Params.ServiceID + " " + c.Body.Ticket
	return &server.AuthTokenFail200{Body: authlete.TokenFailResponse{ResponseContent: &content}}, nil
}

// TestMount sends a request for each operation through each router: it comes to the
// server, which answers.
func TestMount(t *testing.T) {
	h := server.New(&service{}, server.Security("bearer", func(ctx context.Context, _ *http.Request, _ []string) (context.Context, error) { return ctx, nil }))
	gin.SetMode(gin.ReleaseMode)
	c, e, g := chi.NewRouter(), echo.New(), gin.New()
	g.UseRawPath = true // or a %2F in a path is a slash
	onChi(c, h)
	onEcho(e, h)
	onGin(g, h)
	for name, router := range map[string]http.Handler{"chi": c, "echo": e, "gin": g} {
		send := func(method, target, body string) *httptest.ResponseRecorder {
			r := httptest.NewRequest(method, target, strings.NewReader(body))
			r.Header.Set("Content-Type", "application/json")
			w := httptest.NewRecorder()
			router.ServeHTTP(w, r)
			return w
		}
		w := send("POST", "/api/7%2F8/auth/token/fail", `{"ticket":"abc","reason":"UNKNOWN"}`)
		if w.Code != 200 || !strings.Contains(w.Body.String(), `"7/8 abc"`) {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
		w = send("POST", "/api/7/auth/token/fail", `{"ticket":"abc","reason":"NO"}`)
		if w.Code != 400 || !strings.Contains(w.Body.String(), `"#/reason"`) {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
		for _, route := range server.Routes() {
			w := send(route.Method, named.ReplaceAllString(route.Path, "7"), "")
			if w.Code == 404 || w.Code == 405 {
				t.Errorf("%s: %s %s: %d", name, route.Method, route.Path, w.Code)
			}
		}
		if w := send("GET", "/elsewhere", ""); w.Code != 404 {
			t.Errorf("%s: a path that no operation has: %d", name, w.Code)
		}
	}
}

// TestReadme holds the README to the functions that are tested here.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"r.Method(route.Method, route.Path, h)",
		"e.Add(route.Method, named.ReplaceAllString(route.Path, \":$1\"), echo.WrapHandler(h))",
		"r.Handle(route.Method, named.ReplaceAllString(route.Path, \":$1\"), gin.WrapH(h))",
	} {
		own, err := os.ReadFile("mount.go")
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(own), line) || !strings.Contains(string(readme), line) {
			t.Errorf("not in the README and here: %s", line)
		}
	}
}
