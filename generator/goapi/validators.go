package goapi

// What validators writes. A type that can have no methods has functions in
// their place.
var (
	ValidateJSON   = Ident{ForSchema, "Validate%sJSON"} // bytes: are they right?
	Decode         = Ident{ForSchema, "Decode%s"}       // bytes to a value
	DecodeForm     = Ident{ForSchema, "Decode%sForm"}   // a form to a value
	Validate       = Ident{OnType, "Validate"}          // a value: is it right?
	ValidateFunc   = Ident{ForSchema, "Validate%s"}     // the same, where there are no methods
	EncodeForm     = Ident{OnType, "EncodeForm"}        // a value to a form
	EncodeFormFunc = Ident{ForSchema, "Encode%sForm"}   // the same, where there are no methods
	Validators     = Idents{ValidateJSON, Decode, DecodeForm, Validate, ValidateFunc, EncodeForm, EncodeFormFunc}
)
