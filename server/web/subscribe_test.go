package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html/atom"

	"ringain/meetings"
)

func TestTheCodeOfACalendarIsDrawnForCalendarsOnly(t *testing.T) {
	w := season(t)
	for path, want := range map[string]int{
		"/kalender/kod.svg?till=/tema/barn-och-unga.ics":                    http.StatusOK,
		"/en/kalender/kod.svg?till=/alla.ics":                               http.StatusOK,
		"/kalender/kod.svg?till=/kalender/2345ABCD.ics":                     http.StatusOK,
		"/kalender/kod.svg":                                                 http.StatusNotFound,
		"/kalender/kod.svg?till=https://example.org/tema/x.ics":             http.StatusNotFound,
		"/kalender/kod.svg?till=/planera/kalender/HEMLIGT.ics":              http.StatusNotFound,
		"/kalender/kod.svg?till=/tema/" + strings.Repeat("x", 300) + ".ics": http.StatusNotFound,
	} {
		a := w.get(path)
		if a.StatusCode != want {
			t.Errorf("%s answers %d, want %d", path, a.StatusCode, want)
		}
		if is := strings.HasPrefix(a.text, "<svg"); is != (want == http.StatusOK) {
			t.Errorf("%s is a picture: %v", path, is)
		}
	}
}

func TestThePageOfAMeetingLeadsToItsCalendarUnlessItIsADraft(t *testing.T) {
	w := season(t)
	links := func(path string) (list []string) {
		a := w.get(path)
		if a.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d", path, a.StatusCode)
		}
		d := parse(t, a.text)
		for _, n := range append(d.all(atom.Link), d.all(atom.A)...) {
			if strings.Contains(attr(n, "href"), ".ics") {
				list = append(list, attr(n, "type")+words(n)+" "+attr(n, "href"))
			}
		}
		return list
	}
	for path, says := range map[string]string{january: "Lägg i kalender", "/en" + january: "Add to calendar"} {
		want := []string{"text/calendar " + path + ".ics", says + " " + path + ".ics"}
		if diff := cmp.Diff(want, links(path)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
	}
	w.signIn(meetings.Person{ID: "ada", Name: "Ada Lind", Role: meetings.Organiser})
	_, err := w.change.Announce(t.Context(), meetings.Person{ID: "platform", Name: "Ringain", Role: meetings.Service}, meetings.Meeting{Slug: "utkast", Status: meetings.Draft, Kind: meetings.Extra,
		Themes: []string{"suicidprevention"}, Title: meetings.Text{SV: "Utkast"}, Start: meetings.At(w.now.AddDate(0, 1, 0)), Minutes: 45, Zone: "Europe/Stockholm"}, meetings.Agenda{})
	if err != nil {
		t.Fatal(err)
	}
	if got := links("/moten/utkast"); len(got) > 0 {
		t.Errorf("the page of a draft leads to %q", got)
	}
}

func TestAnOrganiserHasACalendarWithASecretThatCanBeChanged(t *testing.T) {
	w := season(t)
	if a := w.get("/planera/kalender"); a.StatusCode != http.StatusUnauthorized {
		t.Errorf("whoever is no organiser is answered %d", a.StatusCode)
	}
	w.signIn(meetings.Person{ID: "ada", Name: "Ada Lind", Role: meetings.Organiser})
	address := func() string {
		_, rest, _ := strings.Cut(w.get("/planera/kalender").text, `value="`+origin+`/planera/kalender/`)
		secret, _, _ := strings.Cut(rest, `.ics"`)
		return secret
	}
	if got := address(); got != "" {
		t.Fatalf("there is an address before one was made: %q", got)
	}
	w.post("/planera/kalender", url.Values{})
	first := address()
	w.post("/planera/kalender", url.Values{})
	if second := address(); len(first) < 26 || len(second) < 26 || first == second {
		t.Errorf("the address was %q and is %q", first, second)
	}
}
