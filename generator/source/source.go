// Package source reads a JSON or YAML file into a tree that keeps what the
// file says: the order of keys, the digits of numbers, and the position of each
// value. Everything else in the pipeline reads documents through it.
package source

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/maphash"
	"net/url"
	"path"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
)

// Kind is the JSON type of a node.
type Kind uint8

// The kinds.
const (
	Null Kind = iota
	Bool
	Number
	String
	Array
	Object
)

// String returns the kind as a reader names it: "an object", "a string", …
func (k Kind) String() string {
	return [...]string{"null", "a boolean", "a number", "a string", "an array", "an object"}[k]
}

// Node is one value. A YAML alias is the node that it refers to.
type Node struct {
	Kind    Kind
	Text    string   // a string's value, a number's JSON literal, "true" or "false"
	Members []Member // of an object, in order, keys distinct
	Items   []*Node  // of an array
	Line    int      // from 1
	Column  int      // from 1
	From    *File    // the file it is written in, if that is not the one whose tree it is in

	index map[string]int // of Members, where there are many
}

// Member is a key and its value, which are written in the same file.
type Member struct {
	Key    string
	Value  *Node
	Line   int // of the key
	Column int
}

// indexFrom is the number of members from which a map beats a scan.
const indexFrom = 16

// member returns the position of key in n.Members, or -1.
func (n *Node) member(key string) int {
	if n == nil {
		return -1
	}
	if n.index != nil {
		if i, ok := n.index[key]; ok {
			return i
		}
		return -1
	}
	for i := range n.Members {
		if n.Members[i].Key == key {
			return i
		}
	}
	return -1
}

// Get returns the value of an object's member, or nil.
func (n *Node) Get(key string) *Node {
	if i := n.member(key); i >= 0 {
		return n.Members[i].Value
	}
	return nil
}

// Str returns the text of a string node, and "" for all others.
func (n *Node) Str() string {
	if n == nil || n.Kind != String {
		return ""
	}
	return n.Text
}

// IsTrue reports whether n is the boolean true.
func (n *Node) IsTrue() bool { return n != nil && n.Kind == Bool && n.Text == "true" }

// JSON returns the value as JSON without insignificant space, keys in order.
func (n *Node) JSON() json.RawMessage {
	var b bytes.Buffer
	n.write(&b)
	return b.Bytes()
}

func (n *Node) write(b *bytes.Buffer) {
	switch n.Kind {
	case Null:
		b.WriteString("null")
	case Bool, Number:
		b.WriteString(n.Text)
	case String:
		writeString(b, n.Text)
	case Array:
		b.WriteByte('[')
		for i, item := range n.Items {
			if i > 0 {
				b.WriteByte(',')
			}
			item.write(b)
		}
		b.WriteByte(']')
	case Object:
		b.WriteByte('{')
		for i, m := range n.Members {
			if i > 0 {
				b.WriteByte(',')
			}
			writeString(b, m.Key)
			b.WriteByte(':')
			m.Value.write(b)
		}
		b.WriteByte('}')
	}
}

func writeString(b *bytes.Buffer, s string) {
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s)       // a string always encodes
	b.Truncate(b.Len() - 1) // Encode ends with a newline
}

// Equal reports whether two values are the same JSON, whatever the order of
// keys. Members for whose key skip returns true are passed over in objects
// that are not the value of such a member themselves.
func Equal(a, b *Node, skip func(key string) bool) bool {
	if a == b {
		return true
	}
	if a.Kind != b.Kind || a.Text != b.Text || len(a.Items) != len(b.Items) {
		return false
	}
	for i := range a.Items {
		if !Equal(a.Items[i], b.Items[i], skip) {
			return false
		}
	}
	return counted(a, skip) == counted(b, skip) && contains(a, b, skip)
}

// Hash is the same for values that are equal by [Equal], in one run of the program.
func Hash(n *Node, skip func(key string) bool) uint64 {
	text := func(text string, kind byte) uint64 {
		var h maphash.Hash
		h.SetSeed(hashSeed)
		h.WriteByte(kind)
		h.WriteString(text)
		return h.Sum64()
	}
	sum := text(n.Text, byte(n.Kind))
	for _, item := range n.Items {
		sum = sum*31 + Hash(item, skip)
	}
	for _, m := range n.Members { // whose order does not count
		if skip == nil || !skip(m.Key) {
			sum += text(m.Key, 0xff) ^ Hash(m.Value, skip)*17
		}
	}
	return sum
}

var hashSeed = maphash.MakeSeed()

// counted is the number of members that are not passed over.
func counted(n *Node, skip func(string) bool) int {
	if skip == nil {
		return len(n.Members)
	}
	count := 0
	for _, m := range n.Members {
		if !skip(m.Key) {
			count++
		}
	}
	return count
}

func contains(a, b *Node, skip func(string) bool) bool {
	for _, m := range a.Members {
		if skip != nil && skip(m.Key) {
			continue
		}
		other := b.Get(m.Key)
		if other == nil || !Equal(m.Value, other, skip) {
			return false
		}
	}
	return true
}

// File is a parsed file.
type File struct {
	Name string // as the user named it, for positions
	URI  string // what relative references are resolved against
	Root *Node

	Data   []byte            // what was parsed
	Mended []diag.Diagnostic // what other readers of YAML take, and was read as they do
}

// Cursor is a node with the pointer that leads to it from the root of a file.
type Cursor struct {
	File    *File
	Pointer string // RFC 6901
	Node    *Node
	from    *File // the file it is written in, if that is not File
	line    int   // of the member's key, or of a node that is no member
	column  int
}

// Cursor returns the root of the file.
func (f *File) Cursor() Cursor {
	return Cursor{File: f, Node: f.Root, from: f.Root.From, line: f.Root.Line, column: f.Root.Column}
}

// ID identifies the node: the file's URI with the pointer as its fragment.
func (c Cursor) ID() string { return c.File.URI + "#" + c.Pointer }

// Is reports whether two cursors are at one place.
func (c Cursor) Is(other Cursor) bool {
	return c.Pointer == other.Pointer && (c.File == other.File || c.File.URI == other.File.URI)
}

// Position is that of the node's key, or of the node where it has none.
func (c Cursor) Position() diag.Position {
	file := c.File
	if c.from != nil {
		file = c.from
	}
	return diag.Position{File: file.Name, Line: c.line, Column: c.column, Pointer: c.Pointer}
}

// At is the position of the value itself.
func (c Cursor) At() diag.Position {
	p := c.Position()
	if c.Node != nil {
		p.Line, p.Column = c.Node.Line, c.Node.Column
	}
	return p
}

// Key descends to an object's member; its Node is nil where there is none.
func (c Cursor) Key(key string) Cursor {
	out := Cursor{File: c.File, Pointer: c.Pointer + "/" + EscapeToken(key), from: c.from, line: c.line, column: c.column}
	if i := c.Node.member(key); i >= 0 {
		m := &c.Node.Members[i]
		out.Node, out.from, out.line, out.column = m.Value, m.Value.From, m.Line, m.Column
	}
	return out
}

// Index descends to an array's item; i must be in range.
func (c Cursor) Index(i int) Cursor {
	n := c.Node.Items[i]
	return Cursor{File: c.File, Pointer: c.Pointer + "/" + strconv.Itoa(i), Node: n, from: n.From, line: n.Line, column: n.Column}
}

// Member returns the cursor of the member at a position of the object, which must be there.
func (c Cursor) Member(i int) Cursor {
	m := &c.Node.Members[i]
	return Cursor{File: c.File, Pointer: c.Pointer + "/" + EscapeToken(m.Key), Node: m.Value, from: m.Value.From, line: m.Line, column: m.Column}
}

// Members returns a cursor for each member, in order.
func (c Cursor) Members() []Cursor {
	if c.Node == nil {
		return nil
	}
	out := make([]Cursor, len(c.Node.Members))
	for i := range c.Node.Members {
		out[i] = c.Member(i)
	}
	return out
}

// Items returns a cursor for each item, in order.
func (c Cursor) Items() []Cursor {
	if c.Node == nil {
		return nil
	}
	out := make([]Cursor, len(c.Node.Items))
	for i := range c.Node.Items {
		out[i] = c.Index(i)
	}
	return out
}

// Base is the file that the node is written in, against whose URI references in it
// are resolved. An overlay has none: it speaks for the document.
func (c Cursor) Base() *File {
	if c.from != nil && c.from.URI != "" {
		return c.from
	}
	return c.File
}

// Name is the last token of the pointer or, of a whole file, the file's name without
// its extension.
func (c Cursor) Name() string {
	if c.Pointer != "" {
		return c.LastToken()
	}
	base := path.Base(c.File.Name)
	if uri, err := url.Parse(c.File.URI); err == nil && uri.Path != "" { // positions call those of revisions otherwise
		base = path.Base(uri.Path)
	}
	return strings.TrimSuffix(base, path.Ext(base))
}

// LastToken is the last reference token of the pointer, unescaped.
func (c Cursor) LastToken() string {
	return UnescapeToken(c.Pointer[strings.LastIndexByte(c.Pointer, '/')+1:])
}

// Lookup follows a pointer from the root. The error says which token failed.
func (f *File) Lookup(pointer string) (Cursor, error) {
	c := f.Cursor()
	if pointer == "" {
		return c, nil
	}
	if pointer[0] != '/' {
		return c, fmt.Errorf("%q is no JSON Pointer: it must be empty or begin with '/'", pointer)
	}
	for token := range strings.SplitSeq(pointer[1:], "/") {
		key := UnescapeToken(token)
		switch {
		case c.Node.Kind == Object && c.Node.member(key) >= 0:
			c = c.Key(key)
		case c.Node.Kind == Array:
			i, err := strconv.Atoi(key)
			if err != nil || i < 0 || i >= len(c.Node.Items) {
				return c, fmt.Errorf("there is no item %q in #%s", key, c.Pointer)
			}
			c = c.Index(i)
		default:
			return c, fmt.Errorf("there is no %q in #%s", key, c.Pointer)
		}
	}
	return c, nil
}

// EscapeToken escapes a reference token (RFC 6901 section 3).
func EscapeToken(s string) string {
	if !strings.ContainsAny(s, "~/") {
		return s
	}
	return escaper.Replace(s)
}

// UnescapeToken undoes [EscapeToken].
func UnescapeToken(s string) string {
	if !strings.Contains(s, "~") {
		return s
	}
	return unescaper.Replace(s)
}

var (
	escaper   = strings.NewReplacer("~", "~0", "/", "~1")
	unescaper = strings.NewReplacer("~1", "/", "~0", "~")
)
