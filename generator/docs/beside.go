// Pages are rendered side by side: what a page says depends on the plan alone.

package docs

import (
	"bytes"
	"runtime"
	"sync"
	"sync/atomic"
	"text/template"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs/markdown"
	"github.com/oasmint/oasmint/generator/ir"
)

// beside is a site of the same plan, which another goroutine renders pages of: what it
// remembers from page to page is its own.
func (s *site) beside(diags *diag.List) *site {
	out := *s
	out.diags = diags
	out.texts, out.judged = map[textKey]text{}, map[*ir.Example]bool{}
	out.firstExamples, out.fieldNamesOf = map[*ir.MediaType]map[any]*ir.Example{}, map[*ir.Schema]map[string]bool{}
	out.renderer = &markdown.Renderer{
		Dialect: s.preset.dialect, Reserved: reservedSlug, Link: out.resolveLink, Dropped: out.droppedLink,
	}
	return &out
}

// mostWorkers is how many pages are rendered at once: with more, most texts are read by each.
const mostWorkers = 4

// sideBySide does work for each number below n, in any order, by several goroutines: each
// gets from worker what it does that with. It returns the error of the lowest number that
// fails. Where one panics, so does it, after it has called failed with that number.
func sideBySide(n int, worker func() func(i int) error, failed func(i int)) error {
	errs, panics := make([]error, n), make([]any, n)
	var next atomic.Int64
	var ended atomic.Bool
	var all sync.WaitGroup
	for range min(mostWorkers, runtime.GOMAXPROCS(0), n) {
		do := worker()
		all.Go(func() {
			for !ended.Load() {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				func() {
					defer func() {
						if panics[i] = recover(); panics[i] != nil || errs[i] != nil {
							ended.Store(true)
						}
					}()
					errs[i] = do(i)
				}()
			}
		})
	}
	all.Wait()
	for i := range n {
		switch {
		case panics[i] != nil:
			failed(i)
			panic(panics[i])
		case errs[i] != nil:
			return errs[i]
		}
	}
	return nil
}

// renderPages renders each page. Notes come in the order of the pages, and for a text only
// at the first page that has it, as if one had been rendered after the other.
func (s *site) renderPages(tmpl *template.Template) error {
	notes, places := make([][]note, len(s.pages)), make([]diag.Position, len(s.pages))
	err := sideBySide(len(s.pages), func() func(i int) error {
		w := s.beside(s.diags.Beside())
		var buf bytes.Buffer
		return func(i int) error {
			defer func() { notes[i], w.notes, places[i] = w.notes, nil, w.diags.At() }()
			p := s.pages[i]
			w.diags.Enter(p.position())
			return p.render(w, tmpl, &buf)
		}
	}, func(i int) { s.diags.Failed(places[i]) })
	if err != nil {
		return err
	}
	told := map[textKey]int{} // by text: the page
	for i := range s.pages {
		for _, n := range notes[i] {
			if page, ok := told[n.text]; !ok || page == i {
				told[n.text] = i
				s.diags.Add(n.Diagnostic)
			}
		}
	}
	return nil
}

// note is said of a text of the document.
type note struct {
	text textKey
	diag.Diagnostic
}
