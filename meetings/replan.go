package meetings

import (
	"fmt"
	"slices"
)

// Replanned says what a changed series does to the meetings it already has. Every
// meeting of the series is in one of the lists, once.
type Replanned struct {
	Kept      []Meeting    // free, and already as the series says
	Changed   []Meeting    // free, and now as the series says: with its new start, title and so on, not yet revised
	Withdrawn []Meeting    // free, on a date that the rule no longer gives
	Left      []Meeting    // not free, and left as it is
	Added     []Occurrence // dates that have no meeting yet
}

// Replan compares the meetings of a series with the plan that [Series.Expand]
// gives after its rule, its times or its title were changed, at a moment:
//
//   - a meeting is free when nobody has opened or edited it, it was not started,
//     cancelled or moved, and its start is still to come; all others are left;
//   - a free meeting on a date of the plan is kept, and takes what the series now says;
//   - a free meeting on any other date is withdrawn;
//   - a date of the plan that has no meeting, and is still to come, is added.
//
// It changes nothing by itself; what is kept of it is to be [Meeting.Revised].
func Replan(s Series, existing []Meeting, plan []Occurrence, now Instant) Replanned {
	var r Replanned
	taken := map[Date]bool{}
	for _, m := range existing {
		taken[m.Date] = true
		at := slices.IndexFunc(plan, func(o Occurrence) bool { return o.Date == m.Date })
		switch {
		case !m.free(now):
			r.Left = append(r.Left, m)
		case at < 0:
			r.Withdrawn = append(r.Withdrawn, m)
		default:
			if fresh, differs := m.follow(s, plan[at]); differs {
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

// follow returns the meeting as the series says, and whether that differs.
func (m Meeting) follow(s Series, o Occurrence) (fresh Meeting, differs bool) {
	fresh = m
	fresh.Start, fresh.Minutes, fresh.Zone = o.Start, s.Minutes, s.Zone
	fresh.Title, fresh.Themes, fresh.Ways = s.Title, slices.Clone(s.Themes), s.Ways
	same := fresh.Start == m.Start && fresh.Minutes == m.Minutes && fresh.Zone == m.Zone &&
		fresh.Title == m.Title && fresh.Ways == m.Ways && slices.Equal(fresh.Themes, m.Themes)
	return fresh, !same
}

// Say tells the organiser how many meetings of each there are.
func (r Replanned) Say() Text {
	return Text{
		SV: fmt.Sprintf("%d behålls som de är, %d ändras, %d tillkommer, %d utgår och %d lämnas i fred, eftersom någon har öppnat eller ändrat dem eller de redan har varit.",
			len(r.Kept), len(r.Changed), len(r.Added), len(r.Withdrawn), len(r.Left)),
		EN: fmt.Sprintf("%d stay as they are, %d change, %d are added, %d are withdrawn and %d are left alone, because somebody has opened or edited them or they have already been.",
			len(r.Kept), len(r.Changed), len(r.Added), len(r.Withdrawn), len(r.Left)),
	}
}
