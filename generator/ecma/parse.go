package ecma

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Reading an expression (ECMA-262, 22.2.1): with the flag u, else by Annex B.1.2.

// parser reads one expression by one of the two grammars.
type parser struct {
	rest   string
	annexB bool
	groups int             // that capture
	named  bool            // some group has a name
	names  map[string]bool // seen
}

// syntaxError says that an expression is none by the grammar.
type syntaxError struct{ text string }

func (e syntaxError) Error() string { return e.text }

func wrong(format string, args ...any) error { return syntaxError{fmt.Sprintf(format, args...)} }

// parse returns an expression's alternatives.
func parse(expr string) ([][]*node, error) {
	p := &parser{rest: expr}
	p.countGroups()
	out, err := p.all()
	var unread syntaxError
	if !errors.As(err, &unread) {
		return out, err
	}
	p = &parser{rest: expr, annexB: true, groups: p.groups, named: p.named}
	out, err = p.all()
	if errors.Is(err, errNeedsU) {
		err = fmt.Errorf("%w, under which another part is an error: %w", err, unread)
	}
	return out, err
}

// errNeedsU is for what has its meaning with the flag u alone.
var errNeedsU = errors.New(`it has \p{…} or \u{…}, which ask for the flag u`)

// countGroups counts the groups that capture, which tells references back to one
// from octal escapes.
func (p *parser) countGroups() {
	inClass := false
	for i := 0; i < len(p.rest); i++ {
		switch p.rest[i] {
		case '\\':
			i++
		case '[':
			inClass = true
		case ']':
			inClass = false
		case '(':
			rest := p.rest[i+1:]
			hasName := strings.HasPrefix(rest, "?<") && !strings.HasPrefix(rest, "?<=") && !strings.HasPrefix(rest, "?<!")
			if !inClass && (hasName || !strings.HasPrefix(rest, "?")) {
				p.groups++
				p.named = p.named || hasName
			}
		}
	}
}

func (p *parser) all() ([][]*node, error) {
	p.names = map[string]bool{}
	out, err := p.disjunction()
	if err == nil && p.rest != "" {
		return nil, wrong("a parenthesis is closed that was not opened")
	}
	return out, err
}

func (p *parser) has(prefix string) bool { return strings.HasPrefix(p.rest, prefix) }

// skip takes text, if it comes next.
func (p *parser) skip(text string) bool {
	var ok bool
	p.rest, ok = strings.CutPrefix(p.rest, text)
	return ok
}

func (p *parser) take(n int) string {
	taken := p.rest[:n]
	p.rest = p.rest[n:]
	return taken
}

// disjunction reads alternatives, up to a closing parenthesis or the end.
func (p *parser) disjunction() ([][]*node, error) {
	out := [][]*node{nil}
	for p.rest != "" && p.rest[0] != ')' {
		if p.skip("|") {
			out = append(out, nil)
			continue
		}
		n, err := p.term()
		if err != nil {
			return nil, err
		}
		out[len(out)-1] = append(out[len(out)-1], n)
	}
	return out, nil
}

// term reads one element and what repeats it.
func (p *parser) term() (*node, error) {
	n, err := p.atom()
	if err != nil {
		return nil, err
	}
	text, least, most, err := p.quantifier()
	if err != nil || text == "" {
		return n, err
	}
	switch {
	case n.kind == look && !n.behind && p.annexB:
		return nil, errors.New("it repeats what looks around, which Go's regexp does not do")
	case n.kind == look, n.kind == assert:
		return nil, wrong("a place in the text is repeated, which takes no characters")
	}
	return &node{kind: repeat, text: text, sub: n, min: least, max: most}, nil
}

var braces = regexp.MustCompile(`^\{(\d+)(,(\d*))?\}`)

// quantifier reads how often an element is repeated, "" where it is not.
func (p *parser) quantifier() (text string, least, most int, err error) {
	switch {
	case p.rest == "":
		return "", 1, 1, nil
	case p.rest[0] == '*':
		text, least, most = p.take(1), 0, -1
	case p.rest[0] == '+':
		text, least, most = p.take(1), 1, -1
	case p.rest[0] == '?':
		text, least, most = p.take(1), 0, 1
	default:
		found := braces.FindStringSubmatch(p.rest)
		if found == nil {
			return "", 1, 1, nil
		}
		text = p.take(len(found[0]))
		least = number(found[1])
		switch {
		case found[2] == "":
			most = least
		case found[3] == "":
			most = -1
		default:
			if most = number(found[3]); most < least {
				return "", 0, 0, wrong("the numbers of a repeat are out of order")
			}
		}
	}
	if p.skip("?") {
		text += "?"
	}
	return text, least, most, nil
}

// number is a decimal number; one that is too large for Go's regexp is cut.
func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil || n > math.MaxInt16 {
		return math.MaxInt16
	}
	return n
}

// atom reads one element.
func (p *parser) atom() (*node, error) {
	switch c := p.rest[0]; c {
	case '^', '$':
		return &node{kind: assert, text: p.take(1)}, nil
	case '.':
		p.take(1)
		return &node{kind: char, text: `[^` + newlines + `]`}, nil
	case '(':
		return p.group()
	case '[':
		return p.class()
	case '\\':
		return p.escape()
	case '*', '+', '?':
		return nil, wrong("there is nothing to repeat before %c", c)
	case '{', '}', ']':
		if !p.annexB || braces.MatchString(p.rest) {
			return nil, wrong("a bare %c", c)
		}
	}
	r, n := utf8.DecodeRuneInString(p.rest)
	p.take(n)
	return literal(r), nil
}

func literal(r rune) *node { return &node{kind: char, text: regexp.QuoteMeta(string(r))} }

var (
	groupName = regexp.MustCompile(`^\(\?<([\pL\p{Nl}$_][\pL\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}$_]*)>`)
	looking   = []struct {
		text        string
		behind, not bool
	}{{"(?=", false, false}, {"(?!", false, true}, {"(?<=", true, false}, {"(?<!", true, true}}
)

// group reads what is in parentheses.
func (p *parser) group() (*node, error) {
	n := &node{kind: group, text: "("}
	for _, l := range looking {
		if p.has(l.text) {
			n = &node{kind: look, text: l.text, behind: l.behind, not: l.not}
		}
	}
	switch {
	case n.kind == look:
		p.skip(n.text)
	case p.skip("(?:"):
		n.text = "(?:"
	case p.has("(?<"):
		found := groupName.FindStringSubmatch(p.rest)
		if found == nil {
			return nil, wrong("a group has no legal name")
		}
		if p.names[found[1]] {
			return nil, wrong("two groups have one name")
		}
		p.names[found[1]] = true
		p.take(len(found[0]))
	case p.has("(?"):
		return nil, wrong("ECMA-262 has no group (?%.1s", p.rest[2:])
	default:
		p.take(1)
	}
	var err error
	if n.alternatives, err = p.disjunction(); err != nil {
		return nil, err
	}
	if !p.skip(")") {
		return nil, wrong("a parenthesis is not closed")
	}
	return n, nil
}

// escape reads what begins with a backslash, outside of classes.
func (p *parser) escape() (*node, error) {
	switch {
	case p.has(`\b`), p.has(`\B`):
		return &node{kind: assert, text: p.take(2)}, nil
	case p.has(`\k`) && (p.named || !p.annexB):
		return nil, errBack
	case len(p.rest) > 1 && '1' <= p.rest[1] && p.rest[1] <= '9':
		digits := p.rest[1:]
		digits = digits[:len(digits)-len(strings.TrimLeft(digits, "0123456789"))]
		if number(digits) <= p.groups {
			return nil, errBack
		}
	}
	s, err := p.set(false)
	if err != nil {
		return nil, err
	}
	return &node{kind: char, text: s.alone()}, nil
}

var errBack = errors.New("it refers back to a group, which Go's regexp does not do")
