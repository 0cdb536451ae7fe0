package action

import (
	"go/token"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
)

// This file decides what is written for which operation, and by which names.

// operation is an operation whose response has an action.
type operation struct {
	*ir.Operation
	response string // the Go type of the response
	action   field
	content  field
	headers  []header
	values   []value
}

// field is a field of the response, in Go.
type field struct {
	name string
	kind goapi.ExprKind // Pointer, Nullable, or Named for a value
	own  bool           // its type is one of the emitted package, whose values are strings
}

type header struct {
	field
	header string
}

// value is a value of an action.
type value struct {
	*ir.EnumValue
	method    string // of the interface, where the action is left to the caller
	challenge string // of the interface, where the challenge is
}

// left reports whether the interface of the operation has a method.
func (op *operation) left() bool {
	return slices.ContainsFunc(op.values, func(v value) bool { return v.method != "" || v.challenge != "" })
}

// plan returns the operations that have an action. What cannot be followed is reported.
func plan(api *ir.API, types *goapi.Package, diags *diag.List) []*operation {
	var out []*operation
	for _, op := range api.Operations {
		diags.Enter(op.Pos)
		if op.Webhook { // there the answer is another's to read
			continue
		}
		s := response(op, diags)
		if s == nil {
			continue
		}
		if planned := planOne(op, s, types, diags); planned != nil {
			out = append(out, planned)
		}
	}
	return out
}

// response returns the schema of an operation's successful response, where it has an
// action.
func response(op *ir.Operation, diags *diag.List) *ir.Schema {
	var found *ir.Schema
	for _, r := range op.Responses {
		for _, m := range r.Content {
			if !strings.HasPrefix(r.Status, "2") || !m.Media().IsJSON() || m.Stream {
				continue
			}
			s := m.Schema.Named()
			if action, _ := s.Action(); action == nil || s == found {
				continue
			}
			if found != nil {
				warn(diags, m.Pos, "another response of the operation has an action already: that one is followed")
				continue
			}
			found = s
		}
	}
	return found
}

func planOne(op *ir.Operation, s *ir.Schema, types *goapi.Package, diags *diag.List) *operation {
	out := &operation{Operation: op, response: s.Name}
	at, of := s.Action()
	fields := types.Types[s.Name]
	if fields == nil || fields.Fields[at.Wire] == nil {
		warn(diags, at.Pos, "the Go type of the response has no field for the action: no function answers for it")
		return nil
	}
	action := fields.Fields[at.Wire]
	inner, kind := unwrap(action.Type)
	if inner.Pkg != "" || !isConstant(types, of.Shape.Enum[0].Name) {
		warn(diags, at.Pos, "the Go type of the action is "+action.Type.String()+", which has no constants here: no function answers for it")
		return nil
	}
	out.action = field{name: action.Name, kind: kind}
	text := func(property string) (field, bool) {
		f := s.Text(property)
		if f == nil {
			return field{}, false // lowering has said so
		}
		in := fields.Fields[property]
		if in != nil {
			inner, kind := unwrap(in.Type)
			if inner.Kind == goapi.Named && inner.Pkg == "" && isString(types, inner.Name) {
				return field{in.Name, kind, inner.Name != "string"}, true
			}
		}
		warn(diags, f.Pos, "the Go type of "+property+" is no text, so it cannot be sent")
		return field{}, false
	}
	sends := slices.ContainsFunc(of.Shape.Enum, func(v *ir.EnumValue) bool { return v.Answer.Sends() })
	if sends {
		var ok bool
		if out.content, ok = text(of.Actions.Content); !ok {
			return nil
		}
	}
	for _, h := range of.Actions.Headers {
		if f, ok := text(h.Property); ok {
			out.headers = append(out.headers, header{f, h.Name})
		}
	}
	out.values = name(of)
	return out
}

// name names the methods of the interface: by the action, as its constant does behind
// the name of the type.
func name(of *ir.Schema) []value {
	taken := map[string]bool{}
	short := func(v *ir.EnumValue) string {
		if name := strings.TrimPrefix(v.Name, of.Name); token.IsIdentifier(name) && token.IsExported(name) {
			return name
		}
		return v.Name
	}
	free := func(names ...string) string {
		i := slices.IndexFunc(names, func(name string) bool { return !taken[name] })
		if i < 0 {
			i = len(names) - 1
			for taken[names[i]] {
				names[i] += "_"
			}
		}
		taken[names[i]] = true
		return names[i]
	}
	var out []value
	for _, v := range of.Shape.Enum {
		one := value{EnumValue: v}
		if v.Answer.Left() {
			one.method = free(short(v), v.Name)
		}
		out = append(out, one)
	}
	for i, v := range out {
		if !v.Answer.Left() && v.Answer.Challenge {
			out[i].challenge = free(short(v.EnumValue)+"Challenge", v.Name+"Challenge")
		}
	}
	return out
}

// interfaceName is the name of an operation's interface. Those of operations that begin
// as other names of the package do are set apart from these.
func interfaceName(op *operation) string {
	for _, prefix := range []string{"Write", "Err", "Left"} {
		if strings.HasPrefix(op.Name, prefix) {
			return "Left" + op.Name
		}
	}
	return op.Name
}

// unwrap returns the type of a field without what says that it may be absent.
func unwrap(e goapi.Expr) (goapi.Expr, goapi.ExprKind) {
	if e.Kind == goapi.Pointer || e.Kind == goapi.Nullable {
		return *e.Elem, e.Kind
	}
	return e, goapi.Named
}

// isString reports whether a type of the package, or of Go, is one of strings.
func isString(types *goapi.Package, name string) bool {
	for range len(types.Types) + 1 {
		if name == "string" {
			return true
		}
		t := types.Types[name]
		if t == nil || t.Expr.Kind != goapi.Named || t.Expr.Pkg != "" {
			return false
		}
		name = t.Expr.Name
	}
	return false
}

func isConstant(types *goapi.Package, name string) bool {
	return slices.ContainsFunc(types.Decls, func(d goapi.Decl) bool { return d.Kind == goapi.ConstDecl && d.Name == name })
}

func warn(diags *diag.List, at diag.Position, message string) {
	diags.Add(diag.Diagnostic{Severity: diag.Warning, Position: at, Code: "action-response", Message: message})
}
