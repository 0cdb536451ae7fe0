package main

// The command: which files it reads, what it prints and how it exits.

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const sound = `openapi: 3.0.3
info:
  title: Nothing
  version: '1'
  description: An API without operations.
paths: {}
`

func TestRun(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return name
	}
	good := write("good.yaml", sound)
	bad := write("bad.yaml", strings.Replace(sound, "An API without operations.", "''", 1))
	terms := write("terms.yaml", "unused: {}\n")
	facts := write("facts.yaml", strings.Replace(sound, "version: '1'", "version: '2'", 1))
	missing := filepath.Join(dir, "missing.yaml")

	for _, c := range []struct {
		name string
		args []string
		exit int
		out  string // part of what is printed
	}{
		{"clean", []string{"-terms", terms, "-facts", missing, good}, 0, "; 0 findings\n"},
		{"no facts", []string{"-terms", terms, "-facts", missing, good}, 0, "missing.yaml is not there, so the facts were not compared\n"},
		{"finding", []string{"-terms", terms, "-facts", missing, bad}, 1, "bad.yaml:2:1: error: the info has no description"},
		{"facts", []string{"-terms", terms, "-facts", facts, good}, 1, `good.yaml:4:3: error: the facts have "2"`},
		{"no document", []string{"-terms", terms, missing}, 2, "missing.yaml"},
		{"no terms", []string{"-terms", missing, good}, 2, "missing.yaml"},
		{"no OpenAPI", []string{"-terms", terms, "-facts", missing, terms}, 2, "openapi"},
		{"two files", []string{good, bad}, 2, "usage:"},
		{"unknown flag", []string{"-spec", good}, 2, "usage:"},
		{"help", []string{"-h"}, 0, "usage:"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			if exit := run(c.args, &out, &out); exit != c.exit || !strings.Contains(out.String(), c.out) {
				t.Errorf("exit code %d, want %d; printed:\n%s\nwant in it:\n%s", exit, c.exit, out.String(), c.out)
			}
		})
	}
}
