// This file reads versions of a document from git.

package main

import (
	"bytes"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/oasmint/oasmint/generator"
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

// revision reads a document from git.
func (s *session) revision(name, beside string) (generator.Document, error) {
	var errs bytes.Buffer
	cmd := s.git("cat-file", "blob", object(name, beside))
	cmd.Stderr = &errs
	out, err := cmd.StdoutPipe()
	if err != nil {
		return generator.Document{}, err
	}
	if err := cmd.Start(); err != nil {
		return generator.Document{}, err
	}
	data, err := s.limits.ReadAll(out)
	if err != nil {
		_ = cmd.Process.Kill() // it has more than is read
		_ = cmd.Wait()
		return generator.Document{}, readError(name, err)
	}
	if err := cmd.Wait(); err != nil {
		return generator.Document{}, fmt.Errorf("%s: git cannot read it: %s", name, strings.TrimSpace(errs.String()))
	}
	return generator.Document{Path: name, Data: append([]byte{}, data...)}, nil
}

func (s *session) git(args ...string) *exec.Cmd {
	cmd := exec.CommandContext(s.ctx, "git", args...)
	cmd.Dir = s.dir
	return cmd
}
