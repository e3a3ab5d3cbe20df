package ical

import (
	"strings"
	"sync"
	"time"

	"ringain/meetings"
)

// zone is the zone by whose clock meetings are written.
const zone = "Europe/Stockholm"

// stockholm is Europe/Stockholm since the spring of 1996: one rule for each change of
// clocks, which is what every reader understands. RFC 5545, 3.6.5.
const stockholm = `BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE
`

func vtimezone() string { return strings.ReplaceAll(stockholm, "\n", "\r\n") }

// Stockholm returns the zone by whose clock meetings are written and days begin.
func Stockholm() *time.Location { return read() }

// read reads the zone once: it is asked for many times for every feed.
var read = sync.OnceValue(func() *time.Location { return meetings.Meeting{Zone: zone}.Location() })

// clock returns in which zone the times of a meeting are written: its own when that
// is Europe/Stockholm, and UTC otherwise. A time before the VTIMEZONE begins is written in UTC
// too, and so are both of two that a clock shows alike in autumn: such a time is the
// first of them (RFC 5545, 3.3.5), but some readers take it for the second.
func clock(m meetings.Meeting) *time.Location {
	loc := Stockholm()
	if m.Zone != zone || m.Start < meetings.At(time.Date(1996, time.March, 31, 1, 0, 0, 0, time.UTC)) {
		return time.UTC
	}
	for _, i := range []meetings.Instant{m.Start, m.End()} {
		shown := i.In(loc).Format(time.DateTime)
		if shown == i.Add(-time.Hour).In(loc).Format(time.DateTime) || shown == i.Add(time.Hour).In(loc).Format(time.DateTime) {
			return time.UTC
		}
	}
	return loc
}
