package auth_test

import (
	"encoding/base64"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/server/auth"
)

func TestCookiesAreOnlyForThisSite(t *testing.T) {
	for _, site := range []struct {
		name   string
		secure bool
		want   string // the name of the session's cookie
	}{{"http", false, "ringain"}, {"https", true, "__Host-ringain"}} {
		t.Run(site.name, func(t *testing.T) {
			inHouse(t, site.secure, func(h *house) {
				b := h.browser()
				p, err := b.join("Cy")
				h.must(err)
				b.visit(func(w http.ResponseWriter, _ *http.Request) { h.Remember(w, p, true) })
				cookie := func(name string, age int) *http.Cookie { // __Host- asks for Secure, this path and no domain
					return &http.Cookie{Name: name, Path: "/", MaxAge: age, HttpOnly: true, Secure: site.secure, SameSite: http.SameSiteLaxMode}
				}
				want := map[string]*http.Cookie{site.want: cookie(site.want, 0), site.want + "-jag": cookie(site.want+"-jag", 180*24*60*60)}
				if diff := cmp.Diff(want, b.cookies, cmpopts.IgnoreFields(http.Cookie{}, "Value", "Raw")); diff != "" {
					t.Error(diff)
				}
			})
		})
	}
}

func TestACookieFromElsewhereIsNobodys(t *testing.T) {
	inHouse(t, false, func(h *house) {
		for _, value := range []string{"", "guess", strings.Repeat("0", 64), strings.Repeat("a", 4000)} {
			b := h.browser()
			b.cookies["ringain"] = &http.Cookie{Name: "ringain", Value: value}
			b.nobody()
		}
	})
}

func TestADeviceRemembersOnlyIfAsked(t *testing.T) {
	inHouse(t, true, func(h *house) {
		b := h.browser()
		recall := func() (who auth.Remembered, ok bool) {
			b.visit(func(_ http.ResponseWriter, r *http.Request) { who, ok = h.Recall(r) })
			return who, ok
		}
		remember := func(p meetings.Person, yes bool) {
			b.visit(func(w http.ResponseWriter, _ *http.Request) { h.Remember(w, p, yes) })
		}
		p := meetings.Person{ID: "1", Name: "Åsa \"Ö\"; Öberg", Organisation: strings.Repeat("Ö", 120), Sector: "region", Role: meetings.Organiser}
		_, err := b.join("Cy")
		h.must(err)
		if who, ok := recall(); ok {
			t.Errorf("remembers %v without having been asked", who)
		}
		remember(p, true)
		who, _ := recall()
		h.same(auth.Remembered{Name: p.Name, Organisation: p.Organisation, Sector: p.Sector}, who)
		remember(p, false)
		if who, ok := recall(); ok {
			t.Errorf("remembers %v after having been asked to forget", who)
		}
		for _, value := range []string{"%", "AAAA", "bnVsbA=="} {
			b.cookies["__Host-ringain-jag"] = &http.Cookie{Name: "__Host-ringain-jag", Value: value}
			if who, ok := recall(); ok {
				t.Errorf("remembers %v of %q", who, value)
			}
		}
	})
}

func TestADeviceThatRemembersStandsForTheSamePerson(t *testing.T) {
	inHouse(t, true, func(h *house) {
		b := h.browser()
		cy, err := b.join("Cy")
		h.must(err)
		b.visit(func(w http.ResponseWriter, _ *http.Request) { h.Remember(w, cy, true) })
		b.visit(func(w http.ResponseWriter, r *http.Request) { h.must(h.End(w, r)) })
		comes := func(b *browser) (p meetings.Person, known bool) {
			b.visit(func(_ http.ResponseWriter, r *http.Request) { p, known = h.Comes(r) })
			return p, known
		}
		p, known := comes(b)
		h.same(meetings.Person{ID: cy.ID}, p)
		h.same(false, known)
		forged := b.copied() // whoever writes another's identity into the cookie is nobody
		body, err := base64.RawURLEncoding.DecodeString(forged.cookies["__Host-ringain-jag"].Value)
		h.must(err)
		forged.cookies["__Host-ringain-jag"] = &http.Cookie{Name: "__Host-ringain-jag",
			Value: base64.RawURLEncoding.EncodeToString([]byte(strings.Replace(string(body), `"id-1"`, `"id-9"`, 1)))}
		p, _ = comes(forged)
		h.same(meetings.Person{}, p)
		again, err := b.join("Eli")
		h.must(err)
		h.same(cy.ID, again.ID)
		other, err := forged.join("Eve")
		h.must(err)
		if other.ID == cy.ID || other.ID == "id-9" {
			t.Errorf("a forged cookie made somebody %s", other.ID)
		}
	})
}
