package meetings

import "slices"

// MayRun reports whether p may change the agenda of a meeting and step through it, as they
// are there ([Person.At]):
//
//   - an organiser may;
//   - the platform itself may, when it carries an item over;
//   - a guest may not, unless they have a duty that covers what they do ([Room.As]).
func MayRun(p Person) bool { return MayPlan(p) }

// MaySpeak reports whether p may ask for the floor, and give back what is theirs:
//
//   - a guest who has given a name may, and so may whoever has signed in;
//   - the platform itself may not: it has nothing to say.
func MaySpeak(p Person) bool { return p.ID != "" && p.Role != "" && p.Role != Service }

// MayPlan reports whether p may plan meetings, series and themes of their own organisation:
//
//   - an organiser may, and so may an administrator;
//   - the platform itself may, when it loads a season;
//   - an editor and a guest may not.
func MayPlan(p Person) bool {
	return p.Role == Organiser || p.Role == Administrator || p.Role == Service
}

// MayPlanOf reports whether p may plan for an organisation, and change its themes:
//
//   - whoever may plan may, for the organisation they act for and no other;
//   - the platform itself may for all.
func MayPlanOf(p Person, convener ID) bool { return MayPlan(p) && p.of(convener) }

// MayPlanSeries reports whether p may change a series:
//
//   - an administrator of its organisation may;
//   - an organiser of its organisation may, when they are one of those who look after it,
//     or when nobody in particular does.
func MayPlanSeries(p Person, s Series) bool {
	return MayPlanOf(p, s.Convener) && !slices.Contains(p.Apart, s.ID)
}

// MayPlanMeeting reports whether p may change, cancel, move and run a meeting:
//
//   - whoever may change its series may;
//   - whoever may plan for its organisation may, when it is of no series.
func MayPlanMeeting(p Person, m Meeting) bool {
	return MayPlanOf(p, m.Convener) && (m.Series == "" || !slices.Contains(p.Apart, m.Series))
}

// MaySee reports whether a meeting is there for p:
//
//   - what has been announced is there for everybody;
//   - a draft is there for those who may plan for its organisation, and for nobody else.
func MaySee(p Person, m Meeting) bool { return m.Status != Draft || MayPlanOf(p, m.Convener) }

// MayEdit reports whether p may look after the support list, as far as it is their organisation's:
//
//   - an editor may;
//   - whoever may plan may.
func MayEdit(p Person) bool { return p.Role == Editor || MayPlan(p) }

// MayEditEntry reports whether p may review and change an entry of the support list, and
// read one that is not published:
//
//   - whoever looks after the list may, when the entry is of their organisation: that of
//     the meeting it was shared in, and the first for what came from elsewhere.
func MayEditEntry(p Person, e Support) bool { return MayEdit(p) && p.of(e.Convener) }

// MaySection reports whether p may order and name the sections of the support list, which
// are everybody's:
//
//   - whoever looks after the list may, for the first organisation.
func MaySection(p Person) bool { return MayEdit(p) && p.of("") }

// MayAdminister reports whether p may say who is what in their organisation: invite
// people, give them roles, and remove them:
//
//   - an administrator may.
func MayAdminister(p Person) bool { return p.Role == Administrator }

// MayFound reports whether p may look after the installation: the organisations in it, the
// seasons and the names of those who take part, which are everybody's:
//
//   - an administrator of the first organisation may;
//   - the platform itself may.
func MayFound(p Person) bool { return p.Role == Service || MayAdminister(p) && p.of("") }

// of reports whether somebody acts for an organisation; the platform does for all.
func (p Person) of(convener ID) bool { return p.Role == Service || p.Convener == convener }

// At returns a person as they are in a meeting and in its room:
//
//   - whoever may plan the meeting is an organiser there;
//   - everybody else who has signed in is a guest as others are: an editor, an organiser of
//     another organisation, one of a series that others look after.
func (p Person) At(m Meeting) Person {
	switch {
	case p.Role == Service:
		return p
	case MayPlanMeeting(p, m):
		p.Role = Organiser
	case p.Role != "":
		p.Role = Guest
	}
	return p
}

// As returns a person as they act when they give a command: whoever has a duty that
// covers it acts as an organiser in that, and in nothing else.
func (r Room) As(p Person, c Command) Person {
	if p.Role != Guest || r.House.Bars(p.ID) || r.Agenda.Ended != 0 && !settles(c) {
		return p
	}
	for _, o := range r.House.Duties {
		if o.Who == p.ID && r.Covers(o.Duty, c) {
			p.Role = Organiser
		}
	}
	return p
}

// settles reports whether a command says what becomes of an item that was not finished.
func settles(c Command) bool {
	switch c.(type) {
	case CarryItem, SettleItem:
		return true
	}
	return false
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
//   - whoever chaired a meeting to its end says what becomes of the items that were not
//     finished: next time, dropped, or done after all; nobody on duty does anything else
//     once it has ended;
//   - nobody on duty plans or moves a meeting, or gives duties;
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
	case StartAgenda, NextItem, OpenItem, ExtendItem, ParkItem, ReturnItem, RemoveItem, EndAgenda:
		return true
	}
	return settles(c)
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
