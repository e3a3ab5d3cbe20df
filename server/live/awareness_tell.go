package live

import (
	"context"
	"encoding/json"
	"time"

	"github.com/gorilla/websocket"

	"ringain/meetings"
	"ringain/notify/bus"
	"ringain/server/wire"
)

func awarenessTopic(id meetings.ID) string { return "awareness/" + string(id) }

// heardState is a state as nodes tell each other of it.
type heardState struct {
	Client  uint64          `json:"client"`
	Clock   uint64          `json:"clock"`
	JSON    json.RawMessage `json:"state"`
	Session meetings.ID     `json:"session"`
}

func (s heardState) gone() bool { return string(s.JSON) == wire.Gone }

// toldStates is what a node says of its own people.
type toldStates struct {
	From   string       `json:"from"`
	Ask    bool         `json:"ask,omitempty"` // it has just begun to listen
	States []heardState `json:"states"`
}

// heardAwareness is called by the bus with where people on another node are.
func (r *room) heardAwareness(m bus.Message) {
	var t toldStates
	if m.Lost || json.Unmarshal(m.Body, &t) != nil || t.From == r.notes.mark {
		return
	}
	r.notes.aware.hear(t.States, r.hub.Now())
	if t.Ask {
		r.send(func() { r.publishAwareness(toldStates{From: r.notes.mark, States: r.notes.aware.ours()}) })
	}
}

// askForAwareness has the other nodes say where their people are.
func (r *room) askForAwareness() { r.publishAwareness(toldStates{From: r.notes.mark, Ask: true}) }

// tellAwareness tells everybody who has opened the notes where others are: at once,
// but some times a second at the most, and then only where each is by now.
func (r *room) tellAwareness() {
	a := r.notes.aware
	now := time.Now()
	if wait := awarenessEvery - now.Sub(a.told); wait > 0 {
		if a.due == nil {
			a.due = time.AfterFunc(wait, a.ring)
		} else {
			a.due.Reset(wait)
		}
		return
	}
	states, ours := a.news()
	if len(states) == 0 {
		return
	}
	a.told = now
	f := newFrame(websocket.BinaryMessage, wire.AppendStates(nil, states))
	for c := range r.notes.hearers {
		if !c.push(f) {
			r.drop(c)
		}
	}
	if len(ours) > 0 {
		r.publishAwareness(toldStates{From: r.notes.mark, States: ours})
	}
}

func (r *room) publishAwareness(t toldStates) {
	body, err := json.Marshal(t)
	if err == nil {
		err = r.hub.Bus.Publish(context.Background(), awarenessTopic(r.id), body)
	}
	if err != nil {
		r.hub.Log.Debug("other nodes may not know who is in the notes", "meeting", r.id, "err", err)
	}
}
