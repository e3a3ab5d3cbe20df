package web

import (
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"ringain/meetings"
)

func TestAChangedSeriesLeavesWhatSomebodyHasTouched(t *testing.T) {
	w := season(t)
	organiser(w)
	path := "/planera/serie/suicidprevention"
	form := w.filled(w.get(path), path, nil)
	for field, want := range map[string]string{"rule": "week 2", "weekday": "4", "first": "2027-01-14", "until": "2027-06-17", "start": "12.00", "minutes": "45", "themes": "suicidprevention"} {
		if form.Get(field) != want {
			t.Errorf("%s is %q, want %q", field, form.Get(field), want)
		}
	}
	form["start"], form["do"] = []string{"13.00"}, []string{"review"}
	reviewed := w.post(path, form)
	w.whole(reviewed, meetings.SV)
	main := parse(t, reviewed.text).main()
	if says := "10 möten ändras. 1 lämnas i fred, eftersom någon har öppnat eller ändrat det"; !strings.Contains(main, says) {
		t.Errorf("does not say %q:\n%s", says, main)
	}
	before, err := w.store.Series(t.Context(), "suicidprevention")
	if err != nil {
		t.Fatal(err)
	}
	saved := w.filled(reviewed, path, url.Values{"choice-2027-05-20": {"move"}, "to-2027-05-20": {"21/5"}, "because-2027-05-20": {"Studiebesök"}, "do": {"save"}})
	var led string
	for i := range 2 { // pressed twice
		a := w.post(path, saved)
		if to := a.Header.Get("Location"); !strings.HasPrefix(to, "/tema/suicidprevention?gjort=serie-andrad&serie=suicidprevention&sparad=") {
			t.Fatalf("status %d, to %s\n%s", a.StatusCode, to, parse(t, a.text).main())
		} else if i == 0 {
			led = to
		}
	}
	if main := parse(t, w.get(led).text).main(); !strings.Contains(main, "Serien är ändrad. 10 möten har ändrats. 1 lämnas i fred") {
		t.Errorf("the theme does not say what was done:\n%s", main)
	}
	for slug, start := range map[string]string{"suicidprevention-2027-01-14": "2027-01-14 13.00", "suicidprevention-2027-03-25": "2027-03-25 12.00", "suicidprevention-2027-05-20": "2027-05-21 13.00"} {
		if room, _ := w.room(slug); room.Meeting.Start != meetings.At(at(t, start)) {
			t.Errorf("%s does not begin at %s", slug, start)
		}
	}
	after, err := w.store.Series(t.Context(), "suicidprevention")
	if err != nil || after.ID != before.ID || after.Was == nil || after.Was.Start != before.Start || after.Season != before.Season || len(after.Skips) != 1 || after.Skips[0] != before.Skips[0] || len(after.Template) != len(before.Template) {
		t.Errorf("%+v\n%+v, %v", before, after, err)
	}
}

func TestARuleThatTheFormHasNoWordsForStaysAsItIs(t *testing.T) {
	for rule, want := range map[meetings.Rule]string{
		"FREQ=WEEKLY": "week 1", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,TU": "week 2", "FREQ=MONTHLY;BYDAY=-1MO": "month -1",
		"FREQ=DAILY": asItIs, "FREQ=MONTHLY;BYMONTHDAY=15": asItIs, "FREQ=WEEKLY;INTERVAL=5;BYDAY=MO": asItIs, "FREQ=MONTHLY;BYDAY=1MO,3MO": asItIs, "?": asItIs,
	} {
		if got := ruleOption(meetings.Series{Rule: rule, First: meetings.Date{Year: 2027, Month: 1, Day: 12}}); got != want {
			t.Errorf("%s is %q, want %q", rule, got, want)
		}
	}
	w := season(t)
	organiser(w)
	series, err := w.store.Series(t.Context(), "barn-och-unga")
	if err != nil {
		t.Fatal(err)
	}
	series.Rule = "FREQ=MONTHLY;BYMONTHDAY=12"
	if _, err := w.change.SaveSeries(t.Context(), meetings.Person{ID: "platform", Role: meetings.Service}, series); err != nil {
		t.Fatal(err)
	}
	path := "/planera/serie/barn-och-unga"
	a := w.get(path)
	w.whole(a, meetings.SV)
	if !strings.Contains(a.text, "Som förut: den 12:e i månaden") {
		t.Error("the rule is not said")
	}
	if main := parse(t, w.post(path, w.filled(a, path, url.Values{"do": {"review"}})).text).main(); !strings.Contains(main, "Den 12:e i månaden, kl. 12.00–12.45") {
		t.Errorf("the rule was changed:\n%s", main)
	}
}

func TestANewAgendaReachesWhatNobodyHasOpenedAndCanBeTakenBack(t *testing.T) {
	w := season(t)
	organiser(w)
	path := "/planera/serie/suicidprevention"
	first, last := "suicidprevention-2027-01-14", "suicidprevention-2027-06-17"
	opened, _ := w.room(first)
	add := w.filled(w.get("/moten/"+first+"/rum"), "/moten/"+first+"/rum/gor", url.Values{"do": {"agenda.add"}, "title": {"Ny vägledning"}})
	if a := w.post("/moten/"+first+"/rum/gor", add); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("status %d\n%s", a.StatusCode, parse(t, a.text).main())
	}
	opened, _ = w.room(first)
	free, _ := w.room(last)
	version := w.version("suicidprevention")

	form := w.filled(w.get(path), path, url.Values{"template": {"Välkomna (2 min)\nLaget runt (20 min)\nFrågor (10 min)"}, "do": {"review"}})
	reviewed := w.post(path, form)
	if main := parse(t, reviewed.text).main(); !strings.Contains(main, "9 möten ändras. 2 lämnas i fred") {
		t.Fatalf("does not say how many:\n%s", main)
	}
	to := w.post(path, w.filled(reviewed, path, url.Values{"do": {"save"}})).Header.Get("Location")
	if room, _ := w.room(last); len(room.Agenda.Items) != 3 || room.Agenda.Items[1].Title != "Laget runt" || room.Meeting.Sequence != free.Meeting.Sequence+1 {
		t.Errorf("%+v", room.Agenda)
	}
	if room, _ := w.room(first); !reflect.DeepEqual(room.Agenda, opened.Agenda) {
		t.Errorf("the meeting that somebody has edited has another agenda: %+v", room.Agenda)
	}
	if w.version("suicidprevention") == version {
		t.Error("the calendar does not have the new agenda")
	}
	done := w.get(to)
	if plan := w.get("/planera"); !strings.Contains(plan.text, "Ångra ändringen") {
		t.Error("the plan does not offer to undo it")
	}
	undo := w.filled(done, path, url.Values{"do": {"undo"}})
	for range 2 { // pressed twice
		if a := w.post(path, undo); !strings.HasPrefix(a.Header.Get("Location"), "/tema/suicidprevention?gjort=serie-tillbaka") {
			t.Fatalf("status %d, to %s\n%s", a.StatusCode, a.Header.Get("Location"), parse(t, a.text).main())
		}
	}
	if room, _ := w.room(last); !reflect.DeepEqual(room.Agenda, free.Agenda) || room.Meeting.Touched {
		t.Errorf("after undoing: %+v", room.Agenda)
	}
	if strings.Contains(w.get("/planera").text, "Ångra ändringen") {
		t.Error("what was undone can be undone")
	}
}

func TestABreakDropsItsDatesAndUndoingItGivesThemBack(t *testing.T) {
	w := season(t)
	organiser(w)
	path, within := "/planera/serie/barn-och-unga", "barn-och-unga-2027-04-13"
	w.now = w.now.Add(time.Hour) // the season was announced a while ago
	was, _ := w.room(within)
	form := w.filled(w.get(path), path, url.Values{"break": {"6 april"}, "back": {"1 juni"}, "do": {"review"}})
	reviewed := w.post(path, form)
	w.whole(reviewed, meetings.SV)
	main := parse(t, reviewed.text).main()
	for _, says := range []string{"uppehåll 6 april–31 maj", "8 utgår"} {
		if !strings.Contains(strings.ReplaceAll(main, "8 möten utgår", "8 utgår"), says) {
			t.Errorf("does not say %q:\n%s", says, main)
		}
	}
	if strings.Contains(main, "Tisdag 13 april") {
		t.Error("a date in the break is asked about")
	}
	to := w.post(path, w.filled(reviewed, path, url.Values{"do": {"save"}})).Header.Get("Location")
	room, _ := w.room(within)
	if room.Meeting.Status != meetings.Cancelled || room.Meeting.CancelledBecause.SV != "Uppehåll till 1 juni" || room.Meeting.Touched {
		t.Errorf("%+v", room.Meeting)
	}
	theme := w.get(to)
	if main := parse(t, theme.text).main(); !strings.Contains(main, "Uppehåll till 1 juni6 april–31 maj, inga möten") {
		t.Errorf("the theme does not say that there is a break:\n%s", main)
	}
	if a := w.post(path, w.filled(theme, path, url.Values{"do": {"undo"}})); !strings.Contains(a.Header.Get("Location"), "gjort=serie-tillbaka") {
		t.Fatalf("status %d", a.StatusCode)
	}
	room, _ = w.room(within)
	if m := room.Meeting; m.Status != meetings.Planned || m.Withdrawn || m.Touched || m.ID != was.Meeting.ID || m.Sequence != was.Meeting.Sequence+2 {
		t.Errorf("%+v", m)
	}
	bad := w.post(path, w.filled(reviewed, path, url.Values{"break": {"6 april"}, "back": {""}, "do": {"save"}}))
	w.whole(bad, meetings.SV)
	if bad.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(bad.text, `id="back-error"`) {
		t.Errorf("status %d", bad.StatusCode)
	}
}

func TestASeriesThatIsCorrectedAtOnceLeavesNoCancelledDates(t *testing.T) {
	w := season(t)
	s := typed(w)
	s.Set("do", "save")
	if a := w.post(seriesPath, s); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("status %d", a.StatusCode)
	}
	before := w.of("ak-sakert-pa-isen")
	path := "/planera/serie/ak-sakert-pa-isen"
	reviewed := w.post(path, w.filled(w.get(path), path, url.Values{"until": {"2027-04-30"}, "do": {"review"}}))
	w.post(path, w.filled(reviewed, path, url.Values{"do": {"save"}}))
	after := w.of("ak-sakert-pa-isen")
	if len(after) >= len(before) || slices.ContainsFunc(after, func(m meetings.Meeting) bool { return m.Status == meetings.Cancelled }) {
		t.Errorf("%d meetings, then %+v", len(before), after)
	}
}

func TestANewSeasonOfASeriesHasTheSameCalendar(t *testing.T) {
	w := season(t)
	organiser(w)
	a := w.get("/planera/serie?efter=suicidprevention")
	w.whole(a, meetings.SV)
	form := w.filled(a, seriesPath, nil)
	if form.Get("themes") != "suicidprevention" || form.Get("rule") != "week 2" || form.Get("first") != "" || form.Get("template") == "" || form.Get("phone") == "" {
		t.Errorf("%v", form)
	}
	form.Set("first", "2027-09-09")
	form.Set("until", "2027-12-16")
	reviewed := w.post(seriesPath, form)
	if a := w.post(seriesPath, w.filled(reviewed, seriesPath, url.Values{"do": {"save"}})); !strings.HasPrefix(a.Header.Get("Location"), "/tema/suicidprevention?gjort=serie&") {
		t.Fatalf("status %d\n%s", a.StatusCode, parse(t, a.text).main())
	}
	if main := parse(t, w.get("/tema/suicidprevention").text).main(); !strings.Contains(main, "9 september") || !strings.Contains(main, "14 januari") {
		t.Errorf("the theme does not have both seasons:\n%s", main)
	}
}

func TestASeriesThatHasEndedIsOfferedToGoOn(t *testing.T) {
	s := func(slug, theme, until string) meetings.Series {
		d, err := meetings.ParseDate(until)
		if err != nil {
			t.Fatal(err)
		}
		return meetings.Series{Slug: slug, Themes: []string{theme}, Until: d}
	}
	all := []meetings.Series{s("floder", "floder", "2026-06-11"), s("floder-2", "floder", "2026-12-10"), s("sjoar", "sjoar", "2026-06-11"), s("sjoar-1", "sjoar", "2025-12-11"), s("hav", "hav", "2024-12-12")}
	today, _ := meetings.ParseDate("2026-11-22")
	on, over := seriesOver(all, today)
	if len(on) != 1 || on[0].Slug != "floder-2" || len(over) != 1 || over[0].Slug != "sjoar" {
		t.Errorf("%v\n%v", on, over)
	}
}
