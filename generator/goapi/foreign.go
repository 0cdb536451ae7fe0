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
	prefix, rest := cutPrefixes(text)
	t := &ir.GoType{Prefix: prefix}
	if strings.Contains(t.Prefix, "**") {
		return nil, errors.New("a pointer to a pointer holds no JSON value")
	}
	slash := strings.LastIndexByte(rest, '/')
	dot := strings.LastIndexByte(rest, '.')
	switch {
	case rest == "":
		return nil, errors.New("expected the name of a type")
	case strings.ContainsAny(rest, "[](){}<>* \t\r\n"):
		return nil, errors.New("expected a predeclared type, or an import path and a name; other types need a name, in a package")
	case dot <= slash && slash >= 0:
		return nil, errors.New("expected a name behind the import path")
	case dot < 0 && slices.Contains(predeclared, rest):
		t.Name = rest
		return t, nil
	case dot < 0:
		return nil, errors.New("expected an import path before a name that Go does not predeclare")
	}
	t.Import, t.Name = rest[:dot], rest[dot+1:]
	if err := module.CheckImportPath(t.Import); err != nil {
		return nil, fmt.Errorf("%q is no import path", t.Import)
	}
	if t.Import == "C" || t.Import == "unsafe" {
		return nil, fmt.Errorf("types of %s hold no JSON values", t.Import)
	}
	if t.Import == "math/big" && !strings.HasSuffix(prefix, "*") {
		return nil, fmt.Errorf("its methods are those of a pointer: write %s*math/big.%s", prefix, t.Name)
	}
	if !token.IsIdentifier(t.Name) || !token.IsExported(t.Name) {
		return nil, fmt.Errorf("%q is no name of an exported type", t.Name)
	}
	return t, nil
}

// ParseQualified reads a Go type as Go source has it (uuid.UUID), with the import path of
// its package and the name that it is imported under, "" where it is not said; without a
// path the package is one of the standard library.
func ParseQualified(text, path, name string) (*ir.GoType, error) {
	text = strings.ReplaceAll(text, "interface{}", "any")
	prefix, rest := cutPrefixes(text)
	qualifier, base, qualified := strings.Cut(rest, ".")
	switch {
	case path == "" && (!qualified || strings.Contains(rest, "/")):
		return ParseType(text)
	case !qualified:
		return nil, errors.New("expected the package that is imported before the name, and a dot")
	case !token.IsIdentifier(qualifier), qualifier == "_", name != "" && name != qualifier:
		return nil, errors.New("what stands before the dot is not the package that is imported")
	case path == "":
		if path = known[qualifier]; path == "" {
			return nil, errors.New("expected an x-go-type-import for its package")
		}
	}
	return ParseType(prefix + path + "." + base)
}

// known are the packages that generators import without being told.
var known = map[string]string{
	"json": "encoding/json", "time": "time", "url": "net/url", "netip": "net/netip", "net": "net", "big": "math/big", "multipart": "mime/multipart",
	"openapi_types": "github.com/oapi-codegen/runtime/types",
}

// cutPrefixes takes off what stands before the name of a type.
func cutPrefixes(text string) (prefix, rest string) {
	for rest = text; ; {
		i := slices.IndexFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(rest, prefix) })
		if i < 0 {
			return prefix, rest
		}
		prefix, rest = prefix+prefixes[i], rest[len(prefixes[i]):]
	}
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
			if !taken[name] && !slices.Contains(used, name) && !usedPattern.MatchString(name) && !token.IsKeyword(name) {
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
	false field fieldname fields file files float32 float64 form found from header holds i inner int int8 int16 int32 int64 item items iota
	j k keep key known len m make map member members n name new nil null ok opts out p panic r raw read rest rune s seen set several start string
	t table text true types uint uint8 uint16 uint32 uint64 uintptr unknown v value values w x y z
`)

// usedPattern matches the variables for patterns of the document.
var usedPattern = regexp.MustCompile(`^pattern[0-9]+$`)
