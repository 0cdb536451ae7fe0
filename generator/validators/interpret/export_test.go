package interpret

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validate"
)

// Work returns how many bytes the check of a text by a schema reads, each as often as it is
// read.
func (c *Checker) Work(schema *ir.Schema, data []byte) int {
	c.mu.Lock()
	f := c.all(schema)
	c.mu.Unlock()
	s := new(validate.Scanner)
	s.Scan(data, 0, nil)
	f.run(s)
	_ = s.End()
	return s.Work()
}
