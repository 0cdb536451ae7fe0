package generator_test

import (
	"flag"
	"math/rand/v2"
	"net/url"
	"testing"
	"time"

	"github.com/oasmint/oasmint/generated/authlete"
	"github.com/oasmint/oasmint/generated/authlete/validate"
)

var mutatedBodies = flag.Int("mutated-bodies", 2000, "how many mutated bodies to check (make attack)")

// TestMutatedBodies has the emitted package read bodies that were mutated: no entry point
// panics or takes long, bytes and values agree, and no message is long.
func TestMutatedBodies(t *testing.T) {
	seeds := []string{
		`{"ticket":"t","reason":"UNKNOWN"}`,
		`{"clientName":"n","redirectUris":["https://e.example/a"],"grantTypes":["AUTHORIZATION_CODE"],"requestableScopesEnabled":true,"extension":{"requestableScopes":["a"]},"contacts":["a@e.example"],"customMetadata":"{}","attributes":[{"key":"k","value":"v"}]}`,
		`{"serviceName":"n","issuer":"https://e.example","supportedScopes":[{"name":"s","defaultEntry":false,"attributes":[{"key":"k","value":"v"}]}],"supportedGrantTypes":["PASSWORD"],"accessTokenDuration":1e3}`,
	}
	r := rand.New(rand.NewPCG(1, 2))
	pieces := []string{`"`, `{`, `}`, `[`, `]`, `,`, `:`, `null`, `true`, `1e999`, `-0`, "\x00", "\xff", "\u2028", `\ud800`, `\u0000`, `"a":`, `{"ticket":`, `[[[[[[[[`, `1.0000000000000000000000001`, `"clientName"`, "\n::error::"}
	for i := range *mutatedBodies {
		body := []byte(seeds[r.IntN(len(seeds))])
		for range 1 + r.IntN(5) {
			at := r.IntN(len(body) + 1)
			end := min(len(body), at+r.IntN(12))
			piece := pieces[r.IntN(len(pieces))]
			body = append(append(append([]byte{}, body[:at]...), piece...), body[[]int{at, end}[r.IntN(2)]:]...)
		}
		began := time.Now()
		for _, c := range []struct {
			check  func([]byte, ...validate.Option) error
			decode func([]byte) (interface {
				Validate(...validate.Option) error
			}, error)
		}{
			{authlete.ValidateTokenFailRequestJSON, func(b []byte) (interface {
				Validate(...validate.Option) error
			}, error) {
				v, err := authlete.DecodeTokenFailRequest(b)
				return &v, err
			}},
			{authlete.ValidateClientJSON, func(b []byte) (interface {
				Validate(...validate.Option) error
			}, error) {
				v, err := authlete.DecodeClient(b)
				return &v, err
			}},
			{authlete.ValidateServiceJSON, func(b []byte) (interface {
				Validate(...validate.Option) error
			}, error) {
				v, err := authlete.DecodeService(b)
				return &v, err
			}},
		} {
			bytes := c.check(body)
			value, err := c.decode(body)
			if (bytes == nil) != (err == nil) {
				t.Errorf("body %d %q: the bytes give %v, decoding %v", i, body, bytes, err)
			}
			if err != nil && len(err.Error()) > 64<<10 {
				t.Errorf("body %d: a message of %d bytes", i, len(err.Error()))
			}
			_ = value.Validate() // of what was decoded as far as it goes
		}
		if form, err := url.ParseQuery(string(body)); err == nil {
			_, _ = authlete.DecodeTokenFailRequestForm(form)
		}
		if took := time.Since(began); took > 10*time.Second {
			t.Fatalf("body %d takes %v: %q", i, took, body)
		}
	}
}
