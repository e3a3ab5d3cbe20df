package notes

import (
	"errors"
	"maps"
	"slices"

	"ringain/meetings"
	"ringain/meetings/ydoc"
)

// Admitted is what became of an update that was not refused.
type Admitted struct {
	// New says whether there is anything to keep and to pass on: the very bytes that
	// came. An update that only repeats what is known, and the tidying of marks that
	// the editor of a reader sends without being asked, is confirmed and dropped.
	New bool

	// Clients are the client ids that this session uses for the first time. They are
	// kept in the same transaction as the update.
	Clients []uint64

	// Waits reports whether a part waits for an update that this node does not have.
	// The room reads the store, in case another node has kept it, and need do no more:
	// what still waits is part of the document.
	Waits bool
}

func (d *Doc) own(client uint64, session meetings.ID) {
	d.owners[client] = session
	d.share(session).clients++
}

// Behind reports whether an update may build on what another node has kept and this
// one has not heard of: it leaves a gap, uses a client id that is new here, or holds
// text that another session wrote and that is not here. The room then reads the store
// and hears what is there before it admits the update; otherwise it might refuse what
// is right. That is the first update of a browser, and rarely any other.
func (d *Doc) Behind(update []byte, session meetings.ID) bool {
	if len(update) > MaxUpdate {
		return false
	}
	held, err := ydoc.Scan(update)
	if err != nil {
		return false
	}
	for _, r := range held.Structs {
		owner, owned := d.owners[r.Client]
		clock := d.y.Clock(r.Client)
		if r.End() > clock && (!owned || owner != session || r.Clock > clock) {
			return true
		}
	}
	for _, r := range held.Deletes {
		if r.End() > d.y.Clock(r.Client) {
			return true
		}
	}
	return false
}

// Admit lets an update in, or refuses it with a [meetings.Refusal] and leaves the
// document as it was:
//
//   - it is refused when it is too large, is no sound update, or counts further than anybody writes;
//   - it is refused when the writer may not write just now ([MayWrite]); what only
//     tidies is then dropped without a word, since editors send that by themselves;
//   - new text comes only from the session that first used its client id, and what is
//     known already is what is there: else it would be dropped without a word;
//   - what others are yet to write cannot be deleted beforehand;
//   - one session, what waits, and the whole document each have a bound; removing
//     text is always possible.
//
// What was admitted is in the document at once; when it then cannot be kept, the
// document must be opened again from the store.
func (d *Doc) Admit(update []byte, by Writer, s State) (Admitted, error) {
	if len(update) > MaxUpdate {
		return Admitted{}, tooLarge()
	}
	held, err := ydoc.Scan(update)
	if err != nil {
		return Admitted{}, unsound()
	}
	if no := MayWrite(by, s); no != nil {
		return Admitted{}, d.unlessIdle(update, held, by, no)
	}
	return d.admit(update, held, by)
}

func (d *Doc) admit(update []byte, held ydoc.Summary, by Writer) (Admitted, error) {
	session := by.Person.ID
	fresh, no := d.fresh(held, by)
	if slices.ContainsFunc(held.Structs, func(r ydoc.Range) bool { return r.End() > MaxClock }) {
		no = unsound()
	}
	if no == nil && !d.agrees(update, held) {
		no = stolen()
	}
	if no == nil && d.deletesAhead(held, session, fresh) {
		no = gaps()
	}
	if no == nil && len(held.Structs) > 0 {
		no = d.bounded(update, held, by.Person, len(fresh))
	}
	if no != nil {
		return Admitted{}, no
	}
	applied, err := d.y.Apply(update)
	if err != nil {
		return Admitted{}, refusalOf(err)
	}
	if !applied.Changed() {
		return Admitted{}, nil
	}
	for _, client := range fresh {
		d.own(client, session)
	}
	d.grows(len(update))
	mine := d.share(session)
	mine.bytes += len(update)
	mine.filled += len(update)
	mine.lighter = mine.lighter || len(held.Deletes) > 0
	if applied.Waits {
		mine.waiting += len(update)
	}
	return Admitted{New: true, Clients: fresh, Waits: applied.Waits}, nil
}

// fresh returns the client ids that a session would use for the first time, and
// refuses new text under a client id of somebody else.
func (d *Doc) fresh(held ydoc.Summary, by Writer) (clients []uint64, no *meetings.Refusal) {
	seen := map[uint64]bool{}
	for _, r := range held.Structs {
		if d.y.Knows(r) { // what waits too, which everybody passes on
			continue
		}
		owner, owned := d.owners[r.Client]
		if owned && owner != by.Person.ID || !owned && (d.y.Clock(r.Client) > 0 || by.Others != nil && by.Others(r.Client)) {
			return nil, stolen()
		}
		if !owned && !seen[r.Client] {
			seen[r.Client] = true
			clients = append(clients, r.Client)
		}
	}
	return clients, nil
}

// agrees reports whether what is known already of an update is what the document has.
// Typing brings only what is new, and is not looked at.
func (d *Doc) agrees(update []byte, held ydoc.Summary) bool {
	known := func(r ydoc.Range) bool { return r.Clock < d.y.Clock(r.Client) }
	if d.y.PendingSize() == 0 && !slices.ContainsFunc(held.Structs, known) {
		return true
	}
	agrees, err := d.y.Agrees(update)
	return agrees && err == nil
}

// deletesAhead reports whether an update deletes what somebody else has not written
// yet. Nobody can have seen that, and it would wait for what they write, and swallow it.
// What waits to be deleted already is in everybody's copy, and so is passed on by others.
func (d *Doc) deletesAhead(held ydoc.Summary, session meetings.ID, fresh []uint64) bool {
	return slices.ContainsFunc(held.Deletes, func(r ydoc.Range) bool {
		return !d.y.Knows(r) && d.owners[r.Client] != session && !slices.Contains(fresh, r.Client) && !d.y.Doomed(r)
	})
}

// unlessIdle returns the refusal of an update, or nil when it would change nothing that
// can be read: it is known, or only tidies. Nobody who just follows can remove text, so
// what their editor deletes is never more than that.
func (d *Doc) unlessIdle(update []byte, held ydoc.Summary, by Writer, no *meetings.Refusal) error {
	if known, err := d.y.Holds(update); err == nil && known && d.agrees(update, held) {
		return nil
	}
	if len(held.Structs) > 0 {
		return no
	}
	if by.Person.ID == "" {
		return nil
	}
	mine := d.share(by.Person.ID)
	if mine.idle++; mine.idle > maxIdle {
		return no
	}
	then, err := d.scratch()
	if err != nil {
		return err
	}
	if _, err := then.Apply(update); err != nil {
		return refusalOf(err)
	}
	if maps.Equal(texts(d.y), texts(then)) {
		return nil
	}
	return no
}

// texts is what stands in every fragment, without marks.
func texts(y *ydoc.Doc) map[string]string {
	all := map[string]string{}
	for name, blocks := range read(y) {
		all[name] = Text(blocks, meetings.SV)
	}
	return all
}

// refusalOf says for people why the engine refused an update.
func refusalOf(err error) *meetings.Refusal {
	bad, ok := errors.AsType[*ydoc.Error](err)
	switch {
	case ok && bad.Fault == ydoc.TooLarge:
		return tooLarge()
	case ok && bad.Fault == ydoc.TooMuchWaits:
		return gaps()
	}
	return unsound()
}
