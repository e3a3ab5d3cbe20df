package live

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/gorilla/websocket"

	"ringain/meetings"
	"ringain/server/auth"
	"ringain/server/wire"
)

// Routes adds the addresses of the live room, in both languages.
func (h *Hub) Routes(r chi.Router) {
	for _, lang := range []meetings.Lang{meetings.SV, meetings.EN} {
		base := lang.Path("/moten/{meeting}/rum")
		r.Post(base+"/biljett", h.ticket)
		r.Get(base+"/socket", h.socket)
		r.Get(base+"/anteckningar", h.stockSocket)
		r.Get(base+"/handelser", h.events)
		r.Post(base+"/kommando", h.command)
		r.Get(base+"/borttagna", h.removed)
		r.Get(base+"/dolda", h.hidden)
		r.Get(base+"/vantande", h.lobby)
		r.Get(lang.Path("/moten/{meeting}/textning/flode"), h.captions)
	}
}

// ticket answers with a ticket for one socket.
func (h *Hub) ticket(w http.ResponseWriter, r *http.Request) {
	id, ok := h.meeting(w, r)
	if !ok || !h.letIn(w, r, id) {
		return
	}
	answer(w, http.StatusOK, map[string]string{"ticket": h.Auth.Ticket(r, id)})
}

// socket opens a socket for whoever comes from our own pages with a good ticket.
func (h *Hub) socket(w http.ResponseWriter, r *http.Request) {
	if !h.fromOurPages(r) {
		http.Error(w, "A socket is opened from the pages of this installation only.", http.StatusForbidden)
		return
	}
	id, ok := h.meeting(w, r)
	if !ok {
		return
	}
	protocols := websocket.Subprotocols(r)
	ticket := slices.IndexFunc(protocols, func(p string) bool { return strings.HasPrefix(p, wire.TicketPrefix) })
	if !slices.Contains(protocols, wire.Protocol) || ticket < 0 ||
		!h.Auth.UseTicket(r, strings.TrimPrefix(protocols[ticket], wire.TicketPrefix), id) {
		http.Error(w, "The ticket is missing, used or too old. Ask for a new one.", http.StatusUnauthorized)
		return
	}
	h.serve(w, r, id, h.upgrader, false)
}

// serve gives whoever asks a place in a room, and has their socket served until it ends.
func (h *Hub) serve(w http.ResponseWriter, r *http.Request, id meetings.ID, upgrader websocket.Upgrader, stock bool) {
	person, err := h.person(r, id)
	if err != nil {
		tryLater(w)
		return
	}
	at := place{meeting: id, session: person.ID, address: auth.NetworkOf(middleware.GetClientIPAddr(r.Context()))}
	if !websocket.IsWebSocketUpgrade(r) { // which the library answers, and takes no place
		upgrader.Upgrade(w, r, nil)
		return
	}
	room := h.enter(at)
	if room == nil {
		tryLater(w)
		return
	}
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		h.leave(at, room)
		return // the library has answered
	}
	c, err := newConn(h, room, r, ws, person)
	if err != nil {
		h.leave(at, room)
		ws.Close()
		h.Log.Error("a connection cannot be served", "err", err)
		return
	}
	c.turn = int(h.stats.joins.Add(1)) % endTurns
	c.stock = stock
	go func() {
		h.guard("connection", c.greet)
		go func() {
			defer h.leave(at, room)
			h.guard("connection", c.serve)
		}()
	}()
}

// fromOurPages reports whether the browser says that a page of ours asks.
func (h *Hub) fromOurPages(r *http.Request) bool {
	return slices.Contains(h.Origins, r.Header.Get("Origin"))
}

// tryLater asks for another try after a time that differs from one to the other.
func tryLater(w http.ResponseWriter) {
	w.Header().Set("Retry-After", strconv.Itoa(1+rand.IntN(5)))
	http.Error(w, "Just nu går det inte. Försök igen om några sekunder. · Not just now. Try again in a few seconds.", http.StatusServiceUnavailable)
}

// events answers, without a socket, with the frames that a socket would have
// brought: a snapshot or the events after a position, then here.
func (h *Hub) events(w http.ResponseWriter, r *http.Request) {
	name := chi.URLParam(r, "meeting")
	room, seq, err := h.Store.Room(r.Context(), name)
	if err == nil {
		err = shown(r, room.Meeting)
	}
	if err != nil {
		fail(w, r, err)
		return
	}
	who, _ := auth.Person(r)
	person := who.At(room.Meeting)
	visitor, _ := h.visitor(r, room.Meeting.ID)
	if err := h.Change.MayEnter(r.Context(), visitor, room.Meeting.ID); err != nil && h.turnedAway(w, r, err) {
		return
	}
	epoch := h.Store.About().Epoch
	after, err := strconv.ParseInt(r.FormValue("after"), 10, 64)
	frames := []any{}
	if err != nil || r.FormValue("epoch") != epoch || after < 0 || after > seq || seq-after > int64(h.recent) {
		frames = append(frames, wire.Down{Snapshot: &wire.Snapshot{Epoch: epoch, Seq: seq, Room: room}})
	} else if events, err := h.eventsSince(r.Context(), room.Meeting.ID, after); err != nil {
		fail(w, r, err)
		return
	} else if slices.ContainsFunc(events, func(e json.RawMessage) bool { return forgetsPeople(e) }) {
		frames = append(frames, wire.Down{Snapshot: &wire.Snapshot{Epoch: epoch, Seq: seq, Room: room}})
	} else if len(events) > 0 {
		frames = append(frames, events)
		seq = after + int64(len(events))
	}
	frames = append(frames, wire.Down{Here: &wire.Here{Epoch: epoch, Seq: seq, Now: meetings.At(h.Now()), You: person}})
	answer(w, http.StatusOK, frames)
}

func (h *Hub) eventsSince(ctx context.Context, id meetings.ID, after int64) ([]json.RawMessage, error) {
	entries, err := h.Store.EventsSince(ctx, id, after, h.recent)
	events := make([]json.RawMessage, 0, len(entries))
	for _, e := range entries {
		event, err := wire.EncodeEntry(e)
		if err != nil {
			return nil, err
		}
		events = append(events, event)
	}
	return events, err
}

// command carries out one command without a socket and answers as a socket would.
func (h *Hub) command(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxFrame))
	if err != nil {
		http.Error(w, "The command is too large.", http.StatusRequestEntityTooLarge)
		return
	}
	up, err := wire.DecodeUp(body)
	lang := meetings.PathLang(r.URL.Path)
	if refusal, ok := errors.AsType[*meetings.Refusal](err); ok {
		answer(w, http.StatusOK, wire.Refused(up.ID, refusal, lang))
		return
	}
	if err != nil || up.Command == nil {
		http.Error(w, "The command could not be understood.", http.StatusBadRequest)
		return
	}
	id, ok := h.meeting(w, r)
	if !ok {
		return
	}
	reply, _ := h.do(r, id, up, lang)
	answer(w, http.StatusOK, reply)
}

// do carries out one command for whoever made the request, as they are trusted at
// this moment. It reports whether their session has ended.
func (h *Hub) do(r *http.Request, meeting meetings.ID, up wire.Up, lang meetings.Lang) (reply wire.Reply, signedOut bool) {
	h.stats.commands.Add(1)
	person, ok, err := h.Auth.Still(r)
	if err == nil && !ok {
		return wire.Refused(up.ID, meetings.Refuse(meetings.SignIn, "Säg först vem du är: gå med i mötet.",
			"First say who you are: join the meeting."), lang), true
	}
	var seq int64
	if err == nil && !h.Allows(meeting, person) {
		err = tooMany()
	}
	if err == nil {
		seq, err = h.Change.Do(r.Context(), person, meeting, up.ID, up.Command)
	}
	if err == nil {
		return wire.Reply{Re: up.ID, Seq: seq}, false
	}
	refusal, ok := errors.AsType[*meetings.Refusal](err)
	if !ok {
		h.Log.Error("a command failed", "do", up.Command.Do(), "err", err)
		refusal = meetings.Refuse(meetings.Unsaved, "Det gick inte att spara just nu. Ett nytt försök görs strax.",
			"It could not be saved just now. It will be tried again shortly.")
	}
	h.stats.refusals.Add(1)
	return wire.Refused(up.ID, refusal, lang), false
}

// meeting finds the meeting of an address, or answers that there is none.
func (h *Hub) meeting(w http.ResponseWriter, r *http.Request) (meetings.ID, bool) {
	name := chi.URLParam(r, "meeting")
	if id, known := h.names.Load(name); known {
		return id.(meetings.ID), true
	}
	m, err := h.Store.Meeting(r.Context(), name)
	if err == nil {
		err = shown(r, m)
	}
	if err != nil {
		fail(w, r, err)
		return "", false
	}
	if m.Status != meetings.Draft { // which is not there for everybody
		h.names.Store(strings.Clone(name), m.ID)
	}
	return m.ID, true
}

// person is who asks, as they are in a meeting.
func (h *Hub) person(r *http.Request, meeting meetings.ID) (meetings.Person, error) {
	p, _ := auth.Person(r)
	return h.Change.In(r.Context(), p, meeting)
}

// shown refuses a draft to whoever may not plan, as if there were no such meeting.
func shown(r *http.Request, m meetings.Meeting) error {
	if p, _ := auth.Person(r); meetings.MaySee(p, m) {
		return nil
	}
	return meetings.Refuse(meetings.Unknown, "Det finns inget sådant möte.", "There is no such meeting.")
}

func fail(w http.ResponseWriter, r *http.Request, err error) {
	if refusal, ok := errors.AsType[*meetings.Refusal](err); ok {
		http.Error(w, refusal.Say.In(meetings.PathLang(r.URL.Path)), http.StatusNotFound)
		return
	}
	tryLater(w)
}

func answer(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(value) // a connection that is gone cannot be told
}
