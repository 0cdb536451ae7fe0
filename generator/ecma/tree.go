package ecma

import (
	"regexp/syntax"
	"strings"
	"unicode"
)

// An expression as a tree, whose leaves are Go's syntax already.

type kind int

const (
	char   kind = iota // one character out of a set
	assert             // ^, $, \b, \B
	group
	repeat
	look // around: (?=…), (?!…), (?<=…), (?<!…)
)

// node is a part of an expression.
type node struct {
	kind         kind
	text         string    // of char and assert; of group how it opens, of repeat the quantifier
	alternatives [][]*node // of group and look
	sub          *node     // of repeat: a char or a group
	min, max     int       // of repeat; max is -1 where there is none
	behind, not  bool      // of look
}

var (
	start   = &node{kind: assert, text: "^"}
	end     = &node{kind: assert, text: "$"}
	anyChar = &node{kind: char, text: `[\x00-\x{10FFFF}]`}
	anyText = &node{kind: repeat, text: "*", sub: anyChar, max: -1} // also none
)

// choice is a group of alternatives.
func choice(alternatives ...[]*node) *node {
	return &node{kind: group, text: "(?:", alternatives: alternatives}
}

// render writes alternatives in Go's syntax.
func render(alternatives [][]*node) string {
	var out strings.Builder
	for i, sequence := range alternatives {
		if i > 0 {
			out.WriteByte('|')
		}
		for _, n := range sequence {
			n.write(&out)
		}
	}
	return out.String()
}

func (n *node) write(out *strings.Builder) {
	switch n.kind {
	case char, assert:
		out.WriteString(n.text)
	case group:
		out.WriteString(n.text + render(n.alternatives) + ")")
	case repeat:
		n.sub.write(out)
		out.WriteString(n.text)
	}
}

// looks reports whether some part looks around.
func (n *node) looks() bool {
	return n.kind == look || n.sub != nil && n.sub.looks() || anyLooks(n.alternatives)
}

func anyLooks(alternatives [][]*node) bool {
	for _, sequence := range alternatives {
		for _, n := range sequence {
			if n.looks() {
				return true
			}
		}
	}
	return false
}

// widths are how many characters a sequence takes at least and at most (-1: no
// bound).
func widths(sequence []*node) (least, most int) {
	for _, n := range sequence {
		low, high := n.widths()
		least += low
		if most >= 0 {
			most += high
		}
		if high < 0 {
			most = -1
		}
	}
	return least, most
}

func (n *node) widths() (least, most int) {
	switch n.kind {
	case char:
		return 1, 1
	case group:
		return widthsOf(n.alternatives)
	case repeat:
		low, high := n.sub.widths()
		if n.max < 0 || high < 0 {
			return low * n.min, -1
		}
		return low * n.min, high * n.max
	}
	return 0, 0
}

func widthsOf(alternatives [][]*node) (least, most int) {
	for i, sequence := range alternatives {
		low, high := widths(sequence)
		if i == 0 || low < least {
			least = low
		}
		if i == 0 || high < 0 || most >= 0 && high > most {
			most = high
		}
	}
	return least, most
}

// fixed reports whether all that the sequence matches has one width.
func fixed(sequence ...*node) bool {
	least, most := widths(sequence)
	return least == most
}

// startsAnchored reports whether the sequence matches at the start of a text alone.
func startsAnchored(sequence []*node) bool {
	for _, n := range sequence {
		switch {
		case n.kind == assert && n.text == "^":
			return true
		case n.kind == assert, n.kind == look && (n.not || n.behind):
		case n.kind == look:
			if allStartAnchored(n.alternatives) {
				return true
			}
		case n.kind == group:
			return allStartAnchored(n.alternatives)
		case n.kind == repeat && n.min > 0 && n.sub.kind == group:
			return allStartAnchored(n.sub.alternatives)
		default:
			return false
		}
	}
	return false
}

func allStartAnchored(alternatives [][]*node) bool {
	for _, sequence := range alternatives {
		if !startsAnchored(sequence) {
			return false
		}
	}
	return true
}

// single returns the char that alternatives are, or nil.
func single(alternatives [][]*node) *node {
	if len(alternatives) == 1 && len(alternatives[0]) == 1 && alternatives[0][0].kind == char {
		return alternatives[0][0]
	}
	return nil
}

// complement is the char that matches what n, a char, does not.
func complement(n *node) *node {
	return &node{kind: char, text: "[^" + rangesText(runes(n.text)) + "]"}
}

// runes are the characters that an expression for one character matches, as pairs
// of first and last.
func runes(text string) []rune {
	re, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		return []rune{0, unicode.MaxRune} // regexp refuses it later
	}
	switch re.Op {
	case syntax.OpLiteral:
		return []rune{re.Rune[0], re.Rune[0]}
	case syntax.OpCharClass:
		return re.Rune
	case syntax.OpAnyCharNotNL:
		return []rune{0, '\n' - 1, '\n' + 1, unicode.MaxRune}
	case syntax.OpNoMatch:
		return nil
	}
	return []rune{0, unicode.MaxRune}
}

// chars are all characters that a part may take, as pairs; those at which it looks
// only aside.
func (n *node) chars() (out []rune) {
	switch n.kind {
	case char:
		return runes(n.text)
	case repeat:
		return n.sub.chars()
	case group:
		for _, sequence := range n.alternatives {
			for _, part := range sequence {
				out = append(out, part.chars()...)
			}
		}
	}
	return out
}

// overlap reports whether two lists of pairs share a character.
func overlap(a, b []rune) bool {
	for i := 0; i < len(a); i += 2 {
		for j := 0; j < len(b); j += 2 {
			if a[i] <= b[j+1] && b[j] <= a[i+1] {
				return true
			}
		}
	}
	return false
}
