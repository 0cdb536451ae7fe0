package lower

import (
	"slices"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// This file holds x-action-response, which package keyword reads, against what is around
// it: the enum that it speaks of, and the properties that hold what is sent.

// actions warns where the extensions speak of nothing.
func (l *lowerer) actions() {
	for _, e := range l.order {
		if len(e.schema.Enum) == 0 || e.schema.Actions == nil {
			l.alone(e)
		}
		if action, of := e.schema.Action(); action != nil && e.schema.Shape.Same == nil {
			l.actionTexts(e.schema, of)
			for _, f := range e.schema.Shape.Fields {
				if f != action && f.Actions() != nil {
					l.diags.Add(diag.Diagnostic{
						Severity: diag.Warning, Position: f.Pos, Code: "action-response",
						Message: "the object has another action, " + quote(action.Wire) + ": that one is followed",
					})
				}
			}
		}
	}
}

// alone warns about extensions beside which there is no enum, or no x-action-response.
func (l *lowerer) alone(e *entry) {
	for _, key := range []string{keyword.ActionResponse, keyword.ActionContent, keyword.ActionHeaders} {
		c := e.at.Key(key)
		switch {
		case c.Node == nil:
		case len(e.schema.Enum) == 0:
			l.warn(c, "action-response", "%q is not followed: there is no enum beside it", key)
		case key != keyword.ActionResponse && e.at.Key(keyword.ActionResponse).Node == nil:
			l.warn(c, "action-response", "%q is not followed: there is no %q beside it", key, keyword.ActionResponse)
		}
	}
}

// actionTexts warns where an object with an action lacks a property that holds what is
// sent. of lists the actions.
func (l *lowerer) actionTexts(s, of *ir.Schema) {
	lacks := func(at diag.Position, property string) {
		l.diags.Add(diag.Diagnostic{
			Severity: diag.Warning, Position: at, Code: "action-response",
			Message: "the object with this action, at " + s.Pos.String() + ", has no property " + quote(property) + " that is a text",
			Hint:    "correct the name, or add the property with type: string",
		})
	}
	if slices.ContainsFunc(of.Shape.Enum, func(v *ir.EnumValue) bool { return v.Answer.Sends() }) && s.Text(of.Actions.Content) == nil {
		lacks(of.Actions.Pos, of.Actions.Content)
	}
	for _, h := range of.Actions.Headers {
		if s.Text(h.Property) == nil {
			lacks(h.Pos, h.Property)
		}
	}
}
