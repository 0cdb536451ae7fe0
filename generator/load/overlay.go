// Applying overlays to a document that was just read, and finding the positions
// of what they leave.

package load

import (
	"bytes"
	"cmp"
	"encoding/json"
	"net/url"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/overlay"
	"github.com/oasmint/oasmint/generator/source"
)

// Overlay is an overlay to apply.
type Overlay struct {
	Path string
	Pos  diag.Position // where the user names it
}

// applyOverlays changes the tree by the overlays, one after the other. The
// document's bytes become what the tree then is.
func (d *Document) applyOverlays() error {
	if len(d.input.Overlays) == 0 {
		return nil
	}
	for _, in := range d.input.Overlays {
		data, err := d.input.Limits.Read(in.Path)
		if err != nil {
			return failure(in.Pos, "unreadable", "cannot read the overlay "+in.Path+": "+reason(err), "")
		}
		d.overlays = append(d.overlays, Source{in.Path, data, ""})
		o, err := overlay.Parse(in.Path, data)
		if err != nil {
			return err
		}
		if d.Root.Root, err = o.Apply(d.Root.Root); err != nil && !d.input.Past {
			return err
		}
	}
	return d.render()
}

// render makes d.data of the tree, whose positions are elsewhere then.
func (d *Document) render() error {
	var b bytes.Buffer
	if err := json.Indent(&b, d.Root.Root.JSON(), "", " "); err != nil {
		return err
	}
	d.data, d.remade = b.Bytes(), true
	return nil
}

// rendered returns a tree whose positions are those in d.data. Where that was remade,
// it was rendered from the tree, whose positions are those in the files.
func (d *Document) rendered() *source.Node {
	if !d.remade {
		return d.Root.Root
	}
	file, err := source.Parse(d.Root.Name, d.Root.URI, d.data)
	if err != nil { // JSON that was just made parses
		return d.Root.Root
	}
	return file.Root
}

// position is that of what kin-openapi found in d.data at a line and column.
func (d *Document) position(at lineColumn, pointers map[lineColumn]string) diag.Position {
	out := diag.Position{File: d.Root.Name, Line: at.line, Column: at.column, Pointer: pointers[at]}
	if !d.remade {
		return out
	}
	c, err := d.Root.Lookup(out.Pointer)
	if out.Pointer == "" || err != nil {
		return diag.Position{File: d.Root.Name}
	}
	return c.Position()
}

// Locator turns a line and a column in a file, as a library has them from
// [Document.Typed], into a position in what the user wrote.
type Locator func(file string, line, column int) diag.Position

// Locator returns a [Locator] for the document.
func (d *Document) Locator() Locator {
	known := map[*source.File]map[lineColumn]string{nil: pointers(d.rendered())}
	return func(file string, line, column int) diag.Position {
		at := lineColumn{line, column}
		uri, err := url.Parse(file)
		if err != nil || file == "" || uri.Path == d.path() {
			return d.position(at, known[nil])
		}
		out := diag.Position{File: d.name(uri), Line: line, Column: column}
		uri.Scheme = cmp.Or(uri.Scheme, "file")
		other := d.read(uri).file
		if other == nil {
			return out
		}
		if known[other] == nil {
			known[other] = pointers(other.Root)
		}
		if c, err := other.Lookup(known[other][at]); err == nil {
			out.Pointer = d.home(c).Pointer // as everything else that is said of it
		}
		return out
	}
}

// path is the path in the document's URI.
func (d *Document) path() string {
	uri, err := url.Parse(d.Root.URI)
	if err != nil {
		return d.Root.URI
	}
	return uri.Path
}
