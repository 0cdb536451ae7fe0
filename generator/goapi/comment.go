package goapi

import (
	"go/build/constraint"
	"strings"
)

// CommentLine is a line of text for a // comment that has a space before it. It keeps
// the line from being a build constraint: any comment that begins with +build is one,
// and gofmt carries it to the top of the file.
func CommentLine(line string) string {
	line = strings.TrimRight(line, " \t")
	if !constraint.IsPlusBuild("// " + line) {
		return line
	}
	return strings.Replace(line, "+build", "`+build`", 1)
}

// Comment is a text as the lines of a // comment, without the slashes: see [CommentLine].
func Comment(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i, line := range lines {
		lines[i] = CommentLine(line)
	}
	return strings.Join(lines, "\n")
}
