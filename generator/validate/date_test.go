package validate

import (
	"encoding/json"
	"errors"
	"testing"
	"time"
)

func TestDate(t *testing.T) {
	for text, want := range map[string]Date{
		"2028-02-29": {2028, time.February, 29}, "0000-01-01": {0, time.January, 1}, "9999-12-31": {9999, time.December, 31},
	} {
		d, err := ParseDate(text)
		if err != nil || d != want || d.String() != text || !d.IsValid() || d.IsZero() {
			t.Errorf("%s is %v (%v)", text, d, err)
		}
		data, err := json.Marshal(struct{ D Date }{d})
		if err != nil || string(data) != `{"D":"`+text+`"}` {
			t.Errorf("%s is written as %s (%v)", text, data, err)
		}
		var back struct{ D Date }
		if err := json.Unmarshal(data, &back); err != nil || back.D != want {
			t.Errorf("%s is read as %v (%v)", data, back, err)
		}
	}
	for _, text := range []string{"", "2027-02-29", "2027-2-9", "2027-02-09T00:00:00Z"} {
		if d, err := ParseDate(text); err == nil || d != (Date{}) {
			t.Errorf("%q is %v", text, d)
		}
	}
	for _, d := range []Date{{}, {2027, time.February, 29}, {-1, time.May, 1}, {10000, time.May, 1}, {2027, 13, 1}, {2027, time.May, 0}} {
		if _, err := json.Marshal(d); err == nil || d.IsValid() {
			t.Errorf("%v is a day", d)
		}
	}
	east := time.FixedZone("", 9*3600)
	if d := (Date{2031, time.April, 5}); DateOf(d.In(east)) != d || DateOf(d.In(east).UTC()) != (Date{2031, time.April, 4}) {
		t.Errorf("%v begins at %v", d, d.In(east))
	}
}

func TestParseDateTime(t *testing.T) {
	for text, want := range map[string]string{
		"2031-04-05T06:07:08Z":                   "2031-04-05T06:07:08Z",
		"2031-04-05t06:07:08z":                   "2031-04-05T06:07:08Z",
		"2031-04-05t06:07:08.25+05:30":           "2031-04-05T06:07:08.25+05:30",
		"2031-04-05T06:07:08-00:00":              "2031-04-05T06:07:08Z",
		"2031-04-05T06:07:08.123456789987-23:59": "2031-04-05T06:07:08.123456789-23:59",
		"1998-12-31T23:59:60Z":                   "1999-01-01T00:00:00Z",
		"1998-12-31T23:59:60.5Z":                 "1999-01-01T00:00:00.5Z",
		"1990-12-31T15:59:60-08:00":              "1990-12-31T16:00:00-08:00",
		"0000-01-01T00:00:00Z":                   "0000-01-01T00:00:00Z",
		"9999-12-31T15:59:60-08:00":              "9999-12-31T16:00:00-08:00",
	} {
		got, err := ParseDateTime(text)
		if err != nil || got.Format(time.RFC3339Nano) != want {
			t.Errorf("%s is %s (%v)", text, got.Format(time.RFC3339Nano), err)
		}
		if plain, err := time.Parse(time.RFC3339, text); err == nil && !plain.Equal(got) {
			t.Errorf("%s is %v, to package time %v", text, got, plain)
		}
	}
	for _, text := range []string{"", "2031-04-05 06:07", "2031-04-05T06:07:08", "1998-12-31T23:59:61Z", "1998-12-31T23:58:60Z", "2031-04-05T24:00:00Z", "9999-12-31T23:59:60Z"} {
		if got, err := ParseDateTime(text); err == nil {
			t.Errorf("%q is %v", text, got)
		}
	}
}

// What has no text of its format is refused before it is sent.
func TestPathOfDates(t *testing.T) {
	far, good := time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC), time.Unix(0, 0)
	odd := good.In(time.FixedZone("", 30*3600))
	day, none := Date{2027, time.May, 1}, Date{2027, time.May, 32}
	for _, c := range []struct {
		check func(*Path)
		bad   bool
	}{
		{func(p *Path) { p.Time(&far) }, true}, {func(p *Path) { p.Time(&odd) }, true}, {func(p *Path) { p.Time(&good) }, false}, {func(p *Path) { p.Time(nil) }, false},
		{func(p *Path) { p.Date(&none) }, true}, {func(p *Path) { p.Date(&day) }, false}, {func(p *Path) { p.Date(nil) }, false},
	} {
		var p Path
		c.check(p.Root().In("at"))
		p.Out()
		var bad Errors
		if errors.As(p.Err(), &bad) != c.bad || c.bad && (bad[0].Pointer != "/at" || bad[0].Keyword != "format") || p.depth != 0 {
			t.Errorf("%v, depth %d", p.Err(), p.depth)
		}
	}
	for _, v := range []time.Time{far, odd} {
		if _, err := json.Marshal(v); err == nil {
			t.Errorf("encoding/json writes %v", v)
		}
	}
}

func TestUUID(t *testing.T) {
	const lower = "6fa459ea-ee8a-3ca4-894e-db77e160355e"
	for _, text := range []string{lower, "6FA459EA-EE8A-3CA4-894E-DB77E160355E"} {
		u, err := ParseUUID(text)
		if err != nil || u.String() != lower || u.IsZero() || u[0] != 0x6f || u[15] != 0x5e {
			t.Errorf("%s is %v (%v)", text, u, err)
		}
		if data, err := json.Marshal(u); err != nil || string(data) != `"`+lower+`"` {
			t.Errorf("%s is written as %s (%v)", text, data, err)
		}
	}
	for _, text := range []string{"", "6fa459eaee8a3ca4894edb77e160355e", lower + "0", "6fa459ea-ee8a-3ca4-894e-db77e160355g"} {
		if u, err := ParseUUID(text); err == nil || !u.IsZero() {
			t.Errorf("%q is %v", text, u)
		}
	}
}
