// This file is the command version, and what tells one build of oasmint from
// another.

package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/oasmint/oasmint/generator/files"
	"github.com/oasmint/oasmint/generator/output"
)

type versionCmd struct{}

// Run prints the version of oasmint and of the Go that built it.
func (versionCmd) Run(s *session) error {
	fmt.Fprintln(s.stdout, versionLine())
	return nil
}

func versionLine() string { return fmt.Sprintf("oasmint %s %s", toolVersion(), runtime.Version()) }

// toolVersion is the version of the module that this binary was built from, or
// devel for one built in its own source tree.
func toolVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}
	return info.Main.Version
}

// build identifies this build of oasmint: what two builds with one ID emit is the
// same. Where every module is a released version, which cannot change, the ID is
// their list; otherwise it is the executable's build ID. Where that cannot be read,
// it is another one every time, so that no lock counts as up to date.
func (s *session) build() string {
	if s.buildID == "" {
		info, ok := debug.ReadBuildInfo()
		if ok && released(info) {
			s.buildID = modules(info)
		} else if id, err := executableID(); err == nil {
			s.buildID = id
		} else {
			s.detail("oasmint cannot read its own executable: %v", err)
			s.buildID = fmt.Sprint(os.Getpid(), " ", s.started.UnixNano())
		}
	}
	return s.buildID
}

// released reports whether every module of a build is a version that cannot
// change: no local folder in the place of one, no work that is not committed.
func released(info *debug.BuildInfo) bool {
	fixed := func(m *debug.Module) bool {
		if m.Replace != nil {
			m = m.Replace
		}
		return m.Version != "" && m.Version != "(devel)" && !strings.HasSuffix(m.Version, "+dirty")
	}
	for _, m := range info.Deps {
		if !fixed(m) {
			return false
		}
	}
	return fixed(&info.Main)
}

// modules lists the Go version and the modules of a build.
func modules(info *debug.BuildInfo) string {
	var b strings.Builder
	b.WriteString(info.GoVersion)
	for _, m := range append([]*debug.Module{&info.Main}, info.Deps...) {
		for ; m != nil; m = m.Replace {
			fmt.Fprintf(&b, "\n%s %s %s", m.Path, m.Version, m.Sum)
		}
	}
	return b.String()
}

// goNote is how an ELF note with Go's build ID goes on after its sizes: type 4,
// name "Go". The ID ends in a hash of all that was compiled into the executable
// (go help buildid).
var goNote = []byte("\x04\x00\x00\x00Go\x00\x00")

// noteID finds the build ID in the beginning of an ELF file, or returns "".
func noteID(head []byte) string {
	i := bytes.Index(head, goNote)
	if i < 4 {
		return ""
	}
	size := int(binary.LittleEndian.Uint32(head[i-4:]))
	id := head[i+len(goNote):]
	if size < 20 || size > 200 || size > len(id) {
		return ""
	}
	return string(id[:size])
}

// executableID reads what tells this executable from any other: its build ID
// or, on systems that do not have it in a note, a hash of it all.
func executableID() (string, error) {
	name, err := os.Executable()
	if err != nil {
		return "", err
	}
	file, err := files.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	head := make([]byte, 64<<10)
	n, err := io.ReadFull(file, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return "", err
	}
	if id := noteID(head[:n]); id != "" {
		return id, nil
	}
	rest, err := io.ReadAll(file)
	if err != nil {
		return "", err
	}
	return output.Sum(append(head[:n], rest...)), nil
}
