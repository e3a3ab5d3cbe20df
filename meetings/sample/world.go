package sample

import (
	"time"

	"ringain/meetings"
)

// Small is the world of a test: three people, one theme, one series and its next meeting.
type Small struct {
	Ada, Bo meetings.Person // organisers
	Cy      meetings.Person // a guest
	Theme   meetings.Theme
	Series  meetings.Series // weekly in Lisbon, 16 March to 13 April 2027; clocks change on 28 March
	Room    meetings.Room   // its second meeting, 23 March: budget, minutes, boats
	Next    meetings.Meeting
	Now     meetings.Instant // ten minutes before the meeting
}

// World returns a small world to change one thing in and look at one thing.
func World() Small {
	w := Small{
		Ada:   meetings.Person{ID: "ada", Name: "Ada", Organisation: "River Watch", Sector: "civilsamhalle", Role: meetings.Organiser},
		Bo:    meetings.Person{ID: "bo", Name: "Bo", Organisation: "Delta County", Sector: "region", Role: meetings.Organiser},
		Cy:    meetings.Person{ID: "cy", Name: "Cy", Organisation: "Ferry Company", Sector: "foretag", Role: meetings.Guest},
		Theme: meetings.Theme{Slug: "rivers", Name: meetings.Text{SV: "Floder", EN: "Rivers"}},
	}
	w.Series = meetings.Series{
		ID: "series-rivers", Slug: "rivers", Season: "spring", Themes: []string{"rivers"},
		Title: meetings.Text{SV: "Floder – öppet samordningsmöte", EN: "Rivers – open coordination meeting"},
		Rule:  "FREQ=WEEKLY;BYDAY=TU",
		First: meetings.Date{Year: 2027, Month: time.March, Day: 16}, Until: meetings.Date{Year: 2027, Month: time.April, Day: 13},
		Zone: "Europe/Lisbon", Start: 12 * 60, Minutes: 45,
		Ways: meetings.Ways{Phone: "+46 8 465 004 10", Code: "202712", Link: "https://video.example.org/rivers"},
	}
	w.Room.Meeting = w.meeting(23)
	w.Room.Agenda.Items = []meetings.Item{
		{ID: "budget", Title: "Budget", Minutes: 10, Presenter: "Ada"},
		{ID: "minutes", Title: "Minutes", Minutes: 5},
		{ID: "boats", Title: "Boats"},
	}
	w.Next = w.meeting(30)
	w.Now = w.Room.Meeting.Start.Add(-10 * time.Minute)
	return w
}

// meeting is the one on a day of March, made on the first of it.
func (w Small) meeting(day int) meetings.Meeting {
	d := meetings.Date{Year: 2027, Month: time.March, Day: day}
	made := meetings.At(time.Date(2027, time.March, 1, 9, 0, 0, 0, time.UTC))
	start := meetings.At(time.Date(2027, time.March, day, 12, 0, 0, 0, time.UTC))
	if day >= 28 {
		start = start.Add(-time.Hour) // summer time
	}
	return w.Series.Meeting(meetings.ID("rivers-"+d.String()), meetings.Occurrence{Date: d, Start: start}, made)
}

// Do returns one attempt of a person to do something, a number of seconds after Now.
// The identity is made of the number, so that two attempts differ.
func (w Small) Do(by meetings.Person, seconds int) meetings.Doing {
	next := w.Next
	return meetings.Doing{
		ID: meetings.ID(w.Now.Add(time.Duration(seconds) * time.Second).In(time.UTC).Format("command-20060102T150405")),
		By: by, At: w.Now.Add(time.Duration(seconds) * time.Second), Next: &next,
	}
}
