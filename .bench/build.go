// This file measures how long emitted Go packages take to build.

package main

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"text/tabwriter"
	"time"
)

const (
	buildRounds = 9
	buildBar    = 3 // times what the types take, for the validators
	serverBar   = 1 // seconds, with types and validators built before
	bothBar     = 2 // seconds, for server and client
	bothLines   = 25_000
)

// builds makes packages from the Authlete document and builds them, time and
// again with a comment more: the same types alone, and with their validators
// (whose run-time package is built before, since it never changes); server and client,
// where types and validators are built, and the run-time package of the server, which Go
// builds beside the types; and what ogen makes of as much of the document as it can.
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
		{t.oasmint, "generate", "--quiet", "--spec", t.spec, "--go-out", "validators",
			"--server-out", "validators/server", "--client-out", "validators/client"},
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
	const handler, operations = "validators/server/handler.gen.go", "validators/client/operations.gen.go"
	packages := []struct {
		name  string
		files []string // what gets a comment more; the packages are those of their folders
	}{
		{"oasmint: types alone", []string{"types/" + typesFile}},
		{"oasmint: types and validators", []string{"validators/" + typesFile}},
		{"oasmint: server, beside them", []string{handler}},
		{"oasmint: server and client, beside them", []string{handler, operations}},
		{"ogen: types and their JSON, validators", []string{"ogen/oas_schemas_gen.go"}},
	}
	changes := map[string]int{} // of a folder
	var contenders []contender
	for _, p := range packages {
		contenders = append(contenders, contender{p.name, func() (cost, error) {
			args := []string{"build"}
			for _, file := range p.files {
				never := fmt.Sprintf("// %d\n", time.Now().UnixNano()) // seen before, or it would come from Go's cache
				if err := appendTo(filepath.Join(dir, file), never); err != nil {
					return cost{}, err
				}
				changes[path.Dir(file)]++
				args = append(args, "./"+path.Join(filepath.ToSlash(dir), path.Dir(file)))
			}
			return process(".", kept, "go", args...)
		}})
	}
	fmt.Printf("# build: Go packages of %s, %d alternating runs\n\n", t.specName, buildRounds)
	all, err := alternate(buildRounds, contenders...)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 3, ' ', 0)
	fmt.Fprintln(w, "\tlines\twall s\tCPU s")
	lines := make([]int, len(packages))
	for i, c := range all {
		for _, file := range packages[i].files {
			n, err := countLines(filepath.Join(dir, path.Dir(file)))
			if err != nil {
				return err
			}
			lines[i] += n - changes[path.Dir(file)]
		}
		fmt.Fprintf(w, "%s\t%d\t%.2f\t%.2f\n", c.name, lines[i], c.wall(), c.cpu())
	}
	if err := w.Flush(); err != nil {
		return err
	}
	alone, both := all[0].wall().median, all[1].wall().median
	fmt.Printf("\nThe validators take %.1f times what the types take, and both %.1f times. The bar, %d for the validators: %s.\n",
		(both-alone)/alone, both/alone, buildBar, verdict(both-alone <= buildBar*alone))
	server, two := all[2].wall().median, all[3].wall().median
	fmt.Printf("The server: the bar, %d s: %s. With the client: the bars, %d s and %d lines: %s.\n\n",
		serverBar, verdict(server < serverBar), bothBar, bothLines, verdict(two < bothBar && lines[3] < bothLines))
	return nil
}

func verdict(met bool) string {
	if met {
		return "met"
	}
	return "MISSED"
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
