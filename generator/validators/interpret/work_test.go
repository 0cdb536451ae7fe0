package interpret_test

import (
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
	"github.com/oasmint/oasmint/generator/validators/interpret"
	"github.com/oasmint/oasmint/generator/validators/worktest"
)

// FuzzWork draws recursive schemas and nested bodies, and doubles the bodies: what a check
// reads, each byte as often as it is read, grows with the body and not beyond. TestDoorSteps
// counts what emitted packages do, by all ways in and out.
// Until checks begin to remember, at 5 times the body and 4 kB, it may grow faster for a
// while: only what does so three times in succession, and reads a byte more often than
// there are places in the schema, is a fault.
func FuzzWork(f *testing.F) {
	for seed := range uint64(2) {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, schemaSeed, bodySeed uint64) {
		document, places := worktest.Document(schemaSeed)
		api, found := lowertest.Findings(document)
		for _, d := range found {
			if d.Severity == diag.Error {
				return // no schema of use: one that holds for no value, and the like
			}
		}
		checker := interpret.New(api)
		for _, s := range api.Schemas {
			if !s.IsComponent() {
				continue
			}
			for shape := range worktest.Shapes {
				var read []int
				faster := 0 // how often in succession twice the body took more than twice the work
				for _, n := range []int{6, 12, 25, 50, 100, 200} {
					text := worktest.Body(bodySeed, shape, n)
					work, bound := checker.Work(s, text), (6+places)*len(text)+4096
					if len(read) > 0 && 10*work > 23*read[len(read)-1] {
						faster++
					} else {
						faster = 0
					}
					read = append(read, work)
					if faster >= 3 && work > bound || work > bound+1<<20 { // the latter ends what grows by powers early
						t.Fatalf("%s: %v bytes are read of bodies that double up to %d (%d places)\n%s\n%.300s", s.Name, read, len(text), places, document, text)
					}
				}
			}
		}
	})
}
