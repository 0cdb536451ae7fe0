package generator

import (
	"fmt"

	"github.com/oasmint/oasmint/generator/diag"
)

// CodeIgnore is the code of errors about a target's list of known warnings.
const CodeIgnore = "ignore"

// ignore takes the warnings and notes out that the target knows. Where whole is
// set, everything that can be warned of has been, and an entry that took nothing
// out is an error.
func (r *run) ignore(whole bool) {
	used := make([]bool, len(r.target.Ignore))
	r.Diagnostics.Drop(func(d diag.Diagnostic) bool {
		if d.Severity == diag.Error {
			return false
		}
		dropped := false
		for i, entry := range r.target.Ignore {
			if entry.Covers(d.Code, d.Position.Pointer) {
				used[i], dropped = true, true
			}
		}
		return dropped
	})
	for i, entry := range r.target.Ignore {
		if used[i] || !whole {
			continue
		}
		what := "[" + entry.Code + "]"
		if entry.At != "" {
			what += " at #" + entry.At
		}
		r.Diagnostics.Add(diag.Diagnostic{
			Severity: diag.Error, Code: CodeIgnore, Position: r.target.Position(fmt.Sprintf("/ignore/%d", i)),
			Message: "no warning is " + what, Hint: "remove the entry",
		})
	}
}
