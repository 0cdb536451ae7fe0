package validate

import "sync/atomic"

// Enums of strings (JSON Schema Validation, 6.1.2): a table, and the entry points
// of a type that is nothing but an enum.

// An Enum is a list of the strings that are allowed.
type Enum struct {
	Values  []string
	Message string // of the violation, for any other string

	known atomic.Pointer[names] // made on first use
}

// Validate reports whether v is one of the values, as [Errors].
func (e *Enum) Validate(v string) error {
	var p Path
	p.Root().Enum(e, &v)
	return p.Err()
}

// ValidateJSON reports what is wrong with a JSON text, as [Errors]. The
// direction is that of [Scanner.Scan].
func (e *Enum) ValidateJSON(data []byte, direction Option, opts []Option) error {
	s := new(Scanner)
	s.Scan(data, direction, opts)
	s.Enum(e)
	return s.End()
}

// Decode is ValidateJSON for a text that is decoded as well.
func (e *Enum) Decode(data []byte, direction Option, opts []Option) (v string, _ error) {
	s := new(Scanner)
	s.ScanToDecode(data, direction, opts)
	if s.Enum(e) {
		DecodeString(s, &v)
	}
	return v, s.End()
}

// Enum reads a string that is one of an enum's, unless enums are open.
func (s *Scanner) Enum(enum *Enum) bool {
	known := enum.names()
	if known.next(s) {
		return true
	}
	text, ok := s.Text()
	if !ok {
		return !s.stopped
	}
	return known.find(text) >= 0 || s.FailEnum(enum.Message)
}

func (e *Enum) names() *names {
	if known := e.known.Load(); known != nil {
		return known
	}
	list := make([][]byte, len(e.Values))
	for i, text := range e.Values {
		list[i] = []byte(text)
	}
	known := newNames(list)
	if len(list) <= few {
		known.heads = make([]head, len(list))
		for i, text := range list {
			known.heads[i] = headOf(text)
		}
	}
	e.known.Store(known)
	return known
}

// head is how a string begins in JSON: its first eight bytes, the opening quote
// included.
type head struct {
	word, mask uint64
	quoted     []byte
}

func headOf(text []byte) head {
	h := head{quoted: append(append([]byte{'"'}, text...), '"')}
	if plain(h.quoted, 1) < len(h.quoted)-1 {
		return head{word: 1} // it needs escapes in JSON; this head matches nothing
	}
	for i, c := range h.quoted[:min(len(h.quoted), 8)] {
		h.word |= uint64(c) << (8 * i)
		h.mask |= 0xff << (8 * i)
	}
	return h
}

// next goes past one of the strings, if that comes next, and reports whether it does.
func (n *names) next(s *Scanner) bool {
	if len(s.data)-s.pos < 8 {
		return false
	}
	rest := s.data[s.pos:]
	w := word64(rest)
	for i := range n.heads {
		if h := &n.heads[i]; w&h.mask == h.word && (len(h.quoted) <= 8 || begins(rest, h.quoted)) {
			s.at = s.pos
			s.pos += len(h.quoted)
			return true
		}
	}
	return false
}
