package lower

import (
	"cmp"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
)

// This file is the table of the rules by which schemas are named: one row for
// each role that a schema can have. The README lists them in the same order
// ("How names are decided"). Which of its candidates a schema gets, where others
// want them too, is decided in collisions.go.

// rule is how the schemas of one role are named.
type rule struct {
	what       string                  // what is named so, as the README says it
	candidates func(n naming) []string // best first; empty ones are passed over
	why        func(n naming) string   // the words for the best one, for `oasmint names`
}

// naming is what a candidate is made of.
type naming struct {
	*role
	l       *lowerer
	e       *entry
	parent  string // the name of the schema that holds it
	word    string // the key in CamelCase; it may begin with a digit
	spelled string // the key with punctuation written out
}

// rules has the rule of each role.
var rules = [roleCount]rule{
	roleComponent: {
		what: "A component",
		candidates: func(n naming) []string {
			word := begin(n.word)
			return []string{word, n.spelled, word + "Schema", word + kindWord(n.e.schema.Shape.Kind), n.spelled + letterCase(n.key), n.spelled + capitals(n.key)}
		},
		why: says("the component's key"),
	},
	roleBody: {
		what: "An inline request body",
		candidates: func(n naming) []string {
			name := n.op.Name + n.media
			return []string{name + "Request", name + "RequestBody", name + "Body", name + "Payload"}
		},
		why: func(n naming) string { return "inline request body: operation + " + n.media + "Request" },
	},
	roleComponentBody: {
		what: "components/requestBodies",
		candidates: func(n naming) []string {
			return []string{suffixed(begin(n.word), n.media, "Request"), suffixed(begin(n.word), n.media, "RequestBody")}
		},
		why: func(n naming) string { return "body of a component: its key + " + n.media + "Request" },
	},
	roleResponse: {
		what: "An inline response body",
		candidates: func(n naming) []string {
			byStatus := statusName(n.key) + n.media + "Response"
			whole := []string{n.op.Name + byStatus, n.op.Name + byStatus + "Body", n.op.Name + statusName(n.key) + n.media + "Body"}
			switch {
			case n.l.shared[n.id]:
				return append([]string{byStatus}, whole...)
			case n.key == mainStatus(n.op):
				return append([]string{n.op.Name + n.media + "Response"}, whole...)
			}
			return whole
		},
		why: func(n naming) string {
			switch {
			case n.l.shared[n.id]:
				return "inline response that several operations share: its status + " + n.media + "Response"
			case n.key == mainStatus(n.op):
				return "inline response: operation + " + n.media + "Response"
			}
			return "inline response: operation + " + statusName(n.key) + n.media + "Response"
		},
	},
	roleComponentResponse: {
		what: "components/responses",
		candidates: func(n naming) []string {
			word := cmp.Or(statusName(n.key), n.word)
			return []string{suffixed(begin(word), n.media, "Response"), begin(word) + n.media + "ResponseBody"}
		},
		why: func(n naming) string {
			return "response of a component: what its status or key says + " + n.media + "Response"
		},
	},
	roleParameter: {
		what:       "An inline parameter",
		candidates: func(n naming) []string { return n.ofOperation("Parameter") },
		why:        says("inline parameter: operation + parameter"),
	},
	roleHeader: {
		what:       "or header",
		candidates: func(n naming) []string { return n.ofOperation("Header") },
		why:        says("inline header: operation + header"),
	},
	roleComponentParameter: {
		what: "components/parameters",
		candidates: func(n naming) []string {
			return []string{begin(n.word), begin(n.word) + "Parameter", n.spelled + "Parameter"}
		},
		why: says("parameter of a component: its key"),
	},
	roleParams: {
		what: "All parameters of an operation",
		candidates: func(n naming) []string {
			return []string{n.op.Name + "Params", n.op.Name + "Parameters", n.op.Name + "RequestParams"}
		},
		why: says("all parameters of an operation: operation + Params"),
	},
	roleHead: {
		what: "all headers of an answer",
		candidates: func(n naming) []string {
			key := begin(cmp.Or(statusName(n.key), n.word))
			if n.op == nil {
				return []string{key + "Headers", key + "ResponseHeaders"}
			}
			name := n.op.Name + goapi.StatusWord(n.key)
			whole := []string{name + "Headers", name + "ResponseHeaders", name + "AnswerHeaders"}
			if n.l.shared[n.id] {
				return append([]string{key + "Headers"}, whole...)
			}
			return whole
		},
		why: func(n naming) string {
			switch {
			case n.op == nil:
				return "headers of a component: what its status or key says + Headers"
			case n.l.shared[n.id]:
				return "headers that several operations share: their status + Headers"
			}
			return "all headers of an answer: operation + status + Headers"
		},
	},
	roleProperty: {
		what:       "An inline property",
		candidates: naming.ofParent,
		why:        says("inline property: parent + property"),
	},
	roleItem: {
		what: "An array's items",
		candidates: func(n naming) []string {
			if n.role.parent.role.kind == roleItem { // a list of lists
				return []string{n.parent, n.parent + "Item"}
			}
			if one, ok := singular(n.parent); ok {
				return []string{one, n.parent + "Item", n.parent + "Element"}
			}
			return []string{n.parent + "Item", n.parent + "Element"}
		},
		why: func(n naming) string {
			if n.role.parent.role.kind == roleItem {
				return "items of a list in a list: as that list would be called"
			}
			if one, ok := singular(n.parent); ok && !strings.HasSuffix(one, "Item") {
				return "items of a list: the parent's singular"
			}
			return "items of a list: parent + Item"
		},
	},
	roleMapValue: {
		what: "a map's values",
		candidates: func(n naming) []string {
			switch {
			case n.role.parent.role.kind == roleMapValue: // a map of maps
				return []string{n.parent, n.parent + "Value"}
			case n.key == "additionalProperties":
				return []string{n.parent + "Value"}
			}
			return []string{n.parent + "Value", n.parent + n.word + "Value", n.parent + n.spelled + "Value"}
		},
		why: func(n naming) string {
			if n.role.parent.role.kind == roleMapValue {
				return "values of a map in a map: as that map would be called"
			}
			return "values of a map: parent + Value"
		},
	},
	roleAllOf: {
		what: "A member of an `allOf`",
		candidates: func(n naming) []string {
			return append([]string{n.parent}, n.byMarks()...) // its parts belong to the whole
		},
		why: says("member of an allOf: its parent"),
	},
	roleVariant: {
		what:       "a variant",
		candidates: naming.byMarks,
		why:        says("variant: parent + what tells it from the others"),
	},
	roleKeyword: {
		what:       "another keyword",
		candidates: func(n naming) []string { return []string{n.parent + begin(n.word)} },
		why:        says("inline schema: parent + keyword"),
	},
	rolePart: {
		what:       "`$defs`",
		candidates: naming.ofParent,
		why:        says("part of a schema: parent + key"),
	},
}

// says words a rule that has one form.
func says(why string) func(naming) string { return func(naming) string { return why } }

// naming collects what e is named by.
func (l *lowerer) naming(e *entry) naming {
	n := naming{role: e.role, l: l, e: e, word: l.ids.camel(e.role.key), spelled: l.ids.spelled(e.role.key)}
	if e.role.parent != nil {
		n.parent = l.base(e.role.parent)
	}
	if n.word == "" {
		n.word = n.spelled
	}
	return n
}

// base is what the parts of e are named after: its name, or the one it would have.
func (l *lowerer) base(e *entry) string {
	if e.schema.Name != "" {
		return e.schema.Name
	}
	return l.candidates(e)[0]
}

// candidates lists the names that e would take by its rule, best first. What
// tells it from others is something that is written, never a counter. Where others
// take them all, e is called by its place; see byPlace.
func (l *lowerer) candidates(e *entry) []string {
	l.diags.Enter(e.at.Position())
	n := l.naming(e)
	out := rules[e.role.kind].candidates(n)
	out = slices.DeleteFunc(out, func(s string) bool { return s == "" })
	if e.at.File != l.doc.Root && e.role.parent == nil && e.role.op == nil {
		out = slices.Insert(out, 1, n.byFolder(out[0])...)
	}
	return out
}

// byPlace are names for e by where it is written: in what holds it, and in the
// document.
func (l *lowerer) byPlace(e *entry) []string {
	n := l.naming(e)
	within, inside := "", ""
	switch role := n.role; {
	case role.parent != nil:
		within, inside = n.parent, role.parent.at.Pointer
	case role.op != nil:
		within, inside = role.op.Name, role.op.at.Pointer
	}
	words := func(place string) string {
		return l.ids.camel(strings.NewReplacer("~1", "/", "~0", "~").Replace(place))
	}
	below, ok := strings.CutPrefix(e.at.Pointer, inside)
	if !ok || inside == "" {
		below = e.at.Pointer
	}
	return []string{begin(within + words(below)), l.ids.spelled(l.pointer(e.at))}
}

// byFolder tells a schema of another file from its namesakes by the file or one of the
// folders that it is in, the nearest first, or else by several.
func (n naming) byFolder(name string) []string {
	file, _, _ := strings.Cut(n.l.pointer(n.e.at), "#")
	steps := strings.Split(strings.TrimSuffix(file, path.Ext(file)), "/")
	if last := len(steps) - 1; steps[last] == n.key {
		steps = steps[:last]
	}
	var one, several []string
	all := name
	for _, step := range slices.Backward(steps) {
		if word := n.l.ids.camel(step); word != "" {
			all = begin(word + all)
			one, several = append(one, begin(word+name)), append(several, all)
		}
	}
	return append(one, several...)
}

// ofOperation are the candidates for a parameter or header of an operation.
func (n naming) ofOperation(kind string) []string {
	return []string{n.op.Name + n.word, n.op.Name + n.spelled, n.op.Name + n.word + kind}
}

// ofParent are the candidates for what has a key of its own in a schema.
func (n naming) ofParent() []string {
	kind := kindWord(n.e.schema.Shape.Kind)
	return []string{
		n.parent + n.word, n.parent + n.word + kind, n.parent + n.spelled, n.parent + n.spelled + kind,
		n.parent + n.spelled + letterCase(n.key), n.parent + n.spelled + capitals(n.key),
	}
}

// byMarks are the candidates for one of a list of schemas.
func (n naming) byMarks() []string {
	var out []string
	for _, mark := range n.l.marks(n.e) {
		if rest, ok := strings.CutPrefix(mark, n.parent); ok && rest != "" && begin(rest) == rest {
			out = append(out, mark) // PetList, where the parent is Pet
		}
		out = append(out, n.parent+mark)
	}
	return out
}

// marks lists what tells an inline schema from the others in the same list:
// the value that marks it, its title, its type, what only it has.
func (l *lowerer) marks(e *entry) []string {
	var out []string
	shape := e.schema.Shape
	markers := l.markers(shape)
	marker := markers[0]
	out = append(append(out, markers...), l.ids.camel(e.schema.Title))
	switch shape.Kind {
	case ir.KindPrimitive:
		out = append(out, kindOf(shape.Type), l.ids.camel(shape.Format)+kindOf(shape.Type))
	case ir.KindEnum:
		if len(shape.Enum) == 1 {
			out = append(out, l.ids.spelledValue(shape.Enum[0].Wire))
		}
		out = append(out, "Enum", kindOf(shape.Type)+"Enum", l.ids.value(shape.Enum[0].Wire)+"Enum")
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

// markers are the values of the fields that have one value alone, texts first and then
// by the fields' names; or "".
func (l *lowerer) markers(shape *ir.Shape) []string {
	fields := slices.Clone(shape.Fields)
	fields = slices.DeleteFunc(fields, func(f *ir.Field) bool {
		s := f.Schema.Shape
		return s == nil || s.Kind != ir.KindEnum || len(s.Enum) != 1
	})
	rank := func(f *ir.Field) int {
		if f.Schema.Shape.Type == ir.String {
			return 0
		}
		return 1
	}
	slices.SortFunc(fields, func(a, b *ir.Field) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Wire, b.Wire)) })
	var out []string
	for _, f := range fields[:min(len(fields), maxMarks)] {
		out = append(out, l.ids.value(f.Schema.Shape.Enum[0].Wire))
	}
	if out == nil {
		return []string{""}
	}
	return out
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
