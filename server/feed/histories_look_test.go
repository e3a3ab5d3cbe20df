package feed

import (
	"bytes"
	"compress/gzip"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/meetings/ical"
	"ringain/meetings/store"
)

// served is a feed as it was last served, and what it was to say.
type served struct {
	body     []byte
	etag     string
	modified time.Time
	says     []happening
}

// looked is a feed that a story looks at, and which meetings it holds.
type looked struct {
	path   string
	themes []string // those of these; nil for any
	but    func(meetings.Meeting) bool
	ever   bool // however old
}

func draft(m meetings.Meeting) bool     { return m.Status == meetings.Draft }
func cancelled(m meetings.Meeting) bool { return m.Status == meetings.Cancelled || draft(m) }
func nothing(meetings.Meeting) bool     { return false }

// feeds are the feeds that a story looks at: six, and one of the rarer ones.
func (s *story) feeds(known []meetings.Theme, all []meetings.Meeting) []looked {
	gathered := []string{}
	for _, t := range known {
		if t.Umbrella == s.nowOf("vatten")[0] {
			gathered = append(gathered, t.Slug)
		}
	}
	list := []looked{
		{path: "/alla.ics", but: draft},
		{path: "/tema/floder.ics", themes: s.nowOf("floder"), but: draft},
		{path: "/en/tema/floder.ics", themes: s.nowOf("floder"), but: draft},
		{path: "/en/tema/berg.ics", themes: s.nowOf("berg"), but: draft},
		{path: "/tema/vatten.ics", themes: gathered, but: draft},
		{path: "/kalender/" + s.token + ".ics", themes: s.nowOf("floder", "berg"), but: draft},
	}
	switch s.rarer {
	case "private":
		list = append(list, looked{path: "/planera/kalender/" + s.secret + ".ics", but: nothing})
	case "webinars":
		list = append(list, looked{path: "/en/webbinarier.ics", but: func(m meetings.Meeting) bool { return m.Kind != meetings.Webinar || draft(m) }})
	case "without cancelled":
		list = append(list, looked{path: "/tema/berg.ics?installda=dolj", themes: s.nowOf("berg"), but: cancelled})
	case "alarm":
		list = append(list, looked{path: "/alla.ics?paminn=30", but: draft})
	case "single":
		for _, m := range all {
			if !draft(m) {
				list = append(list, looked{path: "/moten/" + m.Slug + ".ics", but: func(o meetings.Meeting) bool { return o.ID != m.ID }, ever: true})
				break
			}
		}
	}
	return list
}

// look looks at every feed.
func (s *story) look() {
	all, err := s.store.Meetings(s.Context(), store.Which{Drafts: true})
	s.must(err)
	known, err := s.store.Themes(s.Context())
	s.must(err)
	s.looked = nil
	for path := range s.seen { // a date that was withdrawn before anybody was told of it is no more
		of := func(m meetings.Meeting) bool { return path == "/moten/"+m.Slug+".ics" }
		if strings.HasPrefix(path, "/moten/") && !slices.ContainsFunc(all, of) {
			delete(s.seen, path)
		}
	}
	for _, feed := range s.feeds(known, all) {
		s.looked = append(s.looked, feed.path)
		now := s.serve(feed.path)
		events, err := strictly(now.body)
		if err != nil {
			s.Fatalf("after %q: %s: %v\n%s", s.done, feed.path, err, now.body)
		}
		now.says = s.platformSays(all, known, feed)
		if diff := cmp.Diff(now.says, told(events)); diff != "" {
			s.Fatalf("after %q: %s (-platform +feed):\n%s", s.done, feed.path, diff)
		}
		s.compare(feed.path, now, events)
	}
}

// serve asks both nodes for a feed, plain and gzip, with and without the tag it has.
func (s *story) serve(path string) (now served) {
	ask := func(node int, header ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, origin+path, nil)
		for i := 0; i+1 < len(header); i += 2 {
			r.Header.Add(header[i], header[i+1])
		}
		rec := httptest.NewRecorder()
		s.nodes[node].ServeHTTP(rec, r)
		return rec
	}
	a, b := ask(0), ask(1)
	packed, other := ask(0, "Accept-Encoding", "gzip"), ask(1, "Accept-Encoding", "gzip")
	if a.Code != http.StatusOK || !bytes.Equal(a.Body.Bytes(), b.Body.Bytes()) || !maps.EqualFunc(a.Header(), b.Header(), slices.Equal) ||
		!bytes.Equal(packed.Body.Bytes(), other.Body.Bytes()) || !maps.EqualFunc(packed.Header(), other.Header(), slices.Equal) {
		s.Fatalf("after %q: %s: %d; two nodes differ:\n%v\n%v\n%s", s.done, path, a.Code, a.Header(), b.Header(), cmp.Diff(a.Body.String(), b.Body.String()))
	}
	z, err := gzip.NewReader(packed.Body)
	s.must(err)
	if text, err := io.ReadAll(z); err != nil || !bytes.Equal(text, a.Body.Bytes()) {
		s.Fatalf("after %q: %s: gzip holds something else: %v", s.done, path, err)
	}
	now.body, now.etag = a.Body.Bytes(), a.Header().Get("ETag")
	now.modified, err = http.ParseTime(a.Header().Get("Last-Modified"))
	s.must(err)
	before, seen := s.seen[path]
	if code := ask(0, "If-None-Match", before.etag).Code; seen && (code == http.StatusNotModified) != bytes.Equal(before.body, now.body) {
		s.Fatalf("after %q: %s: whoever has the last one is answered %d", s.done, path, code)
	}
	return now
}

// compare holds a feed against what it was before.
func (s *story) compare(path string, now served, events []strictEvent) {
	before, seen := s.seen[path]
	changed := !bytes.Equal(before.body, now.body)
	if seen && (now.modified.Before(before.modified) || changed && !now.modified.After(before.modified)) || changed == (before.etag == now.etag) {
		s.Fatalf("after %q: %s: changed is %v, Last-Modified was %v and is %v, ETag was %s and is %s\n%s", s.done, path, changed, before.modified, now.modified, before.etag, now.etag, cmp.Diff(string(before.body), string(now.body)))
	}
	s.seen[path] = now
	_, variant, _ := strings.Cut(path, "?")
	for _, e := range events {
		key := string(meetings.PathLang(path)) + variant + " " + e.value["UID"]
		was, seen := s.events[key]
		same := was.raw == e.raw
		raised := e.sequence > was.sequence && e.stamp > was.stamp && e.modified > was.modified
		kept := e.sequence == was.sequence && e.stamp == was.stamp && e.modified == was.modified
		if seen && (same != kept || !same && !raised) {
			s.Fatalf("after %q: %s: the event was\n%s\nand is\n%s", s.done, path, was.raw, e.raw)
		}
		s.events[key] = e
	}
}

// platformSays is what a feed is to tell, in the words of a program that reads it: its
// meetings from 400 days ago on, the cancelled ones from 30.
func (s *story) platformSays(all []meetings.Meeting, known []meetings.Theme, feed looked) (list []happening) {
	names, lang := map[string]string{}, meetings.PathLang(feed.path)
	for _, t := range known {
		names[t.Slug] = t.Name.In(lang)
	}
	year, month, day := s.now.In(ical.Stockholm()).Date()
	for _, m := range all {
		e := happening{UID: string(m.ID) + "@moten.example.org", Sequence: m.Sequence, Start: int64(m.Start) / 1000, End: int64(m.End()) / 1000,
			Stamp: int64(m.Changed) / 1000, Summary: m.Title.In(lang), Status: "CONFIRMED", URL: origin + lang.Path("/moten/"+m.Slug)}
		for _, t := range m.Themes {
			e.Categories = append(e.Categories, names[t])
		}
		if m.Kind.Listens() {
			e.Categories = append(e.Categories, m.Kind.Name().In(lang))
		}
		days, prefix := 400, meetings.Text{}
		switch {
		case m.Status == meetings.Cancelled:
			days, e.Status, prefix = 30, "CANCELLED", meetings.Text{SV: "INSTÄLLT: ", EN: "CANCELLED: "}
		case m.Status == meetings.Draft:
			e.Status, prefix = "TENTATIVE", meetings.Text{SV: "UTKAST: ", EN: "DRAFT: "}
		case m.MovedFrom != 0:
			prefix = meetings.Text{SV: "FLYTTAT: ", EN: "MOVED: "}
		}
		e.Summary = prefix.In(lang) + e.Summary
		old := !feed.ever && m.End().In(ical.Stockholm()).Before(time.Date(year, month, day-days, 0, 0, 0, 0, ical.Stockholm()))
		of := feed.themes == nil || slices.ContainsFunc(m.Themes, func(t string) bool { return slices.Contains(feed.themes, t) })
		if of && !old && !feed.but(m) {
			list = append(list, e)
		}
	}
	return list
}

func told(events []strictEvent) (list []happening) {
	for _, e := range events {
		list = append(list, happening{UID: e.value["UID"], Sequence: e.sequence, Start: e.start, End: e.end, Stamp: e.stamp,
			Summary: e.value["SUMMARY"], Status: e.value["STATUS"], URL: e.value["URL"], Categories: e.list["CATEGORIES"]})
	}
	return list
}

// withoutDatabase has one node start without database, of what the other one kept: every
// feed that was looked at is the same there.
func (s *story) withoutDatabase() {
	s.nodes[0].feeds.keep()
	s.start(1, nil)
	for path := range s.seen {
		s.serve(path)
	}
}
