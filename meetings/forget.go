package meetings

import "reflect"

// Forgets returns the identity of the signal, question, poll or material whose words an event
// takes out of the log as far as it has come, if it does: what was hidden, taken back or
// reworded is not read there either.
func Forgets(e Event) ID {
	switch e := e.(type) {
	case SignalWithdrawn:
		return ID(e.Signal)
	case SignalEdited:
		return ID(e.Signal.ID)
	case SignalHidden:
		return ID(e.Signal)
	case SignalMerged:
		return ID(e.Signal)
	case QuestionWithdrawn:
		return ID(e.Question)
	case QuestionAnswered: // it says the question anew
		return ID(e.Question.ID)
	case QuestionHidden:
		return ID(e.Question)
	case PollRemoved:
		return ID(e.Poll)
	case MaterialWithdrawn:
		return ID(e.Material)
	case MaterialEdited:
		return ID(e.Material.ID)
	case MaterialHidden:
		return ID(e.Material)
	}
	return ""
}

// ForgetKinds begin the kinds of the events that [Forgotten] may take something out of.
func ForgetKinds() []string { return []string{"signal.", "question.", "poll.", "material."} }

// Forgotten returns an event without what it says of a signal, a question, a poll or material, and
// whether it said anything.
func Forgotten(e Event, id ID) (Event, bool) {
	blank := e
	switch e := e.(type) {
	case SignalAdded:
		if ID(e.Signal.ID) == id {
			blank = SignalAdded{Signal{ID: e.Signal.ID}}
		}
	case SignalEdited:
		if ID(e.Signal.ID) == id {
			blank = SignalEdited{Signal{ID: e.Signal.ID}}
		}
	case SignalRestored:
		if ID(e.Signal.ID) == id {
			blank = SignalRestored{Signal{ID: e.Signal.ID}, e.From, e.Voices}
		}
	case QuestionAsked:
		if ID(e.Question.ID) == id {
			blank = QuestionAsked{Question{ID: e.Question.ID}}
		}
	case QuestionAnswered:
		if ID(e.Question.ID) == id {
			blank = QuestionAnswered{Question{ID: e.Question.ID}}
		}
	case QuestionRestored:
		if ID(e.Question.ID) == id {
			blank = QuestionRestored{Question{ID: e.Question.ID}}
		}
	case PollAdded:
		if ID(e.Poll.ID) == id {
			blank = PollAdded{Poll{ID: e.Poll.ID}}
		}
	case PollAnswered:
		if ID(e.Poll) == id {
			blank = PollAnswered{Poll: e.Poll}
		}
	case PollClosed:
		if ID(e.Poll) == id {
			blank = PollClosed{Poll: e.Poll}
		}
	}
	if m, ok := forgottenMaterial(e, MaterialID(id)); ok {
		blank = m
	}
	return blank, !reflect.DeepEqual(blank, e)
}

// AuthorOf returns by whom an event of a room, as it was before, is said to be. Of what
// somebody shared or asked without a name, of whoever says the same, and of whoever
// answers a poll, that is nobody: neither the others nor the log learn it.
func (r Room) AuthorOf(e Event, by Person) Author {
	nameless := false
	switch e := e.(type) {
	case SignalCounted, QuestionCounted, PollAnswered:
		nameless = true
	case SignalAdded:
		nameless = e.Signal.Nameless
	case SignalEdited:
		nameless = r.sharedNameless(e.Signal, by)
	case SignalWithdrawn:
		s, _ := r.Signal(e.Signal)
		nameless = r.sharedNameless(s, by)
	case QuestionAsked:
		nameless = e.Question.Nameless
	case MaterialShared:
		nameless = e.Material.Nameless
	case MaterialEdited:
		nameless = e.Material.Nameless && r.hasShared(e.Material.ID, by)
	case MaterialWithdrawn:
		m, _ := r.OneMaterial(e.Material)
		nameless = m.Nameless
	case QuestionWithdrawn:
		q, _ := r.Question(e.Question)
		nameless = q.Nameless
	}
	if nameless {
		return Author{}
	}
	return r.House.Shows(by).Author()
}

// sharedNameless reports whether somebody has shared a signal, without a name.
func (r Room) sharedNameless(s Signal, by Person) bool {
	behind, _ := r.Backstage.find(s.ID)
	return s.Nameless && behind.of(by.ID)
}

// forgottenMaterial returns an event about material without what it says, if it is about that.
func forgottenMaterial(e Event, id MaterialID) (Event, bool) {
	switch e := e.(type) {
	case MaterialShared:
		return MaterialShared{Material{ID: id}}, e.Material.ID == id
	case MaterialEdited:
		return MaterialEdited{Material{ID: id}}, e.Material.ID == id
	case MaterialRestored:
		return MaterialRestored{Material{ID: id}}, e.Material.ID == id
	case MaterialJudged:
		return MaterialJudged{Material{ID: id}}, e.Material.ID == id
	}
	return e, false
}

// hasShared reports whether somebody has shared material.
func (r Room) hasShared(id MaterialID, by Person) bool {
	s, _ := sharerOf(r.Sharers, id)
	return by.ID != "" && s.By == by.ID
}
