package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"ringain/meetings"
)

const seriesPath = "/planera/serie"

// typed is a series of a theme of its own: every other Thursday of spring 2027.
func typed(w *world) url.Values {
	w.t.Helper()
	organiser(w)
	form := w.filled(w.get("/planera/tema"), "/planera/tema", url.Values{"name": {"Åk säkert på isen"}, "name_en": {"Safe on the ice"}, "about": {"För alla vid vatten."}})
	for range 2 { // pressed twice
		if a := w.post("/planera/tema", form); a.Header.Get("Location") != "/tema/ak-sakert-pa-isen?gjort=tema" {
			w.t.Fatalf("status %d, to %s\n%s", a.StatusCode, a.Header.Get("Location"), a.text)
		}
	}
	return w.filled(w.get(seriesPath+"?tema=ak-sakert-pa-isen"), seriesPath, url.Values{
		"title": {"Isen – öppet samordningsmöte"}, "first": {"2027-03-11"}, "until": {"17/6"}, "start": {"15.00"}, "weekday": {"4"},
		"template": {"• Välkomna (5 min)\n• Laget runt (20 min)\n• Nästa gång"}, "do": {"review"}})
}

func TestAnOrganiserMakesAThemeAndASeriesOfIt(t *testing.T) {
	w := season(t)
	reviewed := w.post(seriesPath, typed(w))
	w.whole(reviewed, meetings.SV)
	main := parse(t, reviewed.text).main()
	for _, says := range []string{"Varannan torsdag, jämna veckor, kl. 15.00–15.45, 11 mars–17 juni.", "7 möten läggs ut, 1 hoppas över.",
		"Torsdag 6 maj v. 18", "Röd dag Kristi himmelsfärdsdag", "Halvdag Skärtorsdagen", "3 punkter, 25 av 45 minuter"} {
		if !strings.Contains(main, says) {
			t.Errorf("does not say %q:\n%s", says, main)
		}
	}
	chosen := w.filled(reviewed, seriesPath, url.Values{"choice-2027-05-06": {"move"}, "to-2027-05-06": {"7 maj"}, "choice-2027-03-25": {"skip"}, "do": {"save"}})
	for range 2 { // pressed twice
		a := w.post(seriesPath, chosen)
		if a.Header.Get("Location") != "/tema/ak-sakert-pa-isen?gjort=serie&antal=7" {
			t.Fatalf("status %d, to %s\n%s", a.StatusCode, a.Header.Get("Location"), a.text)
		}
	}
	var slugs []string
	for _, m := range w.of("ak-sakert-pa-isen") {
		slugs = append(slugs, m.Slug)
	}
	want := []string{"03-11", "04-08", "04-22", "05-06", "05-20", "06-03", "06-17"}
	if !slices.EqualFunc(slugs, want, func(slug, day string) bool { return slug == "ak-sakert-pa-isen-2027-"+day }) {
		t.Errorf("%v", slugs)
	}
	room, seq := w.room("ak-sakert-pa-isen-2027-05-06")
	m := room.Meeting
	if seq != 1 || m.Start != meetings.At(at(t, "2027-05-07 15.00")) || m.MovedBecause.SV != "Kristi himmelsfärdsdag" || len(room.Agenda.Items) != 3 {
		t.Errorf("%d events, %+v, %d items", seq, m, len(room.Agenda.Items))
	}
	main = parse(t, w.get("/tema/ak-sakert-pa-isen?gjort=serie&antal=7").text).main()
	for _, says := range []string{"Serien är sparad. 7 möten är utlagda.", "Torsdag 25 mars: Skärtorsdagen, inget möte", "Flyttat från torsdag 6 maj"} {
		if !strings.Contains(main, says) {
			t.Errorf("the theme does not say %q:\n%s", says, main)
		}
	}
}

func TestGoingBackToTheFirstStepKeepsEverything(t *testing.T) {
	w := season(t)
	first := typed(w)
	reviewed := w.post(seriesPath, first)
	chosen := w.filled(reviewed, seriesPath, url.Values{"choice-2027-05-20": {"skip"}, "because-2027-05-20": {"Studiebesök"}, "do": {"edit"}})
	back := w.filled(w.post(seriesPath, chosen), seriesPath, nil)
	first.Del("do")
	for name := range first {
		if !slices.Equal(back[name], first[name]) {
			t.Errorf("%s was %q and is %q", name, first[name], back[name])
		}
	}
	again := w.filled(w.post(seriesPath, back), seriesPath, nil)
	if again.Get("choice-2027-05-20") != "skip" || again.Get("because-2027-05-20") != "Studiebesök" {
		t.Errorf("what was decided is forgotten: %v", again)
	}
}

func TestWhatIsWrongWithASeriesIsSaidByItsField(t *testing.T) {
	w := season(t)
	first := typed(w)
	for _, c := range []struct{ field, typed string }{
		{"title", ""}, {"themes", "inget"}, {"rule", "week 0"}, {"first", "31/2"}, {"until", "2027-01-01"}, {"until", "2040-01-01"},
		{"start", "tolv"}, {"minutes", "3"}, {"phone", "x"}, {"code", "abc"}, {"link", "video"}, {"template", strings.Repeat("- En punkt\n", 101)},
	} {
		bad := w.filled(w.post(seriesPath, first), seriesPath, nil)
		bad.Set("do", "save")
		bad.Set(c.field, c.typed)
		a := w.post(seriesPath, bad)
		w.whole(a, meetings.SV)
		if a.StatusCode < 400 || !strings.Contains(a.text, `id="`+c.field+`-error"`) {
			t.Errorf("%s %q: %d\n%s", c.field, c.typed, a.StatusCode, parse(t, a.text).main())
		}
		if kept := w.filled(a, seriesPath, nil); kept.Get(c.field) != c.typed && c.field != "themes" && c.field != "rule" && c.field != "template" {
			t.Errorf("typed %q, kept %q", c.typed, kept.Get(c.field))
		}
	}
	if n := len(w.of("ak-sakert-pa-isen")); n != 0 {
		t.Errorf("%d meetings were made", n)
	}
}

func TestWhatIsWrongWithAChoiceIsSaidByItsDate(t *testing.T) {
	w := season(t)
	reviewed := w.post(seriesPath, typed(w))
	for _, c := range []struct{ day, choice, to, because, field string }{
		{"2027-05-20", "skip", "", "", "because-2027-05-20"},
		{"2027-05-20", "move", "", "Skäl", "to-2027-05-20"},
		{"2027-05-20", "move", "3 juni 2027", "Skäl", "to-2027-05-20"},
		{"2027-05-06", "move", "40/5", "", "to-2027-05-06"},
	} {
		form := w.filled(reviewed, seriesPath, url.Values{"choice-" + c.day: {c.choice}, "to-" + c.day: {c.to}, "because-" + c.day: {c.because}, "do": {"save"}})
		a := w.post(seriesPath, form)
		w.whole(a, meetings.SV)
		if a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(a.text, `id="`+c.field+`-error"`) {
			t.Errorf("%+v: %d", c, a.StatusCode)
		}
	}
	looked := w.post(seriesPath, w.filled(reviewed, seriesPath, url.Values{"choice-2027-05-20": {"move"}, "to-2027-05-20": {"17/5"}, "do": {"review"}}))
	if main := parse(t, looked.text).main(); !strings.Contains(main, "Måndag 17 maj 2027, kl. 15.00–15.45, v. 20") {
		t.Errorf("the day it is moved to is not shown:\n%s", main)
	}
}

func TestAMonthlySeriesClashesByNameAndTheClockChangeIsSaid(t *testing.T) {
	w := season(t)
	form := typed(w)
	form["rule"], form["weekday"], form["start"], form["minutes"] = []string{"month -1"}, []string{"1"}, []string{"12.30"}, []string{"75"}
	main := parse(t, w.post("/en"+seriesPath, form).text).main()
	for _, says := range []string{"The last Monday of the month, 12:30–13:45", "Clashes with Migration and mental health", "is long for a meeting", "Easter Monday",
		"Clocks have changed since the week before. The meeting still begins at 12:30."} {
		if !strings.Contains(main, says) {
			t.Errorf("does not say %q:\n%s", says, main)
		}
	}
}

func TestAThemeKeepsItsAddress(t *testing.T) {
	w := season(t)
	organiser(w)
	path := "/planera/tema/suicidprevention"
	form := w.filled(w.get(path), path, url.Values{"name": {"Förebygga suicid"}, "about": {strings.Repeat("å", 1001)}})
	a := w.post(path, form)
	w.whole(a, meetings.SV)
	if a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(a.text, `id="about-error"`) {
		t.Errorf("status %d", a.StatusCode)
	}
	if a := w.post(path, w.filled(a, path, url.Values{"about": {"Kort."}})); a.Header.Get("Location") != "/tema/suicidprevention?gjort=tema" {
		t.Fatalf("status %d\n%s", a.StatusCode, a.text)
	}
	theme, err := w.store.Theme(t.Context(), "suicidprevention")
	if err != nil || theme.Name.SV != "Förebygga suicid" || !theme.Sensitive || theme.Umbrella != "psykisk-halsa-i-kristid" {
		t.Errorf("%+v, %v", theme, err)
	}
	for _, name := range []string{"", "…", "Barn och unga"} {
		a := w.post("/planera/tema", w.filled(w.get("/planera/tema"), "/planera/tema", url.Values{"name": {name}}))
		w.whole(a, meetings.SV)
		if a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(a.text, `id="name-error"`) {
			t.Errorf("%q: status %d", name, a.StatusCode)
		}
	}
}
