// Documents that grow: one for each way in which the work of a generator could grow faster
// than what it is given.

package generator_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// family makes a document of about n parts.
type family func(n int) string

// document is one with components, in flow style; each is a line.
func document(schemas ...string) string {
	return "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    " + strings.Join(schemas, "\n    ") + "\n"
}

func schemaRef(i int) string { return fmt.Sprintf("{$ref: '#/components/schemas/S%d'}", i) }

// levels are n schemas, each of which is made of the next one.
func levels(of func(i int) string, last string) family {
	return func(n int) string {
		schemas := make([]string, n+1)
		for i := range n {
			schemas[i] = fmt.Sprintf("S%d: %s", i, of(i))
		}
		schemas[n] = fmt.Sprintf("S%d: %s", n, last)
		return document(schemas...)
	}
}

// twice is a level that has the next one twice, in ways that %s stands for.
func twice(format string) family {
	return levels(func(i int) string { return strings.ReplaceAll(format, "%s", schemaRef(i+1)) }, "{type: object, properties: {leaf: {type: string}}}")
}

// nest is one schema with n levels in it.
func nest(open, middle, end string) family {
	return func(n int) string {
		return document("Nest: " + strings.Repeat(open, n) + middle + strings.Repeat(end, n))
	}
}

// list is a schema with n elements in it.
func list(before string, element func(i int) string, after string) family {
	return func(n int) string { return document("List: " + before + elements(n, element) + after) }
}

func elements(n int, element func(i int) string) string {
	all := make([]string, n)
	for i := range n {
		all[i] = element(i)
	}
	return strings.Join(all, ", ")
}

func operations(n int, line func(i int) string) string {
	all := make([]string, n)
	for i := range n {
		all[i] = "  " + line(i)
	}
	return "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n" + strings.Join(all, "\n") + "\n"
}

func numbered(format string) func(int) string {
	return func(i int) string { return strings.ReplaceAll(format, "%d", fmt.Sprint(i)) }
}

var families = map[string]family{
	"ref chain":           levels(func(i int) string { return schemaRef(i + 1) }, "{type: string}"),
	"ref chain, siblings": levels(func(i int) string { return fmt.Sprintf("{$ref: '#/components/schemas/S%d', minLength: 1}", i+1) }, "{type: string}"),
	"property chain":      levels(func(i int) string { return fmt.Sprintf("{type: object, properties: {next: %s}}", schemaRef(i+1)) }, "{type: string}"),
	"property ring": func(n int) string {
		return levels(func(i int) string { return fmt.Sprintf("{type: object, properties: {next: %s}}", schemaRef(i+1)) }, "{type: object, properties: {next: "+schemaRef(0)+"}}")(n)
	},
	"items ring": func(n int) string {
		return levels(func(i int) string { return fmt.Sprintf("{type: array, items: %s}", schemaRef(i+1)) }, "{type: array, items: "+schemaRef(0)+"}")(n)
	},
	"items chain":  levels(func(i int) string { return fmt.Sprintf("{type: array, items: %s}", schemaRef(i+1)) }, "{type: string}"),
	"values chain": levels(func(i int) string { return fmt.Sprintf("{type: object, additionalProperties: %s}", schemaRef(i+1)) }, "{type: string}"),
	"allOf chain":  levels(func(i int) string { return fmt.Sprintf("{allOf: [%s]}", schemaRef(i+1)) }, "{type: object, properties: {a: {type: string}}}"),
	"allOf chain, properties": levels(func(i int) string {
		return fmt.Sprintf("{allOf: [%s], properties: {p%d: {type: string}}}", schemaRef(i+1), i)
	}, "{type: object, properties: {a: {type: string}}}"),
	"not chain": levels(func(i int) string { return fmt.Sprintf("{not: %s}", schemaRef(i+1)) }, "{type: string}"),
	"if chain":  levels(func(i int) string { return fmt.Sprintf("{if: %s, then: {required: [a]}}", schemaRef(i+1)) }, "{type: object, properties: {a: {type: string}}}"),

	"properties twice":   twice("{type: object, properties: {a: %s, b: %s}}"),
	"allOf twice":        twice("{allOf: [%s, %s]}"),
	"allOf twice, parts": twice("{allOf: [{allOf: [%s]}, {allOf: [%s]}]}"),
	"oneOf twice":        twice("{oneOf: [%s, %s]}"),
	"anyOf twice":        twice("{anyOf: [%s, %s]}"),
	"oneOf twice, parts": twice("{oneOf: [{type: object, required: [a], properties: {a: %s}}, {type: object, required: [b], properties: {b: %s}}]}"),
	"oneOf of any value twice": func(n int) string { // where null is a matter of all below
		schemas := []string{"S0: {maxLength: 3}", "T0: {minLength: 3}"}
		for i := range n {
			both := fmt.Sprintf("{oneOf: [%s, {$ref: '#/components/schemas/T%d'}]}", schemaRef(i), i)
			schemas = append(schemas, fmt.Sprintf("S%d: %s", i+1, both), fmt.Sprintf("T%d: %s", i+1, both))
		}
		return document(schemas...)
	},
	"anyOf twice, null":       twice("{anyOf: [{anyOf: [%s, {type: 'null'}]}, {anyOf: [%s, {type: 'null'}]}]}"),
	"if then else":            twice("{if: %s, then: %s, else: %s}"),
	"not twice":               twice("{allOf: [{not: %s}, {not: %s}]}"),
	"dependentSchemas twice":  twice("{type: object, dependentSchemas: {a: %s, b: %s}}"),
	"unevaluated twice":       twice("{allOf: [%s], anyOf: [%s], unevaluatedProperties: false}"),
	"unevaluated items twice": twice("{allOf: [%s], anyOf: [%s], unevaluatedItems: false}"),
	"patternProperties twice": twice("{type: object, patternProperties: {'^a': %s, '^b': %s}}"),
	"propertyNames twice":     twice("{type: object, propertyNames: %s, additionalProperties: %s}"),
	"prefixItems twice":       twice("{type: array, prefixItems: [%s, %s]}"),
	"contains twice":          twice("{type: array, contains: %s, items: %s}"),
	"items, values twice":     twice("{items: %s, additionalProperties: %s}"),

	"nested arrays":             nest("{type: array, items: ", "{type: string}", "}"),
	"nested maps":               nest("{type: object, additionalProperties: ", "{type: string}", "}"),
	"nested objects":            nest("{type: object, properties: {a: ", "{type: string}", "}}"),
	"nested objects and arrays": nest("{type: array, items: {type: object, properties: {a: ", "{type: string}", "}}}"),
	"nested allOf":              nest("{allOf: [", "{type: object, properties: {a: {type: string}}}", "]}"),
	"nested oneOf":              nest("{oneOf: [{type: string}, ", "{type: object, properties: {a: {type: string}}}", "]}"),
	"nested not":                nest("{not: ", "{type: string}", "}"),
	"nested if":                 nest("{if: {required: [a]}, then: ", "{required: [b]}", "}"),
	"nested dependentSchemas":   nest("{dependentSchemas: {a: ", "{required: [b]}", "}}"),
	"nested unevaluated":        nest("{type: object, unevaluatedProperties: ", "{type: string}", "}"),

	"enum of strings":       list("{type: string, enum: [", numbered("v%d"), "]}"),
	"enum of integers":      list("{type: integer, enum: [", numbered("%d"), "]}"),
	"enum of numbers":       list("{type: number, enum: [", numbered("%d.5"), "]}"),
	"enum of anything":      list("{enum: [true, {a: 1}, ", numbered("[%d]"), "]}"),
	"enum, same word":       list("{type: string, enum: [", func(i int) string { return "'" + strings.Repeat("-", i%2) + fmt.Sprint(i) + "'" }, "]}"),
	"properties":            list("{type: object, properties: {", numbered("p%d: {type: string}"), "}}"),
	"properties of objects": list("{type: object, properties: {", numbered("p%d: {type: object, properties: {a: {type: string}}}"), "}}"),
	"required": func(n int) string {
		return document("List: {type: object, required: [" + elements(n, numbered("p%d")) + "], properties: {" + elements(n, numbered("p%d: {type: string}")) + "}}")
	},
	"required, undeclared": list("{type: object, properties: {a: {type: string}}, required: [", numbered("p%d"), "]}"),
	"allOf":                list("{allOf: [", numbered("{type: object, properties: {p%d: {type: string}}}"), "]}"),
	"allOf, one property":  list("{allOf: [", numbered("{type: object, properties: {p: {minLength: %d}}}"), "]}"),
	"allOf, enums":         list("{allOf: [", numbered("{enum: [a, b, c%d]}"), "]}"),
	"oneOf of objects":     list("{oneOf: [", numbered("{type: object, required: [p%d], properties: {p%d: {type: string}}}"), "]}"),
	"anyOf of objects":     list("{anyOf: [", numbered("{type: object, required: [p%d], properties: {p%d: {type: string}}}"), "]}"),
	"oneOf of constants":   list("{oneOf: [", numbered("{const: v%d}"), "]}"),
	"oneOf of strings":     list("{oneOf: [", numbered("{type: string, minLength: %d}"), "]}"),
	"prefixItems":          list("{type: array, prefixItems: [", numbered("{type: string, minLength: %d}"), "]}"),
	"patternProperties":    list("{type: object, patternProperties: {", numbered("'^p%d': {type: string}"), "}}"),
	"dependentRequired":    list("{type: object, dependentRequired: {", numbered("p%d: [q%d]"), "}}"),
	"dependentSchemas":     list("{type: object, dependentSchemas: {", numbered("p%d: {required: [q%d]}"), "}}"),
	"conditions":           list("{type: object, allOf: [", numbered("{if: {required: [p%d]}, then: {required: [q%d]}}"), "]}"),

	"fan": func(n int) string {
		return document("Leaf: {type: object, properties: {a: {type: string}}}", "Fan: {type: object, properties: {"+elements(n, numbered("p%d: {$ref: '#/components/schemas/Leaf'}"))+"}}")
	},
	"tagged": func(n int) string {
		lines := []string{"Tagged: {oneOf: [" + elements(n, schemaRef) + "], discriminator: {propertyName: t}}"}
		for i := range n {
			lines = append(lines, numbered("S%d: {type: object, required: [t], properties: {t: {const: v%d}}}")(i))
		}
		return document(lines...)
	},
	"inherited": func(n int) string {
		lines := []string{"Base: {type: object, required: [t], properties: {t: {type: string}}, discriminator: {propertyName: t}}"}
		for i := range n {
			lines = append(lines, fmt.Sprintf("S%d: {allOf: [{$ref: '#/components/schemas/Base'}], properties: {p%d: {type: string}}}", i, i))
		}
		return document(lines...)
	},
	"components": func(n int) string {
		var lines []string
		for i := range n {
			lines = append(lines, fmt.Sprintf("S%d: {type: object, properties: {a: {type: string}}}", i))
		}
		return document(lines...)
	},
	"same word": func(n int) string {
		var lines []string
		for i := range n {
			name := strings.NewReplacer("0", "-", "1", "_").Replace(strconv.FormatInt(int64(i), 2)) // all are SX1 in Go
			lines = append(lines, fmt.Sprintf("'s%sx1': {type: object, properties: {a: {type: string}}}", name))
		}
		return document(lines...)
	},
	"inline names": func(n int) string {
		return operations(n, func(i int) string {
			return fmt.Sprintf("/a%d: {post: {requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: object, properties: {b: {type: string}}}}}}}}, responses: {'200': {description: ok}}}}", i)
		})
	},
	"operations": func(n int) string {
		return operations(n, numbered("/a%d: {get: {operationId: get%d, responses: {'200': {description: ok, content: {application/json: {schema: {type: string}}}}}}}"))
	},
	"operations without id": func(n int) string {
		return operations(n, numbered("/common/a%d/{id}: {get: {parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {'200': {description: ok}}}}"))
	},
	"operations of one schema": func(n int) string {
		return operations(n, numbered("/a%d: {get: {operationId: get%d, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Leaf'}}}}}}}")) +
			"components: {schemas: {Leaf: {type: object, properties: {a: {type: string}}}}}\n"
	},
	"tags": func(n int) string {
		return operations(n, numbered("/a%d: {get: {operationId: get%d, tags: [t%d], responses: {'200': {description: ok}}}}"))
	},
	"parameters": func(n int) string {
		return operations(1, func(int) string {
			return "/a: {get: {operationId: get, parameters: [" + elements(n, numbered("{name: p%d, in: query, schema: {type: string}}")) + "], responses: {'200': {description: ok}}}}"
		})
	},
	"responses": func(n int) string {
		return operations(1, func(int) string {
			return "/a: {get: {operationId: get, responses: {" + elements(n, func(i int) string {
				return fmt.Sprintf("'%d': {description: ok, content: {application/json: {schema: {type: object, properties: {p%d: {type: string}}}}}}", 100+i, i)
			}) + "}}}"
		})
	},
	"media types": func(n int) string {
		return operations(1, func(int) string {
			return "/a: {post: {operationId: post, requestBody: {content: {" + elements(n, numbered("application/x%d+json: {schema: {type: object, properties: {p%d: {type: string}}}}")) + "}}, responses: {'200': {description: ok}}}}"
		})
	},
	"long path": func(n int) string {
		return operations(1, func(int) string { return strings.Repeat("/a", n) + ": {get: {responses: {'200': {description: ok}}}}" })
	},
	"long path, parameters": func(n int) string {
		var path, parameters strings.Builder
		for i := range n {
			fmt.Fprintf(&path, "/{p%d}", i)
			fmt.Fprintf(&parameters, "{name: p%d, in: path, required: true, schema: {type: string}}, ", i)
		}
		return operations(1, func(int) string {
			return "'" + path.String() + "': {get: {parameters: [" + parameters.String() + "], responses: {'200': {description: ok}}}}"
		})
	},
	"long names": func(n int) string {
		return document(strings.Repeat("Ab", n) + ": {type: object, properties: {" + strings.Repeat("aB", n) + ": {type: string, enum: [" + strings.Repeat("xY", n) + "]}}}")
	},
	"long description": func(n int) string {
		return document("A: {type: string, description: '" + strings.Repeat("some *text* of `code`, ", n) + "'}")
	},
	"long pattern": func(n int) string {
		return document("A: {type: string, pattern: '^" + strings.Repeat("[a-z]", n) + "$'}")
	},
	"long number": func(n int) string { // all are larger than a float64
		return document("A: {type: number, maximum: 1" + strings.Repeat("0", 400+n) + "}")
	},
	"long example": func(n int) string {
		return document("A: {type: array, items: {type: string}, example: [" + elements(n, numbered("v%d")) + "]}")
	},
	"examples": func(n int) string {
		return document("A: {type: string, examples: [" + elements(n, numbered("v%d")) + "]}")
	},
	"aliases": func(n int) string {
		return document("A: &a {type: object, properties: {b: {type: string}}}", "B: {type: object, properties: {"+elements(n, numbered("p%d: *a"))+"}}")
	},
	"aliases of aliases": func(n int) string {
		lines := []string{"S0: &s0 {type: object, properties: {b: {type: string}}}"}
		for i := range n {
			lines = append(lines, fmt.Sprintf("S%d: &s%d {type: object, properties: {a: *s%d, b: *s%d}}", i+1, i+1, i, i))
		}
		return document(lines...)
	},
	"path refs": func(n int) string {
		lines := []string{"S0: {type: object, properties: {a: {type: object, properties: {b: {type: string}}}}}"}
		for i := range n {
			lines = append(lines, fmt.Sprintf("T%d: {type: object, properties: {a: {$ref: '#/components/schemas/S0/properties/a'}}}", i))
		}
		return document(lines...)
	},
	"deep ref": func(n int) string {
		return document("S: "+strings.Repeat("{type: object, properties: {a: ", n)+"{type: string}"+strings.Repeat("}}", n), "T: {$ref: '#/components/schemas/S"+strings.Repeat("/properties/a", n)+"'}")
	},
	"unknown keywords": list("{type: string, ", numbered("k%d: 1"), "}"),
	"extensions":       list("{type: string, ", numbered("x-%d: 1"), "}"),
	"defs":             list("{type: string, $defs: {", numbered("d%d: {type: string}"), "}}"),
	"anchors":          list("{type: object, properties: {", numbered("p%d: {$anchor: a%d, type: string}"), "}}"),
	"anchors used": func(n int) string {
		return document("List: {type: object, properties: {" + elements(n, numbered("p%d: {$anchor: a%d, type: string}, q%d: {$ref: '#a%d'}")) + "}}")
	},
}

func familyNames() []string { return slices.Sorted(maps.Keys(families)) }
