// This file says which values make sense: alone, in a target, and among
// targets.

package config

import (
	"fmt"
	"go/token"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/source"
)

// Problem is a value of a target that makes no sense.
type Problem struct {
	Key     string // JSON Pointer within the target: /go/out
	Message string
	Hint    string
}

// String renders "go.out: message"; of a list or a map, the key alone.
func (p Problem) String() string {
	if p.Key == "" {
		return p.Message
	}
	keys := strings.Split(p.Key[1:], "/")
	if _, err := strconv.Atoi(keys[len(keys)-1]); err == nil || keys[0] == "names" {
		keys = keys[:len(keys)-1]
	}
	return strings.Join(keys, ".") + ": " + p.Message
}

// check reports what makes no sense in c, which was decoded without error.
func (p *parser) check(c *Config) {
	if len(c.Targets) == 0 {
		p.errorf(p.nearest("/targets"), "config-value", "", "expected targets: with at least one target")
	}
	for i := range c.Targets {
		t := &c.Targets[i]
		t.SetDefaults()
		for _, problem := range t.Problems() {
			p.errorf(p.nearest(t.pointer+problem.Key), "config-value", problem.Hint, "%s", problem)
		}
	}
	p.checkShared(c)
}

// checkShared reports folders and files that two targets would write.
func (p *parser) checkShared(c *Config) {
	outs := map[string]int{} // folder -> target
	for i := range c.Targets {
		t := &c.Targets[i]
		for _, out := range t.Outs() {
			folder := strings.ToLower(path.Clean(out))
			if first, ok := outs[folder]; ok && first != i {
				p.errorf(p.nearest(t.pointer+t.outKey(out)), "config-shared-output",
					"give each target a folder of its own", "%s is also written by the target on line %d",
					out, p.nearest(c.Targets[first].pointer).Line)
				continue
			}
			outs[folder] = i
		}
	}
}

// outKey is the pointer of the key that holds out.
func (t *Target) outKey(out string) string {
	if t.Go != nil && t.Go.Out == out {
		return "/go/out"
	}
	if t.Docs != nil && t.Docs.Out == out {
		return "/docs/out"
	}
	return "/jsonschema/out"
}

// nearest is where pointer stands or, where it is not in the file, the nearest
// thing around it.
func (p *parser) nearest(pointer string) diag.Position {
	at := position(p.file, pointer)
	at.Pointer = pointer
	return at
}

// position is where the value stands that pointer leads to or, where there is
// none, the nearest one above it. An entry of names stands at its key.
func position(file *source.File, pointer string) diag.Position {
	c, _ := file.Lookup(pointer) // as far as it leads
	if strings.HasSuffix(path.Dir(c.Pointer), "/names") {
		return c.Position()
	}
	return c.At()
}

// Problems lists the values of t that make no sense, defaults applied.
func (t *Target) Problems() []Problem {
	var ps []Problem
	add := func(key, hint, format string, args ...any) {
		ps = append(ps, Problem{Key: key, Message: fmt.Sprintf(format, args...), Hint: hint})
	}
	if t.Spec == "" && !t.Embedded {
		add("/spec", "", "expected the path of an OpenAPI document")
	}
	for i, file := range t.Overlays {
		if file == "" {
			add(fmt.Sprintf("/overlays/%d", i), "", "expected the path of an overlay")
		}
	}
	t.Include.check(add, "/include")
	t.Exclude.check(add, "/exclude")
	if len(t.Outs()) == 0 {
		add("", "add go: {out: …}, docs: {out: …} or jsonschema: {out: …}", "the target makes nothing")
	}
	if t.Go != nil {
		t.checkPath(add, "/go/out", t.Go.Out)
		if name := t.Go.Package; !token.IsIdentifier(name) || name == "_" || name == "main" {
			whose := ""
			if name == path.Base(t.Go.Out) { // which it is by default
				whose = "it is needed here, since the folder's name "
			}
			add("/go/package", "give go.package a legal name", "%s%q is no name for a package to import", whose, name)
		}
	}
	if t.Docs != nil {
		t.checkPath(add, "/docs/out", t.Docs.Out)
		if !slices.Contains(Presets, t.Docs.Preset) {
			hint := "known: " + strings.Join(Presets, ", ")
			add("/docs/preset", hint, "unknown preset %q", t.Docs.Preset)
		}
	}
	if t.JSONSchema != nil {
		t.checkPath(add, "/jsonschema/out", t.JSONSchema.Out)
	}
	t.checkPath(add, "/lock", t.Lock)
	if slices.Contains(t.Outs(), t.Lock) {
		add("/lock", "name a file", "%s is an output folder", t.Lock)
	}
	for _, pointer := range slices.Sorted(maps.Keys(t.Names)) {
		key := "/names/" + source.EscapeToken(pointer)
		if !strings.HasPrefix(pointer, "/") {
			add(key, "a pointer begins with /, as in /components/schemas/error", "%q is no JSON Pointer (RFC 6901)", pointer)
		}
		if name := t.Names[pointer]; !token.IsIdentifier(name) || !token.IsExported(name) {
			add(key, "a name begins with a capital letter, as in TokenError", "%q is no exported Go identifier", name)
		}
	}
	for i, word := range t.Initialisms {
		if !token.IsIdentifier("A"+word) || word == "" || strings.Contains(word, "_") {
			add(fmt.Sprintf("/initialisms/%d", i), "", "%q is not a word of letters and digits", word)
		}
	}
	if v := t.Validators.EmptyStrings; v != "missing" && v != "allow" {
		add("/validators/empty-strings", "", "expected missing or allow, found %q", v)
	}
	if v := t.Validators.Runtime; strings.ContainsAny(v, " \t\"'`\\:;<>") || strings.HasPrefix(v, ".") || strings.HasPrefix(v, "/") {
		add("/validators/runtime", "an import path, as in example.com/api/validate", "%q is no import path", v)
	}
	return ps
}

// check reports patterns that no operation can match.
func (f *Filter) check(add func(key, hint, format string, args ...any), key string) {
	for i, pattern := range f.Tags {
		if pattern == "" {
			add(fmt.Sprintf("%s/tags/%d", key, i), "", "an empty pattern matches no tag")
		}
	}
	for i, pattern := range f.OperationIDs {
		if pattern == "" {
			add(fmt.Sprintf("%s/operationIds/%d", key, i), "", "an empty pattern matches no operationId")
		}
	}
	for i, pattern := range f.Paths {
		if !strings.HasPrefix(pattern, "/") && !strings.HasPrefix(pattern, "*") {
			add(fmt.Sprintf("%s/paths/%d", key, i), "write it as the document does: /pets/*", "%q matches no path: they begin with /", pattern)
		}
	}
}

// checkPath reports an output path that does not stay in the folder it is
// relative to.
func (t *Target) checkPath(add func(key, hint, format string, args ...any), key, p string) {
	switch {
	case p == "":
		add(key, "", "expected a path")
	case strings.ContainsAny(p, "\\\x00"):
		add(key, "", "%q: expected a path with forward slashes", p)
	case !filepath.IsLocal(filepath.FromSlash(p)):
		add(key, "choose a path below it",
			"%s lies outside the folder that it is relative to", p)
	}
}
