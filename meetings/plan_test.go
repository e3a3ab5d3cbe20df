package meetings_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ringain/meetings"
	"ringain/meetings/sample"
)

func TestAWeeklyMeetingStaysAtNoonWhenClocksChange(t *testing.T) {
	plan, err := sample.World().Series.Expand()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, o := range plan {
		got = append(got, o.Start.In(time.UTC).Format("2 January 15:04"))
	}
	want := []string{"16 March 12:00", "23 March 12:00", "30 March 11:00", "6 April 11:00", "13 April 11:00"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestASkippedDateNeverBecomesAMeeting(t *testing.T) {
	s := sample.World().Series
	s.Skips = []meetings.Skip{{Date: date(t, "2027-03-30"), Because: meetings.Text{SV: "Påsklov"}}}
	plan, err := s.Expand()
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range plan {
		if o.Date == s.Skips[0].Date {
			t.Errorf("%s is skipped and planned", o.Date)
		}
	}
	if dates, err := s.Dates(); err != nil || len(dates) != len(plan)+1 {
		t.Errorf("%d dates, %d planned, %v; the rule still gives the skipped one", len(dates), len(plan), err)
	}
}

func TestASeriesThatCannotBeHeldIsRefused(t *testing.T) {
	for _, row := range []struct {
		name, field string
		change      func(*meetings.Series)
	}{
		{"unknown zone", "zone", func(s *meetings.Series) { s.Zone = "Europe/Atlantis" }},
		{"no zone", "zone", func(s *meetings.Series) { s.Zone = "" }},
		{"the zone of the machine", "zone", func(s *meetings.Series) { s.Zone = "Local" }},
		{"after midnight", "start", func(s *meetings.Series) { s.Start = 24 * 60 }},
		{"no time at all", "minutes", func(s *meetings.Series) { s.Minutes = 0 }},
		{"all day", "minutes", func(s *meetings.Series) { s.Minutes = 481 }},
		{"every date skipped", "skips", func(s *meetings.Series) {
			s.Until = s.First
			s.Skips = []meetings.Skip{{Date: s.First}}
		}},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := sample.World().Series
			row.change(&s)
			_, err := s.Expand()
			wantRefusal(t, row.name, err, row.field)
		})
	}
}

func TestEveryPlannedMeetingShowsTheClockOfTheSeries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anySeries(t)
		plan, err := s.Expand()
		if err != nil {
			return
		}
		for i, o := range plan {
			m := s.Meeting("id", o, 1)
			if i > 0 && o.Start <= plan[i-1].Start {
				t.Fatalf("%s does not come after %s", o.Date, plan[i-1].Date)
			}
			shown := o.Start.In(m.Location())
			if m.Day() != o.Date || meetings.Clock(shown.Hour()*60+shown.Minute()) != s.Start {
				if _, gap := shown.Zone(); gap == zoneBefore(shown) { // only an hour that clocks leave out may be shown as another
					t.Fatalf("%s at %s is shown as %s", o.Date, s.Start, shown)
				}
			}
		}
	})
}

func zoneBefore(t time.Time) int {
	_, offset := t.Add(-2 * time.Hour).Zone()
	return offset
}

func TestAMeetingIsMadeFromItsSeries(t *testing.T) {
	s := sample.World().Series
	s.Template = []meetings.Item{{Title: "Välkomna", Minutes: 3}, {Title: "Frågor"}}
	o := meetings.Occurrence{Date: date(t, "2027-03-30"), Start: 1_806_404_400_000}
	want := meetings.Meeting{
		ID: "m", Slug: "rivers-2027-03-30", Series: s.ID, Date: o.Date, Kind: meetings.Ordinary, Status: meetings.Planned,
		Themes: []string{"rivers"}, Title: s.Title, Start: o.Start, Minutes: 45, Zone: "Europe/Lisbon", Ways: s.Ways,
		Created: 7, Changed: 7,
	}
	if diff := cmp.Diff(want, s.Meeting("m", o, 7)); diff != "" {
		t.Error(diff)
	}
	agenda := meetings.Agenda{Items: []meetings.Item{{ID: "m.1", Title: "Välkomna", Minutes: 3}, {ID: "m.2", Title: "Frågor"}}}
	if diff := cmp.Diff(agenda, s.Agenda("m")); diff != "" {
		t.Error(diff)
	}
	if s.Template[0].ID != "" {
		t.Error("the template has been given an identity")
	}
}

func TestASeriesIsCleanedBeforeItIsKept(t *testing.T) {
	s := sample.World().Series
	s.Title.SV, s.Rule = " Floder \r\n i vår ", "rrule:freq=weekly;byday=tu"
	s.Ways.Phone = " +46 8 465 004 10"
	s.Template = []meetings.Item{{Title: " Välkomna "}}
	want := s
	want.Title.SV, want.Rule, want.Ways.Phone = "Floder i vår", "FREQ=WEEKLY;BYDAY=TU", "+46 8 465 004 10"
	want.Template = []meetings.Item{{Title: "Välkomna"}}
	got, err := s.Checked()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if s.Template[0].Title != " Välkomna " {
		t.Error("the series it was called on has changed")
	}
}

func TestASeriesThatCannotBeKeptIsRefused(t *testing.T) {
	for _, row := range []struct {
		name, field string
		change      func(*meetings.Series)
	}{
		{"no title", "title", func(s *meetings.Series) { s.Title = meetings.Text{SV: " "} }},
		{"no slug", "slug", func(s *meetings.Series) { s.Slug = "" }},
		{"a slug with letters that addresses escape", "slug", func(s *meetings.Series) { s.Slug = "äldre" }},
		{"a slug that leaves its folder", "slug", func(s *meetings.Series) { s.Slug = "../x" }},
		{"no theme", "themes", func(s *meetings.Series) { s.Themes = nil }},
		{"a link in the open", "link", func(s *meetings.Series) { s.Ways.Link = "http://x.example" }},
		{"a rule outside the subset", "rule", func(s *meetings.Series) { s.Rule = "FREQ=HOURLY" }},
		{"an item without a title", "title", func(s *meetings.Series) { s.Template = []meetings.Item{{}} }},
		{"too many items", "", func(s *meetings.Series) { s.Template = make([]meetings.Item, meetings.MaxItems+1) }},
		{"no dates", "until", func(s *meetings.Series) { s.Until = s.First.AddDays(-1) }},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := sample.World().Series
			row.change(&s)
			_, err := s.Checked()
			wantRefusal(t, row.name, err, row.field)
		})
	}
}

func TestEverySeriesOfTheSampleSeasonCanBeKept(t *testing.T) {
	p, err := sample.Season()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range p.Series {
		got, err := s.Checked()
		if err != nil {
			t.Errorf("%s: %v", s.Slug, err)
		}
		if diff := cmp.Diff(s, got); diff != "" {
			t.Error(diff)
		}
	}
}
