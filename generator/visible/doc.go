// Package visible shows texts that come from documents, locks and other hosts, so that
// whatever reads them next takes them for text and for nothing else.
//
// A text that readers read is given by [Prose], a name or anything else of one line by
// [Line]. JSON that holds texts goes through [JSON], which keeps their meaning. What is
// printed goes through a [Console]. How a text is quoted for Markdown, Go or a workflow
// command is decided beside what writes those.
package visible
