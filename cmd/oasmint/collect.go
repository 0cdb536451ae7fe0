// This file says when garbage is collected.

package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
)

// ceiling is how much memory a run may take, where that is limited and garbage is collected
// by [collectLess]; see [withinMemory].
var ceiling atomic.Int64

// usualMemory is what targets share that are made side by side, where no limit is known.
const usualMemory = 900 << 20

// ground is how much memory costs less than to collect it. New memory has to be cleared:
// GitHub's document takes no longer within this than within 900 MB, but a fifth longer within
// 560 MB.
const ground = 750 << 20

// collectLess has garbage collected later than usual, unless GOGC and GOMEMLIMIT say when: a
// run is short. Beyond the ground there may be half as much garbage as there is of use.
func collectLess() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(400)
	if os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	ceiling.Store(math.MaxInt64)
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	type cycle struct{ *byte } // what is garbage at once
	var collected func(*cycle)
	collected = func(*cycle) {
		metrics.Read(live)
		debug.SetMemoryLimit(min(ceiling.Load(), max(ground, int64(live[0].Value.Uint64())*3/2)))
		runtime.SetFinalizer(&cycle{new(byte)}, collected)
	}
	collected(nil)
}

// memoryLimit is how much memory Go keeps to, in bytes.
func memoryLimit() int64 {
	if most := ceiling.Load(); most > 0 {
		return min(most, usualMemory)
	}
	return max(debug.SetMemoryLimit(-1), 1)
}
