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
// memory up to the limit is cheaper than collecting it.
func collectLess() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
		debug.SetMemoryLimit(900 << 20)
	}
}
