package meetings

import (
	"slices"
	"strings"
)

// lead decides about what an organiser does with the speaker list.
func (r Room) lead(c Command, d Doing) (Event, error) {
	if err := r.stands(); err != nil {
		return nil, err
	}
	q := r.Queue
	switch c := c.(type) {
	case NextSpeaker:
		return q.next(c)
	case SkipTurn:
		return q.skip(c)
	case RecallSpeaker:
		if q.Last == nil || q.Last.ID != c.Turn {
			return nil, movedOn()
		}
		return SpeakerRecalled(c), nil
	case MoveTurn:
		return q.withTurn(c.Turn, func(int) (Event, error) {
			return TurnMoved{c.Turn, min(max(c.To, 0), len(q.Waiting)-1)}, nil
		})
	case AddTurn:
		return r.addTurn(c, d)
	case RemoveTurn:
		return q.withTurn(c.Turn, func(int) (Event, error) { return TurnRemoved(c), nil })
	case CloseQueue:
		if q.Closed {
			return nil, Refuse(Late, "Talarlistan är redan stängd.", "The speaker list is already closed.")
		}
		return QueueClosed{}, nil
	case OpenQueue:
		if !q.Closed {
			return nil, Refuse(Late, "Talarlistan är redan öppen.", "The speaker list is already open.")
		}
		return QueueOpened{}, nil
	}
	return nil, Refuse(Unknown, "Det finns inget sådant att göra.", "There is no such thing to do.")
}

func (q Queue) withTurn(id TurnID, then func(at int) (Event, error)) (Event, error) {
	at := q.Find(id)
	if at < 0 {
		return nil, Refuse(Late, "Den platsen finns inte längre i talarlistan.", "That place is no longer on the speaker list.")
	}
	return then(at)
}

// first returns who gets the floor when an organiser wishes for somebody, or for nobody.
func (q Queue) first(wished TurnID) (TurnID, error) {
	if wished == "" && len(q.Waiting) > 0 {
		return q.Waiting[0].ID, nil
	}
	if wished == "" {
		return "", nil
	}
	_, err := q.withTurn(wished, func(int) (Event, error) { return nil, nil })
	return wished, err
}

func (q Queue) next(c NextSpeaker) (Event, error) {
	if c.From != q.has() {
		return nil, Refuse(Late, "Någon annan har redan gett ordet vidare.", "Somebody else has already passed the floor on.")
	}
	turn, err := q.first(c.Turn)
	if err != nil {
		return nil, err
	}
	if turn == "" && q.Speaker == nil {
		return nil, Refuse(Late, "Ingen väntar på ordet.", "Nobody is waiting for the floor.")
	}
	return FloorGiven{turn}, nil
}

func (q Queue) skip(c SkipTurn) (Event, error) {
	if q.Speaker == nil || q.Speaker.ID != c.Turn {
		return q.withTurn(c.Turn, func(at int) (Event, error) {
			if at == len(q.Waiting)-1 {
				return nil, Refuse(Late, "Ingen står efter i talarlistan.", "Nobody comes after on the speaker list.")
			}
			if c.Last {
				at = len(q.Waiting) - 2
			}
			return TurnMoved{c.Turn, at + 1}, nil
		})
	}
	then, err := q.first(c.Then)
	if err != nil {
		return nil, err
	}
	to := 0
	if c.Last {
		to = max(0, len(q.Waiting)-1)
	}
	return SpeakerSkipped{c.Turn, then, to}, nil
}

// addTurn puts a caller, or somebody by name, in the list. A name that waits already
// by being added is not added again: whoever presses twice adds once.
func (r Room) addTurn(c AddTurn, d Doing) (Event, error) {
	if len(r.Queue.Waiting) >= MaxTurns {
		return nil, queueFull()
	}
	turn := Turn{ID: TurnID(d.ID), Name: c.Name, Organisation: c.Organisation, Note: c.Note, Asked: d.At}
	if c.Caller != "" {
		caller, ok := r.Caller(c.Caller)
		if !ok {
			return nil, callerGone()
		}
		turn = turn.of(caller)
	} else if err := turn.checkName(); err != nil {
		return nil, err
	}
	if err := fits(&turn.Note, false, MaxNote, "note"); err != nil {
		return nil, err
	}
	if slices.ContainsFunc(r.Queue.Waiting, turn.same) {
		return nil, alreadyWaits(turn).About("name")
	}
	to := len(r.Queue.Waiting)
	if c.To != nil {
		to = min(max(*c.To, 0), to)
	}
	return TurnAdded{turn, to}, nil
}

func (t *Turn) checkName() error {
	if err := fits(&t.Name, true, MaxName, "name"); err != nil {
		return err
	}
	if err := fits(&t.Organisation, false, MaxOrganisation, "organisation"); err != nil {
		return err
	}
	return noNumber(t.Name, "name")
}

// same reports whether two turns are of one person, or of one name that was added.
func (t Turn) same(other Turn) bool {
	return t.Who == other.Who && (t.Who != "" || strings.EqualFold(t.Name, other.Name))
}

// of returns the turn as that of a caller.
func (t Turn) of(c Caller) Turn {
	t.Who, t.Line, t.Name, t.Organisation, t.Sector = c.Self(), c.Line, c.Name, c.Organisation, c.Sector
	return t
}
