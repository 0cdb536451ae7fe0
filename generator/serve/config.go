package serve

import (
	"context"
	"net/http"
	"slices"

	"github.com/oasmint/oasmint/generator/validate"
)

// DefaultMaxBody is how many bytes of a body are read where nothing else is said.
const DefaultMaxBody = 10 << 20

// Config is what who runs a server can choose. The options that set it are those of the
// package facade, which is copied into the emitted server: what they do is said there.
type Config struct {
	Base     *string
	MaxBody  map[string]int64 // by the operation; "" for all others
	Invalid  int              // the status for what does not match its schema
	Hooks    map[string]func(context.Context, *http.Request, []string) (context.Context, error)
	Failed   func(http.ResponseWriter, *http.Request, error)
	NotFound http.Handler
	Options  []validate.Option
	Checked  func(r *http.Request, operation string, err error)
	Decoded  bool
	Reuse    bool
}

// ConfigOf is what options say.
func ConfigOf[Option ~func(*Config)](opts []Option) *Config {
	c := &Config{
		MaxBody: map[string]int64{"": DefaultMaxBody}, Invalid: http.StatusBadRequest, Failed: WriteError,
		Hooks: map[string]func(context.Context, *http.Request, []string) (context.Context, error){},
	}
	for _, opt := range opts {
		opt(c)
	}
	return c
}

// limit is how many bytes of a body an operation reads.
func (c *Config) limit(op *Operation) int64 {
	if n, ok := c.MaxBody[op.Name]; ok {
		return n
	}
	return c.MaxBody[""]
}

// requireHooks panics for a hook that no scheme is for and, with all, for an operation
// that nobody could be let in to.
func (c *Config) requireHooks(api *API, all bool) {
	var schemes []string
	for _, op := range api.Operations {
		possible := len(op.Security) == 0
		missing := ""
		for _, way := range op.Security {
			set := true
			for _, s := range way {
				schemes = append(schemes, s.Name)
				if c.Hooks[s.Name] == nil {
					set, missing = false, s.Name
				}
			}
			possible = possible || set
		}
		if all && !possible {
			panic("server: " + op.Name + " needs the security scheme " + missing + ": give it a hook by Security(\"" + missing + "\", …)")
		}
	}
	for name := range c.Hooks {
		if !slices.Contains(schemes, name) {
			panic("server: no operation has the security scheme " + name + ", which Security gives a hook")
		}
	}
	for name := range c.MaxBody {
		if name != "" && !slices.ContainsFunc(api.Operations, func(op Operation) bool { return op.Name == name }) {
			panic("server: there is no operation " + name + ", which MaxBody names")
		}
	}
}
