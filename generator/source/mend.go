// What other readers of YAML take and ours refuses: read where nothing else can be
// meant, else explained.

package source

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
)

// readYAML parses YAML, mending what can only mean one thing. It returns the bytes
// that were parsed, whose positions are those of data, and what was mended.
func readYAML(name string, data []byte, dup *duplicates) (*Node, []byte, []diag.Diagnostic, error) {
	data = withoutDirective(data)
	var mended []diag.Diagnostic
	for {
		*dup = duplicates{}
		root, err := parseYAML(data, dup)
		wrong, ok := err.(*syntaxError)
		if !ok || wrong.message != gluedComment {
			return root, data, mended, err
		}
		apart := setCommentApart(data, wrong.line)
		if apart == nil || len(mended) == mostMended || failsAt(apart, wrong.line) {
			return nil, data, nil, err
		}
		data = apart
		mended = append(mended, diag.Diagnostic{
			Severity: diag.Warning, Code: "yaml", Position: diag.Position{File: name, Line: wrong.line, Column: 1},
			Message: "a comment begins without a space before its #; it is read as one (YAML 1.2, section 6.6)",
		})
	}
}

// mostMended bounds how often a document is parsed anew.
const mostMended = 50

const gluedComment = "found a comment without preceding whitespace"

// failsAt reports whether a line, or one before it, is still refused.
func failsAt(data []byte, line int) bool {
	_, err := parseYAML(data, new(duplicates))
	wrong, ok := err.(*syntaxError)
	return ok && wrong.line <= line
}

var directive = regexp.MustCompile(`^%YAML[ \t]+1\.\d+[^\n]*`)

// withoutDirective makes the first line a comment where it says which YAML it is: the
// parser knows 1.1 alone, and reads 1.2.
func withoutDirective(data []byte) []byte {
	if !directive.Match(data) {
		return data
	}
	out := bytes.Clone(data)
	out[0] = '#'
	return out
}

// setCommentApart puts a space before the first # of a line that stands behind
// something, and is in no quotes; or returns nil.
func setCommentApart(data []byte, line int) []byte {
	text, start := lineOf(data, line)
	var quote byte
	for i := range len(text) {
		switch c := text[i]; {
		case quote == '"' && c == '\\':
			if i+1 < len(text) {
				text = text[:i] + "  " + text[i+2:] // what is escaped ends nothing
			}
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '#' && i > 0 && strings.IndexByte("\"']}|>-+", text[i-1]) >= 0:
			at := start + i
			return append(append(bytes.Clone(data[:at]), ' '), data[at:]...)
		}
	}
	return nil
}

// lineOf returns a line, counted from 1, and where it begins.
func lineOf(data []byte, line int) (string, int) {
	start := 0
	for ; line > 1; line-- {
		i := bytes.IndexByte(data[start:], '\n')
		if i < 0 {
			return "", len(data)
		}
		start += i + 1
	}
	text, _, _ := bytes.Cut(data[start:], []byte("\n"))
	return string(text), start
}

// hints are how to mend a line that YAML refuses, by what the parser says.
var hints = []struct{ says, hint string }{
	{"did not find expected ',' or", "is a bracket or a quote left open, here or above? In braces and brackets, a text with , [ ] { or } in it needs quotes"},
	{"did not find expected", "is a quote or a bracket left open, here or above? Is the line indented like its neighbours?"},
	{"mapping values are not allowed", "a text with a colon and a space in it needs quotes, as in: description: 'Note: …'; a key has a space after its colon; and the line is indented like its neighbours"},
	{"tab character", "indent with spaces: YAML takes no tabs there"},
	{"unknown anchor", "a text that begins with * needs quotes; else name the anchor (&) before it is used"},
	{"unknown escape character", "in double quotes, write \\\\ for a backslash; in single quotes it stands for itself"},
	{"anchor", "a text that begins with & or * needs quotes"},
	{"comment without preceding", "put a space before the #"},
	{"several documents", "keep one, or put each into a file of its own"},
	{"could not find expected ':'", "is there a colon after the key, and a space after the colon? Is a quote left open above?"},
	{"unexpected end of stream", "is a quote or a bracket left open above?"},
}

// hintFor says how to mend the line that an error is about.
func hintFor(data []byte, err *syntaxError) string {
	if strings.Contains(err.message, "cannot start any token") {
		text, _ := lineOf(data, err.line)
		for _, c := range "@`%\t" {
			if value := strings.TrimLeft(afterKey(text), " "); strings.HasPrefix(value, string(c)) {
				if c == '\t' {
					return "indent with spaces: YAML takes no tabs there"
				}
				return fmt.Sprintf("a text that begins with %c needs quotes", c)
			}
		}
		return "is a text that begins with a sign in quotes? Are there tabs in the indentation?"
	}
	for _, h := range hints {
		if strings.Contains(err.message, h.says) {
			return h.hint
		}
	}
	return ""
}

var key = regexp.MustCompile(`^ *(?:- +)*(?:[^\s:]+: )?`)

// afterKey is what a line holds behind its indentation, dashes and key.
func afterKey(line string) string { return line[len(key.FindString(line)):] }
