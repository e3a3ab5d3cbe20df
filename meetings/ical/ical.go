// Package ical writes meetings as iCalendar (RFC 5545, RFC 7986), for calendar apps
// that read a feed for years.
//
// [Event] writes one meeting as one VEVENT, complete by itself; a calendar is any number
// of such events in a [Frame]. So a meeting that cannot be written is left out alone, and
// a change of one meeting costs one event and a join of bytes.
//
// What is written is a function of what is given, and of nothing else: no clock, no
// identity is made here, and the running of a meeting does not show. The same
// meeting has the same bytes in every feed of a language, on every node.
//
//   - One VEVENT for each date. There is no RRULE, EXDATE or RECURRENCE-ID, which
//     readers understand in several ways. The UID is the meeting's for life, so a
//     moved meeting moves, and one that is cancelled says so and stays.
//   - SEQUENCE, DTSTAMP and LAST-MODIFIED are the meeting's revision, which every
//     visible change raises.
//   - Times are written by the clock of Europe/Stockholm with a fixed VTIMEZONE. Those
//     of a meeting held in another zone, and those that a Swedish clock shows twice
//     in autumn, are written in UTC: since every event is one date, nothing drifts.
//   - No METHOD (it would need an ORGANIZER), no UID of the calendar (some readers
//     take it for that of every event), no ATTENDEE, and no VALARM but where a reader
//     has asked for one ([Alarm]).
//   - Lines end in CRLF and are at most 75 octets, folded between graphemes.
//
// Everything that go-ical would write wrongly is kept from it by the setters in
// prop.go, which are the only way in.
package ical

import (
	"fmt"
	"slices"
	"strings"

	"ringain/meetings"
)

// Options say in which words and under which addresses meetings are written. They
// are the same for every event of a feed.
type Options struct {
	Lang   meetings.Lang
	Origin string                   // what addresses begin with, such as https://moten.example.org
	Host   string                   // ends every UID, for life
	Themes map[string]meetings.Text // the names of the themes, by slug
}

// Head is what a calendar says of itself.
type Head struct {
	Name   string // what apps show in their list of calendars
	About  string // may be empty
	Colour string // one of [Colours], or empty
	Feed   string // path of the feed in the language, such as /tema/suicidprevention.ics
	Page   string // path of the page about the same
}

// Colours returns the colours a calendar may have: names in CSS, in a fixed order.
func Colours() []string {
	return []string{"steelblue", "seagreen", "chocolate", "slateblue", "teal", "firebrick", "olivedrab", "mediumvioletred"}
}

// hex returns a colour as Apple reads it. CSS Color Module Level 4, 6.1.
func hex(colour string) string {
	return map[string]string{
		"steelblue": "#4682B4", "seagreen": "#2E8B57", "chocolate": "#D2691E", "slateblue": "#6A5ACD",
		"teal": "#008080", "firebrick": "#B22222", "olivedrab": "#6B8E23", "mediumvioletred": "#C71585",
	}[colour]
}

// Frame is what stands before and after the events of a calendar, which is complete, and
// valid, without any event too.
func Frame(o Options, h Head) (head, tail []byte, err error) {
	p := newProps(headOnly)
	p.word("VERSION", "2.0")
	p.text("PRODID", "-//ringain//ringain//"+strings.ToUpper(string(o.Lang)))
	p.word("CALSCALE", "GREGORIAN")
	p.text("NAME", h.Name)
	p.text("X-WR-CALNAME", h.Name)
	p.text("X-WR-CALDESC", h.About)
	p.word("X-WR-TIMEZONE", zone)
	if c := hex(h.Colour); c != "" {
		p.word("COLOR", h.Colour)
		p.word("X-APPLE-CALENDAR-COLOR", c)
	}
	// RFC 7986, 5.7 and 5.8: these two have no default type.
	p.uri("SOURCE", o.Origin+h.Feed, "VALUE", "URI")
	p.uri("URL", o.Origin+h.Page)
	p.word("REFRESH-INTERVAL", "PT1H", "VALUE", "DURATION")
	p.word("X-PUBLISHED-TTL", "PT1H")
	props, err := p.encode()
	if err != nil {
		return nil, nil, err
	}
	return slices.Concat([]byte("BEGIN:VCALENDAR\r\n"), props, []byte(vtimezone())), []byte("END:VCALENDAR\r\n"), nil
}

// Alarm is an alarm so many minutes before an event, to be put before its last line.
// RFC 5545, 3.6.6.
func Alarm(lang meetings.Lang, minutes int) []byte {
	return fmt.Appendf(nil, "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT%dM\r\nDESCRIPTION:%s\r\nEND:VALARM\r\n",
		minutes, fmt.Sprintf(say(lang, "Mötet börjar om %d minuter", "The meeting begins in %d minutes"), minutes))
}
