package web

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/google/uuid"

	"ringain/meetings"
)

// state is one page in one state of the world.
type state struct {
	name   string
	now    string
	path   string // in Swedish
	before func(*world)
	status int
	says   string // in Swedish, somewhere on the page
}

// states are every page in every state it can be in.
func states() []state {
	const meeting, room = "/moten/barn-och-unga-2027-01-19", "/moten/barn-och-unga-2027-01-19/rum"
	return []state{
		{name: "start before the season", now: "2026-11-22 09.00", path: "/", says: "Tisdag 12 januari kl. 12.00"},
		{name: "start, one on now", now: "2027-01-12 12.10", path: "/", says: "Pågår sedan kl. 12.00"},
		{name: "start, started", now: "2027-01-19 12.10", before: started, path: "/", says: "punkt 1 av 7: Välkomna"},
		{name: "start after the season", now: "2027-06-20 09.00", path: "/", says: "Inga fler möten är bestämda"},
		{name: "all before the season", now: "2026-11-22 09.00", path: "/moten", says: "Januari 2027"},
		{name: "all in the season", now: "2027-03-29 09.00", path: "/moten", says: "Mars 2027"},
		{name: "all after the season", now: "2027-06-20 09.00", path: "/moten", says: "Inga möten är bestämda"},
		{name: "older", now: "2027-06-20 09.00", path: "/moten?fore=1700000000000", says: "Begränsad målgrupp"},
		{name: "theme before the season", now: "2026-11-22 09.00", path: "/tema/barn-och-unga", says: "Varje tisdag, kl. 12.00–12.45, 12 januari–15 juni."},
		{name: "theme on now", now: "2027-01-12 12.10", path: "/tema/barn-och-unga", says: "Pågår nu"},
		{name: "theme with moved", now: "2027-03-30 12.10", path: "/tema/migration-och-psykisk-halsa", says: "Flyttat från måndag 29 mars kl. 12.00. Skäl: Annandag påsk"},
		{name: "sensitive theme", now: "2027-03-24 18.00", path: "/tema/suicidprevention", says: "90101"},
		{name: "theme after the season", now: "2027-06-20 09.00", path: "/tema/suicidprevention", says: "Tidigare möten"},
		{name: "umbrella", now: "2026-11-22 09.00", path: "/tema/psykisk-halsa-i-kristid", says: "55 möten framöver"},
		{name: "meeting ahead", now: "2026-11-22 09.00", path: meeting, says: "Börjar om 58 dagar"},
		{name: "meeting soon", now: "2027-01-19 11.45", path: meeting, says: "Börjar om 15 minuterDu kan gå in redan nu"},
		{name: "meeting on, not started", now: "2027-01-19 12.10", path: meeting, says: "Pågår sedan kl. 12.00"},
		{name: "meeting on", now: "2027-01-19 12.10", before: started, path: meeting, says: "punkt 1 av 7"},
		{name: "meeting on, known", now: "2027-01-19 12.10", before: joined, path: meeting, says: "Du är Åsa Öberg, Granviks kommun"},
		{name: "meeting over", now: "2027-01-19 13.10", path: meeting, says: "Mötet är slut"},
		{name: "last meeting over", now: "2027-06-17 13.10", path: "/moten/suicidprevention-2027-06-17", says: "Inget datum är bestämt än"},
		{name: "meeting cancelled", now: "2027-03-25 09.00", path: "/moten/suicidprevention-2027-03-25", says: "Mötet är inställt. Skäl: Mötesledaren är sjuk"},
		{name: "meeting moved", now: "2027-03-25 09.00", path: "/moten/migration-och-psykisk-halsa-2027-03-29", says: "och är nu torsdag 1 april kl. 12.00"},
		{name: "meeting with note", now: "2027-02-25 09.00", path: "/moten/barn-och-unga-2027-03-02", says: "Gäst: längre möte"},
		{name: "room before", now: "2027-01-19 11.45", path: room, says: "Mötet har inte börjat"},
		{name: "room on", now: "2027-01-19 12.10", before: started, path: room, says: "Punkt 1 av 7"},
		{name: "room, joined", now: "2027-01-19 12.10", before: joined, path: room, says: "Du är med som Åsa Öberg."},
		{name: "room, organiser before", now: "2027-01-19 11.45", before: organiser, path: room, says: "Starta mötet"},
		{name: "room, organiser on", now: "2027-01-19 12.10", before: running, path: room, says: "Nästa punkt"},
		{name: "room ended", now: "2027-01-19 12.40", before: ended, path: room, says: "Talarlistan är stängd."},
		{name: "room cancelled", now: "2027-03-25 09.00", path: "/moten/suicidprevention-2027-03-25/rum", says: "Mötet är inställt."},
		{name: "room moved", now: "2027-03-25 09.00", path: "/moten/migration-och-psykisk-halsa-2027-03-29/rum", says: "flyttat från"},
		{name: "calendar", now: "2026-11-22 09.00", path: "/kalender", says: "Migration och psykisk hälsa"},
		{name: "about", now: "2026-11-22 09.00", path: "/om", says: "Skriv inte om enskilda personer."},
		{name: "unknown page", now: "2026-11-22 09.00", path: "/finns/inte", status: 404, says: "Sidan finns inte"},
		{name: "unknown theme", now: "2026-11-22 09.00", path: "/tema/inget", status: 404, says: "Det finns inget sådant tema."},
		{name: "unknown meeting", now: "2026-11-22 09.00", path: "/moten/inget", status: 404, says: "Det finns inget sådant möte."},
		{name: "unknown date", now: "2027-05-06 09.00", path: "/moten/suicidprevention-2027-05-06", status: 404, says: "Alla datum för Suicidprevention"},
		{name: "unknown calendar", now: "2026-11-22 09.00", path: "/kalender/INGEN", status: 404, says: "Kalendern finns inte."},
	}
}

// visit brings the world into a state and opens its page in a language.
func (s state) visit(w *world, lang meetings.Lang) answer {
	w.t.Helper()
	w.cookies = map[string]*http.Cookie{}
	w.now = at(w.t, s.now)
	if s.before != nil {
		s.before(w)
	}
	return w.get(lang.Path(s.path))
}

func TestEveryPageIsWholeInEveryStateAndLanguage(t *testing.T) {
	untouched := season(t) // shared by the states that only read
	for _, s := range states() {
		t.Run(s.name, func(t *testing.T) {
			w := untouched
			if s.before != nil {
				w = season(t)
			}
			w.t = t
			for _, lang := range []meetings.Lang{meetings.SV, meetings.EN} {
				a := s.visit(w, lang)
				if want := max(s.status, http.StatusOK); a.StatusCode != want {
					t.Errorf("%s: status %d, want %d", lang, a.StatusCode, want)
				}
				d := parse(t, a.text)
				for _, fault := range d.faults(string(lang)) {
					t.Errorf("%s: %s", lang, fault)
				}
				if lang == meetings.SV && !strings.Contains(d.main(), s.says) {
					t.Errorf("does not say %q:\n%s", s.says, d.main())
				}
				w.follow(d)
			}
		})
	}
}

// follow opens every link of a page within the installation, each once in a world.
func (w *world) follow(d document) {
	w.t.Helper()
	for _, to := range d.links() {
		path, place, _ := strings.Cut(to, "#")
		for _, ending := range []string{".ics", ".json", ".atom"} { // calendars are served beside the pages they belong to
			if !strings.HasSuffix(path, "uppgifter.json") { // which we serve ourselves
				path = strings.TrimSuffix(path, ending)
			}
		}
		if strings.HasSuffix(path, "/alla") || strings.Contains(path, "/planera") {
			continue
		}
		ids, opened := w.opened[path]
		if !opened {
			a := w.get(path)
			if a.StatusCode >= 400 {
				w.t.Errorf("the link %s answers %d", to, a.StatusCode)
			}
			ids = parse(w.t, a.text).ids
			w.opened[path] = ids
		}
		if place != "" && !strings.HasPrefix(path, "/static") && ids[place] != 1 {
			w.t.Errorf("the link %s leads to no place on its page", to)
		}
	}
}

func TestAPublicPageFitsInTheFirstPackets(t *testing.T) {
	w := season(t)
	for _, s := range states() {
		if s.before != nil || strings.HasSuffix(s.path, "/rum") {
			continue
		}
		a := s.visit(w, meetings.SV)
		var sent bytes.Buffer
		to := brotli.NewWriterLevel(&sent, brotliLevel)
		to.Write([]byte(a.text))
		to.Close()
		if sent.Len() > 10_000 {
			t.Errorf("%s: %d bytes in brotli", s.name, sent.Len())
		}
		t.Logf("%-28s %6d bytes, %5d in brotli", s.name, len(a.text), sent.Len())
	}
}

func joined(w *world) {
	w.post("/moten/barn-och-unga-2027-01-19/delta", url.Values{"name": {"Åsa Öberg"}, "organisation": {"Granviks kommun"}, "sector": {"kommun"}})
}

func organiser(w *world) {
	w.signIn(meetings.Person{ID: "ada", Name: "Ada Lind", Role: meetings.Organiser})
}

func started(w *world) {
	w.t.Helper()
	w.run(meetings.StartAgenda{})
}

func running(w *world) {
	started(w)
	organiser(w)
}

func ended(w *world) {
	started(w)
	w.run(meetings.EndAgenda{})
	organiser(w)
}

// run carries out a command in the meeting of 19 January, unless it was already.
func (w *world) run(c meetings.Command) {
	w.t.Helper()
	m, err := w.store.Meeting(w.t.Context(), "barn-och-unga-2027-01-19")
	if err != nil {
		w.t.Fatal(err)
	}
	by := meetings.Person{ID: "platform", Role: meetings.Service}
	_, err = w.change.Do(w.t.Context(), by, m.ID, meetings.ID(uuid.NewSHA1(uuid.Nil, []byte(c.Do())).String()), c)
	if err != nil {
		w.t.Fatal(err)
	}
}
