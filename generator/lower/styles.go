package lower

import (
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/source"
)

// This file warns about styles of parameters and headers that OpenAPI does not allow, or
// whose text it leaves undefined (OpenAPI 3.1.1, section 4.8.12.3, Style Values, and
// 4.8.12.4, Style Examples). Nothing that is emitted writes or reads such a text.

// styled is a parameter or header, and its place.
type styled struct {
	*ir.Parameter
	at source.Cursor
}

// stylesOf are the styles that OpenAPI has for a place.
var stylesOf = map[string][]string{
	"path": {"matrix", "label", "simple"}, "query": {"form", "spaceDelimited", "pipeDelimited", "deepObject"},
	"header": {"simple"}, "cookie": {"form"},
}

// styles warns about those of all parameters and headers, each once.
func (l *lowerer) styles() {
	seen := map[string]bool{}
	for _, p := range l.styled {
		if !seen[p.at.ID()] {
			seen[p.at.ID()] = true
			if message := l.undefinedStyle(p); message != "" {
				at := p.at
				if style := at.Key("style"); style.Node != nil {
					at = style
				}
				l.warn(at, "parameter-style", "%s", message)
			}
		}
	}
}

// undefinedStyle says what of a style is not defined, or "".
func (l *lowerer) undefinedStyle(p styled) string {
	written := p.at.Key("style").Node
	if p.at.Key("content").Node != nil {
		if written != nil {
			return "the style is ignored: the media type in content says how the value is written"
		}
		return ""
	}
	what := "a parameter in " + p.In
	if p.In == "header" {
		what = "a header"
	}
	style := p.Style
	if written != nil {
		style = written.Text
	}
	allowed := stylesOf[p.In]
	if l.is32 && p.In == "cookie" {
		allowed = append(allowed[:len(allowed):len(allowed)], "cookie") // which OpenAPI 3.2 added
	}
	if !slices.Contains(allowed, style) {
		return "OpenAPI has no style " + quote(style) + " for " + what + ": expected " + strings.Join(allowed, ", ")
	}
	types := ir.Types(keyword.AnyType)
	if p.Schema != nil {
		types = keyword.Accepts(p.Schema)
	}
	explode := p.at.Key("explode").Node
	switch style {
	case "form":
		if p.In == "cookie" && p.Explode && types&^(ir.Array|ir.Object|ir.Null) == 0 {
			return "no cookie can hold the & that the style form with explode has between values: here each value is a cookie of its own"
		}
	case "deepObject":
		switch {
		case explode != nil && !explode.IsTrue():
			return "OpenAPI leaves it undefined what deepObject without explode means"
		case !types.Has(ir.Object):
			return "OpenAPI leaves it undefined how deepObject writes " + types.String() + " values: it is for objects"
		}
	case "spaceDelimited", "pipeDelimited":
		switch {
		case explode.IsTrue():
			return "OpenAPI leaves it undefined what " + style + " with explode means"
		case types&(ir.Array|ir.Object) == 0:
			return "OpenAPI leaves it undefined how " + style + " writes " + types.String() + " values: it is for arrays and objects"
		}
	}
	return ""
}
