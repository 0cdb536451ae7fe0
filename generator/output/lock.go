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

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/visible"
)

// lockFormat is the version of the lock's format that this package writes.
const lockFormat = 1

// Lock is a lock file and what a run makes of it.
type Lock struct {
	path    string // from the tree's root
	base    string // the tree's root, as an absolute path
	data    []byte // the file as it was read; nil when there is none
	old     manifest
	new     manifest
	outs    []string // folders that this run writes to, from the tree's root
	journal *journal // what runs that did not end had begun to write; nil when there is none

	kept   map[string]bool // keys of targets that stay as the lock has them
	others map[string]bool // keys of those of them that this run is not about
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
	Document string            `json:"document"`          // hash of the document, overlays applied
	Sources  map[string]string `json:"sources,omitempty"` // path -> hash of every file that was read
	Seal     string            `json:"seal,omitempty"`    // hash of the rest, and of what made the files from it
	Files    map[string]string `json:"files"`             // path -> hash
	ETags    map[string]string `json:"etags,omitempty"`   // path of what another host sent -> the version that the host calls it
	Names    map[string]string `json:"names"`             // JSON Pointer -> Go name, as published

	// Published fields and constants, as [goapi.Members] has them: marks of those
	// that are known, and the names of those that did not get their first choice.
	Members     map[string]string `json:"members,omitempty"`
	MemberNames map[string]string `json:"memberNames,omitempty"`
}

// Made is what a run makes of a target.
type Made struct {
	Document string            // hash of the document, overlays applied
	Sources  map[string]string // path -> hash of every file that was read; nil where one cannot be read again
	Outs     []string          // the folders that the target writes to; that of its key need not be among them
	By       string            // hash of all else that the files depend on: the tool's build, configuration, flags
	Files    []File
	ETags    map[string]string // path of a file that another host sent -> the version that the host calls it

	Published goapi.Published
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

// Published returns the names that the target has published; its Names are nil
// for a target that the lock does not know. Which target is said by its kind and
// folder: "go:generated/authlete".
func (l *Lock) Published(target string) goapi.Published {
	t := l.old.Targets[l.Key(target)]
	return goapi.Published{Names: t.Names, Members: goapi.Members{Known: t.Members, Names: t.MemberNames}}
}

// ETag returns the version of a file that another host sent for the target, if the file
// has the content that was sent; else "".
func (l *Lock) ETag(target, file string, data []byte) string {
	t := l.old.Targets[l.Key(target)]
	if p := l.relative(file); t.Files[p] == Sum(data) {
		return t.ETags[p]
	}
	return ""
}

// Begin says who runs (the tool's version) by which configuration (its hash).
// Targets that this run neither [Lock.Record]s nor [Lock.Keep]s are forgotten, and what
// they wrote is left over; but for others, whose keys are as [Lock.Key] gives them: those
// that the run is not about. It may be nil.
func (l *Lock) Begin(tool, config string, others func(key string) bool) {
	l.new.Tool, l.new.Config = tool, cmp.Or(config, l.old.Config)
	l.kept, l.others = map[string]bool{}, map[string]bool{}
	for key, t := range l.old.Targets {
		if others != nil && others(key) {
			l.new.Targets[key], l.kept[key], l.others[key] = t, true, true
		}
	}
}

// Keep leaves a target as the lock has it, if it does; outs are the folders that it writes
// to.
func (l *Lock) Keep(target string, outs ...string) {
	key := l.Key(target)
	if t, ok := l.old.Targets[key]; ok {
		l.new.Targets[key], l.kept[key] = t, true
	}
	delete(l.others, key)
	_, folder, _ := strings.Cut(target, ":")
	l.outs = append(append(l.outs, folder), outs...)
}

// same reports whether the run leaves all that the lock says.
func (l *Lock) same() bool {
	return l.data != nil && len(l.kept) == len(l.old.Targets) && len(l.kept) == len(l.new.Targets) && l.new.Config == l.old.Config
}

// Sources lists the files that were read for a target, by path from the tree's root.
func (l *Lock) Sources(target string) []string {
	var out []string
	for p := range l.old.Targets[l.Key(target)].Sources {
		out = append(out, l.fromRoot(p))
	}
	return out
}

// Record says what this run makes of a target. Names of places that the
// document no longer has are kept, for when they come back, unless another
// place has the name by now.
func (l *Lock) Record(target string, made Made) {
	t := Target{
		Document: made.Document, Names: map[string]string{}, Files: make(map[string]string, len(made.Files)),
		Members: made.Published.Members.Known, MemberNames: made.Published.Members.Names,
	}
	taken := map[string]bool{}
	for _, name := range made.Published.Names {
		taken[name] = true
	}
	for pointer, name := range l.Published(target).Names {
		if !taken[name] {
			t.Names[pointer] = name
		}
	}
	maps.Copy(t.Names, made.Published.Names)
	for _, f := range made.Files {
		t.Files[l.relative(f.Path)] = Sum(f.Data)
	}
	for p, tag := range made.ETags {
		if t.ETags == nil {
			t.ETags = map[string]string{}
		}
		t.ETags[l.relative(p)] = tag
	}
	if made.Sources != nil {
		t.Sources = make(map[string]string, len(made.Sources))
		for p, sum := range made.Sources {
			t.Sources[l.relative(p)] = sum
		}
		t.Seal = t.seal(made.By)
	}
	key := l.Key(target)
	l.new.Targets[key] = t
	delete(l.kept, key)
	delete(l.others, key)
	_, folder, _ := strings.Cut(target, ":")
	l.outs = append(append(l.outs, folder), made.Outs...)
}

// seal is a hash of the target and of what made its files (by). While it is the
// same, what the target says of its files can be believed without making them
// again. In a lock that was edited by hand, it is another.
func (t Target) seal(by string) string {
	t.Seal = by
	data, err := json.Marshal(t)
	if err != nil {
		panic(err) // strings alone
	}
	return Sum(data)
}

// render returns the lock to write. The tool's version and build alone are no
// reason to write another, nor is that a document came from a pipe this time.
func (l *Lock) render() ([]byte, error) {
	if l.data != nil {
		same := l.new
		same.Tool, same.Targets = l.old.Tool, maps.Clone(l.new.Targets)
		for key, t := range same.Targets {
			old := l.old.Targets[key]
			t.Seal = old.Seal
			if t.Sources == nil || old.Sources == nil {
				t.Sources = old.Sources
			}
			same.Targets[key] = t
		}
		if data, err := same.encode(); err != nil || bytes.Equal(data, l.data) {
			return data, err
		}
	}
	return l.new.encode()
}

func (m manifest) encode() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(m)
	return visible.JSON(b.Bytes()), err
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
func (l *Lock) fromRoot(p string) string { return l.between("", path.Join(path.Dir(l.path), p)) }

func (l *Lock) relative(p string) string { return l.between(path.Dir(l.path), p) }

// between is the path from the folder from to p, both from the tree's root.
func (l *Lock) between(from, p string) string {
	rel, err := filepath.Rel(filepath.Join(l.base, filepath.FromSlash(from)), filepath.Join(l.base, filepath.FromSlash(p)))
	if err != nil { // both begin with the root
		return p
	}
	return filepath.ToSlash(rel)
}

// Key is what the lock calls a target: its kind, and its folder from that of the lock.
func (l *Lock) Key(target string) string {
	kind, folder, _ := strings.Cut(target, ":")
	return kind + ":" + l.relative(folder)
}
