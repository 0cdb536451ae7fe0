// This file measures how time and memory grow with the document, and what a
// run costs that has nothing to change: where the lock's hashes say so, and with
// --full, which makes everything again to compare it.

package main

import (
	"fmt"
	"os"
	"text/tabwriter"
)

const growthRounds = 3

func growth(t *tools) error {
	fmt.Printf("# growth: copies of %s in one document, %d alternating runs\n\n", t.specName, growthRounds)
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 3, ' ', 0)
	fmt.Fprintln(w, "copies\t\twall s\tof 1 copy\tof oapi-codegen\tCPU s\tpeak MB")
	var one []runs
	for _, copies := range []int{1, 4, 16} {
		spec, err := t.multiplied(copies)
		if err != nil {
			return err
		}
		all, err := alternate(growthRounds,
			t.oapiTypes(spec),
			t.generate(spec), // the others find what this one wrote
			contender{"oasmint generate: nothing to change, by the lock", t.oasmintOn(spec, kept, "generate")},
			contender{"oasmint check: no drift, by the lock", t.oasmintOn(spec, kept, "check")},
			contender{"oasmint check --full: no drift", t.oasmintOn(spec, kept, "check", "--full")},
		)
		if err != nil {
			return err
		}
		if one == nil {
			one = all
		}
		for i, c := range all {
			fmt.Fprintf(w, "%d\t%s\t%.2f\t%.1f\t%.2f\t%.2f\t%.0f\n", copies, c.name, c.wall(),
				c.wall().median/one[i].wall().median, c.wall().median/all[0].wall().median, c.cpu(), c.peak())
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Println()
	return nil
}
