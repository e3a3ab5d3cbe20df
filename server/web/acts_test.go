package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
)

func TestWhatOrganisersDoIsToldToTheAdministratorsOfTheirOrganisation(t *testing.T) {
	w := season(t)
	w.administrator("Ada Lind")
	empty := w.get("/personer/logg")
	w.whole(empty, meetings.SV)
	if !strings.Contains(empty.text, "Ingenting än.") {
		t.Errorf("what the platform loads is told of: %s", parse(t, empty.text).main())
	}
	ada := w.invites(meetings.Organiser, "Bo Ek")
	const meeting = "/moten/suicidprevention-2027-02-25"
	id := func(n int) string { return fmt.Sprintf("0123456789abcdef-%d", n) }
	w.now = w.now.Add(time.Minute)
	if a := w.post(meeting+"/stall-in", url.Values{"id": {id(1)}, "reason": {"En hemlig orsak"}}); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d: %s", a.StatusCode, parse(t, a.text).main())
	}
	bo := w.as(ada)
	members, err := w.store.Members(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	w.now = w.now.Add(time.Minute)
	w.post("/personer", url.Values{"do": {"roll"}, "role": {"editor"}, "who": {string(members[1].Account.ID)}})
	w.post("/personer", url.Values{"do": {"roll"}, "role": {"king"}, "who": {string(members[1].Account.ID)}}) // is refused, and so not told of
	for lang, says := range map[meetings.Lang][]string{
		meetings.SV: {"Ada Lind gjorde Bo Ek till redaktör", "Bo Ek ställde in mötet Suicidprevention", "Bo Ek tackade ja till en inbjudan som organisatör", "Ada Lind bjöd in någon som organisatör"},
		meetings.EN: {"Ada Lind made Bo Ek into editor", "Bo Ek cancelled the meeting"},
	} {
		a := w.get(lang.Path("/personer/logg"))
		w.whole(a, lang)
		text, at := strings.Join(strings.Fields(parse(t, a.text).main()), " "), 0
		for _, line := range says { // the newest first
			next := strings.Index(text[at:], line)
			if next < 0 {
				t.Errorf("%s does not say %q where it should: %s", lang, line, text)
				continue
			}
			at += next
		}
		if strings.Contains(text, "hemlig") || strings.Contains(text, "king") || strings.Contains(text, "granvik.example") {
			t.Errorf("it tells what was written: %s", text)
		}
	}
	link := shownLink(w.post("/personer", url.Values{"do": {"ny-organisation"}, "named": {"Grannen"}}))
	w.opens(link, "Eve")
	other := w.get("/personer/logg")
	if text := parse(t, other.text).main(); strings.Contains(text, "Bo Ek") || strings.Contains(text, "Suicid") || !strings.Contains(text, "Eve") {
		t.Errorf("another organisation reads %s", text)
	}
	w.as(bo)
	if got := w.statuses("/personer/logg"); !equal(got, 401) { // his role has changed
		t.Errorf("an editor reads %v", got)
	}
}

func TestTheLogOfManyActsHasPages(t *testing.T) {
	w := empty(t)
	w.administrator("Ada Lind")
	if err := w.store.Change("acts", func(tx *store.Tx) error {
		for n := range actsPerPage + 1 {
			a := meetings.Act{ID: meetings.ID(fmt.Sprint(n)), At: meetings.Instant(n), By: meetings.Author{Name: fmt.Sprintf("Nr %d.", n)}, Kind: meetings.MeetingAnnounced, About: "gone"}
			if err := tx.AddAct(a); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	first, second := w.get("/personer/logg"), w.get("/personer/logg?sida=2")
	w.whole(first, meetings.SV)
	w.whole(second, meetings.SV)
	if !strings.Contains(first.text, "Nr 50.") || strings.Contains(first.text, "Nr 0.") || !strings.Contains(second.text, "Nr 0.") || strings.Contains(second.text, "Nr 1.") || !strings.Contains(second.text, "som inte finns kvar") {
		t.Error("they are not on two pages")
	}
	for _, page := range []string{"-1", "x", "99999999999999999999"} {
		if a := w.get("/personer/logg?sida=" + page); a.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", page, a.StatusCode)
		}
	}
}
