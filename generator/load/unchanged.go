// What two versions of a document have in common to the letter.

package load

import (
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/source"
)

// Unchanged returns what reports whether a place stands in both versions of a document,
// is written the same way there, and so is all that it refers to. It may say no of such a
// place, and never yes of another: of what is written in several files, or names schemas
// otherwise than by where they are, it says no.
func Unchanged(old, new *Document) func(old, new diag.Position) bool {
	if old.OpenAPI != new.OpenAPI || !old.standsAlone() || !new.standsAlone() || !alike(old.Root.Root, new.Root.Root, "jsonSchemaDialect") {
		return func(diag.Position, diag.Position) bool { return false }
	}
	c := &changes{changed: map[string]bool{}, users: map[string][]string{}}
	c.between(old.Root.Root, new.Root.Root)
	for target := range c.users {
		_, before := old.Root.Lookup(target)
		_, now := new.Root.Lookup(target)
		if before != nil || now != nil { // who refers to it may mean another place
			c.mark(target)
		}
	}
	return func(was, is diag.Position) bool {
		return was.Pointer == is.Pointer && was.File == old.Root.Name && is.File == new.Root.Name && !c.changed[is.Pointer]
	}
}

// standsAlone reports whether a document is one file in which places have no other names.
func (d *Document) standsAlone() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, got := range d.files {
		if got.file != nil && got.file != d.Root {
			return false
		}
	}
	return len(d.named) == 0
}

// alike reports whether a member is the same in both, or in neither.
func alike(a, b *source.Node, key string) bool {
	a, b = a.Get(key), b.Get(key)
	return a == nil && b == nil || a != nil && b != nil && source.Equal(a, b, nil)
}

// changes are the places that differ between two versions, by pointer: with what they
// are in, and with what refers to those.
type changes struct {
	changed map[string]bool
	users   map[string][]string // where something refers to a place
	at      []string            // the tokens of the place that is looked at
}

// here is the pointer of the place that is looked at.
func (c *changes) here() string {
	pointer := ""
	for _, token := range c.at {
		pointer += "/" + source.EscapeToken(token)
	}
	return pointer
}

// mark says that a place is another one now.
func (c *changes) mark(pointer string) {
	queue := []string{pointer}
	for len(queue) > 0 {
		at := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		for !c.changed[at] {
			c.changed[at] = true
			queue = append(queue, c.users[at]...)
			at = at[:max(strings.LastIndexByte(at, '/'), 0)]
		}
	}
}

// refers notes that the place which is looked at refers to another.
func (c *changes) refers(target string) {
	from := c.here()
	c.users[target] = append(c.users[target], from)
	if c.changed[target] {
		c.mark(from)
	}
}

// between compares a place of both versions.
func (c *changes) between(old, new *source.Node) {
	if old.Kind != new.Kind || old.Text != new.Text || len(old.Members) != len(new.Members) || len(old.Items) != len(new.Items) {
		c.mark(c.here())
	}
	for _, m := range new.Members {
		c.at = append(c.at, m.Key)
		if was := old.Get(m.Key); was != nil {
			c.reference(m)
			c.between(was, m.Value)
		} else {
			c.mark(c.here())
		}
		c.at = c.at[:len(c.at)-1]
	}
	for i := range min(len(old.Items), len(new.Items)) {
		c.at = append(c.at, strconv.Itoa(i))
		c.between(old.Items[i], new.Items[i])
		c.at = c.at[:len(c.at)-1]
	}
}

// reference notes what a member refers to. One that is no pointer may mean another place
// now, and so may a discriminator: it stands for what refers to it too.
func (c *changes) reference(m source.Member) {
	isRef := strings.HasPrefix(m.Key, "$") && strings.HasSuffix(m.Key, "ef") && m.Value.Kind == source.String // $ref, $dynamicRef
	switch target, ok := strings.CutPrefix(m.Value.Text, "#"); {
	case m.Key == "discriminator", isRef && (!ok || !strings.HasPrefix(target, "/")):
		c.mark(c.here())
	case isRef:
		c.refers(unescape(target))
	}
}
