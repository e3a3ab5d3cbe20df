package meetings

// AnswerPoll answers the poll Poll, or the one that is open when Poll is empty. Answer
// is counted from 1, as on the keys of a telephone. For one who rings in, Caller says
// who; that takes an organiser, or the platform when the caller has pressed a key.
type AnswerPoll struct {
	Poll   PollID `json:"poll,omitempty"`
	Answer int    `json:"answer"`
	Caller ID     `json:"caller,omitempty"`
}

// The commands of polls that organisers may give.
type (
	// EnterAnswers counts the answers of several who ring in at a time: Counts is how many
	// gave each answer, in the order of the choices.
	EnterAnswers struct {
		Poll   PollID `json:"poll,omitempty"`
		Counts []int  `json:"counts"`
	}
	// AddPoll makes a poll, and opens it at once with Open. With Shown the result is
	// shown while it is open too.
	AddPoll struct {
		Question string   `json:"question"`
		Choices  []string `json:"choices"`
		Shown    bool     `json:"shown,omitempty"`
		Open     bool     `json:"open,omitempty"`
	}
	// OpenPoll opens a poll that was made beforehand.
	OpenPoll struct {
		Poll PollID `json:"poll"`
	}
	// ClosePoll closes a poll for good and shows how the answers fell.
	ClosePoll struct {
		Poll PollID `json:"poll"`
	}
	// RemovePoll removes a poll that is not open, and its result.
	RemovePoll struct {
		Poll PollID `json:"poll"`
	}
)

// The events of polls.
type (
	PollAdded struct {
		Poll Poll `json:"poll"`
	}
	PollOpened struct {
		Poll PollID `json:"poll"`
	}
	PollAnswered struct {
		Poll    PollID `json:"poll"`
		Answers int    `json:"answers"`          // how many have answered now
		Counts  []int  `json:"counts,omitempty"` // of each choice, when they are shown anew
	}
	PollClosed struct {
		Poll    PollID `json:"poll"`
		Answers int    `json:"answers"`
		Counts  []int  `json:"counts,omitempty"` // left out when too few have answered
	}
	PollRemoved struct {
		Poll PollID `json:"poll"`
	}
)

func (AnswerPoll) Do() string   { return "poll.answer" }
func (EnterAnswers) Do() string { return "poll.enter" }
func (AddPoll) Do() string      { return "poll.add" }
func (OpenPoll) Do() string     { return "poll.open" }
func (ClosePoll) Do() string    { return "poll.close" }
func (RemovePoll) Do() string   { return "poll.remove" }

func (PollAdded) Kind() string    { return "poll.added" }
func (PollOpened) Kind() string   { return "poll.opened" }
func (PollAnswered) Kind() string { return "poll.answered" }
func (PollClosed) Kind() string   { return "poll.closed" }
func (PollRemoved) Kind() string  { return "poll.removed" }

func pollCommands() []Command {
	return []Command{AnswerPoll{}, EnterAnswers{}, AddPoll{}, OpenPoll{}, ClosePoll{}, RemovePoll{}}
}

func pollEvents() []Event {
	return []Event{PollAdded{}, PollOpened{}, PollAnswered{}, PollClosed{}, PollRemoved{}}
}

// pollsAfter returns the polls after an event.
func pollsAfter(list []Poll, e Event) []Poll {
	switch e := e.(type) {
	case PollAdded:
		return append(list[:len(list):len(list)], e.Poll)
	case PollOpened:
		return withPoll(list, e.Poll, func(p *Poll) { p.State = PollIsOpen })
	case PollAnswered:
		return withPoll(list, e.Poll, func(p *Poll) {
			if p.Answers = e.Answers; e.Counts != nil {
				p.Counts = e.Counts
			}
		})
	case PollClosed:
		return withPoll(list, e.Poll, func(p *Poll) { p.State, p.Answers, p.Counts = PollIsClosed, e.Answers, e.Counts })
	case PollRemoved:
		return without(list, func(p Poll) bool { return p.ID == e.Poll })
	}
	return list
}

func withPoll(list []Poll, id PollID, change func(*Poll)) []Poll {
	list = append([]Poll(nil), list...)
	for i := range list {
		if list[i].ID == id {
			change(&list[i])
		}
	}
	return list
}
