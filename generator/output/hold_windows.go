package output

import (
	"errors"
	"os"
	"syscall"
	"unsafe"
)

var lockFileEx = syscall.NewLazyDLL("kernel32.dll").NewProc("LockFileEx")

// tryHold takes f for this process alone, until f is closed or the process
// ends. It reports false where another has it. (LockFileEx) The range that is
// held lies far behind the end of the file, so that all may still read it.
func tryHold(f *os.File) (bool, error) {
	const (
		failImmediately = 1
		exclusive       = 2
		violation       = syscall.Errno(33) // ERROR_LOCK_VIOLATION
	)
	at := syscall.Overlapped{OffsetHigh: 1 << 30}
	ok, _, err := lockFileEx.Call(f.Fd(), failImmediately|exclusive, 0, 1, 0, uintptr(unsafe.Pointer(&at)))
	switch {
	case ok != 0:
		return true, nil
	case errors.Is(err, violation):
		return false, nil
	}
	return false, err
}
