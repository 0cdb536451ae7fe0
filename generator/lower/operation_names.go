package lower

import (
	"cmp"
	"go/token"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
)

// nameOperations names every operation: its operationId without the affix that
// nearly all share (_api), else method and path without the prefix that nearly
// all share (/api/{serviceId}). What comes with an operation takes nothing from
// the schemas that have their names already.
func (l *lowerer) nameOperations(claims *claims) {
	shared := operationNames{affix(l.ops), pathPrefix(l.ops)}
	taken := map[string]bool{}
	var open []*operation
	var candidates [][]string
	for _, op := range l.ops { // what is asked for comes before what was published
		l.findCandidates(op, shared)
		pointer := l.pointer(op.at)
		x, ok := l.opts.Names[pointer]
		if !ok {
			continue
		}
		if taken[x.Name] {
			l.diags.Add(diag.Diagnostic{
				Severity: diag.Error, Code: "name-taken", Position: x.Pos,
				Message: "the name " + x.Name + " is asked for by two operations", Hint: "choose another for one of them",
			})
		}
		if !claims.free(op, x.Name) {
			claims.reportTaken(op, x.Name, x.Pos)
		}
		l.used[pointer] = true
		op.Name, op.chosenBy = x.Name, byConfig
		taken[x.Name] = true
	}
	for _, op := range l.ops {
		if op.Name != "" {
			continue
		}
		if name := l.opts.Published.Names[l.pointer(op.at)]; token.IsIdentifier(name) && !taken[name] && claims.free(op, name) {
			op.Name, op.chosenBy = name, byLock
			taken[name] = true
			continue
		}
		open = append(open, op)
		candidates = append(candidates, op.candidates)
	}
	exact := func(i int) bool { return candidates[i][0] == open[i].Wire }
	isTaken := func(name string) bool { return taken[name] || !claims.free(&operation{}, name) }
	for i, name := range distinct(candidates, exact, isTaken) {
		open[i].Name, open[i].chosenBy = name, byRule
	}
	for _, op := range l.ops {
		claims.claim(op, op.Name)
	}
}

// operationNames is what all operations have in common: what nearly all share
// says nothing of one, and is left out.
type operationNames struct {
	strip  func(operationID string) string
	prefix []string // segments of paths
}

// operationRules are the rules by which operations are named, best first: all
// that apply to one are tried. The README lists them.
var operationRules = [...]struct {
	what       string // what they go by, as the README says it
	applies    func(op *operation) bool
	candidates func(l *lowerer, op *operation, n operationNames) []string
	why        func(l *lowerer, op *operation, name string) string
}{
	{
		what:    "operationId",
		applies: func(op *operation) bool { return op.Wire != "" },
		candidates: func(l *lowerer, op *operation, n operationNames) []string {
			return []string{l.ids.exported(n.strip(op.Wire)), l.ids.exported(op.Wire), l.ids.spelled(op.Wire)}
		},
		why: func(l *lowerer, op *operation, name string) string {
			if name != l.ids.exported(op.Wire) {
				return "operationId, without what nearly all share"
			}
			return "operationId"
		},
	},
	{
		what:    "its key",
		applies: func(op *operation) bool { return op.by == "webhook" },
		candidates: func(l *lowerer, op *operation, _ operationNames) []string {
			key := l.ids.exported(op.Path)
			return []string{key, key + l.methodName(op)}
		},
		why: func(*lowerer, *operation, string) string { return "the webhook's key" },
	},
	{
		what:    "callback",
		applies: func(op *operation) bool { return op.by != "" && op.by != "webhook" },
		candidates: func(l *lowerer, op *operation, _ operationNames) []string {
			by := l.ids.exported(op.by)
			return []string{by, by + l.methodName(op)}
		},
		why: func(*lowerer, *operation, string) string { return "the operation and its callback's key" },
	},
	{
		what:    "method and path",
		applies: func(*operation) bool { return true },
		candidates: func(l *lowerer, op *operation, n operationNames) []string {
			method := l.methodName(op)
			spelled := method + l.ids.camel(l.ids.spelled(op.Path))
			return []string{method + l.pathName(op.Path, n.prefix), method + l.pathName(op.Path, nil), spelled, spelled + capitals(op.Path)}
		},
		why: func(*lowerer, *operation, string) string { return "method and path" },
	},
}

func (l *lowerer) methodName(op *operation) string { return l.ids.exported(strings.ToLower(op.Method)) }

// findCandidates lists the names that op would take, best first.
func (l *lowerer) findCandidates(op *operation, n operationNames) {
	for i, rule := range operationRules {
		if !rule.applies(op) {
			continue
		}
		for _, name := range rule.candidates(l, op, n) {
			if name != "" {
				op.candidates, op.rules = append(op.candidates, name), append(op.rules, i)
			}
		}
	}
}

// affix returns a function that takes the first or last word off an
// operationId, where more than four fifths of all have the same one, and it is
// set off by a separator.
func affix(ops []*operation) func(string) string {
	split := func(id string) []string {
		return strings.FieldsFunc(id, func(r rune) bool { return strings.ContainsRune("_-./ ", r) })
	}
	firsts, lasts, total := map[string]int{}, map[string]int{}, 0
	for _, op := range ops {
		if op.Wire == "" {
			continue
		}
		total++
		if words := split(op.Wire); len(words) > 1 {
			firsts[words[0]]++
			lasts[words[len(words)-1]]++
		}
	}
	common := func(counts map[string]int) string {
		for word, n := range counts {
			if n*5 > total*4 && total > 2 && !isVerb(word) {
				return word // at most one has more than half
			}
		}
		return ""
	}
	first, last := common(firsts), common(lasts)
	return func(id string) string {
		words := split(id)
		if len(words) > 1 && last != "" && words[len(words)-1] == last {
			words = words[:len(words)-1]
		}
		if len(words) > 1 && first != "" && words[0] == first {
			words = words[1:]
		}
		return strings.Join(words, "_")
	}
}

// isVerb tells words that say what an operation does, however common.
func isVerb(word string) bool {
	switch strings.ToLower(word) {
	case "get", "list", "create", "update", "delete", "post", "put", "patch", "add", "remove", "find", "search":
		return true
	}
	return false
}

// pathPrefix is the longest run of first segments that more than four fifths
// of all paths begin with.
func pathPrefix(ops []*operation) []string {
	paths := map[string]bool{}
	for _, op := range ops {
		if op.by == "" {
			paths[op.Path] = true
		}
	}
	counts := map[string]int{}
	for path := range paths {
		segments := segmentsOf(path)
		for i := 1; i < len(segments); i++ { // a prefix leaves something
			counts[strings.Join(segments[:i], "/")]++
		}
	}
	best := ""
	for prefix, n := range counts {
		if n*5 > len(paths)*4 && len(paths) > 2 && strings.Count(prefix, "/") >= strings.Count(best, "/") && (best == "" || len(prefix) > len(best)) {
			best = prefix
		}
	}
	return segmentsOf(best)
}

func segmentsOf(path string) []string {
	return strings.FieldsFunc(path, func(r rune) bool { return r == '/' })
}

// pathName joins the segments after the common prefix: /pets/{petId} is
// PetsByPetID.
func (l *lowerer) pathName(path string, prefix []string) string {
	segments := segmentsOf(path)
	for len(prefix) > 0 && len(segments) > 1 && segments[0] == prefix[0] {
		segments, prefix = segments[1:], prefix[1:]
	}
	var b strings.Builder
	for _, s := range segments {
		if strings.HasPrefix(s, "{") && strings.HasSuffix(s, "}") {
			b.WriteString("By")
		}
		b.WriteString(cmp.Or(l.ids.exported(s), l.ids.spelled(s)))
	}
	return b.String()
}
