package diff

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
)

// This file puts a report in order for readers: what matters first, what
// repeats once. text.go and markdown.go print it.

// section is a part of a report under one heading.
type section struct {
	title  string
	count  int // of changes
	groups []group
}

// group is what changes with one code say.
type group struct {
	title string // the message that all have in common, or the code in words
	code  string
	lines []line
}

// line is one change, or several of one owner that go without saying more.
type line struct {
	subject, message string
	where            string // positions
	operations       string
	reason           string
}

// sections lists what there is to read, most important first.
func (r *Report) sections() []section {
	var out []section
	for _, want := range []struct {
		title string
		level Level
		in    View
	}{
		{"Breaking: the Go package", Breaking, InGo},
		{"Breaking: the API", Breaking, InAPI},
		{"Worth a look: the Go package", Warning, InGo},
		{"Worth a look: the API", Warning, InAPI},
		{"Compatible: the Go package", Compatible, InGo},
		{"Compatible: the API", Compatible, InAPI},
	} {
		var changes []Change
		for _, c := range r.Changes {
			if c.Level == want.level && c.In == want.in {
				changes = append(changes, c)
			}
		}
		if len(changes) > 0 {
			out = append(out, section{want.title, len(changes), groups(changes, want.level == Compatible)})
		}
	}
	if len(r.Ignored) > 0 {
		out = append(out, section{"Ignored", len(r.Ignored), groups(r.Ignored, false)})
	}
	return out
}

// groups puts changes of one code together; short puts those of one owner on
// one line.
func groups(changes []Change, short bool) []group {
	var out []group
	for len(changes) > 0 {
		code := changes[0].Code
		same := changes[:1]
		for len(same) < len(changes) && changes[len(same)].Code == code {
			same = changes[:len(same)+1]
		}
		changes = changes[len(same):]
		g := group{code: code, title: inWords(code)}
		common := len(same) > 1 && !slices.ContainsFunc(same, func(c Change) bool { return c.Message != same[0].Message })
		if common {
			g.title = same[0].Message
		}
		if short && len(same) > 1 {
			g.lines = byOwner(same)
		} else {
			for _, c := range same {
				l := line{subject: c.Subject, message: c.Message, where: where(c.Old, c.New), operations: operations(c.Operations), reason: c.Reason}
				if common {
					l.message = ""
				}
				g.lines = append(g.lines, l)
			}
		}
		out = append(out, g)
	}
	return out
}

// byOwner makes one line of all changes with the same owner. The first one's
// place stands for all.
func byOwner(changes []Change) []line {
	var owners []string
	members := map[string][]Change{}
	for _, c := range changes {
		owner := cmp.Or(c.owner, c.Subject)
		if members[owner] == nil {
			owners = append(owners, owner)
		}
		members[owner] = append(members[owner], c)
	}
	var out []line
	for _, owner := range owners {
		first := members[owner][0]
		l := line{subject: owner, where: where(first.Old, first.New)}
		var names []string
		for _, c := range members[owner] {
			if name := strings.TrimPrefix(c.Subject, owner+"."); c.Subject != owner && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		switch {
		case len(names) == 1 && strings.HasPrefix(first.Subject, owner+"."):
			l.subject = first.Subject
		default:
			l.message = strings.Join(names, ", ")
		}
		out = append(out, l)
	}
	return out
}

func inWords(code string) string {
	return strings.ReplaceAll(strings.TrimPrefix(code, "go-"), "-", " ")
}

// where renders the places of a change: "a.yaml:1:2 -> b.yaml:3:4", or the one
// that there is.
func where(old, new *diag.Position) string {
	switch {
	case old == nil && new == nil:
		return ""
	case old == nil:
		return new.String() + " (new)"
	case new == nil:
		return old.String() + " (old)"
	}
	return old.String() + " -> " + new.String()
}

// operations names the first few.
func operations(list []string) string {
	const most = 3
	switch {
	case len(list) == 0:
		return ""
	case len(list) <= most:
		return "in " + strings.Join(list, ", ")
	}
	return fmt.Sprintf("in %d operations: %s, …", len(list), strings.Join(list[:most], ", "))
}

// headline is the report in one sentence.
func (r *Report) headline() string {
	but := ""
	if len(r.Ignored) > 0 {
		but = ", but for what is ignored"
	}
	switch r.Verdict {
	case Major:
		return "it breaks users"
	case Minor:
		return "it adds, and breaks nothing" + but
	case Patch:
		return "nothing that users can see in code" + but
	}
	return "no difference"
}
