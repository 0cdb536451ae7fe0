package code

import (
	"maps"
	"slices"
	"testing"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// elsewhere are the keywords that assert something and are checked by no condition,
// with what checks them.
var elsewhere = map[string]string{
	"$ref": "it becomes part of the plan", "allOf": "it becomes part of the plan",
	"type": "the value's kind is looked at", "nullable": "null is accepted before all else",
	"enum": "plan.Values: a table, a switch or a comparison", "const": "plan.Values, as enum",
	"prefixItems": "item by item", "items": "item by item",
	"properties": "member by member", "required": "member by member", "patternProperties": "member by member",
	"additionalProperties": "member by member", "propertyNames": "member by member",
	"dependentRequired": "the members that were seen", "dependentSchemas": "the members that were seen",
	"anyOf": "plan.Choice", "oneOf": "plan.Choice", "not": "plan.Forbidden",
	"if": "plan.IfThenElse", "then": "plan.IfThenElse", "else": "plan.IfThenElse",
	"unevaluatedItems": "plan.Unevaluated", "unevaluatedProperties": "plan.Unevaluated",
}

// TestConditions holds that each keyword which asserts something is checked: by a
// condition, or as elsewhere says.
func TestConditions(t *testing.T) {
	for _, k := range keyword.All() {
		_, has := conditions[k.Name]
		why, excused := elsewhere[k.Name]
		asserts := k.Asserts() || k.Class == keyword.Modifier
		switch {
		case asserts && !has && !excused:
			t.Errorf("%s: it has no condition, and elsewhere does not say what checks it", k.Name)
		case asserts && has && excused:
			t.Errorf("%s: it has a condition; elsewhere says %q", k.Name, why)
		case !asserts && (has || excused):
			t.Errorf("%s: it asserts nothing, and is checked", k.Name)
		}
	}
	for _, name := range slices.Concat(slices.Collect(maps.Keys(conditions)), slices.Collect(maps.Keys(elsewhere))) {
		if keyword.Of(name) == nil {
			t.Errorf("%s is no keyword", name)
		}
	}
}

// TestConditionsArePlanned holds that the steps of plans and the conditions are of the
// same keywords.
func TestConditionsArePlanned(t *testing.T) {
	two, pattern := uint64(2), "a"
	all := &ir.Schema{
		MinLength: &two, MaxLength: &two, Pattern: &pattern, Format: "date",
		MultipleOf: "2", Minimum: "2", Maximum: "2", ExclusiveMinimum: "2", ExclusiveMaximum: "2",
		MinItems: &two, MaxItems: &two, UniqueItems: true, Contains: &ir.Schema{}, MinContains: &two, MaxContains: &two,
		MinProperties: &two, MaxProperties: &two,
	}
	p := &plan.Plan{Types: keyword.AnyType, Parts: []*ir.Schema{all, {Contains: &ir.Schema{}}}}
	planned := map[string]bool{}
	for _, step := range plan.NewDocument(&ir.API{}).Steps(p, p.Types) {
		planned[step.Keyword] = true
		if conditions[step.Keyword] == nil {
			t.Errorf("%s is planned, and has no condition", step.Keyword)
		}
	}
	for name := range conditions {
		if !planned[name] {
			t.Errorf("%s has a condition, and is not planned", name)
		}
	}
}
