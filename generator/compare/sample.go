// Values made from schemas: those at the edge of what two schemas accept, and plain
// ones around them.

package compare

import (
	"bytes"
	"encoding/json"
	"math/big"
	"regexp/syntax"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/ecma"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// sampler makes values that conjunctions of its side may accept. What the other
// side says of them is a hint at where the edges are.
type sampler struct {
	own, other *side
	direction  ir.Direction
	steps      int
	valid      map[[2]*conj][]ir.Value
	busy       map[[2]*conj]bool
	pairs      bool // values of two variants are looked for
}

func newSampler(own, other *side, direction ir.Direction) *sampler {
	return &sampler{own: own, other: other, direction: direction, valid: map[[2]*conj][]ir.Value{}, busy: map[[2]*conj]bool{}}
}

// The bounds of samples.
const (
	maxDepth   = 5   // of values within one another
	maxValues  = 12  // that are accepted, kept of one part
	maxItems   = 40  // of an array
	maxLetters = 600 // of a text
	maxMembers = 40  // of an object
	maxPaired  = 8   // variants of a union, each two of which are tried together
)

// yield is called with each value; false ends the search.
type yield func(ir.Value) bool

// candidates calls yield with values that c may accept, the plainest first.
func (g *sampler) candidates(c, hint *conj, depth int, yield yield) bool {
	for _, t := range []ir.Types{ir.String, number, ir.Object, ir.Array, ir.Boolean, ir.Null} {
		own, other := g.own.form(c, t), g.other.form(hint, t)
		if own.never {
			continue
		}
		if !g.ofForm(own, other, hint, depth, yield) {
			return false
		}
	}
	return true
}

func (g *sampler) ofForm(own, other *form, hint *conj, depth int, yield yield) bool {
	for _, list := range []*form{own, other} {
		for _, a := range list.atoms {
			for _, v := range listedBy(a) {
				if keyword.TypesOf(v.json)&own.typ != 0 && !yield(v.json) {
					return false
				}
			}
		}
	}
	var more func(*form, *form, int, func(ir.Value) bool) bool
	switch own.typ {
	case ir.Null:
		return yield(ir.Value("null"))
	case ir.Boolean:
		return yield(ir.Value("true")) && yield(ir.Value("false"))
	case ir.String:
		more = g.texts
	case number:
		more = g.numbers
	case ir.Array:
		more = g.arrays
	case ir.Object:
		more = g.objects
	}
	if !more(own, other, depth, yield) {
		return false
	}
	if depth > maxDepth {
		return true
	}
	for _, group := range own.groups {
		for _, v := range group.variants {
			if !g.candidates(g.own.with(own, group, v), hint, depth+1, yield) {
				return false
			}
		}
	}
	if g.pairs && !g.paired(own, other, hint, depth, yield) {
		return false
	}
	for _, group := range other.groups {
		for _, v := range group.variants {
			if !g.ofForm(own, g.other.form(g.other.conj(v), own.typ), hint, maxDepth+1, yield) {
				return false
			}
		}
	}
	for _, list := range []*form{own, other} { // what is refused, or may be
		s := g.own
		if list == other {
			s = g.other
		}
		for _, a := range list.atoms {
			for _, part := range []*ir.Schema{a.schema.Not, a.schema.If, a.schema.Then, a.schema.Else} {
				if part == nil {
					continue
				}
				inner := &sampler{own: s, other: s, direction: g.direction, steps: g.steps, valid: map[[2]*conj][]ir.Value{}, busy: map[[2]*conj]bool{}}
				of := s.conj(part)
				if !inner.ofForm(s.form(of, own.typ), s.form(of, own.typ), of, depth+1, yield) {
					return false
				}
			}
		}
	}
	return true
}

// paired calls yield with values that two variants of a union may accept. Pairs are not
// paired again: there may be as many as there are sets of variants.
func (g *sampler) paired(own, other *form, hint *conj, depth int, yield yield) bool {
	g.pairs = false
	defer func() { g.pairs = true }()
	each := func(group *group, try func(v, w *ir.Schema) bool) bool {
		for i, v := range group.variants[:min(len(group.variants), maxPaired)] {
			for _, w := range group.variants[:i] {
				if !try(v, w) {
					return false
				}
			}
		}
		return true
	}
	for _, group := range own.groups {
		if !each(group, func(v, w *ir.Schema) bool {
			both := g.own.with(g.own.form(g.own.with(own, group, v), own.typ), nil, w)
			return g.candidates(both, hint, depth+1, yield)
		}) {
			return false
		}
	}
	for _, group := range other.groups {
		if !each(group, func(v, w *ir.Schema) bool {
			return g.ofForm(own, g.other.form(g.other.conj(v, w), own.typ), hint, maxDepth+1, yield)
		}) {
			return false
		}
	}
	return true
}

// some are values that c accepts, by the hints of the other side.
func (g *sampler) some(c, hint *conj, depth int) []ir.Value {
	key := [2]*conj{c, hint}
	if v, ok := g.valid[key]; ok {
		return v
	}
	if g.busy[key] || depth > maxDepth {
		return nil
	}
	g.busy[key] = true
	var out []ir.Value
	seen := map[string]bool{}
	g.candidates(c, hint, depth, func(v ir.Value) bool {
		g.steps++
		if !seen[string(v)] && g.own.accepts(c, v, g.direction) {
			seen[string(v)] = true
			out = append(out, v)
		}
		return len(out) < maxValues && g.steps < maxSteps
	})
	delete(g.busy, key)
	if len(out) > 0 {
		g.valid[key] = out
	}
	return out
}

// counts are the numbers at and beside bounds, and the least ones.
func counts(most int, bounds ...*uint64) (out []int) {
	add := func(n int) {
		if n >= 0 && n <= most && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	for _, b := range bounds {
		if b != nil && *b < 1<<20 {
			for _, n := range []int{int(*b), int(*b) - 1, int(*b) + 1} {
				add(n)
			}
		}
	}
	add(1)
	add(0)
	add(2)
	return out
}

// bounds collects bounds of forms.
func boundsOf(own, other *form, of ...func(*ir.Schema) *uint64) (out []*uint64) {
	for _, f := range []*form{own, other} {
		for _, a := range f.atoms {
			for _, get := range of {
				out = append(out, get(a.schema))
			}
		}
	}
	return out
}

func (g *sampler) texts(own, other *form, _ int, yield func(ir.Value) bool) bool {
	seen := map[string]bool{}
	give := func(text string) bool {
		if seen[text] {
			return true
		}
		seen[text] = true
		return yield(quoted(text))
	}
	for _, f := range []*form{own, other} {
		for _, a := range f.atoms {
			if a.schema.Pattern != nil {
				for _, text := range examples(*a.schema.Pattern) {
					if !give(text) {
						return false
					}
				}
			}
			for _, text := range formatTexts[a.schema.Format] {
				if !give(text) {
					return false
				}
			}
		}
	}
	lengths := counts(maxLetters, boundsOf(own, other, func(s *ir.Schema) *uint64 { return s.MinLength }, func(s *ir.Schema) *uint64 { return s.MaxLength })...)
	for _, letter := range []string{"a", "0", "A", "é", "-", " "} {
		for _, n := range lengths {
			if !give(strings.Repeat(letter, n)) {
				return false
			}
		}
	}
	for _, text := range []string{"2020-01-02", "text", "a b", "a@b", "/", "1"} {
		if !give(text) {
			return false
		}
	}
	return true
}

func quoted(text string) ir.Value {
	out, err := keyword.Marshal(text)
	if err != nil {
		return ir.Value(`""`)
	}
	return out
}

func (g *sampler) numbers(own, other *form, _ int, yield func(ir.Value) bool) bool {
	var all []*big.Rat
	add := func(n *big.Rat) {
		if !slices.ContainsFunc(all, func(m *big.Rat) bool { return m.Cmp(n) == 0 }) {
			all = append(all, n)
		}
	}
	var edges, multiples []*big.Rat
	for _, f := range []*form{own, other} {
		for _, a := range f.atoms {
			s, format := a.schema, keyword.FormatOf(a.schema.Format)
			for _, text := range []ir.Number{s.Minimum, s.Maximum, s.ExclusiveMinimum, s.ExclusiveMaximum, format.Low, format.High} {
				if n, ok := new(big.Rat).SetString(string(text)); ok && text != "" {
					edges = append(edges, n)
				}
			}
			if n, ok := new(big.Rat).SetString(string(s.MultipleOf)); ok && s.MultipleOf != "" {
				multiples = append(multiples, n)
			}
			if s.Format == "float" || s.Format == "double" {
				edges = append(edges, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(39), nil)))
			}
		}
	}
	edges = append(edges, new(big.Rat))
	for _, e := range edges {
		for _, by := range []*big.Rat{new(big.Rat), big.NewRat(1, 1), big.NewRat(-1, 1), big.NewRat(1, 2), big.NewRat(-1, 2)} {
			add(new(big.Rat).Add(e, by))
		}
		for _, m := range multiples { // the nearest multiples above and below
			times := new(big.Rat).Quo(e, m)
			floor := new(big.Rat).SetInt(new(big.Int).Div(times.Num(), times.Denom()))
			for _, by := range []int64{0, 1, -1, 2} {
				add(new(big.Rat).Mul(new(big.Rat).Add(floor, big.NewRat(by, 1)), m))
			}
		}
	}
	for _, m := range multiples {
		for _, n := range multiples {
			add(new(big.Rat).Mul(m, n))
		}
	}
	for _, n := range all {
		if !yield(decimal(n)) {
			return false
		}
	}
	return true
}

// decimal writes a number without loss, or as near as a dozen digits tell.
func decimal(n *big.Rat) ir.Value {
	if n.IsInt() {
		return ir.Value(n.Num().String())
	}
	return ir.Value(strings.TrimRight(n.FloatString(12), "0"))
}

func (g *sampler) arrays(own, other *form, depth int, yield func(ir.Value) bool) bool {
	item := func(i int) []ir.Value {
		return g.some(g.own.item(own, i), g.other.item(other, i), depth+1)
	}
	places := 0
	var contained []ir.Value
	for _, f := range []*form{own, other} {
		s := g.own
		if f == other {
			s = g.other
		}
		for _, a := range f.atoms {
			places = max(places, len(a.schema.PrefixItems))
			if a.schema.Contains != nil && f == own {
				contained = append(contained, g.some(s.conj(a.schema.Contains), s.conj(a.schema.Contains), depth+1)...)
			} else if a.schema.Contains != nil {
				inner := newSampler(g.other, g.own, g.direction)
				contained = append(contained, inner.some(s.conj(a.schema.Contains), s.conj(a.schema.Contains), depth+1)...)
			}
		}
	}
	rest := append(slices.Clone(contained), item(places)...)
	sizes := counts(maxItems, boundsOf(own, other, func(s *ir.Schema) *uint64 { return s.MinItems }, func(s *ir.Schema) *uint64 { return s.MaxItems },
		func(s *ir.Schema) *uint64 { return s.MinContains }, func(s *ir.Schema) *uint64 { return s.MaxContains })...)
	for i := range places {
		sizes = append(sizes, i+1)
	}
	build := func(n int, pick func(i int) (ir.Value, bool)) bool {
		var b bytes.Buffer
		b.WriteByte('[')
		for i := range n {
			v, ok := pick(i)
			if !ok {
				return true
			}
			if i > 0 {
				b.WriteByte(',')
			}
			b.Write(v)
		}
		b.WriteByte(']')
		return yield(ir.Value(b.Bytes()))
	}
	at := func(i, k int) (ir.Value, bool) {
		list := rest
		if i < places {
			list = item(i)
		}
		if len(list) == 0 {
			return nil, false
		}
		return list[k%len(list)], true
	}
	for _, n := range sizes {
		if !build(n, func(i int) (ir.Value, bool) { return at(i, 0) }) || !build(n, func(i int) (ir.Value, bool) { return at(i, i) }) {
			return false
		}
	}
	for _, n := range sizes {
		for place := range min(n, places+1) {
			for k := range maxValues {
				if !build(n, func(i int) (ir.Value, bool) {
					if i == place {
						return at(i, k)
					}
					return at(i, 0)
				}) {
					return false
				}
			}
		}
	}
	return true
}

// aMember is a member of an object.
type aMember struct {
	name  string
	value ir.Value
}

// membersOf are the members of an object, in its order.
func membersOf(object ir.Value) (out []aMember) {
	d := json.NewDecoder(bytes.NewReader(object))
	if _, err := d.Token(); err != nil {
		return nil
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return out
		}
		var v ir.Value
		if err := d.Decode(&v); err != nil {
			return out
		}
		out = append(out, aMember{key.(string), v})
	}
	return out
}

func objectOf(members []aMember) ir.Value {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range members {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(quoted(m.name))
		b.WriteByte(':')
		b.Write(m.value)
	}
	b.WriteByte('}')
	return b.Bytes()
}

// with sets a member.
func with(members []aMember, name string, v ir.Value) []aMember {
	out := slices.DeleteFunc(slices.Clone(members), func(m aMember) bool { return m.name == name })
	return append(out, aMember{name, v})
}

// base are the members that own requires, and whether each has a value.
func (g *sampler) base(own, other *form, depth int) (out []aMember, ok bool) {
	has := func(name string) bool {
		return slices.ContainsFunc(out, func(m aMember) bool { return m.name == name })
	}
	add := func(name string) bool {
		values := g.some(g.own.member(own, name), g.other.member(other, name), depth+1)
		if len(values) > 0 {
			out = append(out, aMember{name, values[0]})
		}
		return len(values) > 0
	}
	for _, name := range memberNames(g.direction, own) {
		if requires(own, name, g.direction) && !add(name) {
			return nil, false
		}
	}
	for more := true; more; { // what these require
		more = false
		for _, a := range own.atoms {
			for _, d := range a.schema.DependentRequired {
				for _, name := range d.Required {
					if has(d.Name) && !has(name) {
						if !add(name) {
							return nil, false
						}
						more = true
					}
				}
			}
		}
	}
	return out, true
}

func (g *sampler) objects(own, other *form, depth int, yield func(ir.Value) bool) bool {
	base, ok := g.base(own, other, depth)
	if !ok {
		return true
	}
	if !yield(objectOf(base)) {
		return false
	}
	names := memberNames(g.direction, own, other)
	full := base
	extras := append(g.extraNames(own, other, depth), "extra")
	// Each member with each of its values, then members that are not described.
	for _, name := range names {
		for i, v := range g.some(g.own.member(own, name), g.other.member(other, name), depth+1) {
			if i == 0 && len(full) < maxMembers {
				full = with(full, name, v)
			}
			if !yield(objectOf(with(base, name, v))) {
				return false
			}
		}
	}
	for _, name := range extras {
		for _, v := range g.some(g.own.member(own, name), g.other.member(other, name), depth+1) {
			if !yield(objectOf(with(base, name, v))) || !yield(objectOf(with(full, name, v))) {
				return false
			}
		}
	}
	if !yield(objectOf(full)) {
		return false
	}
	for i, m := range full { // all but one
		if !requires(own, m.name, g.direction) && !yield(objectOf(slices.Delete(slices.Clone(full), i, i+1))) {
			return false
		}
	}
	if depth < 2 {
		for _, m := range full { // each two
			for _, o := range full {
				if m.name < o.name && !yield(objectOf(with(with(base, m.name, m.value), o.name, o.value))) {
					return false
				}
			}
		}
	}
	for _, n := range counts(maxMembers, boundsOf(own, other, func(s *ir.Schema) *uint64 { return s.MinProperties }, func(s *ir.Schema) *uint64 { return s.MaxProperties })...) {
		members := base
		for _, m := range full {
			if len(members) < n {
				members = with(members, m.name, m.value)
			}
		}
		for i := 0; len(members) < n && i < maxMembers; i++ {
			name := "extra" + string(rune('a'+i%26))
			values := g.some(g.own.member(own, name), g.other.member(other, name), depth+1)
			if len(values) == 0 {
				break
			}
			members = with(members, name, values[0])
		}
		if !yield(objectOf(members)) {
			return false
		}
	}
	return true
}

// extraNames are names that patterns, propertyNames and what depends on a member
// speak of.
func (g *sampler) extraNames(own, other *form, depth int) (out []string) {
	add := func(name string) {
		if !slices.Contains(out, name) && len(out) < maxMembers {
			out = append(out, name)
		}
	}
	for _, f := range []*form{own, other} {
		s := g.own
		if f == other {
			s = g.other
		}
		for _, a := range f.atoms {
			for _, p := range a.schema.PatternProperties {
				for _, name := range examples(p.Wire) {
					add(name)
				}
			}
			for _, d := range a.schema.DependentRequired {
				add(d.Name)
			}
			for _, d := range a.schema.DependentSchemas {
				add(d.Wire)
			}
			if a.schema.PropertyNames != nil && depth <= maxDepth {
				of := s.form(s.conj(a.schema.PropertyNames), ir.String)
				g.texts(of, of, 0, func(v ir.Value) bool {
					var name string
					_ = json.Unmarshal(v, &name) // it is a text
					add(name)
					return len(out) < maxMembers
				})
			}
		}
	}
	return out
}

// around calls yield with values of c that hold v as the part that via says.
func (g *sampler) around(c, hint *conj, via step, v ir.Value, yield func(ir.Value) bool) bool {
	switch via.kind {
	case asMember, asExtra:
		name := via.name
		if via.kind == asExtra {
			name = "extra"
		}
		return g.ofForm(g.own.form(c, ir.Object), g.other.form(hint, ir.Object), hint, 1, func(whole ir.Value) bool {
			if keyword.TypesOf(whole) != ir.Object {
				return true
			}
			return yield(objectOf(with(membersOf(whole), name, v)))
		})
	case asItem:
		own, other := g.own.form(c, ir.Array), g.other.form(hint, ir.Array)
		if via.n == 0 && !yield(ir.Value("["+string(v)+"]")) {
			return false
		}
		return g.arrays(own, other, 1, func(whole ir.Value) bool {
			var items []ir.Value
			if json.Unmarshal(whole, &items) != nil || len(items) <= via.n {
				return true
			}
			items[via.n] = v
			out, err := keyword.Marshal(items)
			return err != nil || yield(out)
		})
	}
	return yield(v)
}

// formatTexts has texts of each format, and some that are nearly so.
var formatTexts = map[string][]string{
	"date": {"2020-01-02"}, "date-time": {"2020-01-02T03:04:05Z"}, "time": {"03:04:05Z"}, "duration": {"P1D"},
	"email": {"a@example.com"}, "idn-email": {"é@example.com", "a@example.com"}, "hostname": {"example.com"}, "idn-hostname": {"é.example", "example.com"},
	"ipv4": {"192.0.2.1"}, "ipv6": {"2001:db8::1"}, "uri": {"https://example.com/"}, "uri-reference": {"/a", "https://example.com/"},
	"iri": {"https://example.com/é", "https://example.com/"}, "iri-reference": {"/é", "/a"}, "uri-template": {"/{a}"},
	"uuid": {"123e4567-e89b-12d3-a456-426614174000"}, "byte": {"YQ==", "YWFh"}, "base64url": {"YQ"}, "json-pointer": {"/a"}, "relative-json-pointer": {"0/a"},
	"regex": {"^a$"}, "char": {"a"}, "date-time-local": {"2020-01-02T03:04:05"}, "time-local": {"03:04:05"}, "http-date": {"Thu, 02 Jan 2020 03:04:05 GMT"},
	"media-range": {"text/*"}, "language": {"de"}, "ipv4-cidr": {"192.0.2.0/24"}, "ipv6-cidr": {"2001:db8::/32"}, "decimal": {"1.5"},
	"sf-string": {`"a"`}, "sf-token": {"a"}, "sf-binary": {":YQ==:"}, "sf-boolean": {"?1"},
}

// example is a text that a pattern matches, or "x".
func example(pattern string) string {
	if all := examples(pattern); len(all) > 0 {
		return all[0]
	}
	return "x"
}

// examples are texts that a pattern matches, of some lengths.
func examples(pattern string) (out []string) {
	p, err := ecma.Compile(pattern)
	if err != nil {
		return nil
	}
	for _, terms := range p.Cases {
		for _, t := range terms {
			re, err := syntax.Parse(t.Expr, syntax.Perl)
			if t.Not || err != nil {
				continue
			}
			for _, more := range []int{0, 1, 2, 7, 20} {
				for _, last := range []bool{false, true} {
					text := matched(re, more, last)
					if len(text) < maxLetters && p.Match(text) && !slices.Contains(out, text) {
						out = append(out, text)
					}
				}
			}
		}
	}
	return out
}

// matched is a text that an expression matches: what may repeat is there more times
// than it must be; of alternatives the first is taken, or the last.
func matched(re *syntax.Regexp, more int, last bool) string {
	var b strings.Builder
	each := func(sub *syntax.Regexp, times int) {
		for range min(times, maxLetters) {
			b.WriteString(matched(sub, more, last))
		}
	}
	switch re.Op {
	case syntax.OpLiteral:
		return string(re.Rune)
	case syntax.OpCharClass:
		return string(ofClass(re.Rune, last))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return "a"
	case syntax.OpCapture, syntax.OpConcat:
		for _, sub := range re.Sub {
			each(sub, 1)
		}
	case syntax.OpStar, syntax.OpQuest:
		if re.Op == syntax.OpQuest {
			each(re.Sub[0], min(more, 1))
		} else {
			each(re.Sub[0], more)
		}
	case syntax.OpPlus:
		each(re.Sub[0], 1+more)
	case syntax.OpRepeat:
		n := re.Min + more
		if re.Max >= 0 {
			n = min(n, re.Max)
		}
		each(re.Sub[0], n)
	case syntax.OpAlternate:
		if last {
			each(re.Sub[len(re.Sub)-1], 1)
		} else {
			each(re.Sub[0], 1)
		}
	}
	return b.String()
}

// ofClass is a character of a class, one that reads well where there is one.
func ofClass(ranges []rune, last bool) rune {
	in := func(r rune) bool {
		for i := 0; i+1 < len(ranges); i += 2 {
			if ranges[i] <= r && r <= ranges[i+1] {
				return true
			}
		}
		return false
	}
	good := "aA0"
	if last {
		good = "0zZ_-."
	}
	for _, r := range good {
		if in(r) {
			return r
		}
	}
	if len(ranges) == 0 {
		return 'a'
	}
	return ranges[0]
}
