package call

import (
	"hash/maphash"
	"iter"
	"net/http"
	"net/url"
	"strings"

	"github.com/oasmint/oasmint/generator/validate"
)

// Lists that come in pages: an operation is called until there are no more.

// What ends a list, besides errors of calls.
var (
	ErrRepeated  error = problem("the answer names a page that was there before")
	ErrNoItems   error = problem("100 pages in a row have no items, and the answer names one more")
	ErrOtherHost error = problem("the answer names a page of another host, which is not asked")
)

// mostWithoutItems is how many pages without items are asked for in a row: a server whose
// cursor always changes would keep a caller for ever who gets nothing by which to stop.
const mostWithoutItems = 100

// each gives the items of all pages. A function that start returns asks for the next page,
// and says whether more may follow. What comes with an error is given before it, and the
// error is the last.
func each[T any](start func() func() ([]T, bool, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		next := start()
		for {
			items, more, err := next()
			for _, item := range items {
				if !yield(item, nil) {
					return
				}
			}
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			if !more {
				return
			}
		}
	}
}

func pointerTo[T any](v T) *T { return &v }

func nullableOf[T any](v T) validate.Nullable[T] { return validate.ValueOf(v) }

// copyOf is a copy that can be changed; of nil, a new one.
func copyOf[T any](p *T) *T {
	out := new(T)
	if p != nil {
		*out = *p
	}
	return out
}

// trail is the way through pages that each answer names the next of: by a cursor, or by a
// URL.
type trail struct {
	url  string   // of the page to ask for; "" for the first
	at   *url.URL // the same, from the root
	from *url.URL // where the page before was
	next string   // what the last answer says, in the header Link or elsewhere
	seen map[uint64]bool
	bare int // how many pages had no items, up to this one
}

var trailSeed = maphash.MakeSeed()

// follow has a call ask for the page that the trail is at.
func follow(t *trail) Option { return func(c *config) { c.trail = t } }

// goesOn takes the trail to the next page, behind one with so many items. There is none
// behind an error, and where the answer names none; one that was there before is an error,
// and so is one behind too many pages without items.
func (t *trail) goesOn(operation string, items int, err error) (bool, error) {
	t.from = t.at
	if t.url, t.next = t.next, ""; t.url == "" || err != nil {
		return false, err
	}
	if t.seen == nil {
		t.seen = map[uint64]bool{}
	}
	sum := maphash.String(trailSeed, t.url)
	if t.seen[sum] {
		return false, &Error{Operation: operation, Err: ErrRepeated, stage: "no further page"}
	}
	t.seen[sum] = true
	if t.bare++; items > 0 {
		t.bare = 0
	}
	if t.bare >= mostWithoutItems {
		return false, &Error{Operation: operation, Err: ErrNoItems, stage: "no further page"}
	}
	return true, nil
}

// target is the URL of the page, where first is that of the first one.
func (t *trail) target(first *url.URL) (*url.URL, error) {
	t.at = first
	if t.url != "" && t.from != nil {
		next, err := t.from.Parse(t.url)
		if err != nil {
			return nil, problem("the URL of the next page cannot be read")
		}
		if next.User != nil || !sameHost(first, next) {
			return nil, ErrOtherHost
		}
		next.Fragment, next.RawFragment = "", ""
		t.at = next
	}
	return t.at, nil
}

// nextLink is the target of the link to the next page (RFC 8288, section 3), "" for none.
func nextLink(header http.Header) string {
	for _, text := range header.Values("Link") {
		for text != "" {
			_, rest, found := strings.Cut(text, "<")
			target, rest, closed := strings.Cut(rest, ">")
			if !found || !closed {
				break
			}
			isNext, elsewhere, hasRel := false, false, false
			for {
				rest = strings.TrimLeft(rest, " \t")
				if !strings.HasPrefix(rest, ";") {
					break
				}
				var name, value string
				name, value, rest = linkParameter(rest[1:])
				switch {
				case strings.EqualFold(name, "rel") && !hasRel: // the first counts
					hasRel = true
					for _, relation := range strings.Fields(value) {
						isNext = isNext || strings.EqualFold(relation, "next")
					}
				case strings.EqualFold(name, "anchor"): // the link is from another resource
					elsewhere = true
				}
			}
			if isNext && !elsewhere {
				return strings.TrimSpace(target)
			}
			text = strings.TrimLeft(rest, " \t,")
		}
	}
	return ""
}

// linkParameter reads a parameter of a link, whose value may stand in quotes.
func linkParameter(text string) (name, value, rest string) {
	end := strings.IndexAny(text, "=;,")
	if end < 0 {
		return strings.TrimSpace(text), "", ""
	}
	name = strings.TrimSpace(text[:end])
	if text[end] != '=' {
		return name, "", text[end:]
	}
	text = strings.TrimLeft(text[end+1:], " \t")
	if !strings.HasPrefix(text, `"`) {
		if end = strings.IndexAny(text, ";,"); end < 0 {
			end = len(text)
		}
		return name, strings.TrimSpace(text[:end]), text[end:]
	}
	var b strings.Builder
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == '"':
			return name, b.String(), text[i+1:]
		case text[i] == '\\' && i+1 < len(text):
			i++
		}
		b.WriteByte(text[i])
	}
	return name, b.String(), ""
}
