//go:build sites

// The pages built by what they are made for: Hugo, MDX's compiler, MkDocs.

package docs_test

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"github.com/oasmint/oasmint/generator/linkcheck"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
	"github.com/oasmint/oasmint/spec"
)

// tools is where the site generators are pinned, apart from oasmint's own go.mod.
const tools = "../../.docs-check"

// TestHugo has Hugo build the docs: every relref is resolved, and what it makes
// of the pages holds no link that leads nowhere and nothing that runs.
func TestHugo(t *testing.T) {
	hugo := filepath.Join(t.TempDir(), "hugo")
	build := exec.Command("go", "build", "-o", hugo, "github.com/gohugoio/hugo")
	build.Dir = tools
	build.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building Hugo: %v\n%s", err, out)
	}
	for name, api := range siteCases(t) {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			n := renderInto(t, api, "hugo", filepath.Join(dir, "content"))
			for _, file := range []string{"hugo.toml", "layouts/all.html"} {
				data, err := os.ReadFile(filepath.Join(tools, file))
				if err != nil {
					t.Fatal(err)
				}
				write(t, dir, file, data)
			}
			cmd := exec.Command(hugo, "--panicOnWarning", "--quiet")
			cmd.Dir = dir
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("hugo: %v\n%s", err, out)
			}
			made := checkHTML(t, filepath.Join(dir, "public"))
			report, err := linkcheck.CheckAt(filepath.Join(dir, "public"), "https://docs.example.com/api/") // llms.txt too
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range report.Findings {
				t.Error(f)
			}
			if made < n {
				t.Errorf("Hugo made %d pages of %d", made, n)
			}
			t.Logf("%d pages", made)
		})
	}
}

// What TestPublishing builds, with commas between names; "all" is all.
var (
	onlySites     = flag.String("sites", "all", "the sections of docs/publishing.md that TestPublishing builds")
	onlyDocuments = flag.String("documents", "authlete", "the documents that it builds each with: "+strings.Join(documentNames, ", "))
)

var documentNames = []string{"authlete", "official", "Spotify", "Stripe", "GitHub"}

func wanted(list, name string) bool {
	return list == "all" || slices.Contains(strings.Split(strings.ToLower(list), ","), strings.ToLower(name))
}

// known refuses names that a flag lists, and that nothing has.
func known(t *testing.T, flag, list string, names []string) {
	t.Helper()
	for one := range strings.SplitSeq(list, ",") {
		if one != "all" && !slices.ContainsFunc(names, func(name string) bool { return strings.EqualFold(name, one) }) {
			t.Errorf("%s %s: there is none of that name, but all, %s", flag, one, strings.Join(names, ", "))
		}
	}
}

// published is a document that a site is made of, with how many pages it has at least.
type published struct {
	name  string
	data  []byte
	pages int
}

// publishedDocuments are those of a list: our own, beside which a hostile one and one with all
// that OpenAPI has are placed in deeper folders, and those of ../shared.
func publishedDocuments(t *testing.T, list string) []published {
	all := []published{{name: "authlete", data: spec.Document(), pages: 270}}
	for _, d := range []struct {
		name, file string
		pages      int
	}{
		{"official", official, 270},
		{"Spotify", "../../../shared/corpus/spotify.com.json", 200},
		{"Stripe", "../../../shared/corpus/stripe.com.json", 1300},
		{"GitHub", "../../../shared/corpus/github.com__api.github.com.json", 1600},
	} {
		if data, err := os.ReadFile(d.file); err == nil {
			all = append(all, published{d.name, data, d.pages})
		} else if wanted(list, d.name) {
			t.Logf("%s is not there: no site is built of it", d.file)
		}
	}
	return slices.DeleteFunc(all, func(d published) bool { return !wanted(list, d.name) })
}

// TestPublishing runs the commands of docs/publishing.md as they stand there, each section and
// document in a folder of its own, and has the command that users have read the sites. It
// tells how long each took, how much memory, and how many warnings it gave.
func TestPublishing(t *testing.T) {
	page, err := os.ReadFile("../../docs/publishing.md")
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	if out, err := exec.Command("go", "build", "-o", filepath.Join(bin, "oasmint"), "../../cmd/oasmint").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	sh := func(t *testing.T, dir, script string) (string, *os.ProcessState) {
		t.Helper()
		cmd := exec.Command("sh", "-ec", script)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"), "ASTRO_TELEMETRY_DISABLED=1", "CI=1")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out[max(0, len(out)-4000):])
		}
		return string(out), cmd.ProcessState
	}
	documents := publishedDocuments(t, *onlyDocuments)
	known(t, "-documents", *onlyDocuments, documentNames)
	var sites []string
	for _, section := range strings.Split(string(page), "\n## ")[1:] {
		name, _, _ := strings.Cut(section, "\n")
		where := regexp.MustCompile("The site is in `([^`]+)`").FindStringSubmatch(section)
		block := regexp.MustCompile("(?s)```sh\n(.*?)```").FindStringSubmatch(section)
		if where == nil || block == nil {
			continue
		}
		sites = append(sites, name)
		if !wanted(*onlySites, name) {
			continue
		}
		// A stock site is the same for all documents, and npm takes minutes to make it.
		stock := t.TempDir()
		at := strings.Index(block[1], "oasmint generate")
		sh(t, stock, block[1][:at])
		for _, document := range documents {
			t.Run(name+"/"+document.name, func(t *testing.T) {
				dir := filepath.Join(t.TempDir(), "work")
				sh(t, stock, "cp -R . "+dir)
				write(t, dir, "api.yaml", document.data)
				script := block[1][at:]
				if document.name == "authlete" {
					script = placeBeside(t, dir, script)
				}
				began := time.Now()
				out, state := sh(t, dir, script)
				took := time.Since(began).Round(time.Second)
				if warnings := warning.FindAllString(out, 10); len(warnings) > 0 {
					t.Errorf("it warns:\n%s", strings.Join(warnings, "\n"))
				}
				var memory int64
				if usage, ok := state.SysUsage().(*syscall.Rusage); ok {
					memory = usage.Maxrss >> 10
				}
				t.Logf("%v, %d MB", took, memory)
				checkSite(t, filepath.Join(dir, where[1]), document.pages)
			})
		}
	}
	if len(sites) < 4 {
		t.Errorf("docs/publishing.md has %d sites to build", len(sites))
	}
	known(t, "-sites", *onlySites, sites)
}

// placeBeside has a script write the pages of two more documents, deeper in the same site.
func placeBeside(t *testing.T, dir, script string) string {
	t.Helper()
	hostile, err := txtar.ParseFile("testdata/hostile.txtar")
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "hostile.yaml", hostile.Files[0].Data)
	write(t, dir, "every.yaml", []byte(lowertest.EveryObject))
	return regexp.MustCompile(`(?m)^oasmint generate .*$`).ReplaceAllStringFunc(script, func(line string) string {
		beside := func(name string) string {
			return "\n" + strings.NewReplacer("api.yaml", name+".yaml", "/api ", "/more/apis/"+name+" ").Replace(line)
		}
		return line + beside("hostile") + beside("every")
	})
}

// checkSite holds that a site has its pages, no link that leads nowhere, and no lock.
func checkSite(t *testing.T, site string, pages int) {
	t.Helper()
	report, err := linkcheck.Check(site)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Findings[:min(len(report.Findings), 20)] {
		t.Error(f)
	}
	var size, largest int64
	err = filepath.WalkDir(site, func(file string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if strings.HasSuffix(file, ".lock") {
			t.Errorf("%s is published", file)
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if size += info.Size(); strings.HasSuffix(file, ".html") {
			largest = max(largest, info.Size())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d links in %d files, %d of them wrong; %d MB, the largest page %d KB", report.Links, report.Files, len(report.Findings), size>>20, largest>>10)
	if report.Files < pages {
		t.Errorf("these are not all pages: %d of at least %d", report.Files, pages)
	}
}

// warning matches what site generators say that something is wrong in.
var warning = regexp.MustCompile(`(?m)^.*(?:\bWARN(?:ING)?\b|[Bb]roken (?:links|anchors)).*$`)

// htmlPage is what a page of HTML has to do with others.
type htmlPage struct {
	ids   map[string]bool
	links []string
}

// checkHTML reads what Hugo made: no link leads nowhere, nothing runs. It
// returns how many pages there are.
func checkHTML(t *testing.T, dir string) int {
	t.Helper()
	pages := map[string]*htmlPage{} // by path as links have it
	err := filepath.WalkDir(dir, func(file string, entry os.DirEntry, err error) error {
		if err != nil || filepath.Ext(file) != ".html" {
			return err
		}
		data, err := os.ReadFile(file)
		rel, _ := filepath.Rel(dir, filepath.Dir(file))
		at := path.Clean("/api/"+filepath.ToSlash(rel)) + "/"
		pages[at] = readHTML(t, at, data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for at, p := range pages {
		for _, link := range p.links {
			url := strings.TrimPrefix(link, "https://docs.example.com")
			if strings.HasPrefix(url, "http") || strings.HasPrefix(url, "mailto:") {
				continue
			}
			file, id, _ := strings.Cut(url, "#")
			if file == "" {
				file = at
			}
			if target := pages[file]; target == nil || id != "" && !target.ids[id] {
				t.Errorf("%s links to %s, which is not there", at, link)
			}
		}
	}
	return len(pages)
}

// plainTags are the elements that Markdown makes, and those of the layout.
var plainTags = strings.Fields(`html head title body nav h1 h2 h3 h4 h5 h6 p a ul ol li table thead tbody tr th td
	code pre em strong del blockquote hr br div span`)

// readHTML reads a page. An element or an attribute that Markdown does not make
// is an error.
func readHTML(t *testing.T, at string, data []byte) *htmlPage {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	p := &htmlPage{ids: map[string]bool{}}
	for n := range root.Descendants() {
		if n.Type == html.CommentNode {
			t.Errorf("%s holds a comment: %s", at, n.Data) // so Hugo says that it left HTML out
		}
		if n.Type == html.ElementNode && !slices.Contains(plainTags, n.Data) {
			t.Errorf("%s holds <%s>", at, n.Data)
		}
		for _, a := range n.Attr {
			switch a.Key {
			case "id":
				p.ids[a.Val] = true
			case "href":
				p.links = append(p.links, a.Val)
			case "class", "style", "tabindex", "start", "data-lang":
			default:
				t.Errorf("%s holds the attribute %s", at, a.Key)
			}
		}
	}
	return p
}

// TestMDX has MDX's own compiler read every page for Docusaurus.
func TestMDX(t *testing.T) {
	if _, err := exec.LookPath("node"); err != nil {
		t.Fatal("MDX needs Node: install it")
	}
	if _, err := os.Stat(filepath.Join(tools, "node_modules")); err != nil {
		ci := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
		ci.Dir = tools
		if out, err := ci.CombinedOutput(); err != nil {
			t.Fatalf("npm ci in .docs-check fails: %v\n%s", err, out)
		}
	}
	for name, api := range siteCases(t) {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			renderInto(t, api, "docusaurus", dir)
			cmd := exec.Command("node", "mdx.mjs", dir)
			cmd.Dir = tools
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out[:min(len(out), 4000)])
			}
			t.Logf("%s", bytes.TrimSpace(out))
		})
	}
}
