package methods

import (
	"slices"
	"strings"
	"unicode"

	"github.com/gobuffalo/flect"

	"github.com/oasmint/oasmint/generator/ir"
)

// This file says which values must not be shown.

// anywhere are words that make a text secret wherever they stand in its name.
var anywhere = []string{"password", "passwd", "passphrase", "passcode", "secret", "credential", "privatekey"}

// atTheEnd are words that do at the end of a name: accessToken is secret,
// tokenEndpoint is not.
var atTheEnd = []string{"token", "ticket", "apikey", "accesskey", "authorization", "cookie", "assertion", "jwt", "otp", "pin", "cvv", "cvc", "pwd"}

// shortWord is the length up to which a word must stand by itself: "spin" is no "pin".
const shortWord = 4

// Secrets tell which schemas have types that hold what must not be shown: a text whose
// name says that it is secret, or whose schema does, by the format password or by
// writeOnly; or another such type.
type Secrets struct {
	words []string // that make a text secret, at the end of its name
	holds map[*ir.Schema]bool
	named map[string]bool // what names said; large documents repeat them
}

// NewSecrets returns the ones by the usual words, and by more, at the end of a name.
func NewSecrets(more []string) *Secrets {
	s := &Secrets{words: slices.Clone(atTheEnd), holds: map[*ir.Schema]bool{}, named: map[string]bool{}}
	for _, word := range more {
		s.words = append(s.words, letters(word))
	}
	return s
}

// Hold reports whether the type of a schema holds what must not be shown, at any depth.
func (s *Secrets) Hold(schema *ir.Schema) bool {
	if known, ok := s.holds[schema]; ok {
		return known
	}
	seen := map[*ir.Schema]bool{}
	found := s.search(schema, seen)
	if !found { // nor does anything that it leads to
		for other := range seen {
			s.holds[other] = false
		}
	}
	s.holds[schema] = found
	return found
}

func (s *Secrets) search(schema *ir.Schema, seen map[*ir.Schema]bool) bool {
	if schema == nil || schema.Shape == nil || seen[schema] {
		return false
	}
	if known, ok := s.holds[schema]; ok {
		return known
	}
	seen[schema] = true
	shape := schema.Shape
	if isSecret(schema) || s.search(shape.Same, seen) || s.search(shape.Elem, seen) || s.search(shape.Extra, seen) {
		return true
	}
	return slices.ContainsFunc(shape.Fields, func(f *ir.Field) bool { return s.field(f) || s.search(f.Schema, seen) }) ||
		slices.ContainsFunc(shape.Variants, func(v *ir.Variant) bool { return s.search(v.Schema, seen) })
}

// field reports a field whose value must not be shown.
func (s *Secrets) field(f *ir.Field) bool {
	kind, format := innermost(f.Schema)
	switch kind {
	case ir.Boolean:
		return false
	case ir.Integer, ir.Num:
		return f.WriteOnly
	case ir.String:
		if strings.HasPrefix(format, "date") {
			return false
		}
	}
	return f.WriteOnly || kind != ir.Object && s.names(f.Wire)
}

// names reports whether a name says that its text is secret.
func (s *Secrets) names(name string) bool {
	known, ok := s.named[name]
	if !ok {
		known = s.readName(name)
		s.named[name] = known
	}
	return known
}

func (s *Secrets) readName(name string) bool {
	all := letters(name)
	if slices.ContainsFunc(anywhere, func(word string) bool { return strings.Contains(all, word) }) {
		return true
	}
	words := strings.Split(flect.Underscore(strings.Map(separated, name)), "_")
	last := letters(words[len(words)-1])
	return slices.ContainsFunc(s.words, func(word string) bool {
		return last == word || len(word) > shortWord && strings.HasSuffix(all, word)
	})
}

func separated(r rune) rune {
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return r
	}
	return '_'
}

// letters are those of a name, small and of the singular: "API-Keys2" is apikey.
func letters(name string) string {
	all := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
	return flect.Singularize(all)
}

// isSecret reports a schema of texts that are secret by what it says itself.
func isSecret(schema *ir.Schema) bool {
	return schema.Shape.Kind == ir.KindPrimitive && schema.Shape.Format == "password"
}

// innermost is the type of what a schema's type holds in the end: of a list, that of its
// items. It is 0 where that is anything, or one of several, and Boolean for an enum too,
// whose values are known.
func innermost(schema *ir.Schema) (ir.Types, string) {
	for range mostNested {
		if schema == nil || schema.Shape == nil {
			return 0, ""
		}
		shape := schema.Shape
		switch shape.Kind {
		case ir.KindPrimitive:
			return shape.Type, shape.Format
		case ir.KindEnum:
			return ir.Boolean, ""
		case ir.KindObject:
			return ir.Object, ""
		case ir.KindArray, ir.KindMap:
			schema = shape.Elem
		default:
			return 0, ""
		}
	}
	return 0, ""
}

// mostNested is how many lists within lists are looked into: some are made of themselves.
const mostNested = 8
