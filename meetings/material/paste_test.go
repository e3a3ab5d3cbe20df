package material

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPastedTextGivesItsAddressesAndMendsTheBrokenOnes(t *testing.T) {
	type one struct {
		Href, Title string
		Mended      bool
	}
	for name, test := range map[string]struct {
		text string
		want []one
	}{
		"nothing": {"Hej alla! Mejla mig på asa@granvik.example.org.", nil},
		"broken over three lines": {"https://www.uppdragpsykiskhalsa.se/verkty\n\ng-stod-och-metoder/stodlista-psykisk-halsa-\n\ni-kristid/\n",
			[]one{{"https://www.uppdragpsykiskhalsa.se/verktyg-stod-och-metoder/stodlista-psykisk-halsa-i-kristid/", "", true}}},
		"broken by a mail program": {"Här är den:\r\nhttps://granvik.example.org/dokument?id=12&\r\nsprak=sv\r\n\r\nHälsningar\r\nAnna-Karin", []one{{"https://granvik.example.org/dokument?id=12&sprak=sv", "", true}}},
		"broken before a file":     {"https://granvik.example.org/stod-\nlista.pdf", []one{{"https://granvik.example.org/stod-lista.pdf", "", true}}},
		"a name below is no part":  {"https://granvik.example.org/stod/\nmvh\nÅsa", []one{{"https://granvik.example.org/stod/", "", false}}},
		"a host below is another":  {"https://granvik.example.org/stod-\nwww.bergso.example.org/a", []one{{"https://granvik.example.org/stod-", "", false}, {"https://www.bergso.example.org/a", "", false}}},
		"a host without www below": {"https://granvik.example.org/stod-\nbergso.example.org/a", []one{{"https://granvik.example.org/stod-", "", false}}},
		"a sentence below":         {"https://granvik.example.org/stod-\nden är bra", []one{{"https://granvik.example.org/stod-", "", false}}},
		"in a sentence":            {"Se (https://granvik.example.org/stod(1)), och https://bergso.example.org/x.", []one{{"https://granvik.example.org/stod(1)", "", false}, {"https://bergso.example.org/x", "", false}}},
		"the same twice":           {"http://granvik.example.org/stod https://www.granvik.example.org/stod/", []one{{"http://granvik.example.org/stod", "", false}}},
		"a list":                   {"• Sömn för tonåringar: https://granvik.example.org/somn\n• Krisplan – www.bergso.example.org/kris", []one{{"https://granvik.example.org/somn", "Sömn för tonåringar", false}, {"https://www.bergso.example.org/kris", "Krisplan", false}}},
		"pointed at":               {"Hej! Läs gärna mer här: https://granvik.example.org/a\nSee also https://granvik.example.org/b", []one{{"https://granvik.example.org/a", "", false}, {"https://granvik.example.org/b", "", false}}},
		"named and pointed at":     {"Se Krisplan för skolan: https://granvik.example.org/a", []one{{"https://granvik.example.org/a", "Se Krisplan för skolan", false}}},
		"other schemes":            {"javascript:alert(1) ftp://granvik.example.org/a file:///etc/passwd", nil},
		"somebody's own network":   {"http://localhost:8080/a http://192.168.0.1/a http://[::1]/ http://router.lan/ http://0x7f.1/", nil},
	} {
		var got []one
		for _, p := range Paste(test.text) {
			got = append(got, one{p.Address.Href, p.Title, p.Mended})
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func FuzzPaste(f *testing.F) {
	for _, s := range []string{"https://a.se/b-\n\nc", "www.a.se)", "http://å.se/%zz?a=1;b#!/x", "https://a.se/" + strings.Repeat("x", 3000)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, p := range Paste(s) {
			again, err := ParseAddress(p.Address.Href)
			if err != nil || again.Key != p.Address.Key || again.Near != p.Address.Near {
				t.Fatalf("%q is %+v and then %+v: %v", s, p.Address, again, err)
			}
			if len(p.Address.Href) > 3*MaxAddress {
				t.Fatalf("%q is an address of %d bytes", s, len(p.Address.Href))
			}
		}
	})
}
