package web

import (
	"net/http"
	"strconv"

	"ringain/meetings"
)

// editForm is where an organiser changes what a meeting is called, how long it is,
// what is good to know, and the ways in.
func (w *Web) editForm(p *page, r *http.Request) (body, error) {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return nil, err
	}
	f, m := w.fresh(), room.Meeting
	f.setText("title", m.Title)
	f.setText("note", m.Note)
	f.setWays(m.Ways)
	f.Values.Set("minutes", strconv.Itoa(m.Minutes))
	return w.editWith(p, r, f)
}

func (w *Web) editWith(p *page, r *http.Request, f form) (body, error) {
	room, err := w.meetingToPlan(p, r, meetings.EditMeeting{Title: meetings.Text{SV: "?"}, Minutes: 45})
	if err != nil {
		return nil, err
	}
	p.Title = p.Say("Ändra mötet", "Change the meeting")
	return editPage(p, room.Meeting, f), nil
}

// editMeeting changes the meeting.
func (w *Web) editMeeting(p *page, rw http.ResponseWriter, r *http.Request) error {
	f := form{Values: r.PostForm}
	what := meetings.EditMeeting{Title: f.Text("title"), Note: f.Text("note"), Minutes: f.Minutes(), Ways: f.Ways()}
	return w.changeMeeting(p, rw, r, what, "andrat", w.editWith)
}
