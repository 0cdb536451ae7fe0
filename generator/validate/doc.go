// Package validate is the run-time package of generated validators: a strict JSON
// scanner that checks while it reads, the violations it finds, and the parts of
// JSON Schema that are the same for every schema.
//
// # Entry points
//
// Generated code has three functions for each schema X, and they agree:
//
//	func (v *X) Validate(opts ...Option) error                // a Go value
//	func ValidateXJSON(data []byte, opts ...Option) error     // bytes, nothing is decoded
//	func DecodeX(data []byte, opts ...Option) (v X, err error) // bytes, checked and decoded
//
// All return [Errors] where something is wrong: every violation, in the
// document's order, each with an RFC 6901 pointer. errors.As finds them:
//
//	var bad validate.Errors
//	if errors.As(err, &bad) {
//		json.NewEncoder(w).Encode(bad) // RFC 9457 problem details
//	}
//
// No text of this package holds a value of the body, since bodies hold
// secrets. A pointer holds property names.
//
// A schema that is sent as a form, or as multipart/form-data, has two more each,
// which convert it to and from what the others take:
//
//	func DecodeXForm(form url.Values, opts ...Option) (X, error)
//	func (v *X) EncodeForm() url.Values
//	func DecodeXMultipart(r *multipart.Reader, file func(*File) error, opts ...Option) (X, error)
//	func (v *X) EncodeMultipart(w *multipart.Writer, files ...*File) error
//
// Files are never held in memory: file is called while they arrive, and reads them.
//
// The parameters of an operation are a type as well. They are read from a [Request] and
// written to an [Encoded]; the pointers of violations begin with their place, as in
// /query/start:
//
//	func (v *XParams) Decode(r *Request, opts ...Option) error
//	func (v *XParams) Encode() (Encoded, error)
//
// Query parameters that are not described pass, unless [Strict] is given.
//
// # Strictness
//
// Bytes are read as RFC 8259 and RFC 7493 (I-JSON) ask: valid UTF-8, no lone
// surrogates, no duplicate names, no byte order mark, nothing after the value,
// at most [MaxDepth] arrays and objects in one another. Where they are not, the
// violation has the line and the column of the text, in bytes. At most
// [MaxViolations] violations are collected.
//
// # Unions
//
// Of a oneOf or anyOf of which no variant matches, the violations by the one are told
// that the value comes closest to: whose tag it has, which names the most of its
// members, by which it has the fewest violations, in this order.
//
// # Absent, null, or a value
//
// A member that may be left out, and may be null, is a [Nullable]: [ValueOf] and
// [NullOf] make one, and its zero value is absent. A member that may only be left out
// is a pointer, as is a required one that may be null.
//
// # Memory
//
// DecodeX copies what it keeps, so that data may be used again. Short strings are
// allocated together, at most 512 bytes of them, and scalars that are pointers at most
// eight together: one that is kept for long keeps no more than these.
//
// # Defaults
//
// Who reads what is absent reads its default, and nobody writes one that was not set. Of
// parameters and headers that is always so. Of the members of a body it is so where the
// package was generated with go.defaults: types have a method WithDefaults, [Defaults]
// makes DecodeX call it, and the packages server and client do so for all that they
// read: the one requests, its Check with the option Decoded included, the other answers.
// What a check finds does not change by it: an absent member that is required is still
// missing. [PointerTo] makes a pointer for a field.
//
// # Direction
//
// A readOnly property is not required in a request, a writeOnly one not in a
// response. A schema that travels one way only is checked that way; one that
// travels both ways requires neither. [AsRequest] and [AsResponse] say which
// it is; [Strict] also refuses what must not be sent.
//
// # Open enums
//
// A server may learn new enum values before its clients do. So DecodeX of a
// response accepts a string or number that its enum does not list (the Go
// value carries it, and its Validate method reports it); [Closed] refuses it.
// The other two functions, and requests, always refuse it.
//
// # For generated code
//
// [Scanner], [ObjectReader], [Path] and the functions that take them are called by
// generated code, which gives them tables of what a schema says ([Members],
// [Enum]). A check written by hand may use them as well. What generated code calls
// often is marked noinline: inlined, it would make that code half as large again,
// and slow to compile, for no time that can be measured.
package validate
