package meetings

// MayRun reports whether p may change the agenda of a meeting and step through it:
//
//   - an organiser may;
//   - the platform itself may, when it carries an item over;
//   - a guest may not, unless they have a duty that covers what they do ([Room.As]).
func MayRun(p Person) bool { return p.Role == Organiser || p.Role == Service }

// MaySpeak reports whether p may ask for the floor, and give back what is theirs:
//
//   - a guest who has given a name may;
//   - an organiser may;
//   - the platform itself may not: it has nothing to say.
func MaySpeak(p Person) bool { return p.ID != "" && (p.Role == Guest || p.Role == Organiser) }

// MayPlan reports whether p may plan, cancel, move and change meetings, series and themes:
//
//   - an organiser may;
//   - the platform itself may, when it loads a season;
//   - a guest may not.
func MayPlan(p Person) bool { return p.Role == Organiser || p.Role == Service }

// As returns a person as they act when they give a command: whoever has a duty that
// covers it acts as an organiser in that, and in nothing else.
func (r Room) As(p Person, c Command) Person {
	if p.Role != Guest || r.House.Bars(p.ID) || r.Agenda.Ended != 0 {
		return p
	}
	for _, o := range r.House.Duties {
		if o.Who == p.ID && r.Covers(o.Duty, c) {
			p.Role = Organiser
		}
	}
	return p
}

// Covers reports whether whoever has a duty may give a command as an organiser may:
//
//   - a chair runs the meeting: the agenda, the speaker list with those who ring in,
//     signals, questions, polls and material, the notes' lock and the order in the room;
//   - a note-taker writes the items of the agenda, locks and opens the notes, and puts
//     the kind and words of signals right and merges them, and puts shared material in order;
//   - a phone host looks after those who ring in: who they are, their place on the
//     speaker list, and what they say, ask and answer;
//   - a moderator hides and brings back what was said, removes people and lets them in,
//     mutes them, and keeps the order in the room;
//   - an interpreter writes captions, which is no command;
//   - nobody on duty plans or moves a meeting, gives duties, or decides what becomes of
//     something once the meeting has ended;
//   - nobody on duty removes another on duty: organisers do.
func (r Room) Covers(duty Duty, c Command) bool {
	if remove, ok := c.(RemovePerson); ok && r.House.Has(remove.Who, "") {
		return false
	}
	switch duty {
	case Chair:
		return ofAgenda(c) || writesItems(c) || ofQueue(c) || r.ofCallers(c) || tidies(c) || hides(c) || asksAll(c) || keepsOrder(c)
	case Secretary:
		return writesItems(c) || tidies(c)
	case PhoneHost:
		return r.ofCallers(c)
	case Moderator:
		return hides(c) || keepsOrder(c)
	}
	return false
}

func ofAgenda(c Command) bool {
	switch c.(type) {
	case StartAgenda, NextItem, OpenItem, ExtendItem, ParkItem, ReturnItem, CarryItem, RemoveItem, EndAgenda:
		return true
	}
	return false
}

func writesItems(c Command) bool {
	switch c.(type) {
	case AddItem, PasteItems, EditItem, MoveItem:
		return true
	}
	return false
}

func ofQueue(c Command) bool {
	switch c.(type) {
	case NextSpeaker, SkipTurn, RecallSpeaker, MoveTurn, AddTurn, RemoveTurn, ReturnTurn, EndTurn, SetNote, CloseQueue, OpenQueue:
		return true
	}
	return false
}

// ofCallers reports whether a command is about those who ring in, or for one of them.
func (r Room) ofCallers(c Command) bool {
	turnOf := func(id TurnID) bool {
		at := r.Queue.Find(id)
		if at < 0 {
			return false
		}
		_, rings := r.Caller(r.Queue.Waiting[at].Who)
		return rings
	}
	switch c := c.(type) {
	case AddCaller, EditCaller, SetCaller, TieCaller, RemoveCaller, EnterAnswers:
		return true
	case AddTurn:
		return c.Caller != ""
	case MoveTurn:
		return turnOf(c.Turn)
	case RemoveTurn:
		return turnOf(c.Turn)
	case AddSignal:
		return c.Caller != ""
	case AskQuestion:
		return c.Caller != ""
	case AnswerPoll:
		return c.Caller != ""
	}
	return false
}

func tidies(c Command) bool {
	switch c.(type) {
	case EditSignal, MergeSignal, EditMaterial, LockNotes, UnlockNotes:
		return true
	}
	return false
}

func hides(c Command) bool {
	switch c.(type) {
	case HideSignal, RestoreSignal, HideQuestion, RestoreQuestion, HideMaterial, RestoreMaterial:
		return true
	}
	return false
}

func asksAll(c Command) bool {
	switch c.(type) {
	case AnswerQuestion, SettleQuestion, ReopenQuestion, AddPoll, OpenPoll, ClosePoll, RemovePoll:
		return true
	}
	return false
}

func keepsOrder(c Command) bool {
	switch c.(type) {
	case RemovePerson, ReturnPerson, SetPerson, AdmitPeople, SetHouse:
		return true
	}
	return false
}
