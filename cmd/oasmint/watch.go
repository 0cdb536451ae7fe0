// This file watches the files that a run depends on, for generate --watch and
// docs serve.

package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/files"
	"github.com/oasmint/oasmint/generator/output"
)

// quietTime is how long files must be quiet before a run: editors and version
// control write in several steps.
const quietTime = 100 * time.Millisecond

// watcher knows the files that a run depends on. It watches their folders,
// since editors replace a file rather than write to it.
type watcher struct {
	*session
	flags  *jobFlags
	notify *fsnotify.Watcher
	sums   map[string]string // by absolute path: what the last run saw; "" where there was no file
}

// watch generates, and again after each change, until a signal ends it. An
// error in a run is printed, and waits for the change that mends it.
func (c *generateCmd) watch(s *session) error {
	if c.Spec == "-" {
		return usagef("--watch cannot watch standard input")
	}
	if !s.hasInput(&c.jobFlags) {
		return usagef("--watch needs %s or --spec: there is nothing else to watch", config.FileName)
	}
	w, err := s.newWatcher(&c.jobFlags)
	if err != nil {
		return err
	}
	defer w.notify.Close()
	generate := func() (string, error) { return c.generate(s) }
	if err := w.run(nil, generate); err != nil {
		return err
	}
	return w.loop(generate)
}

// newWatcher returns a watcher for what flags say. The caller closes notify.
func (s *session) newWatcher(flags *jobFlags) (*watcher, error) {
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("cannot watch files: %w", err)
	}
	return &watcher{session: s, flags: flags, notify: notify, sums: map[string]string{}}, nil
}

// loop runs do after each change, until a signal ends it.
func (w *watcher) loop(do func() (outcome string, err error)) error {
	for {
		changed, err := w.wait()
		if err != nil || w.ctx.Err() != nil {
			return err
		}
		if err := w.run(changed, do); err != nil {
			return err
		}
	}
}

// hasInput reports whether there is something to watch: not where oasmint
// takes the API that it carries with it.
func (s *session) hasInput(flags *jobFlags) bool {
	if flags.Spec != "" || flags.Config != "" {
		return true
	}
	return files.Exists(join(s.dir, config.FileName))
}

// run runs do and prints one line; changed is what led to it. Only an error
// that no change to a file mends is returned.
func (w *watcher) run(changed []string, do func() (outcome string, err error)) error {
	start := time.Now()
	outcome, err := w.record(do)
	if errors.As(err, new(usageError)) {
		return err
	}
	if w.ctx.Err() != nil {
		return nil
	}
	if err != nil {
		fmt.Fprintln(w.stderr, err)
		outcome = "failed"
	}
	what := "start"
	if len(changed) > 0 {
		what = strings.Join(changed, ", ")
	}
	w.summary("%s: %s, in %d ms", what, outcome, time.Since(start).Milliseconds())
	return nil
}

// record runs do and remembers what it depends on.
func (w *watcher) record(do func() (outcome string, err error)) (outcome string, err error) {
	w.sources = map[string]string{}
	seen := sums(w.inputs(), w.limits) // before the run: what changes from here on is for the next one
	known := sums(slices.Collect(maps.Keys(w.sums)), w.limits)
	outcome, err = do()
	if err != nil {
		maps.Copy(seen, known) // the mistake may be in any of them
	}
	for file, sum := range w.sources {
		if abs, err := filepath.Abs(filepath.FromSlash(file)); err == nil && !strings.Contains(file, "://") {
			seen[abs] = sum // as it was read
		}
	}
	w.sums = seen
	return outcome, err
}

// inputs lists the files that are known without a run: the configuration, the
// documents and the overlays.
func (w *watcher) inputs() []string {
	var out []string
	add := func(file string) {
		if abs, err := filepath.Abs(file); err == nil {
			out = append(out, abs)
		}
	}
	if w.flags.Spec == "" {
		add(join(w.dir, cmp.Or(w.flags.Config, config.FileName)))
	}
	if !w.hasInput(w.flags) {
		return out
	}
	job, err := w.job(w.flags)
	if err != nil {
		return out // the run says so
	}
	for _, t := range job.targets {
		if !t.Embedded && t.Spec != "-" && !files.IsURL(t.Spec) {
			add(join(job.base, t.Spec))
		}
		for _, file := range t.Overlays {
			add(join(job.base, file))
		}
	}
	return out
}

// wait returns once some files changed, with what the user calls them. After a
// signal it returns nothing.
func (w *watcher) wait() ([]string, error) {
	// What was read while its folder was not watched yet may have changed.
	quiet := time.NewTimer(0)
	defer quiet.Stop()
	for {
		select {
		case <-w.ctx.Done():
			return nil, nil
		case <-quiet.C:
			if err := w.follow(); err != nil {
				return nil, err
			}
			if changed := w.changed(); len(changed) > 0 {
				return changed, nil
			}
		case event := <-w.notify.Events:
			if w.concerns(event.Name) {
				quiet.Reset(quietTime)
			}
		case <-w.notify.Errors: // events were lost: compare the files
			quiet.Reset(quietTime)
		}
	}
}

// follow watches the folder of each file or, where there is none, the nearest
// one above it.
func (w *watcher) follow() error {
	for file := range w.sums {
		for dir := filepath.Dir(file); ; dir = filepath.Dir(dir) {
			err := w.notify.Add(dir)
			if err == nil {
				break
			}
			if !errors.Is(err, fs.ErrNotExist) || dir == filepath.Dir(dir) {
				return fmt.Errorf("%s: cannot be watched: %w", dir, err)
			}
		}
	}
	return nil
}

// concerns reports whether path is one of the files, or a folder above one.
func (w *watcher) concerns(path string) bool {
	for file := range w.sums {
		if file == path || strings.HasPrefix(file, path+string(filepath.Separator)) {
			return true
		}
	}
	return false
}

// changed lists the files that are not what the last run saw.
func (w *watcher) changed() []string {
	base, err := filepath.Abs(w.dir)
	if err != nil {
		base = w.dir
	}
	var out []string
	for file, now := range sums(slices.Collect(maps.Keys(w.sums)), w.limits) {
		if now == w.sums[file] {
			continue
		}
		if rel, err := filepath.Rel(base, file); err == nil {
			file = rel
		}
		out = append(out, filepath.ToSlash(file))
	}
	slices.Sort(out)
	return out
}

// sums hashes files; of one that cannot be read the hash is "".
func sums(names []string, limits files.Limits) map[string]string {
	out := map[string]string{}
	for _, file := range names {
		out[file] = ""
		if data, err := limits.Read(file); err == nil {
			out[file] = output.Sum(data)
		}
	}
	return out
}
