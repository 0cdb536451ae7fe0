package docs_test

import (
	"slices"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// TestSampleLabels has one spelling for a language, whoever shows it.
func TestSampleLabels(t *testing.T) {
	api := lowertest.Text(t, []byte(`openapi: 3.0.3
info: {title: t, version: '1'}
paths:
  /a:
    get:
      operationId: getA
      x-codeSamples:
        - {lang: java, source: 'a();'}
        - {lang: csharp, label: C#, source: 'A();'}
        - {lang: java, label: Our library, source: 'b();'}
      responses: {'200': {description: ok}}
`))
	var diags diag.List
	reference, err := docs.Render(api, docs.Options{Samples: []docs.Language{"curl", "java"}}, &diags)
	if err != nil {
		t.Fatal(err)
	}
	var labels []string
	for _, sample := range reference.Sections[0].Pages[0].Samples {
		labels = append(labels, string(sample.Label))
	}
	for label, want := range map[string]int{"Java": 2, "C#": 1, "Our library": 1, "java": 0} {
		if got := len(slices.DeleteFunc(slices.Clone(labels), func(l string) bool { return l != label })); got != want {
			t.Errorf("%q is there %d times, expected %d: %q", label, got, want, labels)
		}
	}
}
