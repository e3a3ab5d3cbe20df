package meetings_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/meetings/sample"
)

// springSeries is a series of the sample season, as it is before anything was chosen.
func springSeries(t *testing.T, slug string) meetings.Series {
	t.Helper()
	p, err := sample.Season()
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(p.Series, func(s meetings.Series) bool { return s.Slug == slug })
	s := p.Series[at]
	s.ID, s.Skips = meetings.ID(slug), nil
	return s
}

func previewOf(t *testing.T, s meetings.Series, others []meetings.Meeting, day string) meetings.PreviewDate {
	t.Helper()
	dates, err := meetings.Preview(s, others)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(dates, func(p meetings.PreviewDate) bool { return p.Date == date(t, day) })
	if at < 0 {
		t.Fatalf("%s is not shown", day)
	}
	return dates[at]
}

func TestThePreviewShowsHolidaysAndClockChanges(t *testing.T) {
	monday, thursday, tuesday := springSeries(t, "migration-och-psykisk-halsa"), springSeries(t, "suicidprevention"), springSeries(t, "barn-och-unga")
	for _, row := range []struct {
		name, day string
		series    meetings.Series
		week      int
		holiday   string
		suggest   meetings.Choice
		shifted   bool
	}{
		{"a red day after the clock change", "2027-03-29", monday, 13, "annandag påsk", meetings.SkipDate, true},
		{"a red day", "2027-05-06", thursday, 18, "Kristi himmelsfärdsdag", meetings.SkipDate, false},
		{"a half day", "2027-03-25", thursday, 12, "skärtorsdagen", meetings.KeepDate, false},
		{"a day in the week after the clock change", "2027-03-30", tuesday, 13, "", meetings.KeepDate, true},
		{"a week later", "2027-04-06", tuesday, 14, "", meetings.KeepDate, false},
		{"an ordinary day", "2027-03-23", tuesday, 12, "", meetings.KeepDate, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			p := previewOf(t, row.series, nil, row.day)
			got := struct {
				Week    int
				Holiday string
				Suggest meetings.Choice
				Shifted bool
			}{p.Week, "", p.Suggest, p.Shifted}
			if p.Holiday != nil {
				got.Holiday = p.Holiday.Name.SV
			}
			if got.Week != row.week || got.Holiday != row.holiday || got.Suggest != row.suggest || got.Shifted != row.shifted {
				t.Errorf("got %+v, want %+v", got, row)
			}
		})
	}
}

func TestThePreviewShowsClashesWithOtherSeriesButNotWithItself(t *testing.T) {
	p, err := sample.Season()
	if err != nil {
		t.Fatal(err)
	}
	rooms, err := p.Rooms(1)
	if err != nil {
		t.Fatal(err)
	}
	var planned []meetings.Meeting
	for _, r := range rooms {
		planned = append(planned, r.Meeting)
	}
	digital := springSeries(t, "digitala-losningar")
	digital.Start += 30
	if clashes := previewOf(t, digital, planned, "2027-01-27").Clashes; len(clashes) != 0 {
		t.Errorf("clashes with its own meeting %s", clashes[0].Slug)
	}
	digital.Rule = "FREQ=WEEKLY;BYDAY=WE"
	clashes := previewOf(t, digital, planned, "2027-02-03").Clashes
	if len(clashes) != 1 || clashes[0].Slug != "vuxna-och-aldre-2027-02-03" {
		t.Errorf("clashes are %v", clashes)
	}
}

func TestASkippedDateStaysInThePreview(t *testing.T) {
	s := springSeries(t, "barn-och-unga")
	s.Skips = []meetings.Skip{{Date: date(t, "2027-02-16"), Because: meetings.Text{SV: "Sportlov"}}}
	if p := previewOf(t, s, nil, "2027-02-16"); p.Suggest != meetings.SkipDate || p.Holiday != nil {
		t.Errorf("got %+v", p)
	}
}

func TestTheChoicesOfTheSampleSeason(t *testing.T) {
	thursday, moves, err := meetings.Choose(springSeries(t, "suicidprevention"), []meetings.Chosen{
		{Date: date(t, "2027-05-06"), Choice: meetings.SkipDate},
		{Date: date(t, "2027-03-25"), Choice: meetings.KeepDate},
	})
	if err != nil || len(moves) != 0 {
		t.Fatal(moves, err)
	}
	want := []meetings.Skip{{Date: date(t, "2027-05-06"), Because: meetings.Text{SV: "Kristi himmelsfärdsdag", EN: "Ascension Day"}}}
	if diff := cmp.Diff(want, thursday.Skips); diff != "" {
		t.Error(diff)
	}

	monday, moves, err := meetings.Choose(springSeries(t, "migration-och-psykisk-halsa"), []meetings.Chosen{
		{Date: date(t, "2027-03-29"), Choice: meetings.MoveDate, To: date(t, "2027-04-01")},
	})
	if err != nil || len(monday.Skips) != 0 {
		t.Fatal(monday.Skips, err)
	}
	wantMoves := []meetings.DateMoved{{Date: date(t, "2027-03-29"), Move: meetings.MoveMeeting{
		Start:  1_806_573_600_000, // 1 April, 10:00 UTC
		Reason: meetings.Text{SV: "Annandag påsk", EN: "Easter Monday"},
	}}}
	if diff := cmp.Diff(wantMoves, moves); diff != "" {
		t.Error(diff)
	}
}

func TestAKeptDateIsNoLongerSkippedAndOthersStayAsTheyWere(t *testing.T) {
	s := springSeries(t, "barn-och-unga")
	s.Skips = []meetings.Skip{{Date: date(t, "2027-02-16"), Because: meetings.Text{SV: "Sportlov"}}, {Date: date(t, "2027-04-06"), Because: meetings.Text{SV: "Resdag"}}}
	chosen, _, err := meetings.Choose(s, []meetings.Chosen{
		{Date: date(t, "2027-04-06"), Choice: meetings.KeepDate},
		{Date: date(t, "2027-01-19"), Choice: meetings.SkipDate, Because: meetings.Text{SV: " Konferens "}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []meetings.Skip{{Date: date(t, "2027-01-19"), Because: meetings.Text{SV: "Konferens"}}, s.Skips[0]}
	if diff := cmp.Diff(want, chosen.Skips); diff != "" {
		t.Error(diff)
	}
	if len(s.Skips) != 2 || s.Skips[1].Because.SV != "Resdag" {
		t.Error("the series it was called on has changed")
	}
}

func TestAChoiceThatCannotBeIsRefused(t *testing.T) {
	for _, row := range []struct {
		name, field string
		choice      meetings.Chosen
	}{
		{"no such date", "date", meetings.Chosen{Date: date(t, "2027-03-31"), Choice: meetings.SkipDate}},
		{"a skip on an ordinary day without a reason", "because", meetings.Chosen{Date: date(t, "2027-03-23"), Choice: meetings.SkipDate}},
		{"a move to nowhere", "to", meetings.Chosen{Date: date(t, "2027-04-06"), Choice: meetings.MoveDate, Because: meetings.Text{SV: "Resdag"}}},
		{"a move to another date of the series", "to", meetings.Chosen{Date: date(t, "2027-04-06"), To: date(t, "2027-04-13"), Choice: meetings.MoveDate, Because: meetings.Text{SV: "Resdag"}}},
		{"no choice at all", "to", meetings.Chosen{Date: date(t, "2027-04-06"), To: date(t, "2027-04-07"), Because: meetings.Text{SV: "Resdag"}}},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, _, err := meetings.Choose(springSeries(t, "barn-och-unga"), []meetings.Chosen{row.choice})
			wantRefusal(t, row.name, err, row.field)
		})
	}
}
