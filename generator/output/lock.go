// This file is the lock: what the last run wrote and which names it published.

package output

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"strings"
)

// lockFormat is the version of the lock's format that this package writes.
const lockFormat = 1

// Lock is a lock file and what a run makes of it.
type Lock struct {
	path string // from the tree's root
	data []byte // the file as it was read; nil when there is none
	old  manifest
	new  manifest
}

// manifest is the content of a lock file. Paths in it are relative to the
// lock's folder, so that it does not matter where oasmint is run.
type manifest struct {
	Format  int               `json:"format"`
	Tool    string            `json:"tool"`             // the version that wrote it last
	Config  string            `json:"config,omitempty"` // hash of oasmint.yaml
	Targets map[string]Target `json:"targets"`          // by kind and output folder
}

// Target is what a lock knows of one target.
type Target struct {
	Document string            `json:"document"` // hash of the document
	Files    map[string]string `json:"files"`    // path -> hash
	Names    map[string]string `json:"names"`    // JSON Pointer -> Go name, as published
}

// Sum returns the hash that locks hold: SHA-256 in hexadecimal.
func Sum(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// parseLock reads a lock. name is what the user calls it, file its path from
// the tree's root. No data is a lock that was never written.
func parseLock(name, file string, data []byte) (*Lock, error) {
	l := &Lock{path: file, data: data, new: manifest{Format: lockFormat, Targets: map[string]Target{}}}
	if data == nil {
		return l, nil
	}
	const mend = "restore it from version control (without it, names that were published are forgotten)"
	if line := conflictLine(data); line > 0 {
		return nil, fmt.Errorf("%s:%d:1: merge conflict in the lock\n"+
			"\tkeep one side of it, and run: oasmint generate --force", name, line)
	}
	var format struct{ Format int }
	if err := json.Unmarshal(data, &format); err != nil {
		return nil, fmt.Errorf("%s: the lock is damaged: %v\n\t%s", lockPosition(name, data, err), err, mend)
	}
	if format.Format > lockFormat {
		return nil, fmt.Errorf("%s: the lock was written by a newer oasmint (format %d, this one reads %d)\n\tupdate oasmint",
			name, format.Format, lockFormat)
	}
	if format.Format < 1 {
		return nil, fmt.Errorf("%s: the lock is damaged: it has no format\n\t%s", name, mend)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&l.old); err != nil {
		return nil, fmt.Errorf("%s: the lock is damaged: %v\n\t%s", lockPosition(name, data, err), err, mend)
	}
	for _, t := range l.old.Targets {
		for p := range t.Files {
			if !filepath.IsLocal(filepath.FromSlash(l.fromRoot(p))) {
				return nil, fmt.Errorf("%s: the lock is damaged: the file %q lies outside\n\t%s", name, p, mend)
			}
		}
	}
	return l, nil
}

// conflictLine returns the line of the first merge conflict marker, or 0.
func conflictLine(data []byte) int {
	for i, line := range bytes.Split(data, []byte("\n")) {
		if bytes.HasPrefix(line, []byte("<<<<<<< ")) {
			return i + 1
		}
	}
	return 0
}

// lockPosition adds line and column to name, where err tells.
func lockPosition(name string, data []byte, err error) string {
	var syntax *json.SyntaxError
	var typ *json.UnmarshalTypeError
	var offset int64
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &typ):
		offset = typ.Offset
	default:
		return name
	}
	before := data[:min(int(offset), len(data))]
	return fmt.Sprintf("%s:%d:%d", name, bytes.Count(before, []byte("\n"))+1, max(1, len(before)-bytes.LastIndexByte(before, '\n')-1))
}

// Names returns the names that the target has published, by JSON Pointer.
// Which target is said by its kind and folder: "go:generated/authlete".
func (l *Lock) Names(target string) map[string]string {
	return l.old.Targets[l.relativeKey(target)].Names
}

// Begin says who runs (the tool's version) by which configuration (its hash).
// Targets that this run does not [Lock.Record] are forgotten, and what they
// wrote is left over; keepOthers is for runs that know of one target only.
func (l *Lock) Begin(tool, config string, keepOthers bool) {
	l.new.Tool, l.new.Config = tool, config
	if keepOthers {
		for key, t := range l.old.Targets {
			l.new.Targets[key] = t
		}
		l.new.Config = cmp.Or(config, l.old.Config)
	}
}

// Record says what this run makes of a target: from the document of that hash,
// these names and files. Names of places that the document no longer has are
// kept, for when they come back.
func (l *Lock) Record(target, document string, names map[string]string, files []File) {
	t := Target{Document: document, Names: map[string]string{}, Files: make(map[string]string, len(files))}
	maps.Copy(t.Names, l.Names(target))
	maps.Copy(t.Names, names)
	for _, f := range files {
		t.Files[l.relative(f.Path)] = Sum(f.Data)
	}
	l.new.Targets[l.relativeKey(target)] = t
}

// render returns the lock to write. The tool's version alone is no reason to
// write another.
func (l *Lock) render() ([]byte, error) {
	m := l.new
	if l.data != nil {
		m.Tool = l.old.Tool
		if data, err := m.encode(); err != nil || bytes.Equal(data, l.data) {
			return data, err
		}
		m.Tool = l.new.Tool
	}
	return m.encode()
}

func (m manifest) encode() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(m)
	return b.Bytes(), err
}

// files returns the hash of each file of m, by path from the tree's root.
func (l *Lock) files(m manifest) map[string]string {
	out := map[string]string{}
	for _, t := range m.Targets {
		for p, sum := range t.Files {
			out[l.fromRoot(p)] = sum
		}
	}
	return out
}

// fromRoot turns a path of the lock into one of the tree, relative does the
// reverse.
func (l *Lock) fromRoot(p string) string { return path.Join(path.Dir(l.path), p) }

func (l *Lock) relative(p string) string {
	rel, err := filepath.Rel(filepath.FromSlash(path.Dir(l.path)), filepath.FromSlash(p))
	if err != nil { // p leaves the tree: Compare refuses it
		return p
	}
	return filepath.ToSlash(rel)
}

func (l *Lock) relativeKey(target string) string {
	kind, folder, _ := strings.Cut(target, ":")
	return kind + ":" + l.relative(folder)
}
