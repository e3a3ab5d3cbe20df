package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"ringain/server/guest"
)

// scribe is somebody who follows a room and writes in its notes, words of one length that
// nobody else writes, and deletes one in five.
type scribe struct {
	name     string
	room     *room
	rng      *rand.Rand
	notes    *guest.Notes
	follower *guest.Follower
	typed    string // all of it
	pieces   int
	deletes  int             // of the pieces, from the first on
	seen     guest.NotesSeen // when they left for good
	counted  uint64          // of their units, those that were counted as kept
	compared int             // of their entries, those that were compared with the log

	leave func() // ends following
	left  chan error
}

const pieceLength = 14 // letters

// betweenWords is the pace of one who writes: fast, for much to be kept between two faults,
// and as people do where there is time. There is a limit to what one may write in all.
func (p plan) betweenWords() time.Duration {
	if p.Every > 0 {
		return 150 * time.Millisecond
	}
	return 12 * time.Millisecond
}

// come has a new scribe come to a room on a node.
func (r *room) come(ctx context.Context, number int, rng *rand.Rand) error {
	c := r.crowd
	n := c.in.nodes[number%len(c.in.nodes)]
	c.arrivals++
	s := &scribe{name: fmt.Sprintf("s%04d", c.arrivals%10000), room: r, rng: rng, notes: guest.NewNotes()}
	g := guest.New(n.base)
	if err := insistently(ctx, func() error { return g.Join(ctx, r.slug, "Sy "+s.name, "Ferry Company", "foretag") }); err != nil {
		return fmt.Errorf("a scribe does not come in: %w", err)
	}
	s.follower = g.Follow(r.slug).With(s.notes)
	ctx, cancel := context.WithCancel(ctx)
	left := make(chan error, 1)
	c.inside.Go(func() { left <- s.follower.Run(ctx) })
	typing := make(chan struct{})
	c.inside.Go(func() { defer close(typing); s.types(ctx) })
	s.leave = func() { cancel(); <-typing }
	s.left = left
	c.verdict.newcomers.Add(1)
	r.scribes[number] = s
	return nil
}

// types types until ctx ends. It holds still while everything is looked at.
func (s *scribe) types(ctx context.Context) {
	pace := time.NewTicker(s.room.crowd.in.plan.betweenWords())
	defer pace.Stop()
	for {
		select {
		case <-pace.C:
		case <-ctx.Done():
			return
		}
		s.room.crowd.gate.RLock()
		word := fmt.Sprintf("%sn%07d.", s.name, s.pieces)
		s.typed += word
		s.pieces++
		_ = s.notes.Type(word) // when there is no line it is typed all the same
		if s.pieces%5 == 4 {
			_ = s.notes.Delete(pieceLength)
			s.deletes++
		}
		s.room.crowd.gate.RUnlock()
	}
}

// goes has somebody go for good, at once: what they had been told is kept must be there
// without them.
func (s *scribe) goes(number int) {
	s.leave()
	if err := <-s.left; err != nil {
		s.room.crowd.verdict.fault("%s heard in %s what cannot be right: %v", s.name, s.room.slug, err)
	}
	s.seen, _ = s.notes.Seen()
	s.count()
	s.room.departed = append(s.room.departed, s)
	s.room.scribes[number] = nil
}

// count counts what is newly known to be kept.
func (s *scribe) count() {
	if s.seen.Written > s.counted+2 {
		more := (s.seen.Written - 2 - s.counted) / pieceLength
		s.counted += more * pieceLength
		s.room.crowd.verdict.notes.Add(int64(more))
	}
}

// amiss says what is wrong with what is there of somebody's notes who left for good:
//
//   - what was told to be kept is there, once and in order, but for what they deleted;
//   - what was told to be deleted is not there.
//
// What they deleted last may be gone, or not: they were not told.
func (s *scribe) amiss(text string) (lost, repeated string) {
	there := map[int]bool{}
	last := -1
	for line := range strings.SplitSeq(text, "\n") {
		if !strings.HasPrefix(line, s.name+"n") {
			continue
		}
		for at := 0; at+pieceLength <= len(line); at += pieceLength {
			n := strings.Index(s.typed, line[at:at+pieceLength]) / pieceLength
			if n <= last {
				repeated = fmt.Sprintf("%q comes after %d others", line[at:at+pieceLength], last+1)
			}
			there[n], last = true, n
		}
	}
	for n := s.deletes; s.seen.Written >= 2 && n < int(s.seen.Written-2)/pieceLength; n++ {
		if !there[n] {
			lost = fmt.Sprintf("piece %d of %d that were told to be kept is not there", n, int(s.seen.Written-2)/pieceLength)
			break
		}
	}
	for n := range int(s.seen.Deleted) / pieceLength {
		if there[n] {
			repeated = fmt.Sprintf("piece %d of %d that were told to be deleted is there", n, int(s.seen.Deleted)/pieceLength)
			break
		}
	}
	return lost, repeated
}

// insistently does something until it succeeds, or there is no more patience.
func insistently(ctx context.Context, do func() error) (err error) {
	pause := 20 * time.Millisecond
	for until := time.Now().Add(2 * patience); ; wait(ctx, pause) {
		if err = do(); err == nil || ctx.Err() != nil || time.Now().After(until) {
			return err
		}
		pause = min(2*pause, 300*time.Millisecond)
	}
}
