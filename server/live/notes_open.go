package live

import (
	"errors"
	"math/rand/v2"
	"time"

	"ringain/meetings/store"
	"ringain/server/wire"
)

// openNotes has the document opened from what is kept, off the room's goroutine.
func (r *room) openNotes() {
	n := r.notes
	n.busy, n.behind = true, false
	n.doc, n.answer = nil, lacking{}
	told := n.last
	r.listenToNotes() // first, so that nothing falls between
	r.off("opener of notes", func() func() {
		doc, kept, err := r.hub.Change.OpenNotes(r.ctx, r.id)
		if err != nil {
			return func() { r.notesFailed(err) }
		}
		return func() {
			n.busy, n.stale, n.doc, n.last = false, false, doc, kept.Last
			n.log = logOf(kept, r.hub.Now())
			n.notHeard(n.expect)
			r.hub.stats.notesOpened.Add(1)
			if !r.notesOpened(kept.Made) {
				n.tellSince(told, kept)
			}
		}
	}, func() { r.notesFailed(errPanicked) })
}

// notesFailed goes on when the store could not be asked. It is asked again at the next
// tick; meanwhile people wait, and the mailbox fills up.
func (r *room) notesFailed(err error) {
	n := r.notes
	n.failed = true
	n.busy = false
	r.hub.Log.Warn("the notes cannot be read; it is tried again", "meeting", r.id, "err", err)
}

// notesOpened tells those who had the document before that it was made anew, or asks
// what they have that is not in the log. It reports whether it was made anew.
func (r *room) notesOpened(made int64) (anew bool) {
	n := r.notes
	anew = n.again && made != n.made
	n.made = made
	if n.again && (anew || n.later == nil) {
		r.askForNotes(anew)
	}
	n.again = true
	return anew
}

// askForNotes asks everybody what they have that is not in the log, or tells them that
// the document was made anew.
func (r *room) askForNotes(anew bool) {
	n := r.notes
	n.later = nil
	ask := syncFrame(wire.Step1, n.doc.StateVector())
	for c := range n.hearers {
		if anew && !c.stock {
			c.push(frameOf(wire.Down{Notes: &wire.Notes{Kept: c.settled, Reset: true}}))
		} else {
			c.push(ask)
		}
	}
}

// askForUnkept asks for what could not be kept, when the wait for that is over; or has it
// asked for when the document is open again.
func (r *room) askForUnkept() {
	n := r.notes
	n.later = nil
	if n.doc != nil && !n.stale {
		r.askForNotes(false)
	}
}

// How long writers wait until they are asked again for what could not be kept.
const (
	firstWait   = 250 * time.Millisecond // at the most
	longestWait = 10 * time.Second
)

// waitToAsk is how long the wait is after so many batches in a row that could not be kept:
// none after the first, since the next may succeed, and then longer each time, half of
// it certain and half by chance, so that not all rooms ask at once.
func waitToAsk(unkept int) time.Duration {
	if unkept < 2 {
		return 0
	}
	most := min(firstWait<<min(unkept-2, 10), longestWait)
	return most/2 + rand.N(most/2)
}

// tellSince hands on what was kept after the number that had been handed on when the
// document was opened again: by another node, or by this one, which was not told that it
// was. Nobody asks for it, since everybody who hears believes that they have everything.
func (n *notebook) tellSince(told int64, kept store.Notes) {
	if len(n.hearers) == 0 {
		return
	}
	if kept.Snapshot != nil && kept.Upto > told {
		n.outgoing = append(n.outgoing, relayed{body: kept.Snapshot})
	}
	for _, u := range kept.Updates {
		if u.N > told {
			n.outgoing = append(n.outgoing, relayed{body: u.Body})
		}
	}
}

var errGone = errors.New("a snapshot has taken its place")

// maxMissing bounds what is asked for at once.
const maxMissing = 5000

// healNotes asks the store for what is missing, off the room's goroutine.
func (r *room) healNotes() {
	n := r.notes
	n.busy, n.behind = true, false
	last := n.last
	r.off("question about notes", func() func() {
		updates, err := r.hub.Store.NotesSince(r.ctx, r.id, last, maxMissing)
		if err != nil {
			return func() { n.behind = true; r.notesFailed(err) }
		}
		return func() { r.notesHealed(updates) }
	}, func() { r.notesFailed(errPanicked) })
}

// notesHealed takes in what was missing. When a snapshot has taken its place, the
// document is opened again.
func (r *room) notesHealed(updates []store.NotesUpdate) {
	n := r.notes
	n.busy = false
	for _, u := range updates {
		if u.N <= n.last {
			continue
		}
		err := errGone
		if u.N == n.last+1 {
			err = n.doc.Hear(u.Body, u.By.ID)
		}
		if err != nil {
			r.hub.Log.Warn("the notes are opened again", "meeting", r.id, "has", n.last, "next", u.N, "err", err)
			n.stale = true
			return
		}
		r.takeUpdate(u.N, relayed{body: u.Body})
	}
	if len(updates) > 0 {
		r.hub.stats.healed.Add(1)
	}
	if len(updates) == maxMissing {
		n.behind = true
	} else if n.expect > n.last { // by an erasure, which is no update
		n.stale = true
	}
}

// lookAfterNotes is called now and then: what has failed is tried again, a snapshot is
// made, and those are forgotten who have gone.
func (r *room) lookAfterNotes() {
	n := r.notes
	if n.stop == nil {
		return
	}
	if n.failed {
		n.failed = false
		n.mail.ring()
	}
	if n.doc != nil {
		r.compactNotes()
	}
	n.aware.sweep(r.hub.Now())
}

// logged is how much of the log is not in a snapshot.
type logged struct {
	updates, bytes int
	at             time.Time // when a snapshot was last begun
	making         bool
}

// When a snapshot is made.
const (
	snapshotUpdates = 500
	snapshotBytes   = 64 << 10
	snapshotEvery   = 10 * time.Second // at the most
)

func logOf(kept store.Notes, now time.Time) logged {
	l := logged{at: now.Add(-snapshotEvery)}
	for _, u := range kept.Updates {
		l.grows(len(u.Body))
	}
	return l
}

func (l *logged) grows(bytes int) {
	l.updates++
	l.bytes += bytes
}

// compactNotes has a snapshot made when the log has grown. It is made from what the
// store keeps, so that it costs nobody in the room anything.
func (r *room) compactNotes() {
	l := &r.notes.log
	now := r.hub.Now()
	if l.making || l.updates < snapshotUpdates && l.bytes < snapshotBytes || now.Sub(l.at) < snapshotEvery {
		return
	}
	*l = logged{at: now, making: true}
	finished := func() { r.notes.log.making = false }
	r.off("maker of snapshots", func() func() {
		if _, err := r.hub.Change.CompactNotes(r.ctx, r.id); err != nil {
			r.hub.Log.Error("no snapshot of the notes was made; the log stays as it is", "meeting", r.id, "err", err)
		}
		return finished
	}, finished)
}
