// Command oasmint mints Go types, validators and Markdown docs from an OpenAPI
// document. See oasmint --help.
package main

import "os"

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, "."))
}
