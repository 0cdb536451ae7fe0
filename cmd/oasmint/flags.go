// This file makes the flags that stand for what oasmint.yaml says to emitters.
// Their list follows from that of the emitters.

package main

import (
	"cmp"
	"fmt"
	"path"
	"path/filepath"
	"reflect"

	"github.com/alecthomas/kong"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/config"
)

// sourceFlags say where the document comes from.
type sourceFlags struct {
	Config string `placeholder:"FILE" xor:"source" help:"Read FILE; by default oasmint.yaml, where there is one."`
	Spec   string `placeholder:"FILE" xor:"source" help:"Without a configuration: the OpenAPI document, a file or a URL; - is standard input."`
	Root   string `placeholder:"DIR" help:"With --spec: $$ref may lead to files below DIR; by default the folder of the document."`
	readFlags
	askFlags

	WarningsAsErrors bool `help:"End the run where there are warnings, but for those under ignore: in the configuration."`
}

// readFlags say what else may be read.
type readFlags struct {
	AllowRemote []string `placeholder:"HOST" help:"Follow $$ref to these hosts; all are refused otherwise."`
}

// document is the document as an argument, for who does not write --spec.
type document struct {
	File string `arg:"" optional:"" help:"Without a configuration: the OpenAPI document, like --spec."`
}

// document takes the argument for --spec.
func (f *sourceFlags) document(d document) error {
	if d.File == "" {
		return nil
	}
	if f.Spec != "" || f.Config != "" {
		return usagef("FILE, --spec and --config can't be used together")
	}
	f.Spec = d.File
	return nil
}

// jobFlags say where the output goes too.
type jobFlags struct {
	sourceFlags
	kong.Plugins        // what is said to emitters: see newEmitterFlags
	Out          string `short:"o" placeholder:"DIR" help:"With --spec: Go types and validators in DIR, docs in DIR/docs."`
	Lock         string `placeholder:"FILE" help:"With --spec: the lock file; by default oasmint.lock in the first of the folders above."`
	Module       string `placeholder:"PATH" help:"The import path of the folder that outputs are relative to; by default from the enclosing go.mod."`
	asks         bool   // other hosts, without --fetch
	Full         bool   `help:"Make everything, also where the lock says that nothing changed."`
}

// newEmitterFlags returns a struct that kong reads the emitters' flags into: a
// text for each, or true, in the order of [config.Sections.Flags].
func newEmitterFlags() kong.Plugins {
	var fields []reflect.StructField
	for i, f := range generator.Sections().Flags() {
		typ := reflect.TypeFor[string]()
		if f.Bool {
			typ = reflect.TypeFor[bool]()
		}
		fields = append(fields, reflect.StructField{
			Name: fmt.Sprintf("Flag%d", i), Type: typ,
			Tag: reflect.StructTag(fmt.Sprintf("name:%q placeholder:%q help:%q", f.Name, f.Placeholder, f.Help)),
		})
	}
	return kong.Plugins{reflect.New(reflect.StructOf(fields)).Interface()}
}

// given is a flag that was given.
type given struct {
	config.Flag
	text string
}

// given lists the emitters' flags that were given.
func (f *jobFlags) given() []given {
	var out []given
	for _, flags := range f.Plugins {
		for i, flag := range generator.Sections().Flags() {
			if v := reflect.ValueOf(flags).Elem().Field(i); !v.IsZero() {
				out = append(out, given{flag, fmt.Sprint(v)})
			}
		}
	}
	return out
}

// needsSpec returns a flag that was given and means nothing without --spec.
func (f *jobFlags) needsSpec() string {
	for _, flag := range f.given() {
		return "--" + flag.Name
	}
	switch {
	case f.Root != "":
		return "--root"
	case f.Out != "":
		return "-o"
	case f.Lock != "":
		return "--lock"
	}
	return ""
}

// flagFor returns the flag that sets a value of a target, which is said by its
// JSON Pointer; or "".
func flagFor(pointer string) string {
	if pointer == "/lock" || pointer == "/root" {
		return "--" + pointer[1:]
	}
	for _, f := range generator.Sections().Flags() {
		if pointer == "/"+f.Section+"/"+f.Key {
			return "--" + f.Name
		}
	}
	return ""
}

// target makes a target of the flags alone.
func (j *job) target(f *jobFlags) (config.Target, error) {
	t := generator.NewTarget(filepath.ToSlash(f.Spec), nil)
	if f.Out != "" {
		out := j.relative(f.Out)
		t.Set("go", "out", out)
		t.Set("docs", "out", path.Join(out, "docs"))
	}
	for _, flag := range f.given() {
		if flag.Key != "out" && !t.Has(flag.Section) {
			return t, usagef("--%s goes with %s", flag.Name, flagFor("/"+flag.Section+"/out"))
		}
		if flag.Needs != "" && !t.Has(flag.Needs) {
			return t, usagef("--%s goes with %s", flag.Name, flagFor("/"+flag.Needs+"/out"))
		}
		text := flag.text
		if flag.Path {
			text = j.relative(text)
		}
		t.Set(flag.Section, flag.Key, text)
	}
	t.Root = filepath.ToSlash(f.Root)
	t.Lock = config.Path(j.relative(f.Lock))
	name := config.LockName
	if t.Has("docs") && len(t.Outs()) == 1 {
		name = "." + name // which no site generator publishes with the pages
	}
	for _, out := range t.Outs() {
		t.Lock = cmp.Or(t.Lock, config.Path(path.Join(out, name)))
	}
	t.SetDefaults()
	return t, nil
}

// outFlags lists the flags that say where an emitter writes to which needs no other.
func outFlags() []string {
	var names []string
	for _, f := range generator.Sections().Flags() {
		if f.Key == "out" && f.Needs == "" {
			names = append(names, "--"+f.Name)
		}
	}
	return names
}
