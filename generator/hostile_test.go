package generator_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	gmast "github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	gmtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"go.yaml.in/yaml/v4"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/hostiletest"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/output"
	"github.com/oasmint/oasmint/generator/visible"
)

var attacks = flag.Bool("attacks", false, "try each attack at each text of the hostile document, alone (make attack)")

// TestHostileTexts makes every output of a document that has an attack in each text.
// What reads an output then sees the texts as texts, and nothing else. With -attacks,
// each attack is at each place once.
func TestHostileTexts(t *testing.T) {
	m := newModule(t)
	folders := map[string]int{}
	for shift := range len(hostiletest.Attacks) {
		if !*attacks && shift%12 != 0 {
			continue
		}
		version := []string{"3.1.1", "3.0.4"}[shift/12%2]
		spec := hostiletest.Mixed(t, version, shift)
		for i, preset := range docs.Presets() {
			if !*attacks && i > 0 && shift/12 != i-1 {
				continue
			}
			target := generator.NewTarget("", map[string]string{"go": "api", "docs": "docs", "jsonschema": "docs/schemas-json"})
			target.Set("docs", "preset", preset)
			if i == 0 { // all that is Go, which is the same for each preset
				for section, folder := range map[string]string{"actions": "api/action", "server": "api/server", "client": "api/client"} {
					target.Set(section, "out", folder)
				}
				for _, option := range []string{"getters", "defaults", "constructors"} {
					target.Set("go", option, "true")
				}
			}
			result, err := generator.Generate(context.Background(), target, generator.Options{GoImport: modulePath, Spec: spec, SpecName: "openapi.json"})
			name := fmt.Sprintf("shift %d, %s", shift, preset)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			for _, d := range result.Diagnostics.Sorted() {
				isShown(t, name, d.String())
			}
			for _, f := range result.Files {
				isShown(t, name+": "+f.Path, string(f.Data))
				if path.Base(f.Path) != f.Path[strings.LastIndexByte(f.Path, '/')+1:] || len(path.Base(f.Path)) > 200 {
					t.Errorf("%s: %q is no name for a file", name, f.Path)
				}
			}
			if i == 0 {
				areTexts(t, name, result)
				folder := fmt.Sprintf("shift%d", shift)
				folders[folder] = shift
				m.add(t, folder, result.Files)
			}
			arePages(t, name, result, preset)
		}
	}
	if *attacks {
		for folder, reason := range m.run(t, "vet") {
			t.Errorf("shift %d: what is emitted does not pass go vet: %s", folders[folder], reason)
		}
	}
}

// isShown holds a text to be one in which every character is seen.
func isShown(t *testing.T, name, text string) {
	t.Helper()
	if !utf8.ValidString(text) {
		t.Errorf("%s is not UTF-8", name)
	}
	hidden := func(r rune) bool { return visible.Invisible(r) && r != '\n' && r != '\t' }
	if i := strings.IndexFunc(text, hidden); i >= 0 {
		t.Errorf("%s has a character that nobody sees: %q", name, text[max(0, i-60):min(len(text), i+20)])
	}
}

// areTexts reads the files of an API as their formats are read.
func areTexts(t *testing.T, name string, result *generator.Result) {
	for _, f := range result.Files {
		name := name + ": " + f.Path
		switch path.Ext(f.Path) {
		case ".go":
			isOnlyText(t, name, f, result)
		case ".json":
			var v any
			if err := json.Unmarshal(f.Data, &v); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// isOnlyText holds Go to what it is without hostile texts: no function but those of the
// names, no directive, no import but what emitted Go imports.
func isOnlyText(t *testing.T, name string, f output.File, result *generator.Result) {
	if strings.Contains(f.Path, "/validate/") {
		return
	}
	src, err := format.Source(f.Data)
	if err != nil || !bytes.Equal(src, f.Data) {
		t.Errorf("%s is not formatted: %v", name, err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), f.Path, f.Data, parser.ParseComments)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	for _, d := range file.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Name.Name == "init" && !setsTables(fn) {
			t.Errorf("%s has a function init", name)
		}
	}
	for _, c := range file.Comments {
		for _, line := range c.List {
			if line.Text == "//go:noinline" { // of ours, and it does nothing but that
				continue
			}
			if strings.HasPrefix(line.Text, "//go:") || strings.HasPrefix(line.Text, "// +build") || strings.HasPrefix(line.Text, "/*") {
				t.Errorf("%s has a directive: %s", name, line.Text)
			}
		}
	}
	for _, i := range file.Imports {
		p, _ := strconv.Unquote(i.Path.Value)
		if strings.Contains(p, ".") && !slices.Contains([]string{modulePath, modulePath + "/validate", modulePath + "/server/internal/serve"}, p) {
			t.Errorf("%s imports %s", name, p)
		}
	}
}

// arePages reads the pages: front matter by a reader of YAML, the rest by one of
// Markdown that takes all HTML.
func arePages(t *testing.T, name string, result *generator.Result, preset string) {
	reference, err := docs.Plan(result.API, docs.Options{Preset: preset})
	if err != nil {
		t.Fatal(err)
	}
	titles := map[string]string{}
	for _, p := range reference.Pages() {
		titles["docs/"+p.Path] = p.Title
		isShown(t, name+": a title", p.Title+p.Summary)
	}
	for _, f := range result.Files {
		name := name + ": " + f.Path
		switch path.Ext(f.Path) {
		case ".yml":
			var v any
			if err := yaml.Unmarshal(f.Data, &v); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		case ".md":
			isPage(t, name, f.Data, titles[f.Path], f.Path, result.API, preset)
		}
	}
}

var ownTag = regexp.MustCompile(`^(?:<a id="[^"<>]*">|</a>)$`)

func isPage(t *testing.T, name string, data []byte, title, file string, api *ir.API, preset string) {
	if rest, ok := bytes.CutPrefix(data, []byte("---\n")); ok {
		front, body, ok := bytes.Cut(rest, []byte("\n---\n"))
		if !ok {
			t.Errorf("%s: the front matter does not end", name)
			return
		}
		var head struct{ Title, Description string }
		if err := yaml.Unmarshal(front, &head); err != nil || head.Title != title {
			t.Errorf("%s: the title is read as %q, not as %q (%v)", name, head.Title, title, err)
		}
		data = body
	}
	md := goldmark.New(goldmark.WithExtensions(extension.GFM))
	if preset == "mkdocs" { // in Python-Markdown, a pipe in code does not end a cell
		md = goldmark.New(goldmark.WithExtensions(extension.Strikethrough, extension.Linkify))
	}
	root := md.Parser().Parse(gmtext.NewReader(data))
	first := true
	var codes []string
	_ = gmast.Walk(root, func(n gmast.Node, entering bool) (gmast.WalkStatus, error) {
		if !entering {
			return gmast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *gmast.HTMLBlock:
			t.Errorf("%s has HTML: %s", name, n.Lines().Value(data))
		case *gmast.RawHTML:
			if tag := string(n.Segments.Value(data)); !ownTag.MatchString(tag) {
				t.Errorf("%s has HTML: %s", name, tag)
			}
		case *gmast.Link:
			if d := string(n.Destination); preset != "hugo" && strings.Contains(strings.ToLower(d), "script:") && !strings.HasPrefix(d, "https://e.example/") { // of which it is the path
				t.Errorf("%s has a link to %s", name, d)
			}
		case *gmast.CodeSpan:
			codes = append(codes, string(rawOf(n, data)))
		case *gmast.Heading:
			if first && n.Level == 1 && title != "" {
				if got := strings.TrimSpace(plainOf(n, data)); got != strings.Join(strings.Fields(title), " ") {
					t.Errorf("%s: the heading is read as %q, not as %q", name, got, title)
				}
			}
			first = false
		}
		return gmast.WalkContinue, nil
	})
	for _, s := range api.Schemas {
		if preset != "github" || title != s.Name || !strings.HasPrefix(file, "docs/schemas/") {
			continue
		}
		for _, field := range s.Shape.Fields {
			want := visible.Line(field.Wire)
			if strings.TrimSpace(want) != want || want == "" || strings.Contains(want, "  ") {
				var quoted bytes.Buffer
				enc := json.NewEncoder(&quoted)
				enc.SetEscapeHTML(false)
				_ = enc.Encode(field.Wire)
				want = strings.TrimSuffix(string(visible.JSON(quoted.Bytes())), "\n")
				for strings.Contains(want, "  ") {
					want = strings.ReplaceAll(want, "  ", ` \u0020`)
				}
			}
			if !slices.Contains(codes, want) && !slices.Contains(codes, strings.ReplaceAll(want, "|", `\|`)) && !strings.Contains(want, `\|`) {
				t.Errorf("%s: no code is read as %q, but %q", name, want, codes)
			}
		}
	}
}

// plainOf is what a reader of Markdown sees of a node.
func plainOf(n gmast.Node, src []byte) string { return string(unescapeMarkdown(rawOf(n, src))) }

// rawOf is the text within a node, as it is written.
func rawOf(n gmast.Node, src []byte) []byte {
	var out []byte
	_ = gmast.Walk(n, func(n gmast.Node, entering bool) (gmast.WalkStatus, error) {
		if s, ok := n.(*gmast.Text); ok && entering {
			out = append(out, s.Segment.Value(src)...)
		}
		return gmast.WalkContinue, nil
	})
	return out
}

func unescapeMarkdown(src []byte) []byte {
	return util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(src)))
}

// setsTables reports whether a function does nothing but set what tables lead to.
func setsTables(fn *ast.FuncDecl) bool {
	return !slices.ContainsFunc(fn.Body.List, func(s ast.Stmt) bool {
		set, ok := s.(*ast.AssignStmt)
		if !ok {
			return true
		}
		to, ok := set.Lhs[0].(*ast.SelectorExpr)
		return !ok || to.Sel.Name != "Of"
	})
}
