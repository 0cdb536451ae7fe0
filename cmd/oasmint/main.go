// Command oasmint mints Go types, validators and Markdown docs from an OpenAPI
// document. See oasmint --help.
package main

import (
	"os"
	"runtime/debug"
)

func main() {
	if os.Getenv("GOGC") == "" { // a run is short: memory up to the limit is cheaper than collecting it
		debug.SetGCPercent(400)
		debug.SetMemoryLimit(1 << 30)
	}
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, "."))
}
