package change

import (
	"context"
	"slices"

	"ringain/meetings"
	"ringain/meetings/store"
)

// Propose keeps what somebody wants a meeting to take up. Sent again under the same
// identity it is there once.
func (c *Changes) Propose(_ context.Context, by meetings.Person, meeting meetings.ID, p meetings.Proposal) error {
	if !p.ID.Valid() {
		return meetings.Refuse(meetings.Invalid, "Formuläret saknar sitt nummer. Öppna sidan på nytt.", "The form lacks its number. Open the page again.")
	}
	return c.store.Change(string(meeting), func(tx *store.Tx) error {
		room, err := tx.Hold(meeting)
		if err != nil {
			return err
		}
		there, err := tx.Proposals(meeting)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(there, func(o meetings.Proposal) bool { return o.ID == p.ID }) {
			return nil
		}
		p, err := room.Propose(p, by, there, meetings.At(c.now()))
		if err != nil {
			return err
		}
		return tx.SaveProposal(meeting, p)
	})
}

// TakeProposal puts a proposal on the agenda of its meeting as an item with minutes. Taken
// again, it is there once.
func (c *Changes) TakeProposal(ctx context.Context, by meetings.Person, meeting, id meetings.ID, minutes int) error {
	return c.answer(ctx, by, meeting, id, func(tx *store.Tx, p meetings.Proposal) (meetings.ProposalState, error) {
		if p.State == meetings.ProposalTaken {
			return p.State, nil
		}
		room, seq, err := tx.Take(meeting)
		if err != nil {
			return "", err
		}
		d := meetings.Doing{ID: c.newID(), By: by, At: meetings.At(c.now())} // whoever sent it knows p.ID, and may have used it
		return meetings.ProposalTaken, c.carryOut(tx, room, seq, d, p.Take(room.Agenda, minutes))
	})
}

// DeclineProposal says that a proposal is not taken up in its meeting. It can still be taken.
func (c *Changes) DeclineProposal(ctx context.Context, by meetings.Person, meeting, id meetings.ID) error {
	return c.answer(ctx, by, meeting, id, func(_ *store.Tx, p meetings.Proposal) (meetings.ProposalState, error) {
		if p.State == meetings.ProposalTaken {
			return "", meetings.Refuse(meetings.Late, "Förslaget står redan på dagordningen. Ta bort punkten där.", "The proposal is already on the agenda. Remove the item there.")
		}
		return meetings.ProposalDeclined, nil
	})
}

func (c *Changes) answer(ctx context.Context, by meetings.Person, meeting, id meetings.ID, decide func(*store.Tx, meetings.Proposal) (meetings.ProposalState, error)) error {
	if err := c.leads(ctx, by, meeting); err != nil {
		return err
	}
	return c.store.Change(string(meeting), func(tx *store.Tx) error {
		room, err := tx.Hold(meeting)
		if err != nil {
			return err
		}
		p, err := tx.Proposal(meeting, id)
		if err != nil {
			return err
		}
		if !room.TakesProposals(meetings.At(c.now())) {
			return meetings.Refuse(meetings.Late, "Mötet har börjat. Lägg till punkten i rummet.", "The meeting has begun. Add the item in the room.")
		}
		if p.State, err = decide(tx, p); err != nil {
			return err
		}
		return tx.SaveProposal(meeting, p)
	})
}

// WithdrawProposal takes a proposal back for whoever sent it, for good: what was taken onto
// the agenda stays there, for those who plan it, and no longer says who leads it.
func (c *Changes) WithdrawProposal(_ context.Context, by meetings.Person, meeting, id meetings.ID) error {
	return c.store.Change(string(meeting), func(tx *store.Tx) error {
		room, err := tx.Hold(meeting)
		if err != nil {
			return err
		}
		all, err := tx.Proposals(meeting)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(p meetings.Proposal) bool { return p.ID == id && p.By == by.ID })
		switch {
		case by.ID == "" || at < 0:
			return nil // it is gone already, or not theirs
		case !room.TakesProposals(meetings.At(c.now())):
			return meetings.Refuse(meetings.Late, "Mötet har börjat. Säg till den som leder det i stället.", "The meeting has begun. Tell whoever leads it instead.")
		}
		_, err = c.eraseProposal(tx, meeting, all[at])
		return err
	})
}

// eraseProposals has a meeting forget what some who are one have proposed, and that they
// lead it. It returns the names under which they would have done so.
func (c *Changes) eraseProposals(tx *store.Tx, meeting meetings.ID, who []meetings.ID) (senders []string, err error) {
	all, err := tx.Proposals(meeting)
	if err != nil {
		return nil, err
	}
	for _, one := range all {
		if !slices.Contains(who, one.By) {
			continue
		}
		led, err := c.eraseProposal(tx, meeting, one)
		if err != nil {
			return nil, err
		}
		if led {
			senders = append(senders, one.Sender())
		}
	}
	return senders, nil
}

// eraseProposal removes a proposal, and who leads the item that was made of it: led says
// whether somebody did.
func (c *Changes) eraseProposal(tx *store.Tx, meeting meetings.ID, one meetings.Proposal) (led bool, err error) {
	if led = one.Leads && one.State == meetings.ProposalTaken; led {
		if err := c.withoutPresenter(tx, meeting, one.Sender()); err != nil {
			return led, err
		}
	}
	return led, tx.RemoveProposal(one.ID)
}
