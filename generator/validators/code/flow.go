package code

import (
	"slices"

	"github.com/dave/jennifer/jen"
)

// The flow of emitted checks of bytes. A check is a call that returns whether to go
// on; the function around it returns false at once where one does not.

// Scanner is the scanner in emitted code.
func Scanner() *jen.Statement { return jen.Id("s") }

// Text is the string in emitted code, and Number the number.
func Text() *jen.Statement   { return jen.Id("v") }
func Number() *jen.Statement { return jen.Id("n") }

// Guard is a statement that returns false where the function must not go on.
type Guard struct {
	*jen.Statement
	last []jen.Code // what stands instead where it is the function's last statement
}

// Call is a check in emitted code. Where Unless is given, it is not made under that
// condition.
type Call struct {
	Unless *jen.Statement
	Code   jen.Code
}

// Must makes a check, and returns where it says so.
func Must(check jen.Code) jen.Code { return MustAll([]Call{{Code: check}}) }

// MustAll makes several checks in their order, and returns where one says so.
func MustAll(calls []Call) jen.Code {
	failed := make([]jen.Code, len(calls))
	for i, c := range calls {
		failed[i] = jen.Op("!").Add(c.made())
	}
	return Guard{
		Statement: jen.If(Joined("||", failed)).Block(jen.Return(jen.False())),
		last:      []jen.Code{jen.Return(AllOf(calls))},
	}
}

// AllOf is true where each of several checks says to go on.
func AllOf(calls []Call) *jen.Statement {
	made := make([]jen.Code, len(calls))
	for i, c := range calls {
		made[i] = c.made()
	}
	return Joined("&&", made)
}

// mostJoined is how many conditions stand in a row: go/format takes time by the square of
// their number, and the Go compiler goes as deep.
const mostJoined = 64

// Joined is a list of conditions with an operator between them: many in groups.
func Joined(operator string, conditions []jen.Code) *jen.Statement {
	for len(conditions) > mostJoined {
		var groups []jen.Code
		for group := range slices.Chunk(conditions, mostJoined) {
			groups = append(groups, jen.Parens(Joined(operator, group)))
		}
		conditions = groups
	}
	out := jen.Null()
	for i, c := range conditions {
		if i > 0 {
			out.Op(operator)
		}
		out.Add(c)
	}
	return out
}

// made is the call under its condition.
func (c Call) made() jen.Code {
	if c.Unless == nil {
		return c.Code
	}
	return jen.Parens(jen.Add(c.Unless).Op("||").Add(c.Code))
}

// FailIf calls fail, which records a violation, where a condition holds, and
// returns where it says so.
func FailIf(cond *jen.Statement, fail jen.Code) jen.Code {
	return Guard{
		Statement: jen.If(jen.Add(cond).Op("&&").Op("!").Add(fail)).Block(jen.Return(jen.False())),
		last:      []jen.Code{jen.If(cond).Block(jen.Return(fail)), jen.Return(jen.True())},
	}
}

// FailUnlessOneOf calls fail where the text in v is none of texts, and returns where
// it says so.
func FailUnlessOneOf(texts []string, fail *jen.Statement) jen.Code {
	text, cases := jen.String().Call(Text()), Literals(texts)
	return Guard{
		Statement: jen.Switch(text).Block(jen.Case(cases...), jen.Default().Block(Must(fail))),
		last: []jen.Code{
			jen.Switch(text).Block(jen.Case(cases...).Block(jen.Return(jen.True()))),
			jen.Return(fail),
		},
	}
}

// Finish ends the body of a check with true, or with what its last check returns.
func Finish(body []jen.Code) []jen.Code {
	last, ok := body[len(body)-1].(Guard)
	if !ok {
		return append(body, jen.Return(jen.True()))
	}
	return append(body[:len(body)-1:len(body)-1], last.last...)
}
