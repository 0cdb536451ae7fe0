// This file measures what emitted servers and clients take for a request, beside those of
// other tools. The benchmarks are in the folder requests; here are made what they compile
// against, and the tables.

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	"go.yaml.in/yaml/v4"
)

const (
	requestsDir = "testdata/requests"
	requestBars = `
The bars: throughput of at least 2 times ogen's and 20 times that of kin-openapi's middleware
(less what net/http and the recorder take), at most 6 allocations more than net/http alone.
`
	clientBars = `
The bar: at most 0.6 of the time and of the allocations of ogen's client and of oapi-codegen's.
`
)

func server(t *tools) error {
	err := t.requests("BenchmarkServer", "server: routes, parameters and bodies through http.Handler, on the paths of "+ownSpec)
	fmt.Print(requestBars)
	return err
}

func client(t *tools) error {
	err := t.requests("BenchmarkClient", "client: a call through http.Client with a transport that answers at once")
	fmt.Print(clientBars)
	return err
}

// requests generates the packages that a benchmark is of, and runs it.
func (t *tools) requests(benchmark, title string) error {
	dir := filepath.Join(madeDir, "requests")
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(dir, "oapi"), 0o755); err != nil {
		return err
	}
	doc, err := readDocument(filepath.Join(requestsDir, "document.yaml"))
	if err != nil {
		return err
	}
	api, err := readDocument(ownSpec)
	if err != nil {
		return err
	}
	addPaths(doc, api)
	if err := writeDocument(filepath.Join(dir, "document.yaml"), doc); err != nil {
		return err
	}
	configs, err := filepath.Abs(requestsDir)
	if err != nil {
		return err
	}
	for _, args := range [][]string{
		{t.oasmint, "generate", "--quiet", "--spec", "document.yaml", "--go-out", "oasmint", "--server-out", "oasmint/server", "--client-out", "oasmint/client"},
		{t.ogen, "--config", filepath.Join(configs, "ogen.yaml"), "--package", "ogen", "--target", "ogen", "document.yaml"},
		{t.oapiCodegen, "-config", filepath.Join(configs, "oapi-codegen.yaml"), "document.yaml"},
	} {
		if err := command(dir, args[0], args[1:]...); err != nil {
			return err
		}
	}
	return t.benchmarks("requests", benchmark, title)
}

var pathName = regexp.MustCompile(`\{(\w+)\}`)

// addPaths adds to doc the paths that another document has and it lacks, with their
// methods and the parameters in their path, and nothing else: a router has to tell them
// apart.
func addPaths(doc, api *yaml.Node) {
	paths := lookup(doc, "paths")
	for path, item := range pairs(lookup(api, "paths")) {
		if lookup(paths, path.Value) != nil {
			continue
		}
		parameters := &yaml.Node{Kind: yaml.SequenceNode}
		for _, name := range pathName.FindAllStringSubmatch(path.Value, -1) {
			parameters.Content = append(parameters.Content, mapping(
				"name", scalar(name[1]), "in", scalar("path"),
				"required", &yaml.Node{Kind: yaml.ScalarNode, Value: "true"},
				"schema", mapping("type", scalar("string")),
			))
		}
		added := mapping()
		for method, operation := range pairs(item) {
			if id := lookup(operation, "operationId"); id != nil {
				added.Content = append(added.Content, method, mapping(
					"operationId", id, "parameters", parameters,
					"responses", mapping("204", mapping("description", scalar("Done."))),
				))
			}
		}
		paths.Content = append(paths.Content, path, added)
	}
}
