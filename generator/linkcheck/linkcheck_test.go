package linkcheck_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/internal/golden"
	"github.com/oasmint/oasmint/generator/linkcheck"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
	"github.com/oasmint/oasmint/spec"
)

// TestGolden checks the files of each case in testdata; findings.txt is what
// has to come out.
func TestGolden(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, c *golden.Case) {
		dir := t.TempDir()
		for _, f := range c.Files {
			if f.Name != "findings.txt" {
				write(t, dir, f.Name, f.Data)
			}
		}
		report, err := linkcheck.Check(dir)
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		for _, f := range report.Findings {
			f.File = strings.TrimPrefix(f.File, filepath.ToSlash(dir)+"/")
			got.WriteString(f.String() + "\n")
		}
		c.Equal(t, "findings.txt", []byte(got.String()))
	})
}

func write(t *testing.T, dir, name string, data []byte) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestPresets checks the docs of a whole API, as each preset writes them, and
// again with one page and one anchor taken away.
func TestPresets(t *testing.T) {
	api := lowertest.Text(t, spec.Document())
	var diags diag.List
	counts := map[int]string{}
	for _, preset := range docs.Presets() {
		t.Run(preset, func(t *testing.T) {
			reference, err := docs.Render(api, docs.Options{Preset: preset}, &diags)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			for _, f := range reference.Files() {
				write(t, dir, f.Path, f.Data)
			}
			report, err := linkcheck.Check(dir)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range report.Findings {
				t.Error(f)
			}
			counts[report.Links] += preset + " "

			if err := os.Remove(filepath.Join(dir, "schemas", "result.md")); err != nil {
				t.Fatal(err)
			}
			page := filepath.Join(dir, "authentication.md")
			data, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			write(t, dir, "authentication.md", []byte(strings.ReplaceAll(string(data), "scheme-bearer", "scheme-other")))
			report, err = linkcheck.Check(dir)
			if err != nil {
				t.Fatal(err)
			}
			var dead, lost int
			for _, f := range report.Findings {
				switch {
				case strings.Contains(f.Message, "leads to schemas/result") && strings.HasSuffix(f.Message, "which is not there"):
					dead++
				case strings.Contains(f.Message, "there is no anchor #scheme-bearer on that page"):
					lost++
				default:
					t.Error(f)
				}
			}
			if dead < len(api.Operations)/2 || lost < len(api.Operations)/2 {
				t.Errorf("%d links to the page and %d to the anchor were found", dead, lost)
			}
		})
	}
	if len(counts) != 1 {
		t.Errorf("presets have different numbers of links: %v", counts)
	}
}

// TestNothing shows that a folder without docs is an error, not all right.
func TestNothing(t *testing.T) {
	if _, err := linkcheck.Check(t.TempDir()); err == nil || !strings.Contains(err.Error(), "no Markdown and no HTML") {
		t.Errorf("an empty folder: %v", err)
	}
	if _, err := linkcheck.Check(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a folder that is not there is all right")
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("[a](b.md#c) <a href='x'>\n\n# H {#h}\n\n---\n")
	f.Add("---\ntitle: x\n---\n[x]({{< relref \"y.md\" >}}) <!-- <a href=z> -->")
	f.Fuzz(func(t *testing.T, text string) {
		dir := t.TempDir()
		write(t, dir, "a.md", []byte(text))
		write(t, dir, "b.html", []byte(text))
		report, err := linkcheck.Check(dir)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Count(text, "\n") + 1
		for _, finding := range report.Findings {
			if finding.Line < 1 || finding.Line > lines {
				t.Errorf("line %d of %d", finding.Line, lines)
			}
		}
	})
}

// TestImage holds that an image which a page holds itself is no link, and that a link to data
// is a finding.
func TestImage(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "index.html", []byte(`<img src="data:image/png;base64,AA=="><a href="data:text/html,x">x</a>`))
	report, err := linkcheck.Check(dir)
	if err != nil {
		t.Fatal(err)
	}
	if report.Links != 1 || len(report.Findings) != 1 {
		t.Errorf("%d links, %v", report.Links, report.Findings)
	}
}
