// This file tells by hashes alone that nothing has to be made again.

package output

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/goapi"
)

// UpToDate tells whether a target need not be made: it was made by the same build,
// configuration and flags (by, as in [Made]), from sources that have not changed since,
// and its files on disk are as they were written. It returns how many files there are or,
// in why, the first reason to make them.
//
// sum returns the hash of a source by its path from the tree's root. It and UpToDate may
// run for several targets at a time.
func (t *Tree) UpToDate(l *Lock, target, by string, sum func(path string) (string, error)) (files int, why string) {
	recorded, ok := l.old.Targets[l.Key(target)]
	switch {
	case l.data == nil:
		return 0, "there is no lock yet"
	case l.journal != nil:
		return 0, "a run did not end"
	case !ok:
		return 0, target + " is new"
	case recorded.Seal == "":
		return 0, target + " was made from what cannot be read again"
	case recorded.Seal != recorded.seal(by):
		return 0, target + " was made by another build of oasmint, with another configuration or other flags, or its lock was edited"
	}
	for _, p := range slices.Sorted(maps.Keys(recorded.Sources)) {
		if got, err := sum(l.fromRoot(p)); err != nil || got != recorded.Sources[p] {
			return 0, t.display(l.fromRoot(p)) + " changed"
		}
	}
	r := summing{tree: t}
	defer r.close()
	for _, p := range slices.Sorted(maps.Keys(recorded.Files)) {
		if got, err := r.sum(l.fromRoot(p)); err != nil || got != recorded.Files[p] {
			return 0, t.display(l.fromRoot(p)) + " is not as it was written"
		}
	}
	return len(recorded.Files), ""
}

// summing hashes one file after the other. The folder that the last one stood in stays
// open, since the next one often stands there too.
type summing struct {
	tree   *Tree
	dir    string
	folder *os.Root
	buffer [64 << 10]byte
}

func (s *summing) sum(p string) (string, error) {
	if dir := path.Dir(p); s.folder == nil || dir != s.dir {
		s.close()
		folder, err := s.tree.folder(dir)
		if err != nil {
			return "", err
		}
		s.dir, s.folder = dir, folder
	}
	if !s.tree.mine(p) {
		return "", errOutside
	}
	if info, err := s.folder.Lstat(path.Base(p)); err != nil || !info.Mode().IsRegular() {
		return "", errors.Join(err, fs.ErrInvalid)
	}
	f, err := s.folder.Open(path.Base(p))
	if err != nil {
		return "", err
	}
	defer f.Close()
	hash := sha256.New()
	for {
		n, err := f.Read(s.buffer[:])
		hash.Write(s.buffer[:n])
		if err == io.EOF {
			return hex.EncodeToString(hash.Sum(nil)), nil
		}
		if err != nil {
			return "", err
		}
	}
}

func (s *summing) close() {
	if s.folder != nil {
		s.folder.Close()
		s.folder = nil
	}
}

// strays lists the Go files that say that oasmint generated them, in folders, and are
// not known.
func (t *Tree) strays(folders, known map[string]bool) ([]string, error) {
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
