package validate

import (
	"math/big"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

func TestMultipleOf(t *testing.T) {
	for _, c := range []struct {
		n, m string
		want bool
	}{
		{"0.3", "0.1", true}, {"0.35", "0.1", false}, {"19.99", "0.01", true}, {"1e-8", "1e-8", true}, {"1.5e-8", "1e-8", false},
		{"12391239123", "1e-8", true}, {"1e308", "0.123456789", false}, {"1e1000000000000", "0.5", true}, {"1e1000000000000", "3", false},
		{"-4.5", "1.5", true}, {"0", "7", true}, {"0.0e5", "7", true}, {"100", "1e2", true}, {"10", "1e2", false},
		{"246913578246913578246913578", "123456789123456789123456789", true}, {"246913578246913578246913579", "123456789123456789123456789", false},
	} {
		if got := Decimal(c.n).MultipleOf(c.m); got != c.want {
			t.Errorf("%s is a multiple of %s: %v", c.n, c.m, got)
		}
	}
}

// TestFitsEnds checks both ends of each width.
func TestFitsEnds(t *testing.T) {
	for _, c := range []struct {
		fits      func(Decimal) bool
		low, high string
	}{
		{Decimal.FitsInt8, "-128", "127"}, {Decimal.FitsInt16, "-32768", "32767"}, {Decimal.FitsUint8, "0", "255"},
		{Decimal.FitsUint16, "0", "65535"}, {Decimal.FitsUint32, "0", "4294967295"}, {Decimal.FitsUint64, "0", "18446744073709551615"},
		{Decimal.FitsFloat32, "-3.4028235e38", "3.4028235e38"}, {Decimal.FitsFloat32, "-340282356779733661637539395458142568447", "340282356779733661637539395458142568447"},
		{Decimal.FitsFloat64, "-1.7976931348623157e308", "1.7976931348623157e308"},
	} {
		low, high := Decimal(c.low), Decimal(c.high)
		if !c.fits(low) || !c.fits(high) || !c.fits(Decimal("0")) || c.fits(nil) {
			t.Errorf("from %s to %s: a value does not fit", low, high)
		}
	}
	for text, fits := range map[string]func(Decimal) bool{
		"-129": Decimal.FitsInt8, "128": Decimal.FitsInt8, "-32769": Decimal.FitsInt16, "32768": Decimal.FitsInt16,
		"-1": Decimal.FitsUint8, "256": Decimal.FitsUint8, "65536": Decimal.FitsUint16, "4294967296": Decimal.FitsUint32,
		"18446744073709551616": Decimal.FitsUint64, "-0.1": Decimal.FitsUint64,
		"340282356779733661637539395458142568448": Decimal.FitsFloat32, "-3.4028236e38": Decimal.FitsFloat32,
		"1.7976931348623159e308": Decimal.FitsFloat64, "-1e309": Decimal.FitsFloat64,
	} {
		if fits(Decimal(text)) {
			t.Errorf("%s fits", text)
		}
	}
}

// A float that is too large for its type is told from the largest one as Go reads it.
func TestFitsFloatsAsGo(t *testing.T) {
	for _, text := range []string{
		"3.4028235e38", "3.4028235677973366e38", "3.40282356779733661637539395458142568447e38", "3.40282356779733661637539395458142568448e38", "3.5e38",
		"1.7976931348623157e308", "1.7976931348623158e308", "1.797693134862315807e308", "1.797693134862315808e308", "2e308",
	} {
		for bits, fits := range map[int]func(Decimal) bool{32: Decimal.FitsFloat32, 64: Decimal.FitsFloat64} {
			if _, err := strconv.ParseFloat(text, bits); (err == nil) != fits(Decimal(text)) {
				t.Errorf("%s in %d bits: %v", text, bits, err)
			}
		}
	}
}

// The time that a body's digits take grows as their number does: no number of all of them
// is made, by which it would grow faster. The memory tells.
func TestMultipleOfManyDigits(t *testing.T) {
	const m = "123456789123456789123456789"
	n := strings.Repeat(m, 80000) // 2 160 000 digits
	for text, want := range map[string]bool{n: true, n + "1": false, n[1:]: false, n + "e30": true} {
		d := Decimal(text)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		got := d.MultipleOf(m)
		runtime.ReadMemStats(&after)
		if got != want {
			t.Errorf("%d digits: %v", len(text), got)
		}
		if took := after.TotalAlloc - before.TotalAlloc; took > 64<<10 {
			t.Errorf("%d digits took %d bytes", len(text), took)
		}
	}
}

func TestCompare(t *testing.T) {
	ordered := []string{
		"-1e999999999999999999", "-100", "-99.5", "-1e-400", "0", "1e-999999999999", "1e-400", "0.1", "0.10001", "1", "9.99e1", "100", "1e400", "1e99999999999",
	}
	for i, a := range ordered {
		for j, b := range ordered {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got := Decimal(a).Compare(b); got != want {
				t.Errorf("%s to %s: %d, want %d", a, b, got, want)
			}
		}
	}
	for _, equal := range [][2]string{{"1", "1.0"}, {"100", "1e2"}, {"-0", "0.00e7"}, {"0.001", "1E-3"}, {"12.5", "125e-1"}} {
		if Decimal(equal[0]).Compare(equal[1]) != 0 {
			t.Errorf("%s is not %s", equal[0], equal[1])
		}
	}
}

func TestFits(t *testing.T) {
	for n, want := range map[string][2]bool{
		"2147483647": {true, true}, "2147483648": {false, true}, "-2147483648": {true, true}, "-2147483649": {false, true},
		"9223372036854775807": {false, true}, "9223372036854775808": {false, false}, "-9223372036854775808": {false, true},
		"-9223372036854775809": {false, false}, "1e9": {true, true}, "1e10": {false, true}, "1e30": {false, false}, "0": {true, true},
	} {
		if got := [2]bool{Decimal(n).FitsInt32(), Decimal(n).FitsInt64()}; got != want {
			t.Errorf("%s: %v", n, got)
		}
	}
}

// FuzzDecimal compares with rational arithmetic where that is affordable.
func FuzzDecimal(f *testing.F) {
	f.Add("1.5", "0.5")
	f.Add("-100e-3", "1e-2")
	f.Add("123456789012345678901234567890", "3")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) > 40 || len(b) > 40 || skipNumber(a) != nil || skipNumber(b) != nil {
			return
		}
		x, y := Decimal(a), Decimal(b)
		dx, dy := x.split(), y.split()
		if max(dx.exp, dy.exp, -dx.exp, -dy.exp) > 1000 {
			x.Compare(b) // ends, whatever the exponents
			if dy.sign() > 0 {
				x.MultipleOf(b)
			}
			return
		}
		p, ok1 := new(big.Rat).SetString(a)
		q, ok2 := new(big.Rat).SetString(b)
		if !ok1 || !ok2 {
			return
		}
		if got := x.Compare(b); got != p.Cmp(q) {
			t.Errorf("%s to %s: %d", a, b, got)
		}
		if x.IsInt() != p.IsInt() {
			t.Errorf("%s is an integer: %v", a, x.IsInt())
		}
		if q.Sign() > 0 {
			if got, want := x.MultipleOf(b), new(big.Rat).Quo(p, q).IsInt(); got != want {
				t.Errorf("%s is a multiple of %s: %v", a, b, got)
			}
		}
	})
}

func skipNumber(text string) error {
	s := new(Scanner)
	s.Scan([]byte(text), 0, nil)
	s.Number()
	if s.Pos() == 0 || text[0] <= ' ' || text[len(text)-1] <= ' ' {
		return Errors{}
	}
	return s.End()
}
