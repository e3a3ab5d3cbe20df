package feed

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// readBy has the programs read the feeds just looked at, those that have changed since
// they last did.
func (s *story) readBy(list []*program) {
	changed := map[string]served{}
	for _, path := range s.looked {
		if now := s.seen[path]; s.read[path] != now.etag {
			s.read[path], changed[path] = now.etag, now
		}
	}
	wrong := make([]string, len(list))
	var reading sync.WaitGroup
	for i, p := range list {
		reading.Go(func() {
			for path, now := range changed {
				wrong[i] += p.readsOtherwise(path, now)
			}
		})
	}
	reading.Wait()
	if say := strings.Join(wrong, ""); say != "" {
		s.Fatalf("after %q: %s", s.done, say)
	}
}

// readsOtherwise says in what the program reads a feed otherwise than the platform says.
func (p *program) readsOtherwise(path string, feed served) string {
	got, err := p.read(feed.body)
	if err != nil {
		return fmt.Sprintf("%s cannot read %s: %v\n%s", p.name, path, err, feed.body)
	}
	want := slices.Clone(feed.says)
	withoutBackslashes(want) // before an n, node-ical and icalendar take one for a line break
	withoutBackslashes(got.Events)
	ours := cmpopts.IgnoreFields(happening{}, "Location", "Description", "Categories", "Conference")
	if diff := cmp.Diff(want, got.Events, ours, cmpopts.EquateEmpty()); diff != "" {
		return fmt.Sprintf("%s reads %s otherwise (-platform +program):\n%s\n%s", p.name, path, diff, feed.body)
	}
	return ""
}

func withoutBackslashes(list []happening) {
	for i := range list {
		list[i].Summary = strings.NewReplacer("\\n", "", "\\N", "", "\n", "", "\\", "").Replace(list[i].Summary)
	}
}

// otherForms holds the JSON Feed and the Atom of a theme against what the platform says.
func (s *story) otherForms() {
	want := s.seen["/tema/floder.ics"].says
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
