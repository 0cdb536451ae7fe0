package validate

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
)

// anyOf and oneOf (JSON Schema Core, 10.2.1.2 and 10.2.1.3): which of several
// schemas a value matches, and which of them it was meant for where it matches none.
//
// A variant is not tried where it cannot match: it asks for another type, or for
// another value of the member that tells the variants apart. Where one is left, the
// value is read once. That decides nothing: it only saves time.

// A Choice is what an anyOf or oneOf says, apart from its schemas.
type Choice struct {
	Keyword  string    // anyOf or oneOf
	Message  string    // of the violation where no variant matches
	Types    string    // of the one where none is for a value of its type
	Whole    bool      // which says all that there is to say
	Tag      string    // the member that tells the variants apart, if one does: variants then have tags
	Tags     string    // what its value must be, if that is known: the message of the violation
	By       string    // the keyword of that violation
	Open     bool      // in a response, a tag that no variant has is accepted
	Hint     bool      // the tag only hints at the variant that is meant: no variant is limited to values
	Variants []Variant // in the document's order

	known atomic.Pointer[routes] // made on first use
}

// A Variant is what can be told of a schema without reading a value by it.
type Variant struct {
	Name     string
	Kinds    Kinds    // of values that it may accept
	Tags     []string // the tag's values that it accepts, as JSON; nil: any
	Picks    []string // those that are meant for it, where it accepts any
	Untagged bool     // it accepts objects without the tag
	Members  []string // that it names

	// In a [Union]:
	Field string // where it is stored; "" for null
	Value Value  // how it is read
	Rules Rules  // OrNull alone
	Of    Table
}

// Kinds is a set of kinds.
type Kinds uint8

// Has reports whether a kind is in the set.
func (k Kinds) Has(kind Kind) bool { return k>>kind&1 != 0 }

// Unknown is the index by which a choice has a value read that none of its variants
// is for, so that its bytes are kept.
const Unknown = -1

// Choose checks the value that comes next by a choice. The caller's read checks it
// by the variant with an index; with keep it also decodes it.
func (s *Scanner) Choose(c *Choice, keep bool, read func(i int, keep bool) bool) bool {
	if i := s.route(c); i >= 0 {
		return read(i, keep)
	}
	at := s.Pos()
	kind := s.Kind()
	if kind == Invalid {
		return s.Skip()
	}
	tag := s.decidingTag(c, kind, at)
	if s.retrying && !s.opens() && !s.mayMatch(c, kind, tag) {
		return s.FailAt(at, c.Keyword, "") && s.Skip()
	}
	only, n := 0, 0
	for i := range c.Variants {
		if c.Variants[i].mayMatch(kind, tag) {
			only = i
			n++
		}
	}
	if n == 1 {
		return read(only, keep)
	}
	return s.Skip() && s.choose(c, at, kind, tag, keep, read)
}

// routes are what tells the one variant that may match a value without a search: its
// kind or, of an object, its tag where that comes first, as it mostly does.
type routes struct {
	byKind [Object + 1]int // the index of that variant, or -1
	key    []byte          // the tag's name with quotes and colon; nil where no tag tells a variant
	tags   *names          // the tag's values that do, without their quotes
	byTag  []int           // the variants of these
}

func (c *Choice) routes() *routes {
	if known := c.known.Load(); known != nil {
		return known
	}
	return c.findRoutes()
}

// findRoutes asks mayMatch, so that the routes lead where it would.
func (c *Choice) findRoutes() *routes {
	known := new(routes)
	only := func(kind Kind, tag []byte) int {
		only := -1
		for i := range c.Variants {
			if !c.Variants[i].mayMatch(kind, tag) {
				continue
			}
			if only >= 0 {
				return -1
			}
			only = i
		}
		return only
	}
	tagged := !c.Hint && c.hasTag()
	for kind := range known.byKind {
		known.byKind[kind] = -1
		if Kind(kind) != Invalid && (Kind(kind) != Object || !tagged) {
			known.byKind[kind] = only(Kind(kind), nil)
		}
	}
	var texts [][]byte
	for _, v := range c.Variants {
		for _, tag := range v.Tags {
			i := only(Object, []byte(tag))
			if tagged && i >= 0 && isPlain(tag) {
				texts, known.byTag = append(texts, []byte(tag[1:len(tag)-1])), append(known.byTag, i)
			}
		}
	}
	if key := `"` + c.Tag + `"`; len(texts) > 0 && isPlain(key) {
		known.key, known.tags = []byte(key+":"), newEnumNames(texts)
	}
	c.known.Store(known)
	return known
}

// route returns the index of the one variant that may match the value that comes next,
// or -1 where that takes a search. The scanner does not move.
func (s *Scanner) route(c *Choice) int {
	known := c.routes()
	kind := s.Kind()
	if i := known.byKind[kind]; i >= 0 || kind != Object || known.key == nil {
		return i
	}
	at := afterSpace(s.data, s.pos+1)
	if !begins(s.data[at:], known.key) {
		return -1
	}
	at = afterSpace(s.data, at+len(known.key))
	if i := known.tags.read(s.data[at:]); i >= 0 {
		return known.byTag[i]
	}
	return -1
}

// ChooseAgain is [Scanner.Choose] for the value at an offset, which was read before.
// The scanner stays behind that value.
func (s *Scanner) ChooseAgain(c *Choice, at int, keep bool, read func(i int, keep bool) bool) bool {
	end := s.pos
	s.Seek(at)
	kind := s.Kind()
	tag := s.decidingTag(c, kind, at)
	s.Seek(end)
	ok := s.choose(c, at, kind, tag, keep, read)
	s.Seek(end)
	return ok
}

// ChooseChild decodes the value that comes next by that variant which its tag names and
// which it matches. Where there is none, chosen is false, and the scanner does not move.
func (s *Scanner) ChooseChild(c *Choice, keep bool, read func(i int, keep bool) bool) (ok, chosen bool) {
	at := s.Pos()
	tag := s.tagOf(c, s.Kind(), at)
	for i := range c.Variants {
		if tag == nil || !c.Variants[i].hasTag(tag) {
			continue
		}
		matched := s.Outcome(s.Retry(at), read(i, false)) == Matched
		if !matched && s.opens() {
			matched = s.Outcome(s.RetryOpen(at), read(i, false)) == Matched
		}
		s.Seek(at)
		if matched {
			return read(i, keep), true
		}
	}
	return true, false
}

// mayMatch reports whether a value may match some variant.
func (s *Scanner) mayMatch(c *Choice, kind Kind, tag []byte) bool {
	for i := range c.Variants {
		if c.Variants[i].mayMatch(kind, tag) {
			return true
		}
	}
	return false
}

// mayMatch reports whether a value of a kind, with the tag's value given as JSON or
// nil, may match.
func (v *Variant) mayMatch(kind Kind, tag []byte) bool {
	if !v.Kinds.Has(kind) {
		return false
	}
	if v.Tags == nil || kind != Object {
		return true
	}
	if tag == nil {
		return v.Untagged
	}
	return v.hasTag(tag)
}

func (v *Variant) hasTag(tag []byte) bool { return hasTag(v.Tags, tag) }

// hasTag reports whether a value is one of a list, both as JSON.
func hasTag(list []string, tag []byte) bool {
	for _, t := range list {
		if string(tag) == t {
			return true
		}
	}
	if kind := kinds[tag[0]]; kind != Number && (kind != String || bytes.IndexByte(tag, '\\') < 0) {
		return false
	}
	text := Canonical(tag) // it may be written otherwise: 1 as 1.0
	return slices.ContainsFunc(list, func(t string) bool { return bytes.Equal(text, Canonical([]byte(t))) })
}

// decidingTag is tagOf for a tag by which variants are left out.
func (s *Scanner) decidingTag(c *Choice, kind Kind, at int) []byte {
	if c.Hint {
		return nil
	}
	return s.tagOf(c, kind, at)
}

// tagOf returns the value of a choice's tag in the object at an offset, as JSON; nil
// where there is none. The scanner does not move.
func (s *Scanner) tagOf(c *Choice, kind Kind, at int) []byte {
	if kind != Object || c.Tag == "" && !c.hasTag() {
		return nil
	}
	was := s.look(at)
	var tag []byte
	for key, ok := s.Object(); ok; key, ok = s.Next() {
		if string(key) == c.Tag {
			start := s.Pos()
			if s.Skip() {
				tag = s.data[start:s.pos]
			}
			break
		}
		if !s.Skip() {
			break
		}
	}
	s.back(was)
	return tag
}

// hasTag reports a choice with a tag, whose name may be empty.
func (c *Choice) hasTag() bool {
	for i := range c.Variants {
		if c.Variants[i].Tags != nil || c.Variants[i].Picks != nil {
			return true
		}
	}
	return false
}

// place is where a scanner was before it looked at something.
type place struct {
	pos, at, keyAt, depth, failed int
	stopped, retrying             bool
}

// look goes to an offset to look at what is there, and nothing more: violations are not
// recorded.
func (s *Scanner) look(at int) place {
	was := place{s.pos, s.at, s.keyAt, s.depth, s.failed, s.stopped, s.retrying}
	s.Seek(at)
	s.retrying = true
	return was
}

// back goes back to where the scanner was before it looked.
func (s *Scanner) back(was place) {
	s.Seek(was.pos)
	s.at, s.keyAt, s.depth, s.failed = was.at, was.keyAt, was.depth, was.failed
	s.stopped, s.retrying = was.stopped, was.retrying
}

// choose checks the value at an offset by those variants that may match.
func (s *Scanner) choose(c *Choice, at int, kind Kind, tag []byte, keep bool, read func(i int, keep bool) bool) bool {
	end := s.pos
	first, second, tried := -1, -1, 0
	for i := range c.Variants {
		if !c.Variants[i].mayMatch(kind, tag) {
			continue
		}
		tried++
		if s.Outcome(s.Retry(at), read(i, false)) != Matched {
			continue
		}
		switch {
		case first < 0:
			first = i
		case second < 0:
			second = i
		}
		if c.Keyword == "anyOf" && keep {
			s.Seek(at)
			if !read(i, true) {
				return false
			}
		}
		if c.Keyword == "anyOf" && !keep || second >= 0 && c.Keyword == "oneOf" {
			break
		}
	}
	s.Seek(end)
	switch {
	case c.Keyword == "anyOf" && first >= 0:
		return true
	case second >= 0:
		return s.severalMatch(c, at, first, read)
	case first >= 0 && !keep:
		return true
	case first >= 0:
		s.Seek(at)
		return read(first, true)
	}
	return s.noneMatches(c, at, end, kind, tag, tried, keep, read)
}

// severalMatch records that a value matches more than one variant of a oneOf.
func (s *Scanner) severalMatch(c *Choice, at, first int, read func(i int, keep bool) bool) bool {
	if s.retrying {
		return s.FailAt(at, c.Keyword, "")
	}
	var names, matching []string
	for i := range c.Variants {
		names = append(names, c.Variants[i].Name)
		if i >= first && s.Outcome(s.Retry(at), read(i, false)) == Matched {
			matching = append(matching, c.Variants[i].Name)
		}
	}
	return s.FailAt(at, c.Keyword, "must match exactly one of "+listed(names, ", ")+"; it matches "+listed(matching, " and "))
}

// listed joins the first of several names.
func listed(names []string, by string) string {
	const most = 10
	if len(names) <= most {
		return strings.Join(names, by)
	}
	return strings.Join(names[:most], by) + by + "… (" + strconv.Itoa(len(names)) + " schemas)"
}

// noneMatches records that a value matches no variant, and what is wrong with it by
// the one that it comes closest to.
func (s *Scanner) noneMatches(c *Choice, at, end int, kind Kind, tag []byte, tried int, keep bool, read func(i int, keep bool) bool) bool {
	tagged := kind == Object && c.Tags != ""
	if tagged && tried == 0 {
		switch {
		case tag == nil:
			return s.add(finding{at: at, name: c.Tag, keyword: "required", message: "is required"})
		case !c.opens(s):
			return s.FailAt(s.offset(tag), c.By, c.Tags)
		case !keep:
			return true
		}
		s.Seek(at)
		return read(Unknown, true)
	}
	if s.retrying && !s.opens() {
		return s.FailAt(at, c.Keyword, "")
	}
	if c.Hint {
		tag = s.tagOf(c, kind, at)
	}
	closest := s.closest(c, at, kind, tag, read)
	if s.opens() {
		for j := -1; j < len(c.Variants); j++ {
			i := j
			if j < 0 {
				i = closest
			}
			if i < 0 || j == closest || !c.Variants[i].mayMatch(kind, tag) || s.Outcome(s.RetryOpen(at), read(i, false)) != Matched {
				continue
			}
			if !keep {
				s.Seek(end)
				return true
			}
			s.Seek(at)
			return read(i, true)
		}
	}
	s.Seek(end)
	if tagged && tag != nil && !c.knows(tag) {
		return s.FailAt(s.offset(tag), c.By, c.Tags)
	}
	if closest < 0 && c.Types != "" {
		return s.FailAt(at, "type", c.Types)
	}
	if closest < 0 || c.Whole || s.retrying {
		return s.FailAt(at, c.Keyword, c.Message)
	}
	if tried != 1 && !s.FailAt(at, c.Keyword, c.Message+"; "+c.Variants[closest].Name+" comes closest") {
		return false
	}
	s.Seek(at)
	ok := read(closest, false)
	s.Seek(end)
	return ok
}

// opens reports whether a tag that no variant has is accepted.
func (c *Choice) opens(s *Scanner) bool { return c.Open && s.opens() }

// knows reports whether a tag's value is one of a variant.
func (c *Choice) knows(tag []byte) bool {
	return slices.ContainsFunc(c.Variants, func(v Variant) bool { return v.hasTag(tag) || hasTag(v.Picks, tag) })
}

// offset is where a part of the text begins.
func (s *Scanner) offset(part []byte) int { return cap(s.data) - cap(part) }

// closeness says how well a value fits a variant that it does not match.
type closeness struct {
	tag     int // 1 where the tag's value is the variant's, -1 where it is another's
	members int // that the variant names
}

// compare is positive where a fits better than b.
func (a closeness) compare(b closeness) int {
	return cmp.Or(cmp.Compare(a.tag, b.tag), cmp.Compare(a.members, b.members))
}

// closest returns the index of the variant that a value comes closest to, which it
// does not match; -1 where none is for values of its kind. Of those that fit alike it
// is the one with the fewest violations.
func (s *Scanner) closest(c *Choice, at int, kind Kind, tag []byte, read func(i int, keep bool) bool) int {
	best := closeness{tag: -2}
	var alike []int
	for i := range c.Variants {
		v := &c.Variants[i]
		if !v.Kinds.Has(kind) {
			continue
		}
		var is closeness
		if kind == Object {
			is.members = s.known(v.Members, at)
			switch {
			case tag == nil || v.Tags == nil && v.Picks == nil:
			case v.hasTag(tag), hasTag(v.Picks, tag):
				is.tag = 1
			default:
				is.tag = -1
			}
		}
		switch better := is.compare(best); {
		case better > 0:
			best, alike = is, append(alike[:0], i)
		case better == 0:
			alike = append(alike, i)
		}
	}
	if len(alike) == 1 {
		return alike[0]
	}
	closest, fewest := -1, 0
	for _, i := range alike {
		if n := s.violations(at, i, read); closest < 0 || n < fewest {
			closest, fewest = i, n
		}
	}
	return closest
}

// known returns how many members of the object at an offset have one of those names.
// The scanner does not move.
func (s *Scanner) known(names []string, at int) (n int) {
	if len(names) == 0 {
		return 0
	}
	was := s.look(at)
	for key, ok := s.Object(); ok; key, ok = s.Next() {
		if slices.Contains(names, string(key)) {
			n++
		}
		if !s.Skip() {
			break
		}
	}
	s.back(was)
	return n
}

// violations returns how many violations the value at an offset has by a variant. The
// scanner does not move.
func (s *Scanner) violations(at, i int, read func(i int, keep bool) bool) int {
	a, was := s.Retry(at), s.counted
	s.counting, s.counted = true, 0
	s.Outcome(a, read(i, false))
	n := int(s.counted)
	s.counted = was // of a variant around it
	return n
}

// KeepRaw stores the value that comes next as it was sent, and reads past it.
func (s *Scanner) KeepRaw(v *[]byte) bool {
	start := s.Pos()
	if !s.Skip() {
		return false
	}
	*v = slices.Clone(s.data[start:s.pos])
	return true
}

// Union records what is wrong with how many variants of a union are set: of a oneOf,
// which is what exactly says, one must be, of an anyOf at least one. With unknown it
// holds bytes that no variant is for. It returns whether the variants can be checked.
func (p *Path) Union(keyword, message string, unknown bool, set ...bool) bool {
	n := 0
	for _, is := range set {
		if is {
			n++
		}
	}
	return p.holds(keyword, func() string { return message }, unknown, n)
}

// holds is [Path.Union] for n variants that are set.
func (p *Path) holds(keyword string, message func() string, unknown bool, n int) bool {
	switch {
	case unknown && n == 0:
		p.Fail(keyword, "must hold a variant that this package knows: "+message())
	case n == 0:
		p.Fail(keyword, message())
	case (n > 1 || unknown) && keyword == "oneOf", unknown:
		p.Fail(keyword, message()+", and no more than one: "+strconv.Itoa(n)+" are set")
	default:
		return true
	}
	return false
}

// Several reports whether more than one variant is set.
func Several(set ...bool) bool {
	n := 0
	for _, is := range set {
		if is {
			n++
		}
	}
	return n > 1
}

// Visit reports whether a variant of an anyOf is to be checked: not one that was checked
// before. Where several are set, what they have in common may be one Go value, which would
// be checked once more for each at every level.
func (p *Path) Visit(variant any, several bool) bool {
	if !several {
		return true
	}
	if p.visited[variant] {
		return false
	}
	if p.visited == nil {
		p.visited = map[any]bool{}
	}
	p.visited[variant] = true
	return true
}

// AtMostOne records a violation where more than one is set of what builds on an object,
// and returns whether that is not so.
func (p *Path) AtMostOne(set ...bool) bool {
	n := 0
	for _, is := range set {
		if is {
			n++
		}
	}
	if n > 1 {
		p.Fail("discriminator", "must hold one schema that builds on it, or none: "+strconv.Itoa(n)+" are set")
	}
	return n <= 1
}
