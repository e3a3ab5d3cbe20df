package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html/atom"

	"ringain/meetings"
)

const january = "/moten/barn-och-unga-2027-01-19"

// value returns what stands in a field.
func (d document) value(name string) string {
	for _, n := range d.all(atom.Input) {
		if attr(n, "name") == name && attr(n, "type") != "hidden" {
			return attr(n, "value")
		}
	}
	for _, n := range d.all(atom.Option) {
		for _, a := range n.Attr {
			if a.Key == "selected" && attr(n.Parent, "name") == name {
				return attr(n, "value")
			}
		}
	}
	return ""
}

func TestWhoJoinsComesToTheRoom(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 11.55")
	a := w.post("/en"+january+"/delta", url.Values{"name": {"  Åsa 🌻 Öberg "}, "organisation": {"Föreningen X"}})
	if a.StatusCode != http.StatusSeeOther || a.Header.Get("Location") != "/en"+january+"/rum" {
		t.Fatalf("%d to %s", a.StatusCode, a.Header.Get("Location"))
	}
	if got := parse(t, w.get(january+"/rum").text).main(); !strings.Contains(got, "Du är med som Åsa 🌻 Öberg.") {
		t.Error(got)
	}
}

func TestARefusedJoinKeepsWhatWasTyped(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 11.55")
	long := strings.Repeat("å", 121)
	for _, c := range []struct {
		name  string
		typed url.Values
		field string
	}{
		{"no name", url.Values{"name": {" "}, "organisation": {"Föreningen X"}, "sector": {"kommun"}}, "name"},
		{"an organisation without end", url.Values{"name": {"Åsa"}, "organisation": {long}, "sector": {"kommun"}}, "organisation"},
		{"an unknown sector", url.Values{"name": {"Åsa"}, "organisation": {"X"}, "sector": {"makten"}}, "sector"},
	} {
		a := w.post(january+"/delta", c.typed)
		if a.StatusCode != http.StatusUnprocessableEntity || a.Header.Get("Cache-Control") != "private, no-store" {
			t.Errorf("%s: status %d, %s", c.name, a.StatusCode, a.Header.Get("Cache-Control"))
		}
		d := parse(t, a.text)
		for _, fault := range d.faults("sv") {
			t.Errorf("%s: %s", c.name, fault)
		}
		if d.value("organisation") != c.typed.Get("organisation") || d.value("name") != c.typed.Get("name") {
			t.Errorf("%s: what was typed is gone", c.name)
		}
		if !strings.Contains(a.text, `aria-invalid="true"`) || !strings.Contains(a.text, `href="#`+c.field+`"`) || !strings.Contains(a.text, `id="`+c.field+`-error"`) {
			t.Errorf("%s: the field is not pointed out", c.name)
		}
	}
	if _, known := w.cookies["__Host-ringain"]; known {
		t.Error("a refused join began a session")
	}
}

func TestADeviceRemembersOnlyWhenAsked(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 11.55")
	typed := url.Values{"name": {"Åsa"}, "organisation": {"Granviks kommun"}, "sector": {"region"}}
	w.post(january+"/delta", typed)
	delete(w.cookies, "__Host-ringain")
	if got := parse(t, w.get(january).text).value("name"); got != "" {
		t.Errorf("remembered %q without having been asked", got)
	}
	typed.Set("remember", "1")
	w.post(january+"/delta", typed)
	delete(w.cookies, "__Host-ringain")
	a := w.get("/moten/suicidprevention-2027-01-28")
	d := parse(t, a.text)
	if d.value("name") != "Åsa" || d.value("organisation") != "Granviks kommun" || d.value("sector") != "region" {
		t.Errorf("remembered %q, %q, %q", d.value("name"), d.value("organisation"), d.value("sector"))
	}
	if a.Header.Get("Cache-Control") != "private, no-store" {
		t.Error("a page that knows a person may be kept by others")
	}
}

func TestACancelledMeetingIsNotJoined(t *testing.T) {
	w := season(t)
	a := w.post("/moten/suicidprevention-2027-03-25/delta", url.Values{"name": {"Åsa"}})
	if a.StatusCode != http.StatusConflict || !strings.Contains(a.text, "Mötet är inställt, så det finns inget att gå med i.") {
		t.Errorf("status %d", a.StatusCode)
	}
}

func TestADraftIsThereForOrganisersOnly(t *testing.T) {
	w := season(t)
	m := meetings.Meeting{Slug: "utkast", Kind: meetings.Extra, Status: meetings.Draft, Title: meetings.Text{SV: "Utkast"},
		Start: meetings.At(at(t, "2027-02-01 12.00")), Minutes: 30, Zone: "Europe/Stockholm", Themes: []string{}}
	if _, err := w.change.Announce(t.Context(), meetings.Person{Role: meetings.Service}, m, meetings.Agenda{Items: []meetings.Item{}}); err != nil {
		t.Fatal(err)
	}
	if a := w.get("/moten/utkast"); a.StatusCode != http.StatusNotFound {
		t.Errorf("anybody sees it: %d", a.StatusCode)
	}
	organiser(w)
	if a := w.get("/moten/utkast"); a.StatusCode != http.StatusOK {
		t.Errorf("the organiser does not see it: %d", a.StatusCode)
	}
}

func TestAChosenCalendarHasItsThemesAndAddress(t *testing.T) {
	w := season(t)
	a := w.post("/kalender", url.Values{"tema": {"suicidprevention", "barn-och-unga", "finns-inte"}})
	to := a.Header.Get("Location")
	if a.StatusCode != http.StatusSeeOther || !strings.HasPrefix(to, "/kalender/") {
		t.Fatalf("%d to %q", a.StatusCode, to)
	}
	page := w.get("/en" + to)
	d := parse(t, page.text)
	for _, fault := range d.faults("en") {
		t.Error(fault)
	}
	if got := d.main(); !strings.Contains(got, "Children and young people") || !strings.Contains(got, "Suicide prevention") || strings.Contains(got, "Digital") {
		t.Error(got)
	}
	if !strings.Contains(page.text, origin+"/en"+to+".ics") {
		t.Error("the address is not there to copy")
	}
	none := w.post("/en/kalender", url.Values{})
	if none.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(none.text, "Choose at least one theme.") {
		t.Errorf("nothing chosen: %d", none.StatusCode)
	}
	for _, fault := range parse(t, none.text).faults("en") {
		t.Error(fault)
	}
}
