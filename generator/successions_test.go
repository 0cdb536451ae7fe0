//go:build successions

package generator_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/diff"
)

var (
	before   = flag.String("before", "", "a folder of documents")
	after    = flag.String("after", "", "a folder of later versions of them, under the same names")
	largest  = flag.Int64("largest", 1_500_000, "bytes of the largest document that TestSuccessions reads")
	reportIn = flag.String("reports", "", "where TestSuccessions writes its reports, if anywhere")
)

// TestSuccessions compares real versions of documents with the next ones: those of Authlete,
// and those that two folders have under one name and not alike. None may end in a defect of
// ours, most breaking changes of schemas are to be proven, and each report for a pull request
// is a screen. It counts verdicts, and how long it took.
func TestSuccessions(t *testing.T) {
	if *reportIn != "" {
		if err := os.MkdirAll(*reportIn, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	type succession struct{ name, old, new string }
	list := []succession{}
	for _, pair := range [][2]string{{"official-2.3.12", "official-2025-11"}, {"official-2025-11", "official"}, {"official-2.3.12", "official"}} {
		const folder = "../../shared/authlete/"
		list = append(list, succession{pair[0], folder + pair[0] + ".yaml", folder + pair[1] + ".yaml"})
	}
	err := filepath.WalkDir(*before, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".json" {
			return err
		}
		name, err := filepath.Rel(*before, path)
		if err != nil {
			return err
		}
		later := filepath.Join(*after, name)
		was, err := os.ReadFile(path)
		if err != nil || int64(len(was)) > *largest {
			return err
		}
		is, err := os.ReadFile(later)
		if err == nil && int64(len(is)) <= *largest && !bytes.Equal(was, is) {
			list = append(list, succession{strings.ReplaceAll(strings.TrimSuffix(name, ".json"), "/", "__"), path, later})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	verdicts := map[diff.Verdict]int{}
	changes, withProof, unproven, refused := 0, 0, 0, 0
	var slowest time.Duration
	var slow string
	began := time.Now()
	for _, s := range list {
		start := time.Now()
		report, err := generator.Compare(context.Background(), config.Target{}, generator.Document{Path: s.old}, generator.Document{Path: s.new}, generator.Options{}, proven)
		if took := time.Since(start); took > slowest {
			slowest, slow = took, s.name
		}
		if err != nil {
			var bad diag.Errors
			if !errors.As(err, &bad) || slices.ContainsFunc(bad, func(d diag.Diagnostic) bool { return d.Code == "internal" }) {
				t.Errorf("%s: %v", s.name, err)
			}
			refused++ // the document has errors
			t.Logf("%s: %s", s.name, firstLine(err))
			continue
		}
		verdicts[report.Verdict]++
		changes += len(report.Changes)
		for _, c := range report.Changes {
			switch {
			case c.Witness != nil:
				withProof++
			case c.Unproven:
				unproven++
				t.Logf("%s: not proven: %s %s: %s", s.name, c.Code, c.Subject, c.Message)
			}
		}
		var text, markdown bytes.Buffer
		_, _ = report.Text(&text), report.Markdown(&markdown) // to buffers
		if lines := screen(markdown.String()); lines > 60 {
			t.Errorf("%s: the report of %d changes is %d lines", s.name, len(report.Changes), lines)
		}
		if *reportIn != "" {
			for ending, data := range map[string][]byte{".txt": text.Bytes(), ".md": markdown.Bytes()} {
				if err := os.WriteFile(filepath.Join(*reportIn, s.name+ending), data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	t.Logf("%d successions in %v: %v, %d that do not load; %d changes; %d proven, %d not; the slowest took %v (%s)",
		len(list), time.Since(began).Round(time.Second), verdicts, refused, changes, withProof, unproven, slowest.Round(time.Millisecond), slow)
	if withProof*10 < (withProof+unproven)*9 {
		t.Error("too little was proven")
	}
}

// screen counts the lines of Markdown that stand outside of what is folded.
func screen(markdown string) (lines int) {
	depth := 0
	for line := range strings.Lines(markdown) {
		opens, closes := strings.Count(line, "<details>"), strings.Count(line, "</details>")
		if depth == 0 && strings.TrimSpace(line) != "" {
			lines++
		}
		depth += opens - closes
	}
	return lines
}
