// This file prints what commands report: findings on standard output, diagnostics
// on standard error.

package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/rules"
	"github.com/oasmint/oasmint/generator/visible"
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

// Of more warnings of one code than mostOfCode, fewOfCode are shown.
const (
	mostOfCode = 4
	fewOfCode  = 3
)

// diagnostics prints the warnings that were not printed before, a few of each code
// and the gravest first; with --verbose it prints all of them, and notes.
func (s *session) diagnostics(list *diag.List) {
	var fresh []diag.Diagnostic
	for _, d := range list.Sorted() {
		if (d.Severity == diag.Warning && !s.quiet || d.Severity == diag.Note && s.verbose) && !s.said[d] {
			s.said[d] = true
			fresh = append(fresh, d)
		}
	}
	switch {
	case s.verbose:
		for _, d := range fresh {
			fmt.Fprintln(s.stderr, d)
		}
	case s.warns:
		s.grouped(fresh)
	}
}

// grouped prints a few warnings of each code, and how many there are.
func (s *session) grouped(all []diag.Diagnostic) {
	slices.SortStableFunc(all, func(a, b diag.Diagnostic) int { return rules.Compare(a.Code, b.Code) })
	hidden := false
	for len(all) > 0 {
		n := len(all)
		if other := slices.IndexFunc(all, func(d diag.Diagnostic) bool { return d.Code != all[0].Code }); other > 0 {
			n = other
		}
		shown := n
		if n > mostOfCode {
			shown, hidden = fewOfCode, true
		}
		hint := ""
		for _, d := range all[:shown] {
			if d.Hint == hint {
				d.Hint = ""
			} else {
				hint = d.Hint
			}
			fmt.Fprintln(s.stderr, d)
		}
		if shown < n {
			fmt.Fprintf(s.stderr, "\tand %d more [%s]\n", n-shown, all[0].Code)
		}
		all = all[n:]
	}
	if hidden {
		fmt.Fprintf(s.stderr, "all of them: %s\n", s.lintCommand())
	}
}

// printJSON prints v on standard output, for programs.
func (s *session) printJSON(v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := s.stdout.Write(visible.JSON(b.Bytes()))
	return err
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

// lintCommand is the command line that lists what there is to say of the document that this one
// reads: what it has of the flags of lint.
func (s *session) lintCommand() string {
	own := flagsOf(s.parsed.Selected())
	var lints map[string]*kong.Flag
	for _, command := range s.parsed.Model.Children {
		if command.Name == "lint" {
			lints = flagsOf(command)
		}
	}
	hidden := map[string]bool{"--quiet": true, "-q": true, "--verbose": true, "-v": true, "--format": true, "--cpuprofile": true}
	words := []string{"oasmint", "lint"}
	for i := 0; i < len(s.args); i++ {
		name, _, hasValue := strings.Cut(s.args[i], "=")
		flag, size := own[name], 1
		if flag == nil {
			continue
		}
		if !hasValue && !flag.IsBool() {
			size = 2
		}
		if lints[name] != nil && !hidden[name] {
			for _, arg := range s.args[i:min(i+size, len(s.args))] {
				words = append(words, quote(arg))
			}
		}
		i += size - 1
	}
	for _, arg := range s.parsed.Path {
		if arg.Positional != nil && arg.Positional.Name == "file" && arg.Positional.Target.Kind() == reflect.String {
			words = slices.Insert(words, 2, quote(arg.Positional.Target.String()))
		}
	}
	return strings.Join(words, " ")
}

// flagsOf are the flags of a command, as they are written.
func flagsOf(command *kong.Node) map[string]*kong.Flag {
	out := map[string]*kong.Flag{}
	for _, group := range command.AllFlags(false) {
		for _, f := range group {
			out["--"+f.Name] = f
			if f.Short != 0 {
				out["-"+string(f.Short)] = f
			}
		}
	}
	return out
}

// quote makes an argument one word for a shell.
func quote(arg string) string {
	if arg != "" && !strings.ContainsAny(arg, " \t\n'\"\\$`!*?[](){}<>|&;#~") {
		return arg
	}
	return "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
}
