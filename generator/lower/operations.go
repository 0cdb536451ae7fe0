package lower

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/source"
	"github.com/oasmint/oasmint/generator/visible"
)

// This file reads everything of a document but its schemas: OpenAPI 3.0.4 and
// 3.1.1, section "OpenAPI Object" and below.

func quote(s string) string { return strconv.Quote(s) }

func (l *lowerer) readAPI() {
	root := l.doc.Root.Cursor()
	info := root.Key("info")
	l.api.Title, l.api.Version, l.api.Doc = l.text(info, "title"), l.text(info, "version"), l.text(info, "description")
	l.api.Summary, l.api.Terms, l.api.More = l.text(info, "summary"), l.text(info, "termsOfService"), l.externalDocs(root)
	if c := info.Key("contact"); c.Node != nil {
		l.api.Contact = &ir.Contact{Name: l.text(c, "name"), URL: l.text(c, "url"), Email: l.text(c, "email")}
	}
	if c := info.Key("license"); c.Node != nil {
		l.api.License = &ir.License{Name: l.text(c, "name"), Identifier: l.text(c, "identifier"), URL: l.text(c, "url")}
	}
	l.expectKeys(root, rootKeys)
	l.dialect(root)
	l.notRead(root, "$self")
	l.api.Servers = l.servers(root)
	l.api.Requirement, l.api.RequirementPos = l.requirements(root.Key("security")), root.Position()
	if security := root.Key("security"); security.Node != nil {
		l.api.RequirementPos = security.Position()
	}
	for _, t := range root.Key("tags").Items() {
		l.notRead(t, "summary", "parent", "kind")
		l.api.Tags = append(l.api.Tags, &ir.Tag{Node: ir.Node{
			Wire: l.text(t, "name"), Doc: l.text(t, "description"), Pos: t.Position(),
		}, More: l.externalDocs(t)})
	}
	components := root.Key("components")
	l.expectKeys(components, componentKeys)
	for _, c := range components.Key("securitySchemes").Members() {
		if scheme := l.securityScheme(c); scheme != nil {
			l.api.Security = append(l.api.Security, scheme)
		}
	}
	for _, c := range components.Key("schemas").Members() {
		if !isExtension(c.LastToken()) {
			l.child(c, &role{kind: roleComponent, key: c.LastToken()})
		}
	}
	paths := root.Key("paths")
	if paths.Node != nil && !l.expect(paths, source.Object) {
		return
	}
	for _, p := range paths.Members() {
		if !isExtension(p.LastToken()) {
			l.pathItem(p, p.LastToken(), "")
		}
	}
	for _, p := range root.Key("webhooks").Members() {
		l.pathItem(p, p.LastToken(), "webhook")
	}
	l.readComponents(components)
	l.groupByTag()
}

// readComponents reads the components that no operation may have led to, so
// that their schemas are emitted all the same.
func (l *lowerer) readComponents(components source.Cursor) {
	for _, c := range components.Key("requestBodies").Members() {
		l.body(c, nil)
	}
	for _, c := range components.Key("responses").Members() {
		l.response(c, "", nil)
	}
	for _, c := range components.Key("parameters").Members() {
		l.parameter(c, nil, nil)
	}
	for _, c := range components.Key("headers").Members() {
		l.header(c, nil)
	}
}

// externalDocs are those of an object; nil for none.
func (l *lowerer) externalDocs(c source.Cursor) *ir.ExternalDocs {
	more := c.Key("externalDocs")
	if more.Node == nil || more.Node.Kind != source.Object {
		return nil
	}
	return &ir.ExternalDocs{URL: l.text(more, "url"), Doc: l.text(more, "description")}
}

func (l *lowerer) servers(c source.Cursor) []ir.Server {
	var out []ir.Server
	for _, s := range c.Key("servers").Items() {
		out = append(out, l.server(s))
	}
	return out
}

func (l *lowerer) server(s source.Cursor) ir.Server {
	server := ir.Server{Name: l.text(s, "name"), URL: l.text(s, "url"), Doc: l.text(s, "description"), Pos: s.Position()}
	for _, v := range s.Key("variables").Members() {
		variable := ir.ServerVariable{Name: v.LastToken(), Default: l.text(v, "default"), Doc: l.text(v, "description")}
		for _, value := range v.Key("enum").Items() {
			variable.Enum = append(variable.Enum, value.Node.Text)
		}
		server.Variables = append(server.Variables, variable)
	}
	return server
}

func (l *lowerer) requirements(c source.Cursor) []ir.Requirement {
	if c.Node == nil {
		return nil
	}
	out := []ir.Requirement{} // present and empty: no authentication
	for _, alternative := range c.Items() {
		r := ir.Requirement{}
		for _, scheme := range alternative.Members() {
			use := ir.SchemeUse{Scheme: scheme.LastToken()}
			for _, scope := range scheme.Items() {
				use.Scopes = append(use.Scopes, scope.Node.Text)
			}
			r = append(r, use)
		}
		out = append(out, r)
	}
	return out
}

func (l *lowerer) securityScheme(c source.Cursor) *ir.SecurityScheme {
	key := c.LastToken()
	c, ok := l.resolve(c)
	if !ok {
		return nil
	}
	l.notRead(c, "oauth2MetadataUrl", "deprecated")
	s := &ir.SecurityScheme{
		Node: ir.Node{Wire: key, Name: begin(firstOf(l.ids.exported(key), l.ids.spelled(key))), Doc: l.text(c, "description"), Pos: c.Position()},
		Type: l.text(c, "type"), Scheme: l.text(c, "scheme"), BearerFormat: l.text(c, "bearerFormat"),
		In: l.text(c, "in"), ParameterName: l.text(c, "name"), OpenIDConnectURL: l.text(c, "openIdConnectUrl"),
	}
	for _, f := range c.Key("flows").Members() {
		if isExtension(f.LastToken()) {
			continue
		}
		l.notRead(f, "deviceAuthorizationUrl")
		flow := ir.Flow{
			Kind: f.LastToken(), AuthorizationURL: l.text(f, "authorizationUrl"),
			TokenURL: l.text(f, "tokenUrl"), RefreshURL: l.text(f, "refreshUrl"),
		}
		for _, scope := range f.Key("scopes").Members() {
			flow.Scopes = append(flow.Scopes, ir.Scope{Name: scope.LastToken(), Doc: scope.Node.Str()})
		}
		s.Flows = append(s.Flows, flow)
	}
	return s
}

// What the keys of objects hold that have other objects or lists of them.
var (
	rootKeys = map[string]source.Kind{
		"info": source.Object, "servers": source.Array, "webhooks": source.Object, "components": source.Object,
		"security": source.Array, "tags": source.Array, "externalDocs": source.Object,
	}
	componentKeys = map[string]source.Kind{
		"schemas": source.Object, "responses": source.Object, "parameters": source.Object, "examples": source.Object,
		"requestBodies": source.Object, "headers": source.Object, "securitySchemes": source.Object, "links": source.Object,
		"callbacks": source.Object, "pathItems": source.Object, "mediaTypes": source.Object,
	}
	pathItemKeys  = map[string]source.Kind{"servers": source.Array, "parameters": source.Array}
	operationKeys = map[string]source.Kind{
		"tags": source.Array, "externalDocs": source.Object, "parameters": source.Array, "responses": source.Object,
		"callbacks": source.Object, "security": source.Array, "servers": source.Array,
	}
	parameterKeys = map[string]source.Kind{"examples": source.Object, "content": source.Object}
	bodyKeys      = map[string]source.Kind{"content": source.Object}
	responseKeys  = map[string]source.Kind{"headers": source.Object, "content": source.Object, "links": source.Object}
)

var methods = []string{"get", "put", "post", "delete", "options", "head", "patch", "trace"}

// pathItem reads the operations of one path. by is "" for paths, "webhook",
// or the name that a callback's operations begin with.
func (l *lowerer) pathItem(c source.Cursor, path, by string) {
	c, ok := l.resolve(c)
	if !ok || !l.expect(c, source.Object) {
		return
	}
	l.expectKeys(c, pathItemKeys)
	for _, m := range l.operationsOf(c) {
		if l.expect(m, source.Object) {
			l.operation(m, c, path, by)
		}
	}
}

func (l *lowerer) operation(c, item source.Cursor, path, by string) {
	l.diags.Enter(c.Position())
	l.expectKeys(c, operationKeys)
	op := &operation{at: c, by: by, Operation: &ir.Operation{
		Node: ir.Node{
			Wire: l.text(c, "operationId"), Doc: l.text(c, "description"),
			Deprecated: l.flag(c, "deprecated"), Pos: c.Position(),
		},
		Method: strings.ToUpper(c.LastToken()), Path: path, Webhook: by != "",
		Summary: l.text(c, "summary"), Servers: l.servers(c), Security: l.api.Requirement,
		PathDoc: strings.TrimSpace(l.text(item, "summary") + "\n\n" + l.text(item, "description")),
		More:    l.externalDocs(c), Samples: l.codeSamples(c),
	}}
	l.ops = append(l.ops, op)
	l.api.Operations = append(l.api.Operations, op.Operation)
	if op.Servers == nil {
		op.Servers = l.servers(item)
	}
	if security := l.requirements(c.Key("security")); security != nil {
		op.Security = security
	}
	if sunset := c.Key("x-sunset"); sunset.Node != nil { // RFC 8594, as others write it
		op.Sunset = sunset.Node.Text
	}
	op.Pagination = l.pagination(c, op.Operation)
	for _, t := range c.Key("tags").Items() {
		op.Tags = append(op.Tags, t.Node.Text)
	}
	l.parameters(op, c, item)
	if body := c.Key("requestBody"); body.Node != nil {
		op.Body = l.body(body, op)
	}
	for _, r := range c.Key("responses").Members() {
		if isExtension(r.LastToken()) {
			continue
		}
		if !statusKey.MatchString(r.LastToken()) {
			l.warn(r, "bad-value", "%q is no status, expected one as 200, a range as 4XX, or default; the response is left out", r.LastToken())
			continue
		}
		if response := l.response(r, r.LastToken(), op); response != nil {
			op.Responses = append(op.Responses, response)
		}
	}
	slices.SortStableFunc(op.Responses, func(a, b *ir.Response) int {
		return cmp.Compare(statusOrder(a.Status), statusOrder(b.Status))
	})
	for _, callback := range c.Key("callbacks").Members() {
		name, first, written := callback.LastToken(), len(l.ops), callback
		callback, ok := l.resolve(callback)
		if !ok {
			continue
		}
		if l.callbacks[callback.Position()] {
			l.warn(written, "callback-cycle", "callback %q leads back to one that it is a callback of, and is read there alone", name)
			continue
		}
		l.callbacks[callback.Position()] = true
		for _, p := range callback.Members() {
			if !isExtension(p.LastToken()) {
				l.pathItem(p, p.LastToken(), firstOf(op.Wire, op.Method+" "+op.Path)+" "+name)
			}
		}
		for _, inner := range l.ops[first:] {
			if inner.Caller == nil { // else it is a callback of a callback
				inner.Caller, inner.Callback = op.Operation, name
			}
		}
		delete(l.callbacks, callback.Position())
	}
}

// codeSamples are those of the extension x-codeSamples, by its newer or its older name.
func (l *lowerer) codeSamples(c source.Cursor) (out []ir.CodeSample) {
	for _, key := range []string{"x-codeSamples", "x-code-samples"} {
		for _, s := range c.Key(key).Items() {
			if source := s.Key("source").Node.Str(); source != "" {
				out = append(out, ir.CodeSample{Lang: s.Key("lang").Node.Str(), Label: s.Key("label").Node.Str(), Source: visible.Prose(source)})
			}
		}
	}
	return out
}

// statusKey is what a response stands under: a status of HTTP (RFC 9110, section 15), the
// first digit of some, or default.
var statusKey = regexp.MustCompile(`^([1-5]([0-9][0-9]|[xX][xX])|default)$`)

// statusOrder puts ranges after their codes, and default last.
func statusOrder(status string) string {
	if status == "default" {
		return "~"
	}
	return strings.ToUpper(status)
}

// parameters reads an operation's parameters and those of its path that it
// does not override (by name and location).
func (l *lowerer) parameters(op *operation, c, item source.Cursor) {
	own := l.parameterList(c.Key("parameters"), op)
	var all []*param
	for _, p := range l.parameterList(item.Key("parameters"), op) {
		if !slices.ContainsFunc(own, func(other *param) bool { return keyOf(other.Parameter) == keyOf(p.Parameter) }) {
			all = append(all, p)
		}
	}
	l.params(op, append(all, own...))
}

// parameterKey is what tells the parameters of an operation apart.
type parameterKey struct{ in, name string }

func keyOf(p *ir.Parameter) parameterKey {
	if p.In == "header" { // whose names are the same in any case
		return parameterKey{p.In, strings.ToLower(p.Wire)}
	}
	return parameterKey{p.In, p.Wire}
}

// parameter reads a parameter, and adds it to those of a list that were read before. It
// gives nil for one that is left out.
func (l *lowerer) parameter(c source.Cursor, op *operation, read map[parameterKey]bool) *param {
	written := c
	c, ok := l.resolve(c)
	if !ok || !l.expect(c, source.Object) {
		return nil
	}
	l.expectKeys(c, parameterKeys)
	p := &ir.Parameter{
		Node: ir.Node{
			Wire: l.text(c, "name"), Doc: l.description(written, c),
			Deprecated: l.flag(c, "deprecated"), Pos: c.Position(),
		},
		In: l.text(c, "in"), Required: l.flag(c, "required"), Style: l.text(c, "style"),
		AllowReserved: l.flag(c, "allowReserved"), AllowEmpty: l.flag(c, "allowEmptyValue"),
	}
	switch p.In {
	case "path", "query", "header", "cookie":
	case "body", "formData": // as Swagger 2.0 has them
		l.warn(c, "bad-value", "parameter %q is in %q, which OpenAPI 3 has no longer; it is left out: describe the body by requestBody", p.Wire, p.In)
		return nil
	default:
		l.warn(c, "bad-value", "parameter %q is in %q, expected path, query, header or cookie; it is left out", p.Wire, p.In)
		return nil
	}
	if read != nil {
		if read[keyOf(p)] {
			l.warn(written, "duplicate-parameter", "the %s parameter %q is listed twice; the first is taken, and this one is left out", p.In, p.Wire)
			return nil
		}
		read[keyOf(p)] = true
	}
	if p.Style == "" {
		p.Style = map[string]string{"path": "simple", "header": "simple"}[p.In]
		if p.Style == "" {
			p.Style = "form"
		}
	}
	p.Explode = p.Style == "form"
	if explode := c.Key("explode"); explode.Node != nil {
		p.Explode = explode.Node.IsTrue()
	}
	p.Examples = l.examples(c)
	as := &role{kind: roleParameter, key: p.Wire, op: op}
	switch {
	case op == nil || isComponent(c, "parameters"):
		as = &role{kind: roleComponentParameter, key: c.Name()}
	case written.ID() != c.ID():
		as = l.elsewhere(c, roleComponentParameter)
	}
	p.Schema, p.Media = l.schemaOrContent(c, as)
	l.styled = append(l.styled, styled{p, c})
	return &param{p, c}
}

func (l *lowerer) header(c source.Cursor, op *operation) *ir.Parameter {
	written, name := c, c.LastToken()
	c, ok := l.resolve(c)
	if !ok || !l.expect(c, source.Object) {
		return nil
	}
	p := &ir.Parameter{
		Node: ir.Node{
			Wire: name, Doc: l.description(written, c), Deprecated: l.flag(c, "deprecated"), Pos: c.Position(),
		},
		In: "header", Required: l.flag(c, "required"), Style: "simple", Explode: l.flag(c, "explode"), Examples: l.examples(c),
	}
	as := &role{kind: roleHeader, key: name, op: op}
	switch {
	case op == nil || isComponent(c, "headers"):
		as = &role{kind: roleComponentParameter, key: c.Name()}
	case written.ID() != c.ID():
		as = l.elsewhere(c, roleComponentParameter)
	}
	p.Schema, p.Media = l.schemaOrContent(c, as)
	l.styled = append(l.styled, styled{p, c})
	return p
}

// schemaOrContent reads a parameter's schema, or that of its one media type.
func (l *lowerer) schemaOrContent(c source.Cursor, as *role) (*ir.Schema, string) {
	if s := c.Key("schema"); s.Node != nil {
		return l.child(s, as), ""
	}
	content := c.Key("content").Members()
	if len(content) == 0 {
		return nil, ""
	}
	media := content[0] // OpenAPI allows exactly one
	if s := media.Key("schema"); s.Node != nil {
		return l.child(s, as), media.LastToken()
	}
	return nil, media.LastToken()
}

// description is that of the place where something is written, which may be a
// reference with a text beside it, else that of what it refers to.
func (l *lowerer) description(written, c source.Cursor) string {
	return firstOf(l.text(written, "description"), l.text(c, "description"))
}

// isComponent reports whether c stands in components/section of its file.
func isComponent(c source.Cursor, section string) bool {
	return ir.IsComponent(c.Pointer, section)
}

// elsewhere is the role of what a reference leads to: in another operation,
// that one's, which gives it a role when it is read; in another file, a
// component by its last token.
func (l *lowerer) elsewhere(c source.Cursor, kind roleKind) *role {
	if c.File == l.doc.Root && strings.HasPrefix(c.Pointer, "/paths/") {
		return nil
	}
	return &role{kind: kind, key: c.Name()}
}

func (l *lowerer) body(c source.Cursor, op *operation) *ir.Body {
	written := c
	c, ok := l.resolve(c)
	if !ok || !l.expect(c, source.Object) {
		return nil
	}
	l.expectKeys(c, bodyKeys)
	as := &role{kind: roleBody, op: op}
	switch {
	case op == nil || isComponent(c, "requestBodies"):
		as = &role{kind: roleComponentBody, key: c.Name()}
	case written.ID() != c.ID():
		as = l.elsewhere(c, roleComponentBody)
	}
	return &ir.Body{
		Doc: l.description(written, c), Required: l.flag(c, "required"), Pos: c.Position(),
		Content: l.content(c.Key("content"), as),
	}
}

func (l *lowerer) response(c source.Cursor, status string, op *operation) *ir.Response {
	written := c
	c, ok := l.resolve(c)
	if !ok || !l.expect(c, source.Object) {
		return nil
	}
	l.expectKeys(c, responseKeys)
	as := &role{kind: roleResponse, key: status, op: op, id: c.ID()}
	head := *as
	key := ""
	switch {
	case isComponent(c, "responses"):
		key = c.Name()
		as = &role{kind: roleComponentResponse, key: key}
		head = *as
	case op == nil:
		as = &role{kind: roleComponentResponse, key: c.Name()}
		head = *as
	case written.ID() != c.ID():
		l.shared[c.ID()] = true // what several share is named by what it says
		as = l.elsewhere(c, roleComponentResponse)
		head = role{key: c.Name(), id: c.ID()} // until the operation is read that it stands in
	}
	r := &ir.Response{
		Status: status, Key: key, Doc: firstOf(l.description(written, c), l.text(c, "summary")), Pos: c.Position(),
		Content: l.content(c.Key("content"), as),
	}
	l.head(c.Key("headers"), r, op, head)
	for _, link := range c.Key("links").Members() {
		if x := l.linkTo(link); x != nil {
			r.Links = append(r.Links, x)
		}
	}
	return r
}

// linkTo reads a Link Object.
func (l *lowerer) linkTo(c source.Cursor) *ir.Link {
	name, written := c.LastToken(), c
	c, ok := l.resolve(c)
	if !ok || c.Node.Kind != source.Object || isExtension(name) {
		return nil
	}
	out := &ir.Link{
		Name: name, OperationID: l.text(c, "operationId"), OperationRef: l.text(c, "operationRef"),
		Doc: l.description(written, c), Pos: c.Position(),
	}
	for _, p := range c.Key("parameters").Members() {
		out.Parameters = append(out.Parameters, ir.LinkParameter{Name: p.LastToken(), Value: p.Node.JSON()})
	}
	if body := c.Key("requestBody"); body.Node != nil {
		out.Body = body.Node.JSON()
	}
	if server := c.Key("server"); server.Node != nil {
		s := l.server(server)
		out.Server = &s
	}
	return out
}

// content reads the media types of a body. Inline schemas that say the same
// are one schema, the one of JSON where there is one.
func (l *lowerer) content(c source.Cursor, as *role) []*ir.MediaType {
	type inline struct {
		at   source.Cursor
		role *role
	}
	var inlines []inline
	alike := map[uint64][]int{} // of inlines, by what they say
	media := c.Members()
	names, ranks := map[string]int{}, map[string]int{} // how many types have a name; what comes first
	for _, m := range media {
		name := mediaName(m.LastToken())
		names[name]++
		ranks[m.LastToken()] = mediaRank(name)
	}
	ranked := slices.Clone(media)
	slices.SortFunc(ranked, func(a, b source.Cursor) int {
		return cmp.Or(cmp.Compare(ranks[a.LastToken()], ranks[b.LastToken()]), cmp.Compare(a.LastToken(), b.LastToken()))
	})
	for _, m := range ranked {
		s, _ := l.bodySchema(m)
		if s.Node == nil || s.Node.Get("$ref") != nil {
			continue
		}
		_, typed := l.typeAt(s)
		sum := source.Hash(s.Node, forReaders)
		i := slices.IndexFunc(alike[sum], func(i int) bool { return source.Equal(inlines[i].at.Node, s.Node, forReaders) })
		if i >= 0 && !typed {
			l.alias(s, inlines[alike[sum][i]].at)
			continue
		}
		alike[sum] = append(alike[sum], len(inlines))
		var own *role
		if as != nil {
			copied := *as
			copied.media = l.mediaNameAmong(m.LastToken(), names)
			own = &copied
		}
		inlines = append(inlines, inline{s, own})
	}
	if len(inlines) == 1 && as != nil {
		inlines[0].role.media = "" // nothing to tell it from
	}
	for _, x := range inlines {
		l.child(x.at, x.role)
	}
	var out []*ir.MediaType
	for _, m := range media {
		mt := &ir.MediaType{Type: m.LastToken(), Pos: m.Position(), Encoding: l.encodings(m), Examples: l.examples(m)}
		if s, stream := l.bodySchema(m); s.Node != nil {
			mt.Schema, mt.Stream = l.child(s, nil), stream
		}
		l.notRead(m, "prefixEncoding", "itemEncoding")
		l.mediaAt[mt] = m
		out = append(out, mt)
	}
	return out
}

// forReaders tells the members of a schema that say nothing to programs.
func forReaders(key string) bool {
	k := keyword.Of(key)
	return k != nil && k.Class == keyword.Text
}

func mediaRank(name string) int {
	switch {
	case name == "JSON":
		return 0
	case strings.HasSuffix(name, "JSON"):
		return 1
	case name == "Form":
		return 2
	}
	return 3
}

// mediaNameAmong is the name of a media type, with its parameters where others of the
// same body differ in these alone. Names says how many have a name.
func (l *lowerer) mediaNameAmong(mediaType string, names map[string]int) string {
	name := mediaName(mediaType)
	if names[name] > 1 {
		_, parameters, _ := strings.Cut(mediaType, ";")
		return name + l.ids.camel(parameters)
	}
	return name
}

// mediaName is what a media type is called in a Go name.
func mediaName(mediaType string) string {
	switch ir.MediaOf(mediaType) {
	case ir.MediaJSON:
		return "JSON"
	case ir.MediaForm:
		return "Form"
	case ir.MediaMultipart:
		return "Multipart"
	case ir.MediaXML:
		return "XML"
	case ir.MediaText:
		return "Text"
	case ir.MediaBinary:
		return "Binary"
	case ir.MediaAny:
		return "Any"
	}
	whole := ir.BaseMediaType(mediaType)
	_, sub, found := strings.Cut(whole, "/")
	if !found {
		sub = whole // no media type, but what tells it from the others
	}
	sub = strings.NewReplacer("x-www-", "", "vnd.", "", "x-", "").Replace(sub)
	if stem, ok := strings.CutSuffix(sub, "+json"); ok {
		return newIdentifiers(nil).exported(stem) + "JSON"
	}
	return newIdentifiers(nil).exported(sub)
}

// examples reads example and examples of a parameter, header or media type.
func (l *lowerer) examples(c source.Cursor) []*ir.Example {
	var out []*ir.Example
	if e := c.Key("example"); e.Node != nil {
		out = append(out, &ir.Example{Value: e.Node.JSON(), Pos: e.Position()})
	}
	for _, e := range c.Key("examples").Members() {
		name := e.LastToken()
		e, ok := l.resolve(e)
		if !ok || e.Node.Kind != source.Object {
			continue
		}
		value := e.Key("value")
		if value.Node == nil && l.is32 {
			value = e.Key("dataValue")
		}
		if value.Node == nil {
			l.notRead(e, "serializedValue")
			if external := l.text(e, "externalValue"); external != "" {
				out = append(out, &ir.Example{
					Name: name, Summary: l.text(e, "summary"), Doc: l.text(e, "description"), External: external, Pos: e.Position(),
				})
			}
			continue
		}
		out = append(out, &ir.Example{
			Name: name, Summary: l.text(e, "summary"), Doc: l.text(e, "description"),
			Value: value.Node.JSON(), Pos: e.Position(),
		})
	}
	return out
}

// groupByTag lists every operation under its first tag; tags that are only
// used follow the declared ones, in order of use.
func (l *lowerer) groupByTag() {
	byName := map[string]*ir.Tag{}
	for _, t := range l.api.Tags {
		byName[t.Wire] = t
	}
	for _, op := range l.api.Operations {
		if len(op.Tags) == 0 {
			continue
		}
		t := byName[op.Tags[0]]
		if t == nil {
			t = &ir.Tag{Node: ir.Node{Wire: op.Tags[0], Pos: op.Pos}}
			byName[t.Wire] = t
			l.api.Tags = append(l.api.Tags, t)
		}
		t.Operations = append(t.Operations, op)
	}
}

func firstOf(s ...string) string {
	for _, x := range s {
		if x != "" {
			return x
		}
	}
	return ""
}
