package config_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/internal/golden"
)

func TestParse(t *testing.T) {
	data, err := os.ReadFile("testdata/full.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := generator.ParseConfig("full.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Targets) != 2 {
		t.Fatalf("%d targets, expected 2", len(c.Targets))
	}
	full, short := c.Targets[0], c.Targets[1]
	for what, pair := range map[string][2]string{
		"spec":          {full.Spec, "api.yaml"},
		"go.out":        {full.Get("go", "out"), "gen/api"},
		"go.package":    {full.Get("go", "package"), "petstore"},
		"docs.out":      {full.Get("docs", "out"), "docs/api"},
		"docs.preset":   {full.Get("docs", "preset"), "mkdocs"},
		"names":         {full.Names["/components/schemas/error"], "APIError"},
		"initialisms":   {strings.Join(full.Initialisms, ","), "PKCE,DPoP"},
		"empty-strings": {full.Get("validators", "empty-strings"), "allow"},
		"runtime":       {full.Get("validators", "runtime"), "example.com/api/validate"},
		"outs":          {strings.Join(full.Outs(), " "), "gen/api docs/api docs/api/json web/ts other"},
		"exec":          {fmt.Sprint(full.Section("exec")), "&[{[go run ./tsgen] web/ts go run ./tsgen 5m} {[./gen.sh -v] other other 90s}]"},
		"key":           {full.Key(), "go:gen/api"},
		"lock":          {string(full.Lock), "api.lock"},
		"overlays":      {strings.Join(full.Overlays, ","), "ours.yaml,theirs.yaml"},
		"include":       {fmt.Sprint(full.Include), "{[pets *] [] [/pets/**]}"},
		"exclude":       {fmt.Sprint(full.Exclude), "{[] [admin*] []}"},
		"pattern":       {full.Position("/include/paths/0").String(), "full.yaml:18:11"},
		"overlay":       {full.Position("/overlays/1").String(), "full.yaml:14:27"},
		"position":      {full.Position("/names/~1components~1schemas~1error").String(), "full.yaml:12:7"},

		"default package":       {short.Get("go", "package"), "short"},
		"default empty-strings": {short.Get("validators", "empty-strings"), "missing"},
		"default lock":          {string(short.Lock), config.LockName},
		"default preset":        {short.Get("docs", "preset"), "github"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s is %q, expected %q", what, pair[0], pair[1])
		}
	}
}

// TestErrors reads testdata/errors/*.txtar: oasmint.yaml, and in errors what is
// said about it.
func TestErrors(t *testing.T) {
	golden.Run(t, "testdata/errors/*.txtar", func(t *testing.T, c *golden.Case) {
		_, err := generator.ParseConfig(config.FileName, c.Data(t, config.FileName))
		if err == nil {
			t.Fatal("no error")
		}
		c.Equal(t, "errors", []byte(err.Error()+"\n"))
	})
}

func FuzzParse(f *testing.F) {
	data, err := os.ReadFile("testdata/full.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte("version: 1\ntargets: &a\n  - *a\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := generator.ParseConfig(config.FileName, data)
		if err != nil {
			return
		}
		for i := range c.Targets {
			if ps := c.Targets[i].Problems(); len(ps) != 0 {
				t.Errorf("accepted, but: %v", ps)
			}
		}
	})
}
