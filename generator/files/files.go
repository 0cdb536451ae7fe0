// Package files reads what a run is given: regular files of a bounded size and,
// where the user names their hosts, remote documents.
//
// # Who names a file
//
// What the user names (a document, an overlay, a configuration) may stand anywhere:
// [Limits.Read]. What a document names, by a reference, may not: [Root.Read] reads
// below one folder, whatever `..` and symbolic links say, and nothing whose name
// begins with a dot, since secrets and version control stand there. [Remote] reads
// from the hosts that the user names.
//
// Package output does the same for what is written. A test (TestFileAccess, in
// cmd/oasmint) holds that no other package opens files.
package files

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// DefaultMaxMB is the size in MB over which a file is not read. The largest
// public documents are near 20 MB.
const DefaultMaxMB = 100

// Limits bound what is read. The zero value has the defaults.
type Limits struct {
	MaxMB int // of one file; 0 is DefaultMaxMB
}

func (l Limits) max() int64 {
	if l.MaxMB <= 0 {
		return DefaultMaxMB << 20
	}
	return int64(l.MaxMB) << 20
}

// ErrIrregular says that a path leads to a device, a pipe or a socket: reading it
// may never end.
var ErrIrregular = errors.New("no regular file")

// Read returns the content of a regular file that the user named.
func (l Limits) Read(name string) ([]byte, error) {
	f, err := os.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0) // a pipe without a writer does not block
	if err != nil {
		return nil, err
	}
	return l.regular(f)
}

// Size is how many bytes a regular file has; 0 where that cannot be told.
func Size(name string) int64 {
	info, err := os.Stat(name)
	if err != nil || !info.Mode().IsRegular() {
		return 0
	}
	return info.Size()
}

// regular reads all of f, which must be a regular file, and closes it.
func (l Limits) regular(f *os.File) ([]byte, error) {
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, &fs.PathError{Op: "read", Path: f.Name(), Err: errors.New("is a directory")}
	case !info.Mode().IsRegular():
		return nil, &fs.PathError{Op: "read", Path: f.Name(), Err: ErrIrregular}
	case info.Size() > l.max():
		return nil, l.tooLarge()
	}
	return l.ReadAll(f)
}

// ReadAll reads standard input, or another stream that the user named.
func (l Limits) ReadAll(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, l.max()+1))
	if err == nil && int64(len(data)) > l.max() {
		return nil, l.tooLarge()
	}
	return data, err
}

func (l Limits) tooLarge() error {
	return fmt.Errorf("larger than %d MB; --max-file MB raises the limit", l.max()>>20)
}

// ReadPipe reads a pipe that the user named on the command line, as in
// --spec <(command).
func (l Limits) ReadPipe(name string) ([]byte, error) {
	if !IsPipe(name) {
		return l.Read(name)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return l.ReadAll(f)
}

// IsPipe reports whether a path leads to a pipe, which can be read only once.
func IsPipe(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode()&fs.ModeNamedPipe != 0
}

// Exists reports whether something stands at a path.
func Exists(name string) bool {
	_, err := os.Stat(name)
	return !errors.Is(err, fs.ErrNotExist)
}

// Same reports whether two paths are of one file that exists.
func Same(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// Root is the folder that references stay below.
type Root struct {
	Dir    string // absolute
	Limits Limits
	Tree   *Tree // where it is not the disk that is read
}

// Tree has files of its own in place of the disk's: those of a revision.
type Tree struct {
	Name string                            // as positions call it: HEAD~1
	Top  string                            // the folder, absolute, that it stands in place of
	Read func(path string) ([]byte, error) // reads a file below Top, by its path with slashes
}

// NameOf is what positions call the file at a path; ok is false for one that is not in the tree.
func (t *Tree) NameOf(path string) (name string, ok bool) {
	rel, err := filepath.Rel(t.Top, path)
	return t.Name + ":" + filepath.ToSlash(rel), err == nil && filepath.IsLocal(rel)
}

// ErrOutside says that a reference leads out of its root.
var ErrOutside = errors.New("it lies outside the folder of the document; --root DIR names a folder that references may stay below")

// ErrHidden says that a reference leads to a name that begins with a dot.
var ErrHidden = errors.New("references do not lead to names that begin with a dot")

// Read returns the content of a regular file below the root. name is absolute.
func (r Root) Read(name string) ([]byte, error) {
	rel, err := filepath.Rel(r.Dir, name)
	if err != nil || !filepath.IsLocal(rel) {
		return nil, ErrOutside
	}
	for part := range strings.SplitSeq(filepath.ToSlash(rel), "/") {
		if strings.HasPrefix(part, ".") && part != "." {
			return nil, ErrHidden
		}
	}
	if r.Tree != nil {
		rel, err := filepath.Rel(r.Tree.Top, name)
		if err != nil || !filepath.IsLocal(rel) {
			return nil, ErrOutside
		}
		return r.Tree.Read(filepath.ToSlash(rel))
	}
	root, err := os.OpenRoot(r.Dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	f, err := root.OpenFile(rel, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		if strings.Contains(err.Error(), "escapes") { // os.Root has no error value for it
			return nil, ErrOutside
		}
		return nil, err
	}
	return r.Limits.regular(f)
}

// CreateNew writes a file that is not there; the error wraps [fs.ErrExist] where
// it is.
func CreateNew(name string, data []byte) error {
	return write(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, data)
}

// Replace writes a file that the user named, in place of what stands there.
func Replace(name string, data []byte) error {
	return write(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, data)
}

// Append adds to a file that the user, or the system that runs oasmint, named.
func Append(name string, data []byte) error {
	return write(name, os.O_WRONLY|os.O_CREATE|os.O_APPEND, data)
}

func write(name string, flags int, data []byte) error {
	f, err := os.OpenFile(name, flags, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// Create opens a file that the user named, for writing.
func Create(name string) (io.WriteCloser, error) { return os.Create(name) }

// Open opens a file that the user named, for reading.
func Open(name string) (io.ReadCloser, error) { return os.Open(name) }

// IsFolder reports whether a folder stands at a path.
func IsFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// Below reports whether a path is one in or below a folder, by what they say.
func Below(dir, name string) bool {
	d, err := filepath.Abs(dir)
	if err != nil {
		return false
	}
	n, err := filepath.Abs(name)
	if err != nil {
		return false
	}
	rel, err := filepath.Rel(d, n)
	return err == nil && filepath.IsLocal(rel)
}
