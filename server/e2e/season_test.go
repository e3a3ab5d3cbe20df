package e2e_test

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The totals that the sample season was written with.
func seasonTotals() map[string]int {
	return map[string]int{"published": 57, "cancelled": 2, "moved": 1, "held": 55}
}

func themeTotals() map[string]int {
	return map[string]int{"barn-och-unga": 24, "vuxna-och-aldre": 12, "digitala-losningar": 6, "suicidprevention": 11, "migration-och-psykisk-halsa": 5}
}

// utcStarts is when some meetings begin, which are all at noon by a Swedish clock.
func utcStarts() map[string]string {
	return map[string]string{"2027-03-23": "11:00Z", "2027-03-24": "11:00Z", "2027-03-31": "10:00Z", "2027-04-01": "10:00Z", "2027-06-16": "10:00Z"}
}

// row is one meeting in a list.
type row struct {
	start            time.Time
	cancelled, moved bool
	webinar          bool
}

// What the pages of a running node say adds up to what the season was written with.
func TestThePagesShowTheWholeSeason(t *testing.T) {
	t.Parallel()
	n := newInstallation(t, one, false).start("a", "--sample")
	for _, lang := range []string{"", "/en"} {
		all := rows(t, n, lang+"/moten")
		totals, starts := map[string]int{"held": 0}, map[string]string{}
		for _, r := range all {
			if r.webinar {
				continue
			}
			totals["published"]++
			if r.cancelled {
				totals["cancelled"]++
			} else {
				totals["held"]++
			}
			if r.moved {
				totals["moved"]++
			}
			note(starts, r.start)
		}
		if diff := cmp.Diff(seasonTotals(), totals); diff != "" {
			t.Errorf("%s/moten: %s", lang, diff)
		}
		if diff := cmp.Diff(utcStarts(), starts); diff != "" {
			t.Errorf("%s/moten: %s", lang, diff)
		}
		themes := map[string]int{}
		for theme := range themeTotals() {
			themes[theme] = len(rows(t, n, lang+"/tema/"+theme))
		}
		if diff := cmp.Diff(themeTotals(), themes); diff != "" {
			t.Errorf("%s: %s", lang, diff)
		}
	}
}

// note notes when a day's meeting begins, if it is one of those that are compared.
func note(starts map[string]string, at time.Time) {
	if day := at.UTC().Format(time.DateOnly); utcStarts()[day] != "" {
		starts[day] = at.UTC().Format("15:04Z")
	}
}

// rows reads the meetings of a list, by their slugs, with those of the pages before it.
func rows(t *testing.T, n *node, path string) map[string]row {
	t.Helper()
	all := map[string]row{}
	for path != "" {
		status, body, err := n.body(t.Context(), path, nil)
		if err != nil || status != http.StatusOK {
			t.Fatalf("GET %s: %d, %v", path, status, err)
		}
		page, err := html.Parse(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		for li := range elements(page, atom.Li) {
			if !hasClass(li, "meeting") || hasClass(li, "none") {
				continue
			}
			slug, r := readRow(t, li)
			if _, twice := all[slug]; twice {
				t.Errorf("%s has %s twice", path, slug)
			}
			all[slug] = r
		}
		older := find(page, func(n *html.Node) bool { return n.DataAtom == atom.A && strings.Contains(attr(n, "href"), "fore=") })
		path = ""
		if older != nil {
			path = attr(older, "href")
		}
	}
	return all
}

// readRow reads one meeting of a list.
func readRow(t *testing.T, li *html.Node) (slug string, r row) {
	t.Helper()
	link := find(li, func(n *html.Node) bool { return n.DataAtom == atom.A && strings.Contains(attr(n, "href"), "/moten/") })
	meta := find(li, func(n *html.Node) bool { return n.DataAtom == atom.Time && strings.Contains(attr(n, "datetime"), "T") })
	if link == nil || meta == nil {
		t.Fatalf("a meeting without address or start: %s", text(li))
	}
	var err error
	if r.start, err = time.Parse(time.RFC3339, attr(meta, "datetime")); err != nil {
		t.Fatal(err)
	}
	r.cancelled = find(li, func(n *html.Node) bool { return hasClass(n, "tag") && hasClass(n, "cancelled") }) != nil
	r.moved = find(li, func(n *html.Node) bool { return hasClass(n, "tag") && hasClass(n, "moved") }) != nil
	href := attr(link, "href")
	slug = href[strings.LastIndex(href, "/")+1:]
	r.webinar = strings.HasPrefix(slug, "webbinarium")
	return slug, r
}

// The calendars hold the same, and two nodes of one installation give the same bytes
// under the same tag, so that no reader fetches anew what only another node sent.
func TestTheCalendarsHoldTheWholeSeasonAndAreTheSameOnBothNodes(t *testing.T) {
	t.Parallel()
	in := newInstallation(t, two, false)
	a := in.start("a", "--sample", "--origin", "https://moten.example.org")
	b := in.start("b", "--sample", "--origin", "https://moten.example.org")
	for _, lang := range []string{"", "/en"} {
		themes := map[string]int{}
		for theme := range themeTotals() {
			themes[theme] = len(both(t, a, b, lang+"/tema/"+theme+".ics"))
		}
		if diff := cmp.Diff(themeTotals(), themes); diff != "" {
			t.Errorf("%s: %s", lang, diff)
		}
		totals, starts := map[string]int{"held": 0}, map[string]string{}
		for slug, event := range both(t, a, b, lang+"/alla.ics") {
			if strings.HasPrefix(slug, "webbinarium") {
				continue
			}
			at, err := start(event)
			if err != nil {
				t.Fatal(err)
			}
			note(starts, at)
			totals["published"]++
			if event["STATUS"] == "CANCELLED" {
				totals["cancelled"]++
			} else {
				totals["held"]++
			}
			if day := slug[max(0, len(slug)-len(time.DateOnly)):]; day != at.Format(time.DateOnly) {
				totals["moved"]++
			}
		}
		if diff := cmp.Diff(seasonTotals(), totals); diff != "" {
			t.Errorf("%s/alla.ics: %s", lang, diff)
		}
		if diff := cmp.Diff(utcStarts(), starts); diff != "" {
			t.Errorf("%s/alla.ics: %s", lang, diff)
		}
	}
}

// both reads a calendar from two nodes that must agree.
func both(t *testing.T, a, b *node, path string) calendar {
	t.Helper()
	first, tag := fetch(t, a, path, "")
	second, other := fetch(t, b, path, "")
	if !bytes.Equal(first, second) || tag != other || tag == "" {
		t.Fatalf("%s: %d bytes as %s and %d bytes as %s", path, len(first), tag, len(second), other)
	}
	if again, _ := fetch(t, b, path, tag); len(again) != 0 {
		t.Errorf("%s: node b sends again what node a has sent", path)
	}
	events, err := readCalendar(first)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return events
}

// fetch asks for a calendar unless it has a tag, and returns it with its tag.
func fetch(t *testing.T, n *node, path, unless string) (body []byte, tag string) {
	t.Helper()
	at, err := url.Parse(n.base + path)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultTransport.RoundTrip((&http.Request{Method: http.MethodGet, URL: at,
		Header: http.Header{"If-None-Match": {unless}, "Accept-Encoding": {"identity"}}}).WithContext(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var b bytes.Buffer
	if _, err := b.ReadFrom(answer.Body); err != nil {
		t.Fatal(err)
	}
	want := http.StatusOK
	if unless != "" {
		want = http.StatusNotModified
	}
	if answer.StatusCode != want {
		t.Fatalf("GET %s: %s: %s", path, answer.Status, b.String())
	}
	return b.Bytes(), answer.Header.Get("ETag")
}
