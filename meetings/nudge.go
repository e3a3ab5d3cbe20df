package meetings

import (
	"fmt"
	"time"
)

// Nudge is a reminder to those who look after a meeting: once, at some time on a day.
type Nudge struct {
	Kind      NewsKind
	Day       Date    // on which it is given
	At, Until Instant // from when on it is of use, and until when
}

// ID is the identity of the message with a reminder: of whoever makes it first, on
// whichever node, it is kept once.
func (n Nudge) ID(m ID) ID { return ID(fmt.Sprintf("nudge.%s.%s.%s", n.Kind, m, n.Day)) }

// When reminders are given, by the clock of organisers.
const (
	nudgedAt   Clock = 9 * 60  // on the day of the meeting, and on the next
	hurriedAt  Clock = 10 * 60 // whoever begins before gets theirs an hour before
	forgotten  Clock = 15 * 60 // on the day of the meeting, about its minutes
	noMoreThat Clock = 18 * 60 // later on that day nobody is reminded of them
)

// Nudges returns when those who look after a meeting are reminded, in their own zone:
//
//   - of the meeting itself at nine on its day, or an hour before it when it begins before
//     ten, until it begins;
//   - of minutes that nobody has published at three that day, or an hour after its end
//     when that is later, but not after six;
//   - and once more at nine the next morning, for a day;
//   - of a draft and a cancelled meeting never, nor of the day when the meeting was made
//     after that time.
func (m Meeting) Nudges(loc *time.Location) (all []Nudge) {
	if m.Status != Planned {
		return nil
	}
	day := DateOf(m.Start.In(loc))
	next := day.AddDays(1).At(nudgedAt, loc)
	morning := day.At(nudgedAt, loc)
	if m.Start < day.At(hurriedAt, loc) {
		morning = m.Start.Add(-time.Hour)
	}
	if m.Created <= morning {
		all = append(all, Nudge{NewsToday, day, morning, m.Start})
	}
	over := m.Ended
	if over == 0 {
		over = m.End().Add(LeftOnFor)
	}
	if at := max(day.At(forgotten, loc), over.Add(time.Hour)); at <= day.At(noMoreThat, loc) {
		all = append(all, Nudge{NewsForgotten, day, at, next})
	}
	return append(all, Nudge{NewsForgotten, day.AddDays(1), next, next.Add(24 * time.Hour)})
}

// Due reports whether a reminder is to be given at a moment.
func (n Nudge) Due(now Instant) bool { return n.At <= now && now < n.Until }

// Stands reports whether a reminder of a meeting is still true of it at a moment.
func (n NewsKind) Stands(m Meeting, minutes Minutes, now Instant) bool {
	switch n {
	case NewsToday, NewsReminder:
		return m.Status == Planned && m.Started == 0 && now < m.Start
	case NewsForgotten:
		return m.AwaitsMinutes(minutes, now)
	}
	return true
}

// AwaitsMinutes reports whether somebody should see to the minutes of a meeting:
//
//   - it was held, and is over;
//   - nothing is published, and nothing is set to be;
//   - nothing was withdrawn, and nobody has said that there are to be none.
func (m Meeting) AwaitsMinutes(x Minutes, now Instant) bool {
	return m.Started != 0 && m.Published == 0 && m.Phase(now) == Over &&
		x.State == MinutesDraft && x.Due == 0 && !x.Without
}

// Reminds reports whether news is a reminder, which is of no use once it is not so any longer.
func (n NewsKind) Reminds() bool { return n == NewsReminder || n.ToOrganisers() }

// ToOrganisers reports whether news is for those who look after a meeting, rather than for
// those who follow its theme.
func (n NewsKind) ToOrganisers() bool { return n == NewsToday || n == NewsForgotten }

// ToAccount reports whether news is for somebody with an account, as such.
func (n NewsKind) ToAccount() bool { return n == NewsWay || n.ToOrganisers() }
