// This file builds the programs that are measured, and finds the Authlete
// document.

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// tools are the built programs, the document, and the temporary folder that a
// run keeps all in.
type tools struct {
	dir                        string
	oasmint, oapiCodegen, ogen string
	spec, specName             string
}

// buildTools builds oasmint by its own go.mod, oapi-codegen by its own, ogen by
// the one here.
func buildTools() (*tools, error) {
	dir, err := os.MkdirTemp("", "oasmint-bench-")
	if err != nil {
		return nil, err
	}
	t := &tools{dir: dir}
	err = errors.Join(
		t.build(&t.oasmint, "..", "./cmd/oasmint"),
		t.install(&t.oapiCodegen, "github.com/oapi-codegen/oapi-codegen/v2", "cmd/oapi-codegen"),
		t.build(&t.ogen, ".", "github.com/ogen-go/ogen/cmd/ogen"),
		t.findSpec("../../shared/authlete/official.yaml", ownSpec),
	)
	if err != nil {
		t.remove()
		return nil, err
	}
	return t, nil
}

func (t *tools) remove() { os.RemoveAll(t.dir) }

func (t *tools) build(binary *string, module, pkg string) error {
	*binary = filepath.Join(t.dir, "bin", filepath.Base(pkg))
	return command(module, "go", "build", "-o", *binary, pkg)
}

// install builds a program of the version in go.mod, but with the dependencies
// that it was released with, as its users do: with others it is another program.
func (t *tools) install(binary *string, module, pkg string) error {
	version, err := exec.Command("go", "list", "-m", "-f", "{{.Version}}", module).Output()
	if err != nil {
		return err
	}
	*binary = filepath.Join(t.dir, "bin", filepath.Base(pkg))
	cmd := exec.Command("go", "install", module+"/"+pkg+"@"+strings.TrimSpace(string(version)))
	cmd.Env = append(os.Environ(), "GOBIN="+filepath.Dir(*binary))
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", cmd, err, out)
	}
	return nil
}

// ownSpec is the Authlete API in the repository's own words.
const ownSpec = "../spec/authlete.yaml"

// findSpec takes the first of paths that there is: the document as it is
// published may lie beside the repository, but does not belong to it.
func (t *tools) findSpec(paths ...string) error {
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil {
			t.specName = fmt.Sprintf("%s (%.1f MB)", path, float64(info.Size())/1e6)
			t.spec, err = filepath.Abs(path)
			return err
		}
	}
	return errors.New("no document to measure with: run this in the folder .bench of the repository")
}

// peers are the modules that oasmint is measured beside.
var peers = []string{
	"github.com/oapi-codegen/oapi-codegen/v2",
	"github.com/oapi-codegen/nethttp-middleware",
	"github.com/ogen-go/ogen",
	"github.com/go-faster/jx",
	"github.com/getkin/kin-openapi",
	"github.com/santhosh-tekuri/jsonschema/v6",
	"github.com/go-playground/validator/v10",
}

// printVersions says what is measured, and on what.
func printVersions() error {
	fmt.Printf("%s, %d CPUs; beside:\n\n", runtime.Version(), runtime.NumCPU())
	cmd := exec.Command("go", append([]string{"list", "-m"}, peers...)...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	err := cmd.Run()
	fmt.Println()
	return err
}

// command runs a program that is not measured.
func command(dir, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", cmd, err, out)
	}
	return nil
}
