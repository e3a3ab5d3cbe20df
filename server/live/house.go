package live

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/server/auth"
	"ringain/server/change"
	"ringain/server/wire"
)

// removal is in every event that somebody has been removed, as the log writes it.
var removal = []byte(`"kind":"` + meetings.PersonRemoved{}.Kind() + `"`)

// removes reports whether somebody may have been removed by one of some events.
func removes(events [][]byte) bool {
	for _, event := range events {
		if bytes.Contains(event, removal) {
			return true
		}
	}
	return false
}

// showOut closes the sockets of those who have been removed.
func (r *room) showOut() {
	r.fold()
	for c := range r.members {
		r.stays(c)
	}
	for c := range r.notes.hearers { // some of whom speak y-protocols only
		r.stays(c)
	}
}

// concerning are in every event that changes who is shown, as the log writes it.
var concerning = []byte(`"kind":"` + meetings.PersonSet{}.Kind() + `"`)

// concernsPeople reports whether the name of somebody may have been hidden or shown by
// one of some events.
func concernsPeople(events [][]byte) bool {
	return slices.ContainsFunc(events, func(event []byte) bool { return bytes.Contains(event, concerning) })
}

// nameAgain has those whose names are hidden be without one in the notes too, and those
// whose names are shown again with theirs. They are seen there again when they move.
func (r *room) nameAgain() {
	r.present.changed = true
	r.fold()
	for c := range r.members {
		if hidden := r.state.House.Hides(c.person.ID); hidden != c.unnamed.Swap(hidden) {
			r.notes.aware.leave(c, r.hub.Now())
		}
	}
}

// stays reports whether somebody may be in the room, and closes their socket if not.
// When one who only follows meets a locked room, they come back, and are told so then.
func (r *room) stays(c *conn) bool {
	switch house := r.state.House; {
	case house.Bars(c.person.ID):
		c.close(wire.CloseRemoved, "removed from the meeting")
	case (house.Locked || house.Lobby) && c.person.ID == "" && !r.members[c] && !r.notes.hearers[c]:
		c.close(wire.CloseComeBack, "the room is locked")
	default:
		return true
	}
	r.drop(c)
	return false
}

// letIn lets whoever asks into the room of a meeting, or answers why not. While that
// cannot be known they are let in: the room itself knows who has been removed.
func (h *Hub) letIn(w http.ResponseWriter, r *http.Request, id meetings.ID) bool {
	visitor, known := h.visitor(r, id)
	come := h.Change.MayEnter
	if known {
		come = h.Change.Enter
	}
	err := come(r.Context(), visitor, id)
	return err == nil || !h.turnedAway(w, r, err)
}

// visitor returns who comes to the door of a meeting; with false they have no session.
func (h *Hub) visitor(r *http.Request, id meetings.ID) (v change.Visitor, known bool) {
	v.Person, known = h.Auth.Comes(r)
	v.Network = h.Auth.Network(id, middleware.GetClientIPAddr(r.Context()))
	return v, known
}

// turnedAway answers one who may not come in; with false it is not known whether they may.
func (h *Hub) turnedAway(w http.ResponseWriter, r *http.Request, err error) bool {
	refusal, ok := errors.AsType[*meetings.Refusal](err)
	if !ok {
		h.Log.Warn("it cannot be known who may come in", "err", err)
		return false
	}
	answer(w, http.StatusForbidden, wire.Refused("", refusal, meetings.PathLang(r.URL.Path)))
	return true
}

// lobby tells those who run a meeting who waits to be let in.
func (h *Hub) lobby(w http.ResponseWriter, r *http.Request) {
	room, _, err := h.Store.Room(r.Context(), chi.URLParam(r, "meeting"))
	if by, _ := auth.Person(r); err == nil && !meetings.MayRun(room.As(by.At(room.Meeting), meetings.AdmitPeople{})) {
		http.Error(w, "Only those who run the meeting may read this.", http.StatusForbidden)
		return
	}
	if err != nil {
		fail(w, r, err)
		return
	}
	entrants, err := h.Store.Lobby(r.Context(), room.Meeting.ID, meetings.At(h.Now()).Add(-change.LobbyKept))
	if err != nil {
		fail(w, r, err)
		return
	}
	people := []wire.Participant{}
	for _, e := range entrants {
		people = append(people, participant(e.Person))
	}
	answer(w, http.StatusOK, people)
}

// participant is somebody as the others see them.
func participant(p meetings.Person) wire.Participant {
	return wire.Participant{ID: p.ID, Name: p.Name, Organisation: p.Organisation, Sector: p.Sector, Role: p.Role}
}

// removed tells those who run a meeting who has been removed from it, in that order.
func (h *Hub) removed(w http.ResponseWriter, r *http.Request) {
	room, _, err := h.Store.Room(r.Context(), chi.URLParam(r, "meeting"))
	if by, _ := auth.Person(r); err == nil && !meetings.MayRun(room.As(by.At(room.Meeting), meetings.ReturnPerson{})) {
		http.Error(w, "Only those who run the meeting may read this.", http.StatusForbidden)
		return
	}
	people := []wire.Participant{}
	for _, id := range room.House.Barred {
		var e store.Entrant
		if e, _, err = h.Store.Entrant(r.Context(), room.Meeting.ID, id); err != nil {
			break
		}
		e.Person.ID = id
		people = append(people, participant(e.Person))
	}
	if err != nil {
		fail(w, r, err)
		return
	}
	answer(w, http.StatusOK, people)
}

// endTurns is in how many turns it is asked whose session has ended, so that thousands of
// them hold up nothing that is to be handed on meanwhile.
const endTurns = 16

// endSessions closes the sockets of those whose session has ended, who would hear on
// otherwise until they say something. It asks for those whose turn it is.
func (h *Hub) endSessions(ctx context.Context, turn int) {
	var all []*conn
	var requests []*http.Request
	h.sessions.Range(func(key, _ any) bool {
		if c, ok := key.(*conn); ok && c.turn == turn {
			all, requests = append(all, c), append(requests, c.request)
		}
		return true
	})
	if len(all) == 0 {
		return
	}
	ended, err := h.Auth.Ended(ctx, requests)
	if err != nil && ctx.Err() != nil {
		return // the node stops, and their sockets with it
	}
	if err != nil {
		h.Log.Warn("it cannot be known whose session has ended", "err", err)
		return
	}
	for i, c := range all {
		if ended[i] {
			c.close(wire.CloseSignedOut, "the session has ended")
		}
	}
}
