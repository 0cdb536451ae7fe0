package generator_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diag"
)

// sample is how many of the documents the ordinary test run takes. `make
// corpus` takes them all (OASMINT_CORPUS=all).
const sample = 8

func allOfCorpus() bool { return os.Getenv("OASMINT_CORPUS") == "all" }

// corpus returns the documents of real APIs that a test takes: a sample, or
// all. It skips the test where they are not there.
func corpus(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../../shared/corpus/*.json")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("skipped: ../shared/corpus is not there")
	}
	if !allOfCorpus() {
		files = spread(files, sample)
	}
	return files
}

// fewOfCorpus is corpus for a test that does much with each document: of a sample,
// every fourth one.
func fewOfCorpus(t *testing.T) []string {
	t.Helper()
	files := corpus(t)
	if allOfCorpus() {
		return files
	}
	var few []string
	for i := 0; i < len(files); i += 4 {
		few = append(few, files[i])
	}
	return few
}

// TestCorpus generates documents of real APIs that no one here wrote, and has
// the Go toolchain build and vet what comes out; of all of them (OASMINT_CORPUS=all), a
// server and a client as well. Each failure is listed with its reason.
func TestCorpus(t *testing.T) {
	t.Parallel()
	files, all := corpus(t), allOfCorpus()
	m := newModule(t)
	failed := map[string]string{} // document -> reason
	packages := map[string]string{}
	for _, file := range files {
		name := filepath.Base(file)
		generate := generated
		if all {
			generate = func(file string) (*generator.Result, error) { return generateCalls(file) }
		}
		result, err := generate(file)
		if err != nil {
			failed[name] = "generate: " + firstLine(err)
			continue
		}
		if !all { // twice gives the same bytes
			again, err := generateOnce(file)
			if err != nil || !slices.EqualFunc(result.Files, again.Files, sameFile) {
				failed[name] = "generate: two runs differ"
				continue
			}
		}
		folder := fmt.Sprintf("p%03d", len(packages))
		packages[folder] = name
		m.add(t, folder, result.Files)
	}
	for _, step := range []string{"build", "vet"} {
		for folder, reason := range m.run(t, step) {
			if name := packages[folder]; failed[name] == "" {
				failed[name] = step + ": " + reason
			}
		}
	}
	for _, file := range files {
		if reason := failed[filepath.Base(file)]; reason != "" {
			t.Errorf("%s: %s", filepath.Base(file), reason)
		}
	}
	t.Logf("%d of %d documents generate, build and vet", len(files)-len(failed), len(files))
}

// spread picks n files of different sizes, the same ones every time.
func spread(files []string, n int) []string {
	size := func(f string) int64 {
		info, err := os.Stat(f)
		if err != nil {
			return 0
		}
		return info.Size()
	}
	files = slices.DeleteFunc(files, func(f string) bool { return size(f) > 300_000 }) // the giants are for make corpus
	slices.SortFunc(files, func(a, b string) int { return int(size(a) - size(b)) })
	var out []string
	for i := range n {
		out = append(out, files[i*(len(files)-1)/(n-1)])
	}
	return out
}

// generateOnce runs the whole pipeline on a file.
func generateOnce(file string) (*generator.Result, error) {
	return generator.Generate(context.Background(), corpusTarget(file), generator.Options{GoImport: importOf("api")})
}

// generateCalls is generateOnce with a server and a client, of some paths or of all.
func generateCalls(file string, paths ...string) (*generator.Result, error) {
	target := generator.NewTarget(file, map[string]string{"go": "api", "docs": "docs", "server": "api/server", "client": "api/client"})
	target.Include.Paths = paths
	return generator.Generate(context.Background(), target, generator.Options{GoImport: importOf("api")})
}

func corpusTarget(file string) config.Target {
	return generator.NewTarget(file, map[string]string{"go": "api", "docs": "docs"})
}

// generated is generateOnce, run once for all tests that ask for a document of
// the sample. Nobody changes what it returns.
func generated(file string) (*generator.Result, error) {
	if allOfCorpus() { // too much to remember
		return generateOnce(file)
	}
	once, _ := sampled.LoadOrStore(file, sync.OnceValues(func() (*generator.Result, error) { return generateOnce(file) }))
	return once.(func() (*generator.Result, error))()
}

var sampled sync.Map // from a file to what generates it

func firstLine(err error) string {
	var list diag.Errors
	if errors.As(err, &list) && len(list) > 0 {
		return list[0].String()
	}
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}
