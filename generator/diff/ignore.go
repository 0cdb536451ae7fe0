package diff

import (
	"fmt"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/source"
)

// This file reads ignore lists: changes that are known, each with the reason
// why it does no harm.
//
//	- change: response-property-became-nullable
//	  at: client.accessTokenSignAlg
//	  reason: the server has always sent null there

// Ignore is one entry of an ignore list.
type Ignore struct {
	Code    string // of the change
	Subject string // where it is; "" is everywhere
	Reason  string
	Pos     diag.Position
}

// ParseIgnores reads an ignore list, in YAML or JSON. name is what positions
// call the file. The error is [diag.Errors] with all that is wrong.
func ParseIgnores(name string, data []byte) ([]Ignore, error) {
	file, err := source.Parse(name, "", data)
	if err != nil {
		return nil, err
	}
	var diags diag.List
	if file.Root.Kind != source.Array {
		diags.Errorf(file.Cursor().Position(), "ignore-list", "expected a list of entries with change, at and reason, got %s", file.Root.Kind)
	}
	var out []Ignore
	for _, c := range file.Cursor().Items() {
		out = append(out, readIgnore(c, &diags))
	}
	return out, diags.Err()
}

func readIgnore(c source.Cursor, diags *diag.List) Ignore {
	keys := []string{"change", "at", "reason"}
	if c.Node.Kind != source.Object {
		diags.Errorf(c.Position(), "ignore-list", "expected an entry with %s, got %s", strings.Join(keys, ", "), c.Node.Kind)
		return Ignore{}
	}
	for _, m := range c.Members() {
		switch {
		case !slices.Contains(keys, m.LastToken()):
			diags.Errorf(m.Position(), "ignore-list", "unknown key %q; known here: %s", m.LastToken(), strings.Join(keys, ", "))
		case strings.TrimSpace(m.Node.Str()) == "":
			diags.Errorf(m.Position(), "ignore-list", "%q must be text", m.LastToken())
		}
	}
	for _, key := range []string{"change", "reason"} {
		if c.Key(key).Node == nil {
			diags.Errorf(c.Position(), "ignore-list", "the key %q is missing", key)
		}
	}
	return Ignore{
		Code: c.Node.Get("change").Str(), Subject: c.Node.Get("at").Str(), Reason: c.Node.Get("reason").Str(), Pos: c.Position(),
	}
}

// Ignore takes out of the report what the list names, and judges what is left.
// An entry that no change needs is an error ([diag.Errors]).
func (r *Report) Ignore(list []Ignore) error {
	used := make([]bool, len(list))
	left := r.Changes[:0:0]
	for _, c := range r.Changes {
		i := slices.IndexFunc(list, func(e Ignore) bool { return e.Code == c.Code && (e.Subject == "" || e.Subject == c.Subject) })
		if i < 0 {
			left = append(left, c)
			continue
		}
		used[i] = true
		c.Reason = list[i].Reason
		r.Ignored = append(r.Ignored, c)
	}
	r.Changes = left
	r.judge(r.Verdict != None)

	var diags diag.List
	for i, e := range list {
		if !used[i] {
			what := e.Code
			if e.Subject != "" {
				what += " at " + e.Subject
			}
			diags.Add(diag.Diagnostic{
				Severity: diag.Error, Code: "ignore-list", Position: e.Pos,
				Message: fmt.Sprintf("no change is %s", what), Hint: "remove the entry",
			})
		}
	}
	return diags.Err()
}
