// This file decodes the file into a Config.

package config

import (
	"fmt"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/source"
	"github.com/oasmint/oasmint/generator/strict"
)

// Parse reads a configuration. file is the name that positions carry; sections
// makes, for each target, the sections that it may have. The error is a
// [diag.Errors] with everything that is wrong.
func Parse(file string, data []byte, sections func() Sections) (*Config, error) {
	var diags diag.List
	root, err := strict.Parse(file, data, &diags)
	if err != nil {
		return nil, err
	}
	p := &parser{file: root, sections: sections, diags: &diags}
	c := p.config()
	return c, diags.Err()
}

// parser reads one file.
type parser struct {
	file     *source.File
	sections func() Sections
	diags    *diag.List
}

var codes = strict.Codes{Type: "config-type", Unknown: "config-unknown-key", Missing: "config-value"}

// document is the file as it is written; targets are decoded one by one, since
// each has sections of its own.
type document struct {
	Version int             `key:"version"`
	Targets []source.Cursor `key:"targets"`
}

func (p *parser) config() *Config {
	root := p.file.Cursor()
	if v := root.Node.Get("version"); v != nil && v.Kind == source.Number && v.Text != fmt.Sprint(Version) {
		p.errorf(root.Key("version").At(), "config-version", "update oasmint if the file was written for a newer one",
			"unknown version %s, expected %d", v.Text, Version)
		return nil // what else it says is for another oasmint
	}
	var doc document
	fits := p.decode(root, &doc)
	if root.Node.Kind == source.Object && root.Node.Get("version") == nil {
		p.errorf(root.At(), "config-version", fmt.Sprintf("write: version: %d", Version), "the key version is missing")
	}
	if fits && len(doc.Targets) == 0 {
		p.errorf(p.nearest("/targets"), "config-value", "", "expected targets: with at least one target")
	}
	c := &Config{}
	for _, cursor := range doc.Targets {
		t := Target{Sections: p.sections(), file: p.file, pointer: cursor.Pointer}
		if p.decode(cursor, &t) {
			t.SetDefaults()
			p.check(&t)
			c.Targets = append(c.Targets, t)
		}
	}
	p.checkShared(c.Targets)
	return c
}

// decode decodes c into v, and reports whether all of it fits.
func (p *parser) decode(c source.Cursor, v any) bool {
	before := p.diags.Len()
	strict.Decode(c, v, codes, p.diags)
	return p.diags.Len() == before
}

func (p *parser) errorf(at diag.Position, code, hint, format string, args ...any) {
	p.diags.Add(diag.Diagnostic{
		Severity: diag.Error, Position: at, Code: code, Message: fmt.Sprintf(format, args...), Hint: hint,
	})
}
