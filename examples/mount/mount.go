// Package mount puts the emitted server of the Authlete API on routers that are not its
// own: see the README, "A server".
package mount

import (
	"net/http"
	"regexp"

	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5"
	"github.com/labstack/echo/v4"

	"github.com/oasmint/oasmint/generated/authlete/server"
)

// named is a {name} in the path of a route, which echo and gin write as :name.
var named = regexp.MustCompile(`\{([^{}]*)\}`)

// onChi adds the operations to a router of chi.
func onChi(r chi.Router, h http.Handler) {
	for _, route := range server.Routes() {
		r.Method(route.Method, route.Path, h)
	}
}

// onEcho adds them to echo.
func onEcho(e *echo.Echo, h http.Handler) {
	for _, route := range server.Routes() {
		e.Add(route.Method, named.ReplaceAllString(route.Path, ":$1"), echo.WrapHandler(h))
	}
}

// onGin adds them to gin.
func onGin(r gin.IRoutes, h http.Handler) {
	for _, route := range server.Routes() {
		r.Handle(route.Method, named.ReplaceAllString(route.Path, ":$1"), gin.WrapH(h))
	}
}
