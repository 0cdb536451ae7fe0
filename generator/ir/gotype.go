package ir

// GoType is a Go type that values of a schema are held by, where it is not made for the
// schema: one of another package, or of Go itself.
type GoType struct {
	Prefix  string `json:"prefix,omitempty"`  // what stands before the name: *, [], map[string]
	Import  string `json:"import,omitempty"`  // the path of its package; "" for a type of Go itself
	Package string `json:"package,omitempty"` // what the emitted files call that package
	Name    string `json:"name"`
	Emitted bool   `json:"emitted,omitempty"` // oasmint made it, of another document: its package has its validators

	// Validates is whether an emitted type has the method Validate, and not a function.
	Validates bool `json:"validates,omitempty"`
}

// Import is a package that emitted Go imports.
type Import struct {
	Path string `json:"path"`
	Name string `json:"name"` // what the emitted files call it
}

// String renders the type as emitted Go has it: []money.Amount.
func (t *GoType) String() string {
	if t.Package == "" {
		return t.Prefix + t.Name
	}
	return t.Prefix + t.Package + "." + t.Name
}

// Path renders the type with the path of its package, as a configuration has it:
// []example.com/money.Amount.
func (t *GoType) Path() string {
	if t.Import == "" {
		return t.Prefix + t.Name
	}
	return t.Prefix + t.Import + "." + t.Name
}

// HasNil reports whether nil is a value of the type, by how it is written.
func (t *GoType) HasNil() bool {
	return t.Prefix != "" || t.Path() == "any" || t.Path() == "encoding/json.RawMessage"
}
