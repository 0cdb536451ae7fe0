package rules

// Terms: spec/terms.yaml, the words that several places share, and the
// exceptions from the rules, each with its reason.

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/source"
)

// Terms is the table. Its sections:
//
//	properties:       name of a property -> term
//	parameters:       name of a parameter -> term
//	actions:          value of a property called action -> term
//	no-description:   pointer, * for any one token -> why it has none
//	unused:           schema -> why it stays though nothing refers to it
//
// A term has texts, any of which may be used, and apart: in lists the schemas
// and operations that say it in words of their own (* for all), because says
// why.
type Terms struct {
	properties, parameters, actions map[string]*term
	silent, unused                  []*entry
	all                             []*term
}

type term struct {
	name  string
	texts []*entry
	apart []*entry
}

// entry is a line of the table.
type entry struct {
	text string
	at   diag.Position
	uses int
}

func readTerms(f File) (*Terms, error) {
	t := &Terms{properties: map[string]*term{}, parameters: map[string]*term{}, actions: map[string]*term{}}
	if len(f.Data) == 0 {
		return t, nil
	}
	parsed, err := source.Parse(f.Name, f.Name, f.Data)
	if err != nil {
		return nil, err
	}
	var wrong diag.List
	for _, section := range parsed.Cursor().Members() {
		switch section.LastToken() {
		case "properties":
			t.terms(section, t.properties, &wrong)
		case "parameters":
			t.terms(section, t.parameters, &wrong)
		case "actions":
			t.terms(section, t.actions, &wrong)
		case "no-description":
			t.silent = reasons(section, &wrong)
		case "unused":
			t.unused = reasons(section, &wrong)
		default:
			unknown(section, "properties, parameters, actions, no-description or unused", &wrong)
		}
	}
	return t, wrong.Err()
}

func unknown(c source.Cursor, wanted string, wrong *diag.List) {
	wrong.Add(diag.Diagnostic{Severity: diag.Error, Position: c.Position(), Code: "terms",
		Message: fmt.Sprintf("unknown key %q", c.LastToken()), Hint: "expected " + wanted})
}

func (t *Terms) terms(section source.Cursor, into map[string]*term, wrong *diag.List) {
	for _, c := range section.Members() {
		x := &term{name: c.LastToken()}
		for _, m := range c.Members() {
			switch m.LastToken() {
			case "texts":
				x.texts = entries(m)
			case "apart":
				x.apart = entries(m.Key("in"))
				if len(x.apart) > 0 && strings.TrimSpace(m.Key("because").Node.Str()) == "" {
					wrong.Errorf(m.Position(), "terms", "%q has places apart without a reason (because)", x.name)
				}
			default:
				unknown(m, "texts or apart", wrong)
			}
		}
		into[x.name] = x
		t.all = append(t.all, x)
	}
}

func entries(list source.Cursor) (out []*entry) {
	for _, c := range list.Items() {
		out = append(out, &entry{text: c.Node.Str(), at: c.Position()})
	}
	return out
}

func reasons(section source.Cursor, wrong *diag.List) (out []*entry) {
	for _, c := range section.Members() {
		if strings.TrimSpace(c.Node.Str()) == "" {
			wrong.Errorf(c.Position(), "terms", "the exception %q has no reason", c.LastToken())
		}
		out = append(out, &entry{text: c.LastToken(), at: c.Position()})
	}
	return out
}

// without reports whether o may go without a description, which is noted.
func (t *Terms) without(o object) bool {
	if o.Key("description").Node != nil {
		return false
	}
	for _, e := range t.silent {
		if ok, _ := path.Match(e.text, o.Pointer); ok {
			e.uses++
			return true
		}
	}
	return false
}

// unusedSchema reports whether a schema may be unused, which is noted.
func (t *Terms) unusedSchema(name string) bool {
	i := slices.IndexFunc(t.unused, func(e *entry) bool { return e.text == name })
	if i >= 0 {
		t.unused[i].uses++
	}
	return i >= 0
}

// needless reports entries that no rule needed.
func (t *Terms) needless(out *diag.List) {
	for _, x := range t.all {
		for _, e := range x.texts {
			if e.uses < 2 {
				finding(out, e.at, "needless", fmt.Sprintf("the text is used in %d places, so it is not shared", e.uses),
					"remove it from the table, or use it")
			}
		}
		for _, e := range x.apart {
			if e.uses == 0 {
				finding(out, e.at, "needless", fmt.Sprintf("%q has no words of its own for %q", e.text, x.name), "remove it from the list")
			}
		}
	}
	for _, e := range slices.Concat(t.silent, t.unused) {
		if e.uses == 0 {
			finding(out, e.at, "needless", fmt.Sprintf("the exception %q is not needed", e.text), "remove it")
		}
	}
}
