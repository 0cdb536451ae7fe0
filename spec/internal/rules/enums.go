package rules

// Enums: every value has a text (x-enum-descriptions), in the values' order.
// What lists the same values says the same of them. x-action-status holds HTTP
// statuses of values of an action, and the texts name them.

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/source"
)

const (
	enumTexts  = "x-enum-descriptions"
	enumStatus = "x-action-status"
	actionName = "action" // its values mean another thing at every endpoint
)

func enums(d *document, out *diag.List) {
	first := map[string]object{} // by the list of values
	for _, o := range d.objects {
		if !o.isSchema() {
			continue
		}
		values := valuesOf(o)
		enumKeys(o, values, out)
		statuses(o, values, out)
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

func statuses(o object, values []string, out *diag.List) {
	for _, c := range o.Key(enumStatus).Members() {
		value, status := c.LastToken(), c.Node.Text
		text := o.Key(enumTexts).Key(value).Node.Str()
		n, err := strconv.Atoi(status)
		switch {
		case !slices.Contains(values, value):
			finding(out, c.Position(), "unknown-value",
				fmt.Sprintf("%q has a status, but is no value of the enum", value), "mend the spelling, or remove it")
		case c.Node.Kind != source.Number || err != nil || n < 200 || n > 599:
			finding(out, c.Position(), "status", "this is no HTTP status to answer with", "a number from 200 to 599")
		case !strings.Contains(text, status):
			finding(out, c.Position(), "status",
				fmt.Sprintf("the text of %q does not name the status %s", value, status), "the text says with which status to answer, and when")
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
