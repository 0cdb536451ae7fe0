// This file prints what commands report: findings on standard output, diagnostics
// on standard error.

package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/oasmint/oasmint/generator/diag"
)

// summary prints the one line of a run that went well.
func (s *session) summary(format string, args ...any) {
	if !s.quiet {
		fmt.Fprintf(s.stdout, format+"\n", args...)
	}
}

// note prints what the user should know, unless --quiet is given.
func (s *session) note(format string, args ...any) {
	if !s.quiet {
		fmt.Fprintf(s.stderr, format+"\n", args...)
	}
}

// detail prints what --verbose asks for.
func (s *session) detail(format string, args ...any) {
	if s.verbose {
		fmt.Fprintf(s.stderr, format+"\n", args...)
	}
}

// timing prints how long a stage took.
func (s *session) timing(stage string, took time.Duration) {
	s.detail("%s: %d ms", stage, took.Milliseconds())
}

// diagnostics prints warnings, and notes when that is asked for.
func (s *session) diagnostics(list *diag.List) {
	for _, d := range list.Sorted() {
		if d.Severity == diag.Warning && !s.quiet || d.Severity == diag.Note && s.verbose {
			fmt.Fprintln(s.stderr, d)
		}
	}
}

// printJSON prints v on standard output, for programs.
func (s *session) printJSON(v any) error {
	enc := json.NewEncoder(s.stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// command is the command line to run next: this one, with another command
// ("" is the same) and further switches.
func (s *session) command(name string, switches ...string) string {
	words := []string{"oasmint"}
	skip := false
	for _, arg := range s.args {
		if skip {
			skip = false
			continue
		}
		switch arg {
		case "generate", "check", "ir":
			words = append(words, cmp.Or(name, arg))
			words = append(words, switches...)
		case "--diff", "--force", "--full", "-q", "--quiet", "-v", "--verbose":
		case "--format", "--cpuprofile":
			skip = true
		default:
			if !strings.HasPrefix(arg, "--format=") && !strings.HasPrefix(arg, "--cpuprofile=") {
				words = append(words, quote(arg))
			}
		}
	}
	return strings.Join(words, " ")
}

// quote makes an argument one word for a shell.
func quote(arg string) string {
	if arg != "" && !strings.ContainsAny(arg, " \t\n'\"\\$`!*?[](){}<>|&;#~") {
		return arg
	}
	return "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
}
