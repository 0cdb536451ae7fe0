package plural_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/plural"
)

func TestOf(t *testing.T) {
	for n, want := range []string{"0 files", "1 file", "2 files"} {
		if got := plural.Of(n, "file", "files"); got != want {
			t.Errorf("%d: %q, expected %q", n, got, want)
		}
	}
}

// counted matches a number that a text counts by itself.
var counted = regexp.MustCompile("%d (?:[a-z]+ )?[a-z]*[^s\\W\\d_]s\\b|Itoa\\([^\"`]*\\) ?\\+ ?\" (?:[a-z]+ )?[a-z]*[^s\\W\\d_]s\\b")

// never1 are the lines that count what is never one, by a part of them.
var never1 = []string{
	"MaxRemoteFiles", "maxDepth", "maxMerged", "sharedFrom", "fewestLines", "MaxParts", "m.limit", "maxLine", "maxSummary", // a limit of the program
	`(%d values)`, `" schemas)"`, `has %d lists`, `in %d operations: %s, …`, // of a list that is cut, or of several
	"len(f.Names)", "one of the %d schemas", `strconv.Itoa(n) + " bytes"`, "e.uses)",
	`" violations."`, "fmt.Sprintf(\"%d changes\", len(e.says))", "Itoa(t.Most)", "Itoa(t.Least)", // one is said otherwise, above it
	"%d operations, %d parameters", "%d actions (%d with", // of our own document
	" ms\"", "strconv.Itoa(i), Message", "the status %d has", // no number of things, or no noun
}

// TestAll holds that nothing else counts: a text with a number and a noun in the plural is
// wrong where the number is one.
func TestAll(t *testing.T) {
	used := map[string]bool{}
	for _, root := range []string{"../../cmd", "..", "../../spec"} {
		err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") || strings.Contains(file, "test/") {
				return err
			}
			data, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			text := string(data)
			for _, at := range counted.FindAllStringIndex(text, -1) {
				start, end := strings.LastIndexByte(text[:at[0]], '\n')+1, at[1]+strings.IndexByte(text[at[1]:], '\n')
				line, excused := text[start:end], false
				for _, part := range never1 {
					if strings.Contains(line, part) {
						used[part], excused = true, true
					}
				}
				if !excused {
					t.Errorf("%s counts by itself: %s", file, strings.TrimSpace(line))
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, part := range never1 {
		if !used[part] {
			t.Errorf("no line has %q: remove it", part)
		}
	}
}
