package meetings

import (
	"slices"
	"time"
)

// NewsKind says what those who follow a theme are told.
type NewsKind string

// What people are told of. The first five say what has become of a meeting.
const (
	NewsAnnounced NewsKind = "announced"
	NewsMoved     NewsKind = "moved"
	NewsEdited    NewsKind = "edited" // another name, length, note or way in
	NewsCancelled NewsKind = "cancelled"
	NewsRestored  NewsKind = "restored" // it was cancelled, and stands after all
	NewsReminder  NewsKind = "reminder"
	NewsNotes     NewsKind = "notes"   // what came of it is published
	NewsConfirm   NewsKind = "confirm" // somebody asks that letters be sent here: is it you?

	NewsToday     NewsKind = "today"     // to organisers: a meeting is today
	NewsForgotten NewsKind = "forgotten" // to organisers: its minutes are not published

	NewsWay NewsKind = "way" // to whoever has an account: a way into it was made or taken away
)

// NewsOf returns what has become of a meeting since it was last told of, or "" when there
// is nothing to tell. before is nil when it was never told of.
//
//   - a draft, and a meeting that is over, is no news;
//   - one that is cancelled is news to those who knew that it stood;
//   - one that stands again, has another start, or another name, length, note or ways
//     in, is news: the first of these that holds. What was changed and changed back is not.
func NewsOf(before *Meeting, after Meeting, now Instant) NewsKind {
	unknown := before == nil || before.Status == Draft
	switch {
	case after.Status == Draft || after.Ended != 0 || after.End() <= now:
		return ""
	case after.Status == Cancelled:
		if unknown || before.Status == Cancelled {
			return ""
		}
		return NewsCancelled
	case unknown:
		return NewsAnnounced
	case before.Status == Cancelled:
		return NewsRestored
	case before.Start != after.Start:
		return NewsMoved
	case before.Title != after.Title || before.Minutes != after.Minutes || before.Note != after.Note || before.Ways != after.Ways:
		return NewsEdited
	}
	return ""
}

// How long news waits before letters are sent. What happens to the same meeting meanwhile
// joins it, and what is undone is never told.
const (
	GatherFor    = 10 * time.Minute
	GatherSoon   = time.Minute      // when the meeting begins within SoonNews
	GatherCalled = 15 * time.Second // a cancellation: long enough to have pressed the wrong button
	GatherNotes  = 5 * time.Minute
	SoonNews     = 2 * time.Hour
)

// StaleNews is how old a notice may be that is still told: what has waited for longer, as
// when no mail server was set, is no news.
const StaleNews = 24 * time.Hour

// TellAt returns when people are told of what was done to a meeting at a moment.
//
//   - that it is cancelled, nearly at once;
//   - anything about a meeting that begins soon, before or after the change, in a minute;
//   - notes that are published, after five minutes;
//   - everything else after ten: a move and what is edited then is one letter.
func TellAt(kind NewsKind, before, after Meeting, now Instant) Instant {
	soon := func(m Meeting) bool { return m.Start > now && m.Start < now.Add(SoonNews) }
	switch {
	case kind == NewsCancelled:
		return now.Add(GatherCalled)
	case kind == NewsNotes:
		return now.Add(GatherNotes)
	case soon(before) || soon(after):
		return now.Add(GatherSoon)
	}
	return now.Add(GatherFor)
}

// Reminders are how many hours before a meeting somebody can be reminded of it. 0: not at all.
func Reminders() []int { return []int{0, 2, 24} }

// Untold is what is kept of a change until people are told of it.
type Untold struct {
	Before *Meeting `json:"before,omitempty"` // nil for a meeting that was never told of
}

// Told is one meeting in what people are told.
type Told struct {
	News   NewsKind `json:"news"`
	Before *Meeting `json:"before,omitempty"` // as it was when people were last told; nil when they never were
	Now    Meeting  `json:"now"`
	Agenda Agenda   `json:"agenda,omitzero"`

	Material []Material `json:"material,omitempty"` // what was shared in it: titles and addresses
}

// Telling is what people are told in one letter.
type Telling struct {
	Kind     NewsKind `json:"kind"`
	Meetings []Told   `json:"meetings,omitempty"`
	Series   Text     `json:"series,omitzero"`   // the name of the series, when several of its dates are told of
	Hours    int      `json:"hours,omitempty"`   // of a reminder: how long before
	Theme    Text     `json:"theme,omitzero"`    // what a follower is asked to confirm
	Follows  bool     `json:"follows,omitempty"` // they follow it already

	Leads  []string `json:"leads,omitempty"`  // to organisers: who leads the meeting
	Writes []string `json:"writes,omitempty"` // and takes notes
	Lacks  []Lack   `json:"lacks,omitempty"`  // and what is missing

	Way *WayNews `json:"way,omitempty"` // what has become of a way into an account
}

// News returns what is to be told of some meetings, of which before is how they were when
// they were last told of, and whether there is anything.
func News(rooms []Room, before map[ID]*Meeting, now Instant) (t Telling, any bool) {
	for _, r := range rooms {
		kind := NewsOf(before[r.Meeting.ID], r.Meeting, now)
		if kind == "" {
			continue
		}
		agenda := Agenda{Items: r.Agenda.Items}
		t.Meetings = append(t.Meetings, Told{News: kind, Before: before[r.Meeting.ID], Now: r.Meeting, Agenda: agenda})
		t.Kind = kind
	}
	return t, len(t.Meetings) > 0
}

// Themes returns the themes of the meetings that are told of, those they had and those
// they have.
func (t Telling) Themes() (slugs []string) {
	for _, m := range t.Meetings {
		slugs = append(slugs, m.Now.Themes...)
		if m.Before != nil {
			slugs = append(slugs, m.Before.Themes...)
		}
	}
	slices.Sort(slugs)
	return slices.Compact(slugs)
}
