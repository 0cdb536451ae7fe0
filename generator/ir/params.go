package ir

import (
	"cmp"
	"slices"
	"strings"
)

// DropParams takes the objects of parameters and of headers out of the API, and returns
// their names. The parameters themselves stay.
func (a *API) DropParams() map[string]bool {
	gone := map[string]bool{}
	a.Schemas = slices.DeleteFunc(a.Schemas, func(s *Schema) bool {
		if s.IsParams() {
			gone[s.Name] = true
		}
		return s.IsParams()
	})
	drop := func(object **Schema, list []*Parameter) {
		*object = nil
		for _, p := range list {
			p.Member = ""
		}
	}
	for _, op := range a.Operations {
		drop(&op.Params, op.Parameters)
		for _, r := range op.Responses {
			drop(&r.Head, r.Headers)
		}
	}
	return gone
}

// IsParams reports whether s is an object of parameters or of headers, which travels in
// a request or an answer beside its body.
func (s *Schema) IsParams() bool { return s.ParamsOf != nil || s.HeadersOf != nil }

// Parameters are those that are the members of an object of parameters or of headers.
func (s *Schema) Parameters() []*Parameter {
	switch {
	case s.ParamsOf != nil:
		return s.ParamsOf.Parameters
	case s.HeadersOf != nil:
		return s.HeadersOf.Headers
	}
	return nil
}

// Sample is what a parameter is written as in its style, as ids=1,2; empty where it is
// one value as it is, or a text of a media type.
func (p *Parameter) Sample() string {
	if p.Media != "" || p.Schema == nil || p.Schema.Shape == nil {
		return ""
	}
	shape := p.Schema.Shape
	var parts []string // values, or names and values in turn
	object := false
	switch shape.Kind {
	case KindArray:
		parts = samples(shape.Elem)
	case KindObject:
		object = true
		for _, f := range shape.Fields {
			if kind := f.Schema.Shape; len(parts) < 4 && kind != nil && (kind.Kind == KindPrimitive || kind.Kind == KindEnum) {
				parts = append(parts, f.Wire, samples(f.Schema)[0])
			}
		}
		if parts == nil {
			return ""
		}
	case KindMap:
		object = true
		parts = []string{"x", samples(shape.Elem)[0], "y", samples(shape.Elem)[1]}
	default:
		one := samples(p.Schema)[0]
		return map[string]string{"label": "." + one, "matrix": ";" + p.Wire + "=" + one}[p.Style]
	}
	pairs := func(key func(name string) string, by string) string {
		var out []string
		for i := 0; i < len(parts); i += 2 {
			out = append(out, key(parts[i])+"="+parts[i+1])
		}
		return strings.Join(out, by)
	}
	plain := func(name string) string { return name }
	repeated := p.Wire + "=" + strings.Join(parts, "&"+p.Wire+"=")
	switch {
	case p.Style == "deepObject" && object:
		return pairs(func(name string) string { return p.Wire + "[" + name + "]" }, "&")
	case p.Style == "deepObject":
		return p.Wire + "[]=" + strings.Join(parts, "&"+p.Wire+"[]=")
	case p.Style == "label" && p.Explode && object:
		return "." + pairs(plain, ".")
	case p.Style == "label" && p.Explode:
		return "." + strings.Join(parts, ".")
	case p.Style == "label":
		return "." + strings.Join(parts, ",")
	case p.Style == "matrix" && p.Explode && object:
		return ";" + pairs(plain, ";")
	case p.Style == "matrix" && p.Explode:
		return ";" + strings.ReplaceAll(repeated, "&", ";")
	case p.Style == "matrix":
		return ";" + p.Wire + "=" + strings.Join(parts, ",")
	case p.In == "path" || p.In == "header":
		if p.Explode && object {
			return pairs(plain, ",")
		}
		return strings.Join(parts, ",")
	case p.Explode && p.In == "cookie":
		if object {
			return pairs(plain, "; ")
		}
		return strings.ReplaceAll(repeated, "&", "; ")
	case p.Explode && object:
		return pairs(plain, "&")
	case p.Explode:
		return repeated
	}
	by := map[string]string{"spaceDelimited": "%20", "pipeDelimited": "%7C"}[p.Style]
	return p.Wire + "=" + strings.Join(parts, cmp.Or(by, ","))
}

// samples are two values of a scalar, for an example.
func samples(s *Schema) []string {
	if s == nil || s.Shape == nil {
		return []string{"a", "b"}
	}
	switch shape := s.Shape; {
	case shape.Kind == KindEnum && len(shape.Enum) > 0 && !strings.ContainsAny(shape.Enum[0].Wire, ", &=;|\n"):
		last := shape.Enum[min(1, len(shape.Enum)-1)].Wire
		return []string{shape.Enum[0].Wire, last}
	case shape.Type&(Integer|Num) != 0:
		return []string{"1", "2"}
	case shape.Type == Boolean:
		return []string{"true", "false"}
	}
	return []string{"a", "b"}
}

// Params are the [Schema.Parameters] by member.
func (s *Schema) Params() map[string]*Parameter {
	out := map[string]*Parameter{}
	for _, p := range s.Parameters() {
		out[p.Member] = p
	}
	return out
}
