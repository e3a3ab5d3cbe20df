package meetings

import (
	"cmp"
	"fmt"
	"slices"
)

// Poll is a question that is put to everybody in the room, with a few answers to choose
// among: a snabbfråga. Nobody can see who answered what, neither organisers nor whoever
// reads the database or the log:
//
//   - the server keeps who has answered, and how many gave each answer, and nothing that
//     ties the two together. Who has answered is kept as a digest under a key of the
//     poll's own, in no order of time; key and digests are thrown away when it closes;
//   - so an answer cannot be changed nor taken back: nobody knows which one it is;
//   - an event that somebody has answered says how many have, and neither who nor what;
//   - the result is shown when the poll is closed. If organisers so choose it is shown
//     while it is open too, but moves by three answers at a time at least and stays three
//     behind, so that nobody sees what one answer added, not even the last before it closes;
//   - when fewer than three have answered, nobody sees how: the result is thrown away.
//
// One poll at a time is open, so that whoever answers by telephone keys knows which one.
// It is made beforehand or on the spot, opened and closed by an organiser, who also
// answers for those who ring in: for each of them once, or for several at a time by how
// many gave each answer. Never are more answers counted for them than they are, so after
// several have been counted it may be that none of the others can answer by keys; nobody
// knows who the several were. A poll that is made beforehand is not
// shown to the others before it opens, but it is no secret. When the meeting ends, so
// does the poll.
type Poll struct {
	ID       PollID    `json:"id"`
	Question string    `json:"question"`
	Choices  []string  `json:"choices"`
	State    PollState `json:"state"`
	Shown    bool      `json:"shown,omitempty"`  // the result is shown while the poll is open too
	Answers  int       `json:"answers"`          // how many have answered
	Counts   []int     `json:"counts,omitempty"` // of each choice, as far as they are shown
}

// PollID is the identity of a poll. It is made from the identity of the command that
// made it, and is unique within its meeting.
type PollID string

// PollState says how far a poll has come.
type PollState string

// The states of a poll.
const (
	PollPrepared PollState = "prepared"
	PollIsOpen   PollState = "open"
	PollIsClosed PollState = "closed"
)

// The bounds of polls.
const (
	MaxPolls        = 50 // of a meeting
	MaxPollQuestion = 200
	MinChoices      = 2
	MaxChoices      = 6
	MaxChoice       = 80 // characters
	FewestShown     = 3  // answers, before anybody sees how they fell
)

// Poll returns a poll, and whether it is there.
func (r Room) Poll(id PollID) (p Poll, ok bool) {
	at := slices.IndexFunc(r.Polls, func(p Poll) bool { return p.ID == id })
	if at < 0 {
		return p, false
	}
	return r.Polls[at], true
}

// CurrentPoll returns the poll that is open, and whether one is.
func (r Room) CurrentPoll() (p Poll, ok bool) {
	at := slices.IndexFunc(r.Polls, func(p Poll) bool { return p.State == PollIsOpen })
	if at < 0 {
		return p, false
	}
	return r.Polls[at], true
}

// vote decides about an answer. A participant answers for themselves; for a caller an
// organiser does, or the platform when the caller presses a key.
func (r Room) vote(c AnswerPoll, d Doing) (Event, error) {
	who := r.voter(c, d)
	switch {
	case c.Caller != "" && !MayRun(d.By):
		return nil, onlyOrganisers()
	case who == "" && c.Caller != "":
		return nil, callerGone()
	case c.Caller == "" && !MaySpeak(d.By):
		return nil, Refuse(NotAllowed, "Säg först vem du är: gå med i mötet.", "First say who you are: join the meeting.")
	}
	if err := r.stands(); err != nil {
		return nil, err
	}
	p, ok := r.CurrentPoll()
	if !ok || c.Poll != "" && c.Poll != p.ID {
		return nil, Refuse(Late, "Snabbfrågan är stängd.", "The poll is closed.")
	}
	if c.Answer < 1 || c.Answer > len(p.Choices) {
		return nil, Refuse(Invalid, "Välj ett av svaren.", "Choose one of the answers.").About("answer")
	}
	b := r.ballot(p.ID)
	if b.has(who) {
		return nil, r.hasAnswered(c.Caller)
	}
	if r.rings(who) && r.LeftToCount() < 1 {
		return nil, Refuse(Late, "Svaren från dem som ringer in är redan räknade.", "The answers of those who ring in are already counted.")
	}
	return p.answered(b.with(who, c.Answer)), nil
}

// answered is what some more answers say: how many there are, and how those before them
// fell when it is shown and enough have come since.
func (p Poll) answered(b Ballot) PollAnswered {
	e := PollAnswered{Poll: p.ID, Answers: total(b.Counts)}
	if _, show := b.stepped(); p.Shown {
		e.Counts = show
	}
	return e
}

// enter decides about the answers of several who ring in: no more than there are of them
// who have not answered.
func (r Room) enter(c EnterAnswers) (Event, error) {
	if err := r.stands(); err != nil {
		return nil, err
	}
	p, ok := r.CurrentPoll()
	if !ok || c.Poll != "" && c.Poll != p.ID {
		return nil, Refuse(Late, "Snabbfrågan är stängd.", "The poll is closed.")
	}
	sum := 0
	for _, n := range c.Counts {
		if n < 0 || n > MaxCallers {
			return nil, Refuse(Invalid, "Skriv hur många som gav varje svar.", "Write how many gave each answer.").About("counts")
		}
		sum += n
	}
	left := r.LeftToCount()
	switch {
	case len(c.Counts) != len(p.Choices) || sum == 0:
		return nil, Refuse(Invalid, "Skriv hur många som gav varje svar.", "Write how many gave each answer.").About("counts")
	case left == 0:
		return nil, Refuse(Late, "Alla som ringer in har redan svarat.", "All who ring in have already answered.")
	case sum > left:
		return nil, Refuse(TooMuch, fmt.Sprintf("Det är fler svar än det finns som ringer in och inte har svarat: %d.", left),
			fmt.Sprintf("These are more answers than there are who ring in and have not answered: %d.", left)).About("counts")
	}
	return p.answered(r.ballot(p.ID).entered(c.Counts)), nil
}

// LeftToCount returns how many of those who ring in have not answered the poll that is
// open, as far as is known: those who were counted several at a time are not told apart.
func (r Room) LeftToCount() int {
	p, open := r.CurrentPoll()
	if !open {
		return 0
	}
	b := r.ballot(p.ID)
	left := -b.Entered
	for _, c := range r.Callers {
		if !b.has(c.Self()) {
			left++
		}
	}
	return max(left, 0)
}

// rings reports whether somebody rings in.
func (r Room) rings(who ID) bool {
	return slices.ContainsFunc(r.Callers, func(c Caller) bool { return c.Self() == who })
}

// voter is whose answer it is: that of who gives it, or of the caller they give it for.
func (r Room) voter(c AnswerPoll, d Doing) ID {
	if c.Caller == "" {
		return d.By.ID
	}
	caller, _ := r.Caller(c.Caller)
	return caller.Self()
}

func (r Room) hasAnswered(caller ID) *Refusal {
	if c, ok := r.Caller(caller); ok {
		called := func(phone string) string { return cmp.Or(c.Name, fmt.Sprintf("%s %d", phone, c.Line)) }
		return Refuse(Late, called("Telefon")+" har redan svarat.", called("Phone")+" has already answered.")
	}
	return Refuse(Late, "Du har redan svarat. Svaret kan inte ändras, för ingen vet vilket som är ditt.",
		"You have already answered. The answer cannot be changed, since nobody knows which one is yours.")
}

// put decides about what organisers do with polls.
func (r Room) put(c Command, d Doing) (Event, error) {
	switch c := c.(type) {
	case AddPoll:
		return r.addPoll(c, d)
	case OpenPoll:
		p, ok := r.Poll(c.Poll)
		if !ok {
			return nil, pollGone()
		}
		if p.State == PollIsClosed {
			return nil, Refuse(Late, "En stängd snabbfråga kan inte öppnas igen, för ingen vet längre vilka som har svarat. Gör en ny.",
				"A poll that is closed cannot be opened again, since nobody knows any longer who has answered. Make a new one.")
		}
		return PollOpened(c), r.mayOpen()
	case ClosePoll:
		p, ok := r.Poll(c.Poll)
		if !ok {
			return nil, pollGone()
		}
		if p.State != PollIsOpen {
			return nil, Refuse(Late, "Snabbfrågan är inte öppen.", "The poll is not open.")
		}
		return r.closed(p), nil
	case RemovePoll:
		p, ok := r.Poll(c.Poll)
		if !ok {
			return nil, pollGone()
		}
		if p.State == PollIsOpen {
			return nil, Refuse(Late, "Stäng snabbfrågan först.", "Close the poll first.")
		}
		return PollRemoved(c), nil
	}
	return nil, Refuse(Unknown, "Det finns inget sådant att göra.", "There is no such thing to do.")
}

// closed is what closing a poll says: the result, unless too few have answered.
func (r Room) closed(p Poll) PollClosed {
	e := PollClosed{Poll: p.ID, Answers: p.Answers}
	if p.Answers >= FewestShown {
		e.Counts = r.ballot(p.ID).Counts
	}
	return e
}

func (r Room) addPoll(c AddPoll, d Doing) (Event, error) {
	if err := r.stands(); err != nil {
		return nil, err
	}
	p := Poll{ID: PollID(d.ID), Question: c.Question, State: PollPrepared, Shown: c.Shown}
	if err := fits(&p.Question, true, MaxPollQuestion, "question"); err != nil {
		return nil, err
	}
	for _, choice := range c.Choices {
		if err := fits(&choice, false, MaxChoice, "choices"); err != nil {
			return nil, err
		}
		if choice != "" && !slices.Contains(p.Choices, choice) {
			p.Choices = append(p.Choices, choice)
		}
	}
	if len(p.Choices) < MinChoices || len(p.Choices) > MaxChoices {
		return nil, Refuse(Invalid, "Skriv två till sex olika svar att välja mellan, ett på varje rad.",
			"Write two to six different answers to choose among, one on each line.").About("choices")
	}
	if len(r.Polls) >= MaxPolls {
		return nil, Refuse(TooMuch, "Det ryms inte fler snabbfrågor. Ta bort någon först.", "No more polls fit. Remove one first.")
	}
	if c.Open {
		if err := r.mayOpen(); err != nil {
			return nil, err
		}
		p.State = PollIsOpen
	}
	return PollAdded{p}, nil
}

// mayOpen refuses a second poll beside one that is open.
func (r Room) mayOpen() error {
	if err := r.stands(); err != nil {
		return err
	}
	if _, open := r.CurrentPoll(); open {
		return Refuse(Late, "En snabbfråga är redan öppen. Stäng den först.", "A poll is already open. Close it first.")
	}
	return nil
}

func pollGone() *Refusal {
	return Refuse(Late, "Snabbfrågan finns inte längre.", "The poll is no longer there.")
}
