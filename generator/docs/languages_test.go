//go:build unix && sites

package docs_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/ir"
)

// sampleTool runs all samples of a folder, NUMBER/sample.EXTENSION each.
type sampleTool struct {
	language docs.Language
	fence    string
	mark     string   // what only our samples have
	needs    []string // programs
	probe    []string // a command that tells that it can run; nil: the programs will do
	name     string   // of a sample's file
	wrap     func(n int, code string) string
	driver   string // the file that runs them
	run      string // a command for sh
}

var sampleTools = []sampleTool{
	{
		language: "python", fence: "python", mark: "import requests", needs: []string{"python3"}, probe: []string{"python3", "-c", "import requests"},
		name: "sample.py", run: "python3 driver", driver: `import glob, os, sys, traceback
root = os.getcwd()
for name in glob.glob(root + "/*/sample.py"):
    os.chdir(os.path.dirname(name))
    try:
        exec(compile(open(name).read(), name, "exec"), {})
    except BaseException:
        print(name, traceback.format_exc(), file=sys.stderr)
`,
	},
	{
		language: "javascript", fence: "javascript", mark: "await fetch(", needs: []string{"node"},
		name: "sample.mjs", run: "node --no-warnings driver.mjs", driver: `import { readdirSync, existsSync } from "node:fs";
const root = process.cwd();
for (const n of readdirSync(root)) {
  const name = root + "/" + n + "/sample.mjs";
  if (!existsSync(name)) continue;
  process.chdir(root + "/" + n);
  try { await import(name); } catch (e) { console.error(name, e); }
}
`,
	},
	{
		language: "ruby", fence: "ruby", mark: `require "net/http"`, needs: []string{"ruby"},
		name: "sample.rb", run: "ruby driver", driver: `root = Dir.pwd
Dir.glob(root + "/*/sample.rb") do |name|
  Dir.chdir(File.dirname(name))
  begin
    load(name, true)
  rescue Exception => e
    warn name, e.full_message
  end
end
`,
	},
	{
		language: "java", fence: "java", mark: "HttpRequest.newBuilder(", needs: []string{"javac", "java"},
		name: "Sample.java", run: `javac -d classes */Sample.java Driver.java && java -cp classes all.Driver`,
		wrap: func(n int, code string) string {
			head, body, _ := strings.Cut(code, ";\n\nString ")
			if body == "" {
				head, body, _ = strings.Cut(code, ";\n\nvar ")
				body = "var " + body
			} else {
				body = "String " + body
			}
			body = strings.ReplaceAll(body, `Path.of("`, fmt.Sprintf(`Path.of("%d/`, n))
			body = strings.Replace(body, "HttpClient.newHttpClient()", "all.Driver.client", 1) // each of which has threads of its own
			return fmt.Sprintf("package s%d;\n%s;\npublic class Sample { public static void run() throws Exception {\n%s\n}}\n", n, head, body)
		},
		driver: `package all;
public class Driver {
    public static final java.net.http.HttpClient client = java.net.http.HttpClient.newHttpClient();
    public static void main(String[] args) throws Exception {
        for (java.io.File f : new java.io.File("classes").listFiles()) {
            if (f.getName().equals("all")) continue;
            try { Class.forName(f.getName() + ".Sample").getMethod("run").invoke(null); }
            catch (Exception e) { System.err.println(f + " " + e.getCause()); }
        }
    }
}
`,
	},
	{
		language: "csharp", fence: "csharp", mark: "HttpRequestMessage", needs: []string{"mcs", "mono"},
		name: "Sample.cs", run: "mcs -langversion:latest -r:System.Net.Http.dll -out:samples.exe Driver.cs */Sample.cs && mono samples.exe",
		wrap: func(n int, code string) string {
			code = rawText.ReplaceAllStringFunc(code, func(raw string) string { // which this compiler is too old for
				return `@"` + strings.ReplaceAll(strings.Trim(raw, "\" \n"), `"`, `""`) + `"`
			})
			head, body, _ := strings.Cut(code, ";\n\n")
			return fmt.Sprintf("%s;\nstatic class S%d { static async System.Threading.Tasks.Task Run() {\n%s\n}}\n", head, n, body)
		},
		driver: `using System;
using System.IO;
using System.Reflection;
using System.Threading.Tasks;
static class Driver {
    static void Main() {
        var root = Directory.GetCurrentDirectory();
        foreach (var type in Assembly.GetExecutingAssembly().GetTypes()) {
            var run = type.GetMethod("Run", BindingFlags.Static | BindingFlags.NonPublic);
            if (run == null) continue;
            Directory.SetCurrentDirectory(Path.Combine(root, type.Name.Substring(1)));
            try { ((Task)run.Invoke(null, null)).Wait(); }
            catch (Exception e) { Console.Error.WriteLine(type.Name + " " + e.GetBaseException().Message); }
        }
    }
}
`,
	},
}

var (
	opensFile   = regexp.MustCompile(`open\(|openAsBlob|ofFile|ReadAllBytes`)
	rawText     = regexp.MustCompile(`(?s)"""\n.*?\n *"""`)
	anyAddress  = regexp.MustCompile("[a-z]+://[^/\"'`?$ ]*")
	environment = regexp.MustCompile(`(?:environ\["|process\.env\.|getenv\("|ENV\.fetch\("|GetEnvironmentVariable\(")([A-Z][A-Z0-9_]*)`)
)

// TestLanguages runs the samples of each language whose tools are here as TestCurl runs
// those in curl.
func TestLanguages(t *testing.T) {
	documents := sampleDocuments(t, inSamples)
	for _, tool := range sampleTools {
		t.Run(string(tool.language), func(t *testing.T) {
			for _, name := range tool.needs {
				if _, err := exec.LookPath(name); err != nil {
					t.Skipf("skipped: there is no %s", name)
				}
			}
			if tool.probe != nil && exec.Command(tool.probe[0], tool.probe[1:]...).Run() != nil {
				t.Skipf("skipped: %s fails", strings.Join(tool.probe, " "))
			}
			for name, api := range documents {
				t.Run(name, func(t *testing.T) { runSamples(t, tool, name, api) })
			}
		})
	}
}

func runSamples(t *testing.T, tool sampleTool, name string, api *ir.API) {
	for _, op := range api.Operations {
		op.Samples = nil // the document's own may ask what they like
	}
	reference, err := docs.Render(api, docs.Options{Samples: []docs.Language{tool.language}}, &diag.List{})
	if err != nil {
		t.Fatal(err)
	}
	server, got := recorder(t)
	dir := t.TempDir()
	var ran []*docs.Page
	var codes []string
	env := []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "LANG=C.UTF-8"}
	block := regexp.MustCompile("(?s)(`{3,})" + tool.fence + "\n(.*?)\n`{3,}")
	for _, p := range reference.Pages() {
		if p.Operation == nil {
			continue
		}
		files := jsonFile.FindAllSubmatch(p.Data, -1)
		for _, found := range block.FindAllSubmatch(p.Data, -1) {
			code, done := string(found[2]), false
			if !strings.Contains(code, tool.mark) {
				continue // a part of a description
			}
			n := len(ran)
			code = anyAddress.ReplaceAllStringFunc(code, func(address string) string {
				if done {
					return address
				}
				done = true
				return server.URL + "/_" + strconv.Itoa(n)
			})
			ran, codes = append(ran, p), append(codes, code)
			at := filepath.Join(dir, strconv.Itoa(n))
			for _, v := range environment.FindAllStringSubmatch(code, -1) {
				env = append(env, v[1]+"=v-"+v[1])
				if opensFile.MatchString(code) {
					write(t, at, "v-"+v[1], []byte("the file"))
					write(t, dir, "v-"+v[1], []byte("the file"))
				}
			}
			if strings.Contains(code, `"request"`) {
				write(t, at, "request", []byte("the body"))
			}
			if strings.Contains(code, `"request.json"`) && len(files) > 0 {
				write(t, at, "request.json", files[0][2])
			}
			if tool.wrap != nil {
				code = tool.wrap(n, code)
			}
			write(t, at, tool.name, []byte(code))
		}
	}
	if len(ran) == 0 {
		if slices.ContainsFunc(api.Operations, func(op *ir.Operation) bool { return !op.Webhook }) {
			t.Error("no sample ran")
		}
		return
	}
	if tool.driver != "" {
		file := map[docs.Language]string{"javascript": "driver.mjs", "java": "Driver.java", "csharp": "Driver.cs"}[tool.language]
		if file == "" {
			file = "driver"
		}
		write(t, dir, file, []byte(tool.driver))
	}
	cmd := exec.Command("sh", "-c", tool.run+" >/dev/null")
	var stderr strings.Builder
	cmd.Dir, cmd.Env, cmd.Stderr = dir, env, &stderr
	if err := cmd.Run(); err != nil || stderr.Len() > 0 {
		text := stderr.String()
		t.Errorf("%s: %v\n%s", tool.run, err, text[:min(len(text), 6000)])
	}
	t.Logf("%d samples", len(ran))
	asked(t, api, name, ran, codes, got)
}
