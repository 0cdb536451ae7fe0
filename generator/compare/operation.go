// Operations: parameters, bodies, responses, authentication, servers.

package compare

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// api compares all but what schemas say.
func (c *comparison) api() {
	c.securitySchemes()
	match(c.old.api.Operations, c.new.api.Operations, c.operationKeys(), func(old, new *ir.Operation) {
		if new != nil {
			c.opts.Enter(new.Pos)
		}
		switch {
		case old == nil:
			c.add(Finding{Code: "operation-added", Kind: Added, Operation: new, New: &new.Pos})
		case new == nil:
			c.add(Finding{Code: "operation-removed", Kind: Removed, Operation: old, Old: &old.Pos})
		default:
			c.operation(old, new)
		}
	})
}

var pathParameter = regexp.MustCompile(`\{[^{}]*\}`)

// operationKeys gives what operations are matched by. The names of path parameters
// are no part of a path, unless nothing else tells two of them apart.
func (c *comparison) operationKeys() func(*ir.Operation) string {
	key := func(op *ir.Operation) string {
		path := op.Path
		if !op.Webhook {
			path = pathParameter.ReplaceAllString(path, "{}")
		}
		return op.Method + " " + op.Callback + " " + path + callerKey(op)
	}
	for _, side := range []*side{c.old, c.new} {
		seen := map[string]bool{}
		for _, op := range side.api.Operations {
			if seen[key(op)] {
				return func(op *ir.Operation) string { return op.Method + " " + op.Callback + " " + op.Path + callerKey(op) }
			}
			seen[key(op)] = true
		}
	}
	return key
}

// callerKey tells callbacks of one name apart by the operation that has them.
func callerKey(op *ir.Operation) string {
	if op.Caller == nil {
		return ""
	}
	return " of " + op.Caller.Method + " " + pathParameter.ReplaceAllString(op.Caller.Path, "{}")
}

// Title is how an operation is called in reports: GET /pets.
func Title(op *ir.Operation) string {
	switch {
	case op.Caller != nil:
		return "callback " + op.Callback + " of " + Title(op.Caller)
	case op.Webhook:
		return "webhook " + op.Path
	}
	return op.Method + " " + op.Path
}

// addComponent compares a component, unless it is compared already.
func (c *comparison) addComponent(flow Flows, old, new *ir.Schema) {
	if c.pair(c.old.conj(old), c.new.conj(new), flow.direction(), false).flows == 0 {
		c.addRoot(root{flow: flow}, old, new)
	}
}

// match calls do for each element of two lists by key: the new ones in order,
// their old counterparts beside them, then the old ones that are gone.
func match[T any](old, new []*T, key func(*T) string, do func(old, new *T)) {
	index := make(map[string]*T, len(old))
	for _, e := range old {
		if _, ok := index[key(e)]; !ok {
			index[key(e)] = e
		}
	}
	seen := make(map[string]bool, len(new))
	for _, e := range new {
		if name := key(e); !seen[name] {
			seen[name] = true
			do(index[name], e)
		}
	}
	for _, e := range old {
		if name := key(e); !seen[name] {
			seen[name] = true
			do(e, nil)
		}
	}
}

// sends are the flows of what an operation's caller sends, and of what it gets.
func flowsOf(op *ir.Operation) (sends, gets Flows) {
	if op.Webhook {
		return Webhook, Answer
	}
	return Request, Response
}

func (c *comparison) operation(old, new *ir.Operation) {
	sends, gets := flowsOf(new)
	about := Finding{Operation: new, Old: &old.Pos, New: &new.Pos, Flows: sends}
	c.deprecation(about, old.Deprecated, new.Deprecated)
	c.sunset(about, old.Sunset, new.Sunset)
	if old.Wire != new.Wire {
		c.add(about.with("operation-id-changed", "operation ID", old.Wire, new.Wire))
	}
	c.authentication(about, old, new)
	c.servers(about, effectiveServers(c.old.api, old), effectiveServers(c.new.api, new))
	c.parameters(about, old, new)
	c.body(about, old.Body, new.Body)
	c.responses(about, old, new, gets)
}

// with is a change of an aspect.
func (f Finding) with(code, aspect, from, to string) Finding {
	f.Code, f.Kind, f.Aspect, f.From, f.To = code, Changed, aspect, from, to
	return f
}

// became is a part that was added or removed.
func (f Finding) became(code string, kind Kind) Finding {
	f.Code, f.Kind = code, kind
	return f
}

func (c *comparison) deprecation(about Finding, old, new bool) {
	switch {
	case new && !old:
		c.add(about.became("deprecated", Deprecated))
	case old && !new:
		c.add(about.with("deprecation-withdrawn", "not deprecated any more", "", ""))
	}
}

// sunset compares the dates from which an operation may be gone (x-sunset, RFC
// 8594). They are RFC 3339's, whose order is that of their texts.
func (c *comparison) sunset(about Finding, old, new string) {
	switch {
	case old == new:
	case new != "" && (old == "" || new < old):
		c.add(about.with("sunset-sooner", "sunset", old, new))
	default:
		c.add(about.with("sunset-later", "sunset", old, new))
	}
}

// parameters compares by place and name; those of a path by their order in it,
// those of headers without case.
func (c *comparison) parameters(about Finding, old, new *ir.Operation) {
	key := func(op *ir.Operation) func(*ir.Parameter) string {
		order := pathParameter.FindAllString(op.Path, -1)
		return func(p *ir.Parameter) string {
			name := p.Wire
			switch p.In {
			case "header":
				name = strings.ToLower(name)
			case "path":
				if i := slices.Index(order, "{"+name+"}"); i >= 0 {
					return "path " + strconv.Itoa(i)
				}
			}
			return p.In + " " + name
		}
	}
	oldKey, newKey := key(old), key(new)
	both := func(p *ir.Parameter) string {
		if slices.Contains(old.Parameters, p) && !slices.Contains(new.Parameters, p) {
			return oldKey(p)
		}
		return newKey(p)
	}
	match(heeded(old.Parameters), heeded(new.Parameters), both, func(was, is *ir.Parameter) {
		about := about
		about.Part = Parameter
		switch {
		case was == nil:
			about.Name, about.Old, about.New = is.In+" "+is.Wire, nil, &is.Pos
			about.To = c.typeName(is.Schema)
			code := "parameter-added"
			if is.Required {
				code, about.To = "required-parameter-added", about.To+", required"
			}
			c.add(about.became(code, Added))
		case is == nil:
			about.Name, about.Old, about.New = was.In+" "+was.Wire, &was.Pos, nil
			c.add(about.became("parameter-removed", Removed))
		default:
			about.Name, about.Old, about.New = is.In+" "+is.Wire, &was.Pos, &is.Pos
			c.parameter(about, was, is)
		}
	})
}

// heeded are the parameters without those that "SHALL be ignored" (Parameter Object, name).
func heeded(list []*ir.Parameter) []*ir.Parameter {
	return slices.DeleteFunc(slices.Clone(list), func(p *ir.Parameter) bool {
		return p.In == "header" && slices.Contains([]string{"accept", "content-type", "authorization"}, strings.ToLower(p.Wire))
	})
}

// parameter compares a parameter, or a header of a response or of a part.
func (c *comparison) parameter(about Finding, old, new *ir.Parameter) {
	c.deprecation(about, old.Deprecated, new.Deprecated)
	c.required(about, old.Required, new.Required)
	if was, is := written(old, new), written(new, old); was != is {
		c.add(about.with("serialization-changed", "how it is written", was, is))
	}
	if old.AllowReserved != new.AllowReserved && new.In == "query" {
		code := "reserved-refused"
		if new.AllowReserved {
			code = "reserved-accepted"
		}
		c.add(about.with(code, "reserved characters", yes(old.AllowReserved), yes(new.AllowReserved)))
	}
	if old.AllowEmpty != new.AllowEmpty && new.In == "query" {
		code, is := "empty-refused", [...]string{"allowed", "refused"}
		if new.AllowEmpty {
			code, is = "empty-accepted", [...]string{"refused", "allowed"}
		}
		c.add(about.with(code, "empty value", is[0], is[1]))
	}
	c.addRoot(root{flow: about.Flows, operation: about.Operation, part: about.Part, name: about.Name}, old.Schema, new.Schema)
}

func yes(is bool) string {
	if is {
		return "as they are"
	}
	return "escaped"
}

// written is how a parameter's value is written, as far as its types make a
// difference: style and explode say nothing of most texts.
func written(p, other *ir.Parameter) string {
	if p.Media != "" {
		return normalMedia(p.Media)
	}
	var types ir.Types
	for _, s := range []*ir.Schema{p.Schema, other.Schema} {
		if s != nil {
			types |= keyword.Accepts(s)
		}
	}
	style, lists, objects := p.Style, types.Has(ir.Array), types.Has(ir.Object)
	if types == keyword.AnyType { // it says nothing: as a text
		lists, objects = false, false
	}
	switch {
	case style == "deepObject" && objects:
		return style
	case !lists && !objects && (style == "matrix" || style == "label"):
		return style
	case !lists && !objects, style == "simple" && !objects:
		return "plain"
	case p.Explode:
		return style + ", exploded"
	}
	return style
}

// required tells what must be there now, or need not.
func (c *comparison) required(about Finding, old, new bool) {
	switch {
	case new && !old:
		c.add(about.with("part-required", "required now", "", ""))
	case old && !new:
		c.add(about.with("part-optional", "optional now", "", ""))
	}
}

func (c *comparison) body(about Finding, old, new *ir.Body) {
	about.Part = RequestBody
	switch {
	case old == nil && new == nil:
	case old == nil:
		about.Old, about.New = nil, &new.Pos
		code := "body-added"
		if new.Required {
			code = "required-body-added"
		}
		c.add(about.became(code, Added))
	case new == nil:
		about.Old, about.New = &old.Pos, nil
		c.add(about.became("body-removed", Removed))
	default:
		about.Old, about.New = &old.Pos, &new.Pos
		c.required(about, old.Required, new.Required)
		c.content(about, old.Content, new.Content)
	}
}

// responses compares by status. A range, or the default, stands for the statuses
// that are not told of.
func (c *comparison) responses(about Finding, old, new *ir.Operation, flow Flows) {
	about.Part, about.Flows = ResponsePart, flow
	status := func(r *ir.Response) string { return strings.ToUpper(r.Status) }
	match(old.Responses, new.Responses, status, func(was, is *ir.Response) {
		about := about
		switch {
		case was == nil:
			about.Name, about.Old, about.New = is.Status, nil, &is.Pos
			c.add(about.became("response-added", Added))
			if was = covering(old.Responses, is.Status); was == nil {
				return
			}
		case is == nil:
			about.Name, about.Old, about.New = was.Status, &was.Pos, nil
			is = covering(new.Responses, was.Status)
			switch {
			case is != nil:
				c.add(about.became("response-covered", Removed))
			case was.Status[0] == '2':
				c.add(about.became("success-removed", Removed))
			default:
				c.add(about.became("response-removed", Removed))
			}
			if is == nil {
				return
			}
		}
		about.Name, about.Old, about.New = is.Status, &was.Pos, &is.Pos
		c.content(about, was.Content, is.Content)
		c.headers(about, was.Headers, is.Headers)
	})
}

// covering is the response that stands for a status which has none: that of its
// range, or the default; nil where there is none.
func covering(list []*ir.Response, status string) *ir.Response {
	for _, stands := range []string{status[:1] + "XX", "default"} {
		if i := slices.IndexFunc(list, func(r *ir.Response) bool { return strings.EqualFold(r.Status, stands) }); i >= 0 && status != "default" && !strings.EqualFold(status, stands) {
			return list[i]
		}
	}
	return nil
}

// headers compares the headers of a response, or of a part of a body. Content-Type
// "SHALL be ignored" (Response Object, headers).
func (c *comparison) headers(about Finding, old, new []*ir.Parameter) {
	name := func(p *ir.Parameter) string { return strings.ToLower(p.Wire) }
	heeded := func(list []*ir.Parameter) []*ir.Parameter {
		return slices.DeleteFunc(slices.Clone(list), func(p *ir.Parameter) bool { return name(p) == "content-type" })
	}
	match(heeded(old), heeded(new), name, func(was, is *ir.Parameter) {
		about := about
		switch {
		case was == nil:
			about.Name, about.Old, about.New = strings.TrimSpace(about.Name+" header "+is.Wire), nil, &is.Pos
			code := "header-added"
			if is.Required {
				code = "required-header-added"
			}
			c.add(about.became(code, Added))
		case is == nil:
			about.Name, about.Old, about.New = strings.TrimSpace(about.Name+" header "+was.Wire), &was.Pos, nil
			c.add(about.became("header-removed", Removed))
		default:
			about.Name, about.Old, about.New = strings.TrimSpace(about.Name+" header "+is.Wire), &was.Pos, &is.Pos
			c.parameter(about, was, is)
		}
	})
}

// normalMedia is a media type in lower case, with its parameters in an order of
// their own. JSON is UTF-8, whatever a charset says (RFC 8259, section 11).
func normalMedia(mediaType string) string {
	parts := strings.Split(strings.ToLower(mediaType), ";")
	for i := range parts {
		parts[i] = strings.ReplaceAll(strings.TrimSpace(parts[i]), `"`, "")
	}
	base, params := parts[0], parts[1:]
	if ir.MediaOf(base).IsJSON() {
		params = slices.DeleteFunc(params, func(p string) bool { return strings.HasPrefix(p, "charset=") })
	}
	slices.Sort(params)
	return strings.Join(append([]string{base}, params...), ";")
}

// ranged reports whether a media range stands for a media type.
func ranged(r, mediaType string) bool {
	if r == "*/*" {
		return true
	}
	whole, ok := strings.CutSuffix(r, "/*")
	return ok && strings.HasPrefix(mediaType, whole+"/")
}

// content compares bodies by media type.
func (c *comparison) content(about Finding, old, new []*ir.MediaType) {
	key := func(m *ir.MediaType) string { return normalMedia(m.Type) }
	inRequest := about.Part == RequestBody
	match(old, new, key, func(was, is *ir.MediaType) {
		about := about
		name := func(m *ir.MediaType) {
			if inRequest {
				about.Part, about.Name = RequestType, m.Type
			} else {
				about.Name += " as " + m.Type
			}
		}
		covers := func(list []*ir.MediaType, m *ir.MediaType) *ir.MediaType {
			for _, other := range list {
				if ranged(key(other), key(m)) {
					return other
				}
			}
			return nil
		}
		switch {
		case was == nil:
			if was = covers(old, is); was != nil {
				break
			}
			name(is)
			about.Old, about.New = nil, &is.Pos
			c.add(about.became("media-type-added", Added))
			return
		case is == nil:
			if is = covers(new, was); is != nil {
				break
			}
			name(was)
			about.Old, about.New = &was.Pos, nil
			c.add(about.became("media-type-removed", Removed))
			return
		}
		r := root{flow: about.Flows, operation: about.Operation, part: about.Part, name: about.Name, media: is.Media()}
		c.addRoot(r, was.Schema, is.Schema)
		name(is)
		about.Old, about.New = &was.Pos, &is.Pos
		if was.Stream != is.Stream {
			c.add(about.with("stream-changed", "what the body is", stream(was), stream(is)))
		}
		c.encodings(about, was, is)
	})
}

func stream(m *ir.MediaType) string {
	if m.Stream {
		return "a sequence"
	}
	return "one value"
}

// encodings compares how the properties of a form are written.
func (c *comparison) encodings(about Finding, old, new *ir.MediaType) {
	names := map[string]bool{}
	var order []string
	for _, m := range []*ir.MediaType{old, new} {
		for _, e := range m.Encoding {
			if !names[e.Name] {
				names[e.Name] = true
				order = append(order, e.Name)
			}
		}
	}
	of := func(m *ir.MediaType, name string) *ir.Encoding {
		i := slices.IndexFunc(m.Encoding, func(e *ir.Encoding) bool { return e.Name == name })
		if i < 0 {
			return &ir.Encoding{Name: name, Pos: m.Pos}
		}
		return m.Encoding[i]
	}
	for _, name := range order {
		was, is := of(old, name), of(new, name)
		about := about
		about.Name += " field " + name
		about.Old, about.New = &was.Pos, &is.Pos
		if before, after := encodingText(was, old), encodingText(is, new); before != after {
			c.add(about.with("encoding-changed", "how it is written", before, after))
		}
		c.headers(about, was.Headers, is.Headers)
	}
}

// encodingText says how a property is written. What an Encoding Object leaves out
// has the defaults of style, as a form has where nothing is said; parts of other bodies
// have those of contentType.
func encodingText(e *ir.Encoding, m *ir.MediaType) string {
	style, explode, contentType := e.Style, e.Explode, e.ContentType
	if style == "" && contentType == "" {
		if m.Media().IsForm() {
			style, explode = "form", true
		} else {
			contentType = assumedType(m.Schema, e.Name)
		}
	}
	var out []string
	if style != "" {
		out = append(out, style)
		if explode {
			out = append(out, "exploded")
		}
	}
	if style == "" && contentType != "" {
		out = append(out, normalMedia(contentType))
	}
	if e.AllowReserved {
		out = append(out, "reserved characters as they are")
	}
	return cmp.Or(strings.Join(out, ", "), "by its type")
}

// assumedType is the media type of a part whose Encoding Object names none, by the schema
// of the property, or of its items; "" where that is not of one kind.
func assumedType(body *ir.Schema, name string) string {
	var parts []*ir.Schema
	for _, a := range flatten(nil, body, false) {
		for _, p := range a.schema.Properties {
			if p.Wire == name {
				parts = append(parts, p.Schema)
			}
		}
	}
	if len(parts) == 0 {
		return ""
	}
	part := parts[0]
	all := flatten(nil, part, false)
	if keyword.Accepts(part)&^ir.Null == ir.Array {
		for _, a := range all {
			if a.schema.Items != nil {
				part = a.schema.Items
			}
		}
		all = flatten(nil, part, false)
	}
	octets := slices.ContainsFunc(all, func(a atom) bool { return a.schema.Format == "binary" || a.schema.ContentEncoding != "" })
	switch types := keyword.Accepts(part) &^ ir.Null; {
	case types == ir.Object:
		return "application/json"
	case types == ir.String && octets, types == keyword.AnyType&^ir.Null:
		return "application/octet-stream"
	case types != 0 && types&^(ir.String|number|ir.Boolean) == 0:
		return "text/plain"
	}
	return ""
}

// authentication compares the ways to be allowed in. One that is gone locks out
// who took it, unless another asks for no more than it did.
func (c *comparison) authentication(about Finding, old, new *ir.Operation) {
	was, is := c.requirements(c.old.api, old.Security), c.requirements(c.new.api, new.Security)
	if slices.EqualFunc(was, c.requirements(c.old.api, c.old.api.Requirement), slices.Equal) && slices.EqualFunc(is, c.requirements(c.new.api, c.new.api.Requirement), slices.Equal) {
		about.Operation, about.Old, about.New = nil, &c.old.api.RequirementPos, &c.new.api.RequirementPos // it is told once, of the API
	}
	about.Part = Authentication
	within := func(less, more []string) bool {
		return !slices.ContainsFunc(less, func(use string) bool { return !slices.Contains(more, use) })
	}
	has := func(list [][]string, r []string) bool {
		return slices.ContainsFunc(list, func(other []string) bool { return slices.Equal(other, r) })
	}
	for _, r := range was {
		if has(is, r) {
			continue
		}
		about.Name = requirementText(r)
		code := "authentication-removed"
		if slices.ContainsFunc(is, func(other []string) bool { return within(other, r) }) {
			code = "authentication-eased"
		}
		c.add(about.became(code, Removed))
	}
	for _, r := range is {
		if !has(was, r) {
			about.Name = requirementText(r)
			c.add(about.became("authentication-added", Added))
		}
	}
}

// requirements lists the ways to be allowed in, each as its schemes and scopes,
// sorted. No requirement at all is a way that asks for nothing.
func (c *comparison) requirements(api *ir.API, list []ir.Requirement) (out [][]string) {
	if len(list) == 0 {
		return [][]string{{}}
	}
	for _, r := range list {
		way := []string{}
		for _, use := range r {
			name := c.schemeName(api, use.Scheme)
			way = append(way, name)
			for _, scope := range use.Scopes {
				way = append(way, name+"\x00"+scope)
			}
		}
		slices.Sort(way)
		out = append(out, slices.Compact(way))
	}
	return out
}

// requirementText is a way to be allowed in, in words.
func requirementText(r []string) string {
	if len(r) == 0 {
		return "none"
	}
	var out []string
	for _, use := range r {
		if scheme, scope, ok := strings.Cut(use, "\x00"); ok {
			word := " with "
			if strings.Contains(out[len(out)-1], " with ") {
				word = ", "
			}
			out[len(out)-1] += word + scope
		} else {
			out = append(out, scheme)
		}
	}
	return strings.Join(out, " and ")
}

// schemeName is the key of a security scheme. A scheme of the new version that an
// old one is, under another key, has the old one's.
func (c *comparison) schemeName(api *ir.API, key string) string {
	if api == c.old.api || schemeOf(c.old.api, key) != nil {
		return key
	}
	s := schemeOf(api, key)
	if s == nil {
		return key
	}
	for _, old := range c.old.api.Security {
		if schemeOf(c.new.api, old.Wire) == nil && schemeText(old) == schemeText(s) {
			return old.Wire
		}
	}
	return key
}

func schemeOf(api *ir.API, key string) *ir.SecurityScheme {
	i := slices.IndexFunc(api.Security, func(s *ir.SecurityScheme) bool { return s.Wire == key })
	if i < 0 {
		return nil
	}
	return api.Security[i]
}

// schemeText is how a client authenticates by a scheme.
func schemeText(s *ir.SecurityScheme) string {
	switch s.Type {
	case "http":
		return "http " + strings.ToLower(s.Scheme)
	case "apiKey":
		name := s.ParameterName
		if s.In == "header" {
			name = strings.ToLower(name)
		}
		return "apiKey in " + s.In + " " + name
	case "openIdConnect":
		return s.Type + " " + s.OpenIDConnectURL
	}
	return s.Type
}

// securitySchemes compares the schemes that both versions have.
func (c *comparison) securitySchemes() {
	key := func(s *ir.SecurityScheme) string { return s.Wire }
	match(c.old.api.Security, c.new.api.Security, key, func(old, new *ir.SecurityScheme) {
		if old == nil || new == nil {
			return // what requires it tells
		}
		about := Finding{Part: Scheme, Name: new.Wire, Old: &old.Pos, New: &new.Pos, Flows: Request}
		if was, is := schemeText(old), schemeText(new); was != is {
			c.add(about.with("scheme-changed", "security scheme", was, is))
			return
		}
		flow := func(list []ir.Flow, kind string) *ir.Flow {
			i := slices.IndexFunc(list, func(f ir.Flow) bool { return f.Kind == kind })
			if i < 0 {
				return nil
			}
			return &list[i]
		}
		for _, was := range old.Flows {
			is := flow(new.Flows, was.Kind)
			if is == nil {
				c.add(about.with("flow-removed", "flow", was.Kind, ""))
				continue
			}
			for _, u := range []struct{ what, was, is string }{
				{"authorization URL", was.AuthorizationURL, is.AuthorizationURL}, {"token URL", was.TokenURL, is.TokenURL}, {"refresh URL", was.RefreshURL, is.RefreshURL},
			} {
				if u.was != u.is {
					c.add(about.with("flow-moved", u.what+" of "+was.Kind, u.was, u.is))
				}
			}
			for _, scope := range was.Scopes {
				if !slices.ContainsFunc(is.Scopes, func(s ir.Scope) bool { return s.Name == scope.Name }) {
					c.add(about.with("scope-removed", "scope of "+was.Kind, scope.Name, ""))
				}
			}
			for _, scope := range is.Scopes {
				if !slices.ContainsFunc(was.Scopes, func(s ir.Scope) bool { return s.Name == scope.Name }) {
					c.add(about.with("scope-added", "scope of "+was.Kind, "", scope.Name))
				}
			}
		}
		for _, is := range new.Flows {
			if flow(old.Flows, is.Kind) == nil {
				c.add(about.with("flow-added", "flow", "", is.Kind))
			}
		}
	})
}

// servers are those of an operation, or of the API where it has none.
type servers struct {
	list []ir.Server
	own  bool
}

func effectiveServers(api *ir.API, op *ir.Operation) servers {
	if op.Servers != nil {
		return servers{op.Servers, true}
	}
	return servers{api.Servers, false}
}

func (c *comparison) servers(about Finding, old, new servers) {
	if about.Operation.Webhook {
		return // the user's own server receives it
	}
	if !old.own && !new.own {
		about.Operation = nil // it is told once, of the API
	}
	about.Part = Server
	texts := func(s servers) (out []string) {
		for _, server := range s.list {
			out = append(out, serverText(server))
		}
		if len(out) == 0 {
			out = []string{"/"} // OpenAPI Object, servers
		}
		return out
	}
	was, is := texts(old), texts(new)
	place := func(s servers, i int, whole *diag.Position) *diag.Position {
		if i < len(s.list) {
			return &s.list[i].Pos
		}
		return whole
	}
	whole := [2]*diag.Position{about.Old, about.New}
	if about.Operation == nil {
		whole = [2]*diag.Position{&c.old.api.RequirementPos, &c.new.api.RequirementPos}
	}
	for i, url := range was {
		if !slices.Contains(is, url) {
			about.Name, about.Old, about.New = url, place(old, i, whole[0]), nil
			c.add(about.became("server-removed", Removed))
		}
	}
	for i, url := range is {
		if !slices.Contains(was, url) {
			about.Name, about.Old, about.New = url, nil, place(new, i, whole[1])
			c.add(about.became("server-added", Added))
		}
	}
	if slices.Equal(slices.Sorted(slices.Values(was)), slices.Sorted(slices.Values(is))) && was[0] != is[0] {
		about.Name, about.Old, about.New = "", place(old, 0, whole[0]), place(new, 0, whole[1])
		c.add(about.with("server-order-changed", "first server", was[0], is[0]))
	}
}

// serverText is a server's URL, and what its variables may be.
func serverText(s ir.Server) string {
	out := strings.TrimSuffix(s.URL, "/")
	for _, v := range s.Variables {
		out += " {" + v.Name + "}=" + v.Default
		for _, value := range slices.Sorted(slices.Values(v.Enum)) {
			out += "|" + value
		}
	}
	return cmp.Or(out, "/")
}

// components compares the components to which no operation of both versions led: in
// the directions in which they are reached, or in both where they are in none, since
// their validators are emitted.
func (c *comparison) components() {
	key := func(s *ir.Schema) string { return s.Wire }
	of := func(api *ir.API) (out []*ir.Schema) {
		for _, s := range api.Schemas {
			if s.IsComponent() {
				out = append(out, s)
			}
		}
		return out
	}
	match(of(c.old.api), of(c.new.api), key, func(was, is *ir.Schema) {
		switch {
		case was == nil:
			c.add(Finding{Code: "schema-added", Kind: Added, Schema: is, New: &is.Pos})
		case is == nil:
			c.add(Finding{Code: "schema-removed", Kind: Removed, Schema: was, Old: &was.Pos})
		default:
			reached := was.Reached | is.Reached
			for _, flow := range []Flows{Request, Response} {
				if reached == 0 || reached&flow.direction() != 0 {
					c.addComponent(flow, was, is)
				}
			}
		}
	})
}
