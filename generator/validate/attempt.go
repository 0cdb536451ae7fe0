package validate

import "strings"

// Attempts: anyOf, oneOf, not and if look at the same value several times. An
// attempt keeps no violations and ends with the first one.

// An Attempt is what Try goes back to.
type Attempt struct {
	pos, depth int
	probing    bool
}

// Matched is the outcome of an attempt without violations.
const Matched = -1

// Probe begins an attempt at the offset of a value that was read before. It is
// used together with Try, which Go evaluates last:
//
//	outcome := s.Try(s.Probe(at), checkX(s))
func (s *Scanner) Probe(at int) Attempt {
	a := Attempt{s.pos, s.depth, s.probing}
	s.pos, s.probing = at, true
	return a
}

// Try ends an attempt, goes back to where the scanner was, and returns
// Matched, or how far the attempt came.
func (s *Scanner) Try(a Attempt, ok bool) (outcome int) {
	s.pos, s.depth, s.probing, s.stopped = a.pos, a.depth, a.probing, false
	if ok {
		return Matched
	}
	return s.failed
}

// AnyOf records a violation by the value at an offset where no attempt
// matched. It returns the variant that came closest, whose check then says
// what is missing, or -1 where there is none to ask. Go on if OK is true.
func (s *Scanner) AnyOf(at int, outcomes []int, names ...string) (closest int) {
	for _, o := range outcomes {
		if o == Matched {
			return -1
		}
	}
	return s.noneOf(at, "anyOf", "must match at least one of ", outcomes, names)
}

// OneOf is AnyOf for exactly one match.
func (s *Scanner) OneOf(at int, outcomes []int, names ...string) (closest int) {
	matches := 0
	for _, o := range outcomes {
		if o == Matched {
			matches++
		}
	}
	switch {
	case matches == 1:
		return -1
	case matches == 0:
		return s.noneOf(at, "oneOf", "must match one of ", outcomes, names)
	}
	if s.probing {
		s.FailAt(at, "oneOf", "")
		return -1
	}
	var both []string
	for i, o := range outcomes {
		if o == Matched && i < len(names) {
			both = append(both, names[i])
		}
	}
	s.FailAt(at, "oneOf", "must match exactly one of "+strings.Join(names, ", ")+"; it matches "+strings.Join(both, " and "))
	return -1
}

func (s *Scanner) noneOf(at int, keyword, message string, outcomes []int, names []string) int {
	closest, furthest := -1, at
	for i, o := range outcomes {
		if o > furthest {
			closest, furthest = i, o
		}
	}
	if s.probing {
		s.FailAt(at, keyword, "")
		s.failed = furthest
		return -1
	}
	if s.mode&open != 0 && closest >= 0 {
		return closest // an unknown enum value may be all that is wrong
	}
	message += strings.Join(names, ", ")
	if closest >= 0 && closest < len(names) {
		message += "; " + names[closest] + " comes closest"
	}
	if !s.FailAt(at, keyword, message) {
		return -1
	}
	return closest
}

// place is a value as one check sees it.
type place struct{ check, at int }

// memory is what a check found at a place.
type memory struct {
	end, failed  int
	ok, reported bool
	open         bool // being looked at
}

// Known looks up what a check has found at the value that comes next. Where it
// is known the scanner goes past the value (or fails), and the check returns ok.
// Checks that attempt themselves remember, so that nesting does not multiply
// their work; nor does what they skip, from here on. A check that comes back to
// the value it is looking at, since its schema refers to itself in place, asks
// for nothing more. What is to be kept in a Go value is not known.
func (s *Scanner) Known(check int, keep bool) (ok, known bool) {
	s.again = true
	if keep {
		return false, false
	}
	memo := s.scratch().memory()
	here := place{check, s.Pos()}
	m := memo[here]
	switch {
	case m.open:
		return s.Skip(), true
	case m.ok, m.reported && !s.probing:
		s.pos = m.end
		return true, true
	case m.failed > 0 && s.probing:
		s.stopped, s.failed = true, m.failed
		return false, true
	}
	m.open = true
	memo[here] = m
	return false, false
}

// Learn keeps what a check has found at the value at an offset, and returns ok.
func (s *Scanner) Learn(check, at int, ok bool) bool {
	memo := s.scratch().memory()
	here := place{check, at}
	m := memo[here]
	m.open = false
	switch {
	case s.probing && ok:
		m.ok, m.end = true, s.pos
	case s.probing:
		m.failed = max(s.failed, 1)
	case ok:
		m.reported, m.end = true, s.pos
	}
	memo[here] = m
	return ok
}

// Evaluated is the set of members or items that some keyword has looked at, by
// their order; what is not in it is unevaluated.
type Evaluated struct {
	bits []uint64
	all  bool
}

// Mark adds the i-th member or item.
func (e *Evaluated) Mark(i int) {
	for len(e.bits) <= i/64 {
		e.bits = append(e.bits, 0)
	}
	e.bits[i/64] |= 1 << (i % 64)
}

// MarkAll adds all members or items.
func (e *Evaluated) MarkAll() { e.all = true }

// Has reports whether the i-th member or item is in the set.
func (e *Evaluated) Has(i int) bool {
	return e.all || i/64 < len(e.bits) && e.bits[i/64]&(1<<(i%64)) != 0
}

// Tag returns the text of a string member of the object at an offset, which
// was read before; nil where there is none. The scanner stays where it is.
func (s *Scanner) Tag(at int, name string) (text []byte) {
	end, probing := s.pos, s.probing
	s.probing = true
	if value := s.member(at, name); value >= 0 {
		s.pos = value
		if s.Kind() == String {
			text, _ = s.Text()
		}
	}
	s.pos, s.probing = end, probing
	return text
}

// FailTag records that a discriminator picks no schema, unless enums are open.
func (s *Scanner) FailTag(at int, name, message string) bool {
	end := s.pos
	s.pos = at
	kind := s.Kind()
	value := s.member(at, name)
	s.pos = end
	switch {
	case kind != Object:
		return s.FailAt(at, "type", "must be an object")
	case value < 0:
		return s.add(finding{at: at, name: name, keyword: "required", message: "is required"})
	case s.mode&open != 0 && !s.probing:
		return true
	}
	return s.FailAt(value, "discriminator", message)
}

// HasMember reports whether what stands at an offset, and was read before, is
// an object with a member of that name. The scanner stays where it is.
func (s *Scanner) HasMember(at int, name string) bool {
	end := s.pos
	defer func() { s.pos = end }()
	return s.member(at, name) >= 0
}

// member returns the offset of a member's value in the object at an offset, or -1.
func (s *Scanner) member(at int, name string) (value int) {
	s.pos = at
	if s.Kind() != Object {
		return -1
	}
	value = -1
	for key, ok := s.Object(); ok; key, ok = s.Next() {
		if value < 0 && string(key) == name {
			value = s.Pos()
		}
		s.Skip()
	}
	return value
}
