package ical

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"ringain/meetings"
)

var identity = regexp.MustCompile(`^[0-9A-Za-z._:-]{1,200}$`)

// UID returns the identity of a meeting in every calendar, for life.
func UID(m meetings.Meeting, host string) string { return string(m.ID) + "@" + host }

// Event writes one meeting as a VEVENT, with the lines BEGIN and END. What it cannot
// write it says in an error, and the meeting is left out of the calendar:
//
//   - one without an identity in ASCII, a start, a length or stamps;
//   - one under an address that is none.
//
// Texts are cleaned, never refused. A link that is no address is told in the
// description only.
func Event(r meetings.Room, o Options) (vevent []byte, err error) {
	m := r.Meeting
	defer meetings.Wrap(&err, "write the event of %s", m.Slug)
	if !identity.MatchString(string(m.ID)) || !identity.MatchString(o.Host) {
		return nil, fmt.Errorf("%q is not an identity", UID(m, o.Host))
	}
	if m.Minutes <= 0 {
		return nil, fmt.Errorf("%d minutes is no length", m.Minutes)
	}
	loc, revised := clock(m), max(m.Changed, m.Created)
	p := newProps("VEVENT")
	p.word("UID", UID(m, o.Host))
	p.word("SEQUENCE", strconv.Itoa(max(m.Sequence, 0)))
	// RFC 5545, 3.8.7.2: without METHOD, DTSTAMP is when the event was last revised.
	p.stamp("DTSTAMP", revised)
	p.stamp("LAST-MODIFIED", revised)
	if m.Created != 0 {
		p.stamp("CREATED", m.Created)
	}
	p.time("DTSTART", m.Start, loc)
	p.time("DTEND", m.End(), loc)
	p.text("SUMMARY", Summary(m, o.Lang))
	p.status(m, o.Lang)
	p.texts("CATEGORIES", Categories(m, o))
	p.uri("URL", Page(m, o))
	p.text("DESCRIPTION", Description(r, o))
	return p.encode()
}

// status adds whether the meeting stands, and the ways in to one that does: somebody
// whose app does not show that a meeting is cancelled is not to be led to ring.
func (p *props) status(m meetings.Meeting, lang meetings.Lang) {
	if m.Status == meetings.Cancelled {
		p.word("STATUS", "CANCELLED")
		p.word("TRANSP", "TRANSPARENT")
		return
	}
	if m.Status == meetings.Draft {
		p.word("STATUS", "TENTATIVE")
	} else {
		p.word("STATUS", "CONFIRMED")
	}
	p.word("TRANSP", "OPAQUE")
	p.text("LOCATION", strings.Join(ways(m, lang), say(lang, " eller ", " or ")))
	p.conference(m.Ways.Dial(), "AUDIO,PHONE", say(lang, "Ring in", "Dial in"))
	p.conference(m.Ways.Link, "AUDIO,VIDEO", say(lang, "Delta på webben", "Join on the web"))
}

// conference adds a way in, if there is one by that address. RFC 7986, 5.11.
func (p *props) conference(address, features, label string) {
	if _, ok := absolute(address); ok {
		p.uri("CONFERENCE", address, "VALUE", "URI", "FEATURE", features, "LABEL", label)
	}
}

// Page is the address of the meeting's page.
func Page(m meetings.Meeting, o Options) string {
	return o.Origin + o.Lang.Path("/moten/"+url.PathEscape(m.Slug))
}

// Categories are the names of the themes of a meeting, and of its kind when that is not the
// usual one.
func Categories(m meetings.Meeting, o Options) []string {
	names := Themes(m, o)
	if m.Kind.Listens() {
		names = append(names, m.Kind.Name().In(o.Lang))
	}
	return names
}

// Themes are the names of the themes of a meeting.
func Themes(m meetings.Meeting, o Options) (names []string) {
	for _, slug := range m.Themes {
		if name := o.Themes[slug].In(o.Lang); name != "" {
			names = append(names, name)
		} else {
			names = append(names, slug)
		}
	}
	return names
}
