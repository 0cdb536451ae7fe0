package goapi

import (
	"errors"
	"fmt"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/mod/module"

	"github.com/oasmint/oasmint/generator/ir"
)

// This file reads the Go types that users ask for, and names the packages that emitted
// Go imports for them.

// ParseType reads a Go type: a predeclared one (string), or the import path of a package
// and a name (github.com/google/uuid.UUID), with *, [] or map[string] before it. What is
// read is safe to be written into Go code. The error says what is wrong with the text.
func ParseType(text string) (*ir.GoType, error) {
	t := &ir.GoType{}
	rest := text
	for {
		i := slices.IndexFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(rest, prefix) })
		if i < 0 {
			break
		}
		t.Prefix, rest = t.Prefix+prefixes[i], rest[len(prefixes[i]):]
	}
	if strings.Contains(t.Prefix, "**") {
		return nil, errors.New("it is a pointer to a pointer")
	}
	slash := strings.LastIndexByte(rest, '/')
	dot := strings.LastIndexByte(rest, '.')
	switch {
	case rest == "":
		return nil, errors.New("it has no name")
	case strings.ContainsAny(rest, "[](){}<>* \t\r\n"):
		return nil, errors.New("it is neither a predeclared type nor an import path and a name; give it a name of its own, in a package")
	case dot <= slash && slash >= 0:
		return nil, errors.New("no type's name stands behind the import path")
	case dot < 0 && slices.Contains(predeclared, rest):
		t.Name = rest
		return t, nil
	case dot < 0:
		return nil, errors.New("it is no predeclared type, and has no import path")
	}
	t.Import, t.Name = rest[:dot], rest[dot+1:]
	if err := module.CheckImportPath(t.Import); err != nil {
		return nil, fmt.Errorf("%q is no import path", t.Import)
	}
	if !token.IsIdentifier(t.Name) || !token.IsExported(t.Name) {
		return nil, fmt.Errorf("%q is no name of an exported type", t.Name)
	}
	return t, nil
}

var prefixes = []string{"*", "[]", "map[string]"}

// predeclared are the types of Go itself that hold JSON values.
var predeclared = []string{
	"any", "bool", "string", "byte", "float32", "float64",
	"int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64",
}

// ImportNames gives each import path a name of its own in the emitted files. The paths
// are sorted.
func ImportNames(paths []string) map[string]string {
	out := map[string]string{}
	taken := map[string]bool{}
	for _, p := range paths {
		if name := standard[p]; name != "" {
			out[p] = name
			continue
		}
		for name := range importNames(p) {
			if !taken[name] && !slices.Contains(used, name) && !token.IsKeyword(name) {
				out[p], taken[name] = name, true
				break
			}
		}
	}
	return out
}

// importNames yields the names that a package would be imported under, best first.
func importNames(p string) func(func(string) bool) {
	var words []string
	for step := range strings.SplitSeq(p, "/") {
		if word := importWord(step); word != "" {
			words = append(words, word)
		}
	}
	return func(yield func(string) bool) {
		name := ""
		for _, word := range slices.Backward(words) {
			if name = word + name; !yield(name) {
				return
			}
		}
		for name == "" || yield(name) {
			name += "pkg"
		}
	}
}

var (
	majorVersion = regexp.MustCompile(`^v[0-9]+$`)
	notInWord    = regexp.MustCompile(`[^a-z0-9]`)
)

// importWord is what a step of an import path gives to the name of a package: the
// letters and digits of money for go-money, money.v2 and money-go; "" for v2.
func importWord(step string) string {
	step = strings.ToLower(step)
	if ext := path.Ext(step); ext != "" && (ext == ".go" || majorVersion.MatchString(ext[1:])) {
		step = strings.TrimSuffix(step, ext)
	}
	if majorVersion.MatchString(step) {
		return ""
	}
	word := notInWord.ReplaceAllString(strings.TrimSuffix(strings.TrimPrefix(step, "go-"), "-go"), "")
	if word != "" && word[0] <= '9' {
		return "pkg" + word
	}
	return word
}

// standard are the packages that emitted files import themselves, and their names there.
var standard = map[string]string{
	"encoding/json": "json", "time": "time", "log/slog": "slog", "net/url": "url", "mime/multipart": "multipart",
}

// used are the names in emitted files that no package may have: those of packages that
// they import, of variables, and of Go itself.
var used = strings.Fields(`
	json time slog url multipart validate
	a at additional any args b body bool byte c cap check child chosen contained count d data decode decoded done e elem empty end enum err error evaluated
	false field fieldname fields file files float32 float64 form found from holds i inner int int8 int16 int32 int64 item items iota
	j k keep key known len m make map member members n name new nil null ok opts out p panic r raw read rest rune s seen set start string
	t table text true types uint uint8 uint16 uint32 uint64 uintptr unknown v value values w x y z
`)
