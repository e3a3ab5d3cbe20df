package meetings

import "slices"

// Asker is what the server alone knows of one question: whose it is, who wants to know
// the same, and the question itself while it is hidden. No page, no event and no
// snapshot has it. There is one for every question that was not taken back.
type Asker struct {
	ID      QuestionID `json:"id"`
	By      ID         `json:"by"`                // the participant or the caller whose it is
	Entered ID         `json:"entered,omitempty"` // the organiser who asked it for a caller
	At      Instant    `json:"at"`
	Also    []ID       `json:"also,omitempty"` // others who want to know the same
	Hidden  *Question  `json:"hidden,omitempty"`
}

func (a Asker) of(who ID) bool { return who != "" && (a.By == who || a.Entered == who) }

// votes is how many want to know, with whoever asked.
func (a Asker) votes() int { return 1 + len(a.Also) }

func (a Asker) joined(who ID, joins bool) Asker {
	a.Also = without(a.Also, func(other ID) bool { return other == who })
	if joins {
		a.Also = append(a.Also, who)
	}
	return a
}

// AskedBy returns the questions of a person, and those that are theirs too.
func (r Room) AskedBy(who ID) (own, same []QuestionID) {
	for _, a := range r.Askers {
		if a.of(who) {
			own = append(own, a.ID)
		}
		if who != "" && slices.Contains(a.Also, who) {
			same = append(same, a.ID)
		}
	}
	return own, same
}

// HiddenQuestions returns the questions that are hidden, in the order they were asked.
func (r Room) HiddenQuestions() (all []Question) {
	for _, a := range r.Askers {
		if a.Hidden != nil {
			all = append(all, *a.Hidden)
		}
	}
	return all
}

func askerOf(askers []Asker, id QuestionID) (Asker, bool) {
	at := slices.IndexFunc(askers, func(a Asker) bool { return a.ID == id })
	if at < 0 {
		return Asker{}, false
	}
	return askers[at], true
}

// askedBy returns how many questions somebody has asked.
func askedBy(askers []Asker, who ID) (n int) {
	for _, a := range askers {
		if a.By == who {
			n++
		}
	}
	return n
}

// askersAfter returns what the server alone knows of the questions after a command led
// to an event. r is the room as it was before.
func (r Room) askersAfter(c Command, e Event, d Doing) []Asker {
	switch e := e.(type) {
	case QuestionAsked:
		a := Asker{ID: e.Question.ID, By: d.By.ID, At: d.At}
		if ask, ok := c.(AskQuestion); ok && ask.Caller != "" {
			caller, _ := r.Caller(ask.Caller)
			a.By, a.Entered = caller.Self(), d.By.ID
		}
		return append(slices.Clip(r.Askers), a)
	case QuestionWithdrawn:
		return without(r.Askers, func(a Asker) bool { return a.ID == e.Question })
	case QuestionCounted:
		_, joins := c.(JoinQuestion)
		return r.withAsker(e.Question, func(a *Asker) { *a = a.joined(d.By.ID, joins) })
	case QuestionHidden:
		q, _ := r.Question(e.Question)
		return r.withAsker(e.Question, func(a *Asker) { a.Hidden = &q })
	case QuestionRestored:
		return r.withAsker(e.Question.ID, func(a *Asker) { a.Hidden = nil })
	case CallerEdited:
		return askersNamed(r.Askers, e.Caller)
	case CallerTied:
		return askersNamed(r.Askers, e.Caller)
	}
	return r.Askers
}

// askersNamed returns the entries with what a caller has asked as that of whoever the
// caller is known to be.
func askersNamed(list []Asker, c Caller) []Asker {
	list = slices.Clone(list)
	for i, a := range list {
		if a.Hidden != nil && a.Hidden.Caller == c.ID {
			named := a.Hidden.named(c)
			list[i].Hidden = &named
		}
		if a.By == c.ID {
			list[i].By = c.Self()
			list[i].Also = without(a.Also, func(who ID) bool { return who == c.Self() })
		}
	}
	return list
}

func (r Room) withAsker(id QuestionID, change func(*Asker)) []Asker {
	list := slices.Clone(r.Askers)
	for i := range list {
		if list[i].ID == id {
			change(&list[i])
		}
	}
	return list
}
