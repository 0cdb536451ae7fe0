package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// This file changes real documents, as their maintainers might.

// mutatedPairs writes documents of ../shared with one change each to a folder of their own,
// which done removes.
func mutatedPairs(count int, seed uint64) (pairs []pair, done func(), err error) {
	files, err := filepath.Glob("../../shared/corpus/*.json")
	if err != nil || len(files) == 0 {
		return nil, nil, fmt.Errorf("../shared/corpus is not there (%v)", err)
	}
	folder, err := os.MkdirTemp("", "oracle")
	if err != nil {
		return nil, nil, err
	}
	random := rand.New(rand.NewPCG(seed, 0))
	for len(pairs) < count {
		file := files[random.IntN(len(files))]
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, nil, err
		}
		if len(data) > 200_000 {
			continue // a change is a change; the many it could be at take the time
		}
		var doc any
		if err := json.Unmarshal(data, &doc); err != nil {
			return nil, nil, err
		}
		kind := mutations[random.IntN(len(mutations))]
		var at []func()
		collect(doc, "", kind.at, &at)
		if len(at) == 0 {
			continue
		}
		at[random.IntN(len(at))]()
		changed, err := json.Marshal(doc)
		if err != nil {
			return nil, nil, err
		}
		to := filepath.Join(folder, fmt.Sprintf("%d.json", len(pairs)))
		if err := os.WriteFile(to, changed, 0o600); err != nil {
			return nil, nil, err
		}
		pairs = append(pairs, pair{kind.name + " in " + strings.TrimSuffix(filepath.Base(file), ".json"), file, to})
	}
	return pairs, func() { os.RemoveAll(folder) }, nil
}

type object = map[string]any

// mutation is a kind of change: at gives what it can do to an object that stands under a key.
type mutation struct {
	name string
	at   func(key string, o object) []func()
}

// collect lists what a mutation can do in a document, in one order.
func collect(v any, key string, at func(string, object) []func(), out *[]func()) {
	switch v := v.(type) {
	case object:
		if strings.HasPrefix(key, "x-") || key == "example" || key == "examples" {
			return
		}
		*out = append(*out, at(key, v)...)
		for _, k := range slices.Sorted(maps.Keys(v)) {
			collect(v[k], k, at, out)
		}
	case []any:
		for _, e := range v {
			collect(e, key, at, out)
		}
	}
}

// properties of a schema, sorted by name.
func properties(o object) (object, []string) {
	p, _ := o["properties"].(object)
	return p, slices.Sorted(maps.Keys(p))
}

var mutations = []mutation{
	{"operation removed", func(_ string, o object) (out []func()) {
		for _, method := range []string{"get", "put", "post", "delete", "patch"} {
			if op, ok := o[method].(object); ok && op["responses"] != nil {
				out = append(out, func() { delete(o, method) })
			}
		}
		return out
	}},
	{"member removed", func(_ string, o object) (out []func()) {
		p, names := properties(o)
		for _, name := range names {
			out = append(out, func() {
				delete(p, name)
				if required, ok := o["required"].([]any); ok {
					o["required"] = slices.DeleteFunc(required, func(r any) bool { return r == name })
				}
			})
		}
		return out
	}},
	{"member required", func(_ string, o object) (out []func()) {
		_, names := properties(o)
		required, _ := o["required"].([]any)
		for _, name := range names {
			if !slices.Contains(required, any(name)) {
				out = append(out, func() { o["required"] = append(required, name) })
			}
		}
		return out
	}},
	{"member optional", func(_ string, o object) (out []func()) {
		_, names := properties(o)
		required, _ := o["required"].([]any)
		if len(names) > 0 && len(required) > 1 {
			out = append(out, func() { o["required"] = required[1:] })
		}
		return out
	}},
	{"member added", func(_ string, o object) (out []func()) {
		if p, names := properties(o); len(names) > 0 {
			out = append(out, func() { p["zAdded"] = object{"type": "string"} })
		}
		return out
	}},
	{"type changed", func(_ string, o object) (out []func()) {
		if o["type"] == "string" && o["enum"] == nil && o["in"] == nil && o["scheme"] == nil && o["flows"] == nil {
			out = append(out, func() { o["type"] = "boolean"; delete(o, "format"); delete(o, "pattern") })
		}
		return out
	}},
	{"value removed", func(_ string, o object) (out []func()) {
		if values, ok := o["enum"].([]any); ok && len(values) > 1 {
			out = append(out, func() { o["enum"] = values[1:] })
		}
		return out
	}},
	{"value added", func(_ string, o object) (out []func()) {
		if values, ok := o["enum"].([]any); ok && o["type"] == "string" {
			out = append(out, func() { o["enum"] = append(values, "zAdded") })
		}
		return out
	}},
	{"text bounded", func(_ string, o object) (out []func()) {
		if o["type"] == "string" && o["enum"] == nil && o["format"] == nil && o["maxLength"] == nil && o["in"] == nil && o["flows"] == nil {
			out = append(out, func() { o["maxLength"] = 5 })
		}
		return out
	}},
	{"object closed", func(_ string, o object) (out []func()) {
		if _, names := properties(o); len(names) > 0 && o["additionalProperties"] == nil {
			out = append(out, func() { o["additionalProperties"] = false })
		}
		return out
	}},
	{"null accepted", func(_ string, o object) (out []func()) {
		if o["type"] == "string" && o["nullable"] == nil && o["in"] == nil && o["flows"] == nil {
			out = append(out, func() { o["nullable"] = true })
		}
		return out
	}},
	{"parameter required", func(_ string, o object) (out []func()) {
		if o["in"] == "query" && o["required"] != true && o["name"] != nil && o["type"] == nil {
			out = append(out, func() { o["required"] = true })
		}
		return out
	}},
	{"parameter removed", func(_ string, o object) (out []func()) {
		if list, ok := o["parameters"].([]any); ok && len(list) > 0 && o["responses"] != nil {
			for i, p := range list {
				if p, ok := p.(object); ok && p["in"] == "query" {
					out = append(out, func() { o["parameters"] = slices.Delete(slices.Clone(list), i, i+1) })
				}
			}
		}
		return out
	}},
	{"response removed", func(key string, o object) (out []func()) {
		if key == "responses" && len(o) > 1 {
			for _, status := range slices.Sorted(maps.Keys(o)) {
				out = append(out, func() { delete(o, status) })
			}
		}
		return out
	}},
	{"media type removed", func(key string, o object) (out []func()) {
		if key == "content" && len(o) > 1 {
			out = append(out, func() { delete(o, slices.Sorted(maps.Keys(o))[0]) })
		}
		return out
	}},
}
