package main

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// destination is what texts of documents are written to.
type destination struct {
	name   string
	escape string // what makes a text part of it: file:function of the project, or package:function
	attack string // the test that writes hostiletest.Attacks to it and reads the result, or a script
}

// The tests that write attacks.
const (
	inFiles   = "generator/hostile_test.go:TestHostileTexts"
	inPrints  = "cmd/oasmint/hostile_test.go:TestHostilePrinted"
	inEvents  = "generator/site/server_test.go:TestServerEventsHostile"
	inAnswers = "generator/mock/hostile_test.go:TestHostile"
	inScript  = "generator/testdata/hostile-extensions.txtar"
)

// destinations are all that texts of documents are written to. A text on its way to
// several passes the escape of each.
var destinations = []destination{
	{"Go comment", "generator/goapi/comment.go:CommentLine", inFiles},
	{"Go comment by jennifer", "generator/validators/code/code.go:Comment", inFiles},
	{"Go comment of server and client", "generator/emit/calls.go:Comment", inFiles},
	{"Go comment of actions", "generator/action/write.go:comment", inFiles},
	{"Go name", "generator/lower/ident.go:exported", inFiles},
	{"Go string", "strconv:Quote", inFiles},
	{"format string", "generator/validators/code/code.go:Comment", inFiles}, // no text is in one: go vet, with -attacks
	{"struct tag", "generator/goapi/types.go:InTag", inFiles},
	{"struct tag that the document asks for", "generator/lower/extensions.go:notInTag", inScript},
	{"import path", "generator/goapi/foreign.go:ParseQualified", inScript},
	{"terminal", "generator/visible/console.go:NewConsole", inPrints},
	{"workflow command", "cmd/oasmint/check_github.go:escapeProperty", inPrints},
	{"JSON", "generator/visible/escape.go:JSON", inPrints},
	{"SARIF", "cmd/oasmint/sarif.go:sarif", inPrints},
	{"JUnit", "encoding/xml:MarshalIndent", inPrints},
	{"YAML front matter", "generator/docs/json.go:jsonString", inFiles},
	{"YAML nav", "generator/docs/json.go:jsonString", inFiles},
	{"YAML of names --suggest", "cmd/oasmint/names.go:yamlKey", inPrints},
	{"GFM", "generator/docs/markdown/dialect.go:escape", inFiles},
	{"MDX", "generator/docs/markdown/dialect.go:escape", inFiles},
	{"Markdown of diff", "generator/diff/markdown.go:escaped", inPrints},
	{"HTML", "html/template:HTMLEscapeString", inPrints},
	{"SSE", "generator/site/server.go:events", inEvents},
	{"HTTP header", "generator/mock/answer.go:addHeader", inAnswers},
	{"file name", "generator/output/stem.go:Stem", inFiles},
}

// raw are the ways past all escapes, with the files that may use them.
var raw = map[string][]string{
	"jen.Comment(":       {"generator/validators/code/code.go"},
	"os.Stdout":          {"cmd/oasmint/main.go"},
	"os.Stderr":          {"cmd/oasmint/main.go"},
	"fmt.Print(":         nil,
	"fmt.Printf(":        nil,
	"fmt.Println(":       {"generator/docs/gocall.go"}, // in the text of samples
	"template.HTML(":     {"generator/site/layout.go", "generator/site/markdown.go", "generator/site/parts.go"},
	"template.HTMLAttr(": nil,
	"template.JS(":       nil,
	"template.CSS(":      nil,
	"template.URL(":      nil,
	"stdout.Command(":    {"cmd/oasmint/check_github.go"},
	"stderr.Command(":    nil,
}

// TestDestinations holds that what texts of documents are written to has an escape that is
// used, and a test that attacks it; and that nothing goes past the escapes.
func TestDestinations(t *testing.T) {
	sources := map[string]string{}
	for _, root := range []string{"cmd", "generator"} {
		err := filepath.WalkDir(filepath.Join("../..", root), func(file string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && d.Name() == "testdata":
				return filepath.SkipDir
			case d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go"):
				return nil
			}
			data, err := os.ReadFile(file)
			name, _ := filepath.Rel("../..", file)
			sources[filepath.ToSlash(name)] = string(data)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, d := range destinations {
		from, function, _ := strings.Cut(d.escape, ":")
		called := function
		used := 0
		if src, own := sources[from]; !own {
			called = path.Base(from) + "." + function
		} else if used = -1; !regexp.MustCompile(`(?m)^func (?:\([^)]*\) )?` + function + `\(`).MatchString(src) { // for the declaration
			t.Errorf("%s: %s has no function %s", d.name, from, function)
		}
		word := regexp.MustCompile(`\b` + regexp.QuoteMeta(called) + `[(),]`)
		for _, src := range sources {
			if strings.Contains(src, called) {
				used += len(word.FindAllString(src, -1))
			}
		}
		if used < 1 {
			t.Errorf("%s: nothing calls %s", d.name, d.escape)
		}
		file, test, _ := strings.Cut(d.attack, ":")
		data, err := os.ReadFile(filepath.Join("../..", file))
		if err != nil || test != "" && (!strings.Contains(string(data), "func "+test+"(t *testing.T)") || !strings.Contains(string(data), "hostiletest.")) {
			t.Errorf("%s: there is no attack %s (%v)", d.name, d.attack, err)
		}
	}
	for way, may := range raw {
		var uses []string
		for name, src := range sources {
			if strings.Contains(src, way) {
				uses = append(uses, name)
			}
		}
		if slices.Sort(uses); !slices.Equal(uses, may) {
			t.Errorf("%s is used in %v, and may be in %v", way, uses, may)
		}
	}
}
