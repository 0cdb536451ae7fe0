// This file holds what a run makes against what is on disk.

package output

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// State says how a file on disk differs from what is generated.
type State uint8

// The states.
const (
	Missing  State = iota // not on disk
	Stale                 // as oasmint wrote it, and now something else is generated
	Edited                // not as oasmint wrote it
	Foreign               // not written by oasmint
	LeftOver              // as oasmint wrote it, and no longer generated
)

// String returns the words that check prints.
func (s State) String() string {
	return [...]string{"missing", "stale", "edited by hand", "not written by oasmint", "left over"}[s]
}

// Change is what a run does to one file.
type Change struct {
	Path  string // from the tree's root
	State State
	Old   []byte // on disk; nil where there is nothing
	New   []byte // generated; nil where the file goes

	perm fs.FileMode // of Old
}

// Conflict reports whether the change destroys somebody's work.
func (c Change) Conflict() bool { return c.State == Edited || c.State == Foreign }

// Plan is what a run does to a tree.
type Plan struct {
	Changes   []Change // by path; the locks last
	Unchanged int      // files that are as they should be

	tree  *Tree
	locks []*Lock
}

// Compare holds files against the disk. The locks say what is oasmint's; what
// they held before and hold no more is left over. Nothing is written.
func (t *Tree) Compare(files []File, locks ...*Lock) (*Plan, error) {
	plan := &Plan{tree: t, locks: locks}
	files, err := t.distinct(files, locks)
	if err != nil {
		return nil, err
	}
	written, wanted := map[string]string{}, map[string]bool{}
	for _, l := range locks {
		maps.Copy(written, l.files(l.old))
		for p := range l.files(l.new) {
			wanted[p] = true
		}
	}
	for _, f := range files {
		wanted[f.Path] = true
		if err := plan.compare(f, written); err != nil {
			return nil, err
		}
	}
	for _, p := range slices.Sorted(maps.Keys(written)) {
		if !wanted[p] {
			if err := plan.leftOver(p, written[p]); err != nil {
				return nil, err
			}
		}
	}
	slices.SortFunc(plan.Changes, func(a, b Change) int { return cmp.Compare(a.Path, b.Path) })
	for _, l := range locks {
		data, err := l.render()
		if err != nil {
			return nil, err
		}
		switch {
		case l.data == nil:
			plan.Changes = append(plan.Changes, Change{Path: l.path, State: Missing, New: data})
		case bytes.Equal(l.data, data):
			plan.Unchanged++
		default:
			plan.Changes = append(plan.Changes, Change{Path: l.path, State: Stale, Old: l.data, New: data})
		}
	}
	return plan, nil
}

// distinct returns the files by path. Paths that leave the tree, and paths
// that are one on some file system, are errors.
func (t *Tree) distinct(files []File, locks []*Lock) ([]File, error) {
	files = slices.SortedFunc(slices.Values(files), func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	seen := map[string]string{} // lower case -> as written
	for _, l := range locks {
		seen[strings.ToLower(l.path)] = l.path
	}
	folders := map[string]string{} // lower case -> a file in it
	for _, f := range files {
		if !filepath.IsLocal(filepath.FromSlash(f.Path)) || path.Clean(f.Path) != f.Path {
			return nil, fmt.Errorf("%s: the path leads out of the folder", t.display(f.Path))
		}
		folded := strings.ToLower(f.Path)
		if other, ok := seen[folded]; ok {
			return nil, fmt.Errorf("%s: two outputs have this path (the other is %s)\n\tgive each output a folder of its own",
				t.display(f.Path), t.display(other))
		}
		seen[folded] = f.Path
		for dir := path.Dir(folded); dir != "."; dir = path.Dir(dir) {
			folders[dir] = f.Path
		}
	}
	for _, folded := range slices.Sorted(maps.Keys(seen)) {
		if other, ok := folders[folded]; ok {
			return nil, fmt.Errorf("%s: is a file of one output and a folder of another (for %s)\n\tgive each output a folder of its own",
				t.display(seen[folded]), t.display(other))
		}
	}
	return files, nil
}

// compare adds to p what f needs. written holds the hashes of what is
// oasmint's.
func (p *Plan) compare(f File, written map[string]string) error {
	old, perm, err := p.tree.read(f.Path)
	if err != nil {
		return err
	}
	if old != nil && bytes.Equal(old, f.Data) {
		p.Unchanged++
		return nil
	}
	c := Change{Path: f.Path, Old: old, New: f.Data, perm: perm}
	switch sum, ok := written[f.Path]; {
	case old == nil:
		c.State = Missing
	case !ok:
		c.State = Foreign
	case sum != Sum(old):
		c.State = Edited
	default:
		c.State = Stale
	}
	p.Changes = append(p.Changes, c)
	return nil
}

// leftOver adds to p the removal of a file that was written with the hash sum.
// What is no file any more is not the one that was written.
func (p *Plan) leftOver(file, sum string) error {
	if info, err := p.tree.root.Lstat(file); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	old, perm, err := p.tree.read(file)
	if err != nil || old == nil {
		return err
	}
	state := LeftOver
	if sum != Sum(old) {
		state = Edited
	}
	p.Changes = append(p.Changes, Change{Path: file, State: state, Old: old, perm: perm})
	return nil
}

// Display is what the user calls the file that c changes.
func (p *Plan) Display(c Change) string { return p.tree.display(c.Path) }

// Conflicts lists the changes that destroy somebody's work.
func (p *Plan) Conflicts() []Change {
	return slices.DeleteFunc(slices.Clone(p.Changes), func(c Change) bool { return !c.Conflict() })
}

// Counts tells how many files a run writes and how many it removes.
func (p *Plan) Counts() (writes, removes int) {
	for _, c := range p.Changes {
		if c.New == nil {
			removes++
		} else {
			writes++
		}
	}
	return writes, removes
}
