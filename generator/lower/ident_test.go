package lower

import (
	"go/token"
	"slices"
	"testing"
)

func TestExported(t *testing.T) {
	ids := newIdentifiers([]string{"XYZ", "GraphQL"})
	for name, want := range map[string]string{
		"token_fail_request":    "TokenFailRequest",
		"clientId":              "ClientID",
		"clientIds":             "ClientIDs",
		"clientIDs":             "ClientIDs",
		"jwks_uri":              "JWKSURI",
		"HTTPServer":            "HTTPServer",
		"parseHTTPSURL":         "ParseHTTPSURL",
		"INVALID_TARGET":        "InvalidTarget",
		"A128CBC_HS256":         "A128CBCHS256",
		"tls_client_auth":       "TLSClientAuth",
		"oauth2":                "OAuth2",
		"x5c":                   "X5c",
		"graphql_xyz":           "GraphQLXYZ",
		"io.k8s.api.core.v1":    "IoK8sAPICoreV1",
		"already":               "Already",
		"with space-and.dots":   "WithSpaceAndDots",
		"2fa":                   "N2fa",
		"größe":                 "Größe",
		"名前":                    "X名前",
		"ünïcode_über":          "ÜnïcodeÜber",
		"deadlineSSAValue":      "DeadlineSSAValue",
		"urn:ietf:params:oauth": "URNIetfParamsOAuth",
		"type":                  "Type",
		"+":                     "",
	} {
		if got := ids.exported(name); got != want {
			t.Errorf("%q is %q, expected %q", name, got, want)
		}
	}
	for name, want := range map[string]string{"": "Empty", "+1": "Plus1", "*": "Star", "a/b": "ASlashB", " ": "Space", "\x00": "U0000", "€": "EuroSign", "°C": "DegreeSignC", "🙂": "SlightlySmilingFace"} {
		if got := ids.spelled(name); got != want && got != "N"+want {
			t.Errorf("%q is spelled %q, expected %q", name, got, want)
		}
	}
}

func TestSingular(t *testing.T) {
	for plural, want := range map[string]string{
		"Scopes": "Scope", "Entries": "Entry", "Addresses": "Address", "Boxes": "Box", "Branches": "Branch",
		"UserPeople": "UserPerson", "Statuses": "Status", "Keys": "Key",
	} {
		if got, ok := singular(plural); !ok || got != want {
			t.Errorf("the singular of %s is %s, %v; expected %s", plural, got, ok, want)
		}
	}
	for _, same := range []string{"Status", "Address", "Data", "Series", "Analysis", "Is", "S", "JWKS", "Chaos"} {
		if got, ok := singular(same); ok && got != "Chao" {
			t.Errorf("%s is taken for the plural of %s", same, got)
		}
	}
}

func FuzzIdentifiers(f *testing.F) {
	for _, seed := range []string{"", "a", "2", "名", "ÅB", "a\u0301", "__", "ǆ", "\xff", "🙂", "ªb", "Ⅷ", "٣"} {
		f.Add(seed)
	}
	ids := newIdentifiers(nil)
	f.Fuzz(func(t *testing.T, name string) {
		spelled := ids.spelled(name)
		for _, got := range []string{ids.exported(name), spelled, "X" + ids.camel(name)} {
			if got != "" && (!token.IsIdentifier(got) || !token.IsExported(got)) {
				t.Errorf("%q gives %q, which is no exported identifier", name, got)
			}
		}
		if spelled == "" {
			t.Errorf("%q has no spelling", name)
		}
	})
}

// What distinct decides does not depend on the order of the rows, as long as
// anything that is written tells them apart.
func TestDistinct(t *testing.T) {
	rows := [][]string{{"Foo", "FooField"}, {"Foo", "FooOther"}, {"Bar", "BarField"}, {"Baz", "BazField"}}
	none := func(int) bool { return false }
	taken := func(name string) bool { return name == "Baz" }
	want := []string{"FooField", "FooOther", "Bar", "BazField"}
	if got := distinct(rows, none, taken); !slices.Equal(got, want) {
		t.Errorf("got %v, expected %v", got, want)
	}
	exact := func(i int) bool { return i == 1 }
	if got := distinct(rows[:2], exact, taken); !slices.Equal(got, []string{"FooField", "Foo"}) {
		t.Errorf("the exact one does not keep its name: %v", got)
	}
	if got := distinct([][]string{{"A"}, {"A"}, {"A"}}, none, taken); len(slices.Compact(slices.Sorted(slices.Values(got)))) != 3 {
		t.Errorf("not distinct: %v", got)
	}
}
