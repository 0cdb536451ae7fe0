package validate

import (
	"math"
	"regexp"
	"regexp/syntax"
	"sync"
	"unicode/utf8"
)

// Patterns: compiled on first use, once. Most are a sequence of runs, each of
// characters from one set, as ^[A-Z]{2}[0-9]+$ is; on ASCII those need no regexp.

// A Pattern is a regular expression in Go's syntax, translated from ECMA-262. One
// that looks around is several: and must match too, not must not, and where that
// does not hold, or must.
type Pattern struct {
	and, not []*Pattern
	or       *Pattern

	once sync.Once
	expr string
	re   *regexp.Regexp
	runs []run // nil where the pattern is not a sequence of runs
	open bool  // anything may follow the runs
}

// run is min to max characters of a set of ASCII.
type run struct {
	set      [256]bool // by byte; false beyond ASCII
	min, max int
}

// NewPattern returns the pattern of an expression that is known to compile.
func NewPattern(expr string) *Pattern { return &Pattern{expr: expr} }

// And returns p, which from now on asks for a match of expr too.
func (p *Pattern) And(expr string) *Pattern {
	p.and = append(p.and, NewPattern(expr))
	return p
}

// AndNot returns p, which from now on refuses what expr matches.
func (p *Pattern) AndNot(expr string) *Pattern {
	p.not = append(p.not, NewPattern(expr))
	return p
}

// Or returns p, which from now on matches what other does as well.
func (p *Pattern) Or(other *Pattern) *Pattern {
	p.or = other
	return p
}

// Match reports whether the pattern occurs in text.
func (p *Pattern) Match(text []byte) bool {
	matched := p.matchOwn(text)
	for i := 0; matched && i < len(p.and); i++ {
		matched = p.and[i].matchOwn(text)
	}
	for i := 0; matched && i < len(p.not); i++ {
		matched = !p.not[i].matchOwn(text)
	}
	return matched || p.or != nil && p.or.Match(text)
}

// matchOwn reports whether the expression occurs in text, whatever is beside it.
func (p *Pattern) matchOwn(text []byte) bool {
	p.once.Do(func() {
		p.re = regexp.MustCompile(p.expr)
		p.runs, p.open = runsOf(p.expr)
	})
	if p.runs != nil {
		if matched, sure := p.matchRuns(text); sure {
			return matched
		}
	}
	return p.re.Match(text)
}

// matchRuns takes as many characters for each run as there are. It is not sure
// where it meets a character beyond ASCII.
func (p *Pattern) matchRuns(text []byte) (matched, sure bool) {
	i := 0
	for r := range p.runs {
		run := &p.runs[r]
		start, end := i, len(text)
		if run.max < end-i {
			end = i + run.max
		}
		for i < end && run.set[text[i]] {
			i++
		}
		if i < end && text[i] >= utf8.RuneSelf {
			return false, false
		}
		if i-start < run.min {
			return false, true
		}
	}
	return p.open || i == len(text), true
}

// runsOf returns an expression as runs, and whether anything may follow them. It
// returns no runs where the expression is not anchored, is more than runs, or where
// a run might take characters that a later one needs.
func runsOf(expr string) (runs []run, open bool) {
	re, err := syntax.Parse(expr, syntax.Perl)
	if err != nil || re.Op != syntax.OpConcat || re.Sub[0].Op != syntax.OpBeginText {
		return nil, false
	}
	parts := re.Sub[1:]
	open = parts[len(parts)-1].Op != syntax.OpEndText
	if !open {
		parts = parts[:len(parts)-1]
	}
	runs = []run{}
	for _, part := range parts {
		more := runsOfPart(part)
		if more == nil {
			return nil, false
		}
		runs = append(runs, more...)
	}
	for i, run := range runs {
		if run.min < run.max && run.overlaps(runs[i+1:]) {
			return nil, false
		}
	}
	return runs, open
}

// overlaps reports whether a character of the run may also be taken by what follows.
func (r run) overlaps(following []run) bool {
	for _, next := range following {
		for c, in := range next.set {
			if in && r.set[c] {
				return true
			}
		}
		if next.min > 0 {
			break
		}
	}
	return false
}

// runsOfPart returns one part of an expression as runs, or nil.
func runsOfPart(re *syntax.Regexp) []run {
	one := run{min: 1, max: 1}
	switch re.Op {
	case syntax.OpLiteral:
		return runsOfLiteral(re)
	case syntax.OpCharClass:
		for i := 0; i < len(re.Rune); i += 2 {
			for c := re.Rune[i]; c <= re.Rune[i+1] && c < utf8.RuneSelf; c++ {
				one.set[c] = true
			}
		}
		return []run{one}
	case syntax.OpAnyChar:
		for c := range utf8.RuneSelf {
			one.set[c] = true
		}
		return []run{one}
	case syntax.OpStar, syntax.OpPlus, syntax.OpQuest, syntax.OpRepeat:
		runs := runsOfPart(re.Sub[0])
		if len(runs) != 1 || runs[0].min != 1 || runs[0].max != 1 {
			return nil
		}
		runs[0].min, runs[0].max = times(re)
		return runs
	}
	return nil
}

func runsOfLiteral(re *syntax.Regexp) []run {
	var runs []run
	for _, c := range re.Rune {
		if c >= utf8.RuneSelf || re.Flags&syntax.FoldCase != 0 {
			return nil
		}
		one := run{min: 1, max: 1}
		one.set[c] = true
		runs = append(runs, one)
	}
	return runs
}

// times returns how often a repetition may occur.
func times(re *syntax.Regexp) (least, most int) {
	switch re.Op {
	case syntax.OpStar:
		return 0, math.MaxInt
	case syntax.OpPlus:
		return 1, math.MaxInt
	case syntax.OpQuest:
		return 0, 1
	}
	if re.Max < 0 {
		return re.Min, math.MaxInt
	}
	return re.Min, re.Max
}
