// This file ends a run that holds more in memory than it may, with a line that says so,
// where the operating system would kill it.

package main

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"strings"
	"time"

	"github.com/oasmint/oasmint/generator/files"
)

// lookEvery is how often the memory is looked at. What is live is known after each garbage
// collection, and near the limit there are many.
const lookEvery = 50 * time.Millisecond

// withinMemory returns a context that ends when more is live than the limit, which is given
// in MB or, where that is 0, by GOMEMLIMIT or the container. The caller calls done.
func withinMemory(ctx context.Context, limitMB int) (within context.Context, done func()) {
	limit, by := int64(limitMB)<<20, "--max-memory"
	switch {
	case limitMB > 0:
	case os.Getenv("GOMEMLIMIT") != "":
		limit, by = debug.SetMemoryLimit(-1), "GOMEMLIMIT"
	default:
		limit, by = containerMemory(), "the container"
	}
	if limit <= 0 {
		return ctx, func() {}
	}
	before := debug.SetMemoryLimit(-1)
	debug.SetMemoryLimit(min(before, limit)) // so that garbage does not count
	ctx, cancel := context.WithCancelCause(ctx)
	go func() {
		sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		look := time.NewTicker(lookEvery)
		defer look.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-look.C:
			}
			if metrics.Read(sample); int64(sample[0].Value.Uint64()) > limit {
				cancel(fmt.Errorf("the run needs more memory than %s allows, %d MB; allow more, or make fewer targets at a time: --jobs 1", by, limit>>20))
				return
			}
		}
	}()
	return ctx, func() {
		cancel(nil)
		debug.SetMemoryLimit(before)
	}
}

// containerMemory is what the container's control group allows, less what Go takes beside
// its heap; 0 where there is no limit.
// (https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files)
func containerMemory() int64 {
	data, err := files.Limits{}.Read("/sys/fs/cgroup/memory.max")
	if err != nil {
		return 0
	}
	limit, err := strconv.ParseInt(strings.TrimSpace(string(data)), 10, 64)
	if err != nil { // "max"
		return 0
	}
	return limit / 10 * 9
}
