// This file tells by hashes alone that nothing has to be made again.

package output

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/goapi"
)

// UpToDate tells whether nothing has to be generated: each target was made by the
// same build, configuration and flags (by, as in [Made]), from sources that have
// not changed since, and its files on disk are as they were written. It returns how
// many files there are or, in why, the first reason to generate.
//
// by is keyed by target, as in [Lock.Record]; alone says that the lock must
// not hold other targets. sum returns the hash of a source by its path from
// the tree's root.
func (t *Tree) UpToDate(l *Lock, config string, by map[string]string, alone bool, sum func(path string) (string, error)) (files int, why string) {
	if why := l.unsealed(config, by, alone); why != "" {
		return 0, why
	}
	known := map[string]bool{}
	for _, target := range slices.Sorted(maps.Keys(by)) {
		recorded := l.old.Targets[l.relativeKey(target)]
		for _, p := range slices.Sorted(maps.Keys(recorded.Sources)) {
			if got, err := sum(l.fromRoot(p)); err != nil || got != recorded.Sources[p] {
				return 0, t.display(l.fromRoot(p)) + " changed"
			}
		}
		for _, p := range slices.Sorted(maps.Keys(recorded.Files)) {
			data, _, err := t.read(l.fromRoot(p))
			if err != nil || data == nil || Sum(data) != recorded.Files[p] {
				return 0, t.display(l.fromRoot(p)) + " is not as it was written"
			}
			known[l.fromRoot(p)] = true
			files++
		}
	}
	if strays, err := t.strays(known); err != nil || len(strays) > 0 {
		return 0, "there are generated files that the lock does not know"
	}
	return files + 1, "" // and the lock
}

// unsealed says what in the lock itself asks for a full run, or "".
func (l *Lock) unsealed(config string, by map[string]string, alone bool) string {
	switch {
	case l.data == nil:
		return "there is no lock yet"
	case l.journal != nil:
		return "a run did not end"
	case l.old.Config != config && alone:
		return "the configuration changed"
	case alone && len(l.old.Targets) != len(by):
		return "the targets are others"
	}
	for _, target := range slices.Sorted(maps.Keys(by)) {
		recorded, ok := l.old.Targets[l.relativeKey(target)]
		switch {
		case !ok:
			return target + " is new"
		case recorded.Seal == "":
			return target + " was made from what cannot be read again"
		case recorded.Seal != recorded.seal(by[target]):
			return target + " was made by another build of oasmint, with other flags, or its lock was edited"
		}
	}
	return ""
}

// strays lists the Go files that say that oasmint generated them, in the
// folders of known, and are not known.
func (t *Tree) strays(known map[string]bool) ([]string, error) {
	folders := map[string]bool{}
	for p := range known {
		if strings.HasSuffix(p, ".go") && t.mine(p) {
			folders[path.Dir(p)] = true
		}
	}
	var out []string
	for _, dir := range slices.Sorted(maps.Keys(folders)) {
		entries, err := t.list(dir)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, t.explain(dir, err)
		}
		for _, e := range entries {
			p := path.Join(dir, e.Name())
			if known[p] || !e.Type().IsRegular() || !strings.HasSuffix(p, ".go") {
				continue
			}
			marked, err := t.isMarked(p)
			if err != nil {
				return nil, err
			}
			if marked {
				out = append(out, p)
			}
		}
	}
	return out, nil
}

func (t *Tree) isMarked(p string) (bool, error) {
	f, err := t.open(p, os.O_RDONLY)
	if err != nil {
		return false, t.explain(p, err)
	}
	defer f.Close()
	head := make([]byte, len(goapi.Mark))
	n, err := f.Read(head)
	if err != nil && n == 0 { // an empty file
		return false, nil
	}
	return string(head[:n]) == goapi.Mark, nil
}
