package lower

import (
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
	"github.com/oasmint/oasmint/generator/strict"
)

// pagination reads the extension of an operation that says how its pages are asked for:
//
//	x-pagination: {offset: offset, items: /pets, total: /total}
//
// One with a mistake in it is reported, and not followed.
func (l *lowerer) pagination(c source.Cursor, op *ir.Operation) *ir.Pagination {
	const code = "pagination"
	at := c.Key("x-pagination")
	if at.Node == nil {
		return nil
	}
	p := &ir.Pagination{Pos: at.Position()}
	var wrong diag.List
	strict.Decode(at, p, strict.Codes{Type: code, Unknown: code, Missing: code}, &wrong)
	found := wrong.Sorted()
	if problem := p.Problem(); len(found) == 0 && problem != "" {
		found = append(found, diag.Diagnostic{Position: at.Position(), Code: code, Message: problem})
	}
	if len(found) == 0 && op.Webhook {
		found = append(found, diag.Diagnostic{Position: at.Position(), Code: code, Message: "a webhook or callback has no pages"})
	}
	for _, d := range found {
		d.Severity, d.Message = diag.Warning, d.Message+`; "x-pagination" is not followed`
		l.diags.Add(d)
	}
	if len(found) > 0 {
		return nil
	}
	return p
}
