package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// What executableID reads is what the go command calls the build ID.
func TestExecutableID(t *testing.T) {
	name, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	id, err := executableID()
	if err != nil || id == "" {
		t.Fatalf("got %q, %v", id, err)
	}
	out, err := exec.Command("go", "tool", "buildid", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.TrimSpace(string(out)); want != "" && strings.Contains(id, "/") && id != want {
		t.Errorf("got %q, expected %q", id, want)
	}
	for _, head := range []string{"", "Go\x00\x00", "\x04\x00\x00\x00Go\x00\x00", "\xff\xff\xff\xff\x04\x00\x00\x00Go\x00\x00abc", "\x04\x00\x00\x00S\x00\x00\x00\x04\x00\x00\x00Go\x00\x00short"} {
		if got := noteID([]byte(head)); got != "" {
			t.Errorf("%q holds %q", head, got)
		}
	}
}
