package change

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

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
	return there && room.Standing(caller) == call.Told, Answer{Muted: caller.Muted}, err
}

// calling is something that happened in a call, while it is carried out in a room that
// is held.
type calling struct {
	Calling
	c      *Changes
	tx     *store.Tx
	at     meetings.Instant
	room   meetings.Room
	call   store.Call
	caller meetings.Caller
	answer Answer
}

func (x *calling) happen() error {
	call, known, err := x.tx.Call(x.Call)
	if err != nil {
		return err
	}
	x.call = call
	if !known {
		return x.start()
	}
	var there bool
	if x.caller, there = x.room.Caller(call.Caller); !there {
		x.answer = Answer{Say: x.gone(), End: true}
		return nil
	}
	switch x.Kind {
	case CallPressed:
		err = x.pressed()
	case CallEnded:
		away := true
		err = x.do(phone(), meetings.SetCaller{Caller: x.caller.ID, Away: &away}, meetings.Text{})
	default:
		x.answer = Answer{}
	}
	if err != nil {
		return err
	}
	if standing := x.room.Standing(x.caller); standing != x.call.Told {
		if x.Kind == CallListens && standing != "" {
			x.answer.Say = x.room.SayPlace(x.caller)
		}
		x.call.Told = standing
	}
	x.answer.Muted = x.caller.Muted
	return x.tx.SaveCall(x.call, x.at)
}

func (x *calling) gone() meetings.Text {
	if x.room.Agenda.Ended != 0 {
		return meetings.Text{SV: "Mötet är avslutat. Tack för att du var med.", EN: "The meeting has ended. Thank you for taking part."}
	}
	return meetings.Text{SV: "Du är inte kvar i mötet. Lägg på och ring igen.", EN: "You are no longer in the meeting. Hang up and ring again."}
}

// start lets a caller in: as the one who was cut off a moment ago, from the same
// telephone, or as somebody new.
func (x *calling) start() error {
	before, known, err := x.tx.CallAgain(x.room.Meeting.ID, x.Again)
	if err != nil {
		return err
	}
	x.call = store.Call{ID: x.Call, Meeting: x.room.Meeting.ID, Again: x.Again}
	if caller, there := x.room.Caller(before.Caller); known && there && caller.Away != 0 && !caller.Gone(x.at) {
		return x.startAgain(before, caller)
	}
	theme, err := x.theme()
	if err != nil {
		return err
	}
	if err := x.do(phone(), meetings.AddCaller{Muted: true}, meetings.Text{}); err != nil {
		return err
	}
	var there bool
	if x.caller, there = x.room.Caller(x.id()); !there {
		x.answer.End = true // and why is said
		return nil
	}
	x.call.Caller = x.caller.ID
	x.answer = Answer{Say: x.room.SayWelcome(x.caller, theme), Muted: x.caller.Muted}
	return x.tx.SaveCall(x.call, x.at)
}

// startAgain gives a caller the line and place that they had. What is yet to be told of
// the call before is nothing to them.
func (x *calling) startAgain(before store.Call, caller meetings.Caller) error {
	x.caller = caller
	away := false
	back := meetings.Text{SV: "Välkommen tillbaka.", EN: "Welcome back."}
	if err := x.do(phone(), meetings.SetCaller{Caller: caller.ID, Away: &away}, back); err != nil {
		return err
	}
	if x.room.Queue.Of(caller.Self()) >= 0 || x.room.Standing(caller) != "" {
		place := x.room.SayPlace(x.caller)
		x.answer.Say.SV += " " + place.SV
		x.answer.Say.EN += " " + place.EN
	}
	x.call.Caller, x.call.Wrong, x.call.Told = caller.ID, before.Wrong, x.room.Standing(x.caller)
	x.answer.Muted = x.caller.Muted
	before.Caller, before.Wrong = "", 0
	if err := x.tx.SaveCall(before, x.at); err != nil {
		return err
	}
	return x.tx.SaveCall(x.call, x.at+1) // the newer of the two
}

// theme is what the meeting is about, by its first theme.
func (x *calling) theme() (meetings.Text, error) {
	m := x.room.Meeting
	if len(m.Themes) == 0 {
		return m.Title, nil
	}
	theme, found, err := x.tx.Theme(m.Themes[0])
	if err == nil && !found {
		return m.Title, nil
	}
	return theme.Name, err
}

// pressed follows the keys that were pressed: one of them, or a personal code and #.
func (x *calling) pressed() error {
	if code, ok := strings.CutSuffix(x.Keys, "#"); ok {
		return x.enterCode(code)
	}
	key := []rune(x.Keys)
	if len(key) == 0 || strings.Trim(x.Keys, string(key[0])) != "" {
		key = []rune{' '} // several keys at once mean nothing
	}
	what, said := x.room.Press(x.caller, key[0], x.at)
	switch what.(type) {
	case nil:
		x.answer = Answer{Say: said}
		return nil
	case meetings.SetCaller:
		return x.do(phone(), what, said)
	}
	err := x.do(x.caller.Person(), what, said)
	if x.answer.Say == (meetings.Text{}) {
		x.answer.Say = x.room.SayPlace(x.caller)
	}
	return err
}

// do carries out a command in the room that is held, and says what is said when it is
// kept, or why it was refused.
func (x *calling) do(by meetings.Person, what meetings.Command, said meetings.Text) error {
	d := meetings.Doing{ID: x.id(), By: by, At: x.at}
	x.answer = Answer{Say: said}
	return x.carry(d, what)
}

func (x *calling) carry(d meetings.Doing, what meetings.Command) error {
	after, _, err := x.room.Apply(what, d)
	if err != nil {
		refusal, ok := errors.AsType[*meetings.Refusal](err)
		if !ok {
			return err
		}
		x.answer = Answer{Say: refusal.Say}
		return nil
	}
	room, seq, err := x.tx.Take(x.room.Meeting.ID)
	if err != nil {
		return err
	}
	if err := x.c.carryOut(x.tx, room, seq, d, what); err != nil {
		return err
	}
	x.room = after
	if caller, there := x.room.Caller(x.caller.ID); there {
		x.caller = caller
	}
	return nil
}

func (x *calling) id() meetings.ID { return meetings.ID(x.Event) }

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
