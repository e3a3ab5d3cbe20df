// Package notes is the shared notes of a meeting: who may write what into the one
// document of it, and reading that document out as HTML, Markdown and text.
//
// A [Doc] is the document as one node has it. Every update that somebody sends goes
// through [Doc.Admit], which lets it in whole or leaves the document as it was; what
// other nodes have kept comes in through [Doc.Hear]. The log of admitted updates is
// the truth and is kept by the store; the document is derived from it, and so are
// snapshots ([Compact]), restoring ([Restore]) and removing ([Doc.Removal], [Erase]).
//
// The document holds one fragment for the meeting and one for each agenda item
// ([Meeting], [Item]). What may stand in a fragment is the schema of version [Schema]:
// [Block] and [Run] are its Go form.
package notes

import (
	"fmt"
	"maps"

	"ringain/meetings"
	"ringain/meetings/ydoc"
)

// Schema is the version of what may stand in the notes. It is raised when a kind of
// block, mark or attribute is added; none is ever taken away. An editor of an older
// version would delete what it does not know, so it may only read.
const Schema = 1

// Meeting is the fragment of what concerns the meeting as a whole.
const Meeting = "meeting"

// Item is the fragment of one agenda item. It is named by the item's identity, which
// never changes, since a fragment cannot be renamed.
func Item(id meetings.ItemID) string { return itemPrefix + string(id) }

const itemPrefix = "item:"

// Kept is what the store keeps of the notes of one meeting.
type Kept struct {
	Snapshot []byte                 // the newest one; nil when there is none
	Updates  [][]byte               // those after it, in the order of the log
	Clients  map[uint64]meetings.ID // which session first used each client id
}

// Doc is the notes of one meeting as one node has them. One goroutine owns it.
type Doc struct {
	y      *ydoc.Doc
	owners map[uint64]meetings.ID // which session first used each client id
	by     map[meetings.ID]*share // what each session has used of its share
	size   int                    // bytes of the document encoded, or more
	exact  bool                   // size is not more

	exactly int // what size was when it was last measured
}

// Open builds the document from what is kept. An error means that it does not load:
// then take the snapshot before, and the updates after that one.
func Open(k Kept) (*Doc, error) {
	d := &Doc{y: ydoc.New(), owners: maps.Clone(k.Clients), by: map[meetings.ID]*share{}}
	if d.owners == nil {
		d.owners = map[uint64]meetings.ID{}
	}
	for _, session := range d.owners {
		d.share(session).clients++
	}
	if k.Snapshot != nil {
		if err := d.apply(k.Snapshot); err != nil {
			return nil, fmt.Errorf("open the snapshot of the notes: %w", err)
		}
	}
	for i, update := range k.Updates {
		if err := d.apply(update); err != nil {
			return nil, fmt.Errorf("open update %d of %d of the notes: %w", i+1, len(k.Updates), err)
		}
	}
	return d, nil
}

func (d *Doc) apply(update []byte) error {
	d.grows(len(update))
	_, err := d.y.Apply(update)
	return err
}

// Hear takes in an update that is kept: by another node, or by this one before it
// heard it over the bus. session is who wrote it; it is empty for what the platform
// did. An error is a fault: the document is then opened again.
func (d *Doc) Hear(update []byte, session meetings.ID) error {
	applied, err := d.y.Apply(update)
	if err != nil {
		return fmt.Errorf("hear an update of the notes: %w", err)
	}
	d.grows(len(update))
	for _, r := range applied.New {
		if _, owned := d.owners[r.Client]; !owned {
			d.own(r.Client, session)
		}
	}
	return nil
}

// StateVector says what the document has, as y-protocols sync step 1 carries it.
func (d *Doc) StateVector() []byte { return d.y.StateVector() }

// Diff returns what somebody with that state vector lacks, as y-protocols sync step 2
// carries it, with what waits. A state vector that is none is refused.
func (d *Doc) Diff(stateVector []byte) ([]byte, error) {
	update, err := d.y.Diff(stateVector)
	if err != nil {
		return nil, unsound()
	}
	return update, nil
}

// Encode returns the whole document as one update, with what waits.
func (d *Doc) Encode() []byte { return d.y.Encode() }

// scratch is a copy of the document to try something on.
func (d *Doc) scratch() (*ydoc.Doc, error) {
	y := ydoc.New()
	_, err := y.Apply(d.y.Encode())
	return y, err
}
