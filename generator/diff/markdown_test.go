package diff

import (
	"fmt"
	"strings"
	"testing"
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
