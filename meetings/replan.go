package meetings

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Replanned says what a changed series does to the meetings it already has. Every
// meeting of the series is in one of the lists, once.
type Replanned struct {
	Kept      []Meeting    // free, and already as the series says
	Changed   []Room       // free, and now as the series says: with its new start, title, agenda and so on, not yet revised
	Withdrawn []Meeting    // free, on a date that the rule no longer gives
	Returned  []Room       // withdrawn before, on a date that the rule gives again; as the series says
	Left      []Meeting    // not free, and left as it is
	Added     []Occurrence // dates that have no meeting yet
}

// UndoSeriesFor is how long a change of a series can be undone.
const UndoSeriesFor = time.Hour

// Replan compares the meetings of a series with the plan that [Series.Expand]
// gives after its rule, its times, its agenda or its title were changed, at a moment:
//
//   - a meeting is free when nobody has opened or edited it, it was not started,
//     cancelled or moved, and its start is still to come; all others are left;
//   - a free meeting on a date of the plan is kept, and takes what the series now says,
//     its agenda too;
//   - a free meeting on any other date is withdrawn;
//   - one that was withdrawn stands again when the plan has its date again;
//   - a draft on a date of the plan is announced with its series, as somebody has planned it
//     when they have;
//   - a date of the plan that has no meeting, and is still to come, is added.
//
// It changes nothing by itself; what is kept of it is to be [Meeting.Revised].
func Replan(s Series, existing []Room, plan []Occurrence, now Instant) Replanned {
	var r Replanned
	taken := map[Date]bool{}
	for _, x := range existing {
		m := x.Meeting
		taken[m.Date] = true
		at := slices.IndexFunc(plan, func(o Occurrence) bool { return o.Date == m.Date })
		switch {
		case at >= 0 && m.Withdrawn && m.Status == Cancelled && m.Start > now && plan[at].Start > now:
			if !m.Touched {
				x, _ = x.follow(s, plan[at])
			}
			r.Returned = append(r.Returned, x)
		case m.Status == Draft && !s.Draft && !m.free(now) && at >= 0 && m.Start > now:
			x.Meeting.Status = Planned
			r.Changed = append(r.Changed, x)
		case !m.free(now):
			r.Left = append(r.Left, m)
		case at < 0:
			r.Withdrawn = append(r.Withdrawn, m)
		default:
			if fresh, differs := x.follow(s, plan[at]); differs {
				r.Changed = append(r.Changed, fresh)
			} else {
				r.Kept = append(r.Kept, m)
			}
		}
	}
	for _, o := range plan {
		if !taken[o.Date] && o.Start > now {
			r.Added = append(r.Added, o)
		}
	}
	return r
}

func (m Meeting) free(now Instant) bool {
	return !m.Touched && m.Started == 0 && m.Status != Cancelled && m.MovedFrom == 0 && m.Start > now
}

// follow returns the room as the series says, and whether that differs.
func (r Room) follow(s Series, o Occurrence) (fresh Room, differs bool) {
	fresh = r
	m, now := r.Meeting, &fresh.Meeting
	now.Start, now.Minutes, now.Zone = o.Start, s.Minutes, s.Zone
	now.Title, now.Themes, now.Ways = s.Title, slices.Clone(s.Themes), s.Ways
	now.Kind = cmp.Or(s.Kind, Ordinary)
	if m.Status == Draft && !s.Draft {
		now.Status = Planned
	}
	fresh.Agenda.Items = s.Agenda(m.ID).Items
	same := now.Start == m.Start && now.Minutes == m.Minutes && now.Zone == m.Zone &&
		now.Title == m.Title && now.Ways == m.Ways && now.Kind == m.Kind && now.Status == m.Status && slices.Equal(now.Themes, m.Themes) &&
		slices.Equal(fresh.Agenda.Items, r.Agenda.Items)
	return fresh, !same
}

// Tally is how many meetings a changed series concerns, in each way.
type Tally struct{ Kept, Changed, Added, Withdrawn, Left int }

// Tally counts the meetings. One that stands again counts as added, and one withdrawn before as none.
func (r Replanned) Tally() Tally {
	left := without(r.Left, func(m Meeting) bool { return m.Withdrawn && m.Status == Cancelled })
	return Tally{len(r.Kept), len(r.Changed), len(r.Added) + len(r.Returned), len(r.Withdrawn), len(left)}
}

// Say tells the organiser what a change will do: "10 möten ändras och 2 tillkommer.
// 1 lämnas i fred, …". What is none is not told of.
func (t Tally) Say() Text {
	return t.said(
		verb{t.Changed, "ändras", "changes", "change"},
		verb{t.Added, "tillkommer", "is added", "are added"},
		verb{t.Withdrawn, "utgår", "is withdrawn", "are withdrawn"},
		verb{t.Kept, "behålls som de är", "stays as it is", "stay as they are"})
}

// SayDone tells the organiser what a change has done.
func (t Tally) SayDone() Text {
	return t.said(
		verb{t.Changed, "har ändrats", "has changed", "have changed"},
		verb{t.Added, "har tillkommit", "was added", "were added"},
		verb{t.Withdrawn, "har utgått", "was withdrawn", "were withdrawn"},
		verb{t.Kept, "är som förut", "is as before", "are as before"})
}

// verb is what becomes of some meetings.
type verb struct {
	n             int
	sv            string
	enOne, enMany string
}

func (t Tally) said(verbs ...verb) Text {
	var sv, en []string
	for _, v := range verbs {
		if v.n == 0 {
			continue
		}
		one, many := v.enOne, v.enMany
		if len(sv) == 0 {
			sv = append(sv, count(SV, v.n, "möte ", "möten ", "", "")+v.sv)
			one, many = "meeting "+one, "meetings "+many
		} else {
			sv = append(sv, fmt.Sprint(v.n)+" "+v.sv)
		}
		en = append(en, count(EN, v.n, "", "", one, many))
	}
	said := Text{and(SV, sv) + ".", and(EN, en) + "."}
	if len(sv) == 0 {
		said = Text{"Inget möte berörs.", "No meeting is concerned."}
	}
	switch {
	case t.Left == 1:
		return Text{said.SV + " 1 lämnas i fred, eftersom någon har öppnat eller ändrat det eller det redan har varit.",
			said.EN + " 1 is left alone, because somebody has opened or edited it or it has already been."}
	case t.Left > 1:
		return Text{said.SV + fmt.Sprintf(" %d lämnas i fred, eftersom någon har öppnat eller ändrat dem eller de redan har varit.", t.Left),
			said.EN + fmt.Sprintf(" %d are left alone, because somebody has opened or edited them or they have already been.", t.Left)}
	}
	return said
}
