package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/oasmint/oasmint/"

// mayImport says which packages of this module each one imports, and no other
// may it import. Imports run one way: cmd, generator, emitters and the other
// stages, emit, the IR, diag. Stages do not import each other, but that load
// hands lower its document; emitters, which are those that import emit, never do.
var mayImport = map[string][]string{
	"cmd/oasmint":               {"generator", "generator/compare", "generator/config", "generator/files", "generator/limits", "generator/output", "generator/diff", "generator/goapi", "generator/ir", "generator/mock", "generator/site", "generator/linkcheck", "generator/rules", "generator/diag", "spec"},
	"generator":                 {"generator/action", "generator/compare", "generator/files", "generator/emit", "generator/exec", "generator/config", "generator/load", "generator/lower", "generator/gotypes", "generator/validators", "generator/docs", "generator/jsonschema", "generator/client", "generator/server", "generator/keyword", "generator/limits", "generator/diff", "generator/gofiles", "generator/output", "generator/ir", "generator/goapi", "generator/source", "generator/diag"},
	"generator/action":          {"generator/emit", "generator/config", "generator/output", "generator/ir", "generator/goapi", "generator/diag"},
	"generator/exec":            {"generator/emit", "generator/config", "generator/strict", "generator/output", "generator/ir", "generator/diag"},
	"generator/emit":            {"generator/config", "generator/goapi", "generator/limits", "generator/output", "generator/ir", "generator/diag"},
	"generator/config":          {"generator/files", "generator/limits", "generator/strict", "generator/source", "generator/goapi", "generator/diag"},
	"generator/output":          {"generator/goapi"},
	"generator/source":          {"generator/diag"},
	"generator/files":           {},
	"generator/limits":          {"generator/diag"},
	"generator/load":            {"generator/files", "generator/keyword", "generator/limits", "generator/overlay", "generator/source", "generator/diag"},
	"generator/gofiles":         {},
	"generator/overlay":         {"generator/strict", "generator/source", "generator/diag"},
	"generator/strict":          {"generator/source", "generator/diag"},
	"generator/lower":           {"generator/load", "generator/goapi", "generator/keyword", "generator/limits", "generator/strict", "generator/source", "generator/ir", "generator/validate", "generator/diag"},
	"generator/gotypes":         {"generator/emit", "generator/config", "generator/output", "generator/gotypes/methods", "generator/ir", "generator/goapi", "generator/keyword", "templates", "generator/diag"},
	"generator/gotypes/methods": {"generator/goapi", "generator/keyword", "generator/ir", "generator/diag"},
	"generator/docs":            {"generator/emit", "generator/config", "generator/limits", "generator/output", "generator/docs/markdown", "generator/changelog", "generator/compare", "generator/keyword", "generator/pages", "generator/sample", "generator/goapi", "generator/ir", "templates", "generator/diag"},
	"generator/docs/markdown":   {},
	"generator/jsonschema":      {"generator/emit", "generator/config", "generator/limits", "generator/output", "generator/keyword", "generator/ir", "generator/diag"},
	"generator/server":          {"generator/emit", "generator/config", "generator/output", "generator/goapi", "generator/keyword", "generator/ir", "generator/diag"},
	"generator/serve":           {"generator/validate"}, // it is copied into the output
	"generator/serve/facade":    {"generator/serve", "generator/validate"},
	"generator/client":          {"generator/emit", "generator/config", "generator/output", "generator/pages", "generator/goapi", "generator/keyword", "generator/ir", "generator/visible", "generator/diag"},
	"generator/pages":           {"generator/goapi", "generator/ir"},
	"generator/call":            {"generator/validate"}, // it is copied into the output
	"generator/site":            {"generator/docs", "generator/docs/markdown", "generator/tryit", "generator/ir", "templates", "generator/diag"},
	"generator/tryit":           {"generator/jsonschema", "generator/validators/plan", "generator/ir"},
	"generator/linkcheck":       {"generator/files", "generator/docs/markdown"},
	"generator/diff":            {"generator/compare", "generator/goapi", "generator/ir", "generator/strict", "generator/diag"},
	"generator/changelog":       {"generator/compare", "generator/ir"},
	"generator/compare":         {"generator/ecma", "generator/keyword", "generator/source", "generator/ir", "generator/diag"},
	"generator/keyword":         {"generator/source", "generator/ecma", "generator/ir", "generator/validate", "generator/diag"},
	"generator/mock":            {"generator/sample", "generator/serve", "generator/validators/interpret", "generator/keyword", "generator/ir", "generator/validate", "generator/diag"},
	"generator/sample":          {"generator/compare", "generator/keyword", "generator/ir"},
	"generator/plural":          {}, // all but what is copied into the output may import it
	"generator/visible":         {}, // as may they this
	"generator/validate":        {}, // it is copied into the output
	"generator/goapi":           {"generator/ir"},
	"generator/ecma":            {},
	"generator/ir":              {"generator/diag"},
	"generator/rules":           {"generator/diag"},
	"generator/diag":            {},
	"templates":                 {},

	// The validators, whose packages each import only those below them.
	"generator/validators":            {"generator/emit", "generator/config", "generator/output", "generator/validators/bytecheck", "generator/validators/code", "generator/validators/plan", "generator/validators/valuecheck", "generator/goapi", "generator/keyword", "generator/ir", "generator/diag"},
	"generator/validators/valuecheck": {"generator/validators/bytecheck", "generator/validators/code", "generator/validators/plan", "generator/goapi", "generator/keyword", "generator/ir"},
	"generator/validators/bytecheck":  {"generator/validators/code", "generator/validators/plan", "generator/goapi", "generator/keyword", "generator/ir", "generator/validate"},
	"generator/validators/code":       {"generator/validators/plan", "generator/ecma", "generator/goapi", "generator/keyword", "generator/ir", "generator/diag"},
	"generator/validators/interpret":  {"generator/validators/plan", "generator/ecma", "generator/keyword", "generator/ir", "generator/validate"},
	"generator/validators/plan":       {"generator/ecma", "generator/keyword", "generator/ir", "generator/validate", "generator/diag"},

	// For tests alone.
	"generator/keyword/keywordtest": {},
	"generator/internal/golden":     {},
	"generator/internal/infiles":    {"generator/source"},
	"generator/lower/lowertest":     {"generator/goapi", "generator/load", "generator/lower", "generator/ir", "generator/diag"},
	"generator/validators/worktest": {},
	"generator/hostiletest":         {"generator/source"},
	"spec":                          {},
}

// copied are the packages that emitted code brings along.
var copied = []string{"generator/validate", "generator/serve", "generator/serve/facade", "generator/call"}

// mayImportOpenAPI are the packages that may see kin-openapi.
var mayImportOpenAPI = []string{"generator/load", "generator/gotypes"}

// TestImports compares the packages with mayImport.
func TestImports(t *testing.T) {
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", module+"cmd/...", module+"generator/...", module+"templates/...", module+"spec", module+"generated/...")
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %s", exit.Stderr)
		}
		t.Fatal(err)
	}
	imports := map[string][]string{}
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		imports[strings.TrimPrefix(p.ImportPath, module)] = p.Imports
	}
	for pkg, paths := range imports {
		checkImports(t, pkg, paths)
	}
	for pkg, allowed := range mayImport {
		for _, path := range allowed {
			switch {
			case !slices.Contains(imports[pkg], module+path):
				t.Errorf("%s does not import %s: remove it from mayImport", pkg, path)
			case isEmitter(pkg) && isEmitter(path):
				t.Errorf("%s may not import %s: both are emitters", pkg, path)
			}
		}
	}
	for _, pkg := range mayImportOpenAPI {
		if !slices.ContainsFunc(imports[pkg], isOpenAPI) {
			t.Errorf("%s does not import kin-openapi: remove it from mayImportOpenAPI", pkg)
		}
	}
}

// isEmitter reports whether a package is an emitter: generator only lists them.
func isEmitter(pkg string) bool {
	return pkg != "generator" && slices.Contains(mayImport[pkg], "generator/emit")
}

func isOpenAPI(path string) bool { return strings.HasPrefix(path, "github.com/getkin/kin-openapi") }

func checkImports(t *testing.T, pkg string, imports []string) {
	allowed, ok := mayImport[pkg]
	generated := strings.HasPrefix(pkg, "generated/")
	if !ok && !generated {
		t.Errorf("%s: say in mayImport what it may import", pkg)
	}
	for _, path := range imports {
		ours, isOurs := strings.CutPrefix(path, module)
		switch {
		case isOurs && generated && strings.HasPrefix(ours, "generated/"):
		case slices.Contains([]string{"generator/visible", "generator/plural"}, ours) && !slices.Contains(copied, pkg) && !generated: // whatever writes texts
		case isOurs && !slices.Contains(allowed, ours):
			t.Errorf("%s may not import %s", pkg, ours)
		case pkg == "generator/validate" && strings.Contains(path, "."):
			t.Errorf("%s may not import %s: it needs the standard library alone", pkg, path)
		case isOpenAPI(path) && !slices.Contains(mayImportOpenAPI, pkg):
			t.Errorf("%s may not import %s", pkg, path)
		}
	}
}
