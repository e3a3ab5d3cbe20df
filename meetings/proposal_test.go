package meetings

import (
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestProposalsAreBoundedAndTakenBeforeTheMeeting(t *testing.T) {
	now := At(time.Date(2027, 1, 5, 8, 0, 0, 0, time.UTC))
	room := Room{Meeting: Meeting{Status: Planned, Start: now.Add(time.Hour)}}
	cy := Person{ID: "cy", Name: "Cy", Organisation: "Föreningen Efteråt", Role: Guest}
	of := func(who string, n int) (all []Proposal) {
		for i := range n {
			all = append(all, Proposal{ID: ID(who + strconv.Itoa(i)), By: ID(who)})
		}
		return all
	}
	many := func() (all []Proposal) {
		for i := range MaxProposals {
			all = append(all, Proposal{By: ID(strconv.Itoa(i))})
		}
		return all
	}
	declined := many()
	for i := range declined {
		declined[i].State = ProposalDeclined
	}
	begun, cancelled, draft, barred := room, room, room, room
	begun.Agenda.Started, cancelled.Meeting.Status, draft.Meeting.Status = now, Cancelled, Draft
	barred.House.Barred = []ID{"cy"}
	for name, c := range map[string]struct {
		room  Room
		by    Person
		title string
		there []Proposal
		now   Instant
		want  RefusalKind
	}{
		"as it should be":   {room, cy, "Väntetider", of("cy", MaxProposalsEach-1), now, ""},
		"without a name":    {room, Person{}, "Väntetider", nil, now, NotAllowed},
		"without words":     {room, cy, " ", nil, now, Invalid},
		"too long":          {room, cy, strings.Repeat("å", MaxTitle+1), nil, now, Invalid},
		"too many of one":   {room, cy, "Väntetider", of("cy", MaxProposalsEach), now, TooMuch},
		"too many":          {room, cy, "Väntetider", many(), now, TooMuch},
		"room was made":     {room, cy, "Väntetider", declined, now, ""},
		"begun":             {begun, cy, "Väntetider", nil, now, Late},
		"its time has come": {room, cy, "Väntetider", nil, room.Meeting.Start, Late},
		"cancelled":         {cancelled, cy, "Väntetider", nil, now, Late},
		"removed":           {barred, cy, "Väntetider", nil, now, NotAllowed},
		"a draft":           {draft, cy, "Väntetider", nil, now, Late},
	} {
		p, err := c.room.Propose(Proposal{ID: "p", Title: c.title, Leads: true}, c.by, c.there, c.now)
		var got RefusalKind
		if r, ok := err.(*Refusal); ok {
			got = RefusalKind(r.Kind)
		}
		if got != c.want || err == nil && (p.Sender() != "Cy, Föreningen Efteråt" || p.At != now) {
			t.Errorf("%s: %v, %+v", name, err, p)
		}
	}
}

func TestAProposalIsTakenBeforeTheQuestionsThatAnAgendaEndsWith(t *testing.T) {
	p := Proposal{Title: "Väntetider", Name: "Cy", Leads: true}
	if add := p.Take(Agenda{Items: []Item{{Title: "Laget runt", Round: true}, {Title: "Frågor"}, {Title: "Nästa gång"}}}, 10); *add.To != 1 || add.Presenter != "Cy" || add.Minutes != 10 {
		t.Errorf("%+v", add)
	}
	p.Leads = false
	if add := p.Take(Agenda{Items: []Item{{Title: "Välkomna"}}}, 5); *add.To != 1 || add.Presenter != "" {
		t.Errorf("%+v", add)
	}
}
