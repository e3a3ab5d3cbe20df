package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"

	"github.com/go-chi/chi/v5/middleware"

	"ringain/meetings"
	"ringain/server/change"
)

// visitor returns who comes to the door of a meeting; with false they have no session.
func (w *Web) visitor(r *http.Request, meeting meetings.ID) (v change.Visitor, known bool) {
	v.Person, known = w.auth.Comes(r)
	v.Network = w.auth.Network(meeting, middleware.GetClientIPAddr(r.Context()))
	return v, known
}

// mayCome lets whoever asks into the room of a meeting, or refuses them.
func (w *Web) mayCome(r *http.Request, m meetings.Meeting) error {
	v, known := w.visitor(r, m.ID)
	if known {
		return w.change.Enter(r.Context(), v, m.ID)
	}
	return w.change.MayEnter(r.Context(), v, m.ID)
}

// mayRead refuses whoever may not read what is written in a meeting: until it has ended,
// those who may not come into its room.
func (w *Web) mayRead(r *http.Request, m meetings.Meeting) error {
	if m.Ended != 0 {
		return nil
	}
	v, _ := w.visitor(r, m.ID)
	return w.change.MayEnter(r.Context(), v, m.ID)
}

// inPace refuses one more thing from somebody who has just done many in a meeting.
func (w *Web) inPace(p *page, m meetings.Meeting) error {
	if w.allows(m.ID, p.Person) {
		return nil
	}
	return meetings.Refuse(meetings.TooMuch, "Det går lite för fort. Vänta en stund och försök igen.", "That is a little too fast. Wait a moment and try again.")
}

// inLobby reports whether an error says that somebody is to wait to be let in.
func inLobby(err error) bool {
	refusal, ok := errors.AsType[*meetings.Refusal](err)
	return ok && refusal.Kind == meetings.Lobby
}

// atTheDoor is the page for one who does not come in: who waits is told so, and sees
// nothing of the room; whose name will not do is asked for another.
func (w *Web) atTheDoor(p *page, r *http.Request, room meetings.Room, no error) (body, error) {
	refusal, ok := errors.AsType[*meetings.Refusal](no)
	switch {
	case inLobby(no):
		m := room.Meeting
		p.Title, p.Section, p.Path, p.Private, p.Refresh = p.In(m.Title), "/moten", meetingPath(m)+"/rum", true, lobbyRefresh
		return lobbyPage(p, m), nil
	case ok && refusal.Kind == meetings.Invalid:
		f := w.introduction(p, r)
		f.Refusal = refusal
		p.Status = status(refusal.Kind)
		return w.meetingWith(p, r, f)
	}
	return nil, no
}

// lobbyRefresh is how often, in seconds, the page of one who waits is asked for without scripts.
const lobbyRefresh = 10

// lobby tells the page of somebody who waits whether they still do.
func (w *Web) lobby(p *page, rw http.ResponseWriter, r *http.Request) error {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return err
	}
	rw.Header().Set("Content-Type", "application/json")
	rw.Header().Set("Cache-Control", "no-store")
	return json.NewEncoder(rw).Encode(map[string]bool{"waits": inLobby(w.mayCome(r, room.Meeting))})
}

// whoWaits are those who wait to be let in, for those who run the meeting.
func (w *Web) whoWaits(r *http.Request, room meetings.Room) (all []option) {
	if !room.House.Lobby {
		return nil
	}
	entrants, err := w.store.Lobby(r.Context(), room.Meeting.ID, meetings.At(w.now()).Add(-change.LobbyKept))
	if err != nil {
		w.log.Warn("it cannot be read who waits", "err", err)
	}
	for _, e := range entrants {
		all = append(all, option{string(e.Person.ID), e.Person.Name + comma(e.Person.Organisation)})
	}
	return all
}

// admitted reads who is to be let in: the one chosen, or everybody on the page.
func admitted(posted url.Values, all bool) (c meetings.AdmitPeople) {
	from := posted["who"]
	if all {
		from = posted["all"]
	}
	for _, who := range from {
		c.Who = append(c.Who, meetings.ID(who))
	}
	return c
}
