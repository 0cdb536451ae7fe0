package validate

import "strings"

// Reading a value again: anyOf, oneOf, not and if check one value against
// several schemas, a retry for each. A retry records no violations, and ends
// with the first one.

// A Retry is where the scanner was before it began to read a value again.
type Retry struct {
	pos, depth int
	retrying   bool
}

// Matched is the outcome of a retry without violations.
const Matched = -1

// Retry goes back to the offset of a value that was read before. It is the first
// argument of Outcome, so that Go evaluates it before the check:
//
//	outcome := s.Outcome(s.Retry(at), checkX(s))
func (s *Scanner) Retry(at int) Retry {
	a := Retry{s.pos, s.depth, s.retrying}
	s.pos, s.retrying = at, true
	return a
}

// Outcome ends a retry, whose check returned ok: it goes back to where the scanner
// was, and returns Matched, or the offset that the check came to.
func (s *Scanner) Outcome(a Retry, ok bool) (outcome int) {
	s.pos, s.depth, s.retrying, s.stopped = a.pos, a.depth, a.retrying, false
	if ok {
		return Matched
	}
	return s.failed
}

// AnyOf records a violation of anyOf by the value at an offset, unless one of the
// outcomes is Matched (JSON Schema Core, 10.2.1.2). It returns the index of the
// schema that came furthest, whose check the caller then runs for the details, or
// -1. Go on if OK is true.
func (s *Scanner) AnyOf(at int, outcomes []int, names ...string) (closest int) {
	for _, o := range outcomes {
		if o == Matched {
			return -1
		}
	}
	return s.noneOf(at, "anyOf", "must match at least one of ", outcomes, names)
}

// OneOf is AnyOf for oneOf: exactly one outcome must be Matched (10.2.1.3).
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
	if s.retrying {
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
	if s.retrying {
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

// memoKey is a check and the offset of a value.
type memoKey struct{ check, at int }

// remembered is what a check found at an offset.
type remembered struct {
	end, failed  int
	ok, reported bool
	open         bool // the check is still running
}

// Recall looks up what a check, by its number, has found at the value that comes
// next. Where that is known, the scanner goes past the value (or fails), and the
// check returns ok. A schema that contains itself, and whose keywords read values
// again, would read a value once more for each level above it: so its check
// remembers. A check that is already running at this value, since its schema
// refers to itself without going down, accepts it. While decoding, nothing is
// known, since the Go value must be filled.
func (s *Scanner) Recall(check int, decoding bool) (ok, known bool) {
	s.remembers = true
	if decoding {
		return false, false
	}
	memo := s.scratch().checks()
	here := memoKey{check, s.Pos()}
	m := memo[here]
	switch {
	case m.open:
		return s.Skip(), true
	case m.ok, m.reported && !s.retrying:
		s.pos = m.end
		return true, true
	case m.failed > 0 && s.retrying:
		s.stopped, s.failed = true, m.failed
		return false, true
	}
	m.open = true
	memo[here] = m
	return false, false
}

// Remember stores what a check has found at the value at an offset, and returns ok.
func (s *Scanner) Remember(check, at int, ok bool) bool {
	memo := s.scratch().checks()
	here := memoKey{check, at}
	m := memo[here]
	m.open = false
	switch {
	case s.retrying && ok:
		m.ok, m.end = true, s.pos
	case s.retrying:
		m.failed = max(s.failed, 1)
	case ok:
		m.reported, m.end = true, s.pos
	}
	memo[here] = m
	return ok
}

// Evaluated is the set of members or items that some keyword applies to, by their
// index; what is not in it is unevaluated (JSON Schema Core, 11).
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

// StringMember returns the text of a string member of the object at an offset,
// which was read before; nil where there is none. The scanner does not move.
func (s *Scanner) StringMember(at int, name string) (text []byte) {
	end, retrying := s.pos, s.retrying
	s.retrying = true
	if value := s.member(at, name); value >= 0 {
		s.pos = value
		if s.Kind() == String {
			text, _ = s.Text()
		}
	}
	s.pos, s.retrying = end, retrying
	return text
}

// FailDiscriminator records that the member that a discriminator names is missing,
// or picks no schema; the latter not where enums are open.
func (s *Scanner) FailDiscriminator(at int, name, message string) bool {
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
	case s.mode&open != 0 && !s.retrying:
		return true
	}
	return s.FailAt(value, "discriminator", message)
}

// HasMember reports whether what stands at an offset, and was read before, is
// an object with a member of that name. The scanner does not move.
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
