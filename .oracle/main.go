// Command oracle holds the judgements of oasmint diff against those of oasdiff: on the
// pairs of documents that oasdiff publishes with its tests, and on the real documents in
// ../shared with one change each. It writes differences.md, and fails where two judgements
// differ for which reasons.go has no reason.
package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/oasdiff/oasdiff/checker"
	oasdiff "github.com/oasdiff/oasdiff/diff"
	"github.com/oasdiff/oasdiff/load"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diff"
)

func main() {
	changes := flag.Int("changes", 300, "how many changes of real documents to judge")
	seed := flag.Uint64("seed", 1, "of the changes")
	flag.Parse()
	if err := run(*changes, *seed); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(changes int, seed uint64) error {
	published, err := publishedPairs()
	if err != nil {
		return err
	}
	mutated, done, err := mutatedPairs(changes, seed)
	if err != nil {
		return err
	}
	defer done()
	page := &page{reasons: map[string]int{}}
	page.line("# Where oasmint diff and oasdiff differ\n")
	page.line("Made by `make oracle` (oasdiff %s, `--go off`). A level is that of the gravest change; oasdiff's ERR, WARN and INFO are", version)
	page.line("breaking, warning and compatible. A row is a rule of the graver side.\n")
	page.section("The pairs of oasdiff's own tests, both ways", published)
	page.section(fmt.Sprintf("Real documents with one change (%d, seed %d)", changes, seed), mutated)
	if err := os.WriteFile("differences.md", []byte(page.text.String()), 0o644); err != nil {
		return err
	}
	for _, rule := range slices.Sorted(maps.Keys(reasons)) {
		if page.reasons[rule] == 0 {
			page.faults = append(page.faults, "reasons.go: no difference is by "+rule)
		}
	}
	fmt.Println(page.summary)
	if len(page.faults) > 0 {
		return fmt.Errorf("%s", strings.Join(page.faults, "\n"))
	}
	return nil
}

// version is the one in go.mod.
const version = "v1.37.0"

// pair is two documents, and what both are called.
type pair struct{ name, old, new string }

// publishedPairs are the documents beside oasdiff's tests that belong together by their
// names: x_base.yaml and x_revision.yaml, x1.yaml and x2.yaml; each both ways.
func publishedPairs() ([]pair, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/oasdiff/oasdiff").Output()
	if err != nil {
		return nil, err
	}
	data := filepath.Join(strings.TrimSpace(string(out)), "data")
	var pairs []pair
	err = filepath.WalkDir(data, func(path string, _ os.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".yaml" {
			return err
		}
		stem := strings.TrimSuffix(path, ".yaml")
		other := ""
		if base, ok := strings.CutSuffix(stem, "base"); ok {
			other = base + "revision.yaml"
		} else if base, ok := strings.CutSuffix(stem, "1"); ok {
			other = base + "2.yaml"
		}
		if other == "" {
			return nil
		}
		if _, err := os.Stat(other); err != nil {
			return nil
		}
		name, err := filepath.Rel(data, path)
		pairs = append(pairs, pair{filepath.ToSlash(name), path, other}, pair{filepath.ToSlash(name) + ", back", other, path})
		return err
	})
	return pairs, err
}

// judgement is the gravest level of a comparison, and the rules by which it is that.
type judgement struct {
	level diff.Level
	rules []string
	at    map[string]string // where a rule was met first
}

func (j *judgement) add(level diff.Level, rule, at string) {
	if weight(level) > weight(j.level) || j.at == nil {
		j.level, j.rules, j.at = level, nil, map[string]string{}
	}
	if level == j.level && !slices.Contains(j.rules, rule) {
		j.rules = append(j.rules, rule)
		j.at[rule] = at
	}
}

func weight(l diff.Level) int {
	return slices.Index([]diff.Level{diff.Compatible, diff.Warning, diff.Breaking}, l)
}

// byOasmint judges by oasmint diff --go off.
func byOasmint(p pair) (judgement, error) {
	j := judgement{level: diff.Compatible}
	report, err := generator.Compare(context.Background(), config.Target{}, generator.Document{Path: p.old}, generator.Document{Path: p.new},
		generator.Options{}, diff.Options{WithoutGo: true})
	if err != nil {
		return j, err
	}
	for _, c := range report.Changes {
		j.add(c.Level, c.Code, c.Subject)
	}
	return j, nil
}

// byOasdiff judges by oasdiff changelog, allOf resolved, which is what it is best at.
func byOasdiff(p pair) (j judgement, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("oasdiff panics: %v", fault)
		}
	}()
	j.level = diff.Compatible
	loader := openapi3.NewLoader()
	loader.IsExternalRefsAllowed = true
	old, err := load.NewSpecInfo(loader, load.NewSource(p.old), load.WithFlattenAllOf())
	if err != nil {
		return j, err
	}
	new, err := load.NewSpecInfo(loader, load.NewSource(p.new), load.WithFlattenAllOf())
	if err != nil {
		return j, err
	}
	found, sources, err := oasdiff.GetWithOperationsSourcesMap(oasdiff.NewConfig(), old, new)
	if err != nil {
		return j, err
	}
	for _, c := range checker.CheckBackwardCompatibilityUntilLevel(checker.NewConfig(checker.GetAllChecks()), found, sources, checker.INFO) {
		level := diff.Compatible
		switch c.GetLevel() {
		case checker.ERR:
			level = diff.Breaking
		case checker.WARN:
			level = diff.Warning
		}
		j.add(level, c.GetId(), "")
	}
	return j, nil
}

// page is what is written, and what has no reason.
type page struct {
	text    strings.Builder
	summary string
	reasons map[string]int // how often each was needed
	faults  []string
}

func (p *page) line(format string, args ...any) { fmt.Fprintf(&p.text, format+"\n", args...) }

// row is what differs by one rule of the graver side.
type row struct {
	rule, levels string
	names        []string
	other        []string // the rules by which the milder side says less
}

func (p *page) section(title string, pairs []pair) {
	rows := map[string]*row{}
	same, differ, skipped := 0, 0, 0
	for _, pair := range pairs {
		theirs, err := byOasdiff(pair)
		if err != nil {
			skipped++
			continue
		}
		ours, err := byOasmint(pair)
		if err != nil {
			skipped++
			continue
		}
		if ours.level == theirs.level {
			same++
			continue
		}
		differ++
		graver, milder, who := ours.rules, theirs.rules, "oasmint"
		if weight(theirs.level) > weight(ours.level) {
			graver, milder, who = theirs.rules, ours.rules, "oasdiff"
		}
		for _, rule := range graver {
			key := who + " " + rule
			if rows[key] == nil {
				rows[key] = &row{rule: key, levels: fmt.Sprintf("%s / %s", theirs.level, ours.level)}
			}
			name := pair.name
			if at := ours.at[rule]; who == "oasmint" && at != "" {
				name += " (" + at + ")"
			}
			rows[key].names = append(rows[key].names, name)
			for _, rule := range milder {
				if !slices.Contains(rows[key].other, rule) {
					rows[key].other = append(rows[key].other, rule)
				}
			}
		}
	}
	counts := fmt.Sprintf("%s: %d pairs judged, %d alike, %d not; %d that one of the two cannot read", title, same+differ, same, differ, skipped)
	p.summary += counts + "\n"
	p.line("## %s\n\n%d pairs were judged, %d alike, %d not. %d more cannot be read by one of the two.\n", title, same+differ, same, differ, skipped)
	p.line("| graver, and its rule | oasdiff / oasmint | pairs | for instance | why |\n|---|---|---|---|---|")
	for _, r := range slices.SortedFunc(maps.Values(rows), func(a, b *row) int {
		return cmp.Or(cmp.Compare(len(b.names), len(a.names)), cmp.Compare(a.rule, b.rule))
	}) {
		why, ok := reasons[r.rule]
		if !ok {
			p.faults = append(p.faults, fmt.Sprintf("no reason in reasons.go: %s (%s): %s; the other has %s", r.rule, r.levels, strings.Join(r.names[:min(4, len(r.names))], "; "), strings.Join(r.other, ", ")))
		}
		p.reasons[r.rule]++
		p.line("| %s | %s | %d | %s | %s |", r.rule, r.levels, len(r.names), r.names[0], why)
	}
	p.line("")
}
