package meetings

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"slices"
)

// Ballot is what the server alone knows of a poll that is open: who has answered, and
// how many gave each answer. Nothing in it ties the one to the other. It is thrown away
// when the poll closes.
type Ballot struct {
	Poll   PollID   `json:"poll"`
	Key    string   `json:"key"`    // random; what the digests are made under
	Marks  []string `json:"marks"`  // a digest of each who has answered, sorted, so that nothing says in which order
	Counts []int    `json:"counts"` // of each choice

	Step    []int `json:"step,omitempty"`    // the counts as they were when they may be shown next
	Entered int   `json:"entered,omitempty"` // of the answers, those counted for several who ring in at a time
}

// HasAnswered reports whether somebody, a participant or a caller, has answered the
// poll that is open.
func (r Room) HasAnswered(who ID) bool {
	p, open := r.CurrentPoll()
	return open && r.ballot(p.ID).has(who)
}

func (r Room) ballot(id PollID) Ballot {
	at := slices.IndexFunc(r.Ballots, func(b Ballot) bool { return b.Poll == id })
	if at < 0 {
		return Ballot{}
	}
	return r.Ballots[at]
}

// mark is what stands for somebody in a ballot.
func (b Ballot) mark(who ID) string {
	mac := hmac.New(sha256.New, []byte(b.Key))
	mac.Write([]byte(who))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

func newBallot(p Poll, d Doing) Ballot {
	return Ballot{Poll: p.ID, Key: d.Key, Marks: []string{}, Counts: make([]int, len(p.Choices))}
}

func (b Ballot) has(who ID) bool {
	_, found := slices.BinarySearch(b.Marks, b.mark(who))
	return found
}

// as is the ballot with who has answered as a caller as the participant they are known
// to be, who cannot answer once more.
func (b Ballot) as(caller, who ID) Ballot {
	if !b.has(caller) {
		return b
	}
	mark := b.mark(caller)
	b.Marks = append(without(b.Marks, func(m string) bool { return m == mark || m == b.mark(who) }), b.mark(who))
	slices.Sort(b.Marks)
	return b
}

// with is the ballot with one answer more, counted from 1.
func (b Ballot) with(who ID, answer int) Ballot {
	mark := b.mark(who)
	at, _ := slices.BinarySearch(b.Marks, mark)
	b.Marks = slices.Insert(slices.Clone(b.Marks), at, mark)
	b.Counts = slices.Clone(b.Counts)
	b.Counts[answer-1]++
	return b
}

// entered is the ballot with several answers more, of those who ring in.
func (b Ballot) entered(counts []int) Ballot {
	b.Counts = slices.Clone(b.Counts)
	for i, n := range counts {
		b.Counts[i] += n
	}
	b.Entered += total(counts)
	return b
}

// stepped is the ballot after some more answers, and what may be shown of those before
// them now: the counts as they were at some time, once three more have answered since.
// The next such time is now. So between what is shown, what is shown after that, and the
// result, there are never fewer than three answers.
func (b Ballot) stepped() (after Ballot, show []int) {
	if total(b.Counts)-total(b.Step) < FewestShown {
		return b, nil
	}
	show, b.Step = b.Step, b.Counts
	return b, show
}

func total(counts []int) (sum int) {
	for _, n := range counts {
		sum += n
	}
	return sum
}

// ballotsAfter returns what the server alone knows of the polls after a command led to
// an event. r is the room as it was before.
func (r Room) ballotsAfter(c Command, e Event, d Doing) []Ballot {
	rest := func(id PollID) []Ballot {
		return without(r.Ballots, func(b Ballot) bool { return b.Poll == id })
	}
	switch e := e.(type) {
	case PollAdded:
		if e.Poll.State == PollIsOpen {
			return append(rest(e.Poll.ID), newBallot(e.Poll, d))
		}
	case PollOpened:
		p, _ := r.Poll(e.Poll)
		return append(rest(p.ID), newBallot(p, d))
	case PollAnswered:
		b := r.ballot(e.Poll)
		switch c := c.(type) {
		case EnterAnswers:
			b, _ = b.entered(c.Counts).stepped()
		case AnswerPoll:
			b, _ = b.with(r.voter(c, d), c.Answer).stepped()
		}
		return append(rest(e.Poll), b)
	case CallerTied:
		if p, open := r.CurrentPoll(); open {
			return append(rest(p.ID), r.ballot(p.ID).as(e.Caller.ID, e.Caller.Who))
		}
	case PollClosed:
		return rest(e.Poll)
	}
	return r.Ballots
}
