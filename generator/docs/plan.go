// The plan: which pages there are, their paths and titles.

package docs

import (
	"slices"
	"strings"
	"unicode"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs/markdown"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/output"
	"github.com/oasmint/oasmint/generator/pages"
	"github.com/oasmint/oasmint/generator/sample"
	"github.com/oasmint/oasmint/generator/visible"
)

// page is a page that is being made.
type page struct {
	Page
	template string          // the template of its body
	view     func(*site) any // what the template shows; see site.beside
	weight   int             // among its siblings, from 1

	host  *page   // of a part; see parts.go
	parts []*page // that stand on it

	s    *site  // its preset alone is for heads
	body []byte // with tokens, without the parts
	raw  []byte // head and body, with tokens; of a part what stands on the host's page
}

// site is what pages are made from: the API, the plan, and what was made for one
// page and serves others.
type site struct {
	api      *ir.API
	opts     Options
	preset   *preset
	diags    *diag.List
	renderer *markdown.Renderer
	at       diag.Position // of the text that is being rendered
	reads    textKey       // that text
	below    int           // how much deeper headings are than on a page of their own
	notes    []note        // on the page that is being rendered

	pages      []*page // in the order of the navigation
	index      *page
	groups     []*section // operations, schemas, tags
	auth       *page
	errors     *page
	changes    *page
	ops        map[*ir.Operation]*page
	schemas    map[*ir.Schema]*page
	tags       map[*ir.Tag]*page
	schemes    map[string]*ir.SecurityScheme
	forms      map[*ir.Schema]bool // the schemas that are sent as forms
	multiparts map[*ir.Schema]bool // those that are sent as multipart bodies

	calls map[*ir.Operation]*goapi.Call // nil: the pages show none
	walks map[*ir.Operation]*pages.Walk
	goOps []*goapi.Operation // those that they are of
	// served are those that have a method of the server; nil: the pages show none.
	served map[*ir.Operation]*goapi.Operation

	fieldNamesOf map[*ir.Schema]map[string]bool // see fieldsByName

	texts   map[textKey]text // that were rendered: documents repeat descriptions
	samples *sample.Maker
	judge   *keyword.Judge
	judged  map[*ir.Example]bool // whether an example may be shown

	firstExamples map[*ir.MediaType]map[any]*ir.Example // by the first of several media types; see examplesOf
}

// section is a folder of pages with a page of its own.
type section struct {
	page  *page
	title string
	kind  Kind // of its pages
	pages []*page
	parts int // how many more stand on other pages
}

// plan decides all pages.
func plan(api *ir.API, opts Options, preset *preset, diags *diag.List) *site {
	s := (&site{
		api: api, opts: opts, preset: preset,
		ops: map[*ir.Operation]*page{}, schemas: map[*ir.Schema]*page{}, tags: map[*ir.Tag]*page{},
		schemes: map[string]*ir.SecurityScheme{}, forms: goapi.FormBodies(api), multiparts: goapi.MultipartBodies(api), judge: keyword.NewJudge(api), samples: sample.New(api),
	}).beside(diags)
	s.goCalls()
	for _, scheme := range api.Security {
		s.schemes[scheme.Wire] = scheme
	}
	s.index = s.add(&page{
		Page:     Page{Path: preset.index, Kind: KindIndex, Title: titleOf(api.Title, "API"), Summary: s.renderer.Plain(api.Doc)},
		template: "index.tmpl", view: (*site).indexView,
	})
	s.planOperations()
	s.planTags()
	s.planSchemas()
	if len(api.Security) > 0 {
		s.auth = s.add(&page{
			Page: Page{
				Path: "authentication.md", Kind: KindAuthentication,
				Title: "Authentication", Summary: "How requests are authenticated.",
			},
			template: "authentication.tmpl", view: (*site).authenticationView,
		})
	}
	if groups := s.errorGroups(); len(groups) > 0 {
		s.errors = s.add(&page{
			Page:     Page{Path: "errors.md", Kind: KindErrors, Title: "Errors", Summary: "What operations answer when they fail."},
			template: "errors.tmpl", view: func(s *site) any { return s.errorsView(groups) },
		})
	}
	if len(opts.Releases) > 0 {
		s.planChangelog(opts.Releases)
	}
	return s
}

func (s *site) add(p *page) *page {
	p.s = s
	s.pages = append(s.pages, p)
	if p.weight == 0 {
		p.weight = len(s.pages)
	}
	return p
}

// addSection adds the page of a folder. addTo adds the folder's pages.
func (s *site) addSection(folder, title string, kind Kind, summary string) *section {
	g := &section{title: title, kind: kind}
	g.page = s.add(&page{
		Page:     Page{Path: folder + "/" + s.preset.index, Kind: KindSection, Title: title, Summary: summary},
		template: "section.tmpl", view: func(s *site) any { return s.sectionView(g) }, weight: len(s.groups) + 1,
	})
	s.groups = append(s.groups, g)
	return g
}

func (s *site) addTo(g *section, p *page) *page {
	p.weight = len(g.pages) + 1
	g.pages = append(g.pages, s.add(p))
	return p
}

func (s *site) planOperations() {
	if len(s.api.Operations) == 0 {
		return
	}
	g := s.addSection("operations", "Operations", KindOperation, "All operations.")
	names := make([]string, len(s.api.Operations))
	for i, op := range s.api.Operations {
		names[i] = op.Name
	}
	files := fileNames(names)
	for i, op := range s.api.Operations {
		s.diags.Enter(op.Pos)
		s.ops[op] = s.addTo(g, &page{
			Page: Page{
				Path: "operations/" + files[i], Kind: KindOperation, Operation: op,
				Title: titleOf(op.Summary, op.Name), Summary: s.renderer.Plain(op.Doc),
				Names: []string{op.Wire, op.Method + " " + op.Path}, Deprecated: op.Deprecated,
			},
			template: "operation.tmpl", view: func(s *site) any { return s.operationView(op) },
		})
	}
}

func (s *site) planTags() {
	var tags []*ir.Tag
	var names []string
	for _, t := range s.api.Tags {
		if len(t.Operations) > 0 || t.Doc != "" || t.More != nil {
			tags, names = append(tags, t), append(names, t.Wire)
		}
	}
	if len(tags) == 0 {
		return
	}
	g := s.addSection("tags", "Tags", KindTag, "The topics that operations are grouped by.")
	files := fileNames(names)
	for i, t := range tags {
		s.tags[t] = s.addTo(g, &page{
			Page: Page{
				Path: "tags/" + files[i], Kind: KindTag, Tag: t, Title: titleOf(t.Wire, "Untitled"),
				Summary: s.renderer.Plain(t.Doc), Names: []string{t.Wire}, Deprecated: t.Deprecated,
			},
			template: "tag.tmpl", view: func(s *site) any { return s.tagView(t) },
		})
	}
}

func (s *site) planSchemas() {
	schemas := slices.DeleteFunc(slices.Clone(s.api.Schemas), func(schema *ir.Schema) bool {
		return schema.IsParams() // the operation's page has them
	})
	if len(schemas) == 0 {
		return
	}
	g := s.addSection("schemas", "Schemas", KindSchema, "All named schemas.")
	names := make([]string, len(schemas))
	for i, schema := range schemas {
		names[i] = schema.Name
	}
	files := fileNames(names)
	planned := make([]*page, len(schemas))
	for i, schema := range schemas {
		s.diags.Enter(schema.Pos)
		planned[i] = &page{
			Page: Page{
				Path: "schemas/" + files[i], Kind: KindSchema, Schema: schema, Title: schema.Name,
				Summary: s.renderer.Plain(schema.Doc), Names: memberNames(schema), Deprecated: schema.Deprecated,
			},
			s: s, template: "schema.tmpl", view: func(s *site) any { return s.schemaView(schema) },
		}
		s.schemas[schema] = planned[i]
	}
	if !s.opts.AllSchemas {
		planned = s.withoutParts(planned)
	}
	for _, p := range planned {
		s.addTo(g, p)
	}
	g.parts = len(schemas) - len(planned)
}

// memberNames returns a schema's wire name and those of its fields or values.
func memberNames(schema *ir.Schema) []string {
	var out []string
	if schema.Wire != "" && schema.Wire != schema.Name {
		out = append(out, schema.Wire)
	}
	for _, f := range schema.Shape.Fields {
		out = append(out, f.Wire)
	}
	for _, v := range schema.Shape.Enum {
		out = append(out, v.Wire)
	}
	return out
}

// titleOf returns a title on one line; where it is empty, instead.
// Titles and summaries are plain text (OpenAPI 3.1.1, section 4.8).
func titleOf(title, instead string) string {
	if line := strings.Join(strings.Fields(title), " "); line != "" {
		return visible.Line(line)
	}
	return instead
}

// fileNames returns a file name for each name: in lower case, different from each
// other and from what may be an index. Where several names give one file name, the name in
// CamelCase has it, and the others have a hash of the name in theirs.
func fileNames(names []string) []string {
	order := make([]int, len(names))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if plainA, plainB := isCamel(names[a]), isCamel(names[b]); plainA != plainB {
			if plainA {
				return -1
			}
			return 1
		}
		return strings.Compare(names[a], names[b])
	})
	taken := map[string]bool{"index": true, "_index": true, "readme": true} // of a folder, to one reader or another
	out := make([]string, len(names))
	for _, i := range order {
		out[i] = output.Stem(kebab(names[i]), names[i], taken) + ".md"
	}
	return out
}

// isCamel reports whether a name has no two capitals next to each other.
func isCamel(name string) bool {
	upper := false
	for _, c := range name {
		if unicode.IsUpper(c) && upper {
			return false
		}
		upper = unicode.IsUpper(c)
	}
	return true
}

// oneWord are words that have capitals within.
var oneWord = strings.NewReplacer("OAuth", "Oauth", "DPoP", "Dpop", "IPv", "Ipv")

// kebab splits a name at capitals and at characters that are neither letters nor
// digits: AuthTokenFail is auth-token-fail, JWKSGet is jwks-get, TaxIDs is tax-ids.
func kebab(name string) string {
	var b strings.Builder
	runes := []rune(oneWord.Replace(name))
	gap := false
	for i, c := range runes {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			gap = true
			continue
		}
		if i > 0 && unicode.IsUpper(c) {
			before := runes[i-1]
			next := i+1 < len(runes) && unicode.IsLower(runes[i+1])
			plural := i+1 < len(runes) && runes[i+1] == 's' && (i+2 == len(runes) || !unicode.IsLower(runes[i+2])) // IDs
			gap = gap || unicode.IsLower(before) || unicode.IsDigit(before) || unicode.IsUpper(before) && next && !plural
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(unicode.ToLower(c))
	}
	return b.String()
}
