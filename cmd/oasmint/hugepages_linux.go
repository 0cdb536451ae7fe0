// This file has new memory come by large pages.

package main

import (
	"bytes"
	"runtime"
	"runtime/debug"
	"syscall"

	"github.com/oasmint/oasmint/generator/files"
)

// hugePages has memory that Go takes from now on, up to so many bytes, come by pages of 2 MiB,
// where Linux gives those to who asks. A run is short, and takes new memory most of the time:
// by pages of 4 KiB, half of its time is the kernel's, for giving and clearing them.
// (https://docs.kernel.org/admin-guide/mm/transhuge.html)
func hugePages(size int64) {
	mode, _ := files.Limits{}.Read("/sys/kernel/mm/transparent_hugepage/enabled")
	if !bytes.Contains(mode, []byte("[madvise]")) { // they come unasked, or not at all
		return
	}
	percent := debug.SetGCPercent(-1)
	var reserved [][]byte
	for ; size > 0; size -= block { // one that is new is not cleared
		b := make([]byte, block)
		if syscall.Madvise(b, syscall.MADV_HUGEPAGE) != nil {
			break
		}
		reserved = append(reserved, b)
	}
	runtime.KeepAlive(reserved) // so that they are all there at a time
	debug.SetGCPercent(percent)
	debug.FreeOSMemory() // what was never used counts as memory in use until then
}

// block is how much is asked for at a time, in bytes.
const block = 4 << 20
