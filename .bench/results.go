// This file runs the benchmarks of a folder, reads the lines that they print, and makes
// tables of them.

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
)

const benchmarkRounds = 6

// benchmarks runs those of the package in a folder that a pattern matches.
func (t *tools) benchmarks(folder, pattern, title string) error {
	binary := filepath.Join(t.dir, folder+".test")
	if err := command(".", "go", "test", "-c", "-o", binary, "./"+folder); err != nil {
		return err
	}
	fmt.Printf("# %s, %d rounds\n\n", title, benchmarkRounds)
	var all results
	for range benchmarkRounds { // a process each, so that the tools alternate
		cmd := exec.Command(binary, "-test.run=^$", "-test.bench="+pattern, "-test.benchmem", "-test.benchtime=200ms")
		cmd.Dir, cmd.Stderr = folder, os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return fmt.Errorf("%s: %w\n%s", cmd, err, out)
		}
		if err := all.add(string(out)); err != nil {
			return err
		}
	}
	return all.print()
}

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

// print prints a table for each body: medians, and how many times as long and how many
// times the allocations a tool takes as each of ours does, which the others are beside.
// Where net/http was measured alone, what it takes is told apart.
func (r *results) print() error {
	var printed []string
	for _, first := range *r {
		if slices.Contains(printed, first.body) {
			continue
		}
		printed = append(printed, first.body)
		if err := r.printBody(first.body); err != nil {
			return err
		}
	}
	return nil
}

func (r *results) printBody(body string) error {
	var rows, ours []*result
	base := &result{ns: []float64{0}, bytes: "0", allocs: "0"}
	for _, one := range *r {
		switch {
		case one.body != body:
			continue
		case strings.HasPrefix(one.tool, "net-http"):
			base = one
		case strings.HasPrefix(one.tool, "oasmint"):
			ours = append(ours, one)
		}
		rows = append(rows, one)
	}
	alone := base.tool != ""
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 3, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "\n%s\tns/op\tB/op\tallocs/op\t", body)
	if alone {
		fmt.Fprint(w, "less net/http ns\tallocs\t")
	}
	for _, own := range ours {
		fmt.Fprintf(w, "of %s\t", own.tool)
		if alone {
			fmt.Fprint(w, "less net/http\t")
		}
	}
	fmt.Fprintln(w)
	for _, one := range rows {
		fmt.Fprintf(w, "%s\t%.0f\t%s\t%s\t", one.tool, one.median(), one.bytes, one.allocs)
		if alone {
			fmt.Fprintf(w, "%.0f\t%d\t", one.median()-base.median(), one.count()-base.count())
		}
		for _, own := range ours {
			fmt.Fprintf(w, "%.2f\t", one.median()/own.median())
			if alone {
				fmt.Fprintf(w, "%.2f\t", (one.median()-base.median())/(own.median()-base.median()))
			}
		}
		fmt.Fprintln(w)
	}
	return w.Flush()
}

// count is how many allocations there were.
func (r *result) count() int {
	n, _ := strconv.Atoi(r.allocs) // digits, by benchmarkLine
	return n
}
