package call

import (
	"errors"
	"strconv"
	"testing"
)

// TestPagesWithoutItems holds that a cursor that always changes does not keep a caller who
// gets no items, and that pages between which there are some may be as many as they like.
func TestPagesWithoutItems(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ each, pages int }{{0, mostWithoutItems}, {mostWithoutItems, 1000}} {
		var trail trail
		pages, err, more := 0, error(nil), true
		for more && pages < 1000 {
			pages++
			items := 0
			if c.each > 0 && pages%c.each == 0 {
				items = 1
			}
			trail.next = strconv.Itoa(pages)
			more, err = trail.goesOn("Pets", items, nil)
		}
		if pages != c.pages || errors.Is(err, ErrNoItems) != (c.each == 0) {
			t.Errorf("an item each %d pages: %d pages, %v", c.each, pages, err)
		}
	}
}
