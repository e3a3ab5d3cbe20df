package web

import (
	"crypto/rand"
	"maps"
	"net/http"
	"net/url"
	"strconv"

	"ringain/meetings"
)

// doPropose is what the button of the form says that sends a proposal.
const doPropose = "agenda.propose"

// doWithdraw is what the button says that takes a proposal back.
const doWithdraw = "dra-tillbaka"

// proposing is what people propose for the agenda of a meeting, for one who reads its page.
type proposing struct {
	Room    meetings.Room
	Open    bool                // proposals may be sent and answered
	Own     []meetings.Proposal // of whoever reads
	Waiting []meetings.Proposal // for an answer; for organisers
	Settled []meetings.Proposal // answered; for organisers
	Form    form
	Once    string
}

// proposalsOnPage is the proposals as the page of the meeting shows them.
func (w *Web) proposalsOnPage(p *page, r *http.Request, room meetings.Room, f form) (v proposing, err error) {
	v = proposing{Room: room, Open: room.TakesProposals(p.Now), Form: f, Once: rand.Text()}
	reader := p.Person.ID
	if !p.Known { // their device may remember them
		who, _ := w.auth.Comes(r)
		reader, p.Private = who.ID, p.Private || who.ID != ""
	}
	if reader == "" || !v.Open {
		return v, nil
	}
	all, err := w.store.Proposals(r.Context(), room.Meeting.ID)
	if err != nil {
		return v, err
	}
	plans := p.Known && meetings.MayPlanMeeting(p.Person, room.Meeting)
	for _, one := range all {
		if one.By == reader {
			v.Own = append(v.Own, one)
		}
		switch {
		case plans && one.State == meetings.Proposed:
			v.Waiting = append(v.Waiting, one)
		case plans:
			v.Settled = append(v.Settled, one)
		}
	}
	return v, nil
}

// itemProposalForm is where somebody proposes something for the agenda.
func (w *Web) itemProposalForm(p *page, r *http.Request) (body, error) {
	return w.itemProposal(p, r, w.introduction(p, r))
}

func (w *Web) itemProposal(p *page, r *http.Request, f form) (body, error) {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return nil, err
	}
	v, err := w.proposalsOnPage(p, r, room, f)
	p.Title, p.Section = p.Say("Föreslå något till dagordningen", "Propose something for the agenda"), "/moten"
	return itemProposalPage(p, v), err
}

// proposeItem keeps what somebody wants the meeting to take up. Whoever has not said who they
// are does so in the same form.
func (w *Web) proposeItem(p *page, rw http.ResponseWriter, r *http.Request) error {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return err
	}
	f, by := form{Values: r.PostForm}, p.Person
	if f.Value("do") == doWithdraw {
		return w.withdrawProposal(p, rw, r, room)
	}
	if !p.Known {
		if by, err = w.auth.Join(rw, r, f.Value("name"), f.Value("organisation"), f.Value("sector")); err == nil {
			p.Who, p.Person, p.Known = by, by, true
			w.auth.Remember(rw, by, f.Has("remember", "1"))
		}
	}
	if err == nil {
		err = w.inPace(p, room.Meeting)
	}
	if err == nil {
		err = w.change.Propose(r.Context(), by, room.Meeting.ID, meetings.Proposal{ID: proposalID(r.PostForm, room.Meeting.ID), Title: f.Value("title"), Why: f.Value("why"), Leads: f.Has("leads", "1")})
	}
	if err != nil {
		return w.again(p, rw, r, err, w.itemProposal)
	}
	return see(rw, r, p, meetingPath(room.Meeting)+"/forslag")
}

// withdrawProposal takes a proposal back for whoever sent it, or whose device remembers that.
func (w *Web) withdrawProposal(p *page, rw http.ResponseWriter, r *http.Request, room meetings.Room) error {
	by := p.Person
	if !p.Known {
		by, _ = w.auth.Comes(r)
	}
	if err := w.change.WithdrawProposal(r.Context(), by, room.Meeting.ID, meetings.ID(r.PostForm.Get("proposal"))); err != nil {
		return err
	}
	return see(rw, r, p, meetingPath(room.Meeting)+"/forslag")
}

// proposalID is commandID of a form that was sent to one meeting: sent to another, it is
// another proposal.
func proposalID(posted url.Values, meeting meetings.ID) meetings.ID {
	both := maps.Clone(posted)
	both.Set("meeting", string(meeting))
	return commandID(both)
}

// answerProposal takes a proposal onto the agenda, or declines it.
func (w *Web) answerProposal(p *page, rw http.ResponseWriter, r *http.Request) error {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return err
	}
	id := meetings.ID(r.PostForm.Get("proposal"))
	switch r.PostForm.Get("do") {
	case "take":
		minutes := form{Values: r.PostForm}.Minutes()
		err = w.change.TakeProposal(r.Context(), p.Person, room.Meeting.ID, id, minutes)
	case "decline":
		err = w.change.DeclineProposal(r.Context(), p.Person, room.Meeting.ID, id)
	default:
		err = meetings.Refuse(meetings.Unknown, "Det finns inget sådant att göra.", "There is no such thing to do.")
	}
	if err != nil {
		return w.again(p, rw, r, err, func(p *page, r *http.Request, f form) (body, error) {
			return w.meetingAsks(p, r, form{Values: url.Values{}, Refusal: f.Refusal})
		})
	}
	return see(rw, r, p, meetingPath(room.Meeting)+"#forslag")
}

// sayProposal says to whoever sent a proposal what has become of it.
func (p *page) sayProposal(one meetings.Proposal) string {
	switch one.State {
	case meetings.ProposalTaken:
		return p.Say("Står på dagordningen", "On the agenda")
	case meetings.ProposalDeclined:
		return p.Say("Tas inte upp den här gången", "Not taken up this time")
	}
	return p.Say("Väntar på svar", "Waits for an answer")
}

// sayWaiting says how many proposals wait for an answer.
func (p *page) sayWaiting(n int) string {
	if n == 1 {
		return p.Say("1 förslag till dagordningen", "1 proposal for the agenda")
	}
	return strconv.Itoa(n) + p.Say(" förslag till dagordningen", " proposals for the agenda")
}
