// Command bench measures oasmint beside other tools, all in one run on one
// machine, and prints what it saw.
//
//	go run .                        everything, forty minutes
//	go run . generation growth      these measurements only
//
// The measurements, each in the file of its name:
//
//	generation   a whole process on the Authlete document: oasmint generate
//	             (types, validators, docs) beside oapi-codegen (types alone)
//	growth       the same on 1, 4 and 16 copies of the document in one, and
//	             oasmint check and generate where nothing changed
//	build        the emitted Go package, types alone and with validators,
//	             its server and client, beside what ogen emits
//	large        GitHub's, Stripe's and Kubernetes' documents: generating and
//	             building, beside oapi-codegen's types and ogen as far as
//	             they get; the stages, with profiles (half an hour)
//	docs         rendering alone, in the process
//	validators   three bodies through the emitted validators, and through
//	             ogen, encoding/json, kin-openapi, jsonschema, validator, jx
//	server       two requests through emitted servers, and through those of
//	             ogen, oapi-codegen with its middleware, that middleware alone
//	client       a call by emitted clients, and by those of ogen, oapi-codegen
//
// # How to read it
//
// Times of one machine say nothing on another: read the ratios. The runs of
// the tools alternate, so that other load meets all of them alike; a figure is
// the median of its runs, with the least and the greatest behind it. CPU is
// user and system time; it moves less than wall time does on a busy machine.
//
// The lines that begin with Benchmark are for golang.org/x/perf/cmd/benchstat:
//
//	go run . validators > new.txt; benchstat -col /tool new.txt
//
// # What it needs
//
// Go, and the module proxy. This is a module of its own, so that the other
// tools stay out of oasmint's go.mod; their versions stand in go.mod here. What
// they generate goes to the folder made, which git ignores. Peak memory is
// getrusage's ru_maxrss in the unit of Linux.
package main

import (
	"fmt"
	"os"
	"slices"
)

// measurements are what there is to measure, in this order.
var measurements = []struct {
	name string
	run  func(*tools) error
}{
	{"generation", generation},
	{"growth", growth},
	{"build", builds},
	{"docs", docs},
	{"large", large},
	{"validators", validators},
	{"server", server},
	{"client", client},
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) > 0 && args[0] == multiplyCommand {
		return multiplyFile(args[1:])
	}
	for _, arg := range args {
		if !slices.Contains(names(), arg) {
			return fmt.Errorf("no measurement is called %q; there are %v", arg, names())
		}
	}
	if err := printVersions(); err != nil {
		return err
	}
	t, err := buildTools()
	if err != nil {
		return err
	}
	defer t.remove()
	for _, m := range measurements {
		if len(args) > 0 && !slices.Contains(args, m.name) {
			continue
		}
		if err := m.run(t); err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
	}
	return nil
}

func names() []string {
	var names []string
	for _, m := range measurements {
		names = append(names, m.name)
	}
	return names
}
