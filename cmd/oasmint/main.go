// Command oasmint mints Go types, validators and Markdown docs from an OpenAPI
// document. See oasmint --help.
package main

import (
	"os"
	"runtime/debug"
)

func main() {
	collectLess()
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, "."))
}

// collectLess has garbage collected later, unless GOGC says when: a run is short, and
// memory up to the limit (GOMEMLIMIT, or 900 MB) is cheaper than collecting it.
func collectLess() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(400)
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(900 << 20)
	}
}
