package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ringain/meetings"
	"ringain/meetings/store"
)

// organiserStates are the pages of organisers in the states they can be in.
func organiserStates() []state {
	const now, meeting = "2026-11-22 09.00", "/moten/barn-och-unga-2027-01-19"
	const cancelled, moved = "/moten/suicidprevention-2027-03-25", "/moten/migration-och-psykisk-halsa-2027-03-29"
	return []state{
		{name: "overview", path: "/planera", says: "Behöver något (1)"},
		{name: "overview, needs", path: "/planera?visa=behov", says: "Dagordning saknas"},
		{name: "overview, all", path: "/planera?visa=alla", says: "Inställt Mötesledaren är sjuk"},
		{name: "own calendar", path: "/planera/kalender", says: "Skapa en adress"},
		{name: "own calendar, changed now", path: "/planera/kalender?gjort=kalender", says: "Kalendern har en ny adress."},
		{name: "new theme", path: "/planera/tema", says: "/tema/barn-och-unga"},
		{name: "theme", path: "/planera/tema/suicidprevention", says: "Adressen är densamma även om namnet ändras."},
		{name: "umbrella", path: "/planera/tema/psykisk-halsa-i-kristid", says: "Ändra temat"},
		{name: "theme, address", path: "/planera/tema/suicidprevention/adress", says: "Byt adress"},
		{name: "extra meeting", path: "/planera/mote?tema=barn-och-unga", says: "Lägg ut mötet"},
		{name: "series", path: "/planera/serie?tema=barn-och-unga", says: "Laget runt: vad hör vi? (10 min)"},
		{name: "series changed", path: "/planera/serie/migration-och-psykisk-halsa", says: "lämnas i fred"},
		{name: "cancel", path: meeting + "/stall-in", says: "Ingen får e-post eller sms."},
		{name: "cancel soon", now: "2027-01-19 09.00", path: meeting + "/stall-in", says: "Mötet börjar om 3 timmar."},
		{name: "move", path: meeting + "/flytta", says: "Tisdag 19 januari 2027 kl. 12.00–12.45, v. 3"},
		{name: "change", path: meeting + "/andra", says: "Ändringen gäller bara det här mötet."},
		{name: "restore", path: cancelled + "/aterstall", says: "Låt mötet hållas"},
		{name: "meeting, cancelled now", path: cancelled + "?gjort=installt", says: "Kalendrar ser det inom något dygn. Ångra, mötet hålls"},
		{name: "meeting, restored now", path: meeting + "?gjort=aterstallt", says: "Mötet hålls."},
		{name: "meeting, moved now", path: moved + "?gjort=flyttat&andring=1", says: "Ångra ändringen"},
		{name: "meeting, changed now", path: meeting + "?gjort=andrat", says: "Mötet är ändrat."},
		{name: "meeting, announced now", path: meeting + "?gjort=utlagt", says: "Mötet är utlagt."},
		{name: "theme, saved now", path: "/tema/barn-och-unga?gjort=tema", says: "Temat är sparat."},
		{name: "theme, series now", path: "/tema/barn-och-unga?gjort=serie&antal=18", says: "18 möten är utlagda."},
		{name: "cancelled already", path: cancelled + "/stall-in", status: 409, says: "Mötet är redan inställt."},
		{name: "nothing to restore", path: meeting + "/aterstall", status: 409, says: "Mötet är inte inställt."},
		{name: "unknown meeting", path: "/moten/inget/flytta", status: 404, says: "Det finns inget sådant möte."},
		{name: "unknown series", path: "/planera/serie/ingen", status: 404, says: "Det finns ingen sådan serie."},
		{name: "unknown theme", path: "/planera/tema/inget", status: 404, says: "Det finns inget sådant tema."},
	}
}

func TestEveryPageOfOrganisersIsWholeInEveryStateAndLanguage(t *testing.T) {
	w := season(t)
	for _, s := range organiserStates() {
		t.Run(s.name, func(t *testing.T) {
			w.t = t
			if s.before = organiser; s.now == "" {
				s.now = "2026-11-22 09.00"
			}
			for _, lang := range []meetings.Lang{meetings.SV, meetings.EN} {
				a := s.visit(w, lang)
				if want := max(s.status, http.StatusOK); a.StatusCode != want {
					t.Errorf("%s: status %d, want %d", lang, a.StatusCode, want)
				}
				w.whole(a, lang)
				if d := parse(t, a.text); lang == meetings.SV && !strings.Contains(d.main(), s.says) {
					t.Errorf("does not say %q:\n%s", s.says, d.main())
				}
				if got := a.Header.Get("Cache-Control"); got != "private, no-store" {
					t.Errorf("a page for organisers is kept: %s", got)
				}
			}
		})
	}
}

// whole holds a page against what every page must be, and follows the links of the Swedish one.
func (w *world) whole(a answer, lang meetings.Lang) {
	w.t.Helper()
	d := parse(w.t, a.text)
	for _, fault := range d.faults(string(lang)) {
		w.t.Errorf("%s: %s", lang, fault)
	}
	if lang != meetings.SV {
		return
	}
	w.follow(d)
	for _, to := range d.links() {
		if path, _, _ := strings.Cut(to, "#"); strings.Contains(path, "/planera") && w.get(path).StatusCode >= 400 {
			w.t.Errorf("the link %s leads nowhere", to)
		}
	}
}

func TestTheFirstPagesOfANewInstallationLeadToATheme(t *testing.T) {
	w := empty(t)
	organiser(w)
	for path, says := range map[string]string{
		"/planera": "Börja med ett tema", "/planera/mote": "Gör ett tema först", "/planera/serie": "Gör ett tema först",
	} {
		d := parse(t, w.get(path).text)
		for _, fault := range d.faults("sv") {
			t.Errorf("%s: %s", path, fault)
		}
		if !strings.Contains(d.main(), says) {
			t.Errorf("%s does not say %q", path, says)
		}
	}
}

func TestOnlyOrganisersPlan(t *testing.T) {
	w := season(t)
	for _, who := range []string{"nobody", "guest"} {
		if who == "guest" {
			joined(w)
		}
		for _, s := range organiserStates() {
			path, _, _ := strings.Cut(s.path, "?")
			if s.name == "unknown meeting" || strings.Contains(s.name, " now") {
				continue
			}
			a := w.get(path)
			if a.StatusCode != http.StatusUnauthorized || !strings.Contains(a.text, "Öppna din länk för att logga in") {
				t.Errorf("%s reads %s: %d", who, path, a.StatusCode)
			}
			a = w.post(path, url.Values{"id": {"0123456789abcdef"}, "reason": {"x"}, "name": {"x"}, "do": {"save"}})
			if a.StatusCode != http.StatusUnauthorized && path != "/planera" {
				t.Errorf("%s posts to %s: %d", who, path, a.StatusCode)
			}
		}
		if a := w.get("/moten/barn-och-unga-2027-01-19?gjort=installt"); strings.Contains(a.text, "aterstall") || strings.Contains(a.text, "stall-in") {
			t.Errorf("%s is offered to plan", who)
		}
	}
}

func TestALinkSignsInOnceAndReadingItDoesNotUseItUp(t *testing.T) {
	w := season(t)
	secret, err := w.auth.NewLink()
	if err != nil {
		t.Fatal(err)
	}
	link := "/in/" + secret
	for range 2 { // a mail scanner, then the browser
		a := w.get(link)
		w.whole(a, meetings.SV)
		if a.StatusCode != http.StatusOK || a.Header.Get("Cache-Control") != "private, no-store" {
			t.Fatalf("status %d, %s", a.StatusCode, a.Header.Get("Cache-Control"))
		}
	}
	if a := w.post(link, url.Values{"name": {" "}}); a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(a.text, `href="#name"`) {
		t.Fatalf("without a name: %d", a.StatusCode)
	}
	a := w.post("/en"+link, url.Values{"name": {"Ada Lind"}})
	if a.StatusCode != http.StatusSeeOther || a.Header.Get("Location") != "/en/planera" {
		t.Fatalf("status %d, to %s", a.StatusCode, a.Header.Get("Location"))
	}
	if a := w.get("/"); !strings.Contains(a.text, "Inloggad som </span><b>Ada Lind</b>") {
		t.Error("the page does not say who is signed in")
	}
	if a := w.post("/ut", nil); a.StatusCode != http.StatusSeeOther || strings.Contains(w.get("/").text, "Ada Lind") {
		t.Error("still signed in")
	}
	a = w.post(link, url.Values{"name": {"Bo Ek"}})
	w.whole(a, meetings.SV)
	if a.StatusCode != http.StatusUnauthorized || !strings.Contains(a.text, "ringain link") {
		t.Errorf("the second time: %d", a.StatusCode)
	}
}

// room is a meeting and the number of its newest event.
func (w *world) room(slug string) (meetings.Room, int64) {
	w.t.Helper()
	room, seq, err := w.store.Room(w.t.Context(), slug)
	if err != nil {
		w.t.Fatal(err)
	}
	return room, seq
}

// version is the version of a theme's feed.
func (w *world) version(theme string) int64 {
	w.t.Helper()
	v, err := w.store.Versions(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	return v.Themes[theme].N
}

// of returns the meetings of a theme in order.
func (w *world) of(theme string) []meetings.Meeting {
	w.t.Helper()
	list, err := w.store.Meetings(w.t.Context(), store.Which{Theme: theme})
	if err != nil {
		w.t.Fatal(err)
	}
	return list
}

// filled is the first form of main as a browser would send it, changed and with one
// of its buttons.
func (w *world) filled(a answer, action string, change url.Values) url.Values {
	w.t.Helper()
	f, ok := parse(w.t, a.text).form(action)
	if !ok {
		w.t.Fatalf("there is no form to %s:\n%s", action, a.text)
	}
	for name, values := range change {
		f[name] = values
	}
	return f
}
