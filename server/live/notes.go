package live

import (
	"crypto/rand"
	"sync"
	"time"

	"ringain/meetings/notes"
	"ringain/notify/bus"
	"ringain/server/change"
)

// notebook is the shared notes of a meeting as this node's people see them.
//
// What people send waits in the mailbox. The room takes it in when nothing is being
// kept: it admits all that has gathered into the document and has the batch kept, off
// its own goroutine. So the document holds what is kept, and one batch. When the batch
// is on disk, the room hears of it over the bus, as of what other nodes keep, and hands
// it on; then those are answered who ask what they lack, from a document of which all
// is kept. When it cannot be kept, the document is thrown away and opened again.
//
// Its fields belong to the room's goroutine, but for mail, aware and paces.
type notebook struct {
	mail    *mailbox
	aware   *awareness
	paces   sync.Map       // *rate.Limiter, by session; see paceOf
	done    chan func()    // what is to be done when something off the room's goroutine has ended
	under   int            // how much of that is under way
	hearers map[*conn]bool // those who have opened the notes
	stop    func()         // ends the hearing of the bus; nil before the notes were first opened
	mark    string         // says on the bus that something comes from here

	doc    *notes.Doc // nil while it is not open
	last   int64      // number of the newest update that it has
	made   int64      // number at which the document was last made anew
	stale  bool       // it is to be opened again as soon as nothing is being kept
	again  bool       // it was open before, so that whoever is here is asked what it lacks
	behind bool       // something was missed, so the store must be asked
	failed bool       // the store could not be asked; it is asked again at the next tick
	ending bool       // everybody has left
	expect int64      // number that the log is known to have reached
	led    bool       // by what is outgoing an organiser leads the notes

	unkept int              // batches in a row that could not be kept
	later  <-chan time.Time // when writers are asked for what could not be kept; nil when they have been

	busy      bool      // the store is being asked, or is keeping a batch
	batch     []letter  // what is being kept
	late      []letter  // what came too late, and is being put aside for an organiser
	held      []letter  // what comes before what is in the mailbox
	questions []letter  // those who ask what they lack
	outcomes  []outcome // what is told to writers when the batch is kept
	outgoing  []relayed // what is kept, and not yet handed on
	answer    lacking
	log       logged
}

func newNotebook() *notebook {
	return &notebook{mail: newMailbox(), aware: newAwareness(), done: make(chan func(), 4), mark: rand.Text(), hearers: map[*conn]bool{}}
}

// off runs something off the room's goroutine, and what it returns on it afterwards;
// or failed, when it panicked.
func (r *room) off(what string, run func() (then func()), failed func()) {
	n := r.notes
	n.under++
	go func() {
		then := failed
		defer func() { n.done <- then }()
		r.hub.guard(what, func() { then = run() })
	}()
}

// ended does what is to be done when something has ended.
func (r *room) ended(then func()) {
	r.notes.under--
	then()
	r.notes.mail.ring()
}

// closeNotes ends the notes with the room. What people have sent is kept before that.
func (r *room) closeNotes() {
	n := r.notes
	n.ending = true
	for r.takeNotes(); n.busy; r.takeNotes() {
		r.ended(<-n.done)
	}
	r.handOnNotes()
	n.aware.stop()
	n.mail.stop()
}

// leaveNotes waits for what is under way when the room has ended.
func (r *room) leaveNotes() {
	n := r.notes
	for ; n.under > 0; n.under-- {
		<-n.done
	}
	if n.stop != nil {
		n.stop()
	}
}

// listen has the room hear what is told about the notes, from the first who opens them.
func (r *room) listenToNotes() {
	n := r.notes
	if n.stop != nil {
		return
	}
	updates := r.hub.Bus.Subscribe(change.NotesTopic(r.id), r.heardNotes)
	states := r.hub.Bus.Subscribe(awarenessTopic(r.id), r.heardAwareness)
	n.stop = func() { updates(); states() }
	r.askForAwareness()
}

// heardNotes is called by the bus with notes that are kept.
func (r *room) heardNotes(m bus.Message) {
	if m.Lost {
		r.send(func() { r.notes.miss() })
		return
	}
	r.send(func() { r.toldNotes(m.Body) })
}

// toldNotes takes in what was told: the next updates are taken, those that are known
// are dropped, and those too far ahead mean that some were missed.
func (r *room) toldNotes(body []byte) {
	n := r.notes
	t, err := change.DecodeTold(body)
	switch {
	case err != nil:
		r.hub.Log.Error("what a node told about notes cannot be read", "meeting", r.id, "err", err)
		return
	case t.First+int64(len(t.Updates)) <= n.last:
		return
	case n.doc == nil || t.First > n.last+1:
		n.miss()
		return
	case t.Anew:
		n.stale, n.last = true, t.First
		n.mail.ring()
		for _, u := range t.Updates {
			n.outgoing = append(n.outgoing, relayed{body: u.Body})
		}
		return
	}
	own := t.From == n.mark && len(t.Updates) == len(n.batch)
	for i, u := range t.Updates {
		if u.N != n.last+1 {
			continue
		}
		next := relayed{body: u.Body}
		if own {
			next.writer = n.batch[i].from
		} else if err := n.doc.Hear(u.Body, u.By.ID); err != nil {
			r.hub.Log.Error("the notes do not take in what is kept; they are opened again", "meeting", r.id, "n", u.N, "err", err)
			n.stale = true
			n.mail.ring()
			return
		}
		r.takeUpdate(u.N, next)
	}
	n.led = n.led || t.Led && len(n.outgoing) > 0
	if t.Again {
		n.stale = true // the store knows whose it is
		n.mail.ring()
	}
}

// takeUpdate takes an update that the document has now for handing on.
func (r *room) takeUpdate(number int64, next relayed) {
	n := r.notes
	n.last = number
	n.answer = lacking{}
	n.log.grows(len(next.body))
	if len(n.hearers) > 0 {
		n.outgoing = append(n.outgoing, next)
	}
}

// notesReached is told how far the log of the notes has come.
func (r *room) notesReached(number int64) {
	if n := r.notes; n.doc != nil && number > n.last {
		n.expect = number
		n.miss()
	}
}

// miss has the store asked for what was missed.
func (n *notebook) miss() {
	n.behind = true
	n.mail.ring()
}
