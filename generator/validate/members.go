package validate

import "sync/atomic"

// Members is what a schema says of the members of an object: a table, since code
// for each member would be large and slow to compile.
type Members struct {
	List   []Member
	Others Others // what becomes of members that are not in the list
	Null   Nulls  // where the table is all that the schema asks for

	Untyped bool // values of other types are accepted, where nothing is decoded
	Memo    int  // the number of a check that remembers what it found (see [Scanner.Recall]); or 0

	known  atomic.Pointer[names]  // made on first use
	fields atomic.Pointer[[]slot] // where members are stored; likewise
}

// A Member is what a schema says of one member.
type Member struct {
	Name  string
	Value Value
	Rules Rules
	Of    Table // what reads the value, where that is no method of the scanner
}

// Value is how the value of a member is read.
type Value uint8

// The ways to read a value.
const (
	ReadByCaller Value = iota // by the caller of Next, who finds the scanner before the value
	AnyValue                  // [Scanner.Skip]
	AnyBoolean                // [Scanner.Boolean]
	AnyInteger                // [Scanner.Integer]
	AnyInt32                  // [Scanner.Int32]
	AnyInt64                  // [Scanner.Int64]
	AnyNumber                 // [Scanner.Number]
	AnyString                 // [Scanner.String]
	InEnum                    // [Scanner.Enum] with Of, an *[Enum]
	ByTable                   // by Of, which decodes as well
	ByCheck                   // by Of; the scalar that was read last is stored
	AsText                    // by Of, or [Scanner.Skip] where that is nil; the value is stored by its text
	onlyNull
)

// Rules are what holds for a member, apart from its value.
type Rules uint8

// The rules.
const (
	Required     Rules = 1 << iota // it must be there
	ReadOnly                       // it is not sent in a request, and not required there
	WriteOnly                      // it is not sent in a response, and not required there
	Refused                        // it must not be there: additionalProperties of some part of the schema is false
	OrNull                         // its value may be null as well (OpenAPI 3.0)
	KeepNull                       // the caller stores null too
	ZeroIsAbsent                   // the zero value of its field stands for none, as nil does by itself
	NilIsNull                      // a field that is nil stands for null: Required is not for Go values
)

// require reports whether the member must be there in a mode: a readOnly one only in
// a response, a writeOnly one only in a request.
func (r Rules) require(mode Option) bool {
	return r&Required != 0 && (r&ReadOnly == 0 || mode&AsResponse != 0) && (r&WriteOnly == 0 || mode&AsRequest != 0)
}

// Others says how members are read that are not in the list.
type Others uint8

// The ways to read them.
const (
	AnyOthers  Others = iota // any value is accepted
	ReadOthers               // the caller of Next reads their values
	NoOthers                 // they are refused (additionalProperties: false)
)

// An ObjectReader goes through the members of an object. It holds no pointers, so
// that neither it nor its arguments move to the heap.
type ObjectReader struct {
	Decode bool // the caller stores values: Next returns after each that it has read
	Member int  // the index in the table of the current member, or -1
	Count  int  // how many members there were so far

	begun bool
	null  bool // the value was null, where that is accepted beside what Value says
	start int
	next  int // the index in the table where the next member is looked for first
}

// Next goes to the next member that the caller has something to do for: read its
// value, where the table says ReadByCaller or ReadOthers, or else, where r.Decode
// is set, store the value that was read. It sets the bit of each member that it
// meets in seen, which has one for each member of the table. It returns false
// after an error, and at the end of the object, when it has recorded which
// required members are missing; go on if OK is true. Where the next value is no
// object, it records that and returns false.
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
			case table.Others == ReadOthers:
				r.Member = -1
				return true
			case table.Others == NoOthers && !s.FailKey("additionalProperties", refused), !s.Skip():
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
			if m.Rules&OrNull != 0 && s.Kind() == Null {
				value = onlyNull
			}
		}
		switch value {
		case AnyString:
			if end := s.plainEnd(); end > 0 {
				s.at, s.plainAt, s.pos = s.pos, s.pos+1, end
				ok = true
			} else {
				ok = s.String()
			}
		case InEnum:
			ok = s.Enum(m.Of.(*Enum))
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
			s.at = s.pos
			ok = s.literal("null")
		default:
			r.Member, r.null = i, false
			return true
		}
		if !ok {
			return false
		}
		if r.null = value == onlyNull; r.Decode && (!r.null || m.Rules&KeepNull != 0) {
			r.Member = i
			return true
		}
	}
}

const (
	notInRequest  = "must not be sent in a request"
	notInResponse = "must not be sent in a response"
)

const refused = "must not be given: the schema does not know it"

// allowed records a violation where rules forbid the current member, and returns
// whether to go on.
func (s *Scanner) allowed(rules Rules) bool {
	if s.mode&Strict != 0 {
		switch {
		case rules&ReadOnly != 0 && s.mode&AsRequest != 0 && !s.FailKey("readOnly", notInRequest),
			rules&WriteOnly != 0 && s.mode&AsResponse != 0 && !s.FailKey("writeOnly", notInResponse):
			return false
		}
	}
	return rules&Refused == 0 || s.FailKey("additionalProperties", refused)
}

// required records which members are missing, unless the object was not read to
// its end.
func (s *Scanner) required(table *Members, known *names, seen []uint64) {
	for i, want := range known.required {
		if seen[i]&want != want && !s.stopped {
			s.missing(table, seen)
			return
		}
	}
}

// missing records each required member that was not seen.
func (s *Scanner) missing(table *Members, seen []uint64) {
	for i, m := range table.List {
		if !m.Rules.require(s.mode) || seen[i/64]&(1<<(i%64)) != 0 {
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
	return t.indexNames()
}

// indexNames builds what Next needs to find a member by its name.
func (t *Members) indexNames() *names {
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

// follows reports whether a comma (or, before the first member, a brace) and that
// quoted key come next, and goes past them.
func (s *Scanner) follows(begun bool, key []byte) bool {
	data := s.data
	start := s.pos + 1
	if start < len(data) && data[start] <= ' ' {
		start = afterSpace(data, start)
	}
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
	if uint(end) < uint(len(data)) && data[end] == ' ' { // as many write it
		end++
	}
	s.keyAt, s.pos = start, end
	return true
}
