package change

import (
	"context"
	"crypto/rand"
	"math/big"
	"strconv"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
)

// How often somebody may guess a personal code: in one call, and in all calls to a
// meeting in a while. Of 9,000 codes a few dozen are good.
const (
	guessesEach = 3
	guessesAll  = 20
	guessesIn   = 10 * time.Minute
)

// PersonalCode returns the code by which somebody who is in a meeting ties a telephone
// call to who they are there. It is theirs until it is used, or until the meeting ends.
func (c *Changes) PersonalCode(ctx context.Context, by meetings.Person, meeting meetings.ID) (code string, err error) {
	if !meetings.MaySpeak(by) {
		return "", meetings.Refuse(meetings.NotAllowed, "Säg först vem du är: gå med i mötet.", "First say who you are: join the meeting.")
	}
	if err := c.MayEnter(ctx, Visitor{Person: by}, meeting); err != nil {
		return "", err
	}
	err = c.store.Change(string(meeting), func(tx *store.Tx) error {
		room, err := tx.Hold(meeting)
		if err != nil {
			return err
		}
		if room.Agenda.Ended != 0 || room.Meeting.Status == meetings.Cancelled {
			return meetings.Refuse(meetings.Late, "Mötet är avslutat.", "The meeting has ended.")
		}
		if code, err = tx.CodeOf(meeting, by.ID); err != nil || code != "" {
			return err
		}
		for range 20 {
			n, err := rand.Int(rand.Reader, big.NewInt(9000))
			if err != nil {
				return err
			}
			code = strconv.FormatInt(1000+n.Int64(), 10)
			if free, err := tx.SaveCode(meeting, code, by, meetings.At(c.now())); free || err != nil {
				return err
			}
		}
		return meetings.Refuse(meetings.TooMuch, "Det finns inga fler koder i det här mötet. Be mötesledaren skriva ditt namn.",
			"There are no more codes in this meeting. Ask the chair to write your name.")
	})
	return code, err
}

// enterCode ties the call to the participant whose code was entered.
func (x *calling) enterCode(code string) error {
	wrong, err := x.tx.Wrong(x.room.Meeting.ID, x.at.Add(-guessesIn))
	if err != nil {
		return err
	}
	if x.call.Wrong >= guessesEach || wrong >= guessesAll {
		x.answer = Answer{Say: meetings.Text{SV: "Koder kan inte användas just nu. Tryck 0 om du vill ha hjälp.", EN: "Codes cannot be used just now. Press 0 if you want help."}}
		return nil
	}
	person, good, err := x.tx.TakeCode(x.room.Meeting.ID, code)
	if err != nil {
		return err
	}
	if !good {
		x.call.Wrong++
		x.answer = Answer{Say: meetings.Text{SV: "Koden stämmer inte. Slå den igen, och avsluta med fyrkant.", EN: "That code is not right. Enter it again, and end with the hash key."}}
		return nil
	}
	said := meetings.Text{SV: "Tack. Nu syns ditt namn i mötet.", EN: "Thank you. Your name is now seen in the meeting."}
	d := meetings.Doing{ID: x.id(), By: phone(), At: x.at, About: &person}
	x.answer = Answer{Say: said}
	return x.carry(d, meetings.TieCaller{Caller: x.caller.ID, Who: person.ID})
}

// about returns whom a command concerns, as they came in; nil when they did not, or
// when it concerns nobody who could.
func about(tx *store.Tx, meeting meetings.ID, what meetings.Command) (*meetings.Person, error) {
	var who meetings.ID
	switch c := what.(type) {
	case meetings.RemovePerson:
		who = c.Who
	case meetings.SetPerson:
		who = c.Who
	case meetings.TieCaller:
		who = c.Who
	case meetings.GiveDuty:
		who = c.Who
	default:
		return nil, nil
	}
	e, came, err := tx.Entrant(meeting, who)
	if err != nil || !came {
		return nil, err
	}
	return &e.Person, nil
}
