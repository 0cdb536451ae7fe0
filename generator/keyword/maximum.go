package keyword

import "github.com/oasmint/oasmint/generator/ir"

// maximum (JSON Schema Validation, section 6.2.2). Words: with minimum.
var maximum = func() *Keyword {
	k := bound("maximum", "Maximum", "maximum", "at most", maximumField, func(order int) bool { return order <= 0 })
	k.Read = readBound("exclusiveMaximum", maximumField, exclusiveMaximumField)
	k.Write = func(_ Writer, s *ir.Schema, o *Object) {
		o.Add("maximum", number(tighter(s.Maximum, s.ExclusiveMaximum, formats[s.Format].High, -1)))
	}
	return k
}()

func maximumField(s *ir.Schema) *ir.Number { return &s.Maximum }
