package validate

// Reading a value again: anyOf, oneOf, not and if may check one value against
// several schemas, a retry for each. A retry records no violations, and ends
// with the first one.

// A Retry is where the scanner was before it began to read a value again.
type Retry struct {
	pos, depth                 int
	retrying, opened, counting bool
}

// Matched is the outcome of a retry without violations.
const Matched = -1

// Retry goes back to the offset of a value that was read before. It is the first
// argument of Outcome, so that Go evaluates it before the check:
//
//	outcome := s.Outcome(s.Retry(at), checkX(s))
func (s *Scanner) Retry(at int) Retry {
	a := Retry{s.pos, s.depth, s.retrying, s.opened, s.counting}
	s.pos, s.retrying, s.opened, s.counting = at, true, false, false
	return a
}

// RetryOpen is Retry for a check to which enums are open, as far as they are to the
// scanner.
func (s *Scanner) RetryOpen(at int) Retry {
	a := s.Retry(at)
	s.opened = true
	return a
}

// opens reports whether enums are open to the check that is running.
func (s *Scanner) opens() bool { return s.mode&open != 0 && (!s.retrying || s.opened) }

// Outcome ends a retry, whose check returned ok: it goes back to where the scanner
// was, and returns Matched, or the offset that the check came to.
func (s *Scanner) Outcome(a Retry, ok bool) (outcome int) {
	s.pos, s.depth, s.retrying, s.opened, s.counting, s.stopped = a.pos, a.depth, a.retrying, a.opened, a.counting, false
	if ok {
		return Matched
	}
	return s.failed
}

// Where has a value checked by what holds for it where something else is so, as
// "where kind is a": the messages of violations end with that.
func (s *Scanner) Where(where string, check func() bool) bool {
	was := s.where
	s.where = where
	ok := check()
	s.where = was
	return ok
}

// memoKey is a check and the offset of a value; the check's number is negative where
// enums are open to it.
type memoKey struct{ check, at int }

func (s *Scanner) memoKey(check, at int) memoKey {
	if s.opens() {
		check = -check
	}
	return memoKey{check, at}
}

// remembered is what a check found at an offset.
type remembered struct {
	end, failed  int
	ok, reported bool
	open         bool // the check is still running
	counting     bool // and violations were counted when it began,
	depth        int  // at that depth
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
	here := s.memoKey(check, s.Pos())
	m := memo[here]
	switch {
	case m.open:
		return s.Skip(), true
	case m.ok, m.reported && !s.retrying:
		s.pos = m.end
		return true, true
	case m.failed > 0 && s.counting:
		return s.add(finding{at: here.at}) && s.Skip(), true
	case m.failed > 0 && s.retrying:
		s.stopped, s.failed = true, m.failed
		return false, true
	}
	m.open, m.counting, m.depth = true, s.counting, s.depth
	s.counting = false // a value that was refused counts once, whatever is wrong in it
	memo[here] = m
	return false, false
}

// Remember stores what a check has found at the value at an offset, and returns ok.
func (s *Scanner) Remember(check, at int, ok bool) bool {
	memo := s.scratch().checks()
	here := s.memoKey(check, at)
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
	if m.counting {
		s.counting = true
		if !ok {
			s.pos, s.depth, s.stopped = at, m.depth, false
			ok = s.add(finding{at: at}) && s.Skip()
		}
	}
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
