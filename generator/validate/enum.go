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
	if i := known.head(s.data[s.pos:]); i >= 0 {
		s.at = s.pos
		s.pos += len(known.heads[i].quoted)
		s.constant, s.constantAt = &enum.Values[i], s.at
		return true
	}
	text, ok := s.Text()
	if !ok {
		return !s.stopped
	}
	i := known.find(text)
	if i < 0 {
		return s.FailEnum(enum.Message)
	}
	s.constant, s.constantAt = &enum.Values[i], s.at
	return true
}

func (e *Enum) names() *names {
	if known := e.known.Load(); known != nil {
		return known
	}
	list := make([][]byte, len(e.Values))
	for i, text := range e.Values {
		list[i] = []byte(text)
	}
	known := newEnumNames(list)
	e.known.Store(known)
	return known
}

// newEnumNames is newNames for texts that are compared as strings of JSON.
func newEnumNames(list [][]byte) *names {
	known := newNames(list)
	if len(list) <= few {
		known.heads = make([]head, len(list))
		for i, text := range list {
			known.heads[i] = headOf(text)
		}
	}
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
	if !isPlain(string(h.quoted)) {
		return head{word: 1} // it needs escapes in JSON; this head matches nothing
	}
	for i, c := range h.quoted[:min(len(h.quoted), 8)] {
		h.word |= uint64(c) << (8 * i)
		h.mask |= 0xff << (8 * i)
	}
	return h
}

// isPlain reports whether a JSON text is a string whose text stands in it as it is.
func isPlain(quoted string) bool {
	return len(quoted) >= 2 && quoted[0] == '"' && plain([]byte(quoted), 1) == len(quoted)-1
}

// head returns the index of the string, quotes included, that data begins with, as far
// as the heads tell; else -1.
func (n *names) head(data []byte) int {
	if len(data) < 8 {
		return -1
	}
	w := word64(data)
	for i := range n.heads {
		if h := &n.heads[i]; w&h.mask == h.word && (len(h.quoted) <= 8 || begins(data, h.quoted)) {
			return i
		}
	}
	return -1
}

// read is head where there are many strings as well.
func (n *names) read(data []byte) int {
	if n.heads != nil {
		return n.head(data)
	}
	if len(data) == 0 || data[0] != '"' {
		return -1
	}
	end := plain(data, 1)
	if end == len(data) || data[end] != '"' {
		return -1
	}
	return n.find(data[1:end])
}
