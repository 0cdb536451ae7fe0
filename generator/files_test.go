package generator_test

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/internal/infiles"
	"github.com/oasmint/oasmint/generator/output"
)

// TestFilesOrOne cuts documents of real APIs apart: components and paths into files
// of their own, in folders, with references between them and back. Names, Go,
// validators, docs and what is said of the document are those of the whole; only
// places differ.
func TestFilesOrOne(t *testing.T) {
	t.Parallel()
	files := corpus(t)
	if allOfCorpus() {
		files = spread(files, 40)
	} else {
		files = append(files[:4:4], "../../shared/corpus/seldon.local__wrapper.json", "../../shared/corpus/thenounproject.com.json") // a form; conflicting paths
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			whole, err := generated(file)
			if err != nil {
				t.Skipf("skipped: %s cannot be generated: %v", filepath.Base(file), err)
			}
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for seed := range uint32(2) {
				files, err := infiles.Cut(data, seed)
				for next := uint32(2); err == nil && len(files) < 3; next += 2 { // in a small one there is little to cut
					files, err = infiles.Cut(data, seed+next)
				}
				dir := t.TempDir()
				if err := cmp.Or(err, infiles.Write(dir, files)); err != nil {
					t.Fatal(err)
				}
				cut, err := generateOnce(filepath.Join(dir, "api.json"))
				if err != nil {
					t.Fatalf("cut into %d files: %v", len(files), err)
				}
				if !maps.Equal(whole.Published.Names, cut.Published.Names) {
					t.Errorf("seed %d: the names differ: %v", seed, firstDifference(whole.Published.Names, cut.Published.Names))
				}
				isSameOutput(t, whole.Files, cut.Files)
				if was, is := saidOf(whole), saidOf(cut); !slices.Equal(was, is) {
					t.Errorf("seed %d: of the whole is said\n%s\nand of the files\n%s", seed, strings.Join(was, "\n"), strings.Join(is, "\n"))
				}
			}
		})
	}
}

// TestFileCases generates the documents of ../shared/cases/files.
func TestFileCases(t *testing.T) {
	const folder = "../../shared/cases/files"
	if _, err := os.Stat(folder); err != nil {
		t.Skip("skipped: there is no " + folder)
	}
	t.Parallel()
	for name, types := range map[string][]string{
		"alias-to-file":        {"ListParcelsResponse", "Parcel"},
		"merged-in-other-file": {"Base", "GetXResponse", "Slot", "Tray", "TraySlot"},
		"ref-anywhere":         {"OKResponse"},
		"two-folders":          {"BillingProblem", "ShippingProblem"},
	} {
		t.Run(name, func(t *testing.T) {
			result, err := generateOnce(filepath.Join(folder, name, "api.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range result.API.Schemas {
				if !s.IsParams() {
					got = append(got, s.Name)
				}
			}
			if !slices.Equal(got, types) {
				t.Errorf("the types are %v, expected %v", got, types)
			}
		})
	}
}

func firstDifference(a, b map[string]string) string {
	for _, names := range []map[string]string{a, b} {
		for _, place := range slices.Sorted(maps.Keys(names)) {
			if a[place] != b[place] {
				return fmt.Sprintf("%s is %q and %q", place, a[place], b[place])
			}
		}
	}
	return ""
}

func isSameOutput(t *testing.T, whole, cut []output.File) {
	t.Helper()
	of := map[string][]byte{}
	for _, f := range cut {
		of[f.Path] = f.Data
	}
	for _, f := range whole {
		was, is := strings.Split(string(f.Data), "\n"), strings.Split(string(of[f.Path]), "\n")
		for i := range was {
			if i >= len(is) || was[i] != is[i] {
				t.Errorf("%s differs in line %d:\n%s\n%s", f.Path, i+1, was[i], append(is, make([]string, i+1)...)[i])
				break
			}
		}
	}
	if len(whole) != len(cut) {
		t.Errorf("there are %d files, and %d of the document in files", len(whole), len(cut))
	}
}

// around are the objects that kin-openapi names where it has no place.
var around = regexp.MustCompile(`^((invalid [^:]*|example "[^"]*"): )+`)

// saidOf lists what is said of a document without its places.
func saidOf(r *generator.Result) []string {
	var out []string
	for _, d := range r.Diagnostics.Sorted() {
		if d.Severity == diag.Warning && d.Code != "misplaced-ref" {
			out = append(out, d.Code+": "+around.ReplaceAllString(d.Message, ""))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
