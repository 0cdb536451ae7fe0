// This file finds out what a run is to generate: what flags say, what
// oasmint.yaml says or, with neither, the Authlete API.

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/files"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/output"
)

// job is what a run is to generate.
type job struct {
	base    string // the folder that paths are relative to
	file    string // oasmint.yaml; "" where there is none
	config  string // its hash
	targets []config.Target
	places  []location // of targets
	lone    bool       // the lock may hold other targets, which this run does not know
	shard   shard      // what the run is about, of all targets
	line    *progress

	allowRemote []string
	strict      bool                  // warnings end the run
	ask         files.Asking          // when other hosts are asked
	fetched     map[string]files.Kept // what they sent in this run
	packages    *packages             // the Go packages that targets may import
	full        bool                  // generate, even if the lock says that nothing changed
	module      string
	read        readOnce
}

// readOnce is what can be read once only: standard input, pipes.
type readOnce struct {
	mu   sync.Mutex
	data map[string][]byte
}

// job reads the configuration or, where there is none, makes one of the flags.
func (s *session) job(f *jobFlags) (*job, error) {
	j := &job{base: s.dir, allowRemote: f.AllowRemote, strict: f.WarningsAsErrors, full: f.Full || f.WarningsAsErrors, module: f.Module, ask: f.asking(f.asks), fetched: map[string]files.Kept{}, packages: newPackages(), read: readOnce{data: map[string][]byte{}}}
	if f.Spec != "" {
		j.lone = true
		return j, j.oneOff(f)
	}
	if flag := f.needsSpec(); flag != "" {
		return nil, usagef("%s goes with --spec; with a configuration, it is said there", flag)
	}
	file := join(s.dir, f.Config)
	if f.Config == "" {
		file = join(s.dir, config.FileName)
	}
	data, err := s.limits.Read(file)
	if errors.Is(err, fs.ErrNotExist) && f.Config == "" {
		return j, s.embedded(j)
	}
	if err != nil {
		return nil, readError(file, err)
	}
	c, err := generator.ParseConfig(filepath.ToSlash(file), data)
	if err != nil {
		return nil, err
	}
	j.base, j.file, j.config, j.targets = filepath.Dir(file), file, output.Sum(data), c.Targets
	return j, j.turn()
}

// turn makes the paths of outputs and locks relative to the base, as short as can be.
func (j *job) turn() error {
	writers := map[string]int{}
	for i := range j.targets {
		t := &j.targets[i]
		if err := t.Turn(func(p config.Path) (config.Path, error) {
			rel, err := output.Relative(j.base, string(p))
			return config.Path(rel), err
		}); err != nil {
			return err
		}
		for _, out := range t.Outs() {
			folded := strings.ToLower(out)
			if first, ok := writers[folded]; ok && first != i { // written in two ways, which config does not see
				return fmt.Errorf("%s: two targets write to %s\n\tgive each target a folder of its own", j.file, out)
			}
			writers[folded] = i
		}
	}
	j.locate()
	return nil
}

// open opens what the job may write to.
func (j *job) open() (*output.Tree, error) {
	var outs []string
	for _, t := range j.targets {
		outs = append(append(outs, t.Outs()...), string(t.Lock), cacheOf(t))
	}
	return output.Open(j.base, outs...)
}

// published returns the names that t's lock holds.
func (j *job) published(t config.Target) (goapi.Published, error) {
	if t.Lock == "" || len(t.Outs()) == 0 {
		return goapi.Published{}, nil
	}
	tree, err := j.open()
	if err != nil {
		return goapi.Published{}, err
	}
	defer tree.Close()
	lock, err := tree.ReadLock(string(t.Lock))
	if err != nil {
		return goapi.Published{}, err
	}
	return lock.Published(t.Key()), nil
}

// display is what the user calls an output path.
func (j *job) display(path string) string { return filepath.ToSlash(filepath.Join(j.base, path)) }

// oneOff makes the job of the flags alone.
func (j *job) oneOff(f *jobFlags) error {
	t, err := j.target(f)
	if err != nil {
		return err
	}
	j.targets = []config.Target{t}
	var errs []error
	for _, p := range t.Problems() {
		if flag := flagFor(p.Key); flag != "" {
			errs = append(errs, fmt.Errorf("%s: %s", flag, p.Message))
		}
	}
	if len(errs) > 0 {
		return usageError{errors.Join(errs...).Error()}
	}
	return j.turn()
}

// findOverlays makes the paths of t's overlays relative to where oasmint runs.
func (j *job) findOverlays(t *config.Target) {
	t.Overlays = slices.Clone(t.Overlays)
	for i, file := range t.Overlays {
		t.Overlays[i] = filepath.ToSlash(join(j.base, file))
	}
}

// relative makes a path relative to the base, where it can be.
func (j *job) relative(p string) string {
	if filepath.IsAbs(p) {
		if base, err := filepath.Abs(j.base); err == nil {
			if rel, err := filepath.Rel(base, p); err == nil && filepath.IsLocal(rel) {
				p = rel
			}
		}
	}
	return filepath.ToSlash(p)
}

// embedded makes the job of a first try: the Authlete API, in a folder of its
// own. A configuration under another name or in a folder above is an error, since
// it was probably meant.
func (s *session) embedded(j *job) error {
	if file := misplaced(j.base); file != "" {
		return usagef("no %s here, but there is %s\n\trun: %s", config.FileName, file, s.command("", "--config", file))
	}
	dir, err := filepath.Abs(j.base)
	if err != nil {
		return err
	}
	within, err := enclosingModule(dir)
	if err != nil {
		return err
	}
	if within != nil && !s.demo && !files.Exists(filepath.Join(j.base, "authlete", config.LockName)) {
		return usagef("no %s here, and no document was named\n\tfor a document of yours: oasmint generate FILE -o DIR\n\tto keep that in a file: oasmint init\n\tto try oasmint on the API that it carries with it: oasmint demo", config.FileName)
	}
	s.note("no %s here: taking the Authlete API that oasmint carries with it (its folder is authlete)", config.FileName)
	t := generator.NewTarget("", map[string]string{"go": "authlete", "docs": "authlete/docs"})
	t.Embedded, t.Lock = true, "authlete/"+config.LockName
	j.targets = []config.Target{t}
	j.locate()
	return nil
}

// misplaced returns a configuration under another name in dir, or in a folder
// above, relative to dir; or "".
func misplaced(dir string) string {
	for _, name := range []string{"oasmint.yml", "." + config.FileName} {
		if files.Exists(filepath.Join(dir, name)) {
			return name
		}
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	up := ""
	for above := filepath.Dir(dir); above != dir; dir, above = above, filepath.Dir(above) {
		up += "../"
		if files.Exists(filepath.Join(above, config.FileName)) {
			return up + config.FileName
		}
	}
	return ""
}

// readError says that a file the user named cannot be read.
func readError(file string, err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return fmt.Errorf("%s: cannot be read: %w", strings.TrimPrefix(filepath.ToSlash(file), "./"), err)
}
