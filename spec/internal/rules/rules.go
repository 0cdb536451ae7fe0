// Package rules says how spec/authlete.yaml is kept, and finds where it is not.
//
// # Rules
//
// Each rule is a function in a file of its own; [Check] runs them all, so that
// one run shows all findings. What is an object of the document, which keys it
// has in which order and which texts it must have stands in one table
// (format.go), by which every rule finds its way.
//
// # Exceptions
//
// The words that several places share, and every exception from a rule with
// its reason, stand in spec/terms.yaml ([Terms]). An exception that no longer
// applies is a finding too.
package rules

import (
	"bytes"
	"context"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/load"
	"github.com/oasmint/oasmint/generator/source"
)

// Input is what is checked. A file has a name, for positions, and its bytes.
type Input struct {
	Spec, Terms File
	Facts       *File // the structure the document has to have; nil: not compared
}

// File is a file in memory.
type File struct {
	Name string
	Data []byte
}

// document is the input as the rules see it.
type document struct {
	loaded  *load.Document
	root    source.Cursor
	objects []object // all of it, in the document's order
	lines   [][]byte
	terms   *Terms
	facts   *source.File
	added   int // constraints that are not in the facts
}

// Check runs every rule. The error says that a file cannot be read at all;
// what the rules find is in the list.
func Check(ctx context.Context, in Input) (Numbers, diag.List, error) {
	var out diag.List
	d, err := read(ctx, in)
	if err != nil {
		return Numbers{}, out, err
	}
	for _, rule := range []func(*document, *diag.List){
		lines, order, texts, enums, wording, unused, facts,
	} {
		rule(d, &out)
	}
	examples(ctx, d, &out)
	d.terms.needless(&out)
	return d.count(), out, nil
}

func read(ctx context.Context, in Input) (*document, error) {
	loaded, err := load.Load(ctx, load.Input{Name: in.Spec.Name, Data: in.Spec.Data})
	if err != nil {
		return nil, err
	}
	d := &document{loaded: loaded, root: loaded.Root.Cursor(), lines: bytes.Split(in.Spec.Data, []byte("\n"))}
	walk(d.root, "document", "", func(o object) { d.objects = append(d.objects, o) })
	if d.terms, err = readTerms(in.Terms); err != nil {
		return nil, err
	}
	if in.Facts != nil {
		if d.facts, err = source.Parse(in.Facts.Name, in.Facts.Name, in.Facts.Data); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// finding is an error with a hint: what the writer of the document has to mend.
func finding(out *diag.List, at diag.Position, code, message, hint string) {
	out.Add(diag.Diagnostic{Severity: diag.Error, Position: at, Code: code, Message: message, Hint: hint})
}
