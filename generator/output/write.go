// This file carries out a plan: stage everything, rename, lock last; on a
// failure, put everything back.

package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
)

// Write carries out the plan. Where it destroys somebody's work ([Plan.Conflicts])
// and force is not set, nothing is written and the error is a *ConflictError.
// On any error the files on disk are as they were before.
func (p *Plan) Write(ctx context.Context, force bool) error {
	if conflicts := p.Conflicts(); len(conflicts) > 0 && !force {
		return &ConflictError{tree: p.tree, Changes: conflicts}
	}
	if len(p.Changes) == 0 {
		return nil
	}
	w := &writer{tree: p.tree}
	if err := w.carryOut(ctx, p); err != nil {
		return errors.Join(err, w.undo())
	}
	w.prune(p)
	return w.release(true)
}

// ConflictError lists files that oasmint will not overwrite or remove.
type ConflictError struct {
	Changes []Change
	tree    *Tree
}

// Error renders one file a line. What to do about it depends on how oasmint
// was called, and is the caller's to say.
func (e *ConflictError) Error() string {
	lines := make([]string, len(e.Changes))
	for i, c := range e.Changes {
		verb := "overwrite"
		if c.Removes() {
			verb = "remove"
		}
		lines[i] = fmt.Sprintf("%s: %s, will not %s it", e.tree.display(c.Path), c.State, verb)
	}
	return strings.Join(lines, "\n")
}

// writer is a plan being carried out, and what it takes to go back.
type writer struct {
	tree    *Tree
	staged  []string // temporary files, by index of their change; "" when renamed
	held    []hold   // journals
	folders []string // created, parents first
	done    []Change // renamed or removed
}

func (w *writer) carryOut(ctx context.Context, p *Plan) error {
	for _, l := range p.locks {
		if err := w.hold(l); err != nil {
			return err
		}
	}
	for _, l := range p.locks {
		if err := w.sweep(p, l); err != nil {
			return err
		}
	}
	w.staged = make([]string, len(p.Changes))
	for i, c := range p.Changes {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("stopped: nothing was written (%w)", err)
		}
		if c.Removes() {
			continue
		}
		name := temporary(c.Path, strconv.Itoa(i))
		if err := w.makeFolder(path.Dir(c.Path)); err != nil {
			return err
		}
		w.staged[i] = name
		if err := w.stage(name, c.new.bytes(), c.perm); err != nil {
			return w.tree.explain(c.Path, err)
		}
	}
	for i, c := range p.Changes { // the locks come last
		if c.State == Unfinished { // goes when this run ends
			continue
		}
		if err := w.apply(c, w.staged[i]); err != nil {
			return w.tree.explain(c.Path, err)
		}
		w.staged[i] = ""
		w.done = append(w.done, c)
	}
	return nil
}

// makeFolder creates dir and the folders above it, and remembers those that
// were not there.
func (w *writer) makeFolder(dir string) error {
	if dir == "." {
		return nil
	}
	if info, err := w.tree.stat(dir); err == nil && info.IsDir() {
		return nil
	}
	if err := w.makeFolder(path.Dir(dir)); err != nil {
		return err
	}
	err := w.tree.fault("mkdir", dir)
	if err == nil {
		err = w.tree.mkdir(dir)
	}
	switch {
	case errors.Is(err, fs.ErrExist):
		if info, err := w.tree.stat(dir); err == nil && info.IsDir() { // made by another run just now
			return nil
		}
		return fmt.Errorf("%s: a file stands where a folder is needed\n\tmove it away, or choose another output", w.tree.display(dir))
	case err != nil:
		return w.tree.explain(dir, err)
	}
	w.folders = append(w.folders, dir)
	return nil
}

// create makes a new file with the given permissions; 0 are those of any new
// file.
func (w *writer) create(name string, perm fs.FileMode) (*os.File, error) {
	if err := w.tree.fault("create", name); err != nil {
		return nil, err
	}
	f, err := w.tree.open(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL)
	if err != nil || perm == 0 {
		return f, err
	}
	if err := f.Chmod(perm); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// stage writes a temporary file. It is not synced: that takes longer than all
// the rest of a run, and what a power failure loses the next run makes again.
func (w *writer) stage(name string, data []byte, perm fs.FileMode) error {
	if err := w.tree.remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) { // of a run that was killed
		return err
	}
	f, err := w.create(name, perm)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = w.tree.fault("write", name)
	}
	return errors.Join(err, f.Close())
}

// apply puts a staged file in its place, or removes what is left over.
func (w *writer) apply(c Change, staged string) error {
	if c.Removes() {
		if err := w.tree.fault("remove", c.Path); err != nil {
			return err
		}
		return w.tree.remove(c.Path)
	}
	if err := w.tree.fault("rename", c.Path); err != nil {
		return err
	}
	return w.tree.rename(staged, c.Path)
}

// undo puts everything back: contents of files, and what was not there goes.
func (w *writer) undo() error {
	var errs []error
	for i := len(w.done) - 1; i >= 0; i-- {
		if err := w.restore(w.done[i]); err != nil {
			errs = append(errs, fmt.Errorf("could not be put back: %w", w.tree.explain(w.done[i].Path, err)))
		}
	}
	for _, name := range w.staged {
		if name != "" {
			w.tree.remove(name) // it may not have been created
		}
	}
	errs = append(errs, w.release(false))
	for i := len(w.folders) - 1; i >= 0; i-- {
		w.tree.remove(w.folders[i]) // stays where somebody else put something in it
	}
	return errors.Join(errs...)
}

// restore undoes one change.
func (w *writer) restore(c Change) error {
	if c.old == nil {
		return w.tree.remove(c.Path)
	}
	name := temporary(c.Path, "undo")
	if err := w.stage(name, c.old.bytes(), c.perm); err != nil {
		return err
	}
	return w.tree.rename(name, c.Path)
}

// prune removes the folders that p has emptied, and those that runs which were
// killed made for nothing.
func (w *writer) prune(p *Plan) {
	for _, c := range p.Changes {
		if c.Removes() && c.State != Unfinished {
			w.pruneAbove(c.Path)
		}
	}
	for _, l := range p.locks {
		for _, m := range l.unfinished() {
			for file := range l.files(m) {
				if p.own(file) && !p.hidden(file) {
					w.pruneAbove(file)
				}
			}
		}
	}
}

// pruneAbove removes the folders that file stood in, as far as they are empty; outside
// of the tree's own folder, those of outputs alone.
func (w *writer) pruneAbove(file string) {
	for dir := path.Dir(file); dir != "." && w.tree.mine(dir); dir = path.Dir(dir) {
		info, err := w.tree.lstat(dir)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil || !info.IsDir() || w.tree.fault("prune", dir) != nil || w.tree.remove(dir) != nil {
			return // not empty, or a symbolic link that is not ours
		}
	}
}
