package config

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
	"golang.org/x/tools/txtar"

	"github.com/oasmint/oasmint/generator/strict"
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

// TestSchemaKeys compares the keys of the schema with those of the Go types.
func TestSchemaKeys(t *testing.T) {
	compareKeys(t, "", schema(t), reflect.TypeFor[Config]())
}

func compareKeys(t *testing.T, at string, s *jsonschema.Schema, typ reflect.Type) {
	for s.Ref != nil && s.Properties == nil {
		s = s.Ref
	}
	for typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	switch typ.Kind() {
	case reflect.Slice:
		compareKeys(t, at+"[]", s.Items.(*jsonschema.Schema), typ.Elem())
	case reflect.Struct:
		for name := range s.Properties {
			if !slices.ContainsFunc(strict.Fields(typ), func(f strict.Field) bool { return f.Key == name }) {
				t.Errorf("%s.%s is in the schema, and no key of %s", at, name, typ)
			}
		}
		for i := range typ.NumField() {
			name, ok := typ.Field(i).Tag.Lookup("key")
			if !ok {
				continue
			}
			child := s.Properties[name]
			if child == nil {
				t.Errorf("%s.%s is a key of %s, and not in the schema", at, name, typ)
				continue
			}
			compareKeys(t, at+"."+name, child, typ.Field(i).Type)
		}
	}
}

// TestSchemaPresets compares the schema's presets with the package's.
func TestSchemaPresets(t *testing.T) {
	target := schema(t).Properties["targets"].Items.(*jsonschema.Schema).Ref
	var got []string
	for _, v := range target.Properties["docs"].Properties["preset"].Enum.Values {
		got = append(got, v.(string))
	}
	if !slices.Equal(got, Presets) {
		t.Errorf("the schema has the presets %v, the package %v", got, Presets)
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
		if _, err := Parse(file, data); err != nil {
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
