// Package sample is the season that a new installation can load to look around
// in, and that tests and load run on: the open coordination meetings of spring
// 2027, with the difficulties that real seasons have. The names of the themes and
// of the webinars are real; people, organisations and dates are invented.
//
// [Season] gives it as values without identities: whoever keeps it makes those.
// [World] is a much smaller one, for tests.
package sample

import (
	"fmt"
	"slices"

	"ringain/meetings"
)

// Programme is a season with all that is planned for it.
type Programme struct {
	Season        meetings.Season
	Audience      meetings.Text // whom the meetings are for
	Mandate       meetings.Text // on what terms one takes part
	Themes        []meetings.Theme
	Series        []meetings.Series // without ID; Template is the standard agenda
	Extra         []meetings.Meeting
	Webinars      []meetings.Meeting // held before the season, for archive pages
	Agendas       []Agenda           // of single dates, instead of the standard one
	Changes       []Change           // to carry out in order, once the series are expanded
	Organisations []meetings.Organisation
	People        []Attendee
	Pasted        string // a real agenda as somebody pasted it: six items
}

// Agenda is what one date of a series has on its agenda, as items without identity.
type Agenda struct {
	Series string // slug
	Date   meetings.Date
	Items  []meetings.Item
}

// Change is a command to carry out on one date of a series.
type Change struct {
	Series  string // slug
	Date    meetings.Date
	Command meetings.Command // CancelMeeting, MoveMeeting or EditMeeting
	At      meetings.Instant // when it was decided; zero when before the season began
}

// Attendee is somebody who takes part, by browser or by phone.
type Attendee struct {
	Name         string
	Organisation string
	ByPhone      bool
}

// Season returns the sample season.
func Season() (Programme, error) {
	var f files
	if err := f.read(); err != nil {
		return Programme{}, fmt.Errorf("read the sample season: %w", err)
	}
	p := Programme{
		Season:   meetings.Season{Slug: "varen-2027", Name: f.Spring.Season.Name, First: f.Spring.Season.First, Last: f.Spring.Season.Last},
		Audience: f.Themes.Audience, Mandate: f.Themes.Mandate,
		Organisations: f.Organisations.Organisations, Pasted: f.Agendas.Pasted,
	}
	p.Themes = f.themes()
	for _, a := range f.Organisations.Participants {
		p.People = append(p.People, Attendee{Name: a.Name, Organisation: a.Organisation, ByPhone: a.By == "phone"})
	}
	standard := items(f.Agendas.Standard)
	for _, a := range f.Agendas.Special {
		p.Agendas = append(p.Agendas, Agenda{a.Series, a.Date, special(standard, items(a.Items))})
	}
	for _, line := range f.Spring.Series {
		s := f.series(line, p.Season.Slug, standard)
		p.Series = append(p.Series, s)
		changes, err := f.changes(line, s)
		if err != nil {
			return Programme{}, fmt.Errorf("read the changes of %s: %w", s.Slug, err)
		}
		p.Changes = append(p.Changes, changes...)
	}
	var err error
	p.Extra, p.Webinars, err = f.single()
	return p, err
}

// special is the standard agenda with its three middle items exchanged.
func special(standard, middle []meetings.Item) []meetings.Item {
	return slices.Concat(standard[:2], middle, standard[5:])
}

// Rooms carries the programme out in memory: every meeting of the series and the
// extra ones, made at a moment, with the changes applied, in order of start. The
// identity of a meeting is its slug.
func (p Programme) Rooms(made meetings.Instant) ([]meetings.Room, error) {
	var rooms []meetings.Room
	for _, s := range p.Series {
		s.ID = meetings.ID(s.Slug)
		plan, err := s.Expand()
		if err != nil {
			return nil, fmt.Errorf("expand %s: %w", s.Slug, err)
		}
		for _, o := range plan {
			id := meetings.ID(s.Slug + "-" + o.Date.String())
			room := meetings.Room{Meeting: s.Meeting(id, o, made), Agenda: p.agenda(s, o.Date, id)}
			if room, err = p.change(room, s.Slug, made); err != nil {
				return nil, fmt.Errorf("change %s: %w", id, err)
			}
			rooms = append(rooms, room)
		}
	}
	for _, m := range p.Extra {
		m.ID = meetings.ID(m.Slug)
		rooms = append(rooms, meetings.Room{Meeting: m, Agenda: meetings.Agenda{Items: []meetings.Item{}}})
	}
	slices.SortStableFunc(rooms, func(a, b meetings.Room) int { return int(a.Meeting.Start - b.Meeting.Start) })
	return rooms, nil
}

// agenda is the special agenda of a date, or the one of its series.
func (p Programme) agenda(s meetings.Series, d meetings.Date, id meetings.ID) meetings.Agenda {
	for _, a := range p.Agendas {
		if a.Series == s.Slug && a.Date == d {
			s.Template = a.Items
		}
	}
	return s.Agenda(id)
}

func (p Programme) change(room meetings.Room, series string, made meetings.Instant) (meetings.Room, error) {
	for _, c := range p.Changes {
		if c.Series != series || c.Date != room.Meeting.Date {
			continue
		}
		var err error
		d := meetings.Doing{By: meetings.Person{Role: meetings.Service}, At: max(c.At, made)}
		if room, _, err = room.Apply(c.Command, d); err != nil {
			return room, err
		}
	}
	return room, nil
}
