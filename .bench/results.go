// This file reads the lines that benchmarks print, and makes tables of them.

package main

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
)

// results are those of all rounds, in the order that they were first seen in.
type results []*result

// result is what one tool took for one body, round by round.
type result struct {
	body, tool    string
	ns            []float64
	bytes, allocs string
}

var benchmarkLine = regexp.MustCompile(
	`^Benchmark\w+/body=(\w+)/tool=(\S+?)(?:-\d+)?\s+\d+\s+([\d.]+) ns/op.*?(\d+) B/op\s+(\d+) allocs/op\n$`)

// add takes in what a round printed, and prints the lines of it that benchstat
// reads; those that describe the machine only once.
func (r *results) add(output string) error {
	first := len(*r) == 0
	for line := range strings.Lines(output) {
		m := benchmarkLine.FindStringSubmatch(line)
		if m == nil {
			if first && strings.Contains(line, ": ") {
				fmt.Print(line)
			}
			continue
		}
		ns, err := strconv.ParseFloat(m[3], 64)
		if err != nil {
			return err
		}
		of := r.of(m[1], m[2])
		of.ns, of.bytes, of.allocs = append(of.ns, ns), m[4], m[5]
		fmt.Print(line)
	}
	if len(*r) == 0 {
		return fmt.Errorf("no line is a benchmark:\n%s", output)
	}
	return nil
}

// of is the result of a tool for a body; a new one where there is none.
func (r *results) of(body, tool string) *result {
	for _, known := range *r {
		if known.body == body && known.tool == tool {
			return known
		}
	}
	added := &result{body: body, tool: tool}
	*r = append(*r, added)
	return added
}

func (r *result) median() float64 {
	slices.Sort(r.ns)
	return median(r.ns)
}

// print prints a table for each body: medians, and how many times as long a
// tool takes as the emitted Validate…JSON and Decode… do.
func (r *results) print() error {
	for _, b := range bodies {
		checks, decodes := r.of(b.schema, "oasmint-validate").median(), r.of(b.schema, "oasmint-decode").median()
		w := tabwriter.NewWriter(os.Stdout, 0, 0, 3, ' ', tabwriter.AlignRight)
		fmt.Fprintf(w, "\n%s\tns/op\tB/op\tallocs/op\tof our validate\tof our decode\t\n", b.schema)
		for _, one := range *r {
			if one.body == b.schema {
				fmt.Fprintf(w, "%s\t%.0f\t%s\t%s\t%.2f\t%.2f\t\n", one.tool, one.median(), one.bytes, one.allocs,
					one.median()/checks, one.median()/decodes)
			}
		}
		if err := w.Flush(); err != nil {
			return err
		}
	}
	return nil
}
