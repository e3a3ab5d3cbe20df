package web

import (
	"net/http"

	"ringain/meetings"
	"ringain/meetings/store"
)

// dayView is all there is to know about a day and time before a meeting is put there.
type dayView struct {
	Meeting meetings.Meeting  // as it would be
	Holiday *meetings.Holiday // nil on an ordinary day
	Clashes []meetings.Meeting
}

// moveView is what the form to move a meeting shows.
type moveView struct {
	Meeting meetings.Meeting
	Form    form
	Day     *dayView // the day that was looked at; nil when none was
}

// moveForm is where an organiser gives a meeting another day or time.
func (w *Web) moveForm(p *page, r *http.Request) (body, error) {
	f := w.fresh()
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return nil, err
	}
	f.Values.Set("day", room.Meeting.Day().String())
	f.Values.Set("start", clock(p, room.Meeting))
	return w.moveWith(p, r, f)
}

func (w *Web) moveWith(p *page, r *http.Request, f form) (body, error) {
	room, err := w.meetingToPlan(p, r, meetings.MoveMeeting{Start: p.Now, Reason: meetings.Text{SV: "?"}})
	if err != nil {
		return nil, err
	}
	v := moveView{Meeting: room.Meeting, Form: f}
	if start, err := typedStart(p, f, room.Meeting.Location()); err == nil && start != room.Meeting.Start {
		if v.Day, err = w.look(p, r, room.Meeting, start); err != nil {
			return nil, err
		}
	}
	p.Title = p.Say("Flytta mötet", "Move the meeting")
	return movePage(p, v), nil
}

// moveMeeting moves the meeting, or only shows the day that was chosen.
func (w *Web) moveMeeting(p *page, rw http.ResponseWriter, r *http.Request) error {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return err
	}
	f := form{Values: r.PostForm}
	start, err := typedStart(p, f, room.Meeting.Location())
	if err == nil {
		err = meetings.CheckAhead(start, p.Now)
	}
	if err != nil {
		return w.again(p, rw, r, err, w.moveWith)
	}
	if f.Value("do") == "look" {
		b, err := w.moveWith(p, r, f)
		if err != nil {
			return err
		}
		return w.show(rw, r, p, b)
	}
	return w.changeMeeting(p, rw, r, meetings.MoveMeeting{Start: start, Reason: f.Text("reason")}, "flyttat", w.moveWith)
}

// look finds out what there is to know about a meeting at another start.
func (w *Web) look(p *page, r *http.Request, m meetings.Meeting, start meetings.Instant) (*dayView, error) {
	m.Start = start
	v := &dayView{Meeting: m}
	if h, ok := meetings.HolidayOn(m.Day()); ok {
		v.Holiday = &h
	}
	others, err := w.store.Meetings(r.Context(), store.Which{From: m.Start, To: m.End(), Drafts: true})
	for _, n := range others {
		if m.Overlaps(n) && meetings.MaySee(p.Who, n) {
			v.Clashes = append(v.Clashes, n)
		}
	}
	return v, err
}
