// This file is the command lint.

package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/plural"
	"github.com/oasmint/oasmint/generator/rules"
)

type lintCmd struct {
	document
	jobFlags
	Format string `enum:"text,json,github,sarif" default:"text" help:"text, json, github (annotations) or sarif (2.1.0)."`
}

// Run prints all diagnostics, and gives errFindings where there is a warning. It
// writes nothing.
func (c *lintCmd) Run(s *session) error {
	if err := c.sourceFlags.document(c.document); err != nil {
		return err
	}
	s.warns, s.verbose = false, false // they are the report
	job, err := s.job(&c.jobFlags)
	if err != nil {
		return err
	}
	var found []diag.Diagnostic
	var errs []error
	for _, t := range job.targets {
		if len(t.Outs()) == 0 { // all that any emitter has to say
			t.Sections = generator.NewTarget("", map[string]string{"go": "api", "docs": "docs", "jsonschema": "jsonschema"}).Sections
		}
		published, err := job.published(t)
		if err != nil {
			return err
		}
		result, err := s.pipeline(job, t, generator.Options{GoImport: "lint/api", Published: published, Own: true}, generator.Generate, call{})
		if result != nil {
			found = append(found, result.Diagnostics.Sorted()...)
		}
		if !errors.As(err, new(diag.Errors)) { // those are found
			errs = append(errs, err)
		}
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	return s.lint(found, c.Format)
}

// lint prints what was found, in a format.
func (s *session) lint(found []diag.Diagnostic, format string) error {
	slices.SortStableFunc(found, func(a, b diag.Diagnostic) int {
		return cmp.Or(-cmp.Compare(a.Severity, b.Severity), rules.Compare(a.Code, b.Code))
	})
	found = slices.Compact(found)
	var err error
	switch format {
	case "json":
		err = s.printJSON(append([]diag.Diagnostic{}, found...))
	case "sarif":
		err = s.printJSON(lintSARIF(found))
	case "github":
		s.annotateFindings(found, "run oasmint lint")
	default:
		s.lintText(found)
	}
	switch {
	case err != nil || len(found) == 0:
		return err
	case found[0].Severity == diag.Error:
		return errDocument
	case found[0].Severity == diag.Warning:
		return errFindings
	}
	return nil
}

// lintText prints what was found under a heading for each code.
func (s *session) lintText(found []diag.Diagnostic) {
	counts := map[string]int{}
	for _, d := range found {
		counts[d.Code]++
	}
	codes := 0
	for i, d := range found {
		if i == 0 || found[i-1].Code != d.Code {
			codes++
			r := rules.Of(d.Code)
			fmt.Fprintf(s.stdout, "%s, %s: %s\n\t%s\n\t%s\n", d.Code, plural.Of(counts[d.Code], "time", "times"), r.Title, r.Why, r.Do)
		}
		d.Hint = "" // the rule's words say it
		fmt.Fprintln(s.stdout, strings.TrimSuffix(d.String(), "\n"))
	}
	s.summary("%s, of %s", plural.Of(len(found), "finding", "findings"), plural.Of(codes, "kind", "kinds"))
}

// lintSARIF returns what was found as a log with a rule for each code.
func lintSARIF(found []diag.Diagnostic) sarifLog {
	list := []sarifRule{}
	results := []sarifResult{}
	for _, d := range found {
		i := slices.IndexFunc(list, func(r sarifRule) bool { return r.ID == d.Code })
		if i < 0 {
			i = len(list)
			list = append(list, sarifRule{d.Code, sarifText{rules.Of(d.Code).Title + "."}, rules.URI(d.Code)})
		}
		message := d.Message
		if d.Hint != "" {
			message += ". " + d.Hint
		}
		results = append(results, sarifResult{
			RuleID: d.Code, RuleIndex: i, Level: d.Severity.String(), Message: sarifText{message},
			Locations: sarifAt(d.Position.File, d.Position.Line, d.Position.Column),
		})
	}
	return sarif(list, results)
}
