package overlay

import (
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/source"
)

// TestQuery shows what targets select, by sections of RFC 9535.
func TestQuery(t *testing.T) {
	const document = `
paths:
  /pets:
    get: {operationId: listPets, tags: [pets, read], x-order: 1}
    post: {operationId: addPet, tags: [pets], deprecated: true, x-order: 2.0}
  /pets/{id}~:
    parameters: [{name: id, in: path}, {name: q, in: query}, {name: r, in: query}, {name: h, in: header}]
    get: {operationId: getPet, tags: [], x-order: 10, summary: null}
    getaway: {operationId: "é"}
"it's": {"a\"b": {n: 1e400}}
limits: [9007199254740993, 1, 1.0, "1", true, null, [1, 2], {a: 1}]
pattern: list.*
`
	for target, want := range map[string]string{
		// 2.3.1 to 2.3.3: names, wildcards, indexes
		`$`:                           "",
		`$.paths['/pets'].get`:        "/paths/~1pets/get",
		`$["paths"]["/pets/{id}~"].*`: "/paths/~1pets~1{id}~0/get /paths/~1pets~1{id}~0/getaway /paths/~1pets~1{id}~0/parameters",
		`$['\u0070aths']['\/pets']`:   "/paths/~1pets",
		`$['it\'s']["a\"b"]`:          `/it's/a"b`,
		`$.limits[0]`:                 "/limits/0",
		`$.limits[-1].a`:              "/limits/7/a",
		`$.limits[8]`:                 "-",
		`$.paths.nothing`:             "-",
		`$.limits.*.*`:                "/limits/6/0 /limits/6/1 /limits/7/a",
		// 2.3.4: slices
		`$.limits[1:3]`:    "/limits/1 /limits/2",
		`$.limits[-2:]`:    "/limits/6 /limits/7",
		`$.limits[5:0:-2]`: "/limits/1 /limits/3 /limits/5",
		`$.limits[1:2:0]`:  "-",
		// 2.5.1.1: unions, whose selections may overlap
		`$.paths['/pets','/none']['post','get']`: "/paths/~1pets/get /paths/~1pets/post",
		`$.limits[0,-8,6:]`:                      "/limits/0 /limits/6 /limits/7",
		// 2.5.2: descendants
		`$..parameters`:          "/paths/~1pets~1{id}~0/parameters",
		`$..tags[0]`:             "/paths/~1pets/get/tags/0 /paths/~1pets/post/tags/0",
		`$..['get','post'].tags`: "/paths/~1pets/get/tags /paths/~1pets/post/tags /paths/~1pets~1{id}~0/get/tags",
		// 2.3.5: filters
		`$.paths.*[?@.deprecated]`:                          "/paths/~1pets/post",
		`$.paths.*[?@.operationId && !@.deprecated]`:        "/paths/~1pets/get /paths/~1pets~1{id}~0/get /paths/~1pets~1{id}~0/getaway",
		`$..[?@.in == 'query' || @.in=="header"]`:           "/paths/~1pets~1{id}~0/parameters/1 /paths/~1pets~1{id}~0/parameters/2 /paths/~1pets~1{id}~0/parameters/3",
		`$..parameters[?(@.name != 'id' && @.in!='query')]`: "/paths/~1pets~1{id}~0/parameters/3",
		`$.paths[?@.get.summary == null]`:                   "/paths/~1pets~1{id}~0",
		`$.paths[?@.nothing == @.nowhere]`:                  "/paths/~1pets /paths/~1pets~1{id}~0",
		`$.paths[?@..deprecated]`:                           "/paths/~1pets",
		// 2.3.5.2.2: comparisons know the types of JSON
		`$.limits[?@ == 1]`:             "/limits/1 /limits/2",
		`$.limits[?@ == '1']`:           "/limits/3",
		`$.limits[?@ == true]`:          "/limits/4",
		`$.limits[?@ == null]`:          "/limits/5",
		`$.limits[?@ > 1]`:              "/limits/0",
		`$.paths.*[?@['x-order'] >= 2]`: "/paths/~1pets/post /paths/~1pets~1{id}~0/get",
		`$[?@.*.n]`:                     "/it's",
		`$.paths.*[?@.tags == $.paths['/pets'].post.tags]`: "/paths/~1pets/post",
		// 2.4: functions
		`$.paths.*[?length(@.tags) == 0]`:                            "/paths/~1pets~1{id}~0/get",
		`$.paths.*[?length(@.operationId) == 1]`:                     "/paths/~1pets~1{id}~0/getaway",
		`$.paths[?count(@.*) == 2]`:                                  "/paths/~1pets",
		`$.paths[?value(@..deprecated) == true]`:                     "/paths/~1pets",
		`$.paths.*[?match(@.operationId, 'get|list')]`:               "-", // matches the whole
		`$.paths.*[?match(@.operationId, 'getPet|listPets|e')]`:      "/paths/~1pets/get /paths/~1pets~1{id}~0/get",
		`$.paths.*[?match(@.operationId, '.')]`:                      "/paths/~1pets~1{id}~0/getaway",
		`$.paths.*[?match(@.operationId, $.pattern)]`:                "/paths/~1pets/get",
		`$.paths.*[?search(@.operationId, 'Pets?$')]`:                "/paths/~1pets/get /paths/~1pets/post /paths/~1pets~1{id}~0/get",
		`$.paths.*[?search(@.summary, '')]`:                          "-",
		`$.paths.*[?match(@.nothing, 'x')]`:                          "-",
		`$.paths.*[?match(@.operationId, $.nothing)]`:                "-",
		`$.paths.*[?search(@.operationId, @.tags)]`:                  "-",
		`$.paths.*[?search(@.operationId, '(')]`:                     "-",
		`$.paths.*[?!search(@.operationId, 'Pet') && @.operationId]`: "/paths/~1pets~1{id}~0/getaway",
	} {
		got := "-"
		if pointers := query(t, document, target); pointers != nil {
			got = strings.Join(pointers, " ")
		}
		if got != want {
			t.Errorf("%s selects %s, expected %s", target, got, want)
		}
	}
}

// TestDot shows what a dot stands for (RFC 9485, section 5.4).
func TestDot(t *testing.T) {
	const document = `["a\nb", "a\rb", "a\u2028b", "a.b", "ab"]`
	for target, want := range map[string]string{
		`$[?match(@, 'a.b')]`:     "/2 /3",
		`$[?match(@, 'a(.|x)b')]`: "/2 /3",
		`$[?match(@, 'a[.]b')]`:   "/3",
		`$[?search(@, 'a.')]`:     "/2 /3 /4",
	} {
		if got := strings.Join(query(t, document, target), " "); got != want {
			t.Errorf("%s selects %s, expected %s", target, got, want)
		}
	}
}

// query returns what target selects, sorted, each once.
func query(t *testing.T, document, target string) []string {
	t.Helper()
	file, err := source.Parse("api.yaml", "", []byte(document))
	if err != nil {
		t.Fatal(err)
	}
	path, err := parsePath(target)
	if err != nil {
		t.Fatalf("%s: %v", target, err)
	}
	a := action{path: path}
	pointers := a.query(file.Root)
	slices.Sort(pointers)
	return slices.Compact(pointers)
}

// TestRefusedTargets shows what is no JSONPath.
func TestRefusedTargets(t *testing.T) {
	for target, want := range map[string]string{
		"paths":                         "unexpected identifier at position 1",
		"$.":                            "unexpected end",
		"$.paths[":                      "unexpected end",
		"$.a[01]":                       "invalid number literal",
		"$.a[9007199254740992]":         "out of range",
		"$.a b":                         "unexpected blank space",
		"$.a[?@.b = 1]":                 "invalid comparison operator",
		"$.a[?@.* == 1]":                "unexpected '='",
		"$.a[?length(@.*) == 1]":        "cannot convert argument",
		"$.a[?match(@.b)]":              "expected 2 arguments",
		"$.a[?match(@.b, 'x') == true]": "unexpected '='",
		"$.a[?nothing(@)]":              "unknown function",
		"$.a[(@.length-1)]":             "unexpected",
	} {
		path, err := parsePath(target)
		if err == nil {
			t.Errorf("%s is taken as %s", target, path)
			continue
		}
		if !strings.Contains(err.Error(), want) || strings.HasPrefix(err.Error(), "jsonpath") {
			t.Errorf("%s: %v, expected %s", target, err, want)
		}
	}
}
