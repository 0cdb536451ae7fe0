// This file is the cache: what other hosts sent, kept beside the lock.

package main

import (
	"maps"
	"net/url"
	"path"
	"path/filepath"
	"slices"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/files"
	"github.com/oasmint/oasmint/generator/output"
)

// cacheName is the cache's folder, beside the lock.
const cacheName = "oasmint.cache"

// cacheOf is the cache of a target.
func cacheOf(t config.Target) string { return path.Join(path.Dir(string(t.Lock)), cacheName) }

// askFlags say when other hosts are asked.
type askFlags struct {
	Offline bool `xor:"ask" help:"Ask no other host: what they sent is read from oasmint.cache, beside the lock."`
	Fetch   bool `xor:"ask" help:"Ask other hosts whether what is in oasmint.cache is still so. Only generate does it without being told."`
}

// asking says when other hosts are asked; always is what a command does by default.
func (f askFlags) asking(always bool) files.Asking {
	switch {
	case f.Offline:
		return files.AskNever
	case f.Fetch || always:
		return files.AskAlways
	}
	return files.AskMissing
}

// cached returns what is kept for t, for [files.Remote]. The lock, where it is given,
// says which version that is. What was fetched in this run for another target is taken
// over.
func (s *session) cached(j *job, t config.Target, lock *output.Lock) func(name string) (files.Kept, bool) {
	dir, err := filepath.Abs(filepath.Join(j.base, filepath.FromSlash(cacheOf(t))))
	root := files.Root{Dir: dir, Limits: s.limits}
	return func(name string) (files.Kept, bool) {
		if k, ok := j.fetched[name]; ok {
			return k, true
		}
		if err != nil {
			return files.Kept{}, false
		}
		data, err := root.Read(filepath.Join(dir, name))
		if err != nil { // it is not there: it is fetched
			return files.Kept{}, false
		}
		k := files.Kept{Data: data}
		if lock != nil {
			k.ETag = lock.ETag(t.Key(), path.Join(cacheOf(t), name), data)
		}
		return k, true
	}
}

// keep lists the files of the cache that a run is to leave, and the versions that their
// hosts call them.
func (j *job) keep(t config.Target, result *generator.Result) (kept []output.File, etags map[string]string) {
	etags = map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(result.Kept)) {
		k := result.Kept[name]
		file := path.Join(cacheOf(t), name)
		kept = append(kept, output.File{Path: file, Data: k.Data, Cached: true, Read: !k.Fresh})
		if k.ETag != "" {
			etags[file] = k.ETag
		}
		if k.Fresh {
			j.fetched[name] = k
		}
	}
	return kept, etags
}

// reads reports whether a run may read from other hosts.
func (j *job) reads() bool {
	return len(j.allowRemote) > 0 || slices.ContainsFunc(j.targets, func(t config.Target) bool { return files.IsURL(t.Spec) })
}

// plain is a document's URL without its password, for messages; a path stays.
func plain(spec string) string {
	if uri, err := url.Parse(spec); err == nil && files.IsURL(spec) {
		return uri.Redacted()
	}
	return spec
}
