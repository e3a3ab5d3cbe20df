package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"ringain/meetings"
)

// SaveProposal keeps a proposal to the agenda of a meeting, new or answered. One that is
// another's, or another meeting's, stays as it is.
func (t *Tx) SaveProposal(meeting meetings.ID, p meetings.Proposal) (err error) {
	defer meetings.Wrap(&err, "keep a proposal to %s", meeting)
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO proposal (id, meeting, who, at, state, body) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (id) DO UPDATE SET state = excluded.state, body = excluded.body
			WHERE proposal.meeting = excluded.meeting AND proposal.who = excluded.who`,
		string(p.ID), string(meeting), string(p.By), int64(p.At), string(p.State), string(body))
}

const proposalsOf = `SELECT id, body FROM proposal WHERE meeting = $1 ORDER BY at, id`

// Proposals returns what is proposed for a meeting, in order.
func (s *Store) Proposals(ctx context.Context, meeting meetings.ID) (all []meetings.Proposal, err error) {
	defer meetings.Wrap(&err, "read the proposals to %s", meeting)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	return all, s.each(ctx, s.reads, proposalsOf, []any{string(meeting)}, func(scan scanner) error {
		p, err := scanBody[meetings.Proposal](scan)
		all = append(all, p)
		return err
	})
}

// Proposals is the same within a change.
func (t *Tx) Proposals(meeting meetings.ID) (all []meetings.Proposal, err error) {
	defer meetings.Wrap(&err, "read the proposals to %s", meeting)
	return all, t.s.each(t.ctx, t.tx, proposalsOf, []any{string(meeting)}, func(scan scanner) error {
		p, err := scanBody[meetings.Proposal](scan)
		all = append(all, p)
		return err
	})
}

// Proposal returns one proposal to a meeting; it refuses one that there is not.
func (t *Tx) Proposal(meeting, id meetings.ID) (p meetings.Proposal, err error) {
	defer meetings.Wrap(&err, "read a proposal to %s", meeting)
	p, err = scanBody[meetings.Proposal](t.row(`SELECT id, body FROM proposal WHERE meeting = $1 AND id = $2`, string(meeting), string(id)).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		err = meetings.Refuse(meetings.Late, "Förslaget finns inte längre.", "The proposal is no longer there.")
	}
	return p, err
}

// ProposalsWaiting returns how many proposals wait for an answer, by meeting, of those
// that begin after a moment.
func (s *Store) ProposalsWaiting(ctx context.Context, after meetings.Instant) (waiting map[meetings.ID]int, err error) {
	defer meetings.Wrap(&err, "count the proposals")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	waiting = map[meetings.ID]int{}
	return waiting, s.each(ctx, s.reads, `SELECT p.meeting, COUNT(*) FROM proposal p JOIN meeting m ON m.id = p.meeting
		WHERE p.state = '' AND m.starts > $1 GROUP BY p.meeting`, []any{int64(after)}, func(scan scanner) error {
		var id meetings.ID
		var n int
		err := scan(&id, &n)
		waiting[id] = n
		return err
	})
}

// RemoveProposal forgets one proposal.
func (t *Tx) RemoveProposal(id meetings.ID) (err error) {
	defer meetings.Wrap(&err, "forget a proposal")
	return t.exec(`DELETE FROM proposal WHERE id = $1`, string(id))
}

// ForgetProposals forgets what was proposed for a meeting.
func (t *Tx) ForgetProposals(meeting meetings.ID) (err error) {
	defer meetings.Wrap(&err, "forget the proposals to %s", meeting)
	return t.exec(`DELETE FROM proposal WHERE meeting = $1`, string(meeting))
}
