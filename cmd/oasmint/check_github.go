// This file shows a drift on GitHub: annotations on files, and the summary of
// the step.
// (https://docs.github.com/actions/reference/workflow-commands-for-github-actions)

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/files"
	"github.com/oasmint/oasmint/generator/output"
	"github.com/oasmint/oasmint/generator/plural"
	"github.com/oasmint/oasmint/generator/visible"
)

// GitHub shows at most this many annotations of a step, and drops the rest.
const maxAnnotations = 10

// The bounds of a step's summary; GitHub refuses one above 1 MiB.
const (
	maxSummaryFiles = 200
	maxSummaryDiffs = 500_000 // bytes
)

// github prints annotations and, for the log, the text; and appends to the
// step's summary.
func (s *session) github(d *drift) error {
	if len(d.Findings) <= maxAnnotations {
		for _, f := range d.Findings {
			s.annotate(f.Path, f.Line, 0, "oasmint check: "+f.State.String(), f.Path+" is not what the document gives. Run: "+d.mending())
		}
	} else {
		for _, group := range byState(d.Findings) {
			title := fmt.Sprintf("oasmint check: %s: %s", plural.Of(len(group), "file", "files"), group[0].State)
			s.annotate("", 0, 0, title, listed(group, 20)+"\nRun: "+d.mending())
		}
	}
	s.text(d)
	return s.stepSummary(d)
}

// annotateErrors prints annotations for what ended a run.
func (s *session) annotateErrors(err error) {
	var many *targetsError
	errs := []error{err}
	if errors.As(err, &many) {
		errs = many.Unwrap()
	}
	var all diag.Errors
	for _, err := range errs {
		var list diag.Errors
		if errors.As(err, &list) {
			all = append(all, list...)
		} else {
			s.annotate("", 0, 0, "oasmint", err.Error())
		}
	}
	s.annotateFindings(all, "run oasmint lint")
}

// annotateFindings prints annotations for diagnostics, the gravest first. GitHub shows ten of
// a step; all says where the others are.
func (s *session) annotateFindings(list []diag.Diagnostic, all string) {
	for i, d := range list {
		if i == maxAnnotations-1 && len(list) > maxAnnotations {
			s.workflow(d.Severity, "", 0, 0, "oasmint", fmt.Sprintf("%d more: %s", len(list)-i, all))
			return
		}
		message := d.Message
		if d.Hint != "" {
			message += "\n" + d.Hint
		}
		s.workflow(d.Severity, d.Position.File, d.Position.Line, d.Position.Column, "oasmint: "+d.Code, message)
	}
}

// annotate prints the workflow command error.
func (s *session) annotate(file string, line, column int, title, message string) {
	s.workflow(diag.Error, file, line, column, title, message)
}

// workflow prints the workflow command error, warning or notice.
func (s *session) workflow(severity diag.Severity, file string, line, column int, title, message string) {
	command := severity.String()
	if severity == diag.Note {
		command = "notice"
	}
	var properties []string
	if file != "" {
		properties = append(properties, "file="+escapeProperty(fromWorkspace(file)))
	}
	if line > 0 {
		properties = append(properties, fmt.Sprintf("line=%d", line))
	}
	if column > 0 {
		properties = append(properties, fmt.Sprintf("col=%d", column))
	}
	properties = append(properties, "title="+escapeProperty(visible.Line(title)))
	s.stdout.Command(fmt.Sprintf("::%s %s::%s\n", command, strings.Join(properties, ","), escapeData(visible.Prose(message))))
}

func escapeData(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func escapeProperty(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(escapeData(s))
}

// fromWorkspace makes a path relative to the checkout, as annotations have it.
func fromWorkspace(file string) string {
	workspace := os.Getenv("GITHUB_WORKSPACE")
	abs, err := filepath.Abs(file)
	if workspace == "" || err != nil {
		return filepath.ToSlash(file)
	}
	rel, err := filepath.Rel(workspace, abs)
	if err != nil || !filepath.IsLocal(rel) {
		return filepath.ToSlash(file)
	}
	return filepath.ToSlash(rel)
}

// stepSummary appends to the file that GitHub shows as the step's summary; off
// GitHub, there is none.
func (s *session) stepSummary(d *drift) error {
	name := os.Getenv("GITHUB_STEP_SUMMARY")
	if name == "" {
		return nil
	}
	if err := files.Append(name, []byte(d.markdown())); err != nil {
		return fmt.Errorf("the step's summary cannot be written: %w", err)
	}
	return nil
}

// markdown is a drift for the step's summary.
func (d *drift) markdown() string {
	var b strings.Builder
	if len(d.Findings) == 0 {
		fmt.Fprintf(&b, "### oasmint check: %s up to date\n", plural.Of(d.Unchanged, "file is", "files are"))
		return b.String()
	}
	fmt.Fprintf(&b, "### oasmint check: %s, %s\n\nTo mend it, run: `%s`%s\n\n| File | State |\n| --- | --- |\n",
		plural.Of(len(d.Findings), "file differs", "files differ"), plural.Of(d.Unchanged, "does not", "do not"), d.Mend, strings.TrimPrefix(d.mending(), d.Mend))
	for i, f := range d.Findings {
		if i == maxSummaryFiles {
			fmt.Fprintf(&b, "| and %d more | |\n", len(d.Findings)-i)
			break
		}
		fmt.Fprintf(&b, "| <code>%s</code> | %s |\n", strings.ReplaceAll(escapeHTML(visible.Line(f.Path)), "|", "&#124;"), f.State)
	}
	left := maxSummaryDiffs
	for _, f := range d.Findings {
		if f.Diff == "" {
			continue
		}
		if left -= len(f.Diff); left < 0 {
			b.WriteString("\nThe other differences are too long to be shown here: see the log.\n")
			break
		}
		fence := "```"
		for strings.Contains(f.Diff, fence) {
			fence += "`"
		}
		fmt.Fprintf(&b, "\n<details><summary><code>%s</code></summary>\n\n%sdiff\n%s%s\n\n</details>\n", escapeHTML(visible.Line(f.Path)), fence, visible.Prose(f.Diff), fence)
	}
	return b.String()
}

func escapeHTML(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}

// byState groups findings by their state, in the order of the states.
func byState(findings []finding) [][]finding {
	var out [][]finding
	for state := output.Missing; state <= output.Unfinished; state++ {
		var group []finding
		for _, f := range findings {
			if f.State == state {
				group = append(group, f)
			}
		}
		if group != nil {
			out = append(out, group)
		}
	}
	return out
}

// listed lists the paths of findings, n at most.
func listed(findings []finding, n int) string {
	var paths []string
	for i, f := range findings {
		if i == n {
			paths = append(paths, fmt.Sprintf("and %d more", len(findings)-i))
			break
		}
		paths = append(paths, f.Path)
	}
	return strings.Join(paths, "\n")
}
