// This file measures a whole process that generates from the Authlete
// document.

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"text/tabwriter"
)

const (
	generationRounds = 9
	generationBar    = 1.2 // of oapi-codegen's wall time
)

func generation(t *tools) error {
	fmt.Printf("# generation: %s, %d alternating runs, each into an empty folder\n\n", t.specName, generationRounds)
	all, err := alternate(generationRounds, t.oapiTypes(t.spec), t.generate(t.spec))
	if err != nil {
		return err
	}
	peer, ours := all[0], all[1]
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 3, ' ', 0)
	fmt.Fprintln(w, "\twall s\tCPU s\tpeak MB")
	for _, c := range all {
		fmt.Fprintf(w, "%s\t%.2f\t%.2f\t%.0f\n", c.name, c.wall(), c.cpu(), c.peak())
	}
	ratio := ours.wall().median / peer.wall().median
	fmt.Fprintf(w, "ratio of the medians\t%.2f\t%.2f\t%.2f\n", ratio,
		ours.cpu().median/peer.cpu().median, ours.peak().median/peer.peak().median)
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Printf("\nThe bar, %.1f of oapi-codegen's wall time: %s.\n\n", generationBar, verdict(ratio <= generationBar))
	return nil
}

// oapiTypes is oapi-codegen that makes types from a document.
func (t *tools) oapiTypes(spec string) contender {
	dir := filepath.Join(t.dir, "oapi-codegen")
	return contender{"oapi-codegen: types", func() (cost, error) {
		return process(dir, fresh, t.oapiCodegen, "-generate", "types", "-package", "api", "-o", "types.gen.go", spec)
	}}
}

// generate is oasmint that makes all it can from a document.
func (t *tools) generate(spec string) contender {
	return contender{"oasmint generate: types, validators, docs", t.oasmintOn(spec, fresh, "generate")}
}

// oasmintOn runs a command of oasmint in a folder that all of them share.
func (t *tools) oasmintOn(spec string, f folder, command ...string) func() (cost, error) {
	dir := filepath.Join(t.dir, "oasmint")
	args := append(command, "--spec", spec, "--go-out", "api", "--docs-out", "docs", "--module", "example.com/bench")
	return func() (cost, error) { return process(dir, f, t.oasmint, args...) }
}
