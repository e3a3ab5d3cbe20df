package web

import (
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ringain/meetings"
)

// rowsOf are the texts of the rows of meetings on a page.
func (d document) rowsOf() (rows []string) {
	for _, n := range d.all(atom.Li) {
		if class := attr(n, "class"); class == "meeting" || strings.HasPrefix(class, "meeting ") {
			rows = append(rows, words(n))
		}
	}
	return rows
}

func TestAThemeShowsEveryDateOfItsSeason(t *testing.T) {
	w := season(t)
	for theme, want := range map[string]int{"barn-och-unga": 24, "vuxna-och-aldre": 12, "digitala-losningar": 6,
		"suicidprevention": 12, "migration-och-psykisk-halsa": 5} { // suicidprevention: 11 meetings and a skipped date
		rows := parse(t, w.get("/tema/"+theme).text).rowsOf()
		if len(rows) != want {
			t.Errorf("%s shows %d dates, want %d:\n%s", theme, len(rows), want, strings.Join(rows, "\n"))
		}
	}
}

func TestDatesKeepTheirNumberWhenTheyHaveBeen(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-04-15 12.00")
	if rows := parse(t, w.get("/tema/barn-och-unga").text).rowsOf(); len(rows) != 24 {
		t.Errorf("%d dates, want 24", len(rows))
	}
}

func TestWhatIsUnusualIsSaidInPlainWords(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-03-24 18.00")
	for _, c := range []struct{ path, want string }{
		{"/tema/suicidprevention", "Inställt Mötesledaren är sjuk"},
		{"/tema/suicidprevention", "Torsdag 6 maj: Kristi himmelsfärdsdag, inget möte"},
		{"/tema/suicidprevention", "v. 18"},
		{"/tema/migration-och-psykisk-halsa", "Torsdag 1 april"},
		{"/tema/migration-och-psykisk-halsa", "Flyttat från måndag 29 mars kl. 12.00. Skäl: Annandag påsk"},
		{"/tema/barn-och-unga", "Sommaren nästa: vad är öppet?"},
		{"/en/tema/migration-och-psykisk-halsa", "Moved from Monday 29 March 12:00. Reason: Annandag påsk"},
		{"/en/tema/suicidprevention", "Thursday 6 May: Kristi himmelsfärdsdag, no meeting"},
		{"/moten", "Extra: Stöd efter stormen i norr"},
		{"/moten/migration-och-psykisk-halsa-2027-03-29", "Mötet är flyttat. Det skulle ha varit måndag 29 mars kl. 12.00 och är nu torsdag 1 april kl. 12.00. Skäl: Annandag påsk"},
		{"/moten/suicidprevention-2027-03-25", "Nästa möte är torsdag 8 april kl. 12.00"},
	} {
		if got := parse(t, w.get(c.path).text).main(); !strings.Contains(got, c.want) {
			t.Errorf("%s does not say %q:\n%s", c.path, c.want, got)
		}
	}
}

func TestATextInTheOtherLanguageSaysSo(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-03-24 18.00")
	if text := w.get("/en/moten/suicidprevention-2027-03-25").text; !strings.Contains(text, `<span lang="sv">Mötesledaren är sjuk</span>`) {
		t.Error("the Swedish reason is not marked as Swedish")
	}
}

func TestTheCalendarOfAThemeIsOfferedInAllItsWays(t *testing.T) {
	w := season(t)
	d := parse(t, w.get("/en/tema/barn-och-unga").text)
	var found []string
	for _, n := range d.all(atom.A, atom.Link, atom.Input) {
		for _, a := range n.Attr {
			if strings.Contains(a.Val, ".ics") && strings.Contains(a.Val, "barn-och-unga.ics") {
				found = append(found, n.Data+" "+a.Val)
			}
		}
	}
	want := "link /en/tema/barn-och-unga.ics, a webcal://moten.example.org/en/tema/barn-och-unga.ics, input https://moten.example.org/en/tema/barn-och-unga.ics, " +
		"input https://moten.example.org/en/tema/barn-och-unga.ics?installda=dolj, input https://moten.example.org/en/tema/barn-och-unga.ics?paminn=15"
	if got := strings.Join(found, ", "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestANumberIsDialledWithItsCode(t *testing.T) {
	w := season(t)
	d := parse(t, w.get("/moten/digitala-losningar-2027-03-24").text)
	var number, link *html.Node
	for _, n := range d.all(atom.A) {
		switch href := attr(n, "href"); {
		case href == "tel:+46846500420,,202712%23":
			number = n
		case href == "https://video.example.org/oppen-samordning":
			link = n
		}
	}
	if number == nil || link == nil {
		t.Fatal("the number with its code, or the link, is missing")
	}
	if number.Parent.DataAtom != atom.Dd || link.Parent.DataAtom != atom.Dd || attr(number.Parent.Parent.Parent, "class") != attr(link.Parent.Parent.Parent, "class") {
		t.Error("the number and the link are not shown alike")
	}
}

func TestAnEmptyInstallationSaysHowToBegin(t *testing.T) {
	w := empty(t)
	for lang, want := range map[meetings.Lang]string{meetings.SV: "Öppna engångslänken", meetings.EN: "Open the one-time link"} {
		for _, path := range []string{"/", "/moten", "/kalender", "/om"} {
			a := w.get(lang.Path(path))
			d := parse(t, a.text)
			for _, fault := range d.faults(string(lang)) {
				t.Errorf("%s: %s", lang.Path(path), fault)
			}
			if path == "/" && !strings.Contains(d.main(), want) {
				t.Errorf("does not say %q:\n%s", want, d.main())
			}
		}
	}
}

func TestAPeriodThatIsFarOffTellsItsYear(t *testing.T) {
	p := &page{Lang: meetings.SV, Now: meetings.At(time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC))}
	for until, want := range map[meetings.Date]string{
		{Year: 2027, Month: time.February, Day: 8}: "11 januari–8 februari",
		{Year: 2028, Month: time.February, Day: 7}: "10 januari–7 februari 2028",
	} {
		s := meetings.Series{Rule: "FREQ=WEEKLY;BYDAY=MO", Until: until, Zone: zone, Minutes: 45,
			First: meetings.Date{Year: until.Year, Month: time.January, Day: until.Day + 3}}
		if got := p.sayPeriod(s); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestThemesAreSaidToBePartOfAnotherOnlyWhenTheyAre(t *testing.T) {
	p := &page{Lang: meetings.SV}
	umbrella := meetings.Theme{Slug: "kris", Gathers: true}
	inside, outside := meetings.Theme{Slug: "a", Umbrella: "kris"}, meetings.Theme{Slug: "b"}
	if said := p.sayPart([]meetings.Theme{umbrella, inside}, umbrella); said != "Alla ingår i " {
		t.Error(said)
	}
	if said := p.sayPart([]meetings.Theme{umbrella, inside, outside}, umbrella); said != "Några av dem samlas i " {
		t.Error(said)
	}
}
