package config_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
	"golang.org/x/tools/txtar"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/internal/golden"
)

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile("oasmint.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// accepts reports what the schema says about a configuration.
func accepts(t *testing.T, s *jsonschema.Schema, data []byte) error {
	t.Helper()
	var value any
	if err := yaml.Load(data, &value); err != nil {
		return err
	}
	return s.Validate(value)
}

// TestSchema shows that oasmint.schema.json is what the list of emitters gives.
func TestSchema(t *testing.T) {
	got, err := config.Schema(generator.Sections())
	if err != nil {
		t.Fatal(err)
	}
	golden.File(t, "oasmint.schema.json", got)
}

// TestSchemaDescribes shows that every key of a target has a description.
func TestSchemaDescribes(t *testing.T) {
	var describe func(at string, s *jsonschema.Schema)
	seen := 0
	describe = func(at string, s *jsonschema.Schema) {
		if items, ok := s.Items.(*jsonschema.Schema); ok {
			describe(at, items)
		}
		for key, child := range s.Properties {
			if seen++; child.Description == "" {
				t.Errorf("%s/%s has no description", at, key)
			}
			describe(at+"/"+key, child)
		}
	}
	describe("", schema(t))
	if seen < 20 {
		t.Errorf("only %d keys were seen", seen)
	}
}

// TestSchemaAccepts holds the schema and Parse against the same files.
func TestSchemaAccepts(t *testing.T) {
	s := schema(t)
	for _, file := range []string{"testdata/full.yaml", "../../oasmint.yaml"} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := accepts(t, s, data); err != nil {
			t.Errorf("%s: the schema says: %v", file, err)
		}
		if _, err := generator.ParseConfig(file, data); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// TestSchemaRefuses shows that the schema refuses what Parse refuses, but for
// what a schema cannot see.
func TestSchemaRefuses(t *testing.T) {
	s := schema(t)
	files, err := filepath.Glob("testdata/errors/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases (%v)", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		unseen := bytes.Contains(archive.Comment, []byte("No schema sees this"))
		err = accepts(t, s, archive.Files[0].Data)
		if refused := err != nil; refused == unseen {
			t.Errorf("%s: the schema says: %v", file, err)
		}
	}
}
