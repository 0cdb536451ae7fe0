// This file decodes the file into a Config.

package config

import (
	"fmt"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/source"
	"github.com/oasmint/oasmint/generator/strict"
)

// Parse reads a configuration. file is the name that positions carry. The
// error is a [diag.Errors] with everything that is wrong.
func Parse(file string, data []byte) (*Config, error) {
	var diags diag.List
	root, err := strict.Parse(file, data, &diags)
	if err != nil {
		return nil, err
	}
	p := &parser{file: root, diags: &diags}
	return p.config(), diags.Err()
}

// parser reads one file.
type parser struct {
	file  *source.File
	diags *diag.List
}

var codes = strict.Codes{Type: "config-type", Key: "config-unknown-key"}

func (p *parser) config() *Config {
	root := p.file.Cursor()
	c := &Config{}
	if v := root.Node.Get("version"); v != nil && v.Kind == source.Number && v.Text != fmt.Sprint(Version) {
		p.errorf(root.Key("version").At(), "config-version", "update oasmint if the file was written for a newer one",
			"unknown version %s, expected %d", v.Text, Version)
		return nil // what else it says is for another oasmint
	}
	before := p.diags.Len()
	strict.Decode(root, c, codes, p.diags)
	if root.Node.Kind == source.Object && root.Node.Get("version") == nil {
		p.errorf(root.At(), "config-version", fmt.Sprintf("write: version: %d", Version), "the key version is missing")
	}
	if p.diags.Len() > before {
		return nil
	}
	for i := range c.Targets {
		c.Targets[i].file, c.Targets[i].pointer = p.file, fmt.Sprintf("/targets/%d", i)
	}
	p.check(c)
	return c
}

func (p *parser) errorf(at diag.Position, code, hint, format string, args ...any) {
	p.diags.Add(diag.Diagnostic{
		Severity: diag.Error, Position: at, Code: code, Message: fmt.Sprintf(format, args...), Hint: hint,
	})
}
