package validate

// Memory for scalars that are decoded to pointers: one allocation serves several of a
// type, more each time. One that is kept for long keeps no more than that in memory.

// slabs are the memory for each type of Go that DecodeField knows.
type slabs struct {
	strings  slab[string]
	bools    slab[bool]
	ints     slab[int]
	int32s   slab[int32]
	int64s   slab[int64]
	float32s slab[float32]
	float64s slab[float64]
}

// slab is memory for values of one type.
type slab[T any] struct {
	free []T
	size int // of the last allocation
}

// next returns a pointer to a zero value.
func (b *slab[T]) next() *T {
	if len(b.free) == 0 {
		const few, most = 4, 8
		b.size = min(max(2*b.size, few), most)
		b.free = make([]T, b.size)
	}
	v := &b.free[0]
	b.free = b.free[1:]
	return v
}

// slabOf returns the slab of a type, or nil.
func slabOf[T any](s *Scanner) *slab[T] {
	m := &s.scratch().slabs
	var b any
	switch any((*T)(nil)).(type) {
	case *string:
		b = &m.strings
	case *bool:
		b = &m.bools
	case *int:
		b = &m.ints
	case *int32:
		b = &m.int32s
	case *int64:
		b = &m.int64s
	case *float32:
		b = &m.float32s
	case *float64:
		b = &m.float64s
	}
	of, _ := b.(*slab[T])
	return of
}

// allot makes *v point at a value of a slab for the scalar that was read last, and
// returns that pointer: nil where the scalar was null. A long string is allocated alone,
// since the slab would keep it in memory with the others.
func allot[T any](s *Scanner, v **T, b *slab[T]) *T {
	switch {
	case !decodes(s, v) || s.data[s.at] == 'n':
		return nil
	case b == nil || s.pos-s.at > maxChunk/4:
		*v = new(T)
	default:
		*v = b.next()
	}
	return *v
}
