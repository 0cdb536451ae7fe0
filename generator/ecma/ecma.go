// Package ecma translates the regular expressions of OpenAPI and JSON Schema
// documents, which are those of ECMA-262, to Go's regexp (RE2).
//
// # What is translated
//
// An expression is read with the flag u, as JSON Schema asks for (Core, 6.4).
// Where that reading is a syntax error, the forms that browsers take without the
// flag are accepted with the same meaning (ECMA-262, Annex B.1.2): \- and \_,
// bare braces and brackets, octal escapes, [\s-x]. Characters are code points in
// both readings.
//
// What differs in meaning is rewritten: white space and line ends (\s, \S and
// the dot), empty classes ([] and [^]), brackets within a class, escapes by code
// (\xHH, \uHHHH, \u{…}, \cX, \0), and Unicode properties.
//
// RE2 does not look around. Where the place at which an expression does so is
// known beforehand, as in ^(?=.*\d)(?!admin).{8,}$, the expression becomes several
// that must hold together, some of them negated: see [Pattern].
//
// # What is refused
//
// Look-around at other places, references back to a group, lone surrogates,
// repeats of more than 1000, letters escaped that have no meaning in ECMA-262
// (\A, \Z, \h: they come from other dialects), and properties that Go's unicode
// package does not have.
package ecma

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
)

// Pattern is an expression as Go matches it. A text matches where all terms of
// one of the cases hold. Most patterns are one case of one term; the first term
// of a case is never negated.
type Pattern struct {
	Cases [][]Term
}

// Term is an expression in Go's syntax that must occur in a text, or must not.
type Term struct {
	Expr string
	Not  bool
	re   *regexp.Regexp
}

// Match reports whether the pattern occurs in text.
func (p *Pattern) Match(text string) bool {
	for _, terms := range p.Cases {
		all := true
		for _, t := range terms {
			all = all && t.re.MatchString(text) != t.Not
		}
		if all {
			return true
		}
	}
	return false
}

// compiled remembers what [Compile] answered, by expression: documents repeat
// their patterns, and several emitters ask for each of them.
var compiled sync.Map // string -> result

type result struct {
	pattern *Pattern
	err     error
}

// Compile returns the pattern that matches what expr does in ECMA-262 (22.2). The
// error says in plain words what cannot be matched; it does not repeat the
// expression. It is safe for concurrent use, and keeps what it compiled.
func Compile(expr string) (*Pattern, error) {
	known, ok := compiled.Load(expr)
	if !ok {
		p, err := translate(expr)
		known, _ = compiled.LoadOrStore(expr, result{p, err})
	}
	return known.(result).pattern, known.(result).err
}

func translate(expr string) (*Pattern, error) {
	alternatives, err := parse(expr)
	if err != nil {
		return nil, err
	}
	cases, err := split(alternatives)
	if err != nil {
		return nil, err
	}
	for _, terms := range cases {
		for i := range terms {
			if terms[i].re, err = regexp.Compile(terms[i].Expr); err != nil {
				return nil, fmt.Errorf("it is more than Go's regexp takes (%s)", reason(err))
			}
		}
	}
	return &Pattern{cases}, nil
}

// reason is what regexp says, without the expression.
func reason(err error) string {
	text := strings.TrimPrefix(err.Error(), "error parsing regexp: ")
	text, _, _ = strings.Cut(text, ": `")
	return text
}
