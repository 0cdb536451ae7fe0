package main

import (
	"slices"
	"testing"

	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/docs"
)

// TestPresets shows that the configuration knows the presets that docs has.
func TestPresets(t *testing.T) {
	got, want := slices.Sorted(slices.Values(config.Presets)), slices.Sorted(slices.Values(docs.Presets()))
	if !slices.Equal(got, want) {
		t.Errorf("config has %v, docs %v", got, want)
	}
}
