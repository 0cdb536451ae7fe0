package validate

import "reflect"

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
	s.Seek(at)
	s.retrying, s.opened, s.counting = true, false, false
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
	s.Seek(a.pos)
	s.depth, s.retrying, s.opened, s.counting, s.stopped = a.depth, a.retrying, a.opened, a.counting, false
	if ok {
		return Matched
	}
	return s.failed
}

// Where has a value checked by what holds for it where something else is so, as
// "where kind is a": the messages of violations end with that.
func (s *Scanner) Where(where string, check func() bool) bool {
	m := s.scratch()
	was := m.where
	m.where = where
	ok := check()
	m.where = was
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
	counted      int // one more than the violations that were counted before
	value        any // a pointer to what was decoded
}

// Recall looks up what a check, by its number, has found at the value that comes
// next. Where that is known, the scanner goes past the value (or fails), and the
// check returns ok. Schemas whose keywords read values again would read a value once
// more for each level of them: so their checks remember.
func (s *Scanner) Recall(check int) (ok, known bool) {
	if !s.remembers() {
		return false, false
	}
	here := s.memoKey(check, s.Pos())
	switch m := s.scratch().memo[here]; {
	case m.ok, m.reported && !s.retrying:
		s.Seek(m.end)
		return true, true
	case m.failed > 0 && s.counting: // as one violation
		return s.add(finding{}) && s.Skip(), true
	case s.counting:
		m.counted = int(s.counted) + 1
		s.scratch().checks()[here] = m
	case m.failed > 0 && s.retrying:
		s.stopped, s.failed = true, m.failed
		return false, true
	}
	return false, false
}

// Remember stores what a check has found at the value at an offset, and returns ok.
func (s *Scanner) Remember(check, at int, ok bool) bool {
	if s.remembers() {
		s.remember(s.memoKey(check, at), ok, nil)
	}
	return ok
}

func (s *Scanner) remember(here memoKey, ok bool, value any) {
	memo := s.scratch().checks()
	m := memo[here]
	switch {
	case s.counting && m.counted == 0: // there is no telling what was counted here
	case s.retrying && ok && (!s.counting || m.counted == int(s.counted)+1):
		m.ok, m.end = true, s.pos
	case s.retrying:
		m.failed = max(s.failed, 1)
	case ok:
		m.reported, m.end = true, s.pos
	}
	if value != nil {
		m.value = value
	}
	memo[here] = m
}

// RecallInto is [Scanner.Recall] for a check that decodes to v, where that is not nil:
// what was decoded from the value before is then shared.
func RecallInto[T any](s *Scanner, check int, v *T) (ok, known bool) {
	if !decodes(s, v) {
		return s.Recall(check)
	}
	if !s.remembers() {
		return false, false
	}
	m := s.scratch().memo[s.memoKey(check, s.Pos())]
	value, known := m.value.(*T)
	if !known {
		return false, false
	}
	*v = *value
	s.Seek(m.end)
	return true, true
}

// RememberFrom is [Scanner.Remember] for a check that decoded to v, where that is not
// nil.
func RememberFrom[T any](s *Scanner, check, at int, v *T, ok bool) bool {
	if ok && decodes(s, v) && s.remembers() {
		s.remember(s.memoKey(check, at), ok, v)
		return ok
	}
	return s.Remember(check, at, ok)
}

// once has a value read by a table that remembers what it found: [RecallInto] and
// [RememberFrom] in one.
func (s *Scanner) once(check int, v reflect.Value, read func(*Scanner, reflect.Value) bool) bool {
	if ok, known := s.recallTo(check, v); known {
		return ok
	}
	at := s.Pos()
	ok := read(s, v)
	if ok && v.IsValid() && len(s.found) == 0 && s.remembers() {
		s.remember(s.memoKey(check, at), ok, v.Addr().Interface())
		return ok
	}
	return s.Remember(check, at, ok)
}

func (s *Scanner) recallTo(check int, v reflect.Value) (ok, known bool) {
	switch {
	case !v.IsValid() || len(s.found) > 0:
		return s.Recall(check)
	case !s.remembers():
		return false, false
	}
	m := s.scratch().memo[s.memoKey(check, s.Pos())]
	value := reflect.ValueOf(m.value)
	if !value.IsValid() || value.Type().Elem() != v.Type() {
		return false, false
	}
	v.Set(value.Elem())
	s.Seek(m.end)
	return true, true
}

// Evaluated is the set of members or items that some keyword applies to, by their
// index; what is not in it is unevaluated (JSON Schema Core, 11).
type Evaluated struct {
	bits    []uint64
	all     bool
	schemas map[int]bool // whose keywords have marked what they apply to
}

// Enter reports whether a schema, by its number, is yet to mark what its keywords apply
// to: one that several others refer to does so once.
func (e *Evaluated) Enter(schema int) bool {
	if e.schemas == nil {
		e.schemas = map[int]bool{}
	}
	if e.schemas[schema] {
		return false
	}
	e.schemas[schema] = true
	return true
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
	defer s.Seek(end)
	return s.member(at, name) >= 0
}

// member returns the offset of a member's value in the object at an offset, or -1.
func (s *Scanner) member(at int, name string) (value int) {
	s.Seek(at)
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
