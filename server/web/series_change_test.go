package web

import (
	"net/url"
	"strings"
	"testing"

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
	if says := "0 behålls som de är, 10 ändras, 0 tillkommer, 0 utgår och 1 lämnas i fred"; !strings.Contains(main, says) {
		t.Errorf("does not say %q:\n%s", says, main)
	}
	before, err := w.store.Series(t.Context(), "suicidprevention")
	if err != nil {
		t.Fatal(err)
	}
	saved := w.filled(reviewed, path, url.Values{"choice-2027-05-20": {"move"}, "to-2027-05-20": {"21/5"}, "because-2027-05-20": {"Studiebesök"}, "do": {"save"}})
	for range 2 { // pressed twice
		if a := w.post(path, saved); a.Header.Get("Location") != "/tema/suicidprevention?gjort=serie&antal=10" {
			t.Fatalf("status %d, to %s\n%s", a.StatusCode, a.Header.Get("Location"), parse(t, a.text).main())
		}
	}
	for slug, start := range map[string]string{"suicidprevention-2027-01-14": "2027-01-14 13.00", "suicidprevention-2027-03-25": "2027-03-25 12.00", "suicidprevention-2027-05-20": "2027-05-21 13.00"} {
		if room, _ := w.room(slug); room.Meeting.Start != meetings.At(at(t, start)) {
			t.Errorf("%s does not begin at %s", slug, start)
		}
	}
	after, err := w.store.Series(t.Context(), "suicidprevention")
	if err != nil || after.ID != before.ID || after.Season != before.Season || len(after.Skips) != 1 || after.Skips[0] != before.Skips[0] || len(after.Template) != len(before.Template) {
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
