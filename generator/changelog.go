// This file tells what is new in a document, for the readers of its docs.

package generator

import (
	"context"
	"slices"

	"github.com/oasmint/oasmint/generator/config"
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
	models, err := Models(ctx, t, versions, opts)
	if err != nil {
		return docs.File{}, err
	}
	var releases []docs.Release
	for i := len(models) - 1; i > 0; i-- {
		releases = append(releases, docs.NewRelease(versions[i].Name, versions[i].Date, models[i-1].API, models[i].API))
	}
	return docs.Changelog(releases, docs.Options{Preset: t.Get("docs", "preset")}, &models[len(models)-1].Diagnostics)
}

// Models reads versions of t's document, which stand in their order. The last one has the
// names that opts.Published says, and each other goes by those of the later ones.
func Models(ctx context.Context, t config.Target, versions []Version, opts Options) ([]*Result, error) {
	out := make([]*Result, len(versions))
	for i, v := range slices.Backward(versions) {
		r := version(t, v.Document, opts)
		r.past = i < len(versions)-1
		if err := <-r.models(ctx); err != nil {
			return nil, err
		}
		opts.Published = r.Published.Over(opts.Published)
		out[i] = &r.Result
	}
	return out, nil
}
