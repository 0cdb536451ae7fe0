// This file measures what the emitted validators take at run time, beside other
// ways to read and check the same bodies. The benchmarks are in the folder
// validators; here are made what they compile against, and the tables.

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

const (
	validatorRounds = 6
	madeDir         = "made" // see .gitignore
)

func validators(t *tools) error {
	if err := t.make(); err != nil {
		return err
	}
	binary := filepath.Join(t.dir, "validators.test")
	if err := command(".", "go", "test", "-c", "-o", binary, "./validators"); err != nil {
		return err
	}
	fmt.Printf("# validators: three bodies of %s and one with unions, %d rounds\n\n", ownSpec, validatorRounds)
	var all results
	for range validatorRounds { // a process each, so that the tools alternate
		cmd := exec.Command(binary, "-test.run=^$", "-test.bench=.", "-test.benchmem", "-test.benchtime=200ms")
		cmd.Dir, cmd.Stderr = "validators", os.Stderr
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

// make generates the packages below made, all of them from one document.
func (t *tools) make() error {
	if err := os.RemoveAll(madeDir); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(madeDir, "oapi"), 0o755); err != nil {
		return err
	}
	doc, err := readDocument(ownSpec)
	if err != nil {
		return err
	}
	small := reduce(doc)
	if err := writeDocument(filepath.Join(madeDir, "document.yaml"), small); err != nil {
		return err
	}
	addTags(small)
	if err := writeDocument(filepath.Join(madeDir, "tagged.yaml"), small); err != nil {
		return err
	}
	// ogen makes a server and a client as well where it is not told otherwise.
	ogenConfig := []byte("generator: {features: {disable_all: true}}\n")
	if err := os.WriteFile(filepath.Join(madeDir, "ogen.yaml"), ogenConfig, 0o644); err != nil {
		return err
	}
	for _, args := range [][]string{
		{t.oasmint, "generate", "--spec", "document.yaml", "--go-out", "oasmint"},
		{t.oapiCodegen, "-generate", "types", "-package", "oapi", "-o", "oapi/types.gen.go", "tagged.yaml"},
		{t.ogen, "--config", "ogen.yaml", "--package", "ogen", "--target", "ogen", "document.yaml"},
		{t.oasmint, "generate", "--spec", "../testdata/unions.yaml", "--go-out", "unions"},
		{t.ogen, "--config", "ogen.yaml", "--package", "ogenunions", "--target", "ogenunions", "../testdata/unions.yaml"},
	} {
		if err := command(madeDir, args[0], args[1:]...); err != nil {
			return err
		}
	}
	return nil
}
