package validators

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
)

// The JSON Schema Test Suite, through emitted validators.

const sharedDir = "../../../shared"

type suiteGroup struct {
	Description string
	Schema      json.RawMessage
	Tests       []suiteCase
}

type suiteCase struct {
	Description string
	Data        json.RawMessage
	Valid       bool
}

// scope says what of the suite no OpenAPI document asks for, and why. A row is for a
// file, or for what is said of a group's schema when it is lowered.
var scope = []struct {
	dialect string // "" is both
	file    string
	said    string // the code of a finding, or part of its message
	reason  string
}{
	{file: "refRemote.json", reason: "refers to other documents, which the loader resolves"},
	{file: "vocabulary.json", reason: "vocabularies are a meta-schema's affair"},
	{file: "format.json", reason: "there a format is an annotation; here those of format/ are asserted"},
	{said: "unresolved-ref", reason: "refers to a meta-schema, or to another document"},
	{said: "a list of values that is not empty", reason: "an enum without values: reported, and not enforced"},
	{dialect: "draft4", said: `"additionalItems" is not enforced`, reason: "OpenAPI 3.0 has no additionalItems"},
	{dialect: "draft4", said: `"dependencies" is not enforced`, reason: "OpenAPI 3.0 has no dependencies"},
	{dialect: "draft4", said: "a list of them is prefixItems", reason: "OpenAPI 3.0 has no list of items"},
}

func TestSuite(t *testing.T) {
	dir := filepath.Join(sharedDir, "suite")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the JSON Schema Test Suite is not beside the project (../shared/suite)")
	}
	dialects := []*suite{{dialect: "draft2020-12", openapi: "3.1.0"}, {dialect: "draft4", openapi: "3.0.3"}}
	b, used := newBodyModule(t), map[int]bool{}
	for i, s := range dialects {
		s.read(t, dir, used)
		b.add(t, fmt.Sprintf("api%d", i), s.schemas, s.cases)
	}
	said := b.check(t)
	for _, s := range dialects {
		s.judge(t, said[:len(s.cases)])
		said = said[len(s.cases):]
	}
	for i, row := range scope {
		if !used[i] {
			t.Errorf("nothing is out of scope by %+v", row)
		}
	}
}

// suite is one dialect of the suite.
type suite struct {
	dialect string
	openapi string // the version whose dialect is, or is closest to, this one
	schemas []*ir.Schema
	cases   []bodyCase
	out     map[string]int // how many cases are out of scope, by the reason
}

// read lowers the schemas of a dialect. It notes which rows of scope were used.
func (s *suite) read(t *testing.T, dir string, used map[int]bool) {
	t.Helper()
	s.out = map[string]int{}
	dir = filepath.Join(dir, s.dialect)
	files, _ := filepath.Glob(filepath.Join(dir, "*.json"))
	formats, _ := filepath.Glob(filepath.Join(dir, "format", "*.json"))
	for _, path := range append(files, formats...) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		file, _ := strings.CutPrefix(path, dir+"/")
		for _, group := range decode[[]suiteGroup](data) {
			name := fmt.Sprintf("S%dS", len(s.schemas))
			api, root, findings := lowerSchema(s.openapi, name, string(group.Schema))
			switch row := s.outOfScope(file, findings); {
			case row >= 0:
				used[row] = true
				s.out[scope[row].reason] += len(group.Tests)
				continue
			case root == nil:
				t.Errorf("%s: %s: %v", file, group.Description, findings)
				continue
			}
			s.schemas = append(s.schemas, api.Schemas...)
			for _, c := range group.Tests {
				s.cases = append(s.cases, bodyCase{Schema: root.Name, Data: inDocument(string(c.Data), name), Valid: c.Valid,
					Name: file + ": " + group.Description + ": " + c.Description})
			}
		}
	}
}

// outOfScope returns the first row of scope that a group fits, or -1.
func (s *suite) outOfScope(file string, findings []diag.Diagnostic) int {
	for i, row := range scope {
		said := func(d diag.Diagnostic) bool { return d.Code == row.said || strings.Contains(d.Message, row.said) }
		if (row.dialect == "" || row.dialect == s.dialect) && (row.file == "" || row.file == file) &&
			(row.said == "" || slices.ContainsFunc(findings, said)) {
			return i
		}
	}
	return -1
}

// judge holds what validators said of the cases against what the suite says.
func (s *suite) judge(t *testing.T, said []string) {
	t.Helper()
	wrong := 0
	for i, c := range s.cases {
		if (said[i] == "") == c.Valid {
			continue
		}
		wrong++
		t.Errorf("%s\n\t%s: want valid %v, got %q", c.Name, c.Data, c.Valid, said[i])
	}
	t.Logf("%s: %d of %d in scope are right", s.dialect, len(s.cases)-wrong, len(s.cases))
	for _, reason := range slices.Sorted(maps.Keys(s.out)) {
		t.Logf("%5d out of scope: %s", s.out[reason], reason)
	}
}
