// Package ydoc is an engine for documents in the format of Yjs 13 (V1), as far
// as a server needs one: it takes in updates in any order, says what another
// copy lacks, writes the whole document down and reads it. It has no editing,
// no undo, no events, no V2 and no documents inside documents.
//
// A document is a set of structs. Each has an identity (a client and a clock,
// counted in UTF-16 units for text) and remembers its neighbours at the moment
// it was written; from these every copy finds the same order, whatever order
// the updates came in. Deleting only marks. An update is a list of structs and
// a list of deleted ranges.
//
// Where the format is specified:
//
//   - yjs, INTERNALS.md: structs, integration, deletions and state vectors;
//     the bytes of a V1 update are those of its UpdateEncoderV1.
//   - y-protocols, PROTOCOL.md: state vectors and updates in sync messages.
//   - lib0, encoding.js and decoding.js: variable length integers, strings and
//     "any" values.
//
// A [Doc] belongs to one goroutine. Bytes from outside are parsed and checked
// wholly before anything changes: a refused update leaves no trace.
package ydoc

// Range is a run of clocks of one client: Clock, Clock+1, … Clock+Len−1.
// A clock counts what the client has written; text counts in UTF-16 units.
type Range struct {
	Client uint64
	Clock  uint64
	Len    uint64
}

// End is the first clock after the range.
func (r Range) End() uint64 { return r.Clock + r.Len }

// Applied says what an update brought.
type Applied struct {
	// New holds the clocks that were not known before, those that must wait
	// included. It is valid until the next call of Apply.
	New []Range
	// Deleted tells that something was deleted that was visible before, or
	// that a deletion waits which did not wait before.
	Deleted bool
	// Waits tells that part of this update waits for something that has not
	// come yet. It is kept, and counted in PendingSize.
	Waits bool
}

// Changed reports whether the update brought anything at all: if not, nobody
// needs to hear about it.
func (a Applied) Changed() bool { return len(a.New) > 0 || a.Deleted }

// Summary is what an update holds, read without a document.
type Summary struct {
	// Structs are the clocks it brings, one range for each run of a client.
	Structs []Range
	// Deletes are the ranges it deletes, as written.
	Deletes []Range
	// Count is the number of structs.
	Count int
	// Content is the number of bytes of text and values.
	Content int
	// Roots are the names of the root types it writes into directly, each once.
	Roots []string
}

// Limits of one document and of one update. They are far above what people
// write and far below what would hurt.
const (
	// MaxNesting is how deep values may lie inside each other.
	MaxNesting = 64
	// MaxDepth is how deep shared types may lie inside each other.
	MaxDepth = 128
	// MaxPending is how many bytes may wait for what has not come yet.
	MaxPending = 4 << 20
	// MaxUpdate is the largest update that is looked at, in bytes.
	MaxUpdate = 64 << 20
)
