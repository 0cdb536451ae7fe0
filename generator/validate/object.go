package validate

// Objects and arrays: going from one member, or item, to the next.

// Object enters the object that comes next and returns its first key; ok is
// false where it has none, and after an error. Use it with Next:
//
//	for key, ok := s.Object(); ok; key, ok = s.Next() {
//		… read one value …
//	}
//	if !s.OK() {
//		return false
//	}
func (s *Scanner) Object() (key []byte, ok bool) {
	if !s.enter() {
		return nil, false
	}
	if s.Pos() < len(s.data) && s.data[s.pos] == '}' {
		s.pos++
		s.depth--
		return nil, false
	}
	return s.key(s.pos)
}

// Next goes on to the object's next key.
func (s *Scanner) Next() (key []byte, ok bool) {
	if s.Pos() < len(s.data) {
		switch s.data[s.pos] {
		case ',':
			return s.key(s.pos + 1)
		case '}':
			s.pos++
			s.depth--
			return nil, false
		}
	}
	return nil, s.syntax(s.pos, "must be an object with ',' or '}' after each member")
}

// key reads a member's name, from an offset on, and the colon.
func (s *Scanner) key(start int) (key []byte, ok bool) {
	data := s.data
	if start < len(data) && data[start] <= ' ' {
		start = afterSpace(data, start)
	}
	if start < len(data) && data[start] == '"' { // most names are plain, with the colon behind
		end := plain(data, start+1)
		if end+1 < len(data) && data[end] == '"' && data[end+1] == ':' {
			s.keyAt, s.pos = start, end+2
			return data[start+1 : end], true
		}
	}
	s.pos = start
	return s.rareKey()
}

// rareKey is key for a name with space around it or with escapes.
func (s *Scanner) rareKey() (key []byte, ok bool) {
	data := s.data
	if s.Pos() >= len(data) || data[s.pos] != '"' {
		return nil, s.syntax(s.pos, "must be an object whose members begin with a name in double quotes")
	}
	s.keyAt = s.pos
	escaped, ok := s.span()
	if !ok {
		return nil, false
	}
	key = data[s.keyAt+1 : s.pos-1]
	if escaped {
		key = s.unescape(key)
	}
	if s.Pos() >= len(data) || data[s.pos] != ':' {
		return nil, s.syntax(s.pos, "must be an object with ':' after each member name")
	}
	s.pos++
	return key, true
}

// KeyPos returns the offset of the key that was read last. A key is a JSON
// string, so that it can be checked as one after Seek.
func (s *Scanner) KeyPos() int { return s.keyAt }

// Key returns the name of the current member, whose value was not read yet.
func (s *Scanner) Key() []byte { return keyText(s.data, s.keyAt) }

// duplicate records that the current member was there before.
func (s *Scanner) duplicate() bool {
	return s.FailKey("json", "must be given once")
}

// Unknown takes the key of a member that the schema does not name, in the object
// at that offset, and records a violation where that key was there before.
func (s *Scanner) Unknown(object int, key []byte) bool {
	if s.retrying || s.scratch().keys.add(s.data, object, s.keyAt, key) {
		return true
	}
	return s.duplicate()
}

// Name has the name of the current member checked: check reads it as a string.
func (s *Scanner) Name(check func() bool) bool {
	value, was := s.pos, s.naming
	s.pos, s.naming = s.keyAt, true
	ok := check()
	s.pos, s.naming = value, was
	return ok
}

// Dependent records that a member is missing which another one requires.
func (s *Scanner) Dependent(name, message string) bool {
	return s.add(finding{at: s.pos - 1, name: name, keyword: "dependentRequired", message: message})
}

// Array enters the array that comes next; ok is false where it is empty, and
// after an error. Use it with More, as Object with Next.
func (s *Scanner) Array() (ok bool) {
	if !s.enter() {
		return false
	}
	if s.Pos() < len(s.data) && s.data[s.pos] == ']' {
		s.pos++
		s.depth--
		return false
	}
	return true
}

// Items is Array for any next value: where that is no array, it records a violation
// and returns false.
func (s *Scanner) Items() (ok bool) {
	if s.Kind() != Array {
		s.Mismatch("must be an array")
		return false
	}
	return s.Array()
}

// More goes on to the array's next item.
func (s *Scanner) More() (ok bool) {
	if s.Pos() < len(s.data) {
		switch s.data[s.pos] {
		case ',':
			s.pos++
			return true
		case ']':
			s.pos++
			s.depth--
			return false
		}
	}
	return s.syntax(s.pos, "must be an array with ',' or ']' after each item")
}

func (s *Scanner) enter() bool {
	if s.depth >= MaxDepth {
		return s.syntax(s.pos, "must not nest arrays and objects so deep")
	}
	s.depth++
	s.pos++
	return true
}
