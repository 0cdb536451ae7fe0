package rules

// Wording: the same thing is said in the same words, those of spec/terms.yaml.

import (
	"fmt"
	"slices"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/source"
)

// sharedFrom is in how many places a text of one name stands before it belongs
// in the table.
const sharedFrom = 3

func wording(d *document, out *diag.List) {
	said := map[[2]string]int{} // by name and text
	for _, o := range d.objects {
		switch o.kind {
		case "property":
			text := o.Key("description")
			speak(d.terms.properties, o.name, o.holder, text, out)
			if id := [2]string{o.name, text.Node.Str()}; d.terms.properties[o.name] == nil && text.Node != nil {
				if said[id]++; said[id] == sharedFrom {
					finding(out, text.Position(), "wording",
						fmt.Sprintf("%q is described in these words in %d places or more, but not in spec/terms.yaml", o.name, sharedFrom),
						"add the name with its texts to the table")
				}
			}
		case "parameter":
			speak(d.terms.parameters, o.name, o.holder, o.Key("description"), out)
		}
		if o.isSchema() && o.name == actionName {
			for _, text := range o.Key(enumTexts).Members() {
				speak(d.terms.actions, text.LastToken(), o.holder, text, out)
			}
		}
	}
}

// speak checks one text against the table and notes what it used of it.
func speak(table map[string]*term, name, holder string, text source.Cursor, out *diag.List) {
	t := table[name]
	if t == nil || text.Node == nil {
		return
	}
	if i := slices.IndexFunc(t.texts, func(e *entry) bool { return e.text == text.Node.Str() }); i >= 0 {
		t.texts[i].uses++
		return
	}
	if i := slices.IndexFunc(t.apart, func(e *entry) bool { return e.text == holder || e.text == "*" }); i >= 0 {
		t.apart[i].uses++
		return
	}
	hint := fmt.Sprintf("list %q under apart, with the reason", holder)
	if len(t.texts) > 0 {
		hint = fmt.Sprintf("use the words of %s, or %s", t.texts[0].at, hint)
	}
	finding(out, text.Position(), "wording", fmt.Sprintf("%q is described in other words than elsewhere", name), hint)
}
