package validators

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
)

// A JSON Schema, read straight into the IR: for tests of the validators alone.

// reader reads schemas of one document. Every schema that a $ref points at is
// named, so that each cycle passes through a named one.
type reader struct {
	root   []byte
	prefix string // of names
	byRef  map[string]*ir.Schema
	named  []*ir.Schema
	skip   string // a keyword that puts the document out of scope
	draft4 bool   // OpenAPI 3.0's dialect
}

// object is a JSON object with its order.
type object struct {
	keys   []string
	values map[string]json.RawMessage
}

func readObject(raw json.RawMessage) object {
	o := object{values: map[string]json.RawMessage{}}
	d := json.NewDecoder(bytes.NewReader(raw))
	if t, _ := d.Token(); t != json.Delim('{') {
		return o
	}
	for d.More() {
		key, _ := d.Token()
		var v json.RawMessage
		if d.Decode(&v) != nil {
			return o
		}
		o.keys = append(o.keys, key.(string))
		o.values[key.(string)] = v
	}
	return o
}

// compact removes insignificant space.
func compact(raw json.RawMessage) ir.Value {
	var b bytes.Buffer
	if err := json.Compact(&b, raw); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func decode[T any](raw json.RawMessage) T {
	var v T
	if err := json.Unmarshal(raw, &v); err != nil {
		panic(fmt.Sprintf("%s: %v", raw, err))
	}
	return v
}

// readDocument returns the schema of a whole document, named.
func readDocument(raw json.RawMessage, name string) (*ir.Schema, *reader) {
	return readSuite(raw, name, false)
}

// readSuite is readDocument for one of two dialects.
func readSuite(raw json.RawMessage, name string, draft4 bool) (*ir.Schema, *reader) {
	r := &reader{root: raw, prefix: name, byRef: map[string]*ir.Schema{}, draft4: draft4}
	s := &ir.Schema{Node: ir.Node{Wire: name, Name: name}, Shape: &ir.Shape{Kind: ir.KindAny}}
	r.byRef["#"] = s
	r.named = append(r.named, s)
	r.fill(s, raw)
	return s, r
}

func (r *reader) schema(raw json.RawMessage) *ir.Schema {
	s := &ir.Schema{Shape: &ir.Shape{Kind: ir.KindAny}}
	r.fill(s, raw)
	return s
}

func (r *reader) optional(raw json.RawMessage) *ir.Schema {
	if raw == nil {
		return nil
	}
	return r.schema(raw)
}

func (r *reader) list(raw json.RawMessage) []*ir.Schema {
	if raw == nil {
		return nil
	}
	var out []*ir.Schema
	for _, item := range decode[[]json.RawMessage](raw) {
		out = append(out, r.schema(item))
	}
	return out
}

func (r *reader) properties(raw json.RawMessage) []*ir.Property {
	var out []*ir.Property
	o := readObject(raw)
	for _, key := range o.keys {
		flags := readObject(o.values[key])
		out = append(out, &ir.Property{
			Node: ir.Node{Wire: key}, Schema: r.schema(o.values[key]),
			ReadOnly: string(flags.values["readOnly"]) == "true", WriteOnly: string(flags.values["writeOnly"]) == "true",
		})
	}
	return out
}

// ref returns the named schema that a reference within the document points at.
func (r *reader) ref(ref string) *ir.Schema {
	if s := r.byRef[ref]; s != nil {
		return s
	}
	pointer, ok := strings.CutPrefix(ref, "#/")
	if !ok {
		r.skip = "$ref other"
		return r.schema(json.RawMessage("true"))
	}
	pointer, err := url.PathUnescape(pointer)
	if err != nil {
		panic(err)
	}
	raw := json.RawMessage(r.root)
	for token := range strings.SplitSeq(pointer, "/") {
		token = strings.NewReplacer("~1", "/", "~0", "~").Replace(token)
		if raw[0] == '[' {
			i, _ := strconv.Atoi(token)
			raw = decode[[]json.RawMessage](raw)[i]
		} else {
			raw = readObject(raw).values[token]
		}
		if raw == nil {
			r.skip = "$ref other"
			return r.schema(json.RawMessage("true"))
		}
	}
	s := &ir.Schema{Node: ir.Node{Name: fmt.Sprintf("%sRef%d", r.prefix, len(r.named))}, Shape: &ir.Shape{Kind: ir.KindAny}}
	s.Wire = s.Name
	r.byRef[ref] = s
	r.named = append(r.named, s)
	r.fill(s, raw)
	return s
}

// olden brings draft 4's keywords to those of 2020-12, as the lowering does
// with OpenAPI 3.0's: a $ref stands alone, an exclusive bound is a flag.
func (r *reader) olden(o map[string]json.RawMessage) {
	if ref := o["$ref"]; ref != nil && ref[0] == '"' {
		clear(o)
		o["$ref"] = ref
	}
	for bound, exclusive := range map[string]string{"minimum": "exclusiveMinimum", "maximum": "exclusiveMaximum"} {
		flag := string(o[exclusive])
		delete(o, exclusive)
		if flag == "true" {
			o[exclusive] = o[bound]
			delete(o, bound)
		}
	}
	if id := o["id"]; id != nil && id[0] == '"' {
		r.skip = "id"
	}
	if items := o["items"]; items != nil && items[0] == '[' {
		r.skip = "items []"
		delete(o, "items")
	}
}

func (r *reader) fill(s *ir.Schema, raw json.RawMessage) {
	raw = json.RawMessage(bytes.TrimSpace(raw))
	if raw[0] != '{' {
		always := decode[bool](raw)
		s.Always = &always
		return
	}
	o := readObject(raw).values
	for _, keyword := range []string{"$dynamicRef", "$anchor", "$id", "dependencies"} {
		if o[keyword] != nil {
			r.skip = keyword
		}
	}
	if r.draft4 {
		r.olden(o)
	}
	if string(o["enum"]) == "[]" {
		r.skip = "enum []"
	}
	for _, keyword := range []string{"contentSchema", "contentMediaType", "contentEncoding"} {
		if o[keyword] != nil {
			s.Unsupported = append(s.Unsupported, keyword)
		}
	}
	text := func(key string) string {
		if o[key] == nil {
			return ""
		}
		return decode[string](o[key])
	}
	number := func(key string) ir.Number {
		if o[key] == nil {
			return ""
		}
		return ir.Number(decode[json.Number](o[key]))
	}
	size := func(key string) *uint64 {
		if o[key] == nil {
			return nil
		}
		f := decode[float64](o[key])
		n := uint64(f)
		return &n
	}
	if t := o["type"]; t != nil {
		names := []string{}
		if t[0] == '"' {
			names = append(names, decode[string](t))
		} else {
			names = decode[[]string](t)
		}
		for _, name := range names {
			s.Types |= ir.TypeOf(name)
		}
	}
	s.Title, s.Format = text("title"), text("format")
	s.Nullable = string(o["nullable"]) == "true"
	if o["enum"] != nil {
		for _, v := range decode[[]json.RawMessage](o["enum"]) {
			s.Enum = append(s.Enum, &ir.EnumValue{Value: compact(v)})
		}
	}
	if o["const"] != nil {
		s.Const = compact(o["const"])
	}
	s.MultipleOf, s.Minimum, s.Maximum = number("multipleOf"), number("minimum"), number("maximum")
	s.ExclusiveMinimum, s.ExclusiveMaximum = number("exclusiveMinimum"), number("exclusiveMaximum")
	s.MinLength, s.MaxLength = size("minLength"), size("maxLength")
	if o["pattern"] != nil {
		p := text("pattern")
		s.Pattern = &p
	}
	s.Items, s.Contains = r.optional(o["items"]), r.optional(o["contains"])
	s.PrefixItems = r.list(o["prefixItems"])
	s.MinContains, s.MaxContains, s.MinItems, s.MaxItems = size("minContains"), size("maxContains"), size("minItems"), size("maxItems")
	s.UniqueItems = string(o["uniqueItems"]) == "true"
	s.Properties, s.PatternProperties = r.properties(o["properties"]), r.properties(o["patternProperties"])
	s.AdditionalProperties, s.PropertyNames = r.optional(o["additionalProperties"]), r.optional(o["propertyNames"])
	if o["required"] != nil {
		s.Required = slices.Compact(decode[[]string](o["required"]))
	}
	dependent := readObject(o["dependentRequired"])
	for _, key := range dependent.keys {
		s.DependentRequired = append(s.DependentRequired, &ir.DependentRequired{Name: key, Required: decode[[]string](dependent.values[key])})
	}
	s.DependentSchemas = r.properties(o["dependentSchemas"])
	s.MinProperties, s.MaxProperties = size("minProperties"), size("maxProperties")
	s.AllOf, s.AnyOf, s.OneOf = r.list(o["allOf"]), r.list(o["anyOf"]), r.list(o["oneOf"])
	s.Not, s.If, s.Then, s.Else = r.optional(o["not"]), r.optional(o["if"]), r.optional(o["then"]), r.optional(o["else"])
	s.UnevaluatedItems, s.UnevaluatedProperties = r.optional(o["unevaluatedItems"]), r.optional(o["unevaluatedProperties"])
	if d := readObject(o["discriminator"]); len(d.keys) > 0 {
		s.Discriminator = &ir.Discriminator{Property: decode[string](d.values["propertyName"])}
		mapping := readObject(d.values["mapping"])
		for _, value := range mapping.keys {
			s.Discriminator.Mapping = append(s.Discriminator.Mapping, ir.Mapping{Value: value, Schema: r.ref(decode[string](mapping.values[value]))})
		}
		for _, v := range slices.Concat(s.OneOf, s.AnyOf) { // a variant that nothing maps to stands for its name
			mapped := func(m ir.Mapping) bool { return m.Schema == v.Ref }
			if v.Ref != nil && !slices.ContainsFunc(s.Discriminator.Mapping, mapped) {
				s.Discriminator.Mapping = append(s.Discriminator.Mapping, ir.Mapping{Value: v.Ref.Wire, Schema: v.Ref, Implicit: true})
			}
		}
	}
	if ref := text("$ref"); ref != "" {
		s.Ref = r.ref(ref)
	}
}
