package goapi

import (
	"crypto/sha256"
	"encoding/base64"
	"maps"
	"slices"
	"sort"
	"strings"
)

// This file holds what a lock remembers of names, so that what is added to a
// document takes no name from what is there.

// Published are the names that were given before. They stand.
type Published struct {
	Names   map[string]string // of schemas and operations, by the JSON Pointer (RFC 6901) of their place
	Members Members
}

// Over returns all that p and older know. Where they differ, p is right.
func (p Published) Over(older Published) Published {
	out := Published{Names: map[string]string{}, Members: p.Members.over(older.Members)}
	maps.Copy(out.Names, older.Names)
	maps.Copy(out.Names, p.Names)
	return out
}

// Members are the published fields and constants. There are many of them, and
// nearly all have the name that they would choose first: of those no more is
// kept than that they are known.
type Members struct {
	// Known holds, by the schema's Go name, a mark for each property or enum
	// value: markSize characters of a hash of how it is written, sorted.
	Known map[string]string
	// Names are the Go names of those that did not get their first choice, by
	// the schema's Go name, a blank, and how they are written.
	Names map[string]string
}

// Member is a field or a constant of a schema.
type Member struct {
	Wire  string // the property or enum value, as it is written
	Name  string // its Go name
	First string // the one that it would choose first
}

// markSize is the length of a mark: 24 bits in base64.
const markSize = 4

func mark(wire string) string {
	sum := sha256.Sum256([]byte(wire))
	return base64.RawURLEncoding.EncodeToString(sum[:markSize*6/8])
}

// marks takes the marks of a schema apart.
func marks(known string) []string {
	var out []string
	for i := 0; i+markSize <= len(known); i += markSize {
		out = append(out, known[i:i+markSize])
	}
	return out
}

func joinMarks(marks []string) string {
	slices.Sort(marks)
	return strings.Join(slices.Compact(marks), "")
}

// Name returns the name that a member of a schema was published under, or "".
// The schema is called by its Go name; first is what the member would choose now.
func (m Members) Name(schema, wire, first string) string {
	if len(m.Names) > 0 {
		if name := m.Names[schema+" "+wire]; name != "" {
			return name
		}
	}
	known := m.Known[schema]
	if known == "" {
		return ""
	}
	want := mark(wire)
	at := func(i int) string { return known[i*markSize:][:markSize] }
	n := len(known) / markSize
	if i := sort.Search(n, func(i int) bool { return at(i) >= want }); i < n && at(i) == want {
		return first
	}
	return ""
}

// Set says which members a schema has.
func (m *Members) Set(schema string, members []Member) {
	var known []string
	for _, member := range members {
		known = append(known, mark(member.Wire))
		if member.Name != member.First {
			put(&m.Names, schema+" "+member.Wire, member.Name)
		}
	}
	if len(known) > 0 {
		put(&m.Known, schema, joinMarks(known))
	}
}

// KeepGone adds what older knows of schemas that are not present, for when they
// come back.
func (m *Members) KeepGone(older Members, present func(schema string) bool) {
	for schema, known := range older.Known {
		if !present(schema) {
			put(&m.Known, schema, known)
		}
	}
	for key, name := range older.Names {
		if schema, _, _ := strings.Cut(key, " "); !present(schema) {
			put(&m.Names, key, name)
		}
	}
}

func put(to *map[string]string, key, value string) {
	if *to == nil {
		*to = map[string]string{}
	}
	(*to)[key] = value
}

// over is [Published.Over] for members.
func (m Members) over(older Members) Members {
	out := Members{Known: map[string]string{}, Names: map[string]string{}}
	maps.Copy(out.Known, m.Known)
	for schema, known := range older.Known {
		out.Known[schema] = joinMarks(append(marks(known), marks(m.Known[schema])...))
	}
	maps.Copy(out.Names, m.Names)
	for key, name := range older.Names {
		schema, wire, _ := strings.Cut(key, " ")
		if m.Name(schema, wire, "-") == "" { // else m has another name for it, or knows that it has its first choice
			out.Names[key] = name
		}
	}
	return out
}
