package feed

import (
	"bytes"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
	"time"
)

// quiet has the log of the feeds kept, to see that nothing is said.
func (n *node) quiet() *bytes.Buffer {
	said := &bytes.Buffer{}
	n.feeds.Log = slog.New(slog.NewTextHandler(said, &slog.HandlerOptions{Level: slog.LevelInfo}))
	return said
}

func TestWhatIsNoFeedIsRefusedInWordsAndNotToldOfInTheLog(t *testing.T) {
	n := season(t)
	former, err := n.change.RenewPrivate(t.Context(), platform)
	n.must(err)
	_, err = n.change.RenewPrivate(t.Context(), platform)
	n.must(err)
	said := n.quiet()
	for path, says := range map[string]string{
		"/planera/kalender/" + former + ".ics":        "Kalendern finns inte, eller har fått en ny adress.",
		"/tema/finns-inte.ics":                        "Det finns inget sådant tema.",
		"/en/tema/finns-inte.ics":                     "There is no such theme.",
		"/tema/finns-inte.json":                       "Det finns inget sådant tema.",
		"/en/tema/finns-inte.atom":                    "There is no such theme.",
		"/tema/%00%0d%0aSet-Cookie:x.ics":             "Det finns inget sådant tema.",
		"/kalender/23456789.ics":                      "Kalendern finns inte.",
		"/kalender/finns%20inte.ics":                  "Kalendern finns inte.",
		"/kalender/%2e%2e%2f%2e%2e.ics":               "Kalendern finns inte.",
		"/moten/finns-inte.ics":                       "Det finns inget sådant möte.",
		"/planera/kalender/HEMLIGT.ics":               "Kalendern finns inte, eller har fått en ny adress.",
		"/en/planera/kalender/HEMLIGT.ics":            "There is no such calendar",
		"/tema/" + strings.Repeat("x", 5000) + ".ics": "Det finns inget sådant tema.",
	} {
		rec := n.send(http.MethodGet, path)
		if rec.Code != http.StatusNotFound || !strings.HasPrefix(rec.Body.String(), says) {
			t.Errorf("%s: %d %s", path, rec.Code, rec.Body)
		}
	}
	if said.Len() > 0 {
		t.Errorf("the log says\n%s", said)
	}
}

func TestTenThousandRequestsWithGarbageAreAnswered(t *testing.T) {
	n := season(t)
	said := n.quiet()
	random := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"", `"`, `W/"`, `""`, ",", ";q=", "*", "gzip", "GZIP;q=0.0001", "Mon, ", "31 Feb 2027", " 25:61:61 GMT", "-1", "99999999999999999999", "\t", "å", "\x7f", "Sun, 06 Nov 1994 08:49:37 GMT", strings.Repeat("9", 300)}
	names := []string{"If-None-Match", "If-Modified-Since", "Accept-Encoding", "Accept", "Range", "If-Range", "If-Match", "If-Unmodified-Since", "Cookie", "Accept-Language"}
	for i := range 10_000 {
		var header []string
		for range 1 + random.IntN(4) {
			value := ""
			for range random.IntN(5) {
				value += pieces[random.IntN(len(pieces))]
			}
			header = append(header, names[random.IntN(len(names))], value)
		}
		rec := n.send(http.MethodGet, "/tema/suicidprevention.ics", header...)
		if rec.Code != http.StatusOK && rec.Code != http.StatusNotModified {
			t.Fatalf("request %d, %q: %d", i, header, rec.Code)
		}
	}
	for i := range 10_000 {
		date := time.Unix(random.Int64N(1<<40)-1<<39, 0).UTC().Format(time.RFC1123Z)
		if rec := n.send(http.MethodGet, "/tema/suicidprevention.ics", "If-Modified-Since", date[:random.IntN(len(date)+1)]); rec.Code != http.StatusOK {
			t.Fatalf("request %d, %q: %d", i, date, rec.Code)
		}
	}
	if said.Len() > 0 {
		t.Errorf("the log says\n%s", said)
	}
	if built := n.feeds.Stats().Built; built != 1 {
		t.Errorf("built %d times", built)
	}
}
