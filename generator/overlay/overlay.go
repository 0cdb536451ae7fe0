// Package overlay reads OpenAPI Overlays (version 1.0.0) and applies them to a
// document's tree, before anything else looks at it.
//
// # Positions
//
// What an overlay adds keeps the position it has in the overlay's file; what
// it leaves alone keeps the document's.
//
// # Strictness
//
// An overlay is a patch to a document that someone else changes. So a target
// that matches nothing is an error, as is a key that the standard does not
// have, and an update that does not fit what it meets: silence would drop the
// patch on the day the document moves.
//
// # Libraries
//
// Targets are queried by github.com/theory/jsonpath, which gives the locations of
// what it finds (RFC 9535, section 2.7); the rest is here. The overlay package of
// github.com/speakeasy-api/openapi (v1.24) does not know in which file a value is
// written, has no positions in its errors, takes unknown keys for extensions,
// replaces values of another type, and reads targets of Overlay 1.0 in a syntax
// older than RFC 9535. With its own RFC 9535 parser (speakeasy-api/jsonpath
// v0.6.3), match(@.missing, 'x') selects every node that has no such member.
package overlay

import (
	"strings"

	"github.com/theory/jsonpath"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/source"
	"github.com/oasmint/oasmint/generator/strict"
)

// Overlay is a list of changes to a document (Overlay 1.0.0, section 4.4.1).
type Overlay struct {
	actions []action
}

// action is one change (section 4.4.3): a removal, or an update.
type action struct {
	target source.Cursor
	path   *jsonpath.Path
	update source.Cursor // its Node is nil for a removal
}

// Parse reads an overlay, in YAML or JSON. name is what positions call the
// file. The error is [diag.Errors] with all that is wrong.
func Parse(name string, data []byte) (*Overlay, error) {
	var diags diag.List
	file, err := strict.Parse(name, data, &diags)
	if err != nil {
		return nil, err
	}
	file.KeepPositions()
	o := read(file.Cursor(), &diags)
	return o, diags.Err()
}

// document is the Overlay Object (section 4.4.1).
type document struct {
	Overlay strict.Text     `key:"overlay,required"`
	Info    info            `key:"info,required"`
	Extends strict.Text     `key:"extends"`
	Actions []source.Cursor `key:"actions,required"`
	_       struct{}        `key:"x-*"`
}

// info is the Info Object (section 4.4.2).
type info struct {
	Title   strict.Text `key:"title,required"`
	Version strict.Text `key:"version,required"`
	_       struct{}    `key:"x-*"`
}

// actionObject is the Action Object (section 4.4.3).
type actionObject struct {
	Target      strict.Text   `key:"target,required"`
	Description strict.Text   `key:"description"`
	Update      source.Cursor `key:"update"`
	Remove      bool          `key:"remove"`
	_           struct{}      `key:"x-*"`
}

var codes = strict.Codes{Type: code, Unknown: code, Missing: code}

// read reads the Overlay Object.
func read(c source.Cursor, diags *diag.List) *Overlay {
	var doc document
	strict.Decode(c, &doc, codes, diags)
	if v := string(doc.Overlay); v != "" && !strings.HasPrefix(v+".", "1.0.") {
		add(diags, c.Key("overlay").Position(), "write overlay: 1.0.0", "version %q of the Overlay specification is not supported", v)
	}
	if doc.Actions != nil && len(doc.Actions) == 0 {
		add(diags, c.Key("actions").Position(), "", "expected a list with at least one action")
	}
	o := &Overlay{}
	for _, item := range doc.Actions {
		if a, ok := readAction(item, diags); ok {
			o.actions = append(o.actions, a)
		}
	}
	return o
}

// readAction reads the Action Object.
func readAction(c source.Cursor, diags *diag.List) (a action, ok bool) {
	var object actionObject
	strict.Decode(c, &object, codes, diags)
	if c.Node.Kind != source.Object {
		return a, false
	}
	a.target, a.update = c.Key("target"), object.Update
	switch {
	case object.Remove && a.update.Node != nil:
		add(diags, a.update.Position(), "make it two actions", "remove: true makes the update useless")
	case !object.Remove && a.update.Node == nil:
		add(diags, c.Position(), "write update: or remove: true", "the action does nothing")
	}
	if object.Target == "" {
		return a, false
	}
	var err error
	if a.path, err = parsePath(string(object.Target)); err != nil {
		add(diags, a.target.Position(), "as in $.paths['/token'].post", "the target is no JSONPath (RFC 9535): %v", err)
		return a, false
	}
	return a, true
}
