// This file shows a change as a unified diff.

package output

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/aymanbagabas/go-udiff"
)

// Diff returns the change as a unified diff, from what is on disk to what is
// generated.
func (c Change) Diff() string {
	from, to := "a/"+c.Path, "b/"+c.Path
	if c.old == nil {
		from = "/dev/null"
	}
	if c.new == nil {
		to = "/dev/null"
	}
	return Diff(from, to, c.old.bytes(), c.new.bytes())
}

// Diff returns what leads from one content to the other as a unified diff. Of
// content that is no text, it says that it differs.
func Diff(from, to string, before, after []byte) string {
	if isBinary(before) || isBinary(after) {
		return fmt.Sprintf("Binary files %s and %s differ\n", from, to)
	}
	return udiff.Unified(from, to, string(before), string(after))
}

func isBinary(data []byte) bool { return bytes.IndexByte(data, 0) >= 0 || !utf8.Valid(data) }
