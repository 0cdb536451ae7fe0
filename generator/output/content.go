// This file holds what a plan has of files, compressed where there is much of it.

package output

import (
	"bytes"
	"compress/flate"
	"io"
)

// content is that of a file.
type content struct {
	data   []byte
	packed bool
}

// smallContent is what is not worth compressing.
const smallContent = 4 << 10

// hold keeps data until the plan is carried out; nil stays nil.
func (c *Comparison) hold(data []byte) *content {
	if data == nil {
		return nil
	}
	if !c.pack || len(data) < smallContent {
		return &content{data: data}
	}
	var b bytes.Buffer
	if c.packer == nil {
		c.packer, _ = flate.NewWriter(&b, flate.BestSpeed) // a level that there is
	}
	c.packer.Reset(&b)
	if _, err := c.packer.Write(data); err != nil || c.packer.Close() != nil || b.Len() >= len(data) {
		return &content{data: data}
	}
	return &content{bytes.Clone(b.Bytes()), true}
}

// bytes returns the content; that of no file is nil.
func (c *content) bytes() []byte {
	switch {
	case c == nil:
		return nil
	case !c.packed:
		return c.data
	}
	data, err := io.ReadAll(flate.NewReader(bytes.NewReader(c.data)))
	if err != nil {
		panic(err) // hold made it
	}
	return data
}
