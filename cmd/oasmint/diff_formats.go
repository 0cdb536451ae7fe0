// This file prints what diff found for other programs: GitHub, SARIF, JUnit.

package main

import (
	"encoding/xml"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/diff"
)

func (s *session) printReport(r *diff.Report, format string, at places) error {
	switch format {
	case "json":
		return r.JSON(s.stdout)
	case "markdown":
		return r.Markdown(s.stdout)
	case "github":
		s.annotateFindings(diffFindings(r, at), "the log of this step has all")
		return r.Text(s.stdout)
	case "sarif":
		return s.printJSON(diffSARIF(r, at))
	case "junit":
		return s.printJUnit(r)
	}
	return r.Text(s.stdout)
}

// sentence is a change in one line, with its proof.
func sentence(c diff.Change) string {
	text := c.Subject + ": " + c.Message
	if c.Witness != nil {
		text += "; " + c.Witness.String() + ": " + string(c.Witness.Value)
	}
	for _, g := range c.Go {
		text += "; Go: " + g.Name + ": " + g.Message
	}
	return text
}

// place is where a change is, in the new document if it is there.
func place(c diff.Change) diag.Position {
	switch {
	case c.New != nil:
		return *c.New
	case c.Old != nil:
		return *c.Old
	}
	return diag.Position{}
}

// places says where changes are in the files that are checked out, on which other programs
// show them.
type places struct {
	dir      string
	old, new generator.Document
}

// of is the place of a change. What a revision of git alone has is at no line of its file.
func (p places) of(c diff.Change) diag.Position {
	if c.New != nil || c.Old == nil || p.old.Tree == nil {
		doc := p.new
		if c.New == nil {
			doc = p.old
		}
		return p.checkedOut(doc, place(c))
	}
	return diag.Position{File: p.checkedOut(p.old, *c.Old).File}
}

// checkedOut is a position in a document, or in a file that it refers to, by the path that the
// file has on disk: HEAD:api.yaml is api.yaml.
func (p places) checkedOut(doc generator.Document, at diag.Position) diag.Position {
	if doc.Tree == nil {
		return at
	}
	file := doc.At
	if part, ok := strings.CutPrefix(at.File, doc.Tree.Name+":"); ok && at.File != doc.Path {
		file = filepath.Join(doc.Tree.Top, filepath.FromSlash(part))
	}
	if dir, err := filepath.Abs(p.dir); err == nil {
		if rel, err := filepath.Rel(dir, file); err == nil {
			file = filepath.Join(p.dir, rel)
		}
	}
	at.File = filepath.ToSlash(file)
	return at
}

var severities = map[diff.Level]diag.Severity{diff.Breaking: diag.Error, diff.Warning: diag.Warning, diff.Compatible: diag.Note}

// diffFindings are the changes that may break someone, as diagnostics.
func diffFindings(r *diff.Report, at places) (out []diag.Diagnostic) {
	for _, c := range r.Changes {
		if c.Level != diff.Compatible {
			out = append(out, diag.Diagnostic{Severity: severities[c.Level], Code: c.Code, Position: at.of(c), Message: sentence(c)})
		}
	}
	return out
}

func diffSARIF(r *diff.Report, places places) sarifLog {
	list, results := []sarifRule{}, []sarifResult{}
	for _, c := range r.Changes {
		i := slices.IndexFunc(list, func(r sarifRule) bool { return r.ID == c.Code })
		if i < 0 {
			i = len(list)
			list = append(list, sarifRule{ID: c.Code, ShortDescription: sarifText{diff.Means(c.Code)}})
		}
		at := places.of(c)
		results = append(results, sarifResult{
			RuleID: c.Code, RuleIndex: i, Level: severities[c.Level].String(), Message: sarifText{sentence(c)},
			Locations: sarifAt(at.File, at.Line, at.Column),
		})
	}
	return sarif(list, results)
}

// The parts of a JUnit report, as CI systems read it.
type (
	junitSuite struct {
		XMLName  xml.Name    `xml:"testsuite"`
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		Failure *junitFailure `xml:"failure,omitempty"`
	}
	junitFailure struct {
		Type    string `xml:"type,attr"`
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

// printJUnit prints each change as a test, which fails where it breaks someone.
func (s *session) printJUnit(r *diff.Report) error {
	suite := junitSuite{Name: "oasmint diff", Tests: len(r.Changes)}
	for _, c := range r.Changes {
		test := junitCase{Name: c.Subject + ": " + c.Message, Class: c.Code}
		if c.Level == diff.Breaking {
			suite.Failures++
			at := place(c)
			test.Failure = &junitFailure{Type: c.Code, Message: c.Message, Text: at.String() + ": " + sentence(c)}
		}
		suite.Cases = append(suite.Cases, test)
	}
	out, err := xml.MarshalIndent(suite, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.stdout, "%s%s\n", xml.Header, out)
	return err
}
