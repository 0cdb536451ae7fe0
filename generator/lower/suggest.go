package lower

import (
	"cmp"
	"go/token"
	"slices"
	"strings"
	"unicode/utf8"
)

// This file finds names that a person would not choose, and better ones for them:
// for `oasmint names --suggest`. It renames nothing, since a name that follows from
// more than its place would change with the rest of the document.

// Suggestion is a better name for a place.
type Suggestion struct {
	Pointer string `json:"pointer"` // as in [Named]
	Name    string `json:"name"`
	Better  string `json:"better"` // "" where none is known
	Why     string `json:"why"`    // what is wrong with the name
}

// longName is the length from which a name is hard to read.
const longName = 40

// suggest lists the names that the document decides and that are ugly, by pointer.
func (l *lowerer) suggest() []Suggestion {
	out := []Suggestion{} // never null in JSON
	given := map[string]bool{}
	add := func(o owner, name, why string, better []string) {
		if why == "" {
			return
		}
		s := Suggestion{Pointer: l.pointer(o.cursor()), Name: name, Why: why}
		for _, b := range better {
			if token.IsIdentifier(b) && token.IsExported(b) && b != name && (len(b) < len(name) || utf8.RuneCountInString(name) <= longName) && !given[b] && l.claims.free(o, b) && wrong(b, false) == "" {
				s.Better, given[b] = b, true
				break
			}
		}
		out = append(out, s)
	}
	for _, e := range slices.SortedFunc(slices.Values(l.order), byPointer[*entry](l)) {
		if e.schema.IsParams() {
			continue // it is called after its operation or its response
		}
		if e.emitted && (e.chosenBy == byRule || e.chosenBy == byLock) && !l.hasOwnKey(e) {
			add(e, e.schema.Name, wrong(e.schema.Name, l.isByPlace(e)), l.betterSchemaNames(e))
		}
	}
	for _, op := range slices.SortedFunc(slices.Values(l.ops), byPointer[*operation](l)) {
		if op.chosenBy != byConfig {
			add(op, op.Name, wrong(op.Name, false), l.betterOperationNames(op))
		}
	}
	slices.SortStableFunc(out, func(a, b Suggestion) int { return cmp.Compare(a.Pointer, b.Pointer) })
	return out
}

func byPointer[O owner](l *lowerer) func(a, b O) int {
	return func(a, b O) int { return cmp.Compare(l.pointer(a.cursor()), l.pointer(b.cursor())) }
}

// wrong says what is wrong with a name, or "".
func wrong(name string, byPlace bool) string {
	switch n := utf8.RuneCountInString(name); {
	case byPlace:
		return "it tells where it stands, not what it is"
	case withoutRepeats(name) != name:
		return "it says a word twice"
	case n > longName:
		return "it is long"
	}
	return ""
}

// hasOwnKey reports whether e is called as the document's author calls it.
func (l *lowerer) hasOwnKey(e *entry) bool {
	return e.role.kind == roleComponent && e.schema.Name == l.candidates(e)[0]
}

// isByPlace reports whether e is called by its place because nothing else was left.
func (l *lowerer) isByPlace(e *entry) bool {
	return e.chosenBy == byRule && !slices.Contains(l.candidates(e), e.schema.Name)
}

// betterSchemaNames are what e could be called, best first: by its title, by what it is
// to the nearest things around it, without the words in between.
func (l *lowerer) betterSchemaNames(e *entry) []string {
	n := l.naming(e)
	out := []string{withoutRepeats(e.schema.Name), l.ids.exported(e.schema.Title)}
	own := ""
	switch e.role.kind {
	case roleProperty, rolePart, roleComponent, roleComponentParameter, roleParameter, roleHeader:
		own = n.word
	}
	for parent := e.role.parent; parent != nil; parent = parent.role.parent {
		if name := parent.schema.Name; name != "" && own != "" {
			all := words(name)
			out = append(out, all[len(all)-1]+own, all[0]+own)
		}
	}
	if op := e.role.op; op != nil {
		if words := words(op.Name); own != "" && len(words) > 1 {
			out = append(out, words[len(words)-1]+own)
		}
	}
	if own != "" {
		out = append(out, begin(own), begin(own)+kindWord(e.schema.Shape.Kind))
	}
	if all := words(e.schema.Name); len(all) > 3 {
		out = append(out, strings.Join(all[len(all)-3:], ""), all[0]+strings.Join(all[len(all)-2:], ""))
	}
	return out
}

// betterOperationNames are what op could be called: by other rules, or by its method
// and the end of its path.
func (l *lowerer) betterOperationNames(op *operation) []string {
	out := append([]string{withoutRepeats(op.Name)}, op.candidates...)
	segments := segmentsOf(op.Path)
	for n := min(3, len(segments)); n > 0; n-- {
		out = append(out, l.methodName(op)+l.pathName(strings.Join(segments[len(segments)-n:], "/"), nil))
	}
	return out
}

// withoutRepeats is a name without words that repeat the one before them.
func withoutRepeats(name string) string { return strings.Join(slices.Compact(words(name)), "") }
