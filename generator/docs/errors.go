// The page of errors: the failures that operations share, told once.

package docs

import (
	"cmp"
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
)

// errorGroup is all that operations answer with one status.
type errorGroup struct {
	status string
	kinds  []*errorKind
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
				g = &errorGroup{status: r.Status}
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
	for _, k := range g.kinds {
		if sameResponse(k.response, r) {
			k.operations = append(k.operations, op)
			return
		}
	}
	g.kinds = append(g.kinds, &errorKind{r, []*ir.Operation{op}})
}

// sameResponse reports whether two responses say the same.
func sameResponse(a, b *ir.Response) bool {
	if a.Key != "" || b.Key != "" {
		return a.Key == b.Key
	}
	if a.Doc != b.Doc || len(a.Content) != len(b.Content) {
		return false
	}
	for i := range a.Content {
		if a.Content[i].Type != b.Content[i].Type || bodyOf(a.Content[i]) != bodyOf(b.Content[i]) {
			return false
		}
	}
	return slices.EqualFunc(a.Headers, b.Headers, func(a, b *ir.Parameter) bool { return a.Wire == b.Wire && a.Doc == b.Doc }) &&
		slices.EqualFunc(a.Links, b.Links, func(a, b *ir.Link) bool { return a.Pos == b.Pos })
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
