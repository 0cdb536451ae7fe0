// Package ir is the document as the emitters see it: pure data, every name
// decided, every reference resolved, every list in its final order.
//
// # What a Schema is
//
// A [Schema] is what JSON Schema says it is: a conjunction of assertions, each
// kept as the document writes it. Validators go by those. Beside them stands a
// derived [Shape], the one view that types and docs go by: allOf merged into
// fields, a union's variants, an array's element. What is derived never
// replaces what is asserted.
//
// # Identity
//
// One place in the document is one *Schema, however many refer to it. A schema
// with a Name is emitted on its own: a Go type, its validators, a page. One
// without is part of the schema that holds it. Graphs may be cyclic, but every
// cycle passes through a named schema.
package ir

import (
	"encoding/json"

	"github.com/oasmint/oasmint/generator/diag"
)

// API is a whole document.
type API struct {
	Title       string            `json:"title"`
	Version     string            `json:"version"`
	Summary     string            `json:"summary,omitempty"`
	Doc         string            `json:"doc,omitempty"`            // Markdown, untrusted
	Terms       string            `json:"termsOfService,omitempty"` // a URL
	Contact     *Contact          `json:"contact,omitempty"`
	License     *License          `json:"license,omitempty"`
	More        *ExternalDocs     `json:"externalDocs,omitempty"`
	OpenAPI     string            `json:"openapi"` // 3.0.x or 3.1.x, as written
	Servers     []Server          `json:"servers,omitempty"`
	Tags        []*Tag            `json:"tags,omitempty"` // declared ones first, then those only used
	Operations  []*Operation      `json:"operations"`     // in the document's order
	Schemas     []*Schema         `json:"schemas"`        // the named ones, sorted by Name
	Security    []*SecurityScheme `json:"securitySchemes,omitempty"`
	Requirement []Requirement     `json:"security,omitempty"` // the default of operations that say nothing
	Imports     []Import          `json:"imports,omitempty"`  // the packages of the Go types that were asked for, by path

	// RequirementPos is where that default stands; without one, the document's root.
	RequirementPos diag.Position `json:"-"`
}

// Node is what every named thing carries.
type Node struct {
	Wire       string        `json:"wire,omitempty"` // the name in the document: a key, a property, an operationId
	Name       string        `json:"name,omitempty"` // the Go identifier; empty for what is not emitted on its own
	Title      string        `json:"title,omitempty"`
	Doc        string        `json:"doc,omitempty"` // description; Markdown, untrusted
	Deprecated bool          `json:"deprecated,omitempty"`
	Pos        diag.Position `json:"pos"`
}

// Contact is who publishes an API.
type Contact struct {
	Name  string `json:"name,omitempty"`
	URL   string `json:"url,omitempty"`
	Email string `json:"email,omitempty"`
}

// License is that of an API.
type License struct {
	Name       string `json:"name"`
	Identifier string `json:"identifier,omitempty"` // of SPDX
	URL        string `json:"url,omitempty"`
}

// ExternalDocs is where readers find more.
type ExternalDocs struct {
	URL string `json:"url"`
	Doc string `json:"doc,omitempty"`
}

// Server is a base URL.
type Server struct {
	Name      string           `json:"name,omitempty"` // OpenAPI 3.2
	URL       string           `json:"url"`
	Doc       string           `json:"doc,omitempty"`
	Variables []ServerVariable `json:"variables,omitempty"` // in the document's order
	Pos       diag.Position    `json:"-"`
}

// ServerVariable is a {name} in a server's URL (OpenAPI 3.1.1, Server Variable
// Object).
type ServerVariable struct {
	Name    string   `json:"name"`
	Default string   `json:"default"`
	Enum    []string `json:"enum,omitempty"`
	Doc     string   `json:"doc,omitempty"`
}

// Tag is a topic that operations are grouped by.
type Tag struct {
	Node
	More       *ExternalDocs `json:"externalDocs,omitempty"`
	Operations []*Operation  `json:"-"` // in the document's order; by their first tag
}

// Operation is a method on a path. Wire is its operationId (empty when it has
// none); Name is distinct among operations and a legal Go identifier.
type Operation struct {
	Node
	Method     string        `json:"method"` // upper case
	Path       string        `json:"path"`   // the template, as written
	Summary    string        `json:"summary,omitempty"`
	PathDoc    string        `json:"pathDoc,omitempty"` // what the document says of all operations of the path
	More       *ExternalDocs `json:"externalDocs,omitempty"`
	Samples    []CodeSample  `json:"codeSamples,omitempty"` // x-codeSamples or x-code-samples
	Tags       []string      `json:"tags,omitempty"`
	Webhook    bool          `json:"webhook,omitempty"`    // Path is then the webhook's name, or a callback's expression
	Callback   string        `json:"callback,omitempty"`   // the key that a callback has in the operation that calls it
	Caller     *Operation    `json:"-"`                    // that operation
	Sunset     string        `json:"sunset,omitempty"`     // x-sunset: the date from which it may be gone
	Pagination *Pagination   `json:"pagination,omitempty"` // x-pagination
	Parameters []*Parameter  `json:"parameters,omitempty"`
	Params     *Schema       `json:"params,omitempty"` // the object that has a member for each parameter which can be sent; nil where there is none
	Body       *Body         `json:"body,omitempty"`
	Responses  []*Response   `json:"responses,omitempty"` // by status as written, default last
	Servers    []Server      `json:"servers,omitempty"`   // where they differ from the API's
	Security   []Requirement `json:"security,omitempty"`  // what holds here, defaults applied
}

// Directions are those in which bodies travel, as users of the API see it. They
// receive the request of a webhook or a callback, as they do a response, and send
// the answer.
func (op *Operation) Directions() (request, response Direction) {
	if op.Webhook {
		return InResponse, InRequest
	}
	return InRequest, InResponse
}

// CodeSample is a program that a document shows for an operation.
type CodeSample struct {
	Lang   string `json:"lang,omitempty"`
	Label  string `json:"label,omitempty"`
	Source string `json:"source"`
}

// Requirement is one way to be allowed in: all its schemes together.
type Requirement []SchemeUse

// SchemeUse is a security scheme by its key, with the scopes it needs.
type SchemeUse struct {
	Scheme string   `json:"scheme"`
	Scopes []string `json:"scopes,omitempty"`
}

// Parameter is a path, query, header or cookie parameter, or a response header
// (In is then "header"). Name is the Go field that it has among the parameters of
// its operation or the headers of its response, which have distinct ones.
type Parameter struct {
	Node
	In            string     `json:"in"`
	Member        string     `json:"member,omitempty"` // of the operation's Params, or the response's Head; empty for one that cannot be sent
	Required      bool       `json:"required,omitempty"`
	Style         string     `json:"style,omitempty"` // as written, or OpenAPI's default for In
	Explode       bool       `json:"explode,omitempty"`
	AllowReserved bool       `json:"allowReserved,omitempty"` // of a query parameter: reserved characters are not escaped
	AllowEmpty    bool       `json:"allowEmptyValue,omitempty"`
	Schema        *Schema    `json:"schema,omitempty"`
	Media         string     `json:"media,omitempty"` // the media type, where the parameter has content
	Examples      []*Example `json:"examples,omitempty"`
}

// Body is a request body.
type Body struct {
	Doc      string        `json:"doc,omitempty"`
	Required bool          `json:"required,omitempty"`
	Content  []*MediaType  `json:"content"` // in the document's order
	Pos      diag.Position `json:"pos"`
}

// Response is what an operation answers with one status.
type Response struct {
	Status  string        `json:"status"`        // 200, 4XX, default
	Key     string        `json:"key,omitempty"` // of the component it refers to
	Doc     string        `json:"doc,omitempty"`
	Headers []*Parameter  `json:"headers,omitempty"`
	Head    *Schema       `json:"head,omitempty"` // the object that has a member for each header; nil where there is none
	Content []*MediaType  `json:"content,omitempty"`
	Links   []*Link       `json:"links,omitempty"` // in the document's order
	Pos     diag.Position `json:"pos"`
}

// Link is an operation that can be called with what a response holds (OpenAPI 3.1.1,
// section 4.8.20).
type Link struct {
	Name         string          `json:"name"`                   // its key
	OperationID  string          `json:"operationId,omitempty"`  // as written
	OperationRef string          `json:"operationRef,omitempty"` // or the place of the operation, as written
	Parameters   []LinkParameter `json:"parameters,omitempty"`   // in the document's order
	Body         Value           `json:"body,omitempty"`         // an expression, or a value
	Doc          string          `json:"doc,omitempty"`
	Server       *Server         `json:"server,omitempty"`
	Pos          diag.Position   `json:"pos"`
}

// LinkParameter is a parameter that a link gives: an expression, or a value.
type LinkParameter struct {
	Name  string `json:"name"`
	Value Value  `json:"value"`
}

// MediaType is a body in one media type.
type MediaType struct {
	Type     string        `json:"type"` // as written: application/json; charset=utf-8
	Schema   *Schema       `json:"schema,omitempty"`
	Stream   bool          `json:"stream,omitempty"`   // the body is a sequence, and Schema that of each item (OpenAPI 3.2, itemSchema)
	Encoding []*Encoding   `json:"encoding,omitempty"` // in the document's order
	FormName string        `json:"formName,omitempty"` // of a form that is a request with a named schema: what its functions are named by, as a rule the schema's name
	Examples []*Example    `json:"examples,omitempty"`
	Pos      diag.Position `json:"pos"`
}

// Encoding says how one property of a form is written (OpenAPI 3.1.1, section
// 4.8.15). Where the document writes style, explode or allowReserved, those that it
// leaves out have their defaults; else Style is empty, and the content type decides.
type Encoding struct {
	Name          string        `json:"name"` // of the property
	Style         string        `json:"style,omitempty"`
	Explode       bool          `json:"explode,omitempty"`
	AllowReserved bool          `json:"allowReserved,omitempty"`
	ContentType   string        `json:"contentType,omitempty"` // as written: image/png, image/jpeg
	Headers       []*Parameter  `json:"headers,omitempty"`     // of a part of a multipart body; without Schema
	Pos           diag.Position `json:"pos"`
}

// Example is a sample value, in the document's key order.
type Example struct {
	Name     string        `json:"name,omitempty"` // its key; empty for a lone one
	Summary  string        `json:"summary,omitempty"`
	Doc      string        `json:"doc,omitempty"`
	Value    Value         `json:"value"`              // null where the document has External in its place
	External string        `json:"external,omitempty"` // a URL
	Pos      diag.Position `json:"pos"`
}

// SecurityScheme is a way to authenticate.
type SecurityScheme struct {
	Node                    // Wire is its key
	Type             string `json:"type"` // http, apiKey, oauth2, openIdConnect, mutualTLS
	Scheme           string `json:"scheme,omitempty"`
	BearerFormat     string `json:"bearerFormat,omitempty"`
	In               string `json:"in,omitempty"`
	ParameterName    string `json:"parameterName,omitempty"`
	OpenIDConnectURL string `json:"openIdConnectUrl,omitempty"`
	Flows            []Flow `json:"flows,omitempty"`
}

// Flow is an OAuth 2.0 flow of a security scheme.
type Flow struct {
	Kind             string  `json:"kind"` // implicit, password, clientCredentials, authorizationCode
	AuthorizationURL string  `json:"authorizationUrl,omitempty"`
	TokenURL         string  `json:"tokenUrl,omitempty"`
	RefreshURL       string  `json:"refreshUrl,omitempty"`
	Scopes           []Scope `json:"scopes,omitempty"`
}

// Scope is one OAuth 2.0 scope of a flow.
type Scope struct {
	Name string `json:"name"`
	Doc  string `json:"doc,omitempty"`
}

// Value is a JSON value as the document writes it: keys in its order, numbers
// with its digits. It is valid JSON without insignificant space.
type Value = json.RawMessage

// Number is a JSON number with the document's digits, so that nothing is lost.
type Number string
