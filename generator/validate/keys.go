package validate

import (
	"bytes"
	"hash/maphash"
	"sync"
)

// What only some bodies need: the set of unknown keys, decoded text, and what
// checks remember. It is taken from a pool on first use.

type scratch struct {
	text  []byte // decoded strings
	keys  keySet
	items []item
	equal [2]int // of items, which Unique found to be equal
	where string // when what is checked holds: see Where
	slabs slabs
	memo  map[memoKey]remembered
	ends  map[int]int    // where an array or object ends, by where it begins
	free  map[int]freed  // what was decoded from an array or object, by where it begins
	sums  map[int]hashed // the hash of an array or object, by where it begins
}

var pool = sync.Pool{New: func() any { return new(scratch) }}

func (s *Scanner) scratch() *scratch {
	if s.more == nil {
		s.takeScratch()
	}
	return s.more
}

func (s *Scanner) takeScratch() { s.more = pool.Get().(*scratch) }

// checks returns what checks remember.
func (m *scratch) checks() map[memoKey]remembered {
	if m.memo == nil {
		m.memo = map[memoKey]remembered{}
	}
	return m.memo
}

// long is the length in bytes from which an array or object is worth remembering.
const long = 64

// skipRemembered goes past an array or object that was skipped before, and reports
// whether it is remembered where that ends.
func (s *Scanner) skipRemembered() bool {
	if !s.remembers() {
		return false
	}
	end, ok := s.scratch().ends[s.pos]
	if ok {
		s.Seek(end)
	}
	return ok
}

// rememberEnd remembers where the array or object ends that was just skipped, and
// returns whether to go on.
func (s *Scanner) rememberEnd(start int) bool {
	if s.remembers() && !s.stopped && s.pos-start >= long {
		m := s.scratch()
		if m.ends == nil {
			m.ends = map[int]int{}
		}
		m.ends[start] = s.pos
	}
	return !s.stopped
}

// release gives the scratch back to the pool, unless a large body has made it
// grow.
func (m *scratch) release() {
	const large = 1 << 12
	if cap(m.text) > 4*large || len(m.keys.slots) > large || cap(m.items) > large || len(m.memo) > large || len(m.ends) > large || len(m.sums) > large || m.free != nil {
		return
	}
	clear(m.text[:cap(m.text)]) // the text may hold secrets
	m.text = m.text[:0]
	m.slabs = slabs{}
	m.keys.reset()
	clear(m.memo)
	clear(m.ends)
	clear(m.sums)
	pool.Put(m)
}

// keySet holds the unknown keys of all objects of a text, by object and name:
// a hash table with linear probing. Its hash is seeded, so that a sender cannot
// choose names that collide.
type keySet struct {
	slots []keySlot // a power of two
	used  int
	round uint32 // raised by reset: a slot of another round is free
}

type keySlot struct {
	hash   uint64
	object int
	at     int
	round  uint32
}

var seed = maphash.MakeSeed()

func (k *keySet) reset() {
	k.used = 0
	k.round++
	if k.round == 0 { // it wrapped around: old slots would count as used
		clear(k.slots)
		k.round = 1
	}
}

// add reports whether the key at an offset is the only one of that name in its
// object so far.
func (k *keySet) add(data []byte, object, at int, key []byte) bool {
	if k.round == 0 {
		k.round = 1
	}
	if 2*k.used >= len(k.slots) {
		k.grow()
	}
	hash := maphash.Bytes(seed, key) + uint64(object)*0x9e3779b97f4a7c15
	mask := uint64(len(k.slots) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		slot := &k.slots[i]
		if slot.round != k.round {
			*slot = keySlot{hash, object, at, k.round}
			k.used++
			return true
		}
		if slot.hash == hash && slot.object == object {
			if slot.at == at {
				return true // the same key, read again
			}
			if bytes.Equal(keyText(data, slot.at), key) {
				return false
			}
		}
	}
}

func (k *keySet) grow() {
	old := k.slots
	k.slots = make([]keySlot, max(16, 2*len(old)))
	mask := uint64(len(k.slots) - 1)
	for _, slot := range old {
		if slot.round != k.round {
			continue
		}
		i := slot.hash & mask
		for k.slots[i].round == k.round {
			i = (i + 1) & mask
		}
		k.slots[i] = slot
	}
}

// keyText decodes the key at an offset that was read before.
func keyText(data []byte, at int) []byte {
	s := Scanner{data: data, pos: at}
	escaped, _ := s.span()
	text := data[at+1 : s.pos-1]
	if escaped {
		text = appendUnescaped(nil, text)
	}
	return text
}
