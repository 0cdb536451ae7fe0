package ecma

import (
	"errors"
	"strings"
	"unicode"
)

// Unicode properties (ECMA-262, 22.2.1.9 and tables 67 to 69), by those that Go's
// unicode package has.

// property reads the rest of \p{…} or \P{…}.
func (p *parser) property(not bool) (set, error) {
	end := strings.IndexByte(p.rest, '}')
	if !p.has("{") || end < 2 {
		return set{}, errors.New(`\p needs a property in braces`)
	}
	if p.annexB {
		return set{}, errNeedsU
	}
	name := p.take(end + 1)[1:end]
	text := ""
	switch key, value, isPair := strings.Cut(name, "="); {
	case !isPair:
		if text = category(name); text == "" {
			text = binary(name)
		}
	case key == "Script" || key == "sc":
		text = script(value)
	case key == "General_Category" || key == "gc":
		text = category(value)
	}
	if text == "" {
		return set{}, errors.New("it asks for the Unicode property " + name + ", which Go's regexp does not know")
	}
	if strings.HasPrefix(text, "^") {
		return set{text: text[1:], not: !not, char: -1}, nil
	}
	if not && lone.MatchString(text) {
		return some(`\P` + text[2:]), nil
	}
	return set{text: text, not: not, char: -1}, nil
}

// assigned is all but the general category Other.
const assigned = `\p{L}\p{M}\p{N}\p{P}\p{S}\p{Z}`

// category is a general category as the inside of a class; one that is all but
// some others begins with ^.
func category(name string) string {
	if short, ok := categories[name]; ok {
		name = short
	}
	switch name {
	case "LC":
		return `\p{Lu}\p{Ll}\p{Lt}`
	case "C": // Go's leaves out what is not assigned
		return "^" + assigned
	case "Cn":
		return "^" + assigned + `\p{Cc}\p{Cf}\p{Co}\p{Cs}`
	}
	if unicode.Categories[name] == nil {
		return ""
	}
	return `\p{` + name + `}`
}

func script(name string) string {
	if long, ok := scripts[name]; ok {
		name = long
	}
	if unicode.Scripts[name] == nil {
		return ""
	}
	return `\p{` + name + `}`
}

// binary is a binary property as the inside of a class.
func binary(name string) string {
	if long, ok := binaries[name]; ok {
		name = long
	}
	switch name {
	case "Any":
		return `\x00-\x{10FFFF}`
	case "ASCII":
		return `\x00-\x7f`
	case "Assigned":
		return assigned + `\p{Cc}\p{Cf}\p{Co}\p{Cs}`
	case "Lowercase": // these are derived (Unicode, DerivedCoreProperties)
		return `\p{Ll}` + table("Other_Lowercase")
	case "Uppercase":
		return `\p{Lu}` + table("Other_Uppercase")
	case "Cased":
		return `\p{Lu}\p{Ll}\p{Lt}` + table("Other_Lowercase") + table("Other_Uppercase")
	case "Alphabetic":
		return `\p{L}\p{Nl}` + table("Other_Lowercase") + table("Other_Uppercase") + table("Other_Alphabetic")
	case "Math":
		return `\p{Sm}` + table("Other_Math")
	}
	if !known[name] {
		return ""
	}
	return table(name)
}

// table writes out a property, since Go's regexp knows categories and scripts alone.
func table(name string) string {
	var pairs []rune
	add := func(low, high, stride rune) {
		if stride == 1 {
			pairs = append(pairs, low, high)
			return
		}
		for r := low; r <= high; r += stride {
			pairs = append(pairs, r, r)
		}
	}
	for _, r := range unicode.Properties[name].R16 {
		add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
	}
	for _, r := range unicode.Properties[name].R32 {
		add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
	}
	return rangesText(pairs)
}

// known are the binary properties of ECMA-262 that Go's unicode package has as they
// are.
var known = map[string]bool{
	"ASCII_Hex_Digit": true, "Bidi_Control": true, "Dash": true, "Deprecated": true, "Diacritic": true, "Extender": true,
	"Hex_Digit": true, "IDS_Binary_Operator": true, "IDS_Trinary_Operator": true, "Ideographic": true, "Join_Control": true,
	"Logical_Order_Exception": true, "Noncharacter_Code_Point": true, "Pattern_Syntax": true, "Pattern_White_Space": true,
	"Quotation_Mark": true, "Radical": true, "Regional_Indicator": true, "Sentence_Terminal": true, "Soft_Dotted": true,
	"Terminal_Punctuation": true, "Unified_Ideograph": true, "Variation_Selector": true, "White_Space": true,
}

// binaries are the short names of binary properties.
var binaries = map[string]string{
	"AHex": "ASCII_Hex_Digit", "Alpha": "Alphabetic", "Bidi_C": "Bidi_Control", "Dep": "Deprecated", "Dia": "Diacritic",
	"Ext": "Extender", "Hex": "Hex_Digit", "IDSB": "IDS_Binary_Operator", "IDST": "IDS_Trinary_Operator", "Ideo": "Ideographic",
	"Join_C": "Join_Control", "LOE": "Logical_Order_Exception", "Lower": "Lowercase", "NChar": "Noncharacter_Code_Point",
	"Pat_Syn": "Pattern_Syntax", "Pat_WS": "Pattern_White_Space", "QMark": "Quotation_Mark", "RI": "Regional_Indicator",
	"SD": "Soft_Dotted", "STerm": "Sentence_Terminal", "Term": "Terminal_Punctuation", "UIdeo": "Unified_Ideograph",
	"Upper": "Uppercase", "VS": "Variation_Selector", "space": "White_Space",
}

// categories are the long names of Unicode's general categories.
var categories = map[string]string{
	"Letter": "L", "Cased_Letter": "LC", "Uppercase_Letter": "Lu", "Lowercase_Letter": "Ll", "Titlecase_Letter": "Lt",
	"Modifier_Letter": "Lm", "Other_Letter": "Lo", "Mark": "M", "Combining_Mark": "M", "Nonspacing_Mark": "Mn", "Spacing_Mark": "Mc",
	"Enclosing_Mark": "Me", "Number": "N", "Decimal_Number": "Nd", "digit": "Nd", "Letter_Number": "Nl", "Other_Number": "No",
	"Punctuation": "P", "punct": "P", "Connector_Punctuation": "Pc", "Dash_Punctuation": "Pd", "Open_Punctuation": "Ps",
	"Close_Punctuation": "Pe", "Initial_Punctuation": "Pi", "Final_Punctuation": "Pf", "Other_Punctuation": "Po",
	"Symbol": "S", "Math_Symbol": "Sm", "Currency_Symbol": "Sc", "Modifier_Symbol": "Sk", "Other_Symbol": "So",
	"Separator": "Z", "Space_Separator": "Zs", "Line_Separator": "Zl", "Paragraph_Separator": "Zp",
	"Other": "C", "Control": "Cc", "cntrl": "Cc", "Unassigned": "Cn", "Format": "Cf", "Surrogate": "Cs", "Private_Use": "Co",
}
