package plan

import (
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// What a schema asks for, in a few words: for messages about a schema that a value must
// not match, or that decides whether another one holds. A phrase is what follows "must"
// ("be a string"), a state what follows the name of a value ("is a string").

// fewPhrases is how many phrases a message may hold.
const fewPhrases = 3

// removed is the message where no value is accepted.
const removed = "must not be given: remove it"

// forbids is the message for a value, of one of types, that matches a schema which it
// must not match.
func (d *Document) forbids(s *ir.Schema, types ir.Types) string {
	if m := onlyMember(s); m != nil && !m.Required { // a value without the member matches too
		if phrases, ok := d.phrases(Conjunction(m.Schemas), keyword.AnyType); ok && len(phrases) == 1 {
			return "must have " + m.Name + ", which must " + opposite(phrases[0])
		}
	}
	phrases, ok := d.phrases(s, types)
	switch {
	case !ok || len(phrases) > fewPhrases:
		return "must not match " + nameOf(s, "the schema that not forbids")
	case len(phrases) == 0:
		return removed
	case len(phrases) == 1:
		return "must " + opposite(phrases[0])
	}
	return "must not at once " + enumerate(phrases)
}

// where says when a schema, an if, matches or does not: "where kind is a".
func (d *Document) where(s *ir.Schema, matches bool) string {
	if p := Of(s); len(p.Parts) == 1 && p.Parts[0].Not != nil && p.Types == keyword.AnyType && !keyword.Asserts(p.Parts[0], "not") {
		return d.where(p.Parts[0].Not, !matches)
	}
	word := "unless "
	if matches {
		word = "where "
	}
	states, ok := d.states(s)
	if !ok || len(states) == 0 || len(states) > fewPhrases {
		return word + "the value matches " + nameOf(s, "the if of its schema")
	}
	return word + enumerate(states)
}

// states says how a value is that matches a schema: "kind is a", "b is given". ok is
// false where that takes more than a few words.
func (d *Document) states(s *ir.Schema) (out []string, ok bool) {
	members := membersAlone(s)
	if members == nil {
		phrases, ok := d.phrases(s, ir.Object)
		return mapped(phrases, func(phrase string) string { return "the value " + state(phrase) }), ok
	}
	for _, m := range members {
		phrases, ok := d.phrases(Conjunction(m.Schemas), keyword.AnyType)
		if !ok {
			return nil, false
		}
		is := enumerate(mapped(phrases, state))
		switch {
		case len(phrases) == 0 && m.Required:
			out = append(out, m.Name+" is given")
		case m.Required:
			out = append(out, m.Name+" "+is)
		case len(phrases) > 0:
			out = append(out, m.Name+" is not given or "+is)
		}
	}
	return out, true
}

// phrases lists what a schema, which may be nil, asks of a value of one of types. ok is
// false where that takes more than a few words.
func (d *Document) phrases(s *ir.Schema, types ir.Types) (out []string, ok bool) {
	return d.phrasesTo(fewPhrases, s, types)
}

// phrasesTo is [Document.phrases] for schemas that are nested to a depth: more is not
// said in a few words, and may have no end.
func (d *Document) phrasesTo(depth int, s *ir.Schema, types ir.Types) (out []string, ok bool) {
	switch {
	case s == nil:
		return nil, true
	case depth == 0:
		return nil, false
	}
	p := Of(s)
	if p.Never || p.Types == 0 || p.Nullable || len(p.Apart) > 0 || slices.ContainsFunc(p.Parts, func(part *ir.Schema) bool { return keyword.Asserts(part, told...) }) {
		return nil, false
	}
	add := func(message string) { out = append(out, strings.TrimPrefix(message, "must ")) }
	values := p.Values(p.Types)
	for _, v := range values {
		add(v.Message)
	}
	var names []string
	for _, m := range p.Members(nil) {
		phrases, ok := d.phrasesTo(depth-1, Conjunction(m.Schemas), keyword.AnyType)
		switch {
		case !ok || !m.Required && len(phrases) > 0 || m.Refused || m.ReadOnly || m.WriteOnly:
			return nil, false
		case len(phrases) == 0 && m.Required:
			names = append(names, m.Name)
		case m.Required:
			add("have a member " + m.Name + " that " + enumerate(mapped(phrases, state)))
		}
	}
	switch len(names) {
	case 0:
	case 1:
		add("have " + names[0])
	default:
		add("have all of " + enumerate(names))
	}
	for _, step := range d.Steps(p, p.Types) {
		add(step.Message)
	}
	for _, part := range p.Parts {
		for _, c := range choicesOf(part) {
			add(c.plan().Message)
		}
	}
	if len(values) == 0 && types&^p.Types != 0 {
		of := "be " + Article(p.Types)
		if len(out) > 0 {
			of += " that " + enumerate(mapped(out, state))
		}
		out = []string{of}
	}
	return out, true
}

// told are the keywords that phrases tells.
var told = func() []string {
	out := append([]string{"enum", "const", "properties", "required", "anyOf", "oneOf"}, conjoined...)
	for _, t := range tests {
		if t.keyword != "contains" && t.keyword != "minContains" && t.keyword != "maxContains" {
			out = append(out, t.keyword)
		}
	}
	return out
}()

// membersAlone returns what a schema says of members; nil where it says something else.
func membersAlone(s *ir.Schema) []*Member {
	p := Of(s)
	if p.Never || p.Nullable || len(p.Apart) > 0 || !p.Types.Has(ir.Object) || slices.ContainsFunc(p.Parts, func(part *ir.Schema) bool {
		return keyword.Asserts(part, append([]string{"properties", "required"}, conjoined...)...)
	}) {
		return nil
	}
	return p.Members(nil)
}

// onlyMember returns the one member of which a schema says something, and that alone;
// nil where there is none.
func onlyMember(s *ir.Schema) *Member {
	if members := membersAlone(s); len(members) == 1 {
		return members[0]
	}
	return nil
}

// opposites are how a phrase begins, and how the phrase for the opposite does.
var opposites = [][2]string{
	{"not be ", "be "}, {"be at least ", "be less than "}, {"be more than ", "be at most "}, {"be at most ", "be more than "}, {"be less than ", "be at least "},
	{"have at least ", "have fewer than "}, {"have at most ", "have more than "}, {"have items that all differ", "have two items that are equal"},
	{"match at least one of ", "match none of "}, {"match one of ", "match none, or more than one, of "},
}

// opposite is the phrase for what is wanted where that of another phrase is not.
func opposite(phrase string) string {
	for _, o := range opposites {
		if rest, ok := strings.CutPrefix(phrase, o[0]); ok {
			return o[1] + rest
		}
	}
	return "not " + phrase
}

// state turns a phrase into a state.
func state(phrase string) string {
	for _, verb := range [][2]string{{"be ", "is "}, {"not be ", "is not "}, {"have ", "has "}, {"match ", "matches "}} {
		if rest, ok := strings.CutPrefix(phrase, verb[0]); ok {
			return verb[1] + rest
		}
	}
	return phrase
}

func mapped(words []string, with func(string) string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = with(w)
	}
	return out
}

// enumerate joins words: "a", "a and b", "a, b and c".
func enumerate(words []string) string {
	n := len(words) - 1
	if n < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:n], ", ") + " and " + words[n]
}
