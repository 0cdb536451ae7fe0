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
// # Why not a library
//
// The overlay package of github.com/speakeasy-api/openapi drops the positions
// of what it adds, has none in its errors, takes unknown keys for extensions,
// and replaces values of another type. Its JSONPath is used here (RFC 9535).
package overlay

import (
	"slices"
	"strings"

	"github.com/speakeasy-api/jsonpath/pkg/jsonpath"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/source"
)

// Overlay is a list of changes to a document (Overlay 1.0.0, section 4.4.1).
type Overlay struct {
	actions []action
}

// action is one change (section 4.4.3): a removal, or an update.
type action struct {
	target source.Cursor
	path   *jsonpath.JSONPath
	update source.Cursor // its Node is nil for a removal
}

// Parse reads an overlay, in YAML or JSON. name is what positions call the
// file. The error is [diag.Errors] with all that is wrong.
func Parse(name string, data []byte) (*Overlay, error) {
	file, err := source.Parse(name, "", data)
	if err != nil {
		return nil, err
	}
	file.Lend()
	var r reader
	o := r.overlay(file.Cursor())
	return o, r.diags.Err()
}

// reader collects what is wrong with an overlay.
type reader struct{ diags diag.List }

func (r *reader) errorf(at source.Cursor, hint, format string, args ...any) {
	add(&r.diags, at.Position(), hint, format, args...)
}

// overlay reads the Overlay Object.
func (r *reader) overlay(c source.Cursor) *Overlay {
	o := &Overlay{}
	if !r.object(c, "overlay", "info", "extends", "actions") {
		return o
	}
	if v := c.Key("overlay"); !strings.HasPrefix(r.text(v)+".", "1.0.") && v.Node != nil {
		r.errorf(v, "write overlay: 1.0.0", "version %q of the Overlay specification is not supported", v.Node.Text)
	}
	if info := c.Key("info"); r.required(info) && r.object(info, "title", "version") {
		r.text(info.Key("title"))
		r.text(info.Key("version"))
	}
	if extends := c.Key("extends"); extends.Node != nil {
		r.text(extends)
	}
	actions := c.Key("actions")
	if !r.required(actions) {
		return o
	}
	if actions.Node.Kind != source.Array || len(actions.Node.Items) == 0 {
		r.errorf(actions, "", "expected a list with at least one action")
		return o
	}
	for _, item := range actions.Items() {
		if a, ok := r.action(item); ok {
			o.actions = append(o.actions, a)
		}
	}
	return o
}

// action reads an Action Object.
func (r *reader) action(c source.Cursor) (a action, ok bool) {
	if !r.object(c, "target", "description", "update", "remove") {
		return a, false
	}
	if description := c.Key("description"); description.Node != nil {
		r.text(description)
	}
	remove := c.Key("remove")
	if remove.Node != nil && remove.Node.Kind != source.Bool {
		r.errorf(remove, "", "expected true or false, got %s", remove.Node.Kind)
	}
	a.target, a.update = c.Key("target"), c.Key("update")
	switch {
	case remove.Node.IsTrue() && a.update.Node != nil:
		r.errorf(a.update, "make it two actions", "remove: true makes the update useless")
	case !remove.Node.IsTrue() && a.update.Node == nil:
		r.errorf(c, "write update: or remove: true", "the action does nothing")
	}
	text := r.text(a.target)
	if text == "" {
		return a, false
	}
	var err error
	if a.path, err = parsePath(text); err != nil {
		r.errorf(a.target, "as in $.paths['/token'].post", "the target is no JSONPath (RFC 9535): %v", err)
		return a, false
	}
	return a, true
}

// object reports whether c is an object, and every key that is none of known
// and no extension.
func (r *reader) object(c source.Cursor, known ...string) bool {
	if c.Node.Kind != source.Object {
		r.errorf(c, "", "expected an object with %s, got %s", strings.Join(known, ", "), c.Node.Kind)
		return false
	}
	for _, m := range c.Members() {
		if key := m.LastToken(); !slices.Contains(known, key) && !strings.HasPrefix(key, "x-") {
			r.errorf(m, "known here: "+strings.Join(known, ", "), "unknown key %q", key)
		}
	}
	return true
}

func (r *reader) required(c source.Cursor) bool {
	if c.Node == nil {
		r.errorf(c, "", "the key %q is missing", c.LastToken())
	}
	return c.Node != nil
}

// text reads a required string. YAML's 1.0 is a number, and meant as text.
func (r *reader) text(c source.Cursor) string {
	switch {
	case !r.required(c):
		return ""
	case c.Node.Kind == source.Number:
		return c.Node.Text
	case c.Node.Str() == "":
		r.errorf(c, "", "%q must be text", c.LastToken())
	}
	return c.Node.Str()
}
