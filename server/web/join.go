package web

import (
	"net/http"

	"ringain/meetings"
)

// join takes what somebody says of themselves and leads them into the room.
func (w *Web) join(p *page, rw http.ResponseWriter, r *http.Request) error {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return err
	}
	if room.Meeting.Status == meetings.Cancelled {
		err = meetings.Refuse(meetings.Late, "Mötet är inställt, så det finns inget att gå med i.", "The meeting is cancelled, so there is nothing to join.")
	} else if err = w.comeIn(rw, r, room.Meeting.ID, form{Values: r.PostForm}); err == nil {
		return see(rw, r, p, meetingPath(room.Meeting)+"/rum")
	}
	return w.again(p, rw, r, err, w.meetingWith)
}

// comeIn begins the session of somebody who may come into the room, and lets them in.
func (w *Web) comeIn(rw http.ResponseWriter, r *http.Request, meeting meetings.ID, f form) error {
	v, _ := w.visitor(r, meeting)
	if err := w.change.MayEnter(r.Context(), v, meeting); err != nil && !inLobby(err) {
		return err
	}
	who, err := w.auth.Join(rw, r, f.Value("name"), f.Value("organisation"), f.Value("sector"))
	if err != nil {
		return err
	}
	w.auth.Remember(rw, who, f.Has("remember", "1"))
	v.Person = who
	if err := w.change.Enter(r.Context(), v, meeting); !inLobby(err) {
		return err
	}
	return nil // the room tells them to wait
}
