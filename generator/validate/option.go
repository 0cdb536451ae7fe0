package validate

// Options: how a body is checked where its schema leaves a choice.

// An Option changes how a body is checked. See the package's sections on
// direction and open enums.
type Option uint8

const (
	// AsRequest checks the body as one that a client sends.
	AsRequest Option = 1 << iota
	// AsResponse checks the body as one that a server sends.
	AsResponse
	// Strict refuses readOnly properties in a request and writeOnly ones in a response, and
	// query parameters that are not described.
	Strict
	// Closed refuses enum values that the schema does not list, when decoding a response too.
	Closed
	// open accepts unknown enum values. It is set where a response is decoded.
	open
	// Defaults gives what is absent the default of its schema, when decoding: see the
	// methods WithDefaults, without which it does nothing.
	Defaults
)

// with applies opts to a schema's direction. The last direction given counts.
func (o Option) with(opts []Option) Option {
	for _, opt := range opts {
		if opt&(AsRequest|AsResponse) != 0 {
			o &^= AsRequest | AsResponse
		}
		o |= opt
	}
	return o
}

// Wants reports whether the body that was scanned last is checked with an option.
func (s *Scanner) Wants(opt Option) bool { return s.mode&opt != 0 }

// opening adds open where o is for a response and not closed.
func (o Option) opening() Option {
	if o&(AsResponse|Closed) == AsResponse {
		o |= open
	}
	return o
}
