package change

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"

	"ringain/meetings"
	"ringain/meetings/store"
)

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
	if x.Kind == CallListens {
		x.answer.Say = x.room.SayNews(x.caller, x.call.Told)
		x.call.Told = x.room.News(x.caller)
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
	if x.Again != "" { // which says nothing of who rings to another meeting
		sum := sha256.Sum256([]byte(string(x.room.Meeting.ID) + " " + x.Again))
		x.Again = hex.EncodeToString(sum[:16])
	}
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
	if q := x.room.Queue; q.Of(caller.Self()) >= 0 || q.Speaker != nil && q.Speaker.Who == caller.Self() {
		place := x.room.SayPlace(x.caller)
		x.answer.Say.SV += " " + place.SV
		x.answer.Say.EN += " " + place.EN
	}
	x.call.Caller, x.call.Wrong = caller.ID, before.Wrong
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
