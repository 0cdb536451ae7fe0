package markdown

import (
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"github.com/oasmint/oasmint/generator/internal/golden"
)

var gfm = Dialect{Tildes: true}

var dialects = map[string]Dialect{
	"gfm": gfm,
	"mdx": {Tildes: true, Braces: true, LineStart: regexp.MustCompile(`^(?:import|export)\b|^:{2,}`)},
}

// TestGolden renders the texts in testdata: one file a text, with what becomes
// of it as a block and as a summary.
func TestGolden(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, c *golden.Case) {
		dialect := gfm
		if strings.HasPrefix(c.Name, "mdx") {
			dialect = dialects["mdx"]
		}
		src := string(c.Data(t, "text"))
		r := &Renderer{Dialect: dialect, Reserved: func(s string) bool { return s == "fields" }}
		c.Equal(t, "block", []byte(r.Block(src, 4)+"\n"))
		line, whole := r.Summary(src)
		line += "\n"
		if !whole {
			line += "(more)\n"
		}
		c.Equal(t, "summary", []byte(line))
	})
}

var hostile = []string{
	"<script>alert(1)</script>",
	"<SCRIPT\n>x</SCRIPT>",
	"<img src=x onerror=alert(1)>",
	"<a href='javascript:alert(1)'>x</a>",
	"[x](javascript:alert(1))",
	"[x](<data:text/html,x>)",
	"<a href=\"https://e.example/\" onclick=\"x\">y</a>",
	"<b><i>x</b></i>",
	"<b>never closed",
	"</b></i></p></ul>",
	"<ul><li>a<li>b<ul><li>c</ul></ul>d",
	"<code>a < b</code> <code>never closed",
	"<!-- never closed",
	"a <!-- gone --> b",
	"``` never closed",
	"| a | b |\n|---|---|\n| `x|y` | \\| |\n",
	"a | b\n--|--\n1 | 2 | 3\n4\n",
	"import x from 'y'\nexport const a = 1\n",
	"{1+1} {{< shortcode >}} {{% x %}}",
	"`{{< shortcode >}}` ``a`b``",
	"# Fields\n## b\n",
	"text\n===\n\ntext\n---\n",
	"\\# no heading \\<b> \\| pipe",
	"- a\n  - b\n    - c\n\n      para\n- d\n",
	"1. a\n2. b\n   ```\n   code\n   ```\n",
	"> quote\n> - list\n>\n> ```\n> code\n> ```\n",
	"&lt;script&gt; &amp;lt; &#60;b&#62; &#x3c;",
	"http://e.example/?a=1&b=<c> www.e.example x@e.example",
	"**bold:**text <b>bold:</b>text <i>a</i><b>b</b>",
	"a\r\nb\rc\x00\x01d\u2028e",
	"\xff\xfe",
	"<Card title=\"x\">\n\ntext\n\n</Card>",
	"[ref]\n\n[ref]: https://e.example/ 'title'\n",
	"*a **b* c** __x__ _y_ snake_case_name __init__",
	"![alt](https://e.example/x.png) ![a](x.png)",
	"- \n-\n1.\n",
	":::tip\nx\n:::\n",
	"   <ul>\n\n      <li>x</li>\n\n   </ul>\n",
	"a  \nb\\\nc<br>d<br/>e",
	"[a](b \"c\") [a][b] [a]: x",
	"<p>one</p><p>two <b>x</b></p><h2>Fields</h2>z<hr>w",
	"~~x~~ ~y~ `~`",
	"+ a\n* b\n",
	"`a\\|b` ``c`\\|`d`` `e\\|` \\`f\\|g\\` \\\\`h|i`",
	"<http://e.example/{x}>",
	"\ta\n\n\tb | c\n",
}

// FuzzBlock checks that what is written holds no HTML and no heading above the
// given level, is one line where it should be, and keeps a table's columns.
func FuzzBlock(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		for name, d := range dialects {
			check(t, name, d, src)
		}
	})
}

func check(t *testing.T, name string, d Dialect, src string) {
	t.Helper()
	r := &Renderer{Dialect: d}
	block := r.Block(src, 4)
	if d.Braces && bareBrace(block) {
		t.Errorf("%s: a brace that MDX would run\nof %q:\n%s", name, src, block)
	}
	if bad := unsafe(block, 4); bad != "" {
		t.Errorf("%s: %s\nof %q:\n%s", name, bad, src, block)
	}
	line, _ := r.Summary(src)
	row := "| a | " + d.Cell(line) + " | c |"
	table := "| a | b | c |\n| --- | --- | --- |\n" + row + "\n"
	if strings.Contains(row, "\n") {
		t.Errorf("%s: a cell of two lines\nof %q:\n%s", name, src, row)
	}
	if bad := unsafe(table, 0); bad != "" {
		t.Errorf("%s: %s\nin the cell of %q:\n%s", name, bad, src, table)
	}
	if n := strings.Count(render(table), "<td"); n != 3 {
		t.Errorf("%s: %d cells of 3\nof %q:\n%s\n%s", name, n, src, table, render(table))
	}
}

var stock = goldmark.New(goldmark.WithExtensions(extension.GFM))

func render(src string) string {
	var b strings.Builder
	if err := stock.Convert([]byte(src), &b); err != nil {
		panic(err)
	}
	return b.String()
}

// bareBrace reports whether a brace stands in text without its backslash.
func bareBrace(src string) bool {
	source, bare := []byte(src), false
	_ = ast.Walk(stock.Parser().Parse(text.NewReader(source)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Kind() == ast.KindCodeSpan {
			return ast.WalkSkipChildren, nil
		}
		if t, ok := n.(*ast.Text); ok {
			bare = bare || strings.ContainsAny(strings.NewReplacer(`\\`, "", `\{`, "", `\}`, "").Replace(string(t.Value(source))), "{}")
		}
		return ast.WalkContinue, nil
	})
	return bare
}

// unsafe says what is wrong with a rendered text, or "".
func unsafe(src string, level int) string {
	bad := ""
	source := []byte(src)
	_ = ast.Walk(stock.Parser().Parse(text.NewReader(source)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.RawHTML, *ast.HTMLBlock:
			bad = "raw HTML"
		case *ast.Heading:
			if n.Level < level {
				bad = "a heading above its level"
			}
		case *ast.Link:
			if s := strings.ToLower(string(n.Destination)); !strings.HasPrefix(s, "http:") && !strings.HasPrefix(s, "https:") && !strings.HasPrefix(s, "mailto:") {
				bad = "a link to " + s
			}
		case *ast.Image:
			bad = "an image"
		}
		return ast.WalkContinue, nil
	})
	return bad
}

// TestMarks: what extensions of a site would take for marks is text.
func TestMarks(t *testing.T) {
	got := Dialect{Marks: true}.Text("~a~ ^b^ ==c== d=e")
	if want := "&#126;a&#126; &#94;b&#94; &#61;=c&#61;= d=e"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
}
