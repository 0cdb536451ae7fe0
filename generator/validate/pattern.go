package validate

import (
	"regexp"
	"sync"
)

// Patterns: compiled on first use, once.

// A Pattern is a regular expression in Go's syntax, brought there from ECMA-262.
type Pattern struct {
	once sync.Once
	expr string
	re   *regexp.Regexp
}

// NewPattern returns the pattern of an expression that is known to compile.
func NewPattern(expr string) *Pattern { return &Pattern{expr: expr} }

// Match reports whether the pattern occurs in text.
func (p *Pattern) Match(text []byte) bool {
	p.once.Do(func() { p.re = regexp.MustCompile(p.expr) })
	return p.re.Match(text)
}
