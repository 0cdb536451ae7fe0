// This file measures large documents: what making Go of them takes, what comes of it, and
// what building that takes.

package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"
)

// largeDocuments are those that lie beside the repository; GRAPH, where it is set, names
// Microsoft Graph's, which is too large to lie there.
var largeDocuments = []struct{ name, file string }{
	{"GitHub", "../../shared/corpus/github.com__api.github.com.json"},
	{"Stripe", "../../shared/corpus/stripe.com.json"},
	{"Kubernetes", "../../shared/corpus/kubernetes.io.json"},
	{"Graph", os.Getenv("GRAPH")},
}

// largeEnd ends a tool that takes longer, in seconds.
const largeEnd = "900"

// large runs each tool once on each document: a run takes minutes, and is not the faster
// for another before it.
func large(t *tools) error {
	dir := filepath.Join(madeDir, "large")
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 3, ' ', 0)
	fmt.Printf("# large: one run each, %s; build: go build of the package, what it imports is built before\n\n", time.Now().Format("2 January 2006"))
	fmt.Fprintln(w, "document\ttool\twall s\tCPU s\tpeak MB\tfiles\tlines of Go\tbuild s\tCPU s\tpeak MB\tremarks")
	for _, d := range largeDocuments {
		info, err := os.Stat(d.file)
		if err != nil {
			fmt.Fprintf(w, "%s\t\t\t\t\t\t\t\t\t\tits document is not here\n", d.name)
			continue
		}
		spec, err := filepath.Abs(d.file)
		if err != nil {
			return err
		}
		name := fmt.Sprintf("%s (%.1f MB)", d.name, float64(info.Size())/1e6)
		for _, tool := range t.onLarge(spec) {
			if err := os.RemoveAll(dir); err != nil {
				return err
			}
			if err := os.MkdirAll(filepath.Join(dir, "api"), 0o755); err != nil {
				return err
			}
			config := []byte("generator: {ignore_not_implemented: [all], features: {disable_all: true}}\n")
			if err := os.WriteFile(filepath.Join(dir, "ogen.yaml"), config, 0o644); err != nil {
				return err
			}
			fmt.Fprintf(w, "%s\t%s\t%s\n", name, tool.name, measureLarge(dir, tool.args))
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Println()
	return t.stages()
}

// command line of a tool.
type commandLine struct {
	name string
	args []string
}

// onLarge are the tools, each with what it writes to the folder api.
func (t *tools) onLarge(spec string) []commandLine {
	ours := []string{t.oasmint, "generate", "--quiet", "--spec", spec, "--go-out", "api"}
	return []commandLine{
		{"oasmint: types", append(ours[:len(ours):len(ours)], "--types-only")},
		{"oasmint: types, validators", ours},
		{"oasmint: types, validators, docs", append(ours[:len(ours):len(ours)], "--docs-out", "docs")},
		{"oapi-codegen: types", []string{t.oapiCodegen, "-generate", "types", "-package", "api", "-o", "api/types.gen.go", spec}},
		{"ogen: types, their JSON, validators", []string{t.ogen, "--config", "ogen.yaml", "--package", "api", "--target", "api", spec}},
	}
}

// measureLarge runs a tool and builds what it made; what fails is said in the last column.
func measureLarge(dir string, args []string) string {
	took, err := process(dir, kept, "timeout", append([]string{largeEnd}, args...)...)
	if err != nil {
		return "\t\t\t\t\t\t\t\t" + remark(err)
	}
	row := fmt.Sprintf("%.1f\t%.1f\t%.0f", took.wall.Seconds(), took.cpu.Seconds(), float64(took.peak)/1e6)
	files, lines, err := countTree(dir)
	if err != nil {
		return row + "\t\t\t\t\t\t" + remark(err)
	}
	row += fmt.Sprintf("\t%d\t%d", files, lines)
	pkg := "./" + filepath.ToSlash(filepath.Join(dir, "api"))
	deps, err := exec.Command("go", "list", "-deps", "-f", "{{if ne .Dir \"\"}}{{.ImportPath}}{{end}}", pkg).Output()
	if err != nil {
		return row + "\t\t\t\t" + remark(err)
	}
	imports := strings.Fields(string(deps))
	if err := command(".", "go", append([]string{"build"}, imports[:len(imports)-1]...)...); err != nil {
		return row + "\t\t\t\t" + remark(err)
	}
	took, err = process(".", kept, "timeout", largeEnd, "go", "build", pkg)
	row += fmt.Sprintf("\t%.1f\t%.1f\t%.0f", took.wall.Seconds(), took.cpu.Seconds(), float64(took.peak)/1e6)
	if err != nil {
		return row + "\t" + remark(err)
	}
	return row + "\t"
}

// remark is the line of an error that says most: the first of what the tool printed that is no
// note.
func remark(err error) string {
	lines := strings.Split(strings.TrimSpace(err.Error()), "\n")
	line := lines[0]
	for _, l := range lines[1:] {
		if l = strings.TrimSpace(l); l != "" && !strings.HasPrefix(l, "#") && !strings.HasPrefix(l, "INFO") {
			line = l
			break
		}
	}
	if len(line) > 200 {
		line = line[:200] + "…"
	}
	return "fails: " + strings.ReplaceAll(line, "\t", " ")
}

// countTree counts the files below a folder, and the lines of those that are Go.
func countTree(dir string) (files, lines int, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		if filepath.Ext(path) != ".go" {
			return nil
		}
		data, err := os.ReadFile(path)
		lines += bytes.Count(data, []byte("\n"))
		return err
	})
	return files, lines, err
}

// stages runs the benchmarks of the stages, with profiles for go tool pprof.
func (t *tools) stages() error {
	made, err := filepath.Abs(madeDir)
	if err != nil {
		return err
	}
	spec, err := filepath.Abs(cmp.Or(largeDocuments[0].file, t.spec))
	if err != nil {
		return err
	}
	if _, err := os.Stat(spec); err != nil {
		spec = t.spec
	}
	fmt.Printf("# the stages on %s; profiles: %s/stages.cpu and stages.mem\n\n", filepath.Base(spec), madeDir)
	cmd := exec.Command("go", "test", "./generator", "-run=^$", "-bench=BenchmarkStages", "-benchmem", "-benchtime=1x",
		"-cpuprofile", filepath.Join(made, "stages.cpu"), "-memprofile", filepath.Join(made, "stages.mem"), "-o", filepath.Join(t.dir, "stages.test"))
	cmd.Dir, cmd.Stdout, cmd.Stderr = "..", os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), "OASMINT_STAGES="+spec)
	return cmd.Run()
}
