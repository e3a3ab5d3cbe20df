package meetings

import (
	"slices"
)

// PreviewDate is one date of a series before it is saved, with all that speaks against it.
type PreviewDate struct {
	Date    Date
	Start   Instant
	End     Instant
	Week    int       // ISO 8601
	Holiday *Holiday  // nil on an ordinary day
	Suggest Choice    // skip on one already skipped, and on a red day that is no meeting yet; otherwise keep
	Shifted bool      // clocks have changed since the same weekday a week before
	Clashes []Meeting // planned meetings of other series that overlap it
}

// Choice is what an organiser decides about one date of a series.
type Choice string

// The choices.
const (
	KeepDate Choice = "keep"
	SkipDate Choice = "skip" // it never becomes a meeting
	MoveDate Choice = "move" // it becomes a meeting, announced as moved to another day
)

// Chosen is the choice about one date.
type Chosen struct {
	Date    Date
	Choice  Choice
	To      Date // the day moved to
	Because Text // why it is skipped or moved; the name of the holiday when empty
}

// DateMoved is a move to carry out once the series is expanded: the meeting
// planned on Date is moved.
type DateMoved struct {
	Date Date
	Move MoveMeeting
}

// Preview shows every date that the rule of a series gives, also the skipped
// ones, beside the meetings that are already planned. Meetings of the series
// itself are not clashes.
func Preview(s Series, others []Meeting) ([]PreviewDate, error) {
	all := s
	all.Skips = nil
	plan, err := all.Expand()
	if err != nil {
		return nil, err
	}
	loc, err := s.location()
	if err != nil {
		return nil, err
	}
	var dates []PreviewDate
	for _, o := range plan {
		m := s.Meeting("", o, 0)
		_, week := o.Date.Week()
		p := PreviewDate{Date: o.Date, Start: m.Start, End: m.End(), Week: week, Suggest: KeepDate}
		if h, ok := HolidayOn(o.Date); ok {
			p.Holiday = &h
		}
		if s.skipped(o.Date) >= 0 || p.Holiday != nil && p.Holiday.Kind == RedDay {
			p.Suggest = SkipDate
		}
		_, offset := m.Start.In(loc).Zone()
		_, before := o.Date.AddDays(-7).At(s.Start, loc).In(loc).Zone()
		p.Shifted = offset != before
		for _, other := range others {
			if s.ID != "" && other.Series == s.ID && other.Date == o.Date && other.Status != Cancelled && s.skipped(o.Date) < 0 {
				p.Suggest = KeepDate // somebody has decided so, red day or not
			}
			if (s.ID == "" || other.Series != s.ID) && m.Overlaps(other) {
				p.Clashes = append(p.Clashes, other)
			}
		}
		dates = append(dates, p)
	}
	return dates, nil
}

// Choose turns choices into the skips of the returned series and the moves to
// carry out after it is expanded:
//
//   - a choice is about a date that the rule gives; one without a choice stays as it was;
//   - a kept date is no longer skipped;
//   - a date is moved to a day that has no other meeting of the series;
//   - a skip or a move on an ordinary day says why; on a holiday its name is reason enough.
func Choose(s Series, choices []Chosen) (Series, []DateMoved, error) {
	dates, err := s.Dates()
	if err != nil {
		return s, nil, err
	}
	loc, err := s.location()
	if err != nil {
		return s, nil, err
	}
	taken := slices.Clone(dates)
	s.Skips = slices.Clone(s.Skips)
	var moves []DateMoved
	for _, c := range choices {
		if !slices.Contains(dates, c.Date) {
			return s, nil, Refuse(Invalid, "Serien har inget tillfälle den dagen. Välj ett av dess datum.",
				"The series has no date on that day. Choose one of its dates.").About("date")
		}
		s.Skips = slices.DeleteFunc(s.Skips, func(k Skip) bool { return k.Date == c.Date })
		if c.Choice == KeepDate {
			continue
		}
		if err := c.because(); err != nil {
			return s, nil, err
		}
		if c.Choice == SkipDate {
			s.Skips = append(s.Skips, Skip{c.Date, c.Because})
			continue
		}
		if c.Choice != MoveDate || c.To.IsZero() || slices.Contains(taken, c.To) {
			return s, nil, Refuse(Invalid, "Välj en dag att flytta till, där serien inte redan har ett möte.",
				"Choose a day to move to, on which the series has no other meeting.").About("to")
		}
		taken = append(taken, c.To)
		moves = append(moves, DateMoved{c.Date, MoveMeeting{Start: c.To.At(s.Start, loc), Reason: c.Because}})
	}
	slices.SortFunc(s.Skips, func(a, b Skip) int { return a.Date.UTC().Compare(b.Date.UTC()) })
	return s, moves, nil
}

// because fills in the name of the holiday, and cleans and checks the reason.
func (c *Chosen) because() error {
	if h, ok := HolidayOn(c.Date); ok && c.Because.Empty() {
		c.Because = Text{capital(h.Name.SV), h.Name.EN}
	}
	return fitsText(&c.Because, true, MaxTitle, "because")
}
