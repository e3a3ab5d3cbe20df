package meetings

// Proposal is something that somebody wants a meeting to take up, before it has begun.
//
//   - It may be sent from the day the meeting is announced until it begins, by whoever has
//     given a name, without an account; some from each, and a bounded number in all: declining
//     what nobody means makes room for what others do.
//   - Only whoever sent it and those who plan the meeting see it.
//   - Those take it onto the agenda, as an item with minutes that whoever sent it presents
//     when they offer to, or decline it; and may change their minds until the meeting begins.
type Proposal struct {
	ID           ID            `json:"id"`
	By           ID            `json:"by"` // whose it is
	Title        string        `json:"title"`
	Why          string        `json:"why,omitempty"`
	Leads        bool          `json:"leads,omitempty"` // whoever sent it offers to present it
	Name         string        `json:"name"`
	Organisation string        `json:"organisation,omitempty"`
	At           Instant       `json:"at"`
	State        ProposalState `json:"state,omitempty"`
}

// ProposalState is what has become of a proposal.
type ProposalState string

// The states of a proposal.
const (
	Proposed         ProposalState = ""
	ProposalTaken    ProposalState = "taken"
	ProposalDeclined ProposalState = "declined"
)

// The bounds of proposals.
const (
	MaxProposals     = 50  // that wait for an answer, to a meeting
	MaxAllProposals  = 500 // to a meeting, answered too
	MaxProposalsEach = 3   // of a person, to a meeting
	MaxWhy           = 300
	ProposedMinutes  = 10 // of an item, until somebody says otherwise
)

// TakesProposals reports whether proposals to a meeting may be sent and answered at a
// moment: it is announced, it stands, and it has not begun.
func (r Room) TakesProposals(now Instant) bool {
	return r.Meeting.Status == Planned && r.Agenda.Started == 0 && now < r.Meeting.Start
}

// Propose cleans what somebody proposes for a meeting that already has some proposals, or
// refuses it.
func (r Room) Propose(p Proposal, by Person, there []Proposal, now Instant) (Proposal, error) {
	switch {
	case !MaySpeak(by):
		return p, Refuse(NotAllowed, "Skriv ditt namn först.", "Write your name first.").About("name")
	case r.House.Bars(by.ID):
		return p, Refuse(NotAllowed, "Du är inte längre med i mötet.", "You are no longer in the meeting.")
	case !r.TakesProposals(now):
		return p, tooLateToPropose()
	}
	if err := fits(&p.Title, true, MaxTitle, "title"); err != nil {
		return p, err
	}
	if err := fits(&p.Why, false, MaxWhy, "why"); err != nil {
		return p, err
	}
	own, waiting := 0, 0
	for _, other := range there {
		if other.By == by.ID {
			own++
		}
		if other.State == Proposed {
			waiting++
		}
	}
	if own >= MaxProposalsEach {
		return p, Refuse(TooMuch, "Nu räcker det från en och samma till det här mötet.", "That is enough from one person for this meeting.")
	}
	if waiting >= MaxProposals || len(there) >= MaxAllProposals {
		return p, Refuse(TooMuch, "Det ryms inte fler förslag till det här mötet. Ställ det som en fråga dagen före.",
			"No more proposals fit for this meeting. Ask it as a question the day before.")
	}
	p.By, p.Name, p.Organisation, p.At, p.State = by.ID, by.Name, by.Organisation, now, Proposed
	return p, nil
}

// Take makes the command by which a proposal becomes an item of the agenda, with minutes:
// last, but before the time for questions that an agenda ends with.
func (p Proposal) Take(a Agenda, minutes int) AddItem {
	to := len(a.Items)
	for i, item := range a.Items {
		if !item.Round && asksQuestions(item) {
			to = i
		}
	}
	add := AddItem{Title: p.Title, Minutes: minutes, To: &to}
	if p.Leads {
		add.Presenter = p.Sender()
	}
	return add
}

// Sender says who sent it: "Cy, Föreningen Efteråt".
func (p Proposal) Sender() string {
	if p.Organisation == "" {
		return p.Name
	}
	return p.Name + ", " + p.Organisation
}

func tooLateToPropose() *Refusal {
	return Refuse(Late, "Mötet tar inte emot fler förslag. Ställ det som en fråga i stället.", "The meeting takes no more proposals. Ask it as a question instead.")
}
