package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ringain/meetings"
	"ringain/meetings/store"
)

// hidden fails when anybody but organisers finds a word on some pages.
func (w *world) hidden(word string, paths ...string) {
	w.t.Helper()
	w.asGuest(func() {
		for _, path := range append(paths, "/", "/moten", "/tema/barn-och-unga", "/en/tema/barn-och-unga", "/sok?q="+url.QueryEscape(word), "/kalender", "/tema/psykisk-halsa-i-kristid") {
			if a := w.get(path); strings.Contains(strings.ReplaceAll(a.text, "q="+url.QueryEscape(word), ""), ">"+word) {
				w.t.Errorf("%s has it: %d", path, a.StatusCode)
			}
		}
	})
}

func TestADraftIsItsOrganisersAloneUntilItIsAnnounced(t *testing.T) {
	w := season(t)
	organiser(w)
	const plan, first = "/planera/mote", "/moten/extra-2027-02-16"
	f := w.filled(w.get(plan+"?tema=barn-och-unga"), plan, url.Values{"title": {"Hemligheten"}, "day": {"16 feb"}, "do": {"draft"}})
	for range 2 { // sent twice it is one
		if a := w.post(plan, f); a.Header.Get("Location") != first+"?gjort=utkast-mote" {
			t.Fatalf("%d, to %s", a.StatusCode, a.Header.Get("Location"))
		}
	}
	version := w.version("barn-och-unga")
	w.hidden("Hemligheten", first, first+"/rum", first+"/forslag", plan+"/extra-2027-02-16")
	for _, path := range []string{first, first + "/rum", first + ".ics"} {
		w.asGuest(func() {
			if a := w.get(path); a.StatusCode != http.StatusNotFound {
				t.Errorf("%s: %d", path, a.StatusCode)
			}
		})
	}
	for _, lang := range []meetings.Lang{meetings.SV, meetings.EN} {
		for _, path := range []string{first, plan + "/extra-2027-02-16", "/planera?visa=utkast"} {
			w.whole(w.get(lang.Path(path)), lang)
		}
	}
	w.sees("/planera?visa=utkast", "Utkast (1)")
	w.sees(first, "Bara ni som planerar ser det.", "Bjud in fler", "Gå till mötesrummet")

	// Another day gives it another address, since nobody knows the first.
	page := plan + "/extra-2027-02-16"
	f = w.filled(w.get(page), page, url.Values{"day": {"2027-02-17"}, "kind": {"briefing"}, "do": {"draft"}})
	const second = "/moten/informationsmote-2027-02-17"
	if a := w.post(page, f); a.Header.Get("Location") != second+"?gjort=utkast-mote" {
		t.Fatalf("%d, to %s", a.StatusCode, a.Header.Get("Location"))
	}
	if w.version("barn-och-unga") != version {
		t.Error("the calendar of the theme is another, though nobody sees the draft")
	}
	if a := w.post(second+"/stall-in", url.Values{"id": {"0123456789abcdef0"}, "reason": {"Nej"}}); a.StatusCode == http.StatusSeeOther {
		t.Error("a draft is cancelled")
	}
	page = plan + "/informationsmote-2027-02-17"
	f = w.filled(w.get(page), page, url.Values{"title": {"Hamnen"}})
	f.Del("do")
	if a := w.post(page, f); a.Header.Get("Location") != second+"?gjort=utlagt" {
		t.Fatalf("%d, to %s", a.StatusCode, a.Header.Get("Location"))
	}
	if a := w.post(page, f); a.StatusCode != http.StatusConflict {
		t.Errorf("announced again: %d", a.StatusCode)
	}
	w.asGuest(func() {
		w.sees(second, "Hamnen", "Hemligheten")
		w.sees(second, "informationsmöte")
		w.sees("/tema/barn-och-unga", "Informationsmöte")
	})
	room, seq := w.room("informationsmote-2027-02-17")
	if !room.Queue.Closed || room.Meeting.MovedFrom != 0 || seq != 2 {
		t.Errorf("closed: %v, moved from %d, %d events", room.Queue.Closed, room.Meeting.MovedFrom, seq)
	}
	entries, err := w.store.EventsSince(t.Context(), room.Meeting.ID, 0, 10)
	if err != nil || len(entries) != 2 {
		t.Fatal(entries, err)
	}
	for _, e := range entries {
		if e.Event.(meetings.MeetingPlanned).Plan.Title.SV != "Hamnen" {
			t.Errorf("its log still says what it was called: %+v", e.Event)
		}
	}
}

func TestADraftOfASeriesIsAnnouncedWithAllThatWasPrepared(t *testing.T) {
	w := season(t)
	organiser(w)
	const plan, slug = "/planera/serie", "barn-och-unga-2"
	f := w.filled(w.get(plan+"?tema=barn-och-unga"), plan, url.Values{"title": {"Hemligheten"}, "themes": {"barn-och-unga"}, "rule": {"week 1"}, "weekday": nil, "first": {"2027-08-31"}, "until": {"2027-09-14"}, "do": {"review"}})
	f = w.filled(w.post(plan, f), plan, url.Values{"do": {"draft"}})
	for range 2 {
		if a := w.post(plan, f); a.Header.Get("Location") != "/planera?visa=utkast&gjort=serie-utkast" {
			t.Fatalf("%d, to %s", a.StatusCode, a.Header.Get("Location"))
		}
	}
	w.hidden("Hemligheten", "/moten/"+slug+"-2027-09-07", "/moten/"+slug+"-2027-09-08")
	w.sees("/planera", "Ändra eller lägg ut")

	// One of its dates is prepared: its agenda stays, whatever the series becomes.
	room, _ := w.room(slug + "-2027-09-07")
	if room.Meeting.Status != meetings.Draft {
		t.Fatalf("%+v", room.Meeting)
	}
	ada := meetings.Person{ID: "ada", Name: "Ada Lind", Role: meetings.Organiser}
	if _, err := w.change.Do(t.Context(), ada, room.Meeting.ID, "0123456789abcdef1", meetings.AddItem{Title: "Båtar", Minutes: 5}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.change.Do(t.Context(), ada, room.Meeting.ID, "0123456789abcdef2", meetings.EditMeeting{Title: meetings.Text{SV: "Hamnen"}, Minutes: 45}); err != nil {
		t.Fatal(err)
	}
	w.sees("/moten/"+room.Meeting.Slug, "Ångra ändringen")
	page := plan + "/" + slug
	f = w.filled(w.get(page), page, url.Values{"title": {"Om hamnar"}, "until": {"2027-09-21"}, "do": {"review"}})
	f = w.filled(w.post(page, f), page, url.Values{"do": {"save"}})
	if a := w.post(page, f); a.Header.Get("Location") != "/tema/barn-och-unga?gjort=serie&antal=4" {
		t.Fatalf("%d, to %s", a.StatusCode, a.Header.Get("Location"))
	}
	list, err := w.store.Rooms(t.Context(), store.Which{Series: room.Meeting.Series})
	if err != nil || len(list) != 4 {
		t.Fatal(len(list), err)
	}
	for _, x := range list {
		if x.Meeting.Status != meetings.Planned || (x.Meeting.ID == room.Meeting.ID) != (x.Agenda.Items[len(x.Agenda.Items)-1].Title == "Båtar") {
			t.Errorf("%+v", x)
		}
	}
	w.sees("/moten/"+room.Meeting.Slug, "Hamnen", "Ångra ändringen") // which would take back that it is announced
	if a := w.post(page, url.Values{"do": {"remove"}}); a.StatusCode != http.StatusConflict {
		t.Errorf("what is announced is removed: %d", a.StatusCode)
	}
	// One that is not announced is removed as if it had never been.
	f = w.filled(w.get(plan+"?efter="+slug), plan, url.Values{"first": {"2027-10-05"}, "until": {"2027-10-12"}, "do": {"review"}})
	w.post(plan, w.filled(w.post(plan, f), plan, url.Values{"do": {"draft"}}))
	if a := w.post(plan+"/barn-och-unga-3", url.Values{"do": {"remove"}}); a.Header.Get("Location") != "/planera?gjort=utkast-borta" {
		t.Errorf("%d, to %s", a.StatusCode, a.Header.Get("Location"))
	}
	if drafts, err := w.store.Rooms(t.Context(), store.Which{Theme: "barn-och-unga", From: meetings.At(at(t, "2027-10-01 12.00")), Drafts: true}); len(drafts) != 0 || err != nil {
		t.Errorf("%d meetings of it are left, %v", len(drafts), err)
	}
}
