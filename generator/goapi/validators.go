package goapi

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
)

// This file foresees what validators writes.

// What validators writes. A type that can have no methods has functions in
// their place.
var (
	ValidateJSON        = Ident{Scope: ForSchema, Pattern: "Validate%sJSON"}    // bytes: are they right?
	Decode              = Ident{Scope: ForSchema, Pattern: "Decode%s"}          // bytes to a value
	DecodeForm          = Ident{Scope: ForSchema, Pattern: "Decode%sForm"}      // a form to a value
	DecodeMultipart     = Ident{Scope: ForSchema, Pattern: "Decode%sMultipart"} // a multipart body to a value and files
	Validate            = Ident{Scope: OnType, Pattern: "Validate"}             // a value: is it right?
	ValidateFunc        = Ident{Scope: ForSchema, Pattern: "Validate%s"}        // the same, where there are no methods
	EncodeForm          = Ident{Scope: OnType, Pattern: "EncodeForm"}           // a value to a form
	EncodeFormFunc      = Ident{Scope: ForSchema, Pattern: "Encode%sForm"}      // the same, where there are no methods
	EncodeMultipart     = Ident{Scope: OnType, Pattern: "EncodeMultipart"}      // a value and files to a multipart body
	EncodeMultipartFunc = Ident{Scope: ForSchema, Pattern: "Encode%sMultipart"} // the same, where there are no methods
	DecodeInto          = Ident{Scope: OnType, Pattern: "Decode"}               // bytes to what it is a method of
	DecodeFormInto      = Ident{Scope: OnType, Pattern: "DecodeForm"}           // and so for a form
	DecodeParams        = Ident{Scope: OnParams, Pattern: "Decode"}             // a request to parameters, an answer to headers
	EncodeParams        = Ident{Scope: OnParams, Pattern: "Encode"}             // and back
	MarshalJSON         = Ident{Scope: OnType, Pattern: "MarshalJSON"}          // those of encoding/json, for unions and objects with members of any name
	UnmarshalJSON       = Ident{Scope: OnType, Pattern: "UnmarshalJSON"}
	JSONParts           = Ident{Scope: OnType, Pattern: "JSONParts"} // what those write
	Validators          = Idents{
		ValidateJSON, Decode, DecodeForm, DecodeMultipart, Validate, ValidateFunc, EncodeForm, EncodeFormFunc, EncodeMultipart, EncodeMultipartFunc,
		DecodeInto, DecodeFormInto, DecodeParams, EncodeParams, MarshalJSON, UnmarshalJSON, JSONParts,
	}
)

// IsInPlace reports whether the type of a schema has the method [DecodeInto]: it is a struct
// that an operation is sent as its body. To copy what was read costs more than to read it.
func (p *Package) IsInPlace(s *ir.Schema) bool {
	return s.Own() == s && p.IsByPointer(s) && slices.ContainsFunc(s.UsedBy, func(u ir.Use) bool { return u.Operation != nil && u.As == "request" })
}

// IsByPointer reports whether the methods of a schema's type have a pointer: it is a struct.
func (p *Package) IsByPointer(s *ir.Schema) bool {
	return p.HasMethods(s.Name) && p.Underlying(Expr{Kind: Named, Name: s.Name}).Kind == Struct
}

// IsWhole reports whether a schema has [ValidateJSON] and [Decode] whatever is configured:
// it stands in components/schemas, holds parameters, or is a body. The others are parts
// of those, whose functions check them.
func IsWhole(s *ir.Schema) bool {
	return s.IsComponent() || s.IsParams() || slices.ContainsFunc(s.UsedBy, ir.Use.IsBody)
}

// FormBodies returns the named schemas that have functions for forms by their own
// name: those that some operation takes as one.
func FormBodies(api *ir.API) map[*ir.Schema]bool { return bodies(api, ir.MediaForm) }

// MultipartBodies is [FormBodies] for multipart/form-data.
func MultipartBodies(api *ir.API) map[*ir.Schema]bool { return bodies(api, ir.MediaMultipart) }

func bodies(api *ir.API, kind ir.Media) map[*ir.Schema]bool {
	out := map[*ir.Schema]bool{}
	for _, op := range api.Operations {
		if op.Body == nil {
			continue
		}
		for _, m := range op.Body.Content {
			if s := m.Schema.Named(); s != nil && m.Media() == kind && m.FormName == s.Name {
				out[s] = true
			}
		}
	}
	return out
}
