package rules

// Enums: every value has a text (x-enum-descriptions), in the values' order.
// What lists the same values says the same of them. x-action-response says how each
// value of an action is answered and who says so, and the texts name the statuses.

import (
	"fmt"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
)

const (
	enumTexts   = "x-enum-descriptions"
	enumAnswers = "x-action-response"
	actionName  = "action" // its values mean another thing at every endpoint
)

func enums(d *document, out *diag.List) {
	first := map[string]object{} // by the list of values
	for _, o := range d.objects {
		if !o.isSchema() {
			continue
		}
		values := valuesOf(o)
		enumKeys(o, values, out)
		answers(o, values, out)
		if len(values) == 0 || o.name == actionName {
			continue
		}
		id := strings.Join(slices.Sorted(slices.Values(values)), "\n")
		if other, ok := first[id]; !ok {
			first[id] = o
		} else {
			alike(o, other, values, out)
		}
	}
}

// valuesOf are the texts of an enum's values.
func valuesOf(o object) (out []string) {
	for _, v := range o.Key("enum").Items() {
		out = append(out, v.Node.Text)
	}
	return out
}

func enumKeys(o object, values []string, out *diag.List) {
	described := o.Key(enumTexts)
	for _, v := range o.Key("enum").Items() {
		text := described.Key(v.Node.Text)
		switch {
		case strings.TrimSpace(text.Node.Str()) == "":
			finding(out, v.Position(), "missing-text", fmt.Sprintf("the enum value %q has no text", v.Node.Text),
				"add it to "+enumTexts+" of "+o.title())
		case saysNothing(v.Node.Text, text.Node.Str()):
			finding(out, text.Position(), "empty-text",
				fmt.Sprintf("the text of the enum value %q repeats it", v.Node.Text), "say what it means")
		}
	}
	at := -1
	for _, c := range described.Members() {
		i := slices.Index(values, c.LastToken())
		switch {
		case i < 0:
			finding(out, c.Position(), "unknown-value",
				fmt.Sprintf("%q is described, but no value of the enum", c.LastToken()), "mend the spelling, or remove it")
		case i < at:
			finding(out, c.Position(), "order",
				fmt.Sprintf("the text of %q stands before that of %q", values[at], values[i]), "describe the values in the order of the enum")
		}
		at = max(at, i)
	}
}

// answers holds how the values of an action are answered: all of them, in their order,
// each with its source. That an answer makes sense is for [lower] to say.
func answers(o object, values []string, out *diag.List) {
	if o.name == actionName {
		for _, v := range o.Key("enum").Items() {
			if o.Key(enumAnswers).Key(v.Node.Text).Node == nil {
				finding(out, v.Position(), "missing-answer", fmt.Sprintf("nothing says how the action %q is answered", v.Node.Text),
					"add it to "+enumAnswers+"; {answer: caller, source: …} where the published text leaves it open")
			}
		}
	}
	at := -1
	for _, c := range o.Key(enumAnswers).Members() {
		value, status := c.LastToken(), c.Key("status").Node
		i := slices.Index(values, value)
		if i >= 0 && i < at {
			finding(out, c.Position(), "order", fmt.Sprintf("the answer of %q stands before that of %q", values[at], value),
				"say them in the order of the enum")
		}
		at = max(at, i)
		if c.Key("source").Node.Str() == "" {
			finding(out, c.Position(), "missing-source", fmt.Sprintf("nothing says who settles the answer of %q", value),
				"add its source: a standard with its section, or the published text")
		}
		if status != nil && !strings.Contains(o.Key(enumTexts).Key(value).Node.Str(), status.Text) {
			finding(out, c.Position(), "status", fmt.Sprintf("the text of %q does not name the status %s", value, status.Text),
				"the text says with which status to answer, and when")
		}
	}
}

// alike compares the texts of two enums of the same values.
func alike(o, other object, values []string, out *diag.List) {
	for _, v := range values {
		a, b := o.Key(enumTexts).Key(v), other.Key(enumTexts).Key(v)
		if a.Node != nil && b.Node != nil && a.Node.Text != b.Node.Text {
			finding(out, a.Position(), "wording",
				fmt.Sprintf("the enum value %q is described in other words than in #%s", v, other.Pointer),
				fmt.Sprintf("what lists the same values says the same of them; the other is in line %d", b.Position().Line))
		}
	}
}
