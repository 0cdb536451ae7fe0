package lower

import (
	"cmp"
	"go/token"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// This file names fields and constants, which belong to one schema each, and
// parameters, which belong to one operation.

// nameMembers names all of them.
func (l *lowerer) nameMembers() {
	for _, e := range l.order {
		if e.emitted {
			l.nameFields(e)
		}
	}
	for _, op := range l.ops {
		l.nameParameters(op.Parameters)
		nameParams(op.Params, op.Parameters)
		for _, r := range op.Responses {
			l.nameParameters(r.Headers)
			nameParams(r.Head, r.Headers)
		}
	}
	taken := make(map[string]bool, len(l.claims.owner))
	for _, s := range l.api.Schemas {
		for _, name := range l.ofSchema(s.Name) {
			taken[name] = true
			l.constantOf[name] = noEnum
		}
	}
	for _, op := range l.ops {
		for _, name := range l.ofOperation(op.Name) {
			taken[name] = true
			l.constantOf[name] = noEnum
		}
	}
	for _, s := range l.api.Schemas {
		if isEnum(s) {
			for _, name := range l.publishedConstants(s) {
				taken[name] = true
			}
		}
	}
	delete(taken, "")
	for _, s := range l.api.Schemas {
		if isEnum(s) {
			l.nameConstants(s, taken)
		}
	}
}

// nameConstants names the values of an enum: type name and value.
func (l *lowerer) nameConstants(s *ir.Schema, taken map[string]bool) {
	enum := make([]*ir.EnumValue, len(s.Shape.Enum))
	for i, v := range s.Shape.Enum {
		own := *v // by allOf several enums share a value; each has a constant for it
		enum[i] = &own
	}
	for _, v := range enum {
		if v.Title != "" && !l.isWord(v.Title) {
			l.diags.Warnf(v.Pos, "enum-names", "the name %q for this value has no letters or digits for a Go name", v.Title)
		}
	}
	words := l.constantWords(s)
	had := l.publishedConstants(s)
	for _, name := range had {
		if l.constantOf[name] == s {
			delete(taken, name)
		}
	}
	isTaken := func(name string) bool { return taken[name] }
	first := make([]string, len(words))
	for i, word := range words {
		first[i] = s.Name + word
	}
	chosen := first
	if !isFree(had, first, isTaken) {
		candidates := l.constantCandidates(s, words)
		exact := func(i int) bool { return first[i] == s.Name+enum[i].Wire }
		chosen = keepDistinct(had, candidates, exact, isTaken)
	}
	for i, name := range chosen {
		enum[i].Name = name
		taken[name] = true
		if asked := first[i]; l.isWord(enum[i].Title) && name == had[i] && name != asked {
			l.diags.Warnf(enum[i].Pos, "enum-names", "the name %s for this value is not followed: it is published as %s, and that stands", asked, name)
		}
	}
	s.Shape.Enum = enum
}

// constantWords are those of the values of an enum that their names are made of.
func (l *lowerer) constantWords(s *ir.Schema) []string {
	words := make([]string, len(s.Shape.Enum))
	for i, v := range s.Shape.Enum {
		words[i] = l.valueWord(v)
		if l.isWord(v.Title) {
			words[i] = l.ids.value(v.Title) // x-enum-varnames
		}
	}
	return words
}

// constantCandidates lists the names that each value of an enum would take.
func (l *lowerer) constantCandidates(s *ir.Schema, words []string) [][]string {
	candidates := make([][]string, len(words))
	rivals := rivalsOf(words)
	for i, v := range s.Shape.Enum {
		spelled := s.Name + l.ids.spelledValue(v.Wire)
		candidates[i] = memberCandidates(v.Wire, s.Name+words[i], spelled, s.Name+"Value"+words[i], rivals[words[i]])
	}
	return candidates
}

// valueWord is the word of a value that the document gives no name.
func (l *lowerer) valueWord(v *ir.EnumValue) string {
	word := l.ids.value(v.Wire)
	if strings.HasPrefix(v.Wire, "-") && len(v.Wire) > 1 || word == "" {
		return l.ids.spelledValue(v.Wire) // "-1" and "1" are different
	}
	return word
}

// isWord reports whether a text has something for a Go name.
func (l *lowerer) isWord(text string) bool {
	word := l.ids.value(text)
	return word != "" && token.IsIdentifier("X"+word)
}

// memberCandidates lists the names that a member would take: its word, that with
// punctuation, that of its kind, and what tells case apart, which comes first where
// there are rivals: members with the same word.
func memberCandidates(wire, word, spelled, kind string, rivals bool) []string {
	cased := spelled + letterCase(wire)
	if rivals {
		return []string{word, spelled, cased, kind, spelled + capitals(wire)}
	}
	return []string{word, spelled, kind, cased, spelled + capitals(wire)}
}

// rivalsOf are the words that several members have.
func rivalsOf(words []string) map[string]bool {
	out := make(map[string]bool, len(words))
	for _, word := range words {
		_, again := out[word]
		out[word] = again
	}
	return out
}

// publishedConstants returns the names that the values of an enum were published
// under, "" for new ones, and notes in constantOf that they are this enum's.
func (l *lowerer) publishedConstants(s *ir.Schema) []string {
	first := make([]string, len(s.Shape.Enum))
	for i, v := range s.Shape.Enum {
		first[i] = s.Name + l.valueWord(v)
	}
	had := l.had(s.Name, first, func(i int) string { return s.Shape.Enum[i].Wire })
	for _, name := range had {
		if name != "" && l.constantOf[name] == nil {
			l.constantOf[name] = s
		}
	}
	return had
}

// noEnum stands in constantOf for what no enum can have: names of types and of
// what comes with them.
var noEnum = &ir.Schema{}

func isEnum(s *ir.Schema) bool {
	return s.Shape.Kind == ir.KindEnum && s.Shape.Same == nil && s.Shape.Go == nil
}

// nameFields names the fields of a struct, which must differ from its methods too.
func (l *lowerer) nameFields(e *entry) {
	l.diags.Enter(e.at.Position())
	shape := e.schema.Shape
	if len(shape.Fields)+len(shape.Variants) == 0 || shape.Same != nil || shape.Go != nil {
		return
	}
	others := l.opts.Reserved.OnTypeOf(e.schema)
	words := make([]string, len(shape.Fields), len(shape.Fields)+len(shape.Variants))
	first := make([]string, len(shape.Fields), len(shape.Fields)+len(shape.Variants))
	asked := make([]askedName, len(shape.Fields))
	for i, f := range shape.Fields {
		l.diags.Enter(f.Pos)
		first[i], asked[i] = cmp.Or(l.ids.exported(f.Wire), l.ids.spelled(f.Wire)), l.fieldName(e, f)
		words[i] = cmp.Or(asked[i].name, first[i])
	}
	fields := len(shape.Fields)
	for _, v := range shape.Variants {
		word := variantWord(v)
		first, words = append(first, word), append(words, word)
	}
	wire := func(i int) string {
		if i < fields {
			return shape.Fields[i].Wire
		}
		return variantKey(shape.Variants[i-fields])
	}
	had := l.had(e.schema.Name, first, wire)
	for i, a := range asked {
		switch {
		case a.name == "" || had[i] == "" || had[i] == a.name:
		case a.by.Node == nil: // the user's word counts before what was published
			had[i] = a.name
		default:
			why := "the field is published as " + had[i] + ", and that stands"
			if of := l.asks[a.by.ID()]; of != nil {
				of.followed, of.why = false, why
			} else {
				l.notFollowed(a.by, why)
			}
		}
	}
	give := func(chosen []string) {
		for i, name := range chosen {
			if i >= fields {
				shape.Variants[i-fields].Name = name
				continue
			}
			f := *shape.Fields[i] // by reference, several shapes share a field
			f.Name = name
			shape.Fields[i] = &f
		}
	}
	if taken := append(others[:len(others):len(others)], l.methodsOf(words)...); isFree(had, words, func(name string) bool { return slices.Contains(taken, name) }) {
		give(words)
		return
	}
	candidates := make([][]string, fields, len(words))
	rivals := rivalsOf(words[:fields])
	for i, f := range shape.Fields {
		candidates[i] = memberCandidates(f.Wire, words[i], l.ids.spelled(f.Wire), words[i]+"Field", rivals[words[i]])
	}
	for i, v := range shape.Variants {
		word := words[fields+i]
		candidates = append(candidates, []string{word, word + "Variant", word + l.ids.exported(v.By)})
	}
	exact := func(i int) bool { return i < fields && candidates[i][0] == wire(i) }
	names := func(with []string) []string { // that differ from others, and from the methods of fields with those names
		all := append(others[:len(others):len(others)], l.methodsOf(with)...)
		return keepDistinct(had, candidates, exact, func(name string) bool { return slices.Contains(all, name) })
	}
	var every []string
	for _, row := range candidates {
		every = append(every, row...)
	}
	chosen := names(words)
	if methods := l.methodsOf(chosen); slices.ContainsFunc(chosen, func(name string) bool { return slices.Contains(methods, name) }) {
		chosen = names(every)
	}
	give(chosen)
}

// isFree reports whether each row can have its first candidate, as most can: no other wants
// it, it is not taken, and the row had no other name.
func isFree(had, first []string, taken func(name string) bool) bool {
	given := make(map[string]bool, len(first))
	for i, name := range first {
		if name == "" || given[name] || had[i] != "" && had[i] != name || taken(name) {
			return false
		}
		given[name] = true
	}
	return true
}

// methodsOf lists the methods that come with fields of those names.
func (l *lowerer) methodsOf(fields []string) (out []string) {
	for _, name := range fields {
		out = append(out, l.opts.Reserved.Of(goapi.ForField, name)...)
	}
	return out
}

// variantWord is the field that a variant would choose first: the name of its type.
func variantWord(v *ir.Variant) string { return cmp.Or(v.Schema.Name, goKind(v.Schema)) }

// variantKey is what a variant is called in the lock. No property is called so in
// earnest.
func variantKey(v *ir.Variant) string { return v.By + "/" + variantWord(v) }

// nameParameters names the parameters of an operation, or the headers of a
// response. Two that differ in nothing else are told apart by where they are.
func (l *lowerer) nameParameters(parameters []*ir.Parameter) {
	candidates := make([][]string, len(parameters))
	for i, p := range parameters {
		spelled := l.ids.spelled(p.Wire)
		word := cmp.Or(l.ids.exported(p.Wire), spelled)
		in := l.ids.exported(p.In)
		candidates[i] = []string{word, word + in, spelled, spelled + in, spelled + letterCase(p.Wire) + in, spelled + capitals(p.Wire) + in}
	}
	exact := func(i int) bool { return candidates[i][0] == parameters[i].Wire }
	none := func(string) bool { return false }
	for i, name := range distinct(candidates, exact, none) {
		parameters[i].Name = name
	}
}

// askedName is a name that is asked for, or "".
type askedName struct {
	name string
	by   source.Cursor // the extension; no node where the configuration asks
}

// fieldName is the name that the configuration or x-go-name asks for.
func (l *lowerer) fieldName(e *entry, f *ir.Field) askedName {
	if len(l.opts.Names) > 0 {
		if at := l.declared(e, f); at.Node != nil && (e.schema.IsParams() || !l.bySchema[f.Schema].emitted) {
			place := l.pointer(at)
			if x, ok := l.opts.Names[place]; ok {
				l.used[place] = true
				return askedName{name: x.Name}
			}
		}
	}
	for _, p := range e.role.params[f.Wire] {
		by := p.at.Key("x-go-name")
		if name := by.Node.Str(); token.IsIdentifier(name) && token.IsExported(name) {
			return askedName{name, by}
		}
	}
	if len(l.asks) == 0 {
		return askedName{}
	}
	own := l.bySchema[f.Schema]
	for _, c := range l.placesOf(e, f) {
		if own.target && c.Is(own.at) { // what it says there is the name of the schema
			continue
		}
		if name := l.nameAsked(c, "x-go-name"); name != "" {
			return askedName{name, c.Key("x-go-name")}
		}
	}
	return askedName{}
}

// nameAsked is the Go name that an extension at c asks for: "" where it is none, of which
// is warned.
func (l *lowerer) nameAsked(c source.Cursor, key string) string {
	a := l.asksFor(c, key)
	if a == nil {
		return ""
	}
	name := a.at.Node.Str()
	if a.followed = token.IsIdentifier(name) && token.IsExported(name); !a.followed {
		a.why = "expected a Go identifier that begins with a capital letter"
		return ""
	}
	return name
}

// declared is the property of e that its field is of.
func (l *lowerer) declared(e *entry, f *ir.Field) source.Cursor {
	for _, p := range e.role.params[f.Wire] {
		return p.at
	}
	for _, at := range l.propertiesOf(e)[f.Wire] {
		if at.Position() == f.Pos {
			return at
		}
	}
	return source.Cursor{}
}

// member is a field or a constant, by its schema and how the document writes it.
type member struct{ schema, wire string }

// had returns the names that members of a schema were published under, "" for
// those that are new. first are the names that they have where nothing else is asked for.
func (l *lowerer) had(schema string, first []string, wire func(row int) string) []string {
	out := make([]string, len(first))
	for i := range first {
		l.firstChoice[member{schema, wire(i)}] = first[i]
		if name := l.opts.Published.Members.Name(schema, wire(i), first[i]); token.IsIdentifier(name) && token.IsExported(name) {
			out[i] = name
		}
	}
	return out
}

// distinct is [keepDistinct] for rows that had no names before.
func distinct(candidates [][]string, exact func(row int) bool, taken func(name string) bool) []string {
	return keepDistinct(make([]string, len(candidates)), candidates, exact, taken)
}

// keepDistinct gives each row a name of its own: the one that it had, or else its
// first candidate that is free. If several rows want one, none gets it, so that
// their order decides nothing; but a row that is written exactly so does.
func keepDistinct(had []string, candidates [][]string, exact func(row int) bool, taken func(name string) bool) []string {
	out := make([]string, len(candidates))
	given := map[string]bool{}
	open := len(candidates)
	for i, name := range had {
		if name != "" && !taken(name) && !given[name] {
			out[i], given[name] = name, true
			open--
		}
	}
	for round := 0; open > 0; round++ {
		candidate := func(i int) string { return candidates[i][min(round, len(candidates[i])-1)] }
		wanted, exactly := map[string]int{}, map[string]int{} // by how many rows
		for i := range candidates {
			if out[i] == "" {
				wanted[candidate(i)]++
				if round == 0 && exact(i) {
					exactly[candidate(i)]++
				}
			}
		}
		for i := range candidates {
			name := candidate(i)
			if out[i] != "" || taken(name) || given[name] {
				continue
			}
			if wanted[name] == 1 || round == 0 && exact(i) && exactly[name] == 1 {
				out[i], given[name] = name, true
				open--
			}
		}
		if round > 8 { // nothing tells them apart: the order of the document does
			for i, row := range candidates {
				for name := row[len(row)-1]; out[i] == ""; name += "Other" {
					if !taken(name) && !given[name] {
						out[i], given[name] = name, true
						open--
					}
				}
			}
		}
	}
	return out
}

// members lists the fields and constants that are published from now on.
func (l *lowerer) members() goapi.Members {
	var out goapi.Members
	present := map[string]bool{}
	for _, s := range l.api.Schemas {
		l.diags.Enter(s.Pos)
		present[s.Name] = true
		if s.Shape.Same != nil || s.Shape.Go != nil {
			continue
		}
		var members []goapi.Member
		add := func(wire, name string) {
			members = append(members, goapi.Member{Wire: wire, Name: name, First: l.firstChoice[member{s.Name, wire}]})
		}
		for _, f := range s.Shape.Fields {
			add(f.Wire, f.Name)
		}
		for _, v := range s.Shape.Variants {
			add(variantKey(v), v.Name)
		}
		for _, v := range s.Shape.Enum {
			if s.Shape.Kind == ir.KindEnum && v.Name != "" {
				add(v.Wire, v.Name)
			}
		}
		out.Set(s.Name, members)
	}
	out.KeepGone(l.opts.Published.Members, func(schema string) bool { return present[schema] })
	return out
}
