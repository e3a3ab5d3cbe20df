package web

import (
	"net/http"
	"strings"
	"testing"

	"ringain/meetings"
)

func TestTheLinkOfWhoeverRunsTheServerSignsInTheFirstAdministrator(t *testing.T) {
	w := season(t)
	link := func() string {
		secret, _, err := w.auth.FirstLink(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return "/in/" + secret
	}
	first := link() // nobody is there yet: it asks who it is
	if a := w.get(first); !strings.Contains(a.text, `name="name"`) {
		t.Fatal("the very first is not asked for a name")
	}
	w.opens(first, "Ada Lind")
	w.invites(meetings.Administrator, "Bo Ek")
	for range 2 { // in browsers that are new
		next := link()
		a := w.as(map[string]*http.Cookie{})
		page := w.get(next)
		w.whole(page, meetings.SV)
		if strings.Contains(page.text, `name="name"`) || !strings.Contains(page.text, "Du loggas in som <b>Ada Lind</b>") {
			t.Errorf("it does not say whom it signs in: %v", a)
		}
		if a := w.opens(next, "Eve"); a.StatusCode != http.StatusSeeOther || !strings.Contains(w.get("/konto").text, "Ada Lind") {
			t.Errorf("%d", a.StatusCode)
		}
	}
	members, err := w.store.Members(t.Context(), "")
	if err != nil || len(members) != 2 {
		t.Errorf("there are %d members now: %v", len(members), err)
	}
}
