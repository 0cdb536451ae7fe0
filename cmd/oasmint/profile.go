// This file measures a run: the switch --cpuprofile.

package main

import (
	"errors"
	"fmt"
	"runtime/pprof"

	"github.com/oasmint/oasmint/generator/files"
)

// profiled calls run and, where that is wanted, writes its CPU profile.
func profiled(file string, wanted bool, run func() error) error {
	if !wanted {
		return run()
	}
	f, err := files.Create(file)
	if err != nil {
		return fmt.Errorf("the CPU profile cannot be written: %w", err)
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return errors.Join(fmt.Errorf("%s: %w", file, err), f.Close())
	}
	err = run()
	pprof.StopCPUProfile()
	return errors.Join(err, f.Close())
}
