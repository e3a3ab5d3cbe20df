package main

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"ringain/server/guest"
)

// checkNotes compares the notes of everybody who is here with those that somebody gets who
// comes anew, on each node, and with what was told to those who went away for good.
func (r *room) checkNotes(ctx context.Context) error {
	for _, s := range r.here() {
		if err := until(ctx, s.notes, patience, func(seen guest.NotesSeen) bool { return seen.Saved }); err != nil {
			seen, _ := s.notes.Seen()
			return fmt.Errorf("what %s wrote is not saved, and %+v refused: %w", s.name, seen.Refusals, err)
		}
	}
	v := r.crowd.verdict
	for _, n := range r.crowd.in.nodes {
		kept, err := r.newcomer(ctx, n)
		if err != nil {
			return err
		}
		for _, s := range r.here() {
			err := until(ctx, s.notes, patience, func(seen guest.NotesSeen) bool { return bytes.Equal(seen.State, kept.State) })
			s.seen, _ = s.notes.Seen()
			s.count()
			if err != nil || s.seen.Text != kept.Text {
				v.fault("%s: %s has other notes than node %s: %s", r.slug, s.name, n.name, differs(s.seen.Text, kept.Text))
			}
			v.compare.Add(int64(len(kept.Text)))
		}
		for _, s := range r.departed {
			lost, repeated := s.amiss(kept.Text)
			if lost != "" {
				v.losing("%s: of the notes of %s %s", r.slug, s.name, lost)
			}
			if repeated != "" {
				v.repeating("%s: of the notes of %s %s", r.slug, s.name, repeated)
			}
		}
	}
	r.departed = nil
	return nil
}

// newcomer returns the notes that somebody gets who comes anew to a node. What was kept on
// another a moment ago may not be there yet: they wait until they see what the others do,
// for a while.
func (r *room) newcomer(ctx context.Context, n *process) (seen guest.NotesSeen, err error) {
	ctx, cancel := context.WithCancel(ctx)
	notes, left := guest.NewNotes(), make(chan error, 1)
	go func() { left <- guest.New(n.base).Follow(r.slug).With(notes).Run(ctx) }()
	err = until(ctx, notes, patience, func(seen guest.NotesSeen) bool { return seen.Updates > 0 })
	if err == nil {
		_ = until(ctx, notes, behind, func(seen guest.NotesSeen) bool { return r.allSee(seen.State) }) // else they are compared, and differ
	}
	seen, _ = notes.Seen()
	cancel()
	if wrong := <-left; wrong != nil {
		err = wrong
	}
	if err != nil {
		err = fmt.Errorf("nobody new gets the notes from node %s: %w", n.name, err)
	}
	r.crowd.verdict.newcomers.Add(1)
	return seen, err
}

// allSee reports whether everybody who is here sees this state of the notes.
func (r *room) allSee(state []byte) bool {
	for _, s := range r.here() {
		if seen, _ := s.notes.Seen(); !bytes.Equal(seen.State, state) {
			return false
		}
	}
	return true
}

// until waits until notes are as wanted, so long.
func until(ctx context.Context, n *guest.Notes, long time.Duration, wanted func(guest.NotesSeen) bool) error {
	ctx, cancel := context.WithTimeout(ctx, long)
	defer cancel()
	for {
		seen, changed := n.Seen()
		if wanted(seen) {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
