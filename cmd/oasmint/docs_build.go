// This file is the command docs build.

package main

import (
	"errors"
	"fmt"
	"net/url"
	"path"
	"path/filepath"
	"time"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/files"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/output"
	"github.com/oasmint/oasmint/generator/plural"
	"github.com/oasmint/oasmint/generator/site"
)

type docsBuildCmd struct {
	Dir string `arg:"" help:"The folder that the site goes to."`
	siteFlags
	versionsFlags
	tryFlags
	BaseURL string `placeholder:"URL" help:"Where the site is published: for sitemap.xml, the links of 404.html, and what other sites show of a page."`
	Force   bool   `help:"Overwrite and remove files that were edited by hand, or that oasmint did not write."`
}

// siteLock is the lock of a site, in its folder. It is not oasmint.lock, since
// a configuration may have that one there.
const siteLock = "oasmint-site.lock"

// Run writes the files of the site that differ.
func (c *docsBuildCmd) Run(s *session) error {
	base, err := publishedBase(c.BaseURL)
	if err != nil {
		return err
	}
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
	made, result, err := c.site(s, lock.Published(target), base)
	if err != nil {
		return err
	}
	files := make([]output.File, len(made))
	for i, f := range made {
		files[i] = output.File{Path: path.Join(dir, f.Path), Data: f.Data}
	}
	lock.Begin(toolVersion(), "", nil)
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
	s.summary("wrote %s, removed %d, %d unchanged", plural.Of(writes, "file", "files"), removes, plan.Unchanged)
	return nil
}

// site makes the site of the document, or of its versions.
func (c *docsBuildCmd) site(s *session, published goapi.Published, base string) ([]site.File, *generator.Result, error) {
	try, err := c.tryFlags.options()
	if err != nil {
		return nil, nil, err
	}
	opts := site.Options{BaseURL: base, Try: try}
	if c.versionsFlags.given() {
		return s.siteOfVersions(&c.siteFlags, &c.versionsFlags, published, opts)
	}
	return s.site(&c.siteFlags, published, opts)
}

// publishedBase is the URL of a site's folder, with "/" at its end; "" stays "".
func publishedBase(base string) (string, error) {
	if base == "" {
		return "", nil
	}
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return "", usagef("--base-url is the URL of a folder, as in https://example.com/reference/")
	}
	return u.JoinPath("/").String(), nil
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
