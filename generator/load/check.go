// Having kin-openapi judge the document, and finding where in it what it says
// belongs.

package load

import (
	"context"
	"errors"
	"maps"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/source"
)

// Check has kin-openapi load the document, with origins, and judge it by the
// OpenAPI specification: what is missing, misplaced or contradictory. All of it
// comes back as warnings: oasmint can work with a document that has them, and
// what it cannot work with it reports itself. It does not judge examples and
// defaults, which package keyword does. It may run while the document is lowered.
func (d *Document) Check(ctx context.Context) diag.List {
	var out diag.List
	if at, ok := d.tooWide(); ok {
		out.Add(diag.Diagnostic{
			Severity: diag.Note, Code: "openapi", Position: at,
			Message: "the document was not checked by the OpenAPI specification: its objects have so many members that this takes too long",
		})
		return out
	}
	if d.visits(mostVisits) > mostVisits {
		out.Add(diag.Diagnostic{
			Severity: diag.Note, Code: "openapi", Position: diag.Position{File: d.Root.Name},
			Message: "the document was not checked by the OpenAPI specification: its schemas lead to so many others that this takes too long",
		})
		return out
	}
	as := d.judgedAs().started()
	t, err := d.typed(ctx, as)
	if err != nil && as.start != "" { // behind the marker, it is not tried as JSON
		as.start = ""
		t, err = d.typed(ctx, as)
	}
	switch {
	case err != nil && d.anchors[d.Root] != nil: // kin-openapi knows no references into $defs, and by names
		out.Add(diag.Diagnostic{
			Severity: diag.Note, Code: "openapi", Position: diag.Position{File: d.Root.Name},
			Message: "the document was not checked by the OpenAPI specification, since its references go by $id, $anchor or $dynamicRef",
		})
		return out
	case err != nil:
		out.Add(diag.Diagnostic{
			Severity: diag.Warning, Code: "openapi", Position: d.stops(err.Error()),
			Message: "the document does not load by the OpenAPI specification, so it was not checked any further: " + unnumbered(oneLine(err.Error()), as),
		})
		return out
	}
	locate := d.locator(as)
	err = t.Validate(ctx,
		openapi3.EnableMultiError(),
		openapi3.DisableSchemaPatternValidation(),                                        // patterns are ECMA-262; the validators say which cannot be enforced
		openapi3.DisableExamplesValidation(), openapi3.DisableSchemaDefaultsValidation(), // keyword.Judge has the validators' meaning
		openapi3.AllowExtraSiblingFields(append(keyword.Names(), d.unknownFields()...)...)) // lowering reports what it does not know
	for _, problem := range flatten(err) {
		if found := finding(problem, locate); !slices.Contains(saidElsewhere, found.Code) {
			out.Add(found)
		}
	}
	return out
}

// mostPairs is how many pairs of keys kin-openapi may compare: it looks for those that
// are there twice by comparing each key of an object with each other. 100 million are
// those of one object of 14,000 members, and take about two seconds.
const mostPairs = 100_000_000

// tooWide reports that there are more pairs than that, with the place of the object that
// has most.
func (d *Document) tooWide() (at diag.Position, ok bool) {
	pairs, most := 0, 0
	for _, f := range d.parsed() {
		var count func(n *source.Node)
		count = func(n *source.Node) {
			if pairs > mostPairs {
				return
			}
			members := len(n.Members)
			pairs += members * (members - 1) / 2
			if members > most {
				most, at = members, diag.Position{File: f.Name, Line: n.Line, Column: n.Column}
			}
			for _, m := range n.Members {
				count(m.Value)
			}
			for _, item := range n.Items {
				count(item)
			}
		}
		count(f.Root)
	}
	return at, pairs > mostPairs
}

// mostVisits is how many objects kin-openapi may look at: it checks all that a component,
// or a reference to one from elsewhere, leads to, for each anew. Eight million, of a ring of
// 1,600 schemas, take about six seconds.
const mostVisits = 8_000_000

// fewVisits are those of a document whose check takes hardly longer than to parse it: of
// GitHub's there are 300,000.
const fewVisits = 400_000

// IsLight reports whether a check of the document takes hardly longer than to parse it.
func (d *Document) IsLight() bool {
	_, wide := d.tooWide()
	return !wide && d.visits(fewVisits) <= fewVisits
}

// visits is how many there are, by references to components: as far as they are counted,
// up to one more than most.
func (d *Document) visits(most int) int {
	const components = "#/components/schemas/"
	type part struct {
		objects int      // that it holds itself
		leads   []string // the components that it refers to
	}
	parts, starts := map[string]*part{}, &part{} // of components; and what is elsewhere
	for _, f := range d.parsed() {
		schemas := f.Root.Get("components").Get("schemas")
		var add func(to *part, n *source.Node)
		add = func(to *part, n *source.Node) {
			if n == schemas {
				return
			}
			if n.Kind == source.Object {
				to.objects++
			}
			if _, name, ok := strings.Cut(n.Get("$ref").Str(), components); ok {
				name, _, _ = strings.Cut(name, "/")
				to.leads = append(to.leads, name)
			}
			for _, m := range n.Members {
				add(to, m.Value)
			}
			for _, item := range n.Items {
				add(to, item)
			}
		}
		add(starts, f.Root)
		if schemas == nil {
			continue
		}
		for _, m := range schemas.Members {
			if parts[m.Key] == nil {
				parts[m.Key] = &part{}
			}
			starts.leads = append(starts.leads, m.Key)
			add(parts[m.Key], m.Value)
		}
	}
	cycles := cyclesOf(starts.leads, func(name string) []string {
		if parts[name] == nil {
			return nil
		}
		return parts[name].leads
	})
	visits, reach := 0, map[string]int{} // by one of the components of a cycle, which lead to the same
	for _, name := range starts.leads {
		start := cycles[name]
		if _, known := reach[start]; !known {
			seen := map[string]bool{}
			for queue := []string{start}; len(queue) > 0; queue = queue[1:] {
				p := parts[queue[0]]
				if p == nil || seen[queue[0]] {
					continue
				}
				seen[queue[0]] = true
				if reach[start] += p.objects; visits+reach[start] > most {
					return most + 1
				}
				queue = append(queue, p.leads...)
			}
		}
		if visits += reach[start]; visits > most {
			return most + 1
		}
	}
	return visits
}

// cyclesOf returns one name for all that lead to each other (Tarjan, Depth-first search and
// linear graph algorithms, 1972).
func cyclesOf(names []string, leads func(string) []string) map[string]string {
	out, order, low, at := map[string]string{}, map[string]int{}, map[string]int{}, map[string]int{} // at: in open
	var open []string
	var visit func(name string)
	visit = func(name string) {
		order[name] = len(order) + 1
		low[name] = order[name]
		at[name], open = len(open), append(open, name)
		for _, next := range leads(name) {
			if order[next] == 0 {
				visit(next)
			}
			if _, closed := out[next]; !closed {
				low[name] = min(low[name], low[next])
			}
		}
		if low[name] != order[name] {
			return
		}
		first := at[name]
		for _, member := range open[first:] {
			out[member] = name
		}
		open = open[:first]
	}
	for _, name := range names {
		if order[name] == 0 {
			visit(name)
		}
	}
	return out
}

// parsed are the files of the document, the document first.
func (d *Document) parsed() []*source.File {
	d.mu.Lock()
	defer d.mu.Unlock()
	out := []*source.File{d.Root}
	for _, uri := range slices.Sorted(maps.Keys(d.files)) {
		if f := d.files[uri].file; f != nil && f != d.Root {
			out = append(out, f)
		}
	}
	return out
}

var (
	pointerIn  = regexp.MustCompile(` in (/[^\s;]+)`)
	lineNumber = regexp.MustCompile(`\bline \d+: `)
)

// stops is the first place that kin-openapi says it cannot load.
func (d *Document) stops(message string) diag.Position {
	if m := pointerIn.FindStringSubmatch(message); m != nil {
		if c, err := d.Root.Lookup(m[1]); err == nil {
			return c.Position()
		}
	}
	return diag.Position{File: d.Root.Name}
}

// unnumbered takes the numbers of lines out of a message where kin-openapi was given
// another text than the user wrote.
func unnumbered(message string, as judged) string {
	if !as.remade {
		return message
	}
	return lineNumber.ReplaceAllString(message, "")
}

// saidElsewhere are the codes of what lowering says: of each parameter that is listed
// twice or has a wrong style, not of the first; and of references that lead nowhere,
// among which are not those to the root of another file.
var saidElsewhere = []string{"serialization-method-invalid", "duplicate-parameter", "unresolved-ref"}

// unknownFields are fields of OpenAPI's objects that kin-openapi takes for mistakes.
func (d *Document) unknownFields() []string {
	if d.Is30() {
		return nil
	}
	return []string{"pathItems"}
}

// typed has kin-openapi load the document, with origins.
func (d *Document) typed(ctx context.Context, as judged) (*openapi3.T, error) {
	text := as.text()
	loader := &openapi3.Loader{Context: ctx, IncludeOrigin: true, IsExternalRefsAllowed: true}
	loader.ReadFromURIFunc = func(_ *openapi3.Loader, uri *url.URL) ([]byte, error) { // of references that lead nowhere
		if uri.String() == d.Root.URI {
			return text, nil
		}
		got := d.read(uri)
		if got.err != nil {
			return nil, got.err
		}
		return got.file.Data, nil
	}
	root, err := url.Parse(d.Root.URI)
	if err != nil {
		return nil, err
	}
	return loader.LoadFromDataWithPath(text, root)
}

// flatten lists the leaves of kin-openapi's error lists.
func flatten(err error) []error {
	switch e := err.(type) { // not errors.As: a list that is wrapped tells the faults of one value
	case nil:
		return nil
	case openapi3.MultiError:
		var out []error
		for _, err := range e {
			out = append(out, flatten(err)...)
		}
		return out
	}
	return []error{err}
}

// finding turns one of kin-openapi's errors into a diagnostic. The error wraps
// its cause, which may wrap another one; the origin of the innermost that has one
// is where the reader should look.
func finding(err error, locate locator) diag.Diagnostic {
	out := diag.Diagnostic{Severity: diag.Warning, Code: "openapi"}
	var coded openapi3.CodedError
	if errors.As(err, &coded) {
		out.Code = coded.Code()
	}
	var at openapi3.Location
	for e := err; e != nil; e = errors.Unwrap(e) {
		if o := origin(e); o != nil && o.Key != nil && o.Key.Line > 0 {
			at = *o.Key
		}
	}
	out.Position = locate(at.Line, at.Column)
	switch {
	case coded != nil && out.Position.Pointer != "":
		out.Message = firstLine(coded.Error()) // without the context, which the pointer tells
	default:
		out.Message = firstLine(err.Error())
	}
	return out
}

// origin returns the Origin field that most of kin-openapi's errors carry;
// there is no interface for it.
func origin(err error) *openapi3.Origin {
	v := reflect.ValueOf(err)
	if v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		return nil
	}
	f := v.FieldByName("Origin")
	if !f.IsValid() {
		return nil
	}
	o, _ := f.Interface().(*openapi3.Origin)
	return o
}

// oneLine puts a long message on one line, cut where it gets too long to read.
func oneLine(s string) string {
	const most = 300
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return s
}

// firstLine is the first line of a message, which for kin-openapi's says what
// is wrong; the others quote the document.
func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return strings.TrimSuffix(strings.TrimSpace(line), ":")
}

// lineColumn is where something begins in the bytes of the document, each from 1.
type lineColumn struct{ line, column int }

// pointers returns the pointer of every member, by where its key begins, and of
// every scalar in a list, by where that begins.
func pointers(root *source.Node) map[lineColumn]string {
	out := map[lineColumn]string{}
	var walk func(n *source.Node, pointer string, depth int)
	walk = func(n *source.Node, pointer string, depth int) {
		if depth > 200 { // no real document is as deep, and aliases multiply what is below
			return
		}
		for _, m := range n.Members {
			at, p := lineColumn{m.Line, m.Column}, pointer+"/"+source.EscapeToken(m.Key)
			if _, ok := out[at]; ok {
				continue // an alias; the pointer is that of its anchor
			}
			out[at] = p
			walk(m.Value, p, depth+1)
		}
		for i, item := range n.Items {
			p := pointer + "/" + strconv.Itoa(i)
			if item.Kind != source.Object && item.Kind != source.Array { // these begin where their first part does
				out[lineColumn{item.Line, item.Column}] = p
			}
			walk(item, p, depth+1)
		}
	}
	walk(root, "", 0)
	return out
}
