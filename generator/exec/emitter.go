// Package exec is the emitter for commands of the user's own: the section exec
// of oasmint.yaml.
//
// # The protocol
//
// A command reads the API on standard input, as `oasmint ir` prints it
// (generator/ir/ir.schema.json describes that form), and answers on standard
// output with one JSON object:
//
//	{
//	  "files": [{"path": "types.ts", "content": "…"}],
//	  "diagnostics": [{"severity": "warning", "message": "…", "position": …}]
//	}
//
// Paths are relative to the folder out, with forward slashes, and stay below it.
// A diagnostic has a severity (note, warning or error) and a message, and may
// have a code, a hint and the position (pos) of a node in the API. An error ends
// the run, and so does an exit code that is not 0. Standard error is shown then.
//
// # Which commands run
//
// Only those that oasmint.yaml names: neither a document nor an overlay can add
// one. They run without a shell, in the folder of oasmint.yaml, by generate and by
// check, which could not tell drift otherwise, and by no other command of
// oasmint. What they make must depend on their input and their own sources
// alone, or check finds drift where there is none.
package exec

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/emit"
	"github.com/oasmint/oasmint/generator/ir"
)

// Emitter runs the commands.
type Emitter struct{}

// Config is its section.
type Config []Command

// Command is one command of the section.
type Command struct {
	Command []string    `key:"command,required" doc:"The program and its arguments. It runs without a shell, in the folder of oasmint.yaml, by generate and by check." pattern:"."`
	Out     config.Path `key:"out,required" doc:"The folder that its files are written to."`
	Name    string      `key:"name" doc:"What messages call it; by default the command."`
	Timeout string      `key:"timeout" doc:"How long it may take: 90s, 5m." pattern:"^[0-9]+(ms|s|m|h)" default:"5m"`
}

// defaultTimeout leaves time to compile a program first.
const defaultTimeout = "5m"

// SetDefaults names commands after what they run.
func (c *Config) SetDefaults() {
	for i := range *c {
		command := &(*c)[i]
		if command.Name == "" {
			command.Name = strings.Join(command.Command, " ")
		}
		if command.Timeout == "" {
			command.Timeout = defaultTimeout
		}
	}
}

// Problems reports commands that cannot be run.
func (c *Config) Problems() []config.Problem {
	var out []config.Problem
	for i, command := range *c {
		at := fmt.Sprintf("/%d", i)
		if len(command.Command) == 0 || command.Command[0] == "" {
			out = append(out, config.Problem{Key: at + "/command", Message: "expected a program and its arguments", Hint: "as in [go, run, ./internal/tsgen]"})
		}
		if d, err := time.ParseDuration(command.Timeout); err != nil || d <= 0 {
			out = append(out, config.Problem{Key: at + "/timeout", Message: strconv.Quote(command.Timeout) + " is no time that a command may take", Hint: "as in 90s or 5m"})
		}
	}
	return out
}

// Name, Doc, Config, Needs and Emit are those of [emit.Emitter].
func (Emitter) Name() string { return "exec" }

func (Emitter) Doc() string {
	return "Files that commands of your own make from the API, which they read as JSON"
}

func (Emitter) Config() any { return &Config{} }

func (Emitter) Needs() []string { return nil }

// Opaque makes Emitter an [emit.Opaque]: nothing tells whether a command would
// now answer otherwise.
func (Emitter) Opaque() {}

func (Emitter) Emit(ctx context.Context, in *emit.Input) (*emit.Output, error) {
	var api bytes.Buffer
	if err := ir.Encode(&api, in.API); err != nil {
		return nil, err
	}
	commands := *in.Config.(*Config)
	answers := make([]*answer, len(commands))
	errs := make([]error, len(commands))
	var g errgroup.Group
	for i := range commands {
		g.Go(func() error {
			answers[i], errs[i] = commands[i].run(ctx, in.Dir, api.Bytes())
			return nil
		})
	}
	if err := errors.Join(g.Wait(), errors.Join(errs...)); err != nil {
		return nil, err
	}
	out := &emit.Output{}
	for _, a := range answers {
		out.Files = append(out.Files, a.files...)
		in.Diags.Append(a.diags)
	}
	return out, nil
}
