// This file says how much memory the targets of a run share, and takes it ahead.

package main

import (
	"os"
	"runtime/debug"
	"sync"
)

// takeAhead has the memory that a run is thought to take come by huge pages. That is done
// once: what comes after that uses memory again.
func takeAhead(size int64) {
	took.Do(func() { hugePages(min(size, sharedMemory())) })
}

var took sync.Once

// usualMemory is what targets share that are made side by side, where GOMEMLIMIT does not say.
const usualMemory = 900 << 20

// sharedMemory is how much that is, in bytes.
func sharedMemory() int64 {
	limit := max(debug.SetMemoryLimit(-1), 1)
	if os.Getenv("GOMEMLIMIT") == "" {
		limit = min(limit, usualMemory)
	}
	return limit
}
