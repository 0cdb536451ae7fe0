// This file reads versions of a document from git.

package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os/exec"
	"path"
	"path/filepath"
	"strings"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/files"
)

// object is what git calls a document: REVISION:PATH, the path below the root of the
// repository, or REVISION alone, for the path of the other document.
func object(name, beside string) string {
	if strings.Contains(name, ":") {
		return name
	}
	if _, path, ok := strings.Cut(beside, ":"); ok {
		return name + ":" + path
	}
	return name + ":./" + filepath.ToSlash(beside)
}

// isRevision reports whether git has a document of that name.
func (s *session) isRevision(name, beside string) bool {
	if strings.HasPrefix(name, "-") || filepath.IsAbs(beside) && !strings.Contains(name, ":") {
		return false
	}
	return s.git("cat-file", "-e", object(name, beside)).Run() == nil
}

// revision reads a document from git. What it refers to is read from the same revision.
func (s *session) revision(name, beside string) (generator.Document, error) {
	top, prefix, err := s.repository()
	if err != nil {
		return generator.Document{}, readError(name, err)
	}
	revision, at, _ := strings.Cut(object(name, beside), ":")
	if strings.HasPrefix(at, "./") || strings.HasPrefix(at, "../") {
		at = path.Join(prefix, at)
	}
	tree := &files.Tree{Name: revision, Top: top, Read: func(path string) ([]byte, error) { return s.blob(revision + ":" + path) }}
	data, err := tree.Read(at)
	if err != nil {
		return generator.Document{}, readError(name, err)
	}
	return generator.Document{Path: name, Data: data, Tree: tree, At: filepath.Join(top, filepath.FromSlash(at))}, nil
}

// tag is a version that has a name in git.
type tag struct{ name, date string }

// tags lists from and the tags after it, the oldest first, up to another or, where that
// is "", to what is checked out.
func (s *session) tags(from, to string) ([]tag, error) {
	out := []tag{{name: from}}
	commit := func(name string) (string, error) {
		id, err := s.git("rev-parse", "--verify", "--quiet", "--end-of-options", name+"^{commit}").Output()
		if err != nil {
			return "", fmt.Errorf("git has no revision %s", name)
		}
		return strings.TrimSpace(string(id)), nil
	}
	first, err := commit(from)
	if err != nil {
		return nil, err
	}
	last, err := commit(cmp.Or(to, "HEAD"))
	if err != nil {
		return nil, err
	}
	listed, err := s.git("for-each-ref", "--sort=creatordate", "--contains="+first, "--merged="+last,
		"--format=%(refname:short) %(creatordate:short) %(objectname) %(*objectname)", "refs/tags").Output()
	if err != nil {
		return nil, fmt.Errorf("git lists no tags: %w", err)
	}
	for line := range strings.Lines(string(listed)) {
		if fields := strings.Fields(line); len(fields) > 2 && fields[len(fields)-1] != first {
			out = append(out, tag{fields[0], fields[1]})
		}
	}
	return out, nil
}

// blob reads a file of a revision, by what git calls it.
func (s *session) blob(object string) ([]byte, error) {
	var errs bytes.Buffer
	cmd := s.git("cat-file", "blob", object)
	cmd.Stderr = &errs
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	data, err := s.limits.ReadAll(out)
	if err != nil {
		_ = cmd.Process.Kill() // it has more than is read
		_ = cmd.Wait()
		return nil, err
	}
	if err := cmd.Wait(); err != nil {
		return nil, fmt.Errorf("git cannot read it: %s", strings.TrimSpace(errs.String()))
	}
	return append([]byte{}, data...), nil
}

// repository returns the folder that revisions are of, and the path of the working folder
// in it.
func (s *session) repository() (top, prefix string, err error) {
	out, err := s.git("rev-parse", "--show-toplevel", "--show-prefix").Output()
	if err != nil {
		return "", "", fmt.Errorf("git finds no working tree here: %w", err)
	}
	top, prefix, _ = strings.Cut(strings.TrimSuffix(string(out), "\n"), "\n")
	return filepath.FromSlash(top), prefix, nil
}

func (s *session) git(args ...string) *exec.Cmd {
	cmd := exec.CommandContext(s.ctx, "git", args...)
	cmd.Dir = s.dir
	return cmd
}
