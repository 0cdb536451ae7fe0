// This file lists the emitters. What oasmint.yaml may say, its JSON Schema, the
// flags, the lock's keys and what runs for a target follow from the list.

package generator

import (
	"embed"
	"slices"

	"github.com/oasmint/oasmint/generator/action"
	"github.com/oasmint/oasmint/generator/client"
	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/emit"
	"github.com/oasmint/oasmint/generator/exec"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/gotypes"
	"github.com/oasmint/oasmint/generator/jsonschema"
	"github.com/oasmint/oasmint/generator/server"
	"github.com/oasmint/oasmint/generator/validators"
)

// emitters are all that there are. One that needs another stands after it.
func emitters() []emit.Emitter {
	return []emit.Emitter{
		gotypes.Emitter{},
		validators.Emitter{Runtime: runtimePackage},
		action.Emitter{},
		docs.Emitter{},
		jsonschema.Emitter{},
		client.Emitter{Runtime: clientParts},
		server.Emitter{Runtime: serverParts},
		exec.Emitter{},
	}
}

//go:embed validate/*.go
var runtimePackage embed.FS

//go:embed call/*.go
var clientParts embed.FS

//go:embed serve/*.go serve/facade/*.go
var serverParts embed.FS

// reserved are the identifiers that emitters write in addition to names. They are kept
// free in every run, whatever it makes, so that names depend on the document, and on
// what t's sections ask for beyond the default.
func reserved(t *config.Target) goapi.Idents {
	var all goapi.Idents
	for _, e := range emitters() {
		if r, ok := e.(emit.Reserver); ok {
			section := e.Config()
			if t.Has(e.Name()) {
				section = t.Section(e.Name())
			}
			all = append(all, r.Reserve(section)...)
		}
	}
	return all
}

// Sections are what a target may say to the emitters.
func Sections() config.Sections {
	var all config.Sections
	for _, e := range emitters() {
		all = append(all, config.Section{Name: e.Name(), Doc: e.Doc(), Value: e.Config()})
	}
	return all
}

// ParseConfig reads a configuration; see [config.Parse].
func ParseConfig(file string, data []byte) (*config.Config, error) {
	return config.Parse(file, data, Sections)
}

// NewTarget returns a target whose document is spec and that makes what outs
// says: the folder that an emitter writes to, by the emitter's name.
func NewTarget(spec string, outs map[string]string) config.Target {
	t := config.Target{Spec: spec, Sections: Sections()}
	for name, folder := range outs {
		t.Set(name, "out", folder)
	}
	t.SetDefaults()
	return t
}

// asked returns the emitters that run for a target: those with a section that
// names a folder, and those that write to the folders of what they need.
func asked(t *config.Target) []emit.Emitter {
	if len(t.Sections) == 0 {
		return nil
	}
	var all []emit.Emitter
	runs := map[string]bool{}
	for _, e := range emitters() {
		name := e.Name()
		if t.Makes(name) {
			runs[name] = t.Has(name)
		} else {
			runs[name] = !slices.ContainsFunc(e.Needs(), func(need string) bool { return !runs[need] })
		}
		if runs[name] {
			all = append(all, e)
		}
	}
	return all
}

// chosen returns the emitters that run for a target, those alone that are not
// opaque where own is set.
func chosen(t *config.Target, own bool) []emit.Emitter {
	return slices.DeleteFunc(asked(t), func(e emit.Emitter) bool { return own && isOpaque(e) })
}

// Opaque reports whether t has an emitter whose files depend on more than can be
// told from the document, the configuration and oasmint; see [emit.Opaque].
func Opaque(t config.Target) bool { return slices.ContainsFunc(asked(&t), isOpaque) }

func isOpaque(e emit.Emitter) bool {
	_, opaque := e.(emit.Opaque)
	return opaque
}
