// Finding what an action targets, by its JSONPath (RFC 9535). The library
// queries plain Go values and answers with normalized paths, which lead back
// into the tree.

package overlay

import (
	"encoding/json"
	"errors"
	"regexp"
	"regexp/syntax"
	"strconv"
	"strings"

	"github.com/theory/jsonpath"
	"github.com/theory/jsonpath/registry"
	"github.com/theory/jsonpath/spec"

	"github.com/oasmint/oasmint/generator/source"
)

var parser = newParser()

// newParser returns a parser whose functions match() and search() are the
// ones below. The library's own (v0.12.3) anchor only the first and the last
// branch of 'get|post', and panic where the pattern is taken from a member
// that is not there.
func newParser() *jsonpath.Parser {
	functions := registry.New()
	replace := func(name, before, after string) {
		f := functions.Get(name)
		own := *f // its check of the arguments stays
		*f = *spec.Extension(name, own.ReturnType(), own.Validate, regexpFunction(before, after))
	}
	replace("match", `\A(?:`, `)\z`)
	replace("search", "", "")
	return jsonpath.NewParser(jsonpath.WithRegistry(functions))
}

// plainWords puts the library's errors in words of the overlay's author.
var plainWords = strings.NewReplacer("jsonpath: ", "", "unexpected eof", "unexpected end")

// parsePath reads a JSONPath.
func parsePath(text string) (*jsonpath.Path, error) {
	path, err := parser.Parse(text)
	if err != nil {
		return nil, errors.New(plainWords.Replace(err.Error()))
	}
	return path, nil
}

// query returns the pointers (RFC 6901) of what the action targets, in no
// particular order, and more than once where several selectors find the same.
func (a *action) query(root *source.Node) []string {
	var out []string
	for path := range a.path.SelectLocated(plain(root)).Paths() {
		out = append(out, path.Pointer())
	}
	return out
}

// plain returns n as encoding/json would decode it. Numbers that no float64
// holds stay text.
func plain(n *source.Node) any {
	switch n.Kind {
	case source.Bool:
		return n.IsTrue()
	case source.Number:
		f, err := strconv.ParseFloat(n.Text, 64)
		if err != nil {
			return json.Number(n.Text)
		}
		return f
	case source.String:
		return n.Text
	case source.Array:
		out := make([]any, len(n.Items))
		for i, item := range n.Items {
			out[i] = plain(item)
		}
		return out
	case source.Object:
		out := make(map[string]any, len(n.Members))
		for _, m := range n.Members {
			out[m.Key] = plain(m.Value)
		}
		return out
	}
	return nil
}

// regexpFunction returns a function of two arguments, a string and an
// I-Regexp, that reports whether they match (RFC 9535, sections 2.4.6 and
// 2.4.7). It is false where one of them is missing, no string, or no regular
// expression. before and after enclose the expression.
func regexpFunction(before, after string) spec.Evaluator {
	return func(args []spec.PathValue) spec.PathValue {
		text, ok := stringOf(args[0])
		pattern, isPattern := stringOf(args[1])
		if !ok || !isPattern {
			return spec.LogicalFalse
		}
		re, err := compile(before, pattern, after)
		return spec.Logical(err == nil && re.MatchString(text))
	}
}

func stringOf(v spec.PathValue) (string, bool) {
	value := spec.ValueFrom(v)
	if value == nil {
		return "", false
	}
	s, ok := value.Value().(string)
	return s, ok
}

// compile maps an I-Regexp to RE2 (RFC 9485, section 5.4): a dot is any
// character but a line feed and a carriage return.
func compile(before, pattern, after string) (*regexp.Regexp, error) {
	tree, err := syntax.Parse(pattern, syntax.Perl|syntax.DotNL)
	if err != nil {
		return nil, err
	}
	dot, err := syntax.Parse(`[^\n\r]`, syntax.Perl)
	if err != nil {
		return nil, err
	}
	var replace func(*syntax.Regexp)
	replace = func(re *syntax.Regexp) {
		if re.Op == syntax.OpAnyChar {
			*re = *dot
		}
		for _, sub := range re.Sub {
			replace(sub)
		}
	}
	replace(tree)
	return regexp.Compile(before + tree.String() + after)
}
