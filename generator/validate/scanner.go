package validate

import (
	"bytes"
	"strings"
)

// The scanner: one strict pass over the bytes of a JSON text. Most of its methods
// read and check one value, and return whether to go on.

// MaxDepth is how many arrays and objects may stand in one another.
const MaxDepth = 1000

// A Scanner reads one JSON text, from Scan to End. A method that returns nothing
// but an unnamed bool returns whether to go on: false after a syntax error, after
// [MaxViolations], and after a violation during a [Retry]. After false nothing
// more may be read.
//
// Violations are stored with their offset in the text; [Scanner.End] turns the
// offsets into pointers, so that a valid body costs nothing for them.
type Scanner struct {
	data     []byte
	pos      int // the next byte
	at       int // where the scalar that was read last begins
	plainAt  int // where the text of a string begins that has no escapes: behind its quote
	keyAt    int // where the key that was read last begins
	depth    int
	mode     Option
	stopped  bool
	retrying bool  // a violation ends the retry, and is not recorded
	opened   bool  // enums are open to the retry: see RetryOpen
	counting bool  // a violation during the retry is counted, and does not end it
	counted  uint8 // how many there were, MaxViolations at most
	naming   bool  // what is checked is the name of a member: see Name
	failed   int   // the offset that the last failed retry came to
	again    int   // bytes that were read more than once
	found    []finding
	more     *scratch // what most bodies do not need

	texts      strings.Builder // strings that were decoded: see keep
	constant   *string         // the value of an enum that stands at constantAt
	constantAt int
}

// finding is a violation before its pointer is known.
type finding struct {
	at      int    // offset of a value, of a key, or of an object's closing brace
	name    string // of a missing member of the object at the offset
	keyword string
	message string
	where   string // what the message ends with
	below   string // a pointer from the value, to what another package's function found
}

// Scan begins to read data. The direction is that of the schema: AsRequest,
// AsResponse, or 0 for both or none; opts may give another. The scanner must be
// new. It is made by the caller, so that it stays on the stack.
//
//go:noinline
func (s *Scanner) Scan(data []byte, direction Option, opts []Option) {
	s.data, s.mode = data, direction.with(opts)
}

// ScanToDecode is [Scanner.Scan] for a text that is decoded as well: enums of a
// response are then open, unless Closed is given.
//
//go:noinline
func (s *Scanner) ScanToDecode(data []byte, direction Option, opts []Option) {
	s.data, s.mode = data, direction.with(opts).opening()
}

// End returns what the scan found: nil, or [Errors]. Anything but space after the
// value is a violation. Nothing more may be read afterwards.
func (s *Scanner) End() error {
	if !s.stopped {
		s.space()
		if s.pos < len(s.data) {
			s.syntax(s.pos, "must end after its first JSON value")
		}
	}
	if s.more != nil {
		s.more.release()
		s.more = nil
	}
	if len(s.found) == 0 {
		return nil
	}
	return locate(s.data, s.found)
}

// OK reports whether to go on.
//
//go:noinline
func (s *Scanner) OK() bool { return !s.stopped }

// Pos returns the offset of the value that comes next.
func (s *Scanner) Pos() int {
	if s.pos < len(s.data) && s.data[s.pos] <= ' ' {
		s.space()
	}
	return s.pos
}

// Seek goes to an offset without reading: to one that Pos returned, or to the end of
// what was read before.
func (s *Scanner) Seek(pos int) {
	s.again += s.pos - pos // less where it goes past what it need not read
	s.pos = pos
}

// Fail records a violation by the scalar that was read last. Keyword is the JSON
// Schema keyword that is violated; message says what was wanted.
func (s *Scanner) Fail(keyword, message string) bool { return s.FailAt(s.at, keyword, message) }

// FailAt records a violation by the value, or the key, at an offset.
func (s *Scanner) FailAt(at int, keyword, message string) bool {
	return s.add(finding{at: at, keyword: keyword, message: message})
}

// FailKey records a violation by the key that was read last.
func (s *Scanner) FailKey(keyword, message string) bool { return s.FailAt(s.keyAt, keyword, message) }

// FailEnum records that the scalar that was read last is none of its enum's
// values, unless enums are open.
func (s *Scanner) FailEnum(message string) bool {
	return s.opens() || s.Fail("enum", message)
}

// Mismatch records that the value that comes next has the wrong type, and
// reads past it.
func (s *Scanner) Mismatch(message string) bool {
	if s.Kind() == Invalid {
		return s.Skip() // which records what is wrong with the syntax
	}
	return s.FailAt(s.pos, "type", message) && s.Skip()
}

// Never records that no value is allowed where one comes next, and reads past it.
func (s *Scanner) Never() bool {
	if s.Kind() == Invalid {
		return s.Skip()
	}
	return s.FailAt(s.pos, "false", "must not be given: remove it") && s.Skip()
}

func (s *Scanner) add(f finding) bool {
	if s.retrying {
		if s.counting {
			s.counted++
			if s.counted < MaxViolations {
				return true
			}
		}
		s.stopped = true
		s.failed = max(s.pos, f.at)
		return false
	}
	if s.naming && f.keyword != "false" {
		f.message = "must have another name: it " + f.message
	}
	for _, g := range s.found {
		if g.where = ""; f == g { // the same value was checked twice
			return true
		}
	}
	if s.more != nil {
		f.where = s.more.where
	}
	s.found = append(s.found, f)
	s.stopped = s.stopped || len(s.found) >= MaxViolations
	return !s.stopped
}

// syntax records that the bytes are not strict JSON, and ends the scan.
func (s *Scanner) syntax(at int, message string) bool {
	s.FailAt(at, "json", message)
	s.stopped = true
	return false
}

// Kind is the kind of a JSON value, told by its first byte.
type Kind uint8

// The kinds. Invalid is anything that begins no JSON value.
const (
	Invalid Kind = iota
	Null
	Boolean
	Number
	String
	Array
	Object
)

var kinds = [256]Kind{
	'n': Null, 't': Boolean, 'f': Boolean, '"': String, '[': Array, '{': Object, '-': Number,
	'0': Number, '1': Number, '2': Number, '3': Number, '4': Number,
	'5': Number, '6': Number, '7': Number, '8': Number, '9': Number,
}

// Kind returns the kind of the value that comes next.
func (s *Scanner) Kind() Kind {
	if s.Pos() >= len(s.data) {
		return Invalid
	}
	return kinds[s.data[s.pos]]
}

// space reads past insignificant white space (RFC 8259, section 2).
func (s *Scanner) space() { s.pos = afterSpace(s.data, s.pos) }

// afterSpace returns the offset of the first byte from i on that is no space.
func afterSpace(data []byte, i int) int {
	const space uint64 = 1<<' ' | 1<<'\t' | 1<<'\n' | 1<<'\r'
	for i < len(data) && data[i] <= ' ' && space>>data[i]&1 != 0 {
		i++
	}
	return i
}

// Null reads null.
func (s *Scanner) Null() bool {
	if s.Kind() != Null {
		return s.Mismatch("must be null")
	}
	return s.literal("null")
}

// Boolean reads true or false.
func (s *Scanner) Boolean() bool {
	if s.Kind() != Boolean {
		return s.Mismatch("must be true or false")
	}
	if s.data[s.pos] == 't' {
		return s.literal("true")
	}
	return s.literal("false")
}

// Bool reads true or false, one of which comes next, and returns it.
func (s *Scanner) Bool() (value, ok bool) {
	if s.data[s.pos] == 't' {
		return true, s.literal("true")
	}
	return false, s.literal("false")
}

func (s *Scanner) literal(want string) bool {
	s.at = s.pos
	if end := s.pos + len(want); end <= len(s.data) && string(s.data[s.pos:end]) == want {
		s.pos = end
		return true
	}
	return s.syntax(s.pos, "must be a JSON value")
}

// Skip reads past one value of any kind, checking its syntax.
func (s *Scanner) Skip() bool {
	switch s.Kind() {
	case Null:
		return s.literal("null")
	case Boolean:
		_, ok := s.Bool()
		return ok
	case Number:
		return s.number()
	case String:
		s.at = s.pos
		_, ok := s.span()
		return ok
	case Array:
		return s.skipRemembered() || s.skipArray()
	case Object:
		return s.skipRemembered() || s.skipObject()
	}
	if s.pos == 0 && bytes.HasPrefix(s.data, []byte("\xef\xbb\xbf")) {
		return s.syntax(0, "must not begin with a byte order mark")
	}
	return s.syntax(s.pos, "must be a JSON value")
}

func (s *Scanner) skipArray() bool {
	start := s.pos
	for ok := s.Array(); ok; ok = s.More() {
		if !s.Skip() {
			return false
		}
	}
	return s.rememberEnd(start)
}

func (s *Scanner) skipObject() bool {
	start := s.pos
	for key, ok := s.Object(); ok; key, ok = s.Next() {
		if !s.Unknown(start, key) || !s.Skip() {
			return false
		}
	}
	return s.rememberEnd(start)
}

// remembers reports whether checks remember what they found. Most bodies have little
// that is read again; where it is much, schemas are nested that read values again, and
// each would multiply the work of those in it.
func (s *Scanner) remembers() bool { return s.pos+s.again > 5*len(s.data)+4096 }

// Work returns how many bytes were read so far, each as often as it was: a measure of
// work that a test can hold, unlike time.
func (s *Scanner) Work() int { return s.pos + s.again }
