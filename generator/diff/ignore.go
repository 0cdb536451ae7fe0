package diff

import (
	"fmt"
	"slices"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/strict"
)

// This file reads ignore lists: changes that are known, each with the reason
// why it does no harm.
//
//	- change: null-accepted
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
	var diags diag.List
	file, err := strict.Parse(name, data, &diags)
	if err != nil {
		return nil, err
	}
	var entries []ignoreEntry
	strict.Decode(file.Cursor(), &entries, strict.Codes{Type: codeIgnore, Unknown: codeIgnore, Missing: codeIgnore}, &diags)
	var out []Ignore
	for i, e := range entries {
		out = append(out, Ignore{string(e.Change), string(e.At), string(e.Reason), file.Cursor().Index(i).Position()})
	}
	return out, diags.Err()
}

// ignoreEntry is an entry as it is written.
type ignoreEntry struct {
	Change strict.Text `key:"change,required"`
	At     strict.Text `key:"at"`
	Reason strict.Text `key:"reason,required"`
}

// codeIgnore is the code of all diagnostics about ignore lists.
const codeIgnore = "ignore-list"

// Ignore takes out of the report what the list names, and judges what is left.
// What a change does to the Go package can be ignored by itself, by its own code.
// An entry that no change needs is an error ([diag.Errors]).
func (r *Report) Ignore(list []Ignore) error {
	used := make([]bool, len(list))
	find := func(code, subject string) int {
		i := slices.IndexFunc(list, func(e Ignore) bool { return e.Code == code && (e.Subject == "" || e.Subject == subject) })
		if i >= 0 {
			used[i] = true
		}
		return i
	}
	left := []Change{}
	for _, c := range r.Changes {
		inGo := c.Go
		c.Go = nil
		for _, g := range inGo {
			if i := find(g.Code, g.Name); i >= 0 {
				r.Ignored = append(r.Ignored, Change{Code: g.Code, In: InGo, Level: g.Level, Subject: g.Name, Message: g.Message, Old: c.Old, New: c.New, Reason: list[i].Reason})
			} else {
				c.Go = append(c.Go, g)
			}
		}
		c.grade()
		if i := find(c.Code, c.Subject); i >= 0 {
			c.Reason = list[i].Reason
			r.Ignored = append(r.Ignored, c)
			continue
		}
		left = append(left, c)
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
				Severity: diag.Error, Code: codeIgnore, Position: e.Pos,
				Message: fmt.Sprintf("no change is %s", what), Hint: "remove the entry",
			})
		}
	}
	return diags.Err()
}
