// Applying overlays to a document that was just read.

package load

import (
	"bytes"
	"encoding/json"

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
func (d *Document) render() (err error) {
	d.data, err = indented(d.Root.Root)
	d.remade = true
	return err
}

func indented(n *source.Node) ([]byte, error) {
	var b bytes.Buffer
	err := json.Indent(&b, n.JSON(), "", " ")
	return b.Bytes(), err
}
