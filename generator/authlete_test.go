package generator_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/ir"
)

// TestAuthlete generates every document of the Authlete API there is, the newest one
// twice, and compiles the Go in a module that has nothing but the standard library.
func TestAuthlete(t *testing.T) {
	t.Parallel()
	m := newModule(t)
	m.write(t, "go.mod", []byte("module "+modulePath+"\n\ngo 1.24\n"))
	m.write(t, "go.sum", nil)
	for _, file := range []string{"../spec/authlete.yaml", "../../shared/authlete/official.yaml", "../../shared/authlete/official-2025-11.yaml",
		"../../shared/authlete/official-2.3.12.yaml", "../../shared/authlete/seed-pathrefs.yaml"} {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		if _, err := os.Stat(file); err != nil {
			t.Logf("skipped: %s is not there", file)
			continue
		}
		result, err := generated(file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if name == "official" {
			again, err := generateOnce(file)
			if err != nil || !slices.EqualFunc(result.Files, again.Files, sameFile) {
				t.Errorf("%s: two runs differ (%v)", name, err)
			}
		}
		for _, f := range result.Files {
			for _, word := range mangled {
				if bytes.Contains(f.Data, []byte(word)) || strings.Contains(f.Path, word) {
					t.Errorf("%s: %s holds %q, or is called so", name, f.Path, word)
				}
			}
		}
		folder := strings.NewReplacer(".", "_", "-", "_").Replace(name)
		m.add(t, folder, result.Files)
		if name == "seed-pathrefs" {
			seed(t, result)
		}
	}
	for folder, reason := range m.run(t, "vet") {
		t.Errorf("%s: %s", folder, reason)
	}
}

// mangled is what the seed's names were made of: escaped pointers.
var mangled = []string{"Percent7B", "Percent7D", "1api1", "Application1json", "schemaItems", "RequestBodyContent"}

// seed checks what comes out of the document that the project began with.
func seed(t *testing.T, result *generator.Result) {
	i := slices.IndexFunc(result.API.Schemas, func(s *ir.Schema) bool { return s.Name == "AuthTokenFailRequest" })
	if i < 0 {
		t.Fatal("there is no AuthTokenFailRequest")
	}
	s := result.API.Schemas[i]
	for _, op := range result.API.Operations {
		if op.Name != "AuthTokenFail" {
			continue
		}
		if len(op.Body.Content) != 2 || op.Body.Content[0].Schema != s || op.Body.Content[1].Schema != s {
			t.Error("the JSON and the form body of AuthTokenFail are not one type")
		}
	}
	var types, page []byte
	for _, f := range result.Files {
		switch f.Path {
		case "api/types.gen.go":
			types = f.Data
		case "docs/schemas/auth-token-fail-request.md":
			page = f.Data
		}
	}
	for _, want := range []string{
		"\tTicket string `json:\"ticket\"`", "\tReason AuthTokenFailRequestReason `json:\"reason\"`",
		"AuthTokenFailRequestReasonUnknown ", "AuthTokenFailRequestReasonInvalidResourceOwnerCredentials ", "AuthTokenFailRequestReasonInvalidTarget ",
	} {
		if !bytes.Contains(types, []byte(want)) {
			t.Errorf("the types lack %q", want)
		}
	}
	for _, want := range []string{
		"# AuthTokenFailRequest\n", "`ticket`", "`reason`", "`UNKNOWN`", "`INVALID_RESOURCE_OWNER_CREDENTIALS`", "`INVALID_TARGET`",
		"(../operations/auth-token-fail.md)",
	} {
		if !bytes.Contains(page, []byte(want)) {
			t.Errorf("the page lacks %q:\n%s", want, page)
		}
	}
}

// TestGenerated regenerates what is committed in generated/ and compares it,
// byte by byte; `make generate` writes it.
func TestGenerated(t *testing.T) {
	data, err := os.ReadFile("../oasmint.yaml")
	if err != nil {
		t.Fatal(err)
	}
	conf, err := generator.ParseConfig("oasmint.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	committed := map[string]bool{}
	err = filepath.WalkDir("../generated", func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.HasSuffix(path, "_test.go") {
			committed[filepath.ToSlash(strings.TrimPrefix(path, "../"))] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, target := range conf.Targets {
		target.Spec = "../" + target.Spec
		result, err := generator.Generate(context.Background(), target, generator.Options{GoImport: "github.com/oasmint/oasmint/generated/authlete"})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range result.Files {
			onDisk, err := os.ReadFile("../" + f.Path)
			if err != nil || !bytes.Equal(onDisk, f.Data) {
				t.Errorf("%s is not what the document gives (%v); run make generate", f.Path, err)
			}
			delete(committed, f.Path)
		}
	}
	for path := range committed {
		t.Errorf("%s is left over", path)
	}
}
