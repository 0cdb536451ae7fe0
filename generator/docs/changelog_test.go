package docs_test

import (
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/internal/golden"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// TestChangelog compares the documents in testdata/changelog: old.yaml,
// new.yaml, and the page that tells what changed.
func TestChangelog(t *testing.T) {
	golden.Run(t, "testdata/changelog/*.txtar", func(t *testing.T, c *golden.Case) {
		old, new := lowertest.Text(t, c.Data(t, "old.yaml")), lowertest.Text(t, c.Data(t, "new.yaml"))
		c.Equal(t, "out/changelog.md", changelogOf(t, old, new).Data)
		if same := changelogOf(t, new, new); !strings.Contains(string(same.Data), "Nothing did.") || strings.Contains(string(same.Data), "## ") {
			t.Errorf("between a version and itself something changed:\n%s", same.Data)
		}
	})
}

// changelogOf renders a changelog and resolves its links among the pages of the
// new version.
func changelogOf(t *testing.T, old, new *ir.API) docs.File {
	t.Helper()
	var page docs.File
	for _, preset := range docs.Presets() {
		var diags diag.List
		p, err := docs.Changelog([]docs.Release{docs.NewRelease("", "", old, new)}, docs.Options{Preset: preset}, &diags)
		if err != nil {
			t.Fatal(err)
		}
		checkPage(t, preset+" "+p.Path, string(p.Data), preset == "mkdocs")
		if preset == "github" {
			page = p
		}
	}
	var diags diag.List
	reference, err := docs.Render(new, docs.Options{}, &diags)
	if err != nil {
		t.Fatal(err)
	}
	checkLinks(t, append(reference.Files(), page))
	return page
}

// TestChangelogOfficial tells what changed in a real API, once each: the page is
// one that can be read.
func TestChangelogOfficial(t *testing.T) {
	old, new := lowertest.File(t, "../../../shared/authlete/official-2025-11.yaml"), lowertest.File(t, official)
	page := string(changelogOf(t, old, new).Data)
	if n := strings.Count(page, "\n"); n > 250 {
		t.Errorf("the page has %d lines", n)
	}
	breaking, rest, _ := strings.Cut(page, "\n## Added")
	for _, c := range []struct{ section, want string }{
		{breaking, "Way to authenticate `authlete` removed."},
		{breaking, "(schemas/token-request.md#field-clientCertificatePath): type was `string`, is now `array of string`."},
		{rest, "[CimdOptions](schemas/cimd-options.md): new"},
		{rest, "Value [`ATTEST_JWT_CLIENT_AUTH`](schemas/client-auth-method.md#value-ATTEST_JWT_CLIENT_AUTH)."},
	} {
		if strings.Count(c.section, c.want) != 1 {
			t.Errorf("expected once: %s", c.want)
		}
	}
}
