package feed

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
)

func TestAFeedIsAnsweredAsCalendarAppsAsk(t *testing.T) {
	n := season(t)
	const path = "/tema/suicidprevention.ics"
	first := n.send(http.MethodGet, path).Header()
	packed := n.send(http.MethodGet, path, "Accept-Encoding", "gzip").Header()
	tag, date := first.Get("ETag"), first.Get("Last-Modified")
	for _, row := range []struct {
		name, method string
		header       []string
		status       int
		coding       string
	}{
		{"plain", "GET", nil, 200, ""},
		{"gzip", "GET", []string{"Accept-Encoding", "gzip, deflate, br"}, 200, "gzip"},
		{"gzip with a weight", "GET", []string{"Accept-Encoding", "br;q=1.0, GZIP; q=0.5"}, 200, "gzip"},
		{"no gzip", "GET", []string{"Accept-Encoding", "gzip;q=0, deflate"}, 200, ""},
		{"no gzip, at length", "GET", []string{"Accept-Encoding", "gzip;q=0.000"}, 200, ""},
		{"HEAD", "HEAD", nil, 200, ""},
		{"HEAD as Thunderbird asks", "HEAD", []string{"Accept", "text/calendar, application/ics, text/plain;q=0.9", "Accept-Encoding", "gzip, deflate, br, zstd"}, 200, "gzip"},
		{"has it", "GET", []string{"If-None-Match", tag}, 304, ""},
		{"has it in gzip", "GET", []string{"If-None-Match", packed.Get("ETag"), "Accept-Encoding", "gzip"}, 304, ""},
		{"has it, made weak", "GET", []string{"If-None-Match", "W/" + tag}, 304, ""},
		{"has one of a list", "GET", []string{"If-None-Match", `"a", W/"b" ,` + tag}, 304, ""},
		{"has one of two lines", "GET", []string{"If-None-Match", `"a"`, "If-None-Match", tag}, 304, ""},
		{"has anything", "GET", []string{"If-None-Match", "*"}, 304, ""},
		{"HEAD of what it has", "HEAD", []string{"If-None-Match", tag}, 304, ""},
		{"has another", "GET", []string{"If-None-Match", `"a"`}, 200, ""},
		{"has the plain one and wants gzip", "GET", []string{"If-None-Match", tag, "Accept-Encoding", "gzip"}, 200, "gzip"},
		{"has another, though the date is right", "GET", []string{"If-None-Match", `"a"`, "If-Modified-Since", date}, 200, ""},
		{"has it by date", "GET", []string{"If-Modified-Since", date}, 304, ""},
		{"has it by a later date", "GET", []string{"If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT"}, 304, ""},
		{"has an older one by date", "GET", []string{"If-Modified-Since", "Sat, 01 Jan 2000 00:00:00 GMT"}, 200, ""},
		{"a date that is none", "GET", []string{"If-Modified-Since", "yesterday"}, 200, ""},
		{"OPTIONS", "OPTIONS", nil, 204, ""},
		{"PROPFIND", "PROPFIND", nil, 405, ""},
		{"POST", "POST", nil, 405, ""},
		{"DELETE", "DELETE", nil, 405, ""},
	} {
		rec := n.send(row.method, path, row.header...)
		if rec.Code != row.status || rec.Header().Get("Content-Encoding") != row.coding {
			t.Errorf("%s: %d %q, want %d %q", row.name, rec.Code, rec.Header().Get("Content-Encoding"), row.status, row.coding)
		}
		if allow := rec.Header().Get("Allow"); (allow == "GET, HEAD, OPTIONS") != (row.status == 204 || row.status == 405) {
			t.Errorf("%s: Allow is %q", row.name, allow)
		}
		if empty := rec.Body.Len() == 0; empty != (row.status != 200 || row.method == "HEAD") {
			t.Errorf("%s: %d octets", row.name, rec.Body.Len())
		}
	}
}

func TestTheHeadersOfAFeedAreComplete(t *testing.T) {
	n := season(t)
	rec := n.send(http.MethodGet, "/en/tema/suicidprevention.ics")
	want := http.Header{
		"Access-Control-Allow-Origin": {"*"},
		"Cache-Control":               {"public, max-age=300"},
		"Content-Disposition":         {`inline; filename="suicidprevention.ics"`},
		"Content-Type":                {"text/calendar; charset=utf-8"},
		"Vary":                        {"Accept-Encoding"},
		"X-Content-Type-Options":      {"nosniff"},
	}
	got := rec.Header().Clone()
	for _, varies := range []string{"Etag", "Last-Modified", "Content-Length"} {
		if got.Get(varies) == "" {
			t.Errorf("no %s", varies)
		}
		got.Del(varies)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("headers (-want +got):\n%s", diff)
	}
	same := n.send(http.MethodGet, "/en/tema/suicidprevention.ics", "If-None-Match", rec.Header().Get("ETag")).Header()
	for _, name := range []string{"ETag", "Cache-Control", "Vary", "Last-Modified", "Access-Control-Allow-Origin"} {
		if same.Get(name) != rec.Header().Get(name) {
			t.Errorf("%s of 304 is %q, of 200 %q", name, same.Get(name), rec.Header().Get(name))
		}
	}
}

func TestLastModifiedIsNeverToCome(t *testing.T) {
	n := season(t) // of many changes in one second, each of which is a second later than the one before
	for range 30 {
		rec := n.send(http.MethodGet, "/alla.ics")
		modified, err := http.ParseTime(rec.Header().Get("Last-Modified"))
		n.must(err)
		if modified.After(n.now) {
			t.Fatalf("at %v it is %v", n.now, modified)
		}
		n.now = n.now.Add(time.Second)
	}
	last := n.send(http.MethodGet, "/alla.ics").Header().Get("Last-Modified")
	n.now = n.now.Add(time.Hour)
	if again := n.send(http.MethodGet, "/alla.ics").Header().Get("Last-Modified"); again != last {
		t.Errorf("it was %s and is %s", last, again)
	}
}

func TestGzipIsTheSameFeedUnderAnotherETag(t *testing.T) {
	n := season(t)
	plain := n.send(http.MethodGet, "/alla.ics")
	packed := n.send(http.MethodGet, "/alla.ics", "Accept-Encoding", "gzip")
	r, err := gzip.NewReader(packed.Body)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(text, plain.Body.Bytes()) {
		t.Error("the bytes differ")
	}
	a, b := plain.Header().Get("ETag"), packed.Header().Get("ETag")
	if a == b || strings.HasPrefix(a, "W/") || strings.HasPrefix(b, "W/") {
		t.Errorf("the ETags are %s and %s", a, b)
	}
}

func TestWhatIsNoFeedIsSaidInTheReadersLanguage(t *testing.T) {
	n := season(t)
	for path, want := range map[string]string{
		"/tema/nej.ics":        "Det finns inget sådant tema. Alla teman finns på https://moten.example.org/",
		"/en/tema/nej.ics":     "There is no such theme. All themes are at https://moten.example.org/en",
		"/kalender/NEJ.ics":    "Kalendern finns inte. Välj teman på nytt.",
		"/en/moten/nej.ics":    "There is no such meeting.",
		"/moten/%00%0d%0a.ics": "Det finns inget sådant möte.",
	} {
		rec := n.send(http.MethodGet, path)
		if rec.Code != http.StatusNotFound || rec.Body.String() != want+"\n" || rec.Header().Get("Content-Type") != "text/plain; charset=utf-8" {
			t.Errorf("GET %s: %d %s %q", path, rec.Code, rec.Header().Get("Content-Type"), rec.Body)
		}
		if head := n.send(http.MethodHead, path); head.Code != http.StatusNotFound || head.Body.Len() != 0 {
			t.Errorf("HEAD %s: %d %q", path, head.Code, head.Body)
		}
	}
}

func TestEveryFeedHasWhatBelongsInIt(t *testing.T) {
	n := season(t)
	token, err := n.change.Choose(t.Context(), []string{"suicidprevention", "digitala-losningar"})
	n.must(err)
	umbrella, err := n.change.Choose(t.Context(), []string{"psykisk-halsa-i-kristid"})
	n.must(err)
	for path, want := range map[string]int{
		"/tema/suicidprevention.ics":             11,
		"/tema/psykisk-halsa-i-kristid.ics":      57,
		"/en/tema/psykisk-halsa-i-kristid.ics":   57,
		"/alla.ics":                              57,
		"/kalender/" + token + ".ics":            17,
		"/en/kalender/" + umbrella + ".ics":      57,
		"/moten/suicidprevention-2027-03-25.ics": 1,
		"/en/moten/webbinarium-2022-01-26.ics":   1,
	} {
		if got := count(n.get(path)); got != want {
			t.Errorf("%s has %d events, want %d", path, got, want)
		}
	}
}

func TestAMeetingHasTheSameBytesInEveryFeed(t *testing.T) {
	n := season(t)
	_, rest, _ := strings.Cut(string(n.get("/moten/suicidprevention-2027-03-25.ics")), "BEGIN:VEVENT")
	event, _, _ := strings.Cut(rest, "END:VEVENT")
	for _, path := range []string{"/tema/suicidprevention.ics", "/tema/psykisk-halsa-i-kristid.ics", "/alla.ics"} {
		if !strings.Contains(string(n.get(path)), event) {
			t.Errorf("%s has it otherwise", path)
		}
	}
}

func TestADraftIsInNoFeed(t *testing.T) {
	n := season(t)
	m, err := n.change.Announce(t.Context(), platform, meetings.Meeting{Slug: "utkast", Status: meetings.Draft, Kind: meetings.Extra,
		Themes: []string{"suicidprevention"}, Title: meetings.Text{SV: "Utkast"}, Start: meetings.At(n.now), Minutes: 45, Zone: "Europe/Stockholm"}, meetings.Agenda{})
	n.must(err)
	if rec := n.send(http.MethodGet, "/moten/"+m.Slug+".ics"); rec.Code != http.StatusNotFound {
		t.Errorf("its own feed answers %d", rec.Code)
	}
	if bytes.Contains(n.get("/alla.ics"), []byte(m.ID)) {
		t.Error("it is in the feed of everything")
	}
}
