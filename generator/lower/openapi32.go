package lower

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// This file reads what OpenAPI 3.2 added to Path Items and Media Types, and warns
// about the rest of it.

// notRead warns about fields of OpenAPI 3.2 that nothing reads.
func (l *lowerer) notRead(c source.Cursor, fields ...string) {
	if !l.is32 {
		return // no fields of the document's version: kin-openapi tells
	}
	for _, field := range fields {
		if f := c.Key(field); f.Node != nil {
			l.warn(f, "not-read", "%q, which is new in OpenAPI 3.2, is not read", field)
		}
	}
}

// operationsOf lists the operations of a path item, by their methods.
func (l *lowerer) operationsOf(item source.Cursor) []source.Cursor {
	var out []source.Cursor
	for _, m := range item.Members() {
		switch key := m.LastToken(); {
		case slices.Contains(methods, key), l.is32 && key == "query":
			out = append(out, m)
		case l.is32 && key == "additionalOperations" && l.expect(m, source.Object):
			out = append(out, m.Members()...)
		}
	}
	return out
}

// sequential are the media types whose bodies are sequences (OpenAPI 3.2.0, section
// "Sequential Media Types").
var sequential = []string{
	"application/jsonl", "application/x-ndjson", "application/json-seq", "application/geo+json-seq",
	"text/event-stream", "multipart/mixed",
}

// bodySchema returns the schema of a media type or, where the body is a sequence and
// has none, that of its items (stream).
func (l *lowerer) bodySchema(media source.Cursor) (schema source.Cursor, stream bool) {
	schema, item := media.Key("schema"), media.Key("itemSchema")
	switch {
	case !l.is32 || item.Node == nil:
		return schema, false
	case schema.Node != nil || !slices.Contains(sequential, ir.BaseMediaType(media.LastToken())):
		l.notRead(media, "itemSchema")
		return schema, false
	}
	return item, true
}
