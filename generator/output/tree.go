// This file is the folder that a run may touch, and what stands in it.

package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"
)

// Tree is the folder that a run is about. Nothing outside of it is read or
// written, whatever symbolic links say.
type Tree struct {
	root *os.Root
	name string // as the user named it; "." is not shown

	protected map[string]bool // what a run reads; see Protect

	// fault lets a test make an operation fail.
	fault func(op, path string) error
}

// Open opens the folder dir.
func Open(dir string) (*Tree, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("%s: cannot open the folder: %w", dir, cause(err))
	}
	return &Tree{root: root, name: dir, protected: map[string]bool{}, fault: func(string, string) error { return nil }}, nil
}

// Protect names files that a run reads, by paths from the tree's root. They are not
// removed, whatever a lock says.
func (t *Tree) Protect(files ...string) {
	for _, file := range files {
		t.protected[path.Clean(file)] = true
	}
}

// Close lets go of the folder.
func (t *Tree) Close() error { return t.root.Close() }

// ReadLock reads the lock file at path. A lock that is not there is an empty
// one; one that is damaged, or written by a newer oasmint, is an error.
func (t *Tree) ReadLock(path string) (*Lock, error) {
	data, _, err := t.read(path)
	if err != nil {
		return nil, err
	}
	l, err := parseLock(t.display(path), path, data)
	if err != nil {
		return nil, err
	}
	return l, t.readJournal(l)
}

// display is what the user calls a path of the tree.
func (t *Tree) display(p string) string { return filepath.ToSlash(filepath.Join(t.name, p)) }

// read returns the content of a file and its permissions, and nil where there
// is none. What is there and is no regular file is an error.
func (t *Tree) read(p string) ([]byte, fs.FileMode, error) {
	info, err := t.root.Lstat(p)
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
	data, err := t.root.ReadFile(p)
	if err != nil {
		return nil, 0, t.explain(p, err)
	}
	if data == nil {
		data = []byte{}
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
		if info, err := t.root.Stat(dir); err == nil && !info.IsDir() {
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
