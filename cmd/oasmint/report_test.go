package main

import (
	"strings"
	"testing"
)

func TestCommand(t *testing.T) {
	for args, want := range map[string]string{
		"check":                          "oasmint generate --force",
		"check|--format|github|-C|api":   "oasmint generate --force -C api",
		"check|--format=json|--full":     "oasmint generate --force",
		"-C|api|check|--diff":            "oasmint -C api generate --force",
		"generate|-q|--spec|it's $here":  `oasmint generate --force --spec 'it'\''s $here'`,
		"check|--lock=a b|--verbose|-v":  "oasmint generate --force '--lock=a b'",
		"generate|--spec|-|--go-out|api": "oasmint generate --force --spec - --go-out api",
	} {
		s := &session{args: strings.Split(args, "|")}
		if got := s.command("generate", "--force"); got != want {
			t.Errorf("%s: got %s, expected %s", args, got, want)
		}
	}
}
