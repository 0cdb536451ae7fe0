package validate

import (
	"encoding/binary"
	"math/bits"
)

// Finding a key among the members of a schema, or a text among an enum's values.

// names finds strings in a list by a hash of their first and last bytes. The list
// is a schema's, so that the sender of a body cannot choose strings that collide.
type names struct {
	list     [][]byte
	ends     []nameEnds
	slots    []int32 // an index plus 1, or 0 where the slot is free; a power of two, at least half free
	shift    uint
	quoted   [][]byte // of members: each name as a key with quotes and colon; nil where it needs escapes
	required []uint64 // of members: the bits of those that are required
	heads    []head   // of an enum: where it has few values
}

// few is how many names can be compared one by one in the time of a hash.
const few = 8

// nameEnds tell most names apart: how they begin, how they end, and their length.
type nameEnds struct {
	first, last uint64
	length      int
}

func newNames(list [][]byte) *names {
	size := bits.Len(uint(4*len(list) + 1))
	n := &names{list: list, ends: make([]nameEnds, len(list)), slots: make([]int32, 1<<size), shift: uint(64 - size)}
	for i, name := range list {
		n.ends[i] = endsOf(name)
		h := n.slot(n.ends[i])
		for n.slots[h] != 0 {
			h = (h + 1) & (len(n.slots) - 1)
		}
		n.slots[h] = int32(i + 1)
	}
	return n
}

func (n *names) slot(e nameEnds) int {
	return int((e.first ^ bits.RotateLeft64(e.last, 29)) * 0x9e3779b97f4a7c15 >> n.shift)
}

// find returns the index of a name in the list, or -1.
func (n *names) find(key []byte) int {
	e := endsOf(key)
	if len(n.ends) <= few {
		for i := range n.ends {
			if n.ends[i] == e && (len(key) <= 16 || begins(key, n.list[i])) {
				return i
			}
		}
		return -1
	}
	for h := n.slot(e); ; h++ {
		i := int(n.slots[h&(len(n.slots)-1)]) - 1
		if i < 0 || n.ends[i] == e && (len(key) <= 16 || begins(key, n.list[i])) {
			return i
		}
	}
}

// begins reports whether data begins with a text of at least four bytes.
func begins(data, text []byte) bool {
	n := len(text)
	if n > len(data) {
		return false
	}
	if n < 8 {
		return n >= 4 && word32(data) == word32(text) && word32(data[n-4:]) == word32(text[n-4:])
	}
	for i := 0; i < n-8; i += 8 {
		if word64(data[i:]) != word64(text[i:]) {
			return false
		}
	}
	return word64(data[n-8:]) == word64(text[n-8:])
}

func word32(b []byte) uint32 { return binary.LittleEndian.Uint32(b) }
func word64(b []byte) uint64 { return binary.LittleEndian.Uint64(b) }

// endsOf returns the first and the last eight bytes of a name; they overlap where
// it is short.
func endsOf(name []byte) nameEnds {
	switch n := len(name); {
	case n >= 8:
		return nameEnds{binary.LittleEndian.Uint64(name), binary.LittleEndian.Uint64(name[n-8:]), n}
	case n >= 4:
		return nameEnds{uint64(binary.LittleEndian.Uint32(name)), uint64(binary.LittleEndian.Uint32(name[n-4:])), n}
	case n > 0:
		return nameEnds{uint64(name[0]), uint64(name[n/2])<<8 | uint64(name[n-1]), n}
	}
	return nameEnds{}
}
