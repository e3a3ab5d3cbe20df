package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ringain/meetings"
)

func TestAThemeGetsANewAddressAndAnswersAtTheOldOne(t *testing.T) {
	w := season(t)
	w.signIn(meetings.Person{ID: "ada", Name: "Ada Lind", Role: meetings.Organiser})
	const form = "/planera/tema/suicidprevention/adress"
	if a := w.post(form, url.Values{"slug": {"Å"}}); a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(a.text, "små bokstäver") {
		t.Errorf("a bad address: %d", a.StatusCode)
	}
	if a := w.post(form, url.Values{"gor": {"slaihop"}, "into": {""}}); a.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("merged with nothing: %d", a.StatusCode)
	}
	a := w.post(form, url.Values{"slug": {"forebygga-suicid"}})
	if to := a.Header.Get("Location"); a.StatusCode != http.StatusSeeOther || to != "/tema/forebygga-suicid?gjort=tema" {
		t.Errorf("%d to %q", a.StatusCode, to)
	}
	w.post("/planera/tema/forebygga-suicid/adress", url.Values{"gor": {"slaihop"}, "into": {"digitala-losningar"}})
	for _, old := range []string{"suicidprevention", "forebygga-suicid"} {
		if a := w.get("/tema/" + old); a.StatusCode != http.StatusOK || !strings.Contains(a.text, "Digitala lösningar") {
			t.Errorf("%s answers %d", old, a.StatusCode)
		}
	}
}
