// This file measures what the emitted validators take at run time, beside other
// ways to read and check the same bodies. The benchmarks are in the folder
// validators; here are made what they compile against, and the tables.

package main

import (
	"os"
	"path/filepath"
)

const madeDir = "made" // see .gitignore

func validators(t *tools) error {
	if err := t.make(); err != nil {
		return err
	}
	return t.benchmarks("validators", ".", "validators: three bodies of "+ownSpec+" and one with unions")
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
