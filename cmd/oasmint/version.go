// This file is the command version.

package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

type versionCmd struct{}

// Run prints the version of oasmint and of the Go that built it.
func (versionCmd) Run(s *session) error {
	fmt.Fprintf(s.stdout, "oasmint %s %s\n", toolVersion(), runtime.Version())
	return nil
}

// toolVersion is the version of the module that this binary was built from, or
// devel for one built in its own source tree.
func toolVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}
	return info.Main.Version
}
