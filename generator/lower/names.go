package lower

import (
	"cmp"
	"crypto/sha256"
	"go/token"
	"maps"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// This file says what each schema would be called, best name first. Which of
// these it gets, where others want it too, is decided in collisions.go.

// explicitTypeName is the name that the user or the document asks for, or "".
func (l *lowerer) explicitTypeName(e *entry) string {
	pointer := l.pointer(e.at)
	if x, ok := l.opts.Names[pointer]; ok {
		l.used[pointer] = true
		e.chosenBy = byConfig
		return x.Name
	}
	keys := []string{"x-go-type-name"}
	if e.role != nil && e.role.kind != roleProperty { // on a property, x-go-name is the field's
		keys = append(keys, "x-go-name")
	}
	for _, key := range keys {
		if n := e.at.Node.Get(key); n != nil && n.Kind == source.String {
			e.chosenBy = key
			return n.Text
		}
	}
	return ""
}

// claimSchemas gives emitted schemas the names that were asked for or published.
// These come before all rules.
func (l *lowerer) claimSchemas() *claims {
	c := &claims{l: l, owner: map[string]owner{}}
	for _, e := range l.order {
		if e.emitted {
			c.reserve(e)
		}
	}
	for _, e := range l.order {
		if e.emitted && e.schema.Name != "" && isEnum(e.schema) {
			c.reserveConstants(e)
		}
	}
	return c
}

// nameSchemas gives all other emitted schemas their names, level by level: what
// is further in yields to what is further out.
func (l *lowerer) nameSchemas(c *claims) {
	levels := map[int][]*entry{}
	for _, e := range l.order {
		if e.emitted {
			levels[level(e)] = append(levels[level(e)], e)
			l.api.Schemas = append(l.api.Schemas, e.schema)
		}
	}
	for _, depth := range slices.Sorted(maps.Keys(levels)) {
		c.nameLevel(levels[depth])
	}
	slices.SortFunc(l.api.Schemas, func(a, b *ir.Schema) int { return cmp.Compare(a.Name, b.Name) })
}

// level is how far in a place is: 0 for components, 1 for bodies.
func level(e *entry) int {
	switch {
	case e.role.kind == roleComponent:
		return 0
	case e.role.parent == nil:
		return 1
	}
	return level(e.role.parent) + 1
}

// findRole gives a role to an entry that only references lead to: within the
// nearest schema around it, or as a component named by its last token.
func (l *lowerer) findRole(e *entry) {
	if e.role != nil {
		return
	}
	at := e.at
	for p := at.Pointer; p != ""; {
		p = p[:strings.LastIndexByte(p, '/')]
		if outer := l.entries[at.File.URI+"#"+p]; outer != nil && outer != e {
			e.role = roleWithin(outer, e, strings.Split(strings.TrimPrefix(at.Pointer, p+"/"), "/"))
			return
		}
	}
	key := at.LastToken()
	if at.Pointer == "" {
		key = strings.TrimSuffix(path.Base(at.File.Name), path.Ext(at.File.Name))
	}
	e.role = &role{kind: roleComponent, key: key}
}

// roleWithin is the role of a place that only references lead to: within outer,
// behind tokens of its pointer. What stands between has no entry, and is passed
// by the rules that it would be named by if it had: so the name is the same
// whether or not other references lead there.
func roleWithin(outer, e *entry, tokens []string) *role {
	for parent := outer; ; {
		as := &role{kind: rolePart, parent: parent, key: e.at.LastToken()}
		steps := len(tokens)
		switch tokens[0] {
		case "properties":
			as.kind, steps = roleProperty, 2
		case "definitions", "$defs":
			steps = 2
		case "items":
			as.kind, steps = roleItem, 1
		case "additionalProperties":
			as.kind, steps = roleMapValue, 1
		}
		if steps >= len(tokens) {
			return as
		}
		as.key = source.UnescapeToken(tokens[steps-1])
		parent = &entry{schema: &ir.Schema{Shape: &ir.Shape{}}, at: e.at, role: as}
		tokens = tokens[steps:]
	}
}

// base is what the parts of e are named after: its name, or the one it would have.
func (l *lowerer) base(e *entry) string {
	if e.schema.Name != "" {
		return e.schema.Name
	}
	return l.candidates(e)[0]
}

// candidates lists the names that e would take by the rules, best first.
// Further choices tell it apart by what is written, never by a counter.
func (l *lowerer) candidates(e *entry) []string {
	h := e.role
	var prefix string
	if h.parent != nil {
		prefix = l.base(h.parent)
	}
	word, spelled := l.ids.camel(h.key), l.ids.spelled(h.key)
	if word == "" {
		word = spelled
	}
	var out []string
	add := func(names ...string) { out = append(out, names...) }
	switch h.kind {
	case roleComponent:
		add(begin(word), spelled, begin(word)+"Schema")
	case roleBody:
		add(h.op.Name+h.media+"Request", h.op.Name+h.media+"RequestBody")
	case roleResponse:
		says := statusName(h.key) + h.media + "Response"
		if l.shared[h.id] {
			add(says)
		} else if h.key == mainStatus(h.op) {
			add(h.op.Name + h.media + "Response")
		}
		add(h.op.Name + says)
	case roleComponentBody:
		add(suffixed(begin(word), h.media, "Request"), suffixed(begin(word), h.media, "RequestBody"))
	case roleComponentResponse:
		if text := statusName(h.key); text != "" {
			word = text
		}
		add(suffixed(begin(word), h.media, "Response"), begin(word)+h.media+"ResponseBody")
	case roleParameter, roleHeader:
		kind := map[roleKind]string{roleParameter: "Parameter", roleHeader: "Header"}[h.kind]
		add(h.op.Name+word, h.op.Name+spelled, h.op.Name+word+kind)
	case roleComponentParameter:
		add(begin(word), begin(word)+"Parameter", spelled+"Parameter")
	case roleProperty, rolePart:
		add(prefix+word, prefix+word+kindWord(e.schema.Shape.Kind), prefix+spelled, prefix+spelled+kindWord(e.schema.Shape.Kind))
	case roleItem:
		if one, ok := singular(prefix); ok {
			add(one)
		}
		add(prefix + "Item")
	case roleMapValue:
		add(prefix + "Value")
		if h.key != "additionalProperties" {
			add(prefix+word+"Value", prefix+spelled+"Value")
		}
	case roleAllOf, roleVariant:
		if h.kind == roleAllOf {
			add(prefix) // its parts belong to the whole
		}
		for _, mark := range l.marks(e) {
			add(prefix + mark)
		}
	case roleKeyword:
		add(prefix + begin(word))
	}
	out = slices.DeleteFunc(out, func(s string) bool { return s == "" })
	return append(out, out[0]+letters(l.pointer(e.at)))
}

// marks lists what tells an inline schema from the others in the same list:
// the value that marks it, its title, its type, what only it has.
func (l *lowerer) marks(e *entry) []string {
	var out []string
	shape := e.schema.Shape
	marker, by := "", ""
	for _, f := range shape.Fields {
		if s := f.Schema.Shape; s != nil && s.Kind == ir.KindEnum && len(s.Enum) == 1 && (by == "" || f.Wire < by) {
			marker, by = l.ids.camel(s.Enum[0].Wire), f.Wire
		}
	}
	out = append(out, marker, l.ids.camel(e.schema.Title))
	switch shape.Kind {
	case ir.KindPrimitive:
		out = append(out, kindOf(shape.Type), l.ids.camel(shape.Format)+kindOf(shape.Type))
	case ir.KindEnum:
		if len(shape.Enum) == 1 {
			out = append(out, l.ids.spelled(shape.Enum[0].Wire))
		}
		out = append(out, "Enum", kindOf(shape.Type)+"Enum", l.ids.camel(shape.Enum[0].Wire)+"Enum")
	case ir.KindObject, ir.KindUnion:
		for _, f := range ownFirst(e) {
			with := "With" + l.ids.camel(f.Wire)
			out = append(out, with, marker+with, with+l.holds(f.Schema))
		}
		out = append(out, kindWord(shape.Kind))
	case ir.KindArray:
		out = append(out, l.holds(e.schema), "List")
		if shape.Elem != nil && shape.Elem.Shape != nil {
			for _, f := range slices.SortedFunc(slices.Values(shape.Elem.Shape.Fields), func(a, b *ir.Field) int { return cmp.Compare(a.Wire, b.Wire) }) {
				out = append(out, "ListWith"+l.ids.camel(f.Wire))
			}
		}
	default:
		out = append(out, kindWord(shape.Kind))
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// holds is a word for what s holds: String, ObjectList, PetList.
func (l *lowerer) holds(s *ir.Schema) string {
	shape := s.Shape
	switch {
	case s.Name != "":
		return s.Name
	case shape == nil:
		return ""
	case shape.Same != nil:
		return l.holds(shape.Same)
	case shape.Kind == ir.KindPrimitive:
		return kindOf(shape.Type)
	case shape.Kind == ir.KindArray && shape.Elem != nil:
		return l.holds(shape.Elem) + "List"
	case s.Title != "":
		return l.ids.camel(s.Title)
	}
	return kindWord(shape.Kind)
}

// ownFirst lists the fields of e: those that no sibling in its list has,
// required ones first, and then by name: the document's order decides nothing.
func ownFirst(e *entry) []*ir.Field {
	outer := e.role.parent.schema
	siblings := slices.Concat(outer.OneOf, outer.AnyOf, outer.AllOf)
	others := func(f *ir.Field) bool {
		return slices.ContainsFunc(siblings, func(s *ir.Schema) bool {
			return s != e.schema && s.Shape != nil && slices.ContainsFunc(s.Shape.Fields, func(o *ir.Field) bool { return o.Wire == f.Wire })
		})
	}
	rank := func(f *ir.Field) int {
		switch {
		case f.Required && !others(f):
			return 0
		case !others(f):
			return 1
		}
		return 2
	}
	out := slices.Clone(e.schema.Shape.Fields)
	slices.SortFunc(out, func(a, b *ir.Field) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Wire, b.Wire)) })
	return out[:min(len(out), maxMarks)]
}

// maxMarks bounds how many fields are tried to tell a schema from its siblings.
const maxMarks = 8

func kindOf(t ir.Types) string {
	return map[ir.Types]string{ir.String: "String", ir.Integer: "Integer", ir.Num: "Number", ir.Boolean: "Boolean"}[t]
}

func kindWord(k ir.Kind) string {
	return map[ir.Kind]string{
		ir.KindObject: "Object", ir.KindMap: "Map", ir.KindArray: "List", ir.KindEnum: "Enum",
		ir.KindUnion: "Choice", ir.KindPrimitive: "Value", ir.KindAny: "Any",
	}[k]
}

// suffixed adds a suffix that name does not have already.
func suffixed(name, media, suffix string) string {
	if stem, ok := strings.CutSuffix(name, suffix); ok {
		return stem + media + suffix
	}
	return name + media + suffix
}

// statusName is what a status says: BadRequest, ClientError for 4XX.
func statusName(status string) string {
	switch strings.ToUpper(status) {
	case "1XX":
		return "Informational"
	case "2XX":
		return "Success"
	case "3XX":
		return "Redirection"
	case "4XX":
		return "ClientError"
	case "5XX":
		return "ServerError"
	case "DEFAULT":
		return "Default"
	}
	code, err := strconv.Atoi(status)
	if err != nil {
		return ""
	}
	if text := http.StatusText(code); text != "" {
		return newIdentifiers(nil).exported(strings.ReplaceAll(text, "'", ""))
	}
	if code >= 100 && code < 1000 {
		return "Status" + status
	}
	return ""
}

// mainStatus is the response an operation is made for: its first 2xx, or else default.
func mainStatus(op *operation) string {
	main := ""
	for _, r := range op.Responses {
		if strings.HasPrefix(r.Status, "2") && (main == "" || main == "default") || main == "" && r.Status == "default" {
			main = r.Status
		}
	}
	return main
}

// letters is a short word that stands for s and nothing else: the last resort
// where nothing that is written tells two places apart.
func letters(s string) string {
	sum := sha256.Sum256([]byte(s))
	out := []byte("Xaaaa")
	for i := range 4 {
		out[i+1] = 'a' + sum[i]%26
	}
	return string(out)
}

// nameMembers names fields and constants, which belong to one schema each.
func (l *lowerer) nameMembers() {
	for _, e := range l.order {
		if e.emitted {
			l.nameFields(e)
		}
	}
	taken := map[string]bool{}
	for _, s := range l.api.Schemas {
		for _, name := range l.ofSchema(s.Name) {
			taken[name] = true
			l.constantOf[name] = noEnum
		}
	}
	for _, op := range l.ops {
		for _, name := range l.ofOperation(op.Name) {
			taken[name] = true
			l.constantOf[name] = noEnum
		}
	}
	for _, s := range l.api.Schemas {
		if isEnum(s) {
			for _, name := range l.publishedConstants(s) {
				taken[name] = true
			}
		}
	}
	delete(taken, "")
	for _, s := range l.api.Schemas {
		if isEnum(s) {
			l.nameConstants(s, taken)
		}
	}
}

// nameConstants names the values of an enum: type name and value.
func (l *lowerer) nameConstants(s *ir.Schema, taken map[string]bool) {
	enum := make([]*ir.EnumValue, len(s.Shape.Enum))
	for i, v := range s.Shape.Enum {
		own := *v // a value that allOf shares has a constant for each type
		enum[i] = &own
	}
	choices := l.constantChoices(s)
	exact := func(i int) bool { return choices[i][0] == s.Name+enum[i].Wire }
	had := l.publishedConstants(s)
	for _, name := range had {
		if l.constantOf[name] == s {
			delete(taken, name)
		}
	}
	for i, name := range keepDistinct(had, choices, exact, func(name string) bool { return taken[name] }) {
		enum[i].Name = name
		taken[name] = true
	}
	s.Shape.Enum = enum
}

// constantChoices lists the names that each value of an enum would take.
func (l *lowerer) constantChoices(s *ir.Schema) [][]string {
	choices := make([][]string, len(s.Shape.Enum))
	for i, v := range s.Shape.Enum {
		word, spelled := l.ids.camel(v.Wire), l.ids.spelled(v.Wire)
		if strings.HasPrefix(v.Wire, "-") && len(v.Wire) > 1 || word == "" {
			word = spelled // "-1" is not "1"
		}
		if v.Title != "" && token.IsIdentifier("X"+l.ids.camel(v.Title)) {
			word = l.ids.camel(v.Title) // x-enum-varnames
		}
		choices[i] = []string{s.Name + word, s.Name + spelled, s.Name + "Value" + word, s.Name + spelled + letters(v.Wire)}
	}
	return choices
}

// publishedConstants returns the names that the values of an enum had, and
// keeps in mind that they are this enum's.
func (l *lowerer) publishedConstants(s *ir.Schema) []string {
	had := l.had(s.Name, l.constantChoices(s), func(i int) string { return s.Shape.Enum[i].Wire })
	for _, name := range had {
		if name != "" && l.constantOf[name] == nil {
			l.constantOf[name] = s
		}
	}
	return had
}

// noEnum has the names that are no constants.
var noEnum = &ir.Schema{}

func isEnum(s *ir.Schema) bool { return s.Shape.Kind == ir.KindEnum && s.Shape.Same == nil }

// nameFields names the fields of a struct. Methods live in the same space.
func (l *lowerer) nameFields(e *entry) {
	shape := e.schema.Shape
	if len(shape.Fields) == 0 || shape.Same != nil {
		return
	}
	others := l.opts.Reserved.OnTypeOf(e.schema)
	taken := func(name string) bool { return slices.Contains(others, name) }
	choices := make([][]string, len(shape.Fields))
	for i, f := range shape.Fields {
		word, spelled := l.ids.exported(f.Wire), l.ids.spelled(f.Wire)
		if asked := l.fieldName(e, f); asked != "" {
			word = asked
		}
		if word == "" {
			word = spelled
		}
		choices[i] = []string{word, spelled, word + "Field", spelled + letters(f.Wire)}
	}
	exact := func(i int) bool { return choices[i][0] == shape.Fields[i].Wire }
	had := l.had(e.schema.Name, choices, func(i int) string { return shape.Fields[i].Wire })
	for i, name := range keepDistinct(had, choices, exact, taken) {
		f := *shape.Fields[i] // fields that come by reference are shared with their owner
		f.Name = name
		shape.Fields[i] = &f
	}
}

// fieldName is the name that a config or x-go-name asks for, or "".
func (l *lowerer) fieldName(e *entry, f *ir.Field) string {
	if p := f.Pos.Pointer; p != "" && !l.bySchema[f.Schema].emitted {
		if x, ok := l.opts.Names[p]; ok {
			l.used[p] = true
			return x.Name
		}
	}
	for _, c := range []source.Cursor{e.at.Key("properties").Key(f.Wire), l.bySchema[f.Schema].at} {
		if c.Node == nil || c.Node.Kind != source.Object || l.bySchema[f.Schema].target && c.Pointer == l.bySchema[f.Schema].at.Pointer {
			continue
		}
		if n := c.Node.Get("x-go-name"); n != nil && n.Kind == source.String && token.IsExported(n.Text) && token.IsIdentifier(n.Text) {
			return n.Text
		}
	}
	return ""
}

// had returns the names that members of a schema were published under, "" for
// those that are new.
func (l *lowerer) had(schema string, choices [][]string, wire func(row int) string) []string {
	out := make([]string, len(choices))
	for i := range choices {
		first := choices[i][0]
		l.firstChoice[schema+" "+wire(i)] = first
		if name := l.opts.Published.Members.Name(schema, wire(i), first); token.IsIdentifier(name) && token.IsExported(name) {
			out[i] = name
		}
	}
	return out
}

// distinct is [keepDistinct] for rows that had no names before.
func distinct(choices [][]string, exact func(row int) bool, taken func(name string) bool) []string {
	return keepDistinct(make([]string, len(choices)), choices, exact, taken)
}

// keepDistinct lets a row keep the name it had, and picks for all others the
// first choice that no other row and nothing taken has. Rows that want the same all move on, so that order decides
// nothing; but one that is written exactly so keeps it.
func keepDistinct(had []string, choices [][]string, exact func(row int) bool, taken func(name string) bool) []string {
	out := make([]string, len(choices))
	given := map[string]bool{}
	open := len(choices)
	for i, name := range had {
		if name != "" && !taken(name) && !given[name] {
			out[i], given[name] = name, true
			open--
		}
	}
	for round := 0; open > 0; round++ {
		choice := func(i int) string { return choices[i][min(round, len(choices[i])-1)] }
		wanted := map[string][]int{}
		for i := range choices {
			if out[i] == "" {
				wanted[choice(i)] = append(wanted[choice(i)], i)
			}
		}
		for i := range choices {
			name := choice(i)
			if out[i] != "" || taken(name) || given[name] {
				continue
			}
			rivals := slices.DeleteFunc(slices.Clone(wanted[name]), func(r int) bool { return r == i })
			if len(rivals) == 0 || round == 0 && exact(i) && !slices.ContainsFunc(rivals, exact) {
				out[i], given[name] = name, true
				open--
			}
		}
		if round > 8 { // nothing tells them apart: the order of the document does
			for i, row := range choices {
				for name := row[len(row)-1]; out[i] == ""; name += "X" {
					if !taken(name) && !given[name] {
						out[i], given[name] = name, true
						open--
					}
				}
			}
		}
	}
	return out
}
