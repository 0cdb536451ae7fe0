// This file is what a run may touch: a folder, and the outputs outside of it.

package output

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
)

// Tree is the folder that a run is about, and the outputs that stand outside of it.
// Nothing else is read or written, whatever locks and symbolic links say.
//
// Paths are relative to the folder, slash-separated and as short as can be; those of
// outputs outside of it begin with "..".
type Tree struct {
	name  string     // the folder as the user named it; "." is not shown
	abs   string     // its path, without symbolic links
	above []*os.Root // above[n] is the folder n levels above, once it is needed
	outs  []string   // output folders and locks

	opening sync.Mutex // of above

	protected map[string]bool // what a run reads; see Protect

	// fault lets a test make an operation fail.
	fault func(op, path string) error
}

// Open opens the folder dir. outs are the output folders and locks of the run, as paths
// from dir; they may stand outside of it.
func Open(dir string, outs ...string) (*Tree, error) {
	t := &Tree{name: dir, protected: map[string]bool{}, fault: func(string, string) error { return nil }}
	root, err := os.OpenRoot(dir)
	if err == nil {
		t.above = []*os.Root{root}
		t.abs, err = physical(dir)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: cannot open the folder: %w", dir, cause(err))
	}
	for _, out := range outs {
		t.outs = append(t.outs, t.clean(out))
	}
	return t, nil
}

// physical is the absolute path of a folder, without symbolic links.
func physical(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(abs)
}

// Relative returns the path from the folder dir to name, which may be absolute, as a
// [Tree] wants it. Symbolic links on the way to an absolute path are followed.
func Relative(dir, name string) (string, error) {
	base, err := physical(dir)
	if err != nil {
		return "", fmt.Errorf("%s: cannot open the folder: %w", dir, cause(err))
	}
	full := filepath.Join(base, filepath.FromSlash(name))
	if filepath.IsAbs(filepath.FromSlash(name)) {
		found, rest := filepath.Clean(filepath.FromSlash(name)), ""
		for {
			if real, err := filepath.EvalSymlinks(found); err == nil {
				full = filepath.Join(real, rest)
				break
			}
			if found == filepath.Dir(found) {
				return "", fmt.Errorf("%s: there is no such drive", name)
			}
			found, rest = filepath.Dir(found), filepath.Join(filepath.Base(found), rest)
		}
	}
	rel, err := filepath.Rel(base, full)
	if err != nil {
		return "", fmt.Errorf("%s: cannot be reached from %s by a relative path", name, dir)
	}
	return filepath.ToSlash(rel), nil
}

// full is the absolute path of a path of the tree.
func (t *Tree) full(p string) string { return filepath.Join(t.abs, filepath.FromSlash(p)) }

// clean brings a path to its shortest form: "../dir/a" is "a" in the folder dir.
func (t *Tree) clean(p string) string {
	rel, err := filepath.Rel(t.abs, t.full(p))
	if err != nil { // both are absolute, and of one drive
		return path.Clean(p)
	}
	return filepath.ToSlash(rel)
}

// below reports whether a path of the tree is dir, or leads below it.
func (t *Tree) below(dir, p string) bool {
	rel, err := filepath.Rel(t.full(dir), t.full(p))
	return err == nil && filepath.IsLocal(rel)
}

// mine reports whether a run may touch a path: one in the folder, in an output, or next
// to a lock what comes and goes with it.
func (t *Tree) mine(p string) bool {
	return filepath.IsLocal(filepath.FromSlash(p)) || slices.ContainsFunc(t.outs, func(out string) bool {
		return t.below(out, p) || p == out+journalSuffix || isTemporary(path.Base(p)) && path.Dir(p) == path.Dir(out)
	})
}

// errOutside says that a path leads to where a run may touch nothing.
var errOutside = errors.New("lies outside the folder and the outputs of the run")

// at returns the folder that a path is opened from, and the rest of the path. Symbolic
// links do not lead out of that folder: it is the tree's own or, for an output outside
// of it, the one that ".." leads to.
func (t *Tree) at(p string) (*os.Root, string, error) {
	around := func(out string) bool { return t.below(p, out) } // a folder on the way to an output
	if !t.mine(p) && !slices.ContainsFunc(t.outs, around) {
		return nil, "", errOutside
	}
	levels, rest := 0, p
	for rest == ".." || strings.HasPrefix(rest, "../") {
		levels, rest = levels+1, strings.TrimPrefix(rest[2:], "/")
	}
	t.opening.Lock()
	defer t.opening.Unlock()
	for len(t.above) <= levels {
		t.above = append(t.above, nil)
	}
	if t.above[levels] == nil {
		root, err := os.OpenRoot(filepath.Join(t.abs, strings.Repeat("../", levels)))
		if err != nil {
			return nil, "", err
		}
		t.above[levels] = root
	}
	return t.above[levels], cmp.Or(rest, "."), nil
}

// open opens a file; flags are those of [os.OpenFile].
func (t *Tree) open(p string, flags int) (*os.File, error) {
	root, rest, err := t.at(p)
	if err != nil {
		return nil, err
	}
	return root.OpenFile(rest, flags, 0o644)
}

// folder opens a folder of its own; the caller closes it.
func (t *Tree) folder(dir string) (*os.Root, error) {
	root, rest, err := t.at(dir)
	if err != nil {
		return nil, err
	}
	return root.OpenRoot(rest)
}

// stat tells what stands at a path, lstat what stands there itself, be it a link.
func (t *Tree) stat(p string) (fs.FileInfo, error) {
	root, rest, err := t.at(p)
	if err != nil {
		return nil, err
	}
	return root.Stat(rest)
}

func (t *Tree) lstat(p string) (fs.FileInfo, error) {
	root, rest, err := t.at(p)
	if err != nil {
		return nil, err
	}
	return root.Lstat(rest)
}

// list lists a folder.
func (t *Tree) list(dir string) ([]fs.DirEntry, error) {
	root, rest, err := t.at(dir)
	if err != nil {
		return nil, err
	}
	return fs.ReadDir(root.FS(), rest)
}

func (t *Tree) mkdir(p string) error {
	root, rest, err := t.at(p)
	if err != nil {
		return err
	}
	return root.Mkdir(rest, 0o755)
}

func (t *Tree) remove(p string) error {
	root, rest, err := t.at(p)
	if err != nil {
		return err
	}
	return root.Remove(rest)
}

// rename renames a file within its folder.
func (t *Tree) rename(from, to string) error {
	root, rest, err := t.at(from)
	if err != nil {
		return err
	}
	_, restTo, err := t.at(to)
	if err != nil {
		return err
	}
	return root.Rename(rest, restTo)
}

// Protect names files that a run reads, by paths from the tree's root. They are not
// removed, whatever a lock says.
func (t *Tree) Protect(files ...string) {
	for _, file := range files {
		t.protected[t.clean(file)] = true
	}
}

// Close lets go of the folders.
func (t *Tree) Close() error {
	var errs []error
	for _, root := range t.above {
		if root != nil {
			errs = append(errs, root.Close())
		}
	}
	return errors.Join(errs...)
}

// ReadLock reads the lock file at path. A lock that is not there is an empty
// one; one that is damaged, or written by a newer oasmint, is an error.
func (t *Tree) ReadLock(path string) (*Lock, error) {
	path = t.clean(path)
	data, _, err := t.read(path)
	if err != nil {
		return nil, err
	}
	l, err := parseLock(t.display(path), path, data)
	if err != nil {
		return nil, err
	}
	l.base = t.abs
	return l, t.readJournal(l)
}

// display is what the user calls a path of the tree.
func (t *Tree) display(p string) string { return filepath.ToSlash(filepath.Join(t.name, p)) }

// read returns the content of a file and its permissions, and nil where there
// is none. What is there and is no regular file is an error.
func (t *Tree) read(p string) ([]byte, fs.FileMode, error) {
	info, err := t.lstat(p)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, t.explain(p, err)
	}
	switch {
	case info.IsDir():
		return nil, 0, fmt.Errorf("%s: is a folder, expected a file\n\tmove it away, or choose another output", t.display(p))
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, 0, fmt.Errorf("%s: is a symbolic link, expected a file\n\tremove it, or choose another output", t.display(p))
	case !info.Mode().IsRegular():
		return nil, 0, fmt.Errorf("%s: is no regular file\n\tremove it, or choose another output", t.display(p))
	}
	if info.Size() > maxFile {
		return nil, 0, fmt.Errorf("%s: larger than %d MB\n\tremove it, or choose another output", t.display(p), maxFile>>20)
	}
	f, err := t.open(p, os.O_RDONLY)
	if err != nil {
		return nil, 0, t.explain(p, err)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, 0, t.explain(p, err)
	}
	return data, info.Mode().Perm(), nil
}

// maxFile bounds what is read of the files on disk to compare them.
const maxFile = 1 << 30

// explain says what an error of the operating system means for the path p.
func (t *Tree) explain(p string, err error) error {
	err = cause(err)
	name := t.display(p)
	switch {
	case errors.Is(err, syscall.ENOTDIR):
		return fmt.Errorf("%s: a file stands where a folder is needed\n\tmove it away, or choose another output", t.display(t.fileAbove(p)))
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fmt.Errorf("%s: no permission (%w)\n\tmake the folder writable, or choose another output", name, err)
	case strings.Contains(err.Error(), "escapes"): // os.Root has no error value for it
		return fmt.Errorf("%s: leads out of the folder it belongs to (a symbolic link?)\n\tremove the link, or choose another output", name)
	}
	return fmt.Errorf("%s: %w", name, err)
}

// fileAbove returns the part of p that is a file.
func (t *Tree) fileAbove(p string) string {
	for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
		if info, err := t.stat(dir); err == nil && !info.IsDir() {
			return dir
		}
	}
	return p
}

// cause strips the operation and the path that os adds: they name the
// operating system's view, which is not the user's.
func cause(err error) error {
	var at *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &at):
		return at.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}
