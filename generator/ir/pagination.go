package ir

import (
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
)

// This file says how an operation gives a list in pages: x-pagination.

// Pagination is how the pages of an operation are asked for. One of Offset, Start, Page,
// Cursor and Next says of which kind they are; in the document, and in oasmint.yaml, it
// has these keys.
type Pagination struct {
	Items string `json:"items,omitempty" key:"items" doc:"JSON Pointer of the list in the answer; by default the answer itself, or the only list that it has as a property." pattern:"^/"`

	Offset string `json:"offset,omitempty" key:"offset" doc:"What says how many items to skip: the name of a parameter, or a JSON Pointer in the body of the request." pattern:"."`
	Start  string `json:"start,omitempty" key:"start" doc:"The same, for the index of the first item; with end." pattern:"."`
	End    string `json:"end,omitempty" key:"end" doc:"The same, for the index after the last item; with start." pattern:"."`
	Size   int    `json:"size,omitempty" key:"size" doc:"How many items to ask for at once by start and end, where the caller does not say; by default what end has as its default."`
	Page   string `json:"page,omitempty" key:"page" doc:"The same, for the number of the page." pattern:"."`
	Cursor string `json:"cursor,omitempty" key:"cursor" doc:"The same, for what the answer has at next." pattern:"."`
	Next   string `json:"next,omitempty" key:"next" doc:"JSON Pointer in the answer of what comes next: for cursor, or else a URL; or Link, for the header field with rel=next (RFC 8288)." pattern:"^(/|Link$)"`

	Total string `json:"total,omitempty" key:"total" doc:"JSON Pointer in the answer of how many items there are, with offset or start; by default the list ends with an empty page." pattern:"^/"`
	Pages string `json:"pages,omitempty" key:"pages" doc:"JSON Pointer in the answer of how many pages there are, with page; by default the list ends with an empty page." pattern:"^/"`
	More  string `json:"more,omitempty" key:"more" doc:"JSON Pointer in the answer of a boolean that says whether there are more." pattern:"^/"`

	Pos diag.Position `json:"-"`
}

// Problem says which keys do not go together, or "".
func (p *Pagination) Problem() string {
	kinds := 0
	for _, key := range []string{p.Offset, p.Start, p.Page, p.Cursor} {
		if key != "" {
			kinds++
		}
	}
	if p.Next != "" && p.Cursor == "" {
		kinds++
	}
	switch {
	case kinds != 1:
		return "one of offset, start, page, cursor and next says of which kind the pages are"
	case (p.Start == "") != (p.End == ""):
		return "start and end go together"
	case p.Size < 0 || p.Size > 0 && p.End == "":
		return "size is a number of items, and goes with start and end"
	case p.Cursor != "" && !strings.HasPrefix(p.Next, "/"):
		return "cursor needs next, a JSON Pointer to the cursor in the answer"
	case p.Total != "" && p.Offset == "" && p.Start == "":
		return "total goes with offset or start"
	case p.Pages != "" && p.Page == "":
		return "pages goes with page"
	}
	for _, pointer := range []string{p.Items, p.Next, p.Total, p.Pages, p.More} {
		if pointer != "" && pointer != "Link" && !strings.HasPrefix(pointer, "/") {
			return "what stands in the answer is a JSON Pointer, which begins with a slash"
		}
	}
	return ""
}
