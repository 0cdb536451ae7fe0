// This file makes the targets of a job side by side, as many as memory allows, and takes
// over what they make in their order.

package main

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"golang.org/x/sync/semaphore"

	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/files"
	"github.com/oasmint/oasmint/generator/output"
	"github.com/oasmint/oasmint/generator/plural"
)

// manyFlags are about configurations of many targets.
type manyFlags struct {
	Jobs      int    `placeholder:"N" help:"Make at most N targets at a time; by default as many as there are cores, and fewer where their documents are so large that memory (GOMEMLIMIT) would not do."`
	KeepGoing bool   `help:"Where a target fails, go on with the others: it alone stays as it is. The exit code is 2."`
	Shard     string `placeholder:"I/N" help:"Only the I-th of N parts of the targets, from 1. Which part a target is in, its output alone decides."`
}

// shard is a part of all targets. The zero value is all of them.
type shard struct{ index, of int }

// shard reads the flag.
func (f *manyFlags) shard() (shard, error) {
	if f.Shard == "" {
		return shard{}, nil
	}
	left, right, _ := strings.Cut(f.Shard, "/")
	index, errIndex := strconv.Atoi(left)
	of, errOf := strconv.Atoi(right)
	if errIndex != nil || errOf != nil || index < 1 || index > of {
		return shard{}, usagef("--shard %s: expected I/N, such as 3/16, with I from 1 to N", f.Shard)
	}
	return shard{index, of}, nil
}

// has reports whether a target is in the shard, by what its lock calls it. Other targets
// have no part in that, so that none moves where one comes or goes.
func (s shard) has(key string) bool {
	if s.of == 0 {
		return true
	}
	h := fnv.New64a()
	h.Write([]byte(key))
	return mixed(h.Sum64())%uint64(s.of) == uint64(s.index-1)
}

// mixed spreads the bits of a hash: the low ones of FNV follow the last letters.
// (the finalizer of MurmurHash3)
func mixed(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// makeAll makes the targets of a job that todo lists, and hands each to take in that order;
// nil for one that failed. Where one fails, the others are made all the same, so that all
// that is wrong is said; what failed is the error or, with --keep-going, the first result.
func (s *session) makeAll(job *job, todo []int, m *manyFlags, locks map[config.Path]*output.Lock, take func(i int, made *made) error) (failed, err error) {
	type outcome struct {
		made   *made
		said   []account
		err    error
		weight int64
	}
	job.line = s.progress(len(todo))
	defer job.line.end()
	ctx, cancel := context.WithCancel(s.ctx)
	defer cancel() // after an error, no further one begins
	s.build()      // before several ask for it
	within := *s
	within.ctx = ctx
	memory, weights := sharedMemory(), int64(0)
	for _, i := range todo {
		weights += s.weight(job, job.targets[i])
	}
	takeAhead(weights)
	room, hands := semaphore.NewWeighted(memory), semaphore.NewWeighted(int64(job.hands(m)))
	outcomes := make([]chan outcome, len(todo))
	for n := range outcomes {
		outcomes[n] = make(chan outcome, 1)
	}
	go func() {
		for n, i := range todo {
			weight := min(s.weight(job, job.targets[i]), memory)
			err := room.Acquire(ctx, weight)
			if err == nil {
				err = hands.Acquire(ctx, 1)
			}
			if err != nil {
				outcomes[n] <- outcome{err: fmt.Errorf("stopped: %w", context.Cause(ctx))}
				continue
			}
			go func() {
				o := outcome{weight: weight}
				o.made, o.err = within.make(job, i, locks[job.targets[i].Lock], call{later: &o.said})
				hands.Release(1)
				outcomes[n] <- o
			}()
		}
	}()
	all := &targetsError{of: len(todo), kept: m.KeepGoing}
	for n, i := range todo {
		o := <-outcomes[n]
		if err := context.Cause(s.ctx); err != nil {
			return nil, fmt.Errorf("stopped: nothing was written (%w)", err)
		}
		job.line.pause()
		for _, a := range o.said {
			s.tell(a)
		}
		if o.err != nil {
			all.add(job.targets[i], o.err)
		} else {
			s.imports(o.made.home, o.made.record.Files)
		}
		if len(all.failed) == 0 || m.KeepGoing {
			if err := take(i, o.made); err != nil {
				return nil, err
			}
		}
		room.Release(o.weight)
		job.line.ended()
	}
	switch {
	case len(all.failed) == 0:
		return nil, nil
	case m.KeepGoing && len(job.targets) > 1:
		return all, nil
	case len(job.targets) == 1:
		return nil, all.failed[0].err
	}
	return nil, all
}

// hands is how many targets are made at a time. What other hosts send is the same for all,
// so that those who ask them go one by one.
func (j *job) hands(m *manyFlags) int {
	switch {
	case j.reads():
		return 1
	case m.Jobs > 0:
		return m.Jobs
	}
	return runtime.GOMAXPROCS(0)
}

// A run takes about so many bytes: what the small ones of 120 public documents take, and so
// many for each byte of the large ones.
const (
	leastWeight   = 24 << 20
	weightPerByte = 150
)

// weight is the memory that a target takes, estimated by its document.
func (s *session) weight(job *job, t config.Target) int64 {
	if files.IsURL(t.Spec) || t.Embedded || t.Spec == "-" {
		return leastWeight
	}
	return leastWeight + weightPerByte*files.Size(join(job.base, filepath.FromSlash(t.Spec)))
}

// targetsError says which targets failed.
type targetsError struct {
	failed []failure
	of     int  // how many there were
	kept   bool // the others were not stopped by it
}

type failure struct {
	target config.Target
	err    error
}

// add takes in an error, without what others have said: a target fails as well where one
// that it imports does.
func (e *targetsError) add(t config.Target, err error) {
	var faults diag.Errors
	if errors.As(err, &faults) {
		said := map[diag.Diagnostic]bool{}
		for _, other := range e.failed {
			var before diag.Errors
			errors.As(other.err, &before)
			for _, fault := range before {
				said[fault] = true
			}
		}
		var fresh diag.Errors
		for _, fault := range faults {
			if !said[fault] {
				fresh = append(fresh, fault)
			}
		}
		if err = fresh; len(fresh) == 0 {
			err = errors.New("it imports what failed above")
		}
	}
	e.failed = append(e.failed, failure{t, err})
}

// Error renders each target with what is wrong, and ends with how many they are.
func (e *targetsError) Error() string {
	var b strings.Builder
	for _, f := range e.failed {
		fmt.Fprintf(&b, "target %s of %s:\n%v\n", f.target.Key(), plain(f.target.Spec), f.err)
	}
	fmt.Fprintf(&b, "%d of %s failed", len(e.failed), plural.Of(e.of, "target", "targets"))
	if !e.kept {
		b.WriteString("; nothing was written\n\tgo on with the others: --keep-going")
	}
	return b.String()
}

// Unwrap returns the errors of the targets.
func (e *targetsError) Unwrap() []error {
	var errs []error
	for _, f := range e.failed {
		errs = append(errs, f.err)
	}
	return errs
}
