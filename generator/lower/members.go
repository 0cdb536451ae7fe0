package lower

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
)

// This file remembers fields and constants, so that what is added to a schema
// takes no name from what is there. There are many of them, and nearly all have
// the name that they would choose first: of those, a lock need not hold more
// than that they are known.

// Members are the fields and constants that were published.
type Members struct {
	// Known holds, by the schema's Go name, a mark for each property or enum
	// value: markSize characters of a hash of how it is written, sorted.
	Known map[string]string
	// Names are the Go names of those that did not get their first choice, by
	// the schema's Go name, a blank, and how they are written.
	Names map[string]string
}

// markSize is the length of a mark: 24 bits in base64.
const markSize = 4

func mark(wire string) string {
	sum := sha256.Sum256([]byte(wire))
	return base64.RawURLEncoding.EncodeToString(sum[:])[:markSize]
}

// published returns the name that a member of a schema had, or "". first is
// what it would choose now.
func (m Members) published(schema, wire, first string) string {
	if name := m.Names[schema+" "+wire]; name != "" {
		return name
	}
	known, want := m.Known[schema], mark(wire)
	for i := 0; i+markSize <= len(known); i += markSize {
		if known[i:i+markSize] == want {
			return first
		}
	}
	return ""
}

// members lists what is published from now on. What was published of a schema
// that the document has no more stays, for when it comes back.
func (l *lowerer) members() Members {
	out := Members{Known: map[string]string{}, Names: map[string]string{}}
	present := map[string]bool{}
	for _, s := range l.api.Schemas {
		present[s.Name] = true
		if s.Shape.Same != nil {
			continue
		}
		var marks []string
		add := func(wire, name string) {
			marks = append(marks, mark(wire))
			if key := s.Name + " " + wire; name != l.firstChoice[key] {
				out.Names[key] = name
			}
		}
		for _, f := range s.Shape.Fields {
			add(f.Wire, f.Name)
		}
		for _, v := range s.Shape.Enum {
			if s.Shape.Kind == ir.KindEnum && v.Name != "" {
				add(v.Wire, v.Name)
			}
		}
		if len(marks) > 0 {
			slices.Sort(marks)
			out.Known[s.Name] = strings.Join(slices.Compact(marks), "")
		}
	}
	for schema, known := range l.opts.Members.Known {
		if !present[schema] {
			out.Known[schema] = known
		}
	}
	for key, name := range l.opts.Members.Names {
		if schema, _, _ := strings.Cut(key, " "); !present[schema] {
			out.Names[key] = name
		}
	}
	return out
}
