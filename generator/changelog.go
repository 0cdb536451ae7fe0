// This file tells what is new in a document, for the readers of its docs.

package generator

import (
	"context"
	"slices"

	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs"
)

// Version is a document under the name and the date that readers know it by.
type Version struct {
	Name, Date string // "" where there are two versions alone, which the documents tell apart
	Document   Document
}

// Changelog returns the page that says what changed from each version to the next, for
// t's docs. The versions stand in their order, at least two. The page's links lead to the
// pages of the last one, which has the names that opts.Published says; the others go by
// them too.
func Changelog(ctx context.Context, t config.Target, versions []Version, opts Options) (docs.File, error) {
	var releases []docs.Release
	var diags *diag.List
	for i, v := range slices.Backward(versions) {
		r := version(t, v.Document, opts)
		r.past = i < len(versions)-1
		if err := <-r.models(ctx); err != nil {
			return docs.File{}, err
		}
		if !r.past {
			diags = &r.Diagnostics
		} else {
			releases[len(releases)-1].Old = r.API
		}
		if i > 0 {
			releases = append(releases, docs.Release{Name: v.Name, Date: v.Date, New: r.API})
		}
		opts.Published = r.Published.Over(opts.Published)
	}
	return docs.Changelog(releases, docs.Options{Preset: t.Get("docs", "preset")}, diags)
}
