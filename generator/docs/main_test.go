package docs_test

import (
	"os"
	"runtime/debug"
	"testing"
)

// TestMain lets memory grow further than it does by default: these tests run the pipeline
// many times, and a quarter of that would be garbage collection.
func TestMain(m *testing.M) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	m.Run()
}
