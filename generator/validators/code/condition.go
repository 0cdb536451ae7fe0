package code

import (
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// By keyword, the condition that a value violates a step of a plan, as Go.

// Value is how emitted code refers to a value that has been read. A string is in v,
// a []byte, and a number in n, a validate.Decimal.
type Value struct {
	Items     *jen.Statement                       // how many items an array has
	Members   *jen.Statement                       // how many members an object has
	Start     func() *jen.Statement                // where an array begins in the text
	Contained func(part *ir.Schema) *jen.Statement // how many items match a part's contains
}

var conditions = map[string]func(*File, *ir.Schema, Value) *jen.Statement{
	"minLength": func(f *File, part *ir.Schema, _ Value) *jen.Statement {
		return f.Runtime("Length").Call(Text()).Op("<").Lit(limit(part.MinLength))
	},
	"maxLength": func(f *File, part *ir.Schema, _ Value) *jen.Statement {
		return f.Runtime("Length").Call(Text()).Op(">").Lit(limit(part.MaxLength))
	},
	"pattern": func(f *File, part *ir.Schema, _ Value) *jen.Statement {
		return jen.Op("!").Id(f.Pattern(*part.Pattern)).Dot("Match").Call(Text())
	},
	"format": func(f *File, part *ir.Schema, _ Value) *jen.Statement {
		format := keyword.FormatOf(part.Format)
		if format.Types == ir.String {
			return jen.Op("!").Add(f.Runtime(format.Function)).Call(Text())
		}
		return jen.Op("!").Add(Number()).Dot(format.Function).Call()
	},
	"multipleOf": func(_ *File, part *ir.Schema, _ Value) *jen.Statement {
		return jen.Op("!").Add(Number()).Dot("MultipleOf").Call(jen.Lit(string(part.MultipleOf)))
	},
	"minimum": func(_ *File, part *ir.Schema, _ Value) *jen.Statement {
		return compare("<", part.Minimum)
	},
	"exclusiveMinimum": func(_ *File, part *ir.Schema, _ Value) *jen.Statement {
		return compare("<=", part.ExclusiveMinimum)
	},
	"maximum": func(_ *File, part *ir.Schema, _ Value) *jen.Statement {
		return compare(">", part.Maximum)
	},
	"exclusiveMaximum": func(_ *File, part *ir.Schema, _ Value) *jen.Statement {
		return compare(">=", part.ExclusiveMaximum)
	},
	"minItems": func(_ *File, part *ir.Schema, v Value) *jen.Statement {
		return jen.Add(v.Items).Op("<").Lit(limit(part.MinItems))
	},
	"maxItems": func(_ *File, part *ir.Schema, v Value) *jen.Statement {
		return jen.Add(v.Items).Op(">").Lit(limit(part.MaxItems))
	},
	"uniqueItems": func(_ *File, _ *ir.Schema, v Value) *jen.Statement {
		return jen.Op("!").Add(Scanner()).Dot("Unique").Call(v.Start())
	},
	"contains": func(_ *File, part *ir.Schema, v Value) *jen.Statement {
		return v.Contained(part).Op("<").Lit(1)
	},
	"minContains": func(_ *File, part *ir.Schema, v Value) *jen.Statement {
		return v.Contained(part).Op("<").Lit(limit(part.MinContains))
	},
	"maxContains": func(_ *File, part *ir.Schema, v Value) *jen.Statement {
		return v.Contained(part).Op(">").Lit(limit(part.MaxContains))
	},
	"minProperties": func(_ *File, part *ir.Schema, v Value) *jen.Statement {
		return jen.Add(v.Members).Op("<").Lit(limit(part.MinProperties))
	},
	"maxProperties": func(_ *File, part *ir.Schema, v Value) *jen.Statement {
		return jen.Add(v.Members).Op(">").Lit(limit(part.MaxProperties))
	},
}

// Violates is the condition that a value violates a step.
func (f *File) Violates(s plan.Step, v Value) *jen.Statement {
	return conditions[s.Keyword](f, s.Part, v)
}

// ViolatesInt is [File.Violates] for a value of one of Go's signed integer types; nil where
// it holds no value that does. ok is false where the step takes the text of the number.
func ViolatesInt(s plan.Step, goType string, value *jen.Statement) (condition *jen.Statement, ok bool) {
	if Scalars[goType] != "DecodeInt" {
		return nil, false
	}
	limits := map[string]struct {
		operator string
		limit    ir.Number
	}{
		"minimum": {"<", s.Part.Minimum}, "exclusiveMinimum": {"<=", s.Part.ExclusiveMinimum},
		"maximum": {">", s.Part.Maximum}, "exclusiveMaximum": {">=", s.Part.ExclusiveMaximum},
	}
	if s.Keyword == "format" {
		return nil, keyword.FormatOf(s.Part.Format).Go == goType
	}
	than, known := limits[s.Keyword]
	n, err := strconv.ParseInt(string(than.limit), 10, 64)
	if !known || err != nil {
		return nil, false
	}
	return jen.Int64().Call(value).Op(than.operator).Lit(int(n)), true
}

// compare compares the number with a limit, exactly.
func compare(operator string, limit ir.Number) *jen.Statement {
	return Number().Dot("Compare").Call(jen.Lit(string(limit))).Op(operator).Lit(0)
}

// limit brings a limit to an int; no body comes near the largest.
func limit(n *uint64) int {
	const most = 1<<31 - 1
	return int(min(*n, most))
}

// NoNumber is the condition that the number is none of a list.
func NoNumber(list []ir.Value) *jen.Statement {
	differs := make([]jen.Code, len(list))
	for i, value := range list {
		differs[i] = Number().Dot("Compare").Call(jen.Lit(string(value))).Op("!=").Lit(0)
	}
	return Joined("&&", differs)
}
