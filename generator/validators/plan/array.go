package plan

import "github.com/oasmint/oasmint/generator/ir"

// Items of arrays: prefixItems, items and contains (JSON Schema Core, 10.3.1).

// Prefix is how many items have schemas by their index.
func (p *Plan) Prefix() int {
	prefix := 0
	for _, part := range p.Parts {
		prefix = max(prefix, len(part.PrefixItems))
	}
	return prefix
}

// ItemsAt returns the schemas that hold for the item with an index. All items from
// [Plan.Prefix] on have the same ones.
func (p *Plan) ItemsAt(i int) (schemas []*ir.Schema) {
	for _, part := range p.Parts {
		switch {
		case i < len(part.PrefixItems):
			schemas = append(schemas, part.PrefixItems[i])
		case part.Items != nil:
			schemas = append(schemas, part.Items)
		}
	}
	return schemas
}

// Counts reports whether the number of items, or the index of one, matters.
func (p *Plan) Counts() bool {
	return p.has(func(s *ir.Schema) bool { return s.MinItems != nil || s.MaxItems != nil || len(s.PrefixItems) > 0 })
}

// ItemsSuffice reports whether an array is checked when its items are: no keyword
// counts or compares them, or reads the array again.
func (p *Plan) ItemsSuffice() bool { return p.suffices(ir.Array) }
