// This file says which values make sense: alone, in a target, and among
// targets.

package config

import (
	"fmt"
	"go/token"
	"maps"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/module"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/files"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/source"
)

// Problem is a value that makes no sense.
type Problem struct {
	Key     string // JSON Pointer of the value: /go/out; within the section, where a section reports it
	Message string
	Hint    string
}

// String renders "go.out: message"; of a list or a map, the key alone.
func (p Problem) String() string {
	if p.Key == "" {
		return p.Message
	}
	keys := strings.Split(p.Key[1:], "/")
	switch keys[0] {
	case "names", "imports":
		keys = keys[:1]
	case "types":
		keys = keys[:2]
	}
	keys = slices.DeleteFunc(keys, func(key string) bool {
		_, err := strconv.Atoi(key)
		return err == nil
	})
	return strings.Join(keys, ".") + ": " + p.Message
}

// check reports what makes no sense in t.
func (p *parser) check(t *Target) {
	for _, problem := range t.Problems() {
		p.errorf(p.nearest(t.pointer+problem.Key), "config-value", problem.Hint, "%s", problem)
	}
}

// checkShared reports folders that two targets would write.
func (p *parser) checkShared(targets []Target) {
	writers := map[string]*Target{} // by folder
	for i := range targets {
		t := &targets[i]
		for _, out := range t.outs() {
			folder := strings.ToLower(path.Clean(out.folder))
			if first := writers[folder]; first != nil && first != t {
				p.errorf(p.nearest(t.pointer+out.pointer), "config-shared-output",
					"give each target a folder of its own", "%s is also written by the target on line %d",
					out.folder, p.nearest(first.pointer).Line)
				continue
			}
			writers[folder] = t
		}
	}
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

// problems collects what makes no sense.
type problems []Problem

func (ps *problems) add(key, hint, format string, args ...any) {
	*ps = append(*ps, Problem{Key: key, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// Problems lists the values of t that make no sense, defaults applied.
func (t *Target) Problems() []Problem {
	var ps problems
	if t.Spec == "" && !t.Embedded {
		ps.add("/spec", "", "expected the path of an OpenAPI document")
	}
	if t.Root != "" && files.IsURL(t.Spec) {
		ps.add("/root", "references of a document of another host lead to no files here", "it goes with a document that is a file")
	}
	for i, file := range t.Overlays {
		if file == "" {
			ps.add(fmt.Sprintf("/overlays/%d", i), "", "expected the path of an overlay")
		}
	}
	ps.filter("/include", t.Include)
	ps.filter("/exclude", t.Exclude)
	if len(t.Outs()) == 0 {
		ps.add("", "add "+t.Sections.outs(), "the target makes nothing")
	}
	for _, section := range t.Sections {
		if section.Given && !ps.below(t, section) {
			ps.section(section)
		}
	}
	ps.path("/lock", t.Lock)
	if slices.Contains(t.Outs(), string(t.Lock)) {
		ps.add("/lock", "name a file", "%s is an output folder", t.Lock)
	}
	ps.names(t.Names)
	for _, document := range slices.Sorted(maps.Keys(t.Imports)) {
		if err := module.CheckImportPath(t.Imports[document]); err != nil {
			ps.add("/imports/"+source.EscapeToken(document), "an import path, as in example.com/api/common", "%q is no import path", t.Imports[document])
		}
	}
	ps.types(t.Types)
	for i, extension := range t.Extensions {
		if extension != "x-go-type" && extension != "x-oapi-codegen-extra-tags" {
			ps.add(fmt.Sprintf("/extensions/%d", i), "the others need no leave, or are not followed", "expected x-go-type or x-oapi-codegen-extra-tags, found %q", extension)
		}
	}
	for i, word := range t.Initialisms {
		if !token.IsIdentifier("A"+word) || word == "" || strings.Contains(word, "_") {
			ps.add(fmt.Sprintf("/initialisms/%d", i), "", "%q is not a word of letters and digits", word)
		}
	}
	for _, code := range slices.Sorted(maps.Keys(t.Diff.Levels)) {
		if level := t.Diff.Levels[code]; level != "compatible" && level != "warning" && level != "breaking" {
			ps.add("/diff/levels/"+source.EscapeToken(code), "", "expected compatible, warning or breaking, found %q", level)
		}
	}
	for i, e := range t.Diff.Exceptions {
		key := fmt.Sprintf("/diff/exceptions/%d", i)
		if e.Level != "compatible" && e.Level != "warning" && e.Level != "breaking" {
			ps.add(key+"/level", "", "expected compatible, warning or breaking, found %q", e.Level)
		}
		if _, err := time.Parse(time.DateOnly, e.Until); err != nil && e.Until != "" {
			ps.add(key+"/until", "", "expected a day, as in 2027-01-31, found %q", e.Until)
		}
		if e.Path != "" && !strings.HasPrefix(e.Path, "/") && !strings.HasPrefix(e.Path, "*") {
			ps.add(key+"/path", "", "expected a path, as in /internal/**, found %q", e.Path)
		}
	}
	for i, entry := range t.Ignore {
		key := fmt.Sprintf("/ignore/%d", i)
		if entry.Reason == "" {
			ps.add(key+"/reason", "", "expected the reason why the warning does no harm")
		}
		if entry.At != "" && !strings.HasPrefix(entry.At, "/") {
			ps.add(key+"/at", "a pointer begins with /, as in /components/schemas/error", "%q is no JSON Pointer (RFC 6901)", entry.At)
		}
	}
	return ps
}

// outs shows how a target is told to make something.
func (s Sections) outs() string {
	var ways []string
	for _, section := range s {
		if _, below := section.Value.(Below); !below && section.makes() && reflect.TypeOf(section.Value).Elem().Kind() == reflect.Struct {
			ways = append(ways, section.Name+": {out: …}")
		}
	}
	return either(ways)
}

// below reports a section that needs another which t does not have, or that writes where
// that does. It returns false where there is nothing to report.
func (ps *problems) below(t *Target, s Section) bool {
	b, ok := s.Value.(Below)
	if !ok {
		return false
	}
	needed, folder := b.Below()
	switch {
	case !t.Has(needed):
		ps.add("/"+s.Name, "add "+needed+": {out: …}", "it needs %s, which the target does not have", needed)
	case path.Clean(t.Get(s.Name, "out")) == path.Clean(t.Get(needed, "out")):
		ps.add("/"+s.Name+"/out", "leave it out, and it is "+path.Join(t.Get(needed, "out"), folder), "%s writes to that folder", needed)
	default:
		return false
	}
	return true
}

// section reports the values of a section that make no sense.
func (ps *problems) section(s Section) {
	visit(s.Value, func(pointer string, v reflect.Value) {
		key := "/" + s.Name + pointer
		switch value := v.Interface().(type) {
		case Path:
			ps.path(key, value)
		case Choice:
			if !slices.Contains(value.Choices(), v.String()) {
				ps.add(key, "", "expected %s, found %q", either(value.Choices()), v)
			}
		}
	})
	if own, ok := s.Value.(interface{ Problems() []Problem }); ok {
		for _, p := range own.Problems() {
			p.Key = "/" + s.Name + p.Key
			*ps = append(*ps, p)
		}
	}
}

// filter reports patterns that no operation can match.
func (ps *problems) filter(key string, f Filter) {
	for i, pattern := range f.Tags {
		if pattern == "" {
			ps.add(fmt.Sprintf("%s/tags/%d", key, i), "", "an empty pattern matches no tag")
		}
	}
	for i, pattern := range f.OperationIDs {
		if pattern == "" {
			ps.add(fmt.Sprintf("%s/operationIds/%d", key, i), "", "an empty pattern matches no operationId")
		}
	}
	for i, pattern := range f.Paths {
		if !strings.HasPrefix(pattern, "/") && !strings.HasPrefix(pattern, "*") {
			ps.add(fmt.Sprintf("%s/paths/%d", key, i), "write it as the document does: /pets/*", "%q matches no path: they begin with /", pattern)
		}
	}
}

// path reports what is no path of a file.
func (ps *problems) path(key string, value Path) {
	p := string(value)
	switch {
	case p == "":
		ps.add(key, "", "expected a path")
	case strings.ContainsAny(p, "\\\x00"):
		ps.add(key, "", "%q: expected a path with forward slashes", p)
	}
}

// names reports pointers and names that are none.
func (ps *problems) names(names map[string]string) {
	for _, pointer := range slices.Sorted(maps.Keys(names)) {
		key := "/names/" + source.EscapeToken(pointer)
		if !strings.HasPrefix(pointer, "/") && !strings.Contains(pointer, "#") {
			ps.add(key, "a pointer begins with /, as in /components/schemas/error; in another file, its path and a # stand before it: parts/error.yaml#/properties/code", "%q is no JSON Pointer (RFC 6901)", pointer)
		}
		if name := names[pointer]; !token.IsIdentifier(name) || !token.IsExported(name) {
			ps.add(key, "a name begins with a capital letter, as in TokenError", "%q is no exported Go identifier", name)
		}
	}
}

// types reports what is no Go type, and pointers that are none.
func (ps *problems) types(t Types) {
	for _, list := range []struct {
		key   string
		types map[string]string
	}{{"formats", t.Formats}, {"schemas", t.Schemas}, {"places", t.Places}} {
		for _, of := range slices.Sorted(maps.Keys(list.types)) {
			key, text := "/types/"+list.key+"/"+source.EscapeToken(of), list.types[of]
			if _, err := goapi.ParseType(text); err != nil {
				ps.add(key, "write a type as in github.com/google/uuid.UUID, *math/big.Int or string", "%q is no Go type to use: %v", text, err)
			}
			if list.key == "places" && !strings.HasPrefix(of, "/") && !strings.Contains(of, "#") {
				ps.add(key, "a pointer begins with /, as in /components/schemas/pet/properties/id", "%q is no JSON Pointer (RFC 6901)", of)
			}
		}
	}
}
