// This file tells what is new in a document, for the readers of its docs.

package generator

import (
	"context"

	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/docs"
)

// Changelog returns the page that says what changed when one document became
// another, for t's docs. Its links lead to the pages of the new one, which has
// the names that opts.Published says; the old one goes by them too.
func Changelog(ctx context.Context, t config.Target, old, new Document, opts Options) (docs.File, error) {
	was, is := version(t, old, opts), version(t, new, opts)
	was.past = true
	if err := is.lowered(ctx); err != nil {
		return docs.File{}, err
	}
	was.opts.Published = is.Published.Over(opts.Published)
	if err := was.lowered(ctx); err != nil {
		return docs.File{}, err
	}
	return docs.Changelog(was.API, is.API, docs.Options{Preset: t.Get("docs", "preset")}, &is.Diagnostics)
}
