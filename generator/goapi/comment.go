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
