package web

import (
	"net/http"
	"time"

	"ringain/meetings"
)

// shortNotice is how long before a meeting many calendars no longer fetch a change in time.
const shortNotice = 24 * time.Hour

// cancelForm is where an organiser cancels a meeting and says why.
func (w *Web) cancelForm(p *page, r *http.Request) (body, error) {
	return w.cancelWith(p, r, w.fresh())
}

func (w *Web) cancelWith(p *page, r *http.Request, f form) (body, error) {
	room, err := w.meetingToPlan(p, r, meetings.CancelMeeting{Reason: meetings.Text{SV: "?"}})
	if err != nil {
		return nil, err
	}
	p.Title, p.AtOnce = p.Say("Ställ in mötet", "Cancel the meeting"), true
	return cancelPage(p, room.Meeting, f), nil
}

// cancelMeeting cancels the meeting.
func (w *Web) cancelMeeting(p *page, rw http.ResponseWriter, r *http.Request) error {
	f := form{Values: r.PostForm}
	return w.changeMeeting(p, rw, r, meetings.CancelMeeting{Reason: f.Text("reason")}, "installt", w.cancelWith)
}

// restoreForm is where an organiser takes a cancellation back.
func (w *Web) restoreForm(p *page, r *http.Request) (body, error) {
	return w.restoreWith(p, r, w.fresh())
}

func (w *Web) restoreWith(p *page, r *http.Request, f form) (body, error) {
	room, err := w.meetingToPlan(p, r, meetings.RestoreMeeting{})
	if err != nil {
		return nil, err
	}
	p.Title = p.Say("Låt mötet hållas ändå", "Let the meeting stand after all")
	return restorePage(p, room.Meeting, f), nil
}

// restoreMeeting takes the cancellation back.
func (w *Web) restoreMeeting(p *page, rw http.ResponseWriter, r *http.Request) error {
	return w.changeMeeting(p, rw, r, meetings.RestoreMeeting{}, "aterstallt", w.restoreWith)
}

// isSoon reports whether a meeting is so close that many calendars miss a change of it.
func isSoon(m meetings.Meeting, now meetings.Instant) bool {
	return m.Start > now && m.Start < now.Add(shortNotice)
}
