// Reading a file whose syntax is not known beforehand.

package source

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/oasmint/oasmint/generator/diag"
)

// Parse reads JSON or YAML. name is what positions call the file, uri what its
// relative references are resolved against. What begins like JSON is read as
// JSON, which is several times faster and stricter about escapes; where that
// fails, as YAML in flow style. The error is [diag.Errors]: what cannot be
// parsed, or all keys that are written twice, with the file as it is without
// their second values. What was mended to be read is in the file's Mended.
func Parse(name, uri string, data []byte) (*File, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	file := &File{Name: name, URI: uri, Data: data}
	fail := func(line, column int, code, message, hint string) (*File, error) {
		return nil, diag.Errors{{
			Severity: diag.Error, Code: code, Message: message, Hint: hint,
			Position: diag.Position{File: name, Line: line, Column: column},
		}}
	}
	const expected = "expected YAML or JSON"
	if len(bytes.TrimSpace(data)) == 0 {
		return fail(0, 0, "empty", errEmpty.Error(), expected)
	}
	if !utf8.Valid(data) {
		line, column := firstInvalid(data)
		return fail(line, column, "encoding", "the document is not valid UTF-8", "save it as UTF-8 (RFC 8259 section 8.1)")
	}
	var dup duplicates
	var jsonErr *syntaxError
	if first := bytes.TrimLeft(data, " \t\r\n")[0]; first == '{' || first == '[' {
		root, err := parseJSON(data, &dup)
		if err == nil {
			file.Root = root
			return file, dup.err(name)
		}
		errors.As(err, &jsonErr)
		dup = duplicates{}
	}
	root, parsed, mended, err := readYAML(name, data, &dup)
	if err != nil {
		var yamlErr *syntaxError
		if errors.Is(err, errEmpty) {
			return fail(0, 0, "empty", errEmpty.Error(), expected)
		}
		if jsonErr != nil {
			return fail(jsonErr.line, jsonErr.column, "syntax", "not JSON: "+jsonErr.message, "")
		}
		if errors.As(err, &yamlErr) {
			return fail(yamlErr.line, yamlErr.column, "syntax", "not YAML: "+yamlErr.message, hintFor(data, yamlErr))
		}
		return fail(0, 0, "syntax", "not YAML: "+err.Error(), "")
	}
	file.Root, file.Data, file.Mended = root, parsed, mended
	return file, dup.err(name)
}

// Text returns a file that is a text and nothing else: one string.
func Text(name, uri string, data []byte) *File {
	return &File{Name: name, URI: uri, Data: data, Root: &Node{Kind: String, Text: string(data), Line: 1, Column: 1}}
}

// syntaxError says where and why a file does not parse.
type syntaxError struct {
	line, column int
	message      string
}

func (e *syntaxError) Error() string { return e.message }

// duplicates collects repeated keys.
type duplicates struct{ list diag.List }

// add reports a key that an object has twice; the pointer leads to the object.
func (d *duplicates) add(key string, first, second *Member, pointer string) {
	d.list.Add(diag.Diagnostic{
		Severity: diag.Error, Code: "duplicate-key",
		Position: diag.Position{Line: second.Line, Column: second.Column, Pointer: pointer + "/" + EscapeToken(key)},
		Message:  fmt.Sprintf("duplicate key %q, first at line %d", key, first.Line),
		Hint:     "keep one of the two: which of them holds is not defined",
	})
}

func (d *duplicates) err(file string) error {
	var out diag.Errors
	for _, x := range d.list.Sorted() {
		x.Position.File = file
		out = append(out, x)
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// finish gives an object its index, and drops and reports members whose key an
// earlier one has.
func finish(n *Node, dup *duplicates, pointer string) {
	if len(n.Members) < indexFrom {
		for i := len(n.Members) - 1; i > 0; i-- {
			for j := range i {
				if n.Members[j].Key == n.Members[i].Key {
					dup.add(n.Members[i].Key, &n.Members[j], &n.Members[i], pointer)
					n.Members = append(n.Members[:i], n.Members[i+1:]...)
					break
				}
			}
		}
		return
	}
	n.index = make(map[string]int, len(n.Members))
	kept := n.Members[:0]
	for i := range n.Members {
		m := n.Members[i]
		if first, ok := n.index[m.Key]; ok {
			dup.add(m.Key, &kept[first], &m, pointer)
			continue
		}
		n.index[m.Key] = len(kept)
		kept = append(kept, m)
	}
	n.Members = kept
}

// firstInvalid returns the position of the first byte that is no UTF-8.
func firstInvalid(data []byte) (line, column int) {
	line, start := 1, 0
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return line, i - start + 1
		}
		if r == '\n' {
			line, start = line+1, i+1
		}
		i += size
	}
	return 0, 0
}
