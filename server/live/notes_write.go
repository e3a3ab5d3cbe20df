package live

import (
	"errors"
	"strconv"
	"time"

	"github.com/gorilla/websocket"

	"ringain/meetings"
	"ringain/meetings/notes"
	"ringain/meetings/store"
	"ringain/server/change"
	"ringain/server/wire"
)

// outcome is what became of an update, for its writer.
type outcome struct {
	letter
	refusal *meetings.Refusal // nil: it is kept, when the batch is
	late    bool              // refusal is known when it has been put aside
}

// takeNotes takes in what has come for the notes, unless a batch is being kept or the
// store is asked: then it is done after that.
func (r *room) takeNotes() {
	n := r.notes
	switch {
	case n.busy || n.failed || n.stop == nil && n.mail.isEmpty():
		return
	case !r.log.open:
		r.ask() // for whether the notes are locked, and the meeting has ended
		return
	case n.doc == nil || n.stale:
		r.openNotes()
		return
	case n.behind:
		r.healNotes()
		return
	}
	letters := n.mail.take(n.held, n.ending)
	n.held = nil
	for i, l := range letters {
		if l.asks {
			n.questions = append(n.questions, l)
		} else if !r.admitNote(l) {
			n.held = letters[i:]
			for j := range n.held {
				n.held[j].checked = true // by what is asked now
			}
			n.behind = true
			break
		}
	}
	if len(n.batch)+len(n.late) > 0 {
		r.keepNotes()
		return
	}
	r.settleNotes()
	if n.behind {
		n.mail.ring()
	}
}

// admitNote takes in one update. It reports false when that may build on what is not
// here, so that the store must be asked first.
func (r *room) admitNote(l letter) bool {
	n := r.notes
	l.from.torn = l.from.torn && !l.all
	if l.body != nil && !l.checked && !l.from.torn && n.doc.Behind(l.body, l.from.person.ID) {
		return false
	}
	if l.number == 0 {
		l.from.wrote++
		l.number = l.from.wrote
	}
	if l.from.torn {
		n.outcomes = append(n.outcomes, outcome{letter: l, refusal: unsaved()})
		return true
	}
	if l.body == nil {
		n.outcomes = append(n.outcomes, outcome{letter: l, refusal: tooLarge()})
		return true
	}
	r.fold()
	m := r.state.Meeting
	if err := r.state.House.AdmitsWriter(l.from.person, true); err != nil {
		n.outcomes = append(n.outcomes, outcome{letter: l, refusal: r.refusalOf(err)})
		return true
	}
	admitted, err := n.doc.Admit(l.body, l.from.writer(), notes.State{Ended: m.Ended != 0, Locked: m.NotesLocked || r.state.House.ReadOnly})
	o := outcome{letter: l}
	switch {
	case err != nil:
		o.refusal = r.refusalOf(err)
		if o.late = o.refusal.Kind == meetings.Late; o.late {
			n.late = append(n.late, l)
		}
	case admitted.New:
		l.clients = admitted.Clients
		n.batch = append(n.batch, l)
	}
	n.outcomes = append(n.outcomes, o)
	return true
}

// refusalOf is what people are told of an error.
func (r *room) refusalOf(err error) *meetings.Refusal {
	if refusal, ok := errors.AsType[*meetings.Refusal](err); ok {
		return refusal
	}
	r.hub.Log.Error("the notes failed", "meeting", r.id, "err", err)
	return unsaved()
}

// keepNotes has what was admitted kept, and what came too late put aside.
func (r *room) keepNotes() {
	n := r.notes
	n.busy = true
	updates := make([]store.NotesUpdate, len(n.batch))
	for i, l := range n.batch {
		updates[i] = store.NotesUpdate{By: l.from.person.Author(), Body: l.body, Clients: l.clients}
	}
	late := n.late
	r.off("keeper of notes", func() func() {
		if len(updates) > 0 {
			first, err := r.hub.Change.KeepNotes(r.id, n.mark, updates)
			if err != nil {
				return func() { r.notesUnkept(err) }
			}
			defer r.hub.stats.notesKept.Add(int64(len(updates)))
			updates[len(updates)-1].N = first + int64(len(updates)) - 1
		}
		tooLate := make([]change.LateNotes, len(late))
		for i, l := range late {
			tooLate[i] = change.LateNotes{By: l.from.person, Body: l.body}
		}
		aside := r.hub.Change.KeepLate(r.id, tooLate)
		reached := int64(0)
		if len(updates) > 0 {
			reached = updates[len(updates)-1].N
		}
		return func() { r.notesKept(reached, aside) }
	}, func() { r.notesUnkept(errPanicked) })
}

var errPanicked = errors.New("it panicked")

// notesKept goes on when a batch is kept.
func (r *room) notesKept(reached int64, aside []error) {
	n := r.notes
	r.takeIn() // what the bus has told of it is there by now, if it had a place
	n.busy = false
	n.notHeard(reached)
	if len(n.batch) > 0 {
		n.unkept = 0
		if n.later != nil {
			r.askForUnkept() // what can be kept for one can be for all
		}
	}
	n.batch, n.late = nil, nil
	for i, o := range n.outcomes {
		if o.late {
			if aside[0] != nil {
				n.outcomes[i].refusal = r.refusalOf(aside[0])
			}
			aside = aside[1:]
		}
	}
	r.settleNotes()
}

// notHeard has the store asked when the log has come further than was told.
func (n *notebook) notHeard(reached int64) {
	if reached > n.last {
		n.behind, n.expect = true, reached
	}
}

// notesUnkept goes on when a batch could not be kept: its writers are told, and the
// document is opened anew. Only when somebody used what another had just used on
// another node, or has been removed there, all are taken in again, and that one is
// refused then.
func (r *room) notesUnkept(err error) {
	n := r.notes
	n.busy, n.stale = false, true
	outcomes := n.outcomes
	n.batch, n.late, n.outcomes = nil, nil, nil
	taken, ok := errors.AsType[*store.ClientTaken](err)
	if ok {
		r.hub.Log.Warn("somebody used the client of another in the notes", "meeting", r.id, "client", taken.Client)
	}
	if _, gone := errors.AsType[change.WriterRemoved](err); gone {
		r.ask() // for the removal, which is not known here yet
		ok = true
	}
	if ok {
		first := make([]letter, len(outcomes))
		for i, o := range outcomes {
			first[i] = o.letter
		}
		n.held = append(first, n.held...)
		return
	}
	r.hub.stats.notesUnkept.Add(1)
	n.unkept++
	if wait := waitToAsk(n.unkept); wait > 0 && n.later == nil {
		n.later = time.After(wait)
	}
	r.hub.Log.Error("the notes could not be kept", "meeting", r.id, "err", err)
	letters := n.mail.take(n.held, true)
	n.held = nil
	for _, l := range letters {
		if l.asks {
			n.held = append(n.held, l)
			continue
		}
		if l.number == 0 {
			l.from.wrote++
			l.number = l.from.wrote
		}
		outcomes = append(outcomes, outcome{letter: l})
	}
	for _, o := range outcomes {
		if o.refusal == nil || o.late {
			o.from.unsaved = o.number
		} else {
			o.from.refuse(o.number, o.refusal)
		}
	}
	for _, o := range outcomes {
		if c := o.from; c.unsaved > 0 {
			c.refuse(c.unsaved, unsaved())
			c.unsaved, c.torn = 0, n.hearers[c] // who is asked what is lacking when the document is open again
		}
	}
}

// settleNotes tells writers what became of their updates, and answers those who ask
// what they lack.
func (r *room) settleNotes() {
	n := r.notes
	for _, o := range n.outcomes {
		if o.refusal != nil {
			r.hub.stats.notesRefused.Add(1)
			o.from.refuse(o.number, o.refusal)
		} else {
			o.from.settled = o.number
		}
	}
	for _, o := range n.outcomes {
		o.from.confirm()
	}
	clear(n.outcomes)
	n.outcomes = n.outcomes[:0]
	if n.stale || n.doc == nil {
		return
	}
	for _, l := range n.questions {
		r.answerNotes(l)
	}
	clear(n.questions)
	n.questions = n.questions[:0]
}

// refuse tells a connection that one of its updates is not in the document.
func (c *conn) refuse(number int64, refusal *meetings.Refusal) {
	c.settled, c.confirmed = number, number
	switch {
	case !c.stock:
		c.push(frameOf(wire.Down{Notes: &wire.Notes{Kept: number, Refused: refusal.Kind, Say: refusal.Say.In(c.lang)}}))
	case refusal.Kind != meetings.SignIn: // the editors of readers tidy up without being asked
		c.push(newFrame(websocket.BinaryMessage, wire.AppendDenied(nil, refusal.Say.In(c.lang))))
	}
}

// confirm tells a connection how many of its updates are settled, when there are more.
func (c *conn) confirm() {
	if c.settled == c.confirmed {
		return
	}
	c.confirmed = c.settled
	if c.stock {
		return
	}
	var place [48]byte
	body := append(place[:0], `{"notes":{"kept":`...)
	body = strconv.AppendInt(body, c.settled, 10)
	c.push(newFrame(websocket.TextMessage, append(body, "}}"...)))
}

// writer is who a connection's updates are by; whoever may lock the notes writes in them while they are locked.
// Everybody is told of a client before it has written anything: nobody else writes as it.
func (c *conn) writer() notes.Writer {
	return notes.Writer{Person: c.room.state.As(c.person, meetings.LockNotes{}), Schema: c.schema, Others: func(client uint64) bool {
		return c.room.notes.aware.isOthers(client, c.person.ID)
	}}
}

func unsaved() *meetings.Refusal {
	return meetings.Refuse(meetings.Unsaved, "Det gick inte att spara just nu. Texten finns kvar hos dig, och ett nytt försök görs strax.",
		"It could not be saved just now. You still have the text, and it will be tried again shortly.")
}

func tooLarge() *meetings.Refusal {
	return meetings.Refuse(meetings.TooMuch, "Det är för mycket text på en gång. Lägg in den i mindre delar.",
		"That is too much text at once. Put it in as smaller parts.")
}
