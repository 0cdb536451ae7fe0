// Command check holds spec/authlete.yaml against the rules that spec/README.md
// explains.
//
//	go run ./spec/check [-terms FILE] [-facts FILE] [FILE]
//
// It prints the findings with file, line and pointer, and what the document
// holds. Exit codes: 0 clean, 1 findings, 2 a file that cannot be read.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/oasmint/oasmint/generator/plural"
	"github.com/oasmint/oasmint/spec/internal/rules"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: go run ./spec/check [-terms FILE] [-facts FILE] [FILE]")
		flags.PrintDefaults()
	}
	terms := flags.String("terms", "spec/terms.yaml", "the shared words and the exceptions")
	facts := flags.String("facts", "../shared/authlete/facts.yaml",
		"the published API, with or without its texts; not compared where it is not there")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return 0
		}
		return 2
	}
	spec := "spec/authlete.yaml"
	switch flags.NArg() {
	case 0:
	case 1:
		spec = flags.Arg(0)
	default:
		flags.Usage()
		return 2
	}
	in, err := read(spec, *terms, *facts)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	numbers, found, err := rules.Check(context.Background(), in)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	for _, f := range found.Sorted() {
		fmt.Fprintln(stdout, f)
	}
	if in.Facts == nil {
		fmt.Fprintf(stdout, "%s is not there, so the facts were not compared\n", *facts)
	}
	fmt.Fprintf(stdout, "%s: %s; %s\n", spec, numbers, plural.Of(found.Len(), "finding", "findings"))
	if found.Len() > 0 {
		return 1
	}
	return 0
}

// read reads the files; the facts may be missing.
func read(spec, terms, facts string) (in rules.Input, err error) {
	if in.Spec, err = file(spec); err != nil {
		return in, err
	}
	if in.Terms, err = file(terms); err != nil {
		return in, err
	}
	f, err := file(facts)
	if errors.Is(err, fs.ErrNotExist) {
		return in, nil
	}
	in.Facts = &f
	return in, err
}

func file(name string) (rules.File, error) {
	data, err := os.ReadFile(name)
	return rules.File{Name: name, Data: data}, err
}
