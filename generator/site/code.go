// Code blocks, highlighted by chroma.

package site

import (
	"fmt"
	"slices"
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// maxHighlight is the length in bytes up to which code is highlighted: chroma uses
// regular expressions that backtrack, and documents are untrusted.
const maxHighlight = 64 << 10

// languages are those that are highlighted.
var languages = []string{
	"bash", "c#", "console", "csharp", "go", "graphql", "html", "java", "javascript", "js", "json", "kotlin", "php",
	"python", "ruby", "rust", "sh", "shell", "sql", "swift", "ts", "typescript", "xml", "yaml", "yml",
}

// codeBlock renders a block of code in a box that scrolls, by keyboard too.
func (r *pageRenderer) codeBlock(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	language := ""
	if fenced, ok := n.(*ast.FencedCodeBlock); ok {
		language = strings.ToLower(string(fenced.Language(source)))
	}
	fmt.Fprintf(w, "<div class=\"code\"><pre role=\"group\" aria-label=\"Code: %s\" tabindex=\"0\"><code>", labelOf(n))
	highlight(w, language, string(n.Lines().Value(source)))
	w.WriteString("</code></pre></div>\n")
	return ast.WalkContinue, nil
}

// highlight writes code with its tokens in spans, or plainly where the language
// is not known.
func highlight(w util.BufWriter, language, code string) {
	var tokens chroma.Iterator
	if slices.Contains(languages, language) && len(code) <= maxHighlight {
		var err error
		if tokens, err = chroma.Coalesce(lexers().Get(language)).Tokenise(nil, code); err != nil {
			tokens = nil
		}
	}
	if tokens == nil {
		w.Write(util.EscapeHTML([]byte(code)))
		return
	}
	for _, t := range tokens.Tokens() {
		text := util.EscapeHTML([]byte(t.Value))
		if class := classOf(t.Type); class != "" {
			fmt.Fprintf(w, `<span class="%s">%s</span>`, class, text)
		} else {
			w.Write(text)
		}
	}
}

// classOf returns the class that the style sheet has for a type of token, or "".
func classOf(t chroma.TokenType) string {
	switch {
	case t == chroma.NameTag, t == chroma.NameAttribute, t == chroma.NameProperty:
		return "n"
	case t.InCategory(chroma.Keyword):
		return "k"
	case t.InSubCategory(chroma.LiteralString):
		return "s"
	case t.InSubCategory(chroma.LiteralNumber):
		return "m"
	case t.InCategory(chroma.Comment):
		return "c"
	}
	return ""
}
