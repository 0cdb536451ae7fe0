package lower

import (
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/limits"
	"github.com/oasmint/oasmint/generator/source"
)

// This file reads Schema Objects, keyword by keyword: package keyword says how.

// child reads the schema at c. Without a role it is only referred to. The
// result is the schema that c stands for: of a plain reference, its target.
func (l *lowerer) child(c source.Cursor, as *role) *ir.Schema {
	if ref := c.Node.Get("$ref"); ref != nil && ref.Kind == source.String {
		if as == nil || as.kind != roleComponent {
			_, typed := l.typeAt(c)
			typed = typed || c.Node.Get(extGoType) != nil && l.follows(extGoType)
			if !typed && (l.is30 || !l.hasAssertions(c)) {
				l.besideSchemaReference(c)
				return l.target(c)
			}
		}
	}
	return l.entry(c, as).schema
}

// hasAssertions reports whether a reference has siblings that assert
// something (3.1); texts beside it belong to the place that refers.
func (l *lowerer) hasAssertions(c source.Cursor) bool {
	for _, m := range c.Node.Members {
		switch k := keyword.Of(m.Key); {
		case m.Key == "$ref", isExtension(m.Key):
		case k == nil:
			return true
		case k.Class == keyword.Text, k.Class == keyword.Annotation && !strings.HasPrefix(m.Key, "content"):
		default:
			return true
		}
	}
	return false
}

// target follows the reference at c, and reads what it leads to.
func (l *lowerer) target(c source.Cursor) *ir.Schema {
	seen := map[string]bool{c.ID(): true}
	for {
		at := c.Key("$ref")
		next, err := l.doc.Resolve(c, at.Node.Text)
		if err != nil {
			l.unresolved(at, at.Node.Text, err)
			return l.anything(c)
		}
		c = next
		if seen[c.ID()] {
			l.fail(at, "cyclic-ref", "$ref %q leads back to itself", at.Node.Text)
			return l.anything(c)
		}
		l.withinChain(at, len(seen))
		seen[c.ID()] = true
		ref := c.Node.Get("$ref")
		plain := ref != nil && ref.Kind == source.String && (l.is30 || !l.hasAssertions(c))
		if !plain || l.isOwnComponent(c) { // a component that is a reference is a name of its own
			e := l.entry(c, nil)
			e.target = true
			return e.schema
		}
	}
}

// isOwnComponent reports whether c is a component of the document itself. Those of
// other files that are references lead on, for nothing tells their name from that.
func (l *lowerer) isOwnComponent(c source.Cursor) bool {
	return c.File == l.doc.Root && isComponent(c, "schemas")
}

// anything stands for a schema that could not be read (the reason is
// reported), or that the document leaves out: it accepts all.
func (l *lowerer) anything(c source.Cursor) *ir.Schema {
	yes := true
	e := &entry{at: c, schema: &ir.Schema{
		Node: ir.Node{Pos: c.Position()}, Always: &yes, Shape: &ir.Shape{Kind: ir.KindAny},
	}}
	l.bySchema[e.schema] = e
	return e.schema
}

// alias makes the place c stand for the schema at other.
func (l *lowerer) alias(c, other source.Cursor) {
	l.entries[c.ID()] = l.entry(other, nil)
}

// entry returns the entry of the place c, reading it the first time.
func (l *lowerer) entry(c source.Cursor, as *role) *entry {
	e := l.entries[c.ID()]
	if e == nil {
		e = &entry{at: c, schema: &ir.Schema{Node: ir.Node{Pos: c.Position()}}}
		l.entries[c.ID()] = e // before its parts: they may lead back here
		l.bySchema[e.schema] = e
		l.order = append(l.order, e)
		l.made(e.schema, 1)
		l.readSchema(e)
	}
	if e.role == nil {
		e.role = as
	}
	return e
}

func (l *lowerer) readSchema(e *entry) {
	l.diags.Enter(e.at.Position())
	if enum := e.at.Key("enum"); enum.Node != nil && len(enum.Node.Items) > l.opts.Limits.Of(limits.Values) {
		l.exceeds(limits.Values, enum.Position())
	}
	c, s := e.at, e.schema
	switch c.Node.Kind {
	case source.Bool:
		yes := c.Node.IsTrue()
		s.Always = &yes
		return
	case source.Object:
	default:
		l.fail(c, "bad-schema", "a schema must be an object%s, got %s", map[bool]string{true: "", false: " or a boolean"}[l.is30], c.Node.Kind)
		return
	}
	ref := c.Node.Get("$ref")
	refers := l.is30 && ref != nil && ref.Kind == source.String
	if refers {
		l.besideSchemaReference(c)
	}
	for _, m := range c.Members() {
		key := m.LastToken()
		switch k := keyword.Of(key); {
		case refers && key != "$ref" && !isExtension(key) && !slices.Contains(readBesideSchemas, key):
		case k != nil:
			k.Read(reader{l, e}, s, c, m)
		case isExtension(key):
			l.extension(m)
			s.Extensions = append(s.Extensions, ir.Extension{Key: key, Value: m.Node.JSON()})
		default:
			l.diags.Notef(m.Position(), "unknown-keyword", "%q is no keyword of OpenAPI %s schemas; it is ignored", key, l.doc.OpenAPI)
		}
	}
}

// reader is what the keywords of one schema read by.
type reader struct {
	*lowerer
	entry *entry
}

func (r reader) Is30() bool { return r.is30 }

func (r reader) Warn(at source.Cursor, code, format string, args ...any) {
	r.warn(at, code, format, args...)
}

func (r reader) Note(at source.Cursor, code, format string, args ...any) {
	r.diags.Notef(at.Position(), code, format, args...)
}

func (r reader) Text(in source.Cursor, key string) string { return r.text(in, key) }

func (r reader) Flag(in source.Cursor, key string) bool { return r.flag(in, key) }

func (r reader) Target(in source.Cursor) *ir.Schema { return r.target(in) }

func (r reader) Mapped(at source.Cursor) *ir.Schema { return r.mapped(at) }

func (r reader) Schema(at source.Cursor, as keyword.Role, key string) *ir.Schema {
	return r.child(at, &role{kind: roleOf[as], parent: r.entry, key: key})
}

var roleOf = [...]roleKind{
	keyword.AsProperty: roleProperty, keyword.AsItem: roleItem, keyword.AsValue: roleMapValue,
	keyword.AsPart: roleAllOf, keyword.AsVariant: roleVariant, keyword.AsOther: roleKeyword,
}

// mapped resolves a discriminator's mapping: a reference, or the bare name of
// a component (OpenAPI 3.1.1 section 4.8.25.4).
func (l *lowerer) mapped(c source.Cursor) *ir.Schema {
	ref := c.Node.Str()
	if !strings.ContainsAny(ref, "#/.") {
		ref = "#/components/schemas/" + source.EscapeToken(ref)
	}
	from := c
	if ref != c.Node.Str() {
		from = l.doc.Root.Cursor() // names are those of the document's components, in whatever file they stand
	}
	at, err := l.doc.Resolve(from, ref)
	if err != nil {
		if named, nameErr := l.doc.Resolve(l.doc.Root.Cursor(), "#/components/schemas/"+source.EscapeToken(c.Node.Str())); nameErr == nil {
			at, err = named, nil // a component's name may hold a dot
		}
	}
	if err != nil {
		l.warn(c, "bad-mapping", "mapping %q does not resolve: %v; it is left out", c.LastToken(), err)
		return nil
	}
	e := l.entry(at, nil)
	e.target = true
	return e.schema
}
