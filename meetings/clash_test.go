package meetings_test

import (
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/sample"
)

func TestMeetingsClashWhenEachBeginsBeforeTheOtherEnds(t *testing.T) {
	m := sample.World().Room.Meeting
	for _, row := range []struct {
		name    string
		later   time.Duration
		minutes int
		status  meetings.Status
		want    bool
	}{
		{"at the same time", 0, 45, meetings.Planned, true},
		{"in the middle of it", 10 * time.Minute, 5, meetings.Planned, true},
		{"around it", -time.Hour, 180, meetings.Planned, true},
		{"as it ends", 45 * time.Minute, 45, meetings.Planned, false},
		{"a minute before it ends", 44 * time.Minute, 45, meetings.Planned, true},
		{"ending as it begins", -time.Hour, 60, meetings.Planned, false},
		{"at the same time, cancelled", 0, 45, meetings.Cancelled, false},
		{"at the same time, a draft", 0, 45, meetings.Draft, true},
	} {
		t.Run(row.name, func(t *testing.T) {
			n := m
			n.ID, n.Start, n.Minutes, n.Status = "other", m.Start.Add(row.later), row.minutes, row.status
			if got := m.Overlaps(n); got != row.want || n.Overlaps(m) != got {
				t.Errorf("clashes: %t and %t, want %t", got, n.Overlaps(m), row.want)
			}
		})
	}
	if m.Overlaps(m) {
		t.Error("a meeting clashes with itself")
	}
}

func TestEveryClashIsToldOnce(t *testing.T) {
	w := sample.World()
	all := meetingsOf(t, w.Series)
	other := w.Series
	other.ID, other.Slug, other.Start = "lakes", "lakes", other.Start+30
	for _, m := range meetingsOf(t, other) {
		m.ID = "lakes-" + m.ID
		all = append(all, m)
	}
	clashes := meetings.Clashes(all, all)
	if len(clashes) != 5 {
		t.Errorf("%d clashes, want 5", len(clashes))
	}
	for _, c := range clashes {
		if c.A.Date != c.B.Date || c.A.Series == c.B.Series {
			t.Errorf("%s does not clash with %s", c.A.ID, c.B.ID)
		}
	}
}
