package validate

import (
	"math/big"
	"math/bits"
)

// Decimals: numbers compared and divided exactly, in time that grows with the
// length of their text, not with their value.

// A Decimal is a JSON number as it is written.
type Decimal []byte

// decimal is a number in parts: ±0.DDD × 10^exp. Its digits are those of whole and
// then of fraction, of which neither the first nor the last is 0. Zero has none.
type decimal struct {
	negative        bool
	whole, fraction []byte
	exp             int
}

// farExp is more than any exponent that can matter; larger ones are cut to it. Ten
// times as much still fits an int: it is 1<<40, or 1<<27 where an int has 32 bits.
const farExp = 1 << (bits.UintSize*13/32 + 14)

func (n Decimal) split() decimal {
	var d decimal
	b := []byte(n)
	if len(b) > 0 && b[0] == '-' {
		d.negative = true
		b = b[1:]
	}
	i := skipDigits(b, 0)
	d.whole = b[:i]
	if i < len(b) && b[i] == '.' {
		end := skipDigits(b, i+1)
		d.fraction = b[i+1 : end]
		i = end
	}
	if i < len(b) { // e
		i++
		negative := i < len(b) && b[i] == '-'
		if i < len(b) && !isDigit(b[i]) {
			i++
		}
		for ; i < len(b) && d.exp < farExp; i++ {
			d.exp = d.exp*10 + int(b[i]-'0')
		}
		if negative {
			d.exp = -d.exp
		}
	}
	for len(d.whole) > 0 && d.whole[0] == '0' {
		d.whole = d.whole[1:]
	}
	d.exp += len(d.whole)
	if len(d.whole) == 0 {
		for len(d.fraction) > 0 && d.fraction[0] == '0' {
			d.fraction = d.fraction[1:]
			d.exp--
		}
	}
	for len(d.fraction) > 0 && d.fraction[len(d.fraction)-1] == '0' {
		d.fraction = d.fraction[:len(d.fraction)-1]
	}
	if len(d.fraction) == 0 {
		for len(d.whole) > 0 && d.whole[len(d.whole)-1] == '0' {
			d.whole = d.whole[:len(d.whole)-1]
		}
	}
	if d.len() == 0 {
		return decimal{}
	}
	return d
}

func (d decimal) len() int { return len(d.whole) + len(d.fraction) }

func (d decimal) digit(i int) byte {
	if i < len(d.whole) {
		return d.whole[i]
	}
	return d.fraction[i-len(d.whole)]
}

// IsInt reports whether the number has no fractional part.
func (n Decimal) IsInt() bool {
	if len(n) == 0 {
		return false
	}
	d := n.split()
	return d.exp >= d.len()
}

// Compare returns -1, 0 or 1 as n is less than, equal to or greater than m.
func (n Decimal) Compare(m string) int {
	if v, ok := n.small(); ok {
		if w, ok := Decimal(m).small(); ok {
			switch {
			case v < w:
				return -1
			case v > w:
				return 1
			}
			return 0
		}
	}
	return n.split().compare(Decimal(m).split())
}

func (d decimal) compare(e decimal) int {
	switch {
	case d.sign() != e.sign():
		if d.sign() < e.sign() {
			return -1
		}
		return 1
	case d.negative:
		return e.compareMagnitude(d)
	default:
		return d.compareMagnitude(e)
	}
}

func (d decimal) sign() int {
	switch {
	case d.len() == 0:
		return 0
	case d.negative:
		return -1
	}
	return 1
}

func (d decimal) compareMagnitude(e decimal) int {
	if d.exp != e.exp {
		if d.exp < e.exp {
			return -1
		}
		return 1
	}
	for i := range min(d.len(), e.len()) {
		if a, b := d.digit(i), e.digit(i); a != b {
			if a < b {
				return -1
			}
			return 1
		}
	}
	switch {
	case d.len() < e.len():
		return -1
	case d.len() > e.len():
		return 1
	}
	return 0
}

// small returns the value of a short integer without fraction or exponent.
func (n Decimal) small() (v int64, ok bool) {
	b := []byte(n)
	negative := len(b) > 0 && b[0] == '-'
	if negative {
		b = b[1:]
	}
	if len(b) == 0 || len(b) > 18 {
		return 0, false
	}
	for _, c := range b {
		if !isDigit(c) {
			return 0, false
		}
		v = v*10 + int64(c-'0')
	}
	if negative {
		v = -v
	}
	return v, true
}

// FitsInt8 reports whether an integer is one of 8 bits. So do those that follow, for
// as many bits as their names say.
func (n Decimal) FitsInt8() bool   { return n.Between("-128", "127") }
func (n Decimal) FitsInt16() bool  { return n.Between("-32768", "32767") }
func (n Decimal) FitsUint8() bool  { return n.Between("0", "255") }
func (n Decimal) FitsUint16() bool { return n.Between("0", "65535") }
func (n Decimal) FitsUint32() bool { return n.Between("0", "4294967295") }
func (n Decimal) FitsUint64() bool { return n.Between("0", "18446744073709551615") }

// FitsInt32 reports whether an integer is one of 32 bits.
func (n Decimal) FitsInt32() bool {
	if v, ok := n.small(); ok {
		return v == int64(int32(v))
	}
	return n.Between("-2147483648", "2147483647")
}

// FitsInt64 reports whether an integer is one of 64 bits.
func (n Decimal) FitsInt64() bool {
	if _, ok := n.small(); ok {
		return true
	}
	return n.Between("-9223372036854775808", "9223372036854775807")
}

// FitsFloat32 reports whether a number of single precision can hold the number: it
// is nearer to the largest one than to the next that there would be, 2^128, so that
// the largest one is a number of single precision as it is printed.
func (n Decimal) FitsFloat32() bool {
	const next = "340282356779733661637539395458142568448"
	return n.within(next)
}

// FitsFloat64 is [Decimal.FitsFloat32] for double precision: the numbers below
// 2^1024 - 2^970.
func (n Decimal) FitsFloat64() bool {
	const next = "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880177904174497792"
	return n.within(next)
}

// within reports whether the number is nearer to zero than a limit.
func (n Decimal) within(limit string) bool {
	return len(n) > 0 && n.Compare(limit) < 0 && n.Compare("-"+limit) > 0
}

// Between reports whether the number is at least low and at most high.
func (n Decimal) Between(low, high string) bool {
	return len(n) > 0 && n.Compare(low) >= 0 && n.Compare(high) <= 0
}

// MultipleOf reports whether the number divided by m, which is positive, is an
// integer. With both as digits × 10^exponent it is one where m's digits divide
// the number's digits × 10^(difference), which takes modular arithmetic only.
func (n Decimal) MultipleOf(m string) bool {
	if len(n) == 0 {
		return false
	}
	a, b := n.split(), Decimal(m).split()
	if a.len() == 0 {
		return true
	}
	shift := (a.exp - a.len()) - (b.exp - b.len())
	if shift < 0 {
		return false // a's last digit is no 0, so 10 does not divide it
	}
	if b.len() > 18 {
		return a.divides(b, shift)
	}
	mod := uint64(0)
	for i := range b.len() {
		mod = mod*10 + uint64(b.digit(i)-'0')
	}
	rest := uint64(0)
	for i := range a.len() {
		rest = (rest*10 + uint64(a.digit(i)-'0')) % mod
	}
	for power := uint64(10) % mod; shift > 0; shift >>= 1 {
		if shift&1 != 0 {
			rest = mulMod(rest, power, mod)
		}
		power = mulMod(power, power, mod)
	}
	return rest == 0
}

func mulMod(a, b, mod uint64) uint64 {
	high, low := bits.Mul64(a, b)
	return bits.Rem64(high, low, mod)
}

// divides is MultipleOf for an m of more than 18 digits: long division, 18 digits
// at a time, since the time to make one big.Int of all digits of d grows faster than
// their number.
func (d decimal) divides(by decimal, shift int) bool {
	mod, _ := new(big.Int).SetString(string(by.whole)+string(by.fraction), 10)
	rest, step, quotient := new(big.Int), new(big.Int), new(big.Int)
	add := func(scale, chunk uint64) {
		rest.Mul(rest, step.SetUint64(scale))
		rest.Add(rest, step.SetUint64(chunk))
		quotient.QuoRem(rest, mod, rest)
	}
	scale, chunk := uint64(1), uint64(0)
	for i := range d.len() {
		scale, chunk = scale*10, chunk*10+uint64(d.digit(i)-'0')
		if scale == 1e18 {
			add(scale, chunk)
			scale, chunk = 1, 0
		}
	}
	add(scale, chunk)
	power := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(shift)), mod)
	return power.Mul(power, rest).Mod(power, mod).Sign() == 0
}
