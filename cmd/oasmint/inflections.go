// This file refuses to run where a file that is no input would change names.

package main

import (
	"fmt"
	"os"

	"github.com/oasmint/oasmint/generator/files"
)

// inflections are the files that flect, the library which knows English plurals, reads
// before main begins, if they are there: in the working folder, or where the variable
// says. It knows no way not to.
var inflections = []struct{ name, variable string }{
	{"inflections.json", "INFLECT_PATH"},
	{"acronyms.json", "ACRONYMS_PATH"},
}

// foreignInflections is an error where such a file was read.
func foreignInflections() error {
	for _, file := range inflections {
		at, set := os.LookupEnv(file.variable)
		if !set {
			at = file.name
		}
		if at != "" && files.Exists(at) {
			return fmt.Errorf("%s: names would depend on this file, which is no input of oasmint's but is read by a library in it\n\tset %s to nothing, which keeps it out: export %s=",
				at, file.variable, file.variable)
		}
	}
	return nil
}
