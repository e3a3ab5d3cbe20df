package meetings_test

import (
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/sample"
)

func TestThePhaseOfAMeeting(t *testing.T) {
	nothing := func(*meetings.Meeting) {}
	started := func(m *meetings.Meeting) { m.Started = m.Start.Add(-2 * time.Minute) }
	ended := func(m *meetings.Meeting) { started(m); m.Ended = m.Start.Add(40 * time.Minute) }
	cancelled := func(m *meetings.Meeting) { m.Status = meetings.Cancelled }
	for _, row := range []struct {
		name   string
		after  time.Duration // from the planned start; the meeting is 45 minutes
		change func(*meetings.Meeting)
		want   meetings.Phase
	}{
		{"long before", -24 * time.Hour, nothing, meetings.Ahead},
		{"just over half an hour before", -30*time.Minute - 1e6, nothing, meetings.Ahead},
		{"half an hour before", -30 * time.Minute, nothing, meetings.Soon},
		{"a moment before", -1e6, nothing, meetings.Soon},
		{"as it begins", 0, nothing, meetings.OnNow},
		{"started early", -time.Minute, started, meetings.OnNow},
		{"a moment before its planned end", 45*time.Minute - 1e6, nothing, meetings.OnNow},
		{"at its planned end, never started", 45 * time.Minute, nothing, meetings.Over},
		{"past its planned end, still on", 60 * time.Minute, started, meetings.OnNow},
		{"left on", 105 * time.Minute, started, meetings.Over},
		{"ended early", 41 * time.Minute, ended, meetings.Over},
		{"cancelled, before", -24 * time.Hour, cancelled, meetings.CallOff},
		{"cancelled, as it would have begun", 0, cancelled, meetings.CallOff},
		{"cancelled, long after", 24 * time.Hour, cancelled, meetings.CallOff},
	} {
		t.Run(row.name, func(t *testing.T) {
			m := sample.World().Room.Meeting
			row.change(&m)
			if got := m.Phase(m.Start.Add(row.after)); got != row.want {
				t.Errorf("is %s, want %s", got, row.want)
			}
		})
	}
}

func TestTheAddressThatDials(t *testing.T) {
	for _, row := range []struct{ phone, code, want string }{
		{"+46 8 465 004 10", "202712", "tel:+46846500410,,202712%23"},
		{"+46 (8) 465-004 10", "20 27 12", "tel:+46846500410,,202712%23"},
		{"+46 8 465 004 10", "", "tel:+46846500410"},
		{"+46 8 465 004 10", "1*23", "tel:+46846500410,,1*23%23"},
		{"", "202712", ""},
	} {
		if got := (meetings.Ways{Phone: row.phone, Code: row.code}).Dial(); got != row.want {
			t.Errorf("%q and %q dial %q, want %q", row.phone, row.code, got, row.want)
		}
	}
}

func TestTheDayOfAMeetingIsThatOfItsOwnZone(t *testing.T) {
	m := meetings.Meeting{Start: date(t, "2027-03-30").At(30, time.UTC), Minutes: 45, Zone: "America/New_York"}
	if m.Day() != date(t, "2027-03-29") {
		t.Errorf("is on %s", m.Day())
	}
	m.Zone = "Europe/Atlantis"
	if m.Day() != date(t, "2027-03-30") {
		t.Errorf("in an unknown zone is on %s", m.Day())
	}
	if m.End() != m.Start.Add(45*time.Minute) {
		t.Errorf("ends at %d", m.End())
	}
}
