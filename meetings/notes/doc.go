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

import "ringain/meetings"

// Schema is the version of what may stand in the notes. It is raised when a kind of
// block, mark or attribute is added; none is ever taken away. An editor of an older
// version would delete what it does not know, so it may only read.
const Schema = 1

// Meeting is the fragment of what concerns the meeting as a whole.
const Meeting = "meeting"

// Item is the fragment of one agenda item. It is named by the item's identity, which
// never changes, since a fragment cannot be renamed.
func Item(id meetings.ItemID) string { return "item:" + string(id) }

// The bounds of what is let in.
const (
	MaxUpdate         = 64 << 10  // bytes of one update
	MaxDocument       = 1 << 20   // bytes of the whole document, encoded
	MaxPending        = 256 << 10 // bytes that wait for what has not come
	MaxSession        = 2 << 20   // bytes of updates from one session, while the document is open
	MaxClients        = 2000      // client ids of one document
	MaxSessionClients = 100       // client ids of one session in one document
	MaxLine           = 2000      // characters of a line written in a form
)

// Kept is what the store keeps of the notes of one meeting.
type Kept struct {
	Snapshot []byte                 // the newest one; nil when there is none
	Updates  [][]byte               // those after it, in the order of the log
	Clients  map[uint64]meetings.ID // which session first used each client id
}

// Writer is who sends an update.
type Writer struct {
	Person meetings.Person // without ID: somebody who follows and has not said their name
	Schema int             // the version their editor knows; 0 when it does not say, as stock clients of Yjs
}

// State is what decides, beside the person, whether one may write just now.
type State struct {
	Ended  bool // the meeting has ended: only organisers write
	Locked bool // an organiser has locked the notes: only organisers write
}

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
	// The room reads the store, in case another node has kept it, and then forgets
	// about it: what still waits is part of the document.
	Waits bool
}
