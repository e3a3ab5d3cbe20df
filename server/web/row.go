package web

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"ringain/meetings"
)

// afterwards is how long past its planned end a meeting may still be on.
const afterwards = 2 * time.Hour

// isOver reports whether a meeting belongs to what has been: one that is over, and a
// cancelled one whose time has passed.
func isOver(m meetings.Meeting, now meetings.Instant) bool {
	return m.Phase(now) == meetings.Over || m.Status == meetings.Cancelled && m.End() <= now
}

// split divides meetings in order into those to come, on now included, and those
// that have been, the newest first.
func split(list []meetings.Meeting, now meetings.Instant) (coming, past []meetings.Meeting) {
	for _, m := range list {
		if isOver(m, now) {
			past = append(past, m)
		} else {
			coming = append(coming, m)
		}
	}
	slices.Reverse(past)
	return coming, past
}

// next returns the first meeting that stands and has not begun.
func next(coming []meetings.Meeting, now meetings.Instant) (meetings.Meeting, bool) {
	for _, m := range coming {
		if phase := m.Phase(now); phase == meetings.Ahead || phase == meetings.Soon {
			return m, true
		}
	}
	return meetings.Meeting{}, false
}

// sayStart says when a meeting begins: "tisdag 12 januari kl. 12.00".
func (p *page) sayStart(m meetings.Meeting) string {
	return p.sayDay(m.Day()) + " " + meetings.SayTime(p.Lang, local(m, m.Start))
}

// sayMoment says a moment by the clock of a meeting: "måndag 29 mars kl. 12.00".
func (p *page) sayMoment(m meetings.Meeting, i meetings.Instant) string {
	m.Start = i
	return p.sayStart(m)
}

// sayDay says a day, with its year when it is more than ten months away.
func (p *page) sayDay(d meetings.Date) string {
	if p.far(d) {
		return meetings.SayDate(p.Lang, d)
	}
	return meetings.SayDay(p.Lang, d)
}

// sayPeriod says from when to when a series is, with its year when it ends more than ten months away.
// A break that is not over is said too.
func (p *page) sayPeriod(s meetings.Series) string {
	said, last := s.Period(p.Lang), s.Until
	if year := strconv.Itoa(last.Year); said != "" && p.far(last) && !strings.HasSuffix(said, year) {
		said += " " + year
	}
	if p.breaks(s) {
		said += p.Say(", uppehåll ", ", with a break ") + s.Break.Period(p.Lang)
	}
	return said
}

// breaks reports whether a series has a break that is not over.
func (p *page) breaks(s meetings.Series) bool {
	return !s.Break.Back.IsZero() && meetings.DateOf(p.Now.In(meetings.Meeting{Zone: zone}.Location())).Before(s.Break.Back)
}

// far reports whether a day is more than ten months away, so that it needs its year.
func (p *page) far(d meetings.Date) bool {
	away := d.UTC().Sub(p.Now.In(time.UTC))
	return away.Abs() > 300*24*time.Hour
}

// sayTimes says from when to when a meeting is: "kl. 12.00–12.45".
func (p *page) sayTimes(m meetings.Meeting) string {
	return meetings.SayTimes(p.Lang, local(m, m.Start), local(m, m.End()))
}

// sayUntil says how far off a meeting is: "om 2 dagar".
func (p *page) sayUntil(m meetings.Meeting) string {
	return meetings.SayUntil(p.Lang, p.Now, m.Start, m.Location())
}

// short returns the first three letters of a weekday or a month: "tis", "jan".
func short(word string) string {
	for i := range word {
		if utf8.RuneCountInString(word[:i]) == 3 {
			return word[:i]
		}
	}
	return word
}

// capital returns a sentence with its first letter upper case.
func capital(s string) string {
	if s == "" {
		return s
	}
	_, n := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:n]) + s[n:]
}

// stamp writes a moment for machines, by the clock of a meeting (RFC 3339).
func stamp(m meetings.Meeting, i meetings.Instant) string { return local(m, i).Format(time.RFC3339) }

// meetingPath is the address of a meeting, for life.
func meetingPath(m meetings.Meeting) string { return "/moten/" + m.Slug }

// row is one meeting in a list.
type row struct {
	Meeting meetings.Meeting
	Themes  []meetings.Theme // shown after the time; none on the theme's own page
	ByDay   bool             // the day is the heading, since all have the same title
	Skip    meetings.Skip    // a date that is none, when Meeting is zero
	Break   meetings.Break   // or a whole stretch of them, from that date
}

// class is the class of the row.
func (x row) class(now meetings.Instant) string {
	switch x.Meeting.Phase(now) {
	case meetings.CallOff:
		return "meeting cancelled"
	case meetings.OnNow:
		return "meeting on"
	}
	return "meeting"
}

// rows makes rows of meetings, each with those of its themes that its title does not
// begin with.
func rows(list []meetings.Meeting, themes []meetings.Theme) []row {
	all := make([]row, len(list))
	for i, m := range list {
		said := func(t meetings.Theme) bool { return strings.HasPrefix(m.Title.SV, t.Name.SV) }
		all[i] = row{Meeting: m, Themes: slices.DeleteFunc(themesOf(m, themes), said)}
	}
	return all
}

// themesOf returns the themes of a meeting, in the order in which themes are shown.
func themesOf(m meetings.Meeting, themes []meetings.Theme) []meetings.Theme {
	return slices.DeleteFunc(slices.Clone(themes), func(t meetings.Theme) bool { return !slices.Contains(m.Themes, t.Slug) })
}

// month is a month of rows.
type month struct {
	Name string // "januari 2027"
	Rows []row
}

// byMonth divides rows by the month in which they are held.
func (p *page) byMonth(all []row) []month {
	var months []month
	for _, x := range all {
		d := x.Meeting.Day()
		name := capital(fmt.Sprintf("%s %d", meetings.SayMonth(p.Lang, d.Month), d.Year))
		if len(months) == 0 || months[len(months)-1].Name != name {
			months = append(months, month{Name: name})
		}
		last := &months[len(months)-1]
		last.Rows = append(last.Rows, x)
	}
	return months
}

// spaced writes a code in groups of three, as it is read aloud: "202 712 #".
func spaced(code string) string {
	var b strings.Builder
	for i, r := range strings.Join(strings.Fields(code), "") {
		if i > 0 && i%3 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String() + "\u00a0#"
}

// plainLink writes an address as people say it, without its scheme.
func plainLink(link string) string {
	_, rest, _ := strings.Cut(link, "://")
	return strings.TrimSuffix(rest, "/")
}

// sayPart begins to tell of a theme that gathers others: whether all are part of it, or some.
func (p *page) sayPart(themes []meetings.Theme, umbrella meetings.Theme) string {
	outside := func(t meetings.Theme) bool { return !t.Gathers && t.Umbrella != umbrella.Slug }
	if slices.ContainsFunc(themes, outside) {
		return p.Say("Några av dem samlas i ", "Some of them are gathered in ")
	}
	return p.Say("Alla ingår i ", "All are part of ")
}
