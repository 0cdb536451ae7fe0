// This file reads the command line, runs a command and gives its exit code.

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
	"github.com/willabides/kongplete"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/files"
	"github.com/oasmint/oasmint/generator/limits"
	"github.com/oasmint/oasmint/generator/visible"
)

// The exit codes.
const (
	exitClean    = 0
	exitFindings = 1
	exitError    = 2
	exitBreaking = 3
)

const description = `oasmint reads an OpenAPI 3 document and mints Go types, validators for them, and Markdown reference docs.

What is made from which document stands in oasmint.yaml, or in flags. For a first try that needs nothing: oasmint demo.

Examples:

    oasmint generate                     write what oasmint.yaml says
    oasmint generate --watch             and again whenever something changes
    oasmint check                        is what is on disk what would be written?
    oasmint check --diff                 and where does it differ?
    oasmint generate api.yaml -o api     Go in api, docs in api/docs; no configuration
    oasmint lint                         what is wrong with the document
    oasmint diff OLD NEW                 what does a new document mean for users?
    oasmint init                         write oasmint.yaml and the go:generate line
    oasmint names                        every name, and why it was chosen
    oasmint docs serve --open            the docs in the browser, as you write
    oasmint mock api.yaml                a server that answers as the document says
    oasmint generate api.yaml --go-out api --docs-out docs
    curl -s URL | oasmint generate --spec - --go-out api

In a Go file, for go generate:

    //go:generate go tool oasmint generate

Exit codes:

    0  clean
    1  drift: files on disk are not what the document gives; dead links
       (docs check); warnings (lint)
    2  error in usage, configuration or document, or a file that must not be
       overwritten; nothing was written
    3  breaking change (diff)`

// cli is the command line.
type cli struct {
	Dir     string `short:"C" placeholder:"DIR" default:"." help:"Run in DIR; all paths are relative to it."`
	Quiet   bool   `short:"q" xor:"loudness" help:"Print errors and findings only."`
	Verbose bool   `short:"v" xor:"loudness" help:"Print notes and timings too."`

	MaxFile int           `placeholder:"MB" default:"100" help:"Read no file that is larger."`
	Bounds  limits.Limits `embed:"" prefix:"max-"`

	MaxMemory int `placeholder:"MB" help:"End a run that holds more in memory; by default what GOMEMLIMIT or the container (cgroup) says."`

	CPUProfile string `name:"cpuprofile" placeholder:"FILE" help:"Write a CPU profile to FILE, for go tool pprof."`

	ShowVersion kong.VersionFlag `name:"version" help:"Print the version, and do nothing else."`

	Generate generateCmd   `cmd:"" help:"Write the files that oasmint.yaml or the flags ask for."`
	Check    checkCmd      `cmd:"" help:"Compare what is on disk with what generate would write; write nothing."`
	Lint     lintCmd       `cmd:"" help:"List all that oasmint has to say about the document."`
	Diff     diffCmd       `cmd:"" help:"Say what it means for users of the Go package that a document becomes another."`
	IR       irCmd         `cmd:"" name:"ir" help:"Print the document as the emitters see it, as JSON."`
	Init     initCmd       `cmd:"" help:"Write oasmint.yaml and the go:generate line."`
	Names    namesCmd      `cmd:"" help:"List every name: its place, and why it was chosen."`
	Explain  explainCmd    `cmd:"" help:"Tell where a name comes from, where it is emitted, and who uses it."`
	Docs     docsCmd       `cmd:"" help:"Show, build and check the docs."`
	Mock     mockCmd       `cmd:"" help:"Serve the API with the document's examples, and check requests."`
	Demo     demoCmd       `cmd:"" help:"Write the Authlete API, which oasmint carries with it, into the folder authlete: a first try that needs nothing."`
	Complete completionCmd `cmd:"" name:"completion" help:"Print what a shell needs to complete oasmint's command line."`
	Version  versionCmd    `cmd:"" help:"Print the version."`
}

// session is what a command runs in.
type session struct {
	ctx            context.Context
	stdin          io.Reader
	stdout, stderr *visible.Console
	terminal       *os.File // standard error, where it is one
	dir            string
	args           []string // as given, for the command that mends a drift
	parsed         *kong.Context
	quiet, verbose bool
	limits         files.Limits             // of what is read
	bounds         limits.Limits            // of what documents ask for
	demo           bool                     // the API that oasmint carries with it is wanted
	warns          bool                     // warnings are printed without --verbose too
	said           map[diag.Diagnostic]bool // warnings that were printed
	sources        map[string]string        // hashes of the files that were read; nil where no files are watched
	started        time.Time
	buildID        string // see build
}

// errFindings ends a command that has printed findings.
var errFindings = errors.New("findings")

// errDocument ends a command that has printed errors of the document.
var errDocument = errors.New("the document has errors")

// usageError is a command line that cannot be followed.
type usageError struct{ message string }

func (e usageError) Error() string { return e.message + "\n\trun: oasmint --help" }

func usagef(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

// run runs the command line args in the folder dir and returns the exit code.
func run(args []string, stdin io.Reader, output, errorOutput io.Writer, dir string) int {
	stdout, stderr := visible.NewConsole(output), visible.NewConsole(errorOutput)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second interrupt ends the process

	var c cli
	for _, flags := range []*jobFlags{&c.Generate.jobFlags, &c.Check.jobFlags, &c.Lint.jobFlags, &c.Names.jobFlags, &c.Explain.jobFlags} {
		flags.Plugins = newEmitterFlags()
	}
	switch {
	case len(args) == 0:
		args = []string{"--help"}
	case args[0] == "help":
		args = append(slices.Clone(args[1:]), "--help")
	}
	helped := false
	parser := kong.Must(&c, kong.Name("oasmint"), kong.Description(description),
		kong.Writers(stdout, stderr), kong.Vars{"presets": generator.Sections().Choices("docs", "preset"), "version": versionLine()}, kong.Exit(func(int) { helped = true }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}))
	kongplete.Complete(parser) // where a shell asks for completions
	if helped {
		return exitClean
	}
	cmd, err := parser.Parse(args)
	if helped {
		return exitClean
	}
	if err == nil {
		err = foreignInflections()
	} else {
		err = usageError{err.Error()}
	}
	if err == nil {
		ctx, done := withinMemory(ctx, c.MaxMemory)
		defer done()
		s := &session{
			ctx: ctx, stdin: stdin, stdout: stdout, stderr: stderr,
			dir: join(dir, c.Dir), args: args, quiet: c.Quiet, verbose: c.Verbose, started: time.Now(),
			terminal: terminalOf(errorOutput), parsed: cmd,
			limits: files.Limits{MaxMB: c.MaxFile}, bounds: c.Bounds, warns: true, said: map[diag.Diagnostic]bool{},
		}
		err = profiled(join(dir, c.CPUProfile), c.CPUProfile != "", func() error { return cmd.Run(s) })
	}
	switch {
	case err == nil:
		return exitClean
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.Is(err, errBreaking):
		return exitBreaking
	case errors.Is(err, errDocument):
		return exitError
	}
	if errors.As(err, new(usageError)) {
		fmt.Fprint(stderr, "oasmint: ")
	}
	fmt.Fprintln(stderr, err)
	return exitError
}

// join is filepath.Join, but that an absolute path stays what it is.
func join(dir, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}
