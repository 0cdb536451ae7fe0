package validate

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Pointers: a second pass over the text turns offsets into RFC 6901 pointers. Only
// a body with violations needs it, and it alone counts lines.

// locate returns the findings as violations, in the document's order.
func locate(data []byte, found []finding) Errors {
	slices.SortStableFunc(found, func(a, b finding) int { return cmp.Compare(a.at, b.at) })
	l := locator{s: Scanner{data: data, retrying: true}, found: found}
	l.walk()
	l.reach(len(data))
	return l.out
}

type locator struct {
	s     Scanner
	path  []step
	found []finding // not reached yet
	out   Errors
}

// step is a member, by the offset of its key, or an item, by its index.
type step struct {
	key   int
	index int
}

// walk goes through one value. It returns false where the rest is not JSON, or no
// finding is left; it then leaves the path as it is.
func (l *locator) walk() bool {
	s := &l.s
	kind := s.Kind()
	l.reach(s.pos)
	if len(l.found) == 0 {
		return false
	}
	switch kind {
	case Object:
		for _, ok := s.Object(); ok; _, ok = s.Next() {
			l.path = append(l.path, step{key: s.keyAt, index: -1})
			l.reach(s.keyAt)
			if !l.walk() {
				return false
			}
			l.path = l.path[:len(l.path)-1]
		}
	case Array:
		i := 0
		for ok := s.Array(); ok; ok = s.More() {
			l.path = append(l.path, step{index: i})
			if !l.walk() {
				return false
			}
			l.path = l.path[:len(l.path)-1]
			i++
		}
	default:
		return s.Skip()
	}
	if !s.stopped {
		l.reach(s.pos - 1)
	}
	return !s.stopped
}

// reach turns the findings up to an offset into violations at the current path.
func (l *locator) reach(offset int) {
	for len(l.found) > 0 && l.found[0].at <= offset {
		f := l.found[0]
		l.found = l.found[1:]
		pointer := l.pointer()
		if f.below != "" {
			pointer = shorten(pointer+f.below, maxPointer)
		} else if f.name != "" || f.keyword == "required" || f.keyword == "dependentRequired" {
			pointer = shorten(pointer+"/"+token(f.name), maxPointer)
		}
		v := Violation{Pointer: pointer, Keyword: f.keyword, Message: f.message}
		if f.where != "" {
			v.Message += " " + f.where
		}
		if f.keyword == "json" {
			v.Line, v.Column = lineColumn(l.s.data, f.at)
			if f.at >= len(l.s.data) {
				v.Message += "; the text ends here"
			}
		}
		l.out = append(l.out, v)
	}
}

// lineColumn returns where an offset is in a text, both from 1, the column in bytes.
func lineColumn(data []byte, at int) (line, column int) {
	before := data[:at]
	return 1 + bytes.Count(before, []byte{'\n'}), at - bytes.LastIndexByte(before, '\n')
}

func (l *locator) pointer() string {
	var b strings.Builder
	for _, step := range l.path {
		if b.Len() > maxPointer {
			break
		}
		b.WriteByte('/')
		if step.index >= 0 {
			b.WriteString(strconv.Itoa(step.index))
		} else {
			name := keyText(l.s.data, step.key)
			b.WriteString(token(string(name[:min(len(name), maxToken+utf8.UTFMax)])))
		}
	}
	return shorten(b.String(), maxPointer)
}
