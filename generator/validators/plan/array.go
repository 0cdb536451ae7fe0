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

// Bounds returns how many items an array may have, where it is checked when its items are,
// and their number: most is 0 where that has no bound. It returns false where more matters.
func (p *Plan) Bounds() (least, most uint64, ok bool) {
	if !p.suffices(ir.Array, "minItems", "maxItems") {
		return 0, 0, false
	}
	for _, part := range p.Parts {
		if len(part.PrefixItems) > 0 || part.MinItems != nil && least > 0 || part.MaxItems != nil && (most > 0 || *part.MaxItems == 0) {
			return 0, 0, false // the index of an item, or both bounds would be told
		}
		if part.MinItems != nil {
			least = *part.MinItems
		}
		if part.MaxItems != nil {
			most = *part.MaxItems
		}
	}
	const large = 1 << 31
	return least, most, least < large && most < large
}
