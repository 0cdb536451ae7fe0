package rules

// Lines: short enough to be read side by side, no tabs, no blanks at the end.

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/source"
)

const maxLine = 119

func lines(d *document, out *diag.List) {
	places := pointers(d.root)
	at := func(line, column int) diag.Position {
		return diag.Position{File: d.root.File.Name, Line: line, Column: column, Pointer: places.of(line)}
	}
	for i, line := range d.lines {
		if n := utf8.RuneCount(line); n > maxLine {
			finding(out, at(i+1, maxLine+1), "long-line",
				fmt.Sprintf("the line has %d characters, at most %d are wanted", n, maxLine), "fold the text with >- or |-")
		}
		if n := bytes.IndexByte(line, '\t'); n >= 0 {
			finding(out, at(i+1, n+1), "tab", "there is a tab in the line", "indent with two spaces")
		}
		if trimmed := bytes.TrimRight(line, " \r"); len(trimmed) < len(line) {
			finding(out, at(i+1, len(trimmed)+1), "trailing-blank", "the line ends with a blank", "remove it")
		}
	}
}

// places are the keys and items of a document by the line they begin on, in
// its order.
type places []diag.Position

func pointers(root source.Cursor) (out places) {
	var collect func(c source.Cursor)
	collect = func(c source.Cursor) {
		out = append(out, c.Position())
		for _, below := range append(c.Members(), c.Items()...) {
			collect(below)
		}
	}
	collect(root)
	return out
}

// of returns the pointer of the last place that begins on the line or before.
func (p places) of(line int) (pointer string) {
	for _, at := range p {
		if at.Line > line {
			break
		}
		pointer = at.Pointer
	}
	return pointer
}
