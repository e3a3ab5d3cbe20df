package feed

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"encoding/xml"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ringain/meetings"
	"ringain/meetings/ical"
	"ringain/meetings/store"
)

// served is a feed as it was last served.
type served struct {
	body     []byte
	etag     string
	modified time.Time
}

// paths are the feeds that a story looks at, each with the themes whose meetings it holds.
func (s *story) paths() map[string][]string {
	gathered := []string{}
	themes, err := s.store.Themes(s.Context())
	s.must(err)
	for _, t := range themes {
		if t.Umbrella == s.nowOf("vatten")[0] {
			gathered = append(gathered, t.Slug)
		}
	}
	return map[string][]string{
		"/alla.ics":                     s.nowOf("floder", "sjoar", "berg"),
		"/tema/floder.ics":              s.nowOf("floder"),
		"/en/tema/floder.ics":           s.nowOf("floder"),
		"/en/tema/berg.ics":             s.nowOf("berg"),
		"/tema/vatten.ics":              gathered,
		"/kalender/" + s.token + ".ics": s.nowOf("floder", "berg"),
	}
}

// look looks at every feed.
func (s *story) look() {
	all, err := s.store.Meetings(s.Context(), store.Which{})
	s.must(err)
	for path, themes := range s.paths() {
		now := s.serve(path)
		events, err := strictly(now.body)
		if err != nil {
			s.Fatalf("after %q: %s: %v\n%s", s.done, path, err, now.body)
		}
		lang := meetings.PathLang(path)
		if diff := cmp.Diff(s.platformSays(all, lang, themes), told(events)); diff != "" {
			s.Fatalf("after %q: %s (-platform +feed):\n%s", s.done, path, diff)
		}
		s.compare(path, lang, now, events)
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
func (s *story) compare(path string, lang meetings.Lang, now served, events []strictEvent) {
	before, seen := s.seen[path]
	changed := !bytes.Equal(before.body, now.body)
	if seen && (now.modified.Before(before.modified) || changed && !now.modified.After(before.modified)) || changed == (before.etag == now.etag) {
		s.Fatalf("after %q: %s: changed is %v, Last-Modified was %v and is %v, ETag was %s and is %s\n%s", s.done, path, changed, before.modified, now.modified, before.etag, now.etag, cmp.Diff(string(before.body), string(now.body)))
	}
	s.seen[path] = now
	for _, e := range events {
		key := string(lang) + " " + e.value["UID"]
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

// platformSays is what a feed is to tell, in the words of a program that reads it: the
// meetings of its themes but drafts, from 400 days ago on, the cancelled ones from 30.
func (s *story) platformSays(all []meetings.Meeting, lang meetings.Lang, themes []string) (list []happening) {
	names := map[string]string{}
	known, err := s.store.Themes(s.Context())
	s.must(err)
	for _, t := range known {
		names[t.Slug] = t.Name.In(lang)
	}
	today := time.Date(s.now.In(ical.Stockholm()).Year(), s.now.In(ical.Stockholm()).Month(), s.now.In(ical.Stockholm()).Day(), 0, 0, 0, 0, ical.Stockholm())
	for _, m := range all {
		e := happening{UID: string(m.ID) + "@moten.example.org", Sequence: m.Sequence, Start: int64(m.Start) / 1000, End: int64(m.End()) / 1000,
			Stamp: int64(m.Changed) / 1000, Summary: m.Title.In(lang), Status: "CONFIRMED", URL: origin + lang.Path("/moten/"+m.Slug)}
		for _, t := range m.Themes {
			e.Categories = append(e.Categories, names[t])
		}
		days := 400
		if m.Status == meetings.Cancelled {
			days, e.Status, e.Summary = 30, "CANCELLED", map[meetings.Lang]string{meetings.SV: "INSTÄLLT: ", meetings.EN: "CANCELLED: "}[lang]+e.Summary
		} else if m.MovedFrom != 0 {
			e.Summary = map[meetings.Lang]string{meetings.SV: "FLYTTAT: ", meetings.EN: "MOVED: "}[lang] + e.Summary
		}
		old := m.End().In(ical.Stockholm()).Before(today.AddDate(0, 0, -days))
		if !old && slices.ContainsFunc(m.Themes, func(t string) bool { return slices.Contains(themes, t) }) {
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

// readBy has the programs read two of the feeds, at once, and looks at the other forms
// of one of them.
func (s *story) readBy(list []*program) {
	all, err := s.store.Meetings(s.Context(), store.Which{})
	s.must(err)
	s.otherForms(s.platformSays(all, meetings.SV, s.nowOf("floder")))
	for path, themes := range map[string][]string{"/alla.ics": s.nowOf("floder", "sjoar", "berg"), "/en/tema/floder.ics": s.nowOf("floder")} {
		want, feed := s.platformSays(all, meetings.PathLang(path), themes), s.seen[path].body
		wrong := make([]string, len(list))
		var asking sync.WaitGroup
		for i, p := range list {
			asking.Go(func() {
				want := slices.Clone(want)
				got, err := p.read(feed)
				withoutBackslashes(want) // before an n, node-ical and icalendar take one for a line break
				withoutBackslashes(got.Events)
				for i := range got.Events {
					e := &got.Events[i]
					e.Location, e.Description, e.Categories, e.Conference = "", "", nil, nil
				}
				for i := range want {
					want[i].Categories = nil
				}
				if err != nil {
					wrong[i] = p.name + ": " + err.Error()
				} else if diff := cmp.Diff(want, got.Events, cmpopts.EquateEmpty()); diff != "" {
					wrong[i] = p.name + " (-platform +program):\n" + diff
				}
			})
		}
		asking.Wait()
		for _, say := range wrong {
			if say != "" {
				s.Fatalf("after %q: %s: %s\n%s", s.done, path, say, feed)
			}
		}
	}
}

func withoutBackslashes(list []happening) {
	for i := range list {
		list[i].Summary = strings.NewReplacer("\\n", "", "\\N", "", "\n", "", "\\", "").Replace(list[i].Summary)
	}
}

// otherForms holds the JSON Feed and the Atom of a theme against what the platform says.
func (s *story) otherForms(want []happening) {
	var feed struct {
		Items []struct{ ID, Title, URL string }
	}
	if err := json.Unmarshal(s.serve("/tema/floder.json").body, &feed); err != nil || len(feed.Items) != len(want) {
		s.Fatalf("after %q: the JSON Feed has %d of %d meetings: %v", s.done, len(feed.Items), len(want), err)
	}
	var entries struct {
		Entries []struct {
			Title string `xml:"title"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(s.serve("/tema/floder.atom").body, &entries); err != nil || len(entries.Entries) != len(want) {
		s.Fatalf("after %q: the Atom has %d of %d meetings: %v", s.done, len(entries.Entries), len(want), err)
	}
	for i, x := range feed.Items {
		if x.ID != want[i].UID || x.Title != want[i].Summary || x.URL != want[i].URL || entries.Entries[i].Title != want[i].Summary {
			s.Fatalf("after %q: %+v and %+v, want %+v", s.done, x, entries.Entries[i], want[i])
		}
	}
}
