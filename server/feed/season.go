package feed

import (
	"ringain/meetings"
	"ringain/meetings/ical"
)

// How many days after its day a meeting stays in a feed, and how many days without a
// meeting are a break.
const (
	pastDays      = 400
	cancelledDays = 30
	breakDays     = 42
)

// lastDay is the day on which a meeting ends, in Stockholm.
func lastDay(m meetings.Meeting) meetings.Date {
	return meetings.DateOf(m.End().In(ical.Stockholm()))
}

// begins is when a day begins in Stockholm.
func begins(d meetings.Date) meetings.Instant { return d.At(0, ical.Stockholm()) }

// held returns the entries that a feed holds on a day, and when the last one left that
// had been in it: 0 when none has. It is a function of the day, so that every node
// gives the same.
//
//   - A meeting is held until 400 days after its last day, and a cancelled one until
//     30 days after.
//   - What is still to come is always held.
//   - A draft is held for organisers only.
func held(list []*entry, day meetings.Date, drafts bool) (in []*entry, left meetings.Instant) {
	for _, e := range list {
		stays := pastDays
		switch e.room.Meeting.Status {
		case meetings.Draft:
			if !drafts {
				continue
			}
		case meetings.Cancelled:
			stays = cancelledDays
		}
		if day.Before(e.last) {
			in = append(in, e)
		} else if leaves := e.last.AddDays(stays + 1); day.Before(leaves) {
			in = append(in, e)
		} else {
			left = max(left, begins(leaves))
		}
	}
	return in, left
}

// pause says that a feed has a break, on a day: " – uppehåll till 7 september". There
// is one from the day after a meeting when the next is more than six weeks later, or
// none is planned. It also returns when a break last began or ended: 0 when none has.
// The entries are those held, in order of start.
func pause(lang meetings.Lang, list []*entry, day meetings.Date) (say string, since meetings.Instant) {
	var last, next meetings.Date // the last meeting before the day, and the first from then on
	for _, e := range list {
		if e.room.Meeting.Status == meetings.Cancelled {
			continue
		}
		d := e.last
		if !d.Before(day) {
			next = d
			break
		}
		if !last.IsZero() && isBreak(last, d) {
			since = begins(d)
		}
		last = d
	}
	if last.IsZero() || !next.IsZero() && !isBreak(last, next) {
		return "", since
	}
	if next == day {
		return "", begins(next)
	}
	since = begins(last.AddDays(1))
	switch {
	case next.IsZero():
		return meetings.Text{SV: " – uppehåll", EN: " – on a break"}.In(lang), since
	case next.Year != last.Year: // and not by the year of the day, which changes during the break
		return meetings.Text{SV: " – uppehåll till ", EN: " – on a break until "}.In(lang) + meetings.SayPlainDate(lang, next), since
	}
	return meetings.Text{SV: " – uppehåll till ", EN: " – on a break until "}.In(lang) + meetings.SayPeriod(lang, next, next), since
}

func isBreak(a, b meetings.Date) bool { return a.AddDays(breakDays).Before(b) }
