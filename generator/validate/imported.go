package validate

// Values that another package's functions check: one that was made of another document,
// and calls this package as well.

// Mode is how the scanner checks, as an option for the functions of another package.
func (s *Scanner) Mode() Option {
	if s.opens() {
		return s.mode
	}
	return s.mode &^ open
}

// Raw reads past the value that comes next, and returns its bytes and where it begins;
// ok is whether to go on.
func (s *Scanner) Raw() (text []byte, at int, ok bool) {
	at = s.Pos()
	ok = s.Skip()
	return s.data[at:s.pos], at, ok
}

// Take records what another package's function found in the value at an offset: nil, or
// [Errors], whose pointers begin at the value.
func (s *Scanner) Take(at int, err error) bool {
	if err == nil {
		return true
	}
	for _, v := range err.(Errors) {
		if !s.add(finding{at: at, below: v.Pointer, keyword: v.Keyword, message: v.Message}) {
			return false
		}
	}
	return true
}

// Mode is how the value is checked, as an option for the functions of another package.
func (p *Path) Mode() Option { return p.mode }

// Take records what another package's function found at the end of the path: nil, or
// [Errors], whose pointers begin there. It goes up.
func (p *Path) Take(err error) {
	if err != nil {
		for _, v := range err.(Errors) {
			v.Pointer = shorten(p.pointer()+v.Pointer, maxPointer)
			p.add(v)
		}
	}
	p.Out()
}
