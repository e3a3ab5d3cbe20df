package change

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"ringain/meetings"
	"ringain/meetings/store"
)

// Calling is something that happened in a telephone call, as a voice provider tells it.
// Event, Call and Again are digests: nobody can see from them what the provider calls
// them, nor who rings.
type Calling struct {
	Event string // identity of what happened; the same once more has no further effect
	Call  string
	Kind  CallKind
	Code  string // of the meeting, when the call starts
	Again string // when it starts: the same for the same telephone; may be left out
	Keys  string // that were pressed
}

// CallKind says what happened in a call.
type CallKind string

// What happens in a call.
const (
	CallStarted CallKind = "started"
	CallPressed CallKind = "pressed"
	CallListens CallKind = "listens" // asks whether there is something new to say
	CallEnded   CallKind = "ended"
)

// Answer is what a caller is to hear, and what becomes of their sound and their call.
type Answer struct {
	Say   meetings.Text `json:"say"`
	Muted bool          `json:"muted,omitempty"`
	End   bool          `json:"end,omitempty"`
}

// phone is the platform itself, when it does what a caller's keys ask for.
func phone() meetings.Person {
	return meetings.Person{ID: "phone", Name: "Telefon", Role: meetings.Service}
}

// Call takes in what happened in a call, does what it asks for, and returns what the
// caller is to hear. It is kept together: what has come before, on any node, has no
// further effect and is answered as it was. A call that nobody has started is refused.
func (c *Changes) Call(ctx context.Context, e Calling) (a Answer, err error) {
	if kept, seen, err := c.store.CallEvent(ctx, e.Event); err != nil || seen {
		return answered(kept, err)
	}
	meeting, nobody, err := c.rung(ctx, e)
	if err != nil {
		return a, err
	}
	if e.Kind == CallListens {
		if quiet, a, err := c.nothingNew(ctx, meeting, e); quiet || err != nil {
			return a, err
		}
	}
	err = c.store.Change(string(meeting), func(tx *store.Tx) error {
		x := calling{c: c, tx: tx, Calling: e, at: meetings.At(c.now()), answer: Answer{Say: nobody, End: true}}
		if meeting != "" {
			if x.room, err = tx.Hold(meeting); err != nil {
				return err
			}
		}
		if kept, seen, err := tx.CallEvent(e.Event); err != nil || seen {
			a, err = answered(kept, err)
			return err
		}
		if meeting != "" {
			if err := x.happen(); err != nil {
				return err
			}
		}
		a = x.answer
		text, err := json.Marshal(a)
		if err != nil {
			return err
		}
		return tx.KeepCallEvent(e.Event, string(text), x.at)
	})
	return a, err
}

func answered(kept string, err error) (a Answer, _ error) {
	if err != nil {
		return a, err
	}
	return a, json.Unmarshal([]byte(kept), &a)
}

// rung finds the meeting of a call. When none is on with the code that was given,
// nobody says so.
func (c *Changes) rung(ctx context.Context, e Calling) (meeting meetings.ID, nobody meetings.Text, err error) {
	call, known, err := c.store.Call(ctx, e.Call)
	if err != nil || known {
		return call.Meeting, nobody, err
	}
	if e.Kind == CallEnded {
		return "", nobody, nil // it led to no meeting
	}
	if e.Kind != CallStarted {
		return "", nobody, meetings.Refuse(meetings.Unknown, "Det finns inget sådant samtal. Börja med att det ringer.", "There is no such call. Say first that it starts.")
	}
	now := meetings.At(c.now())
	list, err := c.store.Answering(ctx, now.Add(-meetings.LeftOnFor))
	if err != nil {
		return "", nobody, err
	}
	m, found, next := meetings.Rung(list, e.Code, now)
	if !found {
		return "", meetings.SayNoMeeting(next), nil
	}
	return m.ID, nobody, nil
}

// nothingNew reports whether a caller who listens has been told all there is, and
// answers without keeping anything.
func (c *Changes) nothingNew(ctx context.Context, meeting meetings.ID, e Calling) (quiet bool, a Answer, err error) {
	call, _, err := c.store.Call(ctx, e.Call)
	if err != nil {
		return false, a, err
	}
	room, _, err := c.store.Room(ctx, string(meeting))
	caller, there := room.Caller(call.Caller)
	return there && room.News(caller) == call.Told, Answer{Muted: caller.Muted}, err
}

// HangUp removes the callers whose line has been broken for too long, in every meeting.
// Nodes may do so at once.
func (c *Changes) HangUp(ctx context.Context) error {
	ids, err := c.store.BrokenLines(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		room, _, err := c.store.Room(ctx, string(id))
		if err != nil {
			return err
		}
		for _, caller := range room.Away(meetings.At(c.now())) {
			sum := sha256.Sum256(fmt.Appendf(nil, "%s away since %d", caller.ID, caller.Away))
			_, err := c.Do(ctx, phone(), id, meetings.ID(hex.EncodeToString(sum[:16])), meetings.RemoveCaller{Caller: caller.ID})
			if _, refused := errors.AsType[*meetings.Refusal](err); err != nil && !refused {
				return err
			}
		}
	}
	return nil
}
