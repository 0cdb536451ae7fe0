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

	changes []Change
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
	old, new         *diag.Position
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
			out = append(out, section{want.title, len(changes), of, changes})
		}
	}
	if len(r.Ignored) > 0 {
		out = append(out, section{"Ignored", len(r.Ignored), byOwner(r.Ignored), r.Ignored})
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

// below is what of its owner a change is about; "" for the whole.
func (c *Change) below(owner string) string {
	return strings.TrimPrefix(strings.TrimPrefix(c.Subject, owner), ".")
}

// entry is what of many changes has one cause: what is said alike of several schemas or
// operations, or else all that is said of one.
type entry struct {
	subject string   // the owner, or the part that all of them have; "" for the whole
	owners  []string // several, or none
	says    []string // messages
	lines   []line
	uses    int // operations that it shows in
}

// entries puts changes together by their cause: those that say most first, else in the order
// of the first of each.
func entries(changes []Change) []entry {
	type cause struct{ code, part, message string }
	causeOf := func(c *Change) cause { return cause{c.Code, c.below(c.head()), c.Message} }
	owners := map[cause][]string{}
	for i := range changes {
		c := &changes[i]
		if k := causeOf(c); !slices.Contains(owners[k], c.head()) {
			owners[k] = append(owners[k], c.head())
		}
	}
	var out []entry
	index := map[any]int{}
	uses := map[int]map[string]bool{}
	for i := range changes {
		c := &changes[i]
		k, head := causeOf(c), c.head()
		shared := len(owners[k]) > 1
		var key any = head
		if shared {
			key = k
		}
		at, ok := index[key]
		if !ok {
			at = len(out)
			index[key], uses[at] = at, map[string]bool{}
			e := entry{subject: head}
			if shared {
				e.subject, e.owners, e.says = k.part, owners[k], []string{c.inShort()}
			}
			out = append(out, e)
		}
		e := &out[at]
		if shared {
			e.lines = append(e.lines, lineOf(*c, ""))
		} else {
			e.lines = append(e.lines, lineOf(*c, head))
			e.says = append(e.says, joinedBy(": ", c.below(head), c.inShort()))
		}
		for _, op := range c.Operations {
			uses[at][op] = true
		}
		e.uses = len(uses[at])
	}
	slices.SortStableFunc(out, func(a, b entry) int { return len(b.lines) - len(a.lines) }) // what says most
	return out
}

// inShort is the message, which says of what was added or removed as a whole what it is.
func (c *Change) inShort() string {
	if (c.Message == "added" || c.Message == "removed") && c.below(c.head()) == "" {
		return inWords(c.Code)
	}
	return c.Message
}

// head is the schema, the operation or the type that a change is listed under.
func (c *Change) head() string { return cmp.Or(c.owner, c.Subject) }

func joinedBy(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), sep)
}

// lineOf is a change below the heading of its owner.
func lineOf(c Change, owner string) line {
	elsewhere := slices.DeleteFunc(slices.Clone(c.Operations), func(op string) bool { return op == owner || op == c.head() })
	l := line{message: c.Message, code: c.Code, where: where(c.Old, c.New), old: c.Old, new: c.New, operations: operations(elsewhere), reason: c.Reason}
	l.subject = c.below(owner)
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
		l := line{subject: owner, where: where(first.Old, first.New), old: first.Old, new: first.New}
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
