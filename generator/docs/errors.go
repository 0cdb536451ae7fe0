// The page of errors: the failures that operations share, told once.

package docs

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
)

// errorGroup is all that operations answer with one status.
type errorGroup struct {
	status string
	kinds  []*errorKind
	known  map[string]*errorKind // by what their responses say
	bodies map[any]int           // numbered
}

// errorKind is one response, and who answers it.
type errorKind struct {
	response   *ir.Response
	operations []*ir.Operation
}

// errorGroups gathers the error responses of all operations by status.
func (s *site) errorGroups() []*errorGroup {
	var groups []*errorGroup
	byStatus := map[string]*errorGroup{}
	for _, op := range s.api.Operations {
		for _, r := range op.Responses {
			if !isError(r.Status) || op.Webhook { // which the reader answers
				continue
			}
			g := byStatus[r.Status]
			if g == nil {
				g = &errorGroup{status: r.Status, known: map[string]*errorKind{}, bodies: map[any]int{}}
				byStatus[r.Status] = g
				groups = append(groups, g)
			}
			g.add(r, op)
		}
	}
	slices.SortStableFunc(groups, func(a, b *errorGroup) int { return cmp.Compare(a.status, b.status) })
	return groups
}

func (g *errorGroup) add(r *ir.Response, op *ir.Operation) {
	says := g.says(r)
	if k := g.known[says]; k != nil {
		k.operations = append(k.operations, op)
		return
	}
	k := &errorKind{r, []*ir.Operation{op}}
	g.kinds, g.known[says] = append(g.kinds, k), k
}

// says is the same for responses that say the same.
func (g *errorGroup) says(r *ir.Response) string {
	if r.Key != "" {
		return "component " + r.Key
	}
	var b strings.Builder
	fmt.Fprintf(&b, "inline %q", r.Doc)
	for _, m := range r.Content {
		body := bodyOf(m)
		if g.bodies[body] == 0 {
			g.bodies[body] = len(g.bodies) + 1
		}
		fmt.Fprintf(&b, " %q %d", m.Type, g.bodies[body])
	}
	for _, h := range r.Headers {
		fmt.Fprintf(&b, " header %q %q", h.Wire, h.Doc)
	}
	for _, l := range r.Links {
		fmt.Fprintf(&b, " link %v", l.Pos)
	}
	return b.String()
}

type errorsView struct {
	Statuses []statusView
}

type statusView struct {
	ID    string
	Title Markdown
	Kinds []errorKindView
}

type errorKindView struct {
	Doc     Markdown
	Headers *Table
	Bodies  []bodyView
	Links   *Table
	By      Markdown
}

// errorsView decides the page of errors.
func (s *site) errorsView(groups []*errorGroup) any {
	var v errorsView
	told := map[*ir.Schema]bool{}
	for _, g := range groups {
		sv := statusView{ID: anchorID("status", g.status), Title: s.status(g.status)}
		if g.status == "default" {
			sv.Title = s.plain(reason(g.status))
		}
		for _, k := range g.kinds {
			sv.Kinds = append(sv.Kinds, errorKindView{
				Doc: s.doc(k.response.Doc, 3, k.response.Pos), Headers: s.headers(k.response.Headers), Bodies: s.newBodies(k.response.Content, told),
				Links: s.callLinks(k.response.Links), By: s.answeredBy(k),
			})
		}
		v.Statuses = append(v.Statuses, sv)
	}
	return v
}

// newBodies returns the bodies of an error. The fields of a schema are shown
// once on the page: most errors have the same one.
func (s *site) newBodies(content []*ir.MediaType, told map[*ir.Schema]bool) []bodyView {
	views := s.bodies(content, "", ir.InResponse, false)
	for i := range views {
		if target := views[i].schema.Named(); target != nil && told[target] {
			views[i].Fields = nil
		} else if target != nil {
			told[target] = true
		}
	}
	return views
}

// answeredBy says which operations answer an error.
func (s *site) answeredBy(k *errorKind) Markdown {
	links := func(ops []*ir.Operation) Markdown {
		var out []Markdown
		for _, op := range ops {
			out = append(out, s.operationLink(op))
		}
		return list(out, ", ")
	}
	var others []*ir.Operation
	for _, op := range s.api.Operations {
		if !slices.Contains(k.operations, op) {
			others = append(others, op)
		}
	}
	switch {
	case len(others) == 0 && len(k.operations) > 1:
		return "Answered by every operation."
	case len(others) < len(k.operations)/4:
		return "Answered by every operation but " + links(others) + "."
	}
	return "Answered by " + links(k.operations) + "."
}
