// This file is the command docs build.

package main

import (
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"time"

	"github.com/oasmint/oasmint/generator/files"
	"github.com/oasmint/oasmint/generator/output"
)

type docsBuildCmd struct {
	Dir string `arg:"" help:"The folder that the site goes to."`
	siteFlags
	Force bool `help:"Overwrite and remove files that were edited by hand, or that oasmint did not write."`
}

// siteLock is the lock of a site, in its folder. It is not oasmint.lock, since
// a configuration may have that one there.
const siteLock = "oasmint-site.lock"

// Run writes the files of the site that differ.
func (c *docsBuildCmd) Run(s *session) error {
	root, dir := existing(join(s.dir, c.Dir))
	tree, err := output.Open(root)
	if err != nil {
		return err
	}
	defer tree.Close()
	lock, err := tree.ReadLock(path.Join(dir, siteLock))
	if err != nil {
		return err
	}
	target := "site:" + dir
	site, result, err := s.site(&c.siteFlags, lock.Published(target), false)
	if err != nil {
		return err
	}
	files := make([]output.File, len(site))
	for i, f := range site {
		files[i] = output.File{Path: path.Join(dir, f.Path), Data: f.Data}
	}
	lock.Begin(toolVersion(), "", false)
	lock.Record(target, output.Made{Document: output.Sum(result.Document), Published: result.Published, Files: files})
	plan, err := tree.Compare(files, lock)
	if err != nil {
		return err
	}
	start := time.Now()
	if err := plan.Write(s.ctx, c.Force); err != nil {
		if errors.As(err, new(*output.ConflictError)) {
			return fmt.Errorf("%w\nnothing was written\n\tchoose another folder, or lose the files above: %s --force", err, s.command(""))
		}
		return err
	}
	s.timing("write", time.Since(start))
	writes, removes := plan.Counts()
	s.summary("wrote %s, removed %d, %d unchanged", plural(writes, "file", "files"), removes, plan.Unchanged)
	return nil
}

// existing splits a folder's path into the part that exists, and the rest, which
// package output creates, and removes again where it fails.
func existing(dir string) (root, rest string) {
	root, rest = filepath.Clean(dir), "."
	for root != filepath.Dir(root) {
		if files.Exists(root) {
			break
		}
		root, rest = filepath.Dir(root), path.Join(filepath.Base(root), rest)
	}
	return root, rest
}
