package meetings

import "slices"

// Conceals reports whether an event takes something else than signals out of the log as
// far as it has come: a name that is hidden, or a note that was taken away.
func Conceals(e Event) bool {
	switch e := e.(type) {
	case PersonSet:
		return e.Hidden
	case NoteSet:
		return true
	}
	return false
}

// Concealed returns an entry of the log without what a later event conceals, and whether
// it had any of it.
func Concealed(e Entry, by Event) (Entry, bool) {
	before := e
	had := false
	blank := func(t Turn) Turn {
		switch by := by.(type) {
		case PersonSet:
			if had = had || t.Who == by.Who; t.Who == by.Who {
				t.Name, t.Organisation = "", ""
			}
		case NoteSet:
			if had = had || t.ID == by.Turn; t.ID == by.Turn {
				t.Note = ""
			}
		}
		return t
	}
	switch event := e.Event.(type) {
	case FloorAsked:
		e.Event = FloorAsked{blank(event.Turn)}
	case TurnAdded:
		e.Event = TurnAdded{blank(event.Turn), event.To}
	case NoteSet:
		if set, ok := by.(NoteSet); ok && set.Turn == event.Turn {
			e.Event, had = NoteSet{Turn: event.Turn}, true
		}
	}
	if set, ok := by.(PersonSet); ok {
		e, had = concealedPerson(e, set, had)
	}
	if !had {
		return before, false
	}
	return e, true
}

// concealedPerson takes the name of somebody from what they did, from their signals, and
// from when it was shown again.
func concealedPerson(e Entry, set PersonSet, had bool) (Entry, bool) {
	if e.By.ID == set.Who {
		e.By.Name, had = "", true
	}
	blank := func(s Signal) Signal {
		if had = had || slices.Contains(set.Signals, s.ID); slices.Contains(set.Signals, s.ID) {
			s.Name, s.Organisation = "", ""
		}
		return s
	}
	ask := func(q Question) Question {
		if had = had || slices.Contains(set.Questions, q.ID); slices.Contains(set.Questions, q.ID) {
			q.Name, q.Organisation = "", ""
		}
		return q
	}
	brought := func(m Material) Material {
		if had = had || slices.Contains(set.Material, m.ID); slices.Contains(set.Material, m.ID) {
			m.Name, m.Organisation = "", ""
		}
		return m
	}
	switch event := e.Event.(type) {
	case MaterialShared:
		e.Event = MaterialShared{brought(event.Material)}
	case MaterialEdited:
		e.Event = MaterialEdited{brought(event.Material)}
	case MaterialJudged:
		e.Event = MaterialJudged{brought(event.Material)}
	case MaterialRestored:
		e.Event = MaterialRestored{brought(event.Material)}
	case QuestionAsked:
		e.Event = QuestionAsked{ask(event.Question)}
	case QuestionAnswered:
		e.Event = QuestionAnswered{ask(event.Question)}
	case QuestionRestored:
		e.Event = QuestionRestored{ask(event.Question)}
	case SignalAdded:
		e.Event = SignalAdded{blank(event.Signal)}
	case SignalEdited:
		e.Event = SignalEdited{blank(event.Signal)}
	case SignalRestored:
		e.Event = SignalRestored{blank(event.Signal), event.From, event.Voices}
	case CallerTied:
		if event.Caller.Who == set.Who {
			event.Caller.Name, event.Caller.Organisation, had = "", "", true
			e.Event = event
		}
	case PersonSet:
		if event.Who == set.Who {
			event.Name, event.Organisation, had = "", "", true
			e.Event = event
		}
	}
	return e, had
}
