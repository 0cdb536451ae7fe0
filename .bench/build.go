// This file measures how long emitted Go packages take to build.

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"
)

const (
	buildRounds = 9
	buildBar    = 3 // times what the types take, for the validators
)

// builds makes packages from the Authlete document and builds them, time and
// again with a comment more: the same types alone, and with their validators
// (whose run-time package is built before, since it never changes); and what
// ogen makes of as much of the document as it can.
func builds(t *tools) error {
	dir := filepath.Join(madeDir, "build")
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	for _, sub := range []string{"types", "ogen"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o755); err != nil {
			return err
		}
	}
	ogenConfig := []byte("generator: {ignore_not_implemented: [all], features: {disable_all: true}}\n")
	if err := os.WriteFile(filepath.Join(dir, "ogen.yaml"), ogenConfig, 0o644); err != nil {
		return err
	}
	for _, args := range [][]string{
		{t.oasmint, "generate", "--quiet", "--spec", t.spec, "--go-out", "validators"},
		{t.ogen, "--config", "ogen.yaml", "--package", "ogen", "--target", "ogen", t.spec},
	} {
		if err := command(dir, args[0], args[1:]...); err != nil {
			return err
		}
	}
	const typesFile = "types.gen.go"
	types, err := os.ReadFile(filepath.Join(dir, "validators", typesFile))
	if err != nil {
		return err
	}
	types = bytes.Replace(types, []byte("package validators\n"), []byte("package types\n"), 1)
	if err := os.WriteFile(filepath.Join(dir, "types", typesFile), types, 0o644); err != nil {
		return err
	}
	packages := []struct{ name, dir, file string }{
		{"oasmint: types alone", "types", typesFile},
		{"oasmint: types and validators", "validators", typesFile},
		{"ogen: types and their JSON, validators", "ogen", "oas_schemas_gen.go"},
	}
	var contenders []contender
	for _, p := range packages {
		contenders = append(contenders, contender{p.name, func() (cost, error) {
			never := fmt.Sprintf("// %d\n", time.Now().UnixNano()) // seen before, or it would come from Go's cache
			if err := appendTo(filepath.Join(dir, p.dir, p.file), never); err != nil {
				return cost{}, err
			}
			return process(".", kept, "go", "build", "./"+filepath.ToSlash(filepath.Join(dir, p.dir)))
		}})
	}
	fmt.Printf("# build: Go packages of %s, %d alternating runs\n\n", t.specName, buildRounds)
	all, err := alternate(buildRounds, contenders...)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 3, ' ', 0)
	fmt.Fprintln(w, "\tlines\twall s\tCPU s")
	for i, c := range all {
		lines, err := countLines(filepath.Join(dir, packages[i].dir))
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s\t%d\t%.2f\t%.2f\n", c.name, lines-buildRounds-1, c.wall(), c.cpu())
	}
	if err := w.Flush(); err != nil {
		return err
	}
	alone, both := all[0].wall().median, all[1].wall().median
	verdict := "met"
	if both-alone > buildBar*alone {
		verdict = "MISSED"
	}
	fmt.Printf("\nThe validators take %.1f times what the types take, and both %.1f times. The bar, %d for the validators: %s.\n\n",
		(both-alone)/alone, both/alone, buildBar, verdict)
	return nil
}

func appendTo(path, text string) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}

// countLines counts those of the Go files in a folder.
func countLines(dir string) (n int, err error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return 0, err
		}
		n += bytes.Count(data, []byte("\n"))
	}
	return n, err
}
