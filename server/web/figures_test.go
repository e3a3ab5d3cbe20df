package web

import (
	"encoding/csv"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ringain/meetings"
)

const figuresOf = "/planera/siffror?halvar=2027-1"

// table reads a downloaded table, by what and day.
func (w *world) table(path string) map[string]string {
	w.t.Helper()
	a := w.get(path)
	text, marked := strings.CutPrefix(a.text, "\ufeff")
	r := csv.NewReader(strings.NewReader(text))
	if r.Comma = ';'; strings.HasPrefix(path, "/en/") {
		r.Comma = ','
	}
	rows, err := r.ReadAll()
	if err != nil || !marked || a.StatusCode != http.StatusOK {
		w.t.Fatalf("%s: status %d, marked %t: %v", path, a.StatusCode, marked, err)
	}
	all := map[string]string{}
	for _, row := range rows[1:] {
		all[strings.TrimSpace(row[0]+" "+row[2])] = row[3]
		if !strings.HasPrefix(row[4], origin+"/") {
			w.t.Errorf("%v has no source", row)
		}
	}
	return all
}

func TestASeasonIsToldInFiguresThatLeadToTheirSource(t *testing.T) {
	w := over(t)
	w.asGuest(func() {
		for _, path := range []string{figuresOf, "/planera/siffror.csv", "/planera/siffror.md"} {
			if a := w.get(path); a.StatusCode != http.StatusUnauthorized {
				t.Errorf("%s is shown to anybody: %d", path, a.StatusCode)
			}
		}
	})
	organiser(w)
	for _, visa := range []string{"", "&visa=behov", "&visa=installda", "&visa=fragor&serie=barn-och-unga"} {
		w.whole(w.get(figuresOf+visa), meetings.SV)
		w.whole(w.get("/en"+figuresOf+visa), meetings.EN)
	}
	w.whole(w.get("/planera/siffror?halvar=2019-2"), meetings.SV)
	w.follow(parse(t, w.get(figuresOf).text))
	got := w.table("/planera/siffror.csv?halvar=2027-1")
	for what, want := range map[string]string{
		"Hållna möten": "3", "Inställda möten": "2", "Deltagare": "1", "Deltagare, kommun": "färre än 5", "Signaler": "2", "Behov": "1", "Glädjeämnen": "1",
		"Frågor": "1", "Frågor med svar": "1", "Delat material": "1", "Åtaganden som är öppna": "0",
		"2027-01-19 Deltagare": "1", "2027-01-19 Signaler": "2", "2027-01-19 Hållna möten": "1", "2027-03-25 Inställda möten": "1",
	} {
		if got[what] != want {
			t.Errorf("%s: %q, want %q", what, got[what], want)
		}
	}
	if all := w.table("/en/planera/siffror.csv?halvar=2027-1&serie=barn-och-unga"); all["Signals"] != "2" || all["Meetings cancelled"] != "1" {
		t.Errorf("of one series: %q signals, %q cancelled", all["Signals"], all["Meetings cancelled"])
	}
	text := w.get("/planera/siffror.md?halvar=2027-1").text
	for _, says := range []string{"# Säsongen i siffror: Våren 2027\n", "- Signaler: [2](" + origin + "/planera/siffror?halvar=2027-1&visa=signaler#per-mote)"} {
		if !strings.Contains(text, says) {
			t.Errorf("does not say %q:\n%s", says, text)
		}
	}
	for _, gone := range []string{"Åsa", "Dee", "inte ha sagts"} {
		if strings.Contains(text+w.get(figuresOf).text, gone) {
			t.Errorf("says %q", gone)
		}
	}
}

// TestWhoeverRangIsCountedWhenTheyAreNoLongerThere has one ring off and one stay to the end.
func TestWhoeverRangIsCountedWhenTheyAreNoLongerThere(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 12.05")
	started(w)
	ada := meetings.Person{ID: "ada", Name: "Ada Lind", Role: meetings.Organiser}
	for range 3 {
		w.command(ada, meetings.AddCaller{Sector: "region"})
	}
	room, _ := w.room("barn-och-unga-2027-01-19")
	w.command(ada, meetings.RemoveCaller{Caller: room.Callers[1].ID})
	organiser(w)
	count := func() string { return w.table("/planera/siffror.csv?halvar=2027-1")["2027-01-19 Deltagare"] }
	if got := count(); got != "3" {
		t.Errorf("%s while they are there", got)
	}
	w.now = at(t, "2027-01-19 12.45")
	w.run(meetings.EndAgenda{})
	if got := count(); got != "3" {
		t.Errorf("%s afterwards", got)
	}
}

func TestATableHoldsNoFormula(t *testing.T) {
	for in, want := range map[string]string{"=1+1": "'=1+1", "+46": "'+46", "-2": "'-2", "@a": "'@a", "\t=1": "'\t=1", "Möte": "Möte", "": "", "å=1": "å=1"} {
		if got := cell(in); got != want {
			t.Errorf("%q is %q", in, got)
		}
	}
	w := season(t)
	organiser(w)
	w.now = at(t, "2026-11-22 09.00")
	bad := `=HYPERLINK("https://ond.example";"<b>Möte</b>")`
	a := w.post("/planera/mote", url.Values{"id": {"0123456789abcdef-bad"}, "title": {bad}, "themes": {"barn-och-unga"}, "day": {"2026-12-01"}, "start": {"12.00"}, "minutes": {"45"}})
	if a.StatusCode != http.StatusSeeOther {
		t.Fatalf("status %d\n%s", a.StatusCode, parse(t, a.text).main())
	}
	table := w.get("/planera/siffror.csv?halvar=2026-2").text
	if !strings.Contains(table, `"'=HYPERLINK(`) || strings.Contains(table, `;"=`) {
		t.Errorf("a formula stands in the table:\n%s", table)
	}
	if page := w.get("/planera/siffror?halvar=2026-2&visa=kommande"); strings.Contains(page.text, "<b>Möte") {
		t.Error("a title became markup")
	} else {
		w.whole(page, meetings.SV)
	}
}
