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

// group is what is said of one operation or schema; or, of what is compatible, what
// changes with one code say.
type group struct {
	title string
	code  string // "" where the lines have theirs
	lines []line
}

// line is one change, or several of one owner that go without saying more.
type line struct {
	subject, message string
	code             string
	proof            string   // a value that shows it
	of               string   // what it is a value of
	inGo             []string // what it does to the Go package
	where            string   // positions
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
		{"Breaking: the API", Breaking, InAPI},
		{"Breaking: the Go package", Breaking, InGo},
		{"Worth a look: the API", Warning, InAPI},
		{"Worth a look: the Go package", Warning, InGo},
		{"Compatible: the API", Compatible, InAPI},
		{"Compatible: the Go package", Compatible, InGo},
	} {
		var changes []Change
		for _, c := range r.Changes {
			if c.Level == want.level && c.In == want.in {
				changes = append(changes, c)
			}
		}
		if len(changes) > 0 {
			of := byOwner(changes)
			if want.level == Compatible {
				of = byCode(changes)
			}
			out = append(out, section{want.title, len(changes), of})
		}
	}
	if len(r.Ignored) > 0 {
		out = append(out, section{"Ignored", len(r.Ignored), byOwner(r.Ignored)})
	}
	return out
}

// byOwner puts the changes of one operation or schema together, in the order of the
// first of each.
func byOwner(changes []Change) []group {
	var out []group
	index := map[string]int{}
	for _, c := range changes {
		owner := cmp.Or(c.owner, c.Subject)
		i, ok := index[owner]
		if !ok {
			i = len(out)
			index[owner] = i
			out = append(out, group{title: owner})
		}
		out[i].lines = append(out[i].lines, lineOf(c, owner))
	}
	return out
}

// lineOf is a change below the heading of its owner.
func lineOf(c Change, owner string) line {
	l := line{message: c.Message, code: c.Code, where: where(c.Old, c.New), operations: operations(c.Operations), reason: c.Reason}
	if rest := strings.TrimPrefix(c.Subject, owner); rest != "" {
		l.subject = strings.TrimPrefix(rest, ".")
	}
	for _, g := range c.Go {
		l.inGo = append(l.inGo, g.Name+": "+g.Message)
	}
	switch {
	case c.Witness != nil:
		l.proof, l.of = c.Witness.String()+": "+string(c.Witness.Value), c.Witness.Of
	case c.Unproven:
		l.proof = "not proven: no value was found that shows it"
	}
	return l
}

// byCode puts changes of one code together, those of one owner on one line.
func byCode(changes []Change) []group {
	var out []group
	for len(changes) > 0 {
		code := changes[0].Code
		same := changes[:1]
		for len(same) < len(changes) && changes[len(same)].Code == code {
			same = changes[:len(same)+1]
		}
		changes = changes[len(same):]
		g := group{code: code, title: inWords(code)}
		if len(same) > 1 {
			g.lines = short(same)
		} else {
			l := lineOf(same[0], "")
			l.code = ""
			g.lines = []line{l}
		}
		out = append(out, g)
	}
	return out
}

// short makes one line of all changes with the same owner. The first one's
// place stands for all.
func short(changes []Change) []line {
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
		for _, c := range members[owner] {
			for _, g := range c.Go {
				l.inGo = append(l.inGo, g.Name)
			}
		}
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
