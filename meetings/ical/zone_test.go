package ical

import (
	"strings"
	"testing"
	"time"

	goical "github.com/emersion/go-ical"

	"ringain/meetings"
)

// change is one change of clocks.
type change struct {
	at           time.Time
	before, then int // seconds east of UTC
	name         string
}

// written returns the changes of clocks that the VTIMEZONE gives until the end of a
// year, as a reader works them out.
func written(t *testing.T, year int) map[int64]change {
	t.Helper()
	cal, err := goical.NewDecoder(strings.NewReader("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + vtimezone() + "END:VCALENDAR\r\n")).Decode()
	if err != nil {
		t.Fatal(err)
	}
	all := map[int64]change{}
	for _, part := range cal.Children[0].Children {
		seconds := func(name string) int {
			at, err := time.Parse("-0700", part.Props.Get(name).Value)
			if err != nil {
				t.Fatal(err)
			}
			_, east := at.Zone()
			return east
		}
		from, to := seconds("TZOFFSETFROM"), seconds("TZOFFSETTO")
		start, err := part.Props.Get("DTSTART").DateTime(time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		rule, err := part.Props.RecurrenceRule()
		if err != nil {
			t.Fatal(err)
		}
		rule.Dtstart = start
		rule.Until = time.Date(year, time.December, 31, 0, 0, 0, 0, time.UTC)
		set, err := part.RecurrenceSet(time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		for _, shown := range set.Between(start, rule.Until, true) {
			at := shown.Add(-time.Duration(from) * time.Second)
			all[at.Unix()] = change{at, from, to, part.Props.Get("TZNAME").Value}
		}
	}
	return all
}

func TestTheZoneIsThatOfTheTimeZoneData(t *testing.T) {
	const last = 2037
	got := written(t, last)
	loc := Stockholm()
	at, count := time.Date(1996, time.January, 1, 0, 0, 0, 0, time.UTC), 0
	for {
		_, end := at.In(loc).ZoneBounds()
		if end.IsZero() || end.UTC().Year() > last {
			break
		}
		_, before := end.Add(-time.Second).Zone()
		name, then := end.Zone()
		if want, is := (change{end.UTC(), before, then, name}), got[end.Unix()]; is != want {
			t.Errorf("at %v the data say %v, the VTIMEZONE %v", end.UTC(), want, is)
		}
		at, count = end, count+1
	}
	if want := 2 * (last - 1996 + 1); count != want || len(got) != want {
		t.Errorf("the data have %d changes, the VTIMEZONE %d, and there should be %d", count, len(got), want)
	}
}

func TestATimeThatClocksShowTwiceIsWrittenInUTC(t *testing.T) {
	change := time.Date(2027, time.October, 31, 1, 0, 0, 0, time.UTC) // 03:00 becomes 02:00
	for _, row := range []struct {
		name    string
		start   time.Time
		minutes int
		zone    string
		want    string
	}{
		{"the first 02:00", change.Add(-time.Hour), 45, zone, "UTC"},
		{"an end the first time", change.Add(-90 * time.Minute), 45, zone, "UTC"},
		{"the second 02:00", change, 45, zone, "UTC"},
		{"an end the second time", change.Add(-30 * time.Minute), 45, zone, "UTC"},
		{"an hour later", change.Add(time.Hour), 45, zone, zone},
		{"spring", time.Date(2027, time.March, 28, 0, 30, 0, 0, time.UTC), 60, zone, zone},
		{"before the VTIMEZONE", time.Date(1995, time.July, 1, 10, 0, 0, 0, time.UTC), 45, zone, "UTC"},
		{"another zone", change, 45, "Europe/Helsinki", "UTC"},
		{"no zone", change.Add(-72 * time.Hour), 45, "", "UTC"},
	} {
		m := meetings.Meeting{Start: meetings.At(row.start), Minutes: row.minutes, Zone: row.zone}
		if got := clock(m).String(); got != row.want {
			t.Errorf("%s: written by %s, want %s", row.name, got, row.want)
		}
	}
}
