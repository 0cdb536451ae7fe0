// This file reads what a command answers.

package exec

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/output"
	"github.com/oasmint/oasmint/generator/strict"
)

// answer is what a command made.
type answer struct {
	files []output.File
	diags diag.List
}

// document is an answer as it is written.
type document struct {
	Files       []file       `key:"files,required"`
	Diagnostics []diagnostic `key:"diagnostics"`
}

type file struct {
	Path    string `key:"path,required"`
	Content string `key:"content,required"`
}

type diagnostic struct {
	Severity string   `key:"severity,required"`
	Message  string   `key:"message,required"`
	Code     string   `key:"code"`
	Hint     string   `key:"hint"`
	Position position `key:"position"`
}

// position is a [diag.Position].
type position struct {
	File    string `key:"file"`
	Line    int    `key:"line"`
	Column  int    `key:"column"`
	Pointer string `key:"pointer"`
}

const expected = `expected one JSON object: {"files": [{"path": "…", "content": "…"}], "diagnostics": […]}`

// code is the code of diagnostics that say none.
const code = "exec"

// answer reads the standard output of the command.
func (c *Command) answer(stdout []byte) (*answer, error) {
	if len(bytes.TrimSpace(stdout)) == 0 {
		return nil, fmt.Errorf("exec %s: it wrote nothing to standard output\n\t%s", c.Name, expected)
	}
	if err := json.Unmarshal(stdout, new(json.RawMessage)); err != nil {
		return nil, fmt.Errorf("exec %s: its standard output is no JSON: %w\n\t%s", c.Name, err, expected)
	}
	var diags diag.List
	tree, err := strict.Parse("standard output", stdout, &diags)
	if err != nil {
		return nil, fmt.Errorf("exec %s: %w\n\t%s", c.Name, err, expected)
	}
	var doc document
	strict.Decode(tree.Cursor(), &doc, strict.Codes{Type: code, Unknown: code, Missing: code}, &diags)
	if err := diags.Err(); err != nil {
		return nil, fmt.Errorf("exec %s: its answer is not as expected:\n%w\n\t%s", c.Name, err, expected)
	}
	a := &answer{}
	if a.files, err = c.files(doc.Files); err != nil {
		return nil, err
	}
	for _, d := range doc.Diagnostics {
		severity, ok := severities[d.Severity]
		if !ok {
			return nil, fmt.Errorf("exec %s: a diagnostic has the severity %q; expected note, warning or error", c.Name, d.Severity)
		}
		if d.Code == "" {
			d.Code = code
		}
		a.diags.Add(diag.Diagnostic{Severity: severity, Position: diag.Position(d.Position), Code: d.Code, Message: d.Message, Hint: d.Hint})
	}
	return a, nil
}

var severities = map[string]diag.Severity{"note": diag.Note, "warning": diag.Warning, "error": diag.Error}

// files places the files below the command's folder. All paths that lead out of
// it, or that two files have, are one error.
func (c *Command) files(files []file) ([]output.File, error) {
	var out []output.File
	var bad []string
	seen := map[string]bool{}
	for _, f := range files {
		switch {
		case f.Path == "" || f.Path != path.Clean(f.Path) || f.Path == "." || strings.ContainsAny(f.Path, "\\\x00") || !filepath.IsLocal(filepath.FromSlash(f.Path)):
			bad = append(bad, fmt.Sprintf("%q is no path of a file below it", f.Path))
		case seen[f.Path]:
			bad = append(bad, fmt.Sprintf("%q is there twice", f.Path))
		}
		seen[f.Path] = true
		out = append(out, output.File{Path: path.Join(string(c.Out), f.Path), Data: []byte(f.Content)})
	}
	if len(bad) > 0 {
		return nil, fmt.Errorf("exec %s: files that cannot be written to %s:\n\t%s\n\texpected paths such as models/pet.ts: relative, with forward slashes, and without . or .. in them",
			c.Name, c.Out, strings.Join(bad, "\n\t"))
	}
	return out, nil
}
