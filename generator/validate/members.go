package validate

import "sync/atomic"

// Members is what a schema says of the members that it names: a table, so that
// generated code need not spell out what most members ask for.
type Members struct {
	List   []Member
	Others Others // what becomes of members that are not in the list

	known atomic.Pointer[names] // made on first use
}

// A Member is what a schema says of one member.
type Member struct {
	Name  string
	Value Value
	Enum  *Enum // of a value that is Listed
	Rules Rules
}

// Value is how the value of a member is read.
type Value uint8

// The ways to read a value. What none of them does is left to the one who asks
// for the members, with the scanner before the value.
const (
	Ask        Value = iota // by the caller
	AnyValue                // [Scanner.Skip]
	AnyBoolean              // [Scanner.Boolean]
	AnyInteger              // [Scanner.Integer]
	AnyInt32                // [Scanner.Int32]
	AnyInt64                // [Scanner.Int64]
	AnyNumber               // [Scanner.Number]
	AnyString               // [Scanner.String]
	Listed                  // [Scanner.Enum]
	onlyNull
)

// Rules are what holds for a member beside its value.
type Rules uint8

// The rules.
const (
	Required  Rules = 1 << iota // it must be there
	ReadOnly                    // it is not sent in a request, and not required there
	WriteOnly                   // it is not sent in a response, and not required there
	Refused                     // it must not be there: another part of the schema does not know it
	Nullable                    // its value may be null, instead of what Value says
)

// Others is what becomes of members that a schema does not name.
type Others uint8

// What may become of them.
const (
	Ignored  Others = iota // they may have any value
	Asked                  // the caller reads their values
	Excluded               // they must not be there (additionalProperties: false)
)

// An ObjectReader goes over the members of an object. It holds no pointers, so
// that neither it nor what it is given leaves the stack.
type ObjectReader struct {
	Keep   bool // values are to be kept: the reader stops behind each that it has read
	Member int  // the place in the table of the member at hand, or -1
	Count  int  // how many members there were so far

	begun bool
	start int
	next  int // the place in the table where the next member is looked for first
}

// Next goes on to the next member that the caller has something to do for: to
// read its value, where the table says Ask or Asked, or else to keep it. What
// was seen of the table is noted in seen, which has a bit for each member. Next
// returns false after an error and at the end of the object, when it has
// recorded the members that are missing; go on if OK is true. Where what comes
// next is no object it records that, and returns false.
func (r *ObjectReader) Next(s *Scanner, table *Members, seen []uint64) bool {
	known := table.names()
	if !r.begun {
		if s.Kind() != Object {
			s.Mismatch("must be an object")
			return false
		}
		r.start = s.pos
	}
	for {
		i, key := r.next, []byte(nil)
		if uint(i) >= uint(len(known.quoted)) || !s.follows(r.begun, known.quoted[i]) {
			var ok bool
			if r.begun {
				key, ok = s.Next()
			} else {
				key, ok = s.Object()
			}
			if !ok {
				s.required(table, known, seen)
				return false
			}
			i = known.find(key)
		}
		r.begun = true
		r.Count++
		r.next = i + 1
		if i < 0 {
			if !s.Unknown(r.start, key) {
				return false
			}
			switch {
			case table.Others == Asked:
				r.Member = -1
				return true
			case table.Others == Excluded && !s.FailKey("additionalProperties", refused), !s.Skip():
				return false
			}
			continue
		}
		var ok bool
		if word, bit := &seen[uint(i)/64], uint64(1)<<(uint(i)%64); *word&bit == 0 {
			*word |= bit
		} else if !s.duplicate() {
			return false
		}
		m := &table.List[i]
		value := m.Value
		if m.Rules&^Required != 0 {
			if !s.allowed(m.Rules) {
				return false
			}
			if m.Rules&Nullable != 0 && s.Kind() == Null {
				value = onlyNull
			}
		}
		switch value {
		case AnyString:
			if end := s.plainEnd(); end > 0 {
				s.at, s.pos = s.pos, end
				ok = true
			} else {
				ok = s.String()
			}
		case Listed:
			ok = s.Enum(m.Enum)
		case AnyBoolean:
			ok = s.Boolean()
		case AnyInt64:
			ok = s.Int64()
		case AnyInt32:
			ok = s.Int32()
		case AnyInteger:
			ok = s.Integer()
		case AnyNumber:
			ok = s.Number()
		case AnyValue:
			ok = s.Skip()
		case onlyNull:
			ok = s.literal("null")
		default:
			r.Member = i
			return true
		}
		if !ok {
			return false
		}
		if r.Keep && value != onlyNull {
			r.Member = i
			return true
		}
	}
}

const refused = "must not be given: the schema does not know it"

// allowed records what rules say against the member at hand.
func (s *Scanner) allowed(rules Rules) bool {
	if s.mode&Strict != 0 {
		switch {
		case rules&ReadOnly != 0 && s.mode&AsRequest != 0 && !s.FailKey("readOnly", "must not be sent in a request"),
			rules&WriteOnly != 0 && s.mode&AsResponse != 0 && !s.FailKey("writeOnly", "must not be sent in a response"):
			return false
		}
	}
	return rules&Refused == 0 || s.FailKey("additionalProperties", refused)
}

// required records the members that are missing, where an object was read to its end.
func (s *Scanner) required(table *Members, known *names, seen []uint64) {
	for i, want := range known.required {
		if seen[i]&want != want && !s.stopped {
			s.missing(table, seen)
			return
		}
	}
}

// missing records each required member that was not seen. What only the other
// direction asks for is not missing.
func (s *Scanner) missing(table *Members, seen []uint64) {
	for i, m := range table.List {
		var only Option
		switch {
		case m.Rules&ReadOnly != 0:
			only = AsResponse
		case m.Rules&WriteOnly != 0:
			only = AsRequest
		}
		if m.Rules&Required == 0 || seen[i/64]&(1<<(i%64)) != 0 || only != 0 && s.mode&only == 0 {
			continue
		}
		if !s.add(finding{at: s.pos - 1, name: m.Name, keyword: "required", message: "is required"}) {
			return
		}
	}
}

func (t *Members) names() *names {
	if known := t.known.Load(); known != nil {
		return known
	}
	return t.learn()
}

// learn makes what is known of a table by its names.
func (t *Members) learn() *names {
	list, quoted := make([][]byte, len(t.List)), make([][]byte, len(t.List))
	required := make([]uint64, (len(list)+63)/64)
	for i, m := range t.List {
		list[i] = []byte(m.Name)
		if key := `"` + m.Name + `":`; plain([]byte(key), 1) == len(key)-2 {
			quoted[i] = []byte(key)
		}
		if m.Rules&Required != 0 {
			required[i/64] |= 1 << (i % 64)
		}
	}
	known := newNames(list)
	known.quoted, known.required = quoted, required
	t.known.Store(known)
	return known
}

// follows goes past the comma, or the brace, and the quoted key that come next,
// and reports whether they do.
func (s *Scanner) follows(begun bool, key []byte) bool {
	data := s.data
	start := s.pos + 1
	end := start + len(key)
	if uint(end) > uint(len(data)) || len(key) < 8 && !begins(data[start:], key) {
		return false
	}
	for i := 0; i < len(key)-8; i += 8 {
		if word64(data[start+i:]) != word64(key[i:]) {
			return false
		}
	}
	if len(key) >= 8 && word64(data[end-8:]) != word64(key[len(key)-8:]) {
		return false
	}
	if begun {
		if data[s.pos] != ',' {
			return false
		}
	} else if data[s.pos] != '{' || !s.enter() {
		return false
	}
	s.keyAt, s.pos = start, end
	return true
}
