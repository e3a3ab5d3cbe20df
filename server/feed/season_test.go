package feed

import (
	"testing"
	"time"

	"ringain/meetings"
)

func day(text string) meetings.Date {
	d, _ := meetings.ParseDate(text)
	return d
}

// on is a meeting at noon in Stockholm on a day.
func on(text string, status meetings.Status) *entry {
	start := begins(day(text)).Add(12 * time.Hour)
	return newEntry(meetings.Room{Meeting: meetings.Meeting{ID: meetings.ID(text), Status: status, Start: start, Minutes: 45, Zone: "Europe/Stockholm"}})
}

func TestAMeetingIsHeldForItsDays(t *testing.T) {
	for _, row := range []struct {
		name, meeting string
		status        meetings.Status
		today         string
		held          bool
		left          string // since when not
	}{
		{"to come", "2031-01-01", meetings.Planned, "2027-01-01", true, ""},
		{"to come, cancelled", "2031-01-01", meetings.Cancelled, "2027-01-01", true, ""},
		{"today", "2027-01-01", meetings.Planned, "2027-01-01", true, ""},
		{"400 days ago", "2026-01-01", meetings.Planned, "2027-02-05", true, ""},
		{"401 days ago", "2026-01-01", meetings.Planned, "2027-02-06", false, "2027-02-06"},
		{"long ago", "2022-01-26", meetings.Planned, "2027-01-01", false, "2023-03-03"},
		{"cancelled 30 days ago", "2027-01-01", meetings.Cancelled, "2027-01-31", true, ""},
		{"cancelled 31 days ago", "2027-01-01", meetings.Cancelled, "2027-02-01", false, "2027-02-01"},
		{"a draft", "2027-01-01", meetings.Draft, "2027-01-01", false, ""},
	} {
		in, left := held([]*entry{on(row.meeting, row.status)}, day(row.today), false)
		want := meetings.Instant(0)
		if row.left != "" {
			want = begins(day(row.left))
		}
		if (len(in) == 1) != row.held || left != want {
			t.Errorf("%s: held %v since %d, want %v since %d", row.name, len(in) == 1, left, row.held, want)
		}
	}
}

func TestABreakIsSaidInTheName(t *testing.T) {
	spring := []*entry{on("2027-06-01", meetings.Planned), on("2027-06-15", meetings.Planned)}
	autumn := append(spring[:2:2], on("2027-09-07", meetings.Planned))
	year := append(spring[:2:2], on("2028-01-11", meetings.Planned))
	withdrawn := append(spring[:2:2], on("2027-07-01", meetings.Cancelled))
	for _, row := range []struct {
		name  string
		list  []*entry
		today string
		lang  meetings.Lang
		say   string
		since string
	}{
		{"nothing ever", nil, "2027-06-15", meetings.SV, "", ""},
		{"before the first", spring, "2027-01-01", meetings.SV, "", ""},
		{"between two", spring, "2027-06-08", meetings.SV, "", ""},
		{"on the last day", spring, "2027-06-15", meetings.SV, "", ""},
		{"the day after", spring, "2027-06-16", meetings.SV, " – uppehåll", "2027-06-16"},
		{"long after", spring, "2028-01-16", meetings.EN, " – on a break", "2027-06-16"},
		{"a cancelled one does not count", withdrawn, "2027-06-20", meetings.SV, " – uppehåll", "2027-06-16"},
		{"until autumn", autumn, "2027-06-16", meetings.SV, " – uppehåll till 7 september", "2027-06-16"},
		{"until autumn, in English", autumn, "2027-09-06", meetings.EN, " – on a break until 7 September", "2027-06-16"},
		{"until next year", year, "2027-12-31", meetings.SV, " – uppehåll till 11 januari 2028", "2027-06-16"},
		{"until next year, in that year", year, "2028-01-10", meetings.SV, " – uppehåll till 11 januari 2028", "2027-06-16"},
		{"on again", autumn, "2027-09-07", meetings.SV, "", "2027-09-07"},
		{"the next day it is over for good", autumn, "2027-09-08", meetings.SV, " – uppehåll", "2027-09-08"},
		{"on again and more to come", append(autumn[:3:3], on("2027-09-21", meetings.Planned)), "2027-09-10", meetings.SV, "", "2027-09-07"},
	} {
		say, since := pause(row.lang, row.list, day(row.today))
		want := meetings.Instant(0)
		if row.since != "" {
			want = begins(day(row.since))
		}
		if say != row.say || since != want {
			t.Errorf("%s: %q since %d, want %q since %d", row.name, say, since, row.say, want)
		}
	}
}
