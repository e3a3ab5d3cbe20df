package meetings

import "time"

// Room is a meeting with its agenda, its speaker list, those who ring in, its signals,
// questions, polls and material: what changes while people are in it, and what everybody in it
// sees alike. What nobody sees of them is with it, and leaves the server with nothing.
//
// It is a value, like Agenda.
type Room struct {
	Meeting Meeting  `json:"meeting"`
	Agenda  Agenda   `json:"agenda"`
	Queue   Queue    `json:"queue"`
	Callers []Caller `json:"callers,omitempty"`
	House   House    `json:"house,omitzero"`
	Signals []Signal `json:"signals,omitempty"`

	Questions []Question `json:"questions,omitempty"`
	Polls     []Poll     `json:"polls,omitempty"`
	Material  []Material `json:"material,omitempty"`

	Backstage Backstage `json:"-"`
	Askers    []Asker   `json:"-"`
	Ballots   []Ballot  `json:"-"`
	Sharers   []Sharer  `json:"-"`
}

// Apply carries out one command and says what happened. It refuses what the
// person may not do and what no longer makes sense. The Room it was called on is
// left as it was.
func (r Room) Apply(c Command, d Doing) (Room, Event, error) {
	e, err := r.decide(c, d)
	if err != nil {
		return r, nil, err
	}
	after := r.After(e, d.At)
	after.Backstage = r.backstageAfter(c, e, d)
	after.Askers, after.Ballots = r.askersAfter(c, e, d), r.ballotsAfter(c, e, d)
	after.Sharers = r.sharersAfter(e, d)
	return after, e, nil
}

func (r Room) decide(c Command, d Doing) (Event, error) {
	d.By = r.As(d.By, c)
	if err := r.allows(c, d); err != nil {
		return nil, err
	}
	switch c := c.(type) {
	case CancelMeeting, RestoreMeeting, MoveMeeting, EditMeeting, UndoPlan:
		if !MayPlan(d.By) {
			return nil, onlyOrganisers()
		}
		return r.plan(c, d)
	case AskFloor, WithdrawTurn, ReturnTurn, EndTurn, SetNote:
		return r.speak(c, d)
	case AddSignal, WithdrawSignal, EditSignal, JoinSignal, LeaveSignal:
		return r.share(c, d)
	case AskQuestion, WithdrawQuestion, JoinQuestion, LeaveQuestion:
		return r.wonder(c, d)
	case AnswerPoll:
		return r.vote(c, d)
	case ShareMaterial, WithdrawMaterial, EditMaterial:
		return r.bring(c, d)
	case GiveDuty, EndDuty:
		return r.assign(c, d)
	}
	if !MayRun(d.By) {
		return nil, onlyOrganisers()
	}
	switch c := c.(type) {
	case NextSpeaker, SkipTurn, RecallSpeaker, MoveTurn, AddTurn, RemoveTurn, CloseQueue, OpenQueue:
		return r.lead(c, d)
	case AddCaller, EditCaller, SetCaller, TieCaller, RemoveCaller:
		return r.answerCall(c, d)
	case RemovePerson, ReturnPerson, SetHouse, AdmitPeople, SetPerson:
		return r.keep(c, d)
	case HideSignal, RestoreSignal, MergeSignal:
		return r.tidy(c)
	case SettleSignal:
		return r.settleSignal(c, d)
	case AnswerQuestion, SettleQuestion, ReopenQuestion, HideQuestion, RestoreQuestion:
		return r.reply(c)
	case AddPoll, OpenPoll, ClosePoll, RemovePoll:
		return r.put(c, d)
	case HideMaterial, RestoreMaterial, JudgeMaterial:
		return r.curate(c, d)
	case EnterAnswers:
		return r.enter(c)
	case LockNotes, UnlockNotes:
		return r.Meeting.decideNotes(c)
	}
	if _, ok := c.(StartAgenda); ok {
		switch r.Meeting.Status {
		case Cancelled:
			return nil, Refuse(Late, "Mötet är inställt.", "The meeting is cancelled.")
		case Draft:
			return nil, Refuse(Late, "Mötet är bara ett utkast, och ingen har bjudits in till det.", "The meeting is only a draft, and nobody has been asked to it.")
		}
	}
	return r.Agenda.decide(c, d)
}

func onlyOrganisers() *Refusal {
	return Refuse(NotAllowed, "Det här kan bara organisatören göra. Logga in först om det är du.",
		"Only the organiser can do this. Sign in first if that is you.")
}

// plan decides about the meeting as such:
//
//   - a meeting that has ended is not changed;
//   - a cancelled one can only be restored, and only a cancelled one;
//   - the last change can be undone for an hour;
//   - a draft is not cancelled, which would announce it: it is removed;
//   - a cancellation and a move say why;
//   - a meeting is moved to a day from 2000 to 2200;
//   - a meeting lasts 5 to 480 minutes.
func (r Room) plan(c Command, d Doing) (Event, error) {
	m := r.Meeting
	if m.Ended != 0 {
		return nil, Refuse(Late, "Mötet är avslutat och kan inte ändras.", "The meeting has ended and cannot be changed.")
	}
	if undo, ok := c.(UndoPlan); ok {
		return r.undo(undo, d)
	}
	_, restoring := c.(RestoreMeeting)
	if m.Status == Cancelled && !restoring {
		return nil, Refuse(Late, "Mötet är redan inställt.", "The meeting is already cancelled.")
	}
	switch c := c.(type) {
	case CancelMeeting:
		if m.Status == Draft {
			return nil, Refuse(Invalid, "Mötet är ett utkast som bara ni har sett. Ta bort det i stället.", "The meeting is a draft that only you have seen. Remove it instead.")
		}
		if err := fitsText(&c.Reason, true, MaxTitle, "reason"); err != nil {
			return nil, err
		}
		return MeetingCancelled(c), nil
	case RestoreMeeting:
		if m.Status != Cancelled {
			return nil, Refuse(Late, "Mötet är inte inställt.", "The meeting is not cancelled.")
		}
		return MeetingRestored{}, nil
	case MoveMeeting:
		if err := fitsText(&c.Reason, true, MaxTitle, "reason"); err != nil {
			return nil, err
		}
		if c.Start == m.Start || !DateOf(c.Start.In(m.Location())).exists() {
			return nil, Refuse(Invalid, "Välj en annan dag eller tid.", "Choose another day or time.").About("start")
		}
		return MeetingMoved(c), nil
	case EditMeeting:
		if err := fitsText(&c.Title, true, MaxTitle, "title"); err != nil {
			return nil, err
		}
		if err := fitsText(&c.Note, false, MaxTitle, "note"); err != nil {
			return nil, err
		}
		if err := checkMinutes(c.Minutes); err != nil {
			return nil, err
		}
		ways, err := c.Ways.checked()
		return MeetingEdited{c.Title, c.Minutes, c.Note, ways}, err
	}
	return nil, Refuse(Unknown, "Det finns inget sådant att göra.", "There is no such thing to do.")
}

// After returns the room that an event at a moment leads to.
func (r Room) After(e Event, at Instant) Room {
	m := &r.Meeting
	switch e := e.(type) {
	case MeetingCancelled:
		m.Status, m.CancelledBecause = Cancelled, e.Reason
	case MeetingRestored:
		m.Status, m.CancelledBecause, m.Withdrawn = Planned, Text{}, false
	case MeetingMoved:
		if m.MovedFrom == 0 {
			m.MovedFrom = m.Start
		}
		m.Start, m.MovedBecause = e.Start, e.Reason
		if m.Start == m.MovedFrom {
			m.MovedFrom, m.MovedBecause = 0, Text{}
		}
	case MeetingEdited:
		m.Title, m.Minutes, m.Note, m.Ways = e.Title, e.Minutes, e.Note, e.Ways
	case MeetingPlanned:
		*m = e.Plan.of(*m)
		if e.Items != nil {
			r.Agenda.Items = e.Items
		}
	case NotesLocked:
		m.NotesLocked = true
	case NotesUnlocked:
		m.NotesLocked = false
	case PersonSet:
		r = r.personAfter(e)
		r.House = r.House.After(e)
	default:
		r.Agenda, r.Queue, r.Callers = r.Agenda.After(e, at), r.Queue.After(e, at), callersAfter(r.Callers, e)
		r.House = r.House.After(e)
		r.Signals = signalsAfter(r.Signals, e)
		r.Questions, r.Polls = questionsAfter(r.Questions, e), pollsAfter(r.Polls, e)
		r.Material = materialAfter(r.Material, e)
		m.Started, m.Ended = r.Agenda.Started, r.Agenda.Ended
	}
	if _, whole := e.(MeetingPlanned); !whole {
		m.Touched = true
	}
	if ShowsInCalendar(e) {
		*m = m.Revised(at)
	}
	return r
}

// Revised returns the meeting with its revision as calendars see it raised, at a
// moment. Their stamps have whole seconds and never stand still.
func (m Meeting) Revised(at Instant) Meeting {
	m.Sequence++
	m.Changed = max(at, m.Changed.Add(time.Second))
	return m
}
