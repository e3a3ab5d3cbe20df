package meetings

import (
	"fmt"
	"slices"
	"time"
)

// Queue is the speaker list of one meeting: who has the floor and who waits for it.
// There is one order, the same for everybody, and the server makes it:
//
//   - whoever asks goes last; asking again while waiting keeps the place, so that a
//     double tap gives one turn;
//   - a turn belongs to a person and not to a connection: whoever comes back has it still;
//   - whoever has the floor may ask again, and goes last;
//   - nobody waits twice: of two places the better one stays;
//   - only the person or an organiser takes a turn away, and only an organiser
//     changes the order: who has not spoken yet is shown, but lifts nobody;
//   - a closed list takes no requests; who waits stays, and an organiser may add;
//   - the agenda goes on to another item and the list stays as it is;
//   - the clock informs, and ends nobody's turn;
//   - once the meeting has ended, who spoke is forgotten, and how many of each sector
//     is kept.
//
// It is a value, like Agenda.
type Queue struct {
	Speaker *Turn    `json:"speaker,omitempty"` // who has the floor
	Waiting []Turn   `json:"waiting,omitempty"` // in the order in which they get it
	Last    *Turn    `json:"last,omitempty"`    // who had it before, and may be given it back
	Removed *Removed `json:"removed,omitempty"` // who was taken off the list last
	Closed  bool     `json:"closed,omitempty"`
	Spoken  []Voice  `json:"spoken,omitempty"` // who has spoken in this meeting
	Heard   []Heard  `json:"heard,omitempty"`  // how many spoke, once the meeting has ended
}

// TurnID is the identity of a turn. It is made from the identity of the command that
// asked for it, and is unique within its meeting.
type TurnID string

// Turn is one place in the speaker list, and then one time to speak.
type Turn struct {
	ID           TurnID  `json:"id"`
	Who          ID      `json:"who,omitempty"` // the participant or the caller; empty for one who was added by name. It names, and opens nothing
	Name         string  `json:"name,omitempty"`
	Organisation string  `json:"organisation,omitempty"`
	Sector       string  `json:"sector,omitempty"`
	Line         int     `json:"line,omitempty"` // of a caller
	Note         string  `json:"note,omitempty"`
	Asked        Instant `json:"asked"`
	Since        Instant `json:"since,omitempty"` // since when it has the floor; zero while it waits
	Spent        int64   `json:"spent,omitempty"` // milliseconds it had the floor before Since
}

// Removed is a turn that was taken off the list: where it stood, and when it was.
type Removed struct {
	Turn Turn    `json:"turn"`
	From int     `json:"from"`
	At   Instant `json:"at"`
}

// Voice is somebody who has spoken, and how often.
type Voice struct {
	Who    ID     `json:"who,omitempty"`
	Name   string `json:"name,omitempty"` // of one who was added by name
	Sector string `json:"sector,omitempty"`
	Turns  int    `json:"turns"`
}

// Heard is how many of a sector have spoken, and how often together.
type Heard struct {
	Sector string `json:"sector,omitempty"`
	People int    `json:"people"`
	Turns  int    `json:"turns"`
}

// The bounds of a speaker list.
const (
	MaxTurns     = 500
	MaxNote      = 140         // characters
	QueueOpens   = time.Hour   // before the meeting begins
	ReturnWithin = time.Minute // for one who withdrew and thinks better of it
)

// Find returns the place of a turn among those who wait, or -1.
func (q Queue) Find(id TurnID) int {
	return slices.IndexFunc(q.Waiting, func(t Turn) bool { return t.ID == id })
}

// Of returns the place of a person among those who wait, or -1.
func (q Queue) Of(who ID) int {
	return slices.IndexFunc(q.Waiting, func(t Turn) bool { return who != "" && t.Who == who })
}

// HasSpoken reports whether whoever has a turn has spoken before in this meeting.
func (q Queue) HasSpoken(t Turn) bool {
	return slices.ContainsFunc(q.Spoken, t.isOf)
}

// isOf reports whether a voice is that of the person who has the turn.
func (t Turn) isOf(v Voice) bool {
	return t.Who == v.Who && (t.Who != "" || t.Name == v.Name)
}

// Time returns how long a turn has had the floor at a moment.
func (t Turn) Time(now Instant) time.Duration {
	used := t.Spent
	if t.Since != 0 {
		used += max(0, int64(now-t.Since)) // the clocks of two nodes may differ
	}
	return time.Duration(used) * time.Millisecond
}

// has returns who has the floor; empty when nobody has.
func (q Queue) has() TurnID {
	if q.Speaker == nil {
		return ""
	}
	return q.Speaker.ID
}

// speak decides about what people may do of their own, when they have said who they are.
func (r Room) speak(c Command, d Doing) (Event, error) {
	if !MaySpeak(d.By) {
		return nil, Refuse(NotAllowed, "Säg först vem du är: gå med i mötet.", "First say who you are: join the meeting.")
	}
	if err := r.stands(); err != nil {
		return nil, err
	}
	switch c := c.(type) {
	case AskFloor:
		return r.ask(c, d)
	case WithdrawTurn:
		at := r.Queue.Of(d.By.ID)
		if at < 0 {
			return nil, Refuse(Late, "Du står inte i talarlistan.", "You are not on the speaker list.")
		}
		return TurnRemoved{r.Queue.Waiting[at].ID}, nil
	case ReturnTurn:
		return r.Queue.takeBack(c, d)
	case EndTurn:
		return r.Queue.end(c, d)
	case SetNote:
		return r.setNote(c, d)
	}
	return nil, Refuse(Unknown, "Det finns inget sådant att göra.", "There is no such thing to do.")
}

// stands refuses what comes after the end, or in a meeting that is cancelled.
func (r Room) stands() error {
	if r.Meeting.Status == Cancelled {
		return Refuse(Late, "Mötet är inställt.", "The meeting is cancelled.")
	}
	if r.Agenda.Ended != 0 {
		return Refuse(Late, "Mötet är avslutat.", "The meeting has ended.")
	}
	return nil
}

func (r Room) ask(c AskFloor, d Doing) (Event, error) {
	if err := fits(&c.Note, false, MaxNote, "note"); err != nil {
		return nil, err
	}
	p := r.House.Shows(d.By)
	turn := Turn{ID: TurnID(d.ID), Who: p.ID, Name: p.Name, Organisation: p.Organisation, Sector: p.Sector, Note: c.Note, Asked: d.At}
	if caller, ok := r.CallerOf(p.ID); ok {
		turn = turn.of(caller)
	}
	if at := r.Queue.Of(p.ID); at >= 0 {
		before := r.Queue.Waiting[at]
		if c.Note != "" {
			before.Note = c.Note
		}
		return FloorAsked{before}, nil
	}
	switch {
	case r.Queue.Closed:
		return nil, Refuse(Late, "Talarlistan är stängd.", "The speaker list is closed.")
	case r.Agenda.Started == 0 && d.At < r.Meeting.Start.Add(-QueueOpens):
		return nil, Refuse(Late, "Talarlistan öppnar en timme före mötet.", "The speaker list opens an hour before the meeting.")
	case len(r.Queue.Waiting) >= MaxTurns:
		return nil, queueFull()
	}
	return FloorAsked{turn}, nil
}

// takeBack puts a turn back where it stood. A person may do so with their own, soon
// enough; an organiser with anybody's.
func (q Queue) takeBack(c ReturnTurn, d Doing) (Event, error) {
	if q.Removed == nil || q.Removed.Turn.ID != c.Turn {
		return nil, Refuse(Late, "Platsen finns inte kvar. Begär ordet igen.", "The place is gone. Ask for the floor again.")
	}
	turn := q.Removed.Turn
	if !MayRun(d.By) {
		if turn.Who != d.By.ID {
			return nil, notYours()
		}
		if d.At > q.Removed.At.Add(ReturnWithin) {
			return nil, Refuse(Late, "Platsen finns inte kvar. Begär ordet igen.", "The place is gone. Ask for the floor again.")
		}
	}
	if q.Of(turn.Who) >= 0 {
		return nil, alreadyWaits(turn)
	}
	return TurnAdded{turn, min(q.Removed.From, len(q.Waiting))}, nil
}

func (q Queue) end(c EndTurn, d Doing) (Event, error) {
	if q.Speaker == nil || q.Speaker.ID != c.Turn {
		return nil, movedOn()
	}
	if q.Speaker.Who != d.By.ID && !MayRun(d.By) {
		return nil, notYours()
	}
	return TurnEnded(c), nil
}

func notYours() *Refusal {
	return Refuse(NotAllowed, "Det kan bara den göra som har platsen, eller mötesledaren.", "Only the person whose place it is, or the chair, can do this.")
}

func movedOn() *Refusal {
	return Refuse(Late, "Ordet har redan gått vidare.", "The floor has already passed on.")
}

func queueFull() *Refusal {
	return Refuse(TooMuch, "Talarlistan är full. Försök igen om en stund.", "The speaker list is full. Try again in a while.")
}

func alreadyWaits(t Turn) *Refusal {
	sv, en := t.Name, t.Name
	if t.Name == "" && t.Line == 0 {
		sv, en = "Personen", "The person"
	} else if t.Name == "" {
		sv, en = fmt.Sprintf("Telefon %d", t.Line), fmt.Sprintf("Phone %d", t.Line)
	}
	return Refuse(Late, sv+" står redan i talarlistan.", en+" is already on the speaker list.")
}
