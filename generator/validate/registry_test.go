package validate

import "testing"

// Texts that have a format, and texts that have not.
func TestTexts(t *testing.T) {
	for name, c := range map[string]struct {
		is        func([]byte) bool
		good, bad []string
	}{
		"json-pointer": {IsJSONPointer, []string{"", "/", "/a~0b/c~1d/%e", "//", "/ü", "/~1.1"}, []string{"a", "#", "#/a", "/~", "/~2", "/a~/b", "~0"}},
		"relative-json-pointer": {IsRelativeJSONPointer, []string{"0", "1", "0#", "120/a", "0+1/a", "1-2", "0-0", "0-1#", "0//"},
			[]string{"", "/a", "-1/a", "01", "01#", "0##", "1#/a", "0+", "0-01", "0++1", "1a", "0/~2", "1\n", "١/a"}},
		"uri-template": {IsURITemplate, []string{"", "http://a/{b:1}/{c}", "a/{+b,c*}", "{#a.b_c}", "{?a%41}", "a%41b", "a'b", "aüb", "a\ue000", "{v:9999}"},
			[]string{"{a", "a}", "{}", "{a,,b}", "{a,}", "{v:0}", "{v:01}", "{v:10000}", "{a..b}", "{.}", "{%}", "{a=b}", "{=a}", "a%4", "a b", "a\x7f", "{a-b}", "{{a}}", "{a:b}", "a\ufffe"}},
		"iri": {IsIRI, []string{"http://ƒøø.ßår/?∂éœ=πîx#πîüx", "urn:a:ü", "http://[2001:db8::1]/é", "a:?\ue000", "http://-.~_!$&'()*+,;=:%40:80@é.com"},
			[]string{"/é", "é", "http://2001:db8::1:2", "\\\\é", "é:b", "a:\ue000", "a:#\ue000", "a:\ufffe", "a:\u0080", "a:é b", "a:\xff"}},
		"iri-reference": {IsIRIReference, []string{"é", "/âππ", "//ƒøø/?q#é", "#ƒrägmênt", "", "//[V1.fe]/p"}, []string{"\\é", "#é\\", "é:b", "\xff", "é é"}},
		"uri":           {IsURI, []string{"a:b"}, []string{"a:é", "a"}},
		"idn-email":     {IsIDNEmail, []string{"실례@실례.테스트", "a.b@example.com", `"ü b"@x`, "ü@[192.0.2.1]", "ü@[IPv6:::1]"}, []string{"2962", "@ü", "ü@", "ü ü@x", "ü@ü_", "\xff@x", ".ü@x"}},
		"email":         {IsEmail, []string{`"a b"@x`, "a@x", "a@[IPv6:::1]"}, []string{"ü@x", "a@ü", "\"ü\"@x", "a@[IPv6:::g]", "a@x_y"}},
		"base64url":     {IsBase64URL, []string{"", "YQ", "YQ==", "-_-_", "YWI="}, []string{"Y", "YQ=", "+/+/", "Y===", "YWJj=", "=", "Y Q="}},
		"char":          {IsChar, []string{"a", "é", "😀"}, []string{"", "ab"}},
		"decimal":       {IsDecimal, []string{"0", "-1.50", "+.5", "5.", "1e10", "1.5E-3"}, []string{"", ".", "-", "1e", "1.5.", "0x1", "1,5", "NaN", "e5", "1e+"}},
		"time-local":    {IsTimeLocal, []string{"07:32:00", "07:32:00.999999", "23:59:60"}, []string{"", "07:32", "24:00:00", "07:60:00", "07:32:61", "07:32:00.", "07:32:00Z", "07-32-00"}},
		"date-time-local": {IsDateTimeLocal, []string{"1979-05-27T07:32:00", "1979-05-27 07:32:00.5", "1979-05-27t07:32:00"},
			[]string{"", "1979-05-27", "1979-02-29T07:32:00", "1979-05-27T07:32:00Z", "1979-05-27_07:32:00", "1979-05-27T"}},
		"http-date": {IsHTTPDate, []string{"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun Nov 16 08:49:37 1994", "Tuesday, 29-Feb-00 08:49:37 GMT"},
			[]string{"", "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 31 Nov 1994 08:49:37 GMT", "sun, 06 Nov 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT",
				"Sunday, 06 Nov 1994 08:49:37 GMT", "Sun Nov 6 08:49:37 1994", "1994-11-06T08:49:37Z", "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37.5 GMT"}},
		"media-range": {IsMediaRange, []string{"*/*", "text/*", "text/html;level=1", `text/html ; charset="utf-8" ; q=0.5`, "text/html;", `a/b;c="\""`},
			[]string{"", "text", "*/html", "text/", "/html", "text/ht ml", "text/html;q", "text/html;=1", `text/html;a="b`, "text/html a=b", "text/html;a=b c"}},
		"language": {IsLanguage, []string{"de", "de-CH", "de-DE-1996", "zh-Hans-CN", "sl-rozaj-biske", "en-US-u-islamcal", "x-whatever", "i-klingon", "zh-cmn-Hans", "es-419", "de-CH-x-phonebk", "en-GB-oed", "tlh-a-bcd"},
			[]string{"", "d", "de_CH", "de-", "-de", "de-419-DE", "a-DE", "ar-a-aaa-b-bbb-a-ccc", "x", "de-x", "abcdefghi", "de-CH-y", "de-ü", "de-DE-DE"}},
		"ipv4-cidr":  {IsIPv4CIDR, []string{"10.0.0.0/8", "192.168.1.7/24", "0.0.0.0/0", "1.2.3.4/32"}, []string{"", "10.0.0.0", "10.0.0.0/33", "10.0.0.0/08", "10.0.0/8", "::/0", "10.0.0.0/"}},
		"ipv6-cidr":  {IsIPv6CIDR, []string{"2001:db8::/32", "::/0", "::1/128"}, []string{"", "::1", "::/129", "10.0.0.0/8", "fe80::1%eth0/64", "::/-1"}},
		"sf-string":  {IsSFString, []string{`""`, `"a b"`, `"\"\\"`}, []string{"", `"`, `a`, `"a`, `"ü"`, `"\a"`, `"a"b"`, `"\"`, "\"\t\""}},
		"sf-token":   {IsSFToken, []string{"a", "*", "foo123/456", "a:b", "A!#$"}, []string{"", "1a", "a b", "a,", ":a", "ü"}},
		"sf-boolean": {IsSFBoolean, []string{"?0", "?1"}, []string{"", "?2", "true", "?1 "}},
		"sf-binary":  {IsSFBinary, []string{"::", ":YQ==:", ":YQ:"}, []string{"", ":", "YQ==", ":Y:", ":Y===:", ":YQ=:", ":-_:"}},
		"regex": {IsRegex, []string{"", "([abc])+\\s+$", "a|b", "^(?:a(?=b)(?!c)(?<=d)(?<!e))*?$", "(?<name>x)\\k<name>", "[a-z\\d-]", "[^]", "[]a", "\\p{L}\\P{Script=Greek}", "\\u{1F600}\\u0041\\x41\\cA",
			"a{2}b{2,}c{2,3}?", "a{,3}", "{", "]", "\\-\\/\\.", "a{x}", "(?i:a)", "(?i-m:a)", "[\\b]", "ü+", "(?=a)*", "\\1", "[\\w-a]", "a{01,1}", "a{0}", "a{0,}"},
			[]string{"^(abc]", "(", ")", "a)", "[a", "*", "a**", "+a", "^*", "a{2,1}", "{1}", "\\", "\\Z", "\\a", "[z-a]", "(?<>x)", "(?x:a)", "(?:a", "\\u{110000}", "\\p{", "\\pL", "\\x4", "\\c1", "(?<=a)*", "(?-:a)", "(?ii:a)", "[\\B]", "\xff", "(?", "(?#a)"}},
	} {
		for _, text := range c.good {
			if !c.is([]byte(text)) {
				t.Errorf("%q is no %s", text, name)
			}
		}
		for _, text := range c.bad {
			if c.is([]byte(text)) {
				t.Errorf("%q is a %s", text, name)
			}
		}
	}
}

func TestNumbersOfTheRegistry(t *testing.T) {
	for name, c := range map[string]struct {
		fits      func(Decimal) bool
		good, bad []string
	}{
		"sf-integer": {Decimal.FitsSFInteger, []string{"999999999999999", "-999999999999999", "0"}, []string{"1000000000000000", "-1e15"}},
		"sf-decimal": {Decimal.FitsSFDecimal, []string{"0", "-1.5", "999999999999.999", "1.000000", "1e11"}, []string{"1000000000000", "0.0001", "1e12", "-1e12"}},
		"double-int": {Decimal.FitsDoubleInt, []string{"9007199254740991", "-9007199254740991"}, []string{"9007199254740992", "-9007199254740992"}},
		"decimal128": {Decimal.FitsDecimal128, []string{"0", "1e6144", "-9.999e6144", "1e-9999"}, []string{"1e6145", "-1e7000"}},
	} {
		for _, n := range c.good {
			if !c.fits(Decimal(n)) {
				t.Errorf("%s is no %s", n, name)
			}
		}
		for _, n := range c.bad {
			if c.fits(Decimal(n)) {
				t.Errorf("%s is a %s", n, name)
			}
		}
	}
}

// The readers of texts do not run past their end, whatever that is.
func FuzzTexts(f *testing.F) {
	for _, text := range []string{"", "(?<a>[^]\\u{1}{2,3})", "{+a:1,b*}%41", "Sun, 06 Nov 1994 08:49:37 GMT", `a/b;c="\"`, "de-CH-x-a", "xn--bcher-kva", "0+1/~0", `"\\"`, "\xff\xc0"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, is := range []func([]byte) bool{
			IsRegex, IsURITemplate, IsHTTPDate, IsMediaRange, IsLanguage, IsIDNHostname, IsIDNEmail, IsRelativeJSONPointer, IsSFString, IsSFBinary, IsDecimal,
			IsDateTimeLocal, IsTimeLocal, IsBase64URL, IsIRIReference, IsIPv6CIDR,
		} {
			is([]byte(text))
		}
	})
}
