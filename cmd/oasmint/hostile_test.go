package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"go.yaml.in/yaml/v4"
	"golang.org/x/net/html"

	"github.com/oasmint/oasmint/generator/hostiletest"
	"github.com/oasmint/oasmint/generator/visible"
)

var attacks = flag.Bool("attacks", false, "try each command in each of its formats (make attack)")

// TestHostilePrinted runs commands that print on documents that have an attack in each
// text. What reads it sees text.
func TestHostilePrinted(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, data []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const half = 7
	write("old.json", hostiletest.Mixed(t, "3.1.1", 0))
	write("new.json", hostiletest.Mixed(t, "3.1.1", half))
	write("broken.json", bytes.Replace(hostiletest.Mixed(t, "3.1.1", 0), []byte(`"apiKey"`), []byte(`["a\n::error::b\u001b[2J"]`), 1))
	write("refs.json", bytes.Replace(hostiletest.Mixed(t, "3.1.1", 0), []byte(`schemas/Cat"`), []byte(`schemas/No\n::error::b\u001b[2J\u202e"`), 2))
	write("bad.yaml", []byte("openapi: 3.1.0\n\"a\\n::error::b\\e[2J\": 1\n\"a\\n::error::b\\e[2J\": 2\n"))
	write("go.mod", []byte("module example.com/m\n\ngo 1.24\n"))
	flags := []string{"--go-out", "api", "--docs-out", "docs", "--jsonschema-out", "schemas"}
	spec := func(file string) []string { return append([]string{"--spec", file}, flags...) }
	commands := [][]string{
		append([]string{"check", "--diff", "--format", "github"}, spec("new.json")...),
		append([]string{"generate"}, spec("refs.json")...),
		append([]string{"generate"}, spec("bad.yaml")...),
		{"generate", "a\n::error::b\x1b[2J"},
		{"lint", "new.json", "--format", "github"}, {"lint", "refs.json", "--format", "github"},
		{"names", "old.json"}, {"names", "new.json", "--suggest"},
		{"explain", "Thing", "--spec", "old.json"}, {"explain", "x\n::error::b", "--spec", "old.json"},
		{"ir", "old.json"},
		{"diff", "old.json", "new.json", "--format", "markdown"}, {"diff", "old.json", "new.json", "--format", "junit"},
		{"docs", "build", "site", "--spec", "old.json"},
	}
	if *attacks {
		commands = append(commands, [][]string{
			append([]string{"generate", "-v"}, spec("old.json")...),
			append([]string{"generate"}, spec("broken.json")...),
			append([]string{"check", "--diff"}, spec("new.json")...),
			append([]string{"check", "--diff", "--format", "json"}, spec("new.json")...),
			append([]string{"check", "--diff", "--format", "sarif"}, spec("new.json")...),
			append([]string{"check", "--format", "github"}, spec("broken.json")...),
			{"lint", "old.json"}, {"lint", "old.json", "--format", "json"}, {"lint", "old.json", "--format", "sarif"}, {"lint", "broken.json", "--format", "github"},
			{"names", "old.json", "--format", "json"}, {"names", "old.json", "--suggest", "--format", "json"}, {"explain", "Thing", "--spec", "old.json", "--format", "json"},
			{"diff", "old.json", "new.json"}, {"diff", "old.json", "new.json", "--format", "json"},
			{"diff", "old.json", "new.json", "--format", "sarif"}, {"diff", "old.json", "new.json", "--format", "github"},
			{"docs", "changelog", "old.json", "new.json"},
			{"docs", "check", "docs"},
		}...)
	}
	for _, c := range commands {
		var stdout, stderr bytes.Buffer
		code := run(c, strings.NewReader(""), &stdout, &stderr, dir)
		name := strings.Join(c, " ")
		if len(name) > 60 {
			name = name[:60]
		}
		if code < exitClean || code > exitBreaking || stdout.Len()+stderr.Len() == 0 {
			t.Errorf("%s: exit code %d, and it prints nothing", name, code)
		}
		format := ""
		for i, arg := range c {
			if arg == "--format" {
				format = c[i+1]
			}
		}
		isLog(t, name, stderr.String(), false)
		isLog(t, name, stdout.String(), format == "github")
		switch {
		case format == "json", format == "sarif", c[0] == "ir":
			isJSON(t, name, stdout.Bytes())
		case format == "junit":
			isJUnit(t, name, stdout.Bytes())
		case format == "markdown", c[0] == "docs" && c[1] == "changelog":
			isMarkdown(t, name, stdout.Bytes())
		case len(c) > 2 && c[2] == "--suggest":
			var v any
			if err := yaml.Unmarshal(stdout.Bytes(), &v); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	isSite(t, filepath.Join(dir, "site"))
}

var (
	commandOfLog = regexp.MustCompile(`^[\s\p{Z}]*::|##(?:vso)?\[`)
	annotation   = regexp.MustCompile(`^::(?:error|warning|notice) (?:[a-z]+=[^:,]*,)*title=[^:,]*::[^\r\n]*$`)
)

// isLog holds lines to be text for a terminal and for the log of a CI system.
func isLog(t *testing.T, name, text string, annotates bool) {
	for line := range strings.SplitSeq(text, "\n") {
		if i := strings.IndexFunc(strings.ReplaceAll(line, "\t", ""), visible.Invisible); i >= 0 {
			t.Errorf("%s prints what nobody sees: %.200q", name, line)
		}
		if commandOfLog.MatchString(line) && !(annotates && annotation.MatchString(line)) {
			t.Errorf("%s prints a command: %.200q", name, line)
		}
	}
}

func isJSON(t *testing.T, name string, data []byte) {
	dec := json.NewDecoder(bytes.NewReader(data))
	var all strings.Builder
	for {
		var v any
		if err := dec.Decode(&v); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		collect(v, &all)
	}
	for _, raw := range []string{"a\x1b[2Jb", "a\u202eb", "##[error]b"} {
		if strings.HasPrefix(name, "ir ") && !strings.Contains(all.String(), raw) {
			t.Errorf("%s: no text is read as it is in the document: %q", name, raw)
		}
	}
}

// isJUnit holds XML to have the elements of a report, and no others.
func isJUnit(t *testing.T, name string, data []byte) {
	dec := xml.NewDecoder(bytes.NewReader(data))
	cases := 0
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		switch token := token.(type) {
		case xml.StartElement:
			switch token.Name.Local {
			case "testsuite", "failure":
			case "testcase":
				cases++
			default:
				t.Errorf("%s has the element %s", name, token.Name.Local)
			}
		case xml.Comment, xml.Directive:
			t.Errorf("%s has %q", name, token)
		}
	}
	if cases < 20 {
		t.Errorf("%s: %d changes are read", name, cases)
	}
}

func collect(v any, to *strings.Builder) {
	switch v := v.(type) {
	case string:
		to.WriteString(v + "\n")
	case []any:
		for _, item := range v {
			collect(item, to)
		}
	case map[string]any:
		for key, member := range v {
			to.WriteString(key + "\n")
			collect(member, to)
		}
	}
}

var foldOrAnchor = regexp.MustCompile(`^(?:<a id="[^"<>]*">|</a>)$|^\s*</?details>(?:<summary>(?:[^<>]|</?(?:b|i|code)>)*</summary>)?\s*$`)

// isMarkdown holds Markdown to have no HTML but our own, and no link that runs a script.
func isMarkdown(t *testing.T, name string, data []byte) {
	root := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader(data))
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		tag := ""
		switch n := n.(type) {
		case *ast.HTMLBlock:
			tag = string(n.Lines().Value(data))
		case *ast.RawHTML:
			tag = string(n.Segments.Value(data))
		case *ast.Link:
			if strings.Contains(strings.ToLower(string(n.Destination)), "script:") {
				t.Errorf("%s has a link to %s", name, n.Destination)
			}
		}
		if entering && tag != "" && !foldOrAnchor.MatchString(tag) {
			t.Errorf("%s has HTML: %q", name, tag)
		}
		return ast.WalkContinue, nil
	})
}

// isSite holds a site to run no script but its own.
func isSite(t *testing.T, dir string) {
	pages := 0
	err := filepath.WalkDir(dir, func(file string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if strings.ContainsFunc(string(data), func(r rune) bool { return visible.Invisible(r) && r != '\n' && r != '\t' }) {
			t.Errorf("%s has characters that nobody sees", file)
		}
		if filepath.Ext(file) != ".html" {
			return nil
		}
		pages++
		root, err := html.Parse(bytes.NewReader(data))
		if err != nil {
			return err
		}
		for n := range root.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			switch n.Data {
			case "img", "iframe", "object", "embed", "base", "style":
				t.Errorf("%s has the element %s", file, n.Data)
			}
			for _, a := range n.Attr {
				switch {
				case strings.HasPrefix(a.Key, "on"),
					a.Key == "href" && strings.Contains(strings.ToLower(a.Val), "script:"),
					a.Key == "src" && !strings.Contains(a.Val, "assets/"):
					t.Errorf("%s has %s=%q at %s", file, a.Key, a.Val, n.Data)
				}
			}
			if n.Data == "script" && n.FirstChild != nil {
				t.Errorf("%s has a script: %s", file, n.FirstChild.Data)
			}
		}
		return nil
	})
	if err != nil || pages == 0 {
		t.Errorf("%d pages: %v", pages, err)
	}
}
