// This file is the journal: it keeps two runs apart, and tells a run what one
// that was killed left half done.

package output

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
)

// journal is the content of the file that a run holds while it writes, next to
// the lock. Each line is a lock: what the run found, what it was about to
// write. What these list is oasmint's, whatever the lock says. The file goes
// when a run ends, so one that is there and not held is of a run that was
// killed.
type journal struct {
	data []byte
	runs []manifest
}

// journalPath is the journal's path from the tree's root.
func (l *Lock) journalPath() string { return l.path + journalSuffix }

const journalSuffix = ".running"

// readJournal reads what runs that did not end left behind. The last line may
// be half written: its run had changed nothing yet.
func (t *Tree) readJournal(l *Lock) error {
	data, _, err := t.read(l.journalPath())
	if err != nil || data == nil {
		return err
	}
	l.journal = &journal{data: data}
	for line := range bytes.Lines(data) {
		var m manifest
		if json.Unmarshal(line, &m) == nil {
			l.journal.runs = append(l.journal.runs, m)
		}
	}
	return nil
}

// unfinished lists the locks that runs which did not end found and were about
// to write.
func (l *Lock) unfinished() []manifest {
	if l.journal == nil {
		return nil
	}
	return l.journal.runs
}

// written returns the hashes that each file may have that oasmint wrote, by
// path from the tree's root.
func (l *Lock) written() map[string][]string {
	out := map[string][]string{}
	for _, m := range append([]manifest{l.old}, l.unfinished()...) {
		for p, sum := range l.files(m) {
			out[p] = append(out[p], sum)
		}
	}
	return out
}

// hold is a journal that this run holds.
type hold struct {
	lock *Lock
	file *os.File
}

// hold takes the journal of l, makes sure that no other run changed l since it
// was read, and writes down what this run is about to do.
func (w *writer) hold(l *Lock) error {
	if err := w.makeFolder(path.Dir(l.path)); err != nil {
		return err
	}
	name := l.journalPath()
	file, err := w.openJournal(name)
	if err != nil {
		return err
	}
	before, err := io.ReadAll(file)
	if err != nil {
		return errors.Join(w.tree.explain(name, err), file.Close())
	}
	now, _, err := w.tree.read(l.path)
	if err != nil {
		return errors.Join(err, w.giveBack(file, name, before))
	}
	same := bytes.Equal(now, l.data) && (now == nil) == (l.data == nil)
	if l.journal != nil {
		same = same && bytes.Equal(before, l.journal.data)
	} else {
		same = same && len(before) == 0
	}
	if !same {
		return errors.Join(fmt.Errorf("%s: another run changed the lock meanwhile; nothing was written\n\trun oasmint again",
			w.tree.display(l.path)), w.giveBack(file, name, before))
	}
	w.held = append(w.held, hold{l, file})
	return w.announce(l, file)
}

// openJournal opens and holds the journal. A run that ends removes its journal,
// so the one that was opened may be gone by the time it is held.
func (w *writer) openJournal(name string) (*os.File, error) {
	for {
		if err := w.tree.fault("create", name); err != nil {
			return nil, w.tree.explain(name, err)
		}
		file, err := w.tree.open(name, os.O_RDWR|os.O_CREATE|os.O_APPEND)
		if err != nil {
			return nil, w.tree.explain(name, err)
		}
		held, err := tryHold(file)
		switch {
		case err != nil:
			return nil, errors.Join(w.tree.explain(name, err), file.Close())
		case !held:
			file.Close()
			return nil, fmt.Errorf("%s: another run is writing here\n\twait for it, and run oasmint again", w.tree.display(name))
		}
		mine, err := file.Stat()
		if err != nil {
			return nil, errors.Join(w.tree.explain(name, err), file.Close())
		}
		if there, err := w.tree.lstat(name); err == nil && os.SameFile(mine, there) {
			return file, nil
		}
		file.Close()
	}
}

// announce adds to the journal what is on disk, if all is well, and what will
// be. It begins with a line break, for the last line may be half written.
func (w *writer) announce(l *Lock, file *os.File) error {
	lines := []byte{'\n'}
	for _, m := range []manifest{l.old, l.new} {
		line, err := json.Marshal(m)
		if err != nil {
			return err
		}
		lines = append(append(lines, line...), '\n')
	}
	_, err := file.Write(lines)
	if err == nil {
		err = w.tree.fault("write", l.journalPath())
	}
	if err != nil {
		return w.tree.explain(l.journalPath(), err)
	}
	return nil
}

// giveBack lets go of a journal that holds what was in it before this run; an
// empty one was made by this run.
func (w *writer) giveBack(file *os.File, name string, before []byte) error {
	if len(before) == 0 {
		return errors.Join(w.tree.remove(name), file.Close())
	}
	return errors.Join(file.Truncate(int64(len(before))), file.Close())
}

// release lets go of the journals. done says that nothing is left to mend;
// else, what earlier runs left half done is kept for the next one.
func (w *writer) release(done bool) error {
	var errs []error
	for _, h := range w.held {
		var before []byte
		if h.lock.journal != nil && !done {
			before = h.lock.journal.data
		}
		name := h.lock.journalPath()
		if err := w.tree.fault("release", name); err != nil {
			errs = append(errs, err)
		}
		if err := w.giveBack(h.file, name, before); err != nil {
			errs = append(errs, w.tree.explain(name, err))
		}
	}
	w.held = nil
	return errors.Join(errs...)
}

// sweep removes the temporary files of runs that were killed.
func (w *writer) sweep(p *Plan, l *Lock) error {
	folders := map[string]bool{path.Dir(l.path): true}
	for _, m := range l.unfinished() {
		for file := range l.files(m) {
			if p.own(file) && !p.hidden(file) {
				folders[path.Dir(file)] = true
			}
		}
	}
	for dir := range folders {
		entries, err := w.tree.list(dir)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return w.tree.explain(dir, err)
		}
		for _, e := range entries {
			if !isTemporary(e.Name()) || !e.Type().IsRegular() {
				continue
			}
			name := path.Join(dir, e.Name())
			if err := w.tree.remove(name); err != nil {
				return w.tree.explain(name, err)
			}
		}
	}
	return nil
}

// temporary is the name of a file that is staged for p; which tells it from
// others in the folder.
func temporary(p, which string) string {
	return path.Join(path.Dir(p), ".oasmint-"+which+".tmp")
}

func isTemporary(name string) bool {
	return strings.HasPrefix(name, ".oasmint-") && strings.HasSuffix(name, ".tmp")
}
