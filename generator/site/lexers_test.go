package site

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/chroma/v2"
	theirs "github.com/alecthomas/chroma/v2/lexers"
)

// chromaDir is the folder of chroma's source.
func chromaDir(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/alecthomas/chroma/v2").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// TestLexerFiles holds the copies to the version of chroma in go.mod.
func TestLexerFiles(t *testing.T) {
	embedded := filepath.Join(chromaDir(t), "lexers", "embedded")
	files, err := filepath.Glob("lexers/*.xml")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		base := filepath.Base(file)
		if base == "go.xml" || base == "go_raw_string.xml" {
			continue
		}
		ours, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		source := filepath.Join(embedded, base)
		if chromas, err := os.ReadFile(source); err != nil || !bytes.Equal(ours, chromas) {
			t.Errorf("%s differs from chroma's (%v): copy it from %s", file, err, source)
		}
	}
}

// TestLexers shows that code is highlighted as with chroma's own lexers: its
// test data, and all languages on code of one another.
func TestLexers(t *testing.T) {
	samples, err := filepath.Glob(filepath.Join(chromaDir(t), "lexers", "testdata", "*.actual"))
	if err != nil || len(samples) < 50 {
		t.Fatal(len(samples), err)
	}
	samples = append(samples, "markdown.go", "../../generated/authlete/types.gen.go")
	compared := 0
	for i, file := range samples {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		code := string(data[:min(len(data), 4<<10)])
		base, _, _ := strings.Cut(filepath.Base(file), ".")
		for j, language := range languages {
			own := base == language || strings.HasSuffix(file, ".go") && language == "go"
			if !own && (i+j)%20 != 0 { // each with some; all with all takes long
				continue
			}
			if got, want := tokens(t, lexers().Get(language), code), tokens(t, theirs.Get(language), code); !slices.Equal(got, want) {
				t.Errorf("%s as %s is highlighted in another way", file, language)
			}
			compared++
		}
	}
	t.Logf("%d pieces of code compared", compared)
}

// tokens returns the tokens of code with the classes they are shown in.
func tokens(t *testing.T, lexer chroma.Lexer, code string) []string {
	t.Helper()
	all, err := chroma.Coalesce(lexer).Tokenise(nil, code)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, token := range all.Tokens() {
		out = append(out, classOf(token.Type)+" "+token.Value)
	}
	return out
}

// TestRawStrings shows Go's raw strings, whose lexer is no copy.
func TestRawStrings(t *testing.T) {
	code := "x := `a {{ if eq .B \"c\" }} d {{/* e */}} 1 {{ end }}` + `plain`\n"
	if got, want := tokens(t, lexers().Get("go"), code), tokens(t, theirs.Get("go"), code); !slices.Equal(got, want) {
		t.Errorf("got %q\nexpected %q", got, want)
	}
}
