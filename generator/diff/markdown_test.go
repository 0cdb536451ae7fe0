package diff

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/exp/apidiff"

	"github.com/oasmint/oasmint/generator/diag"
)

// TestEscaped shows that no text from a document is more than text.
func TestEscaped(t *testing.T) {
	for in, want := range map[string]string{
		"changed from `*int` to `[]string`": "changed from `*int` to `[]string`",
		"a *b* _c_ [d](e) #1 ~f~ | !g":      `a \*b\* \_c\_ \[d\](e) \#1 \~f\~ \| \!g`,
		"<script>alert(1)</script> &lt;":    "&lt;script>alert(1)&lt;/script> &lt;",
		"ask @someone":                      "ask &#64;someone",
		"one ` backtick @x":                 "one \\` backtick &#64;x",
		"``empty`` @x":                      "empty &#64;x",
		"two\nlines":                        "two lines",
	} {
		if got := escaped(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"a`b":   "``a`b``",
		"`a``b": "``` `a``b ```",
		"a\nb":  "`a b`",
		"":      "",
	} {
		if got := code(in); got != want {
			t.Errorf("code %q: got %q, want %q", in, got, want)
		}
	}
}

// TestMarkdownFits shows that a report fits what GitHub takes, the worst first,
// and says what does not fit.
func TestMarkdownFits(t *testing.T) {
	r := &Report{Old: "a", New: "b", Verdict: Major}
	r.Changes = append(r.Changes, Change{Code: "go-removed", In: InGo, Level: Breaking, Subject: "Gone", Message: "removed"})
	for i := range 3000 {
		r.Changes = append(r.Changes, Change{Code: "x", In: InAPI, Level: Warning, Subject: fmt.Sprintf("a.long.enough.name.%d", i), Message: "changed"})
	}
	r.Changes = append(r.Changes, Change{Code: "go-added", In: InGo, Level: Compatible, Subject: "Here", Message: "added"})
	var b strings.Builder
	if err := r.Markdown(&b); err != nil {
		t.Fatal(err)
	}
	if b.Len() > 65536 {
		t.Errorf("%d bytes", b.Len())
	}
	for _, want := range []string{"**Gone**", "`Here`", "3000 more changes do not fit here"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("there is no %s", want)
		}
	}
}

// TestAddress holds where links lead: to the lines of the document and of files below its
// folder, and nowhere for others.
func TestAddress(t *testing.T) {
	const blob = "https://github.com/me/api/blob/v1/api/"
	address := Address{File: "HEAD~1:api/api.yaml", URL: blob + "api.yaml"}
	for file, want := range map[string]string{
		"HEAD~1:api/api.yaml":        blob + "api.yaml#L7",
		"HEAD~1:api/parts/a (b).yml": blob + "parts/a%20%28b%29.yml#L7",
		"/elsewhere/b.yaml":          "",
	} {
		if got := address.of(&diag.Position{File: file, Line: 7}); got != want {
			t.Errorf("%s: got %q, want %q", file, got, want)
		}
	}
	report := &Report{OldURL: address, NewURL: Address{File: "api.yaml", URL: "https://x.example/api.yaml"}}
	l := lineOf(Change{Old: &diag.Position{File: address.File, Line: 3}, New: &diag.Position{File: "api.yaml", Line: 4}}, "")
	if got, want := report.place(l), "[old: line 3]("+blob+"api.yaml#L3) → [new: line 4](https://x.example/api.yaml#L4)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestSummary holds that a line to unfold is HTML in which nothing of a document is more
// than text, and that it is short.
func TestSummary(t *testing.T) {
	e := entry{subject: "<b>", says: []string{"value `a<b` added"}, owners: []string{"A", "B", "C", "D"}, uses: 2}
	want := "<b>&lt;b&gt;</b>: value <code>a&lt;b</code> added <i>of A, B and 2 more, in 2 operations</i>"
	if got := e.summary(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	long := entry{says: []string{"was `" + strings.Repeat("x", 500) + "`"}}.summary()
	if len(long) > 200 || !strings.HasSuffix(long, "</code>…") {
		t.Errorf("got %s", long)
	}
}

// TestEntries holds that what says most of many changes stands first, and says what it is of.
func TestEntries(t *testing.T) {
	changes := []Change{{Code: "null-accepted", Subject: "Pet.name", owner: "Pet", Message: "may be null now"}}
	for _, op := range []string{"GET /a", "GET /b", "GET /c"} {
		changes = append(changes, Change{Code: "operation-removed", Subject: op, owner: op, Message: "removed"})
	}
	want := []string{"operation removed <i>of GET /a, GET /b and 1 more</i>", "<b>Pet</b>: name: may be null now"}
	for i, e := range entries(changes) {
		if got := e.summary(); got != want[i] {
			t.Errorf("%d: got %s, want %s", i, got, want[i])
		}
	}
}

// TestReadMessage shows what is made of the words of apidiff.
func TestReadMessage(t *testing.T) {
	for message, want := range map[string]string{
		"Pet.Age: changed from *int to *string":                             "Pet.Age: changed from `*int` to `*string`",
		"Pet.Of: changed from example.com/a/b.Kind to example.com/c/b.Kind": "Pet.Of: has another type of the same name: `b.Kind`",
		"(*Pet).Validate: removed":                                          "Pet.Validate: removed",
	} {
		if got := readMessage(apidiff.Change{Message: message}); got.name+": "+got.message != want {
			t.Errorf("%s: got %s: %s", message, got.name, got.message)
		}
	}
}
