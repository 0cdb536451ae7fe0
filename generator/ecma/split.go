package ecma

import (
	"errors"
	"slices"
)

// Expressions that look around, as expressions that do not: a formula of terms that
// hold for the whole text.
//
// That is exact where the place at which an expression looks is known: a fixed
// number of characters from the start (^.(?!-)…) or to the end (…(?<!-)$), each
// place of a loop that takes all of the text (^((?!--).)*$), or where nothing that
// matters comes after it (a(?=b), a(?!b)).

// maxTerms bounds what a formula may grow to.
const maxTerms = 64

var (
	errLooks = errors.New("it looks around at a place that Go's regexp cannot find beforehand")
	errMany  = errors.New("it looks around in too many ways at once")
)

// formula is true where all terms of one of its cases hold.
type formula [][]Term

// and is true where both are.
func (f formula) and(g formula) formula {
	var out formula
	for _, a := range f {
		for _, b := range g {
			out = append(out, append(append([]Term(nil), a...), b...))
		}
	}
	return out
}

// negated is true where f is not.
func (f formula) negated() formula {
	out := formula{nil}
	for _, terms := range f {
		var one formula
		for _, t := range terms {
			one = append(one, []Term{{Expr: t.Expr, Not: !t.Not}})
		}
		if out = out.and(one); out.tooLong() {
			return out
		}
	}
	return out
}

func (f formula) tooLong() bool {
	n := 0
	for _, terms := range f {
		n += len(terms)
	}
	return n > maxTerms
}

func holds(not bool, sequence ...*node) formula {
	return formula{{{Expr: render([][]*node{sequence}), Not: not}}}
}

// split returns the formula that is true for the texts in which alternatives match.
func split(alternatives [][]*node) (formula, error) {
	var out formula
	var plain [][]*node
	for _, sequence := range alternatives {
		if !anyLooks([][]*node{sequence}) {
			plain = append(plain, sequence)
		}
	}
	if len(plain) > 0 {
		out = formula{{{Expr: render(plain)}}}
	}
	for _, sequence := range alternatives {
		if !anyLooks([][]*node{sequence}) {
			continue
		}
		for _, flat := range flatten(sequence) {
			s := splitter{sequence: flat, all: formula{nil}, anchored: startsAnchored(flat)}
			f, err := s.split()
			if err != nil {
				return nil, err
			}
			if out = append(out, f...); out.tooLong() {
				return nil, errMany
			}
		}
	}
	return out, nil
}

// flatten writes out the groups of a sequence that look around: what is in them
// becomes part of the sequence. Groups with several alternatives, and those that may
// be left out, give several sequences.
func flatten(sequence []*node) [][]*node {
	for i, n := range sequence {
		if !n.looks() {
			continue
		}
		var alternatives [][]*node
		switch {
		case n.kind == group:
			alternatives = n.alternatives
		case n.kind == repeat && n.max == 1 && n.sub.kind == group:
			alternatives = n.sub.alternatives
			if n.min == 0 {
				alternatives = append([][]*node{nil}, alternatives...)
			}
		default:
			continue
		}
		var out, plain [][]*node
		with := func(part ...*node) []*node {
			whole := append(append([]*node(nil), sequence[:i]...), part...)
			return append(whole, sequence[i+1:]...)
		}
		for _, a := range alternatives {
			if anyLooks([][]*node{a}) {
				out = append(out, flatten(with(a...))...)
			} else {
				plain = append(plain, a)
			}
			if len(out) > maxTerms {
				return out
			}
		}
		if len(plain) > 0 {
			out = append(out, flatten(with(choice(plain...)))...)
		}
		return out
	}
	return [][]*node{sequence}
}

// splitter splits one sequence.
type splitter struct {
	sequence []*node
	anchored bool    // it matches at the start of a text alone
	before   []*node // what was read, without what looks around
	all      formula // what holds beside it
}

func (s *splitter) split() (formula, error) {
	if s.anchored {
		s.before = []*node{start}
	}
	for i, n := range s.sequence {
		var err error
		switch {
		case n.kind == assert && n.text == "^" && s.anchored && len(s.before) == 1:
		case n.kind == look && n.behind:
			err = s.behind(i, n)
		case n.kind == look:
			err = s.ahead(i, n)
		case n.looks():
			err = s.loop(i, n)
		default:
			s.before = append(s.before, n)
		}
		if err != nil {
			return nil, err
		}
		if s.all.tooLong() {
			return nil, errMany
		}
	}
	return holds(false, s.before...).and(s.all), nil
}

// placed reports whether what comes next does so at a known place.
func (s *splitter) placed() bool { return s.anchored && fixed(s.before...) }

// after is what comes after the i-th part, without what looks around; ok is false
// where a part of it does so within a loop.
func (s *splitter) after(i int) (out []*node, ok bool) {
	for _, n := range s.sequence[i+1:] {
		switch {
		case n.kind == look:
		case n.looks():
			return nil, false
		default:
			out = append(out, n)
		}
	}
	return out, true
}

// ahead reads the i-th part, which looks ahead.
func (s *splitter) ahead(i int, n *node) error {
	if s.placed() {
		var whole [][]*node
		for _, a := range n.alternatives {
			whole = append(whole, append(append([]*node(nil), s.before...), a...))
		}
		f, err := split(whole)
		if err != nil {
			return err
		}
		if n.not {
			f = f.negated()
		}
		s.all = s.all.and(f)
		return nil
	}
	if i < len(s.sequence)-1 || anyLooks(n.alternatives) {
		return errLooks
	}
	switch next := single(n.alternatives); {
	case !n.not:
		s.before = append(s.before, choice(n.alternatives...))
	case next != nil:
		s.before = append(s.before, choice([]*node{complement(next)}, []*node{end}))
	default:
		return errLooks
	}
	return nil
}

// behind reads the i-th part, which looks behind.
func (s *splitter) behind(i int, n *node) error {
	if anyLooks(n.alternatives) {
		return errLooks
	}
	rest, ok := s.after(i)
	if ok && endsAnchored(rest) && fixed(rest...) {
		s.all = s.all.and(holds(n.not, append([]*node{choice(n.alternatives...)}, rest...)...))
		return nil
	}
	if i > 0 || s.anchored {
		return errLooks
	}
	switch last := single(n.alternatives); {
	case !n.not:
		s.before = append(s.before, choice(n.alternatives...))
	case last != nil:
		s.before = append(s.before, choice([]*node{start}, []*node{complement(last)}))
	default:
		return errLooks
	}
	return nil
}

// endsAnchored reports whether a sequence matches at the end of a text alone.
func endsAnchored(sequence []*node) bool {
	return len(sequence) > 0 && sequence[len(sequence)-1].kind == assert && sequence[len(sequence)-1].text == "$"
}

// loop reads the i-th part, a repetition that looks ahead in each of its rounds. It
// must begin at a known place and take all that follows, so that what may not come
// may not come anywhere from there on.
func (s *splitter) loop(i int, n *node) error {
	rest, ok := s.after(i)
	if _, most := widths(rest); !ok || most != 0 || !endsAnchored(rest) || n.kind != repeat || !s.placed() {
		return errLooks
	}
	bare := &node{kind: group, text: n.sub.text}
	for j, round := range n.sub.alternatives {
		taken := withoutLooks(round)
		bare.alternatives = append(bare.alternatives, taken)
		if len(taken) == len(round) && !anyLooks([][]*node{round}) {
			continue
		}
		if len(taken) != 1 || taken[0].kind != char {
			return errLooks
		}
		for k, other := range n.sub.alternatives {
			if k != j && overlap(taken[0].chars(), choice(other).chars()) {
				return errLooks // which alternative took a character is not known by it
			}
		}
		if err := s.round(round, taken[0], len(n.sub.alternatives) == 1); err != nil {
			return err
		}
	}
	s.before = append(s.before, &node{kind: repeat, text: n.text, sub: bare, min: n.min, max: n.max})
	return nil
}

// round reads one alternative of a loop: a character, and what it looks at before
// and after it. Only is set where each round of the loop is this one.
func (s *splitter) round(round []*node, taken *node, only bool) error {
	place := slices.Index(round, taken)
	for i, n := range round {
		if i == place {
			continue
		}
		wrong := append(append([]*node(nil), s.before...), anyText)
		if i > place {
			wrong = append(wrong, taken)
		}
		least, _ := widthsOf(n.alternatives)
		switch next := single(n.alternatives); {
		case n.behind, anyLooks(n.alternatives), i < place && !(only && n.not):
			return errLooks
		case n.not && least > 0:
			wrong = append(wrong, choice(n.alternatives...))
		case !n.not && next != nil:
			wrong = append(wrong, choice([]*node{complement(next)}, []*node{end}))
		default:
			return errLooks
		}
		s.all = s.all.and(holds(true, wrong...))
	}
	return nil
}

func withoutLooks(sequence []*node) []*node {
	return slices.DeleteFunc(slices.Clone(sequence), func(n *node) bool { return n.kind == look })
}
