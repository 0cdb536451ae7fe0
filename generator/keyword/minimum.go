package keyword

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// minimum (JSON Schema Validation, section 6.2.4).
var minimum = func() *Keyword {
	k := bound("minimum", "Minimum", "minimum", "at least", minimumField, func(order int) bool { return order >= 0 })
	readOne := readBound("exclusiveMinimum", minimumField, exclusiveMinimumField)
	k.Read = func(r Reader, s *ir.Schema, in, at source.Cursor) {
		readOne(r, s, in, at)
		crossed(r, in, "minimum", "maximum")
	}
	k.Write = func(_ Writer, s *ir.Schema, o *Object) {
		o.Add("minimum", number(tighter(s.Minimum, s.ExclusiveMinimum, formats[s.Format].Low, 1)))
	}
	k.Words = func(v Voice, s *ir.Schema, _ Told) string {
		if s.Minimum != "" && s.Maximum != "" && s.ExclusiveMinimum == "" && s.ExclusiveMaximum == "" {
			return "from " + v.Plain(string(s.Minimum)) + " to " + v.Plain(string(s.Maximum))
		}
		var out []string
		for _, b := range []struct {
			words string
			n     ir.Number
		}{{"at least ", s.Minimum}, {"greater than ", s.ExclusiveMinimum}, {"at most ", s.Maximum}, {"less than ", s.ExclusiveMaximum}} {
			if b.n != "" {
				out = append(out, b.words+v.Plain(string(b.n)))
			}
		}
		return join(out, ", ")
	}
	return k
}()

func minimumField(s *ir.Schema) *ir.Number { return &s.Minimum }
