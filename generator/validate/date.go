package validate

import (
	"errors"
	"fmt"
	"time"
)

// Go types of the formats date and date-time.

// A Date is a day without a time: a full-date of RFC 3339, section 5.6. Its zero
// value is no day, and stands for none; compare two by ==.
type Date struct {
	Year  int // from 0 to 9999
	Month time.Month
	Day   int
}

// DateOf returns the day of a time, where its location is.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year, month, day}
}

// ParseDate reads a full-date. The error does not hold the text.
func ParseDate(text string) (d Date, err error) {
	err = d.UnmarshalText([]byte(text))
	return d, err
}

// In returns the time at which the day begins in a location.
func (d Date) In(loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, loc)
}

// IsZero reports whether d is the zero value.
func (d Date) IsZero() bool { return d == Date{} }

// IsValid reports whether d is a day of the calendar.
func (d Date) IsValid() bool {
	return d.Year >= 0 && d.Year <= 9999 && d.Month > 0 && d.Month <= 12 && d.Day > 0 && d.Day <= daysIn(d.Year, int(d.Month))
}

// String returns the full-date.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// MarshalText returns the full-date; encoding/json writes it as a string. A Date that
// is no day is an error.
func (d Date) MarshalText() ([]byte, error) {
	if !d.IsValid() {
		return nil, errors.New("the date is no day of the calendar")
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads a full-date.
func (d *Date) UnmarshalText(text []byte) error {
	if !IsDate(text) {
		return errors.New("the text is no date (RFC 3339, as 2006-01-02)")
	}
	year, _ := number(text[:4])
	month, _ := number(text[5:7])
	day, _ := number(text[8:])
	*d = Date{year, time.Month(month), day}
	return nil
}

// ParseDateTime reads a date-time of RFC 3339, section 5.6, which [time.Parse] does
// not do for all: t and z may be lower case, and 23:59:60 is a leap second. A
// [time.Time] has no leap seconds, so that one becomes the second after it, as it
// does on a clock that does not count them; after the last second of the year 9999 there
// is none that JSON can hold. Digits after the nanoseconds are dropped. The error does not hold the text.
func ParseDateTime(text string) (time.Time, error) {
	t, ok := parseDateTime([]byte(text))
	if !ok {
		return t, errors.New("the text is no date and time (RFC 3339, as 2006-01-02T15:04:05Z)")
	}
	return t, nil
}

func parseDateTime(text []byte) (t time.Time, ok bool) {
	if !IsDateTime(text) {
		return t, false
	}
	var d Date
	if d.UnmarshalText(text[:10]) != nil {
		return t, false
	}
	hour, _ := number(text[11:13])
	minute, _ := number(text[14:16])
	second, _ := number(text[17:19])
	zone, nanos := text[19:], 0
	if zone[0] == '.' {
		end := skipDigits(zone, 1)
		for i, unit := 1, 100_000_000; i < end && unit > 0; i, unit = i+1, unit/10 {
			nanos += int(zone[i]-'0') * unit
		}
		zone = zone[end:]
	}
	loc := time.UTC
	if len(zone) > 1 {
		hours, _ := number(zone[1:3])
		minutes, _ := number(zone[4:])
		east := hours*3600 + minutes*60
		if zone[0] == '-' {
			east = -east
		}
		if east != 0 {
			loc = time.FixedZone("", east)
		}
	}
	t = time.Date(d.Year, d.Month, d.Day, hour, minute, second, nanos, loc)
	return t, isDateTime(t)
}

// isDateTime reports whether a time has a date-time of RFC 3339: its year has four
// digits, and its offset less than a day.
func isDateTime(t time.Time) bool {
	const day = 24 * 60 * 60
	_, east := t.Zone()
	return t.Year() >= 0 && t.Year() <= 9999 && -day < east && east < day
}

// Time records a violation where v is not nil and has no text of the format
// date-time, and goes up.
//
//go:noinline
func (p *Path) Time(v *time.Time) {
	if v != nil && !isDateTime(*v) {
		p.Fail("format", "must be a time with a year of four digits (RFC 3339)")
	}
	p.Out()
}

// Date records a violation where v is not nil and no day of the calendar, and goes up.
//
//go:noinline
func (p *Path) Date(v *Date) {
	if v != nil && !v.IsValid() {
		p.Fail("format", "must be a day of the calendar")
	}
	p.Out()
}
